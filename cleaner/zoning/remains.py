"""What rules leave over around an article: the rest of a byline, the names of accounts and columns.

The idea: rules know the words of bylines, menus and buttons; the names among them are in no table. But a row of which
rules took the credits holds nothing else than the rest of them, and a short line that shares no word with the article,
with rows of a byline or buttons below it, is who wrote, asked or answered. A heading stands right above its prose and
talks about it; a subtitle does the latter.

Invariant: no sentence goes, nor the title and what stays with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise

from cleaner.macros import SURNAMES
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.zoning import labelled
from cleaner.zoning.borders import is_after
from cleaner.zoning.continuity import REFERENCES, verse
from cleaner.zoning.fates import UNMARKED, Fate, departed
from cleaner.zoning.keywords import RULE as TAGS
from cleaner.zoning.keywords import tags
from cleaner.zoning.kin import pairs, shared
from cleaner.zoning.lines import Row, is_spaced, is_torn, names_editors, squeeze, whole
from cleaner.zoning.zones import Label

REST, NAME = "strip.byline-rest", "strip.account-name"
_ISLAND = Fate(UNMARKED["head"], placed=True)
_AROUND = 2  # rows above an island that go
_REST = 30  # characters of the longest rest of a byline
_PIECE = 18  # characters of its longest piece
_NAME = 12  # characters of the longest name
_BAND = 12  # rows of the longest byline
_SIGNED = 2  # rows above an answer that say who gives it: a name and what the person does
_SURE = 4.0  # the margin from which on no row of the body is what rules leave over: verse, code
_FEWEST, _KICKER = 3, 5  # rows above a title that are no kickers; characters of a kicker
_UNPROVED = 6  # rows above a title that go without other chrome among them
_LINE = 5  # characters of the shortest line of verse; those of a stanza differ by no more
_MOST = 10  # rows below the end; more of them are another part of the article
_STRANGE = 0.1  # share of its pairs that a row has in common with an article that it does not belong to
_WORDS = 3  # of the shortest menu
_PARTED = pattern(r"[\s|/·,、>»┊丨]+")
_WORD = pattern(r"[\u3400-\u9fff]{2,6}|[a-z]{2,10}")
_PERSON = pattern(f"[{SURNAMES}][\u3400-\u9fff]{{1,2}}")
_DATED = pattern(r".*[一二三四五六七八九十][年月日]")
_SIGNED_BY = pattern(
    r".*(?:局|院|会|厅|部|处|委|办|府|校|学|所|馆|站|社|公司|中心|集团|小组|[年月日])|.{0,12}[(\[【].{1,12}[)\]】]"
)
_CLOSING = pattern(r"附[件表录:]|[写记作改]于|(?:联系|报名|咨询)")
_TOPIC = 12  # sentences that say what the article is about
# What a byline's labels are not: events, works and goods have rows of labels, too.
_DATA = pattern(
    r"地点|地址|场所|主讲|主持|嘉宾|对象|参加|出席|会场|出版社|出版年|isbn|定价|页数|导演|主演|片长|朝代|作?[词曲] ?:"
    r"|演唱|专辑|难度|用料|规格|品牌|型号|单价|电话|邮箱|文号|字号 ?[:〔]|实施|施行|通过|修订|公布|图[:/ ]|供图|卒|生于"
)
_NAMED = pattern(r"@?[^\W\d_][\w·.☆★~-]{0,11}(?: [^\W\d_][\w·-]{0,5})?")
# What an account below a title is called; a subtitle is not.
_ACCOUNT = pattern(
    f"@.+|[{SURNAMES}][\u3400-\u9fff]{{1,2}}|.+(?:发布|日报|晚报|晨报|新闻|网|在线|频道|公众号|工作室|融媒)"
)
_FOLLOW = pattern(
    r"[+＋]? ?(?:已?关注|關注|订阅|訂閱)(?:ta|他|她|我们)?|\d+ ?(?:主题|帖子|粉丝|文章).*|楼主|.*只看该作者.*"
)
# Headings that share no word with their text.
_HEADING = pattern(
    r"第.{1,5}[章节回集卷篇部期讲课天](?: .*)?|.*[章回卷篇辑]|[一二三四五六七八九十\d]+"
    r"|(?:内容)?(?:摘要|提要|导语|引言|前言|序言?|楔子|引子|题记|按语|编者按|开栏语|社论|短评|时评|快评|评论|正文|全文|目录)"
    r"|注释|译文|赏析|背景|问题|提问|回答|解答|答复?|问|组诗|外.?首|节选"
    r"|.*(?:局|院|会|厅|部|委|办|府|校|学|所|公司|中心|集团|小组)"
)


def left_over(
    page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], title: int | None, kept: set[int]
) -> dict[int, Fate]:
    """The rows of `page`, but for those of `kept`, that go because only the rest of a byline, or a name among bylines
    and buttons, is left; no verse, no record, and nothing that is surely the body."""
    if title is None:
        return {}
    gone = departed(fates)
    prose = [at for at in range(title + 1, len(page)) if page[at].sentence and not gone[at]]
    if not prose or is_spaced("".join([page[at].text for at in prose[:4]])):
        return {}
    kept = kept | {at for at, label in enumerate(labels) if label.zone == "body" and label.margin >= _SURE}
    out = {at: Fate(REST, reads=_told(page[at], fates[at])) for at in _rests(page, fates, prose[0], kept)}
    for at in out:
        gone[at] = True
    about = _Article([page[at].text for at in (title, *prose[:_TOPIC])])
    odd = _above(page, gone, title, about)
    if any(gone):
        odd |= _menus(page, gone, title, prose, about)
        odd |= _names(page, gone, title, prose, kept, about) | _below(page, gone, prose, about)
    odd = {at for at in odd - kept if not REFERENCES.fullmatch(page[at].text)}
    out.update({at: Fate(NAME, reads=fates[at].reads) for at in odd})
    words = tags(page, [went or at in out for at, went in enumerate(gone)], title, prose)
    out.update({at: Fate(TAGS) for at in words - kept})
    out.update({at: _ISLAND for at in _islands(page, gone, title) if at not in kept and at not in out})
    own = verse(page, labels) | labelled.records(page) if out else set()
    return {at: fate for at, fate in out.items() if at not in own}


class _Article:
    """What the title and the first sentences are about; their words are read when a row is first held against them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset[str]().union(*map(pairs, self._texts))

    def has_nothing_of(self, row: Row) -> bool:
        """Whether the row shares no word with the article."""
        return self._pairs.isdisjoint(pairs(row.text))

    def has_little_of(self, row: Row) -> bool:
        """Whether the row shares next to nothing with the article."""
        return shared(pairs(row.text), self._pairs) < _STRANGE


