"""The title of a page and the lines that belong to it: kicker before, subtitle after.

The idea: a title is a short line above the prose that talks about the same thing; it stands next to the credits,
often twice, and (in HTML) in an <h1> or in <title>. Each of these is worth points; the best line above the
threshold wins, its first occurrence stays.

Invariant: choosing a title never removes a line; only repetitions of the chosen one may go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning import crumbs, nontitles, posts, series, sitehead, spoken
from cleaner.zoning.bylines import is_credit, signature, verse_below
from cleaner.zoning.lines import Row, Topic, Topics, first_of, is_heading, is_spaced, squeeze, whole
from cleaner.zoning.suffixes import before_parts, suffix_at

THRESHOLD = 1.6
_DASHES = pattern(r"^(?:-{2,}|—+|–+|─+|－+)\s*")


# Subtitles and kickers stand this near (in rows) to the title.
_NEAR = 8
# So many lines with a comma or stop in the body, verse or wrapped prose, and the title stands above.
_LINES = 2
_CAPTION = ("▲", "△", "▼", "▽")  # what opens captions, which may stand between a title and its byline
_ANCHOR = 16  # characters of the longest title that is a word of menus
_CLEAR = 8  # characters of a row that may be the title of numbered parts
_REFRAIN = 2  # rows of the text between two that read alike
_SHORT = 40  # characters of the longest title that only its place proves
_LETTER = pattern(r"[^\W\d_]{2}")


class Heading(NamedTuple):
    """Indices into the rows: the title, its subtitle, what else stays with it, and what only repeats it."""

    title: int | None = None
    subtitle: int | None = None
    kept: frozenset[int] = frozenset()
    repeats: frozenset[int] = frozenset()
    suffix: int = 0  # characters of the title's line from which a site's name and section follow; 0: none
    prefix: int = 0  # characters of the title's line that are the type of a thread


class _Page(NamedTuple):
    """What choosing looks at. Only the rows above the first prose can be titles."""

    rows: Sequence[Row]
    zones: Sequence[str]
    taken: Sequence[bool]  # rows that a rule took away: credits and chrome
    first: int  # the first row of prose
    marks: Sequence[str]  # of the rows above it: their letters, digits and characters alone
    topic: Topic  # the prose
    known: str  # the title that markup names, squeezed
    credited: Sequence[bool]  # rows of which rules took credits, wholly or in part
    crumbs: frozenset[str]  # the last steps of the page's paths, squeezed
    sections: frozenset[str]  # those of them that its menu names
    header: int | None  # the row over the site's menu


def choose(
    rows: Sequence[Row],
    zones: Sequence[str],
    taken: Sequence[bool],
    known: str,
    credited: Sequence[bool],
    topics: Topics,
) -> Heading:
    """The heading of a page.

    `zones` are the model's labels, `taken` says which rows a rule took away (credits and chrome), `known` is the folded
    title that markup names, "" without one; `credited` says of which rows a credit went, `topics` are the page's.
    """
    first = _first_prose(rows, zones, taken)
    prose = first_of(row.text for row, zone in zip(rows, zones, strict=True) if row.sentence and zone == "body")
    header = sitehead.over_menu(rows, first)
    header = header if header and any(taken[header.row + 1 : header.row + 3]) else None  # above a menu that goes
    page = _Page(
        rows,
        zones,
        taken,
        first,
        [squeeze(rows[k].text) for k in range(first)],
        topics[prose],
        squeeze(known),
        credited,
        *crumbs.ends(rows),
        header.row if header else None,
    )
    choices = (_best, _poem, _before_dashes, _first_kept, _kind, _anchor)
    best = next((at for choice in choices if (at := choice(page)) is not None), None)
    if best is None:
        return Heading()
    if best >= first:
        page = page._replace(first=best + 1, marks=[squeeze(rows[k].text) for k in range(best + 1)])
    return _around(best, page)


def _best(page: _Page) -> int | None:
    """The row with the most points, if they are enough."""
    places: list[tuple[int, float]] = []
    stays = page.first - sum(page.taken[: page.first])  # of the rows from here on, above the prose
    lines = 0
    for at in range(page.first):
        text = page.rows[at].text
        if page.zones[at] == "body" and not page.taken[at]:
            lines += "," in text or "。" in text
            if len(text) > 60 or lines > _LINES:
                break  # nothing below the first long line is the title, nor below lines of verse
        stays -= not page.taken[at]
        if stays > _FARTHEST or page.taken[at] or _DASHES.match(text):
            continue
        if not is_heading(spoken.plain(text)) and not _is_framed(at, page):
            continue
        if nontitles.BUTTONS.search(text) or nontitles.DOCUMENT.fullmatch(text) or _is_section(at, page):
            continue
        if nontitles.OPTION.match(text) and any(
            nontitles.OPTION.match(row.text) for row in page.rows[max(at - 1, 0) : at + 2 : 2]
        ):
            continue  # A. B. C.: what a question may be answered with
        if len(text) >= 4 or page.marks[at] in page.crumbs or _is_entry(at, page):
            places.append((at, 0.12 * stays))
    often = Counter(page.marks)
    joined = "\n".join(page.marks)
    best, score = None, THRESHOLD
    shares = page.topic.shares([page.rows[at].text for at, _ in places])
    for (at, far), share in zip(places, shares, strict=True):
        mark = page.marks[at]
        again = often[mark] > 1 and len(_same(at, page)) > 1
        again = again or (len(mark) > 8 and joined.count(mark) > often[mark])
        value = _points(at, page, again, share, score + far) - far
        if value > score:
            best, score = at, value
    return best


def _poem(page: _Page) -> int | None:
    """Where nothing else speaks: a poem's name right below the page's chrome."""
    for at in range(page.first):
        above = page.rows[at - 1].text if at and not page.taken[at - 1] else ""
        if not page.taken[at] and verse_below(page.rows, at) and (not above or len(above.split()) > 2):  # a menu
            return at
    return None


def without_dashes(text: str) -> str:
    """A subtitle's text: the line without the dashes that open it."""
    return _DASHES.sub("", text)


