"""What takes back a drop that only the zone model wants: nothing goes by its place alone.

The idea: losing a sentence of the article is worse than leaving a line of chrome. A line that no rule knows needs
company: lines that rules know in the same zone, above it at the end of the body, or in the same insert. The heading's
lines, rows of a table under the body, and code stay.

Invariant: a veto only ever keeps.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns import pattern
from cleaner.zoning import labelled
from cleaner.zoning.continuity import (
    LAST_LINES,
    announced,
    captions,
    goes_on,
    lead,
    numbered,
    stranded,
    under_byline,
    verse,
)
from cleaner.zoning.fates import PLACED, STAYS, UNMARKED, Fate, departed
from cleaner.zoning.headings import addresses, parts
from cleaner.zoning.kin import pairs, taken_up
from cleaner.zoning.lines import Row, is_heading, is_spaced, names_editors, speaking, whole
from cleaner.zoning.markup_proof import owned
from cleaner.zoning.neighbours import amid, events, measured, records
from cleaner.zoning.samples import code_rows, drawn, listed
from cleaner.zoning.zones import Label

_INSETS = 2  # ads and links in a row between two paragraphs; more of them are the page's end
# A line that stands alone, with no rule's word around it, goes only from this margin on.
_LONE = 2.5
# Characters of prose in the core that show that the body and not a feed is the core: news flashes are shorter.
_LONG_BODY = 150
# Lines of credits between a title and its body, and the margin from which on a line above is no title.
_CREDITS, _SURE_HEAD = 6, 4.0
_ROWS = 3  # rows of the smallest table
_ABSTRACT = 30  # characters of the shortest sentence above the title that may be an abstract
_SUBHEADING, _ITS_WORDS = 16, 0.6  # characters of a heading within the text; the share of its pairs that the text has
_TOLD = 4  # pairs of a title that its article's first sentence takes up
# What authors, not sites, end with: it stays wherever the model puts it.
CLOSING = pattern(
    r"[(\[【]?(?:完|全文完|本文完|待续|未完待续)[)\]】]?|特此(?:公告|通知|通告|函告|函复|报告|声明|公示)[。!]?|此致|敬礼!?|此复[。!]?"
)
_LETTER = pattern(r"[^\W\d_]")
_SEPARATORS = "-=*~_—─· "
_RANKED = pattern(r"\d{1,3}[.、] ?\S")
_STAMP = pattern(r"(?:\d{4}[-./年] ?)?\d{1,2}[-./月] ?\d{1,2}日? +\d{1,2}:\d\d|\d{1,2}:\d\d|\d{1,2}月\d{1,2}日")
# Two cells of a table: figures, or words parted by wide gaps, or what something costs.
_CELLS = pattern(r"\d[\d.,%:-]*[ \t]+\S|\S[ \t]{2,}\S|\t|^[^\W\d_]{1,8} [¥$]?\d[\d.,]*[^\W\d_]?$")


def veto(page: Sequence[Row], labels: Sequence[Label], fates: list[Fate], kept: set[int]) -> list[Fate]:
    """Take back drops without proof: nothing goes by its zone alone where no rule met anything."""
    out = list(fates)
    touched = [(at, fate) for at, fate in enumerate(fates) if fate is not STAYS]
    if not any(fate.rule or fate.spans for _, fate in touched):
        return out
    unmarked = {at for at, fate in touched if fate.rule in PLACED}
    away = departed(out)
    spared = {at for at in kept if at in unmarked or _taken_as("menu", page[at], out[at])}
    if unmarked:
        above = {at for at in unmarked if out[at].rule == UNMARKED["head"] and at > min(kept, default=len(page))}
        spared |= captions(page, above)
        code = code_rows(page)
        spared |= _last_lines(page, labels, out) | _unproved_inserts(page, labels, out) | code
        spared |= _rest_of_core(page, labels) | _tables(page, labels, min(kept, default=len(page)))
        spared |= _above_editors(page, labels, out)
        spared |= goes_on(page, labels, away, unmarked, code) | lead(page, labels, away, unmarked)
        spared |= _timeline(page, labels, out, spared)
        spared |= numbered(page, away, unmarked) | measured(page, unmarked, min(kept, default=len(page)))
        spared |= announced(page, away, unmarked, min(kept, default=len(page)))
        spared |= owned(page, labels, away, unmarked)
        spared |= _headings(page, out, unmarked, spared)
    if not kept:
        spared |= _lone_title(page, labels, out)
    spared |= {at for at in unmarked if CLOSING.fullmatch(page[at].text)}
    for zone in (("head", "title"), ("tail",)):
        members = [at for at, label in enumerate(labels) if label.zone in zone]
        if not any(_is_proved(page[at]) and not _may_be("contact", page[at]) for at in members):
            spared |= {at for at in members if labels[at].margin < _LONE}
    if not any(row.sentence for row in page):
        proofs = sum(away) - len(unmarked)
        if proofs * 8 < len(page) or (proofs * 4 < len(page) and all(label.zone != "body" for label in labels)):
            spared |= unmarked
    # A sentence above the title goes only by a wide margin: it may be the article's abstract.
    spared |= {at for at in unmarked if out[at].rule == UNMARKED["head"] and _is_abstract(page[at], labels[at])}
    gone = {at for at, went in enumerate(away) if went}
    spared |= under_byline(page, gone - spared, unmarked)
    alone = stranded(page, gone - spared)
    for at in (spared & (unmarked | kept)) | alone | (gone and gone & verse(page, labels)):
        out[at] = _spared(out[at])
    for at in _contacts(page, labels, out):
        out[at] = _spared(out[at])
    struck = {at for at, fate in enumerate(out) if fate is not STAYS and (fate.gone or fate.spans)}
    own = set(records(page, out)) | (labelled.records(page) & struck if struck else set())
    for at in drawn(page, struck) | listed(page, labels, struck) | events(page, out, gone) | own:
        out[at] = STAYS
    gone = {at for at in gone if out[at].gone}
    for at in amid(page, out, gone) | parts(page, gone) | addresses(page, gone):
        out[at] = _spared(out[at])
    return out


def _spared(fate: Fate) -> Fate:
    """What is left of a drop that is taken back: what rules read, and the spans that they take."""
    return Fate(spans=fate.spans, reads=fate.reads)


def _is_abstract(row: Row, label: Label) -> bool:
    return row.sentence and len(row.text) >= _ABSTRACT and label.margin < _LONE


def below_abstract(page: Sequence[Row], labels: Sequence[Label], fates: list[Fate], title: int | None) -> list[Fate]:
    """Take back what only the model took from the head below a sentence that stays there, or talks about the title.

    What stands between an article's first paragraph and its densest prose (an infobox, a table, a list) looks like a
    head as long as that paragraph counts to it. For the first labelling: the next one sees more.
    """
    first = next(
        (at for at, row in enumerate(page) if row.sentence and at != title and _opens(page, labels, fates, at, title)),
        -1,
    )
    if first < 0 or len(page[first].text) < _ABSTRACT or is_spaced(page[first].text):
        return fates
    return [_spared(fate) if at >= first and fate.rule == UNMARKED["head"] else fate for at, fate in enumerate(fates)]


def _opens(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], at: int, title: int | None) -> bool:
    """Whether the article's first paragraph stands in the row though the model gives it to the head."""
    if labels[at].zone not in ("head", "title"):
        return False
    if not fates[at].gone:
        return True
    if title is None or at < title or fates[at].rule not in PLACED:
        return False
    return len(pairs(page[at].text) & pairs(page[title].text)) >= _TOLD


