"""What a line says about its zone: cues from the line itself, its neighbours, and its distance to the core.

The idea: a cue is a short readable name (`end stop`, `core after 4-6`); the cost tables of `cleaner.zones` say
what each is worth. The *core* is the densest run of sentences; where a line stands to it and how much it talks
about the same thing are the strongest cues that text alone has. Names are made once and looked up: a page has
twenty cues a line, and making strings would cost more than all else.

Invariant: cues depend on the folded lines and their hits alone: no blank lines, no indents, no offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

from cleaner.document import Evidence
from cleaner.lines import overlap, topic_of
from cleaner.markup_cues import crossings, markup_cues, sober
from cleaner.match import Hit
from cleaner.rules import Rule

_BULLET = re.compile(r"^(?:[*+•·\-]+ +)+")
_DATED = re.compile(r"(?:19|20)\d\d ?[-/.年] ?\d{1,2}|\d{1,2}[-/月]\d{1,2}(?:\D|$)|\d{1,2}:\d\d|\d ?(?:分钟|小时|天)前")
_RANKED = re.compile(r"^(?:\d{1,2}[.、 )\]]? ?\D|[(\[]?\d{1,2}[)\]])")
_LINKISH = re.compile(r"https?:|www\.|\.(?:com|cn|net|org)\b")
# The commonest function characters of modern Chinese prose; lists of headlines have few of them.
_FUNCTION = frozenset("的了在是和有也不就与为对这而将被把从到中上等我他你它们")
_STOPS = "。!?！？…;；."
_CLOSERS = "\"'”’」』)）】》"


_CLASSES = (
    ("0123456789", "d"),
    ("abcdefghijklmnopqrstuvwxyz", "l"),
    ("\n", "\n"),
    (" ", " "),
    (",、;；，", ","),
    ("。!?！？.", "."),
    ("|>_»/·•~<＞›【】[]#", "s"),
    ("\"'“”‘’「」『』", '"'),
    (_FUNCTION, "f"),
)


@cache
def _shapes() -> list[int]:
    """Code point of the BMP → that of its class; "o" for all that has none. `str.translate` is fastest with a list."""
    table = [ord("o")] * 0x10000
    for chars, letter in _CLASSES:
        for char in chars:
            table[ord(char)] = ord(letter)
    return table


_ENDS = {".": "end dots", "…": "end dots", ":": "end colon", ",": "end comma", "，": "end comma", "、": "end comma"}
_ENDS |= {">": "end >", "»": "end >"}
_LENGTHS = (3, 5, 8, 12, 18, 26, 40, 70, 150)  # effective characters; see `_own`
_SHARES = (0.0, 0.2, 0.5)
_KINDS = "SMCs"


def _names(form: str, count: int) -> tuple[str, ...]:
    return tuple(form.format(number) for number in range(count))


_LEN, _LATIN_LEN = _names("len {}", 10), _names("latin len {}", 10)
_MARKS, _MARKS_OPEN, _FUNCTIONS = _names("marks {}", 7), _names("marks {} open", 7), _names("function {}", 6)
_SEPS_SHORT, _SEPS_LONG = _names("seps {} short", 5), _names("seps {} long", 5)
_DIGITS, _LATIN, _SPACES = _names("digits {}", 4), _names("latin {}", 4), _names("spaces {}", 5)
_DATES, _COVERED = _names("dated {}", 7), _names("covered {}", 5)
_PROSE_AROUND, _RULES_AROUND = _names("prose around {}", 9), _names("rules around {}", 9)
_TOPIC = {side: _names("topic {} " + side, 10) for side in ("before", "in", "after")}
_LEAD = {side: _names("lead {} " + side, 5) for side in ("under", "free")}


class Line(NamedTuple):
    """What the model may know of a line: its folded text without outer spaces, its hits, its evidence."""

    text: str
    hits: Sequence[Hit]
    evidence: Evidence | None


class Own(NamedTuple):
    """What a line says by itself: its cues, and its kind: S sentence, M middling, C hit by a rule, s short."""

    cues: list[str]
    kind: str


def own_cues(lines: Sequence[Line]) -> list[Own]:
    """Each line's own cues and its kind."""
    shapes = "\n".join([line.text for line in lines]).translate(_shapes()).split("\n")
    return [_own(line, shape) for line, shape in zip(lines, shapes, strict=True)]


