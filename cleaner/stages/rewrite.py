"""Rewrite: what rules put right, split, join or point out in the lines that strip left.

The idea: rules that drop say what a line is, and strip weighs them; these say what a text should be, so they act
after it, on what stays, wherever they say.

Invariant: a rule without such an action never comes here, and without such rules nothing is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cleaner.document import Document, Edit, Proposal, Warning
from cleaner.hanzi import fold
from cleaner.match import Hit, apart
from cleaner.rules import BREAK
from cleaner.settings import Settings
from cleaner.zoning.lines import Row, rows

_PLACES = {"head": "head", "title": "head", "tail": "tail"}


def propose(doc: Document, settings: Settings) -> Proposal:
    """The edits of `replace`, `split` and `join` rules, and the warnings of `flag` rules, each in its zones."""
    if settings.rewriter is None:
        return Proposal()
    page = rows(doc, settings.rewriter)
    starts = [line.start for line in doc.lines]
    titles = {field.start for field in doc.fields if field.name in ("title", "subtitle")}
    edits: list[Edit] = []
    warnings: list[Warning] = []
    for number, row in enumerate(page):
        if not row.hits:
            continue
        origin = doc.origin(row.start)
        at = bisect_right(starts, origin) - 1
        # The zone that strip saw the row in, the head for the title; the body where strip did not run.
        place = "head" if origin in titles else _PLACES.get(doc.lines[at].zone, "body") if at >= 0 else "body"
        hits = [hit for hit in row.hits if place in hit.rule.zones]
        warnings += [
            Warning(hit.rule.id, row.start + hit.start, row.start + hit.end)
            for hit in hits
            if hit.rule.action == "flag"
        ]
        following = page[number + 1].start if number + 1 < len(page) else None
        edits += _edits(doc, row, apart([hit for hit in hits if hit.rule.action != "flag"]), following)
    return Proposal(edits, (), warnings)


STEPS = (("rewrite", propose),)


def _edits(doc: Document, row: Row, hits: Iterator[Hit], following: int | None) -> Iterator[Edit]:
    for hit in hits:
        rule, start, end = hit.rule, row.start + hit.start, row.start + hit.end
        if rule.action == "join":
            if end == row.end and following is not None:
                yield Edit(end, following, rule.replacement, rule.id)
        elif rule.action == "split":
            yield Edit(start, end, rule.replacement or BREAK, rule.id)
        else:
            yield Edit(start, end, dict(rule.table).get(fold(doc.text[start:end]), rule.replacement), rule.id)