def _first_prose(rows: Sequence[Row], zones: Sequence[str], taken: Sequence[bool]) -> int:
    asked: int | None = None
    for at, (row, zone) in enumerate(zip(rows, zones, strict=True)):
        if zone == "body" and not taken[at] and row.sentence:
            if asked is None and spoken.may_be_title(rows, at):
                asked = at  # a title may ask; the sentence below it tells
                continue
            return at if asked is None or at - asked <= _NEAR else asked
    if asked is not None:
        return asked
    body = (at for at, zone in enumerate(zones) if zone == "body" and not taken[at])
    return next((at for at in body if not nontitles.BUTTONS.search(rows[at].text)), -1) + 1


def _is_entry(at: int, page: _Page) -> bool:
    """Whether prose begins with these words soon below: 望楼 above 望楼是……, an entry of a dictionary."""
    mark = page.marks[at]
    below = page.rows[at + 1 : at + 1 + _NEAR]
    return len(mark) > 1 and any(row.sentence and row.text.startswith((mark, f"《{mark}》")) for row in below)


_FARTHEST = 240  # rows that stay between the title and the prose: each costs 0.12, and no row has more than 28.5 points
_LABELLED = {"title": 1.5, "body": 0.5}


def _points(at: int, page: _Page, again: bool, share: float, least: float) -> float:
    """What speaks for row `at`; `again`: its words stand in another row, too; `share`: of it that the prose has. Where
    no more than `least` does, what speaks against it is left out."""
    rows, taken, row, text = page.rows, page.taken, page.rows[at], page.rows[at].text
    score = 4 * share + _LABELLED.get(page.zones[at], 0.0) + (3.0 if row.hits and _is_fused(row) else 0.0)
    score += 1.0 if 8 <= len(text) <= 40 else -1.0 if len(text) < 6 else 0.0
    credit = next((k - at for k in range(at + 1, min(at + 3, len(rows))) if page.credited[k]), 0)
    if credit:
        score += 4.0 - credit
    elif signed := signature(rows, at):
        score += 5.0 - signed
    elif all(page.zones[k] == "body" and taken[k] for k in range(at + 1, page.first)):
        score += 0.8
    if at + 1 < len(rows) and rows[at + 1].hits and posts.titles(rows[at + 1]):
        score += 4.0
    if at + 1 < len(rows) and any("label" in hit.rule.traits for hit in rows[at + 1].hits):
        score += 1.5  # a government page's record begins right below
    score += (2.0 if again else 0.0) + (1.0 if nontitles.CHAPTER.match(text) else 0.0)
    score += _named(page.marks[at], page.known) if page.known else 0.0
    score += _pathed(at, page)
    score += 3.0 if row.hits and any(hit.rule.id == posts.TYPED and not hit.start for hit in row.hits) else 0.0
    if row.evidence is not None:
        tag = row.evidence.path.rsplit("/", 1)[-1]
        score += 3.0 if tag == "h1" or "/h1/" in row.evidence.path else 1.0 if tag in ("h2", "h3") else 0.0
        score -= 2.0 if row.evidence.links > 0.5 else 0.0
    if score < least - 0.01:  # far above what rounding makes of it
        return score
    score -= 2.5 if nontitles.SERIES.search(text) or (text.isascii() and page.topic and not share) else 0.0  # a logo
    barred = nontitles.NO_TITLE.search(text) or nontitles.DATA.search(text) or is_credit(row)
    score -= 3.0 if barred and not _is_entry(at, page) else 0.0
    score -= 2.0 if page.credited[at] and not _is_fused(row) and _is_byline(row) else 0.0
    score -= 3.0 if series.heads_part(at, rows, lambda k: _stands(k, page)) else 0.0
    score -= 3.0 if at == page.header else 0.0
    score -= 2.0 if is_spaced(text) and any(not is_spaced(row.text) for row in rows[at : at + _NEAR]) else 0.0
    return score - 1.5 * (text.count(">") + text.count("»")) - 1.5 * max(0, text.count("|") - 1)


