"""Paths whose steps stand on rows of their own, or that begin with the site."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

CLEANER = Cleaner()
TITLE = "青河县水利建设惠及两万群众"
BODY = (
    "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。",
    "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。",
    "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。",
)
MENU = ("首页", "新闻", "财经", "体育", "登录", "注册")


def section_of(*head: str) -> object:
    article = CLEANER.clean("\n".join([*MENU, *head, TITLE, "2020-05-11 09:30 来源：青河日报", *BODY, "分享到：微信"]))
    assert article.text.endswith("\n\n".join([TITLE, *BODY]) + "\n")
    return article.metadata.get("section")


@pytest.mark.parametrize(
    "head",
    [
        ("查看TA的文章>", "评论2分享"),  # a button
        ("1. 水利", "2. 农业", "3. 交通"),  # a list
        ("2020-05-11 >", "财经"),
        ("首页",),
    ],
)
def test_rows_that_are_no_path(head: tuple[str, ...]) -> None:
    assert section_of(*head) is None


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (("河埠新闻云 >", "生活"), ["河埠新闻云", "生活"]),
        (("河埠头", "›", "水利", "›", "渠道"), ["河埠头", "水利", "渠道"]),
        (("* 留学攻略>", "* 英国>", "* 留学生活>", "* 日记感受>"), ["留学攻略", "英国", "留学生活", "日记感受"]),
        (("1. 首页", "2. 基金资讯", "3. 资讯正文"), ["首页", "基金资讯", "资讯正文"]),
        (("首页", "新闻", "大坪"), ["首页", "新闻", "大坪"]),
        (("首页-水利动态-正文",), ["首页", "水利动态", "正文"]),
    ],
)
def test_steps_on_rows_of_their_own(head: tuple[str, ...], section: list[str]) -> None:
    assert section_of(*head) == section


def test_a_path_that_begins_with_the_header() -> None:
    page = ["河埠头", "首页 新闻 论坛", "河埠头 / 硬件 / 水泵", TITLE, *BODY, "分享到：微信"]
    assert CLEANER.clean("\n".join(page)).metadata.get("section") == ["河埠头", "硬件", "水泵"]


def test_sections_around_a_bar_above_the_day() -> None:
    assert section_of("地方", "|", "大河口", "发布: 8:20pm 12/03/2021") == ["地方", "大河口"]
    assert section_of("地方", " | 大河口", "发布: 8:20pm 12/03/2021") == ["地方", "大河口"]
    assert section_of("登广告", "下载APP", "发布: 8:20pm 12/03/2021") is None
