"""What a line says about its zone: cues from the line itself, its neighbours, and its distance to the core.

The idea: a cue is a short readable name (`end stop`, `core after 4-6`); the cost tables of `cleaner.zones` say
what each is worth. The *core* is the densest run of sentences; where a line stands to it and how much it talks
about the same thing are the strongest cues that text alone has.

Invariant: cues depend on the folded lines and their hits alone: no blank lines, no indents, no offsets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.document import Evidence
from cleaner.lines import overlap, topic_of
from cleaner.markup_cues import markup_cues
from cleaner.match import Hit

_BULLET = re.compile(r"^(?:[*+•·\-]+ +)+")
_DATED = re.compile(r"(?:19|20)\d\d ?[-/.年] ?\d{1,2}|\d{1,2}[-/月]\d{1,2}(?:\D|$)|\d{1,2}:\d\d|\d ?(?:分钟|小时|天)前")
_RANKED = re.compile(r"^(?:\d{1,2}[.、 )\]]? ?\D|[(\[]?\d{1,2}[)\]])")
_LINKISH = re.compile(r"https?:|www\.|\.(?:com|cn|net|org)\b")
# The commonest function characters of modern Chinese prose; lists of headlines have few of them.
_FUNCTION = frozenset("的了在是和有也不就与为对这而将被把从到中上等我他你它们")

_CLASS: dict[int, str] = {}
for _chars, _letter in (
    ("0123456789", "d"),
    ("abcdefghijklmnopqrstuvwxyz", "l"),
    (" ", " "),
    (",、;；，", ","),
    ("。!?！？", "."),
    ("|>_»/·•~<＞›【】[]#", "s"),
    ("\"'“”‘’「」『』", '"'),
):
    for _char in _chars:
        _CLASS[ord(_char)] = _letter
for _char in _FUNCTION:
    _CLASS[ord(_char)] = "f"
_STOPS = "。!?！？…;；."
_CLOSERS = "\"'”’」』)）】》"


class Line(NamedTuple):
    """What the model may know of a line: its folded text without outer spaces, its hits, its evidence."""

    text: str
    hits: Sequence[Hit]
    evidence: Evidence | None


_LENGTHS = (3, 5, 8, 12, 18, 26, 40, 70, 150)  # effective characters; see _own
_SHARES = (0.0, 0.2, 0.5)


Known = dict[tuple[str, Sequence[Hit]], tuple[list[str], str]]


def cues(lines: Sequence[Line], known: Known | None = None) -> list[list[str]]:
    """The cues of each line, own ones first, then those of its neighbourhood."""
    counts = Counter(line.text for line in lines)
    own: list[list[str]] = []
    kinds: list[str] = []
    known = {} if known is None else known
    for line in lines:
        key = (line.text, line.hits)
        seen = known.get(key)
        if seen is None:
            seen = known[key] = _own(line)
        names, kind = seen
        if counts[line.text] > 1:
            names = [*names, "dup" if len(line.text) > 7 else "dup short"]
        own.append(names)
        kinds.append(kind)
    core = _core(lines, kinds)
    prose = [
        line.text for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True) if kind == "S"
    ]
    topic, lead = topic_of(prose), topic_of(prose[:4])
    around = _around(kinds)
    under = _under(lines, kinds)
    for at, line in enumerate(lines):
        around[at] += _place(at, core, kinds[at])
        around[at] += _about(line.text, kinds[at], at - core[0], at - core[1], under[at], topic, lead)
    if any(line.evidence for line in lines):
        return [a + b + c for a, b, c in zip(own, around, markup_cues(lines, kinds, core), strict=True)]
    return [a + b for a, b in zip(own, around, strict=True)]


def _own(line: Line) -> tuple[list[str], str]:
    """A line's own cues and its kind: S sentence, M middling, C hit by a rule, s short."""
    text = _BULLET.sub("", line.text)
    shape = text.translate(_CLASS)
    count = shape.count
    size = len(text)
    latin, digits, spaces = count("l"), count("d"), count(" ")
    seps, commas, stops = count("s"), count(","), count(".") + (text.count(". ") if latin else 0)
    # A Latin letter weighs as much as a third of a Chinese character in running text.
    han = size - latin - digits - spaces - seps - commas - stops - count('"')
    weight = size - spaces - latin * 0.65
    bucket = bisect_right(_LENGTHS, weight)
    visible = max(size - spaces, 1)
    names = [f"len {bucket}"]
    tail = text.rstrip(_CLOSERS)
    last = tail[-1:] if tail else text[-1:]
    ends = last in _STOPS and not (text.endswith("..") or text.endswith("…"))
    names.append(
        "end stop"
        if ends
        else "end dots"
        if last in ".…"
        else "end colon"
        if last == ":"
        else "end comma"
        if last in ",，、"
        else "end >"
        if last in ">»"
        else "end none"
    )
    names.append(f"marks {min(commas + stops, 6)}" if ends else f"marks {min(commas + stops, 6)} open")
    if han >= 8:
        names.append(f"function {min(int(count('f') * 20 / han), 5)}")
    if seps:
        names.append(f"seps {min(seps, 4)} {'long' if bucket > 6 else 'short'}")
    if digits:
        names.append(f"digits {bisect_right(_SHARES, digits / visible)}")
    if latin:
        names.append(f"latin {bisect_right(_SHARES, latin / visible)}")
        if latin > han * 3:
            names.append(f"latin len {bucket}")
    if spaces:
        names.append(f"spaces {min(int(spaces * 12 / size), 4)}" if latin < han else "spaces latin")
    if digits and _DATED.search(text):
        names.append(f"dated {min(bucket, 6)}")
    if _RANKED.match(text):
        names.append("ranked")
    first = text[:1]
    if (first and shape[0] in 's"') or first in "(—-@©":
        names.append(f"begin {first}")
    if latin and _LINKISH.search(text):
        names.append("link")
    sentence = (ends and (bucket >= 5 or (bucket >= 4 and commas > 0))) or (bucket >= 8 and commas + stops > 1)
    kind = "S" if sentence else "M" if bucket >= 6 else "s"
    hit = _hits(line, text, names)
    return names, "C" if hit else kind


