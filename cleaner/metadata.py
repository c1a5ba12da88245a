"""What a page says about itself: raw spans read into values.

The idea: rules find where a page names its source, authors, editors and date; here those strings become values
in the one form that archives can sort and compare. What cannot be read is absent, never guessed.

Dates are read by `dates`, names by `people`.

Invariant: reading a value that was read before gives the same value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from cleaner.document import Field
from cleaner.patterns import pattern
from cleaner.text import dates, people

# What follows a source in a row without separators: a date, or the next label.
_AFTER_SOURCE = pattern(
    r"\s*(?:(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}.*"
    r"|(?:作者|编辑|责任编辑|责编|记者|时间|日期|发布时间|发布日期|浏览次数|点击数|字号|字体)\s*[:：].*)$"
)
_REPORTER = pattern(r"\s*[/／]\s*(?:特派|实习)?记者.*$")  # 稻埕新闻／记者廖子衡
# What a converter glued to a source: 青山财经阅读 1.1万, 青山视界订阅.
_BUTTONED = pattern(r"(?<=[\u4e00-\u9fffA-Za-z]{2})(?:\+?关注|订阅|阅读|浏览|评论|收藏|打印)(?:\s*[\d.]+万?)?\s*$")
_WHERE = pattern(r"^[^>＞»›:：/]{0,8}(?:位置|栏目|路径|导航|在)[^>＞»›:：/]{0,3}\s*[:：]\s*")
_CRUMBS = pattern(r"\s*(?:>+|＞+|»+|›+|→|▸|▶|::|／|/|\\|-+>|->|—>|·>|[|｜])\s*|\s+[-<＜‹·]\s+|\s*>>\s*")
# Steps that a gap alone parts: 首页 科研进展, 国宝说话 正文.
_GAP = pattern(r"(?<=^首页) | (?=(?:正文|内容)$)")


_DASHED = pattern(r"(?:网站)?首页(?:-[^->»›→/|\s]{2,10})+")


def read(name: str, value: str) -> str | list[str] | None:
    """The value of field `name` as `value` words it; None when it says nothing."""
    reader = _READERS.get(name, _plain)
    return reader(value) or None


# Who is heard first, by the beginning of the rule that read the value; what is not named comes last. The page's own
# line wins over its markup, but for the date and the site, where markup is more exact (a zone, the full name).
_LINES, _META = ("strip.",), ("markup.meta:", "markup.link")
_LINKED = ("markup.json-ld", "markup.microdata", "markup.microformat")
_CRUMBED = ("markup.json-ld:breadcrumb", "markup.breadcrumb")
_HEARD: Mapping[str, tuple[str, ...]] = {
    "published": (*_LINKED, *_META, "strip.published", "strip.produced-date", *_LINES, "markup.time"),
    # a line may be a link to another site: the page's own <title> and publisher know better
    "site": (*_META, "markup.title-tag", *_LINKED, "strip.site-twice", *_LINES),
    "authors": ("strip.author-claim", *_LINES, *_LINKED, *_META),
    "title": (*_LINES, *_LINKED, *_META, "markup.title-tag"),
    "url": ("markup.saved-page", *_META),
    "section": ("strip.breadcrumb", "strip.fused-breadcrumb", "strip.unlabelled-path", *_CRUMBED, *_LINKED, *_META),
    # 青山网 2020-05-11 来源：青山日报: a label knows better than a place in the row
    "source": (
        "strip.source-label",
        "strip.wechat-source",
        "strip.source",
        "strip.media-line",
        *_LINES,
        *_LINKED,
        *_META,
    ),
}
_HEARD_ELSE = (*_LINES, *_LINKED, *_META)
_UPDATED = 50  # ranks below all that say when a page was published


def gather(fields: Sequence[Field], normalise: Callable[[str], str]) -> dict[str, str | list[str]]:
    """The metadata of a page: for each name the reading that is heard first; lists joined within one voice."""
    voices: dict[str, dict[int, list[str | list[str]]]] = {}
    dates = _Dates(fields)
    for field in [*fields, *_from_title_tag(fields)]:
        name = "published" if field.name == "updated" else field.name
        value = read(name, normalise(dates.widest(field) if name == "published" else field.value))
        if value is not None:
            rank = _rank(name, field.rule) + (_UPDATED if field.name == "updated" else 0)
            voices.setdefault(name, {}).setdefault(rank, []).append(value)
    out: dict[str, str | list[str]] = {}
    for name, by_rank in voices.items():
        values = by_rank[min(by_rank)]
        if isinstance(values[0], list) and name != "section":
            out[name] = list(dict.fromkeys(item for value in values for item in value))
        else:
            out[name] = values[0]
    if "published" in voices:
        out["published"] = _exact(str(out["published"]), voices["published"])
    section = out.get("section")
    if isinstance(section, list) and len(section) > 1 and _is_own(section[-1], str(out.get("title", ""))):
        section = out["section"] = section[:-1]  # the page's own place on its path
    first = re.sub("[首主]页$", "", section[0]) if isinstance(section, list) and len(section) > 1 else ""
    if not first and isinstance(section, list) and len(section) > 2 and section[1].endswith("网"):
        first = section[1]  # 首页 > 某某新闻网 > …
    if "site" not in out and is_site_name(first):
        out["site"] = first  # a first crumb that is a site's name
    if "authors" in out:
        spoken = min(voices["authors"]) < 2  # by a line of the page
        out["authors"] = [name for name in out["authors"] if not _is_medium(name, out, spoken)]
    return {name: value for name, value in out.items() if value}


def _is_own(step: str, title: str) -> bool:
    """Whether the last step of a path is the page's title, perhaps behind a thread's type: [求助]…."""
    step, title = _bare(step), _bare(title)
    return step == title or (len(title) > 5 and step.endswith(title))


class _Dates:
    """The dates that rules read, by their places: a page may be a list of ten thousand."""

    def __init__(self, fields: Sequence[Field]) -> None:
        dates = [field for field in fields if field.name in ("published", "updated")]
        self._dates = sorted(dates, key=lambda field: field.start)
        self._furthest = list(accumulate((field.end for field in self._dates), max))
        self._starts = [field.start for field in self._dates]

    def widest(self, field: Field) -> str:
        """The value of the widest reading at the field's place: 3:00 下午, where one rule saw 3:00."""
        around: list[Field] = []
        at = bisect_right(self._starts, field.start) if field.end else 0
        while at and self._furthest[at - 1] >= field.end:
            at -= 1
            if self._dates[at].end >= field.end and self._dates[at].name == field.name:
                around.append(self._dates[at])
        return max(reversed(around), key=lambda other: other.end - other.start, default=field).value


