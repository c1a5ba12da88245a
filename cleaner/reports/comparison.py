"""Two cleanings of one page, change by change.

The idea: both ledgers count in the same source, so what differs between two runs is found by laying their changes side
by side, not by comparing articles: each difference knows its place in the page and the rules on both sides.

Invariant: the differences in order, put into the old article, make the new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.document import Change
from cleaner.reports.cleaned import Cleaned


class Difference(NamedTuple):
    """A place of the source that the two runs made different things of."""

    start: int
    end: int
    line: int
    source: str
    old: str
    new: str
    old_rules: tuple[str, ...]
    new_rules: tuple[str, ...]

    @property
    def kind(self) -> str:
        """`goes` (was kept, is dropped now), `stays` (the reverse), `rule` (the same text by other rules), `text`."""
        if self.old == self.new:
            return "rule"
        if not self.new.strip():
            return "goes"
        return "stays" if not self.old.strip() else "text"


class Comparison(NamedTuple):
    """What became of one page; a side is None where its run has no such page."""

    name: str
    old: Cleaned | None
    new: Cleaned | None
    differences: tuple[Difference, ...] = ()

    @property
    def state(self) -> str:
        """`added`, `removed`, `source` (the page itself is another), `changed`, `rules` (who did it), `same`."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        if self.old.source != self.new.source:
            return "source"
        if not self.differences:
            return "same" if _about(self.old) == _about(self.new) else "changed"
        return "changed" if any(one.kind != "rule" for one in self.differences) else "rules"

    @property
    def about(self) -> list[tuple[str, str, str]]:
        """What the headers say differently: (name, before, after) of the verdict, metadata and warnings."""
        if self.old is None or self.new is None:
            return []
        old, new = _about(self.old), _about(self.new)
        return [
            (key, old.get(key, ""), new.get(key, "")) for key in sorted({*old, *new}) if old.get(key) != new.get(key)
        ]


def compared(name: str, old: Cleaned | None, new: Cleaned | None) -> Comparison:
    """Lay two cleanings of a page side by side."""
    if old is None or new is None or old.source != new.source:
        return Comparison(name, old, new)
    return Comparison(name, old, new, tuple(_differences(old.source, old.ledger.changes, new.ledger.changes)))


def _about(page: Cleaned) -> dict[str, str]:
    header = page.ledger.header
    told = {key: "、".join(v) if isinstance(v, list) else str(v) for key, v in header["metadata"].items()}
    alerts = "; ".join(f"{alert.line} {alert.warning.rule}" for alert in page.ledger.alerts)
    return {**told, "verdict": str(header["verdict"]), **({"warnings": alerts} if alerts else {})}


def _differences(source: str, old: Sequence[Change], new: Sequence[Change]) -> Iterator[Difference]:
    both = ({_what(change) for change in old} & {_what(change) for change in new}) - _crowded(old) - _crowded(new)
    borders = {place for side in (old, new) for c in side if _what(c) not in both for place in (c.start, c.end)}
    both -= {what for what in both if what[0] == what[1] and what[0] in borders}  # an insertion beside a difference
    left = [
        sorted((change for change in side if _what(change) not in both), key=lambda c: (c.start, c.end))
        for side in (old, new)
    ]
    marks = sorted((change.start, change.end) for side in left for change in side)
    at = [0, 0]
    line, seen = 1, 0
    for start, end in _clusters(marks):
        inside: list[list[Change]] = [[], []]
        for side in (0, 1):
            while at[side] < len(left[side]) and left[side][at[side]].end <= end:
                inside[side].append(left[side][at[side]])
                at[side] += 1
        line += source.count("\n", seen, start)
        seen = start
        before, after = (_made(source, start, end, changes) for changes in inside)
        rules = [tuple(dict.fromkeys(change.rule for change in changes)) for changes in inside]
        yield Difference(start, end, line, source[start:end], before, after, rules[0], rules[1])


def _what(change: Change) -> tuple[int, int, str, str]:
    return change.start, change.end, change.text, change.rule


def _crowded(changes: Sequence[Change]) -> set[tuple[int, int, str, str]]:
    """Insertions that share their place: which of them comes first is part of what they say."""
    places = Counter(change.start for change in changes if change.start == change.end)
    return {_what(change) for change in changes if change.start == change.end and places[change.start] > 1}


def _clusters(marks: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans that touch, as one."""
    if not marks:
        return
    first, last = marks[0]
    for start, end in marks[1:]:
        if start > last:
            yield first, last
            first = start
        last = max(last, end)
    yield first, last


def _made(source: str, start: int, end: int, changes: Sequence[Change]) -> str:
    parts, at = [], start
    for change in changes:
        parts += [source[at : change.start], change.text]
        at = change.end
    return "".join([*parts, source[at:end]])
