"""Traditional Chinese becomes simplified Chinese; nothing else does.

The idea: the page's script is judged first, then each line's. On a traditional page every line is converted that is
not plainly simplified; on any other page only a line that is plainly running modern traditional Chinese. Japanese
and Korean passages are cut out before anything is judged.

Invariant: where nothing is converted, no character changes, quotation marks included; with t2s, tw2s and hk2s every
edit keeps its length, so the origin of every character stays known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from cleaner import hanzi, senses
from cleaner.document import Document, Edit, Proposal, Warning
from cleaner.patterns import pattern
from cleaner.text import foreign, scripts
from cleaner.text.foreign import Span

TRADITIONAL, QUOTES = "convert.traditional", "convert.corner-quotes"
AMBIGUOUS, RARE = "convert.ambiguous", "convert.rare-form"


class Settings(Protocol):
    """What this stage asks of the settings."""

    @property
    def script(self) -> str: ...

    def on(self, rule: str) -> bool: ...


class _Line(NamedTuple):
    """A line that is converted, and what in it is foreign."""

    start: int
    text: str
    foreign: tuple[Span, ...]


def propose(doc: Document, settings: Settings) -> Proposal:
    """Edits that simplify what is traditional Chinese in `doc`, and a warning for each choice that is open."""
    text = doc.text
    if settings.script == "none" or not settings.on(TRADITIONAL) or not scripts.has_traditional(text):
        return Proposal()
    lines = list(_traditional_lines(text))
    if not lines:
        return Proposal()
    simplified = hanzi.simplify("\n".join(line.text for line in lines), settings.script).split("\n")
    open_marks: list[str] = []
    edits: list[Edit] = []
    warnings: dict[tuple[str, str], Warning] = {}
    in_names = _in_names(zip(lines, simplified, strict=True))
    for line, new in zip(lines, simplified, strict=True):
        marks = _quote_edits(line, open_marks) if settings.on(QUOTES) else []
        if len(new) == len(line.text):
            kept = _kept(line, new, in_names)
            edits += _aligned(line, kept, marks)
            _warn(line, new, kept, settings, warnings)
        else:
            edits += _by_clause(line, marks, settings.script)
        edits += marks
    return Proposal(edits=edits, warnings=list(warnings.values()))


def simplified(text: str, script: str | None, config: str) -> str:
    """`text` (a metadata value, say) as it comes out when it stands on a page in `script`: "Hans", "Hant" or None."""
    if config == "none" or (script or scripts.script_of(text)) != "Hant" or scripts.script_of(text) == "Hans":
        return text
    line = _Line(0, text, foreign.spans(text))
    new = hanzi.simplify(text, config)
    if len(new) != len(text):
        return new.translate(_DEPTH_MARKS) if not line.foreign else text
    chars = list(_kept(line, new, _in_names([(line, new)])))
    for mark in _quote_edits(line, []):
        chars[mark.start] = mark.text
    return "".join(chars)


def _traditional_lines(text: str) -> Iterator[_Line]:
    lines = text.split("\n")
    classified = scripts.classes(text).split("\n")
    spans = foreign.spans_of(lines) if _FOREIGN.search(hanzi.unusual(text)) else [()] * len(lines)
    for index, found in enumerate(spans):
        for start, end in found:
            own = classified[index]
            classified[index] = own[:start] + " " * (end - start) + own[end:]
    page = scripts.count("\n".join(classified)).script
    start = 0
    for line, own, found in zip(lines, classified, spans, strict=True):
        if not own.isspace() and own and _is_traditional(line, scripts.count(own), page):
            yield _Line(start, line, found)
        start += len(line) + 1


def _is_traditional(line: str, votes: scripts.Votes, page: str | None) -> bool:
    if page == "Hant":
        return votes.script != "Hans" and not (votes.simplified and _cites(line))
    if votes.script != "Hant":
        return False
    if page is None:
        return votes.traditional >= _LEAST_VOTES
    running = votes.han >= _RUNNING and not votes.simplified and not _WRAPPED.match(line)
    return running and len(_MODERN.findall(line)) >= 2


def _cites(line: str) -> bool:
    """Whether `line` is simplified but for what it quotes: 他的网名叫「風過無痕」."""
    return scripts.votes(_QUOTED.sub("", line)).script == "Hans"


def _kept(line: _Line, new: str, in_names: frozenset[str]) -> str:
    """`new` with foreign passages, and the characters `in_names`, as they were."""
    for start, end in line.foreign:
        new = new[:start] + line.text[start:end] + new[end:]
    if not in_names:
        return new
    return "".join(old if old in in_names else char for old, char in zip(line.text, new, strict=True))


def _in_names(lines: Iterable[tuple[_Line, str]]) -> frozenset[str]:
    """The characters with a form beyond the BMP that stand in names: at least every other one after a surname. There
    mainland editors keep the old form (黄琨暐); 買餸 is a word, and 𠮶, 𩠌 are how it is written."""
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for line, new in lines:
        if len(new) != len(line.text) or not _BEYOND_BMP.search(new):
            continue
        for at, (old, char) in enumerate(zip(line.text, new, strict=True)):
            if char > "\uffff" >= old and old not in hanzi.bmp_simplified():
                seen[old] += 1
                named[old] += bool(_SURNAME_BEFORE.search(new, max(0, at - 2), at))
    return frozenset(old for old, times in seen.items() if 2 * named[old] >= times)


def _aligned(line: _Line, new: str, marks: Sequence[Edit]) -> Iterator[Edit]:
    """One aligned edit for each stretch between corner quotes, from its first to its last changed character."""
    if new == line.text:
        return
    old = line.text
    begin = 0
    for end in [*(mark.start - line.start for mark in marks), len(new)]:
        if new[begin:end] != old[begin:end]:
            first = next(at for at in range(begin, end) if new[at] != old[at])
            last = next(at for at in range(end, begin, -1) if new[at - 1] != old[at - 1])
            yield Edit(line.start + first, line.start + last, new[first:last], TRADITIONAL, None, True)
        begin = end + 1


def _by_clause(line: _Line, marks: Sequence[Edit], config: str) -> Iterator[Edit]:
    """Word by word conversion changes lengths and gives no offsets: one atomic edit for each clause that changed."""
    walls = sorted([*line.foreign, *((mark.start - line.start, mark.end - line.start) for mark in marks)])
    position = 0
    for start, end in [*walls, (len(line.text), len(line.text))]:
        for clause in _CLAUSE.finditer(line.text, position, max(position, start)):
            new = hanzi.simplify(clause[0], config)
            if new != clause[0]:
                at = line.start + clause.start()
                yield Edit(at, at + len(clause[0]), new, TRADITIONAL, None, len(new) == len(clause[0]))
        position = max(position, end)


def _quote_edits(line: _Line, open_marks: list[str]) -> list[Edit]:
    """Corner quotes by depth: the outer pair “”, the next ‘’. `open_marks` carries what a paragraph leaves open."""
    found = list(_CORNER.finditer(line.text))
    if not found:
        open_marks.clear()
        return []
    opened = list(open_marks) if _closes_more(line.text) else []
    edits = []
    for match in found:
        at, mark = match.start(), match[0]
        if _inside(line, at):
            continue
        if mark in "「『":
            opened.append(mark)
            new = "“" if len(opened) % 2 else "‘"
        else:
            pair = "「" if mark == "」" else "『"
            depth = len(opened) - opened[::-1].index(pair) if pair in opened else (1 if mark == "」" else 2)
            del opened[depth - 1 :]
            new = "”" if depth % 2 else "’"
        edits.append(Edit(line.start + at, line.start + at + 1, new, QUOTES, None, True))
    open_marks[:] = opened
    return edits


def _closes_more(text: str) -> bool:
    return any(text.count(closing) > text.count(opening) for opening, closing in ("「」", "『』"))


def _warn(line: _Line, new: str, kept: str, settings: Settings, warnings: dict[tuple[str, str], Warning]) -> None:
    """At most one warning a page for each character in each company."""
    table = _choices()
    if settings.on(AMBIGUOUS):
        for match in table.character.finditer(line.text):
            at, char = match.start(), match[0]
            if _inside(line, at) or _is_settled(line.text, at, table.settled[char]):
                continue
            word = _WORD_AROUND.sub("", line.text[max(0, at - 1) : at + 2])
            note = {"choice": table.forms[char], "chosen": new[at], "word": word}
            warnings.setdefault((char, word), Warning(AMBIGUOUS, line.start + at, line.start + at + 1, note))
        for at in _open_particles(line, new):
            word = line.text[max(0, at - 1) : at + 2]
            note = {"choice": "着/著", "chosen": new[at], "word": word}
            warnings.setdefault(("著", word), Warning(AMBIGUOUS, line.start + at, line.start + at + 1, note))
    if kept != new and settings.on(RARE):
        for at, (old, char) in enumerate(zip(line.text, new, strict=True)):
            if char > "\uffff" >= old and kept[at] == old and not _inside(line, at):
                note = {"kept": old, "form": char}
                warnings.setdefault((old, ""), Warning(RARE, line.start + at, line.start + at + 1, note))


def _open_particles(line: _Line, new: str) -> list[int]:
    places = [at for at, char in enumerate(line.text) if char == "著"] if "著" in line.text else []
    return [at for at in places if not _inside(line, at) and senses.is_open(new, at)]


def _inside(line: _Line, at: int) -> bool:
    return any(start <= at < end for start, end in line.foreign)


def _is_settled(line: str, at: int, words: re.Pattern[str]) -> bool:
    begin = max(0, at - _LONGEST_WORD)
    return any(word.start() <= at < word.end() for word in words.finditer(line, begin, at + _LONGEST_WORD))


class _Choices(NamedTuple):
    character: re.Pattern[str]
    forms: dict[str, str]
    settled: dict[str, re.Pattern[str]]


@cache
def _choices() -> _Choices:
    """data/ambiguous.tsv."""
    forms: dict[str, str] = {}
    settled: dict[str, re.Pattern[str]] = {}
    table = Path(__file__).parent.with_name("data") / "ambiguous.tsv"
    for row in table.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            char, forms[char], words = row.split("\t")
            settled[char] = pattern("|".join(word.replace("~", char) for word in words.split()))
    return _Choices(pattern(f"[{''.join(forms)}]"), forms, settled)


_FOREIGN = pattern(f"[{scripts.KANA}{scripts.HANGUL}]")
_BEYOND_BMP = pattern("[\U00010000-\U0010ffff]")
_SURNAME_BEFORE = pattern(f"[{senses.SURNAMES}][{hanzi.HAN}]?$")
_CORNER = pattern("[「」『』]")
_QUOTED = pattern("“[^“”]*”|「[^「」]*」|『[^『』]*』|《[^《》]*》")
_CLAUSE = pattern("[^。！？，、；：…—\\s]+")
_WORD_AROUND = pattern(f"[^{hanzi.HAN}]")
_DEPTH_MARKS = str.maketrans("「」『』", "“”‘’")
_LONGEST_WORD = 5  # in ambiguous.tsv
_LEAST_VOTES = 3  # on a page of divided script, a shorter line is a name or a title
_RUNNING = 15  # Han characters: shorter traditional lines on a simplified page are inscriptions, titles, verse
_MODERN = pattern("[的了是這們個嗎呢吧沒還說會]")  # classical passages on a simplified page are quotations
_WRAPPED = pattern('[\\s]*[“‘「『《"].*[”’」』》"][。！？，]?\\s*$')
