"""Which lines might be mojibake: a scan that costs next to nothing on clean text.

The idea: Chinese, Japanese and Korean pages are written with a few thousand characters; the standards' first levels
list them. Misreading scatters text over all the others, over the private use area, or over accented Latin letters.

Invariant: a line is only looked at here, never judged; a miss is a missed repair, a hit costs time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from cleaner import lexicon
from cleaner.damage.alphabet import alphabet

# latin-1's upper half, and the characters that cp1252 has in its place.
LATIN = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HAN = "㐀-䶿一-鿿"


def _level(codec: str, leads: range, trails: range) -> str:
    pairs = b"".join(bytes((lead, trail)) for lead in leads for trail in trails)
    return pairs.decode(codec, "ignore")


def _class(characters: set[int]) -> str:
    """The inside of a character class for `characters`, as ranges."""
    parts: list[str] = []
    start = before = -2
    for code in [*sorted(characters), 0x110000]:
        if code != before + 1:
            if start >= 0:
                parts.append(chr(start) if start == before else f"{chr(start)}-{chr(before)}")
            start = code
        before = code
    return "".join(parts)


# Han, private use, half-width katakana, bopomofo, small forms.
_BLOCKS = (
    range(0x3400, 0xA000), range(0xE000, 0xF900), range(0xFF66, 0xFFA0), range(0x3105, 0x312A), range(0xFE50, 0xFE6C),
)  # fmt: skip


@lru_cache(maxsize=1)
def _rare() -> frozenset[str]:
    common = _level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    common += _level("shift_jis", range(0x88, 0x98), range(0x40, 0xFD))
    traditional = _level("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    common += "".join(character for character in traditional if lexicon.unigram(character) > COMMON)
    return frozenset(chr(code) for block in _BLOCKS for code in block) - frozenset(common)


_HIGH = frozenset(map(chr, range(0x80, 0x100)))
_LEADS = "ÂÃÄÅÆÇÐÑâãäåæçèéêìíîïð"
_SPECIALS = LATIN.removeprefix("\x80-\xff")
_LATIN_RUN = re.compile(
    f"[\x80-\x9f¡-\xff](?:[{LATIN}\ufffd?]{{2}}[^\n]{{0,2}}?[{LATIN}]"
    f"|(?<=[{_LEADS}])[\x80-\x9f¡-¿{_SPECIALS}]|(?<=Ã)\xa0)"
)
_LOST = re.compile("\ufffd")
_MARK = re.compile(f"\\?(?:(?<=[{_HAN}]\\?)(?=[{_HAN}〿-ヿ])|(?<=€\\?))")

# lexicon.score of a few characters: classical prose -6.5, names with two rare characters -9, mojibake -10 to -14.
COMMON = -10.5  # lexicon.unigram: the 3,400 commonest characters, in either script
ODD = -8.8
ODD_MARK = -7.5  # beside a `?` that stands for a lost character
FEW = 24  # characters: up to so many, finding each by itself is faster than one scan
GARBLED = -7.5  # a long line: more than a misread span in it
REACH = 40  # characters around a hit, for spans in long lines
WINDOW = 5  # characters after a hit that are scored with it


def suspects(text: str) -> list[tuple[int, int]]:
    """The stretches worth a closer look, as spans of `text`, in order: whole lines, or the surroundings of a hit."""
    stretches: list[tuple[int, int]] = []
    done = 0
    for first, last, odd in sorted(_hits(text)):
        if last <= done or (odd and lexicon.score(text[max(0, first - 1) : last + WINDOW]) > odd):
            continue
        start, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
        end = len(text) if end < 0 else end
        if end - start > 2 * REACH and lexicon.score(text[start:end]) > GARBLED:
            start, end = max(start, first - REACH), min(end, last + REACH)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
        done = end - REACH if text[end : end + 1] not in ("", "\n") else end
    return stretches


def _hits(text: str) -> Iterator[tuple[int, int, float]]:
    """Where to look: first and last character, and the score (0.0: none) from which on there is nothing odd."""
    letters = alphabet(text)
    rare = letters & _rare()
    if len(rare) > 1:
        yield from ((first, last, ODD) for first, last in _close_pairs(text, rare))
    for pattern, odd in _patterns(letters):
        yield from ((found.start(), found.end(), odd) for found in pattern.finditer(text))


def _close_pairs(text: str, rare: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Two rare characters with at most three between them."""
    if len(rare) > FEW:
        inside = _class(set(map(ord, rare)))
        yield from (found.span() for found in re.finditer(f"[{inside}][^\n]{{0,3}}?[{inside}]", text))
        return
    places: list[int] = []
    for character in rare:
        at = text.find(character)
        while at >= 0:
            places.append(at)
            at = text.find(character, at + 1)
    places.sort()
    yield from ((first, last + 1) for first, last in pairwise(places) if last - first <= 4)


def _patterns(letters: frozenset[str]) -> Iterator[tuple[re.Pattern[str], float]]:
    """The scans that the page's alphabet asks for."""
    if len(letters & _HIGH) >= 2 or not letters.isdisjoint("ÂÃâ"):
        yield _LATIN_RUN, 0.0
    if "\ufffd" in letters:
        yield _LOST, 0.0
    if "?" in letters:
        yield _MARK, ODD_MARK
