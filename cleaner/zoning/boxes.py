"""Boxes above a text: an excerpt of its first sentences, a list of its headings, the byline or a record as a list.

The idea: content systems print an excerpt under the title and a contents box above the text. Both say nothing of their
own: what stands in them stands again below, word for word. An author who sums up uses other words, and a law's list of
chapters is part of the law. Others print the byline as a list; the item that is its date says what the others are. The
headings of a panel about a blog's owner stand amid its figures. The record of a government page has label and value in
turn, each in its line. The tags of a story may stand twice, one list below the other.

Invariant: a row of a box stands again below it, but for the box's own label and numbers, or is a short item without a
label in one list with the page's date, or belongs to a label that a rule knows, among others that rules know.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from cleaner.patterns import pattern
from cleaner.zoning import lines
from cleaner.zoning.lines import Row, squeeze, whole

EXCERPT, CONTENTS = "strip.excerpt-box", "strip.contents-box"
BYLINES, RECORD, PANEL = "strip.byline-list", "strip.record-value", "strip.profile-heading"
DOUBLED = "strip.doubled-tags"
_LABEL = pattern(
    r"[\[【(<“\"]? ?(?:内容|本文|文章|新闻)?(?:摘要|提要|提示|导读|简介|导语|核心提示|核心导读|编者按)[\]】)>”\"]?[ :]*"
)
_CUT = pattern(r"(?:\.{2,}|…+|\[?(?:详细|全文|更多)\]?)$")
_CUTS = ("..", "…", "]", "详细", "全文", "更多")  # what `_CUT` ends in
_LEAST = 20  # characters of the shortest excerpt
_GLANCE = 6  # of its first characters
_ABOVE, _BELOW = 25, 12  # rows: how far down a page an excerpt may stand, and how far below it the text
_TRIES = 24  # rows that a contents box is looked for from: each costs a look at the page
_FEWEST = 3  # entries of a contents box
_ENTRY = pattern(r"(?:[\d.]{1,6}|[一二三四五六七八九十]{1,3}[、.])? ?[▪•·►○●-]{0,2} ?(?P<words>\S.{0,28})")
_NUMBERED = pattern(r"[\d.]{1,6}[ 、.]|[▪•·►○●-]|[一二三四五六七八九十]{1,3}[、.]")
_ITEMISED = pattern(r"[▪•·►○●◆■*-] ?\S.{3}")
_LEVEL = pattern(r"\d{1,2}(?:\.\d{1,2})*(?![\d.])|[▪•·►○●-]")
_BULLET = 9  # a bullet stands below any number
_CHAPTER = pattern(r"第 ?[一二三四五六七八九十百\d]{1,4} ?[章节编条]")
_COPY_LEAST = 12  # characters of a hidden copy; shorter lines recur by chance
_LABELS = 3  # that make a record
_VALUE = 40  # characters of its longest value
_EMPTY = pattern(r"[•▪*·\[【]?[^\W\d_]{2,6}[\]】]?:?")  # a label, its value still to come
_NAMES = pattern("[•▪*·\\[【]?(?:信息|公文|文件)?(?:标题|名称)")
_PUBLISHED = pattern("发布|公布|刊发|上网|上载|公开")
_PANEL = 3  # rows of a panel that stand near another row of it
_OWNER = pattern(
    r"(?:个人|博主|作者)(?:简介|介绍|资料)|(?:文章|博文|个人)(?:分类|存档|归档)|我的(?:朋友|好友)|最近(?:访客|来访)|(?:全部)?博文"
)
_PERSON = pattern(r"(?:个人|博主|作者)(?:简介|介绍|资料)")
_ITEMS = 2  # of a byline beside its date; more are a list of the text's own
_ITEM = pattern(r"[•▪◦●·*+-] ?[^:。,;!?]{2,12}")
_TAGS, _TAG = 3, 12  # tags of the shortest list that stands twice; characters of the longest tag
_TITLE = pattern(r"(?:本文|文章|内容)?(?:目录|导航|提纲|大纲|contents?)[ :]*(?:\[?(?:隐藏|显示|展开|收起)\]?)?")
_TITLES = "本文内目导提大c"  # what `_TITLE` begins with


def boxes(page: Sequence[Row]) -> dict[int, str]:
    """The rows of `page` that only repeat what stands below or list the byline, each with its rule."""
    first = next((at for at, row in enumerate(page) if row.sentence and not whole(row)), None)
    return {
        **_excerpt(page, first),
        **_contents(page, first or 0),
        **_bylines(page),
        **_panel(page, len(page) if first is None else first),
        **_values(page, len(page) if first is None else first),
        **_doubled(page, first or 0),
    }


def _doubled(page: Sequence[Row], first: int) -> dict[int, str]:
    """Tags below a byline that stand twice, one list below the other: once for each width of a window. A song does
    not follow a clock."""
    bylines = [
        at + 1
        for at, row in enumerate(page[: max(first - 2 * _TAGS, 0)])
        if row.hits and any(hit.rule.field in lines.BYLINES for hit in row.hits)
    ]
    if not bylines:
        return {}
    words = [row.text if len(row.text) <= _TAG else "" for row in page[:first]]
    for size in range(_TAGS, first // 2 + 1):
        for at in [at for at in bylines if at <= first - 2 * size]:
            once = words[at : at + size]
            if once == words[at + size : at + 2 * size] and "" not in once and len(set(once)) == size:
                return dict.fromkeys(range(at, at + 2 * size), DOUBLED)
    return {}


def _mark(row: Row) -> str:
    """What of a row compares with others; nothing where it is hidden."""
    return "" if row.evidence is not None and row.evidence.hidden else squeeze(row.text)


def hidden_copies(page: Sequence[Row]) -> frozenset[int]:
    """Hidden rows whose whole text stands visibly on the page as well: a second body for readers' tools."""
    hidden = [at for at, row in enumerate(page) if row.evidence is not None and row.evidence.hidden]
    if not hidden:
        return frozenset()
    shown = {row.text for row in page if row.evidence is None or not row.evidence.hidden}
    return frozenset(at for at in hidden if len(page[at].text) >= _COPY_LEAST and page[at].text in shown)


