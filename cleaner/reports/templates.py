"""The shells of the site's pages: Jinja2 templates beside the words, styles and scripts that they use.

Invariant: whatever a template is given is escaped, unless a module of this package made it as markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

ASSETS = Path(__file__).parent / "assets"


@cache
def words() -> Mapping[str, tuple[str, str]]:
    """The words of the site: key -> (English, Chinese)."""
    found: dict[str, tuple[str, str]] = json.loads((ASSETS / "words.json").read_text("utf-8"))
    return found


def filled(template: str, values: Mapping[str, Any]) -> Iterator[bytes]:
    """A template's page in pieces, so that a long one never stands in memory whole."""
    for piece in _environment().get_template(template).generate(values):
        yield piece.encode("utf-8", "backslashreplace")


def markup(text: str) -> Markup:
    """Text that is markup already, made by this package."""
    return Markup(text)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["w"] = _word
    made.globals["words"] = words
    return made


def _word(key: str) -> Markup:
    """A word in English that the page's script can say in Chinese."""
    english, _ = words()[key]
    return Markup('<span data-w="{}">{}</span>').format(key, english)
