"""Rules broken a little: do their examples and keeps notice?

The idea: a rule's keeps are worth as much as the mistakes that they would show. So each rule is broken in small ways
(an end left open, a class widened, a zone or an excuse taken away), and whatever still passes all its own examples and
keeps is named: there a look-alike is missing.

Invariant: mutants are made of the rule alone, in a fixed order; nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.rule_check import TEXT_MATCHES, check_examples
from cleaner.rules import Rule

_CLASS = re.compile(r"(?<!\\)\[(?:[^\]\\]|\\.)+\]|\{han\}")
_REPEAT = re.compile(r"\{(\d+),(\d+)\}")


class Survivor(NamedTuple):
    """A change to a rule that none of its examples and keeps shows, and what would show it."""

    rule: str
    change: str
    advice: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.change}: {self.advice}"


def survivors(rules: Sequence[Rule]) -> Iterator[Survivor]:
    """The mutants of `rules` that pass."""
    for rule in rules:
        if rule.match in TEXT_MATCHES:
            yield from (Survivor(rule.id, *words) for words, mutant in _mutants(rule) if _passes(mutant))
            yield from (
                Survivor(rule.id, f"without the zone {zone}", f"no example stands in the {zone}")
                for zone in rule.zones
                if len(rule.zones) > 1 and all(example.zone != zone for example in rule.examples)
            )


def _passes(mutant: Rule) -> bool:
    try:
        return not check_examples(mutant)
    except ValueError:  # what RE2 refuses is noticed
        return False


def _mutants(rule: Rule) -> Iterator[tuple[tuple[str, str], Rule]]:
    if rule.match in ("line", "lines"):
        for name, before, after in (("end", "", ".*"), ("beginning", ".*", "")):
            opened = rule._replace(patterns=tuple(f"{before}(?:{pattern}){after}" for pattern in rule.patterns))
            yield (f"with an open {name}", f"no keep has the rule's words and more at the {name}"), opened
    for name, regex, new, advice in (
        ("with all classes widened", _CLASS, ".", "no keep differs from the rule in a character's kind only"),
        ("with repeats unbounded", _REPEAT, r"{\1,}", "no keep is just too long"),
    ):
        wider = tuple(regex.sub(new, pattern) for pattern in rule.patterns)
        if wider != rule.patterns:
            yield (name, advice), rule._replace(patterns=wider)
    if rule.unless:
        yield ("without 'unless'", "no keep needs the excuse"), rule._replace(unless="")
    if rule.at_least > 1:
        yield ("without 'at_least'", "no keep shows a lone hit"), rule._replace(at_least=1)
    if len(rule.patterns) > 1:
        for at in range(len(rule.patterns)):
            left = rule.patterns[:at] + rule.patterns[at + 1 :]
            yield (f"without pattern {at + 1}", "no example needs it"), rule._replace(patterns=left)
    if "body" not in rule.zones:
        yield (
            ("acting in bodies too", 'no keep with zone = "body" shows what the zones protect'),
            rule._replace(zones=(*rule.zones, "body"), strong=True),
        )