def _pathed(at: int, page: _Page) -> float:
    """What it is worth that a path on the page leads to this row, or that the row stands right below one."""
    mark = page.marks[at]
    if any(mark == end or (len(end) > 5 and mark.endswith(end)) for end in page.crumbs):
        return 4.0
    row = page.rows[at]
    if any(hit.rule.field == "section" and hit.rule.match == "regex" for hit in row.hits):
        return 2.5 if page.crumbs.isdisjoint(page.marks) else 0.0  # the path's own last step, which is long
    above = next((k for k in range(at - 1, -1, -1) if not page.taken[k] or crumbs.is_path(page.rows[k])), -1)
    return 1.5 if above >= 0 and page.taken[above] and crumbs.is_path(page.rows[above]) else 0.0


def _is_framed(at: int, page: _Page) -> bool:
    """Whether the row is one sentence alone between the page's path and its byline: some titles have a stop."""
    text = page.rows[at].text
    if not 0 < at < len(page.rows) - 1 or len(text) > _SHORT or nontitles.STOPS.search(text[:-1]):
        return False
    return page.taken[at - 1] and crumbs.is_path(page.rows[at - 1]) and page.credited[at + 1] and page.taken[at + 1]


def _is_byline(row: Row) -> bool:
    """Whether the row begins with a credit: what is left of it is no title."""
    return any(hit.rule.category == "credit" and hit.start < 4 for hit in row.hits)


def _stands(at: int, page: _Page) -> bool:
    """Whether the row is long enough for a title and the model takes it for the article's."""
    return page.zones[at] == "body" and not page.taken[at] and len(page.marks[at]) > _CLEAR


