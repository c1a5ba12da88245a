"""Rows that head the parts of a text and are not its title: numbers that count on, questions that follow each other.

The idea: such a row talks about what the text talks about, as a title does. What tells them apart is the next of its
kind below it, or, of a first number, a row above that may be the title.

Invariant: a row without a number at its start or a question mark at its end heads no part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row

NUMBERED = pattern(
    r"\(?([一二三四五六七八九十]{1,2}|[ivx]{1,4}|\d{1,2})\)?[、.]|\([一二三四五六七八九十]{1,2}\)"
    r"|第[一二三四五六七八九十\d]{1,3}(?:章|节|部分|单元|条)"
)
_FIRST = pattern(r"\(?[一1i](?:[)、.]|$)|第[一1](?:节|部分|单元|条)")
_QUESTION = 40  # characters of the longest question that is a heading


def heads_part(at: int, rows: Sequence[Row], may_be_title: Callable[[int], bool]) -> bool:
    """Whether row `at` is numbered and another one below is, too; or is the first of such, or a question above another
    and right below a row that may be the title."""
    text, below = rows[at].text, rows[at + 1 :]
    found = NUMBERED.match(text)
    if found is not None:
        if _FIRST.match(found[0]) and any(map(may_be_title, range(at))):
            return True
        return any((other := NUMBERED.match(row.text)) and other[0] != found[0] for row in below)
    if not at or not text.endswith("?") or not may_be_title(at - 1):
        return False
    return any(row.text.endswith("?") and len(row.text) <= _QUESTION for row in below)