def _exact(value: str, voices: Mapping[int, Sequence[str | list[str]]]) -> str:
    """`value`, a bare day, with the clock that another voice has for that day."""
    if len(value) != len("2020-05-11"):
        return value
    said = [str(other) for rank in sorted(voices) if rank < _UPDATED for other in voices[rank]]
    return next((other for other in said if other.startswith(value + "T")), value)


_DESK = pattern(
    r"(?:网站?|[日晚早晨商时]?报社?|社|台|客户端|新闻|编辑部?|小编|官方.*|综合.*|记者|发布|融媒.*|频道|工作室|中心|在线|财经|体育|娱乐|科技|视频|汽车|教育)?$"
)


def _is_medium(author: str, values: Mapping[str, str | list[str]], spoken: bool) -> bool:
    """Whether the page's medium is named as the author: its source or site, or the desk or the short form of one.

    A blog is called after its author (老周的抽屉): that is no medium, nor is the owner whom a line names (`spoken`).
    """
    bare = _bare(author)
    for field in ("source", "site"):
        name = _bare(str(values.get(field, "")))
        if not name or (field == "site" and spoken and name == bare and not is_site_name(author)):
            continue
        short, long = sorted((name, bare), key=len)
        if long.startswith(short) and _DESK.match(long, len(short)):
            return True
    return False


def _bare(text: str) -> str:
    """Letters, figures and characters alone, to compare a crumb with a title."""
    return re.sub(r"[\W_]+", "", text)


def _rank(name: str, rule: str) -> int:
    order = _HEARD.get(name, _HEARD_ELSE)
    return next((at for at, start in enumerate(order) if rule.startswith(start)), len(order))