def _excerpt(page: Sequence[Row], first: int | None) -> dict[int, str]:
    """The first sentences of the page that stand again right below: with a label, cut short, or at the text's start."""
    if first is None or first >= _ABOVE:
        return {}
    text = page[first].text
    label = _LABEL.match(text)
    cut = text.endswith(_CUTS) and _CUT.search(text) is not None
    if not (first or label):
        return {}  # a title that trails off, and is said in full below
    named = first > 0 and _LABEL.fullmatch(page[first - 1].text) is not None
    signed = label or cut or named
    # Most pages have no such box: without these signs two rows tell, and in most these begin with other words.
    again = [] if signed else page[first + 1 : first + 3]
    begin = {char for char in text[:_GLANCE] if char.isalnum()}
    again = [row for row in again if all(map(row.text.__contains__, begin))]
    if not (signed or again):
        return {}
    words = text[label.end() if label else 0 :]
    words = squeeze(_CUT.sub("", words) if cut else words)
    if len(words) < _LEAST:
        return {}
    if signed:
        fits = words in "".join([_mark(row) for row in page[first + 1 : first + 1 + _BELOW]])
    else:
        fits = any(mark.startswith(words) and mark != words for mark in map(_mark, again))
    if not fits:
        return {}
    return {first: EXCERPT, first - 1: EXCERPT} if named else {first: EXCERPT}


def _contents(page: Sequence[Row], first: int) -> dict[int, str]:
    """Runs of short rows that stand again below as headings, in the same order. Without a title they are numbered, and
    above the text's first sentence (`first`): an author may name the parts of the text."""
    titled = {at for at, row in enumerate(page) if row.text[:1] in _TITLES and _TITLE.fullmatch(row.text)}
    numbered = {at for at in range(first) if _NUMBERED.match(page[at].text)}
    starts = titled | {at for at in numbered if numbered.issuperset(range(at, at + _FEWEST))}
    if not starts:
        return {}
    out: dict[int, str] = {}
    marks = [_mark(row) for row in page]
    for at in sorted(starts)[:_TRIES]:
        if at not in out:
            out |= dict.fromkeys(_run(page, marks, at, at in titled), CONTENTS)
    return out


