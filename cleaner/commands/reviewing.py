"""A review: pages shown, verdicts taken, rules proposed, pages cleaned again.

The idea: the outputs are the pages, the verdict files the progress; a session holds nothing that is not on the disk,
so that a review goes on where it stopped, with another reviewer or another day.

Invariant: rules are written only as they were shown; a page is cleaned again only from its own source.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.commands.proposals import Proposal, as_diff, proposed, write
from cleaner.commands.verdicts import KINDS, Verdict, Verdicts
from cleaner.engines.batch import Cleans, clean_page
from cleaner.ledger import digest
from cleaner.reports.cleaned import Cleaned, below, opened
from cleaner.reports.triage import Corpus, key_of
from cleaner.rules import Rule
from cleaner.sinks import SUFFIXES, Folder, origins
from cleaner.sources import Page

_ARTICLE, _LEDGER = SUFFIXES[1:]
_NOTE = 2000  # characters of a reviewer's note


class ReviewError(ValueError):
    """What a reviewer asked for cannot be done; the message says why."""


class Places(NamedTuple):
    """Where everything is: outputs, pages, the folder of rules to write to."""

    out: str
    root: str
    rules: Path


class Session:
    """One reviewer's work on a folder of outputs. `renew` gives a cleaner with the rules as they are now, and them."""

    def __init__(self, places: Places, verdicts: Verdicts, renew: Callable[[], tuple[Cleans, Sequence[Rule]]]) -> None:
        self.places = places
        self.verdicts = verdicts
        self.renew = renew
        self.folder = Folder(places.out)
        self.names = {key_of(name): name for name in self.folder.names()}
        self.rules = {rule.id: rule for rule in renew()[1]}
        self._corpus: Corpus | None = None

    def page(self, key: str) -> Cleaned:
        """The page as it is now. Raises KeyError, LedgerError or OSError."""
        name = self.names[key]
        return opened(os.path.join(self.places.out, name + _LEDGER))._replace(name=name)

    def corpus(self) -> Corpus:
        """The rows of the index; read once, and again after pages were cleaned."""
        if self._corpus is None:
            self._corpus = Corpus()
            for page in below(self.places.out):
                self._corpus.add(page)
        return self._corpus

    def said(self, key: str) -> list[dict[str, Any]]:
        """The verdicts on a page, each with the number of its change (-1 where that is not there any more)."""
        page = self.page(key)
        places = {(c.start, c.end, c.rule): number for number, c in enumerate(page.ledger.changes)}
        source = digest(page.source)
        return [
            {**one._asdict(), "change": places.get((one.start, one.end, one.rule), -1) if one.source == source else -1}
            for one in self.verdicts.said()
            if one.page == page.name
        ]

    def say(
        self, key: str, *, verdict: str, change: int = -1, line: int = 0, note: str = "", other: str = ""
    ) -> Verdict:
        """Take a verdict on a change, or on a line of the source (from 1)."""
        if verdict not in KINDS:
            raise ReviewError(f"no verdict {verdict!r}; there are {', '.join(KINDS)}")
        if verdict == "other" and other not in self.rules:
            raise ReviewError(f"no rule {other!r}")
        page = self.page(key)
        place = _change(page, change) if change >= 0 else _line(page, line)
        if verdict == "other" and other == place["rule"]:
            raise ReviewError(f"it is {other} that did it")
        other = other if verdict == "other" else ""
        return self.verdicts.add(
            datetime.now(UTC).isoformat(timespec="milliseconds"),
            page=page.name, source=digest(page.source), **place, verdict=verdict, note=note[:_NOTE], other=other,
        )  # fmt: skip

    def undo(self, key: str) -> Verdict | None:
        """Take back this reviewer's last verdict on the page."""
        return self.verdicts.undo(datetime.now(UTC).isoformat(timespec="milliseconds"), self.names[key])

    def proposals(self, key: str) -> list[Proposal]:
        """What the verdicts on a page ask for."""
        mine = (one for one in self.verdicts.said() if one.page == self.names[key])
        return proposed(mine, self.places.rules, self.rules)

    def preview(self, key: str) -> dict[str, str]:
        """The files that would be written, as a diff, and its digest."""
        diff = as_diff(self.proposals(key), self.places.rules)
        return {"diff": diff, "seal": digest(diff)}

    def write(self, key: str, seal: str) -> dict[str, Any]:
        """Write what was shown, and clean the affected pages again."""
        proposals = self.proposals(key)
        if digest(as_diff(proposals, self.places.rules)) != seal:
            raise ReviewError("the proposals are not those that were shown; look again")
        lines = [made.line for made in proposals if not made.problem]
        names = list(dict.fromkeys([self.names[key], *self._holding(lines)]))
        pages = [self._source(name) for name in names]
        paths = write(proposals, self.places.rules)
        cleaner, rules = self.renew()
        self.rules = {rule.id: rule for rule in rules}
        outcomes = [clean_page(page, cleaner, self.folder.write) for page in pages]
        self._corpus = None
        return {
            "files": [path.as_posix() for path in paths],
            "pages": [{"page": one.name, "state": one.state, "error": one.error} for one in outcomes],
        }

    def _holding(self, lines: Sequence[str]) -> Iterator[str]:
        """The pages in whose article or ledger one of the lines stands."""
        wanted = [line.encode("utf-8", "replace") for line in lines]
        for name in self.names.values():
            for suffix in (_ARTICLE, _LEDGER):
                data = Path(self.places.out, name + suffix).read_bytes()
                if any(line in data for line in wanted):
                    yield name
                    break

    def _source(self, name: str) -> Page:
        """A page's own file. Raises ReviewError where it is not at hand."""
        for origin in origins(name):
            path = os.path.join(self.places.root, *origin.split("/"))
            if os.path.isfile(path):
                return Page(path, origin, os.path.getsize(path))
        raise ReviewError(f"{name}: its page is not below {self.places.root!r}; say where with --root")


def _change(page: Cleaned, number: int) -> dict[str, Any]:
    try:
        change, before, line, zone, _ = page.ledger.records[number]
    except IndexError:
        raise ReviewError(f"the page has no change {number} any more; load it again") from None
    first = page.source.rfind("\n", 0, change.start) + 1
    last = page.source.find("\n", max(change.start, change.end - 1))
    whole = page.source[first : len(page.source) if last < 0 else last]
    return {"start": change.start, "end": change.end, "line": line, "rule": change.rule, "text": before,
            "whole": whole, "zone": zone}  # fmt: skip


def _line(page: Cleaned, number: int) -> dict[str, Any]:
    lines = page.source.split("\n")
    if not 1 <= number <= len(lines) or not lines[number - 1].strip():
        raise ReviewError(f"the page has no text in line {number}")
    start = sum(len(line) + 1 for line in lines[: number - 1])
    zone = next((r.zone for r in page.ledger.records if r.line == number and r.zone), "")
    text = lines[number - 1]
    return {"start": start, "end": start + len(text), "line": number, "rule": "", "text": text, "whole": text,
            "zone": zone}  # fmt: skip