_TITLE_PARTS = pattern(
    r"\s*(?:[_|｜]|\s[-–—]+\s|--|——|»|(?<=[\u4e00-\u9fff？！?!）)”》])-(?=[\u4e00-\u9fffA-Za-z]))\s*"
)
_SITE_NAME = pattern(
    r"(?:网|网站|(?<![简海壁预警捷])报|新闻云|在线|门户|论坛|社区|电视台|官网|政府|大学|学院|中学|小学|医院|保健院|法院|检察院|之家|之窗"
    r"|客户端|新闻|博客|数字报|数字版|电子报|电子版|信息港|热线|知道|百科|贴吧|博客园|知乎|简书|豆瓣|虎扑|(?:新浪|搜狐|网易|腾讯|凤凰)(?:[\u4e00-\u9fff]{2})?)$"
)
# Sections of any site: 国内新闻, 公司新闻, 体育论坛.
_ANY_SITE = pattern(
    r"(?:官方)?网站|官网|论坛|社区|新闻(?:首页)?|博客|百科|门户|政府|在线|知道|(?:信息|政务)公开网?"
    r"|(?:国内外?|国际|社会|时政|要闻|本地|本[市省县区]|全[国部省市]|地方|区域|民生|城市|都市|都会|财经|经济|金融|产业|科技|体育|娱乐|文化|教育|军事"
    r"|健康|旅游|汽车|房产|港澳台?|台湾|两岸|图片|视频|文字|滚动|即时|最新|最近|今日|热门|热点|头条|突发|综合|其[他它]|相关|更多|公司|企业|集团|行业"
    r"|校园|学校|学院|院系|系部|医院|部门|科室|基层|工作|党建|县区|区县|乡镇|街道|法治|法制|三农|环保|中心|新闻)"
    r"(?:新闻|论坛|社区|博客|在线)"
)
# A name alone behind one separator: 咸蛋黄焗南瓜的做法_一勺厨房. Longer ones may be half of the title.
_LOGO = pattern(r"^[\u4e00-\u9fff]{2,6}$")
# What programs put behind the site's name.
_PROGRAM = pattern(r"^(?:powered by\b|discuz|the paper$|手机版$|移动版$|触屏版$|首页$)", re.IGNORECASE)


def is_site_name(text: str) -> bool:
    """Whether `text` reads like the name of one site: 青山网, and not 论坛."""
    return _SITE_NAME.search(text) is not None and _ANY_SITE.fullmatch(text) is None


def _from_title_tag(fields: Iterable[Field]) -> list[Field]:
    """Title and site out of `<title>`: 标题_栏目_网站."""
    out = []
    for field in fields:
        if field.rule == "markup.title":
            text = field.value.strip()
            parts = [part.strip() for part in _TITLE_PARTS.split(text) if part and not _PROGRAM.search(part.strip())]
            if len(parts) < 2 or len(parts[-1]) > 16:
                continue
            if _ANY_SITE.fullmatch(parts[-1]):
                continue
            named = _SITE_NAME.search(parts[-1]) is not None
            if named or len(parts) > 2 or (len(parts[0]) > 7 and _LOGO.match(parts[-1]) and re.search(r"[_|｜]", text)):
                out.append(field._replace(value=parts[0], rule="markup.title-tag"))
            if named:
                out.append(field._replace(name="site", value=parts[-1], rule="markup.title-tag"))
    return out


def _plain(value: str) -> str:
    return value.strip(" :：-—|_·,，、;；")


def _source(value: str) -> str:
    value = re.sub(r"^(?:来源|稿源|出处|转自|转载自)\s*[:：]\s*", "", value.strip())
    value = _AFTER_SOURCE.sub("", value)
    value = _BUTTONED.sub("", value)
    value = _REPORTER.sub("", value).strip(" :：-—|_·,，、;；()（）[]【】")
    if value.startswith("《") and value.endswith("》") and "》" not in value[1:-1]:
        value = value[1:-1]
    return "" if value.lower() in people.PLACEHOLDERS else value


_PATH_MOST = 7


def crumbs(value: str) -> list[str]:
    """The steps of a breadcrumb, without the words that announce it."""
    value = _WHERE.sub("", value.strip())
    if _DASHED.fullmatch(value):
        value = value.replace("-", ">")
    parts = [piece for part in _CRUMBS.split(value) for piece in _GAP.split(part.strip())]
    steps = [step for part in parts if (step := part.strip(" >＞»›|:：·/-—"))]
    # A menu is longer than any path, and 更多 leads to a list.
    return steps if len(steps) <= _PATH_MOST and not {"更多", "more", "More"} & set(steps) else []


def _site(value: str) -> str:
    value = _plain(value)
    return "".join(value.split()) if all(len(part) == 1 for part in value.split()) else value  # 河 埠 人 家


# What a list, a forum or a library of files puts around a title: * …, 主题：…, ….doc.
_LISTED = pattern(r"^(?:[*•] +|(?:主\s?题|标\s?题|题目)\s*[:：]\s*)")
_FILE = pattern(r"(?<=[\u4e00-\u9fff）)》”])\.(?:docx?|pdf|pptx?|xlsx?|wps|txt)$", re.IGNORECASE)


def _title(value: str) -> str:
    return _FILE.sub("", _LISTED.sub("", _plain(value)))


_READERS: Mapping[str, Callable[[str], str | list[str]]] = {
    "source": _source,
    "authors": people.names,
    "editors": people.names,
    "published": dates.published,
    "section": crumbs,
    "site": _site,
    "title": _title,
}


def ordered(values: Mapping[str, str | list[str]], names: Sequence[str]) -> dict[str, str | list[str]]:
    """`values` in the order of `names`, empty ones left out."""
    return {name: values[name] for name in names if values.get(name)}
