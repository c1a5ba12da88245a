"""Rules are data: one noise, one TOML file, with its examples and look-alikes inside.

The idea: `rules/strip/icp.toml` is the rule `strip.icp`; everything that may be said about a noise
is a field of a small closed set, checked when the file is read, so that a rule which loads is a
rule which can run. Patterns are RE2 syntax on the folded view of a line (simplified, half-width,
lower case) and may use the macros of `cleaner.macros`.

Invariant: the same files give the same rules in the same order (by id) on every machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cleaner import macros
from cleaner.prepared import digest, prepared

EXCEPTIONS = "exceptions"  # the folder of what rules must leave alone
CLASSES = ("chrome", "credit", "related", "footer", "jump", "spam", "dup", "repair", "convert", "form")
MATCHES = ("regex", "line", "lines", "table", "select", "code")
ACTIONS = ("drop", "replace", "extract", "split", "join", "flag", "signal")
ZONES = ("head", "body", "tail")
PLACES = (*ZONES, "title", "page")  # where an example stands: in a zone, as the title, or as a page by itself
FIELDS = ("source", "authors", "editors", "published", "updated", "section", "site", "title", "subtitle", "url")

TRAITS = (
    "inset",
    "contact",
    "menu",
    "partial",
    "chain",
    "link",
    "after",
    "caption",
    "label",
    "ornament",
    "opener",
    "panel",
    "error",
)
"""What the judgement of lines asks of a rule: `inset`, such a line stands between paragraphs as well as below them;
`contact`, such a line may end a notice; `menu`, such a word may be an author's heading; `partial`, its span in a line
of other words is not all that the line says; `chain` and `link`, a signal of how a line is written and not of its
words; `after`, what readers do with a text that is over; `caption`, it ends a line about the picture beside it;
`label`, it opens a row of a record, whose value may stand in the next line; `ornament`, its span adorns a row of the
article; `opener`, it names who opened a thread;
`panel`, it is a row of the panel about who wrote a post or owns a blog; `error`, a server says it instead of a page."""

_TYPES: Mapping[str, type] = {
    "why": str,
    "class": str,
    "match": str,
    "pattern": str,
    "patterns": list,
    "table": dict,
    "action": str,
    "with": str,
    "field": str,
    "zones": list,
    "at_least": int,
    "unless": str,
    "seen": str,
    "strong": bool,
    "traits": list,
    "evidence": bool,
    "example": list,
    "keep": list,
}
_REQUIRED = ("why", "class", "match", "example", "keep")
_CHOICES: Mapping[str, tuple[str, ...]] = {"class": CLASSES, "match": MATCHES, "action": ACTIONS, "field": FIELDS}
READING = ("flag", "signal")  # these change nothing, so they may look anywhere
REWRITING = ("replace", "split", "join", "flag")  # these act on what is left when the chrome has gone
BREAK = "\n\n"  # what parts two paragraphs, and what `split` writes unless the rule says otherwise


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file and the field."""


class Example(NamedTuple):
    """What the rule does to a text. `zone` is where the text is taken to stand: one of PLACES."""

    before: str
    after: str
    zone: str


class Keep(NamedTuple):
    """A look-alike that the rule must leave alone, and the reason."""

    text: str
    because: str
    zone: str


class Rule(NamedTuple):
    """One noise. `patterns` and `unless` are RE2 as written, macros not expanded (for `select`: CSS selectors);
    `category` is the file's `class`."""

    id: str
    why: str
    category: str
    match: str
    action: str
    patterns: tuple[str, ...]
    table: tuple[tuple[str, str], ...]
    replacement: str
    field: str
    zones: tuple[str, ...]
    strong: bool
    evidence: bool
    at_least: int
    unless: str
    seen: str
    examples: tuple[Example, ...]
    keeps: tuple[Keep, ...]
    traits: tuple[str, ...] = ()
    digest: str = ""  # of the file

    def __hash__(self) -> int:
        """By the id alone: hits are hashed by the thousand."""
        return hash(self.id)


def packaged() -> Path:
    """The folder of the rules that come with the package: installed data, or the checkout's `rules/`."""
    installed = Path(__file__).parent / "default_rules"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "rules"


def load(folders: Iterable[Path]) -> tuple[Rule, ...]:
    """All rules under `folders`, sorted by id. Raises RuleError for a bad file or an id met twice."""
    found: dict[str, Rule] = {}
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such folder of rules")
        for name, path in sorted(_files(str(folder), "")):
            if name in found:
                raise RuleError(f"{path}: rule {name} stands in another folder already; give it a name of its own")
            with open(path, "rb") as file:  # as bytes: twice as fast with files as small as these
                text = file.read().decode().replace("\r\n", "\n")
            found[name] = parse(text, name, path)
    return tuple(found[name] for name in sorted(found))


