"""The site's name: what stands at the top of a page and again in its footer.

The idea: a logo line, the first step of the path and a welcome are words like any other, and so is a copyright line;
a name that stands in one of the first and in the last is the site's.

Invariant: finding a name changes nothing; it is read from a row that goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.lines import Row
from cleaner.metadata import crumbs
from cleaner.patterns import pattern

_TOP = 4  # rows from the top in which a logo stands
_BOTTOM = 40  # rows from the end that make up a footer
_ADDRESS = pattern(r"[ (]*(?:https?://|www\.)\S+$")
# A place, a client; and the masthead of a printed paper, which names the source.
_UNNAMED = pattern(r"^.{2,4}(?:[省市县镇乡]|[^社园]区)$|(?:数字报|电子报|数字版|电子版|客户端)$")
PRINTED = pattern(r"第 ?[a-z]?\d{1,3} ?版|[上下]一版|版面导航|数字报|电子报|电子版|版次")  # of a printed paper
_NAME = pattern(r"[^\W\d_](?:[^\W_]|[&'.]){1,13}")
_OWNER = pattern(
    r"©|\(c\)|copyright|版权|icp备|新网备|主办|承办|all rights|备案|许可证|公网安备|^关于|客户端|所有内容|来自互联网"
    r"|(?:19|20)\d\d ?[-—–~] ?(?:19|20)\d\d"
)
_PORTAL = pattern(r"(?<=政府)(?:门户)?网站$")
_BEFORE = pattern(r"(?:[a-z]|版权|所有|归|主办|承办|单位|关于|下载|打开)$")
_WELCOME = pattern(r"欢迎(?:您)?(?:来到|访问|光临|登录|进入)(?P<name>[^\W\d_]{2,16}?)[!。,]?$")
# What stands at the top and in the footer of any site.
_COMMON = pattern(
    r"(?:网站|学校|医院|返回|设为)首页|加入收藏|(?:当前|您的)位置|(?:联系|关于)我们|网站地图|版权(?:声明|所有)|(?:免责|法律|网站)声明|隐私政策"
    r"|客户端|(?:手机|电脑|触屏|中文|简体|繁体)版|无障碍|打开app|今天是|有限公司|官方网站|中国政府网|english|copyright|意见反馈"
    r"|(?:帮助|会员|新闻)中心|在线客服|用户登录|(?:微信)?公众号|移动端|[数电][字子]报|广告服务|友情链接|登录注册|注册登录|工作邮箱"
    r"|(?:信息|政务)公开|通知公告"
)
_TAIL_WORDS = pattern(r"(?:首页|主页|欢迎您|欢迎你|数字报|电子报|手机版|官网|官方网站|logo|网首页)$")


class Named(NamedTuple):
    """Where a site's name stands: a row, and the part of its text."""

    row: int
    start: int
    end: int


def find(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> Named | None:
    """The first name at the top of the page that its footer repeats."""
    top = len(page) if title is None else title
    footer = [row.text for row, went in zip(page[-_BOTTOM:], gone[-_BOTTOM:], strict=True) if went]
    owners = "\n".join([text for text in footer if _OWNER.search(text)])
    if not owners:
        return None
    for named in _candidates(page, gone, top):
        name = page[named.row].text[named.start : named.end]
        if not _COMMON.fullmatch(name) and _stands_alone(name, owners) and named.row < len(page) - len(footer):
            return named
    return None


def _stands_alone(name: str, owners: str) -> bool:
    """Whether the footer has the name, not only as the end of a longer one (红河市教育局 for 教育局)."""
    name = _PORTAL.sub("", name)
    at = owners.find(name)
    while at >= 0:
        if not owners[at - 1 : at].isalpha() or _BEFORE.search(owners[:at]):
            return True
        at = owners.find(name, at + 1)
    return False


def _candidates(page: Sequence[Row], gone: Sequence[bool], top: int) -> Iterator[Named]:
    """Welcomes, first steps of paths and logos above the title, in this order of trust."""
    rows = [at for at in range(min(top, len(page))) if gone[at]]
    printed = any(PRINTED.search(page[at].text) for at in rows)
    for at in rows:
        if welcome := _WELCOME.search(page[at].text):
            yield Named(at, *welcome.span("name"))
    for at in rows:
        path = next((hit for hit in page[at].hits if hit.rule.field == "section" and hit.value), None)
        if path is not None and path.value is not None:
            start, end = path.value
            yield from _name(next(iter(crumbs(page[at].text[start:end])), ""), at, start, page[at].text)
    for at in rows:
        masthead = printed and page[at].text.endswith(("报", "刊"))
        if at < _TOP and not masthead and not _UNNAMED.search(page[at].text):
            yield from _name(_ADDRESS.sub("", page[at].text), at, 0, page[at].text)


def _name(text: str, row: int, start: int, line: str) -> Iterator[Named]:
    """`text` somewhere behind `start` of a row, if it may be a name; without what pages hang on it (首页, 数字报)."""
    name = _TAIL_WORDS.sub("", text.strip())
    if _NAME.fullmatch(name) and len(name) > 2:
        at = line.index(name, start)
        yield Named(row, at, at + len(name))
