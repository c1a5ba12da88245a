"""Edits, changes, and how the ones become the others.

The idea: a stage proposes `Edit`s in coordinates of the text that it saw; `rebase` merges them into the `Change`s
against the source that were made before, in one linear pass. Edits that touch no earlier change, and the two common
ways of touching one, are dealt with at once; what is left is walked in stretches.

Invariant: changes are sorted, disjoint and real, and the text is a view of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

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


class Change(NamedTuple):
    """`source[start:end]` became `text`; `rule` owns it, the rules in `via` acted on it as well."""

    start: int
    end: int
    text: str
    rule: str
    note: Note | None = None
    aligned: bool = False
    via: tuple[str, ...] = ()


def rebase(source: str, text: str, changes: Sequence[Change], edits: Sequence[Edit]) -> list[Change]:
    """The changes against `source` after `edits` of `text`, which `changes` had made of it. `edits` are `in_order`."""
    return _Rebase(source, text, changes, edits).run()


def in_order(edits: Sequence[Edit], length: int) -> Sequence[Edit]:
    """`edits` sorted. Raises `ValueError` where two overlap, one leaves a text of `length`, or an aligned one is not as
    long as what it replaces."""
    if _fault(edits, length):
        edits = sorted(edits, key=_by_place)
        if fault := _fault(edits, length):
            raise ValueError(fault)
    return edits


def _fault(edits: Sequence[Edit], length: int) -> str:
    """What is wrong with `edits` in this order, or ""."""
    at = 0
    for start, end, text, rule, _, aligned in edits:
        if start < at or end < start:
            return f"{rule}: edit {start}:{end} overlaps one that ends at {at}"
        if aligned and end - start != len(text):
            return f"{rule}: aligned edit {start}:{end} writes {len(text)} characters"
        at = end
    return f"{edits[-1].rule}: edit ends at {at}, the text at {length}" if at > length else ""


def edited(text: str, edits: Sequence[Edit]) -> str:
    """`text` after `edits`, which are `in_order`."""
    parts: list[str] = []
    at = 0
    for start, end, new, _, _, _ in edits:
        parts.append(text[at:start])
        parts.append(new)
        at = end
    parts.append(text[at:])
    return "".join(parts)


_by_place = itemgetter(0, 1)
_change = partial(tuple.__new__, Change)  # what `Change(…)` does, without its Python frame: pages have thousands


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
        source, text, changes, edits, out = self.source, self.text, self.changes, self.edits, self.out
        i = j = 0
        shift = 0  # text offset minus source offset, left of changes[i]
        count, last = len(changes), len(edits)
        left = stop = -1  # where changes[i] stands in the text; it is looked at when an edit stands right of it
        while j < last:
            start, end, new, rule, note, aligned = edits[j]
            while stop <= start:  # changes wholly left of the edit stay as they are
                if stop >= 0:
                    out.append(changes[i])
                    shift = stop - changes[i][1]
                    i += 1
                if i == count:
                    left = stop = len(text) + 1
                    break
                change = changes[i]
                left = change[0] + shift
                stop = left + len(change[2])
            if left < end:
                i, j, shift = self._touching(i, j, shift)
                left = stop = -1
            elif aligned and end - start > 1:
                _own(out, source, start - shift, new, rule, note, ())
                j += 1
            else:
                if new != text[start:end]:
                    out.append(_change((start - shift, end - shift, new, rule, note, aligned, ())))
                j += 1
        out.extend(changes[i:])
        return out

    def _touching(self, i: int, j: int, shift: int) -> tuple[int, int, int]:
        """Merge edit j with change i, and with what else hangs together with them; tells where to go on."""
        quick = self._inside if self.changes[i].text else self._through_drops
        return quick(i, j, shift) or self._walk(i, j, shift)

    def _through_drops(self, i: int, j: int, shift: int) -> tuple[int, int, int] | None:
        """Past edit j, if it meets nothing but drops and leaves those alone: an aligned one, or one that drops
        white space, which does not cover them. Each piece between the drops is a change."""
        start, end, new, rule, note, aligned = self.edits[j]
        if start == end or (not aligned and (new or not self.text[start:end].isspace())):
            return None
        out: list[Change] = []
        changes, source, count = self.changes, self.source, len(self.changes)
        begin = start
        while begin < end:
            at = changes[i][0] + shift if i < count else end
            if at > end:
                at = end
            if at > begin and not aligned:
                out.append(Change(begin - shift, at - shift, "", rule, note))
            elif at > begin:
                _own(out, source, begin - shift, new[begin - start : at - start], rule, note, ())
            begin = at
            if at < end:
                change = changes[i]
                if change[2]:
                    return None
                out.append(change)
                shift = at - change[1]
                i += 1
        self.out += out
        return i, j + 1, shift

    def _inside(self, i: int, j: int, shift: int) -> tuple[int, int, int] | None:
        """Past change i, if it is aligned and all edits that touch it are, too, and stand inside: marks in a line that
        was simplified."""
        old, edits = self.changes[i], self.edits
        at = old.start + shift
        stop = at + len(old.text)
        end = j
        while end < len(edits) and edits[end].start < stop:
            edit = edits[end]
            if not (edit.aligned and at <= edit.start < edit.end <= stop):
                return None
            end += 1
        if not old.aligned:
            return None
        _, _, _, rule, note, _, via = old
        for new in edits[j:end]:
            if at < new.start:
                _own(self.out, self.source, at - shift, self.text[at : new.start], rule, note, via)
            _share(self.out, self.source, self.text[new.start : new.end], new.start, new.start - shift, old, new)
            at = new.end
        if at < stop:
            _own(self.out, self.source, at - shift, self.text[at:stop], rule, note, via)
        return i + 1, end, shift

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
            now = self.text[start:stop]
            if old is None or new is None:
                self._alone(start, low, now, old, new)
            else:
                _share(self.out, self.source, now, start, low, old, new)

    def _alone(self, start: int, low: int, now: str, old: Change | None, new: Edit | None) -> None:
        """A stretch that one aligned element touches."""
        if new is not None:
            text = new.text[start - new.start : start - new.start + len(now)]
            _own(self.out, self.source, low, text, new.rule, new.note, ())
        elif old is not None:
            _own(self.out, self.source, low, now, old.rule, old.note, old.via)

    def _close(self) -> None:
        if self.knot is not None:
            self.out += self.knot.change(self.source)
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


def _share(out: list[Change], source: str, now: str, start: int, low: int, old: Change, new: Edit) -> None:
    """Add the changes of a stretch that two aligned elements touch: each owns what it changed first."""
    text = new.text[start - new.start : start - new.start + len(now)]
    was = source[low : low + len(now)]
    if len(now) == 1 and now == was:  # most marks
        if text != now:
            out.append(_change((low, low + 1, text, new.rule, new.note, True, ())))
        return
    for (first, second), run in groupby(range(len(now)), lambda k: (now[k] != was[k], text[k] != now[k])):
        offsets = list(run)
        a, b = offsets[0], offsets[-1] + 1
        if first:
            via = tuple(dict.fromkeys((*old.via, new.rule))) if second and new.rule != old.rule else old.via
            _own(out, source, low + a, text[a:b], old.rule, old.note, via)
        elif second:
            out.append(_change((low + a, low + b, text[a:b], new.rule, new.note, True, ())))


def _own(
    out: list[Change], source: str, start: int, text: str, rule: str, note: Note | None, via: tuple[str, ...]
) -> None:
    """Add an aligned change, without the unchanged characters at its ends; nothing where none changed."""
    if source.startswith(text, start):
        return
    a, b = 0, len(text)
    while text[a] == source[start + a]:
        a += 1
    while text[b - 1] == source[start + b - 1]:
        b -= 1
    out.append(_change((start + a, start + b, text[a:b], rule, note, True, via)))
