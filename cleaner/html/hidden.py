"""Why a browser would not show an element: a reason in words, or "".

The idea: inline styles, the old presentational attributes and the simplest rules of the page's own
style sheets (`.x`, `#x`, `tag.x`, not inside `@media`) tell most of it without a layout engine.
Hidden is evidence, never a verdict: WeChat serves the article itself with `visibility:hidden`.

Invariant: no reason is given for what only a script or an outside style sheet could hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

# Elements that no browser with scripts on shows (HTML standard, "Rendering"), or only as a fallback.
NOT_RENDERED = {
    "template": "template",
    "noscript": "noscript",
    "x-noframes": "noframes",
    "x-noembed": "noembed",
    "video": "fallback",
    "audio": "fallback",
    "canvas": "fallback",
    "object": "fallback",
    "iframe": "fallback",
    "datalist": "datalist",
}
# Reasons under which the text still is on the screen.
SHOWN_ALL_THE_SAME = frozenset({"aria-hidden"})
_NO_STYLE: dict[str, str] = {}
# Reasons under which an element takes no room, so that a block inside does not break the line around it.
TAKES_NO_ROOM = frozenset({"display:none", "hidden", "dialog", "template", "noscript", "datalist"})
SAME_COLOUR = "same colour"

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# What the body of a rule that hides has in it, and one that shows again.
_HIDING = ("none", "hidden", "collapse", "opacity", "size:0", "size: 0", "zoom", "indent", "absolute", "fixed", "clip")
_SHOWING = ("display", "visibility", "opacity")
_SIMPLE = re.compile(r"(?:[a-z]+[0-9]?)?[.#][\w-]+")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|%|pt)?")
_ZERO = re.compile(r"[+-]?0*(?:\.0*)?(?:px|em|rem|%|pt)?")
_TINY = re.compile(r"[01](?:\.\d+)?(?:px)?")
_NAMED = {"white": "fff", "black": "000", "#ffffff": "fff", "#000000": "000"}
_TRIPLE = re.compile(r"rgb\((\d+),(\d+),(\d+)\)|#([0-9a-f])\4([0-9a-f])\5([0-9a-f])\6")


class Ink(NamedTuple):
    """Colours of text and ground that inline styles have set so far; "" is unknown."""

    text: str = ""
    ground: str = ""


def declarations(style: str) -> dict[str, str]:
    """The declarations of an inline style, lower case, `!important` and spaces taken out."""
    pairs = (part.partition(":") for part in style.lower().split(";"))
    return {name.strip(): value.replace("!important", "").replace(" ", "") for name, colon, value in pairs if colon}


def concealment(css: Mapping[str, str]) -> str:
    """The declaration that hides, as written ("display:none"), or ""."""
    for name, value in (("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")):
        if css.get(name) == value:
            return f"{name}:{value}"
    for name in ("opacity", "font-size", "zoom"):
        if _ZERO.fullmatch(css.get(name) or "1"):
            return f"{name}:0"
    return _no_size(css) or _off_screen(css)


def _no_size(css: Mapping[str, str]) -> str:
    if css.get("overflow", "").startswith("hidden"):
        for name in ("height", "width", "max-height", "max-width"):
            if _TINY.fullmatch(css.get(name) or ""):
                return f"{name}:{css[name]}"
    if css.get("clip", "").startswith(("rect(0", "rect(1px")) or css.get("clip-path") == "inset(50%)":
        return "clip"
    return ""


def _off_screen(css: Mapping[str, str]) -> str:
    if _FAR.fullmatch(css.get("text-indent") or ""):
        return "off-screen:text-indent"
    if css.get("position") in ("absolute", "fixed"):
        for name in ("left", "top", "right", "bottom", "margin-left", "margin-top"):
            if _FAR.fullmatch(css.get(name) or ""):
                return f"off-screen:{name}"
    return ""


class Told(NamedTuple):
    """What the markup has said so far: why hidden, which colours, and the element's own declarations."""

    hidden: str
    ink: Ink
    css: Mapping[str, str] = {}


