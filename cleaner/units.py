"""UTF-16 that has lost or gained a byte: every unit after it is cut in the wrong place, to the end of the page.

The idea: a program that knows nothing of UTF-16 turns `0A` into `0D 0A`, or drops a byte; from there on every unit is
half of two characters. A search over the bytes takes two of them for a unit, at the price the model gives the
character, or gives up one as orphaned for a fixed price. It runs only on pages that hold what no page in step holds.

Invariant: a page in step, and one that is not Chinese, comes back as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cleaner import lexicon
from cleaner.document import Edit
from cleaner.encodings import codec
from cleaner.patterns import pattern

RESYNC = "decode.resync"
LOST = "\N{REPLACEMENT CHARACTER}"
ORPHAN = -25.0  # nats
ASCII = -5.0  # nats of a letter, a line end
REPEATED = -3.0  # of what stands there twice: a ruled line
SIGN = -9.0  # of arrows, boxes, bullets
STRANGE = -14.0  # what Chinese pages have none of
CHINESE = 0.8  # share of the characters, once in step, that are Chinese or ASCII
_OUT_OF_STEP = pattern("[\u0a00\u0d00\u0a0d\u0d0a\u2000\ue000-\uf8ff\u0d30\u0a30]|[^\n]\\Z")
_PLAIN = pattern("[\n\r\t -~\u2010-\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_BREAKS = b"\r\n\0"  # bytes of a line end: what was lost or gained there is no character


def edits(text: str, data: bytes, name: str) -> Iterator[Edit]:
    """What of `text`, which is `data` in UTF-16, is to be read one byte later; in order."""
    if not _OUT_OF_STEP.search(text):
        return
    orphans = _orphans(data, name)
    if not orphans:
        return
    starts = _starts(text)
    found = list(_stretches(data, orphans, name))
    read = "".join(new for _, _, new in found)
    if len(_PLAIN.findall(read)) < CHINESE * len(read):
        return
    for first, last, new in found:
        note = {"proof": "inferred", "bytes": data[first : first + 24].hex(" ")}
        yield Edit(starts[first // 2], starts[last // 2] if last < len(data) else len(text), new, RESYNC, note)


def _starts(text: str) -> list[int]:
    """For each unit, and for the end, the index of its character in `text`."""
    starts = [index for index, character in enumerate(text) for _ in range(1 + (character > "\uffff"))]
    return [*starts, len(text)]


def _stretches(data: bytes, orphans: list[int], name: str) -> Iterator[tuple[int, int, str]]:
    """From an orphan in step to the next one out of step, or to the end: bytes, and how they read."""
    ends = [*orphans[1::2], *[len(data)] * (len(orphans) % 2)]
    for first, last in zip(orphans[::2], ends, strict=True):
        inside = data[first + 1 : last].decode(codec(name), "replace")
        yield first, min(last + 1, len(data)), _shown(data[first]) + inside + _shown(*data[last : last + 1])


def _shown(*byte: int) -> str:
    return LOST if byte and byte[0] not in _BREAKS else ""


@lru_cache(maxsize=1 << 16)
def _price(unit: bytes, name: str) -> float:
    character = unit.decode(codec(name), "replace")
    if character in "\n\r\t" or " " <= character <= "~":
        return ASCII
    if _PLAIN.match(character):
        return lexicon.unigram(character)
    return SIGN if "\u2100" <= character <= "\u27bf" else STRANGE


def _orphans(data: bytes, name: str) -> list[int]:
    """The bytes that belong to no unit on the cheapest way through `data`."""
    values = [0.0, ORPHAN]
    alone = [False, True]  # whether the best way to this place ends in an orphan
    for end in range(2, len(data) + 1):
        own = _price(data[end - 2 : end], name)
        unit = values[end - 2] + (max(own, REPEATED) if data[end - 2 : end] == data[end - 4 : end - 2] else own)
        orphan = values[end - 1] + ORPHAN
        values.append(max(unit, orphan))
        alone.append(orphan > unit)
    found, at = [], len(data)
    while at > 0:
        if alone[at]:
            found.append(at - 1)
        at -= 1 if alone[at] else 2
    return found[::-1]
