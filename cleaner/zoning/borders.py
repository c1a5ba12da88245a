"""Where an article begins and ends among prose of others: a line that says so, and words that agree.

The idea: the model of zones sees shapes, and the sentences of a feed, of readers or of other articles are shaped like
the article's. But a line of counters and buttons, a byline under a title, or the end of a feed says where something
begins or ends, and what stands beyond shares no words with the article (`kin`). One proof alone moves nothing.

Invariant: the answer depends on the rows' texts and hits; a page without such a line has no border.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning.kin import pairs, shared, taken_up
from cleaner.zoning.lines import BYLINES, Row, is_heading, is_spaced, names_editors, whole

_FLASH = 40  # characters of the shortest article
_TITLE = 6  # characters of the shortest title that may be told by its words
_BYLINE = 3  # rows below a title within which its byline stands
_OPENING = 6  # sentences that take up a title's words
# Shares of a title's pairs: that its article holds at least, and that other prose holds at most.
_OWN, _OTHERS = 0.3, 0.12
# Share of the pairs of prose beyond a border that may stand in the article, too. Of 294 articles cut in two, the rest
# shares less in 5 cases of a hundred behind 150 characters, and in 17 behind 40; that such a rest begins with counters
# or buttons as well is the other proof.
_FOREIGN = 0.026
_FEW = 50  # pairs beyond a border that are needed to say so
_TRIES = 12  # rows of counts or buttons that are asked about: replies each have their own
_COMMENT = pattern(r"(?:(?:网友|用户|读者|会员) )?(?:[a-z]+ [a-z]+|[^\s:,。!?]{2,14})(?= ?:)")
TALK = pattern("评|回[复应]|留言|跟[帖贴]|网友")
_TALK_HEAD = pattern("(?:全部|所有|最新|最热|热门|精[彩选]|网友|读者|用户)(?:评论|留言|回[复应]|跟[帖贴])")
_FEED_ENDS = pattern(
    r"没有更多了?|没有更多内容了?|已?加载更多|点击加载更多|正在加载中?[.…]*|已加载全部|已经到底了|我是有底线的|展开更多|查看更多"
)
_ENDS = "没已加点正我展查"  # what `_FEED_ENDS` begins with
_FEED = 3  # sentences of the shortest feed without any mark
_STRANGER = 0.08  # share of its pairs that an entry of a feed may have in common with the others
ABOVE = "prose above the title shares nothing with it"
_BELOW_COUNTS = "below readers' counts and buttons, of other things"
_BELOW_FEED = "sentences above the end of a feed, each of other things"


class Borders(NamedTuple):
    """The first row of the article and the first row behind it, where proved; with the reason for the second."""

    start: int = 0
    end: int | None = None
    told: str = ""


def borders(page: Sequence[Row]) -> Borders:
    """What is proved of where the article begins and ends on `page`; nothing where markup tells it better."""
    if page[0].evidence is not None:
        return Borders()
    prose = [at for at, row in enumerate(page) if row.sentence and not (row.hits and (whole(row) or _is_injected(row)))]
    if len(prose) < 2 or is_spaced("".join([page[at].text for at in prose[:8]])):
        return Borders()
    start = _start(page, prose)
    below = [at for at in prose if at >= start]
    end = _below_buttons(page, below, start)
    if end is not None:
        return Borders(start, end, _BELOW_COUNTS)
    end = _feed(page, below)
    return Borders(start, end, _BELOW_FEED if end is not None else "")


def _is_injected(row: Row) -> bool:
    """Whether words of spam stand in the row: somebody may have put it above the page's own head."""
    return any(hit.rule.category == "spam" for hit in row.hits)


def _start(page: Sequence[Row], prose: Sequence[int]) -> int:
    """The title below prose of others: a heading with a byline, whose words the prose below takes up and that above
    does not; 0 where none is proved."""
    for at in _above_bylines(page):
        text = page[at].text
        if at >= prose[-1] or page[at].sentence or len(text) < _TITLE or not is_heading(text):
            continue
        title = pairs(text)
        above = [k for k in prose if k < at]
        below = [page[k].text for k in prose if k > at][:_OPENING]
        if len(title) < 3 or taken_up(title, " ".join(below)) < _OWN:
            continue
        if not above or not any(page[k].hits and not page[k].sentence for k in range(above[0] + 1, at)):
            return 0
        if any(_TALK_HEAD.match(page[k].text) and whole(page[k]) for k in range(above[-1] + 1, at)):
            return 0  # a reader's name and day, below the heading of the comments
        if _is_under_path(page, at):
            return at
        others = [pairs(page[k].text) for k in above]
        kin = [each for each in map(pairs, below) if each & title]
        apart = shared(title, _union(others)) <= _OTHERS and are_strangers(others)
        return at if apart and _is_foreign(others, kin, 2) else 0
    return 0


def _is_under_path(page: Sequence[Row], at: int) -> bool:
    """Whether the page's one path of sections stands right above the row: with a byline below, a page's head."""
    return _is_path(page[at - 1]) and sum(map(_is_path, page)) == 1


def _is_path(row: Row) -> bool:
    return bool(row.hits) and any(hit.rule.field == "section" for hit in whole(row))


