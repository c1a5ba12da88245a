"""Dates as pages write them, read into ISO 8601.

The idea: one reader for every layout of a day (figures, characters, 民國 years, English) and for the clock beside it;
what it cannot read, and a relative time, gives nothing.

Invariant: reading a date that was read before gives the same date.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaner.patterns import pattern

_DAY = pattern(
    r"(?P<roc>(?:中华)?民国\s*)?(?P<y>\d{2,4})\s*[-/.年]\s*(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})(?!\d)"
    r"|(?P<dmy>(?P<d2>\d{1,2})[./-](?P<m2>\d{1,2})[./-](?P<y2>(?:19|20)\d{2}))"
    r"|(?P<y4>(?:19|20)\d{2})(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?!\d)"
    r"|(?P<m6>\d{1,2})月\s*(?P<d6>\d{1,2})日?,?\s+(?P<y6>(?:19|20)\d{2})(?![\d年])"
    r"|(?P<y5>(?:19|20)\d{2}) +(?P<m5>[01]?\d)/(?P<d5>[0-3]?\d)(?!\d)"
)
_FIGURES = {figure: str(k % 10) for k, figure in enumerate("〇一二三四五六七八九零")} | {"○": "0", "Ｏ": "0"}
# 二〇一九年九月二十七日, 民國一百零九年五月十一日
_WRITTEN = pattern(
    r"([〇○零一二三四五六七八九十百]{2,5})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号號]"
)
_MONTHS = {
    name: k
    for k, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_ENGLISH = pattern(
    r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?"
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?\s+)?(?P<y>(?:19|20)\d{2})"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?[\s-]*"
    r"(?P<m2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s-]*(?P<y2>(?:19|20)\d{2})",
    re.IGNORECASE,
)
# 20 十月 2019, 十月 20, 2019
_MOON = pattern(
    r"(?P<d>\d{1,2}) (?P<m>十[一二]?|[一二三四五六七八九])月,? (?P<y>(?:19|20)\d{2})"
    r"|(?P<m2>十[一二]?|[一二三四五六七八九])月 (?P<d2>\d{1,2})[,，] ?(?P<y2>(?:19|20)\d{2})"
)
_MONTH_ONLY = pattern(r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-/.])\s*(?P<m>\d{1,2})\s*月?(?![\d-])")
_TIME = pattern(
    r"(?P<half>上午|下午|中午|凌晨|清晨|早上|晚上|晚间|傍晚|[ap]\.?m\.?)?\s*(?P<h>[0-2]?\d)\s*[:：时点]\s*(?P<n>[0-5]\d)(?:\s*[:：分]\s*(?P<s>[0-5]\d))?"
    r"(?:\.\d{1,6})?\s*秒?分?\s*(?P<after>[ap]\.?m\b\.?|[上下]午)?\s*[(（]?(?P<zone>(?:gmt|utc)?\s?[+-]\d{1,2}:?\d{2}|(?:gmt|utc)\s?[+-]\d{1,2}\b|z\b|gmt\b|utc\b|北京时间|香港时间|台湾时间|台北时间|新加坡时间|hkt\b)?",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 10)  # a page is asked several times for each of its dates
def published(value: str) -> str:
    """`value` as ISO 8601, as exact as it is; empty for a relative or unreadable time.

    Years of the Republic are converted (1912 is 民國 1); a time zone stands only where the text names one.
    """
    text = _MOON.sub(_in_order, _WRITTEN.sub(_in_figures, value.strip()))
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


def _in_order(found: re.Match[str]) -> str:
    """A day before or behind its month's name, in figures."""
    year, day = found["y"] or found["y2"], found["d"] or found["d2"]
    return f"{year}年{_figures(found['m'] or found['m2'])}月{day}日"


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
    if groups["y6"]:
        return int(groups["y6"]), int(groups["m6"]), int(groups["d6"])
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
    if day is None or not _TIME.match(text):
        return ""
    clock = _clock(text[: day.start()].rstrip())
    zone = _zone(text[day.end() :])  # 07:00 2017-06-19 HKT
    return clock + zone if clock and len(clock) <= len("T07:00:00") else clock


def _zone(text: str) -> str:
    text = text.strip().lower()
    if text in ("z", "gmt", "utc"):
        return "Z"
    if text in ("北京时间", "香港时间", "台湾时间", "台北时间", "新加坡时间", "hkt"):
        return "+08:00"
    offset = re.search(r"([+-])(\d{1,2}):?(\d{2})?$", text)
    return f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}" if offset else ""
