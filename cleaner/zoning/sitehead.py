"""The site's name over its menu: 河埠头 above 首页 新闻 论坛.

The idea: the first line of a page that is no button, no date and no path, and has the site's menu right below it, is
the site's header; so is a name that its own button says (打开河埠头APP) and that stands alone near the title.

Invariant: a name is a part of one row, and nothing is dropped for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, whole

_SKIPPED = 4  # rows of buttons and dates above a header
_NEAR = 4  # rows from the title in which an account stands
_BUTTON = 30  # characters of the longest
_STEP = 6  # characters of the longest word of a menu
_FEWEST = 3  # words of the shortest menu
_ORNAMENT = "☆★～~=-—*·|○●◎◇◆□■▲△▼※<>《》【】[]〓♀ "
_NAME = pattern(r"[^\W\d_](?:[^\W_]|[&'.·]){2,15}|[^\W\d_](?: [^\W\d_]){2,5}")
_WELCOME = pattern(r"欢迎(?:您)?(?:来到|访问|光临|进入)")
_SLOGAN = pattern(r"(?: ?[=] ?| ?[(\[]| ?e-?paper$|,(?=.{2,20}(?:百科|平台|社区|网站|地方|家园)))")
# What is over a header, and what is none: a place, a section, buttons, printed papers, boards of a forum.
_OVER = pattern(
    r"[\W\d_]+|今天是.*|(?:设为首页|加入收藏|收藏本站|繁体版?|简体版?|登录|登陆|注册|返回|关闭|close|app|下载app|打开app|微信|微博|加载中|跳[至到转].{1,6}"
    r"|网站支持ipv6|无障碍(?:阅读|浏览)?|长者(?:模式|版)|适老版|手机版|english|[ |/·…])+",
)
_NONE = pattern(
    r".{2,4}(?:[省市县镇乡]|[^社园]区)|.*(?:客户端|app|欢迎您?|首页|主页|登录|注册|订阅|频道|栏目|中心|专题|导航|搜索|正文|详情|列表|更多|今天|日历"
    r"|[日晚早晨商时周]报|数字报|[局厅委办处科部系]|委员会|(?:广告|投稿|联系|热线).*|(?<!贴)吧|资料|看板|模式|内容|选择|位置|博客|日志|关注|菜单|[宽窄繁简]体?版|简介|概况|要闻|快讯|资讯|文化|词条|公开|服务|动态|公告|通知|公示"
    r"|交流|互动|展示|案例|产品|方案|留言板?|反馈|声明|地图|指南|园地|天地|法规|党建|队伍|建设|管理|招生|就业|作品|排行榜?|目录|分类|标签|工具|(?:进入|返回|切换|快速|立即|免费|我|无障碍|转[繁简]).*|.*说明|.*授权)"
    r"|(?:新闻|资讯|要闻|时政|社会|国内|国际|体育|财经|娱乐|科技|视频|图片|论坛|博客|邮箱|专栏|评论|生活|文化|历史|军事|健康|教育|旅游|美食|房产|汽车|网页)+"
)
_WORD = pattern(
    r"首页|设为|收藏|开启|手机|阅读|切换|窄版|宽版|新闻|资讯|要闻|时政|社会|国内|国际|体育|财经|娱乐|科技|视频|图片|论坛|博客|直播|生活|文化|历史|军事|健康|教育"
    r"|旅游|美食|食品|房产|汽车|网页|地方|亲子|侨网|证券|基金|游戏|招聘|天气|邮箱|专栏|评论|标签|下载|分类|会员|搜索"
)
_HOME = pattern(r"[|[(]?(?:网站|校园|学校|本站)?(?:首页|主页|主选单|主菜单|首 页)(?:$|[\W_])|ホーム")
_ENTRANCE = pattern(
    r"(?:找回密码|忘记密码|自动登录|(?:立即|免费)?注册(?:账号)?|用户名|密码|登录|登入|加入.{2,8}|只需一步,快速开始)+"
)
_PARTS = pattern(r"[ |/·,、>»\[\]丨]+")
_CALL = pattern(r"(?:点击)?(?:打开|下载|安装)(?P<name>[^\W_]{3,10}?)(?:app|客户端|,?看更多|,?阅读)")
_CALLS = "点打下安"  # what `_CALL` begins with


class Header(NamedTuple):
    """Where a header stands: its row, and the part of its text that is the name."""

    row: int
    start: int
    end: int


def find(page: Sequence[Row], gone: Sequence[bool], top: int) -> Header | None:
    """The name that the page's first lines say, above its menu or with its own buttons; `top`: the title's row."""
    return over_menu(page, top) or _called(page, gone, top)


def over_menu(page: Sequence[Row], top: int) -> Header | None:
    """The name on the page's first line with words, above its menu and row `top`."""
    at = next((k for k in range(min(top, _SKIPPED + 1)) if not _OVER.fullmatch(page[k].text)), None)
    named = None if at is None or _is_button(page[at]) or _is_dated(page[at]) else _name(page[at].text)
    if at is not None and named is not None and _has_menu(page, at):
        return Header(at, *named)
    return None


def _name(text: str) -> tuple[int, int] | None:
    """The part of a row that may be a site's name."""
    bare = text.strip(_ORNAMENT)
    slogan = _SLOGAN.search(bare)
    bare = _WELCOME.sub("", bare[: slogan.start()] if slogan else bare, count=1)
    if not _NAME.fullmatch(bare) or _NONE.fullmatch(bare) or len(_WORD.findall(bare)) > 1:
        return None
    start = text.index(bare)
    return start, start + len(bare)


def _has_menu(page: Sequence[Row], at: int) -> bool:
    """Whether a menu stands right below row `at`: words in a row, or one word a row, as rules know them."""
    below = page[at + 1 : at + 4]
    if sum(_ENTRANCE.fullmatch(row.text) is not None for row in below) > 1:
        return True  # a board lets its readers in
    for row in below:
        if _HOME.fullmatch(row.text):
            return True
        parts = [part for part in _PARTS.split(row.text) if part]
        words = len(parts) >= _FEWEST and max(map(len, parts)) <= _STEP and ":" not in row.text
        if (words and not row.sentence and not _is_dated(row)) or (len(parts) > 1 and _HOME.match(row.text)):
            return True
    return False


def _is_button(row: Row) -> bool:
    """Whether a rule knows the row as a button, and not as a site's name."""
    return any(hit.rule.category == "chrome" and hit.rule.field != "site" for hit in whole(row))


def _is_dated(row: Row) -> bool:
    """Whether a credit stands in the row: a day beside a blog's title."""
    return any(hit.rule.category == "credit" and hit.rule.field != "site" for hit in row.hits)


def _called(page: Sequence[Row], gone: Sequence[bool], top: int) -> Header | None:
    """A name that a button of the page says, where it also stands alone above or right below the title."""
    for at, (row, went) in enumerate(zip(page, gone, strict=True)):
        found = _CALL.match(row.text) if went and row.text[:1] in _CALLS and len(row.text) <= _BUTTON else None
        if (
            found
            and not _NONE.fullmatch(found["name"])
            and any(other.text == found["name"] for other in page[: top + _NEAR])
        ):
            return Header(at, *found.span("name"))
    return None
