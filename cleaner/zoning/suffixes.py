"""Section and site behind a title, in its own line: 标题_栏目_网站.

The idea: content systems put them there with separators that titles seldom have. They are short, and the last is a
site's name.

Invariant: what is cut off ends in a site's name; a title with two halves stays whole.
"""

from __future__ import annotations

from cleaner.patterns import pattern

_SEPARATOR = pattern(r"\s*(?:[_|]|\s[-–—]\s|--|—-|-(?=[^-]{2,12}$)|»|::|\s·\s)\s*")
_SITE = pattern(
    r"(?:网|报|在线|频道|新闻|中心|门户|资讯|博客|论坛|社区|网站|日报|晚报|电视台|官网|政府|大学|之家|之窗)$"
)
_LEAST = 5  # characters of a title
_LONGEST = 14  # characters of a section or site


def suffix_at(text: str) -> int:
    """Where section and site begin in a title's folded line; 0 where it carries none."""
    found = _SEPARATOR.search(text)
    at = found.start() if found else 0
    return at if found and at > _LEAST and _is_suffix(text[found.end() :]) else 0


def before_parts(text: str) -> str:
    """The folded line up to its first separator."""
    return _SEPARATOR.split(text)[0]


def _is_suffix(text: str) -> bool:
    parts = [part for part in _SEPARATOR.split(text) if part]
    return bool(parts) and all(len(part) <= _LONGEST for part in parts) and bool(_SITE.search(parts[-1]))
