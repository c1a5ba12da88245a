"""Where each metadata value was read, and what else the page says of it.

The idea: a page names its author in a line, in a meta tag, in JSON-LD. One reading holds (the order is in
docs/html.md); the others stand beside it where they say something else, so that a person sees the conflict.

Invariant: every reading of a field that has a value is told once; a shorter or longer form of the value (a title
with its site's name, a day without its hour) is no conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cleaner import hanzi, metadata
from cleaner.patterns import pattern

_SIGNS = pattern(r"[\W_]+")


class Voice(NamedTuple):
    """One reading: the line it stands on (0: in the markup), its rule, and its words if they contradict the value."""

    line: int
    rule: str
    other: str


def voices(header: Mapping[str, Any], name: str) -> list[Voice]:
    """The readings of field `name` in the header of a ledger, in the order of the page."""
    return list(dict.fromkeys(_voices(header, name)))


def _voices(header: Mapping[str, Any], name: str) -> Iterator[Voice]:
    chosen = header["metadata"][name]
    for item in header["fields"]:
        if item["name"] == name:
            line = 0 if item["rule"].startswith("markup.") else item["line"]
            yield Voice(line, item["rule"], item["value"] if _contradicts(name, item["value"], chosen) else "")


def _contradicts(name: str, said: str, chosen: str | list[str]) -> bool:
    value = metadata.read(name, said)
    if value is None:
        return False
    own, others = ([_bare(x) for x in (one if isinstance(one, list) else [one])] for one in (chosen, value))
    return not all(any(a in b or b in a for b in own) for a in others)


def _bare(value: str) -> str:
    return _SIGNS.sub("", hanzi.fold(value))
