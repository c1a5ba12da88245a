"""Pinyin that a scraper put after everyday characters: `成績(jì)單`, `會(huì )議`, `金(jīn )牛(niú )`.

The idea: authors gloss rare characters and unusual readings, a few times a page; scrapers give everyday characters
their usual reading, all over the page. So the page is judged as a whole, by what its glosses have in common, and
only then single glosses go. The scraper replaced bytes without regard to character boundaries, so that some of its
keys were hit *across* two characters (`力量傾斜` → `力量?jì)A斜`); there the bytes are put back.

Invariant: on a page whose glosses look like an author's, nothing is proposed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner import lexicon
from cleaner.damage import gbk
from cleaner.damage.evidence import INFERRED, PROVED, Note, note, of_text
from cleaner.damage.readings import table
from cleaner.document import Edit, Proposal, Warning
from cleaner.hanzi import HAN, ascii_of, simplify
from cleaner.patterns import pattern

GLOSS = "repair.pinyin-gloss"
ACROSS = "repair.gloss-across"
COMMA = "repair.scraper-comma"

_LATIN = "a-zA-Zɑɡüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u0308\u030c"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d"
# Matched on a text with plain brackets and `?` for U+FFFD; each begins with the one character that scans fast.
_PLACE = pattern(rf"\((?<=[{HAN}]\() ?(?:([{_LATIN}]{{1,9}}[1-5]?)|([{_EMOJI}]{{1,6}}))( ?)\)(?:\(\1\))*( ?)")
# A reading in brackets of another kind; an emoji in them is an author's.
_BRACKETED = pattern(rf"[\[［【〔{{｛](?<=[{HAN}].)( ?[{_LATIN}]{{1,9}}[1-5]? ?)[\]］】〕}}｝]")
_ACROSS = pattern(rf"\?(?<=[^\x00-\x7f]\?)\(?([{_LATIN}]{{1,7}}) ?\)")
_CUT = pattern(rf"\?\(?([{_LATIN}]{{1,7}}) ?\)")
_OWN = pattern(r"\([^()\n]{1,12}\)")
_SEVERAL = pattern(rf"\((?<=[{HAN}]\() ?[{_LATIN}]{{1,9}}(?:[ ,，、/][{_LATIN}]{{1,9}})+ ?\)")
_TEACHING = pattern(
    "拼音|注音|读音|讀音|声调|聲調|声母|聲母|多音字|读作|讀作|字音|误读|誤讀|生字|认读|認讀"
    "|普通话|普通話|汉语|漢語|发音|發音"
)
_COMMA = pattern("[,，](?=[,，。；：、！？;:!?])")
_TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")

# Everyday characters with two everyday readings: an author may well gloss these.
_POLYPHONES = frozenset(
    "长行着著还重乐得地的了都好种中为和会大少干发看更间教觉角解结将降强切曲数调系相兴要应与载正只转传朝处当倒度恶分冠号"
    "荷横假尽劲据卷卡空落量没蒙难宁片铺便漂奇散色扇省盛识石似宿提挑通同吐王熨鲜削血压咽约扎占涨折这挣吧啊呢么吗什上背参藏"
    "曾差场乘冲担弹得斗缝佛给观汗哄华划晃几济夹间见禁露论埋模磨泊迫仆圈任撒塞丧厦舍什似说缩弯吓校旋钥饮予择炸粘召症轴"
)

# The scraper's share must outweigh the author's. Seed 001 weighs 326; a page of mere riddles or place names 0.
WEIGHT_TRADITIONAL = 1.0  # an everyday character in traditional spelling with its usual reading: no author glosses it
WEIGHT_SIMPLIFIED = 0.3  # so four of them on a page
WEIGHT_BARE = 0.1  # a common character with its reading and no tone: ten of them
WEIGHT_LEFT_SPACE = 0.1  # with a space behind the bracket, which no author leaves: five
WEIGHT_SPACED = 0.7  # `(huì )`, the space inside that typing does not leave
WEIGHT_AUTHOR = 3.0  # against: a rare character, an unusual reading, or a gloss of several syllables
TEACHING = 30.0  # against: the page talks about pinyin
FOLDED = 3  # letters and marks of a run that may have been wide
WIDER = 0xFEE0  # from an ASCII character to its wide form
LONG = 5  # characters put back; what follows one or two keys is short
STUMBLE = -9.0  # lexicon.score of three characters; a name in a sentence has -8
ANNOTATED = 0.6  # glosses per Han character of their lines: a text set with pinyin throughout
ANNOTATED_FROM = 4  # glosses; fewer say nothing about the text


class _Kind(NamedTuple):
    """All that is judged of a gloss: a page has hundreds of glosses, and a few dozen kinds."""

    character: str
    reading: str  # "" for an emoji
    spaced: bool
    plain: str  # the simplified character
    bare: bool  # no tone: `社會(hui) 變遷`, `政(zheng)府(fu)網站`


class _Gloss(NamedTuple):
    start: int  # of the bracket
    end: int
    kind: _Kind


def find(text: str) -> Proposal:
    """Edits that delete a scraper's glosses, put back what they cut in two, and drop its stray commas."""
    view = _BRACKETED.sub(r"(\1)", text) if any(bracket in text for bracket in "]］】〕}｝") else text
    if b")" not in ascii_of(view) and "）" not in view:
        return Proposal()
    view = view.replace("（", "(").replace("）", ")").replace("\ufffd", "?")
    glosses = _glosses(view)
    across = list(_across(view, glosses))
    edits = [edit for edit, _ in across]
    warnings = [Warning(ACROSS, edit.start, edit.end, note) for edit, note in across]
    warnings += [Warning(ACROSS, *spot, {"proof": "none"}) for spot in _left(view, edits)]
    if glosses and _is_scraper(view, glosses, bool(across)):
        edits += [Edit(start, end, "", GLOSS, _proof(kind)) for start, end, kind in glosses if _everyday(kind)]
        edits += [
            Edit(found.start(), found.end(), "", COMMA, of_text(INFERRED, found[0])) for found in _COMMA.finditer(text)
        ]
    return Proposal(edits, (), warnings)


