"""Names that no label marks: the author's line under a title, the one who opened a thread.

The idea: where a line stands says what it is. Right under the title, behind a box (□ 某某), before a stroke (某某/文)
or on a page of a printed paper, a line of two to four characters is the author; between a thread's buttons and the
panel of a member's figures the nickname is; and so is the line between the title, or a blog's 个人资料, and the button
that follows an account.

Invariant: what is found is one whole row; a heading of the text is never taken, for it lacks mark, paper, panel and
button.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.macros import SURNAMES
from cleaner.patterns import pattern
from cleaner.zoning import posts, signatures, stamped
from cleaner.zoning.lines import Row, whole
from cleaner.zoning.sitename import PRINTED

_UNDER = 6  # rows between a title and its author's line
_PANEL_ROWS = 60  # rows from the title in which the first poster is named
_BOXED = pattern(
    r"[□■◎●○◆◇△▲☉⊙◉] ?(?:文 ?[/:] ?)?(?P<name>[^\W\d_]{2,4}(?:[ 、][^\W\d_]{2,4}){0,2})(?: ?[/(]? ?(?:文|图文)[)]?)?"
    r"(?: +(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?"
)
# Headings that a box adorns as well.
_PART = pattern(
    r"(?:点|书|短|影|时|简|总)评|简介|[前序引结后]言|目录|导[读语]|正文|附[录件注]|摘[要抄录]|笔记|想法|书摘|[背总小]结|背景|说明|备注|注释|译文|赏析"
)
_STROKE = pattern(r"(?P<name>[^\W\d_]{2,4}) ?(?:/ ?文| 文| 撰文| 著| 撰)")
_PRINTED_LINE = 10  # characters of a column's line, below which a word without a surname is a list's: 用料, 星期一
_BARE = pattern(r"(?P<name>[^\W\d_]{2,4}|[^\W\d_] [^\W\d_])")
_THREAD = pattern(r"(?:(?:只看楼主|只看该作者)[ |]*收藏[ |]*)?回复")
_OPENERS = ("楼主", "沙发", "板凳", "电梯直达", "游客", "匿名", "管理员")
_OPENER = pattern(r"楼主[ :]+(?P<name>[^\W_][\w.·-]{1,14})")
_PANEL = pattern(
    r"(?:当前(?:离线|在线)|主题|帖子|积分|听众|收听|在线时间|注册时间|.{2,8} \d{1,2}|\d{1,6}"
    r"|(?:主题|帖子|积分|听众|精华|威望|级别|等级|注册|金[钱币]|经验|贡献|声望|财富|来自|uid|在线时长)[ :].{1,14})"
)
_RANKED = pattern(r"[^\W\d_]{2,8}")
_FIGURES = pattern(r"当前(?:离线|在线)|(?:\d+ (?:主题|帖子|积分|听众) ?){2,}")
_LEVEL = pattern(r"\w{2,8} \d{1,2}(?:$| )")
_SIGNATURE = 30  # characters of the longest row that is an author's and nothing else
_NICKNAME = pattern(r"[^\W_][\w.·-]{1,14}")


# Buttons and notes of a platform beside the account that posted: 关注他, IP属地：河口, 138 人赞同了该文章.
_FOLLOW = pattern(
    r"(?:\+ ?)?(?:已?关注(?:他|她|ta|作者|博主|楼主)?|订阅|追踪|加关注|发私信)|ip属地.{0,12}|\d+ ?人赞同了该文章"
    r"|展开全部作者|于 ?(?:19|20)\d\d-\d\d-\d\d.{0,9} ?发布|发表于 ?.{8,20}[ |]+只看(?:该作者|楼主)"
)
_WRITINGS = pattern(
    r"[\d.,]+ ?[万亿]? ?文章 ?[\d.,]+ ?[万亿]? ?总阅读|(?:文章|作品)数? ?[\d,]+ ?(?:总?阅读|粉丝)数? ?[\d.,]+[万亿]?"
)
_GLUED = pattern(r"(?P<name>[^\W\d_][\w·-]{1,11}) ?\+? ?关注")
_FROM = pattern(r"(?:来自|ip属地|发布于)")
_FOLLOWS = "+已关订追加发i原展于"  # what `_FOLLOW` begins with, but for figures
_RANK = pattern(r" (?:lv|level|v)\.? ?\d{1,2}$")  # of an account, behind its name
_BOX = 3  # rows between an account's name and its button: a line about oneself, a place, the day
_HOME = ("首页", "主页")  # a menu: 订阅 in it follows nobody
_ABOUT = 24  # characters of the longest of them
_POSTED = pattern(r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}")
_PROFILE = pattern(r"个人资料|博主(?:信息|资料|介绍)?|关于(?:博主|作者)")
_BUTTON = pattern(r"加[好博]友|发纸条|写留言|加关注|发私信|关注[他她]|关注ta")
_OWNED = pattern(rf"(?:{_BUTTON.pattern}|博客等级|博客积分|微博|[ :\d])+")
_POET = pattern(
    r"(?:先秦|[两东西]?汉|三国|魏晋|[东西]?晋|南北朝|隋|唐|五代|[南北]?宋|金|元|明|清|近现?代|现代)代? ?[:·]"
    r" ?(?P<name>[^\W\d_]{2,4})"
)
_POET_ROW = pattern(
    r"[〔\[(【]?(?:先秦|[两东西]?汉|三国|魏晋|[东西]?晋|南北朝|隋|唐|五代|[南北]?宋|金|元|明|清|近现?代?|现代)代?"
    r"[〕\])】 :·]{1,2} ?[^\W\d_]{2,4}"
)
_POEM = pattern(r"《?[^\W\d_][^,.!?。;:、]{1,11}")  # a line of it has marks, a note on it is longer
_METRES = frozenset({6, 8, 12, 16})  # characters of a line of four, five, seven, or twice that, with its marks
_VERSE = pattern(r"[^\W\d_]{4,9}[,、?!。;](?:[^\W\d_]{3,9}[,、?!。;]){0,3}")
# 林小满1，祝青山2 above （1.河口大学 建筑学院，河口 300001）
_SCHOLARS = pattern(r"[^\W\d_]{2,4}[\d*①-⑨,]*(?:[ ,、;]+[^\W\d_]{2,4}[\d*①-⑨,]*){0,7}")
_INSTITUTE = pattern(r"\(.*(?:大学|学院|研究|[所局馆系院]|中心|医院|公司).*\d{6}[;.]?.*\)?")
_DATED = pattern(r"(?:(?:19|20)\d\d[-/.年] ?)?\d{1,2}[-/.月] ?\d{1,2}日?(?: \d{1,2}:\d\d(?::\d\d)?)?(?: ?字数.{0,30})?")
# An account that is a paper or a channel: what it posted is its own, and names the source.
_MEDIUM = pattern(
    r"(?:新闻|[日晚早晨商时周快]报|网|社|电视台|广播|客户端|发布|在线|资讯|频道|周刊|杂志|财经|融媒体?|新媒体|传媒|视频"
    r"|[报网](?:网络|电子|海外|手机)版)$"
)


class Named(NamedTuple):
    """A row that names an author, the name's place in it, and the rows that are nothing but this byline."""

    row: int
    start: int
    end: int
    goes: tuple[int, ...]
    field: str = "authors"


