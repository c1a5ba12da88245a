"""Markup that would take lexbor quadratic time, made harmless before it is parsed.

The idea: lexbor is quadratic in the depth of the tree and in the attributes of one tag. No page needs either:
Blink stops nesting at 512 elements and makes what follows siblings. So elements deeper than that become line
breaks, and a tag keeps its first thousands of attributes.

Invariant: no character of text goes, a line still ends where a block began or ended, and a page that lexbor reads
in time is not touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.html.lines import BLOCKS

# Steps (tags x depth) and attributes per tag that lexbor may spend; 64,000 unclosed <div> take it 18 s,
# 16,000 attributes 0.8 s (selectolax 1.0.2, measured).
STEPS_LIMIT = 60_000_000
ATTRIBUTES_LIMIT = 2_000
DEPTH_LIMIT = 256

# Tags that nest: not those that hold nothing, nor those that the next of their kind closes.
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|t[rdh]|d[td]|option|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-zA-Z][\w:-]*)(?=[\s/>])"
)
_TAG = re.compile(r"<[a-zA-Z](?>[^>\"']+|\"[^\"]*\"|'[^']*')*+")
_LONG = re.compile(f"<[a-zA-Z](?:[^<]{{{2 * ATTRIBUTES_LIMIT}}}|[^>]{{{2 * ATTRIBUTES_LIMIT}}})")
_ATTRIBUTE = re.compile(r"[^\s/>][^\s/>=]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")


def tamed(html: str) -> str:
    """`html`, with less depth and fewer attributes where lexbor would need more than about a second a megabyte."""
    html = _with_fewer_attributes(html)
    tags = html.count("<")
    if tags * (tags - html.count("</")) <= STEPS_LIMIT:  # however the tags nest
        return html
    return _shallow(html) if _depth(html) * tags > STEPS_LIMIT else html


def _with_fewer_attributes(html: str) -> str:
    parts, at = [], 0
    for tag in _long_tags(html):
        for number, found in enumerate(_ATTRIBUTE.finditer(tag.group())):
            if number > ATTRIBUTES_LIMIT:  # the first is the tag's name
                parts.append(html[at : tag.start() + found.start()])
                at = tag.end()
                break
    return "".join([*parts, html[at:]]) if parts else html


def _long_tags(html: str) -> Iterator[re.Match[str]]:
    """The start tags that are long enough to hold too many attributes."""
    pieces, most = html.split("<"), 2 * ATTRIBUTES_LIMIT
    # Attributes that hold tags
    crowded = len(pieces) > ATTRIBUTES_LIMIT and html.count('"<') + html.count("'<") > ATTRIBUTES_LIMIT
    if not crowded and max(map(len, pieces)) <= most and max(map(len, html.split(">"))) <= most:
        return
    end = 0
    for found in (_TAG if crowded else _LONG).finditer(html):
        tag = _TAG.match(html, found.start()) if found.start() >= end else None
        if tag is not None and tag.end() - tag.start() > 2 * ATTRIBUTES_LIMIT:
            end = tag.end()
            yield tag


def _depth(html: str) -> int:
    """How deep the page nests at most. A closing tag closes only what is open under its name."""
    opened: Counter[str] = Counter()
    depth = most = 0
    for slash, name in _NESTING.findall(html.lower()):
        if not slash:
            opened[name] += 1
            depth += 1
            most = max(most, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return most


def _shallow(html: str) -> str:
    opened: Counter[str] = Counter()
    flat: Counter[str] = Counter()  # elements that became line breaks and are still to be closed
    depth = 0

    def step(match: re.Match[str]) -> str:
        nonlocal depth
        slash, name = match[1], match[2].lower()
        if slash and flat[name]:
            flat[name] -= 1
        elif slash:
            depth -= bool(opened[name])
            opened[name] -= bool(opened[name])
            return match[0]
        elif depth < DEPTH_LIMIT:
            opened[name] += 1
            depth += 1
            return match[0]
        else:
            flat[name] += 1
        return "<br" if name in BLOCKS else "<wbr"

    return _NESTING.sub(step, html)
