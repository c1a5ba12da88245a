"""`cleaner rules`: the rules in words, their tests, their health, and how often they acted."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cleaner.ledger import Ledger, LedgerError, read_ledger
from cleaner.rule_check import check_examples
from cleaner.rules import Rule
from cleaner.sinks import SUFFIXES, Folder
from cleaner.sources import find
from cleaner.upkeep import lint, mutants, trial
from cleaner.upkeep.stats import Statistics

# A checkout's own articles, in which no rule may find anything to take: golds, made by hand.
_ARTICLES = ("tests/gold", "tests/pages")


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


def failures(rules: Sequence[Rule], wanted: Iterable[str] = ()) -> Iterator[str]:
    """What fails of the examples and look-alikes, alone and then with all `rules` on; of the `wanted` rules, or all."""
    names = frozenset(wanted)
    for rule in rules:
        if not names or rule.id in names:
            yield from check_examples(rule)
    yield from map(str, trial.tried(rules, names))


def survivors(rules: Sequence[Rule], wanted: Iterable[str] = ()) -> Iterator[str]:
    """Small faults in rules that their examples and keeps do not notice, one line each."""
    names = frozenset(wanted)
    yield from map(str, mutants.survivors([rule for rule in rules if not names or rule.id in names]))


def findings(rules: Sequence[Rule], folders: Sequence[str]) -> Iterator[str]:
    """What lint has to say, given folders of clean articles; without any, those of a checkout."""
    root = Path(__file__).parent.parent.parent
    given = folders or [str(root / name) for name in _ARTICLES if (root / name).is_dir()]
    yield from map(str, lint.findings(rules, list(_articles(given, whole=bool(folders)))))


def statistics(outs: Sequence[str], rules: Sequence[Rule]) -> tuple[Statistics, list[str]]:
    """The figures over folders of articles; and the ledgers that cannot be read, one line each."""
    found, troubles = Statistics(rules), []
    for out in outs:
        for name in Folder(out).names():
            path = os.path.join(out, name + SUFFIXES[2])
            try:
                found.add(os.path.join(out, name) if len(outs) > 1 else name, _ledger(path))
            except (OSError, LedgerError, UnicodeDecodeError) as error:
                troubles.append(f"{path}: {error}")
    found.prove()
    return found, troubles


def _ledger(path: str) -> Ledger:
    with open(path, encoding="utf-8") as file:
        return read_ledger(file.read())


def _articles(folders: Sequence[str], whole: bool) -> Iterator[str]:
    """The articles in `folders`; of the checkout's own the golds alone, since the pages stand beside them."""
    for page in find(folders).pages:
        if page.name.endswith(".txt") and (whole or page.name.endswith(".gold.txt") or page.name[:1].isdigit()):
            yield page.read().decode("utf-8", "replace")
