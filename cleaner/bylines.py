"""Names that no label marks: the author's line under a title, the one who opened a thread.

The idea: where a line stands says what it is. Right under the title, behind a box (□ 某某), before a stroke (某某/文)
or on a page of a printed paper, a line of two to four characters is the author; between a thread's buttons and the
panel of a member's figures the nickname is.

Invariant: what is found is one whole row; a heading of the text is never taken, for it lacks mark, paper and panel.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.lines import Row
from cleaner.patterns import pattern
from cleaner.sitename import PRINTED

_UNDER = 6  # rows between a title and its author's line
_PANEL_ROWS = 60  # rows from the title in which the first poster is named
_BOXED = pattern(
    r"[□■◎●○◆◇△▲] ?(?:文 ?[/:] ?)?(?P<name>[^\W\d_]{2,4}(?:[ 、][^\W\d_]{2,4}){0,2})(?: ?[/(]? ?(?:文|图文)[)]?)?"
)
_STROKE = pattern(r"(?P<name>[^\W\d_]{2,4}) ?(?:/ ?文| 文| 撰文| 著| 撰)")
_BARE = pattern(r"(?P<name>[^\W\d_]{2,4}|[^\W\d_] [^\W\d_])")
_THREAD = pattern(r"(?:(?:只看楼主|只看该作者)[ |]*收藏[ |]*)?回复")
_OPENER = pattern(r"楼主[ :]+(?P<name>[^\W_][\w.·-]{1,14})")
_PANEL = pattern(r"(?:当前(?:离线|在线)|主题|帖子|积分|听众|收听|在线时间|注册时间|.{2,8} \d{1,2}|\d{1,6})")
_FIGURES = pattern(r"当前(?:离线|在线)|(?:\d+ (?:主题|帖子|积分|听众) ?){2,}")
_LEVEL = pattern(r"\w{2,8} \d{1,2}(?:$| )")
_NICKNAME = pattern(r"[^\W_][\w.·-]{1,14}")


class Named(NamedTuple):
    """A row that names an author, the name's place in it, and whether the row is nothing else."""

    row: int
    start: int
    end: int
    goes: bool


def author(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> Named | None:
    """The author whom a row near the title names without a label."""
    if title is None:
        return None
    return _under_title(page, gone, title) or _opener(page, gone, title)


def _under_title(page: Sequence[Row], gone: Sequence[bool], title: int) -> Named | None:
    printed = any(PRINTED.search(row.text) for row in page[:title])
    for at in range(title + 1, min(title + 1 + _UNDER, len(page))):
        text = page[at].text
        if found := _BOXED.fullmatch(text) or _STROKE.fullmatch(text):
            return Named(at, *found.span("name"), True)
        if gone[at] or text.startswith("——"):
            continue
        found = _BARE.fullmatch(text) if printed and at + 1 < len(page) and not gone[at + 1] else None
        return Named(at, *found.span("name"), True) if found else None
    return None


def _opener(page: Sequence[Row], gone: Sequence[bool], title: int) -> Named | None:
    """The nickname between a thread's buttons and its member's panel."""
    for at in range(title + 1, min(title + _PANEL_ROWS, len(page) - 2)):
        if page[at].sentence and not gone[at]:
            return None
        text = page[at].text
        if found := _OPENER.fullmatch(text):
            return Named(at, *found.span("name"), True)
        if not _NICKNAME.fullmatch(text) or _PANEL.fullmatch(text):
            continue
        below = [row.text for row in page[at + 1 : at + 4]]
        tieba = _THREAD.fullmatch(page[at - 1].text) is not None and _LEVEL.match(" ".join(below[:2])) is not None
        discuz = _FIGURES.fullmatch(below[0]) is not None or all(_PANEL.fullmatch(line) for line in below)
        if tieba or (discuz and gone[at]):
            return Named(at, 0, len(text), False)
    return None
