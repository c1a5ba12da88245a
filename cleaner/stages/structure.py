"""Structure: paragraphs that layout broke become one again.

The idea: a line break is layout, not an author's, when a word straddles it, when the first half cannot end a
sentence, when a quote is open across it, or when weaker signs agree. One strong sign or two weak ones join;
everything that may be a heading, list item, verse, table row, code or dialogue is left alone.

Invariant: a join removes white space only (or leaves one space between Latin words, and at a figure where the text has
it), never a mark or a letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from cleaner import lexicon
from cleaner.document import Document, Edit, Proposal
from cleaner.hanzi import is_han
from cleaner.patterns import pattern
from cleaner.settings import Settings
from cleaner.text.code import is_code
from cleaner.zoning.layout import CODE, ENDS, LISTED, Layout, Line, is_shaped, layout_of, lines_of, width_of

_WRAPPED = "structure.wrapped-line"
# Characters that cannot end a sentence of modern Chinese (docs/architecture.md, "Reflow").
_OPEN_ENDS = frozenset("的将把对为和与及或在是被让使向从由以并且但而因于")
_CHATTY = frozenset("的在是对")  # those of them that close what people say: 挺好的, 他也在
_STARTS_NOT = frozenset("，。；：？！、）》】”’,;:?!)")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "‘": "’"}
_UNIT = pattern(r"^(?:\d|[%％‰年月日号时分秒点个名人户元万亿千百项次件家座处条所岁公里米吨斤亩平方])")
# A title of a work or a share that a clause goes on from: `《…》，`, `31.20%，`.
_OPEN_HEADING = pattern("(?:关于|關於|、|《[^》\n]{0,40})[^\\S\n]*\n")
_OPEN_WORD = pattern("[\u4e00-\u9fff](?:关于|關於|、)$")  # 关于 by itself is one of a menu's words
_OPENING = pattern("[\u4e00-\u9fff《]{4}")
_HAN = pattern("[\u4e00-\u9fff]")
_OPENS_NOT = pattern(r"《[^》]{1,40}》[，,、的]|\d[\d.]*[%％‰][，,、。]")
_SAYS = pattern('[\u4e00-\u9fff]{0,2}[说道问答句写喊叫称想曰云][:：][“"「]')
_LABELLED = pattern(r"^[^，。,.]{1,12}[:：]")


_Break: TypeAlias = tuple[int, int, list[str], list[str]]  # where a line ends, where the next begins, what joins them


def join(doc: Document, settings: Settings) -> Proposal:
    """Joins of broken paragraphs."""
    return Proposal(list(_joins(doc, lines_of(doc.text)))) if settings.on(_WRAPPED) else Proposal()


def join_headings(doc: Document, settings: Settings) -> Proposal:
    """Joins of headings that cannot end where their line does; before strip, which reads the title."""
    if not settings.on(_WRAPPED) or _OPEN_HEADING.search(doc.text) is None:
        return Proposal()
    edits = [
        Edit(upper.end, lower.start, "", _WRAPPED, {"signs": signs})
        for upper, lower in pairwise(lines_of(doc.text))
        if not is_shaped(upper.text)
        and not (doc.evidence and _begins_block(doc, lower.start))
        and (signs := _open_heading(upper.text, lower.text))
    ]
    return Proposal(edits)


def join_again(doc: Document, settings: Settings) -> Proposal:
    """Joins of paragraphs that were joined: a short last line was no paragraph before, and cleaning twice must change
    nothing."""
    return join(doc, settings) if any(change.rule == _WRAPPED for change in doc.changes) else Proposal()


HEADINGS = (("join", join_headings),)
STEPS = (("join", join), ("join", join_again))


def _joins(doc: Document, page: Sequence[Line]) -> Iterator[Edit]:
    text = doc.text
    layout = layout_of(text, page)
    column, indented, ends, loose = layout
    found: list[_Break] = []
    for upper, lower in pairwise(page):
        first, second = upper.text, lower.text
        if (first[-1] in ENDS and not column) or (doc.evidence and _is_preformatted(doc, upper.start)):
            continue
        gap = text[upper.end : lower.start]
        if doc.evidence and len(first) <= _HEADING and not is_shaped(first) and _begins_block(doc, lower.start):
            continue  # a heading above a paragraph: markup breaks no word into two elements
        strong, weak = _signs(first, second, gap, layout)
        if column and gap == "\n" and _SOME < indented < _MOST and not _apart(first, second):
            width = width_of(text[text.rfind("\n", 0, upper.end) + 1 : upper.end])
            # Where indents open paragraphs, a full line without one below goes on
            strong = [*strong, "no indent"] if width >= column - 2 else strong
        if (strong or weak) and (column or is_shaped(first) or not _parted(doc, upper.end, lower.start)):
            found.append((upper.end, lower.start, strong, weak))
    if loose and _cut_words(found) < max(_WRAPPED_PAGE, _CUT * len(found)):
        found = [(start, end, strong, [s for s in weak if s != "no end mark"]) for start, end, strong, weak in found]
    firm = [[s for s in strong if s != "open end" or text[start - 1] not in _CHATTY] for start, _, strong, _ in found]
    proved = sum(map(bool, firm))
    broken = column or ends == 1 or proved  # else an author may have left two paragraphs open
    for (start, end, strong, weak), sure in zip(found, firm, strict=True):
        signs = strong if broken and not loose else sure
        hints = [*weak, "broken page"] if proved >= _WRAPPED_PAGE else weak
        if signs or len(hints) >= (_WEAK if broken or "cannot open" in weak else _WEAK + 1):
            glue = " " if _are_words(text[start - 2 : start], text[end]) or _spaced(text, start, end) else ""
            yield Edit(start, end, glue, _WRAPPED, {"signs": signs or hints})


def _cut_words(found: Sequence[_Break]) -> int:
    return sum(any(sign.startswith("word") for sign in strong) for _, _, strong, _ in found)


def _are_words(last: str, first: str) -> bool:
    """Whether two Latin words meet at the join, of which the first may have a comma."""
    return _latin(first) and (_latin(last[-1]) or (last[-1] in ",;" and _latin(last[0])))


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
_CUT = 0.2  # share of its breaks that cut a word on a page of hard wraps, at least
_HEADING = 20  # characters of the longest heading in an element of its own
_WORD = 8  # halves of a character that a Latin word leaves of a column which it does not fit in
_LONG_WORD = 3  # characters of a word that crosses from a line as short as a heading
# How headings open: 【实验二】, 一、, 第三章, 2. …
_HEADED = pattern(r"[【\[]|[（(]?第?[一二三四五六七八九十百\d]{1,3}[)）、.．章节回讲课步]")
# Log-odds above which two characters belong together more often than not (`lexicon.bigram`).
_PAIR = 1.0


def _signs(first: str, second: str, gap: str, layout: Layout) -> tuple[list[str], list[str]]:
    """The strong and the weak evidence that `first` and `second` are one paragraph."""
    column, indented, _, _ = layout
    if first[-1] in ENDS:
        return [], []
    inset = gap.rpartition("\n")[2]
    if inset and indented < 0.5:  # in a page of unindented lines an indent opens a paragraph
        return [], []
    if _latin(first.rstrip(",;-'\"")[-1:]) and _latin(second[0]):
        return _latin_signs(first, second, gap, column), []
    shaped = is_shaped(first)
    fills = column > 0 and width_of(first) >= column - 4
    if not shaped and not fills:
        return _heading_signs(first, second), []
    if _apart(first, second):
        return [], []
    strong = _strong(first, second)
    weak = ["no end mark"] if shaped else []
    if fills and gap.count("\n") == 1:
        weak += ["full column"]
    if is_shaped(second) or _says(first, second):
        weak += ["goes on"]
    if second[0] in _STARTS_NOT or _OPENS_NOT.match(second):
        weak += ["cannot open", "cannot open"]
    if is_han(first[-1]) and is_han(second[0]) and lexicon.bigram(first[-1], second[0]) > _PAIR:
        weak += ["pair"]
    return strong, weak


def _strong(first: str, second: str) -> list[str]:
    out = []
    if first[-1] in "，、," and not _verse(first, second):
        out.append("comma")
    if first[-1] in _OPEN_ENDS and is_han(second[0]):
        out.append("open end")
    if first[-1].isdigit() and _UNIT.match(second) and not LISTED.match(second):
        out.append("number")
    if word := _word_across(first, second):
        out.append(f"word {word}")
    out += [f"open {opening}" for opening in _PAIRS if _crosses(first, second, opening)]
    return out


def _crosses(first: str, second: str, opening: str) -> bool:
    """Whether `first` opens a quotation or a remark that `second` closes, not far from either side of the break."""
    closing = _PAIRS[opening]
    return (
        first.count(opening) > first.count(closing)
        and second.count(closing) > second.count(opening)
        and second.find(closing) < 60
        and first.rfind(opening) > len(first) - 60
    )


def _word_across(first: str, second: str) -> str | None:
    return lexicon.straddles(first[-8:], second[:8]) if is_han(first[-1]) and is_han(second[0]) else None


def _heading_signs(first: str, second: str) -> list[str]:
    """A line that may be a heading goes on in the next one only if a word or a work's title does, or it cannot end so.
    Of two short words that meet a third seems made now and then: 最后画 above 画好的灯, 由住改商 above 汤先生."""
    if signs := _open_heading(first, second):
        return signs
    if len(first) < 8 or _HEADED.match(first) or _apart(first, second):
        return []
    if not is_shaped(second) or len(_word_across(first, second) or "") < (_LONG_WORD if len(first) < _HEADING else 1):
        return []
    return _strong(first, second)


def _latin_signs(first: str, second: str, gap: str, column: int) -> list[str]:
    """English and its like: a full column, then a line that begins in lower case, or that the page's column broke."""
    if gap.count("\n") != 1 or _apart(first, second) or is_code(first) or is_code(second):
        return []
    if len(first) >= 40 and second[0].islower():
        return ["lower case"]
    mixed = _HAN.search(first) is not None and _HAN.search(second) is not None  # English verse has columns as well
    fills = mixed and column > 0 and width_of(first) >= column - _WORD
    return ["full column"] if fills and len(second) >= _HEADING and second[-1] not in ":：" else []


