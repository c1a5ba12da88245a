"""Block structure: the stream of events becomes lines, each with what the markup says about it.

The idea: a line is what a browser would lay out as one block of running text. It ends at the border
of a block, at a `<br>` and, in preformatted text, at a line feed; inline elements neither end it nor
put a space into it. Text that a browser hides in the midst of a line is set down as a line of its
own right after it, so that hidden words never stand inside a visible sentence.

Invariant: all text of the stream is in the lines, in order, but for collapsed ASCII white space
(CSS Text 3, section 4.1). What is added: brackets around a ruby gloss that has none, quotes of `<q>`,
and one space where two inline pieces of a row of pieces touch (see `Layout._part`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from cleaner.html.head import Head
from cleaner.html.hidden import SHOWN_ALL_THE_SAME, TAKES_NO_ROOM, Told, by_sheet, hides, style_sheet
from cleaner.html.lines import BOXES_MOST, CONTAINERS, WORDS_MOST, Context, Line, Root
from cleaner.html.parse import Attributes, Event, events
from cleaner.html.spaces import ASCII_SPACE, collapsed, unwrapped
from cleaner.html.tables import GRIDS, Grids

_NAMES = ("class", "id", "role", "itemprop")
_LOOKS = frozenset(("style", "hidden", "aria-hidden", "bgcolor"))
# Elements with attributes of their own that show or hide, and elements that hold no text.
_LOOK_ALONE = frozenset(("body", "dialog", "font", "marquee"))
_VOID = frozenset(("img", "input", "meta", "link", "br", "hr", "wbr", "source", "area", "embed", "col", "base"))
_TELLING = _LOOKS.union(_NAMES)
_CALLED = frozenset(("class", "id", "rel", "role", "itemprop", "itemtype", "aria-label"))
_UNREAD = frozenset(("script", "style", "title", "textarea", "iframe", "noscript"))
_READ_BY_HEAD = frozenset(("meta", "link", "time", "html"))
_PROSE = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption"))
# The longest row of pieces (source, date, author, buttons) that is not yet running text.
_ROW_OF_PIECES = 60
_MARKUP = re.compile(r"</?(?:div|p|img|ul|li|table|a|span|br)\b[^<]*>", re.IGNORECASE)
_NESTED_DOCUMENTS = 4
# Where the closing tag of <title> or <style> is lost (a GB byte pair that ate its "<"), a browser takes the page for
# the title. A title is shorter than this, and no style sheet has a body.
_TITLE_MOST = 200
_PAGE = re.compile(r"</head\b|<(?:body|meta|link|div|table|p)\b[^<]*>", re.IGNORECASE)


class Layout:
    """Lays down the lines of one page, those inside what `select` chooses with the rule's id. One use only."""

    def __init__(self, head: Head, select: Mapping[str, str] | None = None) -> None:
        self.head = head
        self._select = select
        self.lines: list[Line] = []
        self._contexts: list[Context] = [Root()]
        self._sheet: dict[str, str] = {}
        self._grids = Grids()
        self._glossed: list[bool] = []  # open <ruby> elements: do they bring their own brackets
        self._boxes = 0
        self._documents = 0
        self._unread = 0  # depth of the element whose text is not laid down, 0 for none
        self._raw: list[str] = []
        self._begin_line()
        self._asides: list[Line] = []
        self._breaks = 0

    def _begin_line(self) -> None:
        self._pieces: list[str] = []
        self._floor = 0  # depth of the deepest element that holds the whole line, `_holder` its context
        self._holder = self._contexts[-1]
        self._low = 0  # the lowest depth since the last text of the line
        self._linked = 0
        self._size = 0
        self._space = False
        self._seam = ""
        self._aside_open = False

    def lay(self, html: str) -> None:
        """Lay down a whole page."""
        self._take(events(html, self._select))
        self._end_line()

    def _take(self, stream: Iterable[Event]) -> None:
        for tag, attributes, data in stream:
            if attributes is not None:
                self._open(tag, attributes, data)
            elif tag:
                self._close()
            elif self._unread:
                self._raw.append(data)
            else:
                self._text(data)

    # Elements

    def _open(self, tag: str, attributes: Attributes, rule: str) -> None:
        above = self._contexts[-1]
        if rule or tag in _LOOK_ALONE or not _TELLING.isdisjoint(attributes):
            context = self._told(above, tag, attributes, rule)
        elif tag in CONTAINERS:
            context = Context(tag, above)
        else:
            context = above.inner(tag)
        if tag in CONTAINERS:
            self._boxes += 1
            context.boxes = (*above.boxes, self._boxes)[-BOXES_MOST:]
        self._contexts.append(context)
        if context.block:
            self._border(context)
        elif self._seam and context.key:
            self._part(context)
        if tag in _OPENED:
            _OPENED[tag](self, attributes)
        if tag in _UNREAD and not self._unread:
            self._unread, self._raw = len(self._contexts), []
        if (tag in _READ_BY_HEAD or "itemprop" in attributes) and not self._documents:
            self.head.element(tag, attributes, len(self._contexts))
        if not self._documents and not _CALLED.isdisjoint(attributes):
            self.head.called(attributes, context.block, len(self._contexts))

    def _close(self) -> None:
        context = self._contexts[-1]
        depth = len(self._contexts)
        if self._unread == depth:
            self._unread = 0
            self._read(context)
        if context.block:
            self._border(context)
        elif context.key:
            self._seam = context.key
        if context.tag in _CLOSED:
            _CLOSED[context.tag](self)
        if self.head.listening:
            self.head.close(depth)
        if depth > 1:
            self._contexts.pop()
            if self._low >= depth - 1:
                self._low = depth - 2

    def _told(self, above: Context, tag: str, attributes: Attributes, rule: str) -> Context:
        new = Context(tag, above)
        new.rule = rule or new.rule
        names, ident = attributes.get("class"), attributes.get("id")
        words = _words(names, ident, attributes.get("role"), attributes.get("itemprop"))
        if words:
            new.words = f"{words} {above.words}" if above.words else words
            if len(new.words) > WORDS_MOST:
                new.words = new.words[:WORDS_MOST].rpartition(" ")[0]
            if not new.block and not new.key and (names or ident):
                new.key = f".{names}#{ident}"
        if tag in _LOOK_ALONE or (tag not in _VOID and not _LOOKS.isdisjoint(attributes)):
            told = hides(Told(above.hidden, above.ink), tag, attributes)
            new.ink, new.hidden = told.ink, told.hidden
            if told.css:
                new.style(told.css, above)
        if self._sheet and not new.hidden and (names or ident):
            new.hidden = by_sheet(self._sheet, tag, names, ident)
        return new

    def _read(self, context: Context) -> None:
        """The text of an element that is not laid down as it stands."""
        raw = "".join(self._raw)
        if len(raw) > _TITLE_MOST and context.tag in ("title", "style") and (swallowed := _PAGE.search(raw)):
            self._nested(raw[swallowed.start() :])
            raw = raw[: swallowed.start()]
        if context.tag == "style":
            if not context.hidden:  # <noscript> has style sheets of its own
                self._sheet.update(style_sheet(raw))
        elif context.tag == "title":
            if "svg" not in context.path:
                self.head.title(raw)
        elif context.tag == "script":
            self.head.linked_data(raw)
        elif (context.tag != "textarea" or _MARKUP.search(raw)) and self._documents < _NESTED_DOCUMENTS:
            self._nested(raw)  # <noscript>, what an <iframe> shows where it is not known, lazy content in a <textarea>
        else:
            self._preformatted(raw, context)

    def _nested(self, html: str) -> None:
        """Lay down a document inside the document."""
        self._documents += 1
        depth = len(self._contexts)
        self._take(events(html, self._select))
        del self._contexts[depth:]
        self._documents -= 1

    # Text

    def _text(self, text: str) -> None:
        context = self._contexts[-1]
        if context.pre:
            self._preformatted(text, context)
            return
        core = text.strip(ASCII_SPACE)
        if not core:
            self._space = self._space or bool(text)
        elif len(core) == len(text):
            self._run(core, context)
        else:
            self._space = self._space or text[0] in ASCII_SPACE
            self._run(core, context)
            self._space = text[-1] in ASCII_SPACE

    def _run(self, core: str, context: Context) -> None:
        """Lay down text without outer white space."""
        if "\n" not in core:
            self._add(collapsed(core), context)
            return
        first, *others = unwrapped(core)
        self._add(first, context)
        for other in others:
            self._end_line()
            self._breaks = 1
            self._add(other, context)

    def _preformatted(self, text: str, context: Context) -> None:
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for number, row in enumerate(rows):
            if number:
                if context.pre == "keep" and not self._pieces and self.lines and self.lines[-1].context is context:
                    self.lines.append(Line("", context, 0, 0, self._breaks))
                    self._breaks = 0
                self._end_line()
                self._breaks += 1
            kept = row if context.pre == "keep" else row.strip(ASCII_SPACE)
            if kept:
                self._add(kept, context)

    def _add(self, text: str, context: Context) -> None:
        if context.hidden and context.hidden not in SHOWN_ALL_THE_SAME:
            self._add_aside(text, context)
            return
        if self.head.listening:
            self.head.text(text)
        if not self._pieces:
            self._floor, self._holder = len(self._contexts) - 1, context
        else:
            if self._space:
                self._pieces.append(" ")
            if self._low < self._floor:
                self._floor, self._holder = self._low, self._contexts[self._low]
        self._low = len(self._contexts) - 1
        self._space = False
        self._seam = ""
        self._aside_open = False
        self._pieces.append(text)
        self._size += len(text)
        if context.linked:
            self._linked += len(text)

    def _add_aside(self, text: str, context: Context) -> None:
        if self._aside_open and self._asides[-1].context.hidden == context.hidden:
            line = self._asides[-1]
            line.text += f" {text}" if self._space else text
            line.size += len(text)
        else:
            self._asides.append(Line(text, context, 0, len(text), self._breaks))
            self._aside_open = True
        if context.linked:
            self._asides[-1].linked += len(text)
        self._space = False

    def _part(self, context: Context) -> None:
        """A space where two inline pieces touch that a style sheet sets apart, as `<a>首页</a><a>新闻</a>`.

        Only between two links, or two pieces of different classes, outside paragraphs and headings and
        before the line is long: words of running text are never parted.
        """
        if context.frame in _PROSE or not self._pieces:
            return
        if self._seam == context.key != "a":
            return
        if self._size <= _ROW_OF_PIECES or self._linked == self._size:
            self._space = True

    def _border(self, context: Context) -> None:
        """A block begins or ends here: the line is over, unless the block takes no room in it."""
        if self._pieces:
            if context.hidden in TAKES_NO_ROOM:
                self._aside_open = False
                return
            self._end_line()
        elif self._asides:
            self._end_line()
        else:
            self._space = False
            self._seam = ""
        self._breaks = 0

    def _end_line(self) -> None:
        if self._pieces:
            text = "".join(self._pieces)
            if not text.isspace():
                self.lines.append(Line(text, self._holder, self._linked, self._size, self._breaks))
                self._breaks = 0
        if self._asides:
            self.lines += self._asides
            self._asides = []
        self._begin_line()

    # Elements with a meaning of their own

    def _break(self, _: Attributes) -> None:
        breaks = self._breaks if not self._pieces else 0
        self._border(self._contexts[-1])
        self._breaks = breaks + 1

    def _open_grid(self, _: Attributes) -> None:
        self._grids.opened(self._contexts[-1], self._contexts[-2], len(self.lines))

    def _close_grid(self) -> None:
        self._grids.closed(self._contexts[-1].tag, self.lines)

    def _open_ruby(self, _: Attributes) -> None:
        self._glossed.append(False)

    def _close_ruby(self) -> None:
        if self._glossed:
            self._glossed.pop()

    def _open_bracket(self, _: Attributes) -> None:
        if self._glossed:
            self._glossed[-1] = True

    def _open_gloss(self, _: Attributes) -> None:
        if self._glossed and not self._glossed[-1]:
            self._text("（")

    def _close_gloss(self) -> None:
        if self._glossed and not self._glossed[-1]:
            self._text("）")

    def _open_quote(self, _: Attributes) -> None:
        self._text("“")

    def _close_quote(self) -> None:
        self._text("”")

    def _open_frame(self, attributes: Attributes) -> None:
        inner = attributes.get("srcdoc")
        if inner and self._documents < _NESTED_DOCUMENTS:
            self._contexts[-1] = Context("div", self._contexts[-2])
            self._nested(inner)


_OPENED = {
    "br": Layout._break,
    **dict.fromkeys(GRIDS, Layout._open_grid),
    "ruby": Layout._open_ruby,
    "rp": Layout._open_bracket,
    "rt": Layout._open_gloss,
    "q": Layout._open_quote,
    "iframe": Layout._open_frame,
}
_CLOSED = {
    **dict.fromkeys(GRIDS, Layout._close_grid),
    "ruby": Layout._close_ruby,
    "rt": Layout._close_gloss,
    "q": Layout._close_quote,
}


@lru_cache(maxsize=4096)
def _words(*names: str | None) -> str:
    """Class and id words as evidence has them."""
    return " ".join(" ".join(filter(None, names)).lower().split())
