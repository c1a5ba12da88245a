"""Strip: what is no article goes, each line or span by the rule or the zone evidence that says so.

The idea: rules name what a line *is* (a breadcrumb, a credit, an ICP number); the zone model says where it
*stands*; only both together remove anything. A line that no rule knows goes only if the model puts it outside the
article by a wide margin, on a page that has other chrome around it.

Invariant: a line of the body loses only what a `strong` rule names; the title stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner import headline, spam, zones
from cleaner.document import Document, Edit, Field, LineNote, Note, Proposal, Warning
from cleaner.headline import Heading
from cleaner.lines import Row, is_sentence, rows, whole
from cleaner.match import Hit
from cleaner.rules import Rule
from cleaner.settings import Settings
from cleaner.zones import Label, Line

# Added to the body's score: a line lost is worse than a line of chrome kept.
BIAS = 1.0
# How far (in the model's scores) a line that no rule knows must be from the body before it goes.
MARGIN = {"head": 1.0, "insert": 3.0, "tail": 1.0}
_UNMARKED = {"head": "strip.unmarked-head", "insert": "strip.unmarked-insert", "tail": "strip.unmarked-tail", "title": "strip.unmarked-head"}
_BETWEEN = re.compile(r"^[\s|/,;:、·•>»_~—–\-()（）\[\]【】<>*.©®丨┃]*$")
_DANGLING = re.compile(r"[ ]*[|丨┃>»]+$")
# Below this margin a sentence that went is one to look at.
_THIN = 2.5
# Above this margin of the body a footer's or a list's words are the article's own.
_SURE = 6.0
_DATE = "strip.date-span"
_ROUNDS = 4


class Fate(NamedTuple):
    """What happens to a row: the rule that takes it whole, or the spans that rules take out of it."""

    rule: str = ""
    note: Note | None = None
    spans: tuple[Hit, ...] = ()
    covered: bool = False  # the spans leave nothing but separators

    @property
    def gone(self) -> bool:
        """Whether nothing of the row stays."""
        return bool(self.rule) or self.covered


def propose(doc: Document, settings: Settings) -> Proposal:
    """Drops of chrome, credits (into fields), footers and spam; the title's field; warnings in doubt."""
    page = rows(doc, settings.matcher)
    if not page:
        return Proposal()
    labels, fates, heading = _judge(page, settings, _known_title(doc))
    shown = [_rest(row, fate.spans) for row, fate in zip(page, fates, strict=True)]
    edits: list[Edit] = []
    fields: list[Field] = list(_title_fields(doc, shown, heading))
    widget = _date_widgets(page, fates, heading)
    for at, (row, fate) in enumerate(zip(page, fates, strict=True)):
        if fate.rule:
            edits.append(Edit(row.start, row.end, "", fate.rule, fate.note))
        elif fate.spans:
            edits.extend(_span_edits(row, fate.spans))
        fields.extend(f for f in _extracted(doc, row, fate) if not (at in widget and f.name == "published"))
    edits.extend(_title_edits(shown, heading, settings))
    edits.extend(_dangling(page, fates, settings, heading))
    notes = [
        LineNote(doc.text.rfind("\n", 0, row.start) + 1, row.end, *label) for row, label in zip(page, labels, strict=True)
    ]
    return Proposal(_disjoint(edits), fields, list(_warnings(page, labels, fates, settings)), notes)


STEPS = (("strip", propose),)


def _known_title(doc: Document) -> str:
    return next((field.value for field in doc.fields if field.name == "title"), "")


# --- which rows go ----------------------------------------------------------------------------