def _names(
    page: Sequence[Row], gone: Sequence[bool], title: int, prose: Sequence[int], kept: set[int], about: _Article
) -> set[int]:
    """Names among bylines and buttons, strange to what the article is about."""
    places = set(_places(page, gone, title, prose, kept))
    return {at for at in places if _may_be_name(page[at]) and about.has_nothing_of(page[at])}


def _menus(page: Sequence[Row], gone: Sequence[bool], title: int, prose: Sequence[int], about: _Article) -> set[int]:
    """Rows of three short words or more that share nothing with the article: above the title, or right below other
    chrome. The head of a table stands above rows of as many cells."""
    places = [
        *range(title),
        *(at for at in range(title + 1, prose[0]) if gone[at - 1]),
        *(at for at in range(prose[-1] + 1, len(page)) if gone[at - 1]),  # right below the text it may be the text's
    ]
    return {
        at
        for at in places
        if not gone[at]
        and _is_row_of_words(page[at])
        and about.has_little_of(page[at])
        and not _is_cells(page, gone, at)
    }


def _is_cells(page: Sequence[Row], gone: Sequence[bool], at: int) -> bool:
    """Whether a row right above or below that stays has as many cells."""
    size = len(page[at].text.split())
    near = [k for k in (at - 1, at + 1) if 0 <= k < len(page) and not gone[k]]
    return any(len(page[k].text.split()) == size for k in near)


