"""Mojibake that another program folded since: its letters made small, its signs taken apart, its quotes straightened.

The idea: `å®ƒä¼š` is 它会; NFKC makes `1⁄4` of its `¼`, lower-casing makes `š` of `Š`, an editor makes a space of a
no-break space. Each of these is known, so a character that may be the product of one stands for two or three bytes
instead of one; all characters that such sets allow make a lattice, and the model reads it (`lattice`).

Invariant: every byte that nothing could have folded is taken as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from cleaner.damage import chains
from cleaner.damage.lattice import LOST, Options
from cleaner.patterns import pattern

Slot = tuple[int, ...]  # the bytes that may have stood there

# What NFKC makes of signs of latin-1 that nothing else writes so; beside them its other products are open.
_APART = {
    "1⁄4": "¼", "1⁄2": "½", "3⁄4": "¾", "μ": "µ", " \u0308": "¨", " \u0301": "´", " \u0327": "¸", " \u0304": "¯",
    " \u0303": "˜", "ŀ": "·",
}  # fmt: skip
FOREIGN = "⁄μ\u0301\u0303\u0304\u0308\u0327"
"""Characters of such products that neither latin-1 nor cp1252 has, as the inside of a class."""
_PRODUCT = pattern("|".join(_APART))
_OPEN = {"o": 0xBA, "a": 0xAA, "1": 0xB9, "2": 0xB2, "3": 0xB3}
_QUOTES = {'"': (0x93, 0x94), "'": (0x91, 0x92)}
_CAPITAL = pattern("[A-ZÀ-ÖØ-ÞŠŒŽŸ]")
_SMALL = pattern("[à-öø-ÿšœž]")
_BOTH_CASES = pattern("[šœžÿ]")
_CURLY = pattern("[‘’“”]")
LIKELIER = 0.3  # nats between two readings of one sign: no byte is lost, so the likelier one stands, with a warning
LEAST_SMALL = 6  # letters without a capital among them: in misread GBK every third is one


def options(run: str, was: str, read_as: str = "cp1252") -> tuple[Options, int] | None:
    """What may begin at each slot of `run`, shown in `read_as`, and how many slots there are; None if nothing in it can
    have been folded, or some character was never shown."""
    plain, apart = _PRODUCT.subn(lambda found: _APART[found[0]], run)
    if apart:
        plain = plain.replace("...", "…").replace("TM", "™")
    small = lowered(plain, was) if read_as == "cp1252" else plain == plain.lower()
    straight = not _CURLY.search(plain)
    slots = [_slot(character, apart > 0, small, straight, read_as) for character in plain]
    if not all(slots) or (not apart and max(map(len, slots)) < 2):
        return None
    return lambda at: _begins(slots, at, was), len(slots)


def doubled(run: str, was: str) -> tuple[Options, int] | None:
    """As `options`, of a run shown in Windows's code page 932, which has 400 characters twice."""
    slots: list[Slot] = []
    for character in run:
        pairs = _twice().get(character) or (chains.bytes_of(character, "shift_jis"),)
        if not pairs[0]:
            return None
        slots += (tuple(sorted(set(column))) for column in zip(*pairs, strict=True))
    return (lambda at: _begins(slots, at, was), len(slots)) if max(map(len, slots)) > 1 else None


@lru_cache(maxsize=1)
def _twice() -> dict[str, tuple[bytes, ...]]:
    """The characters that code page 932 shows for several pairs of bytes."""
    found: dict[str, list[bytes]] = {}
    for pair in map(bytes, product((*range(0x81, 0xA0), *range(0xE0, 0xFD)), range(0x40, 0xFD))):
        shown = pair.decode("cp932", "replace")
        if len(shown) == 1 and shown != LOST:
            found.setdefault(shown, []).append(pair)
    return {character: tuple(pairs) for character, pairs in found.items() if len(pairs) > 1}


def lowered(run: str, was: str) -> bool:
    """May letters of `run` have been capitals? Of what is UTF-8 as it stands nothing else can have been folded: all
    other products are ASCII, which would be parts of characters."""
    small = not _CAPITAL.search(run) and len(_SMALL.findall(run)) >= LEAST_SMALL
    return small and (was != "utf-8" or bool(_BOTH_CASES.search(run)))


@lru_cache(maxsize=4096)
def _slot(character: str, apart: bool, small: bool, straight: bool, read_as: str) -> Slot:
    own = chains.bytes_of(character, read_as)
    found = {*own} if len(own) == 1 else set()
    if character == " ":
        found.add(0xA0)
    if apart and character in _OPEN:
        found.add(_OPEN[character])
    if straight and character in _QUOTES:
        found.update(_QUOTES[character])
    if small and character.upper() != character:
        found.update(chains.bytes_of(character.upper(), read_as) if len(character.upper()) == 1 else b"")
    return tuple(sorted(found))


def _begins(slots: Sequence[Slot], at: int, was: str) -> Iterator[tuple[int, str]]:
    first = slots[at]
    if first[0] < 0x80:
        yield 1, chr(first[0])
    if first[-1] < 0x80:
        return
    yield 1, LOST
    length = 3 if was == "utf-8" else 2
    body = tuple(slots[at : at + length])
    if len(body) == length:
        yield length, _characters(body, was)
    if was == "utf-8" and at + 1 < len(slots) and any(0xC2 <= byte <= 0xDF for byte in first):
        yield 2, _characters(tuple(slots[at : at + 2]), was)


@lru_cache(maxsize=1 << 14)
def _characters(body: tuple[Slot, ...], was: str) -> str:
    leads = [byte for byte in body[0] if byte >= 0x80]
    tails = [[byte for byte in slot if byte >= (0x80 if was == "utf-8" else 0x40)] for slot in body[1:]]
    found = {chains.character(code, was) for code in product(leads, *tails)}
    return "".join(sorted(filter(None, found)))
