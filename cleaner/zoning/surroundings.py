"""What stands around a line: cues of its neighbours, and of its distance to the core.

The idea: the *core* is the densest run of sentences; where a line stands to it and how much it talks about the same
thing are the strongest cues that text alone has. Cues that lines share come in *groups*, made once and looked up.

Invariant: cues depend on the folded lines and their hits alone: no blank lines, no indents, no offsets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise, repeat
from operator import itemgetter, sub
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning import wording
from cleaner.zoning.cues import KINDS, NOTHING, Group, Line, Own, group, numbered, own_cues
from cleaner.zoning.lines import Topics, first_of
from cleaner.zoning.markup_cues import crossings, is_beside, markup_cues, sober

_PROSE_AROUND, _RULES_AROUND = numbered("prose around {}", 9), numbered("rules around {}", 9)
_TOPIC = {side: numbered("topic {} " + side, 10) for side in ("before", "in", "after")}
_LEAD = {side: numbered("lead {} " + side, 5) for side in ("under", "free")}


_evidence = itemgetter(2)  # of a line


class Surroundings(NamedTuple):
    """The core, as a half-open range of lines, and the cues by kind: a column holds a group of cues for each line."""

    core: tuple[int, int]
    columns: Sequence[Sequence[Group]]


def surroundings(lines: Sequence[Line], own: Sequence[Own], topics: Topics) -> Surroundings:
    """The core and all cues of the lines; the first column holds what they say by themselves."""
    kinds = _with_columns(lines, "".join([one.kind for one in own]))
    marked = any(map(_evidence, lines))
    if marked:
        kinds = sober(lines, kinds)
    core = _core(lines, kinds, crossings(lines) if marked else repeat(0))
    near, wide = _around(kinds)
    under = _under(lines, own, kinds)
    out: list[Sequence[Group]] = [[one.cues for one in own], near, wide, _places(core, kinds)]
    out += _marks_around(own, kinds), _repeated(lines), under, _about(lines, kinds, core, under, topics)
    if marked:
        out += markup_cues(lines, kinds, core)
    else:  # where markup speaks, how lines are worded taught nothing more
        out.append(wording.column([line.text for line in lines]))
    return Surroundings(core, [column for column in out if column])


def cues(lines: Sequence[Line], own: Sequence[Own] | None = None) -> list[list[str]]:
    """The cues of each line, own ones first, then those of its neighbourhood. `own` are those of `own_cues`, for a
    caller that asks about a page more than once."""
    if own is None:
        own = own_cues(lines)
    columns = surroundings(lines, own, Topics()).columns
    return [[cue for found in groups if found for cue in found.split("\t")] for groups in zip(*columns, strict=True)]


def _repeated(lines: Sequence[Line]) -> list[Group]:
    """Lines that stand on the page again; empty where none does."""
    texts = [line.text for line in lines]
    if len(set(texts)) == len(texts):
        return []
    often = Counter(texts)
    return ["" if often[text] < 2 else "dup" if len(text) > 7 else "dup short" for text in texts]


_TOLD, _SHORT, _BEGIN = 4, 60, 200  # characters: what is shorter says nothing of a topic; what says it; more is not new


def _about(
    lines: Sequence[Line], kinds: str, core: tuple[int, int], under: Sequence[Group], topics: Topics
) -> list[Group]:
    """What a line has to do with the core: how much a sentence shares with how it begins, other lines with all of it.

    The prose of another story shares little with the first sentences.
    """
    first, last = core
    texts = [line.text for line in lines]
    prose = first_of(text for text, kind in zip(texts[first:last], kinds[first:last], strict=True) if kind == "S")
    sentences = [at for at, kind in enumerate(kinds) if kind == "S" and at >= first + 3]
    others = [at for at, kind in enumerate(kinds) if kind != "S" and _TOLD <= len(texts[at]) <= _SHORT]
    out: list[Group] = [""] * len(texts)
    free, below = _LEAD["free"], _LEAD["under"]
    if sentences:
        shares = topics[prose[:4]].shares([texts[at][:_BEGIN] for at in sentences])
        for at, shared in zip(sentences, shares, strict=True):
            names = below if under and under[at] else free
            out[at] = names[min(int(10 * shared), 4)]
    if others:
        topic = topics[prose]
        told = bool(topic)
        for at, shared in zip(others, topic.shares([texts[at] for at in others]), strict=True):
            names = _TOPIC["before" if at < first else "after" if at >= last else "in"]
            out[at] = names[int(4 * shared) if told else 9]
    return out


# Least width of a column's lines in half-width units, how far they may differ, and how many they are at least.
_COLUMNS = ((60, 4, 4), (24, 2, 6))
_PAUSE = pattern("[,。、;:]")


_BESIDE = pattern("[MS]{4,}")


def _with_columns(lines: Sequence[Line], kinds: str) -> str:
    """The kinds, but S for the lines of hard-wrapped prose: as wide as their neighbours, most with a mark inside."""
    if kinds.count("M") < _COLUMNS[0][2]:
        return kinds
    out = list(kinds)
    for found in _BESIDE.finditer(kinds):
        if "M" in found[0]:
            _set_columns(lines, kinds, max(found.start() - 1, 0), found.end(), out)
    return "".join(out)


def _set_columns(lines: Sequence[Line], kinds: str, first: int, last: int, out: list[str]) -> None:
    """Sets S for columns among the lines from `first`, the one above a run of long lines, to `last`."""
    texts = [line.text for line in lines[first:last]]
    widths = [(len(text) + len(text.encode("utf-8", "replace"))) // 2 for text in texts]
    for least, apart, fewest in _COLUMNS:
        start = 0
        for at in range(1, len(texts) + 1):
            if at < len(texts) and widths[at] >= least and abs(widths[at] - widths[start]) <= apart:
                continue
            fits = at - start >= fewest and widths[start] >= least and kinds[first + start] in "MS"
            if fits and 2 * sum(_PAUSE.search(text) is not None for text in texts[start:at]) >= at - start:
                out[first + start : first + at] = "S" * (at - start)
            start = at


# What a line adds to a run of prose: a sentence its length (long ones no more than this; twice where the page declares
# it as its body), others a cost. The best run by itself is the "densest run" baseline, F1 .898 on pages nobody tuned on
# (docs/zones.md).
_LONG = 160
_BESIDE_SHARE = 3  # in a container named for what stands beside articles, see `is_beside`
_COSTS = {"s": -9, "M": -6, "C": -30}


def _core(lines: Sequence[Line], kinds: str, steps: Iterable[int]) -> tuple[int, int]:
    """The densest run of sentences, as a half-open range of lines (maximum subarray, Kadane); `steps` are what it
    costs to go on to each line."""
    best = run = 0
    start, found = 0, (0, 0)
    for at, (kind, step, (text, _, evidence)) in enumerate(zip(kinds, steps, lines)):  # noqa: B905, one may be endless
        run -= step
        if run <= 0:
            run, start = 0, at
        declared = evidence is not None and evidence.told == "body"
        if kind == "S" or declared:
            worth = min(len(text), _LONG)
            run += worth // _BESIDE_SHARE if evidence is not None and is_beside(evidence) else worth << declared
            if run > best:
                best, found = run, (start, at + 1)
        else:
            run += _COSTS[kind]
    return found


_STEPS = ("", "1", "2", "3", *["4-6"] * 3, *["7-12"] * 6, *["13-30"] * 18, "31+")  # by distance in lines
_FAR = len(_STEPS) - 1
_BEFORE = {kind: [f"core before {kind}\tcore before {step}" for step in _STEPS] for kind in KINDS}
_AFTER = {kind: [f"core after {kind}\tcore after {step}" for step in _STEPS] for kind in KINDS}
_INSIDE = {kind: [f"core in {kind}\tcore in {step} {kind}" for step in _STEPS] for kind in KINDS}


def _places(core: tuple[int, int], kinds: str) -> list[Group]:
    """Where each line stands to the core."""
    start, end = core
    if end == start:
        return ["core none"] * len(kinds)
    return [
        *[_BEFORE[kinds[at]][min(start - at, _FAR)] for at in range(start)],
        *[_INSIDE[kinds[at]][min(at - start + 1, end - at, _FAR)] for at in range(start, end)],
        *[_AFTER[kinds[at]][min(at - end + 1, _FAR)] for at in range(end, len(kinds))],
    ]


_UNDER = {
    (mark, kind): [f"under {mark} {step} {kind}" for step in (*["near"] * 3, *["far"] * 9, "end")]
    for mark in ("list", "second")
    for kind in KINDS
}


def _under(lines: Sequence[Line], own: Sequence[Own], kinds: str) -> list[Group]:
    """What each line stands under: a list's heading (相关阅读) or a second page head (a post, a byline) below prose;
    empty where none does."""
    above: set[str] = set()
    prose, done = 0, 0
    marks: list[tuple[int, str]] = []
    for at, one in enumerate(own):
        rules = one.marks.rules
        if not rules or kinds[at] == "S":
            continue
        if prose < 60:
            prose += sum([len(lines[k].text) for k in range(done, at) if kinds[k] == "S"])
            done = at
        if prose < 60:
            above.update([rule.id for rule in rules])
        elif "lines" in [rule.match for rule in rules]:
            marks.append((at, "list"))
        elif (not marks or marks[-1][1] != "list") and not above.isdisjoint([rule.id for rule in rules]):
            marks.append((at, "second"))
    if not marks:
        return []
    out: list[Group] = [""] * marks[0][0]
    for (start, mark), (end, _) in pairwise([*marks, (len(kinds), "")]):
        out += [_UNDER[mark, kinds[at]][min(at - start, 12)] for at in range(start, end)]
    return out


# How many lines mark what an article stands below, and what stands below an article; see `_marks_around`.
_MOST = 3  # more such lines say nothing new
_SIDES = ("above", "below")


def _marks_around(own: Sequence[Own], kinds: str) -> list[Group]:
    """How many bylines, and how many lines that close an article (editors, 相关阅读, footers), the whole page has above
    and below each line; empty where it has none."""
    marked = [(at, one.marks.byline, one.marks.closer) for at, one in enumerate(own) if one.marks is not NOTHING]
    bylines, closers = sum([byline for _, byline, _ in marked]), sum([closer for _, _, closer in marked])
    if not bylines and not closers:
        return []
    out: list[Group] = []
    done = above = over = 0  # lines that are done; bylines and closers among them
    for at, byline, closer in [*marked, (len(kinds), False, False)]:
        if not (byline or closer or at == len(kinds)):
            continue
        names = _counted(above, bylines - above, over, closers - over, bylines > 0, closers > 0)
        out += map(names.__getitem__, kinds[done:at])
        if at < len(kinds):
            below, under = bylines - above - byline, closers - over - closer
            out.append(_counted(above, below, over, under, bylines > 0, closers > 0)[kinds[at]])
        done, above, over = at + 1, above + byline, over + closer
    return out


def _counted(bylines: int, below: int, closers: int, under: int, bylined: bool, closed: bool) -> Mapping[str, Group]:
    """The cues of so many bylines above and below, and so many closers, by the line's kind, where the page has any."""
    sides = (min(bylines, _MOST), min(below, _MOST)) if bylined else None
    return _counts(sides, (min(closers, _MOST), min(under, _MOST)) if closed else None)


