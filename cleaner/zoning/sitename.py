"""The site's name: what stands in two of the places where pages name their site.

The idea: a logo line, the first step of the path, a welcome, 某某首页, the end of the window's title, a button
(收藏某某) and a copyright line are words like any other; a name that stands in two of them is the site's. One alone is
enough only where it says so itself: a window's title that ends in section and site behind the page's own title.

Invariant: finding a name changes nothing; it is read from a row that goes, or from the window's title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from cleaner import lexicon
from cleaner.metadata import crumbs, is_site_name
from cleaner.patterns import pattern
from cleaner.zoning import sitehead
from cleaner.zoning.lines import Row, squeeze

_TOP = 4  # rows from the top in which a logo stands
_LOGO = 30  # rows from the top in which a logo may stand below menus, where path, window or button repeat it
_BOTTOM = 40  # rows from the end that make up a footer
_ADDRESS = pattern(r"[ (]*(?:https?://|www\.)\S+$")
# A place, a client, a board; and the masthead of a printed paper, which names the source.
_UNNAMED = pattern(r"(?<!贴)吧$|^.{2,4}(?:[省市县镇乡]|[^社园]区)$|(?:数字报|电子报|数字版|电子版|客户端)$")
PRINTED = pattern(r"第 ?[a-z]?\d{1,3} ?版|[上下]一版|版面导航|数字报|电子报|电子版|版次")  # of a printed paper
_MENU_WORDS = ("电子报", "电子版", "数字报", "数字版")  # in the menu of any paper's site
_NAME = pattern(r"[^\W\d_](?:[^\W_]|[&'.]){1,13}")
_OWNER = pattern(
    r"©|\(c\)|copyright|版权|icp备|新网备|主办|承办|all rights|备案|许可证|公网安备|^关于|客户端|所有内容|来自互联网"
    r"|(?:19|20)\d\d ?[-—–~] ?(?:19|20)\d\d"
)
# Whose line of contacts it is: the name before the first gap.
_CONTACT = pattern(r"(?P<name>\S{3,20}) +.*(?:电话|热线|客服|地址|邮编|信箱|邮箱|公益项目)")
_PORTAL = pattern(r"(?:官方|门户)?网站$")
_BEFORE = pattern(r"(?:[a-z]|版权|所有|归|主办|承办|单位|关于|下载|打开)$")
_WELCOME = pattern(r"欢迎(?:您)?(?:来到|访问|光临|登录|进入)(?P<name>[^\W\d_]{2,16}?)[!。,]?$")
# What stands at the top and in the footer of any site.
_COMMON = pattern(
    r"(?:网站|学校|医院|返回|设为)首页|加入收藏|(?:当前|您的)位置|(?:联系|关于)我们|网站地图|版权(?:声明|所有)|(?:免责|法律|网站)声明|隐私政策"
    r"|客户端|(?:手机|电脑|触屏|中文|简体|繁体)版|无障碍|打开app|今天是|有限公司|官方网站|中国政府网|english|copyright|意见反馈"
    r"|(?:帮助|会员|新闻)中心|在线客服|用户登录|(?:微信)?公众号|移动端|[数电][字子]报|广告服务|友情链接|登录注册|注册登录|工作邮箱"
    r"|(?:信息|政务)公开|通知公告"
)
# Sections that menus, paths and windows name.
_SECTION = pattern(
    r"(?:中心|频道|专题|动态|资讯|要闻|快讯|公开|服务|公告|简介|概况|专栏|天地|园地|列表|详情|正文|内容|新闻|文章|首页|博客|日志|图片|视频|下载|交流|互动|历程|指南|导航|大全|专区|留言|留言板|通知|政策|法规|党建|生活|社会|时政)$"
)
_HOME = pattern(r"^(?P<name>[^\W\d_]{3,14})(?:首页|主页)(?=$|[ |/·])")
_CALLS = r"(?:收藏|打开|下载|加入|进入|返回|回到|关于|记住|首发于|欢迎(?:来到|访问|光临))[【《“\"]?"
_CALLED = r"(?:$|[^\w]|客户端|app|手机版|首页|微信|公众号)"
_OWN = r"(?:客户端|app|手机版|独家|原创|编辑部|用户协议|工作室)"
_BARS = pattern(r"\s*(?:[_|｜]|\s[-–—·]\s|--|——|»|(?<=[^\x00-\x7f])[-–—](?=[^\x00-\x7f])|(?<=[^\x00-\x7f]): )\s*")
_SPACED_BAR = pattern(r"[|｜]|\s[-–—]\s|: ")  # what blogs put before their name; 标题_标签 is a portal's
_PROGRAM = pattern(r"powered by|discuz|手机版|移动版|触屏版|首页|wap版", re.IGNORECASE)
_HOLDER = pattern(r"(?:©|\(c\)|copyright)[ \d,–—~-]*$")
_TAIL_WORDS = pattern(r"(?:首页|主页|欢迎您|欢迎你|数字报|电子报|e-?paper|手机版|官网|官方网站|logo|网首页) *$")


_LOCATED = pattern(r"[^:>»]{0,6}位置 ?[:是] ?")
_ROOT = 4  # characters of the shortest root that only its label shows
# What any site calls its sections.
_GENERIC = pattern(
    r"(?:信息|知识|常识|百态|动向|之声|窗口|前沿|纵横|聚焦|视[角点窗]|风采|掠影|心得|活动|库|馆|区|角|厅|台|栏|题|版|汇)$|^[新本全各]"
)


class Named(NamedTuple):
    """Where a site's name stands: a row (None: the window's title), and the part of its text."""

    row: int | None
    start: int
    end: int


class _Page(NamedTuple):
    """What confirms a name: the places where pages say it, each as text."""

    owners: str  # copyright, filing and contact lines
    paths: Sequence[str]  # first steps of paths
    homes: str  # 某某首页
    window: Sequence[str]  # the parts of the window's title that are not the page's own
    chrome: str  # all that goes: buttons


def find(page: Sequence[Row], gone: Sequence[bool], title: int | None, window: str = "", own: str = "") -> Named | None:
    """The first name that two places of the page agree on; `window` is the folded title of the window, `own` that of
    the page, which stands in row `title`."""
    top = len(page) if title is None else title
    parts = _beside_title(window, own)
    if not parts and not any(gone):
        return None
    header = sitehead.find(page, gone, top)
    if header and not parts and _said_again(header, page, gone):
        return Named(*header)
    said = _said(page, gone, [window[start:end] for start, end in parts])
    for named, kind in _candidates(page, gone, top):
        text = page[named.row].text if named.row is not None else window
        name = text[named.start : named.end]
        if not _COMMON.fullmatch(name) and _confirmed(name, kind, said):
            return named
    return _of_window(window, parts, page, gone, said) or (Named(*header) if header else None)


def _said_again(header: sitehead.Header, page: Sequence[Row], gone: Sequence[bool]) -> bool:
    """Whether the rest of the page has the header's name, too: such a name goes before a welcome and a path."""
    name = page[header.row].text[header.start : header.end]
    return any(name in row.text for at, row in enumerate(page) if at != header.row and gone[at])


