"""A page as rows: each line that is not empty, where it stands, how it reads, what hit it; what lines are about.

Invariant: `row.text` is the folded text of `document.text[row.start:row.end]`, character by character.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate, pairwise, repeat
from operator import add
from typing import NamedTuple, TypeAlias

from cleaner import hanzi
from cleaner.document import Document, Evidence
from cleaner.match import Hit, Matcher
from cleaner.patterns import pattern


class Row(NamedTuple):
    """A line without its outer spaces; offsets as in the document's text; `text` is folded."""

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    evidence: Evidence | None
    sentence: bool  # whether it reads like running prose, see `is_sentence`


_row = partial(tuple.__new__, Row)  # what `Row(…)` does, without its Python frame


def rows(doc: Document, matcher: Matcher | None) -> list[Row]:
    """The lines of `doc` that hold something, with the rules of `matcher` that hit them."""
    starts: list[int] = []
    texts: list[str] = []
    at = 0
    for line in hanzi.fold(doc.text).split("\n"):
        text = line.strip()
        if text:
            starts.append(at if len(text) == len(line) else at + line.index(text[0]))
            texts.append(text)
        at += len(line) + 1
    hits = matcher.scan(texts) if matcher is not None else [()] * len(texts)
    ends = map(add, starts, map(len, texts))
    evidence = map(doc.evidence_at, starts) if doc.evidence else repeat(None)
    return list(map(_row, zip(starts, ends, texts, hits, evidence, map(is_sentence, texts), strict=False)))


def whole(row: Row) -> tuple[Hit, ...]:
    """The hits that say what the whole line is."""
    hits = row.hits
    if not hits:
        return ()
    return tuple([hit for hit in hits if hit.rule.match in _WHOLE and hit.rule.action != "signal"])


_WHOLE = ("line", "lines")


def is_caption(row: Row, spans: Sequence[Hit]) -> bool:
    """Whether a picture's credit is among the `spans` that go from the row; where there is markup, that tells more."""
    return row.evidence is None and any("caption" in hit.rule.traits for hit in spans)


# What an article stands below: rules that read one of these fields hit a byline.
BYLINES = frozenset({"published", "source", "authors"})
_CREDIT = 50  # characters of the longest line that names editors


def names_editors(row: Row) -> bool:
    """Whether the row is a line that names the editors, which closes an article."""
    return bool(row.hits) and len(row.text) <= _CREDIT and any(hit.rule.field == "editors" for hit in row.hits)


FOREIGN_STOPS = "۔؟।።։။"  # what ends a sentence in Urdu, Arabic, Hindi, Amharic, Armenian, Burmese
_ENDS = ("。", "!", "?", "…", ";", ".", *FOREIGN_STOPS)
_SENTENCE = 18  # characters of the shortest line that counts as prose


def speaking(row: Row) -> tuple[Hit, ...]:
    """The hits that count as evidence of where the row stands: not those of a site's own rules."""
    hits = row.hits
    if not hits or False not in [hit.rule.evidence for hit in hits]:
        return hits
    return tuple([hit for hit in hits if hit.rule.evidence])


def is_sentence(text: str) -> bool:
    """Whether a folded line reads like running prose: long enough, with a sentence's end or several marks."""
    size = len(text)
    if size < _SENTENCE:
        return False
    if size >= 30 and "。" in text:
        return True
    if text.rstrip("\"'”’」』)）】》 ").endswith(_ENDS):
        return True
    return size >= 45 and text.count(",") + text.count("、") + text.count(";") >= 2


def is_torn(text: str) -> bool:
    """Whether a folded line may be part of a hard-wrapped sentence: long, with a comma, without gaps or menu signs."""
    return len(text) >= _TORN and "," in text and _GAPS.isdisjoint(text)


_TORN = 20  # characters of the shortest line that a column of print breaks; menus hold no commas
_GAPS = frozenset(" \t|>_:/")
_NO_LETTERS = pattern(r"[\W_]+")


def squeeze(text: str) -> str:
    """A line's letters, digits and characters alone, to compare titles by."""
    if text.isalnum():
        return text
    for mark in " ,。:、()“”《》|-":  # to take out these is faster than a look at every character
        text = text.replace(mark, "")
    return text if text.isalnum() else _NO_LETTERS.sub("", text)


def is_heading(text: str) -> bool:
    """Whether a folded line may be a heading: short, not closed like a sentence."""
    return 2 <= len(text) <= 64 and text[-1] not in "。,;、" and text.count("。") == 0