@cache
def _counts(bylines: tuple[int, int] | None, closers: tuple[int, int] | None) -> Mapping[str, Group]:
    told = [(mark, sides) for mark, sides in (("bylines", bylines), ("closers", closers)) if sides]
    return {
        kind: group(
            [f"{mark} {side} {n} {kind}" for mark, sides in told for side, n in zip(_SIDES, sides, strict=True)]
        )
        for kind in KINDS
    }


_NEAR, _WIDE = 4, 12  # lines to each side
_seen_windows: dict[str, Group] = {}  # kinds of nine lines → cues; pages share most of them
_MOST_WINDOWS = 20_000


# Cues of what stands within twelve lines, by the number of sentences plus 32 times that of rules' lines.
_WIDE_CUES = [
    group((_PROSE_AROUND[prose // 3], _RULES_AROUND[rules // 3])) if prose <= 2 * _WIDE + 1 else ""
    for rules in range(2 * _WIDE + 2)
    for prose in range(32)
]
_WORTH = bytes.maketrans(b"SCMs", bytes([1, 32, 0, 0]))


def _around(kinds: str) -> tuple[list[Group], list[Group]]:
    """Cues of the neighbourhood: the lines beside and what stands within four lines, and what within twelve."""
    if len(_seen_windows) > _MOST_WINDOWS:
        _seen_windows.clear()
    padded = "^" * _NEAR + kinds + "$" * _NEAR
    near = []
    for at in range(len(kinds)):
        window = padded[at : at + 2 * _NEAR + 1]
        found = _seen_windows.get(window)
        if found is None:
            found = _seen_windows[window] = _window(window)
        near.append(found)
    sums = [0] * (_WIDE + 1) + [*accumulate(kinds.encode().translate(_WORTH))]
    sums += sums[-1:] * _WIDE
    return near, [_WIDE_CUES[count] for count in map(sub, sums[2 * _WIDE + 1 :], sums)]


def _window(kinds: str) -> Group:
    """The cues of a line from the kinds of the nine lines around it."""
    before, here, after = kinds[:_NEAR], kinds[_NEAR], kinds[_NEAR + 1 :]
    return group(
        (
            f"between {before[-1]}{here}{after[0]}",
            f"prose before {before.count('S')} {here}",
            f"prose after {after.count('S')} {here}",
            f"rules before {before.count('C')} {here}",
            f"rules after {after.count('C')} {here}",
        )
    )
