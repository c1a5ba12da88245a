"""Saved pages in one file (.mht, .mhtml): MIME messages whose root part is the page.

The idea: the standard library reads the message; only the bytes of the root page, its charset and its
address go on. A root that is a frameset has no text of its own, so the longest page in it stands for it.

Invariant: no other part is opened and nothing is fetched.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cleaner.patterns import pattern

if TYPE_CHECKING:
    from email.message import Message

_HEADER = pattern(rb"\s*[A-Za-z][A-Za-z-]*:[ \t]")
_MARKS = pattern(rb"^(?:content-type:\s*multipart/related|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE)
_HEADERS_MOST = 4096
_PAGES = ("text/html", "application/xhtml+xml")


class SavedPage(NamedTuple):
    """The root page of an archive; charset and url are absent where the archive names none."""

    html: bytes
    charset: str | None
    url: str | None


def is_mht(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a saved page."""
    head = data[:_HEADERS_MOST]
    return bool(_HEADER.match(head) and _MARKS.search(head))


def unpack(data: bytes) -> SavedPage | None:
    """The page in an archive, None when it holds none or its parts nest beyond reason."""
    import email  # here, because it costs 15 ms and few pages need it

    try:
        message = email.message_from_bytes(data.lstrip())
        parts = [part for part in message.walk() if part.get_content_type() in _PAGES]
    except RecursionError:
        return None
    start = message.get_param("start")
    parts.sort(key=lambda part: part.get("Content-ID") != start)
    pages = [_page(part) for part in parts]
    if not pages:
        return None
    framed = b"<frameset" in pages[0].html.lower()
    return max(pages[1:], key=lambda page: len(page.html), default=pages[0]) if framed else pages[0]


def _page(part: Message) -> SavedPage:
    payload = part.get_payload(decode=True)
    url = part.get("Content-Location")
    return SavedPage(
        payload if isinstance(payload, bytes) else b"",
        part.get_content_charset(),
        str(url) if url and re.match(r"https?://", str(url)) else None,
    )