def _is_section(at: int, page: _Page) -> bool:
    """Whether the row is the name of a section that the page's menu holds, and a title may stand below it."""
    return page.marks[at] in page.sections and any(_stands(k, page) for k in range(at + 1, page.first))


def _first_kept(page: _Page) -> int | None:
    """Where nothing else speaks: the first row below a head of chrome, if it is a heading, and prose or verse below."""
    kept = [at for at in range(page.first) if not page.taken[at] and page.zones[at] in ("body", "title")]
    if not kept or not any(page.taken[: kept[0]]):
        return None
    text = page.rows[kept[0]].text
    fits = is_heading(text) and not is_spaced(text) and text[-1] not in "?!…" and len(text) <= _SHORT
    barred = _DASHES.match(text) or nontitles.NO_TITLE.search(text) or nontitles.DATA.search(text)
    return kept[0] if fits and not barred and _LETTER.search(text) else None


def _kind(page: _Page) -> int | None:
    """Where nothing else speaks: a document's kind right above the prose, with nothing but its byline between."""
    above = (at for at in range(page.first - 1, -1, -1) if not page.credited[at] and page.rows[at].hits)
    at = next(above, None)
    if at is None or nontitles.KIND.fullmatch(page.rows[at].text) is None:
        return None
    return at if all(page.credited[k] for k in range(at + 1, page.first)) else None


def _anchor(page: _Page) -> int | None:
    """Where nothing else speaks: a word of menus right above the byline, below a path or on top of the page, or the
    heading of a list. No list begins there."""
    for at in range(page.first - 1):
        row = page.rows[at]
        if page.credited[at] or len(row.text) > _ANCHOR:
            continue
        below_path, named = at and crumbs.is_path(page.rows[at - 1]), page.marks[at] in page.crumbs
        under = next((k for k in range(at + 1, page.first) if not page.rows[k].text.startswith(_CAPTION)), at)
        placed = row.text.isalpha() and (not at or below_path or named)
        if page.credited[under] and (placed or any(hit.rule.match == "lines" for hit in whole(row))):
            return at
        if below_path and named:
            return at
    return None


def _named(mark: str, known: str) -> float:
    """What it is worth that markup names a title like this one."""
    if mark == known:
        return 4.0
    if len(mark) <= 5:
        return 0.0
    return 3.0 if known.startswith(mark) else 1.0 if mark in known else 0.0


def _is_fused(row: Row) -> bool:
    """Whether path and credits stood in one row with the text: what they leave is the title."""
    fields = {hit.rule.field for hit in row.hits if hit.rule.action == "extract" and hit.rule.match == "regex"}
    return "section" in fields and len(fields) > 1


def _before_dashes(page: _Page) -> int | None:
    """A title behind an abstract: a short line with a `——` line right under it, near the top. A line that says what a
    quotation is from is no subtitle."""
    rows = page.rows
    kept = [at for at in range(len(rows)) if not page.taken[at] and page.zones[at] in ("body", "title", "head")]
    for at in kept[:8]:
        text = rows[at].text
        if not is_heading(text) or len(text) < 4 or _DASHES.match(text) or at + 1 >= len(rows):
            continue
        below = rows[at + 1]
        if _DASHES.match(below.text) and is_heading(below.text) and not nontitles.CITES.search(below.text):
            return at
    return None


def _around(best: int, page: _Page) -> Heading:
    """The heading whose title reads like `best`: its first occurrence, and what belongs to it."""
    rows, taken, first = page.rows, page.taken, page.first
    mark, same = page.marks[best], _same(best, page)
    title, last = next((k for k in same if not crumbs.is_path(rows[k])), same[0]), same[-1]
    repeats = {*(k for k in same if k != title), *_with_suffix(page, mark, same), *_with_path(page, mark, same)}
    kept = {k for k in range(title + 1, first) if k not in repeats and _belongs(k, last, page)}
    if title and title - 1 not in repeats and not taken[title - 1] and _is_kicker(rows[title - 1], page.topic):
        kept.add(title - 1)
    kept.update(range(title + 1, verse_below(rows, title)))
    subtitle = _subtitle(title, last, rows, taken, mark)
    return Heading(
        title,
        subtitle,
        frozenset(kept),
        frozenset(repeats),
        suffix_at(rows[title].text),
        posts.typed(rows, title, page.crumbs),
    )


