"""What a page says about itself: raw spans read into values.

The idea: rules find where a page names its source, authors, editors and date; here those strings become values
in the one form that archives can sort and compare. What cannot be read is absent, never guessed.

Invariant: reading a value that was read before gives the same value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from cleaner import hanzi
from cleaner.document import Field

# Names that a content system fills in when nobody did.
_PLACEHOLDERS = frozenset(
    [
        "admin",
        "administrator",
        "root",
        "guest",
        "user",
        "editor",
        "webmaster",
        "anonymous",
        "unknown",
        "test",
        "null",
        "none",
        "佚名",
        "匿名",
        "无名",
        "未知",
        "不详",
        "无",
        "暂无",
        "管理员",
        "超级管理员",
        "系统管理员",
        "网站管理员",
        "本站",
        "本站编辑",
        "本站原创",
        "本站整理",
        "本网",
        "本网编辑",
        "网络",
        "网络编辑",
        "网络转载",
        "互联网",
        "小编",
        "编辑",
        "编辑部",
        "责任编辑",
        "原创",
        "转载",
        "网友",
        "记者",
        "通讯员",
        "发布者",
        "默认",
        "系统",
        "信息中心",
        "编辑员",
        "审核员",
        "站长",
        "值班编辑",
        "综合",
        "整理",
        "网络整理",
        "转载文章",
        "转载稿件",
        "未知来源",
        "网络来源",
        "本报",
        "本刊",
        "其他",
        "其它",
        "综合整理",
        "admin1",
        "匿名用户",
        "佚",
        "作者",
        "name",
        "author",
        "discuz! team and comsenz ui team",
        "大汉网络",
        "网站管理",
        "本报记者",
        "本报讯",
        "网络媒体",
    ]
)
_ROLE = re.compile(
    r"^(?:(?:(?:本报|本刊|本网|本台|本社|全媒体|融媒体|融媒|新媒体|见习|实习|特约|首席|特派|驻[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]{2,8}(?:报|网|社|台|客户端|新闻|中心))*"
    r"(?:记者|通讯员|撰稿人?|撰文|作者|文字|责任编辑|值班编辑|编辑|主编|责编|编审|校对|审核|评论员|实习生|报道员|供稿"
    r"|特约撰稿人?|报道|报导)(?:[/:：、]|\s+|(?=[\u4e00-\u9fff]))"
    # 文静 is a name: one character is a role only before a mark
    r"|(?:文图|图文|文|图)(?:[/:：、]|\s+))+)[/:：\s]*"
)
_ROLE_WORDS = re.compile(
    r"^(?:记者|通讯员|撰稿|撰文|作者|编辑|文|校对|审核|责编|实习生|特约记者|见习记者"
    r"|本报记者|本网记者|全媒体记者|融媒体记者)$"
)
# Addresses, programs and advertisers.
_NO_NAME = re.compile(r"@\w|^https?:|\b(?:inc|team|cms|taboola|sina_mobile)\b", re.IGNORECASE)
_CODE = re.compile(r"(?:[_\-\s]*|\s*[(（\[]\s*)(?:[A-Za-z]{1,4}\d{2,6}|\d{3,6}|[A-Z]{2,4}\d*)\s*[)）\]]?$")
_NAMES = re.compile(r"\s*[、，,;；/／&|｜＆和与]\s*|\s+[·•]\s+|\s{2,}|\t")
_REMARK = re.compile(r"\s*[(（](?:实习生?|见习|通讯员|特约|笔名|化名|编译|整理|[A-Z]{1,3}\d+)[)）]")
# What follows a source in a row without separators: a date, or the next label.
_AFTER_SOURCE = re.compile(
    r"\s*(?:(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}.*"
    r"|(?:作者|编辑|责任编辑|责编|记者|时间|日期|发布时间|发布日期|浏览次数|点击数|字号|字体)\s*[:：].*)$"
)
_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "宇文",
        "司徒",
        "东方",
        "端木",
        "轩辕",
        "南宫",
        "独孤",
    ]
)
_HAN_NAME = re.compile(rf"^[{hanzi.HAN}]{{2,4}}$")
_WHERE = re.compile(r"^[^>＞»›:：/]{0,8}(?:位置|栏目|路径|导航|在)[^>＞»›:：/]{0,3}\s*[:：]\s*")
_CRUMBS = re.compile(r"\s*(?:>+|＞+|»+|›+|→|::|／|/|\\|-+>|->|—>|·>|[|｜])\s*|\s+[-<＜‹]\s+|\s*>>\s*")


def read(name: str, value: str) -> str | list[str] | None:
    """The value of field `name` as `value` words it; None when it says nothing."""
    reader = _READERS.get(name, _plain)
    return reader(value) or None


# Who is heard first, by the beginning of the rule that read the value; what is not named comes last. The page's own
# line wins over its markup, but for the date and the site, where markup is more exact (a zone, the full name).
_LINES, _LINKED, _META = ("strip.",), ("markup.json-ld", "markup.microdata"), ("markup.meta", "markup.link")
_HEARD: Mapping[str, tuple[str, ...]] = {
    "published": (*_LINKED, *_META, "strip.published", *_LINES, "markup.time"),
    # a line may be a link to another site: the page's own <title> and publisher know better
    "site": (*_META, "markup.title-tag", *_LINKED, *_LINES),
    "title": (*_LINES, *_LINKED, *_META, "markup.title-tag"),
    "url": ("markup.saved-page", *_META),
}
_HEARD_ELSE = (*_LINES, *_LINKED, *_META)


def gather(fields: Iterable[Field], normalise: Callable[[str], str]) -> dict[str, str | list[str]]:
    """The metadata of a page: for each name the reading that is heard first; lists joined within one voice."""
    voices: dict[str, dict[int, list[str | list[str]]]] = {}
    for field in [*fields, *_from_title_tag(fields)]:
        name = "published" if field.name == "updated" else field.name
        value = read(name, normalise(field.value))
        if value is not None:
            rank = _rank(name, field.rule) + (50 if field.name == "updated" else 0)
            voices.setdefault(name, {}).setdefault(rank, []).append(value)
    out: dict[str, str | list[str]] = {}
    for name, by_rank in voices.items():
        values = by_rank[min(by_rank)]
        if isinstance(values[0], list) and name != "section":
            out[name] = list(dict.fromkeys(item for value in values for item in value))
        else:
            out[name] = values[0]
    section = out.get("section")
    if isinstance(section, list) and len(section) > 1 and _bare(section[-1]) == _bare(str(out.get("title", ""))):
        section = out["section"] = section[:-1]  # the page's own place on its path
    if "site" not in out and section and _SITE_NAME.search(section[0]) and len(section) > 1:
        out["site"] = section[0]  # a first crumb that is a site's name
    if "authors" in out:
        out["authors"] = [name for name in out["authors"] if not _is_medium(name, out)]
    return {name: value for name, value in out.items() if value}


def _is_medium(author: str, values: Mapping[str, str | list[str]]) -> bool:
    """Whether markup names the medium as the author: it is the page's source or site, or begins one's name."""
    names = [_bare(str(values.get(name, ""))) for name in ("source", "site")]
    bare = _bare(author)
    return any(name and (bare.startswith(name) or name.startswith(bare)) for name in names)


def _bare(text: str) -> str:
    """Letters, figures and characters alone, to compare a crumb with a title."""
    return re.sub(r"[\W_]+", "", text)


def _rank(name: str, rule: str) -> int:
    order = _HEARD.get(name, _HEARD_ELSE)
    return next((at for at, start in enumerate(order) if rule.startswith(start)), len(order))


_TITLE_PARTS = re.compile(
    r"\s*(?:[_|｜]|\s[-–—]+\s|--|——|»|(?<=[\u4e00-\u9fff？！?!）)”》])-(?=[\u4e00-\u9fffA-Za-z]))\s*"
)
_SITE_NAME = re.compile(
    r"(?:网|网站|报|在线|门户|论坛|社区|电视台|官网|政府|大学|学院|中学|小学|医院|保健院|法院|检察院|之家|之窗"
    r"|客户端|新闻|博客|数字报|数字版|电子报|电子版|信息港|热线|知道|百科|(?:新浪|搜狐|网易|腾讯|凤凰)[\u4e00-\u9fff]{2})$"
)
# A name alone behind one separator: 咸蛋黄焗南瓜的做法_一勺厨房. Longer ones may be half of the title.
_LOGO = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
# What programs put behind the site's name.
_PROGRAM = re.compile(r"^(?:powered by\b|discuz|the paper$|手机版$|移动版$|触屏版$|首页$)", re.IGNORECASE)


def _from_title_tag(fields: Iterable[Field]) -> list[Field]:
    """Title and site out of `<title>`: 标题_栏目_网站."""
    out = []
    for field in fields:
        if field.rule == "markup.title":
            text = field.value.strip()
            parts = [part.strip() for part in _TITLE_PARTS.split(text) if part and not _PROGRAM.search(part.strip())]
            if len(parts) < 2 or len(parts[-1]) > 16:
                continue
            named = _SITE_NAME.search(parts[-1]) is not None
            logo = len(parts) == 2 and len(parts[0]) > 7 and _LOGO.match(parts[-1]) and re.search(r"[_|｜]", text)
            if named or logo or len(parts) > 2:
                out.append(field._replace(value=parts[0], rule="markup.title-tag"))
            if named or logo:
                out.append(field._replace(name="site", value=parts[-1], rule="markup.title-tag"))
    return out


def _plain(value: str) -> str:
    return value.strip(" :：-—|_·,，、;；")


def _source(value: str) -> str:
    value = re.sub(r"^(?:来源|稿源|出处|转自|转载自)\s*[:：]\s*", "", value.strip())
    value = _AFTER_SOURCE.sub("", value)
    value = value.strip(" :：-—|_·,，、;；()（）[]【】")
    if value.startswith("《") and value.endswith("》") and "》" not in value[1:-1]:
        value = value[1:-1]
    return "" if value.lower() in _PLACEHOLDERS else value


def people(value: str) -> list[str]:
    """Names in `value`, in order: without roles, staff codes and placeholders."""
    out: list[str] = []
    text = _REMARK.sub("", value).strip(" :：()（）[]【】|—-_")
    for part in _NAMES.split(text):
        for name in _spaced(_ROLE.sub("", part.strip())):
            bare = _CODE.sub("", name).strip(" :：()（）[]【】_-—.")
            nobody = _ROLE_WORDS.match(bare) or _NO_NAME.search(bare) or len(bare) < 2 or bare.isdigit()
            nobody = nobody or bare.lower() in _PLACEHOLDERS
            if not nobody and bare not in out:
                out.append(bare)
    return out


def _spaced(part: str) -> list[str]:
    """`张三 李四` is two names, `李 明` one, `John Smith` one."""
    words = part.split()
    if len(words) < 2:
        return words
    if all(len(word) == 1 and hanzi.is_han(word) for word in words) and len(words) < 5:
        return ["".join(words)]
    if any(hanzi.is_han(word[0]) for word in words):
        out: list[str] = []
        for word in words:
            if out and len(word) == 1 and (len(out[-1]) == 1 or out[-1] in _DOUBLE_SURNAMES):
                out[-1] += word
            else:
                out.append(_ROLE.sub("", word))
        return out
    return [part]


_PATH_MOST = 7


def crumbs(value: str) -> list[str]:
    """The steps of a breadcrumb, without the words that announce it."""
    value = _WHERE.sub("", value.strip())
    steps = [step for part in _CRUMBS.split(value) if (step := part.strip(" >＞»›|:：·/-—"))]
    # A menu is longer than any path, and 更多 leads to a list.
    return steps if len(steps) <= _PATH_MOST and not {"更多", "more", "More"} & set(steps) else []


# --- dates ------------------------------------------------------------------------------------

_DAY = re.compile(
    r"(?P<roc>(?:中华)?民国\s*)?(?P<y>\d{2,4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)"
    r"|(?P<dmy>(?P<d2>\d{1,2})[./-](?P<m2>\d{1,2})[./-](?P<y2>(?:19|20)\d{2}))"
    r"|(?P<y4>(?:19|20)\d{2})(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?!\d)"
    r"|(?P<y5>(?:19|20)\d{2}) +(?P<m5>[01]?\d)/(?P<d5>[0-3]?\d)(?!\d)"
)
_FIGURES = {figure: str(k % 10) for k, figure in enumerate("〇一二三四五六七八九零")} | {"○": "0", "Ｏ": "0"}
# 二〇一九年九月二十七日, 民國一百零九年五月十一日
_WRITTEN = re.compile(
    r"([〇○零一二三四五六七八九十百]{2,5})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]"
)
_MONTHS = {
    name: k
    for k, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_ENGLISH = re.compile(
    r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s*"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?\s+)?(?P<y>(?:19|20)\d{2})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s-]*"
    r"(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]*(?P<y2>(?:19|20)\d{2})",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*月?(?![\d-])")
_TIME = re.compile(
    r"(?P<half>上午|下午|中午|凌晨|清晨|早上|晚上|晚间|傍晚|[ap]\.?m\.?)?\s*(?P<h>[0-2]?\d)\s*[:：时点]\s*(?P<n>[0-5]\d)(?:\s*[:：分]\s*(?P<s>[0-5]\d))?"
    r"(?:\.\d{1,6})?\s*秒?分?\s*(?P<after>[ap]\.?m\b\.?)?\s*[(（]?(?P<zone>(?:gmt|utc)?\s?[+-]\d{1,2}:?\d{2}|(?:gmt|utc)\s?[+-]\d{1,2}\b|z\b|gmt\b|utc\b|北京时间|香港时间|台湾时间|台北时间|新加坡时间|hkt\b)?",
    re.IGNORECASE,
)


def published(value: str) -> str:
    """`value` as ISO 8601, as exact as it is; empty for a relative or unreadable time.

    Years of the Republic are converted (1912 is 民國 1); a time zone stands only where the text names one.
    """
    text = _WRITTEN.sub(_in_figures, value.strip())
    found = _DAY.search(text)
    if found:
        day = _numbers(found)
        rest = text[found.end() :]
    elif english := _ENGLISH.search(text):
        groups = english.groupdict()
        month = _MONTHS[(groups["m"] or groups["m2"]).lower()[:3]]
        day = int(groups["y"] or groups["y2"]), month, int(groups["d"] or groups["d2"])
        rest = groups["clock"] or text[english.end() :]  # Mon May 11 09:30:12 2020, the clock of mail and boards
    else:
        month_only = _MONTH_ONLY.search(text)
        if not month_only or not 1 <= int(month_only["m"]) <= 12:
            return ""
        return f"{month_only['y']}-{int(month_only['m']):02}"
    year, month, date = day
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= date <= 31):
        return ""
    return f"{year}-{month:02}-{date:02}{_clock(rest) or _clock_before(text, found)}"


def _in_figures(found: re.Match[str]) -> str:
    """A date written in characters, in figures."""
    year, month, day = (_figures(part) for part in found.groups())
    return f"{year}年{month}月{day}日"


def _figures(written: str) -> str:
    """二〇一九 is 2019, 一百零九 and 一〇九 are 109, 二十七 is 27."""
    if not set(written) & {"十", "百"}:
        return "".join(_FIGURES[char] for char in written)
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.strip("零〇").rpartition("十")
    total = 100 * int(_FIGURES.get(hundreds, "0")) + int(_FIGURES.get(ones, "0"))
    return str(total + (10 * int(_FIGURES.get(tens, "1")) if ten else 0))


def _numbers(found: re.Match[str]) -> tuple[int, int, int]:
    groups = found.groupdict()
    if groups["dmy"]:
        return int(groups["y2"]), int(groups["m2"]), int(groups["d2"])
    if groups["y4"]:
        return int(groups["y4"]), int(groups["m4"]), int(groups["d4"])
    if groups["y5"]:
        return int(groups["y5"]), int(groups["m5"]), int(groups["d5"])
    year = int(groups["y"])
    if groups["roc"] or (50 < year < 200 and len(groups["y"]) == 3):
        year += 1911
    elif len(groups["y"]) == 2:
        year += 2000 if year < 50 else 1900
    return year, int(groups["m"]), int(groups["d"])


def _clock(rest: str) -> str:
    found = _TIME.search(rest[:40])
    if not found or not re.fullmatch(r"[\sT|,，·\-日号周星期礼拜一二三四五六天()（）a-zA-Z]*", rest[: found.start()]):
        return ""
    hour = int(found["h"])
    half = ((found["half"] or "") + (found["after"] or "")).lower().replace(".", "")
    if (half in ("下午", "晚上", "晚间", "傍晚", "pm") and hour < 12) or (half == "中午" and hour < 3):
        hour += 12
    if half in ("am", "凌晨", "上午") and hour == 12:
        hour = 0
    if hour > 23:
        return ""
    return f"T{hour:02}:{found['n']}" + (f":{found['s']}" if found["s"] else "") + _zone(found["zone"] or "")


def _clock_before(text: str, day: re.Match[str] | None) -> str:
    """The clock of `12:35pm 02/08/2018`, which stands before its day."""
    return _clock(text[: day.start()].rstrip()) if day is not None and _TIME.match(text) else ""


def _zone(text: str) -> str:
    text = text.strip().lower()
    if text in ("z", "gmt", "utc"):
        return "Z"
    if text in ("北京时间", "香港时间", "台湾时间", "台北时间", "新加坡时间", "hkt"):
        return "+08:00"
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    return f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}" if offset else ""


_READERS: Mapping[str, Callable[[str], str | list[str]]] = {
    "source": _source,
    "authors": people,
    "editors": people,
    "published": published,
    "section": crumbs,
}


def ordered(values: Mapping[str, str | list[str]], names: Sequence[str]) -> dict[str, str | list[str]]:
    """`values` in the order of `names`, empty ones left out."""
    return {name: values[name] for name in names if values.get(name)}
