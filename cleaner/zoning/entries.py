"""Entries of a diary, a calendar of feasts or a list of people: the short rows that head them are the author's.

The idea: a day under a title is the page's, and so is one name with a rank; three of them or more, each another one
and each right above a sentence, head the article's own parts. Rows that head the cards of a feed give a bare day or a
minute as well; so such days count only where the first of them stands above all prose, and minutes not at all.

Invariant: a row that is no heading of prose is never taken for one; pages with markup are left to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, whole

_FEWEST = 3
_LONGEST = 30  # characters of a heading
_BARE_DAY = r"(?:(?:19|20)\d\d[-./年] ?)?\d{1,2}[-./月] ?\d{1,2}日?"
_DAY = pattern(_BARE_DAY)
# With its weekday or its weather, or by the moon: no feed writes so.
_DIARY = pattern(
    rf"{_BARE_DAY},? ?[(\[]?(?:星期|周|礼拜)[一二三四五六日天][)\]]?(?:[ ,].{{1,16}})?"
    rf"|{_BARE_DAY},? ?(?:多?云|晴|阴|雨|雪|雾|大风|[小中大暴阵]{{1,2}}[雨雪])[^。]{{0,8}}"
    r"|(?:农历|夏历|阴历|旧历)?闰?(?:[正一二三四五六七八九冬腊]|十[一二]?)月"
    r"(?:初?[一二三四五六七八九十]{1,3}|[廿卅][一二三四五六七八九]?)(?: [^。]{1,10})?"
    r"|(?:星期|周|礼拜)[一二三四五六日天]"
)
_BEGINS = "农夏阴旧闰正一二三四五六七八九十冬腊星周礼"  # what `_DIARY` begins with, but for figures
_CLOCK = pattern(r"\d:\d\d|前$")
_OF_PAGES = frozenset(("published", "updated", "section", "site", "title", "url"))  # what feeds' cards give, too


def read(page: Sequence[Row]) -> tuple[Sequence[Row], set[int]]:
    """The page, without the hits of rules in the headings of entries, and the rows of the entries that are the
    article's: each heading and the sentence below it."""
    heads = headings(page)
    if not heads:
        return page, heads
    return [row._replace(hits=()) if at in heads else row for at, row in enumerate(page)], heads | {
        k + 1 for k in heads
    }


def headings(page: Sequence[Row]) -> set[int]:
    """The rows that head entries of the article."""
    if page[0].evidence is not None:
        return set()
    prose = next((at for at, row in enumerate(page) if row.sentence and not whole(row)), len(page))
    groups: dict[str, list[int]] = {}
    for at in range(len(page) - 1):
        row = page[at]
        if len(row.text) <= _LONGEST and not row.sentence:
            kinds = [*_kinds(row)]
            if not kinds or _CLOCK.search(row.text):
                continue
            for kind in kinds:
                if _heads(page[at + 1]) or (kind == "diary" and _may_be_entry(page[at + 1])):
                    groups.setdefault(kind, []).append(at)
    out: set[int] = set()
    for kind, rows in groups.items():
        different = len({page[at].text for at in rows})
        if different == len(rows) >= _FEWEST and (kind != "day" or rows[0] < prose):
            out.update(rows)
    return out


def _heads(below: Row) -> bool:
    """Whether a row may head what stands below it: prose that no rule knows."""
    return below.sentence and not whole(below)


def _may_be_entry(below: Row) -> bool:
    """Whether the row may be what a day of a diary, or of a menu, says in a few words."""
    return not below.hits and not any(_kinds(below))


def _kinds(row: Row) -> Iterator[str]:
    """What the row says, as far as headings of entries do."""
    first = row.text[:1]
    if first.isdecimal() or first in _BEGINS:
        diary = _DIARY.fullmatch(row.text)
        if diary:
            yield "diary"
        if diary or _DAY.fullmatch(row.text):
            yield "day"
    if row.hits:
        yield from {
            hit.rule.id for hit in whole(row) if hit.rule.zones == ("head",) and hit.rule.field not in _OF_PAGES
        }
