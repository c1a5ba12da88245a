"""Markup as one stream of events. The only module that knows the parsers.

The idea: whatever parses the page, the rest of the house sees `(tag, attributes, data)` triples:
an element opens (attributes are a dict, data names the site rule that selects it), a text node
(no tag, data is the text), an element closes (tag "/"). lexbor carries the hot path: it builds the
tree a browser builds, 1,000 pages of 112 KB a CPU second parsed and 590 walked, where lxml reaches
350 and drops text below depth 254. It is quadratic in depth and in the attributes of one tag, so
pages with very many of either go to BeautifulSoup, which is linear and slow.

Invariant: every character of every text node arrives, in the order of the rendered page, exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

Attributes = Mapping[str, str | None]
Event = tuple[str, Attributes | None, str]

CLOSE: Event = ("/", None, "")

# Steps (tags x depth) and attributes per tag that lexbor may spend; 64,000 unclosed <div> take it 18 s,
# 16,000 attributes 0.8 s (selectolax 1.0.2, measured).
STEPS_LIMIT = 60_000_000
ATTRIBUTES_LIMIT = 2_000

_NESTING = re.compile(r"<(/?)(?!(?:p|li|t[rdh]|d[td]|option|br|img|input|meta|link|hr)\b)[a-zA-Z][\w:-]*[\s/>]")
_TAG = re.compile(r"<[a-zA-Z](?>[^>\"']+|\"[^\"]*\"|'[^']*')*+")
_ATTRIBUTE = re.compile(r"[\s/\"'][^\s=>\"'/]")
_FRAMES = re.compile(r"(</?)(?=[FfNn])((?i:frameset|noframes|noembed))\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Bytes that did not decode come as U+DC80..U+DCFF; no parser takes them, so they travel as the last
# private-use characters of plane 16 and come back unharmed.
_STOWED = re.compile("[\U0010f700-\U0010feff]")
_STOW = 0x10F700 - 0xD800


def events(html: str, select: Mapping[str, str] | None = None) -> Iterator[Event]:
    """The page as a stream of events. `select` maps ids of site rules to CSS selectors."""
    html, stowed = _prepared(html)
    stream = _bs4_events(html, select or {}) if hopeless(html) else _lexbor_events(html, select or {})
    return _unstowed(stream) if stowed else stream


def hopeless(html: str) -> bool:
    """Whether lexbor would need more than about a second a megabyte: very deep, or thousands of attributes in a tag."""
    if any(len(_ATTRIBUTE.findall(tag)) > ATTRIBUTES_LIMIT for tag in _long_tags(html)):
        return True
    tags = html.count("<")
    if tags * (tags - html.count("</")) <= STEPS_LIMIT:  # however the tags nest
        return False
    steps = (-1 if slash else 1 for slash in _NESTING.findall(html))
    return max(accumulate(steps), default=0) * tags > STEPS_LIMIT


def _long_tags(html: str) -> Iterator[str]:
    """The start tags that are long enough to hold too many attributes."""
    if html.count('"<') + html.count("'<") + html.count("=<") > ATTRIBUTES_LIMIT:
        pieces = [match.group() for match in _TAG.finditer(html)]
    else:
        pieces = html.split("<")
    for piece in pieces:
        if len(piece) > 2 * ATTRIBUTES_LIMIT and (found := _TAG.match("<" + piece.lstrip("<"))):
            yield found.group()


def declared_encoding(data: bytes) -> str | None:
    """The charset that the page's `<?xml?>` or `<meta>` names, wherever in the page it stands; None when none does.

    BeautifulSoup's reading of the declaration: no limit of 15 KB, lower case, not yet mapped to a codec.
    """
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=True)


def selector_error(css: str) -> str | None:
    """What is wrong with a CSS selector of a site rule, None if nothing is."""
    try:
        LexborHTMLParser("").css(css)
    except (SelectolaxError, ValueError) as error:
        return str(error)
    return None


def _prepared(html: str) -> tuple[str, bool]:
    html = _without_cdata_marks(html)
    # A frameset makes a browser drop all text beside it; renamed, its <noframes> is read as markup.
    html = _FRAMES.sub(r"\1x-\2", html)
    try:
        html.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(lambda m: chr(ord(m.group()) + _STOW), html), True
    return html, False


def _without_cdata_marks(html: str) -> str:
    """XHTML shows the text of a CDATA section, HTML parsers take it for a comment: only the marks go."""
    parts, at = [], 0
    while (start := html.find("<![CDATA[", at)) >= 0:
        end = html.find("]]>", start)
        if end < 0:
            break
        parts += [html[at:start], html[start + 9 : end]]
        at = end + 3
    return "".join([*parts, html[at:]]) if parts else html


def _unstowed(stream: Iterator[Event]) -> Iterator[Event]:
    def back(match: re.Match[str]) -> str:
        return chr(ord(match.group()) - _STOW)

    for tag, attributes, data in stream:
        yield tag, attributes, data if tag else _STOWED.sub(back, data)


def _is_code(tag: str, attributes: Mapping[str, object]) -> bool:
    """Style sheets and JSON-LD are evidence and pass; other scripts are neither text nor read."""
    return tag == "script" and "ld+json" not in str(attributes.get("type")).lower()


def _lexbor_events(html: str, select: Mapping[str, str]) -> Iterator[Event]:
    tree = LexborHTMLParser(html, options=LexborDocumentOptions.WO_EVENTS, scripting=True)
    node = tree.root
    marks = _marked(node, select) if select and node is not None else {}
    above: list[LexborNode] = []
    while node is not None:
        child: LexborNode | None = None
        tag = node.tag or "-"  # a processing instruction has none
        if tag == "-text":
            yield "", None, node.text_content or ""
        elif tag[0] not in "-!":
            attributes = node.attributes
            yield tag, attributes, marks.get(node.mem_id, "") if marks else ""
            if select and tag == "template":
                marks |= _marked(node, select)
            child = _first_child(node, tag, attributes)
            if child is None:
                yield CLOSE
            else:
                above.append(node)
                node = child
                continue
        following = node.next if above else None
        while following is None and above:
            node = above.pop()
            yield CLOSE
            following = node.next if above else None
        node = following


def _marked(node: LexborNode, select: Mapping[str, str]) -> dict[int, str]:
    """The rules of the elements below `node` that selectors choose; a template's content is a document of its own."""
    trees = node.template_fragments() if node.tag == "template" else [node]
    return {found.mem_id: rule for tree in trees for rule, css in select.items() for found in tree.css(css)}


def _first_child(node: LexborNode, tag: str, attributes: Attributes) -> LexborNode | None:
    if _is_code(tag, attributes):
        return None
    if tag == "template":
        return next((fragment.child for fragment in node.template_fragments()), None)
    return node.child


def _bs4_events(html: str, select: Mapping[str, str]) -> Iterator[Event]:
    from bs4 import BeautifulSoup, Tag
    from bs4.element import NavigableString, PreformattedString

    soup = BeautifulSoup(html, "lxml", multi_valued_attributes=None)
    marks = {id(node): rule for rule, css in select.items() for node in soup.select(css)}
    above: list[Tag] = []
    for node in soup.descendants:
        while above and above[-1] is not node.parent:
            above.pop()
            yield CLOSE
        if isinstance(node, Tag):
            above.append(node)
            yield node.name, {k: str(v) for k, v in node.attrs.items()}, marks.get(id(node), "")
        elif isinstance(node, PreformattedString) or (above and _is_code(above[-1].name, above[-1].attrs)):
            continue
        elif isinstance(node, NavigableString):
            yield "", None, str(node)
    for _ in above:
        yield CLOSE