def _hits(line: Line, text: str, names: list[str]) -> bool:
    """Cues of the rules that hit; whether the line is wholly a rule's."""
    whole = False
    covered = 0
    seen = set()
    for hit in line.hits:
        rule = hit.rule
        if rule.match == "line" or rule.match == "lines":
            whole = whole or rule.action != "signal"
            name = f"hit {rule.category} {rule.match}" + (" signal" if rule.action == "signal" else "")
        else:
            covered += hit.end - hit.start if rule.action != "signal" else 0
            name = f"hit {rule.category} span" + (" signal" if rule.action == "signal" else "")
        seen.add(name)
    names.extend(sorted(seen))
    if covered:
        share = covered / max(len(text), 1)
        names.append(f"covered {min(int(share * 4), 4)}")
        whole = whole or share > 0.7
    return whole


# What a line adds to a run of prose: a sentence its length (long ones no more than this), others a cost. The
# best run by itself is the "densest run" baseline, F1 .898 on pages nobody tuned on (docs/zones.md).
_LONG = 160
_COSTS = {"s": -9.0, "M": -6.0, "C": -30.0}


def _core(lines: Sequence[Line], kinds: Sequence[str]) -> tuple[int, int]:
    """The densest run of sentences, as a half-open range of lines (maximum subarray, Kadane)."""
    best = run = 0.0
    start, found = 0, (0, 0)
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        value = min(len(line.text), _LONG) if kind == "S" else _COSTS[kind]
        if run <= 0:
            run, start = 0.0, at
        run += value
        if run > best:
            best, found = run, (start, at + 1)
    return found


def _place(at: int, core: tuple[int, int], kind: str) -> list[str]:
    """Where a line stands to the core."""
    start, end = core
    if end == start:
        return ["core none"]
    if at < start:
        return [f"core before {kind}", f"core before {_steps(start - at)}"]
    if at >= end:
        return [f"core after {kind}", f"core after {_steps(at - end + 1)}"]
    return [f"core in {kind}", f"core in {_steps(min(at - start, end - 1 - at) + 1)} {kind}"]


def _about(
    text: str, kind: str, start: int, end: int, under: str, topic: frozenset[str], lead: frozenset[str]
) -> list[str]:
    """What a line talks about, against the core; `start` and `end` are its distances to the core's borders."""
    names = [f"under {under} {kind}"] if under else []
    if kind == "S":
        if start > 2:  # the prose of another story shares little with how this one begins
            shared = min(int(10 * overlap(text[:200], lead)), 4)
            names.append(f"lead {shared} {'under' if under else 'free'}")
    elif 4 <= len(text) <= 60:
        shared = int(4 * overlap(text, topic)) if topic else 9
        names.append(f"topic {shared} {'before' if start < 0 else 'after' if end >= 0 else 'in'}")
    return names


def _steps(distance: int) -> str:
    return (
        str(distance)
        if distance < 4
        else "4-6"
        if distance < 7
        else "7-12"
        if distance < 13
        else "13-30"
        if distance < 31
        else "31+"
    )


def _under(lines: Sequence[Line], kinds: Sequence[str]) -> list[str]:
    """What each line stands under: a list's heading (相关阅读) or a second page head (a post, a byline) below prose."""
    out = [""] * len(lines)
    above: set[str] = set()
    prose, mark, since = 0, "", 0
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        found = {hit.rule for hit in line.hits if hit.rule.match in ("line", "lines") and hit.rule.action != "signal"}
        if kind == "S":
            prose += len(line.text)
        elif prose < 60:
            above.update(rule.id for rule in found)
        elif any(rule.match == "lines" for rule in found):
            mark, since = "list", 0
        elif mark != "list" and any(rule.id in above for rule in found):
            mark, since = "second", 0
        if mark:
            since += 1
            out[at] = f"{mark} {'near' if since < 4 else 'far' if since < 13 else 'end'}"
    return out


def _around(kinds: Sequence[str]) -> list[list[str]]:
    """Cues of the neighbourhood: the lines beside, and what stands within four and twelve lines."""
    size = len(kinds)
    pad = "^" * 12 + "".join(kinds) + "$" * 12
    out = []
    for at in range(size):
        k = at + 12
        before, after = pad[k - 1], pad[k + 1]
        near_b, near_a = pad[k - 4 : k], pad[k + 1 : k + 5]
        far = pad[k - 12 : k + 13]
        here = pad[k]
        out.append(
            [
                f"between {before}{here}{after}",
                f"prose before {near_b.count('S')} {here}",
                f"prose after {near_a.count('S')} {here}",
                f"rules before {near_b.count('C')} {here}",
                f"rules after {near_a.count('C')} {here}",
                f"prose around {far.count('S') // 3}",
                f"rules around {far.count('C') // 3}",
            ]
        )
    return out
