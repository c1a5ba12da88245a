"""Running headers of printed pages: a line that comes again with the number of each page, in the middle of the text.

The idea: text taken from PDF has the header and the number of each sheet between its lines. The header is the same on
all sheets, which lie many lines apart, and the numbers beside it count up. A refrain has no numbers, the rows of a
table are not far apart, and chapters that are called alike are numbered in the line itself.

Once is enough for a row that says paper, day and page as the head of the page does.

Invariant: a header has wide gaps, or calls itself printed matter, or cuts a sentence; without gaps the first stays. A
number goes only beside a header or as the next of those that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, squeeze

HEADER = "strip.running-header"
_LEAST, _MOST = 4, 60  # characters of a header
_SHEET = 6  # rows of the shortest sheet, on average
_DASHES = "-—–·"
_BEGINS = f"{_DASHES}第ivxl"  # what `_NUMBER` and `_BESIDE` begin with, but for figures
_NUMBER = pattern(r"[-—–·\s]*(?:第 ?)?(?P<number>\d{1,3}|[ivxl]{1,6})(?: ?页)?[-—–·\s]*")
_BESIDE = pattern(r"(?:^[-—–·\s]*(?P<front>\d{1,3})[-—–·]*\s{2,}|\s{2,}[-—–·\s]*(?P<back>\d{1,3})[-—–·\s]*$)")
# What printed matter calls itself; exercises, parts and refrains do not.
_PRINTED = pattern(
    r"(?:19|20)\d\d|第 ?\w{1,4} ?[卷期册辑版号]|[志鉴]$|学报|年鉴|期刊|杂志|出版社|手册|规程|规范|标准"
    r"|[a-z]{2}[/t ]*\d{3,}|vol\."
)
# A paper, a section of it, the day, the page: 清河日报 副刊 2014年3月26日 A06.
_FOLIO = pattern(
    r"(?P<paper>[\u4e00-\u9fff]{2,8}报) +(?:[\u4e00-\u9fff·]{2,8} +)?(?P<day>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"(?: *星期[一二三四五六日])? *[(\[]?第? ?[a-d]?\d{1,2}版?[)\]]?"
)
_WRAPPED = pattern("[^,。]{4,}[,。][^,。]{4,}")  # prose in narrow columns
_CLOSED = "。!?…:;”’」』)》"
_WIDE = pattern(r"\S\s{3,}\S")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def running(page: Sequence[Row]) -> dict[int, str]:
    """The rows of `page` that are running headers and page numbers, each with its rule."""
    if page[0].evidence is not None:
        return {}
    folios = _folios(page)
    lines = [at for at, row in enumerate(page) if not row.sentence]
    if not any(_may_count(page[at].text) for at in lines):
        return dict.fromkeys(folios, HEADER)
    forms: dict[str, list[int]] = {}
    for at in lines:
        if _LEAST <= len(page[at].text) <= _MOST:
            forms.setdefault(_form(page[at].text), []).append(at)
    out: set[int] = set()
    numbers: set[int] = set()
    for form, places in forms.items():
        if len(places) > 1 and len(form) >= _LEAST and places[-1] - places[0] >= _SHEET * (len(places) - 1):
            headers, beside = _sheets(page, places)
            out |= headers
            numbers |= beside
    return dict.fromkeys(out | numbers | _next_numbers(page, numbers) | folios, HEADER)


def _folios(page: Sequence[Row]) -> set[int]:
    """Rows between two sentences that name the paper, the day and the page of print, which the page's head has named: a
    row of references has no such head."""
    short = [at for at, row in enumerate(page) if not row.sentence and "报 " in row.text]
    found = {at: match for at in short if (match := _FOLIO.fullmatch(page[at].text))}
    if not found:
        return set()
    prose = [at for at, row in enumerate(page) if row.sentence or _WRAPPED.search(row.text)]
    return {
        at
        for at, match in found.items()
        if prose
        and prose[0] < at < prose[-1]
        and any(match["paper"] in row.text for row in page[: prose[0]])
        and any(match["day"] in row.text for row in page[: prose[0]])
    }


def _may_count(text: str) -> bool:
    """Whether a sheet's number may be the row, or stand at its end: without one no row is a header."""
    first, last = text[0], text[-1]
    if (first.isdecimal() or first in _BEGINS) and _NUMBER.fullmatch(text):
        return True
    near = first.isdecimal() or last.isdecimal() or first in _DASHES or last in _DASHES
    return near and _LEAST <= len(text) <= _MOST and _BESIDE.search(text) is not None


@lru_cache(maxsize=1024)  # pages are labelled several times
def _form(text: str) -> str:
    """What headers have in common: the line without its number."""
    return squeeze(_BESIDE.sub("", text) if _has_gap(text) else text)


def _has_gap(text: str) -> bool:
    return " ".join(text.split()) != text


def _sheets(page: Sequence[Row], places: Sequence[int]) -> tuple[set[int], set[int]]:
    """Of the rows that read alike those that are headers, and the rows of the numbers beside them."""
    found = [_numbered(page, at) for at in places]
    counted = [number for number, _ in found if number]
    wide = _WIDE.search(page[places[0]].text) is not None
    # A number serves two headers where the title stands on a cover, too, and the preface counts by itself.
    if (
        not counted
        or not (wide or max(counted) > 1)
        or any(below - above not in (0, 1) for above, below in pairwise(counted))
        or not (wide or _PRINTED.search(page[places[-1]].text) or _cuts(page, places))
    ):
        return set(), set()
    return set(places[0 if wide else 1 :]), {at for _, at in found if at is not None}


def _cuts(page: Sequence[Row], places: Sequence[int]) -> bool:
    """Whether a header stands in the middle of a sentence, as one between two sheets does: a chapter's heading, a
    refrain and the numbers of exercises never do."""
    above = [next((row for row in reversed(page[max(0, at - 2) : at]) if not _value(row)), None) for at in places[1:]]
    return any(row is not None and row.sentence and row.text[-1] not in _CLOSED for row in above)


def _numbered(page: Sequence[Row], at: int) -> tuple[int, int | None]:
    """The number of the sheet whose header the row may be, 0 without one, and the row that is nothing else, if any."""
    if beside := _BESIDE.search(page[at].text):
        return int(beside["front"] or beside["back"]), None
    for near in (at + 1, at - 1):
        if 0 <= near < len(page) and (number := _value(page[near])):
            return number, near
    return 0, None


def _value(row: Row) -> int:
    """The number that is all of the row, 0 if it is none; small Roman ones count the sheets of a preface."""
    if "\u4e00" <= row.text[:1] <= "\u9fff" and row.text[0] != "第":  # as most lines begin
        return 0
    found = _NUMBER.fullmatch(row.text)
    if found is None:
        return 0
    return int(found["number"]) if found["number"].isdigit() else _ROMAN.get(found["number"], 0)


def _next_numbers(page: Sequence[Row], known: set[int]) -> set[int]:
    """The row that counts on from the last number of a header: a last sheet may have none."""
    if not known:
        return set()
    last = max(known)
    below = range(last + 1, len(page))
    return {at for at in below if _value(page[at]) == _value(page[last]) + 1 and at == len(page) - 1}