def _files(folder: str, name: str) -> Iterator[tuple[str, str]]:
    """The ids and paths of the rules in a folder, in any order."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if name or entry.name != EXCEPTIONS:  # which are no rules: see `cleaner.exemptions`
                    yield from _files(entry.path, f"{name}{entry.name}.")
            elif entry.name.endswith(".toml"):
                yield name + entry.name.removesuffix(".toml"), entry.path


def parse(text: str, name: str, path: str) -> Rule:
    """The rule written in `text`; `path` serves only the messages of RuleError."""
    said = digest(text)
    data = prepared().rules.get(said) or fields(text, path)
    action = data.get("action", _usual(data["match"]))
    zones = tuple(data.get("zones", ZONES if action in READING else ("head", "tail")))
    return Rule(
        id=name,
        why=data["why"],
        category=data["class"],
        match=data["match"],
        action=action,
        patterns=_written(data),
        table=tuple(data.get("table", {}).items()),
        replacement=data.get("with", ""),
        field=data.get("field", ""),
        zones=zones,
        strong=data.get("strong", False),
        evidence=data.get("evidence", True),
        at_least=data.get("at_least", 1),
        unless=data.get("unless", ""),
        seen=data.get("seen", ""),
        examples=tuple(Example(e["before"], e["after"], e.get("zone", zones[0])) for e in data["example"]),
        keeps=tuple(Keep(k["text"], k["because"], k.get("zone", zones[0])) for k in data["keep"]),
        traits=tuple(data.get("traits", ())),
        digest=said,
    )


def fields(text: str, path: str) -> Mapping[str, Any]:
    """The fields of the rule in `text`, as TOML has them, checked. Raises RuleError, which names `path`."""
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not valid TOML: {error}") from error
    problem = _shape(data) or _sense(data)
    if problem:
        raise RuleError(f"{path}: {problem}")
    return data


def _written(data: Mapping[str, Any]) -> tuple[str, ...]:
    return (data["pattern"],) if "pattern" in data else tuple(data.get("patterns", ()))


def _shape(data: Mapping[str, Any]) -> str:
    for key, value in data.items():
        if key not in _TYPES:
            return f"unknown field '{key}'; known are {', '.join(_TYPES)}"
        if type(value) is not _TYPES[key]:
            return f"field '{key}': must be {_TYPES[key].__name__}, is {type(value).__name__}"
    for key in _REQUIRED:
        if not data.get(key):
            return f"field '{key}': missing or empty"
    for key, choices in _CHOICES.items():
        if key in data and data[key] not in choices:
            return f"field '{key}': {data[key]!r} is none of {', '.join(choices)}"
    return _tables(data, "example", ("before", "after")) or _tables(data, "keep", ("text", "because"))


def _tables(data: Mapping[str, Any], key: str, needed: tuple[str, ...]) -> str:
    for number, entry in enumerate(data[key], 1):
        where = f"field '{key}' number {number}"
        if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
            return f"{where}: must be a [[{key}]] of strings"
        for name in needed:
            if name not in entry:
                return f"{where}: '{name}' is missing"
        for name in entry:
            if name not in (*needed, "zone"):
                return f"{where}: unknown field '{name}'"
        if entry.get("zone", "head") not in PLACES:
            return f"{where}: zone {entry['zone']!r} is none of {', '.join(PLACES)}"
    return ""


def _usual(match: str) -> str:
    """The action of a rule that names none."""
    return "replace" if match == "table" else "drop"


def _sense(data: Mapping[str, Any]) -> str:
    match = data["match"]
    action = data.get("action", _usual(match))
    if "pattern" in data and "patterns" in data:
        return "field 'patterns': stands beside 'pattern'; write one of them"
    if match in ("regex", "line", "lines", "select") and not (data.get("pattern") or data.get("patterns")):
        return f"field 'pattern': match = \"{match}\" needs one"
    if not all(isinstance(pattern, str) and pattern for pattern in data.get("patterns", [])):
        return "field 'patterns': must be strings that are not empty"
    if (match == "table") != ("table" in data):
        return "field 'table': belongs to match = \"table\", and only there"
    if not all(isinstance(value, str) for value in data.get("table", {}).values()):
        return "field 'table': must map text to text"
    if (action == "extract") != ("field" in data) and match != "code":
        return "field 'field': belongs to action = \"extract\", and only there"
    if match == "table" and action != "replace":
        return f"field 'action': a table replaces, it cannot {action}"
    if match in ("lines", "select") and action in ("replace", "split", "join"):
        return f'field \'action\': match = "{match}" takes whole lines; "{action}" needs "regex" or "line"'
    if "with" in data and action not in ("replace", "split", "join"):
        return f"field 'with': means nothing with action = \"{action}\""
    zones = data.get("zones", ["head"])
    if not zones or not all(zone in ZONES for zone in zones):
        return f"field 'zones': {zones!r} must be some of {', '.join(ZONES)}"
    if "body" in zones and not data.get("strong") and action not in READING and match not in ("code", "select"):
        return "field 'strong': a rule that acts in the body must say strong = true"
    if not all(trait in TRAITS for trait in data.get("traits", [])):
        return f"field 'traits': {data['traits']!r} must be some of {', '.join(TRAITS)}"
    if data.get("at_least", 1) < 1:
        return "field 'at_least': must be 1 or more"
    for key in ("unless",) if match == "select" else ("patterns", "unless"):
        for name in macros.unknown(" ".join(_written(data)) if key == "patterns" else data.get(key, "")):
            return f"field '{key}': unknown macro {{{name}}}; known are {' '.join(macros.MACROS)}"
    return ""
