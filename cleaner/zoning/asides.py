"""Blocks that say by element, class or id that they hold no article: asides, comments, teasers, newsletters, slides.

The idea: content systems name their blocks, and readers of the source agree on what the names mean. A name counts
where it tells a block from the article: one that most of the page's densest prose stands under, or most of its rows,
is a name of the page and says nothing of its parts.

Invariant: no row of the core under an unnamed block, no heading of the first rank and nothing that the page declares as
its body is ever told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.zoning.lines import BYLINES, Row
from cleaner.zoning.zones import Label

RULE = "strip.named-block"
# Of 183 real pages with known articles, and the constructed ones: names under which less than one character in twenty
# is the article's. `caption`, `photo`, `video`, `card`, `widget`, `tag` and `social` hold too much of it.
_NAMES = pattern(
    r"(?<!editor-)(?<!editors-)comment(?!ar)|\brepl(?:y|ies)\b|disqus|discuss(?!ion)|newsletter|subscri|sign-?up"
    r"|promo(?!t)|sponsor(?!-story)|advert(?!or)|\bads?\b|taboola|outbrain|paywall|\bdonat"
    r"|cookies?(?:-?(?:consent|banner|notice|bar|policy|law|popup|message|info))?\b(?!-)"
    r"|recommend|related|popular(?!-?sci)|trending|teaser|similar"
    r"|carousel|slideshow|playlist|gallery|up-?next"
    r"|consent|gdpr|onetrust|didomi|author-?(?:bio|box|card|desc|profile)|about-(?:the-)?author|\bbio\b"
    r"|\b(?:navigation|complementary|contentinfo)\b"
    r"|(?<![\w-])(?:(?:post|entry|article|news|art|title|content)[-_]?)?(?:meta|info)(?:[-_](?:item|text|box|list))*(?![\w-])"
    r"|byline|sr-only|visually-?hidden|screen-reader|pagination|page-links|post-navigation|nav-links|prev-?next|\bcmts?\b|(?<!-)\breviews\b"
    # What the same blocks are called elsewhere, where the word means nothing else.
    r"|kommentare|commentaires|comentarios|commenti\b|komentarze|kommentarii|yorumlar|reacties|pinglun"
    r"|werbung|publicidade?\b|publicite|pubblicita|reklama?\b|guanggao|tuijian|xiangguan"
    r"|relacionad|correlat[ei]|gerelateerd|powiazane|terkait|baca-?juga|lire-?aussi|leggi-?anche|lees-?ook"
    r"|czytaj-?tak|zobacz-?tak|lea-?tambien|leia-?(?:mais|tambem)|veja-?(?:mais|tambem)|mehr-?zum|lesen-?sie-?auch"
)
_ELEMENTS = frozenset(("aside", "nav", "select"))
_FOOTER = pattern(r"^(?!.*/(?:article|main|blockquote)/).*/footer\b")  # an article, a quotation has one of its own
_NONE: frozenset[str] = frozenset()
# Names of blocks that show pictures: a story in pictures is told in its captions. What goes is hidden, or a caption
# that comes again for each size of a picture.
_SHOWN = frozenset(("carousel", "slideshow", "playlist", "gallery"))
# Names that an author's own box may have, too: its sentences go only where many of its rows are links or known chrome.
_MILD = pattern(
    r"aside|nav|select|footer|navigation|complementary|contentinfo|recommend|related|popular|trending|teaser|similar"
    r"|relacionad|correlat[ei]|gerelateerd|powiazane|terkait|tuijian|xiangguan|author.*|about.*|bio"
)
# Names under which a sentence is often the article's: its first one, a note that screens do not show.
_BRIEF = pattern(r"byline|sr-only|visually|screen-reader|pagination|page-links|post-navigation|nav-links|prev")
_CREDITED = pattern(r"author|about|bio|footer|contentinfo|nav")  # what rules read there is theirs
# Names of an article's own byline: a short row in which a rule reads a part of one goes with all it holds.
_BYLINE = pattern(r"byline|.*(?:meta|info)(?:[-_]\w+)*")
_BYLINE_MOST = 100  # characters of such a row
# Names of what readers write: more than half of a page, more than its article, and told by prose above all of it.
_READERS = pattern(r"comment|repl|disqus|kommentar|comentario|komentar|yorum|reacties|pinglun")
_ABOVE = 80  # characters of that prose
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
    telling = _telling(page, labels, named, often)
    leading = {
        name for name in telling if not _BRIEF.match(name) and (not _MILD.fullmatch(name) or _leads(name, page, named))
    }
    texts = Counter([row.text for row in page])
    core = next((at for at, label in enumerate(labels) if label.dense), 0)
    out: dict[int, str] = {}
    for at, names in enumerate(named):
        row = page[at]
        told = names & telling
        if not _is_shown_again(row, texts[row.text]):
            told -= _SHOWN
        if row.sentence and texts[row.text] == 1:
            told &= leading
        if told:
            told = frozenset([name for name in told if _is_theirs(name, row, at < core)])
        if told and _may_go(row):
            out[at] = min(told)
    return out


def read(row: Row, name: str) -> tuple[Hit, ...]:
    """What rules read in a row that goes under `name`: the parts of a byline, each by the rule that says most."""
    if not _BYLINE.fullmatch(name):
        return ()
    out: list[Hit] = []
    taken: list[tuple[int, int]] = []
    for hit in sorted(row.hits, key=lambda hit: (hit.start - hit.end, hit.rule.id)):
        if hit.rule.action == "extract" and hit.value is not None:
            # A rule that names the whole row leaves its parts to others.
            start, end = hit.value if hit.rule.match == "line" else (hit.start, hit.end)
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                out.append(hit)
    return tuple(out)


def _is_credit(hit: Hit) -> bool:
    return hit.rule.action == "extract" and hit.rule.field in BYLINES and hit.value is not None


def _is_theirs(name: str, row: Row, above: bool) -> bool:
    """Whether `name` takes the row, which stands `above` the core or not, rather than the rules that hit it."""
    if _BYLINE.fullmatch(name):
        short = above and not row.sentence and len(row.text) <= _BYLINE_MOST
        return short and (any(map(_is_credit, row.hits)) or (name == "byline" and not row.hits))
    return not (row.hits and _CREDITED.match(name))


def _telling(
    page: Sequence[Row], labels: Sequence[Label], named: Sequence[frozenset[str]], often: Mapping[str, int]
) -> set[str]:
    """The names that tell a block from the article."""
    core: Counter[str] = Counter()
    size = 0
    for row, label, names in zip(page, labels, named, strict=True):
        if label.dense and row.sentence:
            size += len(row.text)
            core.update(dict.fromkeys(names, len(row.text)))
    out = {name for name in often if _READERS.match(name) and _is_below(name, page, named)}
    for name, rows in often.items() if size >= _CORE else ():
        if 2 * rows < len(page):
            apart = size - core[name] >= _BESIDE and name not in _SHOWN
            if apart or 2 * core[name] < size:
                out.add(name)
    return out


def _leads(name: str, page: Sequence[Row], named: Sequence[frozenset[str]]) -> bool:
    """Whether many rows under `name` are links or known to a rule."""
    rows = [row for row, names in zip(page, named, strict=True) if name in names]
    away = sum(bool(row.hits) or (row.evidence is not None and row.evidence.links > 0.5) for row in rows)
    return away >= _LEADING * len(rows)


def _is_below(name: str, page: Sequence[Row], named: Sequence[frozenset[str]]) -> bool:
    """Whether all rows under `name` stand below an article, however short."""
    first = next(at for at, names in enumerate(named) if name in names)
    prose = [
        row for row, names in zip(page[:first], named, strict=False) if row.sentence and not names and not row.hits
    ]
    return sum([len(row.text) for row in prose]) >= _ABOVE


def _is_shown_again(row: Row, often: int) -> bool:
    return often > 1 or (row.evidence is not None and row.evidence.hidden != "")


@lru_cache(maxsize=4096)
def _names(words: str, path: str) -> frozenset[str]:
    names = _ELEMENTS.intersection(path.split("/")).union(_NAMES.findall(words))
    return names.union(("footer",)) if _FOOTER.search(path) else names


def _may_go(row: Row) -> bool:
    evidence = row.evidence
    return evidence is not None and evidence.told != "body" and "h1" not in evidence.path.split("/")
