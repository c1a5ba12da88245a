"""Tags and entities that were left in the text: `</p>`, `&nbsp;`, `&amp;#20013;`.

The idea: in prose a tag is rubbish, in an article about web pages or in code it is the text. So the page is asked
first what it is about, then each line whether it is code; only then single tags and entities go.

Invariant: nothing is proposed on a page that speaks of markup, nor on a line of code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleaner.damage.evidence import INFERRED, PROVED, Note, note
from cleaner.document import Edit, Proposal
from cleaner.hanzi import ascii_of
from cleaner.patterns import pattern

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
_CUT = pattern(r"/(?:p|span|div)>(?=[ \t]*(?:\n|$))")
_CLOSED = "。！？”’…》）"
_ENTITIES = pattern(
    r"&(?:amp;|#38;|#x26;)*(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,20};|nbsp(?![a-zA-Z0-9=]))"
)
_LONE_NBSP = pattern("nbsp;(?<=[;\x80-\U0010ffff]nbsp;)")
_TAG_GATE = pattern(r"<(?:/?[a-zA-Z]|!--|!\[)")
_ENTITY_GATE = pattern(r"&(?:#|[a-zA-Z]{2})")
_SIGNS = (b"<", b"&", b"nbsp;", b"/p>", b"/span>", b"/div>")  # what both gates begin with, and what needs none
_ABOUT = pattern("标签|標籤|标记语言|標記語言|转义|轉義|超文本|源代码|原始碼|前端|网页代码")
_ABOUT_LATIN = pattern(
    r"(?i)x?html|\bxml|\bcss\b|javascript|\bjsx\b|markdown|\bdom\b|\btags?\b|\bmarkup\b|\bescap|\bentit(?:y|ies)\b"
    r"|&(?:amp;)?lt;[!?]"
)
_ADDRESS = pattern(r"(?i)(?:https?://|www\.)[^\s<>\u2e80-\uffef]+")  # many end in .html, whatever the page speaks of
# One of these stands in all that it finds.
_LATIN_SIGNS = tuple(b"html xml css script jsx markdown dom tag markup escap entit lt;".split())
_CODE = pattern(
    # a semicolon behind Chinese is punctuation, which becomes a full-width one
    r"(?:[{}]|(?:^|[^\s\u2e80-\u9fff”》）]);)\s*$"
    r"|^\s*(?://|#include|import |from \w+ import|def |var |let |const |function |\$|>>> )|=>|==|\+=|::|\"\s*:"
)


# Characters on either side of a tag in which other text is looked for; a line may be the whole page.
_NEAR = 2_000


def find(text: str) -> Proposal:
    """Edits that drop left-over tags (a block's becomes a line break inside a line) and resolve entities."""
    signs = ascii_of(text)
    if not any(sign in signs for sign in _SIGNS):
        return Proposal()
    entities = bool(_ENTITY_GATE.search(text)) or "nbsp;" in text
    tags = bool(_TAG_GATE.search(text)) or "&gt;" in text or any(cut in text for cut in ("/p>", "/span>", "/div>"))
    if not (entities or tags):
        return Proposal()
    edits: list[Edit] = []
    if tags:
        edits += _tags(text)
    if entities:
        taken = {at for edit in edits for at in range(edit.start, edit.end)}
        edits += [edit for edit in _entities(text) if taken.isdisjoint(range(edit.start, edit.end))]
    return Proposal(edits) if edits and not _speaks_of_markup(text) else Proposal()


def _speaks_of_markup(text: str) -> bool:
    text = _ADDRESS.sub("", _without_tags(text))
    signs = text.encode("ascii", "ignore").lower()
    return bool(_ABOUT.search(text) or (any(map(signs.__contains__, _LATIN_SIGNS)) and _ABOUT_LATIN.search(text)))


def _without_tags(text: str) -> str:
    return _ESCAPED_TAG.sub("", _TAG.sub("", text))


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


def _outside_code(text: str, found: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], int, int]]:
    """The matches that do not stand on a line of code, each with its line. A line is asked once: it may be the whole
    page, and hold thousands."""
    start, end, code, several = 0, -1, False, False
    for match in found:
        if several or not start <= match.start() <= match.end() <= end:
            start, end = _line(text, match.start(), match.end())
            line = text[start:end]
            several = "\n" in line  # a tag may run over a line's end
            code = bool(_CODE.search(_ENTITIES.sub("", _without_tags(line))))
        if not code:
            yield match, start, end


