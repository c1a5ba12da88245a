"""Spaces inside a line: which go, and on what evidence.

The idea: a run is one space; a space beside a Chinese mark goes when Chinese stands on its other side; a space between
two Han characters stays (headings, titles, rows, names) unless it breaks a running sentence: a dictionary word
straddles it, the whole line is spaced out, or the spaces come once a column: lines of print that were joined by them.

Invariant: only spaces go, and one that goes stands between two Chinese characters or beside another space.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cleaner import lexicon
from cleaner.hanzi import HANS, count_han, is_han
from cleaner.patterns import pattern
from cleaner.text.punctuation import Rewrite

RUN, AT_MARK, STRAY = "canon.space-run", "canon.space-at-mark", "canon.stray-space"

_SPACES = pattern(" +")
_MARKS = frozenset("。，、；：？！（）《》〈〉【】「」『』“”‘’…—")
_NO_SPACE_BEFORE = frozenset("，。；：？！、）》】”〉」』")
_NO_SPACE_AFTER = frozenset("，。；：？！、（《【“〈「『")
_CLOSE = pattern("[，。；！？]")
_QUOTED = pattern("《[^》]*》|“[^”]*”|‘[^’]*’|【[^】]*】|「[^」]*」|『[^』]*』|（[^）]*）")
_RUNNING = 15  # Han characters; shorter lines are headings, rows, names
_MOST_GAPS = 3  # in a sentence; more spaces are a pattern that somebody wanted (verse, a table, a list)
_COLUMN = 18  # characters; the narrowest column of print whose joined lines are told from a pattern
_JOINED = 3  # spaces at that distance
_RAGGED = 3  # characters by which such lines differ
_SPACED_OUT = 0.8  # share of the places between Han characters that hold a space


def spaces(line: str, view: str) -> Iterator[Rewrite]:
    """The spaces of `line` that go; `view` (same length) shows its marks as they will be."""
    gaps = _gaps(view)
    stray = _stray(view, gaps) if gaps else frozenset()
    for match in _SPACES.finditer(view):
        start, end = match.span()
        before, after = view[start - 1 : start] if start else "", view[end : end + 1]
        if not before or not after:
            continue
        wanted = not (after in _NO_SPACE_BEFORE and _is_chinese(before))
        if not wanted or (before in _NO_SPACE_AFTER and _is_chinese(after)):
            yield Rewrite(start, end, "", AT_MARK)
        elif start in stray:
            yield Rewrite(start, end, "", STRAY)
        elif end - start > 1:
            yield Rewrite(start + 1, end, "", RUN)


def _is_chinese(char: str) -> bool:
    return char in _MARKS or is_han(char)


def _gaps(view: str) -> list[tuple[int, int]]:
    """The runs of spaces between two Han characters."""
    runs = (match.span() for match in _SPACES.finditer(view, 1))
    return [(start, end) for start, end in runs if is_han(view[start - 1]) and end < len(view) and is_han(view[end])]


def _before_marks(view: str) -> Iterator[str]:
    """What stands before the marks of a sentence, spaces aside."""
    for mark in _CLOSE.finditer(view):
        yield from view[: mark.start()].rstrip(" ")[-1:]


def _stray(view: str, gaps: list[tuple[int, int]]) -> frozenset[int]:
    han = count_han(view)
    if han < _RUNNING or not any(is_han(char) for char in _before_marks(view)):
        return frozenset()
    pairs = han - len(HANS.findall(view.replace(" ", "")))
    if len(gaps) >= _SPACED_OUT * pairs:
        return frozenset(start for start, _ in gaps)
    if _is_column(view):
        return frozenset(start for start, _ in gaps)
    quoted = {at for match in _QUOTED.finditer(view) for at in range(*match.span())}
    gaps = [gap for gap in gaps if gap[0] not in quoted]
    if len(gaps) > _MOST_GAPS:
        return frozenset()
    # A character alone between two gaps, or at the head: a label spaced out (索 引 号), not a broken word.
    ends = {0, *(end for _, end in gaps)}
    starts = {start for start, _ in gaps}
    broken = [gap for gap in gaps if gap[0] - 1 not in ends and gap[1] + 1 not in starts]
    return frozenset(start for start, end in broken if lexicon.straddles(view[:start], view[end:]))


def _is_column(view: str) -> bool:
    """Whether the spaces between Chinese stand one column apart, as where the lines of a print were joined."""
    joints = [
        match.start()
        for match in _SPACES.finditer(view, 1)
        if _is_chinese(view[match.start() - 1]) and _is_chinese(view[match.end() : match.end() + 1] or " ")
    ]
    if len(joints) < _JOINED:
        return False
    sizes = [_width(view[start:end]) for start, end in pairwise([0, *joints])]
    return min(sizes) >= _COLUMN and max(sizes) - min(sizes) <= 2 * _RAGGED


def _width(text: str) -> float:
    """In characters of Chinese; a Latin letter takes half the room."""
    return len(text) - sum(char.isascii() for char in text) / 2
