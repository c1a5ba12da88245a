"""Chinese characters: one view to match on, one way to simplify.

The idea: everything that needs OpenCC goes through this module, so that its traps are met once. OpenCC stops at
a NUL in some configurations and raises on lone surrogates (which `surrogateescape` makes); neither ever reaches it.

Invariants: `len(fold(text)) == len(text)` for every `str`; `simplify` keeps the length for t2s, and never
changes a line break, a NUL or a lone surrogate.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from cleaner import senses
from cleaner.patterns import pattern

CONFIGS = ("t2s", "tw2s", "hk2s", "tw2sp", "hk2sp")
"""OpenCC's configurations that end in simplified Chinese; the last two rewrite words and change lengths."""

RANGES = (
    (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F), (0x30000, 0x323AF),
)  # fmt: skip
"""The code points of the Han characters: Unicode 15 blocks, and 〇."""
HAN = "".join(f"{chr(low)}-{chr(high)}" if low < high else chr(low) for low, high in RANGES)
"""The same as the inside of a regular expression's character class."""


HANS = pattern(f"[{HAN}]+")
"""A run of Han characters."""

_SIMPLIFIED = Path(__file__).with_name("data") / "simplified.txt"  # tools/build_simplified.py
_BORDERS = [border for low, high in RANGES for border in (low, high + 1)]
_ALL_HAN = bytes([*range(0x34, 0x4D), *range(0x4E, 0xA0), 0xF9, 0xFA])  # upper bytes of Han characters only
_NEVER_HAN = bytes([*range(0x34), *range(0xA0, 0xD8), *range(0xE0, 0xF9), *range(0xFB, 0x100)])  # but for 〇
# Marks that Chinese text is full of: replacing each one by itself is faster than finding all of them.
_FREQUENT = tuple(zip("，：；？！（）\N{IDEOGRAPHIC SPACE}", ",:;?!() ", strict=True))
# What folding changes outside `bmp_simplified`, and some of its neighbours.
_WIDE = "\tA-Z\x80-\u024f\u1e00-\u1eff\u1680\u2000-\u200a\u202f\u205f\u2236\u2502\u3000\ufe30-\ufe6b\uff01-\uff5e\uffe8"
_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)  # Unicode's Zs beyond ASCII
_STOPS = pattern("。{3,}")
_GLANCE = 256  # characters that show whether folding changes little
_SCATTERED = 16  # from one change in so many characters on, a look at every character is faster

_UNSAFE = pattern("[\0\ud800-\udfff]")
_MARKS = {"∶": ":", "︰": ":", "￨": "|", "│": "|", "︱": "|", "\t": " "}


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def is_han(char: str) -> bool:
    """Whether `char` (one character) is a Chinese character; 〇 counts, punctuation and kana do not."""
    return bisect_right(_BORDERS, ord(char)) % 2 == 1


def high_bytes(text: str) -> bytes:
    """The upper byte of each UTF-16 unit of `text`: a census of its blocks at the speed of `bytes.count`."""
    return text.encode("utf-16-le", "surrogatepass")[1::2]


_GAP = 16 * b" "


@lru_cache(maxsize=2)  # one step after the other asks it of the same text
def ascii_of(text: str) -> bytes:
    """`text` without all that is not ASCII: what a page has no sign of, it has not. In Chinese text `in` takes a
    hundred times as long. Of the gaps of tables, which may be nine tenths of it, a quarter is left."""
    return text.encode("ascii", "ignore").replace(_GAP, _GAP[:4])


_USUAL = "\n -~—‘’“”…、。〈〉《》「」『』【】\u4e00-\u9fff！％（），：；？～"
# A class and its repetition, because `re` looks for a class three times as fast as for a repetition alone.
_UNUSUAL = pattern(f"[^{_USUAL}][^{_USUAL}]*")


@lru_cache(maxsize=2)
def unusual(text: str) -> str:
    """What of `text` is neither ASCII nor common in Chinese prose, each run of it once. Whoever looks for nothing else
    looks here: one scan of the page serves all of them, and on most pages little comes out."""
    return " ".join(dict.fromkeys(_UNUSUAL.findall(text)))