def _body_end(labels: Sequence[Label], fates: Sequence[Fate]) -> int:
    """The last row of the body that stays, -1 without one."""
    return next((at for at in reversed(range(len(labels))) if labels[at].zone == "body" and not fates[at].gone), -1)


def _contacts(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """Contact lines under the body, before any other chrome than a row of separators, and the lines that no rule knows
    between: a notice ends so."""
    last = _body_end(labels, fates)
    if last < 0:  # short rows, of which the model makes a head, and nothing went above
        last = next((at for at, fate in enumerate(fates) if fate.gone), 0) - 1
    while 0 <= last < len(fates) - 1 and not fates[last + 1].gone:
        last += 1
    out: set[int] = set()
    run: set[int] = set()
    for at in range(last + 1, min(last + 1 + LAST_LINES, len(fates)) if last >= 0 else 0):
        if _taken_as("contact", page[at], fates[at]):
            out |= {at, *run}
        elif fates[at].gone and fates[at].rule not in PLACED and page[at].text.strip(_SEPARATORS):
            break
        elif fates[at].rule in PLACED and not labels[at].told:
            run.add(at)  # what stands above the contacts: 店家资料
    return out


def _may_be(trait: str, row: Row) -> bool:
    """Whether a rule with `trait` hits the row."""
    return any(trait in hit.rule.traits for hit in row.hits)


def _taken_as(trait: str, row: Row, fate: Fate) -> bool:
    """Whether a rule with `trait` takes the row."""
    return any(hit.rule.id == fate.rule and trait in hit.rule.traits for hit in row.hits)


def _is(trait: str, row: Row) -> bool:
    """Whether a rule with `trait` says what the row is."""
    return any(trait in hit.rule.traits for hit in whole(row))


def _is_known(row: Row) -> bool:
    """Whether a rule says something of the row: a date does at its end, as in lists of articles, and not amid it."""
    if not row.hits:
        return False
    return any(
        hit.rule.action != "signal"
        and ("partial" not in hit.rule.traits or (not row.sentence and (not hit.start or hit.end == len(row.text))))
        for hit in speaking(row)
    )


# Elements that hold no article: a line in one, or one that is a link as a whole, is known for chrome without a rule.
_CHROME = frozenset(("nav", "footer", "aside", "button", "select"))


def _is_proved(row: Row) -> bool:
    """Whether a rule or the markup says what the row is; of languages that few rules know, markup is the proof."""
    if row.evidence is not None and (
        row.evidence.links > 0.8 or not _CHROME.isdisjoint(row.evidence.path.split("/")[1:])
    ):
        return True
    return _is_known(row)


def _last_lines(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """The few lines between the body and the first line that a rule took: what ends an article is often short.

    Rows of a table may be many.
    """
    last = _body_end(labels, fates)
    run = last + 1
    lines: set[int] = set()
    insets = 0
    while run < len(fates) and not labels[run].told and _is_open(page[run], fates[run]):
        lines |= {run} if fates[run].rule in PLACED else set()
        insets += _is("inset", page[run])
        run += 1
    if insets > _INSETS:
        return set()
    if last < 0 or run == len(fates):
        return set()
    cells = sum(bool(_CELLS.search(page[at].text)) for at in lines)
    return lines if len(lines) <= LAST_LINES or cells * 2 > len(lines) else set()


def _is_open(row: Row, fate: Fate) -> bool:
    """Whether the article may go on below the row: no rule knows it, whether it goes or, by a thin margin, stays."""
    return fate.rule in PLACED or (not fate.gone and not row.hits) or _is_nothing(row, fate)


def _is_nothing(row: Row, fate: Fate) -> bool:
    """Whether what took the row says nothing of where the article ends: a site's own rule, what stands between
    paragraphs as well as below them (广告, 点击看大图), or a notice's telephone, which stands among its address, its
    signature and its date."""
    return _by_site(row, fate) or _taken_as("contact", row, fate) or _is("inset", row)


def _by_site(row: Row, fate: Fate) -> bool:
    """Whether a rule took the row that is no evidence: what stands behind it is judged as if it were not there."""
    return any(hit.rule.id == fate.rule and not hit.rule.evidence for hit in row.hits)


def _timeline(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], spared: set[int]) -> set[int]:
    """Stamps that each stand above a sentence that stays, three or more of them: a chronicle's own."""
    out = {
        at
        for at in range(len(page) - 1)
        if page[at + 1].sentence
        and page[at].text[:1].isdecimal()
        and _STAMP.fullmatch(page[at].text)
        and not labels[at].told
        and (not fates[at + 1].gone or at + 1 in spared)
    }
    return out if len(out) >= _ROWS else set()


def _above_editors(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """Sentences between the body and the line that names the editors: the article ends there and not before, unless a
    list's heading stands between."""
    last = _body_end(labels, fates)
    out: set[int] = set()
    for at in range(last + 1, len(page) if last >= 0 else 0):
        hits = page[at].hits
        if names_editors(page[at]):
            return out
        if labels[at].told or (hits and any(hit.rule.category == "related" for hit in whole(page[at]))):
            break
        if page[at].sentence:
            out.add(at)
    return set()


def _rest_of_core(page: Sequence[Row], labels: Sequence[Label]) -> set[int]:
    """Where the body ends amid the densest run of prose: the rest of that run, up to the first line that a rule knows.

    A feed of other pages' sentences begins with a heading, a date or a byline; an article that goes on does not. Not
    for HTML, whose containers tell, and not where words are parted by spaces: there few rules know a feed's lines.
    """
    if page[0].evidence is not None:
        return set()
    core = [at for at, label in enumerate(labels) if label.dense]
    body = [at for at in core if labels[at].zone == "body"]
    prose = "".join([page[at].text for at in body if page[at].sentence])
    if len(prose) < _LONG_BODY or is_spaced(prose):
        return set()
    known = next((at for at in core if at > body[-1] and (labels[at].told or _is_known(page[at]))), len(page))
    return {at for at in core if body[-1] < at < known}


def _tables(page: Sequence[Row], labels: Sequence[Label], title: int) -> set[int]:
    """Rows of data below the title: several in a row with as many cells, figures and words in each; no calendars, and
    no lists whose only figure is the rank. Of HTML the model knows the cells."""
    if page[0].evidence is not None:
        return set()
    out: set[int] = set()
    run: list[int] = []
    width = 0
    for at in range(title + 1, len(page) + 1):
        cells = _cells(page[at]) if at < len(page) and not labels[at].told else 0
        if cells and cells == width:
            run.append(at)
            continue
        if len(run) >= _ROWS:
            out.update(run)
        run, width = [at] if cells else [], cells
    return out


def _cells(row: Row) -> int:
    """How many cells a row of data has, 0 where it is none."""
    if len(row.text.split(None, 2)) < 3:
        return 0
    cells = row.text.split()
    figures = sum(any(map(str.isdigit, cell)) for cell in cells[1:])
    words = any(char.isalpha() for char in row.text)
    if _RANKED.match(row.text):
        return 0  # 3. 田小禾 48 (5次): a ranking beside the article
    return len(cells) if figures and words and not _is_known(row) else 0


def _lone_title(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """On a page without a title the nearest line above the body that no rule took, if it may be one."""
    first = next((at for at, label in enumerate(labels) if label.zone == "body" and not fates[at].gone), 0)
    for at in range(first - 1, max(first - 1 - _CREDITS, -1), -1):
        if fates[at].rule in PLACED:
            text = page[at].text
            fits = is_heading(text) and _LETTER.search(text) and labels[at].margin < _SURE_HEAD
            return {at} if fits else set()
    return set()


def _unproved_inserts(page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate]) -> set[int]:
    """Lines between body lines that no rule knows, in runs where no rule knows any, or only what stands alone and
    heads no list: a heading between 广告 and 点击下载 is the author's."""
    out: set[int] = set()
    run: list[int] = []
    for at, label in enumerate([*labels, Label("body", 0.0)]):
        if label.zone == "insert":
            run.append(at)
        elif run:
            named = [k for k in run if _is_proved(page[k])]
            insets = len(run) - len(named) == 1 and all(_is("inset", page[k]) for k in named)
            if not named or insets:
                out.update(k for k in run if labels[k].margin < (_LONE if not named else _SURE_HEAD))
            run = []
    return out


def _headings(page: Sequence[Row], fates: Sequence[Fate], unmarked: set[int], spared: set[int]) -> set[int]:
    """Rows that head a paragraph which stays: short, right above it, and of the words of what stays."""
    places = [
        at for at in unmarked - spared if at + 1 < len(page) and page[at + 1].sentence and is_heading(page[at].text)
    ]
    stays = [row.sentence and (not fates[at].gone or at in spared) for at, row in enumerate(page)]
    places = [at for at in places if stays[at + 1] and len(page[at].text) <= _SUBHEADING and not page[at].hits]
    if not places:
        return set()
    words = " ".join([row.text for row, here in zip(page, stays, strict=True) if here])
    return {at for at in places if taken_up(pairs(page[at].text), words) > _ITS_WORDS}
