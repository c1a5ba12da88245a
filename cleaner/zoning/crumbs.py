"""Paths of sections: which rows are one, and what their last steps name.

The idea: a path (首页 > 生活 > 正文) often ends with the title of the page, and always stands above it.

Invariant: what ends every path of a site (正文, 列表) is no name.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, squeeze

_HEAD = 120  # rows in which a page's path stands
_SECTION = 8  # characters of the longest name of a section
_ARROW = pattern(r">+|»|›|→|<|‹|/|\s[-–—]\s")
_NO_CRUMB = frozenset(
    ["正文", "内容", "详情", "文章", "首页", "新闻", "列表", "新闻详情", "文章正文", "内容页", "详细内容"]
)


def is_path(row: Row) -> bool:
    """Whether a path of sections stands in the row."""
    return any(hit.rule.field == "section" for hit in row.hits)


def ends(rows: Sequence[Row]) -> tuple[frozenset[str], frozenset[str]]:
    """The last steps of the paths on the page, as they compare with titles, and those that are sections' names: short,
    and in the menu above the path. On top of the page stands its own title."""
    places = [at for at, row in enumerate(rows[:_HEAD]) if row.hits and is_path(row)]
    last = {squeeze(_ARROW.split(rows[at].text.strip(" >»›→"))[-1]) for at in places}
    menu = {squeeze(row.text) for row in rows[1 : places[0]] if len(row.text) <= _SECTION} if places else set()
    named = frozenset(mark for mark in last if mark and mark not in _NO_CRUMB)
    return named, named & menu
