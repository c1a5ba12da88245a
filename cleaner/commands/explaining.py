"""`cleaner explain`: why a line was dropped, changed or kept.

The idea: line notes (zone, margin, cues) and the ledger's records of one page, side by side, line by line.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleaner.article import Article, LineNote, ledger_of
from cleaner.ledger import Record
from cleaner.reports.markdown import shortened, spelled, visible

_TEXT = 100  # characters of a line that are shown
_SHOWN = 12  # kinds of changes that are shown of a line; the rest are counted


class Line(NamedTuple):
    """One line of the source and what happened to it."""

    number: int
    text: str
    note: LineNote | None
    records: tuple[Record, ...]
    warnings: tuple[str, ...]  # rules
    start: int

    @property
    def fate(self) -> str:
        """In a word: `blank`, `dropped`, `changed` or `kept`."""
        if not self.text.strip():
            return "blank"
        gone = [record.change for record in self.records if not record.change.text]
        left = list(self.text)
        for change in gone:
            for position in range(max(change.start - self.start, 0), min(change.end - self.start, len(left))):
                left[position] = " "
        if not "".join(left).strip():
            return "dropped"
        return "changed" if any(not record.before.isspace() for record in self.records) else "kept"


def place_of(place: str) -> tuple[str, int | None]:
    """FILE or FILE:LINE; a file whose own name ends so is taken for itself."""
    path, colon, line = place.rpartition(":")
    if colon and line.isdecimal() and not os.path.exists(place):
        return path, int(line)
    return place, None


def explained(article: Article, only: int | None = None) -> Iterator[Line]:
    """The lines of a page's source, or just number `only` (from 1)."""
    records = ledger_of(article).records
    notes = {note.start: note for note in article.lines}
    start = first = 0
    for number, text in enumerate(article.source.split("\n"), 1):
        end = start + len(text)
        while first < len(records) and records[first].change.end <= start and records[first].change.start < start:
            first += 1
        if only in (None, number):
            here = tuple(_within(records, first, start, end))
            alerts = tuple(w.rule for w in article.warnings if w.start <= end and w.end >= start)
            yield Line(number, text, notes.get(start), here, alerts, start)
        start = end + 1


def in_words(line: Line) -> str:
    """A line's story for a terminal."""
    note = line.note
    zone = f"{note.zone}, margin {note.margin:g}" if note else "no zone"
    rows = [f"{line.number:>5}  {line.fate:<8} {zone}", f"       {visible(shortened(line.text, _TEXT))}"]
    if note and note.why:
        rows.append(f"       because {visible(note.why)}")
    changes = Counter(map(_change, line.records))
    kinds = list(changes)
    rows += [f"       {kind}{f' ×{changes[kind]}' if changes[kind] > 1 else ''}" for kind in kinds[:_SHOWN]]
    if len(kinds) > _SHOWN:
        rows.append(f"       and {len(kinds) - _SHOWN} kinds of changes more")
    rows += [f"       warning {rule}" for rule in line.warnings]
    return "\n".join(rows)


def for_machines(line: Line) -> dict[str, Any]:
    """A line's story as JSON values."""
    note = line.note
    return {
        "line": line.number,
        "fate": line.fate,
        "text": line.text,
        "zone": note.zone if note else None,
        "margin": note.margin if note else None,
        "why": note.why if note else None,
        "changes": [{**record.change._asdict(), "before": record.before} for record in line.records],
        "warnings": list(line.warnings),
    }


def _within(records: Sequence[Record], first: int, start: int, end: int) -> Iterator[Record]:
    for position in range(first, len(records)):
        change = records[position].change
        if change.start > end:
            return
        if change.end > start or change.start == change.end:
            yield records[position]


def _change(record: Record) -> str:
    change, before = record.change, record.before
    via = f" (also {', '.join(change.via)})" if change.via else ""
    note = "".join(f", {key} {value}" for key, value in (change.note or {}).items())
    if not change.text:
        return f"{change.rule}: dropped {_quoted(before)}{note}{via}"
    if change.aligned:
        pairs = dict.fromkeys(f"{a}→{b}" for a, b in zip(before, change.text, strict=True) if a != b)
        return f"{change.rule}: {visible(shortened(' '.join(pairs), _TEXT))}{note}{via}"
    return f"{change.rule}: {_quoted(before)} → {_quoted(change.text)}{note}{via}"


def _quoted(text: str) -> str:
    shown = shortened(text, _TEXT // 2)
    return f"“{visible(shown) if shown.strip() else spelled(shown)}”"
