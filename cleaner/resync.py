"""Reading double-byte text that has lost a byte: find the step again.

The idea: after a lost byte every following pair is cut in the wrong place, and nearly all wrong pairs are valid
characters, so nothing but meaning tells. A Viterbi search over the bytes of one stretch may, at any place, give up a
byte as orphaned for a fixed price; a character costs what the bigram model says. The cheapest reading wins, and it is
taken only when it beats the reading in step by a clear margin.

Invariant: undamaged text comes back as it was: leaving the step costs two orphans, since the end must fit as well.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cleaner.encodings import codec
from cleaner.lexicon import transition
from cleaner.patterns import pattern

LOST = "\N{REPLACEMENT CHARACTER}"
HALVED = "\udc00"  # inside the search: two bytes that were one character until FF took the place of one
ORPHAN = -16.0  # nats for a byte that belongs to nothing; more than any single character costs (15)
MARGIN = 6.0  # nats by which a reading must beat the reading in step
_ORPHANS = pattern("\udc00|[\udc80-\udcff]{1,2}")


class _State(NamedTuple):
    value: float
    before: int  # where the last character starts
    origin: str  # the character before it, the key of the state it came from


@lru_cache(maxsize=1 << 15)
def _character(code: bytes, name: str) -> str | None:
    try:
        text = code.decode(codec(name))
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None


def _steps(run: bytes, at: int, name: str) -> list[tuple[int, str]]:
    """The readings of what stands at `at`: (length, character); an orphan is a lone surrogate."""
    byte = run[at]
    if byte < 0x80:
        return [(1, chr(byte))]
    steps = [(1, chr(0xDC00 + byte))]
    if 0xFF in run[at : at + 2] and at + 1 < len(run):
        steps.append((2, HALVED))  # no encoding here uses FF: it stands in for one half of a character
    if (pair := _character(run[at : at + 2], name)) and at + 1 < len(run):
        steps.append((2, pair))
    elif name == "gb18030" and (four := _character(run[at : at + 4], name)) and len(run) >= at + 4:
        steps.append((4, four))
    return steps


def _price(before: str, character: str) -> float:
    if "\udc00" <= character <= "\udcff":
        return ORPHAN
    return transition("" if "\udc00" <= before <= "\udcff" else before, character)


def resync(run: bytes, name: str) -> str:
    """The likeliest reading of `run` in the double-byte encoding `name`, orphaned bytes as lone surrogates
    (`show` makes U+FFFD of them).

    `read(run, name)` itself unless another reading beats it by `MARGIN`. About 100 KB a second: for suspects only.
    """
    lattice: list[dict[str, _State]] = [{} for _ in range(len(run) + 1)]
    lattice[0][""] = _State(0.0, 0, "")
    for at in range(len(run)):
        if not lattice[at]:
            continue
        for length, character in _steps(run, at, name):
            value, origin = max((state.value + _price(key, character), key) for key, state in lattice[at].items())
            known = lattice[at + length].get(character)
            if known is None or value > known.value:
                lattice[at + length][character] = _State(value, at, origin)
    best, end = _trace(lattice)
    plain = run.decode(codec(name), "surrogateescape")
    return best if best != plain and end - cost(plain) >= MARGIN else plain


def _trace(lattice: list[dict[str, _State]]) -> tuple[str, float]:
    at = len(lattice) - 1
    value, key = max((state.value, key) for key, state in lattice[at].items())
    out = []
    while at:
        out.append(key)
        state = lattice[at][key]
        at, key = state.before, state.origin
    return "".join(reversed(out)), value


def cost(text: str) -> float:
    """Log-probability (nats) of a reading, orphans included."""
    return _price("", text[0]) + sum(map(_price, text, text[1:])) if text else 0.0


def show(text: str) -> str:
    """A reading with its orphans as U+FFFD: one for up to two bytes side by side, for they were one character."""
    return _ORPHANS.sub(LOST, text)
