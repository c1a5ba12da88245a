"""Seams: what a rule knows in a line only since its parts were joined, or since another part of it went.

The idea: strip sees lines as layout broke them, and each as a whole. A jump of print that stood in two lines,
`（下` and `转第三版）`, is one when the lines are; a hint that stood behind a byline is a line of its own when the
byline is gone. So the lines that a join or a span's drop has touched are shown to the rules once more.

Invariant: only what touches such a seam goes, by a rule that may act where strip saw the line; the title stays.
Cleaning the article again would take the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cleaner.document import Document, Edit, Field, Proposal
from cleaner.hanzi import fold
from cleaner.match import Hit, apart
from cleaner.settings import Settings
from cleaner.zoning.layout import lines_of
from cleaner.zoning.lines import is_sentence

_JOIN = "structure.wrapped-line"
_MARK = 1  # characters of what a rule asks for before a hit: the end of a sentence
_ACTIONS = ("drop", "extract")


def propose(doc: Document, settings: Settings) -> Proposal:
    """Drops across joins and beside dropped spans, and the fields that are read there; none where strip did not run."""
    seams = _seams(doc) if doc.lines else {}
    if not seams:
        return Proposal()
    hits = settings.matcher.scan([fold(doc.text[start:end]) for start, end in seams])
    starts = [line.start for line in doc.lines]
    titles = {field.start for field in doc.fields if field.name in ("title", "subtitle")}
    prose = next((line.start for line in lines_of(doc.text) if is_sentence(line.text)), 0)
    known = {field.name for field in doc.fields}
    edits: list[Edit] = []
    fields: list[Field] = []
    for ((start, end), places), found in zip(seams.items(), hits, strict=True):
        origin = doc.origin(start)
        if not found or origin in titles:
            continue
        zone = doc.lines[max(bisect_right(starts, origin) - 1, 0)].zone
        above = end <= prose
        for hit in apart([hit for hit in found if _may(hit, zone, above) and _touches(hit, start, places)]):
            low, high = _outer(doc.text, start + hit.start, start + hit.end, (start, end))
            edits.append(Edit(low, high, "", hit.rule.id))
            if hit.value is not None and hit.rule.field not in known:
                low, high = start + hit.value[0], start + hit.value[1]
                fields.append(Field(hit.rule.field, doc.text[low:high], low, high, hit.rule.id))
    return Proposal(edits, fields)


STEPS = (("seams", propose),)


def _seams(doc: Document) -> dict[tuple[int, int], list[tuple[int, bool]]]:
    """The lines of the text that were joined or lost a part, and where: each place, and whether it is a join."""
    out: dict[tuple[int, int], list[tuple[int, bool]]] = {}
    text, shift = doc.text, 0
    for first, last, new, rule, _, aligned, _ in doc.changes:
        at = first + shift
        if not aligned:
            shift += len(new) - (last - first)
        join = rule == _JOIN
        if not join and (new or not rule.startswith("strip.")):
            continue
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if bare := line.strip():
            start += len(line) - len(line.lstrip())
            end = start + len(bare)
            out.setdefault((start, end), []).append((min(max(at, start), end), join))
    return out


def _may(hit: Hit, zone: str, above: bool) -> bool:
    """Whether the rule of `hit` may act in a line that strip saw in `zone` and left, `above` the first sentence."""
    rule = hit.rule
    if rule.action not in _ACTIONS or rule.match not in ("regex", "line") or hit.end == hit.start:
        return False
    if above and rule.match == "line" and "head" in rule.zones:
        return True  # as chrome as what went from the line
    place = zone if zone in ("head", "tail") else "body"
    return place in rule.zones and rule.strong


def _touches(hit: Hit, start: int, places: Sequence[tuple[int, bool]]) -> bool:
    """Whether the hit is there for a seam: it, or the mark that it stands behind, reaches across a join or to where a
    part went."""
    low, high = start + hit.start, start + hit.end
    return any(low - _MARK <= at < high if join else low <= at <= high for at, join in places)


def _outer(text: str, start: int, end: int, line: tuple[int, int]) -> tuple[int, int]:
    """The span with the spaces that would be left over at the line's end or beginning."""
    if end == line[1]:
        while start > line[0] and text[start - 1] == " ":
            start -= 1
    elif start == line[0]:
        while end < line[1] and text[end] == " ":
            end += 1
    return start, end
