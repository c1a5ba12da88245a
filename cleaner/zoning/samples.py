"""Rows of code and of drawn frames, which look like anything but prose and are the author's.

The idea: rules know scripts that a converter left over, separators and bylines; a listing, a printed table, a tree of
files and a query hold rows written like them. A run of code, or a frame, tells the one from the other, with the model's
word where a script is left over as a run, too.

Invariant: the answer only ever keeps rows.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.text.code import code_lines, framed
from cleaner.zoning.lines import Row
from cleaner.zoning.zones import Label

_FRAMES = ("|", "+", "├", "└")  # what rows of a frame begin with
_SURE = 4.0  # the margin from which on the body's rows of code are the author's


def code_rows(page: Sequence[Row]) -> set[int]:
    """Rows in runs of code."""
    return {at for at, is_code in enumerate(code_lines([row.text for row in page])) if is_code}


def drawn(page: Sequence[Row], touched: set[int]) -> set[int]:
    """The rows among `touched` (that rules took or took a part of) of a frame: a border is no separator, and a cell no
    byline."""
    if not any(page[at].text.startswith(_FRAMES) for at in touched):
        return set()
    return touched & {at for at, frame in enumerate(framed([row.text for row in page])) if frame}


def listed(page: Sequence[Row], labels: Sequence[Label], gone: set[int]) -> set[int]:
    """The rows among `gone` that are code amid what the model is sure is the body."""
    sure = {at for at in gone if labels[at].zone == "body" and labels[at].margin >= _SURE}
    return sure & code_rows(page) if sure else set()