def authors(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> list[Named]:
    """Who wrote or posted the text, or for which paper, as a row near the title says it without a label."""
    if title is None:
        return []
    named = (
        _under_title(page, gone, title)
        or _opener(page, gone, title)
        or _account(page, title)
        or _fused(page, title)
        or _counted(page, title)
        or _scholars(page, title)
        or _poet(page, title)
        or _owner(page, gone, title)
    )
    if named is not None:
        return [named]
    beside = [Named(*found) for found in stamped.named(page, gone, title)]
    if any(found.field == "authors" for found in beside):
        return beside
    signed = signatures.under(page, gone, title) or signatures.below(page, gone, title)
    return [*beside, *([Named(*signed)] if signed else [])]


def signature(rows: Sequence[Row], at: int) -> int:
    """How far below row `at`, in rows, its author's line stands, at most 2; 0: it has none."""
    if _account(rows, at):
        return 1
    if signatures.is_above_prose(rows, at + 1):
        return 1
    return next((k - at for k in range(at + 1, min(at + 3, len(rows))) if _is_signed(rows[k])), 0)


def verse_below(rows: Sequence[Row], at: int) -> int:
    """Where a poem begins right below row `at`, its name, or below its poet's row: two lines of one length, closed by
    marks; 0: nowhere. The poet's row is the poem's."""
    if not _POEM.fullmatch(rows[at].text):
        return 0
    under = at + 2 if at + 1 < len(rows) and _POET_ROW.fullmatch(rows[at + 1].text) else at + 1
    lines = [row.text for row in rows[under : under + 2]]
    sizes = set(map(len, lines))
    found = len(lines) == 2 and len(sizes) == 1 and sizes <= _METRES and all(map(_VERSE.fullmatch, lines))
    return under if found else 0


def is_credit(row: Row) -> bool:
    """Whether the row is a credit, perhaps where it stands too low for its rule to act."""
    return any(hit.rule.category == "credit" for hit in whole(row))


def _is_signed(row: Row) -> bool:
    """Whether the row names an author and little else: a poet behind the dynasty, 某某/文, □ 某某."""
    if row.sentence or len(row.text) > _SIGNATURE:
        return False
    return _STROKE.fullmatch(row.text) is not None or any(
        hit.rule.field == "authors" and hit.value is not None and hit.start < 4 for hit in row.hits
    )


def _under_title(page: Sequence[Row], gone: Sequence[bool], title: int) -> Named | None:
    printed = any(PRINTED.search(row.text) for row in page[:title])
    for at in range(title + 1, min(title + 1 + _UNDER, len(page))):
        text = page[at].text
        if (found := _BOXED.fullmatch(text) or _STROKE.fullmatch(text)) and not _PART.fullmatch(found["name"]):
            return Named(at, *found.span("name"), (at,))
        if gone[at] or text.startswith("——"):
            continue
        below = page[at + 1].text if printed and at + 1 < len(page) and not gone[at + 1] else ""
        found = _BARE.fullmatch(text) if len(below) >= _PRINTED_LINE or (below and text[0] in SURNAMES) else None
        return Named(at, *found.span("name"), (at,)) if found else None
    return None


def _opener(page: Sequence[Row], gone: Sequence[bool], title: int) -> Named | None:
    """The nickname between a thread's buttons and its member's panel."""
    for at in range(title + 1, min(title + _PANEL_ROWS, len(page) - 2)):
        if page[at].sentence and not gone[at]:
            return None
        text = page[at].text
        if posts.is_header(text):
            return None  # whoever stands below answers
        if found := _OPENER.fullmatch(text):
            return Named(at, *found.span("name"), (at,))
        if not _NICKNAME.fullmatch(text) or _PANEL.fullmatch(text):
            continue
        below = [row.text for row in page[at + 1 : at + 6]]
        tieba = _THREAD.fullmatch(page[at - 1].text) is not None and _LEVEL.match(" ".join(below[:2])) is not None
        ranked = not _PANEL.fullmatch(below[0]) and _RANKED.fullmatch(below[0]) is not None  # 户外达人, 中级会员
        beside = gone[at - 1] or at == title + 1
        if beside and text not in _OPENERS and _is_above_post(below[ranked:]):
            return Named(at, 0, len(text), (at,))
        below = below[ranked : ranked + 3]
        discuz = _FIGURES.fullmatch(below[0]) is not None or (len(below) > 2 and all(map(_PANEL.fullmatch, below)))
        if tieba or (discuz and gone[at]):
            return Named(at, 0, len(text), ())
    return None


def _is_above_post(below: Sequence[str]) -> bool:
    """Whether the header of a post stands below, with no more than figures of the member between."""
    at = next((k for k, text in enumerate(below) if not _PANEL.fullmatch(text)), None)
    return at is not None and posts.is_header(below[at])


@lru_cache(maxsize=1024)  # a row is asked about for each row above it that may be an account
def _is_button(text: str) -> bool:
    return (text[:1] in _FOLLOWS or text[:1].isdecimal()) and _FOLLOW.fullmatch(text) is not None


def _account(page: Sequence[Row], title: int) -> Named | None:
    """The account between the title and the button that follows it; with the lines about it, which go, too."""
    if True not in [_is_button(row.text) for row in page[title + 2 : title + 2 + _UNDER + _BOX]]:
        return None
    for at in range(title + 1, min(title + 1 + _UNDER, len(page))):
        text = _RANK.sub("", page[at].text)
        if page[at].sentence:
            return None
        if _is_known(page[at]) or not _NICKNAME.fullmatch(text) or _DATED.fullmatch(text) or _FOLLOW.fullmatch(text):
            continue
        box = page[at + 1 : at + 2 + _BOX]
        button = next((k for k, row in enumerate(box) if _is_button(row.text)), None)
        if button is None or any(
            row.sentence or row.text in _HOME or (len(row.text) > _ABOUT and not _POSTED.search(row.text))
            for row in box[:button]
        ):
            return None
        medium = _MEDIUM.search(text) is not None
        return Named(at, 0, len(text), tuple(range(at, at + button + 1)), "source" if medium else "authors")
    return None


def _fused(page: Sequence[Row], title: int) -> Named | None:
    """The account that a converter glued to its button, above the day and the place: 管饱关注, 2024-05-08, 来自甘肃."""
    for at in range(title + 1, min(title + 1 + _UNDER, len(page) - 2)):
        found = _GLUED.fullmatch(page[at].text)
        if found and _DATED.fullmatch(page[at + 1].text) and _FROM.match(page[at + 2].text):
            return Named(at, *found.span("name"), (at,))
    return None


def _counted(page: Sequence[Row], title: int) -> Named | None:
    """The account above the count of what it wrote: 老木桩, 12文章 3万总阅读."""
    for at in range(max(title - _UNDER, 0), min(title + _UNDER, len(page) - 1)):
        text = page[at].text
        if at != title and _WRITINGS.fullmatch(page[at + 1].text) and _NICKNAME.fullmatch(text):
            medium = _MEDIUM.search(text) is not None
            return Named(at, 0, len(text), (at, at + 1), "source" if medium else "authors")
    return None


def _owner(page: Sequence[Row], gone: Sequence[bool], title: int) -> Named | None:
    """The owner of a blog, whom its panel above the title names."""
    for at in range(1, title - 1):
        panel, name, below = (row.text for row in page[at - 1 : at + 2])
        owned = _OWNED.fullmatch(below) and (_PROFILE.fullmatch(panel) or len(_BUTTON.findall(below)) > 1)
        if owned and gone[at] and _NICKNAME.fullmatch(name) and not _OWNED.fullmatch(name) and not _is_known(page[at]):
            return Named(at, 0, len(name), ())
    return None


def _poet(page: Sequence[Row], title: int) -> Named | None:
    """The poet behind the dynasty, between the title and the first line of verse."""
    if title + 2 >= len(page) or not _VERSE.fullmatch(page[title + 2].text):
        return None
    found = _POET.fullmatch(page[title + 1].text)
    return Named(title + 1, *found.span("name"), ()) if found else None


def _scholars(page: Sequence[Row], title: int) -> Named | None:
    """The authors of a paper: names alone above the line of their institutes, in brackets and with a postcode."""
    for at in range(title + 1, min(title + 3, len(page) - 1)):
        text = page[at].text
        named = text[0] in SURNAMES and _SCHOLARS.fullmatch(text)
        if named and any(_INSTITUTE.fullmatch(row.text) for row in page[at + 1 : at + 3]):
            return Named(at, 0, len(page[at].text), (at,))
    return None


def _is_known(row: Row) -> bool:
    """Whether a rule knows the whole row: a button, a date, a section."""
    return bool(whole(row))
