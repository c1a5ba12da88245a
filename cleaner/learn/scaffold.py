"""A rule begun from a line of a page: its frame, a guess at what it is, its zone, and look-alikes to keep.

The idea: whoever sees a line that should have gone knows the line; the form of a rule file is what keeps people from
writing one. So the file is written for them, to be read and narrowed.

Invariant: the rule's pattern matches the line; every keep is a line of the corpus that is not the line itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.document import Document
from cleaner.hanzi import fold
from cleaner.learn import patterns, proposals
from cleaner.learn.frames import Frame, Place, tokens
from cleaner.learn.reading import masked
from cleaner.match import Matcher
from cleaner.pipeline import STAGES, opened
from cleaner.rules import Rule, parse
from cleaner.settings import Settings
from cleaner.zoning.lines import units

_KEEPS = 3
_OTHER_DIGITS = str.maketrans("0123456789", "1234567890")
# What stands for a name in one line stands for all names.
_MACROS = {"editors": "{names}", "authors": "{names}", "source": "{media}"}
_LIKE = 0.2  # share of the line's character pairs that a look-alike has


class NoSuchLineError(ValueError):
    """The page has no such line, or nothing stands on it."""


def scaffold(data: bytes, number: int, name: str, corpus: Iterable[str], rules: Sequence[Rule]) -> str:
    """A rule file for line `number` (from 1) of the page `name`; look-alikes are sought in the lines of `corpus`."""
    settings = Settings(tuple(rules))
    doc = opened(data, settings)
    lines = doc.source.split("\n")
    raw = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    if not raw:
        raise NoSuchLineError(f"{name} has no text on line {number}")
    zone = _zone(doc, sum(len(line) + 1 for line in lines[: number - 1]), settings)
    text = fold(raw)
    # With other digits beside it no number is taken for fixed.
    frame = Frame(tuple(tokens(masked(text))), (Place(0, number - 1),), (text, text.translate(_OTHER_DIGITS)))
    values = patterns.read(frame, zone == "head")
    pattern = values[0].pattern if values else patterns.whole(frame)
    assert pattern is not None, "a line fits its own frame"
    field = values[0].field if values else ""
    pattern = re.sub(r"(\(\?P<value>)[^()]*\)", rf"\1{_MACROS[field]})", pattern) if field in _MACROS else pattern
    category = "credit" if field else proposals.category(raw, zone)
    before = [
        f'why = "TODO: what this is and how it gets there; met in {name}"',
        f'class = "{category}"',
        'match = "line"',
        *([f'action = "extract"\nfield = "{field}"'] if field else []),
        f'zones = ["{zone}"]' + ("\nstrong = true" if zone == "body" else ""),
        f"pattern = {proposals.written(pattern)}",
        f"seen = {proposals.quoted(name)}",
        f'\n[[example]]\nbefore = {proposals.quoted(raw)}\nafter = ""',
    ]
    keeps = _keeps(raw, zone, "\n".join([*before, _keep("TODO", "TODO")]), [*lines, *corpus])
    return "\n".join([*before, *keeps]) + "\n"


def _zone(doc: Document, start: int, settings: Settings) -> str:
    """Where the zone model puts the line that begins at `start` of the source."""
    for stage, steps in STAGES:
        if stage in ("repair", "strip"):
            for _, step in steps:
                doc = doc.apply(step(doc, settings))
    zone = next((note.zone for note in doc.lines if note.start <= start < max(note.end, note.start + 1)), "head")
    return {"title": "head", "insert": "body"}.get(zone, zone)


def _keeps(raw: str, zone: str, rule: str, lines: Sequence[str]) -> list[str]:
    """The lines most like `raw` that the rule does not take; or a note that one is wanted."""
    own, text = units(fold(raw)), fold(raw)
    taken = Matcher([parse(rule, "scaffold", "scaffold.toml")])
    likes: dict[str, float] = {}
    for line in map(str.strip, lines):
        pairs = units(fold(line))
        share = len(own & pairs) / len(own) if own else 0.0
        if share >= _LIKE and masked(fold(line)) != masked(text) and not taken.scan([fold(line)])[0]:
            likes[line] = share
    best = sorted(likes, key=lambda line: (-likes[line], len(line), line))[:_KEEPS]
    return [_keep(line, "TODO: is this the article's?") for line in best] or [_keep("TODO", "TODO: write a look-alike")]


def _keep(text: str, because: str) -> str:
    return f'\n[[keep]]\ntext = {proposals.quoted(text)}\nbecause = "{because}"\nzone = "body"'
