"""Markup as one stream of events. The only module that knows the parsers.

The idea: the rest of the house sees `(tag, attributes, data)` triples:
an element opens (attributes are a dict, data names the site rule that selects it), a text node
(no tag, data is the text), an element closes (tag "/"). lexbor carries the hot path: it builds the
tree a browser builds, 1,000 pages of 112 KB a CPU second parsed and 590 walked, where lxml reaches
350 and drops text below depth 254. What would take it quadratic time, `taming` takes out before.
BeautifulSoup reads what others only refuse: declarations of the charset, and what is wrong with a selector.
Its trees take 85 us an element, where a page of a megabyte may hold 100,000.

Invariant: every character of every text node arrives, in the order of the rendered page, exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode, SelectolaxError

from cleaner.html.taming import tamed

Attributes = Mapping[str, str | None]
Event = tuple[str, Attributes | None, str]

CLOSE: Event = ("/", None, "")
_APART = frozenset(("script", "template"))  # elements whose children are not read as they stand

_FRAMES = re.compile(r"(</?)(?=[FfNn])((?i:frameset|noframes|noembed))\b")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Bytes that did not decode come as U+DC80..U+DCFF; no parser takes them, so they travel as the last
# private-use characters of plane 16 and come back unharmed.
_STOWED = re.compile("[\U0010f700-\U0010feff]")
_STOW = 0x10F700 - 0xD800


def events(html: str, select: Mapping[str, str] | None = None) -> Iterator[Event]:
    """The page as a stream of events. `select` maps ids of site rules to CSS selectors."""
    html, stowed = _prepared(html)
    stream = _lexbor_events(tamed(html), select or {})
    return _unstowed(stream) if stowed else stream


def declared_encoding(data: bytes) -> str | None:
    """The charset that the page's `<?xml?>` or `<meta>` names, wherever in the page it stands; None when none does.

    BeautifulSoup's reading of the declaration: no limit of 15 KB, lower case, not yet mapped to a codec.
    """
    from bs4.dammit import EncodingDetector

    return EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=True)


def selector_error(css: str) -> str | None:
    """What is wrong with a CSS selector of a site rule, None if nothing is.

    lexbor, which will use it, only says that it cannot; soupsieve, BeautifulSoup's reader of selectors, says why.
    """
    try:
        LexborHTMLParser("").css(css)
    except (SelectolaxError, ValueError):
        import soupsieve

        try:
            soupsieve.compile(css)
        except soupsieve.SelectorSyntaxError as error:
            return str(error).partition("\n")[0]
        return "a selector of soupsieve's own, which lexbor does not know"
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
        elif tag[0] not in "-!" and tag != "wbr":  # which holds nothing and says nothing
            attributes = node.attributes
            yield tag, attributes, marks.get(node.mem_id, "") if marks else ""
            if select and tag == "template":
                marks |= _marked(node, select)
            child = _first_child(node, tag, attributes) if tag in _APART else node.child
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
