"""Pages without an article that list the headlines of many: a front page, a channel, a tag, a search, an error.

The idea: such a page has no running prose and no byline, or a byline for every headline; its headlines stand in blocks
under the names of channels that its own menu holds, each with the minute or the day of its own, or below the number of
what was found. One alone of these is no proof: a programme, a list of books, a table of contents have headlines and no
prose, too. Where a server says instead of a page that there is none, prose of as many things as sentences is what it
offers instead.

Invariant: a page with a byline of its own is never taken for a list, nor is one with a sentence outside an excerpt
where no server says that the page is gone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns import pattern
from cleaner.zoning.borders import are_strangers
from cleaner.zoning.kin import pairs
from cleaner.zoning.lines import BYLINES, Row, whole

RULE = "strip.index-page"
_FEWEST = 10  # headlines of the shortest list
_HEADLINE = range(8, 45)  # characters
_CHANNEL = 6  # characters of the longest channel's name
_BLOCKS = 2  # headlines right below each of so many channels
_BELOW = 2  # rows below a headline within which its day stands, an excerpt between
_TOP = 12  # rows above what a server says
_TEASERS = 3  # sentences that may show that they are of several things
_MENU = 5  # words of the shortest menu in a line
_BULLET = pattern(r"(?:[·•▪■◆►▶>*-]|\d{1,2}[.、]) ?")
_DAY = r"(?:(?:19|20)\d\d[-./年] ?)?\d{1,2}[-./月] ?\d{1,2}日?"
_AGO = r"\d{1,3} ?(?:秒|分钟|小时|天|周|个?月|年)前"
_STAMP = pattern(rf"(?:{_DAY}(?: +\d{{1,2}}:\d\d(?::\d\d)?)?|\d{{1,2}}:\d\d|{_AGO})(?:[ |/·]+[^ ,。:]{{2,12}}){{0,2}}")
_DATED = pattern(rf"[^。]{{8,60}}[ (\[]+{_DAY}(?: +\d{{1,2}}:\d\d(?::\d\d)?)?[)\]]?")
_EXCERPT = ("…", "...")
_FOUND = pattern(
    r"[^\d。,]{0,16}(?:找到|搜[索到]+|查[询到]+|检索到|共有?|收录)(?:约|了)? ?[\d,]{1,9} ?(?:条|篇|个|项|则)"
    r"[^\d。]{0,40}"
)


def is_list(page: Sequence[Row]) -> bool:
    """Whether nothing on the page is an article, and its headlines are those of others."""
    return _is_gone(page) or _is_found(page) or _is_index(page)


def _is_found(page: Sequence[Row]) -> bool:
    """Whether the page says above all sentences how many texts it found, and no sentence is more than a cut teaser."""
    at = next((at for at, row in enumerate(page[:_TOP]) if not row.sentence and _FOUND.fullmatch(row.text)), None)
    if at is None or any(_is_byline(row) and not row.sentence for row in page):
        return False
    prose = [k for k, row in enumerate(page) if row.sentence and not whole(row)]
    if any(k < at or not page[k].text.endswith(_EXCERPT) for k in prose):
        return False
    return sum(map(_is_headline, page[at + 1 :])) >= max(_FEWEST, len(prose))


def _is_gone(page: Sequence[Row]) -> bool:
    """Whether a server says above all sentences that there is no page, and what stands below is of many things."""
    at = next((at for at, row in enumerate(page) if row.hits and _is_error(row)), len(page))
    if at > _TOP or any(_is_byline(row) and not row.sentence for row in page):
        return False
    prose = [k for k, row in enumerate(page) if row.sentence and not whole(row)]
    if prose and (prose[0] < at or len(prose) < _TEASERS):
        return False
    headlines = sum(map(_is_headline, page[at + 1 :]))
    return headlines >= max(_FEWEST, len(prose)) and are_strangers([pairs(page[k].text) for k in prose])


def _is_error(row: Row) -> bool:
    return any("error" in hit.rule.traits for hit in whole(row))


def _is_index(page: Sequence[Row]) -> bool:
    if any(row.sentence and not whole(row) and not _is_excerpt(row.text) for row in page):
        return False
    headlines = [at for at, row in enumerate(page) if _is_headline(row)]
    if len(headlines) < _FEWEST or 0 < sum(map(_is_byline, page)) < _FEWEST // 2:
        return False
    if all(not whole(row) or _DATED.fullmatch(row.text) or _STAMP.fullmatch(row.text) for row in page):
        return False  # nothing stands around it: somebody's own list
    return _in_channels(page, set(headlines)) or _each_dated(page, headlines)


def _is_excerpt(text: str) -> bool:
    return text.startswith(_EXCERPT) and text.endswith(_EXCERPT)


def _is_byline(row: Row) -> bool:
    return any(hit.value is not None and hit.rule.field in BYLINES for hit in row.hits)


def _is_headline(row: Row) -> bool:
    text = row.text
    found = _BULLET.match(text)
    return len(text) - (found.end() if found else 0) in _HEADLINE and text[-1] not in "。:;,、" and not whole(row)


def _in_channels(page: Sequence[Row], headlines: set[int]) -> bool:
    """Whether headlines stand in blocks under words that the page's menu holds, and most of them do."""
    menu = {word for row in page for word in menu_words(row.text)}
    heads = [
        at
        for at, row in enumerate(page)
        if len(row.text) <= _CHANNEL and row.text in menu and {at + 1, at + 2} <= headlines
    ]
    if len(heads) < _BLOCKS:
        return False
    rows = [at for at in headlines if at > heads[0]]
    return 2 * len(rows) > len(headlines)


def menu_words(text: str) -> list[str]:
    """The words of a line that is a menu."""
    words = text.replace("|", " ").replace("·", " ").split()
    return words if len(words) >= _MENU and max(map(len, words)) <= _CHANNEL else []


def _each_dated(page: Sequence[Row], headlines: Sequence[int]) -> bool:
    """Whether most headlines end with a day, or have the minute or the day of their own right below."""
    own = set(headlines)
    dated = {at for at in headlines if _DATED.fullmatch(page[at].text)}
    dated |= {at for at in own if any(_STAMP.fullmatch(row.text) for row in page[at + 1 : at + 1 + _BELOW])}
    return len(dated) >= _FEWEST and 2 * len(dated) > len(headlines)