_WORD = pattern(r"[^\W\d_]{3,}|\d{2,}")
# Words of English that every line may hold.
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "from",
        "are",
        "was",
        "have",
        "has",
        "not",
        "but",
        "you",
        "your",
        "our",
        "its",
        "all",
        "can",
        "will",
        "more",
        "about",
        "into",
        "out",
        "his",
        "her",
    ]
)


# Pairs of characters, each as one number, and words: what a line is made of.
Units: TypeAlias = frozenset[int | str]


# Of lines that were asked about: a page is labelled two or three times, and its title is chosen by the same words.
_units: dict[str, Units] = {}
_MOST_KNOWN = 1000  # some 5 MB


def units_of(texts: Sequence[str]) -> list[Units]:
    """What each of some folded lines is made of: pairs of characters, or words where spaces part them."""
    if len(_units) > _MOST_KNOWN:
        _units.clear()
    found = {text: _units.get(text) for text in texts}  # another thread may clear the memory meanwhile
    fresh = [text for text, known in found.items() if known is None]
    if fresh:
        made = zip(fresh, _pairs(fresh), strict=True)
        new = {text: _words(text) if is_spaced(text) else frozenset(pairs) for text, pairs in made}
        _units.update(new)
        found |= new
    return [found[text] or frozenset() for text in texts]


def units(text: str) -> Units:
    """The same of one line."""
    return units_of([text])[0]


def _words(text: str) -> Units:
    # Two figures are a word here and a pair elsewhere.
    return frozenset([word if len(word) > 2 else _pairs([word])[0][0] for word in _WORD.findall(text)]) - _COMMON


def _pairs(texts: Sequence[str]) -> list[list[int]]:
    """The pairs of neighbours in each text, as numbers and for all texts together: a fifth of the time that strings
    would take."""
    page = "\n".join(texts)
    data = memoryview(page.encode("utf-32-le", "surrogatepass"))
    found = [0] * max(len(page) - 1, 0)
    found[::2] = data[: len(page) // 2 * 8].cast("Q").tolist()
    found[1::2] = data[4 : 4 + (len(page) - 1) // 2 * 8].cast("Q").tolist()
    ends = [*accumulate([len(text) + 1 for text in texts], initial=0)]
    return [found[start : max(end - 2, start)] for start, end in pairwise(ends)]


def is_spaced(text: str) -> bool:
    """Whether a line's script parts words by spaces (Latin, Cyrillic, Greek, Arabic …)."""
    if "\u3400" <= text[:1] <= "\u9fff":  # most lines begin so
        return False
    return text.isascii() or _WIDE.search(text) is None


_WIDE = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Topic:
    """Sentences that lines are held against, and how much each line shares with them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._units = units_of(texts)
        self._shares: dict[str, float] = {}

    def __bool__(self) -> bool:
        """Whether the sentences say anything."""
        return any(self._units)

    def share(self, text: str) -> float:
        """Share (0..1) of a line's units that are among those of the sentences."""
        return self.shares([text])[0]

    def shares(self, texts: Sequence[str]) -> list[float]:
        """The same of each of some lines."""
        fresh = [text for text in texts if text not in self._shares]
        if fresh:
            lines = units_of(fresh)
            known = self._among(lines)
            self._shares.update(
                [(text, len(own & known) / len(own) if own else 0.0) for text, own in zip(fresh, lines, strict=True)]
            )
        return [self._shares[text] for text in texts]

    def _among(self, lines: Sequence[Units]) -> Units:
        """The units of the sentences, or those of them that `lines` have, if that is the smaller set to make."""
        if sum(map(len, lines)) > sum(map(len, self._units)):
            return frozenset[int | str]().union(*self._units)
        asked = frozenset[int | str]().union(*lines)
        return frozenset[int | str]().union(*[asked & own for own in self._units])


class Topics(dict[tuple[str, ...], Topic]):
    """The topics of a page by their sentences: it is labelled two or three times, mostly around the same prose."""

    def __missing__(self, texts: tuple[str, ...]) -> Topic:
        self[texts] = found = Topic(texts)
        return found


# Characters of the prose that say what a page talks about; more say nothing new.
_TOPIC = 2000


def first_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The first sentences among `texts`, as many as say what a page talks about."""
    chosen: list[str] = []
    total = 0
    for text in texts:
        chosen.append(text)
        total += len(text)
        if total > _TOPIC:
            break
    return tuple(chosen)
