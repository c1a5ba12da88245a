"""Who is named beside the day and the counters of a row near the title: 锅边素 2020-11-02 22:18 阅读 3406 收藏 11.

The idea: take day, clock, counters, buttons and places out of the row, and what is left is one or two words: whoever
posted the text, or a paper and its writer. A word proves its kind: 某某晚报 is a medium, a surname with one or two
characters is a person, and any other is a nickname only where readers' counters stand beside it, or the page says the
name again as somebody's (版权归某某所有).

Invariant: what is found is a part of one row; a word that is a section, an office, a place or a button names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.macros import PROVINCES, SURNAMES
from cleaner.metadata import read
from cleaner.patterns import pattern
from cleaner.text.people import is_personal
from cleaner.zoning.lines import Row

_UNDER = 6  # rows between a title and the row of its day
_OVER = 2
_BESIDE = 2  # rows from the title in which nothing but a byline stands beside a day
_LONGEST = 80  # characters of such a row
_NICK = 10  # characters of the longest nickname that no other row confirms
_DAY = pattern(
    r"(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|\d{1,2}[-/月]\d{1,2}日?(?= \d{1,2}:\d\d)"
    r"|\d{1,5} ?(?:秒|分钟|小时|天|个?月|年)前"
    r"|\d{1,2}/\d{1,2}/(?:19|20)\d\d|(?:昨天|今天|前天)(?= ?\d{1,2}:\d\d)"
)
_CLOCK = r"(?:[ t·|-]*(?:星期.|周.)?[ ]*(?:[上下]午|凌晨|晚上|早上)? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?"
_WHEN = pattern(rf"(?:{_DAY.pattern}){_CLOCK}")
_NUMBER = r"[\d,.]+ ?[万千kw]?\+?"
_COUNTED = r"(?:次|人|条|个|篇|字|分钟)?"
_READERS = (
    r"(?:阅读|浏览|评论|收藏|点赞|赞|喜欢|点击|人气|热度|回复|回答|关注|打赏|转发|分享|查看|推荐|播放|观看|留言|弹幕)"
)
_COUNTER = pattern(
    rf"(?:我要|本文|阅读|浏览|访问)?"
    rf"(?:总?{_READERS}(?:数|量|次数|率)?|字数|本文字数|阅读时间约?|(?:阅读|播放)?时长)[ :(]*"
    rf"(?:{_NUMBER}|\d+:\d\d) ?{_COUNTED}\)?"
    rf"|{_NUMBER} ?{_COUNTED} ?(?:已)?(?:{_READERS}|参与)(?:数|量)?|字数 ?{_NUMBER}|{_NUMBER} ?字(?![^\W\d_])"
)
_BUTTON = pattern(
    r"(?:^|(?<=[ |·/丨])|(?<=\d))(?:\+ ?关注|关注(?:ta|他|她)?|已关注|订阅|追踪|提问|发布|发表|评论|收藏|分享|举报|打印"
    r"|只看(?:该作者|楼主)|显示全部楼层"
    r"|阅读模式|倒序浏览|正序浏览|楼主|原创|转载|编辑|(?:发表|留下|添加|暂无|没有|我要)评论(?:\(\d*\))?"
    r"|发布于|发表于|更新于|创作于|展开|抢沙发|听全文)(?=$|[ |·/丨])"
)
_DOTTED = pattern(r"\d:\d\d·[^\W\d_]")  # 2020-05-11 09:30·某某, as Toutiao prints the account
_PLACE = pattern(r"(?:^|(?<=[ |·]))(?:(?:发布于|发表于|来自|ip属地:?) ?[^ ]{2,12})")
_FIELD = pattern(r"[^ :]{1,6} ?: ?[^ :]{1,16}")  # 分类:生活
_GAPS = pattern(r" {2,}|[|丨·/,，、┊]+| ")
_ORIGINAL = pattern(r"^原创 ?:? ?")
_BY = pattern(r"(?:^|(?<=[ |·]))由(?=[^\W_]{2})")
_WROTE = pattern(r"(?:^|[|丨·/] ?)(?P<name>[^\W\d_]{2,8}) ?[著撰](?= ?[|丨·/])")
_NICKNAME = pattern(r"[^\W\d_][\w.~·’'-]{1,15}")
_COUNTED_OFF = pattern(r"[一二三两几这那][张份家个]")  # 三张网
_WORDS = pattern(r"[^\W\d_]")
_ITEM = "-*•· "
_PERSON = pattern(rf"[{SURNAMES}][^\W\d_a-z]{{1,2}}")
_MEDIUM = pattern(
    r"(?:新闻|[日晚早晨商时周快青]报|(?<=.)报|网|新华社|中新社|通讯社|电视台|广播|电台|客户端|在线|周刊|杂志|财经|晨讯|晚讯|快讯|融媒体?|传媒|都市报)$"
)
_NOBODY = pattern(
    r".*(?:要闻|动态|公告|资讯|观察|专栏|频道|头条|专题|网友|公示|通知|天地|园地|中心|公司|政府|委员会|[局厅部院校办处科委县镇乡市区省村]|栏目|版块"
    r"|分类|标签|日志|随笔|文章|教程|速递|热点|焦点|推荐|时间|日期|来源|作者|编辑|浏览|字号|字体|更新|时长|最新推荐.*|弹幕数?|实施|施行|生效|打印|关闭|版|期|卷|号|篇|星期.|周.)"
    rf"|posted|published|updated|by|on|at|天气|多云|晴|阴|[大中小]?雨|(?:{PROVINCES}|台北|台湾|香港|澳门)"
)
# Words of menus, which also end names of media: 青河财经, but not 财经.
_SECTION = pattern(
    r"(?:国内|国际|本地|时政|最新|今日|行业|公司|社会|校园|学院|综合|热点|图片|视频)?(?:要闻|快讯|生活|社会|国内|国际|体育|财经|娱乐|科技|教育|健康|汽车|房产"
    r"|旅游|美食|文化|历史|军事|时尚|游戏|读书|音乐|电影|情感|三农|新闻|评论|科普|未分类|杂谈|转载|原创|匿名用户|游客|在线|广播|视频|传媒)+"
)


class Stamped(NamedTuple):
    """A name beside a day: its row, its place there, the rows that say nothing else, and the field that it fills."""

    row: int
    start: int
    end: int
    goes: tuple[int, ...]
    field: str


def named(page: Sequence[Row], gone: Sequence[bool], title: int) -> list[Stamped]:
    """What the first row with a day near the title names, in the order of the row."""
    for at in [*range(title + 1, min(title + 1 + _UNDER, len(page))), *range(max(title - _OVER, 0), title)]:
        row = page[at]
        if at > title and row.sentence and not gone[at]:
            return []
        if (gone[at] or at - title <= _BESIDE) and len(row.text) <= _LONGEST and _WHEN.search(row.text):
            found = _read(page, at)
            found = found if gone[at] or any(stamp.goes for stamp in found) else []
            return found or _beside(page, at, title)
    return []


def _beside(page: Sequence[Row], at: int, title: int) -> list[Stamped]:
    """The medium that stands alone in the row above or below a row that is all day, below the title."""
    if _WORDS.search(_blank(_WHEN, page[at].text)) or at < title:
        return []
    for k in (at - 1, at + 1):
        bare = page[k].text.strip(_ITEM) if title < k < len(page) else ""
        if 2 < len(bare) <= _NICK and bare.isalnum() and _is_medium(bare):
            start = page[k].text.index(bare)
            return [Stamped(k, start, start + len(bare), (), "source")]
    return []


def _read(page: Sequence[Row], at: int) -> list[Stamped]:
    text = page[at].text
    if wrote := _WROTE.search(text):
        return [Stamped(at, *wrote.span("name"), (), "authors")]
    labelled = "来源" in text or "稿源" in text
    counted, relative = _COUNTER.search(text) is not None, "前" in text
    posted = counted or relative or _DOTTED.search(text) is not None
    posted = posted or _BUTTON.search(_blank(_WHEN, text)) is not None
    original = text.startswith("原创")
    text = _blank(_ORIGINAL, text)
    for known in (_BY, _WHEN, _COUNTER, _PLACE, _FIELD, _BUTTON):
        text = _blank(known, text)
    words = list(_words(text))
    if not 0 < len(words) <= 3:
        return []
    out: list[Stamped] = []
    for number, (start, end) in enumerate(words):
        word = text[start:end]
        if number == 0 and len(words) < 3 and not labelled and not relative and _is_medium(word):
            out.append(Stamped(at, start, end, (), "source"))
        elif (original and number == 0) or _is_author(word, page, at, posted and len(words) == 1):
            out.append(Stamped(at, start, end, (), "authors"))
        elif not out:
            return []
    proved = len(out) == len(words) and (counted or out[0].field == "source")
    return [stamp._replace(goes=(at,)) for stamp in out] if proved else out


def _blank(known: re.Pattern[str], text: str) -> str:
    """`text` with gaps in place of what `known` matches, as long as before."""
    return known.sub(lambda found: "|" * len(found[0]), text)


def _words(text: str) -> list[tuple[int, int]]:
    """Where the words stand that gaps part, but for marks alone."""
    spans, start = [], 0
    for gap in [*_GAPS.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if any(char.isalpha() for char in text[start:end]):
            spans.append((start, end))
        start = gap.end() if gap else end
    return spans


def _is_medium(word: str) -> bool:
    if _COUNTED_OFF.search(word):
        return False
    return _MEDIUM.search(word) is not None and not _NOBODY.fullmatch(word) and not _SECTION.fullmatch(word)


def _is_author(word: str, page: Sequence[Row], at: int, posted: bool) -> bool:
    """Whether `word` in row `at` is somebody; `posted`: it stands alone beside what readers did."""
    if not _NICKNAME.fullmatch(word) or _MEDIUM.search(word) or read("authors", word) is None:
        return False
    if _NOBODY.fullmatch(word) or _SECTION.fullmatch(word):
        return False
    return (
        (_PERSON.fullmatch(word) is not None and (len(word) < 3 or is_personal(word)))  # 白云山 is a place
        or (posted and (len(word) <= _NICK or word.isascii()))
        or _is_claimed(word, page, at)
    )


def _is_claimed(name: str, page: Sequence[Row], at: int) -> bool:
    """Whether another row says whose the text is, or names the account again below it."""
    word = re.escape(name)
    claim = f"(?:归|由|作者|楼主|博主|@) ?:? ?(?:作者)? ?[“「]?{word}"
    claim += f"|{word}(?:的(?:博客|小站|沙龙|主页|专栏|空间)| 码龄| 发表在)"
    return any(k != at and name in row.text and re.search(claim, row.text) for k, row in enumerate(page))
