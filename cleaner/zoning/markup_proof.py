"""What a page's markup shows to be the article's, where the model's word alone would take it.

The idea: three signs, each of which is rarely wrong. *Declared*: who writes a page's metadata takes its description
from the article, mostly from its first sentence; of 222 shown sentences on 299 marked pages that metadata declare, and
that stand once, 217 are the article's, and four of the others its standfirst. *Opening*: the first long paragraph under
the `<h1>` that the model takes for the title is the article's, though it be the only one. *Make*: a content system
writes the parts of an article (steps, answers, entries) by one template; a sentence whose elements and innermost
class words, numbers aside, are those of the prose that stays belongs to it. Posts and comments have one template, too,
but each has a byline: below a date or a name nothing is shown to be the article's by its make.

Invariant: the answer only ever keeps rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import TypeAlias

from cleaner.patterns import pattern
from cleaner.zoning.lines import BYLINES, Row
from cleaner.zoning.zones import Label

_NEAR = 8  # rows between a headline and its first paragraph: a byline, buttons
_LONG = 100  # characters of that paragraph; a standfirst or a notice is shorter
_DIGITS = pattern(r"\d+")
_INNERMOST = 4  # class words and elements that tell a template; those further out differ from part to part
_FEWEST = 3  # class words in a make that tells: `content` or `text` alone does not
_SHARE = 0.05  # of the prose that stays, in two sentences or more

_Make: TypeAlias = tuple[str, str]  # elements and class words


def owned(page: Sequence[Row], labels: Sequence[Label], gone: Sequence[bool], unmarked: Set[int]) -> set[int]:
    """The sentences among `unmarked` (dropped by the model's word alone) that are the article's by their markup."""
    asked = {at for at in unmarked if page[at].sentence and not labels[at].told and _is_plain(page[at])}
    if not asked:
        return set()
    often = Counter([row.text for row in page])
    out = {at for at in asked if _is_declared(page[at], often)}
    return out | asked.intersection(_openings(page, labels)) | _alike(page, labels, gone, asked)


def _is_plain(row: Row) -> bool:
    evidence = row.evidence
    return evidence is not None and not evidence.hidden and evidence.links < 0.5


def _is_declared(row: Row, often: Counter[str]) -> bool:
    return row.evidence is not None and row.evidence.told != "" and often[row.text] == 1


def _openings(page: Sequence[Row], labels: Sequence[Label]) -> list[int]:
    """The first long paragraph under each headline among the titles."""
    heads = [at for at, label in enumerate(labels) if label.zone == "title" and _is_in(page[at], "h1")]
    out = []
    for at in heads:
        below = range(at + 1, min(at + 1 + _NEAR, len(page)))
        out += [k for k in below if page[k].sentence and len(page[k].text) >= _LONG and _is_in(page[k], "p")][:1]
    return out


def _is_in(row: Row, tag: str) -> bool:
    return row.evidence is not None and tag in row.evidence.path.split("/")


def _alike(page: Sequence[Row], labels: Sequence[Label], gone: Sequence[bool], asked: Set[int]) -> set[int]:
    """The rows among `asked` that are made like the prose above them, with no byline between."""
    makes = _makes(page, labels, gone)
    out: set[int] = set()
    follows = False
    for at, row in enumerate(page if makes else ()):
        if row.sentence and labels[at].zone == "body" and not gone[at]:
            follows = True
        elif row.hits and any(hit.rule.field in BYLINES for hit in row.hits):
            follows = False
        elif follows and at in asked and _make(row) in makes:
            out.add(at)
    return out


def _makes(page: Sequence[Row], labels: Sequence[Label], gone: Sequence[bool]) -> set[_Make]:
    """How the prose that stays is made, where that tells."""
    sizes: Counter[_Make] = Counter()
    often: Counter[_Make] = Counter()
    for row, label, lost in zip(page, labels, gone, strict=True):
        if row.sentence and label.zone == "body" and not lost:
            make = _make(row)
            sizes[make] += len(row.text)
            often[make] += 1
    enough = _SHARE * sizes.total()
    found = [make for make, size in sizes.items() if size >= enough and often[make] > 1]
    return {make for make in found if make[1].count(" ") >= _FEWEST - 1}


def _make(row: Row) -> _Make:
    return _made(row.evidence.path, row.evidence.words) if row.evidence is not None else ("", "")


@lru_cache(maxsize=4096)
def _made(path: str, words: str) -> _Make:
    inner = words.split(" ", _INNERMOST)[:_INNERMOST]
    return "/".join(path.split("/")[-_INNERMOST:]), _DIGITS.sub("", " ".join(inner))
