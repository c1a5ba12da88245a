"""A page and the record of what was done to it.

The idea: a `Document` is its source text plus one flat, sorted list of disjoint `Change`s
against that source. Stages never touch text; they propose `Edit`s in coordinates of the text
they saw, and `Document.apply` rebases those onto the source. The article, the ledger, the diff
and the undo are all views of that one list.

Invariant: `restore(document.text, document.changes) == document.source`, after any edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias, TypeVar

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Note: TypeAlias = Mapping[str, Json]


class Edit(NamedTuple):
    """Replace `text[start:end]` of the text a stage saw by `text`, because of `rule`.

    An empty `text` is a drop and owns all it covers. An `aligned` edit keeps the length and counts
    character by character: it owns only the characters that it changes.
    """

    start: int
    end: int
    text: str
    rule: str
    note: Note | None = None
    aligned: bool = False


class Warning(NamedTuple):
    """Something an editor should look at; changes nothing. Offsets as in `Edit`."""

    rule: str
    start: int
    end: int
    note: Note | None = None


class Field(NamedTuple):
    """A metadata value and the span it was read from (offsets as in `Edit`).

    `value` is the raw reading; the pipeline converts and normalises it like the body.
    """

    name: str
    value: str
    start: int
    end: int
    rule: str


class Evidence(NamedTuple):
    """What HTML knew about a line. Text pages have none."""

    path: str  # ancestors from the root, "/"-joined tag names: "html/body/div/p"
    words: str  # class and id words of the nearest ancestors, lower case, space-joined
    links: float  # share of the line's visible characters inside <a>, 0..1
    hidden: str  # why a browser would not show it ("display:none"), "" when it would
    rule: str = ""  # id of the `select` rule whose element holds the line
    boxes: tuple[int, ...] = ()  # numbers of the containers around the line, outermost first, at most 24
    breaks: int = 0  # <br> between this line and the one before in its block; 0: a block begins here


class LineNote(NamedTuple):
    """What was decided about a line, and how sure; for `explain` and the report. Offsets as in `Edit`."""

    start: int
    end: int
    zone: str
    margin: float  # distance to the second best zone, in the zone model's scores
    why: str


class Proposal(NamedTuple):
    """What a stage returns. Edits need not be sorted; they must not overlap one another."""

    edits: Sequence[Edit] = ()
    fields: Sequence[Field] = ()
    warnings: Sequence[Warning] = ()
    lines: Sequence[LineNote] = ()


class Change(NamedTuple):
    """`source[start:end]` became `text`; `rule` owns it, the rules in `via` acted on it as well."""

    start: int
    end: int
    text: str
    rule: str
    note: Note | None = None
    aligned: bool = False
    via: tuple[str, ...] = ()


class MisfitError(ValueError):
    """An article and a ledger that do not belong together."""


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters `old` and `new` share at the front, and how many of the rest at the end."""
    least = min(len(old), len(new))
    head = 0
    while head < least and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < least - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def restore(article: str, changes: Sequence[Change], removed: Sequence[str]) -> str:
    """The source text of `article`; `removed[i]` is what `changes[i]` replaced.

    Raises `MisfitError`, naming the offset, where the article does not hold what a change wrote.
    """
    if len(changes) != len(removed):
        raise MisfitError(f"{len(changes)} changes but {len(removed)} removed texts: the ledger is cut short")
    parts: list[str] = []
    at = shift = 0  # position in the article; source offset minus article offset
    for change, before in zip(changes, removed, strict=True):
        start = change.start - shift
        stop = start + len(change.text)
        if start < at or article[start:stop] != change.text or len(before) != change.end - change.start:
            raise MisfitError(f"the article does not hold {change.text[:20]!r} of {change.rule} at offset {start}")
        parts.append(article[at:start])
        parts.append(before)
        at = stop
        shift += len(before) - len(change.text)
    parts.append(article[at:])
    return "".join(parts)