def hides(above: Told, tag: str, attributes: Mapping[str, str | None]) -> Told:
    """What holds inside an element, given what held around it."""
    style = attributes.get("style")
    css, hiding = _style(style) if style else (_NO_STYLE, "")
    ink = _ink(above.ink, tag, attributes, css)
    reason = above.hidden
    if reason and _shown_again(reason, css, ink):
        reason = ""
    if not reason or reason in SHOWN_ALL_THE_SAME:
        reason = NOT_RENDERED.get(tag, "") or hiding or _by_attribute(tag, attributes) or reason
        if not reason and ink is not above.ink and ink.text and ink.text == ink.ground:
            reason = SAME_COLOUR
    return Told(reason, ink, css)


@lru_cache(maxsize=4096)
def _style(style: str) -> tuple[dict[str, str], str]:
    css = declarations(style)
    return css, concealment(css)


def _shown_again(reason: str, css: Mapping[str, str], ink: Ink) -> bool:
    """Visibility, size and colour are inherited, so an element inside may undo them; display is not."""
    if reason.startswith("visibility"):
        return css.get("visibility") == "visible"
    if reason.startswith("font-size"):
        return bool(css.get("font-size")) and not _ZERO.fullmatch(css["font-size"])
    return reason == SAME_COLOUR and ink.text != ink.ground


def _by_attribute(tag: str, attributes: Mapping[str, str | None]) -> str:
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return "hidden"
    if attributes.get("aria-hidden") == "true":
        return "aria-hidden"
    if tag == "dialog" and "open" not in attributes:
        return "dialog"
    if tag == "marquee" and any(_TINY.fullmatch(attributes.get(name) or "") for name in ("width", "height")):
        return "marquee"
    return ""


def _ink(before: Ink, tag: str, attributes: Mapping[str, str | None], css: Mapping[str, str]) -> Ink:
    ground = css.get("background-color") or css.get("background") or attributes.get("bgcolor") or ""
    text = css.get("color") or (attributes.get("color") if tag == "font" else "") or ""
    if tag == "body" and not text:
        text = attributes.get("text") or ""
    if not text and not ground:
        return before
    return Ink(_colour(text) or before.text, _colour(ground) or before.ground)


def _colour(value: str) -> str:
    value = value.lower().replace(" ", "")
    if value in _NAMED:
        return _NAMED[value]
    found = _TRIPLE.fullmatch(value)
    if not found:
        return value.lstrip("#")
    if found.group(1):
        value = "".join(f"{int(n) & 255:02x}" for n in found.group(1, 2, 3))
        found = _TRIPLE.fullmatch("#" + value)
    return "".join(found.group(4, 5, 6)) if found else value


def style_sheet(css: str) -> dict[str, str]:
    """Selectors of a `<style>` that hide, each with its reason; only the simplest selectors are read."""
    found: dict[str, str] = {}
    for selectors, body in _top_rules(_COMMENT.sub("", css)):
        low = body.lower()
        if not any(map(low.__contains__, _HIDING)) and not (found and any(map(low.__contains__, _SHOWING))):
            continue
        css_body, reason = _style(low)
        for selector in map(str.strip, selectors.split(",")):
            if reason and _SIMPLE.fullmatch(selector):
                found[selector] = reason
            elif found and not css_body.keys().isdisjoint(("display", "visibility", "opacity")):
                found.pop(selector, None)
    return found


def _top_rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of the rules outside `@media` and its like."""
    inside = 0
    for chunk in css.split("}"):
        opened = chunk.count("{")
        if opened == 1 and not inside:
            selectors, _, body = chunk.partition("{")
            yield selectors.rpartition(";")[2], body
        inside = max(0, inside + opened - 1)


def by_sheet(sheet: Mapping[str, str], tag: str, names: str | None, ident: str | None) -> str:
    """The reason that the page's style sheets give for an element of these classes and this id, or ""."""
    for name in names.split() if names else ():
        mark = f".{name}"
        if mark in sheet:
            return sheet[mark]
        if tag + mark in sheet:
            return sheet[tag + mark]
    mark = f"#{ident}"
    return sheet.get(mark) or sheet.get(tag + mark) or ""
