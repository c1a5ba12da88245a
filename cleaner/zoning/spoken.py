"""Titles that read like sentences: they ask, trail off, quote somebody or call out.

The idea: marks alone do not tell such a title from the first sentence of a text; what stands below does. A question is
answered by the sentence under it, and a call has its byline right below: 新茶上市，茶农们乐开了花！

Invariant: a row is only said to be possible as a title; choosing is the headline's.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, is_heading, whole

_QUOTED = pattern(r"[“\"「『][^“\"”「」『』]{2,40}[”\"」』]")
_DOTS = pattern(r"(?:。{2,}|…+|\.{3,})$")
_TRAILS = pattern("…$|[\u4e00-\u9fff]\\.{3,}$")  # as the article writes it, and as the page does
_EXCERPT = ("…", "..", "。。")  # what begins with dots as well
_LONGEST = 50  # characters of the longest title that ends as a sentence does


def may_be_title(page: Sequence[Row], at: int) -> bool:
    """Whether row `at`, which reads like a sentence, may be the title all the same."""
    text = page[at].text
    if len(text) > _LONGEST or text.startswith(_EXCERPT):
        return False
    bare = plain(text)
    if not is_heading(bare):
        return False
    return text[-1] == "?" or bare != text or (text[-1] == "!" and _is_signed(page, at))


def plain(text: str) -> str:
    """The line without what it quotes and the dots that it trails off in."""
    return _QUOTED.sub("“”", _DOTS.sub("", text)) if "。" in text or _TRAILS.search(text) else text


def _is_signed(page: Sequence[Row], at: int) -> bool:
    """Whether a byline, and nothing else, stands in the row right below."""
    return at + 1 < len(page) and any(hit.rule.category == "credit" for hit in whole(page[at + 1]))