def _said(page: Sequence[Row], gone: Sequence[bool], window: Sequence[str]) -> _Page:
    away = list(compress(page, gone))
    chrome = [row.text for row in away]
    footer = [row.text for row in compress(page[-_BOTTOM:], gone[-_BOTTOM:])]
    homes = [
        found["name"] for row in away if "页" in row.text and (found := _HOME.match(row.text)) and not _first_step(row)
    ]
    paths = [step for row in away for step in _first_step(row)]
    contacts = [found["name"] for text in footer if (found := _CONTACT.match(text))]
    owners = "\n".join([text for text in footer if _OWNER.search(text)] + contacts)
    return _Page(owners, paths, "\n".join(homes), window, "\n".join(chrome))


def _confirmed(name: str, kind: str, said: _Page) -> bool:
    """Whether another place than a `kind` has the name."""
    if kind == "root" and _is_own(_PORTAL.sub("", name)):
        return True
    if len(name) < 3:
        return _stands_alone(name, said.owners) and _HOLDER.search(said.owners[: said.owners.rfind(name)]) is not None
    bare = _PORTAL.sub("", name)
    kind = "path" if kind == "root" else kind
    if _SECTION.search(bare) and kind in ("path", "menu"):
        return False
    if kind in ("path", "top") and is_site_name(bare) and not _SECTION.search(bare):
        return True  # a path begins with the site, and so does a page, where the word says what it is
    if kind != "menu" and _stands_alone(name, said.owners):
        return True
    elsewhere = {
        "path": bare in said.paths and kind != "menu" and not _SECTION.search(bare),
        "home": bare in said.homes.split("\n"),
        "window": bare in said.window,
    }
    if any(has for place, has in elsewhere.items() if place != kind):
        return True
    word = re.escape(bare)
    return kind in ("top", "logo") and re.search(f"{_CALLS}{word}{_CALLED}|{word}{_OWN}", said.chrome) is not None


