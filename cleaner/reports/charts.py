"""Charts as plain SVG: bars with their names and numbers, each a link to the pages behind it.

Invariant: no script, no style attribute, no text of a page that is not escaped; the numbers are text, so that whoever
cannot see the bars can read them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from cleaner.reports.markdown import shortened, visible

_WIDE, _NAME, _LINE, _BAR = 420, 190, 22, 14  # of the drawing, of the names, of a line, of a bar
_MOST = 12  # bars; the others are summed up
_LETTERS = 25  # of a name; a Chinese character takes two. Wide system fonts take 7 points a letter


class Chart(NamedTuple):
    """Bars: a key of `words.json` for the title, the filter that a bar stands for ("" for none), names and numbers."""

    title: str
    filter: str
    bars: Sequence[tuple[str, int]]


def chart(title: str, counts: Mapping[str, int], filter_by: str = "") -> Chart:
    """The commonest of `counts`, as a chart."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Chart(title, filter_by, [(name, count) for name, count in ranked if count])


def svg(drawn: Chart) -> str:
    """The chart as an SVG element."""
    shown, rest = drawn.bars[:_MOST], drawn.bars[_MOST:]
    top = max((count for _, count in shown), default=1)
    rows = [_row(number, name, count, top, drawn.filter) for number, (name, count) in enumerate(shown)]
    if rest:
        y = len(rows) * _LINE + _BAR
        rows.append(f'<text class="rest" x="0" y="{y}">+ {len(rest):,}: {sum(count for _, count in rest):,}</text>')
    high = max(1, len(rows)) * _LINE
    return f'<svg viewBox="0 0 {_WIDE} {high}" width="{_WIDE}" height="{high}">{"".join(rows)}</svg>'


def _row(number: int, name: str, count: int, top: int, filter_by: str) -> str:
    y = number * _LINE
    wide = round((_WIDE - _NAME - 70) * count / top, 1)
    kind = f" k-{name}" if filter_by == "class" and name.isalpha() and name.isascii() else ""
    label = escape(_cut(visible(name)) or "–")
    row = (
        f"<title>{escape(visible(shortened(name, 200)))}: {count:,}</title>"
        f'<text x="0" y="{y + _BAR}">{label}</text>'
        f'<rect class="bar{kind}" x="{_NAME}" y="{y + 3}" width="{max(wide, 1)}" height="{_BAR}" rx="2"/>'
        f'<text class="count" x="{_NAME + max(wide, 1) + 6}" y="{y + _BAR}">{count:,}</text>'
    )
    if not filter_by:
        return f"<g>{row}</g>"
    return f'<a href="#{filter_by}={quote(name, safe="", errors="backslashreplace")}">{row}</a>'


def _cut(name: str) -> str:
    room, shown = _LETTERS, ""
    for char in name:
        room -= 1 if char.isascii() else 2
        if room < 0:
            return shown + "…"
        shown += char
    return shown