def _judge(page: Sequence[Row], settings: Settings, known: str) -> tuple[list[Label], list[Fate], Heading]:
    """Label the rows, take away, label the survivors again, until nothing more goes."""
    from cleaner import hanzi

    known = hanzi.fold(known)
    chinese = spam.is_chinese(page)
    labels: list[Label] = [Label("body", 0.0, "")] * len(page)
    fates: list[Fate] = [Fate()] * len(page)
    heading = Heading()
    left = list(range(len(page)))
    known_cues: zones.Known = {}
    for turn in range(_ROUNDS):
        found = zones.label([Line(page[k].text, page[k].hits, page[k].evidence) for k in left], BIAS, known_cues)
        for k, label in zip(left, found, strict=True):
            labels[k] = label
        new = _fates([page[k] for k in left], found, settings, chinese)
        if turn == 0:
            shown = [_rest(row, fate.spans) for row, fate in zip(page, new, strict=True)]
            heading = headline.choose(shown, [l.zone for l in found], [f.gone and f.rule not in _UNMARKED.values() for f in new], known)
        kept = _kept(heading)
        new = _veto([page[k] for k in left], found, new, {at for at, k in enumerate(left) if k in kept})
        gone = [k for k, fate in zip(left, new, strict=True) if fate.gone]
        for k, fate in zip(left, new, strict=True):
            fates[k] = fate
        left = [k for k in left if not fates[k].gone]
        if not gone or not left:
            break
    return labels, fates, heading


def _kept(heading: Heading) -> set[int]:
    own = {k for k in (heading.title, heading.subtitle) if k is not None}
    return own | heading.kept


def _fates(page: Sequence[Row], labels: Sequence[Label], settings: Settings, chinese: bool) -> list[Fate]:
    """What the rules, and then the zones, want done with each row."""
    first, last = _prose_bounds(page, labels)
    out: list[Fate] = []
    anchor: Rule | None = None
    for at, (row, label) in enumerate(zip(page, labels, strict=True)):
        place = "head" if at < first else "tail" if at > last else "body"
        zone = label.zone if label.zone != "title" else "head"
        fate, started = _by_rule(row, label, place)
        if started is not None:
            anchor = started
        elif zone == "body" and not fate.gone:
            anchor = None
        if not fate.gone and settings.on("strip.spam-line"):
            found = spam.signs(row, label.zone, chinese)
            introduced = at > 0 and page[at - 1].text.endswith(":")  # an article that quotes spam says so
            if len(found) > 1 and not introduced:
                fate = Fate("strip.spam-line", {"signs": found})
        if not fate.gone and anchor is not None and zone in ("tail", "insert"):
            fate = Fate(anchor.id, {"zone": zone, "margin": label.margin, "cues": label.why})
        if not fate.gone and zone != "body" and label.margin >= MARGIN[zone] and settings.on(_UNMARKED[zone]):
            fate = Fate(_UNMARKED[zone], {"margin": label.margin, "cues": label.why}, fate.spans)
        out.append(fate)
    return out


def _prose_bounds(page: Sequence[Row], labels: Sequence[Label]) -> tuple[int, int]:
    """The first and last row that is plainly prose of the body."""
    solid = [
        at
        for at, (row, label) in enumerate(zip(page, labels, strict=True))
        if label.zone == "body" and is_sentence(row.text) and not whole(row)
    ]
    if not solid:
        solid = [at for at, (row, label) in enumerate(zip(page, labels, strict=True)) if label.zone == "body" and not whole(row)]
    return (solid[0], solid[-1]) if solid else (len(page), -1)


def _by_rule(row: Row, label: Label, place: str) -> tuple[Fate, Rule | None]:
    """The rule that takes the row, or the spans that rules take; and the anchor rule that it starts."""
    for hit in whole(row):
        if _may(hit.rule, row, label, place):
            return Fate(hit.rule.id), hit.rule if hit.rule.match == "lines" else None
    spans = _chosen([hit for hit in row.hits if hit.rule.match in ("regex", "table") and _may(hit.rule, row, label, place)])
    if spans and place != "body" and _covers(row.text, spans):
        return Fate(spans=spans, covered=True), None
    if all(hit.rule.id == _DATE for hit in spans):  # a date in a line of other words is not the line's own
        spans = ()
    return Fate(spans=spans), None


