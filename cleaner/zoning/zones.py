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

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain, repeat
from operator import itemgetter
from pathlib import Path
from struct import iter_unpack
from typing import NamedTuple, TypeAlias

from cleaner.hanzi import count_han
from cleaner.patterns import pattern
from cleaner.zoning.cues import Group, Line, Own, own_cues
from cleaner.zoning.lines import Topics
from cleaner.zoning.surroundings import cues, surroundings

__all__ = ["ZONES", "Label", "Line", "Model", "best_walk", "cues", "label", "model", "own_cues", "scores", "table_name"]

ZONES = ("head", "title", "body", "insert", "tail")
_BODY = ZONES.index("body")
# Where a walk may go from each zone; it begins in head, title or body and may end in any but a lone title.
_NEXT = ((0, 1, 2), (0, 1, 2), (2, 3, 4), (2, 3), (4,))
_FAR = -(10**9)
_ELSE = 2.0  # the least margin of a row that something else than the model puts in the tail
_SUREST = 9900  # hundredths; no margin is told greater


class Label(NamedTuple):
    """A line's zone, and the distance (in scores) to the best labelling that puts it elsewhere."""

    zone: str
    margin: float
    dense: bool = False  # whether it stands in the core, the densest run of sentences
    columns: Sequence[Sequence[Group]] = ()  # the cues of its page
    at: int = 0  # its line there
    table: str = ""
    told: str = ""  # the reason, where the model did not decide

    @property
    def why(self) -> str:
        """The cues that decided it, "" for the body."""
        if self.told or self.zone == "body":
            return self.told
        at = self.at
        return _reason(self.table, [column[at] for column in self.columns], self.zone)


class Model(NamedTuple):
    """Scores: for each cue one number a zone (higher fits better); for each step from zone to zone one.

    `cues` is the table as written. The arithmetic is in whole hundredths, which is what the tables hold, so that it is
    exact; `packed` has a cue's five numbers in one integer, so that one addition adds all of them.
    """

    cues: Mapping[str, tuple[float, ...]]
    packed: Mapping[Group, int]
    steps: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, cues: Mapping[str, Sequence[float]], steps: Iterable[Sequence[float]]) -> Model:
        """The model of scores as they stand in a table."""
        packed = _Scores((cue, _pack(scores)) for cue, scores in cues.items())
        hundredths = tuple(tuple(round(score * 100) for score in row) for row in steps)
        return cls({cue: tuple(scores) for cue, scores in cues.items()}, packed, hundredths)


_BITS = 32  # of a score in hundredths; a line's fifty cues stay far below
_MIDDLE = 1 << 20  # a line's scores count from here, so that none is below zero; best walks do not mind
_MIDDLES = sum(_MIDDLE << _BITS * place for place in range(5))
_UNPACKED, _BYTES = "<5I", 20


class _Scores(dict[Group, int]):
    """Packed scores by cue and by group of cues; a cue that the table does not hold says nothing."""

    def __missing__(self, key: Group) -> int:
        total = sum([self.get(cue, 0) for cue in key.split("\t")])
        if len(self) < _MOST_GROUPS:
            self[key] = total
        return total


_TOLD = 3  # cues that a reason names
_MOST_GROUPS = 50_000  # remembered: some 10 MB; a thousand pages have a few thousand


def _pack(scores: Iterable[float]) -> int:
    return sum(round(score * 100) << _BITS * place for place, score in enumerate(scores))


@cache
def model(name: str) -> Model:
    """The table `data/zones-NAME.tsv`, see `table_name`."""
    rows = (Path(__file__).parent.with_name("data") / f"zones-{name}.tsv").read_text(encoding="utf-8").splitlines()
    cues: dict[str, tuple[float, ...]] = {}
    for row in rows:
        if row and not row.startswith("#"):
            cue, *scores = row.split("\t")
            cues[cue] = tuple(map(float, scores))
    steps = [cues.pop(f"after {zone}") for zone in ZONES]
    return Model.of(cues, steps)


