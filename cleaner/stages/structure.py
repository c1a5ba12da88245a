"""Structure: paragraphs that layout broke become one again; what looks cut or doubled is flagged.

The idea: a line break is layout, not an author's, when a word straddles it, when the first half cannot end a
sentence, when a quote is open across it, or when weaker signs agree. One strong sign or two weak ones join;
everything that may be a heading, list item, verse, table row, code or dialogue is left alone.

Invariant: a join removes white space only (or leaves one space between Latin words, and at a figure where the text has
it), never a mark or a letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from cleaner import lexicon
from cleaner.code import is_code
from cleaner.document import Document, Edit, Proposal, Warning
from cleaner.hanzi import fold, is_han
from cleaner.patterns import pattern
from cleaner.settings import Settings

_ENDS = frozenset("。！？!?…；;：:.”’』」）)】》〉>~～")
_CLOSED = _ENDS | frozenset("∶︰﹒﹔﹕﹖﹗﹚﹥．＞")  # the same in small and wide forms
# Characters that cannot end a sentence of modern Chinese (docs/architecture.md, "Reflow").
_OPEN_ENDS = frozenset("的将把对为和与及或在是被让使向从由以并且但而因于")
_STARTS_NOT = frozenset("，。；：？！、）》】”’,;:?!)")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "‘": "’"}
_UNIT = pattern(r"^(?:\d|[%％‰年月日号时分秒点个名人户元万亿千百项次件家座处条所岁公里米吨斤亩平方])")
_LISTED = pattern(
    r"^(?:[(（]?[一二三四五六七八九十\d]{1,3}(?:[)）、:：]|[.．](?!\d+[^\d\s.．、]))|第[一二三四五六七八九十百\d]{1,4}[章节条款回部分]|[①-⑳]|[-•·●■◆▲★*□◎]|——|--|【|\[|[A-Za-z][.、)）]|附[:：]|注[:：]|图\d|表\d)"
)
# A sign of code on a line without a Chinese character; with `*` on both sides of the sign it would be quadratic.
_CODE = pattern(r"^(?:(?=[^\u4e00-\u9fff]*$)[^{};=<>]*[{};=<>]|\s*(?:#|//|def |class |import |return\b|\$ ))")
_OTHER_CLAUSE_ENDS = "；！？;!?﹔﹗﹖"  # all that `fold` makes an end of a clause, beside 。
_CLAUSE = 12  # characters; shorter ones are set phrases
# A title of a work or a share that a clause goes on from: `《…》，`, `31.20%，`.
_OPENS_NOT = pattern(r"《[^》]{1,40}》[，,、的]|\d[\d.]*[%％‰][，,、。]")
_LABELLED = pattern(r"^[^，。,.]{1,12}[:：]")


class _Line(NamedTuple):
    """A line without its outer spaces; offsets as in the document's text."""

    start: int
    end: int
    text: str
    closed: bool  # whether it ends as a sentence or a label does


_line = partial(tuple.__new__, _Line)  # what `_Line(…)` does, without its Python frame


def propose(doc: Document, settings: Settings) -> Proposal:
    """Joins of broken paragraphs, and warnings about cut and repeated ones."""
    page = _lines(doc.text)
    joins = list(_joins(doc, page)) if settings.on("structure.wrapped-line") else []
    joined = {edit.start for edit in joins}
    warnings = []
    if settings.on("structure.cut-paragraph"):
        warnings += [
            Warning("structure.cut-paragraph", line.start, line.end, {"ends": doc.text[line.end - 8 : line.end]})
            for line in page
            if not line.closed and line.end not in joined and _is_cut(line.text, page)
        ]
    if settings.on("structure.repeated-passage"):
        warnings += list(_repeated(page))
    return Proposal(joins, (), warnings)


def _lines(text: str) -> list[_Line]:
    page = []
    at = 0
    for row in text.split("\n"):
        if line := row.strip():
            start = at + len(row) - len(row.lstrip())
            page.append(_line((start, start + len(line), line, line[-1] in _CLOSED)))
        at += len(row) + 1
    return page


STEPS = (("structure", propose),)


# --- joins ------------------------------------------------------------------------------------


def _joins(doc: Document, page: Sequence[_Line]) -> Iterator[Edit]:
    text = doc.text
    column = _column(page)
    indented = _indented(text, page)
    found: list[tuple[int, int, list[str], list[str]]] = []
    for upper, lower in pairwise(page):
        first, second = upper.text, lower.text
        if (first[-1] in _ENDS and not column) or (doc.evidence and _is_preformatted(doc, upper.start)):
            continue
        gap = text[upper.end : lower.start]
        if doc.evidence and len(first) <= _HEADING and not _is_shaped(first) and _begins_block(doc, lower.start):
            continue  # a heading above a paragraph: markup breaks no word into two elements
        strong, weak = _signs(first, second, gap, column, indented)
        width = upper.end - text.rfind("\n", 0, upper.end) - 1
        if column and gap == "\n" and _SOME < indented < _MOST and width >= column - 1 and not _apart(first, second):
            strong = [*strong, "no indent"]  # where indents open paragraphs, a full line without one below goes on
        if (strong or weak) and (column or _is_shaped(first) or not _parted(doc, upper.end, lower.start)):
            found.append((upper.end, lower.start, strong, weak))
    proved = sum(bool(strong) for _, _, strong, _ in found)
    for start, end, strong, weak in found:
        hints = [*weak, "broken page"] if proved >= _WRAPPED_PAGE else weak
        if strong or len(hints) >= _WEAK:
            glue = " " if (_latin(text[start - 1]) and _latin(text[end])) or _spaced(text, start, end) else ""
            yield Edit(start, end, glue, "structure.wrapped-line", {"signs": strong or hints})