def _may(rule: Rule, row: Row, label: Label, place: str) -> bool:
    """Whether `rule` may act on a row with `label`, at `place` (head, body, tail) relative to the prose."""
    if rule.action not in ("drop", "extract"):
        return False
    zone = label.zone
    if zone == "title":
        return "head" in rule.zones and rule.category not in ("footer", "related", "spam")
    if zone != "body":
        return place in rule.zones or zone in rule.zones or zone == "insert"
    if place not in rule.zones:
        return False
    if rule.strong:
        return True
    sure = label.margin > _SURE and rule.category in ("footer", "related")
    return place != "body" and not is_sentence(row.text) and not sure


def _chosen(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits that do not overlap: extracts before drops, the longer before the shorter, then by id."""
    order = sorted(hits, key=lambda h: (h.rule.action != "extract", h.start - h.end, h.rule.id))
    taken: list[Hit] = []
    for hit in order:
        if hit.end > hit.start and all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return tuple(sorted(taken, key=lambda h: h.start))


def _covers(text: str, spans: Sequence[Hit]) -> bool:
    """Whether nothing but separators is left of `text` beside `spans`."""
    at = 0
    for span in spans:
        if not _BETWEEN.match(text[at : span.start]):
            return False
        at = span.end
    return bool(_BETWEEN.match(text[at:]))


def _veto(page: Sequence[Row], labels: Sequence[Label], fates: list[Fate], kept: set[int]) -> list[Fate]:
    """Take back drops without proof: the heading's lines, and zones in which no rule met anything."""
    out = list(fates)
    for at in kept:
        if out[at].rule in _UNMARKED.values() or out[at].rule.startswith("strip.menu"):
            out[at] = Fate(spans=out[at].spans)
    for zone in ("head", "tail", "insert"):
        members = [at for at, label in enumerate(labels) if (label.zone if label.zone != "title" else "head") == zone]
        proofs = sum(1 for at in members if page[at].hits and any(h.rule.action != "signal" for h in page[at].hits))
        need = 1 if zone != "insert" else 0
        if proofs < need:
            for at in members:
                if out[at].rule in _UNMARKED.values() and labels[at].margin < 6.0:
                    out[at] = Fate(spans=out[at].spans)
    if all(label.zone != "body" for label in labels) and not any(is_sentence(row.text) for row in page):
        proofs = sum(1 for fate in out if fate.gone and fate.rule not in _UNMARKED.values())
        if proofs * 4 < len(page):
            out = [Fate(spans=fate.spans) if fate.rule in _UNMARKED.values() else fate for fate in out]
    return out


# --- edits and fields -------------------------------------------------------------------------


def _span_edits(row: Row, spans: Sequence[Hit]) -> Iterator[Edit]:
    """Drops of the spans; separators between them and at the ends go with the neighbour."""
    text = row.text
    full = _covers(text, spans)
    at = 0
    for number, span in enumerate(spans):
        start, end = span.start, span.end
        if _BETWEEN.match(text[at:start]) and (number or full):
            start = at
        if full and number == len(spans) - 1:
            end = len(text)
        elif not full:
            start, end = _with_space(text, start, end)
        start = max(start, at)
        yield Edit(row.start + start, row.start + end, "", span.rule.id)
        at = end


def _rest(row: Row, spans: Sequence[Hit]) -> Row:
    """The row without its spans: the longest piece that is left."""
    if not spans:
        return row
    pieces, at = [], 0
    for start, end in [*((hit.start, hit.end) for hit in spans), (len(row.text), len(row.text))]:
        piece = row.text[at:start]
        text = piece.strip()
        pieces.append((len(text), -at, at + len(piece) - len(piece.lstrip()), text))
        at = end
    _, _, start, text = max(pieces)
    return row._replace(start=row.start + start, end=row.start + start + len(text), text=text)


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the spaces on one side, so that none is left over at the line's ends."""
    if end == len(text.rstrip()):
        while start and text[start - 1] == " ":
            start -= 1
        return start, len(text)
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    return start, end


def _extracted(doc: Document, row: Row, fate: Fate) -> Iterator[Field]:
    """What extract rules read on this row."""
    if fate.rule:
        hits = [h for h in row.hits if h.rule.action == "extract" and h.value is not None and (h.rule.id == fate.rule or h.rule.match == "regex")]
    else:
        hits = [h for h in fate.spans if h.rule.action == "extract"]
        hits += [h for h in row.hits if h.rule.action == "extract" and h.rule.strong and h not in hits and h.value is not None]
    for hit in hits:
        if hit.value is None:
            continue
        start, end = row.start + hit.value[0], row.start + hit.value[1]
        yield Field(hit.rule.field, doc.text[start:end], start, end, hit.rule.id)


def _date_widgets(page: Sequence[Row], fates: Sequence[Fate], heading: Heading) -> set[int]:
    """Rows above the title whose date is today's, printed by a script: no other words, menus or crumbs below."""
    out: set[int] = set()
    title = heading.title
    if title is None:
        return out
    dated = [at for at, fate in enumerate(fates) if fate.gone and _is_dated(page[at])]
    for at in dated:
        crumbs = any(hit.rule.field == "section" for k in range(at + 1, title) for hit in page[k].hits)
        if at < title and (crumbs or any(k > title for k in dated)) and len(page[at].text) < 40:
            out.add(at)
    return out


def _is_dated(row: Row) -> bool:
    return any(hit.rule.action == "extract" and hit.rule.field == "published" for hit in row.hits)


def _title_fields(doc: Document, page: Sequence[Row], heading: Heading) -> Iterator[Field]:
    if heading.title is None:
        return
    row = page[heading.title]
    end = row.start + heading.suffix if heading.suffix else row.end
    start = row.start
    yield Field("title", doc.text[start:end].rstrip(), start, end, "strip.title")
    if heading.subtitle is not None:
        row = page[heading.subtitle]
        start = row.end - len(headline.without_dashes(row.text))
        yield Field("subtitle", doc.text[start : row.end], start, row.end, "strip.title")


def _title_edits(page: Sequence[Row], heading: Heading, settings: Settings) -> Iterator[Edit]:
    if settings.on("strip.repeated-title"):
        for at in sorted(heading.repeats):
            yield Edit(page[at].start, page[at].end, "", "strip.repeated-title")
    if heading.title is not None and heading.suffix and settings.on("strip.title-suffix"):
        row = page[heading.title]
        yield Edit(row.start + heading.suffix, row.end, "", "strip.title-suffix")


def _dangling(page: Sequence[Row], fates: Sequence[Fate], settings: Settings, heading: Heading) -> Iterator[Edit]:
    """A separator that a dropped neighbour left at a heading's end."""
    if not settings.on("strip.dangling-separator"):
        return
    for at in _kept(heading):
        row = page[at]
        found = _DANGLING.search(row.text)
        if found and not fates[at].spans and not heading.suffix:
            yield Edit(row.start + found.start(), row.end, "", "strip.dangling-separator")


def _disjoint(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in order, a later one giving way where two want the same characters."""
    out: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def _warnings(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], settings: Settings) -> Iterator[Warning]:
    if all(fate.gone for fate in fates) and settings.on("strip.no-article"):
        yield Warning("strip.no-article", page[0].start, page[-1].end)
    thin = [
        at
        for at, (row, label, fate) in enumerate(zip(page, labels, fates, strict=True))
        if fate.rule in _UNMARKED.values() and label.margin < _THIN and is_sentence(row.text) and len(row.text) >= 30
    ]
    if thin and settings.on("strip.thin-margin"):
        first = thin[0]
        yield Warning("strip.thin-margin", page[first].start, page[first].end, {"lines": len(thin), "margin": labels[first].margin})
