"""What stands behind a title in its own line: section and site (标题_栏目_网站), or a column's writer (标题 ○某某).

The idea: content systems put section and site there with separators that titles seldom have. They are short, and the
last is a site's name. A paper's supplement marks the writer with a circle or a box.

Invariant: what is cut off ends in a site's name or is a person behind a mark; a title with two halves stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.macros import SURNAMES, WORD_SURNAMES
from cleaner.patterns import pattern
from cleaner.zoning.lines import Row

_SEPARATOR = pattern(r"\s*(?:[_|]|\s[-–—]\s|--|—-|-(?=[^-]{2,12}$)|»|::|\s·\s)\s*")
_SITE = pattern(
    r"(?:网|报|在线|频道|新闻|中心|门户|资讯|博客|论坛|社区|网站|日报|晚报|电视台|官网|政府|大学|之家|之窗)$"
)
_PERSON = rf"[{SURNAMES}{WORD_SURNAMES}][^\W\d_a-z]{{1,2}}"
_COLUMNIST = pattern(
    r"[^。!;:,○□◎☆●◇△☉]{2,40}?(?P<mark> {1,4}[○□◎☆●◇△☉⊙] ?(?:文 ?[/:] ?)?)"
    rf"(?P<names>{_PERSON}(?:[ 、]{_PERSON}){{0,2}})"
)
_LEAST = 5  # characters of a title
_LONGEST = 14  # characters of a section or site


def suffix_at(text: str) -> int:
    """Where section and site begin in a title's folded line; 0 where it carries none."""
    found = _SEPARATOR.search(text)
    at = found.start() if found else 0
    return at if found and at > _LEAST and _is_suffix(text[found.end() :]) else 0


def columnist(page: Sequence[Row], title: int) -> tuple[int, int] | None:
    """Where the mark of a column's writer begins in the title's folded line, and where the names do; several such rows
    are a list."""
    found = _COLUMNIST.fullmatch(page[title].text)
    if found is None or sum(_COLUMNIST.fullmatch(row.text) is not None for row in page) > 1:
        return None
    return found.start("mark"), found.start("names")


def before_parts(text: str) -> str:
    """The folded line up to its first separator."""
    return _SEPARATOR.split(text)[0]


def _is_suffix(text: str) -> bool:
    parts = [part for part in _SEPARATOR.split(text) if part]
    return bool(parts) and all(len(part) <= _LONGEST for part in parts) and bool(_SITE.search(parts[-1]))
