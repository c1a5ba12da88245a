"""What happens to a row, and what is left of it.

The idea: a row goes whole, by the word of a rule or of the model, or loses the spans that rules take out of it. Where
nothing but separators is left beside these, it goes, too.

Invariant: of a row that stays, what is shown stands in it as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Note
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, is_sentence

# The rules that act on the model's word alone, by zone.
UNMARKED = {
    "head": "strip.unmarked-head",
    "insert": "strip.unmarked-insert",
    "tail": "strip.unmarked-tail",
    "title": "strip.unmarked-head",
}
PLACED = frozenset(UNMARKED.values())
# What may stand between the items of a fused line.
BETWEEN = pattern(r"^[\s|/,;:、·•>»_~—–\-()（）\[\]【】<>*.©®丨┃]*$")


class Fate(NamedTuple):
    """What happens to a row: the rule that takes it whole, or the spans that rules take out of it."""

    rule: str = ""
    note: Note | None = None
    placed: bool = False  # it goes for where it stands: the label's zone, margin and cues belong into the note
    spans: tuple[Hit, ...] = ()
    covered: bool = False  # the spans leave nothing but separators
    reads: tuple[Hit, ...] = ()  # what is read here and stays

    @property
    def gone(self) -> bool:
        """Whether nothing of the row stays."""
        return bool(self.rule) or self.covered


STAYS = Fate()


def departed(fates: Sequence[Fate]) -> list[bool]:
    """Of each row whether nothing of it stays; most stay as they are."""
    return [fate is not STAYS and (fate.covered or fate.rule != "") for fate in fates]


def shown_rows(page: Sequence[Row], fates: Sequence[Fate]) -> list[Row]:
    """The rows without the spans that rules take out of them."""
    return [
        rest(row, fate.spans) if fate is not STAYS and fate.spans else row
        for row, fate in zip(page, fates, strict=True)
    ]


def covers(text: str, spans: Sequence[Hit]) -> bool:
    """Whether nothing but separators is left of `text` beside `spans`."""
    at = 0
    for span in spans:
        if not BETWEEN.match(text[at : span.start]):
            return False
        at = span.end
    return bool(BETWEEN.match(text[at:]))


def rest(row: Row, spans: Sequence[Hit]) -> Row:
    """The row without its spans: the longest piece that is left."""
    pieces, at = [], 0
    for start, end in [*((hit.start, hit.end) for hit in spans), (len(row.text), len(row.text))]:
        piece = row.text[at:start]
        text = piece.strip()
        pieces.append((len(text), -at, at + len(piece) - len(piece.lstrip()), text))
        at = end
    _, _, start, text = max(pieces)
    start += row.start
    return row._replace(start=start, end=start + len(text), text=text, sentence=is_sentence(text))
