"""Pages as learning sees them: folded rows, each with what is masked in it, and a short signature.

The idea: two pages of one site share lines, but for dates, clocks and numbers. So a row's *key* is its folded text
with those masked; the signature of a page is the keys near its two ends, hashed.

Invariant: a sheet depends on the page's bytes alone.
"""

from __future__ import annotations

import re
import zlib
from array import array
from typing import NamedTuple
from urllib.parse import urlsplit

from cleaner.document import Document
from cleaner.hanzi import fold
from cleaner.literals import AFTER, BEFORE
from cleaner.pipeline import opened
from cleaner.settings import Settings

# Private characters: a page cannot type them.
DATE, CLOCK, NUMBER = "\ue0f0", "\ue0f1", "\ue0f2"
_DAY = r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}(?: ?日)?|\d{1,2} ?月 ?\d{1,2} ?日"
_TIME = r"\d{1,2}:\d\d(?::\d\d)?"
MASKED = re.compile(
    rf"(?P<date>(?:{_DAY})(?: ?(?:星期|周)[一二三四五六日天])?(?:[ t]+{_TIME})?)"
    rf"|(?P<clock>{_TIME})|(?P<number>\d[\d,.]*\d|\d)"
)
_MASK = {"date": DATE, "clock": CLOCK, "number": NUMBER}
# Rows from each end that tell a site from others: heads and feet of templates are seldom longer.
_EDGE = 24
_SHORTEST = 2
_TELLING = 12  # characters: a line with a site's name, not 发表评论
TELLING = 1  # the bit of such a line's hash
_BARE = Settings(())


class Row(NamedTuple):
    """A line that holds something: as it stands, folded between the frame's characters, masked, and where it was."""

    raw: str
    text: str
    key: str
    words: str  # class and id words of HTML, "" on a text page


class Sheet(NamedTuple):
    """A page for learning."""

    name: str
    rows: tuple[Row, ...]
    host: str  # "" when nothing names one
    title: str  # folded; "" when the markup names none


class Sign(NamedTuple):
    """What clustering keeps of a page: its name, host and hashed edges."""

    name: str
    host: str
    edges: array[int]


def masked(text: str) -> str:
    """`text` with dates, clocks and numbers as single marks."""
    return MASKED.sub(lambda found: _MASK[str(found.lastgroup)], text)


def sheet(data: bytes, name: str) -> Sheet:
    """The page as rows."""
    doc = opened(data, _BARE)
    rows: list[Row] = []
    at = 0
    folded = fold(doc.text)
    for raw, text in zip(doc.text.split("\n"), folded.split("\n"), strict=True):
        bare = text.strip().lstrip(BEFORE).rstrip(AFTER)
        if bare:
            evidence = doc.evidence_at(at + raw.index(raw.strip()[0])) if doc.evidence and raw.strip() else None
            rows.append(Row(raw.strip(), bare, masked(bare), evidence.words if evidence else ""))
        at += len(raw) + 1
    title = next((field.value for field in doc.fields if field.name == "title"), "")
    return Sheet(name, tuple(rows), _host(doc), fold(title).strip())


def sign(data: bytes, name: str) -> Sign:
    """The page's signature: much cheaper than its sheet, since only the ends are masked."""
    doc = opened(data, _BARE)
    lines = [line for line in map(str.strip, fold(doc.text).split("\n")) if len(line) >= _SHORTEST]
    ends = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    keys = masked("\n".join(ends)).split("\n")
    hashes = sorted({_hash(key.lstrip(BEFORE).rstrip(AFTER)) for key in keys})
    return Sign(name, _host(doc), array("I", hashes))


def _hash(key: str) -> int:
    """31 bits of the key; the lowest says whether it is long enough to tell one site from another."""
    value = zlib.crc32(key.encode("utf-8", "replace"))
    return value | TELLING if len(key) >= _TELLING else value & ~TELLING


def _host(doc: Document) -> str:
    for field in doc.fields:
        if field.name == "url":
            host = urlsplit(field.value).hostname or ""
            return host.removeprefix("www.")
    return ""
