"""What the rows that stay above and below a dropped one prove of it.

The idea: a word between two lines of a list, the author amid a record of a book, the heading of a list above lines that
stay, the time above the place: each reads like the page's own furniture, and its neighbours say that it is the text's.

Invariant: the answer only ever keeps rows, and only beside rows that stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from cleaner.patterns import pattern
from cleaner.zoning.continuity import REFERENCES, is_signed
from cleaner.zoning.fates import Fate
from cleaner.zoning.kin import pairs
from cleaner.zoning.lines import Row, is_spaced
from cleaner.zoning.running import HEADER

_WHEN, _WHERE = "时间:", pattern(r"(?:地点|地址|场所|主持人?|嘉宾|出席):")
_LABELLED = pattern(r"[^\s\d:,。]{1,6} ?: ?[^\s:]")
_UNITS = (
    "克|g|kg|千克|公斤|斤|两|钱|毫升|ml|升|l|勺|茶匙|汤匙|小勺|大勺|匙|杯|把|碗|个|只|枚|片|颗|粒|根|块|瓣|袋|盒|罐|条|滴|朵|张|段|节|棵|包|份"
    "|米|厘米|cm|mm"
)
_MUCH = rf"(?:约 ?)?(?:[\d./~-]+|[一二三四五六七八九十半两几]{{1,3}}) ?(?:{_UNITS})"
_AMOUNT = pattern(rf"[^\s\d:,。][^\d:。]{{0,20}}[ :]+(?:适量|少许|若干|少量|各?{_MUCH}(?: ?\(.{{1,12}}\))?)")
_RECORD = 3  # rows of the shortest record
_BOX = 4  # rows of the shortest one that stands by itself
_BELOW = 2  # rows that stay below a heading
_SIDE, _LISTED, _SHORT = 2, 4, 8  # rows on each side of a listed word; its characters, and those of its neighbours


def amid(page: Sequence[Row], fates: Sequence[Fate], gone: set[int]) -> set[int]:
    """The rows among `gone` that those around them keep."""
    words = _lone_words(page, fates) | _listed_words(page, fates)
    return words | _own_heads(page, fates, gone) | _issued(page, fates, gone)


def _issued(page: Sequence[Row], fates: Sequence[Fate], gone: set[int]) -> set[int]:
    """Dates right below the name of an office that stays: a communiqué says under its title who issues it and when."""
    return {at for at in gone if at and fates[at].gone and not fates[at - 1].gone and is_signed(page, at)}


def _lone_words(page: Sequence[Row], fates: Sequence[Fate]) -> set[int]:
    """On a page without a sentence (verse, a list): a word between two lines that stay is the author's."""
    if any(row.sentence for row in page):
        return set()
    away = [fate.gone for fate in fates]
    words = (at for at in range(1, len(page) - 1) if away[at] and not away[at - 1] and not away[at + 1])
    return {at for at in words if not fates[at].spans and fates[at].rule != HEADER}


def records(page: Sequence[Row], fates: Sequence[Fate]) -> Iterator[int]:
    """The rows of records of which some stay and no rule took another, but for an author's: who wrote the book, not the
    page. And of records amid sentences that stay and speak of the same: what an encyclopaedia tells in a box."""
    labelled = [at for at, row in enumerate(page) if ":" in row.text and _is_labelled(row, fates[at])]
    for rows in runs(labelled):
        if len(rows) < _RECORD or not any(fates[at].gone for at in rows):
            continue
        if all(fates[at].gone for at in rows) and not _is_box(page, fates, rows):
            continue
        if all(_may_return(page[at], fates[at]) for at in rows):
            yield from (at for at in rows if fates[at].gone)


def _is_box(page: Sequence[Row], fates: Sequence[Fate], rows: Sequence[int]) -> bool:
    """Whether sentences stay above and below the rows, and both have words of theirs; each row has another label."""
    labels = {_LABELLED.match(page[at].text)[0].partition(":")[0] for at in rows}  # type: ignore[index]
    if len(labels) < max(len(rows), _BOX):
        return False
    told = pairs(" ".join([page[at].text for at in rows]))
    prose = (range(rows[0]), range(rows[-1] + 1, len(page)))
    return all(
        any(page[at].sentence and not fates[at].gone and len(told & pairs(page[at].text)) > 1 for at in side)
        for side in prose
    )


def _is_labelled(row: Row, fate: Fate) -> bool:
    """Whether the row is one of a record: the page's own counts, with the labels that rules know."""
    if _LABELLED.match(row.text) is None:
        return False
    return _may_return(row, fate) or any("label" in hit.rule.traits for hit in row.hits)


def _may_return(row: Row, fate: Fate) -> bool:
    """Whether nothing but its place, or an author's name, speaks against the row."""
    if not fate.gone:
        return not fate.spans
    return fate.placed or (not fate.spans and any(hit.rule.field == "authors" for hit in row.hits))


def _listed_words(page: Sequence[Row], fates: Sequence[Fate]) -> set[int]:
    """Words of a button or a menu amid short rows that all stay, two of them on each side: one of a list's own (编辑
    between 招聘岗位 and 一名)."""
    away = [fate.gone for fate in fates]
    out: set[int] = set()
    for at in range(_SIDE, len(page) - _SIDE):
        if not away[at] or len(page[at].text) > _LISTED or fates[at].placed or not page[at].text.isalnum():
            continue
        near = [*range(at - _SIDE, at), *range(at + 1, at + 1 + _SIDE)]
        if not any(away[k] or page[k].hits for k in near) and sum(page[k].sentence for k in near) < _SIDE:
            out |= {at} if max(len(page[at - 1].text), len(page[at + 1].text)) <= _SHORT else set()
    return out


def _own_heads(page: Sequence[Row], fates: Sequence[Fate], gone: set[int]) -> set[int]:
    """Headings of lists right above rows that stay and are no sentences, and of references above theirs: what they
    name is the text's."""
    last = max((at for at, fate in enumerate(fates) if not fate.gone), default=0)
    return {
        at
        for at in gone
        if at + _BELOW <= last
        and any(hit.rule.id == fates[at].rule and hit.rule.match == "lines" for hit in page[at].hits)
        and not any(fate.gone for fate in fates[at + 1 : at + 1 + _BELOW])
        and not page[at + 1].sentence
        and not is_spaced(page[at].text)
    } | {at for at in gone if at < last and REFERENCES.fullmatch(page[at].text) and not fates[at + 1].gone}


def measured(page: Sequence[Row], unmarked: set[int], title: int) -> set[int]:
    """The rows among `unmarked`, below the title, that say how much of something, several in a row: what it takes."""
    parted = [at for at in range(title + 1, len(page)) if " " in page[at].text or ":" in page[at].text]
    found = runs([at for at in parted if _AMOUNT.fullmatch(page[at].text)])
    return {at for rows in found if len(rows) >= _RECORD for at in rows} & unmarked


def runs(places: Iterable[int]) -> list[list[int]]:
    """The places, which come in order, in runs of neighbours."""
    return [[at for _, at in run] for _, run in groupby(enumerate(places), lambda place: place[1] - place[0])]


def events(page: Sequence[Row], fates: Sequence[Fate], gone: set[int]) -> set[int]:
    """Rows that say when something takes place, right above its place: the time is the event's, not the page's."""
    return {
        at
        for at in gone
        if page[at].text.startswith(_WHEN) and at + 1 < len(page) and _WHERE.match(page[at + 1].text) and fates[at].gone
    }
