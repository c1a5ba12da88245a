"""An article without prose, told by the frame around it: what stands between a page's byline and its foot.

The idea: lists, menus of a week, dialogues, verse, subtitles and price lists have no sentence that the model could
take for a core, and look like a site's own lists. But a byline right under a heading says that the article begins
below, as does a path that ends with the title, and the first buttons or lists that rules know below say that it is
over. Where no sentence stands between, nor a second byline, and nothing longer elsewhere, this is all that the page has
to say.

Invariant: rows between which a sentence stands are left to the model, and so is a page without a head or a foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import sub

from cleaner.patterns import pattern
from cleaner.zoning import crumbs
from cleaner.zoning.borders import is_after
from cleaner.zoning.lines import BYLINES, Row, is_heading, squeeze, whole
from cleaner.zoning.listing import menu_words

_FEWEST = 3  # rows of the shortest such article
_NEAR = 3  # rows between a title and its byline
_BYLINE = 0.6  # share of a row that rules know in a byline
# What the date of a page has and a day in a diary or a timetable has not: its year, a label.
_FULL = pattern(r"(?:19|20)\d\d|(?<!\d)\d\d-\d\d-\d\d|时间:|来源|发[布表]|更新")
_MEDIUM = pattern(r"[^\W\d_]{1,8}(?:[日晚早晨商时周快]报|新闻网|在线|论坛|博客|电视台)")  # above its day: a masthead
_LINKED = 0.5  # share of a row within links from which on it leads elsewhere
_NOWHERE = (set[int](), 1 << 30)
_TRIES = 4  # runs that are asked about
_HEADLINE = 14  # characters of rows among which a page without byline lists headlines


def read(page: Sequence[Row], own: set[int]) -> tuple[Sequence[Row], set[int]]:
    """The page, without the hits of rules in the rows that its head and its foot frame, and these rows beside `own`."""
    title, top = _top(page)
    rows = _run(page, top)
    if rows:
        rows |= title
    elif not any(row.sentence and not whole(row) for row in page):
        rows = max((_run(page, top) for top in _tops(page)), key=len, default=set())
        rows = rows if len(rows) > _FEWEST and not _has_channels(page, rows) else set()
    if not rows:
        return page, own
    return [row._replace(hits=()) if at in rows else row for at, row in enumerate(page)], own | rows


def _top(page: Sequence[Row]) -> tuple[set[int], int]:
    """The title's rows, and the first row below the byline or path beside it and the buttons that follow these."""
    for at in range(len(page) - 1):
        row = page[at]
        if row.sentence or not row.hits:
            continue
        if at and _is_byline(row) and _FULL.search(row.text) and (title := _titles(page, at - 1)):
            top = _below_buttons(page, at + 1)
            return (title, top) if sum(map(_is_byline, page[at:top])) <= _NEAR else _NOWHERE
        if _is_path_of(row, page[at + 1]):
            return {at + 1}, _below_buttons(page, at + 2)
    return _NOWHERE


def _tops(page: Sequence[Row]) -> list[int]:
    """The first rows of the longest runs that no rule knows, on a page where these are no headlines."""
    unknown = [not row.hits for row in page]
    below = [len(row.text) for row, open_ in zip(page, unknown, strict=True) if open_]
    if sum(size < _HEADLINE for size in below) * 4 < len(below) * 3:
        return []
    tops = [at for at in range(1, len(page)) if unknown[at] and not unknown[at - 1] and not _names_list(page[at - 1])]
    ends = [next((k for k in range(at, len(page)) if not unknown[k]), len(page)) for at in tops]
    return [at for _, at in sorted(zip(map(sub, tops, ends), tops, strict=True))[:_TRIES]]


def _has_channels(page: Sequence[Row], rows: set[int]) -> bool:
    """Whether one of the rows is a word of the page's menu: the heading of a channel, with its headlines below."""
    words = {word for row in page for word in menu_words(row.text)}
    return any(page[at].text in words for at in rows)


def _names_list(row: Row) -> bool:
    return any(hit.rule.match == "lines" for hit in whole(row))


def _titles(page: Sequence[Row], at: int) -> set[int]:
    """The rows from `at` upwards, over other rows of a byline, that may be a title and an account below it."""
    for k in range(at, max(at - _NEAR, -1), -1):
        if not whole(page[k]) and is_heading(page[k].text) and not _MEDIUM.fullmatch(page[k].text):
            above = k and not page[k - 1].hits and is_heading(page[k - 1].text) and not _is_menu(page[k - 1])
            return {k, k - 1} if above and (k == 1 or page[k - 2].hits) else {k}
        if not page[k].hits:
            break
    return set()


def _is_menu(row: Row) -> bool:
    return len(row.text.split()) > _NEAR


def _is_path_of(row: Row, below: Row) -> bool:
    """Whether the row is a path whose last step stands alone right below."""
    mark = squeeze(below.text)
    if len(mark) < 2 or not crumbs.is_path(row):
        return False
    return squeeze(row.text).endswith(mark) and is_heading(below.text)


def _is_byline(row: Row) -> bool:
    """Whether most of the row is what bylines say."""
    known = [hit for hit in row.hits if hit.rule.category == "credit"]
    if not any(hit.value is not None and hit.rule.field in BYLINES for hit in known):
        return False
    return bool(whole(row)) or sum([hit.end - hit.start for hit in known]) >= _BYLINE * len(row.text)


def _below_buttons(page: Sequence[Row], at: int) -> int:
    """The first row from `at` on that no rule knows; a day without a year below a byline is the text's."""
    while at < len(page) and page[at].hits and not _is_day(page[at]):
        at += 1
    return at


def _is_day(row: Row) -> bool:
    """Whether a day without its year is all that rules know in the row."""
    return all(hit.rule.field == "published" for hit in row.hits) and _FULL.search(row.text) is None


def _run(page: Sequence[Row], top: int) -> set[int]:
    """The rows from `top` to the page's foot; none where a sentence or another byline stands between, where no foot
    stands below, or where the page says more elsewhere."""
    end = next((at for at in range(top, len(page)) if _is_foot(page, at)), top)
    if end - top < _FEWEST:
        return set()
    run = page[top:end]
    if any(row.sentence or _leads_on(row) or (_is_byline(row) and not _is_day(row)) for row in run):
        return set()
    size = sum([len(row.text) for row in run])
    return set(range(top, end)) if size > max(_longest(page[:top]), _longest(page[end:])) else set()


def _longest(page: Sequence[Row]) -> int:
    """Characters of the sentences of `page`, or of the longest run of rows that no rule knows and no list's heading
    names, whichever is more."""
    prose = best = size = 0
    listed = False
    for row in page:
        prose += len(row.text) if row.sentence and not whole(row) else 0
        if row.hits:
            listed = _names_list(row)
            size = 0
        elif not listed:
            size += len(row.text)
            best = max(best, size)
    return max(prose, best)


def _leads_on(row: Row) -> bool:
    evidence = row.evidence
    return evidence is not None and (evidence.links > _LINKED or bool(evidence.hidden))


def _is_foot(page: Sequence[Row], at: int) -> bool:
    """Whether the page's foot begins in the row: what rules know there goes on, or says that the text is over."""
    if is_after(page[at]):
        return True
    known = [hit.rule for hit in whole(page[at]) if hit.rule.category != "credit"]
    if not known:
        return False
    if at + 1 == len(page) or any(rule.match == "lines" for rule in known):
        return True
    return any(whole(row) and not _is_day(row) for row in page[at + 1 : at + 3])
