"""Which pages to look at first, and what a corpus is made of.

The idea: a page is as risky as what was removed, what was inferred, what went by a narrow margin, what the program
warned of, and what hardly any other page needed. The risk is a sum of capped parts, so that a reader can see which of
them put a page on top.

Invariant: one row a page, whatever its size; the text of a page is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.reports.cleaned import Cleaned
from cleaner.reports.layers import doubt, layer_of

_VERDICTS = {"damaged": 40.0, "needs-review": 40.0, "no-article": 30.0}
# Points for each, and the most of one kind. A page that lost under a third is an ordinary one.
_NARROW, _INFERRED, _WARNING, _RARE = (6.0, 30.0), (2.0, 20.0), (5.0, 25.0), (3.0, 9.0)
_REMOVED, _ORDINARY = 30.0, 0.33
# A rule that acts on fewer than one page in so many is rare; a corpus smaller than this has no rare rules.
_RARELY, _CORPUS = 1000, 20


class Row(NamedTuple):
    """What the index knows of one page."""

    key: str
    name: str
    title: str
    verdict: str
    removed: float
    changes: int
    narrow: int
    inferred: int
    warnings: tuple[str, ...]  # rules, each as often as it warned
    rules: tuple[str, ...]
    classes: tuple[str, ...]
    encoding: str
    script: str
    site: str


@dataclass(slots=True)
class Corpus:
    """Counts over all pages, for the charts."""

    rows: list[Row] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)  # class -> visible characters dropped
    rules: Counter[str] = field(default_factory=Counter)  # rule -> pages
    hits: Counter[str] = field(default_factory=Counter)  # rule -> visible characters dropped
    trust: Counter[str] = field(default_factory=Counter)  # sure, narrow margin, inferred -> changes

    def add(self, page: Cleaned) -> Row:
        """Count a page; its row."""
        doubts: Counter[str] = Counter()
        for record in page.ledger.records:
            if layer_of(record) == "dropped":
                size = sum(map(len, record.before.split()))
                self.gone[record.kind or "other"] += size
                self.hits[record.change.rule] += size
            doubts[doubt(record) or "sure"] += 1
        self.trust.update(doubts)
        row = _row(page, doubts)
        self.rules.update(row.rules)
        self.rows.append(row)
        return row

    def queue(self) -> list[tuple[Row, float, list[str]]]:
        """The rows with their risk and what makes it, the riskiest first."""
        rated = [(row, *self.risk(row)) for row in self.rows]
        return sorted(rated, key=lambda item: (-item[1], item[0].name))

    def risk(self, row: Row) -> tuple[float, list[str]]:
        """How much a page needs eyes (0 to about 150), and why: words of `words.json` with counts."""
        rare = len(self._rare(row.rules))
        parts = {
            f"verdict-{row.verdict}": _VERDICTS.get(row.verdict, 0.0),
            f"narrow {row.narrow}": _capped(row.narrow, _NARROW),
            f"removed {round(100 * row.removed)}%": _REMOVED * max(0.0, (row.removed - _ORDINARY) / (1 - _ORDINARY)),
            f"warnings {len(row.warnings)}": _capped(len(row.warnings), _WARNING),
            f"inferred {row.inferred}": _capped(row.inferred, _INFERRED),
            f"rare {rare}": _capped(rare, _RARE),
        }
        return round(sum(parts.values()), 1), [why for why, points in parts.items() if points]

    def _rare(self, rules: Sequence[str]) -> list[str]:
        pages = len(self.rows)
        if pages < _CORPUS:
            return []
        return [rule for rule in rules if self.rules[rule] <= max(1, pages // _RARELY)]


def key_of(name: str) -> str:
    """What a page's file in the site is called: names of pages may hold anything, and clash with folders."""
    return sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _row(page: Cleaned, doubts: Mapping[str, int]) -> Row:
    header = page.ledger.header
    counts, values = header["counts"], header["metadata"]
    return Row(
        key_of(page.name),
        page.name,
        str(values.get("title", "")),
        str(header["verdict"]),
        float(header["removed"]),
        int(counts["changes"]),
        doubts.get("narrow margin", 0),
        doubts.get("inferred", 0),
        tuple(alert.warning.rule for alert in page.ledger.alerts),
        tuple(counts["rules"]),
        tuple(counts["classes"]),
        str(header.get("encoding", "")),
        str(values.get("script", "")),
        _site(values),
    )


def _site(values: Mapping[str, Any]) -> str:
    """The site's name, else its host, else the source that the page names."""
    try:
        host = urlsplit(str(values.get("url", ""))).hostname
    except ValueError:
        host = None
    return str(values.get("site") or host or values.get("source") or "")


def _capped(count: int, points: tuple[float, float]) -> float:
    each, most = points
    return min(each * count, most)
