"""Containers of a site's HTML that never hold a line of its articles: as rules with a selector.

The idea: a list of other stories has other lines on every page, and the same class or id around it. Such a word of
the markup stands for a box of the template where a line of the template stands in it, too, and where on every page all
of its lines are on one side of the article.

Invariant: no box is proposed that holds an article's prose, its title or a date on any of the pages learnt from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from cleaner.learn.census import LEAST
from cleaner.learn.frames import Frame, Place
from cleaner.learn.guards import Judged
from cleaner.learn.proposals import Draft, category
from cleaner.learn.reading import DATE, Sheet
from cleaner.learn.template import Template

_USUAL = 0.5  # share of the pages that must have the box
_NEARLY = 0.9  # share of them on which a line of the template stands in it
_FEWEST = 2  # lines of a box
_WORD = re.compile(r"[a-z_][\w-]{2,40}", re.ASCII)
_TITLE = 4  # characters from which a line that begins the page's title may be it
_MOST_EXAMPLES = 3


def containers(template: Template) -> Iterator[Judged]:
    """A draft for each box, the outermost only, in the order of their words; text pages have none."""
    held = _held(template.sheets)
    known = {place for standing in template.standings for place in standing.frame.places}
    found: dict[str, str] = {}
    for word in sorted(held):
        zone = _zone(held[word], template, known)
        if zone:
            found[word] = zone
    for word, zone in found.items():
        inner = set(_places(held[word]))
        around = [other for other in found if other != word and inner <= set(_places(held[other]))]
        # Two words of one element hold the same lines: the longer says more, "box" may stand elsewhere as well.
        if all(inner == set(_places(held[other])) and _rank(word) < _rank(other) for other in around):
            yield Judged(_draft(word, zone, held[word], template), _keeps(held[word], template), None)


def _rank(word: str) -> tuple[int, str]:
    return -len(word), word


def _held(sheets: Sequence[Sheet]) -> dict[str, dict[int, list[int]]]:
    """For each class or id word the rows inside it, by page; words that too few pages have are left out."""
    found: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    for page, sheet in enumerate(sheets):
        for at, row in enumerate(sheet.rows):
            for word in set(row.words.split()):
                found[word].setdefault(page, []).append(at)
    least = max(LEAST, _USUAL * len(sheets))
    return {word: pages for word, pages in found.items() if len(pages) >= least and _WORD.fullmatch(word)}


def _zone(pages: Mapping[int, Sequence[int]], template: Template, known: set[Place]) -> str:
    """Where the box stands, "" when it is none that a rule may take."""
    sides = set()
    marked = fresh = 0
    for page, rows in pages.items():
        start, end = template.bodies[page]
        sheet = template.sheets[page]
        if start >= end or any(start <= at < end or _may_be_read(sheet, at) for at in rows):
            return ""
        sides |= {"head" if at < start else "tail" for at in rows}
        theirs = sum(Place(page, at) in known for at in rows)
        marked += theirs > 0 and len(rows) >= _FEWEST
        fresh += theirs < len(rows)
    if len(sides) > 1 or marked < _NEARLY * len(pages) or fresh < LEAST:
        return ""
    return sides.pop()


def _may_be_read(sheet: Sheet, at: int) -> bool:
    """Whether the line has a date, or may be the title: then it is no box's to take."""
    row = sheet.rows[at]
    return DATE in row.key or not sheet.title or (len(row.text) >= _TITLE and sheet.title.startswith(row.text))


def _places(pages: Mapping[int, Sequence[int]]) -> list[Place]:
    return [Place(page, at) for page, rows in pages.items() for at in rows]


def _keeps(pages: Mapping[int, Sequence[int]], template: Template) -> tuple[tuple[str, str], ...]:
    """The first line of prose of the first page, in an element without the word."""
    page = min(pages)
    return ((f"<p>{escape(template.sheets[page].rows[template.bodies[page][0]].raw)}</p>", "a line of an article"),)


def _draft(word: str, zone: str, pages: Mapping[int, Sequence[int]], template: Template) -> Draft:
    rows = {page: [template.sheets[page].rows[at] for at in at_rows] for page, at_rows in pages.items()}
    texts = tuple(sorted({row.text for found in rows.values() for row in found}))
    frame = Frame((word,), tuple(_places(pages)), texts)
    shown = [found for _, found in zip(range(_MOST_EXAMPLES), rows.values(), strict=False)]
    examples = tuple((_markup(word, [row.raw for row in found[:_MOST_EXAMPLES]]), "") for found in shown)
    selector = f'[class~="{word}" i], [id="{word}" i]'
    kind = category(" ".join(texts), zone)
    return Draft(
        "chrome" if kind == "credit" else kind, "select", "drop", "", (zone,), (selector,), 1, (frame,), examples
    )


def _markup(word: str, lines: Sequence[str]) -> str:
    return f'<div class="{word}">' + "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines) + "</div>"
