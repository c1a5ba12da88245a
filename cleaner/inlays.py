"""Stretches of another encoding inside a line: a GB fragment that a UTF-8 page includes, a UTF-8 quote in a Big5 page.

The idea: as `resync`, a search over the bytes; but at any place it may also change into another of the three encodings
of Chinese, for a fixed price. A character costs what the bigram model says, so the cheapest way changes where the
bytes do.

Invariant: text of one encoding comes back as it was: a change costs more than any one character gains.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner.encodings import codec
from cleaner.lexicon import score, transition
from cleaner.resync import ORPHAN, show

ENCODINGS = ("utf-8", "gb18030", "big5")
CHANGE = -9.0  # nats; two of them and a usual character are worth more than an orphan and a chance pair
ENOUGH = 20.0  # nats by which a reading must beat the one that changes nowhere
READABLE = -8.0  # lexicon.score of what is read in another encoding
FEWEST = 2  # characters of it
LAST = "\U00040000"  # the planes from here on hold no characters


class _State(NamedTuple):
    value: float
    before: int  # where the last character starts
    origin: tuple[str, str]  # the encoding and the character before it


class Reading(NamedTuple):
    """The text, and the encodings besides the page's own that it needs."""

    text: str
    others: tuple[str, ...]


@lru_cache(maxsize=1 << 15)
def _character(code: bytes, name: str) -> str:
    try:
        text = code.decode(codec(name))
    except UnicodeDecodeError:
        return ""
    return text if len(text) == 1 else ""


def _steps(run: bytes, at: int) -> Iterator[tuple[str, str, int]]:
    """What may stand at `at`: encoding ("" for any), character, length."""
    byte = run[at]
    if byte < 0x80:
        yield "", chr(byte), 1
        return
    yield "", chr(0xDC00 + byte), 1
    length = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
    if (character := _character(run[at : at + length], "utf-8")) and character < LAST:
        yield "utf-8", character, length
    for name in ENCODINGS[1:]:
        if character := _character(run[at : at + 2], name):
            yield name, character, 2
    if character := _character(run[at : at + 4], "gb18030"):
        yield "gb18030", character, 4


def _price(before: str, character: str) -> float:
    if "\udc00" <= character <= "\udcff":
        return ORPHAN
    return transition("" if "\udc00" <= before <= "\udcff" else before, character)


def read(run: bytes, name: str) -> Reading | None:
    """The likeliest reading of `run`, a stretch of a page in `name`; None if no other encoding makes it far better.

    About 30 KB a second: for stretches that read badly only.
    """
    path, value = _search(run, name, ENCODINGS)
    foreign = [(own, character) for own, character in path if own != name and character > "\x7f"]
    if len(foreign) < FEWEST or score("".join(character for _, character in foreign)) < READABLE:
        return None
    text = show("".join(character for _, character in path))
    if value - _search(run, name, (name,))[1] < ENOUGH:
        return None
    return Reading(text, tuple(sorted({own for own, _ in foreign})))


def _search(run: bytes, name: str, encodings: tuple[str, ...]) -> tuple[list[tuple[str, str]], float]:
    """The cheapest way through `run`: each character with its encoding; and its value."""
    lattice: list[dict[tuple[str, str], _State]] = [{} for _ in range(len(run) + 4)]
    lattice[0][name, ""] = _State(0.0, 0, (name, ""))
    for at in range(len(run)):
        if lattice[at]:
            for own, character, length in _steps(run, at):
                if not own or own in encodings:
                    _extend(lattice, at, own, character, at + length)
    at = len(run)
    key, last = max(lattice[at].items(), key=lambda item: (item[1].value, item[0]))
    value, path = last.value, []
    while at:
        state = lattice[at][key]
        path.append(key)
        at, key = state.before, state.origin
    return path[::-1], value


def _extend(lattice: list[dict[tuple[str, str], _State]], at: int, own: str, character: str, end: int) -> None:
    """The best way from `at` to each state that ends in `character`; what any encoding has keeps the one before."""
    reached = lattice[end]
    for (encoding, before), state in lattice[at].items():
        key = own or encoding, character
        changed = key[0] != encoding
        value = state.value + (CHANGE + _price("", character) if changed else _price(before, character))
        if key not in reached or value > reached[key].value:
            reached[key] = _State(value, at, (encoding, before))
