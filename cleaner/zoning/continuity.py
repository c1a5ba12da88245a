"""What shows that an article goes on in rows that the model gives to its tail or its head.

The idea: the end of an article often looks like no prose: captions, verse, timetables, a second page of print, a
signature. What ties such rows to the article stands in them: words that the prose above has, a photographer's name,
labels that come again, the next number of a list, references, the form of verse, `上接`. Below the line that closes an
article, or heads a list, nothing ties.

Invariant: the answer only ever keeps rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.patterns import pattern
from cleaner.zoning.borders import are_strangers, is_after
from cleaner.zoning.kin import pairs, shared
from cleaner.zoning.lines import BYLINES, Row, is_heading, is_spaced, whole
from cleaner.zoning.zones import Label

# Share of a sentence's pairs, and their number, that it has in common with the article above; see `kin`.
_KIN, _FEWEST = 0.08, 2
_LABEL = pattern(r"[^\s:,。]{2,8}(?= ?:)")
_LEFT = 3  # rows of a page without an article: a name, a slogan, a heading; verse has more
# Of the shortest article that a page is left without: sentences, characters, the share of its title that they have.
_RUN, _TOGETHER, _OF_TITLE = 2, 80, 0.3
_COUNT = pattern(r"[(\[]?(?P<n>\d{1,3})(?P<sign>[.、)\]])")
_DEEP = pattern(r"(?P<n>\d{1,2}(?:\.\d{1,2}){1,3})[.、]? ?[^\W\d_][^\d.]")
# A sentence that says that a list follows
_ANNOUNCED = pattern(r"如下(?:,[^。]{0,10}。|[^。,]{0,4}[:。])$")
REFERENCES = pattern(
    r"(?:参考|引用)(?:资料|文献|来源|书目)|(?:注释|注解|脚注)(?:[与和及](?:参考(?:资料|文献)|出处|来源))?|references|notes"
)
# The number of an official paper, as GB/T 9704 writes it; folding makes 〔〕 plain brackets
_ISSUED = pattern(r"[^\W\d_a-z]{2,14} ?[(\[〔【<](?:19|20)\d\d年?[)\]〕】>] ?(?:第 ?)?\d{1,5} ?号")
_FIRST_HEADING = pattern(r"1(?P<sign>[ .、]{1,2})[^\d\W]{2,12}")
_CITED = pattern(r"[\[(^↑]? ?\d{1,3}[\])]|\d{1,3}[.、] ?\D|\^|↑")
_MOMENT = pattern(r"[(\[]?(?P<at>(?:\d{1,2}:)?\d{1,3}:[0-5]\d)[)\]]? ?[^\W\d]")
_RISING = 3  # chapters of the shortest list of them
_TWICE = 2  # times that a label stands in a list of records
_OFFICE = pattern(r"[^\s:,。]{2,30}(?:局|院|会|厅|部|处|委|办|室|府|校|学|所|站|馆|社|队|司|中心|集团|小组|办公室)")
_NUMBER = "[一二三四五六七八九十]"
_SPELLED = rf"[一二三四五六七八九〇零○o0]{{4}}年{_NUMBER}{{1,2}}月{_NUMBER}{{1,3}}日"
_DAY = pattern(rf"(?:(?:19|20)\d\d ?年 ?)?\d{{1,2}} ?月 ?\d{{1,2}} ?日|{_SPELLED}")
_SIGNED_ON = pattern(rf"(?:19|20)\d\d ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日|{_SPELLED}")  # sites write figures with dashes
_RESUMED = pattern(r"[(\[【] ?(?:紧接|上接|接上?) ?(?:第?[a-z0-9一二三四五六七八九十]{1,4}) ?版")
# Verse: short lines without figures and signs, many with a function word; headlines are longer, menus have none.
_VERSE = pattern(r"[^\d:|>_/#@<=()\[\]【】a-z]{2,24}:?|[(\[][^\d:]{2,8}[)\]]")
_WORDS = pattern(r"[的了在着是不我你他她它这那也就把被和与又还都去来]")
_VERSE_MOST = 25  # characters of the longest line that is verse
_LINES = 8  # of the shortest poem
_NAMED = 3  # rows between a poem and its title
_VERSE_LENGTH = 12  # characters of its lines on average
_LYRICS = pattern(r"(?:作?词|作?曲|编曲|演唱|歌手|原唱|所属专辑|专辑|发行时间|作者|朝代|唱)[\w/、]{0,4} ?:")


# So many lines between the article and what closes it may be its last.
LAST_LINES = 5
_LEAD = 40  # characters of the sentence that an article may begin with
_HAS_LETTER = pattern(r"[^\W_]")
_GAP = 12  # rows between two that are tied to the article


def goes_on(
    page: Sequence[Row], labels: Sequence[Label], gone: Sequence[bool], unmarked: set[int], code: set[int]
) -> set[int]:
    """The rows among `unmarked` (dropped by the model's word alone) that the article ends with; `code` are its rows of
    code."""
    out: set[int] = set()
    last = next((at for at in reversed(range(len(labels))) if labels[at].zone == "body" and not gone[at]), -1)
    if last < 0:
        return out
    deep = _sections(page, range(last + 1, len(page)))
    run = list(_below(page, labels, last, max(deep, default=last)))
    tied = _tied(page, run, last, labels) | (deep | code).intersection(run)
    end = last
    for at in sorted(tied):
        end = at if at - end <= _GAP else end
    if end > last:
        rest = [at for at in run if at > end]
        out |= {at for at in run if at <= end} | (set(rest) if len(rest) <= LAST_LINES else set())
    if end + 1 in run and _SIGNED_ON.fullmatch(page[end + 1].text):
        out.add(end + 1)
    return out & unmarked


def lead(page: Sequence[Row], labels: Sequence[Label], gone: Sequence[bool], unmarked: set[int]) -> set[int]:
    """The rows among `unmarked` from the first long sentence below the last row of the head that rules know: between
    byline and body stands the article's own beginning, whatever the model thinks of a drawing or a list below it."""
    body = next((at for at, label in enumerate(labels) if label.zone == "body" and not gone[at]), 0)
    if page[0].evidence is not None or not body:
        return set()
    known = (
        at for at in range(body - 1, -1, -1) if gone[at] and at not in unmarked and _HAS_LETTER.search(page[at].text)
    )
    run = range(next(known, body) + 1, body)
    first = next((at for at in run if page[at].sentence and len(page[at].text) >= _LEAD and not page[at].hits), None)
    return set() if first is None or is_spaced(page[first].text) else {at for at in run if at >= first} & unmarked


def announced(page: Sequence[Row], gone: Sequence[bool], unmarked: set[int], title: int) -> set[int]:
    """What only the model took of a list below the title: the sentence that says that it follows (名单公布如下), and
    its rows down to prose or to what a rule takes."""
    out: set[int] = set()
    for at in range(title + 1, len(page)):
        tells = page[at].sentence or page[at].text.endswith(":")
        if tells and _ANNOUNCED.search(page[at].text) and (at in unmarked or not gone[at]):
            rows = range(at + 1, len(page))
            end = next((k for k in rows if page[k].sentence or (gone[k] and k not in unmarked)), len(page))
            out |= unmarked & set(range(at, end))
    return out


def numbered(page: Sequence[Row], gone: Sequence[bool], unmarked: set[int]) -> set[int]:
    """What only the model took and a notice or a standard begins with: the number under its title, and a heading
    `1 范围` right above prose that stays, where the next heading `2 …` stays, too."""
    first = next((at for at, row in enumerate(page) if row.sentence and not gone[at]), -1)
    out: set[int] = set()
    for at in [k for k in unmarked if k < first]:
        row = page[at]
        if row.text.endswith("号") and _ISSUED.fullmatch(row.text) and not page[at - 1].text.endswith(":"):
            out.add(at)
        elif at + 1 == first and row.text.startswith("1") and (found := _FIRST_HEADING.fullmatch(row.text)):
            second = f"2{found['sign']}"
            if any(page[k].text.startswith(second) and is_heading(page[k].text) for k in range(first, len(page))):
                out.add(at)
    return out


def stranded(page: Sequence[Row], gone: set[int]) -> set[int]:
    """The longest run of sentences that go by their place alone, with the heading right above, of a page that would be
    left with a few rows and no sentence. A page without an article has teasers of many: each of something else, most
    below a headline of its own."""
    if page[0].evidence is not None or len(page) - len(gone) > _LEFT:
        return set()
    if any(row.sentence for at, row in enumerate(page) if at not in gone):
        return set()
    best: list[int] = []
    run: list[int] = []
    for at in range(len(page) + 1):
        if at in gone and page[at].sentence and not whole(page[at]):
            run.append(at)
            continue
        if _length(page, run) > _length(page, best):
            best = run
        run = []
    if len(best) < _RUN or _length(page, best) < _TOGETHER:
        return set()
    own = [pairs(page[at].text) for at in best]
    above = best[0] - 1
    title = pairs(page[above].text) if above in gone and is_heading(page[above].text) else frozenset[str]()
    if len(best) <= _RUN and are_strangers(own) and shared(title, own[0].union(*own)) < _OF_TITLE:
        return set()
    return {above, *best} if title else set(best)


def _length(page: Sequence[Row], rows: Sequence[int]) -> int:
    return sum([len(page[at].text) for at in rows])


def under_byline(page: Sequence[Row], gone: set[int], unmarked: set[int]) -> set[int]:
    """The sentences under the first byline of a page that would be left with a few rows and no sentence, and the title.

    A flash of a hundred characters weighs less than the feed below it, and the model may give the whole of it to the
    tail; but a page with a byline and sentences under it has an article.
    """
    if len(page) - len(gone) > _LEFT or any(row.sentence for at, row in enumerate(page) if at not in gone):
        return set()
    byline = next((at for at, row in enumerate(page) if not row.sentence and _is_byline(row)), None)
    if byline is None:
        return set()
    found: list[int] = []
    for at in range(byline + 1, len(page)):
        row = page[at]
        if any(hit.rule.match == "lines" for hit in whole(row)) or (found and is_after(row)):
            break
        if at in unmarked and (row.sentence or found):
            found.append(at)
    while found and not page[found[-1]].sentence:
        found.pop()
    if not found:
        return set()
    # The nearest of the bylines above: a date widget reads like one, too.
    byline = max(at for at in range(byline, found[0]) if not page[at].sentence and _is_byline(page[at]))
    return {byline - 1}.intersection(unmarked if is_heading(page[byline - 1].text) else ()).union(found)


def _is_byline(row: Row) -> bool:
    return any(hit.value is not None and hit.rule.field in BYLINES for hit in row.hits)


def _below(page: Sequence[Row], labels: Sequence[Label], last: int, sure: int) -> Iterator[int]:
    """The rows below the body up to the first, below row `sure`, that closes the article or heads a list, unless a
    second page of print goes on there."""
    closed = False
    for at in range(last + 1, len(page)):
        row = page[at]
        if labels[at].told:
            return
        if _RESUMED.search(row.text):
            closed = False
        elif (
            at > sure
            and not row.sentence
            and (
                is_after(row)
                or any(hit.rule.category == "related" and "inset" not in hit.rule.traits for hit in whole(row))
            )
        ):
            closed = True
        if not closed:
            yield at
        elif not any(_RESUMED.search(page[k].text) for k in range(at, min(at + 4, len(page)))):
            return


def _tied(page: Sequence[Row], run: Sequence[int], last: int, labels: Sequence[Label]) -> set[int]:
    """The rows of `run` that something ties to the article."""
    names = Counter(found[0] for at in run if (found := _LABEL.match(page[at].text)))
    out = _kin(page, run, last, labels)
    out.update(_references(page, run))
    out.update(_chapters(page, run))
    for at in run:
        row = page[at]
        named = _LABEL.match(row.text)
        record = named is not None and names[named[0]] > _TWICE and not row.hits
        listed = (at - 1 == last or at - 1 in out) and _counts_on(page[at - 1].text, row.text)
        if record or listed or _is_caption(row) or _RESUMED.search(row.text) or is_signed(page, at):
            out.add(at)
    return out


def _sections(page: Sequence[Row], run: Sequence[int]) -> set[int]:
    """Headings with numbers of two levels or more in `run` that count on: 3.1.1 …, 3.1.2 …."""
    found = [(at, number["n"].split(".")) for at in run if (number := _DEEP.match(page[at].text))]
    out: set[int] = set()
    for (above, one), (below, two) in pairwise(found):
        if one[:-1] == two[:-1] and int(two[-1]) == int(one[-1]) + 1:
            out |= {above, below}
    return out


def _references(page: Sequence[Row], run: Sequence[int]) -> Iterator[int]:
    """The heading of an article's references in `run`, and the numbered rows below it."""
    heading = next((at for at in run if REFERENCES.fullmatch(page[at].text)), None)
    if heading is None:
        return
    for at in range(heading + 1, run[-1] + 1):
        if _CITED.match(page[at].text):
            yield heading
            yield at
        elif not whole(page[at]):
            return


def _chapters(page: Sequence[Row], run: Sequence[int]) -> set[int]:
    """Three rows or more in a row that begin with minutes and seconds that rise: what a recording tells when. Lists of
    news have the newest on top."""
    out: set[int] = set()
    rising: list[int] = []
    last = -1
    for at in run:
        found = _MOMENT.match(page[at].text)
        now = sum(int(part) * 60**k for k, part in enumerate(reversed(found["at"].split(":")))) if found else -1
        rising = [*rising, at] if now > last >= 0 else [at] if found else []
        last = now
        if len(rising) >= _RISING:
            out.update(rising)
    return out


def _counts_on(above: str, text: str) -> bool:
    """Whether a row has the next number of the list that the row above is an item of."""
    one, two = _COUNT.match(above), _COUNT.match(text)
    return one is not None and two is not None and one["sign"] == two["sign"] and int(two["n"]) == int(one["n"]) + 1


def _kin(page: Sequence[Row], run: Sequence[int], last: int, labels: Sequence[Label]) -> set[int]:
    """The sentences of `run` that share words with the body or with such a sentence; of HTML the containers tell."""
    asked = [at for at in run if page[at].sentence and "。" in page[at].text and not whole(page[at])]
    if not asked or page[0].evidence is not None:
        return set()
    body = [page[at].text for at in range(last + 1) if labels[at].zone in ("body", "title")]
    if is_spaced("".join(body[:8])):
        return set()
    known = set[str]().union(*map(pairs, body))
    out = set()
    for at in asked:
        own = pairs(page[at].text)
        if shared(own, known) >= _KIN and len(own & known) >= _FEWEST:
            out.add(at)
            known |= own
    return out


def _is_caption(row: Row) -> bool:
    """Whether the row names a photographer behind other words."""
    return any("caption" in hit.rule.traits and hit.end - hit.start < len(row.text) - 4 for hit in row.hits)


def captions(page: Sequence[Row], above: set[int]) -> set[int]:
    """Those of the rows between a title and its text that stand in a caption's element or name a photographer behind
    other words."""
    return {at for at in above if _is_caption(page[at]) or _in_caption(page[at])}


def _in_caption(row: Row) -> bool:
    evidence = row.evidence
    if evidence is None or evidence.links > 0.5 or evidence.hidden or row.hits:
        return False
    return "/figcaption" in evidence.path or "caption" in evidence.words


def is_signed(page: Sequence[Row], at: int) -> bool:
    """Whether the row is the date below the name of an office: a document's signature."""
    return bool(_DAY.fullmatch(page[at].text) and _OFFICE.fullmatch(page[at - 1].text))


def verse(page: Sequence[Row], labels: Sequence[Label]) -> set[int]:
    """Rows of verse, a menu's single words among them, and the lines above that name who wrote it; not below a list's
    heading."""
    out: set[int] = set()
    run: list[int] = []
    lines = [len(row.text) for row in page if not row.hits and len(row.text) <= _VERSE_MOST]
    if len(lines) < _LINES:
        return out
    prose = sum(
        [len(row.text) for row, label in zip(page, labels, strict=True) if row.sentence and label.zone == "body"]
    )
    if sum(lines) < prose:
        return out
    for at in range(len(page) + 1):
        if at < len(page) and not labels[at].told and _VERSE.fullmatch(page[at].text) and not _heads(page[at]):
            run.append(at)
            continue
        while run and whole(page[run[-1]]):
            run.pop()
        while run and whole(page[run[0]]):
            run.pop(0)
        if _is_verse([page[k] for k in run], prose):
            out.update(run)
            out.update(_names_above(page, run[0]))
        run = []
    return out


def _names_above(page: Sequence[Row], first: int) -> Iterator[int]:
    """The rows above a poem that say who wrote or sang it, and its title; buttons may stand between."""
    for at in range(first - 1, -1, -1):
        if _LYRICS.match(page[at].text):
            first = at
            yield at
        elif not whole(page[at]):
            if first - at <= _NAMED and is_heading(page[at].text) and " " not in page[at].text:
                yield at
            return


def _heads(row: Row) -> bool:
    """Whether the row heads a list or is more of a rule's than a word."""
    return any(hit.rule.match == "lines" or len(row.text) > 6 for hit in whole(row))


def _is_verse(rows: Sequence[Row], prose: int) -> bool:
    """Whether the rows are a poem that is longer than the page's prose: beside an article they are headlines."""
    lines = [row.text for row in rows if not row.hits]
    size = sum(map(len, lines))
    if len(lines) < _LINES or len(lines) * 4 < len(rows) * 3 or size < prose:
        return False
    telling = sum(_WORDS.search(line) is not None for line in lines)
    return telling * 2 >= len(lines) and size <= _VERSE_LENGTH * len(lines)
