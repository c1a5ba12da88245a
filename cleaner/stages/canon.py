"""The canonical form: characters, paragraphs, spaces and punctuation of an article.

The idea: four steps, each of disjoint edits. First odd characters, then accents, then line ends
and indents, then marks and spaces, line by line, only in lines where one scan of the page saw a suspect.

Invariant: a fixed point. The canonical form of a canonical text is that text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import partial
from itertools import repeat
from typing import Protocol

from cleaner.changes import edited, in_order
from cleaner.document import Document, Edit, Proposal
from cleaner.hanzi import unusual
from cleaner.patterns import pattern
from cleaner.text import characters, code, foreign, punctuation, scripts, spacing
from cleaner.text.punctuation import Rewrite

INDENT, TRAILING, BLANK, LAST = "canon.indent", "canon.trailing-space", "canon.blank-lines", "canon.last-line-end"

_SPACES = f" {characters.ODD_SPACES}"
_BREAK = pattern(f"\n[{_SPACES}\n]*")
_UNTIDY = pattern(f"\n(?:(?<=[{_SPACES}]\n)|[{_SPACES}]|\n\n|(?<!\n\n)(?!\n))")
"""A line end that is not one of two between lines without outer spaces: tidy pages have none."""
_edit = partial(tuple.__new__, Edit)  # what `Edit(…)` does, without its Python frame: a page has hundreds of marks
_ASCII_LINE = pattern(r"\n(?=[^\S\n]*[!-~\0-\x08\x0e-\x1b\x7f])")
_HEAD = pattern(f"(?:[{_SPACES}]*\n)*[{_SPACES}]*")
_ODD = pattern(f"[{characters.ODD_SPACES.replace(chr(9), '')}]+")
_STRIP = _SPACES.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
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
    if not punctuation.SUSPECT.search(text):
        return Proposal()
    on = _Switches(settings)
    code_like = _code_like(text)
    foreign_at = _foreign_spans(text)
    skipped = {start for start in code_like if text[start].isascii()} | _code_starts(doc, code_like)
    marks = [match.start() for match in punctuation.PLAIN.finditer(text)]
    close = punctuation.close_lines(text) if marks else punctuation.suspect_lines(text)
    edits: list[Edit] = []
    done = 0
    for start in sorted({*close, *foreign_at, *skipped}):
        end = _line_end(text, start)
        first, last = bisect_left(marks, start), bisect_left(marks, end)
        edits += _full_width(text, marks[done:first], on)
        done = last
        if start not in skipped and punctuation.SUSPECT.search(text, start, end):
            edits += _line_edits(text[start:end], start, foreign_at.get(start, ()), on)
    edits += _full_width(text, marks[done:], on)
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
    for _, step in STEPS:
        edits = step(Document(text), _ALL).edits
        text = edited(text, in_order(edits, len(text))) if edits else text
    return text


def normalise(value: str) -> str:
    """A metadata value, one line, in canonical form; no line end."""
    value = " ".join(value.split())
    if value.isascii() or (not punctuation.SUSPECT.search(value) and characters.are_plain(value)):
        return value  # without Chinese nothing is Chinese punctuation
    return canonical(value).rstrip("\n")


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
        _edit((offset + start, offset + end, text, rule, None, end - start == len(text)))
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
    head = _HEAD.match(text)
    assert head
    if not head.end() and not _UNTIDY.search(text, 0, end):
        yield from _tail(text, end)
        return
    code_at = _code_starts(doc, _code_like(text))
    first = text.rfind("\n", 0, head.end()) + 1
    if first:
        yield Rewrite(0, first, "", BLANK)
    yield from _indent(text, first, head.end(), first in code_at)
    line = first
    for gap in _BREAK.finditer(text, head.end(), end):
        begin, after = gap.span()
        if after == begin + 2 and text[begin + 1] == "\n" and text[begin - 1] not in _STRIP:  # as it should be
            line = after
            continue
        last = text.rfind("\n", begin, after)
        if text[begin - 1] in _STRIP:
            yield Rewrite(line + len(text[line:begin].rstrip(_STRIP)), begin, "", TRAILING)
        if last > begin + 1:
            yield Rewrite(begin + 1, last, "", BLANK)
        elif last == begin and not (line in code_at and last + 1 in code_at):
            yield Rewrite(last, last, "\n", BLANK)
        line = last + 1
        if line < after:
            yield from _indent(text, line, after, line in code_at)
    yield from _tail(text, end)


def _tail(text: str, end: int) -> Iterator[Rewrite]:
    """What stands behind the last character: one line end."""
    tail = text[end:]
    if tail == "\n":
        return
    keeps = tail.find("\n")
    if keeps < 0:
        yield Rewrite(end, len(text), "\n", LAST)
        return
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


def _full_width(text: str, starts: Sequence[int], on: _Switches) -> list[Edit]:
    """The marks at `starts`, made full-width."""
    if not starts or not on[punctuation.MARK]:
        return []
    marks = map(punctuation.FULL_WIDTH.__getitem__, map(text.__getitem__, starts))
    ends = map((1).__add__, starts)
    return list(map(_edit, zip(starts, ends, marks, repeat(punctuation.MARK), repeat(None), repeat(True))))


def _line_edits(line: str, start: int, fixed: Sequence[foreign.Span], on: _Switches) -> list[Edit]:
    found, view = punctuation.rewrite(line, fixed)
    if " " in line:
        found += spacing.spaces(line, view)
    return _edits(found, on, start)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _foreign_spans(text: str) -> dict[int, tuple[foreign.Span, ...]]:
    if not _FOREIGN.search(unusual(text)):
        return {}
    lines = text.split("\n")
    return {start: spans for start, spans in zip(_starts(lines), foreign.spans_of(lines), strict=True) if spans}


def _code_like(text: str) -> set[int]:
    """Where the lines start that plainly are code by themselves."""
    starts = [match.end() for match in _ASCII_LINE.finditer(text)]
    if text[: _line_end(text, 0)].lstrip()[:1].isascii():
        starts.append(0)
    return {start for start in starts if code.is_code(text[start : _line_end(text, start)])}


def _code_starts(doc: Document, code_like: Set[int]) -> frozenset[int]:
    """Where the lines of runs of code start."""
    if len(code_like) < 2 and not code.is_drawn(doc.text):
        return frozenset()
    lines = doc.text.split("\n")
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