def _apart(first: str, second: str) -> bool:
    """Whether the shape of a line forbids the join."""
    if LISTED.match(second) or CODE.search(first) or CODE.search(second) or "  " in second.strip():
        return True
    if any(_crosses(first, second, opening) for opening in "（("):
        return False  # the end of a remark, `（` above `记者 王芳）`, is no line of its own
    return bool(
        (_LABELLED.match(second) and (len(second) < 40 or _LABELLED.match(first)) and not _says(first, second))
        or second.startswith(("　", "记者", "本报", "□", "(", "（", "来源", "责任编辑"))
        or (len(second) < 24 and not any(c in second for c in "，。；！？,;!?、”") and " " in second)
    )


def _open_heading(first: str, second: str) -> list[str]:
    """The signs that a heading goes on: it names a work half, or ends in a preposition or between items."""
    if len(first) < 8 or _HEADED.match(first):
        return []
    sign = "open 《" if _crosses(first, second, "《") else "open end" if _ends_open(first, second) else ""
    return [sign] if sign and not _apart(first, second) else []


def _ends_open(first: str, second: str) -> bool:
    return _OPEN_WORD.search(first) is not None and _OPENING.match(second) is not None


def _says(first: str, second: str) -> bool:
    """Whether a label that opens `second` only ends a sentence: `…他不解释，只` above `说：“你先尝尝。”`"""
    return _SAYS.match(second) is not None and is_shaped(first) and not _LABELLED.match(first)


def _verse(first: str, second: str) -> bool:
    """Two lines of verse: both short, of about one length, closed by a mark."""
    return len(first) <= 17 and abs(len(first) - len(second)) <= 3


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
