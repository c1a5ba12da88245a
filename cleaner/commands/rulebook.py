"""`cleaner rules`: the rules in words, their tests, and how often they acted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cleaner.rule_check import check_examples
from cleaner.rules import Rule
from cleaner.sinks import Folder


def listed(rules: Sequence[Rule]) -> Iterator[str]:
    """One line a rule, in columns."""
    wide = max((len(rule.id) for rule in rules), default=0)
    for rule in rules:
        yield f"{rule.id:<{wide}}  {rule.category:<8} {rule.action:<8} {','.join(rule.zones):<15} {rule.why}"


def shown(rule: Rule) -> str:
    """A rule in full, for a terminal."""
    facts = {
        "class": rule.category,
        "match": rule.match,
        "action": rule.action,
        "field": rule.field,
        "zones": ", ".join(rule.zones),
        "at least": str(rule.at_least) if rule.at_least > 1 else "",
        "unless": rule.unless,
        "seen": rule.seen,
    }
    parts = [f"{rule.id}\n  {rule.why}", *(f"  {key}: {value}" for key, value in facts.items() if value)]
    parts += [f"  pattern: {pattern}" for pattern in rule.patterns]
    parts += [f"  {before!r} -> {after!r}" for before, after in rule.table]
    parts += [f"  example ({example.zone}): {example.before!r} -> {example.after!r}" for example in rule.examples]
    parts += [f"  keep ({keep.zone}): {keep.text!r}, because {keep.because}" for keep in rule.keeps]
    return "\n".join(parts)


def failures(rules: Iterable[Rule]) -> list[str]:
    """What fails of the examples and look-alikes inside the rules, one line each."""
    return [failure for rule in rules for failure in check_examples(rule)]


def statistics(out: str, rules: Iterable[Rule]) -> Iterator[str]:
    """How often each rule acted in an output folder, the busiest first; the idle ones say so."""
    changes: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for _, line in Folder(out).headers():
        hits = json.loads(line)["counts"]["rules"]
        changes.update(hits)
        pages.update(hits.keys())
    names = sorted({rule.id for rule in rules} | set(changes), key=lambda rule: (-changes[rule], rule))
    yield f"{'changes':>8} {'pages':>7}  rule"
    for name in names:
        yield f"{changes[name]:>8,} {pages[name]:>7,}  {name}{'' if changes[name] else '  (never acted)'}"
