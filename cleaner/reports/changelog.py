"""What a change of the rules changed, for the person who reviews it: rule by rule, then page by page.

Invariant: short and safe, whatever the pages hold; what is left out is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cleaner.reports.comparison import Comparison, Difference
from cleaner.reports.markdown import code, escape, fence, many, shortened, table

STATES = {"changed": "changed", "rules": "other rules, same text", "source": "the page itself changed",
          "added": "added", "removed": "removed", "same": "the same"}  # fmt: skip
KINDS = {"goes": "now goes", "stays": "now stays", "text": "reads otherwise", "rule": "by another rule"}
CONTEXT = 12  # characters shown on either side
# A reviewer reads so many pages and places of one; GitHub takes 65,536 characters as a comment, 1 MB as a file.
_PAGES, _PLACES, _TEXT, _RULES, _ROOM = 100, 30, 120, 60, 400_000
KEPT = 1000  # pages that are held for showing, whatever the size of the corpus


@dataclass(slots=True)
class Totals:
    """Counts over all pages, and the pages that differ."""

    states: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)  # rule -> kind -> places
    pages: list[Comparison] = field(default_factory=list)

    def add(self, page: Comparison) -> None:
        """Count a page. Of one that did not change nothing is kept, nor of those beyond what anyone reads."""
        self.states[page.state] += 1
        if page.state != "same" and len(self.pages) < KEPT:
            self.pages.append(page)
        for one in page.differences:
            for rule in dict.fromkeys((*one.old_rules, *one.new_rules)):
                self.rules.setdefault(rule, Counter())[one.kind] += 1

    @property
    def differing(self) -> int:
        """How many pages differ."""
        return self.states.total() - self.states["same"]


def counted(pages: Iterable[Comparison]) -> Totals:
    """The totals of a comparison."""
    totals = Totals()
    for page in pages:
        totals.add(page)
    return totals


def as_markdown(totals: Totals, old: str, new: str) -> str:
    """The comparison as Markdown."""
    counts = ", ".join(f"{totals.states[state]:,} {words}" for state, words in STATES.items() if totals.states[state])
    parts = [f"# {escape(old)} → {escape(new)}", f"**{many(sum(totals.states.values()), 'page')}**: {counts or 'none'}"]
    if totals.rules:
        parts.append(f"## Rule by rule\n\n{_rules(totals)}")
    room = _ROOM
    for shown, page in enumerate(totals.pages[:_PAGES]):
        part = _page(page)
        room -= len(part)
        if room < 0:
            parts.append(f"and {many(totals.differing - shown, 'page')} more")
            break
        parts.append(part)
    else:
        if totals.differing > _PAGES:
            parts.append(f"and {many(totals.differing - _PAGES, 'page')} more")
    return "\n\n".join(parts) + "\n"


def _rules(totals: Totals) -> str:
    ranked = sorted(totals.rules, key=lambda rule: (-totals.rules[rule].total(), rule))
    rows = [(code(rule), *(f"{totals.rules[rule][kind]:,}" for kind in KINDS)) for rule in ranked[:_RULES]]
    more = f"\n\nand {len(ranked) - _RULES:,} rules more" if len(ranked) > _RULES else ""
    return table(("Rule", *(f"{words}:" for words in KINDS.values())), rows) + more


def _page(page: Comparison) -> str:
    head = f"## {escape(page.name)}\n\n{STATES[page.state].capitalize()}"
    about = [f"{escape(key)}: {escape(old) or '∅'} → {escape(new) or '∅'}" for key, old, new in page.about]
    facts = "".join(f"\n- {shortened(fact, 400)}" for fact in about)
    lines = list(hunks(page))
    return f"{head}{facts and chr(10)}{facts}" + (f"\n\n{fence(lines)}" if lines else "")


def hunks(page: Comparison) -> Iterator[str]:
    """The differences of a page as lines of a diff, each under its place and its rules."""
    source = page.new.source if page.new else ""
    for one in page.differences[:_PLACES]:
        yield from _hunk(one, source)
    if len(page.differences) > _PLACES:
        yield f"@@ {len(page.differences) - _PLACES:,} more @@"


def _hunk(one: Difference, source: str) -> Iterator[str]:
    yield f"@@ line {one.line} · {KINDS[one.kind]} · {_named(one.old_rules)} → {_named(one.new_rules)} @@"
    if one.kind == "rule":
        yield f" {shortened(one.source, _TEXT)}"
        return
    before = source[max(0, one.start - CONTEXT) : one.start].rpartition("\n")[2]
    after = source[one.end : one.end + CONTEXT].partition("\n")[0]
    yield f"-{before}{shortened(one.old, _TEXT)}{after}"
    yield f"+{before}{shortened(one.new, _TEXT)}{after}"


def _named(rules: Sequence[str]) -> str:
    return ", ".join(rules) or "no rule"
