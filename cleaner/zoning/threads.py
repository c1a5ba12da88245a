"""Where other people's posts begin below an article: comments, replies of a forum, a tree of answers.

The idea: posts have headers, and headers of one page are written alike: a name and the minute of posting, in the same
place of the line. Nothing else on a page looks so: schedules and programmes have round minutes, tables no names, live
reports no dates, interviews few names.

Floors that count up (#1, #2) say the same sooner.

Invariant: the answer depends on the rows' text alone; a page with fewer than four such headers below its prose, or two
with floors, has no thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row

# A day and a minute, as forums and comment programs print them.
STAMP = pattern(
    r"(?:(?:(?:19|20)?\d\d ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2}日? ?(?:[(\[]?星期.[)\]]?|周.)? ?,? ?"
    r"|(?:今天|昨天|前天) ?)"
    r"(?:[上下]午|早上|中午|晚上|凌晨)? ?\d{1,2}:(?P<minute>\d\d)(?::\d\d)?"
    r"|\d{1,4} ?(?:秒|分钟|小时|天|个?月|年)前"
)
_LIKELY = pattern(r"\d(?::\d\d| ?(?:秒|分钟|小时|天|个?月|年)前)")  # what every stamp holds, found ten times as fast
_DIGITS = pattern(r"\d+")
_NO_NAME = pattern(
    r"[\W\d_]+|发表于|发布于|回复|评论|楼主?|沙发|板凳|地板|第|顶|踩|赞|举报|来自|网友|发表|时间|作者|阅读|浏览|字"
)
_FEWEST = 4  # headers, and names in them
_FLOOR = pattern(r"^(?P<first>\d{1,4}) +(?=\S)|[# ](?P<later>\d{1,4})(?: ?[#楼]|(?= |$))")
_FEWEST_FLOORS = 2
_DIGITS_MOST = 4  # of a floor
_DEVICE_MOST = 20  # characters
_DEVICE = pattern(r"\s*(?:(?:via|来自|通过) ?[\w ]{2,16}|[♥❤👍] ?\d*)$")  # what the post was written with; its likes
_HEADER = 60  # characters of the longest header that stands in a line of its own
_AFTER = 25  # characters after the stamp: a name, a floor, counters
_NAME = 16  # characters of the longest name before a stamp in the row of its post
_PROSE = 40  # characters of prose above the first post: the shortest article


class _Header(NamedTuple):
    at: int  # row
    form: tuple[str, str]  # how the stamp is written, and where in the line it stands
    name: str
    minute: str
    counted: bool  # figures follow the stamp: words, views, replies
    floor: int = -1


def first_post(page: Sequence[Row], prose: Sequence[bool]) -> int | None:
    """The row where the first post of others begins, None without a thread; `prose` says which rows the article's
    sentences are taken to be."""
    likely = [at for at, row in enumerate(page) if (":" in row.text or "前" in row.text) and _LIKELY.search(row.text)]
    if len(likely) < _FEWEST_FLOORS:
        return None
    groups: dict[tuple[str, str], list[_Header]] = {}
    for at in likely:
        header = _header(page[at].text)
        if header is not None:
            header = _under_floor(page, header._replace(at=at))
            groups.setdefault(header.form, []).append(header)
    starts = [start for headers in groups.values() if (start := _start(page, prose, headers)) is not None]
    return min(starts, default=None)


def _under_floor(page: Sequence[Row], header: _Header) -> _Header:
    """The header with its floor and its name, where they stand in two rows of their own above a bare stamp."""
    if header.form[1] != "alone" or header.at < 2:
        return header
    floor, name = page[header.at - 2].text, page[header.at - 1].text
    if not (floor.isdecimal() and len(floor) <= _DIGITS_MOST and 0 < len(name) <= _NAME):
        return header
    return header._replace(at=header.at - 2, floor=int(floor), name=name)


@lru_cache(maxsize=1024)  # a page is asked about each time it is labelled
def _header(text: str) -> _Header | None:
    """What the line says as the header of a post, wherever it stands."""
    found = STAMP.search(text)
    if found is None:
        return None
    before, after = text[: found.start()], text[found.end() :]
    if len(after) <= _AFTER + _DEVICE_MOST:
        after = _DEVICE.sub("", after)
    if len(after) > _AFTER and _is_name(before):
        return _Header(0, (_DIGITS.sub("0", found[0]), "inline"), before.strip(), found["minute"] or "", False)
    if len(after) > _AFTER:
        return None
    counted = any(char.isdigit() for char in after)
    if len(before) > _HEADER and not counted:
        return None
    place = "alone" if not before and not after else "first" if not before else "last" if not after else "amid"
    form = _DIGITS.sub("0", found[0])
    floor = _FLOOR.search(before)
    number = int(floor["first"] or floor["later"]) if floor else -1
    return _Header(0, (form, place), _NO_NAME.sub("", before + "|" + after), found["minute"] or "", counted, number)


def _is_name(before: str) -> bool:
    """Whether what stands before a stamp is a name alone, with the post's text behind the stamp in the same row."""
    return 0 < len(before.strip()) <= _NAME and before.endswith(" ") and _NO_NAME.fullmatch(before.strip()) is None


def _start(page: Sequence[Row], prose: Sequence[bool], headers: Sequence[_Header]) -> int | None:
    """The first of `headers`, which are written alike, that opens a post below the article's prose."""
    size = 0
    done = 0
    for number, header in enumerate(headers):
        size += sum(len(page[at].text) for at in range(done, header.at) if prose[at])
        done = header.at
        if size >= _PROSE:
            return header.at if _are_posts(headers[number:]) and not _article_below(page, prose, header.at) else None
    return None


def _article_below(page: Sequence[Row], prose: Sequence[bool], start: int) -> bool:
    """Whether a line that names a source, with prose under it, stands below `start`: the cards of a feed above an
    article have a name and a time, too."""
    sources = [
        at for at in range(start, len(page)) if any(hit.rule.field == "source" and hit.value for hit in page[at].hits)
    ]
    return bool(sources) and any(prose[sources[0] :])


def _count_up(headers: Sequence[_Header]) -> bool:
    """Whether the headers give floors, each the one after the last, with the text of a post between them."""
    if len(headers) < _FEWEST_FLOORS or headers[0].floor not in (1, 2):
        return False
    return all(below.floor == above.floor + 1 and below.at - above.at > 1 for above, below in pairwise(headers))


def _are_posts(headers: Sequence[_Header]) -> bool:
    names = {header.name for header in headers if header.name}
    if _count_up(headers) and len(names) >= _FEWEST_FLOORS:
        return True
    if len(names) < _FEWEST or 2 * len(names) < len(headers):
        return False
    minutes = [header.minute for header in headers if header.minute]
    if 2 * sum(minute[-1] in "05" for minute in minutes) > len(minutes):
        return False  # a programme, a timetable
    if headers[0].form[1] == "inline":
        return True
    apart = sum(below.at - above.at > 1 for above, below in pairwise(headers))
    return 2 * apart >= len(headers) - 1 or all(header.counted for header in headers)
