"""From characters back to the bytes they were read from, and those bytes read in another code.

The idea: mojibake is `bytes of one code read in another`. Going back, every character gives its bytes (a *slot* each),
a `?` or U+FFFD gives an unknown slot, and the slots are cut into *cells*, one for each character of the other code. A
cell without unknown slots has one candidate; with one it has all that fit; where the bytes fit nothing it has none.

Invariant: no cell is invented: each covers consecutive slots, in order, and all slots are covered.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner import lexicon
from cleaner.damage import alphabets

UNKNOWN = -1
COMMON = -9.5  # lexicon.unigram: about the 2,400 commonest characters
LOST = "?\ufffd"

_BIG5 = ("cp950", "big5hkscs", "big5")  # Python's three tables differ in a few marks; the first that knows it wins
_CODECS = {
    "gb18030": ("gb18030",),
    "cp936": ("gbk",),
    "big5": _BIG5,
    "big5hkscs": ("big5hkscs", "cp950"),
    "shift_jis": ("cp932",),
}
_UTF8_LEADS = (0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xE3, 0xEF, 0xE2)


class Cell(NamedTuple):
    """One character of the original: `slots[start:end]` and what it may have been ("" when the bytes fit nothing)."""

    start: int
    end: int
    candidates: str


@lru_cache(maxsize=65536)
def bytes_of(character: str, read_as: str) -> bytes:
    """The bytes that a program reading `read_as` showed as `character`, or b"" if it never shows it."""
    if character < "\x80":
        return character.encode()
    if read_as == "cp1252" and character <= "\xff":
        return bytes((ord(character),))  # latin-1, and cp1252 as browsers know it: its five holes are C1 controls
    if character == "€" and read_as == "cp936":
        return b"\x80"
    if read_as in alphabets.TABLES:
        byte = alphabets.shown(read_as).get(character)
        return b"" if byte is None else bytes((byte,))
    for codec in _CODECS.get(read_as, (read_as,)):
        try:
            return character.encode(codec)
        except UnicodeEncodeError:
            continue
    return b""


def slots_of(text: str, read_as: str) -> tuple[list[int], list[int]] | None:
    """The slots of `text` and each character's first slot (and the end); None if some character has no bytes."""
    slots: list[int] = []
    starts: list[int] = []
    for character in text:
        starts.append(len(slots))
        if character in LOST:
            slots.append(UNKNOWN)
            continue
        data = bytes_of(character, read_as)
        if not data:
            return None
        slots += data
    starts.append(len(slots))
    return slots, starts


def cells_of(slots: list[int], was: str) -> list[Cell]:
    """`slots` cut into the characters of the code `was`: "utf-8", "gb18030" or "big5"."""
    cut = _utf8_cell if was == "utf-8" else _gb_cell if was == "gb18030" else _big5_cell
    cells: list[Cell] = []
    at = 0
    while at < len(slots):
        cell = cut(slots, at)
        cells.append(cell)
        at = cell.end
    return cells


def _utf8_cell(slots: list[int], at: int) -> Cell:
    first = slots[at]
    if 0 <= first < 0x80:
        return Cell(at, at + 1, chr(first))
    if first == UNKNOWN:
        return _headless_cell(slots, at)
    if at and slots[at - 1] == UNKNOWN and _is_tail(slots, at) and _is_tail(slots, at + 1):
        return Cell(at, at + 2, _utf8_candidates([UNKNOWN, *slots[at : at + 2]]))  # the mark ate this lead as well
    length = 3 if 0xE0 <= first <= 0xEF else 2 if 0xC2 <= first <= 0xDF else 4 if first == 0xF0 else 0
    body = slots[at : at + length]
    good = 1
    while good < len(body) and (body[good] == UNKNOWN or 0x80 <= body[good] <= 0xBF):
        good += 1
    if length and good == length:
        return Cell(at, at + length, _utf8_candidates(body))
    if length == 3 and good == 2 and body[1] == UNKNOWN:  # one mark stands for both lost bytes
        return Cell(at, at + 2, _common_with_lead(first))
    if length == 3 and good == 2 and len(slots) == at + 2:  # cut off at the end
        return Cell(at, at + 2, _utf8_candidates([*body, UNKNOWN]))
    return Cell(at, at + 1, "")


