"""What an edit says of its proof: whether the bytes invert exactly or a model chose, and which bytes they were.

The idea: every repair carries the same two entries, so that a ledger and `cleaner explain` can show them without
knowing the mechanism. The bytes are those that the page held where a wrong code was read, else those of its UTF-8.

Invariant: a note is never changed once made; equal ones may be one object, since a page has thousands.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

Note = dict[str, Any]

PROVED, INFERRED = "proved", "inferred"
_SHOWN = 24  # bytes; the text itself stands beside them


def note(proof: str, data: bytes, **more: Any) -> Note:
    """The note of an edit; `more` is what else the mechanism knows."""
    return {"proof": proof, "bytes": spelled(data), **more}


@lru_cache(maxsize=4096)
def of_text(proof: str, text: str) -> Note:
    """The note of an edit that takes `text` away or makes it."""
    return note(proof, text[: _SHOWN + 1].encode("utf-8", "surrogatepass"))


def spelled(data: bytes) -> str:
    """The first bytes in hexadecimal digits, in pairs."""
    return data[:_SHOWN].hex(" ") + (" …" if len(data) > _SHOWN else "")
