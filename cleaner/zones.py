"""Which lines of a page are its head, title, body, inserts and tail, and how surely.

The idea: what survives without HTML is a line's length, marks, function words, separators, the rules
that hit it, and its neighbours. Each of these is a *cue*; a table of costs says how well each cue fits each
zone (`data/zones-*.tsv`, one readable line a cue), and the cheapest walk head → title → body ⇄ insert → tail
through the page labels every line (Viterbi over a linear chain, Lafferty et al. 2001). HTML adds cues of its
own; nothing else differs.

Invariants: labels depend on the folded view of the lines alone, so conversion and normalisation do not change
them; blank lines and indents are no cues; every label can name the cues that decided it (`Label.why`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.cues import Known, Line, cues
from cleaner.hanzi import count_han

__all__ = ["ZONES", "Known", "Label", "Line", "Model", "cues", "label", "model", "table_name"]

ZONES = ("head", "title", "body", "insert", "tail")
_HEAD, _TITLE, _BODY, _INSERT, _TAIL = range(5)
# Where a walk may go from each zone; it begins in head, title or body and may end in any but a lone title.
_NEXT = ((0, 1, 2), (0, 1, 2), (2, 3, 4), (2, 3), (4,))
_FAR = -1e9


class Label(NamedTuple):
    """A line's zone, the distance (in cost) to the best labelling that puts it elsewhere, and the cues for it."""

    zone: str
    margin: float
    why: str


class Model(NamedTuple):
    """Scores: for each cue one number a zone (higher fits better); for each step from zone to zone one."""

    cues: Mapping[str, tuple[float, ...]]
    steps: tuple[tuple[float, ...], ...]


@cache
def model(name: str) -> Model:
    """The table `data/zones-NAME.tsv`, see `table_name`."""
    rows = (Path(__file__).parent / "data" / f"zones-{name}.tsv").read_text(encoding="utf-8").splitlines()
    cues: dict[str, tuple[float, ...]] = {}
    for row in rows:
        if row and not row.startswith("#"):
            cue, *scores = row.split("\t")
            cues[cue] = tuple(map(float, scores))
    steps = tuple(cues.pop(f"after {zone}") for zone in ZONES)
    return Model(cues, steps)


def label(lines: Sequence[Line], bias: float = 0.0, known: Known | None = None) -> list[Label]:
    """A label for each line; `bias` is added to the score of the body (when in doubt keep).

    `known` remembers what lines say by themselves, for a caller that labels a page more than once.
    """
    if not lines:
        return []
    table = model(table_name(lines))
    found = cues(lines, known)
    scores = [_score(table, names, bias) for names in found]
    return [
        Label(ZONES[zone], margin, "" if zone == _BODY else _reason(table, names, zone))
        for names, (zone, margin) in zip(found, _walk(table, scores), strict=True)
    ]


_KANA_HANGUL = re.compile("[\u3040-\u30ff\uac00-\ud7af]")


def table_name(lines: Sequence[Line]) -> str:
    """Which table fits the page: `text` or `html`, with `-latin` where the script parts words by spaces."""
    sample = "".join([line.text for line in lines[:400]])
    size = len(sample) - sample.count(" ")
    wide = count_han(sample)
    if wide * 5 <= size:
        wide += len(_KANA_HANGUL.findall(sample))
    name = "html" if any(line.evidence for line in lines) else "text"
    return name if wide * 5 > size else name + "-latin"


def _score(table: Model, names: Iterable[str], bias: float) -> tuple[float, ...]:
    known = table.cues
    h = t = i = e = 0.0
    b = bias
    for name in names:
        row = known.get(name)
        if row is not None:
            h += row[0]
            t += row[1]
            b += row[2]
            i += row[3]
            e += row[4]
    return h, t, b, i, e


def _reason(table: Model, names: Sequence[str], zone: int) -> str:
    """The three cues that speak loudest for `zone` against the body."""
    known = table.cues
    loud = sorted([(row[_BODY] - row[zone], name) for name in names if (row := known.get(name)) is not None])
    return ", ".join(name for value, name in loud[:3] if value < 0)


def _walk(table: Model, scores: Sequence[tuple[float, ...]]) -> list[tuple[int, float]]:
    """The best zone of each line under the best walk, and its max-marginal margin."""
    steps = table.steps
    ahead: list[list[float]] = []
    best = [scores[0][0], scores[0][1], scores[0][2], _FAR, _FAR]
    ahead.append(best)
    (hh, ht, hb), (th, tt, tb), (bb, bi, be), (ib, ii), ee = (
        (steps[0][0], steps[0][1], steps[0][2]),
        (steps[1][0], steps[1][1], steps[1][2]),
        (steps[2][2], steps[2][3], steps[2][4]),
        (steps[3][2], steps[3][3]),
        steps[4][4],
    )
    for s in scores[1:]:
        h, t, b, i, e = best
        best = [
            max(h + hh, t + th) + s[0],
            max(h + ht, t + tt) + s[1],
            max(h + hb, t + tb, b + bb, i + ib) + s[2],
            max(b + bi, i + ii) + s[3],
            max(b + be, e + ee) + s[4],
        ]
        ahead.append(best)
    back = [0.0] * 5
    out: list[tuple[int, float]] = []
    for at in range(len(scores) - 1, -1, -1):
        through = [a + b for a, b in zip(ahead[at], back, strict=True)]
        top = max(through)
        zone = through.index(top)
        through[zone] = _FAR
        out.append((zone, round(min(top - max(through), 99.0), 2)))
        h, t, b, i, e = (x + y for x, y in zip(scores[at], back, strict=True))
        back = [
            max(h + hh, t + ht, b + hb),
            max(h + th, t + tt, b + tb),
            max(b + bb, i + bi, e + be),
            max(b + ib, i + ii),
            e + ee,
        ]
    out.reverse()
    return out