class _Loud(dict[Group, tuple[int, ...]]):
    """The loudest cues of a group that fit a zone better than the body, as ranks: the loudest is 0."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = names
        self.ranks = {name: rank for rank, name in enumerate(names)}

    def __missing__(self, group: Group) -> tuple[int, ...]:
        found = tuple(sorted([self.ranks[name] for name in group.split("\t") if name in self.ranks])[:_TOLD])
        if len(self) < _MOST_GROUPS:
            self[group] = found
        return found


@cache
def _against_body(name: str, zone: str) -> _Loud:
    """The cues of the table `name` that fit `zone` better than the body, the loudest first."""
    at = ZONES.index(zone)
    loud = [(row[_BODY] - row[at], cue) for cue, row in model(name).cues.items() if row[_BODY] < row[at]]
    return _Loud([cue for _, cue in sorted(loud)])


def label(
    lines: Sequence[Line], bias: float = 0.0, own: Sequence[Own] | None = None, topics: Topics | None = None
) -> list[Label]:
    """A label for each line; `bias` is added to the score of the body (when in doubt keep).

    `own` are the lines' own cues (`own_cues`), `topics` those of the page, for a caller that labels it more than once.
    """
    if not lines:
        return []
    name = table_name(lines)
    table = model(name)
    (start, end), columns = surroundings(
        lines, own_cues(lines) if own is None else own, Topics() if topics is None else topics
    )
    walk = best_walk(table, scores(table, columns, bias))
    return [
        _label((ZONES[zone], margin, start <= at < end, columns, at, name, ""))
        for at, (zone, margin) in enumerate(walk)
    ]


_label = partial(tuple.__new__, Label)  # what `Label(…)` does, without its Python frame


_evidence = itemgetter(2)  # of a line
_KANA_HANGUL = pattern("[\u3040-\u30ff\uac00-\ud7af]")


def table_name(lines: Sequence[Line]) -> str:
    """Which table fits the page: `text` or `html`, with `-latin` where the script parts words by spaces."""
    sample = "".join([line.text for line in lines[:400]])
    name = "html" if any(map(_evidence, lines)) else "text"
    if count_han(sample[: len(sample) // 3]) * 5 > len(sample):
        return name  # as most pages show at a glance
    size = len(sample) - sample.count(" ")
    wide = count_han(sample)
    if wide * 5 <= size:
        wide += len(_KANA_HANGUL.findall(sample))
    return name if wide * 5 > size else name + "-latin"


def scores(table: Model, columns: Sequence[Sequence[Group]], bias: float) -> list[Five]:
    """How well each zone fits each line, in hundredths from `_MIDDLE` on."""
    base = _MIDDLES + (round(100 * bias) << _BITS * _BODY)
    worth = table.packed.__getitem__
    totals = map(sum, zip(*[map(worth, column) for column in columns], strict=True), repeat(base))
    return list(iter_unpack(_UNPACKED, b"".join([total.to_bytes(_BYTES, "little") for total in totals])))


def _reason(table: str, groups: Iterable[Group], zone: str) -> str:
    """The three cues that speak loudest for `zone` against the body."""
    known = _against_body(table, zone)
    ranks = sorted(chain.from_iterable(map(known.__getitem__, groups)))
    return ", ".join([known.names[rank] for rank in ranks[:_TOLD]])


Five: TypeAlias = tuple[int, int, int, int, int]  # a number for each zone


# The two loops below run over every line of every page, mostly twice: each step is written out, in local names.
def _ahead(table: Model, scores: Sequence[Five]) -> list[Five]:
    """The worth of the best walk up to each line, for each zone that it may end in."""
    (hh, ht, hb, _, _), (th, tt, tb, _, _), (_, _, bb, bi, be), (_, _, ib, ii, _), (_, _, _, _, ee) = table.steps
    h, t, b, i, e = scores[0]
    i = e = _FAR
    out = [(h, t, b, i, e)]
    for sh, st, sb, si, se in scores[1:]:
        one, two, three = h + hb, t + tb, b + bb
        one = one if one > two else two
        one, two = one if one > three else three, i + ib
        body = (one if one > two else two) + sb
        one, two = b + bi, i + ii
        i = (one if one > two else two) + si
        one, two = b + be, e + ee
        e = (one if one > two else two) + se
        one, two, three, four = h + hh, t + th, h + ht, t + tt
        h = (one if one > two else two) + sh
        t = (three if three > four else four) + st
        b = body
        out.append((h, t, b, i, e))
    return out


def best_walk(table: Model, scores: Sequence[Five]) -> list[tuple[int, float]]:
    """The best zone of each line under the best walk, and its max-marginal margin."""
    (hh, ht, hb, _, _), (th, tt, tb, _, _), (_, _, bb, bi, be), (_, _, ib, ii, _), (_, _, _, _, ee) = table.steps
    out: list[tuple[int, float]] = []
    h = t = b = i = e = 0  # the best that can follow
    follow, zone = (0, 0, 0, 0, 0), -1  # the same with the next line's score, and that line's zone
    for before, (sh, st, sb, si, se) in zip(reversed(_ahead(table, scores)), reversed(scores), strict=True):
        ah, at, ab, ai, ae = before
        one, two, three, four, five = ah + h, at + t, ab + b, ai + i, ae + e
        other, last = one if one > two else two, four if four > five else five
        ahead = three - (other if other > last else last)
        if ahead > 0:
            zone = _BODY
        else:
            through = [one, two, three, four, five]
            _, _, _, second, top = sorted(through)
            ahead = top - second
            zone = through.index(top) if ahead or zone < 0 else _tied(table, through, before, follow, zone)
        out.append((zone, (ahead if ahead < _SUREST else _SUREST) / 100))
        follow = h, t, b, i, e = h + sh, t + st, b + sb, i + si, e + se
        one, two, three = h + hh, t + ht, b + hb
        one = one if one > two else two
        two, four, five = h + th, t + tt, b + tb
        h = one if one > three else three
        two = two if two > four else four
        t = two if two > five else five
        one, two, three = b + bb, i + bi, e + be
        one = one if one > two else two
        two, four = b + ib, i + ii
        b = one if one > three else three
        i = two if two > four else four
        e += ee
    out.reverse()
    return out


def _tied(table: Model, through: Sequence[int], before: Sequence[int], follow: Sequence[int], after: int) -> int:
    """The first of the best zones from which a best walk goes on to `after`, the next line's zone."""
    top = max(through)
    return next(
        zone
        for zone, total in enumerate(through)
        if total == top and after in _NEXT[zone] and before[zone] + table.steps[zone][after] + follow[after] == top
    )


def tail_from(at: int, labels: Sequence[Label], told: str) -> list[Label]:
    """The labels, but tail from row `at` on, for the reason `told`."""
    return [
        *labels[:at],
        *(label._replace(zone="tail", margin=max(label.margin, _ELSE), told=told) for label in labels[at:]),
    ]
