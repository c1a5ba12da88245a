"""The site's name over its menu, and in its own buttons."""

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
FOOT = "豫ICP备12012260号 版权所有"


def site_of(*head: str, foot: str = FOOT) -> object:
    article = CLEANER.clean("\n".join([*head, TITLE, "2020-05-11 09:30 来源：青河日报", *BODY, foot]))
    assert article.text.endswith("\n\n".join([TITLE, *BODY]) + "\n")
    return article.metadata.get("site")


@pytest.mark.parametrize(
    "head",
    [
        ("企业文化", "首页 新闻 论坛"),  # a section
        ("我已授权", "首页 新闻 论坛"),  # a button
        ("博客食品亲子", "首页 新闻 论坛"),  # a menu without its gaps
        ("水务局", "首页 新闻 论坛"),  # an office
        ("河埠头", "2020年5月11日 星期一"),  # no menu
        ("河边吧", "首页 新闻 论坛"),  # a board
        ("国内新闻 > 正文",),  # a path that begins with a section
    ],
)
def test_a_first_line_that_is_none_names_no_site(head: tuple[str, ...]) -> None:
    assert site_of(*head) is None


@pytest.mark.parametrize(
    ("head", "site"),
    [
        (("河埠头", "首页 新闻 论坛"), "河埠头"),
        (("设为首页 | 加入收藏", "☆★ 河埠小屋 ★☆", "[回首页] [日记] [图片] [留言本]"), "河埠小屋"),
        (("河埠题库", "七年级 八年级 九年级 作文"), "河埠题库"),
        (("河 埠 人 家", "首页 新闻 论坛"), "河埠人家"),
        (("河埠头中心小学", "首页 新闻 论坛", "欢迎光临河埠头中心小学网站！"), "河埠头中心小学"),
        (("设为首页收藏本站", "河埠声", "找回密码", "注册"), "河埠声"),  # a board lets its readers in
        (("打开河埠在线，看更多精彩内容", "立即打开", "河埠在线"), "河埠在线"),
    ],
)
def test_a_header_names_the_site(head: tuple[str, ...], site: str) -> None:
    assert site_of(*head) == site


def test_who_answers_in_a_body_without_a_menu_is_no_site() -> None:
    page = "\n".join(["河埠头", *BODY])
    assert "site" not in CLEANER.clean(page).metadata
