"""Posts of others below an article, and what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.lines import rows
from cleaner.zoning.threads import first_post

MATCHER = Matcher(load([packaged()]))
POST = "昨天去河边走了一圈，水比去年清了不少，岸上种的柳树也活了，傍晚散步的人比前几年多得多，只是路灯还没有装好。"
NAMES = ["青山客", "老渔夫", "wanderer", "小麦", "北岸人家", "二两茶", "Kelvin.L", "秋水"]
MINUTES = ["08:13", "08:47", "09:02", "09:31", "10:56", "11:18", "12:07", "12:44"]


def start(*lines: str) -> int | None:
    page = rows(Document("\n".join(lines)), None)
    return first_post(page, [row.sentence for row in page])


def replies(form: str, text: str = "说得好，支持一下！", count: int = 8) -> list[str]:
    headers = [form.format(name=name, minute=minute) for name, minute in zip(NAMES, MINUTES, strict=True)]
    return [line for header in headers[:count] for line in (header, text)]


KEPT = {
    "a programme": [
        line
        for hour, film in zip((13, 15, 17, 19, 21), ("城南", "渡口", "雪线", "归途", "长夜"), strict=True)
        for line in (f"6月12日 {hour}:30 《{film}》", "地点：县影剧院一号厅")
    ],
    "a timetable": [
        f"5月1日 {number}:{number}0 开往{to}" for number, to in enumerate(("青河", "白水", "安城", "临江", "东山"), 1)
    ],
    "readings": [f"2021-07-0{day} 08:1{day} {day}.2 3{day}" for day in range(1, 8)],
    "an interview": [line for minute in MINUTES for line in (f"[主持人] 2009-03-04 {minute}", "请您谈谈今年的打算。")],
    "two hosts": [f"{who} 2009-03-04 {minute}" for minute, who in zip(MINUTES, ["主持人", "嘉宾"] * 4, strict=True)],
    "a live report": [
        f"3月4日 {minute} 水位上涨到{minute[-2:]}厘米，抢险队员正在堤上巡查，暂时没有险情。" for minute in MINUTES
    ],
    "one author's chapters": replies("楼主 发表于 2012-05-06 {minute}", POST),
    "a log of named posts": [
        f"{place} 3月4日 {hour}:30 {POST}" for hour, place in zip((13, 15, 17, 19), NAMES, strict=False)
    ],
    "three replies": replies("{name} 2012-05-06 {minute}", count=3),
}


@pytest.mark.parametrize("lines", KEPT.values(), ids=KEPT.keys())
def test_what_only_looks_like_a_thread(lines: list[str]) -> None:
    assert start("河边的新变化", POST, POST, *lines) is None


def test_a_thread_without_prose_above_it_is_the_article() -> None:
    assert start("大家来说说", *replies("{name} 2012-05-06 {minute}")) is None


@pytest.mark.parametrize(
    "form",
    [
        "{name} 2012-05-06 {minute}",
        "{name} 发表于 2012-5-6 {minute}",
        "# re: 河边的新变化 2012-05-06 {minute} {name}",
        "{name} | 2012年5月6日 {minute}:12",
        "网友{name} 05-06 {minute} 回复",
        "{name} 昨天 {minute}",
    ],
)
def test_posts_begin_at_the_first_header_below_the_prose(form: str) -> None:
    assert start("河边的新变化", POST, "评论", *replies(form)) == 3


def test_the_first_post_of_a_forum_is_the_article() -> None:
    header = "{name} 发表于 2012-05-06 {minute}"
    assert start(header.format(name="楼主甲", minute="07:41"), POST, *replies(header)) == 2


def test_a_tree_of_answers_has_one_line_a_post() -> None:
    tree = [
        f"+ 说得有理【{name}】05-06 {minute} {len(name)}0字 [154/0]"
        for name, minute in zip(NAMES, MINUTES, strict=True)
    ]
    assert start(POST, *tree) == 1


def test_relative_times() -> None:
    lines = [line for n, name in enumerate(NAMES) for line in (f"{name} {n + 2}小时前", "赞同。")]
    assert start(POST, *lines) == 1


@given(st.lists(st.sampled_from([POST, "评论", *replies("{name} 2012-05-06 {minute}"), "12:30", "3天前"]), max_size=20))
def test_a_thread_has_prose_above_it(lines: list[str]) -> None:
    at = start(*lines)
    assert at is None or sum(len(line) for line in lines[:at] if line == POST) >= 40


def test_cards_of_a_feed_above_the_article_are_no_posts() -> None:
    cards = [line for n, name in enumerate(NAMES) for line in (f"{name} {n + 2}小时前", POST)]
    page = rows(Document("\n".join([POST, *cards, "最后一班轮渡", "2020-12-30 来源：新江湾日报", POST])), MATCHER)
    assert first_post(page, [row.sentence for row in page]) is None


def test_posts_that_stand_in_the_row_of_their_headers() -> None:
    posts = [f"{name} 04-03 {minute} | {POST}" for name, minute in zip(NAMES, MINUTES, strict=True)]
    assert start("寻一条黄狗", POST, "最新回复 (9)", *posts) == 3


OTHER = "我们那边的河也清了，就是岸边钓鱼的人太多。"


def test_two_floors_that_count_up_are_a_thread() -> None:
    lines = [POST, "青山客 #1 [+5] 2020-11-02 20:01", OTHER, "老渔夫 #2 [+1] 2020-11-02 20:37", OTHER]
    assert start(*lines) == 1


def test_likes_behind_a_stamp_are_none_of_its_form() -> None:
    assert start(POST, "1  wanderer  2 天前", OTHER, "2  kelvin  2 天前  ♥ 3", OTHER) == 1


def test_floor_name_and_stamp_in_three_rows() -> None:
    assert start(POST, "1", "wanderer", "1240 天前 via iPhone", OTHER, "2", "kelvin", "1240 天前", OTHER) == 1


@pytest.mark.parametrize(
    "lines",
    [
        ["青山客 #1 2020-11-02 20:01", OTHER, "老渔夫 #1 2020-11-02 20:37", OTHER],
        ["第一次 2020-11-02 20:01", OTHER, "第二次 2020-11-02 20:37", OTHER],
        ["初验", "1240 天前", OTHER, "复验", "1240 天前", OTHER],
    ],
    ids=["the same floor", "no floors", "no floors above"],
)
def test_two_headers_that_do_not_count_up_are_none(lines: list[str]) -> None:
    assert start(POST, *lines) is None
