"""Parting: a page that came as one line gets back the borders that its own words prove.

The idea: who saved a page's text as one line left its items in a row: path, title, date, source, body, editors, links.
Where a date or a label stands between gaps before the prose, the title is what stands right before it, the body begins
with the first clause behind it, and buttons and editors behind the last sentence begin the foot.

Invariant: a border is white space that becomes a line's end; nothing else changes. A page of several lines, and one
without a byline before its prose, stays as it is: a paragraph is no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner import hanzi
from cleaner.document import Document, Edit, Proposal
from cleaner.metadata import is_site_name
from cleaner.patterns import pattern
from cleaner.settings import Settings

_RULE = "structure.one-line"
_SHORTEST = 120  # characters of the shortest page that is worth a look
_HEAD = 600  # characters in which the byline begins
_TITLE = range(4, 61)  # characters
_GAP = pattern(r"[ \t]+")
_WIDE = pattern(r"[ \t]{2,}")
_WIDE_LEAST = 4  # wide gaps that stand for lost line ends
_DATE = pattern(r"[\[(]?(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\])]?")
_LABEL = pattern(
    r"[\[(【]?(?:(?:信息|文章|稿件|新闻)?(?:来源|出处)|稿源|(?:发布|发表|更新|录入)?(?:时间|日期)|作者|记者|编辑|责任编辑"
    r"|浏览|点击|阅读|字号|字体)(?:次数|量|数)?:"
)
_OPEN = pattern(r"[于在从自至到是和与,:]$")  # the sentence goes on with its date: 会议于 2015-12-08 召开
_ARROWS = frozenset((">", ">>", "»", "›", "→"))
_MENU = pattern(r"(?:网站)?首页|.{0,4}(?:新闻|中心|概况|动态|公开|服务|园地|我们|评论|副刊|视频|图片|数字报)")
# What begins an item of the foot.
_FOOT = pattern(
    r"[\[(【]?(?:责任编辑|责编|编辑|校对|审核|作者|来源|稿源|打印|关闭|大 ?中 ?小|返回|收藏|字体)[\])】: ]"
    r"|[\[(【](?:打印|关闭|大)"
    r"|[上下]一[篇条]|相关(?:阅读|新闻|文章|链接|报道)|延伸阅读|分享到|热点推荐|网友评论|作者最新文章|猜你喜欢|举报/|点赞|收起"
    r"|版权|copyright|©|.{2,12}版权所有|关于我们|免责|打印 关闭"
)
_PROOFS = 2  # of: a label, a date, a path or menu above the title, items of a foot, wide gaps
_ITEM = 24  # characters of the longest item of a byline
_PROSE = 12  # characters of the shortest clause that the body may begin with


class _Token(NamedTuple):
    """A piece of the line between two gaps; offsets as in the document's text."""

    start: int
    end: int
    text: str


def propose(doc: Document, settings: Settings) -> Proposal:
    """The borders of a page that stands in one line."""
    if not settings.on(_RULE) or doc.evidence or len(doc.text) < _SHORTEST:
        return Proposal()
    line = _only_line(doc.text)
    if line is None:
        return Proposal()
    text = hanzi.fold(doc.text[slice(*line)])
    tokens = _tokens(text, line[0])
    wide = len(_WIDE.findall(text)) >= _WIDE_LEAST
    borders = set(_borders(tokens, wide))
    if borders and wide:
        borders |= {k for k in range(1, len(tokens)) if tokens[k].start - tokens[k - 1].end > 1}
    note = {"lines": len(borders) + 1, "wide": wide}
    return Proposal([Edit(tokens[k - 1].end, tokens[k].start, "\n", _RULE, note) for k in sorted(borders)])


STEPS = (("parting", propose),)


def _only_line(text: str) -> tuple[int, int] | None:
    """The span of the one line that holds something; None where there are more."""
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return None if "\n" in text[start:end] or end - start < _SHORTEST else (start, end)


def _tokens(text: str, offset: int) -> list[_Token]:
    out, at = [], 0
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if end > at:
            out.append(_Token(offset + at, offset + end, text[at:end]))
        at = gap.end() if gap else at
    return out


def _borders(tokens: Sequence[_Token], wide: bool) -> list[int]:
    """The tokens before which a line ends: title, byline, body and the items of the foot; none without two proofs."""
    byline = next((k for k, token in enumerate(tokens) if _DATE.match(token.text) or _LABEL.match(token.text)), 0)
    head = tokens[:byline]
    body = next((k for k in range(byline, len(tokens)) if _is_prose(tokens[k].text)), None)
    if not head or body is None or tokens[byline].start - head[0].start > _HEAD or any("。" in t.text for t in head):
        return []
    title = _title(head)
    if title >= byline or head[-1].end - head[title].start not in _TITLE or _OPEN.search(head[-1].text):
        return []
    items = [token.text for token in tokens[byline:body]]
    foot = _foot(tokens, body)
    labelled, above = any(map(_LABEL.match, items)), title > 0
    proofs = [labelled, any(map(_DATE.match, items)), above, bool(foot), wide]
    if sum(proofs) < _PROOFS or any(len(item) > _ITEM for item in items):
        return []
    # A sentence may hold a bare date, and a paragraph may end in its editor: neither proves the other.
    if not (labelled or above or wide) or any("," in token.text for token in head):
        return []
    return [k for k in (_path(head), title, byline, body, *foot) if k]


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and any(mark in text for mark in ",。!?;") and not _LABEL.match(text)


def _title(head: Sequence[_Token]) -> int:
    """Where the title begins: behind the path, the menu or the site's name."""
    arrows = [k for k, token in enumerate(head) if token.text in _ARROWS]
    if arrows:
        return arrows[-1] + 2
    known = [k for k, token in enumerate(head) if _MENU.fullmatch(token.text) or is_site_name(token.text)]
    return known[-1] + 1 if known else 0


def _path(head: Sequence[_Token]) -> int:
    """Where the path begins, if a menu stands before it; 0: it stands first, or there is none."""
    arrows = [k for k, token in enumerate(head) if token.text in _ARROWS]
    if not arrows:
        return 0
    at = arrows[-1]
    while at - 2 in arrows:
        at -= 2
    return max(at - 1, 0)


def _foot(tokens: Sequence[_Token], body: int) -> list[int]:
    """The items below the last sentence."""
    last = max(k for k in range(body, len(tokens)) if _is_prose(tokens[k].text))
    out, listed = [], False
    for k in range(last + 1, len(tokens)):
        begins = _FOOT.match(tokens[k].text + " ") is not None
        listed = tokens[k].text.startswith(("相关", "延伸")) if begins else listed
        if begins or listed:
            out.append(k)
    return out
