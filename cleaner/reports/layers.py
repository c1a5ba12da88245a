"""The changes of a page, told apart by how a person looks at them, and which of them are in doubt.

The idea: a dropped line is read as a line, a repair as two words in their context, a thousand converted characters as a
table. What the program itself was unsure of comes first, whatever it did.

Invariant: every record is in exactly one layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from cleaner.ledger import Record

# A line that went by its place alone, by less than this (in the zone model's scores), is one to look at: 7% of the 864
# such lines of the constructed pages in tests/pages.
NARROW = 1.5
_MASS = ("canon.", "convert.")


class Layers(NamedTuple):
    """The records of a page by the way they are shown."""

    dropped: list[Record]
    repaired: list[Record]
    joined: list[Record]
    mass: list[Record]


def told_apart(records: Iterable[Record]) -> Layers:
    """The records in their layers, in order."""
    layers = Layers([], [], [], [])
    lists = layers._asdict()
    for record in records:
        layer = "mass" if record[0][3].startswith(_MASS) else layer_of(record)
        lists[layer].append(record)
    return layers


def layer_of(record: Record) -> str:
    """The layer of one record: `dropped`, `repaired`, `joined` or `mass`."""
    (_, _, text, rule, _, _, _), before, _, _, _ = record
    if rule.startswith(_MASS):
        return "mass"
    if rule.startswith(("repair.", "decode.")):
        return "repaired"
    if not text and not before.isspace():
        return "dropped"
    return "joined" if rule.startswith("structure.") and ("\n" in before) != ("\n" in text) else "mass"


def doubt(record: Record) -> str:
    """Why a person should look at a change first: `inferred`, `narrow margin`, or "" for one that is sure."""
    note = record[0][4]
    if not note:
        return ""
    if note.get("proof") == "inferred":
        return "inferred"
    margin = margin_of(note) if "margin" in note else None
    return "narrow margin" if margin is not None and margin < NARROW else ""


def margin_of(note: Mapping[str, Any] | None) -> float | None:
    """By how much the zone model put a dropped line outside the article; None where a rule named the line."""
    margin = note.get("margin") if note else None
    return float(margin) if isinstance(margin, (int, float)) else None


def words(note: Mapping[str, Any] | None) -> str:
    """A note in words: `key: value`, nested ones flat."""
    return "; ".join([f"{key}: {_plain(value)}" for key, value in (note or {}).items()])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join([f"{key} {_plain(item)}" for key, item in value.items()])
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    return str(value)
