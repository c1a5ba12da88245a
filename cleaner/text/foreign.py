"""Japanese and Korean passages inside Chinese pages: what no Chinese rule may touch.

The idea: kana and hangul are the evidence. A line is foreign when its words outside quotation marks are; inside a
Chinese line a quoted passage is (with its marks), or a clause, or the foreign words alone.

Invariant: a line without kana and hangul has no foreign passage by itself; only its neighbours can say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cleaner.hanzi import HAN, count_han
from cleaner.patterns import pattern
from cleaner.text.scripts import HANGUL, KANA, language_of

Span = tuple[int, int]

_LETTER = pattern(f"[{KANA}{HANGUL}]")
_RUN = pattern(f"[{KANA}{HANGUL}]+")
_HAN = pattern(f"[{HAN}]")
# Chinese writers use の for 的 in names (優の良品); alone between Han characters it is no Japanese.
_LONE_NO = pattern(f"(?<=[{HAN}])の(?=[{HAN}])")
_QUOTED = pattern(
    '「[^「」]*」|『[^『』]*』|“[^“”]*”|‘[^‘’]*’|"[^"]*"|《[^《》]*》|〈[^〈〉]*〉|【[^【】]*】|[（(][^（）()]*[）)]'
)
_CLAUSE = pattern('[^。！？，、；：…—,;:!?\\s「」『』“”‘’"（）()《》〈〉【】]+')
# Characters that Japanese and Korean do not write (they do write 個, 給, 誰, 裏, 還), and ones that they seldom write
# and Chinese writes all the time.
_CHINESE = pattern("[這这們们說说很嗎吗呢吧您妳还沒没麼么哪啊给个谁裡啦它咱啥呀嘛]")
_OFTEN_CHINESE = pattern("[的是了在和就也都不有與与我你他]")
_FEW_RUNS = 2  # Japanese changes between kana and Han every few characters; a Chinese clause that cites does not
_STEM = pattern(f"[{HAN}]{{1,2}}$")
_OUTWEIGH = 2  # Japanese manuals have headings and terms in Han characters alone, at most a tenth
_SHARE = 7  # one foreign letter in seven: Japanese headlines have one in five, names in Chinese text far fewer


def spans(line: str) -> tuple[Span, ...]:
    """The foreign passages of `line` (no line end inside), sorted and disjoint."""
    plain = _plain(line)
    if not _LETTER.search(plain):
        return ()
    outside = _QUOTED.sub(" ", plain)
    if _is_foreign(outside) or (not _HAN.search(outside) and _is_foreign(plain)):
        return ((0, len(line)),)
    found: list[Span] = []
    position = 0
    for quoted in _QUOTED.finditer(plain):
        found += _in_clauses(plain, position, quoted.start())
        if _is_foreign(quoted[0]):
            found.append(quoted.span())
        else:
            found += _in_clauses(plain, *quoted.span())
        position = quoted.end()
    return (*found, *_in_clauses(plain, position, len(plain)))


def spans_of(lines: Sequence[str]) -> list[tuple[Span, ...]]:
    """`spans` of each line of a page; a line of Han characters alone is foreign where its neighbours are, or
    where it is spelt as only Japan spells."""
    found = [spans(line) for line in lines]
    if not any(found):
        return found
    whole = [any(span == (0, len(line)) for span in spots) for line, spots in zip(lines, found, strict=True)]
    page_is_foreign = language_of("\n".join(lines)) in ("ja", "ko") or _mostly(lines, whole)
    written = [index for index, line in enumerate(lines) if line.strip()]
    for place, index in enumerate(written):
        line = lines[index]
        if whole[index] or not _HAN.search(line) or _is_chinese(line):
            continue
        neighbours = [whole[written[at]] for at in (place - 1, place + 1) if 0 <= at < len(written)]
        if page_is_foreign or (neighbours and all(neighbours)) or (not found[index] and _japanese().search(line)):
            found[index] = ((0, len(line)),)
    return found


@cache
def _japanese() -> re.Pattern[str]:
    """Japan's own forms (関, 図, 価, 県): in the first level of JIS X 0208, and neither in GB 2312 nor in Big5. One Han
    character in ten of Japanese text, one in 2,000 of Chinese."""
    level = b"".join(bytes((lead, trail)) for lead in range(0x88, 0x98) for trail in range(0x40, 0xFD))
    kanji = _HAN.findall(level.decode("cp932", "ignore"))
    own = [char for char in kanji if not (char.encode("gb2312", "ignore") or char.encode("big5", "ignore"))]
    return pattern(f"[{''.join(own)}]")


def _mostly(lines: Sequence[str], foreign: Sequence[bool]) -> bool:
    """Whether the `foreign` lines outweigh those in Chinese, whatever else the page holds: a manual is full of code."""
    weights = [0, 0]
    for line, is_foreign in zip(lines, foreign, strict=True):
        weights[is_foreign] += count_han(line) + len(_LETTER.findall(line)) * is_foreign
    return weights[True] > _OUTWEIGH * weights[False]


def _plain(line: str) -> str:
    """`line` with the decorative の of Chinese names, if it is the only kana, made a Han character."""
    return _LONE_NO.sub("之", line) if len(_LETTER.findall(line)) == len(_LONE_NO.findall(line)) else line


def _is_foreign(text: str) -> bool:
    letters = len(_LETTER.findall(text))
    return letters * _SHARE >= letters + len(_HAN.findall(text)) and letters > 0 and not _is_chinese(text)


def _is_chinese(text: str) -> bool:
    if _CHINESE.search(text):
        return True
    return len(_OFTEN_CHINESE.findall(text)) >= 2 and len(_RUN.findall(text)) <= _FEW_RUNS


def _in_clauses(line: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    for clause in _CLAUSE.finditer(line, start, end):
        letters = [match.start() for match in _LETTER.finditer(clause[0])]
        if not letters:
            continue
        if _is_foreign(clause[0]):
            found.append(clause.span())
            continue
        first, last = letters[0], letters[-1] + 1
        stem = _STEM.search(clause[0], 0, first)
        if stem and not _OFTEN_CHINESE.search(stem[0]):  # 頑張る: the Han before an ending belong to the word
            first = stem.start()
        found.append((clause.start() + first, clause.start() + last))
    return found