class Document:
    """A source text, what was done to it so far, and what was learnt from it. Immutable.

    `changes`, `fields`, `warnings`, `lines` and the keys of `evidence` are in source offsets; `text` is the
    text as it now stands, the coordinates in which a stage proposes.
    """

    __slots__ = ("_anchors", "_keys", "changes", "evidence", "fields", "lines", "source", "text", "warnings")

    def __init__(
        self,
        source: str,
        evidence: Mapping[int, Evidence] | None = None,
        *,
        text: str | None = None,
        changes: Sequence[Change] = (),
        fields: Sequence[Field] = (),
        warnings: Sequence[Warning] = (),
        lines: Sequence[LineNote] = (),
    ) -> None:
        self.source = source
        self.text = source if text is None else text
        self.changes = changes
        self.fields = fields
        self.warnings = warnings
        self.lines = lines
        self.evidence: Mapping[int, Evidence] = evidence or {}
        self._anchors: list[tuple[int, int]] | None = None
        self._keys: list[int] | None = None

    def apply(self, proposal: Proposal) -> Document:
        """The document after `proposal`, its edits rebased onto the source in one linear pass.

        Raises `ValueError` where two edits overlap, leave the text, or an aligned one changes length.
        """
        if not any(proposal):
            return self
        edits = sorted(proposal.edits, key=_by_place)
        _check(edits, len(self.text))
        fields = [f._replace(start=a, end=b) for f, (a, b) in self._spans(proposal.fields)]
        warnings = [w._replace(start=a, end=b) for w, (a, b) in self._spans(proposal.warnings)]
        return Document(
            self.source,
            self.evidence,
            text=_edited(self.text, edits) if edits else self.text,
            changes=_Rebase(self.source, self.text, self.changes, edits).run() if edits else self.changes,
            fields=[*self.fields, *fields],
            warnings=[*self.warnings, *warnings],
            lines=[*self.lines, *(n._replace(start=a, end=b) for n, (a, b) in self._spans(proposal.lines))],
        )

    def origin(self, position: int) -> int:
        """The source offset of the character at `position` of `text`.

        Inside a replaced stretch, where no character has an origin of its own, that is its start.
        """
        anchors = self._anchor_list()
        at = bisect_right(anchors, (position, len(self.source) + 1)) - 1
        start, source = anchors[at]
        if source < 0:  # inside the text of an atomic change
            return -source - 1
        return source + position - start

    def before(self, change: Change) -> str:
        """What stood in the source where `change` is now."""
        return self.source[change.start : change.end]

    def evidence_at(self, position: int) -> Evidence | None:
        """What HTML knew of the line that holds `position` of `text`; None on a text page."""
        if not self.evidence:
            return None
        origin = self.origin(position)
        if self._keys is None:
            self._keys = list(self.evidence)
        at = bisect_right(self._keys, origin) - 1
        return self.evidence[self._keys[at]] if at >= 0 else None

    def _spans(self, found: Sequence[_Placed]) -> Iterator[tuple[_Placed, tuple[int, int]]]:
        for item in found:
            start = self.origin(item.start)
            end = self.origin(item.end - 1) + 1 if item.end > item.start else start
            yield item, (start, max(start, end))

    def _anchor_list(self) -> list[tuple[int, int]]:
        """Places of `text` where counting starts anew, each with its source offset.

        A negative value stands for the inside of an atomic change that began at `-value - 1`.
        """
        if self._anchors is None:
            anchors = [(0, 0)]
            shift = 0
            for change in self.changes:
                start = change.start + shift
                if not change.aligned:
                    if change.text:
                        anchors.append((start, -change.start - 1))
                    shift += len(change.text) - (change.end - change.start)
                    anchors.append((start + len(change.text), change.end))
            self._anchors = anchors
        return self._anchors


_Placed = TypeVar("_Placed", Field, Warning, LineNote)
_by_place = itemgetter(0, 1)


