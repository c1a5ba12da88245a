"""Headings of a diary's, a calendar's and a register's entries, and what only looks like them."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.entries import headings
from cleaner.zoning.lines import rows

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
PROSE = (
    "今天到河边去看水，水比昨天退了一尺，桥墩上的水印还是湿的。",
    "风大，陈大爷没有出来钓鱼，他的小凳子倒在桥头，我替他扶了起来。",
    "雨下了一天，桥上一个人也没有，石狮子的头上滴着水。",
)
INTRO = "渔村一年有三个大节，日子都按农历算，老人们记得清楚。"


def found(lines: list[str]) -> set[int]:
    return headings(rows(Document("\n".join(lines)), MATCHER))


def entries(heads: tuple[str, ...]) -> list[str]:
    return [line for pair in zip(heads, PROSE, strict=False) for line in pair]


DIARY = ("2019年3月5日 星期二 晴", "2019年3月6日 星期三 阴", "2019年3月7日 星期四 雨")
FEASTS = ("农历正月十五", "农历八月初三", "农历腊月廿三")
STAFF = ("李青 主任医师", "王芳 副主任医师", "陈河 主治医师")
DAYS = ("2019-03-05", "2019-03-06", "2019-03-07")


@pytest.mark.parametrize("heads", [DIARY, FEASTS, STAFF, DAYS])
def test_each_above_a_sentence_heads_an_entry(heads: tuple[str, ...]) -> None:
    assert found(["河边", *entries(heads)]) == {1, 3, 5}


@pytest.mark.parametrize("heads", [DIARY, FEASTS, STAFF])
def test_such_headings_may_stand_below_a_lead(heads: tuple[str, ...]) -> None:
    assert found(["河边", INTRO, *entries(heads)]) == {2, 4, 6}


@pytest.mark.parametrize(
    "lines",
    [
        ["河边", *entries(DIARY[:2])],  # too few
        ["河边", *entries(("2019年3月5日 星期二",) * 3)],  # one day three times
        ["河边", INTRO, *entries(DAYS)],  # the cards of a feed below an article
        ["河边", *entries(("2019-03-05 10:21", "2019-03-05 11:42", "2019-03-06 09:13"))],  # posts
    ],
)
def test_what_heads_no_entries(lines: list[str]) -> None:
    assert found(lines) == set()


@pytest.mark.parametrize("heads", [DIARY, FEASTS, STAFF])
def test_they_stay_on_a_page_with_chrome(heads: tuple[str, ...]) -> None:
    body = "\n".join(entries(heads))
    page = (
        f"当前位置：首页 > 副刊 > 正文\n河边\n2021-05-11 09:32 来源：青山日报\n{body}\n责任编辑：王芳\n上一篇：石桥重修"
    )
    article = clean(page.encode()).text
    assert all(head in article for head in heads)
    assert clean(article.encode()).text == article


def test_the_days_of_a_week_head_short_rows_too() -> None:
    week = ["星期一", "红烧肉 炒青菜", "星期二", "鱼香肉丝 蒸南瓜", "星期三", "土豆鸡块"]
    assert found(["食堂菜谱", *week]) == {1, 3, 5}
    assert not found(["日历", "星期一", "星期二", "星期三", "星期四"])
