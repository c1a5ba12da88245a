"""Names alone in a row: under a title, or below the last sentence.

The idea: a row of nothing but a person's name may as well be a heading, a speaker or a place. It is the author where
the name is no word, the prose begins (or has just ended) right beside it, and the page does not speak of that person;
so are two names in a row, and a name that another row of the byline says again: 2019-03-21钟小河 above 钟小河.

Invariant: what is found is one row; it goes only where a mark or another row of the byline, the day's, proves it.
Elsewhere it is read, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.text import people
from cleaner.zoning.lines import Row, squeeze, whole
from cleaner.zoning.nontitles import CHAPTER

_UNDER = 6  # rows between a title and its authors
_COPY = 12  # rows between a title and its repetition
_LONGEST = 24  # characters of such a row
_MOST = 6  # names in it
_ROW = pattern(r"(?P<mark>[□■◎●○◆◇△▲☆★☉⊙◉] ?)?(?P<names>[^\W\d_a-z]+(?:[ 、,;]+[^\W\d_a-z]+)*)")
_STAMP = pattern(r"(?:19|20)\d\d-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)? ?(?P<names>[^\W\d_a-z]{5,18})")
_PARTS = pattern(r"[ 、,;]+")
# 河埠小学五(3)班 钟小河 指导老师:林一禾
_PUPIL = pattern(
    r"[^\W\d_]{0,14} ?(?:[高初]?[一二三四五六七八九]年?级?|\d年级) ?\(?[\d一二三四五六七八九十]{1,2}\)? ?班 ?"
    r"(?P<names>[^\W\d_]{2,4})(?: 指导(?:老师|教师) ?:? ?[^\W\d_]{2,4}| ?\(指导(?:老师|教师) ?:? ?[^\W\d_]{2,4}\))?"
)
_SKIPPED = pattern(r"——.*|关键词 ?:.*")
_DAY = pattern(r"[(]?(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[)]?")  # of a speech
_OPENS = pattern(r"[\[【(]?(?:内容)?(?:摘 ?要|提要|编者按|按语?)[\]】) :]|\(.*(?:大学|学院|研究|医院|公司).*\)")
# What may stand before the names where a row says them again.
_SAYS = pattern(r"\d*(?:文图?|图文)?(?:撰文|作者|(?:本[报刊网台社])?(?:特约)?(?:记者|撰稿人?|通讯员))?")
# A life begins so, below the name of whom it is.
_LIFE = pattern(
    r"[(]?(?:男|女|字|号|又名|原名|生于|出生|现年|今年|年仅|(?:约?公元)?前?\d{3,4}年? ?[—–~\-出生])|\d{4}年.{0,8}生"
    r"|[他她]们?(?!说)|(?:这|那|上述|以上)?[两二三四五六几]个?[人名位]|身高|擅长|毕业于|涉嫌|走失|拾[到得]|在.{2,12}(?:中|上),?.{0,6}(?:夺|获|得|打破|第)"
)
_LETTER = pattern(r"(?:信|函|书|状|启事|通知|公告|公示|声明|证明|倡议|讣告|唁电|请柬|邀请|申请|保证|承诺|条)$")
# Titles of texts that are about the persons below them.
_ABOUT = pattern(
    r"名单|任免|任命|公示|获奖|表彰|嘉奖|录[用取]|当选|候选|讣告|通报|决定|公告|通知|逝世|人物(?:表|小传)?$|简历|简介|得主|冠军|最佳|校友"
    r"|遇难|悬赏|失信|曝光|新任|夫妻|寻人|寻找|揭晓|结果|纪录|好人|的人$"
)
_CLOSES = pattern(r"(?:此致|敬礼|敬上|顿首|特此.{2,4}|祝.{2,8})[!。]?$")

_NAMING = pattern(
    r"(?:名字|[\d一二两三四五几]个?字|得主|领奖|冠军|其中一个|是|叫)[。:]?$"
)  # the name is what the sentence says


class Signed(NamedTuple):
    """A row of names: its number, the place of the names in it, and the rows that say nothing else and go."""

    row: int
    start: int
    end: int
    goes: tuple[int, ...]


def under(page: Sequence[Row], gone: Sequence[bool], title: int) -> Signed | None:
    """The names between the title, or the last of its repetitions, and the prose."""
    title = last_copy(page, title)
    return _alone(page, gone, title) or _glued(page, gone, title)


def _alone(page: Sequence[Row], gone: Sequence[bool], title: int) -> Signed | None:
    """Names in a row of their own."""
    if _ABOUT.search(page[title].text):
        return None
    for at in range(title + 1, min(title + 1 + _UNDER, len(page))):
        row = page[at]
        if gone[at] or _SKIPPED.fullmatch(row.text):
            continue
        pupil = _PUPIL.fullmatch(row.text)
        names = _names(pupil["names"] if pupil else row.text)
        rest = (k for k in range(at + 1, len(page)) if not gone[k] and not _DAY.fullmatch(page[k].text))
        below = next(rest, None)
        if not names or below is None or not (page[below].sentence or _OPENS.match(page[below].text)):
            return None
        if _LIFE.match(page[below].text):
            return None
        dated = gone[at - 1] and any(hit.rule.field == "published" for hit in page[at - 1].hits)
        if pupil:
            return Signed(at, *pupil.span("names"), (at,) if dated else ())
        said = any(_says(page[k].text, names) for k in range(max(title - 1, 0), below) if k != at)
        if not said and (len(names) < 2 and not _is_author(names[0], at, below, title, page, gone)):
            return None
        return _signed(at, row.text, said or dated)
    return None


def _glued(page: Sequence[Row], gone: Sequence[bool], title: int) -> Signed | None:
    """Names behind the day, in a row that goes: 2019-03-21钟小河何文远."""
    for at in range(title + 1, min(title + 1 + _UNDER, len(page))):
        found = _STAMP.fullmatch(page[at].text) if gone[at] else None
        if found and len(people.names(found["names"])) > 1:
            return Signed(at, *found.span("names"), ())
    return None


def below(page: Sequence[Row], gone: Sequence[bool], title: int) -> Signed | None:
    """The name right below the last sentence, with the page's furniture under it: no letter's or notice's."""
    end = next((at for at in range(len(page) - 1, title, -1) if not gone[at] and page[at].sentence), None)
    if end is None or end + 2 >= len(page) or gone[end + 1] or not gone[end + 2]:
        return None
    row, after = page[end + 1], page[end + 2]
    names = _names(row.text)
    if not names or not any(hit.rule.category != "spam" for hit in whole(after)):
        return None
    if _LETTER.search(page[title].text) or _ABOUT.search(page[title].text) or _CLOSES.search(page[end].text):
        return None
    if _NAMING.search(page[end].text):
        return None
    marked = not row.text[0].isalnum()
    known = all(len(name) > 2 and _is_told_once(name, end + 1, page) for name in names)
    return _signed(end + 1, row.text, marked) if known or marked else None