def _is_own(name: str) -> bool:
    """Whether the root of a path is the name of one site: no word, nor two of them, as sections are called."""
    if lexicon.is_word(name) or _SECTION.search(name) or _UNNAMED.search(name) or _GENERIC.search(name):
        return False
    pairs = [name[at : at + 2] for at in range(0, len(name), 2)]
    return not all(map(lexicon.is_word, pairs))


def _stands_alone(name: str, owners: str) -> bool:
    """Whether the footer has the name, not only as the end of a longer one (红河市教育局 for 教育局)."""
    name = _PORTAL.sub("", name)
    at = owners.find(name)
    while at >= 0:
        if not owners[at - 1 : at].isalpha() or _BEFORE.search(owners[:at]):
            return True
        at = owners.find(name, at + 1)
    return False


def _candidates(page: Sequence[Row], gone: Sequence[bool], top: int) -> Iterator[tuple[Named, str]]:
    """Welcomes, first steps of paths, logos and homes above the title, in this order of trust, each with its kind."""
    rows = [at for at in range(min(top, len(page))) if gone[at]]
    printed = any(PRINTED.search(page[at].text) and page[at].text not in _MENU_WORDS for at in rows)
    for at in rows:
        if welcome := _WELCOME.search(page[at].text):
            yield Named(at, *welcome.span("name")), "welcome"
    for at in rows:
        for step in _first_step(page[at]):
            kind = "root" if _is_root(step, page[at].text) else "path"
            yield from ((named, kind) for named in _name(step, at, 0, page[at].text))
    for at in rows:
        text = page[at].text
        masthead = printed and text.endswith(("报", "刊"))
        if at < _LOGO and not masthead and not _UNNAMED.search(text) and not ("页" in text and _HOME.match(text)):
            yield from (
                (named, "top" if at == 0 else "logo" if at < _TOP else "menu")
                for named in _name(_ADDRESS.sub("", text), at, 0, text)
            )
    for at in rows:
        if "页" in page[at].text and (home := _HOME.match(page[at].text)) and not _first_step(page[at]):
            yield Named(at, *home.span("name")), "home"


def _first_step(row: Row) -> list[str]:
    """The first step of the path in the row, where there is one."""
    path = next((hit for hit in row.hits if hit.rule.field == "section" and hit.value), None) if row.hits else None
    if path is None or path.value is None:
        return []
    return [_TAIL_WORDS.sub("", step) for step in crumbs(row.text[path.value[0] : path.value[1]])[:1]]


def _is_root(step: str, text: str) -> bool:
    """Whether the row says where the reader is from `step` on, by a label or by 首页: 当前位置：…, 某某首页 > …."""
    if f"{step}首页" in text:
        return True
    found = _LOCATED.match(text)
    return found is not None and len(step) >= _ROOT and text.startswith(step, found.end())