def _above_bylines(page: Sequence[Row]) -> list[int]:
    """The rows right above a byline, with no sentence between."""
    out: set[int] = set()
    for at, row in enumerate(page):
        if row.hits and not row.sentence and any(hit.rule.field in BYLINES for hit in row.hits):
            for above in range(at - 1, max(at - 1 - _BYLINE, -1), -1):
                out.add(above)
                if page[above].sentence:
                    break
    return sorted(out)


def _below_buttons(page: Sequence[Row], prose: Sequence[int], start: int) -> int | None:
    """The first row of readers' counts or buttons below the article's prose, if all that stands below is of others."""
    size, tries = 0, 0
    own = frozenset(prose)
    head = False  # whether a byline stands between the prose above and this row: the buttons are those of a page's head
    for at in range(max(start, _path(page, prose)), len(page)):
        row = page[at]
        if at in own:
            size += len(row.text)
            head = False
        if not row.hits:
            continue
        head = head or (at not in own and any(hit.rule.field in BYLINES for hit in row.hits))
        if size < _FLASH or head or not is_after(row):
            continue
        tries += 1
        if tries > _TRIES:
            return None
        rest = _open_rows(page, at)
        talk = (
            comments(page, rest)
            if any(TALK.search(page[k].text) for k in range(at, rest[0] if rest else at))
            else set()
        )
        others = [pairs(page[k].text) for k in rest if k not in talk]
        if _are_of_others(others, page[start : at + (at in own)]) if others else talk:
            return at + (at in own)  # the last sentence may stand in the row of the editors
    return None


def _path(page: Sequence[Row], prose: Sequence[int]) -> int:
    """The last row with a path of sections that has prose below: what stands above it, a slogan, is no article."""
    if not prose:
        return 0
    return next((at for at in range(prose[-1], 0, -1) if page[at].hits and _is_path(page[at])), 0)


def _open_rows(page: Sequence[Row], at: int) -> list[int]:
    """The rows behind `at` that no rule takes whole, up to the heading of a list."""
    out: list[int] = []
    for k in range(at + 1, len(page)):
        if any(hit.rule.match == "lines" and hit.rule.category == "related" for hit in page[k].hits):
            break
        if len(page[k].text) >= _TITLE and not whole(page[k]):
            out.append(k)
    return out


def _are_of_others(own: Sequence[frozenset[str]], above: Sequence[Row]) -> bool:
    """Whether rows with the pairs `own` are of other things than the rows `above`, and each of another; too few words
    prove nothing."""
    if sum(map(len, own)) < _FEW or not are_strangers(own):
        return False
    return _is_foreign(own, (pairs(row.text) for row in above if _tells(row)))


def _tells(row: Row) -> bool:
    """Whether the row says what its article is about: its prose does, and so does a title."""
    return not whole(row) if row.sentence else len(row.text) >= _TITLE


def is_after(row: Row) -> bool:
    """Whether the row says that the text above it is over."""
    if not row.hits:
        return False
    if names_editors(row):
        return True
    rules = [hit.rule for hit in whole(row)]
    return any("after" in rule.traits or (rule.category == "footer" and "contact" not in rule.traits) for rule in rules)


def comments(page: Sequence[Row], rows: Sequence[int]) -> set[int]:
    """Those of `rows` that begin with a name and a colon, if all names differ: an interview has two."""
    found = {at: name[0] for at in rows if (name := _COMMENT.match(page[at].text))}
    return set(found) if len(found) > 1 and len(set(found.values())) == len(found) else set()


def _feed(page: Sequence[Row], prose: Sequence[int]) -> int | None:
    """The second of the sentences above the end of a feed that share nothing with any other: the first may be the
    article's last, and is left to the model."""
    ends = (at for at, row in enumerate(page) if row.text[:1] in _ENDS and _FEED_ENDS.fullmatch(row.text))
    mark = next(ends, None)
    if mark is None:
        return None
    rows = [at for at in prose if at < mark]
    own = {at: pairs(page[at].text) for at in rows}
    counts = Counter(pair for at in rows for pair in own[at])
    run: list[int] = []
    last = mark
    for at in reversed(rows):
        common = sum(counts[pair] > 1 for pair in own[at])
        if last - at > 2 or common > max(1, _STRANGER * len(own[at])):
            break
        run.append(at)
        last = at
    if len(run) <= _FEED or sum(len(page[at].text) for at in rows if at < last) < _FLASH:
        return None
    return run[-2]


def are_strangers(own: Sequence[frozenset[str]]) -> bool:
    """Whether the sentences share next to nothing among themselves."""
    total = sum(map(len, own))
    return total - len(_union(own)) <= 2 * _FOREIGN * total


def _is_foreign(own: Sequence[frozenset[str]], known: Iterable[frozenset[str]], times: int = 1) -> bool:
    """Whether the sentences share next to nothing with those of `known`, of which no more are asked for than needed."""
    left = _union(own)
    met, most = 0, times * _FOREIGN * sum(map(len, own))
    for each in known:
        common = left & each
        if common:
            left -= common
            met += sum([len(sentence & common) for sentence in own])
            if met > most:
                return False
    return True


def _union(own: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*own)