def _run(page: Sequence[Row], marks: Sequence[str], start: int, titled: bool) -> range:
    """The rows of a contents box that begins in row `start`, empty without one. Between two headings stands prose, or,
    where the box has a title, a list, unless the second is a level below the first."""
    end = start + titled
    found = [end]
    entries: list[str] = []
    while end < len(page) and not page[end].sentence and not _CHAPTER.match(page[end].text):
        numbered = _NUMBERED.match(page[end].text) is not None
        if not (titled or numbered):
            break
        heading = again(page, marks, end, found[-1])
        if heading:
            found.append(heading)
            entries.append(page[end].text)
        elif not (titled and numbered):
            break
        end += 1
    fits = len(found) > _FEWEST and found[1] >= end and len(found) * 2 > end - start
    apart = all(
        any(page[k].sentence or (titled and _ITEMISED.match(page[k].text)) for k in range(above, below))
        or _depth(entry) > _depth(parent)
        for (above, below), (parent, entry) in zip(pairwise(found[1:]), pairwise(entries), strict=True)
    )
    return range(start, end if fits and apart else start)


def _depth(entry: str) -> int:
    """How many levels down an entry of a contents box stands; 0 where its number does not tell."""
    level = _LEVEL.match(entry)
    if level is None:
        return 0
    return len(level[0].split(".")) if level[0][0].isdigit() else _BULLET


def again(page: Sequence[Row], marks: Sequence[str], at: int, after: int) -> int:
    """The row below `at` and `after` that has the same words behind a number, 0 without one."""
    entry = _ENTRY.fullmatch(page[at].text)
    words = squeeze(entry["words"]) if entry else ""
    if len(words) < 2:
        return 0
    for k in range(max(at, after) + 1, len(page)):
        if words in marks[k] and len(marks[k]) <= len(words) + 6 and not page[k].sentence:
            return k
    return 0


def _bylines(page: Sequence[Row]) -> dict[int, str]:
    """The items beside the date in the list under a title: section, who posted it."""
    dated = next((at for at, row in enumerate(page[:_ABOVE]) if _is_date_item(row)), None)
    if dated is None or any(row.sentence for row in page[:dated]):
        return {}
    above = takewhile(lambda at: _ITEM.fullmatch(page[at].text), range(dated - 1, -1, -1))
    below = takewhile(lambda at: _ITEM.fullmatch(page[at].text), range(dated + 1, min(dated + 1 + _BELOW, len(page))))
    found = [at for at in (*above, *below) if not whole(page[at])]
    return dict.fromkeys(found, BYLINES) if len(found) <= _ITEMS else {}


def _is_date_item(row: Row) -> bool:
    return row.text[0] in "•▪◦●·*+-" and any(hit.rule.field == "published" for hit in row.hits) and not row.sentence


def _panel(page: Sequence[Row], first: int) -> dict[int, str]:
    """The headings of the boxes about a blog's owner that stand amid their figures, and what the owner says there."""
    known = [bool(row.hits) and any("panel" in hit.rule.traits for hit in whole(row)) for row in page[: first + _PANEL]]
    if not any(known):
        return {}
    above = list(accumulate(known, initial=0))
    out: dict[int, str] = {}
    for at in range(_PANEL, len(known)):
        below = any(known[at + 1 : at + 1 + _PANEL]) or (
            above[at] > _PANEL and at + 1 < len(page) and whole(page[at + 1])
        )
        if not any(known[at - _PANEL : at]) or not below:
            continue
        said = at - 1 in out and _PERSON.fullmatch(page[at - 1].text) and _OWNER.fullmatch(page[at + 1].text)
        if said or _OWNER.fullmatch(page[at].text):
            out[at] = PANEL
    return out


def _values(page: Sequence[Row], first: int) -> dict[int, str]:
    """The values of a record above the first sentence, with labels in lines of their own; not the date that a rule
    reads."""
    out: dict[int, str] = {}
    run: list[int] = []
    for at in [*(at for at in range(first) if _is_label(page[at])), len(page) + _LABELS]:
        if run and at - run[-1] > 2:
            if len(run) >= _LABELS:
                out |= {k: RECORD for k in run if not whole(page[k])}
                last = run[-1] if any(below - above == 1 for above, below in pairwise(run)) else None  # all are empty
                out |= {k + 1: RECORD for k in run if k != last and k + 1 < first and _is_value(page[k], page[k + 1])}
            run = []
        run.append(at)
    return out


def _is_label(row: Row) -> bool:
    return bool(row.hits) and any(hit.rule.match == "line" and "label" in hit.rule.traits for hit in row.hits)


def _is_value(label: Row, row: Row) -> bool:
    if not _EMPTY.fullmatch(label.text.replace(" ", "")) or _is_label(row) or len(row.text) > _VALUE:
        return False
    if _NAMES.match(label.text.replace(" ", "")):
        return False  # its value is the title
    dated = any(hit.rule.field == "published" for hit in row.hits)
    return not (dated and _PUBLISHED.search(label.text))
