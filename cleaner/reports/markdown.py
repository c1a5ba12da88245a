"""Pieces of Markdown that page text cannot break out of.

The idea: text from a page is hostile until it went through `escape` (in prose and tables) or `fence` (in
a block). What a reader cannot see is spelled out, so that a report shows what was there.

Invariant: whatever the text, it renders as itself: no markup, no cell, no end of a block, and no
link but a mail address, which GFM sees through any escape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cleaner.patterns import pattern

_UNSEEN = pattern(
    "[\0-\x1f\x7f-\x9f\N{SOFT HYPHEN}\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufe00-\ufe0f\N{ZERO WIDTH NO-BREAK SPACE}\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SPACES = pattern("[ \N{NO-BREAK SPACE}\u1680\u2000-\u200a\u202f\u205f\N{IDEOGRAPHIC SPACE}]")
_SIGNS = {"\n": "⏎", "\t": "⇥", "\r": "␍", " ": "␠"}
# What means something inside a line of CommonMark or GFM. Marks that count only at the head of a line need no
# escape, since text never stands there; `://` and `www.` would make links; `_` inside a word is only itself.
_MARKUP = pattern(r"[\\`*\[\]|~$#]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
_HTML = pattern("[&<>@]")
_TICKS = pattern("`+")


def visible(text: str) -> str:
    """The text on one line, with signs for line ends and TAB, and code points for what else shows nothing."""
    return _UNSEEN.sub(lambda hit: _SIGNS.get(hit[0]) or f"[U+{ord(hit[0]):04X}]", text)


def spelled(text: str) -> str:
    """`visible`, with the spaces spelled out too: for single characters and their replacements."""
    return visible(_SPACES.sub(lambda hit: _SIGNS.get(hit[0]) or f"[U+{ord(hit[0]):04X}]", text))


def shortened(text: str, most: int) -> str:
    """The text, or its head and the number of characters left out."""
    return text if len(text) <= most else f"{text[:most]}… (+{len(text) - most:,} characters)"


def many(count: int, noun: str) -> str:
    """A count with its noun: `1 page`, `2,000 pages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def escape(text: str) -> str:
    """Text for prose and table cells."""
    marked = _MARKUP.sub(lambda hit: "\\" + hit[0], visible(text))
    return _HTML.sub(lambda hit: _ENTITIES[hit[0]], marked)


def code(text: str) -> str:
    """A short name as code: a rule's id, a file's name. Also safe in a table."""
    shown = visible(text).replace("|", "\\|")
    ticks = "`" * (max(map(len, _TICKS.findall(shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def fence(lines: Iterable[str], language: str = "diff") -> str:
    """A block of lines, each made visible, in a fence longer than any run of backticks in it."""
    shown = [visible(line) for line in lines]
    ticks = max((len(run) for line in shown for run in _TICKS.findall(line)), default=0)
    bar = "`" * max(3, ticks + 1)
    return "\n".join([bar + language, *shown, bar])


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A GFM table; cells are Markdown already. Columns whose head ends in `:` are set right."""
    rule = ["---:" if name.endswith(":") else "---" for name in head]
    lines = [[name.rstrip(":") for name in head], rule, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
