"""Blocks that say by element, class or id that they hold no article: asides, comments, teasers, newsletters, slides.

The idea: content systems name their blocks, and readers of the source agree on what the names mean. A name counts
where it tells a block from the article: one that most of the page's densest prose stands under, or most of its rows,
is a name of the page and says nothing of its parts.

Invariant: no row of the core under an unnamed block, no heading of the first rank and nothing that the page declares as
its body is ever told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from cleaner.lines import Row
from cleaner.patterns import pattern
from cleaner.zones import Label

RULE = "strip.named-block"
# Of 183 real pages with known articles, and the constructed ones: names under which less than one character in twenty
# is the article's. `caption`, `photo`, `video`, `card`, `widget`, `tag` and `social` hold too much of it.
_NAMES = pattern(
    r"(?<!editor-)(?<!editors-)comment(?!ar)|\brepl(?:y|ies)\b|disqus|discuss(?!ion)|newsletter|subscri|sign-?up"
    r"|promo(?!t)|sponsor(?!-story)|advert(?!or)|\bads?\b|taboola|outbrain|paywall|\bdonat"
    r"|cookies?(?:-?(?:consent|banner|notice|bar|policy|law|popup|message|info))?\b(?!-)"
    r"|recommend|related|popular(?!-?sci)|trending|teaser|similar"
    r"|carousel|slideshow|playlist|gallery|up-?next"
)
_ELEMENTS = frozenset(("aside", "nav", "select"))
_NONE: frozenset[str] = frozenset()
# Names of blocks that show pictures: a story in pictures is told in its captions. What goes is hidden, or a caption
# that comes again for each size of a picture.
_SHOWN = frozenset(("carousel", "slideshow", "playlist", "gallery"))
# Names that an author's own box may have, too: its sentences go only where many of its rows are links or known chrome.
_MILD = frozenset(("aside", "nav", "select", "recommend", "related", "popular", "trending", "teaser", "similar"))
_LEADING = 0.3  # share of such rows
_BESIDE = 400  # characters of the core under no such name, from which on comments and teasers may fill the rest of it
_CORE = 150  # characters of the shortest core that names are held against


def asides(page: Sequence[Row], labels: Sequence[Label]) -> dict[int, str]:
    """The rows that stand in a block named for something else than the article, each with the name."""
    if page[0].evidence is None:
        return {}
    named = [_names(row.evidence.words, row.evidence.path) if row.evidence else _NONE for row in page]
    often = Counter([name for names in named for name in names])
    if not often:
        return {}
    core: Counter[str] = Counter()
    size = 0
    for row, label, names in zip(page, labels, named, strict=True):
        if label.dense and row.sentence:
            size += len(row.text)
            core.update(dict.fromkeys(names, len(row.text)))
    if size < _CORE:
        return {}
    telling = {
        name
        for name, rows in often.items()
        if 2 * rows < len(page) and (2 * core[name] < size or (size - core[name] >= _BESIDE and name not in _SHOWN))
    }
    leading = {name for name in telling if name not in _MILD or _leads(name, page, named)}
    texts = Counter([row.text for row in page])
    out: dict[int, str] = {}
    for at, names in enumerate(named):
        row = page[at]
        told = names & telling
        if not _is_shown_again(row, texts[row.text]):
            told -= _SHOWN
        if row.sentence and texts[row.text] == 1:
            told &= leading
        if told and _may_go(row):
            out[at] = min(told)
    return out


def _leads(name: str, page: Sequence[Row], named: Sequence[frozenset[str]]) -> bool:
    """Whether many rows under `name` are links or known to a rule."""
    rows = [row for row, names in zip(page, named, strict=True) if name in names]
    away = sum(bool(row.hits) or (row.evidence is not None and row.evidence.links > 0.5) for row in rows)
    return away >= _LEADING * len(rows)


def _is_shown_again(row: Row, often: int) -> bool:
    return often > 1 or (row.evidence is not None and row.evidence.hidden != "")


@lru_cache(maxsize=4096)
def _names(words: str, path: str) -> frozenset[str]:
    return _ELEMENTS.intersection(path.split("/")).union(_NAMES.findall(words))


def _may_go(row: Row) -> bool:
    evidence = row.evidence
    return evidence is not None and evidence.told != "body" and "h1" not in evidence.path.split("/")
