"""How a page of text sets its paragraphs: its lines, the width they fill, indents, and marks at the ends.

The idea: what a line break means is told by the others. Lines of one width without a mark at their ends are hard
wraps; where most paragraphs begin behind an indent, a line without one goes on; where an author closes no paragraph
with a mark, its lack says nothing.

Invariant: nothing here changes a text; offsets are those of the text that was asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from cleaner.patterns import pattern

ENDS = frozenset("。！？!?…；;：:.”’』」）)】》〉>~～")
CLOSED = ENDS | frozenset("∶︰﹒﹔﹕﹖﹗﹚﹥．＞")  # the same in small and wide forms
LISTED = pattern(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}(?:[)）、:：]|[.．](?!\d+[^\d\s.．、]))|第[一二三四五六七八九十百\d]{1,4}[章节条款回部分]|[①-⑳]|[-•·●■◆▲★*□◎]|——|--|【|\[|[A-Za-z][.、)）]|附[:：]|注[:：]|图\d|表\d)"
)
# A sign of code on a line without a Chinese character; with `*` on both sides of the sign it would be quadratic.
CODE = pattern(r"^(?:(?=[^\u4e00-\u9fff]*$)[^{};=<>]*[{};=<>]|\s*(?:#|//|def |class |import |return\b|\$ ))")
CLAUSE = 12  # characters; shorter ones are set phrases
_LOOSE, _HABIT = 3, 0.4  # so many paragraphs without a mark at their end, and such a share of all, are a habit
_NARROW = pattern("[A-Za-z0-9 ]")
_LEAST = 28  # halves of a character that the narrowest column has
_FULL = 0.85  # of the widest line: hard wraps reach it in nine lines of ten or more, what people chat in seven or less


class Line(NamedTuple):
    """A line without its outer spaces; offsets as in the document's text."""

    start: int
    end: int
    text: str
    closed: bool  # whether it ends as a sentence or a label does


_line = partial(tuple.__new__, Line)  # what `Line(…)` does, without its Python frame


class Layout(NamedTuple):
    """How the page sets its paragraphs."""

    column: int  # the width that hard-wrapped lines fill, in halves of a character; 0 where lines end as paragraphs do
    indented: float  # share of the lines that stand behind an indent
    ends: int  # paragraphs that no mark closes
    loose: bool  # whether many paragraphs end without a mark, as those of people who chat do


@lru_cache(maxsize=2)  # one step after the other asks it of the same text
def lines_of(text: str) -> Sequence[Line]:
    """The lines that hold something."""
    page = []
    at = 0
    for row in text.split("\n"):
        if line := row.strip():
            start = at + len(row) - len(row.lstrip())
            page.append(_line((start, start + len(line), line, line[-1] in CLOSED)))
        at += len(row) + 1
    return page


def layout_of(text: str, page: Sequence[Line]) -> Layout:
    """How `text`, whose lines are `page`, sets its paragraphs."""
    column = _column(page)
    paragraphs = [line for line in page if len(line.text) >= CLAUSE and _COMMA.search(line.text)]
    ends = [width_of(line.text) for line in paragraphs if not line.closed]
    often = len(ends) >= _LOOSE and len(ends) >= _HABIT * len(paragraphs)
    return Layout(column, _indented(text, page), len(ends), not column and often and not _fill(ends))


def _column(page: Sequence[Line]) -> int:
    """The width that hard-wrapped lines fill, in halves of a character; 0 where lines end as paragraphs do."""
    open_ends = [width_of(line.text) for line in page if not line.closed]
    open_ends = sorted([width for width in open_ends if width >= _LEAST])
    if len(open_ends) < 4:
        return 0
    width = (open_ends[(len(open_ends) - 1) // 2] + open_ends[len(open_ends) // 2]) // 2  # the median
    near = sum(abs(size - width) <= 4 for size in open_ends)
    if near < 0.7 * len(open_ends) or near < 4:
        return 0
    longer = sum(width_of(line.text) > width + 8 for line in page)
    return width if longer <= 0.1 * len(page) else 0


def _indented(text: str, page: Sequence[Line]) -> float:
    """Share of the lines that stand behind an indent."""
    return sum(line.start > 0 and text[line.start - 1] != "\n" for line in page) / len(page) if page else 0.0


def _fill(widths: Sequence[int]) -> bool:
    """Whether lines of these widths fill a column, more or less."""
    return sum(width >= _FULL * max(widths) for width in widths) >= _FULL * len(widths)


def width_of(text: str) -> int:
    """How wide a line is set, in halves of a character; marks may have been folded to narrow ones."""
    return 2 * len(text) - len(_NARROW.findall(text))


def is_shaped(text: str) -> bool:
    """Whether a line reads like (the beginning of) a paragraph: a heading is shorter, and has no marks."""
    return (len(text) >= 20 and _COMMA.search(text) is not None) or (len(text) >= 10 and "。" in text)


_COMMA = pattern(r"[，,](?:(?<=，)|(?<!\d,)|(?!\d))")  # a comma within a figure shapes no sentence
