"""What is wrong with rules that pass their tests: too wide, too narrow, shadowed, slow, undocumented.

The idea: each finding is shown by evidence, a line that the rule hits or fails to hit. Clean articles and the
look-alikes of *all* rules say what is too wide; the rule's own examples with other figures, what is too narrow.

Invariant: lint judges and changes nothing; but for "slow", the same rules and articles give the same findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from time import process_time
from typing import NamedTuple

from cleaner.hanzi import fold
from cleaner.match import Matcher
from cleaner.rule_check import TEXT_MATCHES
from cleaner.rules import Rule
from cleaner.upkeep.trial import Trial, provable

# A rule is slow when it takes so many times the median, and at least so many seconds a line: RE2 reads it each time.
_SLOW, _SECONDS = 12.0, 4e-6
_SHORTEST_WHY = 20
_EVIDENCE = 2  # lines shown for a finding
_DIGIT = re.compile("[0-9]")


class Finding(NamedTuple):
    """One complaint: `kind` is wide, narrow, shadowed, slow or undocumented."""

    rule: str
    kind: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.kind}: {self.message}"


def findings(rules: Sequence[Rule], articles: Sequence[str]) -> Iterator[Finding]:
    """All complaints about `rules`; `articles` are texts in which nothing may go."""
    lines = list(dict.fromkeys(fold(line).strip() for text in articles for line in text.split("\n") if line.strip()))
    own = [rule for rule in rules if rule.match in TEXT_MATCHES and rule.action != "signal"]
    yield from _undocumented(rules)
    yield from _wide(own, lines)
    yield from _narrow(own)
    yield from _shadowed(rules)
    yield from _slow(own, lines)


def _undocumented(rules: Sequence[Rule]) -> Iterator[Finding]:
    for rule in rules:
        if len(rule.why) < _SHORTEST_WHY:
            yield Finding(rule.id, "undocumented", f"'why' says little: {rule.why!r}")
        if not rule.seen and rule.match in TEXT_MATCHES and rule.action != "signal":
            yield Finding(rule.id, "undocumented", "'seen' is missing: a rule without a witness is a guess")


def _wide(rules: Sequence[Rule], lines: Sequence[str]) -> Iterator[Finding]:
    """Rules that hit the look-alikes of others, or lines of clean articles, where they may act."""
    matcher = Matcher(rules)
    keeps = [(rule, keep) for rule in rules for keep in rule.keeps if "\n" not in keep.text and keep.zone != "page"]
    met: defaultdict[str, list[str]] = defaultdict(list)
    for (owner, keep), hits in zip(keeps, matcher.scan([fold(keep.text).strip() for _, keep in keeps]), strict=True):
        for hit in hits:
            if hit.rule is not owner and _acts_in_bodies(hit.rule) and keep.zone in hit.rule.zones:
                met[hit.rule.id].append(f"{keep.text!r}, a keep of {owner.id}")
    for line, hits in zip(lines, matcher.scan(lines), strict=True):
        for hit in hits:
            if _acts_in_bodies(hit.rule) and hit.end > hit.start:
                met[hit.rule.id].append(f"{line[hit.start : hit.end]!r} of a clean article")
    for name, evidence in sorted(met.items()):
        more = f" and {len(evidence) - _EVIDENCE} more" if len(evidence) > _EVIDENCE else ""
        yield Finding(name, "wide", f"hits {'; '.join(evidence[:_EVIDENCE])}{more}")


def _acts_in_bodies(rule: Rule) -> bool:
    return rule.strong and "body" in rule.zones and rule.action in ("drop", "extract")


def _narrow(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Rules that know an example's very figures: with other digits of the same number it is not met."""
    for rule in rules:
        matcher = Matcher([rule])
        stiff = []
        for example in rule.examples:
            text = fold(example.before)
            # 1 becomes 2, 2 becomes 1, all others stay: dates and clocks remain what they are.
            other = _DIGIT.sub(lambda digit: {"1": "2", "2": "1"}.get(digit[0], digit[0]), text)
            if other != text and _hit(matcher, text) and not _hit(matcher, other) and not _dated(text):
                stiff.append(example.before)
        if stiff and len(stiff) == len(rule.examples):
            yield Finding(rule.id, "narrow", f"fires on its own example only: not with other digits in {stiff[0]!r}")


def _dated(text: str) -> bool:
    """Whether changed digits may make an impossible date."""
    return re.search("[12][0-9]{3}|[0-9] ?[-/.:年月日] ?[0-9]", text) is not None


def _hit(matcher: Matcher, text: str) -> bool:
    return any(matcher.scan(text.split("\n")))


def _shadowed(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Rules that have no hand in any of their own examples, all rules being on."""
    trial = Trial(rules)
    for rule in rules:
        if provable(rule) and rule.action != "signal" and not any(trial.acts(rule, e) for e in rule.examples):
            others = sorted(
                trial.takers(rule.examples[0].before, rule, rule.examples[0].zone) - {rule.id},
            )
            yield Finding(rule.id, "shadowed", f"{', '.join(others) or 'the zones'} deal with all its examples")


def _slow(rules: Sequence[Rule], lines: Sequence[str]) -> Iterator[Finding]:
    if not lines or len(rules) < 2:
        return
    seconds = {rule.id: _cost(rule, lines) / len(lines) for rule in rules}
    usual = median(seconds.values())
    for name, cost in sorted(seconds.items()):
        if cost > max(_SLOW * usual, _SECONDS):
            yield Finding(name, "slow", f"{cost * 1e6:.1f} µs a line, {cost / usual:.0f} times the median")


def _cost(rule: Rule, lines: Sequence[str]) -> float:
    matcher = Matcher([rule])
    matcher.scan(list(lines[:1]))
    start = process_time()
    matcher.scan(lines)
    return process_time() - start
