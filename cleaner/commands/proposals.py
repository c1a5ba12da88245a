"""Verdicts as rules: what a reviewer said, as files in the folder of rules.

The idea: "this must stay" is an exemption, "this must go" a new rule that names the line, with the line as its example;
"another rule should have been it" gives a change that rule's name, and a line that stayed a new rule after that one.
Each is a file of its own whose name its content gives, so that two reviewers never write into one file.

Invariant: nothing is proposed that would not load, or whose own example fails; nothing is written but what was shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cleaner.commands.verdicts import Verdict
from cleaner.exemptions import Exemption
from cleaner.hanzi import fold
from cleaner.rule_check import check_examples
from cleaner.rules import EXCEPTIONS, Rule, RuleError, parse
from cleaner.sinks import replace

_SPECIAL = re.compile(r"[\\.+*?()|\[\]{}^$]")


class Proposal(NamedTuple):
    """A file to be written: its path below the folder of rules, and its text; or why there is none."""

    path: str
    text: str
    line: str  # of a page: where it stands, something changes
    problem: str = ""


def proposed(verdicts: Iterable[Verdict], folder: Path, rules: Mapping[str, Rule]) -> list[Proposal]:
    """What the verdicts ask for and is not there yet, each once. `rules` are those that are on, by id."""
    found = {made.path: made for verdict in verdicts for made in _proposal(verdict, rules)}
    return [made for path, made in sorted(found.items()) if made.problem or not (folder / path).exists()]


def as_diff(proposals: Sequence[Proposal], folder: Path) -> str:
    """The files to be written, as a diff."""
    parts = []
    for made in proposals:
        if made.problem:
            parts.append(f"# {made.path}: {made.problem}\n")
            continue
        lines = made.text.removesuffix("\n").split("\n")
        parts.append(f"--- /dev/null\n+++ {(folder / made.path).as_posix()}\n@@ -0,0 +1,{len(lines)} @@\n")
        parts += [f"+{line}\n" for line in lines]
    return "".join(parts)


def write(proposals: Iterable[Proposal], folder: Path) -> list[Path]:
    """Write the files; their paths."""
    paths = []
    for made in proposals:
        if not made.problem:
            paths.append(folder / made.path)
            paths[-1].parent.mkdir(parents=True, exist_ok=True)
            replace([(str(paths[-1]), made.text.encode("utf-8"))])
    return paths


def _proposal(verdict: Verdict, rules: Mapping[str, Rule]) -> Iterator[Proposal]:
    if verdict.verdict == "keep" and verdict.rule:
        yield _exemption(verdict, "a reviewer saw that it belongs to the article")
    elif verdict.verdict == "other" and verdict.rule:
        yield _exemption(verdict, "a reviewer saw that the other rule describes it")
    elif verdict.verdict == "drop":
        yield _rule(verdict)
    elif verdict.verdict == "other":
        yield _rule(verdict, rules.get(verdict.other))


def _exemption(verdict: Verdict, because: str) -> Proposal:
    text, line = verdict.text.strip(), verdict.whole.strip()
    made = Exemption(verdict.rule, line, text, verdict.note or because, verdict.other)
    path = f"{EXCEPTIONS}/{made.name}"
    if not text or "\n" in line:
        return Proposal(path, "", line, "only text within one line can be exempt")
    fields = {key: value for key, value in made._asdict().items() if value}
    return Proposal(path, "".join(f"{key} = {_toml(value)}\n" for key, value in fields.items()), line)


def _rule(verdict: Verdict, like: Rule | None = None) -> Proposal:
    """A rule for one line, of the class of `like`. Figures may be others: they seldom are what makes a line."""
    line = verdict.whole.strip()
    folded = fold(line).strip()
    pattern = re.sub(r"\d+", r"\\d+", _SPECIAL.sub(lambda hit: "\\" + hit[0], folded))
    name = f"strip/reviewed-{sha256(folded.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    zone = verdict.zone if verdict.zone in ("head", "tail") else "body"
    keep = f"有读者来信询问：网页上的“{line}”一行是什么意思？"
    text = "\n".join(
        [
            f"why = {_toml(verdict.note or f'A line that a reviewer took out: {line}')}",
            f"class = {_toml(like.category if like else 'chrome')}",
            'match = "line"',
            f"pattern = {_toml(pattern)}",
            f"zones = [{', '.join(map(_toml, dict.fromkeys(('head', 'tail', zone))))}]",
            *(["strong = true"] if zone == "body" else []),
            f"seen = {_toml(verdict.page)}",
            "",
            "[[example]]",
            f"before = {_toml(line)}",
            'after = ""',
            "",
            "[[keep]]",
            f"text = {_toml(keep)}",
            'because = "a sentence about the line"',
            "",
        ]
    )
    return Proposal(f"{name}.toml", text, line, _problem(text, name, line))


def _problem(text: str, name: str, line: str) -> str:
    if len(line) < 2 or "\n" in line:
        return "a rule needs a line of two characters or more"
    try:
        failures = check_examples(parse(text, name.replace("/", "."), name))
    except (RuleError, ValueError) as error:
        return str(error)
    return "; ".join(failures)


def _toml(text: str) -> str:
    """A basic string of TOML. JSON's escapes are among TOML's, but for lone surrogates, which TOML cannot hold."""
    plain = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
