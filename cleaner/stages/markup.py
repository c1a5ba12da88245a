"""HTML to lines with evidence, so that everything after works on HTML as it works on text.

The idea: the source of an HTML page is its whole rendered text, chrome and hidden elements included,
one block a line; what the markup said about a line travels beside it as `Evidence`, keyed by the
offset of the line's start. Markup, scripts, style sheets and comments are not text.

Invariant: nothing is dropped or judged here; hidden text is a line like any other, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cleaner.document import Evidence
from cleaner.html.blocks import Layout
from cleaner.html.head import Candidate, Head
from cleaner.html.lines import Line
from cleaner.html.parse import declared_encoding
from cleaner.html.sniff import is_html

__all__ = ["Candidate", "Rendered", "declared_encoding", "is_html", "render"]


class Rendered(NamedTuple):
    """A page as text with evidence. `url` and `declared_charset` are absent where the page names none."""

    text: str
    evidence: dict[int, Evidence]
    candidates: list[Candidate]
    url: str | None
    declared_charset: str | None
    title_tag: str | None


def render(html: str, select: Mapping[str, str] | None = None) -> Rendered:
    """The rendered text of an HTML page, one block a line, and what the markup says about each line.

    `select` maps ids of site rules to CSS selectors; lines inside a matching element carry the id.
    Never raises on broken markup; time and memory are linear in the page.
    """
    head = Head()
    layout = Layout(head, select)
    layout.lay(html)
    text, evidence = _joined(layout.lines)
    url = next((c.value for c in head.candidates if c.origin in ("link:canonical", "meta:og:url")), None)
    return Rendered(text, evidence, head.candidates, url, head.declared_charset, head.title_tag)


def _joined(lines: list[Line]) -> tuple[str, dict[int, Evidence]]:
    evidence: dict[int, Evidence] = {}
    texts: list[str] = []
    at = 0
    for line in lines:
        context = line.context
        evidence[at] = Evidence(
            context.path,
            context.words,
            min(1.0, line.linked / line.size) if line.size else 0.0,
            context.hidden,
            context.rule,
            context.boxes,
            line.breaks,
        )
        texts.append(line.text)
        at += len(line.text) + 1
    return "\n".join(texts), evidence
