"""What is left where the characters themselves are gone: `锟斤拷`, `烫烫烫`, U+FFFD, `????`.

The idea: the bytes of these say nothing about what stood there, so nothing is ever guessed; the editor is warned. One
exception needs no guess: the same `????` at the head of every paragraph is a lost indent.

Invariant: no article character changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleaner.damage.evidence import INFERRED, note
from cleaner.document import Edit, Proposal, Warning
from cleaner.hanzi import HAN, ascii_of
from cleaner.patterns import pattern

LOST = "repair.lost-character"
INDENT = "repair.lost-indent"

# U+FFFD written in UTF-8 and read as GBK gives 锟斤拷; memory never set, read as GBK, gives 烫 (0xCC) and 屯 (0xCD).
_FILLERS = pattern("(?:锟斤拷|锟斤|斤拷锟|锟叫|锟脚|锟教|锟节)+|烫烫烫+|屯屯屯+|�+|ï¿½(?:ï¿½)*")
_SIGNS = ("\ufffd", "锟", "烫", "屯", "¿")
_MARKS = pattern(r"\?\?+")
_HAN_OR_MARK = pattern(f"[{HAN}，。、]")
_INDENT = pattern(r"^([?�]{2,8})(?=[^?�\s])", re.MULTILINE)
INDENT_LINES = 3  # paragraphs that must begin so
INDENT_SHARE = 0.6  # of the paragraph-shaped lines
PARAGRAPH = 12  # characters from which a line counts as a paragraph


def find(text: str) -> Proposal:
    """Warnings for lost characters, and edits that drop lost indents."""
    if b"??" not in ascii_of(text) and not any(sign in text for sign in _SIGNS):
        return Proposal()
    edits = list(_indents(text)) if text.count("\n??") + text.count("\n��") >= 2 else []
    dropped = {edit.start for edit in edits}
    warnings = [
        Warning(LOST, start, end, {"text": text[start : min(end, start + 12)]})
        for start, end in sorted([*_fillers(text), *_marks(text)])
        if start not in dropped
    ]
    return Proposal(edits, (), warnings)


def _fillers(text: str) -> Iterator[tuple[int, int]]:
    if any(filler in text for filler in ("�", "锟", "斤拷", "烫烫烫", "屯屯屯", "ï¿½")):
        yield from (found.span() for found in _FILLERS.finditer(text))


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Runs of `?` that no author writes: four and more, or two between Chinese characters."""
    for found in _MARKS.finditer(text):
        start, end = found.span()
        between = _HAN_OR_MARK.match(text, start - 1) and _HAN_OR_MARK.match(text, end) if start else None
        if end - start >= 4 or between:
            yield start, end


def _indents(text: str) -> Iterator[Edit]:
    heads = list(_INDENT.finditer(text))
    if len(heads) < INDENT_LINES:
        return
    (indent, count), *_ = Counter(found[1] for found in heads).most_common(1)
    paragraphs = sum(len(line.strip()) >= PARAGRAPH for line in text.split("\n"))
    if count >= INDENT_LINES and count >= INDENT_SHARE * paragraphs:
        for found in heads:
            if found[1] == indent:
                yield Edit(found.start(), found.end(), "", INDENT, note(INFERRED, indent.encode(), lines=count))
