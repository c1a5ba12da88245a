"""What a line of a rendered page is, and what the elements around it say about it.

The idea: a `Context` is made once for an element with telling attributes and shared by all plain
siblings; a line points at the context of the deepest element that holds all of its text.
"""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.html.hidden import NOT_RENDERED, Ink

_BLOCKS = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li listing main"
    " marquee menu nav noscript object ol optgroup option p plaintext pre search section select summary table tbody"
    " td template textarea tfoot th thead title tr ul xmp x-frameset x-noframes x-noembed video audio canvas"
)
BLOCKS = frozenset(_BLOCKS.split())
# Blocks that hold other blocks: what a zone model weighs. A paragraph or heading is no container.
_CONTAINERS = (
    "article aside blockquote body center dd details dialog dl fieldset figure footer form header li main menu nav ol"
    " div section table td th tr ul x-frameset"
)
CONTAINERS = frozenset(_CONTAINERS.split())
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext", "textarea"))

# Evidence stays small however deep the page: characters of path and words, containers kept.
PATH_MOST = 300
WORDS_MOST = 300
BOXES_MOST = 48


class Context:
    """What an element says about the text directly in it."""

    __slots__ = (
        "block",
        "boxes",
        "frame",
        "hidden",
        "ink",
        "key",
        "linked",
        "path",
        "plain",
        "pre",
        "rule",
        "tag",
        "words",
    )

    tag: str
    path: str  # tags from the root, the innermost at the end
    words: str
    hidden: str
    rule: str
    boxes: tuple[int, ...]
    ink: Ink
    pre: str  # "keep": spaces and line feeds count; "feed": line feeds count; "": neither
    linked: bool
    block: bool
    frame: str  # the nearest block's tag
    key: str  # what tells an inline element from its neighbour: class and id, or "a"
    plain: dict[str, Context] | None  # contexts of children without telling attributes, by tag

    def __init__(self, tag: str, above: Context) -> None:
        """What holds inside a `tag` in `above`, before its attributes are read."""
        self.tag = tag
        path = f"{above.path}/{tag}" if above.path else tag
        self.path = path if len(path) <= PATH_MOST else path[path.find("/", len(path) - PATH_MOST) + 1 :]
        self.words = above.words
        self.rule = above.rule
        self.boxes = above.boxes
        self.ink = above.ink
        self.hidden = above.hidden
        self.plain = None
        if tag in BLOCKS:
            self.block = True
            self.frame = tag
            self.pre = "keep" if tag in PREFORMATTED else above.pre
        else:
            self.block = False
            self.frame = above.frame
            self.pre = above.pre
        if tag == "a":
            self.linked = True
            self.key = "a"
        else:
            self.linked = above.linked
            self.key = ""
        if tag in NOT_RENDERED and above.hidden in ("", "aria-hidden"):
            self.hidden = NOT_RENDERED[tag]

    def inner(self, tag: str) -> Context:
        """The context of an element in here without telling attributes: one for all such siblings."""
        if self.plain is None:
            self.plain = {}
        found = self.plain.get(tag)
        if found is None:
            found = self.plain[tag] = Context(tag, self)
        return found

    def style(self, css: Mapping[str, str], above: Context) -> None:
        """Take what an inline style says of layout: block or inline, and whether white space counts."""
        display = css.get("display", "")
        if display.startswith(("block", "flex", "grid", "table", "list-item")) and display != "table-cell":
            self.block, self.frame = True, self.tag
        elif display in ("inline", "contents") and self.block:
            self.block, self.frame = False, above.frame
        space = css.get("white-space", "")
        if space in ("pre", "pre-wrap", "break-spaces"):
            self.pre = "keep" if space == "pre" or self.pre == "keep" else "feed"
        elif space == "pre-line":
            self.pre = "feed"
        elif space in ("normal", "nowrap"):
            self.pre = ""


class Root(Context):
    """The context of the page itself."""

    __slots__ = ()

    def __init__(self) -> None:
        self.tag = self.path = self.words = self.hidden = self.rule = self.pre = self.frame = self.key = ""
        self.linked, self.block, self.boxes, self.ink, self.plain = False, True, (), Ink(), None


class Line:
    """One line of the page: its text and where it stood."""

    __slots__ = ("breaks", "context", "linked", "size", "text")

    def __init__(self, text: str, context: Context, linked: int, size: int, breaks: int) -> None:
        self.text = text
        self.context = context
        self.linked = linked  # characters inside links
        self.size = size  # characters that are not ASCII space, roughly
        self.breaks = breaks  # <br> (or line feeds of preformatted text) between this line and the one before
