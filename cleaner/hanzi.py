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

# Words in which 著 is zhù: "to write", "outstanding", "native". Elsewhere after a Han character it is the particle.
# Simplified spelling, from the usual dictionaries' entries with 著; 執著 is 执着 on the mainland and so not here.
_ZHU_WORDS = """
    著作 著名 著者 著述 著书 著称 著录 著文 著论 著译 著有 著于 著撰 著绩 著说 著白 著姓 著闻 著雍 著明
    名著 巨著 专著 论著 译著 原著 编著 合著 遗著 拙著 大著 新著 力著 撰著 纂著 杂著 旧著 所著 主著 自著 共著 土著 显著
    卓著 昭著 彰著 较著 素著 夙著 炳著 知著 参著 独著 钜著 宏著 佳著 伟著 精著 校著 近著 早著 本著 该著 史著
"""
_ZHU = frozenset(_ZHU_WORDS.split())
# 着 at a word's head, also after a mark or a space: 着急, 着手, 着火 …
_ZHAO_BEFORE = frozenset("急火手重眼落陆装想色凉迷实魔意墨笔边")
# 著 closes an author's credit: 王力著《…》, 托尔斯泰著《…》, （余英时著）, a line 鲁迅著. Where no title follows, the
# name must begin with a common surname; it never ends in a verb that the particle often follows.
_CREDIT_BEFORE_TITLE = pattern(rf"(?:^|[^{HAN}])[{HAN}·]{{2,6}}$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温鲁冰茅巴"
)
_CREDIT_BEFORE_END = pattern(rf"(?:^|[^{HAN}])(?:[{_SURNAMES}][{HAN}]{{1,2}}|[{HAN}]{{1,4}}·[{HAN}]{{1,5}})等?$")
_VERBS = frozenset("看读拿捧抱念唱翻听望写握举凭靠跟随沿顺朝向对为有带指盯背弹演站坐走跑睡活开笑哭想说跳飞躺住守爱一")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def is_han(char: str) -> bool:
    """Whether `char` (one character) is a Chinese character; 〇 counts, punctuation and kana do not."""
    return bisect_right(_BORDERS, ord(char)) % 2 == 1


def high_bytes(text: str) -> bytes:
    """The upper byte of each UTF-16 unit of `text`: a census of its blocks at the speed of `bytes.count`."""
    return text.encode("utf-16-le", "surrogatepass")[1::2]


@lru_cache(maxsize=2)  # one step after the other asks it of the same text
def ascii_of(text: str) -> bytes:
    """`text` without all that is not ASCII: what a page has no sign of, it has not. In Chinese text `in` takes a
    hundred times as long."""
    return text.encode("ascii", "ignore")


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

    Beyond OpenCC: with t2s the particle 著 becomes 着 (看著 → 看着; 著作, 名著 stay), as with tw2s.
    t2s keeps the length.
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
    return particle_zhe(result) if config == "t2s" and "著" in result else result


def particle_zhe(text: str) -> str:
    """Simplified `text` with the particle 著 written 着; 著 stays in zhù words, after a name, and at a line's head."""
    parts: list[str] = []
    position = 0
    at = text.find("著")
    while at >= 0:
        if _is_particle(text, at):
            parts += text[position:at], "着"
            position = at + 1
        at = text.find("著", at + 1)
    return "".join([*parts, text[position:]]) if parts else text


def _is_particle(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if after in _ZHAO_BEFORE and before + "著" not in _ZHU:
        return True
    if not before or not is_han(before) or before + "著" in _ZHU or "著" + after in _ZHU:
        return False
    if before in _VERBS:
        return True
    if after in "《〈" and after and before != "等":
        return not _CREDIT_BEFORE_TITLE.search(text, max(0, at - 8), at)
    if after in ")）]】《〈\n":
        return not _CREDIT_BEFORE_END.search(text, max(0, at - 12), at)
    return True


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