def _check(edits: Sequence[Edit], length: int) -> None:
    at = 0
    for edit in edits:
        start, end, text, rule, _, aligned = edit
        if start < at or end < start:
            raise ValueError(f"{rule}: edit {start}:{end} overlaps one that ends at {at}")
        if aligned and end - start != len(text):
            raise ValueError(f"{rule}: aligned edit {start}:{end} writes {len(text)} characters")
        at = end
    if at > length:
        raise ValueError(f"{edits[-1].rule}: edit ends at {at}, the text at {length}")


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new, _, _, _ in edits:
        parts.append(text[at:start])
        parts.append(new)
        at = end
    parts.append(text[at:])
    return "".join(parts)


class _Rebase:
    """One linear merge of new edits into the changes before them.

    Where an edit and a change touch, the text is walked in *stretches*, between the nearest
    borders of either. Stretches that share an atomic element hang together and become one
    change; everything else is divisible and is cut at those borders.
    """

    def __init__(self, source: str, text: str, changes: Sequence[Change], edits: Sequence[Edit]) -> None:
        self.source = source
        self.text = text
        self.changes = changes
        self.edits = edits
        self.out: list[Change] = []
        self.knot: _Knot | None = None

    def run(self) -> list[Change]:
        changes, edits, out = self.changes, self.edits, self.out
        i = j = 0
        shift = 0  # text offset minus source offset, left of changes[i]
        count, last = len(changes), len(edits)
        while j < last:
            start, end, new, rule, note, aligned = edits[j]
            while i < count:  # changes wholly left of the edit stay as they are
                change = changes[i]
                stop = change.start + shift + len(change.text)
                if stop > start:
                    break
                out.append(change)
                i += 1
                shift = stop - change.end
            if i < count and changes[i].start + shift < end:
                i, j, shift = self._walk(i, j, shift)
                continue
            if aligned:
                out.extend(_trimmed(self.source, Change(start - shift, end - shift, new, rule, note, True)))
            elif new != self.text[start:end]:
                out.append(Change(start - shift, end - shift, new, rule, note))
            j += 1
        out.extend(changes[i:])
        return out

    def _walk(self, i: int, j: int, shift: int) -> tuple[int, int, int]:
        """Merge stretch by stretch from (i, j) on, until no change and no edit is open."""
        changes, edits = self.changes, self.edits
        at = min(changes[i].start + shift, edits[j].start)
        place = at - shift  # the source offset of `at`
        old: Change | None = None
        new: Edit | None = None
        old_from = old_to = new_to = begin = at
        while old is not None or new is not None or at == begin:
            if old is None and i < len(changes) and changes[i].start == place:
                old, old_from, old_to = changes[i], at, at + len(changes[i].text)
                i += 1
            if old is not None and old_to == at == old_from:  # a drop of old has no place in the text
                self._stretch(at, at, place, old.end, old, new)
                place, old = old.end, None
                continue
            if new is None and j < len(edits) and edits[j].start == at:
                new, new_to = edits[j], edits[j].end
                j += 1
            if new is not None and new_to == at == new.start:  # an insertion
                self._stretch(at, at, place, place, old if old_from < at else None, new)
                new = None
                continue
            stop = self._border(at, place, i, j, old, new, old_to, new_to)
            first = old is None or old.aligned or at == old_from
            width = stop - at if old is None or old.aligned else (old.end - old.start if first else 0)
            self._stretch(at, stop, place, place + width, old, new)
            at, place = stop, place + width
            old = None if at == old_to else old
            new = None if at == new_to else new
        self._close()
        return i, j, at - place

    def _border(
        self, at: int, place: int, i: int, j: int, old: Change | None, new: Edit | None, old_to: int, new_to: int
    ) -> int:
        """Where the stretch that begins at `at` ends."""
        if old is None:
            ahead = self.changes[i].start - place + at if i < len(self.changes) else new_to
            return min(new_to, ahead)
        if new is None:
            return min(old_to, self.edits[j].start) if j < len(self.edits) else old_to
        return min(old_to, new_to)

    def _stretch(self, start: int, stop: int, low: int, high: int, old: Change | None, new: Edit | None) -> None:
        """Account for text[start:stop], which came from source[low:high]."""
        bound = (old is not None and not old.aligned) or (new is not None and not new.aligned)
        gone = old is not None and not old.text and not old.aligned
        if gone and (new is None or (not new.text and self.text[new.start : new.end].isspace())):
            # A drop owns what it covers, but white space between dropped lines does not cover them.
            self._close()
            assert old is not None
            self.out.append(old)
        elif bound:
            if self.knot is None or not self.knot.holds(old, new):
                self._close()
                self.knot = _Knot(low)
            self.knot.add(start, stop, high, self.text, self.source[low:high], old, new)
        else:
            self._close()
            self.out.extend(_layered(self.source, self.text[start:stop], start, low, high, old, new))

    def _close(self) -> None:
        if self.knot is not None:
            self.out.extend(self.knot.change(self.source))
            self.knot = None


