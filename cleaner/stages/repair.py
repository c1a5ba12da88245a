"""Repair what wrong decoding, lost bytes and scrapers did to the text.

The idea: each kind of damage has a module in `cleaner.damage`; this stage only orders them, because each must see
what the ones before it left: a misread page must be read right before its tags can be found, and joiners may only be
judged when entities have become characters.

Invariant: clean text passes unchanged, in any language; what cannot be proved stays, with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from cleaner.damage import characters, escapes, glosses, jammers, lost, markup_remains, mojibake, shifted
from cleaner.document import Edit, Proposal


class Page(Protocol):
    """What a step reads: the text as the steps before it left it."""

    @property
    def text(self) -> str: ...


class Switches(Protocol):
    """What a step asks of the settings."""

    def on(self, rule: str) -> bool:
        """Is the rule of this id enabled?"""
        ...


Step = Callable[[Page, Switches], Proposal]


def _step(find: Callable[[str], Proposal], page: Page, settings: Switches) -> Proposal:
    found = find(page.text)
    if all(map(settings.on, {edit.rule for edit in found.edits} | {warning.rule for warning in found.warnings})):
        return found
    return Proposal(
        [edit for edit in found.edits if settings.on(edit.rule)],
        (),
        [warning for warning in found.warnings if settings.on(warning.rule)],
    )


_FINDERS: tuple[tuple[str, Callable[[str], Proposal]], ...] = (
    ("line-ends", characters.line_ends),
    ("mojibake", mojibake.find),
    ("escapes", escapes.find),
    ("shifted", shifted.find),
    ("glosses", glosses.find),
    ("markup-remains", markup_remains.find),
    ("jammers", jammers.find),
    ("characters", characters.find),
    ("lost", lost.find),
)

STEPS: tuple[tuple[str, Step], ...] = tuple((name, partial(_step, find)) for name, find in _FINDERS)
"""Name and function of each step, in order; every step's edits count in the text that the one before it left."""


def repair(text: str) -> str:
    """`text` with all repairs that can be proved or inferred; clean text comes back as it is."""
    for _, find in _FINDERS:
        text = _applied(text, find(text).edits)
    return text


def _applied(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        parts += text[position : edit.start], edit.text
        position = edit.end
    return "".join([*parts, text[position:]]) if parts else text
