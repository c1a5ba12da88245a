"""Paths of sections that no rule reads in one row: steps on rows of their own, and paths that begin with the site.

The idea: converters put each step of a path on its own row. What shows the path is the arrow that ends a row or stands
alone between two (河埠头 > / 生活), numbers from the first step on (1. 首页 / 2. 资讯), or 首页 a second time right
above the title, with sections of the page's own menu below it. In one row, 河埠头 / 生活 is a path where the page's
header is called 河埠头.

Invariant: only rows above the title are read, and nothing is dropped for it; a step is short, and the title is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning import sitehead
from cleaner.zoning.lines import Row, squeeze

_HEAD = 120  # rows in which a path stands where the page has no title
_MOST = 6  # steps of the longest path
_LONGEST = 14  # characters of a step
_SHORT = 6  # characters of a section that no mark shows
_NEAR = 4  # rows between 首页 and the title
_ARROW = r"(?:>{1,3}|»|›|→|▸|▶|/)"
_ENDS = pattern(rf"(?:[*•·+-] ?)?(?P<step>[^>»›→▸▶/|。,:]{{1,14}}?) ?{_ARROW}")
_ALONE = pattern(_ARROW)
_STEP = pattern(r"(?:[*•·+-] ?)?(?P<step>[^\W_][^>»›→▸▶|。,:!?]{0,14})")
_NUMBERED = pattern(r"(?P<number>[1-6])[.、] ?(?P<step>[^\W\d_][^>»›→|。,:!?]{0,11})")
_HOME = pattern(r"(?:网站)?首页|主页|home")
_BARS = ("|", "｜", "丨")
_BAR = pattern(r"[|丨] ?(?P<step>[^\W\d_]{2,8})")
_NAMED = pattern(r"[^\W\d_]{2,8}")
_POSTED = pattern(r"(?:发布|更新|发表)(?:于|时间)? ?: ?\d")
_INNER = pattern(rf" *{_ARROW} *")
# Dates and buttons are no steps.
_DATED = pattern(
    r"\d{4}|\d{1,2}:\d\d|^\d+$|^(?:查看|更多|返回|点击|全部|展开|阅读|下载|打开|登录|注册|评论)|(?:更多|全部|详情|原文)$"
)


class Step(NamedTuple):
    """One step of a path: its row, and its place there."""

    row: int
    start: int
    end: int


def find(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> list[Step]:
    """The path above the title; none where the page shows none."""
    top = min(len(page), _HEAD) if title is None else title
    own = squeeze(page[title].text) if title is not None else ""
    for at in range(top):
        path = _arrowed(page, gone, at, top) or _numbered(page, gone, at, top)
        if path:
            steps = [step for step in path if squeeze(page[step.row].text[step.start : step.end]) != own]
            return steps if len(steps) > 1 else []
    return _from_site(page, gone, top) or _bare(page, gone, top) or _barred(page, gone, top)


def _arrowed(page: Sequence[Row], gone: Sequence[bool], at: int, top: int) -> list[Step]:
    """Rows that end with an arrow, or have one between them."""
    steps: list[Step] = []
    k, goes_on = at, True
    while goes_on and k < top and len(steps) <= _MOST:
        alone = k + 1 < top and _ALONE.fullmatch(page[k + 1].text) is not None
        ends = _ENDS.fullmatch(page[k].text) if gone[k] else None
        found = ends or _STEP.fullmatch(page[k].text)
        after_arrow = k > at and _ALONE.fullmatch(page[k - 1].text) is not None
        if found is None or _DATED.search(found["step"]) or not (steps or ends or alone):
            break
        if not (gone[k] or alone or after_arrow):
            break
        steps.append(Step(k, *found.span("step")))
        goes_on = alone or ends is not None
        k += 2 if alone else 1
    return steps if 1 < len(steps) <= _MOST else []


def _numbered(page: Sequence[Row], gone: Sequence[bool], at: int, top: int) -> list[Step]:
    """1. 首页, 2. 资讯, 3. 资讯正文."""
    steps: list[Step] = []
    for k in range(at, top):
        found = _NUMBERED.fullmatch(page[k].text) if gone[k] else None
        if found is None or int(found["number"]) != len(steps) + 1 or not (steps or _HOME.fullmatch(found["step"])):
            break
        steps.append(Step(k, *found.span("step")))
    return steps if len(steps) > 1 else []


def _from_site(page: Sequence[Row], gone: Sequence[bool], top: int) -> list[Step]:
    """A row whose first step is what the page's header says."""
    header = sitehead.find(page, gone, top)
    name = page[header.row].text[header.start : header.end] if header else ""
    for at in range(1, top if name else 0):
        text = page[at].text
        if text.startswith(name) and _INNER.match(text, len(name)):
            steps, start = [], 0
            for arrow in [*_INNER.finditer(text), None]:
                end = arrow.start() if arrow else len(text)
                steps.append(Step(at, start, end))
                start = arrow.end() if arrow else end
            if 1 < len(steps) <= _MOST and all(0 < step.end - step.start <= _LONGEST for step in steps):
                return steps
    return []


def _bare(page: Sequence[Row], gone: Sequence[bool], top: int) -> list[Step]:
    """首页 right above the title once more, and below it sections that the page's menu has."""
    menu = {row.text for row in page[: max(top - _NEAR, 0)]}
    for at in range(max(top - _NEAR, 0), top - 1):
        steps = [row.text for row in page[at:top]]
        if (
            _HOME.fullmatch(steps[0])
            and len(steps) > 1
            and all(gone[at:top])
            and menu.issuperset(steps[:-1])
            and max(map(len, steps)) <= _SHORT
        ):
            return [Step(k, 0, len(page[k].text)) for k in range(at, top)]
    return []


def _barred(page: Sequence[Row], gone: Sequence[bool], top: int) -> list[Step]:
    """A section, a bar and another section right above the row of the day, as Malaysia's papers print them."""
    for at in range(2, top):
        if not (gone[at] and _POSTED.match(page[at].text)):
            continue
        below = _BAR.fullmatch(page[at - 1].text)
        split = at > 2 and page[at - 2].text in _BARS
        first, last = (at - 3, at - 1) if split else (at - 2, at - 1)
        words = [page[first].text, page[last].text if split else below["step"] if below else ""]
        if (split or below) and all(map(_NAMED.fullmatch, words)) and all(gone[first:at]):
            start = 0 if split or below is None else below.start("step")
            return [Step(first, 0, len(words[0])), Step(last, start, start + len(words[1]))]
    return []
