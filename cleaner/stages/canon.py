"""The canonical form: characters, paragraphs, spaces and punctuation of an article.

The idea: four steps, each of disjoint edits. First odd characters, then accents, then line ends
and indents, then marks and spaces, line by line, only in lines where one scan of the page saw a suspect.

Invariant: a fixed point. The canonical form of a canonical text is that text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from cleaner import characters, code, foreign, punctuation, scripts, spacing
from cleaner.document import Document, Edit, Proposal
from cleaner.hanzi import pattern
from cleaner.punctuation import Rewrite

INDENT, TRAILING, BLANK, LAST = "canon.indent", "canon.trailing-space", "canon.blank-lines", "canon.last-line-end"

_SPACES = f" {characters.ODD_SPACES}"
_BREAK = re.compile(f"\n[{_SPACES}\n]*")
_SPACE = re.compile(f"[{_SPACES}]")
_HEAD = re.compile(f"(?:[{_SPACES}]*\n)*[{_SPACES}]*")
_ODD = re.compile(f"[{characters.ODD_SPACES.replace(chr(9), '')}]+")
_STRIP = "".join(chr(point) for point in range(0x3001) if re.match(f"[{_SPACES}]", chr(point)))
_FOREIGN = pattern(f"[{scripts.KANA}{scripts.HANGUL}]")


class Settings(Protocol):
    """What this stage asks of the settings."""

    def on(self, rule: str) -> bool: ...


def propose_characters(doc: Document, settings: Settings) -> Proposal:
    """Odd spaces, full-width letters and digits."""
    return Proposal(edits=_edits(characters.rewrites(doc.text), _Switches(settings)))


def propose_composed(doc: Document, settings: Settings) -> Proposal:
    """Unicode NFC."""
    return Proposal(edits=_edits(characters.composed(doc.text), _Switches(settings)))


def propose_layout(doc: Document, settings: Settings) -> Proposal:
    """One empty line between paragraphs, none inside code, no space at a line's ends, one line end at the end."""
    return Proposal(edits=_edits(_layout(doc), _Switches(settings)))


def propose_marks(doc: Document, settings: Settings) -> Proposal:
    """Punctuation and spaces inside lines."""
    text = doc.text
    foreign_at = _foreign_spans(text)
    code_at = _code_starts(doc)
    on = _Switches(settings)
    edits: list[Edit] = []
    match = punctuation.SUSPECT.search(text)
    while match:
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        if start not in code_at and not (line[0].isascii() and code.is_code(line)):
            edits += _line_edits(line, start, foreign_at.get(start, ()), on)
        match = punctuation.SUSPECT.search(text, end)
    return Proposal(edits=edits)


Step = Callable[[Document, Settings], Proposal]
STEPS: tuple[tuple[str, Step], ...] = (
    ("characters", propose_characters),
    ("composed", propose_composed),
    ("layout", propose_layout),
    ("marks", propose_marks),
)
"""The steps in order; each sees the text that the one before it left."""


def canonical(text: str) -> str:
    """`text`, repaired before (line ends, controls, what nobody sees), in canonical form; all rules on."""
    doc = Document(text)
    for _, step in STEPS:
        doc = doc.apply(step(doc, _ALL))
    return doc.text


def normalise(value: str) -> str:
    """A metadata value, one line, in canonical form; no line end."""
    return canonical(" ".join(value.split())).rstrip("\n")


class _AllOn:
    def on(self, rule: str) -> bool:
        return bool(rule)


_ALL = _AllOn()


class _Switches(dict[str, bool]):
    """Which rules are on, each asked for once."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def __missing__(self, rule: str) -> bool:
        self[rule] = self._settings.on(rule)
        return self[rule]


def _edits(rewrites: Iterable[Rewrite], on: _Switches, offset: int = 0) -> list[Edit]:
    return [
        Edit(offset + start, offset + end, text, rule, None, end - start == len(text))
        for start, end, text, rule in rewrites
        if on[rule]
    ]


def _layout(doc: Document) -> Iterator[Rewrite]:
    text = doc.text
    end = len(text.rstrip(_STRIP + "\n"))
    if end == 0:
        if text:
            yield Rewrite(0, len(text), "", BLANK)
        return
    code_at = _code_starts(doc)
    head = _HEAD.match(text)
    assert head
    first = text.rfind("\n", 0, head.end()) + 1
    if first:
        yield Rewrite(0, first, "", BLANK)
    yield from _indent(text, first, head.end(), first in code_at)
    line = first
    for gap in _BREAK.finditer(text, head.end(), end):
        begin, after = gap.span()
        last = begin + gap[0].rfind("\n")
        if _SPACE.match(text, begin - 1):
            yield Rewrite(line + len(text[line:begin].rstrip(_STRIP)), begin, "", TRAILING)
        if last > begin + 1:
            yield Rewrite(begin + 1, last, "", BLANK)
        elif last == begin and not (line in code_at and last + 1 in code_at):
            yield Rewrite(last, last, "\n", BLANK)
        yield from _indent(text, last + 1, after, last + 1 in code_at)
        line = last + 1
    tail = text[end:]
    if tail != "\n":
        keeps = tail.find("\n")
        if keeps < 0:
            yield Rewrite(end, len(text), "\n", LAST)
        else:
            if keeps:
                yield Rewrite(end, end + keeps, "", TRAILING)
            if end + keeps + 1 < len(text):
                yield Rewrite(end + keeps + 1, len(text), "", BLANK)


def _indent(text: str, start: int, end: int, is_code: bool) -> Iterator[Rewrite]:
    """Drop the indent; in code, make its odd spaces plain ones (a tab stays)."""
    if start == end:
        return
    if not is_code:
        yield Rewrite(start, end, "", INDENT)
        return
    for odd in _ODD.finditer(text, start, end):
        yield Rewrite(odd.start(), odd.end(), " " * len(odd[0]), characters.SPACE)


def _line_edits(line: str, start: int, fixed: Sequence[foreign.Span], on: _Switches) -> list[Edit]:
    places = None if fixed else punctuation.plain_marks(line)
    if places is not None:
        mark = punctuation.MARK
        full = punctuation.FULL_WIDTH
        return [Edit(start + at, start + at + 1, full[line[at]], mark, None, True) for at in places if on[mark]]
    found, view = punctuation.rewrite(line, fixed)
    if " " in line:
        found += spacing.spaces(line, view)
    return _edits(found, on, start)


def _foreign_spans(text: str) -> dict[int, tuple[foreign.Span, ...]]:
    if not _FOREIGN.search(text):
        return {}
    lines = text.split("\n")
    return {start: spans for start, spans in zip(_starts(lines), foreign.spans_of(lines), strict=True) if spans}


def _code_starts(doc: Document) -> frozenset[int]:
    """Where the lines of runs of code start."""
    lines = doc.text.split("\n")
    if sum(1 for line in lines if line.lstrip()[:1].isascii() and code.is_code(line)) < 2:
        return frozenset()
    blocks = [_is_preformatted(doc, start) for start in _starts(lines)] if doc.evidence else None
    flags = code.code_lines(lines, blocks)
    return frozenset(start for start, flag in zip(_starts(lines), flags, strict=True) if flag)


def _is_preformatted(doc: Document, start: int) -> bool:
    evidence = doc.evidence_at(start)
    return evidence is not None and "pre" in evidence.path.split("/")


def _starts(lines: Sequence[str]) -> Iterator[int]:
    start = 0
    for line in lines:
        yield start
        start += len(line) + 1
