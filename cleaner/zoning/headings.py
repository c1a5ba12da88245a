"""Headings amid an article that read like buttons, and the line that says whom a letter is for.

The idea: a guide names its parts by what they are about: 登录, 打印, 返回首页. Such a word stands between two sentences
that stay, others like it do so as well, each another word, and some of them are no button's. What a widget repeats
under each paragraph is the same each time.

Invariant: rows are only taken back here, never taken.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row

_LONGEST = 8  # characters
_FEWEST = 3  # such rows that are the parts of a guide
_ADDRESS = pattern(r"(?:各位|尊敬的|敬爱的|亲爱的|全体|广大|致)[^,。:]{1,20}:")


def parts(page: Sequence[Row], gone: Set[int]) -> set[int]:
    """The rows of `gone` that are headings: no rule that may act amid an article takes them."""
    if not gone:
        return set()
    short = [at for at in range(1, len(page) - 1) if len(page[at].text) <= _LONGEST]
    found = [at for at in short if _is_between(page, gone, at)] if len(short) >= _FEWEST else []
    words = {page[at].text for at in found}
    if len(found) < _FEWEST or len(words) < len(found) or all(page[at].hits for at in found):
        return set()
    return {at for at in found if at in gone and not any(hit.rule.strong for hit in page[at].hits)}


def _is_between(page: Sequence[Row], gone: Set[int], at: int) -> bool:
    near = at - 1, at + 1
    return gone.isdisjoint(near) and not page[at].sentence and all(_tells(page[k]) for k in near)


def _tells(row: Row) -> bool:
    return row.sentence or (len(row.text) > _LONGEST and row.text[-1] in "。:")


def addresses(page: Sequence[Row], gone: Set[int]) -> set[int]:
    """The rows of `gone` that say whom the text is for, right above a sentence that stays: 各位读者："""
    return {
        at
        for at in gone
        if at + 1 < len(page)
        and _tells(page[at + 1])
        and at + 1 not in gone
        and _ADDRESS.fullmatch(page[at].text) is not None
    }