def _above(page: Sequence[Row], gone: Sequence[bool], title: int, about: _Article) -> set[int]:
    """Rows above the title, three or more of them, that share nothing with the article. A kicker stands alone, right
    above the title; the cover of a standard is made of numbers; where no other chrome stands above it, many rows are
    verse, and what looks like their title is somebody's word about it."""
    left = [at for at in range(title) if not gone[at]]
    rows = [at for at in left if not page[at].sentence]
    if any(is_torn(page[at].text) for at in rows):
        return set()  # hard-wrapped prose: what is taken for the title stands amid the article
    if len(rows) < _FEWEST:
        return set()
    strange = [at for at in rows if not any(map(str.isdigit, page[at].text)) and about.has_little_of(page[at])]
    if len(strange) < _FEWEST or len(strange) * 4 < len(rows) * 3:
        return set()
    if not any(gone[:title]) and (len(strange) > _UNPROVED or _is_verse([len(page[at].text) for at in strange])):
        return set()
    return set(strange) - ({title - 1} if len(page[title - 1].text) >= _KICKER else set())


def _is_verse(lengths: Sequence[int]) -> bool:
    """Whether rows of these lengths, in characters, may be lines of verse: about as long as each other."""
    return min(lengths) >= _LINE and max(lengths) - min(lengths) <= _LINE


def _below(page: Sequence[Row], gone: Sequence[bool], prose: Sequence[int], about: _Article) -> set[int]:
    """Short rows below chrome that stands below the last sentence: the article was over above it."""
    away = next((at for at in range(prose[-1] + 1, len(page)) if gone[at] and _ends(page[at])), None)
    rows = _unsigned(page, gone, away) if away is not None else []
    if not rows or len(rows) > _MOST or any(is_after(page[at]) for at in range(prose[0] + 1, prose[-1])):
        return set()
    return {
        at
        for at in rows
        if not page[at].sentence and about.has_little_of(page[at]) and not _SIGNED_BY.fullmatch(page[at].text)
    }


def _ends(row: Row) -> bool:
    """Whether the row, which goes, says that the article is over: a button, a list, a footer, the editors."""
    if names_editors(row):
        return True
    if not any(map(str.isalnum, row.text)):
        return row.text == "--"  # a letter's signature follows; below other separators a shop's address may stand
    return not _is_inset(row) and any(hit.rule.category in ("chrome", "footer", "related") for hit in whole(row))


def _is_row_of_words(row: Row) -> bool:
    """Whether the row is three short words or more, without figures; names of persons in a row are a signature."""
    words = [word for word in _PARTED.split(row.text) if word]
    if len(words) < _WORDS or not all(_WORD.fullmatch(word) for word in words):
        return False
    return not all(_PERSON.fullmatch(word) for word in words) and not any(_DATED.fullmatch(word) for word in words)


def _islands(page: Sequence[Row], gone: Sequence[bool], title: int) -> Iterator[int]:
    """Short rows above the title that stay for a thin margin amid rows that go: one of the menu's, or of a list of
    headlines."""
    for at in range(1, title - 1):
        if gone[at] or page[at].sentence or is_torn(page[at].text):
            continue
        if all(gone[max(at - _AROUND, 0) : at]) and gone[at + 1]:
            yield at


def _rests(page: Sequence[Row], fates: Sequence[Fate], first: int, kept: set[int]) -> Iterator[int]:
    """Rows above the prose of which rules took a byline's parts, and what is left is short."""
    for at in range(first):
        row, fate = page[at], fates[at]
        if not fate.spans or fate.gone or at in kept or row.sentence:
            continue
        spans = [hit for hit in fate.spans if "ornament" not in hit.rule.traits]
        if len(spans) < len(fate.spans) or not _is_byline(spans):
            continue
        pieces = _pieces(row.text, spans)
        size = sum(map(len, pieces))
        taken = sum(hit.end - hit.start for hit in spans)
        if size <= min(_REST, 2 * taken) and max(map(len, pieces)) <= _PIECE and not _DATA.search("|".join(pieces)):
            yield at


