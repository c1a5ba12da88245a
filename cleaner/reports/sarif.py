"""What cleaning did to pages as SARIF 2.1.0: notes inside a pull request, on hosts and in reviewdog.

The idea: a result is a warning, or a change that a person reads one by one (a drop, a repair, a join); mass changes of
characters would only bury them. Results stand on the page's own line; a page that came as HTML has no lines that the
ledger knows, so its results stand on the article's.

Invariant: valid against the schema of OASIS; warnings and doubts come first, since hosts cut: GitHub shows 5,000
results of a run and refuses more than 25,000.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

from cleaner.document import Change
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.layers import doubt, layer_of, words
from cleaner.reports.markdown import shortened, visible

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST = 5_000
_TEXT = 80  # characters of the page shown in a message


class Places(NamedTuple):
    """Where files stand from the repository's root on: pages and articles; "" for the root itself."""

    pages: str
    articles: str


class _Result(NamedTuple):
    rank: int  # 0 for what needs eyes
    rule: str
    level: str
    message: str
    where: dict[str, Any]
    before: str


def sarif(pages: Iterable[Cleaned], places: Places, whys: Mapping[str, str], version: str, mass: bool) -> str:
    """The log of a run over `pages`; `whys` says of rules why they are there; `mass` adds changes of characters."""
    results: list[_Result] = []
    left = 0
    for page in pages:
        results += _results(page, places, mass)
        if len(results) > 2 * MOST:  # sorting is stable: the first pages' stay
            left += len(results) - MOST
            results = sorted(results, key=lambda result: result.rank)[:MOST]
    results.sort(key=lambda result: result.rank)
    left += max(0, len(results) - MOST)
    results = results[:MOST]
    ids = sorted({result.rule for result in results})
    driver = {"name": "cleaner", "version": version, "rules": [_rule(name, whys.get(name, "")) for name in ids]}
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_row(result, ids.index(result.rule)) for result in results],
    }
    if left:
        run["properties"] = {"resultsLeftOut": left}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


def _results(page: Cleaned, places: Places, mass: bool) -> Iterator[_Result]:
    where = _Where(page, places)
    for alert in page.ledger.alerts:
        rule, start, end, note = alert.warning
        said = f"{rule}: {_shown(page.source[start:end])}{_because(words(note))}"
        yield _Result(0, rule, "warning", said, where.at(start, end), alert.text)
    for record in page.ledger.records:
        change, before, *_ = record
        why = doubt(record)
        if not mass and layer_of(record) == "mass" and not why:
            continue
        what = f"{_shown(before)} → {_shown(change.text)}" if change.text else f"dropped {_shown(before)}"
        said = f"{change.rule}: {what}{_because(why or words(change.note))}"
        at = where.at(change.start, change.end)
        yield _Result(0 if why else 1, change.rule, "warning" if why else "note", said, at, before)


class _Where:
    """Places in a page as SARIF's locations."""

    def __init__(self, page: Cleaned, places: Places) -> None:
        self.article = page.ledger.header["kind"] == "html"
        name = str(page.ledger.header["name"]) or page.name
        path = (places.articles, page.name + ".txt") if self.article else (places.pages, name)
        self.uri = quote("/".join(part for part in path if part), errors="surrogateescape")
        self.changes: Sequence[Change] = page.ledger.changes if self.article else ()
        self.text = page.article if self.article else page.source
        self.ends = [change.end for change in self.changes]
        self.shifts = [0]
        for change in self.changes:
            self.shifts.append(self.shifts[-1] + len(change.text) - (change.end - change.start))
        self.lines = [0]
        while end := self.text.find("\n", self.lines[-1]) + 1:
            self.lines.append(end)

    def at(self, start: int, end: int) -> dict[str, Any]:
        first, last = self._place(start), self._place(end)
        (line, column), (end_line, end_column) = self._line(first), self._line(max(first, last))
        region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
        return {"physicalLocation": {"artifactLocation": {"uri": self.uri}, "region": region}}

    def _place(self, position: int) -> int:
        """An offset of the source in the text that is pointed at; the inside of a change is its beginning."""
        if not self.article:
            return position
        at = bisect_right(self.ends, position)
        inside = at < len(self.changes) and self.changes[at].start < position
        return (self.changes[at].start if inside else position) + self.shifts[at]

    def _line(self, position: int) -> tuple[int, int]:
        line = bisect_right(self.lines, position)
        return line, position - self.lines[line - 1] + 1


def _row(result: _Result, index: int) -> dict[str, Any]:
    key = f"{result.rule}\0{result.before}".encode("utf-8", "surrogatepass")
    return {
        "ruleId": result.rule,
        "ruleIndex": index,
        "level": result.level,
        "message": {"text": result.message},
        "locations": [result.where],
        "partialFingerprints": {"ruleAndText/v1": sha256(key).hexdigest()[:32]},
    }


def _rule(name: str, why: str) -> dict[str, Any]:
    return {"id": name, "shortDescription": {"text": why or name}}


def _because(why: str) -> str:
    return f" ({visible(shortened(why, 2 * _TEXT))})" if why else ""


def _shown(text: str) -> str:
    return f"“{visible(shortened(text, _TEXT))}”"
