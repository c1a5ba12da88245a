"""Which lines might be mojibake: a scan that costs next to nothing on clean text.

The idea: Chinese, Japanese and Korean pages are written with a few thousand characters; the standards' first levels
list them. Misreading scatters text over all the others, over the private use area, or over accented Latin letters.

Invariant: a line is only looked at here, never judged; a miss is a missed repair, a hit costs time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise, product

from cleaner import lexicon
from cleaner.damage import alphabets
from cleaner.hanzi import ascii_of, unusual
from cleaner.patterns import pattern

# latin-1's upper half, and the characters that cp1252 has in its place.
LATIN = "\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_HAN = "㐀-䶿一-鿿"


def _level(codec: str, leads: range, trails: range) -> str:
    return bytes(chain.from_iterable(product(leads, trails))).decode(codec, "ignore")


# Han, private use, half-width katakana, bopomofo, small forms.
_BLOCKS = (
    range(0x3400, 0xA000), range(0xE000, 0xF900), range(0xFF66, 0xFFA0), range(0x3105, 0x312A), range(0xFE50, 0xFE6C),
)  # fmt: skip


# Of Big5's level 1 what `lexicon.unigram` puts above -10.5, that is among the 3,400 commonest characters of either
# script, and the other two levels lack. Written down because the lexicon takes longer to load than a page to clean.
_TRADITIONAL = (
    "丟亂亞佈佔來侷俠們傢傳價儘兀兌兒內兩兮剋剝劍劑勁勛勞勳勵勸匯區卻厲參吳呂唸啟單嗎噹嚐嚥嚮嚴囌國圍圓圖"
    "團圳壓壞壩壯壺壽夠夥夾奧妝姊娛媽嬌孃學實寫寬寶將專對屆屢屬峽崑崗嶽巖帶幟幫廈廝廢廣廬廳彆彈彌彎彙彥彿"
    "徑從徵恆悅悵悽惡惱慘慼憑應懶懷懼懿戀戰戲戶拋拚捱搖搶撥擇擊擋擔據擠擴擺攔攜攝攤敘數斷晉晝暈曆曉會朮桿"
    "條榦榮樂樑樓樞樣樸橫檐檔檢檯櫃權歐歡歲歷歸殘殼毀氣汙沒涓淒淚淨淺渾溫溼滄滾滿漲漿潛澤濕濛濟濤濱瀋瀟瀰"
    "灑灣燒營燬爐爛爭牆牴狀獎獨獵獸獻琛瑜瑤瑪瓊產畫當疊痠癡癥發盜盞盡盧盪眾睏矇硃碼磚礙礦祕祿禪禮稅稱穩窩"
    "笙筵簫簽籃籌籠籤籲糰紮絕絲絳經綠綵綺緣緻縣縱縴縷總繞繡繩繪繫繼續纔纖罈聰聲聽肅脣脩脫腦腳膠膽臉臘臟臺"
    "與舉舊艱艷茲莊菸萊萬蓆蓮蔔蔣蕭薑薹藝藥蘆處虛號虧蟬蟲蠻裝襬覓覺覽觀觴觸詢話說論證譟譯譽讀變讓讚谿豈豐"
    "豔豬貓貪賈賣賬賴賺賽贊贏趕趙踐蹤輕輛轉辦辭辯迴逕連遙遞遲邁邊鄉鄧鄰醣醫釋釵鉅鉤銜銳銷錄錢錶鍊鏈鐵鑄鑒"
    "鑽閒閨閱闆闊闌闕闖關闢陝陞隨險隱隸雖雙雜雞霑靈靜鞦韆韋顆顏顯颱飄餘饑饒馮駛騙騷驅驗驟髒體髮鬆鬍鬚鬢鬥"
    "鬧鬱魯鴉鴣鴦鵲鶯鷓鸞鹹鹽麥麴麵麼黃點黨黴鼕齊齋齒齡齣龐龜"
)


@lru_cache(maxsize=1)
def rare() -> str:
    """The characters that count as rare, as the inside of a character class."""
    common = _level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    common += _level("shift_jis", range(0x88, 0x98), range(0x40, 0xFD)) + _TRADITIONAL
    known = sorted(set(map(ord, common)))
    gaps: list[str] = []
    for block in _BLOCKS:
        inside = known[bisect_left(known, block.start) : bisect_left(known, block.stop)]
        for before, after in pairwise([block.start - 1, *inside, block.stop]):
            if after - before > 1:
                gaps.append(f"{chr(before + 1)}-{chr(after - 1)}")
    return "".join(gaps)


@lru_cache(maxsize=1)
def _rare() -> re.Pattern[str]:
    return pattern(f"[{rare()}]")


@lru_cache(maxsize=1)
def _rare_pair() -> re.Pattern[str]:
    """Two rare characters with at most three between them."""
    return pattern(f"[{rare()}][^\n]{{0,3}}?[{rare()}]")


_ASCII = bytes(range(0x80))
_LEADS = "ÂÃÄÅÆÇÐÑâãäåæçèéêìíîïð"
_SPECIALS = LATIN.removeprefix("\x80-\xff")
_LATIN_RUN = pattern(
    f"[\x80-\x9f¡-\xff](?:[{LATIN}\ufffd?]{{2}}[^\n]{{0,2}}?[{LATIN}]"
    f"|(?<=[{_LEADS}])[\x80-\x9f¡-¿{_SPECIALS}]|(?<=Ã)\xa0)"
)
_BIG5_RUN = pattern("(?:[¡-Æ][@-~¡-þ]){2}[¡-ù][@-~¡-þ]")  # its second bytes are ASCII as often as not
_LINE = pattern(f"[^\n]*[{_HAN}ぁ-ヿ\ue000-\uf8ff][^\n]*")
_LOST = pattern("\ufffd")
_MARK = pattern(f"\\?(?:(?<=[{_HAN}ぁ-ヿ\n]\\?)(?=[@-~]?[{_HAN}〿-ヿ?])|(?<=€\\?))")
# All that the next two patterns begin with, or `alphabets` asks for.
_STRANGE = pattern("[ぁ-ヶΑ-ωА-я│-╋ㄅ-ㄩ㎎-㏕가-힣" + alphabets.GATE + "]")
_KOREAN = pattern(f"[가-힣][{_HAN}]")
# What GBK shows for the commonest characters of Big5 (`い` for 中, `Τ` for 有, `┮` for 所), before another character.
_SIGN = pattern(f"[ぁ-ヶΑ-ωА-я│-╋ㄅ-ㄩ㎎-㏕][{_HAN}]")
_KANA = pattern("[ぁ-ヶ]")
KANA = 40  # up to so many, their share says nothing
JAPANESE = 0.25  # share of kana: half of a Japanese page, a tenth of a misread one

# lexicon.score of a few characters: classical prose -6.5, names with two rare characters -9, mojibake -10 to -14.
ODD = -8.8
ODD_MARK = -7.5  # beside a `?` that stands for a lost character
FEW = 24  # different rare characters: up to so many, pairs may share one
GARBLED = -7.5  # a long line: more than a misread span in it
REACH = 40  # characters around a hit, for spans in long lines
TINY = 400  # characters of a text in which every line is scored
SHORTEST, SHORT_LINE = 4, 14  # characters of a line that one rare character makes suspect
WINDOW = 5  # characters after a hit that are scored with it


def suspects(text: str) -> list[tuple[int, int]]:
    """The stretches worth a closer look, as spans of `text`, in order: whole lines, or the surroundings of a hit."""
    stretches: list[tuple[int, int]] = []
    done, line, garbled = 0, (0, -1), True
    for first, last, odd in sorted(_hits(text)):
        if last <= done or (odd and lexicon.score(_surroundings(text, first, last)) > odd):
            continue
        if last > line[1]:  # each line is judged once, however many hits it has
            start, end = text.rfind("\n", 0, first) + 1, text.find("\n", last)
            line = start, len(text) if end < 0 else end
            garbled = line[1] - start <= 2 * REACH or lexicon.score(text[start : line[1]]) <= GARBLED
        start, end = line
        if not garbled:
            start, end = max(start, first - REACH), min(end, last + REACH)
        if stretches and start <= stretches[-1][1]:
            start = stretches.pop()[0]
        stretches.append((start, end))
        done = end - REACH if text[end : end + 1] not in ("", "\n") else end
    return stretches


def _surroundings(text: str, first: int, last: int) -> str:
    """A hit with its neighbours in the same line: what stands in the next one must not decide, lines may move apart."""
    return text[max(0, first - 1) : first].lstrip("\n") + text[first : last + WINDOW].partition("\n")[0]


def _hits(text: str) -> Iterator[tuple[int, int, float]]:
    """Where to look: first and last character, and the score (0.0: none) from which on there is nothing odd."""
    places = [found.start() for found in _rare().finditer(text)]
    tiny = len(text) <= TINY
    lines = map(re.Match.span, _LINE.finditer(text)) if tiny else _short_lines(text, places)
    yield from ((first, last, ODD) for first, last in lines if last - first >= SHORTEST)
    yield from _scattered(text, places)


def odd(text: str) -> bool:
    """Does `text` hold what clean text hardly has, whatever it says as a whole?"""
    places = [found.start() for found in _rare().finditer(text)]
    return any(
        not enough or lexicon.score(_surroundings(text, first, last)) <= enough
        for first, last, enough in _scattered(text, places)
    )


def _scattered(text: str, places: list[int]) -> Iterator[tuple[int, int, float]]:
    """As `_hits`, without whole lines; `places` are those of the rare characters."""
    if len(places) > 1:
        yield from ((first, last, ODD) for first, last in _close_pairs(text, places))
    for scan, odd in _scans(text):
        yield from ((found.start(), found.end(), odd) for found in scan.finditer(text))
    if _STRANGE.search(unusual(text)):
        yield from ((found.start(), found.end(), ODD) for scan in _strange(text) for found in scan.finditer(text))
        yield from ((found.start(), found.end(), 0.0) for found in alphabets.hits(text))


def _short_lines(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """The lines so short that they may well hold one rare character only, and hold one."""
    done = -1
    for at in places:
        if at > done:
            end = text.find("\n", at, at + SHORT_LINE)
            done = len(text) if end < 0 and len(text) - at < SHORT_LINE else end
            start = text.rfind("\n", max(0, at - SHORT_LINE), at) + 1
            if done >= 0 and (start or at < SHORT_LINE) and SHORTEST <= done - start <= SHORT_LINE:
                yield start, done
            done = max(done, at)


def _close_pairs(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Two rare characters with at most three between them; `places` are those of all rare characters."""
    kinds = len({text[at] for at in places})
    if kinds > FEW:
        yield from (found.span() for found in _rare_pair().finditer(text))
    elif kinds > 1:
        yield from ((first, last + 1) for first, last in pairwise(places) if last - first <= 4)


def _scans(text: str) -> Iterator[tuple[re.Pattern[str], float]]:
    """The scans that the page's characters ask for."""
    high = set(unusual(text).encode("latin-1", "ignore").translate(None, _ASCII))
    if len(high) >= 2 or not high.isdisjoint("ÂÃâ".encode("latin-1")):
        yield _LATIN_RUN, 0.0
        yield _BIG5_RUN, 0.0
    if "\ufffd" in text:
        yield _LOST, 0.0
    if b"?" in ascii_of(text):
        yield _MARK, ODD_MARK


def _strange(text: str) -> Iterator[re.Pattern[str]]:
    """The same of what no Chinese page has."""
    if _KOREAN.search(text):
        yield _KOREAN
    if _SIGN.search(text) and not _japanese(text):
        yield _SIGN


def _japanese(text: str) -> bool:
    kana = len(_KANA.findall(text))
    return kana > KANA and kana > JAPANESE * (len(text) - len(text.encode("ascii", "ignore")))
