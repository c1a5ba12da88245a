"""HTML to lines with evidence, so that everything after works on HTML as it works on text.

The idea: the source of an HTML page is its whole rendered text, chrome and hidden elements included,
one block a line; what the markup said about a line travels beside it as `Evidence`, keyed by the
offset of the line's start. Markup, scripts, style sheets and comments are not text.

Invariant: nothing is dropped or judged here; hidden text is a line like any other, with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cleaner.document import Evidence
from cleaner.html.blocks import Layout
from cleaner.html.head import Candidate, Head
from cleaner.html.lines import Line
from cleaner.html.parse import declared_encoding
from cleaner.html.sniff import is_html
from cleaner.patterns import pattern
from cleaner.zoning.lines import squeeze

__all__ = ["Candidate", "Rendered", "declared_encoding", "is_html", "render"]

_TAG = pattern(r"<[^<>]*>")
# Letters by which the ends of a line are looked for in a declared body, and the beginning of one in a description,
# which is cut off somewhere; letters of the longest body, and descriptions, that are looked at.
_END, _START, _BODY_MOST, _SUMMARIES_MOST = 8, 16, 100_000, 3


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
    text, evidence = _joined(layout.lines, _Declared(head.candidates))
    url = next((c.value for c in head.candidates if c.origin in ("link:canonical", "meta:og:url")), None)
    return Rendered(text, evidence, head.candidates, url, head.declared_charset, head.title_tag)


class _Declared:
    """What the page's metadata say of its text: the body (JSON-LD) and a description, which often is how it begins."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        body = squeeze(_TAG.sub(" ", "\n".join(c.value for c in candidates if c.field == "body")))[:_BODY_MOST]
        self._body = {body[at : at + _END] for at in range(len(body) - _END + 1)}
        summaries = [squeeze(c.value) for c in candidates if c.field == "description"]
        self._summaries = list(dict.fromkeys(summaries))[:_SUMMARIES_MOST]

    def of(self, text: str) -> str:
        """Where a line stands that the page declares: "body", "summary" or ""."""
        if not (self._body or self._summaries):
            return ""
        key = squeeze(text)
        if key[:_END] in self._body and key[-_END:] in self._body:
            return "body"
        start = key[:_START]
        return "summary" if len(start) == _START and any(_shares(start, key, one) for one in self._summaries) else ""


def _shares(start: str, key: str, summary: str) -> bool:
    """Whether a line and a description begin alike, or the line begins inside it."""
    return start in summary or (len(summary) >= _START and summary[:_START] in key)


def _joined(lines: list[Line], declared: _Declared) -> tuple[str, dict[int, Evidence]]:
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
            declared.of(line.text),
        )
        texts.append(line.text)
        at += len(line.text) + 1
    return "\n".join(texts), evidence
