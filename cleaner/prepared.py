"""What reading the packaged rules gave: their fields and their patterns' needs, shipped as data.

The idea: parsing hundreds of TOML files and reading their patterns takes longer than cleaning a page. `python -m
cleaner.catalogue` does it once and writes `data/rules.json`. Each entry is named by the very text that it was read
from, so an edited rule, or one from elsewhere, is simply not there and is read the long way.

Invariant: what is found here is what the long way gives. An edit of the modules that read rules makes all of it void.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

PATH = Path(__file__).parent / "data" / "rules.json"
# The modules that decide what reading a rule gives
_READERS = ("rules.py", "macros.py", "literals.py", "rarity.py")


class Prepared(NamedTuple):
    """Rules by the digest of their file's text, and by each pattern the numbers of its needs' texts in `sets`."""

    rules: Mapping[str, Mapping[str, Any]]
    needs: Mapping[str, tuple[Sequence[int], int, int, int, bool, bool]]
    sets: Sequence[str]


def digest(text: str) -> str:
    """The name of a rule's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@cache
def prepared() -> Prepared:
    """What the package brings along; nothing where it was written by other readers than these."""
    try:
        data = json.loads(PATH.read_bytes())
        if data["readers"] == _readers():
            return Prepared(data["rules"], data["needs"], data["sets"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Prepared({}, {}, ())


def render(
    rules: Iterable[tuple[str, Mapping[str, Any]]],
    needs: Iterable[tuple[str, tuple[Sequence[str], int, str, str, bool, bool]]],
) -> str:
    """The file: `rules` are texts and fields, `needs` patterns and what `literals` read in them."""
    numbers: dict[str, int] = {}

    def number(words: str) -> int:
        return numbers.setdefault(words, len(numbers))

    patterns = {
        pattern: (list(map(number, groups)), shortest, number(first), number(last), *anchors)
        for pattern, (groups, shortest, first, last, *anchors) in sorted(needs)
    }
    tables = (
        ("rules", sorted((digest(text), fields) for text, fields in rules)),
        ("needs", patterns.items()),
    )
    lines = [f'"readers": {json.dumps(_readers())}']
    for name, table in tables:
        entries = ",\n".join(f"{_dump(key)}: {_dump(value)}" for key, value in table)
        lines.append(f'"{name}": {{\n{entries}\n}}')
    lines.append('"sets": [\n{}\n]'.format(",\n".join(map(_dump, numbers))))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _readers() -> str:
    here = Path(__file__).parent
    return sha256(b"\0".join((here / name).read_bytes() for name in _READERS)).hexdigest()