def _spaced(text: str, start: int, end: int) -> bool:
    """Whether a figure and a character meet at the join in a text that sets a space between them."""
    met = text[start - 1] + text[end]
    if not ((met[0].isdigit() and is_han(met[1])) or (is_han(met[0]) and met[1].isdigit())):
        return False
    return _spaces_figures(text)


@lru_cache(maxsize=2)  # one text is asked about at each of its joins
def _spaces_figures(text: str) -> bool:
    return len(_SPACE_AT_FIGURE.findall(text)) > len(_FIGURE.findall(text))


_SPACE_AT_FIGURE = pattern("[\u4e00-\u9fff] \\d|\\d [\u4e00-\u9fff]")
_FIGURE = pattern("[\u4e00-\u9fff]\\d|\\d[\u4e00-\u9fff]")


def _parted(doc: Document, start: int, end: int) -> bool:
    """Whether the page had other lines between two that now follow each other: a title above its credits."""
    return bool(doc.source[doc.origin(start - 1) + 1 : doc.origin(end)].strip())


def _is_preformatted(doc: Document, start: int) -> bool:
    evidence = doc.evidence_at(start)
    return evidence is not None and "pre" in evidence.path.split("/")


def _begins_block(doc: Document, start: int) -> bool:
    evidence = doc.evidence_at(start)
    return evidence is not None and not evidence.breaks


# So many proved joins make a page one that layout broke; so many weak signs join.
_WRAPPED_PAGE = 3
# Shares of indented rows between which indents mark paragraphs in a page of hard wraps.
_SOME, _MOST = 0.05, 0.7
_WEAK = 3
_HEADING = 20  # characters of the longest heading in an element of its own
# How headings open: 【实验二】, 一、, 第三章, 2. …
_HEADED = pattern(r"[【\[]|[（(]?第?[一二三四五六七八九十百\d]{1,3}[)）、.．章节回讲课步]")
# Log-odds above which two characters belong together more often than not (`lexicon.bigram`).
_PAIR = 1.0


def _signs(first: str, second: str, gap: str, column: int, indented: float) -> tuple[list[str], list[str]]:
    """The strong and the weak evidence that `first` and `second` are one paragraph."""
    if first[-1] in _ENDS:
        return [], []
    inset = gap.rpartition("\n")[2]
    if inset and indented < 0.5:  # in a page of unindented lines an indent opens a paragraph
        return [], []
    if _latin(first.rstrip(",;-'\"")[-1:]) and _latin(second[0]):
        return _latin_signs(first, second, gap), []
    shaped = _is_shaped(first)
    fills = column >= 14 and len(first) >= column - 2
    if not shaped and not fills:
        return _heading_signs(first, second), []
    if _apart(first, second):
        return [], []
    strong = _strong(first, second)
    weak = ["no end mark"] if shaped else []
    if fills and gap.count("\n") == 1:
        weak += ["full column"]
    if _is_shaped(second):
        weak += ["goes on"]
    if second[0] in _STARTS_NOT or _OPENS_NOT.match(second):
        weak += ["cannot open", "cannot open"]
    if is_han(first[-1]) and is_han(second[0]) and lexicon.bigram(first[-1], second[0]) > _PAIR:
        weak += ["pair"]
    return strong, weak


def _is_shaped(text: str) -> bool:
    """Whether a line reads like (the beginning of) a paragraph: a heading is shorter, and has no marks."""
    return (len(text) >= 20 and _COMMA.search(text) is not None) or (len(text) >= 10 and "。" in text)


_COMMA = pattern(r"，|(?<!\d),|,(?!\d)")  # a comma within a figure shapes no sentence


def _strong(first: str, second: str) -> list[str]:
    out = []
    if first[-1] in "，、," and not _verse(first, second):
        out.append("comma")
    if first[-1] in _OPEN_ENDS and is_han(second[0]):
        out.append("open end")
    if first[-1].isdigit() and _UNIT.match(second) and not _LISTED.match(second):
        out.append("number")
    if word := _word_across(first, second):
        out.append(f"word {word}")
    for opening, closing in _PAIRS.items():
        if (
            first.count(opening) > first.count(closing)
            and second.count(closing) > second.count(opening)
            and closing != opening
        ):
            rest = second[: second.find(closing)]
            if len(rest) < 60 and first.rfind(opening) > len(first) - 60:
                out.append(f"open {opening}")
    return out


