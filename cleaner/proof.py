"""What takes back a drop that only the zone model wants: nothing goes by its place alone.

The idea: losing a sentence of the article is worse than leaving a line of chrome. A line that no rule knows needs
company: lines that rules know in the same zone, above it at the end of the body, or in the same insert. The heading's
lines, rows of a table under the body, and code stay.

Invariant: a veto only ever keeps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.code import code_lines
from cleaner.document import Note
from cleaner.lines import Row, is_sentence, speaking
from cleaner.match import Hit
from cleaner.zones import Label

# The rules that act on the model's word alone, by zone.
UNMARKED = {
    "head": "strip.unmarked-head",
    "insert": "strip.unmarked-insert",
    "tail": "strip.unmarked-tail",
    "title": "strip.unmarked-head",
}
# So many lines right under the body, above the first line that a rule knows, may be the article's last.
_LAST_LINES = 5
# A line that stands alone, with no rule's word around it, goes only from this margin on.
_LONE = 2.5
# What authors, not sites, end with: it stays wherever the model puts it.
CLOSING = re.compile(
    r"[(\[【]?(?:完|全文完|本文完|待续|未完待续)[)\]】]?|特此(?:公告|通知|通告|函告|函复|报告|声明|公示)[。!]?|此致|敬礼!?|此复[。!]?"
)
_CONTACTS = ("strip.contact-line", "strip.report-hotline")
# Two cells of a table: figures, or words parted by wide gaps.
_CELLS = re.compile(r"\d[\d.,%:-]*[ \t]+\S|\S[ \t]{2,}\S|\t")


class Fate(NamedTuple):
    """What happens to a row: the rule that takes it whole, or the spans that rules take out of it."""

    rule: str = ""
    note: Note | None = None
    spans: tuple[Hit, ...] = ()
    covered: bool = False  # the spans leave nothing but separators
    reads: tuple[Hit, ...] = ()  # what is read here and stays

    @property
    def gone(self) -> bool:
        """Whether nothing of the row stays."""
        return bool(self.rule) or self.covered


def veto(page: Sequence[Row], labels: Sequence[Label], fates: list[Fate], kept: set[int]) -> list[Fate]:
    """Take back drops without proof: nothing goes by its zone alone where no rule met anything."""
    out = list(fates)
    unmarked = {at for at, fate in enumerate(out) if fate.rule in UNMARKED.values()}
    spared = {at for at in kept if at in unmarked or out[at].rule.startswith("strip.menu")}
    if unmarked:
        spared |= _last_lines(page, labels, out) | _unproved_inserts(page, labels, out) | _code(page)
    spared |= {at for at in unmarked if CLOSING.fullmatch(page[at].text)}
    for zone in ("head", "tail"):
        members = [at for at, label in enumerate(labels) if (label.zone if label.zone != "title" else "head") == zone]
        if not any(_is_known(page[at]) for at in members):
            spared |= {at for at in members if labels[at].margin < _LONE}
    if all(label.zone != "body" for label in labels) and not any(is_sentence(row.text) for row in page):
        proofs = sum(fate.gone for fate in out) - len(unmarked)
        if proofs * 4 < len(page):
            spared |= unmarked
    # A sentence above the title goes only by a wide margin: it may be the article's abstract.
    spared |= {at for at in unmarked if out[at].rule == UNMARKED["head"] and _is_abstract(page[at], labels[at])}
    for at in (spared & (unmarked | kept)) | _contacts(labels, out):
        out[at] = Fate(spans=out[at].spans, reads=out[at].reads)
    for at in _lone_words(page, out):
        out[at] = Fate(spans=out[at].spans, reads=out[at].reads)
    return out


def _is_abstract(row: Row, label: Label) -> bool:
    return is_sentence(row.text) and len(row.text) >= 30 and label.margin < _LONE


def _lone_words(page: Sequence[Row], fates: Sequence[Fate]) -> set[int]:
    """On a page without a sentence (verse, a list): a menu's word between two lines that stay is the author's."""
    if any(is_sentence(row.text) for row in page):
        return set()
    return {
        at
        for at in range(1, len(page) - 1)
        if fates[at].gone and not fates[at].spans and not fates[at - 1].gone and not fates[at + 1].gone
    }


def _contacts(labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """Contact lines right under the body, before any other chrome: a notice ends so."""
    at = max((at for at, label in enumerate(labels) if label.zone == "body" and not fates[at].gone), default=-1) + 1
    out = set()
    while 0 < at < len(fates) and fates[at].rule in _CONTACTS:
        out.add(at)
        at += 1
    return out


def _is_known(row: Row) -> bool:
    """Whether a rule says something of the row."""
    return any(hit.rule.action != "signal" for hit in speaking(row))


def _last_lines(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """The few lines between the body and the first line that a rule took: what ends an article is often short.

    Rows of a table may be many.
    """
    last = max((at for at, label in enumerate(labels) if label.zone == "body" and not fates[at].gone), default=-1)
    run = last + 1
    lines: set[int] = set()
    while run < len(fates) and (fates[run].rule in UNMARKED.values() or _by_site(page[run], fates[run])):
        lines |= {run} if fates[run].rule in UNMARKED.values() else set()
        run += 1
    if last < 0 or run == len(fates):
        return set()
    cells = sum(bool(_CELLS.search(page[at].text)) for at in lines)
    return lines if len(lines) <= _LAST_LINES or cells * 2 > len(lines) else set()


def _by_site(row: Row, fate: Fate) -> bool:
    """Whether a rule took the row that is no evidence: what stands behind it is judged as if it were not there."""
    return any(hit.rule.id == fate.rule and not hit.rule.evidence for hit in row.hits)


def _unproved_inserts(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """Lines between body lines that no rule knows, in runs where no rule knows any."""
    out: set[int] = set()
    run: list[int] = []
    for at, label in enumerate([*labels, Label("body", 0.0, "")]):
        if label.zone == "insert":
            run.append(at)
        elif run:
            if not any(_is_known(page[k]) for k in run):
                out.update(k for k in run if labels[k].margin < _LONE)
            run = []
    return out


def _code(page: Sequence[Row]) -> set[int]:
    """Lines of code, which look like anything but prose."""
    return {at for at, is_code in enumerate(code_lines([row.text for row in page])) if is_code}
