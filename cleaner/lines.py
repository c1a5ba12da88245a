"""A page as rows: each line that is not empty, where it stands, how it reads, what hit it.

Invariant: `row.text` is the folded text of `document.text[row.start:row.end]`, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from operator import add
from typing import NamedTuple

from cleaner import hanzi
from cleaner.document import Document, Evidence
from cleaner.match import Hit, Matcher


class Row(NamedTuple):
    """A line without its outer spaces; offsets as in the document's text; `text` is folded."""

    start: int
    end: int
    text: str
    hits: tuple[Hit, ...]
    evidence: Evidence | None
    sentence: bool  # whether it reads like running prose, see `is_sentence`


def rows(doc: Document, matcher: Matcher | None) -> list[Row]:
    """The lines of `doc` that hold something, with the rules of `matcher` that hit them."""
    places: list[tuple[int, int, str]] = []
    at = 0
    for line in hanzi.fold(doc.text).split("\n"):
        text = line.strip()
        if text:
            start = at + line.index(text[0])
            places.append((start, start + len(text), text))
        at += len(line) + 1
    hits = matcher.scan([text for _, _, text in places]) if matcher is not None else [()] * len(places)
    if doc.evidence:
        return [
            Row(start, end, text, hit, doc.evidence_at(start), is_sentence(text))
            for (start, end, text), hit in zip(places, hits, strict=True)
        ]
    return [
        Row(start, end, text, hit, None, is_sentence(text))
        for (start, end, text), hit in zip(places, hits, strict=True)
    ]


def whole(row: Row) -> tuple[Hit, ...]:
    """The hits that say what the whole line is."""
    if not row.hits:
        return ()
    return tuple([hit for hit in row.hits if hit.rule.match in ("line", "lines") and hit.rule.action != "signal"])


_SENTENCE = 18  # characters of the shortest line that counts as prose


def speaking(row: Row) -> tuple[Hit, ...]:
    """The hits that count as evidence of where the row stands: not those of a site's own rules."""
    return row.hits if all(hit.rule.evidence for hit in row.hits) else tuple(h for h in row.hits if h.rule.evidence)


def is_sentence(text: str) -> bool:
    """Whether a folded line reads like running prose: long enough, with a sentence's end or several marks."""
    size = len(text)
    if size < _SENTENCE:
        return False
    if size >= 30 and "。" in text:
        return True
    if text.rstrip("\"'”’」』)）】》 ").endswith(("。", "!", "?", "…", ";", ".")):
        return True
    return size >= 45 and text.count(",") + text.count("、") + text.count(";") >= 2


def is_heading(text: str) -> bool:
    """Whether a folded line may be a heading: short, not closed like a sentence."""
    return 2 <= len(text) <= 64 and text[-1] not in "。,;、" and text.count("。") == 0


_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
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


@lru_cache(maxsize=1024)
def units(text: str) -> frozenset[str]:
    """What a folded line is made of: pairs of characters, or words where spaces part them."""
    if is_spaced(text):
        return frozenset(_WORD.findall(text)) - _COMMON
    return frozenset(map(add, text, text[1:]))


def is_spaced(text: str) -> bool:
    """Whether a line's script parts words by spaces (Latin, Cyrillic, Greek, Arabic …)."""
    return text.isascii() or _WIDE.search(text) is None


_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def overlap(text: str, known: frozenset[str]) -> float:
    """Share (0..1) of a line's units that are among `known`."""
    own = units(text)
    return len(own & known) / len(own) if own else 0.0


# Characters of the prose that say what a page talks about; more say nothing new.
TOPIC = 2000


def topic_of(texts: Iterable[str]) -> frozenset[str]:
    """The units of the first sentences among `texts`: what the page talks about."""
    chosen: list[str] = []
    total = 0
    for text in texts:
        chosen.append(text)
        total += len(text)
        if total > TOPIC:
            break
    return _units_of(tuple(chosen))


@lru_cache(maxsize=16)  # a page is labelled two or three times, its prose stays
def _units_of(texts: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for text in texts:
        if is_spaced(text):
            found |= units(text)
        else:
            found.update(map(add, text, text[1:]))
    return frozenset(found)
