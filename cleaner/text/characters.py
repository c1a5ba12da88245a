"""Characters that an article writes otherwise: odd spaces, full-width letters and digits, accents stored apart.

The idea: one scan finds them; each is replaced by what it stands for. (What nobody sees, and line ends, are damage and
repaired before.)

Invariant: the replacements are of the characters found, never of their neighbours; text without such characters costs
one scan.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cleaner.document import common_ends
from cleaner.hanzi import unusual
from cleaner.patterns import pattern
from cleaner.text.punctuation import Rewrite

WIDTH, SPACE, NFC = "canon.full-width-alnum", "canon.odd-space", "canon.nfc"

ODD_SPACES = "\t\N{NO-BREAK SPACE}\u1680\u2000-\u200a\N{NARROW NO-BREAK SPACE}\u205f\N{IDEOGRAPHIC SPACE}"
"""Inside of a character class: each is one plain space, or an indent."""

_ODD = pattern(f"[０-９Ａ-Ｚａ-ｚ]+|[{ODD_SPACES}]+")
_MAY_BE_ODD = pattern(f"[０-９Ａ-Ｚａ-ｚ{ODD_SPACES}]")  # a lone class is scanned faster than a choice
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BEYOND_NFC = pattern("[^\0-\u02ff\u0370-\u0482\u3001-\u3040\u309b-\u30ff\u3400-\u9fff\uff01-\uffef]+")
"""Runs in which a character may compose or decompose; the character before a run may be the base of its first."""


def rewrites(text: str) -> Iterator[Rewrite]:
    """What to replace in `text`, in order. Odd spaces at a line's ends are left to whoever sees to indents."""
    if not _MAY_BE_ODD.search(unusual(text)):
        return
    position = 0
    while found := _MAY_BE_ODD.search(text, position):
        match = _ODD.match(text, found.start())
        assert match
        start, position = match.span()
        if match[0][0] >= "０":
            yield Rewrite(start, position, match[0].translate(_TO_ASCII), WIDTH)
        elif text[start - 1 : start] not in ("", "\n") and text[position : position + 1] not in ("", "\n"):
            yield Rewrite(start, position, " " * (position - start), SPACE)


def are_plain(text: str) -> bool:
    """Whether `text` holds nothing that `rewrites` or `composed` may want to change."""
    odd = unusual(text)
    return not _MAY_BE_ODD.search(odd) and (not _BEYOND_NFC.search(odd) or unicodedata.is_normalized("NFC", text))


def composed(text: str) -> Iterator[Rewrite]:
    """Runs that are not in Unicode's form NFC, each from its first to its last changed character."""
    if not _BEYOND_NFC.search(unusual(text)) or unicodedata.is_normalized("NFC", text):
        return
    for run in _BEYOND_NFC.finditer(text):
        start = max(0, run.start() - 1)
        old = text[start : run.end()]
        new = unicodedata.normalize("NFC", old)
        if new != old:
            yield _trimmed(old, new, start)


def _trimmed(old: str, new: str, start: int) -> Rewrite:
    head, tail = common_ends(old, new)
    return Rewrite(start + head, start + len(old) - tail, new[head : len(new) - tail], NFC)
