"""Headlines of other stories below an article, where a jump or a list's heading says that it is over.

The idea: forty headlines in a row read like an article's own short lines, and no rule knows them. But they stand below
what closes articles (上一篇, 热门新闻, its editors), no sentence of the article stands below them, and each is about
something else than the one before: the rows of an author's own list share words or marks.

Invariant: only what stands below the article's last sentence (readers' words below a row that says so are none of it)
and below a row that rules know is ever touched, and only where the article above has sentences enough to be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaner.patterns import pattern
from cleaner.zoning.borders import TALK, comments
from cleaner.zoning.kin import pairs, taken_up
from cleaner.zoning.lines import Row, is_spaced, names_editors, whole
from cleaner.zoning.zones import Label, tail_from

_TOLD = "headlines of other stories below what closes an article"
_ARTICLE = 60  # characters of the sentences of the shortest article
_FEWEST = 5  # headlines of the shortest list
_FEW = 3  # the same right below a sentence that ends in the editors' names
_HEADLINE = range(8, 46)  # characters
_STOPS = "。:;,、."
_LONG = 46  # characters of a sentence that is no headline, whatever mark it ends with
_SHARE = 0.5  # of the rows that no rule knows; the rest are names of lists, tags
_OWN = pattern(
    r"^附|(?:名单|名录|目录|书目|节目单|日程|一览表?|如下)[:]?$|:$"
)  # heads a list that belongs to the article
_NEAR = 2  # rows below the closing one in which such a heading stands
_SAME = 0.2  # mean share of the pairs of characters that neighbours have in common, from which on they are one list's


def below(page: Sequence[Row], labels: list[Label]) -> list[Label]:
    """The labels, but tail for what stands below the row that closes the article, if that is headlines of others."""
    prose = [at for at, row in enumerate(page) if _is_prose(row) and labels[at].zone in ("body", "insert")]
    prose = _without_comments(page, prose)
    if not prose or sum([len(page[at].text) for at in prose]) < _ARTICLE:
        return labels
    signed = _below_signature(page, prose)
    rows = range(prose[-1] + 1, len(page))
    start = next((at for at in rows if _closes(page[at])), None) if signed is None else signed
    if start is None or not any(label.zone == "body" for label in labels[start:]):
        return labels
    unknown = [row for row in page[start:] if not row.hits]
    found = [row for row in unknown if _is_headline(row)]
    if any(_OWN.search(row.text) for row in unknown[:_NEAR]):
        return labels
    if len(found) < max(_FEWEST if signed is None else _FEW, _SHARE * len(unknown)) or _are_kin(found):
        return labels
    if signed is not None and _talks_of(found, "".join([page[at].text for at in prose if at < signed])):
        return labels  # captions of what the article is about
    return tail_from(start, labels, _TOLD)


def _without_comments(page: Sequence[Row], prose: Sequence[int]) -> list[int]:
    """The rows of prose but readers' words at the end, which stand below a row that says so."""
    talk = next((at for at, row in enumerate(page) if _is_talk(row) and any(k < at for k in prose)), len(page))
    words = comments(page, [at for at in prose if at > talk])
    return [at for at in prose if at not in words]


def _is_talk(row: Row) -> bool:
    """Whether the row counts or asks for readers' words."""
    return bool(row.hits and whole(row)) and TALK.search(row.text) is not None


def _is_prose(row: Row) -> bool:
    """Whether the row is a sentence that no headline would be."""
    return row.sentence and not whole(row) and (len(row.text) >= _LONG or row.text[-1] not in "?!")


def _closes(row: Row) -> bool:
    """Whether the row is over an article, or over others: buttons to share stand above articles, too."""
    known = [hit.rule for hit in whole(row) if hit.rule.category == "related"]
    return names_editors(row) or any(rule.match == "lines" or "after" in rule.traits for rule in known)


def _below_signature(page: Sequence[Row], prose: Sequence[int]) -> int | None:
    """The row below the one whose last words, behind the article's last sentence, name the editors: (责任编辑:…). Long
    headlines below it may have a comma, and no stop."""
    at = next((at for at in reversed(prose) if _ends_in_editors(page[at])), None)
    if at is None or is_spaced(page[at].text) or any("。" in row.text for row in page[at + 1 :] if not whole(row)):
        return None
    return at + 1


def _ends_in_editors(row: Row) -> bool:
    return any(hit.rule.field == "editors" and hit.rule.strong and hit.end == len(row.text) for hit in row.hits)


def _talks_of(rows: Sequence[Row], prose: str) -> bool:
    """Whether the rows, on the mean, take up the words of the prose."""
    return sum([taken_up(pairs(row.text), prose) for row in rows]) >= _SAME * len(rows)


def _is_headline(row: Row) -> bool:
    return len(row.text) in _HEADLINE and row.text[-1] not in _STOPS


def _are_kin(rows: Sequence[Row]) -> bool:
    """Whether neighbours share so many words that they are rows of one list."""
    shares = [len(a & b) / max(min(len(a), len(b)), 1) for a, b in pairwise([pairs(row.text) for row in rows])]
    return sum(shares) >= _SAME * len(shares)
