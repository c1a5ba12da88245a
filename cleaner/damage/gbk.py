"""Arithmetic on the two-byte characters of GBK.

The idea: text that was read out of step, or in the wrong double-byte code, is a row of known bytes with some unknown
ones in between. These functions turn characters back into bytes and list what an incomplete pair may have been.

Invariant: nothing here knows what Chinese looks like; choosing among readings is the caller's work.
"""

from __future__ import annotations

from functools import lru_cache

LEADS = range(0x81, 0xFF)
TRAILS = tuple(t for t in range(0x40, 0xFF) if t != 0x7F)


@lru_cache(maxsize=32768)
def encode(character: str) -> bytes:
    """The two bytes of `character`, or b"" if GBK has no two bytes for it (ASCII and `€` included).

    Those that GBK leaves to its users are shown as private characters, by Windows, browsers and GB 18030 alike.
    """
    try:
        data = character.encode("gb18030" if "\ue000" <= character <= "\uf8ff" else "gbk")
    except UnicodeEncodeError:
        return b""
    return data if len(data) == 2 else b""


@lru_cache(maxsize=32768)
def decode(lead: int, trail: int) -> str:
    """The character of a pair of bytes, or "" if GBK has none."""
    try:
        text = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


@lru_cache(maxsize=256)
def with_lead(lead: int) -> str:
    """All characters whose first byte is `lead`."""
    return "".join(decode(lead, trail) for trail in TRAILS)


@lru_cache(maxsize=256)
def with_trail(trail: int) -> str:
    """All characters whose second byte is `trail`."""
    return "".join(decode(lead, trail) for lead in LEADS)


def pairs(data: bytes) -> str | None:
    """`data` read as two-byte characters in step, or None if some pair is none."""
    characters = [decode(lead, trail) for lead, trail in zip(data[::2], data[1::2], strict=False)]
    return "".join(characters) if all(characters) and len(data) % 2 == 0 else None