def is_above_prose(page: Sequence[Row], at: int) -> bool:
    """Whether row `at` is names alone, right above a sentence."""
    return at + 1 < len(page) and page[at + 1].sentence and bool(_names(page[at].text))


def last_copy(page: Sequence[Row], title: int) -> int:
    """The last row near the title that reads like it: some pages print it above the byline and below."""
    mark = squeeze(page[title].text)
    near = range(min(title + _COPY, len(page) - 1), title, -1)
    return next((at for at in near if mark and squeeze(page[at].text) == mark), title)


def _signed(at: int, text: str, goes: bool) -> Signed:
    start = 0 if text[0].isalnum() else len(text) - len(text[1:].lstrip())
    return Signed(at, start, len(text), (at,) if goes else ())


def _names(text: str) -> list[str]:
    """The persons that the row names and nothing else; 钟 河 is one."""
    found = _ROW.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return []
    words = [word for word in _PARTS.split(found["names"]) if word]
    if all(len(word) == 1 for word in words) and len(words) % 2 == 0:
        words = [first + second for first, second in zip(words[::2], words[1::2], strict=True)]
    return words if len(words) <= _MOST and all(map(people.is_personal, words)) else []


def _says(text: str, names: Sequence[str]) -> bool:
    """Whether a row of the byline is these names behind a day or the word for who wrote."""
    mark, word = squeeze(text), "".join(names)
    return mark != word and mark.endswith(word) and _SAYS.fullmatch(mark[: -len(word)]) is not None


def _is_author(name: str, at: int, below: int, title: int, page: Sequence[Row], gone: Sequence[bool]) -> bool:
    """Whether a lone name above the prose is the author's: nobody that the text is about, no speaker, no chapter."""
    if len(name) < 3 and " " not in page[at].text:
        return False  # 谷雨
    if CHAPTER.match(page[title].text):
        return False
    if any(_names(row.text) for row, went in zip(page[below:], gone[below:], strict=True) if not went):
        return False
    return _is_told_once(name, at, page)


def _is_told_once(name: str, at: int, page: Sequence[Row]) -> bool:
    """Whether no other row speaks of the person."""
    return not any(name in row.text for k, row in enumerate(page) if k != at)