def _headless_cell(slots: list[int], at: int) -> Cell:
    """A character whose first byte is lost, and maybe others."""
    second, third = _is_tail(slots, at + 1), _is_tail(slots, at + 2)
    if second and third:
        return Cell(at, at + 3, _utf8_candidates([UNKNOWN, *slots[at + 1 : at + 3]]))
    if third and slots[at + 1] == UNKNOWN:
        return Cell(at, at + 3, _common_with_last(slots[at + 2]))
    if second and at + 2 < len(slots) and slots[at + 2] == UNKNOWN:
        return Cell(at, at + 3, "")
    if second:  # the mark ate two bytes
        return Cell(at, at + 2, _common_with_last(slots[at + 1]))
    if slots[at : at + 3] == [UNKNOWN] * 3:
        return Cell(at, at + 3, "")
    return Cell(at, at + 1, "")


def _is_tail(slots: list[int], at: int) -> bool:
    return at < len(slots) and 0x80 <= slots[at] <= 0xBF


@lru_cache(maxsize=8192)
def _utf8(body: tuple[int, ...]) -> str:
    try:
        text = bytes(body).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text  # C1 controls included: they are bytes of the second layer where text was misread twice


def _utf8_candidates(body: list[int]) -> str:
    unknown = [at for at, slot in enumerate(body) if slot == UNKNOWN]
    if not unknown:
        return _utf8(tuple(body))
    if len(unknown) > 1:
        return _common_with_lead(body[0]) if len(body) == 3 and body[0] != UNKNOWN else ""
    options = _UTF8_LEADS if unknown[0] == 0 else range(0x80, 0xC0)
    texts = (_utf8((*body[: unknown[0]], option, *body[unknown[0] + 1 :])) for option in options)
    return "".join(text for text in texts if text and (text > "\u2000"))


@lru_cache(maxsize=1)
def _common() -> str:
    return "".join(chr(code) for code in range(0x4E00, 0xA000) if lexicon.unigram(chr(code)) > COMMON)


@lru_cache(maxsize=16)
def _common_with_lead(lead: int) -> str:
    """The everyday Han characters whose UTF-8 begins with the byte `lead`."""
    return "".join(character for character in _common() if 0xE0 | ord(character) >> 12 == lead)


@lru_cache(maxsize=64)
def _common_with_last(last: int) -> str:
    """The everyday Han characters whose UTF-8 ends with the byte `last`."""
    return "".join(character for character in _common() if 0x80 | ord(character) & 0x3F == last)


def _gb_cell(slots: list[int], at: int) -> Cell:
    return _double_cell(slots, at, "gb18030")


def _big5_cell(slots: list[int], at: int) -> Cell:
    return _double_cell(slots, at, "big5")


def _double_cell(slots: list[int], at: int, was: str) -> Cell:
    lead = slots[at]
    if 0 <= lead < 0x80:
        return Cell(at, at + 1, chr(lead))
    if at + 1 == len(slots):
        return Cell(at, at + 1, "")
    trail = slots[at + 1]
    if lead == UNKNOWN:
        if trail == UNKNOWN:
            return Cell(at, at + 2, "")
        if trail < 0x40:
            return Cell(at, at + 1, "")
        return Cell(at, at + 2, "".join(_pair(other, trail, was) for other in range(0x81, 0xFE)))
    if trail == UNKNOWN:
        return Cell(at, at + 2, "".join(_pair(lead, other, was) for other in range(0x40, 0xFF)))
    text = _pair(lead, trail, was)
    return Cell(at, at + (2 if text else 1), text)


def character(body: Sequence[int], was: str) -> str:
    """The one character whose bytes in the code `was` are `body`, or ""."""
    return _utf8(tuple(body)) if was == "utf-8" else _pair(body[0], body[1], was)


@lru_cache(maxsize=65536)
def _pair(lead: int, trail: int, was: str) -> str:
    for codec in ("gbk",) if was == "gb18030" else _BIG5:
        try:
            text = bytes((lead, trail)).decode(codec)
        except UnicodeDecodeError:
            continue
        if len(text) == 1 and not "\ue000" <= text <= "\uf8ff":
            return text
    return ""
