"""What HTML adds to a line's cues: tags, class words, links, hiddenness, and nearness to the core's container.

The idea: the container that holds nearly all of the core's prose is the article's; how many containers a line is
away from it says more than any tag. Class and id words speak the CMS's own language (`content`, `related`, `nav`).

Invariant: evidence only; nothing here decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from cleaner.document import Evidence

# Words that content systems use in class and id for what a block is.
_WORDS = frozenset(
    [
        "content",
        "article",
        "body",
        "text",
        "main",
        "post",
        "entry",
        "detail",
        "nav",
        "foot",
        "head",
        "side",
        "related",
        "comment",
        "reply",
        "share",
        "copyright",
        "crumb",
        "menu",
        "recommend",
        "hot",
        "list",
        "tag",
        "author",
        "source",
        "date",
        "time",
        "title",
        "ad",
        "banner",
        "login",
        "search",
        "pager",
        "page",
        "editor",
        "info",
        "toolbar",
        "footer",
        "header",
        "sidebar",
        "widget",
        "aside",
        "rank",
        "link",
        "friend",
        "tool",
        "more",
        "meta",
        "caption",
        "photo",
        "pic",
        "img",
        "video",
        "code",
        "quote",
    ]
)
_WORD = re.compile("|".join(sorted(_WORDS, key=lambda word: (-len(word), word))))
# Elements around a line that say what it is.
_PARTS = [
    "nav",
    "footer",
    "header",
    "aside",
    "article",
    "main",
    "form",
    "table",
    "ul",
    "ol",
    "li",
    "dl",
    "h1",
    "h2",
    "h3",
    "pre",
    "blockquote",
    "figure",
    "figcaption",
    "button",
    "select",
    "p",
    "td",
    "span",
    "em",
    "strong",
    "a",
]


class _Line(Protocol):
    @property
    def text(self) -> str: ...

    @property
    def evidence(self) -> Evidence | None: ...


def markup_cues(lines: Sequence[_Line], kinds: Sequence[str], core: tuple[int, int]) -> list[tuple[str, ...]]:
    """Cues of tags, class words, links, hiddenness, and of how far the line's container is from the core's."""
    chain = _core_boxes(lines, kinds, core)
    first, last = core
    known: dict[tuple[int, ...], tuple[int, int]] = {}
    out: list[tuple[str, ...]] = []
    for at, line in enumerate(lines):
        evidence = line.evidence
        if evidence is None:
            out.append(())
            continue
        path, words, links, hidden, _, boxes, breaks = evidence
        place = known.get(boxes)
        if place is None:
            place = known[boxes] = _distance(boxes, chain)
        side = "before" if at < first else "after" if at >= last else "in"
        out.append(_names(path, words, min(int(links * 5), 4), bool(hidden), min(breaks, 3), place, side, kinds[at]))
    return out


@lru_cache(maxsize=8192)  # lines of a list, and of pages of one site, stand alike
def _names(
    path: str, words: str, share: int, hidden: bool, breaks: int, place: tuple[int, int], side: str, kind: str
) -> tuple[str, ...]:
    tag, inside = _tags(path)
    up, deep = place
    names = [tag, f"links {share}", f"links {share} {kind}", f"box up {up} {side}", f"box up {up} {kind}"]
    if up == 0:
        names.append(f"box deep {deep} {kind}")
    names += _told(words)
    if hidden:
        names += ["hidden", f"hidden {kind}"]
    if breaks:
        names.append(f"breaks {breaks}")
    return (*names, *inside)


@lru_cache(maxsize=4096)
def _tags(path: str) -> tuple[str, tuple[str, ...]]:
    """The cues of a path: the innermost tag, and the elements around."""
    parts = path.split("/")
    inside = set(parts)
    return f"tag {parts[-1]}", tuple([f"in {part}" for part in _PARTS if part in inside])


@lru_cache(maxsize=4096)
def _told(words: str) -> tuple[str, ...]:
    """The cues of class and id words."""
    return tuple([f"word {word}" for word in sorted(set(_WORD.findall(words)))])


def _distance(boxes: Sequence[int], chain: Sequence[int]) -> tuple[int, int]:
    """How many containers up from the core's a line stands, at most 6, and how many down from there, at most 4."""
    shared = 0
    for own, box in zip(boxes, chain, strict=False):
        if own != box:
            break
        shared += 1
    return min(len(chain) - shared, 6), min(len(boxes) - shared, 4)


def _core_boxes(lines: Sequence[_Line], kinds: Sequence[str], core: tuple[int, int]) -> tuple[int, ...]:
    """The containers, outermost first, that hold nearly all of the core's prose."""
    amounts: Counter[int] = Counter()
    total = 0
    longest: tuple[int, ...] = ()
    for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True):
        if kind == "S" and line.evidence is not None:
            size = len(line.text)
            total += size
            for box in line.evidence.boxes:
                amounts[box] += size
    for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True):
        if kind == "S" and line.evidence is not None:
            held = tuple(box for box in line.evidence.boxes if amounts[box] >= 0.8 * total)
            longest = max(longest, held, key=len)
    return longest