def _name(text: str, row: int, start: int, line: str) -> Iterator[Named]:
    """`text` somewhere behind `start` of a row, if it may be a name; without what pages hang on it (首页, 数字报)."""
    name = _TAIL_WORDS.sub("", text.strip())
    if _NAME.fullmatch(name) and (len(name) > 2 or row < 1):
        at = line.index(name, start)
        yield Named(row, at, at + len(name))


def _beside_title(window: str, title: str) -> list[tuple[int, int]]:
    """The parts of the window's title beside the page's own, the site's end first; none where it has not that title."""
    if not window:
        return []
    spans, at = [], 0
    for bar in [*_BARS.finditer(window), None]:
        end = bar.start() if bar else len(window)
        spans.append((at, end))
        at = bar.end() if bar else at
    spans = [(start, end) for start, end in spans if window[start:end] and not _PROGRAM.match(window[start:end])]
    own = squeeze(title)
    marks = [squeeze(window[start:end]) for start, end in spans]
    if len(spans) < 2 or len(own) < 2:
        return []
    if marks[0].startswith(own) or own.startswith(marks[0]) or (own in marks[0] and 2 * len(own) > len(marks[0])):
        return spans[:0:-1]
    return spans[:-1] if marks[-1] == own else []


def _of_window(
    window: str, parts: Sequence[tuple[int, int]], page: Sequence[Row], gone: Sequence[bool], said: _Page
) -> Named | None:
    """The site that the window names beside the page's title: a part that reads like a site's name, or that the top or
    the foot of the page has, or that a blog or a forum puts there. 标题_尼克斯_季后赛 are tags."""
    names = [(start, end) for start, end in parts if _WINDOW_NAME.fullmatch(window[start:end])]
    names = [(a, b) for a, b in names if not _COMMON.fullmatch(window[a:b]) and not _SECTION.fullmatch(window[a:b])]
    top = {row.text.split()[0] for row, went in zip(page[:_TOP], gone[:_TOP], strict=True) if went}
    for start, end in names:
        name = window[start:end]
        if is_site_name(name) or name in top or name in said.homes.split("\n") or _stands_alone(name, said.owners):
            return Named(None, start, end)
    name = window[slice(*names[0])] if names else ""
    if len(name) < 3 or _SECTION.search(name) or name in said.paths:
        return None
    alone = len(parts) == 1 and (_SPACED_BAR.search(window) is not None or name in said.chrome)
    return Named(None, *names[0]) if alone or _PROGRAM.search(window) else None


_WINDOW_NAME = pattern(r"\d*[^\W\d_][\w·&'. ]{1,15}")


def masthead(page: Sequence[Row], gone: Sequence[bool], title: int | None, window: str = "") -> Named | None:
    """The name of the printed paper that the page is from: at its top, or in the window's title."""
    top = len(page) if title is None else title
    rows = [at for at in range(top) if gone[at]]
    if not any(_PAGED.search(page[at].text) for at in rows):
        return None
    for at in rows:
        found = _MASTHEAD.fullmatch(page[at].text)
        if found:
            return Named(at, *found.span("name"))
    found = _MASTHEAD_BESIDE.search(window)
    return Named(None, *found.span("name")) if found else None


# Pages of a printed paper have numbers; a newsletter (订阅电子报) has none.
_PAGED = pattern(r"第 ?[a-z]?\d{1,3} ?版|[a-z]\d{1,3} ?版|[上下]一版|版面导航|版次")
_MASTHEAD = pattern(
    r"(?P<name>[^\W\d_]{2,10}?(?:报|周刊))(?: ?(?:数字报|电子报|数字版|电子版|电子刊|多媒体报)刊?(?:平台)?)?"
)
_MASTHEAD_BESIDE = pattern(
    r"(?:^|[-_|] ?)(?P<name>[^\W\d_]{2,8}(?:[日晚早晨商时周]报|都市报|快报|导报))"
    r"(?:数字报|电子报|数字版|电子版)?(?: ?[-_|]|$)"
)