def _own(line: Line, shape: str) -> Own:
    text = line.text
    if text[0] in "*+•·-":
        text = _BULLET.sub("", text)
        shape = shape[len(shape) - len(text) :]
    count = shape.count
    size = len(text)
    latin, digits, spaces = count("l"), count("d"), count(" ")
    seps, commas, stops = count("s"), count(","), count(".") + (text.count(". ") if latin else 0)
    # A Latin letter weighs as much as a third of a Chinese character in running text.
    han = size - latin - digits - spaces - seps - commas - stops - count('"')
    bucket = bisect_right(_LENGTHS, size - spaces - latin * 0.65)
    tail = text.rstrip(_CLOSERS)
    last = tail[-1:] if tail else text[-1:]
    ends = last in _STOPS and not text.endswith(("..", "…"))
    marks = min(commas + stops, 6)
    if ends:
        names = [_LEN[bucket], "end stop", _MARKS[marks]]
    else:
        names = [_LEN[bucket], _ENDS.get(last, "end none"), _MARKS_OPEN[marks]]
    if han >= 8:
        names.append(_FUNCTIONS[min(count("f") * 20 // han, 5)])
    if seps:
        names.append((_SEPS_LONG if bucket > 6 else _SEPS_SHORT)[min(seps, 4)])
    if digits or latin or spaces:
        _written(text, size, han, latin, digits, spaces, bucket, names)
    first = shape[0]
    if (first == "d" or text[0] in "([") and _RANKED.match(text):
        names.append("ranked")
    if first in 's"' or text[0] in "(—-@©":
        names.append("begin " + text[0])
    sentence = (ends and (bucket >= 5 or (bucket >= 4 and commas > 0))) or (bucket >= 8 and commas + stops > 1)
    if line.hits and _hits(line, text, names):
        return Own(names, "C")
    return Own(names, "S" if sentence else "M" if bucket >= 6 else "s")


def _written(
    text: str, size: int, han: int, latin: int, digits: int, spaces: int, bucket: int, names: list[str]
) -> None:
    """Cues of the digits, Latin letters and spaces in a line."""
    visible = max(size - spaces, 1)
    if digits:
        names.append(_DIGITS[bisect_right(_SHARES, digits / visible)])
    if latin:
        names.append(_LATIN[bisect_right(_SHARES, latin / visible)])
        if latin > han * 3:
            names.append(_LATIN_LEN[bucket])
        if _LINKISH.search(text):
            names.append("link")
    if spaces:
        names.append(_SPACES[min(spaces * 12 // size, 4)] if latin < han else "spaces latin")
    if digits and _DATED.search(text):
        names.append(_DATES[min(bucket, 6)])


def _hits(line: Line, text: str, names: list[str]) -> bool:
    """Cues of the rules that hit; whether the line is wholly a rule's."""
    whole = False
    covered = 0
    seen = set()
    for hit in line.hits:
        rule = hit.rule
        signal = rule.action == "signal"
        if rule.match == "line" or rule.match == "lines":
            whole = whole or not signal
            name = f"hit {rule.category} {rule.match}"
        else:
            covered += 0 if signal else hit.end - hit.start
            name = f"hit {rule.category} span"
        seen.add(name + " signal" if signal else name)
    names.extend(sorted(seen))
    if covered:
        share = covered / max(len(text), 1)
        names.append(_COVERED[min(int(share * 4), 4)])
        whole = whole or share > 0.7
    return whole


def cues(lines: Sequence[Line], own: Sequence[Own] | None = None) -> list[list[str]]:
    """The cues of each line, own ones first, then those of its neighbourhood. `own` are those of `own_cues`, for a
    caller that asks about a page more than once."""
    if own is None:
        own = own_cues(lines)
    kinds = sober(lines, _with_columns(lines, "".join([kind for _, kind in own])))
    core = _core(lines, kinds)
    prose = [
        line.text for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True) if kind == "S"
    ]
    topic, lead = topic_of(prose), topic_of(prose[:4])
    under = _under(lines, kinds)
    often = Counter([line.text for line in lines])
    around, placed, counted = _around(kinds), _places(core, kinds), _marks_around(lines, kinds)
    found: list[list[str]] = []
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        text = line.text
        names = [*own[at].cues, *around[at], *placed[at], *counted[at]]
        if often[text] > 1:
            names.append("dup" if len(text) > 7 else "dup short")
        beneath = under[at]
        if beneath:
            names.append(f"under {beneath} {kind}")
        if kind == "S":
            if at - core[0] > 2:  # the prose of another story shares little with how this one begins
                names.append(_LEAD["under" if beneath else "free"][min(int(10 * overlap(text[:200], lead)), 4)])
        elif 4 <= len(text) <= 60:
            side = "before" if at < core[0] else "after" if at >= core[1] else "in"
            names.append(_TOPIC[side][int(4 * overlap(text, topic)) if topic else 9])
        found.append(names)
    if any(line.evidence for line in lines):
        return [names + more for names, more in zip(found, markup_cues(lines, kinds, core), strict=True)]
    return found


# Least width of a column's lines in half-width units, how far they may differ, and how many they are at least.
_COLUMNS = ((60, 4, 4), (24, 2, 6))
_PAUSE = re.compile("[,。、;:]")


def _with_columns(lines: Sequence[Line], kinds: str) -> str:
    """The kinds, but S for the lines of hard-wrapped prose: as wide as their neighbours, most with a mark inside."""
    if kinds.count("M") < _COLUMNS[0][2]:
        return kinds
    widths = [(len(line.text) + len(line.text.encode("utf-8", "replace"))) // 2 for line in lines]
    out = list(kinds)
    for least, apart, fewest in _COLUMNS:
        start = 0
        for at in range(1, len(lines) + 1):
            if (
                at < len(lines)
                and widths[at] >= least
                and kinds[at] in "MS"
                and abs(widths[at] - widths[start]) <= apart
            ):
                continue
            fits = at - start >= fewest and widths[start] >= least and kinds[start] in "MS"
            if fits and 2 * sum(_PAUSE.search(line.text) is not None for line in lines[start:at]) >= at - start:
                out[start:at] = "S" * (at - start)
            start = at
    return "".join(out)


# What a line adds to a run of prose: a sentence its length (long ones no more than this; twice where the page declares
# it as its body), others a cost. The best run by itself is the "densest run" baseline, F1 .898 on pages nobody tuned on
# (docs/zones.md).
_LONG = 160
_COSTS = {"s": -9, "M": -6, "C": -30}


def _core(lines: Sequence[Line], kinds: str) -> tuple[int, int]:
    """The densest run of sentences, as a half-open range of lines (maximum subarray, Kadane)."""
    best = run = 0
    start, found = 0, (0, 0)
    steps = crossings(lines) if any(line.evidence for line in lines) else repeat(0)
    for at, (kind, step) in enumerate(zip(kinds, steps)):  # noqa: B905, one may be endless
        run -= step
        if run <= 0:
            run, start = 0, at
        evidence = lines[at].evidence
        declared = evidence is not None and evidence.told == "body"
        if kind == "S" or declared:
            run += min(len(lines[at].text), _LONG) << declared
            if run > best:
                best, found = run, (start, at + 1)
        else:
            run += _COSTS[kind]
    return found


_STEPS = ("", "1", "2", "3", *["4-6"] * 3, *["7-12"] * 6, *["13-30"] * 18, "31+")  # by distance in lines
_FAR = len(_STEPS) - 1
_BEFORE = {kind: [(f"core before {kind}", f"core before {step}") for step in _STEPS] for kind in _KINDS}
_AFTER = {kind: [(f"core after {kind}", f"core after {step}") for step in _STEPS] for kind in _KINDS}
_INSIDE = {kind: [(f"core in {kind}", f"core in {step} {kind}") for step in _STEPS] for kind in _KINDS}


def _places(core: tuple[int, int], kinds: str) -> list[tuple[str, ...]]:
    """Where each line stands to the core."""
    start, end = core
    if end == start:
        return [("core none",)] * len(kinds)
    return [
        *[_BEFORE[kinds[at]][min(start - at, _FAR)] for at in range(start)],
        *[_INSIDE[kinds[at]][min(at - start + 1, end - at, _FAR)] for at in range(start, end)],
        *[_AFTER[kinds[at]][min(at - end + 1, _FAR)] for at in range(end, len(kinds))],
    ]


def _under(lines: Sequence[Line], kinds: str) -> list[str]:
    """What each line stands under: a list's heading (相关阅读) or a second page head (a post, a byline) below prose."""
    out = [""] * len(kinds)
    above: set[str] = set()
    prose, mark, since = 0, "", 0
    for at, kind in enumerate(kinds):
        hits = lines[at].hits
        if kind == "S":
            prose += len(lines[at].text)
        elif hits:
            found = [hit.rule for hit in hits if hit.rule.match in ("line", "lines") and hit.rule.action != "signal"]
            if prose < 60:
                above.update([rule.id for rule in found])
            elif any(rule.match == "lines" for rule in found):
                mark, since = "list", 0
            elif mark != "list" and any(rule.id in above for rule in found):
                mark, since = "second", 0
        if mark:
            since += 1
            out[at] = f"{mark} {'near' if since < 4 else 'far' if since < 13 else 'end'}"
    return out


# What an article stands below, and what stands below an article; see `_marks_around`.
_BYLINE = frozenset({"published", "source", "authors"})
_FOOTER = 12  # characters of the shortest footer that counts
_MOST = 3  # more such lines say nothing new
_SIDES = {
    (mark, side, kind): _names(f"{mark} {side} {{}} {kind}", _MOST + 1)
    for mark in ("bylines", "closers")
    for side in ("above", "below")
    for kind in _KINDS
}


def _marks_around(lines: Sequence[Line], kinds: str) -> list[tuple[str, ...]]:
    """How many bylines, and how many lines that close an article (editors, 相关阅读, footers), the whole page has above
    and below each line."""
    bylines, closers = [0], [0]
    for line in lines:
        rules = [hit.rule for hit in line.hits]
        closers.append(closers[-1] + any(_closes(rule, len(line.text)) for rule in rules))
        bylines.append(bylines[-1] + any(rule.field in _BYLINE for rule in rules))
    told = [(mark, sums) for mark, sums in (("bylines", bylines), ("closers", closers)) if sums[-1]]
    known: dict[tuple[str, int, int], tuple[str, ...]] = {}
    out: list[tuple[str, ...]] = []
    for at, kind in enumerate(kinds):
        key = kind, bylines[at + 1] + bylines[at], closers[at + 1] + closers[at]  # says both numbers of each
        names = known.get(key)
        if names is None:
            names = known[key] = tuple(
                name
                for mark, sums in told
                for name in (
                    _SIDES[mark, "above", kind][min(sums[at], _MOST)],
                    _SIDES[mark, "below", kind][min(sums[-1] - sums[at + 1], _MOST)],
                )
            )
        out.append(names)
    return out


def _closes(rule: Rule, size: int) -> bool:
    """Whether a line of `size` characters that `rule` hits ends an article; a footer's single words end nothing."""
    if rule.field == "editors":
        return True
    return (rule.category == "related" and rule.match == "lines") or (
        rule.category == "footer" and rule.match in ("line", "lines") and size >= _FOOTER
    )


_NEAR, _WIDE = 4, 12  # lines to each side
_seen_windows: dict[str, tuple[str, ...]] = {}  # kinds of nine lines → cues; pages share most of them
_MOST_WINDOWS = 20_000


def _around(kinds: str) -> list[tuple[str, ...]]:
    """Cues of the neighbourhood: the lines beside, and what stands within four and twelve lines."""
    if len(_seen_windows) > _MOST_WINDOWS:
        _seen_windows.clear()
    padded = "^" * _NEAR + kinds + "$" * _NEAR
    prose = [0, *accumulate([kind == "S" for kind in kinds])]
    rules = [0, *accumulate([kind == "C" for kind in kinds])]
    size = len(kinds)
    out = []
    for at in range(size):
        window = padded[at : at + 2 * _NEAR + 1]
        near = _seen_windows.get(window)
        if near is None:
            near = _seen_windows[window] = _window(window)
        low, high = max(at - _WIDE, 0), min(at + _WIDE + 1, size)
        wide = (_PROSE_AROUND[(prose[high] - prose[low]) // 3], _RULES_AROUND[(rules[high] - rules[low]) // 3])
        out.append(near + wide)
    return out


def _window(kinds: str) -> tuple[str, ...]:
    """The cues of a line from the kinds of the nine lines around it."""
    before, here, after = kinds[:_NEAR], kinds[_NEAR], kinds[_NEAR + 1 :]
    return (
        f"between {before[-1]}{here}{after[0]}",
        f"prose before {before.count('S')} {here}",
        f"prose after {after.count('S')} {here}",
        f"rules before {before.count('C')} {here}",
        f"rules after {after.count('C')} {here}",
    )
