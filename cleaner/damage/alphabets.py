"""Chinese shown in the code of another alphabet: Cyrillic, Greek, Central European, the tables of DOS and the Mac.

The idea: such codes have one byte a character and give the upper half to letters and signs of their own. Chinese bytes
jump about in that half, so what they show mixes small letters with capitals and letters with signs in mid-word
(`д»–иЇґ`, `‰∏≠ÂõΩ`, `ЛыЛµХв`), which no language written so does. Where such a mixture is found, every table that
can show the whole of it is a candidate.

Invariant: words of real languages written in one of these alphabets are no mixture, whatever the table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from cleaner.patterns import pattern

TABLES = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "iso8859-2", "iso8859-15",
    "iso8859-5", "cp1256", "cp1258", "koi8-r", "cp437", "cp850", "cp852", "cp866", "mac-roman",
)  # fmt: skip
_HIGH = range(0x80, 0x100)
_BETWEEN = "\xa0 “”‘’„‚«»‹›…–—―·•\N{SOFT HYPHEN}'"  # marks that stand between the words of clean text
# The same inside Arabic words: vowels, a stretched line, joiners, the script's own comma, semicolon and question mark.
_BETWEEN += "،؛؟ـ\u200c\u200d\u200e\u200f" + "".join(map(chr, range(0x64B, 0x653)))
_ASCII_SMALL = "abcdefghijklmnopqrstuvwxyz"
_ENOUGH = 0.12  # share of the characters of a mixture that are out of place; of misread Chinese at least a quarter


@cache  # of `TABLES` and cp1252
def shown(table: str) -> dict[str, int]:
    """The characters that `table` shows for its upper half, and the byte of each; a hole is shown as the control of
    its number, as browsers do."""
    found = {}
    for byte in _HIGH:
        try:
            found[bytes((byte,)).decode(table)] = byte
        except UnicodeDecodeError:
            found[chr(byte)] = byte
    return found


@lru_cache(maxsize=1)
def _all() -> str:
    return "".join(sorted({character for table in TABLES for character in shown(table)}))


def _class(characters: str) -> str:
    return f"[{re.escape(characters)}]"


@lru_cache(maxsize=1)
def _letters() -> tuple[str, str, str]:
    """The capitals, the small letters, and the signs that stand in no word."""
    kinds = {character: unicodedata.category(character) for character in _all()}
    capitals = "".join(character for character, kind in kinds.items() if kind == "Lu")
    small = "".join(character for character, kind in kinds.items() if kind in ("Ll", "Lo"))
    signs = "".join(sorted(set(kinds).difference(capitals, small, _BETWEEN)))
    return capitals, small, signs


GATE = "\u0100-\u017f\u0384-\u045f\u0490\u0491\u0621-\u064a\u2200-\u2265\u2550-\u256c"
"""What a page needs to hold before anything else is asked, as the inside of a character class: letters beyond latin-1,
or pieces of boxes."""
_GATE = pattern(f"[{GATE}]")


_JOINTS = "╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫┐└┴┬┼╣╗╝╚╔╩╦╠╬"  # pieces of boxes that have a straight one beside them, in boxes


@lru_cache(maxsize=1)
def _out_of_place() -> tuple[re.Pattern[str], ...]:
    capitals, small, signs = _letters()
    single = "".join(sign for sign in signs if not "\u2500" <= sign <= "\u25ff")
    return (
        pattern(_class(small + _ASCII_SMALL) + _class(capitals)),
        pattern(_class(signs) + _class(capitals + small + single)),
        pattern(f"([{_JOINTS}])(?!\\1)[{_JOINTS}]"),
    )


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    one = _class(_all())
    return pattern(f"{one}(?:{one}|[?\ufffd]|[\x20-\x7e]{{1,24}}(?={one}))+[@-~]?")


def hits(text: str) -> Iterator[re.Match[str]]:
    """Letters and signs out of place."""
    if _GATE.search(text):
        for pattern in _out_of_place():
            yield from pattern.finditer(text)


def mixture(run: str) -> bool:
    """Is `run` no text of its own alphabet?"""
    high = sum(character > "\x7f" for character in run)
    return sum(len(pattern.findall(run)) for pattern in _out_of_place()) > max(1, _ENOUGH * high)


def runs(line: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """The mixtures of `line`, with the tables that can show them."""
    if not _GATE.search(line):
        return
    for run in _run().finditer(line):
        if not mixture(run[0]):
            continue
        characters = {character for character in run[0] if character > "\x7f" and character != "\ufffd"}
        tables = tuple(table for table in ("cp1252", *TABLES) if characters <= shown(table).keys())
        if tables:
            yield run, tables
