"""Which rules could have acted on a line, and what kept them from it.

The idea: the rules are asked again, on the text that strip saw (the source as decoded and repaired), and what they say
is laid beside what happened.

Invariant: reads only; what happened is the ledger's word, never this module's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleaner.article import Article, ledger_of
from cleaner.document import Document, Edit, Proposal
from cleaner.match import Hit
from cleaner.reports.cleaned import stage_of
from cleaner.settings import Settings
from cleaner.stages import repair
from cleaner.zoning.lines import rows


class Candidate(NamedTuple):
    """A rule that hits a line, the text that it hits (folded), and what it may do."""

    rule: str
    hit: str
    action: str
    match: str
    zones: tuple[str, ...]
    strong: bool

    def held_back(self, zone: str | None) -> str:
        """What speaks against the rule on a line of this zone; "" where nothing does by the rule's own word."""
        if self.action in ("flag", "signal"):
            return "evidence only"
        if zone == "body" and not self.strong:
            return "not strong enough for the body"
        place = {"title": "head", "insert": "body"}.get(zone or "", zone)
        if place and place not in self.zones and zone != "insert":
            return f"acts in {', '.join(self.zones)}"
        return ""


def candidates(article: Article, settings: Settings) -> dict[int, list[Candidate]]:
    """The rules that hit each line of the source, by the line's number."""
    doc = _as_strip_saw_it(article, settings)
    found: dict[int, list[Candidate]] = {}
    line = at = 0
    for row in rows(doc, settings.matcher):
        start = doc.origin(row.start)
        line += article.source.count("\n", at, start)
        at = start
        if row.hits:
            found.setdefault(line + 1, []).extend(_candidates(row.text, row.hits))
    return found


def _candidates(text: str, hits: tuple[Hit, ...]) -> Iterator[Candidate]:
    for rule, start, end, _ in hits:
        yield Candidate(rule.id, text[start:end], rule.action, rule.match, rule.zones, rule.strong)


def _as_strip_saw_it(article: Article, settings: Settings) -> Document:
    decoded = [record.change for record in ledger_of(article).records if stage_of(record) == "decode"]
    doc = Document(article.source).apply(Proposal([Edit(c.start, c.end, c.text, c.rule) for c in decoded]))
    for _, step in repair.STEPS:
        doc = doc.apply(step(doc, settings))
    return doc