def _tags(text: str) -> Iterator[Edit]:
    paired = None
    run, block, cell = -1, False, False  # where a run of tags has come to; whether blocks or cells end or begin in it
    for found, start, end in _outside_code(text, [*_TAG.finditer(text), *_ESCAPED_TAG.finditer(text)]):
        if _could_be_text(found):
            if paired is None:
                paired = {name.lower() for name in re.findall(r"(?:<|&lt;)/([a-zA-Z]+)", text)}
            if (found[2] or found[3] or found[4]).lower() not in paired:
                continue
        goes_on = found.start() == run
        run, block, cell = found.end(), bool(found[2]) or (goes_on and block), bool(found[3]) or (goes_on and cell)
        parted = "\n" if block else " " if cell else ""
        if parted and not _parts_text(text, found, start, end):
            parted = ""
        yield Edit(found.start(), found.end(), parted, TAG, _tag_note(found[0]))
    for found in _CUT.finditer(text):
        if text[found.start() - 1] in _CLOSED and found.start():
            yield Edit(found.start(), found.end(), "", TAG, _tag_note(found[0]))


def _tag_note(tag: str) -> Note:
    return note(INFERRED, tag.encode("utf-8", "surrogatepass"), tag=tag[:80])


def _could_be_text(found: re.Match[str]) -> bool:
    """A lone `<p>` or `<b>` may be mathematics; `</p>`, `<br>` and `<p class=…>` may not."""
    name = found[2] or found[3] or found[4]
    return bool(name) and len(name) == 1 and not found[1] and not found[5].strip()


def _parts_text(text: str, found: re.Match[str], start: int, end: int) -> bool:
    """Whether text stands before and behind the tag in its line, and no other tag right behind it."""
    if found.re.match(text, found.end()):
        return False
    before = text[max(start, found.start() - _NEAR) : found.start()]
    after = text[found.end() : min(end, found.end() + _NEAR)]
    return _holds_text(before, before[-1:]) and _holds_text(after, after[:1])


def _holds_text(part: str, beside: str) -> bool:
    """Whether anything but tags and spaces stands in `part`; `beside` is its character next to the tag, which tells at
    once if no tag can begin or end with it."""
    if beside and not beside.isspace() and beside not in "<>&;[":
        return True
    return bool(_without_tags(part).strip())


def _entities(text: str) -> Iterator[Edit]:
    entities = list(_ENTITIES.finditer(text))
    ends = {found.end() for found in entities}
    lone = (found for found in _LONE_NBSP.finditer(text) if found.end() not in ends)
    for found, _, _ in _outside_code(text, [*entities, *lone]):
        resolved = _resolved(found[0])
        if resolved is not None:
            yield Edit(
                found.start(), found.end(), resolved, ENTITY, note(PROVED, found[0].encode(), entity=found[0][:80])
            )


def _resolved(entity: str) -> str | None:
    """The characters meant, however often the entity was escaped; None for what no browser knows."""
    from html import unescape  # here, because few pages need its table

    if not entity.startswith("&") or entity == "&nbsp":
        return "\N{NO-BREAK SPACE}"
    for _ in range(8):
        plain = unescape(entity)
        if plain == entity:
            break
        entity = plain
    return None if re.match(r"&\w+;|&#", entity) or "\ufffd" in entity or "\n" in entity else entity