def _word_across(first: str, second: str) -> str | None:
    return lexicon.straddles(first[-8:], second[:8]) if is_han(first[-1]) and is_han(second[0]) else None


def _heading_signs(first: str, second: str) -> list[str]:
    """A line that may be a heading goes on in the next one only if a word does."""
    if len(first) < 8 or not _is_shaped(second) or _HEADED.match(first) or not _word_across(first, second):
        return []
    return [] if _apart(first, second) else _strong(first, second)


def _latin_signs(first: str, second: str, gap: str) -> list[str]:
    """English and its like: a full column, then a line that begins in lower case."""
    if gap.count("\n") == 1 and len(first) >= 40 and second[0].islower() and not _apart(first, second):
        return [] if is_code(first) or is_code(second) else ["lower case"]
    return []


def _apart(first: str, second: str) -> bool:
    """Whether the shape of a line forbids the join."""
    return bool(
        _LISTED.match(second)
        or _CODE.search(first)
        or _CODE.search(second)
        or "  " in second.strip()
        or (_LABELLED.match(second) and (len(second) < 40 or _LABELLED.match(first)))
        or second.startswith(("　", "记者", "本报", "□", "(", "（", "来源", "责任编辑"))
        or (len(second) < 24 and not any(c in second for c in "，。；！？,;!?、”") and " " in second)
    )


def _verse(first: str, second: str) -> bool:
    """Two lines of verse: both short, of about one length, closed by a mark."""
    return len(first) <= 17 and abs(len(first) - len(second)) <= 3


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _column(page: Sequence[_Line]) -> int:
    """The width that hard-wrapped lines fill, in characters; 0 where lines end as paragraphs do."""
    open_ends = sorted([len(line.text) for line in page if not line.closed and len(line.text) >= 14])
    if len(open_ends) < 4:
        return 0
    width = (open_ends[(len(open_ends) - 1) // 2] + open_ends[len(open_ends) // 2]) // 2  # the median
    near = sum(abs(size - width) <= 2 for size in open_ends)
    longer = sum(len(line.text) > width + 4 for line in page)
    return width if near >= 0.7 * len(open_ends) and near >= 4 and longer <= 0.1 * len(page) else 0


def _indented(text: str, page: Sequence[_Line]) -> float:
    """Share of the lines that stand behind an indent."""
    return sum(line.start > 0 and text[line.start - 1] != "\n" for line in page) / len(page) if page else 0.0


# --- flags ------------------------------------------------------------------------------------


def _is_cut(text: str, page: Sequence[_Line]) -> bool:
    """Whether a paragraph stops in mid-sentence: long, punctuated, and closed by nothing."""
    if len(text) < 30 or not is_han(text[-1]) or ("，" not in text and "," not in text):
        return False
    if _LISTED.match(text) or _CODE.search(text) or "  " in text:
        return False
    marks = sum(text.count(mark) for mark in "，,。；;")
    closed = sum(line.closed for line in page)
    return marks >= 2 and "。" in text and closed >= 0.5 * sum(len(line.text) > 30 for line in page)


def _repeated(page: Sequence[_Line]) -> Iterator[Warning]:
    """Lines that share most of their clauses with an earlier line (at least eighty characters)."""
    long = [line for line in page if len(line.text) >= 40]
    text = "\n".join([line.text for line in long])
    if "。。。" in text:  # dots end no clause
        text = fold(text)
    for mark in _OTHER_CLAUSE_ENDS:
        text = text.replace(mark, "。")
    rows = [[clause for clause in row.split("。") if len(clause) >= _CLAUSE] for row in text.split("\n")]
    folded = _alike([clause for row in rows for clause in row])
    if not folded:
        return
    first: dict[str, _Line] = {}
    for line, row in zip(long, rows, strict=True):
        clauses = [folded[clause] for clause in row if clause in folded]
        known = [clause for clause in clauses if clause in first]
        shared = sum(map(len, known))
        if shared >= 80 and shared * 2 >= len(line.text):
            origin = fold(first[known[0]].text)[:20]
            yield Warning("structure.repeated-passage", line.start, line.end, {"characters": shared, "first": origin})
        for clause in clauses:
            first.setdefault(clause, line)


def _alike(clauses: Sequence[str]) -> dict[str, str]:
    """The clauses that may stand twice, each folded: they are as long as another and like it in every seventh
    character."""
    glimpses = fold("\n".join([clause[1::7] for clause in clauses])).split("\n")
    shapes = list(zip(map(len, clauses), glimpses, strict=False))
    if len(set(shapes)) == len(shapes):
        return {}
    times = Counter(shapes)
    again = [clause for clause, shape in zip(clauses, shapes, strict=True) if times[shape] > 1]
    return dict(zip(again, fold("\n".join(again)).split("\n"), strict=True))