class _Knot:
    """Stretches that share an atomic change or edit, on their way to being one change."""

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.parts: list[str] = []
        self.olds: list[Change] = []
        self.news: list[Edit] = []

    def holds(self, old: Change | None, new: Edit | None) -> bool:
        """Whether a stretch of `old` and `new` continues one that is in here."""
        if old is not None and not old.aligned and self.olds and self.olds[-1] is old:
            return True
        return new is not None and not new.aligned and bool(self.news) and self.news[-1] is new

    def add(
        self, start: int, stop: int, high: int, text: str, before: str, old: Change | None, new: Edit | None
    ) -> None:
        """Take in text[start:stop], whose source ends at `high` and read `before`."""
        self.end = high
        now = text[start:stop]
        if old is not None and (not old.aligned or now != before) and (not self.olds or self.olds[-1] is not old):
            self.olds.append(old)
        if new is None:
            self.parts.append(now)
        elif new.aligned:
            piece = new.text[start - new.start : stop - new.start]
            self.parts.append(piece)
            if piece == now:
                return
        if new is not None and (not self.news or self.news[-1] is not new):
            self.news.append(new)
            if not new.aligned:
                self.parts.append(new.text)

    def change(self, source: str) -> Iterator[Change]:
        """The one change that the stretches make; none where they cancel out."""
        text = "".join(self.parts)
        if text == source[self.start : self.end]:
            return
        drop = max((e for e in self.news if not e.text), key=lambda e: e.end - e.start, default=None)
        owner: Change | Edit
        if drop is not None and not text:
            owner = drop
        else:
            owner = min(self.olds, key=lambda c: c.aligned) if self.olds else self.news[0]
        rules = [r for c in self.olds for r in (c.rule, *c.via)] + [e.rule for e in self.news]
        via = tuple(r for r in dict.fromkeys(rules) if r != owner.rule)
        yield Change(self.start, self.end, text, owner.rule, owner.note, False, via)


def _layered(
    source: str, now: str, start: int, low: int, high: int, old: Change | None, new: Edit | None
) -> Iterator[Change]:
    """The changes of a stretch that only aligned elements touch: each owns what it changed first."""
    if new is None:
        assert old is not None
        yield from _trimmed(source, old._replace(start=low, end=high, text=now))
        return
    text = new.text[start - new.start : start - new.start + len(now)]
    if old is None:
        yield from _trimmed(source, Change(low, high, text, new.rule, new.note, True))
        return
    for (first, second), run in groupby(range(len(now)), lambda k: (now[k] != source[low + k], text[k] != now[k])):
        offsets = list(run)
        a, b = offsets[0], offsets[-1] + 1
        if first:
            via = tuple(dict.fromkeys((*old.via, new.rule))) if second and new.rule != old.rule else old.via
            yield from _trimmed(source, old._replace(start=low + a, end=low + b, text=text[a:b], via=via))
        elif second:
            yield Change(low + a, low + b, text[a:b], new.rule, new.note, True)


def _trimmed(source: str, change: Change) -> Iterator[Change]:
    """An aligned change without the unchanged characters at its ends; nothing where none changed."""
    start, end, text = change.start, change.end, change.text
    if text == source[start:end]:
        return
    a, b = 0, len(text)
    while text[a] == source[start + a]:
        a += 1
    while text[b - 1] == source[start + b - 1]:
        b -= 1
    yield change if b - a == len(text) else change._replace(start=start + a, end=start + b, text=text[a:b])
