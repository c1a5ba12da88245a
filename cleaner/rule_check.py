"""The tests inside a rule file: does the rule alone do what its examples say, and leave its keeps?

The idea: an example is a page of its own. The rule's hits are edited in it as the action says,
and the result is compared with `after`, spaces at line ends, runs of spaces and empty lines aside
(the canonical form sees to those later).

Invariant: nothing outside the rule takes part: no zones, no other rule, no other stage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.hanzi import fold
from cleaner.match import Hit, Matcher
from cleaner.rules import BREAK, Rule, RuleError

TEXT_MATCHES = ("regex", "line", "lines", "table")


def check_examples(rule: Rule) -> list[str]:
    """What fails, one message each; empty when all is well.

    The examples of a `select` rule are HTML, `after` is the text that is left of them. `code` rules need a stage: the
    pipeline checks those.
    """
    if rule.match == "select":
        return _wrong_selectors(rule) or _check_elements(rule)
    if rule.match not in TEXT_MATCHES:
        return []
    matcher, failures = Matcher([rule]), []
    for example in rule.examples:
        lines = example.before.split("\n")
        hits = matcher.scan([fold(line) for line in lines])
        got = _tidy(_edit(rule, lines, hits))
        if not any(hits):
            failures.append(f"{rule.id}: no hit in example {example.before!r}")
        elif got != _tidy(example.after):
            failures.append(f"{rule.id}: example {example.before!r} gives {got!r}, not {_tidy(example.after)!r}")
        elif rule.action in ("replace", "split") and any(matcher.scan([fold(line) for line in got.split("\n")])):
            failures.append(f"{rule.id}: example {example.before!r}: it hits again what it wrote, {got!r}")
    for keep in rule.keeps:
        if keep.zone not in rule.zones:
            continue  # its place keeps it; only the pipeline can show that
        lines = keep.text.split("\n")
        for line, found in zip(lines, matcher.scan([fold(line) for line in lines]), strict=True):
            failures += [
                f"{rule.id}: hits {line[hit.start : hit.end]!r}, to keep because {keep.because}" for hit in found
            ]
    return failures


def check_selectors(rules: Iterable[Rule]) -> None:
    """RuleError for the first CSS selector that no parser would take."""
    for rule in rules:
        if rule.match == "select" and (wrong := _wrong_selectors(rule)):
            raise RuleError(wrong[0])


def _wrong_selectors(rule: Rule) -> list[str]:
    from cleaner.html.parse import selector_error  # here and below, because the parser costs 25 ms

    found = [(css, selector_error(css)) for css in rule.patterns]
    return [f"{rule.id}: {css!r} is no CSS selector: {error}" for css, error in found if error is not None]


def _check_elements(rule: Rule) -> list[str]:
    failures = []
    for example in rule.examples:
        lines = _chosen(rule, example.before)
        left = _tidy("\n".join(text for text, chosen in lines if not chosen or rule.action in ("flag", "signal")))
        if not any(chosen for _, chosen in lines):
            failures.append(f"{rule.id}: no element of example {example.before!r} is chosen")
        elif left != _tidy(example.after):
            failures.append(f"{rule.id}: example {example.before!r} leaves {left!r}, not {_tidy(example.after)!r}")
    for keep in rule.keeps:
        failures += [
            f"{rule.id}: chooses {text!r}, to keep because {keep.because}"
            for text, chosen in _chosen(rule, keep.text)
            if chosen
        ]
    return failures


def _chosen(rule: Rule, html: str) -> list[tuple[str, bool]]:
    """The lines of a page or fragment, and whether the rule's selectors choose each."""
    from cleaner.html.blocks import Layout
    from cleaner.html.head import Head

    layout = Layout(Head(), {rule.id: ", ".join(rule.patterns)})
    layout.lay(html)
    return [(line.text, line.context.rule == rule.id) for line in layout.lines]


def _edit(rule: Rule, lines: Sequence[str], hits: Sequence[Sequence[Hit]]) -> str:
    if rule.action in ("flag", "signal"):
        return "\n".join(lines)
    kept: list[str] = []
    for line, found in zip(lines, hits, strict=True):
        if found and rule.match == "lines" and rule.action == "drop":
            break  # the anchor takes the rest of its block along
        if not (found and rule.match in ("line", "lines") and rule.action in ("drop", "extract")):
            kept.append(line if rule.action == "join" else _replace(rule, line, found))
    if rule.action != "join":
        return "\n".join(kept)
    ends = [bool(found) and found[-1].end == len(line.rstrip()) for line, found in zip(lines, hits, strict=True)]
    return "".join(line + (rule.replacement if end else "\n") for line, end in zip(kept, ends, strict=True))


def _replace(rule: Rule, line: str, found: Sequence[Hit]) -> str:
    pieces, at, table = [], 0, dict(rule.table)
    for hit in found:
        if hit.start >= at:
            usual = rule.replacement or (BREAK if rule.action == "split" else "")
            new = table.get(fold(line[hit.start : hit.end]), usual)
            pieces += [line[at : hit.start], new]
            at = hit.end
    return "".join([*pieces, line[at:]])


def _tidy(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