def count_han(text: str, high: bytes | None = None) -> int:
    """How many characters of `text` are Han: thirty times the speed of a search for each. `high`: its `high_bytes`."""
    high = high_bytes(text) if high is None else high
    rest = high.translate(None, _ALL_HAN)
    if rest.translate(None, _NEVER_HAN):
        return sum(map(len, HANS.findall(text)))
    return len(high) - len(rest) + text.count("〇")


def fold(text: str) -> str:
    """The view rules match on: simplified, half-width, plain spaces, lower-case Latin, dots for `。。。`.

    The result has exactly the length of `text`, so offsets hold in both. Line ends, NUL and lone surrogates stay;
    so do characters beyond the BMP and marks without an ASCII form (`。`, `、`, quotes).
    """
    if text.isascii():
        return text.lower().replace("\t", " ")
    for mark, form in _FREQUENT:
        text = text.replace(mark, form)
    if "。。。" in text:
        text = _STOPS.sub(lambda run: "…" * len(run[0]), text)
    characters = _foldable()
    if len(characters.findall(text, 0, _GLANCE)) * _SCATTERED > min(len(text), _GLANCE):
        return text.translate(_fold_table())
    return characters.sub(_folded, text)


def _folded(found: re.Match[str]) -> str:
    return found[0].translate(_fold_table())


def simplify(text: str, config: str = "t2s") -> str:
    """`text` in simplified Chinese by OpenCC's `config` (one of `CONFIGS`), whatever script it is in.

    Beyond OpenCC: with t2s the particle 著 becomes 着 (看著 → 看着; 著作, 名著 stay), as with tw2s, and so on for what
    `senses` knows. t2s keeps the length.
    Raises ValueError for an unknown `config`.
    """
    if config not in CONFIGS:
        raise ValueError(f"unknown configuration {config!r}: expected one of {', '.join(CONFIGS)}")
    if text.isascii():
        return text
    parts: list[str] = []
    position = 0
    for unsafe in _UNSAFE.finditer(text):
        parts += _simplified(text[position : unsafe.start()], config), unsafe[0]
        position = unsafe.end()
    parts.append(_simplified(text[position:], config))
    return "".join(parts)


def _simplified(text: str, config: str) -> str:
    if not text:
        return text
    result = _converter(config).convert(text)
    assert config != "t2s" or len(result) == len(text), "OpenCC's t2s changed the length"
    return senses.mended(result) if config == "t2s" else result


@cache
def _converter(config: str) -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(config)
    return converter


@cache
def bmp_simplified() -> dict[str, str]:
    """Each BMP character that OpenCC's t2s changes when it stands alone → its simplified form (also of the BMP)."""
    characters, forms = _SIMPLIFIED.read_text(encoding="utf-8").splitlines()
    return dict(zip(characters, forms, strict=True))


@cache
def simplifiable() -> re.Pattern[str]:
    """One of the characters that `bmp_simplified` lists."""
    return pattern(f"[{''.join(bmp_simplified())}]")


@cache
def _foldable() -> re.Pattern[str]:
    """One of the characters that folding may change."""
    return pattern(f"[{_WIDE}{''.join(bmp_simplified())}]")


@cache
def _fold_table() -> tuple[int, ...]:
    """Code point → folded code point for the BMP. A tuple: `str.translate` indexes it faster than a dict, and the
    garbage collector passes over it."""
    table = list(range(0x10000))
    for code in [*range(0x250), *range(0x1E00, 0x1F00), *range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F)]:
        form = chr(code)
        if code >= 0xFE50:  # small and full-width forms
            plain = unicodedata.normalize("NFKC", form)
            form = plain if plain.isascii() else form
        lower = form.lower()
        table[code] = ord(lower if len(lower) == 1 else form)
    for code in _SPACES:
        table[code] = 0x20
    for char, form in (bmp_simplified() | _MARKS).items():
        table[ord(char)] = ord(form)
    return tuple(table)