def _same(at: int, page: _Page) -> list[int]:
    """The rows that read like row `at`, but for refrains and for what a contents box names: text stands between."""
    own = [not taken and zone == "body" for taken, zone in zip(page.taken, page.zones, strict=True)]
    mark = page.marks[at]
    alike = (k for k in range(page.first) if page.marks[k] == mark and not _DASHES.match(page.rows[k].text))
    return [k for k in alike if k == at or (not page.taken[k] and sum(own[min(k, at) + 1 : max(k, at)]) < _REFRAIN)]


def _with_suffix(page: _Page, mark: str, same: Sequence[int]) -> Iterator[int]:
    """Rows that hold the title with section and site behind it: 标题_栏目_网站."""
    if len(mark) <= 5:
        return
    for k in range(page.first):
        text = page.rows[k].text
        if page.taken[k] or k in same or page.marks[k] == mark or not page.marks[k].startswith(mark):
            continue
        if mark in (squeeze(before_parts(text)), squeeze(nontitles.CLOCK.sub("", text))) and not _DASHES.match(text):
            yield k


def _with_path(page: _Page, mark: str, same: Sequence[int]) -> Iterator[int]:
    """Rows that hold the title behind the page's path, with spaces between its steps, or behind a day: 首页 资讯 标题,
    07.25 标题."""
    for k in range(page.first if len(mark) > 5 else 0):
        before = len(page.marks[k]) - len(mark)
        found = page.marks[k].endswith(mark) and 0 < before <= 2 * _NEAR and nontitles.BEFORE.match(page.rows[k].text)
        if found and not page.taken[k] and k not in same:
            yield k


def _belongs(k: int, last: int, page: _Page) -> bool:
    """Whether a row between title and prose stays with the title: a subtitle, a second half, a note."""
    rows, taken, first = page.rows, page.taken, page.first
    text, evidence = rows[k].text, rows[k].evidence
    elsewhere = taken[k] or (evidence is not None and evidence.links > 0.8)  # a link leads there
    if elsewhere or not is_heading(text) or k - last > _NEAR or nontitles.STAMPED.search(text):
        return False
    if _DASHES.match(text) or page.topic.share(text) >= 0.5 or page.zones[k] in ("body", "title"):
        return True
    away = [rows[at] for at in range(last + 1, first) if taken[at]]
    chrome = any(all(hit.rule.category != "credit" for hit in row.hits) for row in away)
    return not chrome and k > last and len(text) >= 5 and first - last <= _NEAR


def _is_kicker(row: Row, topic: Topic) -> bool:
    text = row.text
    if not is_heading(text) or len(text) < 5:
        return False
    if nontitles.SERIAL.search(text) or (row.evidence is not None and nontitles.KICKERS.search(row.evidence.words)):
        return True
    shared = topic.share(text)
    return shared >= 0.4 or (shared > 0.15 and nontitles.KICKER.search(text) is not None)


def _subtitle(title: int, last: int, rows: Sequence[Row], taken: Sequence[bool], mark: str) -> int | None:
    """The `——` line under the title, unless it only repeats it."""
    near = [*range(last + 1, min(last + 6, len(rows))), *range(title + 1, min(title + 3, len(rows)))]
    below: int | None = next((k for k in near if _DASHES.match(rows[k].text)), None)
    if below is None or taken[below] or not is_heading(rows[below].text) or squeeze(rows[below].text) == mark:
        return None
    return below
