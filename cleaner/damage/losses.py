"""What a lost byte may have been: one that the reading program could not show where it stood.

The idea: a program that reads GBK writes U+FFFD or `?` only for bytes that are no character before the byte that
follows. `AA BA` is no character of GBK, `A4 BA` is: before `BA` a lost byte may have been AA, and never A4. So the
byte after a mark leaves a dozen values where ignorance would leave 125, and what the other code asks of its bytes
leaves fewer still.

Invariant: every byte that the text shows is taken as it is; only marks are open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from operator import contains

from cleaner import lexicon
from cleaner.damage import chains
from cleaner.damage.lattice import GONE, LOST, TAKEN, Options
from cleaner.hanzi import is_han
from cleaner.patterns import pattern

ONE, FIRST, SECOND = -1, -2, -3  # a mark that stands for one byte; the two bytes of a mark that stands for both
_HIGH = range(0x80, 0x100)
_TAILS = range(0x80, 0xC0)
_FORMS: dict[str, tuple[Sequence[int], ...]] = {
    "utf-8": (range(0xE2, 0xF0), _TAILS, _TAILS),
    "gb18030": (range(0x81, 0xFF), range(0x40, 0xFF)),
    "big5": (range(0x81, 0xFE), range(0x40, 0xFF)),
}
_USUAL = range(0xE3, 0xEA)  # the leads of Han characters and of the marks among them, where the lead itself is lost
_DECODERS = {
    "gb18030": ("gbk",),
    "cp936": ("gbk",),
    "big5": ("big5", "cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs",),
    "shift_jis": ("cp932",),
    "cp1252": ("cp1252",),
}
_MARKS = "".join(map(chr, range(0x3000, 0x3040)))  # 〇 among them
RARE = -12.5  # lexicon.unigram: about the 6,000 commonest characters; a lost byte is never filled in with a rarer one
MOST = 200  # candidates kept of several thousand


def slots_of(text: str, read_as: str, marks: Sequence[int]) -> list[int] | None:
    """The bytes of `text`, with `marks` for each sign of loss; None if the code never shows some character."""
    slots: list[int] = []
    for character in text:
        if character in chains.LOST:
            slots += marks
        elif data := chains.bytes_of(character, read_as):
            slots += data
        else:
            return None
    return slots


def options(slots: Sequence[int], read_as: str, was: str) -> Options:
    """What may begin at a slot of text that was in the code `was` and was read in the code `read_as`."""
    form = _FORMS[was]
    script = _script(slots) if was == "utf-8" else ""
    if read_as == "cp1252" and not any(0x80 <= slot < 0xA0 for slot in slots):
        read_as = "latin-1"  # whose controls no program shows

    def begins(at: int) -> Iterator[tuple[int, Sequence[str]]]:
        first = slots[at]
        if 0 <= first < 0x80:
            yield 1, chr(first)
            return
        yield 1, LOST
        after = slots[at + len(form)] if at + len(form) < len(slots) else None
        body = tuple(slots[at : at + len(form)])
        if len(body) == len(form):
            if max(body) < 0:
                yield len(form), GONE
            yield len(form), _candidates(body, after, read_as, was, script)
            if body[-1] == FIRST and after == SECOND:
                yield len(form) + 1, _with_ascii(body, read_as, was, script)
        length = _unusual(first) if was == "utf-8" else 0
        whole = slots[at : at + length]
        if length and len(whole) == length and min(whole) >= 0:
            yield length, chains.character(whole, was)

    return begins


def without_c1(run: str) -> tuple[Options, int] | None:
    """Of UTF-8 that was read as latin-1 and then lost its control characters (or, as cp1252, the five bytes that
    cp1252 lacks): what may begin at each byte, and how many there are. None if `run` cannot be that."""
    slots = slots_of(run, "cp1252", (ONE,))
    if slots is None:
        return None
    holes = _HOLES if any(0x80 <= slot < 0xA0 for slot in slots) else _C1
    cells = [found.span() for found in _DROPPED.finditer(bytes(slots))]
    whole = sum(end - start == 3 for start, end in cells)
    if sum(end - start for start, end in cells) != len(slots) or whole < WHOLE * len(cells) or whole < 2:
        return None
    script = _script(slots)
    found = {start: (end - start, _dropped(bytes(slots[start:end]), holes, script)) for start, end in cells}
    return lambda at: (found[at], (found[at][0], LOST)), len(slots)


_C1, _HOLES = bytes((*range(0x80, 0xA1), 0xAD)), b"\x81\x8d\x8f\x90\x9d\xa0\xad"
_DROPPED = pattern(rb"[\xe2-\xef][\x80-\xbf]{0,2}|[\xc2-\xdf][\x80-\xbf]|[\x20-\x7e]")
WHOLE = 0.1  # share of the characters that lost nothing; a quarter is usual


@lru_cache(maxsize=1 << 14)
def _dropped(rest: bytes, holes: bytes, script: str) -> str:
    """The characters of which `rest` is left when bytes in `holes` go."""
    if rest[0] < 0xE0 or len(rest) == 3:
        return rest.decode("utf-8", "ignore")
    tails = [(a, b) for a in holes for b in holes] if len(rest) == 1 else []
    tails += [pair for a in rest[1:] for b in holes for pair in ((a, b), (b, a))]
    found = {character for pair in tails if (character := chains.character((rest[0], *pair), "utf-8"))}
    return _likeliest(character for character in found if _usual(character, script))


def _script(slots: Sequence[int]) -> str:
    """The code that holds more of the characters which lost nothing: "gb2312" for simplified, "big5" for traditional
    Chinese, "" when neither does. To the model both scripts are one, so without this each would be the other's rival.
    """
    whole = bytes(slot if slot >= 0 else 0xFF for slot in slots).decode("utf-8", "ignore")
    simplified, traditional = (len(whole.encode(code, "ignore")) for code in ("gb2312", "big5"))
    return "gb2312" if simplified > traditional else "big5" if traditional > simplified else ""


@lru_cache(maxsize=1 << 15)
def _usual(character: str, script: str) -> bool:
    """May a lost byte be filled in with `character`? Other signs than those of Chinese prose are never likely."""
    if character in lexicon.KEPT:
        return True
    if not is_han(character) or lexicon.unigram(character) <= RARE:
        return False
    return not script or bool(character.encode(script, "ignore"))


def _likeliest(characters: Iterable[str]) -> str:
    return "".join(sorted(characters, key=lambda character: (-lexicon.unigram(character), character))[:MOST])


def _unusual(lead: int) -> int:
    """How many bytes a character of two or four bytes has that begins with `lead`; 0 for three."""
    return 2 if 0xC2 <= lead <= 0xDF else 4 if 0xF0 <= lead <= 0xF4 else 0


@lru_cache(maxsize=1 << 16)
def _candidates(body: tuple[int, ...], after: int | None, read_as: str, was: str, script: str) -> str:
    """The characters whose bytes fit `body` where `after` follows."""
    if min(body) >= 0:
        return chains.character(body, was)
    if max(body) < 0:
        return ""
    forms = range(len(body))
    sets = [_allowed(*step, read_as, was) for step in zip(body, (*body[1:], after), forms, strict=True)]
    if after is not None and after < 0 and body[-1] in (ONE, FIRST):
        sets[-1] &= _before_loss(read_as, was)
    joint = [at for at, slot in enumerate(body[:-1]) if slot in (ONE, FIRST) and body[at + 1] < 0]
    known = next(at for at, slot in enumerate(body) if slot >= 0)
    found: dict[str, None] = {}
    for character, code in _coded(was, script, known).get(body[known], ()):
        if all(map(contains, sets, code)) and all(_fails(code[at], code[at + 1], read_as) for at in joint):
            found[character] = None
            if len(found) == MOST:
                break
    return "".join(found)


@lru_cache(maxsize=32)
def _coded(was: str, script: str, at: int) -> dict[int, list[tuple[str, tuple[int, ...]]]]:
    """The characters that may be filled in, likeliest first, with their bytes in the code `was`, by byte `at`."""
    found: dict[int, list[tuple[str, tuple[int, ...]]]] = {}
    for character, code in _codes(was, script):
        found.setdefault(code[at], []).append((character, code))
    return found


@lru_cache(maxsize=9)
def _codes(was: str, script: str) -> list[tuple[str, tuple[int, ...]]]:
    """All characters that may ever be filled in, likeliest first, with their bytes in the code `was`."""
    if script:
        return [item for item in _codes(was, "") if _usual(item[0], script)]
    if was == "utf-8":
        characters = {*lexicon.common(-RARE), *lexicon.KEPT, *_MARKS}
        codes = [(character, tuple(character.encode("utf-8"))) for character in characters if character > "\u0800"]
    else:
        codes = [(character, pair) for pair in product(*_FORMS[was]) if (character := chains.character(pair, was))]
    codes = [item for item in codes if _usual(item[0], "")]
    return sorted(codes, key=lambda item: (-lexicon.unigram(item[0]), item))


@lru_cache(maxsize=1 << 14)
def _with_ascii(body: tuple[int, ...], read_as: str, was: str, script: str) -> tuple[str, ...]:
    """The characters whose last byte made an impossible pair with the ASCII character behind it, which is lost too."""
    return tuple(character + TAKEN for character in _candidates(body, None, read_as, was, script))


@lru_cache(maxsize=1 << 14)
def _allowed(slot: int, after: int | None, at: int, read_as: str, was: str) -> frozenset[int]:
    """The bytes that `slot` may hold where `after` follows, as byte `at` of a character in the code `was`."""
    if slot >= 0:
        return frozenset((slot,)).intersection(_FORMS[was][at])
    form = _USUAL if was == "utf-8" and at == 0 else _FORMS[was][at]
    if slot == ONE and after is not None and after >= 0:
        return frozenset(byte for byte in form if byte in _HIGH and _fails(byte, after, read_as))
    return frozenset(form).intersection(_HIGH)


@lru_cache(maxsize=32)
def _before_loss(read_as: str, was: str) -> frozenset[int]:
    """The bytes that may be lost as the first of two lost ones that belong to two characters."""
    return frozenset(byte for byte in _HIGH if any(_fails(byte, lead, read_as) for lead in _FORMS[was][0]))


@lru_cache(maxsize=1 << 16)
def _fails(byte: int, after: int, read_as: str) -> bool:
    """Is `byte` no character of `read_as` before `after`, in some decoder for it?"""
    if 0x30 <= after <= 0x39 and read_as == "gb18030":
        return True  # a character of four bytes that does not go on
    return any(not _shows(bytes((byte, after)), codec) for codec in _DECODERS.get(read_as, (read_as,)))


def _shows(pair: bytes, codec: str) -> bool:
    if codec == "latin-1":
        return not 0x80 <= pair[0] < 0xA0
    try:
        pair[:1].decode(codec)
    except UnicodeDecodeError:
        try:
            pair.decode(codec)
        except UnicodeDecodeError:
            return False
    return True