def _glosses(view: str) -> list[_Gloss]:
    """The glosses of `view`, with the space behind the bracket where toneless ones mostly have one."""
    spans = [found.span() for found in _PLACE.finditer(view)]
    glosses = [_Gloss(start, end, kind) for start, end in spans if (kind := _kind(view[start - 1 : end].rstrip()))]
    bare = [view[gloss.end - 1] == " " for gloss in glosses if gloss.kind.bare]
    spaced = 2 * sum(bare) > len(bare)
    return [gloss if spaced and gloss.kind.bare else _before_space(view, gloss) for gloss in glosses]


def _before_space(view: str, gloss: _Gloss) -> _Gloss:
    return gloss._replace(end=gloss.end - 1) if view[gloss.end - 1] == " " else gloss


@lru_cache(maxsize=4096)
def _kind(spelling: str) -> _Kind | None:
    """What a character and its brackets are as a gloss; None if they are none."""
    found = _PLACE.match(spelling, 1)
    if not found:
        return None
    plain, reading = simplify(spelling[0]), _canonical(found[1] or "")
    marked = bool(found[2]) or _toned(found[1]) or _spoken(spelling[0], found[1])
    bare = not marked and reading == _toneless(_readings().get(plain, ("",))[0])
    return _Kind(spelling[0], reading, bool(found[3]), plain, bare) if marked or bare else None


@lru_cache(maxsize=4096)
def _canonical(reading: str) -> str:
    plain = unicodedata.normalize("NFC", reading).lower().replace("ɡ", "g").replace("ɑ", "a")
    return plain.replace("v", "ü") if plain[:1] in "ln" else plain


@lru_cache(maxsize=4096)
def _toneless(reading: str) -> str:
    plain = unicodedata.normalize("NFD", reading.rstrip("12345")).translate(_TONES)
    return unicodedata.normalize("NFC", plain)


@lru_cache(maxsize=4096)
def _toned(reading: str) -> bool:
    """Is it one syllable of pinyin with its tone, by mark or number?"""
    reading = _canonical(reading)
    return _toneless(reading) in _syllables() and (reading[-1].isdigit() or _toneless(reading) != reading)


