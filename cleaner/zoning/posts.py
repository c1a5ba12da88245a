"""The post that opens a thread of a forum, told by the headers that forum software prints above posts.

The idea: `发表于 2009-3-12 20:15 | 只看该作者`, `某某 | 2009-3-12 20:15 | 显示全部楼层`: a minute beside words that
nothing but such software prints. What stands between the first of them and the next one, or the buttons under the
post, is the post, however short; below the next one others speak, however few.

Invariant: a header is a short row that no sentence is; without one nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning import nontitles
from cleaner.zoning.lines import Row, squeeze, whole
from cleaner.zoning.threads import STAMP, first_post
from cleaner.zoning.zones import Label, tail_from

TOLD = "below the first post of others"
TYPED = "strip.thread-type-span"

_WORDS = ("显示全部楼层", "只看该作者", "只看楼主")  # 阅读模式 is a button of newspapers as well
_HEADER = 90  # characters of the longest header
_NEXT = pattern(
    r"使用道具(?: 举报)?|(?:回复|支持|反对|举报)(?: (?:回复|支持|反对|举报|\d+))+"
    r"|(?:引用|报告) (?:回复|评分)(?: .{0,12})?"
)
_NAME = 16  # characters of the longest nickname
_SAID = 40  # characters of a sentence above the first header that shows that the page is no thread
_TYPE = pattern(r"(?:标 {0,2}题(?: ?: ?| {1,3}))?(?:[\[【][^\[\]【】]{1,8}[\]】] ?)?")
_TYPES = pattern(r"(?:[\[【][^\W\d_]{2,6}[\]】] ?){1,3}")
_TITLE = 4  # characters of the shortest title behind a type
_FAR = 4  # rows between a title and the header of its post
_APART = 3  # rows between two headers of one post: its buttons


class Post(NamedTuple):
    """The rows between the header of the first post and what ends it; where others' posts begin, None without any."""

    rows: range
    others: int | None


def opening(page: Sequence[Row]) -> Post | None:
    """The first post of the thread that `page` is, None where it is none."""
    likely = [at for at, row in enumerate(page) if not row.sentence and ("只看" in row.text or "楼层" in row.text)]
    headers = [at for at in likely if is_header(page[at].text)]
    if not headers:
        return None
    first = headers[0]
    if any(row.sentence and len(row.text) >= _SAID and not whole(row) for row in page[:first]):
        return None  # an article that shows such headers; posts stand below theirs
    rest = [at for at in headers[1:] if at - first > _APART or not all(whole(row) for row in page[first + 1 : at])]
    others = rest[0] if rest else None
    end = next((at for at in range(first + 1, others or len(page)) if _NEXT.fullmatch(page[at].text)), None)
    if others is None:
        return Post(range(first + 1, len(page) if end is None else end), None)
    named = len(page[others - 1].text) <= _NAME and not page[others - 1].sentence and others - 1 > first + 1
    others = end if end is not None else others - named  # who speaks next stands above the header
    return Post(range(first + 1, others), others)


def own(page: Sequence[Row]) -> set[int]:
    """The rows of the opening post down to its first sentence, but those that rules know: what of it may look like the
    page's head. All of it where it has no sentence but ends with its buttons."""
    post = opening(page)
    if post is None:
        return set()
    said = next((at for at in post.rows if page[at].sentence and not whole(page[at])), None)
    if said is None and post.rows.stop == len(page):
        return set()
    end = post.rows.stop if said is None else said + 1
    return {at for at in range(post.rows.start, end) if not whole(page[at]) and len(page[at].text) > 1}


def below(page: Sequence[Row], labels: list[Label]) -> list[Label]:
    """The labels, but tail from the first post of others on: a thread holds more prose than most articles."""
    post = opening(page)
    prose = [row.sentence and label.zone == "body" for row, label in zip(page, labels, strict=True)]
    at = post.others if post and post.others else first_post(page, prose)
    return labels if at is None else tail_from(at, labels, TOLD)


def titles(row: Row) -> bool:
    """Whether the row stands right below a thread's title: the header of its first post, whatever rules left of it, or
    the button that copies the address."""
    text = row.text.strip("[]【】")
    return text == "复制链接" or (len(text) <= _HEADER and ("显示全部楼层" in text or "只看该作者" in text))


def typed(page: Sequence[Row], title: int, steps: frozenset[str]) -> int:
    """Where the title begins behind a list's mark or the types that a board lets be chosen: a rule knows them, the last
    of the path's `steps` leaves them out, or the page is a thread's: [旧事]."""
    row = page[title]
    if mark := nontitles.LABEL.match(row.text):
        return mark.end()
    found = _TYPE.match(row.text)
    known = any(hit.rule.id == TYPED and not hit.start for hit in row.hits)
    if found and (known or squeeze(row.text[found.end() :]) in steps):
        return found.end()
    chosen = _TYPES.match(row.text)
    if chosen is None or len(row.text) - chosen.end() < _TITLE:
        return 0
    return chosen.end() if any(_heads(below) for below in page[title + 1 : title + 1 + _FAR]) else 0


def _heads(row: Row) -> bool:
    """Whether the row belongs to the header of the post that opens a thread."""
    opener = any("opener" in hit.rule.traits for hit in row.hits)
    return opener or titles(row) or (len(row.text) <= _HEADER and "只看楼主" in row.text)


def is_header(text: str) -> bool:
    """Whether the row is what forum software prints above a post: a minute beside its own words."""
    if len(text) > _HEADER or not (":" in text or "前" in text):
        return False
    return any(word in text for word in _WORDS) and STAMP.search(text) is not None
