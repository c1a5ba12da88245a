"""`cleaner explain`: why a line was dropped, changed or kept.

The idea: line notes (zone, margin, cues), the rules that hit and the ledger's records of one page, side by side, line
by line; for a line or a part of it the rules' own words as well.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.article import Article, LineNote, ledger_of
from cleaner.commands.candidates import Candidate, candidates
from cleaner.ledger import Record
from cleaner.reports.markdown import many, shortened, spelled, visible
from cleaner.settings import Settings

_TEXT = 100  # characters of a line that are shown
_PLACE = re.compile(r"(.+?):(\d+)(?::(\d+)(?:-(\d+))?)?", re.DOTALL)
_SHOWN = 12  # kinds of changes that are shown of a line; the rest are counted


class Line(NamedTuple):
    """One line of the source and what happened to it."""

    number: int
    text: str
    note: LineNote | None
    records: tuple[Record, ...]
    warnings: tuple[str, ...]  # rules
    start: int
    candidates: tuple[Candidate, ...] = ()

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


class Place(NamedTuple):
    """A page, or a line of it, or some columns of a line (from 1, both ends counted)."""

    path: str
    line: int | None = None
    columns: tuple[int, int] | None = None


def place_of(place: str) -> Place:
    """FILE, FILE:LINE, FILE:LINE:COLUMN or FILE:LINE:FROM-TO; a file whose own name ends so is taken for itself."""
    found = None if os.path.exists(place) else _PLACE.fullmatch(place)
    if found is None:
        return Place(place)
    path, line, first, last = found.groups()
    return Place(path, int(line), (int(first), int(last or first)) if first else None)


def explained(
    article: Article, only: int | None = None, columns: tuple[int, int] | None = None, settings: Settings | None = None
) -> Iterator[Line]:
    """The lines of a page's source, or just number `only` (from 1), or columns of it; `settings` adds candidates."""
    records = ledger_of(article).records
    notes = {note.start: note for note in article.lines}
    hits = candidates(article, settings) if settings is not None else {}
    start = first = 0
    for number, text in enumerate(article.source.split("\n"), 1):
        end = start + len(text)
        while first < len(records) and records[first].change.end <= start and records[first].change.start < start:
            first += 1
        if only in (None, number):
            low, high = (start + columns[0] - 1, min(start + columns[1] - 1, end)) if columns else (start, end)
            here = tuple(_within(records, first, low, high))
            alerts = tuple(w.rule for w in article.warnings if w.start <= high and w.end >= low)
            shown = article.source[low : high + 1] if columns else text
            yield Line(number, shown, notes.get(start), here, alerts, low, tuple(hits.get(number, ())))
        start = end + 1


def overview(article: Article, lines: Sequence[Line]) -> str:
    """A whole page in one line: the verdict, and how many lines met which fate."""
    fates = Counter(line.fate for line in lines)
    told = ", ".join(f"{fates[fate]} {fate}" for fate in ("dropped", "changed", "kept") if fates[fate])
    count = many(len(lines) - fates["blank"], "line")
    return f"{article.verdict}, {article.removed:.0%} removed; {count}: {told or 'none'}"


Paint = Callable[[str, str], str]


def plain(role: str, text: str) -> str:
    """No colour."""
    return text


def in_words(line: Line, docs: Mapping[str, str] | None = None, paint: Paint = plain) -> str:
    """A line's story for a terminal. `docs` says of rules why they are there; `paint` colours text by its role."""
    note = line.note
    zone = f"{note.zone}, margin {note.margin:g}" if note else "no zone"
    rows = [
        f"{line.number:>5}  {paint(line.fate, f'{line.fate:<8}')} {paint('soft', zone)}",
        f"       {visible(shortened(line.text, _TEXT))}",
    ]
    if note and note.why:
        rows.append(f"       because {visible(note.why)}")
    changes = Counter((record.change.rule, _change(record)) for record in line.records)
    for (rule, words), times in list(changes.items())[:_SHOWN]:
        told = words.removeprefix(rule)
        rows.append(f"       {paint('rule', rule)}{told}{f' ×{times}' if times > 1 else ''}")
    if len(changes) > _SHOWN:
        rows.append(f"       and {len(changes) - _SHOWN} kinds of changes more")
    rows += [f"       {paint('warning', 'warning')} {rule}" for rule in line.warnings]
    rows += [f"       {paint('soft', words)}" for words in _idle(line)]
    named = dict.fromkeys([*(rule for rule, _ in changes), *line.warnings])
    rows += [f"       {paint('rule', rule)}: {paint('soft', docs[rule])}" for rule in named if docs and rule in docs]
    return "\n".join(rows)


def _idle(line: Line) -> Iterator[str]:
    """The rules that hit and did not act."""
    acted = {rule for record in line.records for rule in (record.change.rule, *record.change.via)}
    zone = line.note.zone if line.note else None
    for one in line.candidates:
        if one.rule not in acted and one.action not in ("flag", "signal"):
            why = one.held_back(zone) or "gave way to its neighbours or to a longer hit"
            yield f"{one.rule} hits {_quoted(one.hit)} and did not act: {why}"


def for_machines(line: Line, docs: Mapping[str, str]) -> dict[str, Any]:
    """A line's story as JSON values, with what `docs` says of its rules."""
    note = line.note
    named = {record.change.rule for record in line.records} | {one.rule for one in line.candidates} | {*line.warnings}
    return {
        "line": line.number,
        "fate": line.fate,
        "text": line.text,
        "zone": note.zone if note else None,
        "margin": note.margin if note else None,
        "why": note.why if note else None,
        "changes": [{**record.change._asdict(), "before": record.before} for record in line.records],
        "warnings": list(line.warnings),
        "candidates": [
            {**one._asdict(), "held_back": one.held_back(note.zone if note else None)} for one in line.candidates
        ],
        "docs": {rule: docs[rule] for rule in sorted(named) if rule in docs},
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
