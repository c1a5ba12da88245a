"""Reading double-byte text that has lost a byte: find the step again.

The idea: after a lost byte every following pair is cut in the wrong place, and nearly all wrong pairs are valid
characters, so nothing but meaning tells. A Viterbi search over the bytes of one stretch may, at any place, give up a
byte as orphaned for a fixed price; a character costs what the bigram model says. The cheapest reading wins, and it is
taken only when it beats the reading in step by a clear margin.

Invariant: undamaged text comes back as it was: leaving the step costs two orphans, since the end must fit as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cleaner.encodings import codec, written
from cleaner.hanzi import HAN
from cleaner.lexicon import KEPT, transition
from cleaner.patterns import pattern

LOST = "\N{REPLACEMENT CHARACTER}"
HALVED = "\udc00"  # inside the search: two bytes that were one character until FF took the place of one
ORPHAN = -16.0  # nats for a byte that belongs to nothing; more than any single character costs (15)
MARGIN = 6.0  # nats by which a reading must beat the reading in step
LITTLE, MARGIN_LITTLE = 3, 8.0  # characters read otherwise, and the same for so few: `頔B` is a name and a letter
STRAY = -2.0  # nats, on top, for what stands alone among Han characters where the step is lost: `央孜オr輩`, `Ｎ┯衉`
WIDE = -7.0  # nats of a wide letter or digit; to the model they are as likely as narrow ones, which no pair shows
REPEATED = -3.0  # a sign after the same sign: a line to write on, a ruled one
_UNIT = pattern("[Êê][\u0304\u030c]|.", re.DOTALL)
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


# What pairs out of step show: letters that were second bytes, wide ones, kana, other alphabets, signs.
_STRAYS = pattern(
    "([@-~])|([０-９Ａ-Ｚａ-ｚ])|([ぁ-ヿㄅ-ㄩ])|([À-῿])"
    f"|([^\0-\x7f{re.escape(KEPT)}{HAN}\N{IDEOGRAPHIC SPACE}\udc80-\udcff])"
)


def _kind(character: str) -> int:
    found = _STRAYS.match(character)
    return found.lastindex or 0 if found else 0


@lru_cache(maxsize=1 << 16)
def _price(before: str, character: str, name: str) -> float:
    if "\udc00" <= character <= "\udcff":
        return ORPHAN
    if character == before and not (character.isalnum() or character in KEPT):
        return REPEATED
    value = transition("" if "\udc00" <= before <= "\udcff" else before, character)
    kind, kind_before = _kind(character), _kind(before)
    glued = name == "big5" and {kind, kind_before} == {0, 1} and (character if kind_before else before) > "\x7f"
    if glued or (kind > 1 and kind != kind_before):
        value += STRAY
    return min(value, WIDE) if kind == 2 else value


def resync(run: bytes, name: str) -> str:
    """The likeliest reading of `run` in the double-byte encoding `name`, orphaned bytes as lone surrogates
    (`show` makes U+FFFD of them).

    As `read(run, name)` wherever another reading does not beat that clearly. About 100 KB a second: for suspects only.
    """
    best, plain = cheapest(run, name), run.decode(codec(name), "surrogateescape")
    return best if best == plain else "".join(_clearly(plain, best, name))


def cheapest(run: bytes, name: str) -> str:
    """The likeliest reading of `run`, however little likelier than the one in step: to compare encodings by."""
    lattice: list[dict[str, _State]] = [{} for _ in range(len(run) + 1)]
    lattice[0][""] = _State(0.0, 0, "")
    for at in range(len(run)):
        if not lattice[at]:
            continue
        for length, character in _steps(run, at, name):
            value, origin = max((state.value + _price(key, character, name), key) for key, state in lattice[at].items())
            known = lattice[at + length].get(character)
            if known is None or value > known.value:
                lattice[at + length][character] = _State(value, at, origin)
    at, out = len(run), []
    key = max((state.value, key) for key, state in lattice[at].items())[1]
    while at:
        out.append(key)
        state = lattice[at][key]
        at, key = state.before, state.origin
    return "".join(reversed(out))


def _clearly(plain: str, best: str, name: str) -> Iterator[str]:
    """`plain`, but `best` wherever that is clearly the likelier one; each stretch that differs for itself."""
    at = 0
    for start, end, other_start, other_end in _stretches(plain, best, name):
        old, new = plain[start:end], best[other_start:other_end]
        before, after = plain[max(0, start - 1) : start], plain[end : end + 1]
        gain = _cost(before, new, after, name) - _cost(before, old, after, name)
        yield plain[at:start]
        yield new if gain >= (MARGIN if max(len(old), len(new)) > LITTLE else MARGIN_LITTLE) else old
        at = end
    yield plain[at:]


def _stretches(plain: str, best: str, name: str) -> Iterator[tuple[int, int, int, int]]:
    """Where two readings of the same bytes differ: the characters of the one, and of the other."""
    ends = dict(_ends(best, name))
    borders = [(at, ends[end]) for end, at in _ends(plain, name) if end in ends]
    first = None
    for here, there in pairwise([*borders, borders[-1]]):
        same = plain[here[0] : there[0]] == best[here[1] : there[1]]
        if not same and first is None:
            first = here
        elif same and first is not None:
            yield first[0], here[0], first[1], here[1]
            first = None


def _ends(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Where characters end, and the beginning: in bytes, and in `text`. Four pairs of Big5 are two characters."""
    size = 0
    yield 0, 0
    for unit in _UNIT.finditer(text):
        size += 2 if unit[0] == HALVED else len(written(unit[0], name))
        yield size, unit.end()


def _cost(before: str, text: str, after: str, name: str) -> float:
    """Log-probability (nats) of a reading between its neighbours, orphans included."""
    opening = 0.0 if before else _price("", text[0], name)
    return opening + sum(_price(first, second, name) for first, second in pairwise(before + text + after))


def show(text: str) -> str:
    """A reading with its orphans as U+FFFD: one for up to two bytes side by side, for they were one character."""
    return _ORPHANS.sub(LOST, text)
