"""A page and the record of what was done to it.

The idea: a `Document` is its source text plus one flat, sorted list of disjoint `Change`s
against that source. Stages never touch text; they propose `Edit`s in coordinates of the text
they saw, and `Document.apply` rebases those onto the source. The article, the ledger, the diff
and the undo are all views of that one list.

Invariant: `restore(document.text, document.changes) == document.source`, after any edits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from cleaner.changes import Change, Edit, Json, Note, edited, in_order, rebase

__all__ = [
    "Change", "Document", "Edit", "Evidence", "Field", "Json", "LineNote", "MisfitError", "Note", "Proposal",
    "Warning", "common_ends", "restore",
]  # fmt: skip


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
    boxes: tuple[int, ...] = ()  # numbers of the containers around the line, outermost first, at most 48
    breaks: int = 0  # <br> between this line and the one before in its block; 0: a block begins here
    told: str = ""  # "body": it stands in the `articleBody` that the page declares; "summary": in its description


class Reason(Protocol):
    """What can say why, when somebody asks."""

    @property
    def why(self) -> str: ...


class LineNote(NamedTuple):
    """What was decided about a line, and how sure; for `explain` and the report. Offsets as in `Edit`."""

    start: int
    end: int
    zone: str
    margin: float  # distance to the second best zone, in the zone model's scores
    told: str | Reason

    @property
    def why(self) -> str:
        """The cues that decided it."""
        return self.told if isinstance(self.told, str) else self.told.why


class Proposal(NamedTuple):
    """What a stage returns. Edits need not be sorted; they must not overlap one another."""

    edits: Sequence[Edit] = ()
    fields: Sequence[Field] = ()
    warnings: Sequence[Warning] = ()
    lines: Sequence[LineNote] = ()


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
        edits = in_order(proposal.edits, len(self.text))
        return Document(
            self.source,
            self.evidence,
            text=edited(self.text, edits) if edits else self.text,
            changes=rebase(self.source, self.text, self.changes, edits) if edits else self.changes,
            fields=[*self.fields, *self._placed(proposal.fields)],
            warnings=[*self.warnings, *self._placed(proposal.warnings)],
            lines=[*self.lines, *self._placed(proposal.lines)],
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

    def _placed(self, found: Sequence[_Placed]) -> Iterable[_Placed]:
        """`found` in source offsets."""
        if not self.changes:  # the text is the source
            return found
        return map(self._moved, found)

    def _moved(self, item: _Placed) -> _Placed:
        start = self.origin(item.start)
        end = self.origin(item.end - 1) + 1 if item.end > item.start else start
        return item._replace(start=start, end=max(start, end))

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
