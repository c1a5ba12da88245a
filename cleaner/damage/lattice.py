"""Which characters a row of bytes was when some of the bytes are lost.

The idea: every slot has a set of bytes it may have been: one if the byte is known, and where it is lost those which the
reading program could not show before what follows. All characters that such sets allow make a lattice; the bigram model
finds its best path, and how much worse the best path is that reads something else in the same place.

Invariant: a character that was not the only one possible stands only where every other reading is clearly less
likely; else U+FFFD stands there, one for each character lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.lexicon import followers, simple, unigram

LOST, GONE = "\ufffd", "\ufffe"  # a byte that belongs to no character; a character of which too little is left
TAKEN = "\ufffc"  # an ASCII character that made an impossible pair with the last byte before it
CLEAR = 1.5  # nats between the best path and the best one that reads another character in this place
WIDE = 32  # characters kept at a place, likeliest first
LONGEST = 4  # slots of a character
PRICES = {LOST: -18.0, GONE: -10.0}  # nats; a rare character has -12

Options = Callable[[int], Iterable[tuple[int, Sequence[str]]]]
"""What may begin at a slot: how many slots, and which characters; `TAKEN` stands behind one that took its neighbour."""


class _Step(NamedTuple):
    value: float  # of the best way here
    start: int  # slot at which the character begins
    before: str  # the character before it


class Reading(NamedTuple):
    """What stands in the slots, how many characters were chosen among several, and how likely it all is."""

    text: str
    chosen: int
    value: float


def read(options: Options, size: int, left: str = "", right: str = "", clear: float = CLEAR) -> Reading:
    """The likeliest text of `size` slots between `left` and `right`; `clear` by how many nats it must be."""
    ahead = _forward(options, size, left)
    path = _path(ahead, size, right)
    behind = _backward(ahead, size, right)
    total = max((step.value + behind[size][character] for character, step in ahead[size].items()), default=0.0)
    nodes = [  # sorted by their ends
        (step.start, end, character, step.value + behind[end][character])
        for end, steps in enumerate(ahead)
        for character, step in steps.items()
        if end and character in behind[end]
    ]
    text, chosen, first = [], 0, 0
    for start, end, character in path:
        while nodes[first][1] <= start:
            first += 1
        rival = max(_rivals(nodes, first, start, end, character), default=None)
        if character in PRICES or (rival is not None and total - rival < clear):
            text.append(LOST)
        else:
            text.append(character)
            chosen += rival is not None
    return Reading("".join(text), chosen, total)


def _rivals(nodes: list[tuple[int, int, str, float]], first: int, start: int, end: int, character: str) -> list[float]:
    """Values of the best paths through other characters that cover any of the same slots."""
    found = []
    for at in range(first, len(nodes)):  # no slice: a copy for each character would make it quadratic
        other_start, other_end, other, value = nodes[at]
        if other_end >= end + LONGEST:
            break
        if other_start < end and start < other_end and (other, other_end) != (character, end):
            found.append(value)
    return found


def _price(before: str, character: str) -> float:
    if character in PRICES:
        return PRICES[character]
    seen, back = _followers(before)
    prior, plain = _known(character)
    return seen.get(plain, back + prior)


@lru_cache(maxsize=1 << 14)
def _followers(before: str) -> tuple[dict[str, float], float]:
    return followers("" if before in PRICES else _known(before)[1]) if before else ({}, 0.0)


@lru_cache(maxsize=1 << 14)
def _known(character: str) -> tuple[float, str]:
    return unigram(character[0]), simple(character[0])


def _forward(options: Options, size: int, left: str) -> list[dict[str, _Step]]:
    ahead: list[dict[str, _Step]] = [{} for _ in range(size + 1)]
    ahead[0][left] = _Step(0.0, 0, "")
    for at in range(size):
        if not ahead[at]:
            continue
        if len(ahead[at]) > WIDE:
            ahead[at] = dict(sorted(ahead[at].items(), key=_by_value)[:WIDE])
        for length, characters in options(at):
            _extend(ahead[at], ahead[at + length], at, characters)
    return ahead


def _extend(steps: dict[str, _Step], reached: dict[str, _Step], at: int, characters: Sequence[str]) -> None:
    """The best way to each of `characters` from the `steps` that end at `at`."""
    ways = [(step.value, before, *_followers(before)) for before, step in steps.items()]
    for character in characters:
        prior, plain = _known(character)
        value, before = max((value + seen.get(plain, back + prior), before) for value, before, seen, back in ways)
        if character in PRICES:
            value = max(way[0] for way in ways) + PRICES[character]
        if character not in reached or value > reached[character].value:
            reached[character] = _Step(value, at, before)


def _by_value(item: tuple[str, _Step]) -> tuple[float, str]:
    return -item[1].value, item[0]


def _path(ahead: list[dict[str, _Step]], size: int, right: str) -> list[tuple[int, int, str]]:
    at, path = size, []
    key = max((step.value + _ending(key, right), key) for key, step in ahead[size].items())[1]
    while at:
        step = ahead[at][key]
        path.append((step.start, at, key))
        at, key = step.start, step.before
    return path[::-1]


def _ending(character: str, right: str) -> float:
    return _price(character, right) if right and character not in PRICES else 0.0


def _backward(ahead: list[dict[str, _Step]], size: int, right: str) -> list[dict[str, float]]:
    """For every character kept, the value of the best way from it to the end."""
    behind: list[dict[str, float]] = [{} for _ in range(size + 1)]
    behind[size] = {character: _ending(character, right) for character in ahead[size]}
    following: list[list[tuple[int, str, float]]] = [[] for _ in range(size + 1)]
    for end in range(size, 0, -1):
        if end < size:
            after = sorted(following[end], key=_promising)[:WIDE]
            for character in ahead[end] if after else ():
                behind[end][character] = max(value + _price(character, key) for _, key, value in after)
        for character, step in ahead[end].items():
            if character in behind[end]:
                following[step.start].append((end, character, behind[end][character]))
    return behind


def _promising(item: tuple[int, str, float]) -> tuple[float, str]:
    _, character, value = item
    return -value - _price("", character), character
