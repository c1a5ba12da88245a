"""Flags: paragraphs that look cut or doubled are pointed out to an editor.

The idea: a paragraph of several sentences that ends in the middle of one lost its rest on the way; one that shares most
of its clauses with an earlier one was pasted twice. Neither proves what is missing or too many.

Invariant: nothing is changed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cleaner.document import Document, Proposal, Warning
from cleaner.hanzi import fold, is_han
from cleaner.settings import Settings
from cleaner.zoning.layout import CLAUSE, CODE, LISTED, Line, lines_of

_OTHER_CLAUSE_ENDS = "；！？;!?﹔﹗﹖"  # all that `fold` makes an end of a clause, beside 。


def propose(doc: Document, settings: Settings) -> Proposal:
    """Warnings about cut and repeated paragraphs."""
    page = lines_of(doc.text)
    titles = {field.start for field in doc.fields if field.name in ("title", "subtitle")}
    warnings = []
    if settings.on("structure.cut-paragraph"):
        warnings += [
            Warning("structure.cut-paragraph", line.start, line.end, {"ends": doc.text[line.end - 8 : line.end]})
            for line in page
            if not line.closed and _is_cut(line.text, page) and doc.origin(line.start) not in titles
        ]
    if settings.on("structure.repeated-passage"):
        warnings += list(_repeated(page))
    return Proposal(warnings=warnings)


def _is_cut(text: str, page: Sequence[Line]) -> bool:
    """Whether a paragraph stops in mid-sentence: long, punctuated, and closed by nothing."""
    if len(text) < 30 or not is_han(text[-1]) or ("，" not in text and "," not in text):
        return False
    if LISTED.match(text) or CODE.search(text) or "  " in text:
        return False
    marks = sum(text.count(mark) for mark in "，,。；;")
    closed = sum(line.closed for line in page)
    return marks >= 2 and "。" in text and closed >= 0.5 * sum(len(line.text) > 30 for line in page)


def _repeated(page: Sequence[Line]) -> Iterator[Warning]:
    """Lines that share most of their clauses with an earlier line (at least eighty characters)."""
    long = [line for line in page if len(line.text) >= 40]
    text = "\n".join([line.text for line in long])
    if "。。。" in text:  # dots end no clause
        text = fold(text)
    for mark in _OTHER_CLAUSE_ENDS:
        text = text.replace(mark, "。")
    rows = [[clause for clause in row.split("。") if len(clause) >= CLAUSE] for row in text.split("\n")]
    folded = _alike([clause for row in rows for clause in row])
    if not folded:
        return
    first: dict[str, Line] = {}
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


STEPS = (("flags", propose),)