def _spoken(character: str, reading: str) -> bool:
    """Is `reading` the toneless syllable that `character` really has (的, 了, 吧)?"""
    return _readings().get(character, ("",))[0] == reading


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, bool]]:
    """Simplified character -> its usual reading, and whether it is among the commonest."""
    readings = {}
    for reading, common, others in table():
        readings.update(dict.fromkeys(common, (reading, True)))
        readings.update(dict.fromkeys(others, (reading, False)))
    return readings


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(_toneless(reading.syllable) for reading in table())


@lru_cache(maxsize=4096)
def _everyday(gloss: _Kind) -> bool:
    """Would a scraper gloss this? An everyday character; not with a reading that only a name gives it (六(lù)安)."""
    reading, _ = _readings().get(gloss.plain, ("", False))
    if not reading:
        return False
    return not gloss.reading or gloss.bare or gloss.plain in _POLYPHONES or _same(gloss.reading, reading)


def _same(gloss: str, reading: str) -> bool:
    return _toneless(gloss) == _toneless(reading) if gloss[-1].isdigit() else gloss == reading


@lru_cache(maxsize=4096)
def _weight(gloss: _Kind) -> float:
    if not _everyday(gloss):
        return -WEIGHT_AUTHOR if gloss.reading and gloss.plain not in _POLYPHONES else 0.0
    common = _readings()[gloss.plain][1]
    if gloss.bare:
        return WEIGHT_BARE if common else 0.0
    if gloss.plain in _POLYPHONES or not common:
        return 0.0
    weight = WEIGHT_TRADITIONAL if gloss.character != gloss.plain and gloss.reading else WEIGHT_SIMPLIFIED
    return weight + (WEIGHT_SPACED if gloss.spaced else 0.0)


def _is_scraper(text: str, glosses: list[_Gloss], across: bool) -> bool:
    weight = sum(_weight(gloss.kind) for gloss in glosses) + (1.0 if across else 0.0)
    weight += WEIGHT_LEFT_SPACE * sum(text[gloss.end - 1] == " " for gloss in glosses if gloss.kind.bare)
    weight -= WEIGHT_AUTHOR * len(_SEVERAL.findall(text))
    if weight < 1.0:
        return False
    if _TEACHING.search(text) and weight < TEACHING:
        return False
    return any(gloss.kind.spaced for gloss in glosses) or not _is_annotated(text, glosses)


def _is_annotated(text: str, glosses: list[_Gloss]) -> bool:
    lines = {text.rfind("\n", 0, gloss.start) for gloss in glosses}
    han = sum(len(re.findall(f"[{HAN}]", text[start + 1 : _line_end(text, start + 1)])) for start in lines)
    return len(glosses) >= ANNOTATED_FROM and len(glosses) > ANNOTATED * han


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


@lru_cache(maxsize=4096)
def _proof(gloss: _Kind) -> Note:
    """The scraper's key and what it put behind it; one note for all alike, since a page has hundreds of glosses."""
    usual = gloss.reading and _same(gloss.reading, _readings()[gloss.plain][0])
    return note(
        PROVED if usual else INFERRED, gbk.encode(gloss.character) or gloss.character.encode(), key=gloss.character
    )


def _across(view: str, glosses: list[_Gloss]) -> Iterator[tuple[Edit, Note]]:
    """Undo keys that were hit across two characters: the key's second byte is the lost first byte of the next one."""
    for found in _ACROSS.finditer(view):
        first = gbk.encode(view[found.start() - 1])
        if first and (_toned(found[1]) or _bare(view, found, glosses)):
            readings = [_put_back(view, found, key, glosses) for key in _keys(first[1], _canonical(found[1]), glosses)]
            proved = [reading for reading in readings if reading is not None]
            if len({(edit.end, edit.text) for edit, _ in proved}) == 1:
                yield proved[0]


def _bare(view: str, found: re.Match[str], glosses: list[_Gloss]) -> bool:
    """A syllable without its tone, on a page of such glosses, before a bracket that none opened."""
    own = view[found.start() + 1] != "(" and _toneless(_canonical(found[1])) in _syllables()
    return own and any(gloss.kind.bare for gloss in glosses)


def _left(view: str, edits: list[Edit]) -> Iterator[tuple[int, int]]:
    """Halves of glosses that nothing proved: a bracket closes that none opened, behind a syllable and a lost byte."""
    for found in _ACROSS.finditer(view):
        inside = any(edit.start <= found.start() < edit.end for edit in edits)
        if view[found.start() + 1] != "(" and not inside and _toned(found[1]):
            yield found.span()


