"""White space of the source, as a browser collapses it.

The idea: only ASCII white space collapses (CSS Text 3, section 4.1); no-break, em and ideographic spaces
are characters. A line feed inside a text is a space, but between two wide characters it is nothing
(section 4.1.3), where an editor has wrapped a long line; before an indent it begins a new piece.

Invariant: apart from ASCII white space no character is added, lost or moved.
"""

from __future__ import annotations

import re
from itertools import pairwise

ASCII_SPACE = " \t\n\f\r"
_SPACES = re.compile(r"[ \t\n\f\r]+")
_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff\u2014\u2018-\u201d\u2026]"
)
_INDENTS = ("\N{IDEOGRAPHIC SPACE}" * 2, "\N{NO-BREAK SPACE}" * 4, "\N{EM SPACE}" * 2)
# A source line this long was broken by an editor, not by an author: half of 40 columns, in wide characters.
_WRAPPED = 20


def collapsed(text: str) -> str:
    """Runs of ASCII white space as one space each."""
    return _SPACES.sub(" ", text)


def unwrapped(text: str) -> list[str]:
    """A text with line feeds of the source in it, joined; more than one piece where indented lines begin new ones."""
    rows = [row.strip(ASCII_SPACE) for row in text.split("\n")]
    rows = [row for row in rows if row] or [""]
    pieces = [[collapsed(rows[0])]]
    for before, row in pairwise(rows):
        if row.startswith(_INDENTS):
            pieces.append([collapsed(row)])
        elif len(before) >= _WRAPPED and _WIDE.match(before, len(before) - 1) and _WIDE.match(row):
            pieces[-1].append(collapsed(row))
        else:
            pieces[-1] += [" ", collapsed(row)]
    return ["".join(piece) for piece in pieces]
