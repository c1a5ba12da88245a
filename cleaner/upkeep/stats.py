"""What each rule did in folders of articles, read off their ledgers: which rules work, overlap, or have died.

The idea: a ledger says who dropped what, where and by what margin. Beside that stands what else would have taken the
same text (the matcher is asked again), and which examples show nothing that other rules would not do as well.

Invariant: figures depend on the ledgers and the rules alone; "last" is the latest page by its own date, else by name,
never by a file's time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleaner.hanzi import fold
from cleaner.ledger import Ledger, Record
from cleaner.match import Matcher
from cleaner.rules import Rule
from cleaner.upkeep.trial import Trial, provable

_FORMS = ("form", "repair", "convert")  # what they change no other rule would have taken
_MOST_OVERLAPS = 3  # named in a row; the JSON has all
COLUMNS = ("hits", "files", "characters", "reads", "body", "margin", "zones", "last", "overlaps")


@dataclass(slots=True)
class Figures:
    """What one rule did. `reads` are metadata values, `flags` warnings, `hits` changes of the text."""

    hits: int = 0
    reads: int = 0
    flags: int = 0
    characters: int = 0
    margins: list[float] = field(default_factory=list)
    zones: Counter[str] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)
    last: tuple[str, str] = ("", "")  # date, page
    overlaps: Counter[str] = field(default_factory=Counter)
    idle_examples: list[int] = field(default_factory=list)

    @property
    def acted(self) -> bool:
        """Whether the rule did anything at all."""
        return bool(self.hits or self.reads or self.flags)

    @property
    def body(self) -> float:
        """Share of the hits that stand in bodies."""
        return self.zones["body"] / self.hits if self.hits else 0.0

    @property
    def margin(self) -> float | None:
        """Mean distance from the body, in the zone model's scores, where the ledger has it."""
        return sum(self.margins) / len(self.margins) if self.margins else None


class Statistics:
    """Figures by rule, summed over ledgers."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = {rule.id: rule for rule in rules}
        self._matcher = Matcher([rule for rule in rules if rule.match in ("regex", "line", "lines", "table")])
        self.figures: dict[str, Figures] = {rule.id: Figures() for rule in rules}

    def add(self, page: str, ledger: Ledger) -> None:
        """Count one page."""
        when = (str(ledger.header.get("metadata", {}).get("published", "")), page)
        for record in ledger.records:
            self._hit(self._seen(record.change.rule, when), record)
            for other in record.change.via:
                self._seen(other, when).hits += 1
        for row in ledger.header.get("fields", ()):
            self._seen(row["rule"], when).reads += 1
        for alert in ledger.alerts:
            self._seen(alert.warning.rule, when).flags += 1

    def _seen(self, rule: str, when: tuple[str, str]) -> Figures:
        figures = self.figures.setdefault(rule, Figures())
        figures.pages.add(when[1])
        figures.last = max(figures.last, when)
        return figures

    def _hit(self, figures: Figures, record: Record) -> None:
        figures.hits += 1
        figures.zones[record.zone or "none"] += 1
        if not record.change.text:
            figures.characters += sum(map(len, record.before.split()))
        margin = (record.change.note or {}).get("margin")
        if isinstance(margin, int | float):
            figures.margins.append(float(margin))
        if record.kind not in _FORMS:
            figures.overlaps.update(self._others(record))

    def _others(self, record: Record) -> set[str]:
        """Rules that would have taken all of what this one took."""
        lines = [line for line in record.before.split("\n") if line.strip()]
        found: set[str] = set()
        for line, hits in zip(lines, self._matcher.scan([fold(line) for line in lines]), strict=True):
            size = len(line.strip())
            found |= {hit.rule.id for hit in hits if hit.rule.action != "signal" and hit.end - hit.start >= size}
        return found - {record.change.rule}

    def prove(self) -> None:
        """Find the examples in which their own rule has no hand: other rules do the work there."""
        rules = list(self._rules.values())
        trial = Trial(rules)
        for rule in rules:
            if provable(rule) and rule.action != "signal":
                self.figures[rule.id].idle_examples = [
                    number for number, example in enumerate(rule.examples, 1) if not trial.acts(rule, example)
                ]

    def rows(self) -> list[tuple[str, Figures]]:
        """The busiest first, then by id."""
        return sorted(self.figures.items(), key=lambda item: (-item[1].hits, -item[1].reads, item[0]))

    def idle(self) -> list[str]:
        """Rules that did nothing on any page; signals are evidence only and never do."""
        return [
            name
            for name, figures in sorted(self.figures.items())
            if not figures.acted and (name not in self._rules or self._rules[name].action != "signal")
        ]


def as_json(statistics: Statistics) -> Mapping[str, Any]:
    """All figures as JSON values."""
    return {
        "rules": {
            name: {
                "hits": figures.hits,
                "files": len(figures.pages),
                "characters": figures.characters,
                "reads": figures.reads,
                "flags": figures.flags,
                "zones": dict(sorted(figures.zones.items())),
                "body": round(figures.body, 4),
                "margin": None if figures.margin is None else round(figures.margin, 2),
                "last": {"page": figures.last[1], "published": figures.last[0]},
                "overlaps": dict(sorted(figures.overlaps.items())),
                "idle_examples": figures.idle_examples,
            }
            for name, figures in statistics.rows()
        },
        "never": statistics.idle(),
    }


def as_table(statistics: Statistics) -> list[str]:
    """Columns for a terminal."""
    rows = [(*COLUMNS[:6], "rule", *COLUMNS[6:]), *(_cells(name, f) for name, f in statistics.rows() if f.acted)]
    wide = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(wide[at]) if at > 5 else cell.rjust(wide[at]) for at, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    return [*lines, *(f"{text}: {', '.join(names)}" for text, names in _lists(statistics) if names)]


def as_markdown(statistics: Statistics) -> list[str]:
    """The same as a page."""
    heads = ("rule", *COLUMNS)
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * 6}{' --- |' * 3}"]
    for name, figures in statistics.rows():
        if figures.acted:
            cells = _cells(name, figures)
            lines.append(f"| {name} | {' | '.join([*cells[:6], *cells[7:]])} |")
    for text, names in _lists(statistics):
        lines += ["", f"## {text[0].upper()}{text[1:]}", "", *(f"- {name}" for name in names or ["none"])]
    return lines


def _cells(name: str, figures: Figures) -> tuple[str, ...]:
    zones = ", ".join(f"{zone} {count}" for zone, count in sorted(figures.zones.items()) if zone != "none")
    overlaps = ", ".join(f"{other} {count}" for other, count in _most(figures.overlaps))
    return (
        f"{figures.hits:,}",
        f"{len(figures.pages):,}",
        f"{figures.characters:,}",
        f"{figures.reads:,}",
        f"{figures.body:.0%}" if figures.hits else "",
        "" if figures.margin is None else f"{figures.margin:.1f}",
        name,
        zones,
        " ".join(filter(None, figures.last)),
        overlaps,
    )


def _most(overlaps: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(overlaps.items(), key=lambda item: (-item[1], item[0]))[:_MOST_OVERLAPS]


def _lists(statistics: Statistics) -> list[tuple[str, list[str]]]:
    unproved = [
        f"{name} ({', '.join(map(str, figures.idle_examples))})"
        for name, figures in sorted(statistics.figures.items())
        if figures.idle_examples
    ]
    return [
        ("rules that did nothing here", statistics.idle()),
        ("examples that other rules deal with alone", unproved),
    ]
