"""The rules as a page for people, `docs/rules.md`, and as data for a quick start, `data/rules.json`.

The idea: the rule files say everything, so both are made of them and never written by hand: `python -m
cleaner.catalogue` after every change of a rule, and after every merge that touches these files.

Invariant: the same rules give the same files, byte for byte; tests compare them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from cleaner import literals, prepared
from cleaner.match import sources
from cleaner.rules import Rule, fields, load, packaged
from cleaner.sinks import Folder

_HEAD = """# Rules

Made from `rules/**/*.toml` by `python -m cleaner.catalogue`; do not edit. One rule is one file: its id is its path.
A rule acts only in its zones; *signal* rules change nothing and count as evidence.
"""


def render(rules: Sequence[Rule], hits: Mapping[str, int] | None = None) -> str:
    """The catalogue of `rules`, which must be sorted by id: a table, then a section for each rule.

    `hits` (see `hits_in`) adds a column: how often each rule acted.
    """
    stages = [(stage, list(group)) for stage, group in groupby(rules, key=_stage)]
    lines = [_HEAD]
    for stage, group in stages:
        lines += [
            f"## {stage}",
            "",
            f"| rule | class | action | zones |{'' if hits is None else ' hits in cleaned/ |'}",
        ]
        lines.append(f"| --- | --- | --- | --- |{'' if hits is None else ' ---: |'}")
        lines += [_row(rule) + ("" if hits is None else f" {hits.get(rule.id, 0) or ''} |") for rule in group]
        lines.append("")
    for _, group in stages:
        for rule in group:
            lines += _section(rule)
    return "\n".join(lines).rstrip("\n") + "\n"


def data(folder: Path) -> str:
    """What `cleaner.prepared` reads, for the rules in `folder`."""
    paths = sorted(folder.rglob("*.toml"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    patterns = {pattern for rule in load([folder]) for pattern in sources(rule)}
    return prepared.render(
        [(text, fields(text, str(path))) for text, path in zip(texts, paths, strict=True)],
        [(pattern, literals.read(pattern)) for pattern in patterns],
    )


def hits_in(folder: Path) -> Counter[str]:
    """How often each rule acted, from the ledgers in `folder`."""
    hits: Counter[str] = Counter()
    for _, line in Folder(str(folder)).headers():
        hits.update(json.loads(line)["counts"]["rules"])
    return hits


def _row(rule: Rule) -> str:
    link = f"[{rule.id.partition('.')[2]}](#{rule.id.replace('.', '')})"
    return f"| {link} | {rule.category} | {_action(rule)} | {', '.join(rule.zones)} |"


def _section(rule: Rule) -> Iterable[str]:
    yield from (f"### {rule.id}", "", rule.why, "")
    if rule.seen:
        yield from (f"Seen: {rule.seen}.", "")
    for example in rule.examples:
        yield f"- {_quote(example.before)} → {_quote(example.after) if example.after.strip() else '*(removed)*'}"
    for keep in rule.keeps:
        yield f"- stays: {_quote(keep.text)} ({keep.because})"
    yield ""


def _stage(rule: Rule) -> str:
    return rule.id.partition(".")[0]


def _action(rule: Rule) -> str:
    return f"{rule.action} {rule.field}" if rule.field else rule.action


def _quote(text: str) -> str:
    shown = " ⏎ ".join(line.strip(" ") for line in text.strip("\n").split("\n"))
    shown = "".join(ch if ch.isprintable() else f"<U+{ord(ch):04X}>" for ch in shown)
    fence = "``" if "`" in shown else "`"
    return f"{fence} {shown} {fence}" if "`" in shown or not shown.strip() else f"`{shown}`"


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    page = render(load([packaged()]), hits_in(root / "cleaned"))
    (root / "docs" / "rules.md").write_text(page, encoding="utf-8")
    prepared.PATH.write_text(data(packaged()), encoding="utf-8")
