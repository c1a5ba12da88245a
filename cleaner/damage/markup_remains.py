"""Tags and entities that were left in the text: `</p>`, `&nbsp;`, `&amp;#20013;`.

The idea: in prose a tag is rubbish, in an article about web pages or in code it is the text. So the page is asked
first what it is about, then each line whether it is code; only then single tags and entities go.

Invariant: nothing is proposed on a page that speaks of markup, nor on a line of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from cleaner.document import Edit, Proposal
from cleaner.hanzi import pattern

TAG = "repair.left-over-tag"
ENTITY = "repair.entity"

_INLINE = (
    "a|b|i|u|s|em|strong|font|span|small|big|sub|sup|label|nobr|wbr|ins|del|tt|acronym|abbr|img|input|button"
    "|st1:[a-z]+|o:p"
)
_BLOCK = (
    "p|br|div|h[1-6]|hr|table|tbody|thead|tr|li|ul|ol|dl|dt|dd|center|section|article|header|footer|nav|blockquote|form"
    "|iframe|figure|figcaption|main|body|html|head|pre"
)
_CELL = "td|th"
_ATTRIBUTES = r"""(?:\s+[a-zA-Z_:@][-\w:.]*(?:\s*=\s*(?:"[^"\n]*"|'[^'\n]*'|[^\s<>"']+))?)*\s*/?"""
_NAMES = rf"(/?)(?:({_BLOCK})|({_CELL})|({_INLINE}))({_ATTRIBUTES})"
# One pattern for each first character: a scan for one character is many times faster than for a choice.
_TAG = pattern(rf"(?i)<(?:{_NAMES}>|!--[^\n]{{0,500}}?-->|!\[CDATA\[)")
_ESCAPED_TAG = pattern(rf"(?i)&lt;{_NAMES}&gt;")
_CUT = re.compile(r"/(?:p|span|div)>(?=[ \t]*(?:\n|$))")
_CLOSED = "。！？”’…》）"
_ENTITIES = re.compile(
    r"&(?:amp;|#38;|#x26;)*(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,20};|nbsp(?![a-zA-Z0-9=]))"
)
_LONE_NBSP = re.compile("nbsp;(?<=[;\x80-\U0010ffff]nbsp;)")
_TAG_GATE = re.compile(r"<(?:/?[a-zA-Z]|!--|!\[)")
_ENTITY_GATE = re.compile(r"&(?:#|[a-zA-Z]{2})")
_ABOUT = pattern(
    r"(?i)x?html|\bxml|\bcss\b|javascript|\bjsx\b|markdown|\bdom\b|标签|標籤|标记语言|標記語言|转义|轉義|超文本|源代码|原始碼|前端|网页代码|\btags?\b"
    r"|\bmarkup\b|\bescap|\bentit(?:y|ies)\b|&(?:amp;)?lt;[!?]"
)
_CODE = re.compile(
    # a semicolon behind Chinese is punctuation, which becomes a full-width one
    r"(?:[{}]|(?:^|[^\s\u2e80-\u9fff”》）]);)\s*$"
    r"|^\s*(?://|#include|import |from \w+ import|def |var |let |const |function |\$|>>> )|=>|==|\+=|::|\"\s*:"
)


# Characters on either side of a tag in which other text is looked for; a line may be the whole page.
_NEAR = 2_000


def find(text: str) -> Proposal:
    """Edits that drop left-over tags (a block's becomes a line break inside a line) and resolve entities."""
    entities = bool(_ENTITY_GATE.search(text)) or "nbsp;" in text
    tags = bool(_TAG_GATE.search(text)) or "&gt;" in text or any(cut in text for cut in ("/p>", "/span>", "/div>"))
    if not (entities or tags):
        return Proposal()
    edits: list[Edit] = []
    if tags:
        edits += _tags(text)
    if entities:
        taken = [(edit.start, edit.end) for edit in edits]
        edits += [edit for edit in _entities(text) if not any(s < edit.end and edit.start < e for s, e in taken)]
    return Proposal(edits) if edits and not _speaks_of_markup(text) else Proposal()


def _speaks_of_markup(text: str) -> bool:
    return bool(_ABOUT.search(_without_tags(text)))


def _without_tags(text: str) -> str:
    return _ESCAPED_TAG.sub("", _TAG.sub("", text))


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


@lru_cache(maxsize=8)  # asked once a tag: a line may hold thousands
def _is_code(line: str) -> bool:
    return bool(_CODE.search(_ENTITIES.sub("", _without_tags(line))))


def _tags(text: str) -> Iterator[Edit]:
    paired = None
    for found in [*_TAG.finditer(text), *_ESCAPED_TAG.finditer(text)]:
        start, end = _line(text, found.start(), found.end())
        if _is_code(text[start:end]):
            continue
        if _could_be_text(found):
            if paired is None:
                paired = {name.lower() for name in re.findall(r"(?:<|&lt;)/([a-zA-Z]+)", text)}
            if (found[2] or found[3] or found[4]).lower() not in paired:
                continue
        yield Edit(found.start(), found.end(), _replacement(text, found, start, end), TAG, {"tag": found[0][:80]})
    for found in _CUT.finditer(text):
        if text[found.start() - 1] in _CLOSED and found.start():
            yield Edit(found.start(), found.end(), "", TAG, {"tag": found[0]})


def _could_be_text(found: re.Match[str]) -> bool:
    """A lone `<p>` or `<b>` may be mathematics; `</p>`, `<br>` and `<p class=…>` may not."""
    name = found[2] or found[3] or found[4]
    return bool(name) and len(name) == 1 and not found[1] and not found[5].strip()


def _replacement(text: str, found: re.Match[str], start: int, end: int) -> str:
    before = _without_tags(text[max(start, found.start() - _NEAR) : found.start()])
    after = _without_tags(text[found.end() : min(end, found.end() + _NEAR)])
    if not before.strip() or not after.strip() or found.re.match(text, found.end()):
        return ""
    if found[2]:
        return "\n"
    return " " if found[3] else ""


def _entities(text: str) -> Iterator[Edit]:
    entities = list(_ENTITIES.finditer(text))
    ends = {found.end() for found in entities}
    for found in [*entities, *(lone for lone in _LONE_NBSP.finditer(text) if lone.end() not in ends)]:
        start, end = _line(text, found.start(), found.end())
        resolved = _resolved(found[0])
        if resolved is not None and not _is_code(text[start:end]):
            yield Edit(found.start(), found.end(), resolved, ENTITY, {"proof": "proved", "entity": found[0][:80]})


def _resolved(entity: str) -> str | None:
    """The characters meant, however often the entity was escaped; None for what no browser knows."""
    if not entity.startswith("&") or entity == "&nbsp":
        return "\N{NO-BREAK SPACE}"
    for _ in range(8):
        plain = unescape(entity)
        if plain == entity:
            break
        entity = plain
    return None if re.match(r"&\w+;|&#", entity) or "\ufffd" in entity or "\n" in entity else entity
