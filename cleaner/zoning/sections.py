"""The parts of an article, told by its headings: those that a contents box lists, those that carry an editor's button.

The idea: an encyclopaedia prints [编辑] (or 播报, 编辑) under each heading of an entry, and a list of the headings
above the text. Both name the article's parts, whatever the model of zones thinks of short sections with buttons
between.

Invariant: a button goes only below a heading and above what the heading is of, where several do; a part begins and
ends with rows that the headings prove.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.patterns import pattern
from cleaner.zoning.boxes import CONTENTS, again
from cleaner.zoning.lines import Row, squeeze, whole
from cleaner.zoning.zones import Label

EDITS = "strip.entry-edit-row"
TOLD = "among the headings of the article's parts"
_BUTTON = pattern(r"[\[【]?(?:编辑(?:本段|源代码)?|播报|锁定|edit(?: source)?)[\]】]?(?: ?[|·] ?编辑源代码\]?)?")
_BEGINS = "[【编播锁e"  # what `_BUTTON` begins with
_HEADING = 30  # characters of the longest heading of a part
_FEWEST = 2  # parts with buttons
_NEAR = 12  # rows between an entry's name and its first sentence: buttons, a caption
_OUTSIDE = frozenset(("head", "title", "tail"))
_SURE = 3.0  # the margin of a row that the headings prove


def edit_buttons(page: Sequence[Row]) -> dict[int, str]:
    """The rows that are nothing but an editor's button below the heading of a part, with the rule's name."""
    out: dict[int, str] = {}
    buttons = {at for at, row in enumerate(page) if row.text[0] in _BEGINS and _BUTTON.fullmatch(row.text)}
    if not buttons:
        return out
    told = 0
    at = 1
    while at < len(page):
        end = at
        while end in buttons:
            end += 1
        if end > at and end < len(page) and _heads(page[at - 1]) and not whole(page[end]):
            out |= dict.fromkeys(range(at, end), EDITS)
            told += page[end].sentence
        at = max(end, at + 1)
    bare = all(page[at].text == "编辑" for at in out)  # is a person's work as well
    return out if told >= _FEWEST and not bare else {}


def parts(page: Sequence[Row], boxed: Mapping[int, str]) -> set[int]:
    """The rows from the first heading that a box or buttons tell, or from the entry's lead above it, to the last
    one's sentences, but what rules know."""
    found = sorted({*_listed(page, boxed), *(at - 1 for at, rule in boxed.items() if rule == EDITS)})
    if not found:
        return set()
    end = found[-1] + 1
    while end < len(page) and (whole(page[end]) or end in boxed):
        end += 1
    while end < len(page) and page[end].sentence and not whole(page[end]):
        end += 1
    return {at for at in range(_lead(page, found[0]), end) if at not in boxed and not whole(page[at])}


def within(labels: Sequence[Label], own: Sequence[bool]) -> list[Label]:
    """The labels, but body for the rows of the article's parts that the model puts above or below it."""
    return [
        label._replace(zone="body", margin=_SURE, told=TOLD) if mine and label.zone in _OUTSIDE else label
        for label, mine in zip(labels, own, strict=True)
    ]


def _lead(page: Sequence[Row], first: int) -> int:
    """The first sentence of an entry whose headings begin in row `first`: it opens with the words of a row above it."""
    for at in range(first):
        if page[at].sentence and any(
            page[at].text.startswith(row.text) for row in page[max(at - _NEAR, 0) : at] if 1 < len(row.text) <= _HEADING
        ):
            return at
    return first


def _heads(row: Row) -> bool:
    return len(row.text) <= _HEADING and not row.sentence and not whole(row)


def _listed(page: Sequence[Row], boxed: Mapping[int, str]) -> set[int]:
    """The headings that the rows of a contents box repeat."""
    box = [at for at, rule in boxed.items() if rule == CONTENTS]
    if not box:
        return set()
    marks = [squeeze(row.text) for row in page]
    found = [box[-1]]
    for at in box:
        found.append(again(page, marks, at, found[-1]) or found[-1])
    return set(found[1:]) - set(box)