def _keys(lead: int, reading: str, glosses: list[_Gloss]) -> list[str]:
    """Characters that begin with the byte `lead` and are read so: those the page glosses, else all everyday ones."""
    listed = {gloss.kind.character for gloss in glosses if gloss.kind.reading == reading}
    keys = [key for key in gbk.with_lead(lead) if key in listed]
    if keys:
        return keys
    characters = gbk.with_lead(lead)
    plain = simplify("\n".join(characters)).split("\n") if characters else []
    usual = [_readings().get(simple, ("",))[0] for simple in plain]
    return [key for key, own in zip(characters, usual, strict=True) if own and reading in (own, _toneless(own))]


def _put_back(text: str, found: re.Match[str], key: str, glosses: list[_Gloss]) -> tuple[Edit, Note] | None:
    left = text[max(0, found.start() - 3) : found.start()]
    ends = _out_of_step(gbk.encode(key)[1:2], text, found.end(), glosses)
    runs = [(restored, data, end) for data, end in ends if (restored := gbk.pairs(data))]
    if not runs:
        return None
    last = max(end for _, _, end in runs)
    restored, data, end = max(runs, key=lambda run: lexicon.score(left + run[0] + text[run[2] : last]))
    word = _word_at(left, restored, text[end : end + 3])
    if not word or _stumbles(left[-1:] + restored + text[end : end + 1]):
        return None
    own = _OWN.match(text, end)
    kind = _kind(restored[-1] + own[0]) if own else None
    if own and kind and _everyday(kind):
        end = own.end()
    proof = note(INFERRED, data, key=key, word=word)
    return Edit(found.start(), end, restored, ACROSS, proof), proof


def _out_of_step(data: bytes, text: str, start: int, glosses: list[_Gloss]) -> Iterator[tuple[bytes, int]]:
    """The bytes of the run of two-byte characters at `start`, after `data`, up to where the halves are in step again.

    That is a second half that reads as an ASCII letter (`?wù)鎸嵭浴⒙男休浾摫O`), or a lost one, shown as `?`. A lost
    one that has a gloss of its own (`日?qǐng)?bào)`) is the half of a character that is read so; without a gloss the
    most likely one is filled in. A letter or a mark may be a wide one, folded since: then the run goes on.
    """
    end, folded = start, 0
    while end < len(text) and folded <= FOLDED:
        character = text[end]
        pair = gbk.encode(character)
        if not pair and "@" <= character <= "~":
            yield data + character.encode("ascii"), end + 1
        if character == "?":
            yield _to_lost(data, text, end, glosses)
            return
        if not pair and "!" <= character <= "~":
            pair, folded = gbk.encode(chr(ord(character) + WIDER)), folded + 1
        if not pair:
            return
        data += pair
        end += 1


def _to_lost(data: bytes, text: str, end: int, glosses: list[_Gloss]) -> tuple[bytes, int]:
    """As `_out_of_step`, where a `?` at `end` is all that is left of a half."""
    gloss = _CUT.match(text, end)
    if gloss and _toned(gloss[1]):
        likely = _keys(data[-1], _canonical(gloss[1]), glosses)
        return (data[:-1] + gbk.encode(likely[0]), gloss.end()) if len(likely) == 1 else (data, end)
    before = gbk.pairs(data[:-1]) or ""
    after = text[end + 1 : end + 3]
    last = max(gbk.with_lead(data[-1]), key=lambda last: lexicon.score(before[-3:] + last + after), default="")
    return data[:-1] + gbk.encode(last), end + 1


def _stumbles(text: str) -> bool:
    """Whether two neighbours of `text` hardly ever stand so: a byte more is gone than the key took."""
    return len(text) > LONG and any(lexicon.score(text[at : at + 3]) < STUMBLE for at in range(len(text) - 2))


def _word_at(left: str, restored: str, right: str) -> str:
    """A dictionary word that needs a restored character, the longest there is, or ""."""
    whole, first, last = left + restored + right, len(left), len(left) + len(restored)
    for length in (4, 3, 2):
        for start in range(max(0, first - length + 1), last):
            word = whole[start : start + length]
            if len(word) == length and lexicon.is_word(word):
                return word
    return ""
