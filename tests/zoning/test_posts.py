"""The post that opens a forum's thread, by the headers that its software prints."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.zoning.lines import rows
from cleaner.zoning.posts import opening

LONG = "去年在旧货摊上买了一台五灯收音机，回来一插电就嗡嗡响，换了两只滤波电容才好，前后用了三个星期。"
REPLY = "电容换之前要先放电，不然会打手。另外输出变压器也要量一量，老机器的线包常常受潮断线，断了只能重绕。"
HEADER = "发表于 2013-8-19 21:50:46 | 显示全部楼层 |阅读模式"
NEXT = "发表于 2013-8-19 22:14:03 | 显示全部楼层"
BUTTONS = "使用道具 举报"


def kept(*lines: str) -> str:
    return clean("\n".join(lines)).text


def test_one_short_line_is_a_post_and_the_answer_is_not_the_article() -> None:
    text = kept(
        "收音机为什么会嗡嗡响？",
        "[复制链接]",
        HEADER,
        "大概是电容坏了吧。",
        "回复",
        BUTTONS,
        NEXT,
        REPLY,
        "回复",
        BUTTONS,
    )
    assert "大概是电容坏了吧。" in text
    assert "线包" not in text


def test_one_answer_is_enough() -> None:
    text = kept("修一台五灯机", "[复制链接]", HEADER, LONG, LONG, "回复", BUTTONS, NEXT, REPLY, REPLY, "回复", BUTTONS)
    assert "旧货摊" in text
    assert "线包" not in text


def test_the_covers_rows_of_a_report_are_the_posts() -> None:
    cover = ("电子设计报告", "题目：可以设置时间的定时器", "姓名：陈小满", "学号：20130817")
    text = kept("可设置时间的定时器设计报告", "[复制链接]", HEADER, *cover, LONG, LONG)
    assert all(line in text for line in cover)


@pytest.mark.parametrize(
    "line",
    [
        "他把按钮叫作“只看该作者”，2013-8-19 21:50 第一次出现在页面上。",
        "阅读模式打开以后，页面上只剩下正文，2013年8月19日 21:50 的那一版还没有它。",
        "显示全部楼层",
    ],
)
def test_articles_about_forums_have_no_header(line: str) -> None:
    text = kept("论坛里的几个按钮", LONG, line, REPLY, LONG)
    assert REPLY in text
    assert line in text or line == "显示全部楼层"


def test_an_article_that_shows_a_header_is_no_thread() -> None:
    page = rows(Document("\n".join(("怎样改帖子的抬头", LONG, "改之前是这样的：", HEADER, LONG))), None)
    assert opening(page) is None


def test_the_row_above_the_first_header_is_the_title() -> None:
    head = ("找回密码", " 注册", "只需一步,快速开始", "查看: 5911|回复: 14", "修五灯机", f"矿石兄  | {HEADER}")
    text = clean("\n".join((*head, "修机器的方式是先看电容，再看变压器，最后才看电子管，这是老师傅说的", LONG, LONG)))
    assert text.metadata["title"] == "修五灯机"


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("[旧物杂谈] 收音机为什么会嗡嗡响", "收音机为什么会嗡嗡响"),
        ("【修理】【原创】收音机为什么会嗡嗡响", "收音机为什么会嗡嗡响"),
        ("[2013年] 收音机为什么会嗡嗡响", "[2013年]收音机为什么会嗡嗡响"),  # a year is no type
    ],
)
def test_the_types_of_a_board_are_no_part_of_a_title(row: str, title: str) -> None:
    page = [row, HEADER, LONG, LONG[::-1], NEXT, REPLY]
    assert str(clean("\n".join(page)).metadata["title"]).replace(" ", "") == title


def test_brackets_before_a_paper_s_title_stay() -> None:
    page = ["首页 > 新闻", "【乡村观察】收音机为什么会嗡嗡响", "2013-08-19 来源：青山日报", LONG, LONG[::-1]]
    assert clean("\n".join(page)).metadata["title"] == "【乡村观察】收音机为什么会嗡嗡响"