def _told(row: Row, fate: Fate) -> tuple[Hit, ...]:
    """What is read in a row that goes as a byline's rest: also what gave way to a longer hit that tells of another
    field, as a day behind a nickname does."""
    read = (*fate.spans, *fate.reads)
    fields = {hit.rule.field for hit in read if hit.value is not None}
    more = [
        hit for hit in row.hits if hit.value is not None and "head" in hit.rule.zones and hit.rule.field not in fields
    ]
    return (*read, *more)


def _is_byline(spans: Sequence[Hit]) -> bool:
    """Whether the spans are those of a byline: a credit that is read, or several of whatever kind."""
    return len(spans) > 1 or any(hit.value is not None or hit.rule.category == "credit" for hit in spans)


def _pieces(text: str, spans: Sequence[Hit]) -> list[str]:
    """What stands between and around the spans."""
    ends = [0, *(hit.end for hit in spans)]
    starts = [*(hit.start for hit in spans), len(text)]
    return [squeeze(text[end:start]) for end, start in zip(ends, starts, strict=True)]


def _places(
    page: Sequence[Row], gone: Sequence[bool], title: int, prose: Sequence[int], kept: set[int]
) -> Iterator[int]:
    """Rows where a name may stand: above the title and other rows that go, in the byline, between a question's buttons
    and an answer's, among the buttons below the end."""
    last = max((at for at in range(title) if gone[at]), default=0)
    yield from (at for at in range(min(last, title - 1)) if not gone[at])
    for above, below in pairwise([title, *prose]):
        if below - above < 2:
            continue
        run = range(above + 1, below)
        away = [at for at in run if gone[at] and not _is_inset(page[at])]
        left = [at for at in run if not gone[at]]
        if not away or len(run) > _BAND:
            continue
        if above == title:
            yield from (at for at in left if at < away[-1] and at not in kept and _is_account(page, at))
        elif 0 < len(left) <= _SIGNED and away[0] < left[0] and away[-1] == run[-1] and left[-1] - left[0] < len(left):
            yield from left
    end = next((at for at in range(prose[-1] + 1, len(page)) if gone[at] and not _is_inset(page[at])), None)
    if end is not None:
        yield from _unsigned(page, gone, end)


def _unsigned(page: Sequence[Row], gone: Sequence[bool], after: int) -> list[int]:
    """The rows below `after` that stay, but for those that stand with an office, a date, a place or an attachment: the
    end of a notice may follow a button."""
    out: list[int] = []
    for stays, run in groupby(range(after + 1, len(page)), lambda at: not gone[at]):
        rows = list(run)
        if stays and not any(_SIGNED_BY.fullmatch(page[at].text) or _CLOSING.match(page[at].text) for at in rows):
            out += rows
    return out


def _is_account(page: Sequence[Row], at: int) -> bool:
    """Whether the row below a title is no subtitle: it has a name's form, or the button that follows its account."""
    below = page[at + 1].text if at + 1 < len(page) else ""
    return _ACCOUNT.fullmatch(page[at].text) is not None or _FOLLOW.fullmatch(below) is not None


def _is_inset(row: Row) -> bool:
    """Whether the row may stand amid an article or belong to a notice's end."""
    return any(not {"inset", "contact", "caption"}.isdisjoint(hit.rule.traits) for hit in whole(row))


def _may_be_name(row: Row) -> bool:
    """Whether no rule knows the row and it is written like a name."""
    if len(row.text) > _NAME or row.hits or row.sentence:
        return False
    return _NAMED.fullmatch(row.text) is not None and _HEADING.fullmatch(row.text) is None
