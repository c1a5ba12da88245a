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
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleaner.document import Evidence
from cleaner.match import Hit

ZONES = ("head", "title", "body", "insert", "tail")
_HEAD, _TITLE, _BODY, _INSERT, _TAIL = range(5)
# Where a walk may go from each zone; it begins in head, title or body and may end in any but a lone title.
_NEXT = ((0, 1, 2), (0, 1, 2), (2, 3, 4), (2, 3), (4,))
_FAR = -1e9

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


_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def table_name(lines: Sequence[Line]) -> str:
    """Which table fits the page: `text` or `html`, with `-latin` where the script parts words by spaces."""
    sample = "".join([line.text for line in lines[:400]])
    wide = len(_CJK.findall(sample))
    name = "html" if any(line.evidence for line in lines) else "text"
    return name if wide * 5 > len(sample) - sample.count(" ") else name + "-latin"


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
        back = [max(h + hh, t + ht, b + hb), max(h + th, t + tt, b + tb), max(b + bb, i + bi, e + be), max(b + ib, i + ii), e + ee]
    out.reverse()
    return out


# --- cues -------------------------------------------------------------------------------------

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
    topic = _prose([line for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True) if kind == "S"])
    around = _around(kinds)
    for at, names in enumerate(around):
        names += _place(at, core, kinds[at])
        text = lines[at].text
        if kinds[at] != "S" and 4 <= len(text) <= 60:
            names.append(f"topic {_overlap(text, topic)} {'before' if at < core[0] else 'after' if at >= core[1] else 'in'}")
    if any(line.evidence for line in lines):
        return [a + b + c for a, b, c in zip(own, around, _html(lines, kinds, core), strict=True)]
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
    names.append("end stop" if ends else "end dots" if last in ".…" else "end colon" if last == ":" else "end comma" if last in ",，、" else "end >" if last in ">»" else "end none")
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
    if first and shape[0] in 's"' or first in "(—-@©":
        names.append(f"begin {first}")
    if latin and _LINKISH.search(text):
        names.append("link")
    sentence = ends and (bucket >= 5 or (bucket >= 4 and commas > 0)) or bucket >= 8 and commas + stops > 1
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


def _steps(distance: int) -> str:
    return str(distance) if distance < 4 else "4-6" if distance < 7 else "7-12" if distance < 13 else "13-30" if distance < 31 else "31+"


# Characters of the core that say what the page talks about; more say nothing new.
_TOPIC = 3000


def _prose(lines: Sequence[Line]) -> frozenset[str]:
    """Pairs of characters in the core's sentences: what the page talks about."""
    pairs: set[str] = set()
    total = 0
    for line in lines:
        pairs.update(map("".join, zip(line.text, line.text[1:], strict=False)))
        total += len(line.text)
        if total > _TOPIC:
            break
    return frozenset(pairs)


def _overlap(text: str, prose: frozenset[str]) -> int:
    """How much of a line's pairs stand in the prose: 0 none … 4 nearly all; 9 where there is no prose."""
    if not prose:
        return 9
    pairs = [text[k : k + 2] for k in range(len(text) - 1)]
    return int(4 * sum(pair in prose for pair in pairs) / max(len(pairs), 1))


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


# --- cues of HTML -----------------------------------------------------------------------------

_TOLD = (
    "content article body text main post entry detail nav foot head side related comment reply share copyright crumb menu recommend "
    "hot list tag author source date time title ad banner login search pager page editor info toolbar footer header sidebar widget "
    "aside rank link friend tool more meta caption photo pic img video code quote"
).split()
_WORD = re.compile("|".join(sorted(_TOLD, key=len, reverse=True)))


_PARTS = ("nav", "footer", "header", "aside", "article", "main", "form", "table", "ul", "ol", "li", "dl", "h1", "h2", "h3", "pre", "blockquote", "figure", "figcaption", "button", "select", "p", "td", "span", "em", "strong", "a")


def _html(lines: Sequence[Line], kinds: Sequence[str], core: tuple[int, int]) -> list[list[str]]:
    """Cues of tags, class words, links, hiddenness, and of how far the line's container is from the core's."""
    chain = _core_boxes(lines, kinds, core)
    out: list[list[str]] = []
    for at, line in enumerate(lines):
        evidence = line.evidence
        if evidence is None:
            out.append([])
            continue
        parts = evidence.path.split("/")
        links = min(int(evidence.links * 5), 4)
        names = [f"tag {parts[-1]}", f"links {links}", f"links {links} {kinds[at]}"]
        shared = 0
        for own, box in zip(evidence.boxes, chain, strict=False):
            if own != box:
                break
            shared += 1
        up = min(len(chain) - shared, 6)
        side = "before" if at < core[0] else "after" if at >= core[1] else "in"
        names += [f"box up {up} {side}", f"box up {up} {kinds[at]}"]
        if up == 0:
            names.append(f"box deep {min(len(evidence.boxes) - shared, 4)} {kinds[at]}")
        names += [f"word {word}" for word in sorted(set(_WORD.findall(evidence.words)))]
        if evidence.hidden:
            names += ["hidden", f"hidden {kinds[at]}"]
        if evidence.breaks:
            names.append(f"breaks {min(evidence.breaks, 3)}")
        inside = set(parts)
        names += [f"in {part}" for part in _PARTS if part in inside]
        out.append(names)
    return out


def _core_boxes(lines: Sequence[Line], kinds: Sequence[str], core: tuple[int, int]) -> tuple[int, ...]:
    """The containers, outermost first, that hold nearly all of the core's prose."""
    amounts: Counter[int] = Counter()
    total = 0
    longest: tuple[int, ...] = ()
    for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True):
        if kind == "S" and line.evidence is not None:
            size = len(line.text)
            total += size
            for box in line.evidence.boxes:
                amounts[box] += size
    for line, kind in zip(lines[core[0] : core[1]], kinds[core[0] : core[1]], strict=True):
        if kind == "S" and line.evidence is not None:
            held = tuple(box for box in line.evidence.boxes if amounts[box] >= 0.8 * total)
            longest = max(longest, held, key=len)
    return longest
