"""Authors whom a row near the title names without a label."""

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


def clean(*lines: str) -> tuple[object, str]:
    article = CLEANER.clean("\n".join(lines))
    return article.metadata.get("authors"), article.text


@pytest.mark.parametrize("line", ["阀门检修", "渠首", "□ 检查阀门和水泵各一次"])
def test_a_heading_under_the_title_is_no_author(line: str) -> None:
    authors, text = clean("首页 > 新闻 > 正文", TITLE, line, *BODY)
    assert authors is None
    assert line in text


@pytest.mark.parametrize("line", ["□ 皮小言", "○麦田", "☉方小安", "吴桐/文", "尤树林 文"])
def test_a_marked_name_under_the_title_is_the_author(line: str) -> None:
    authors, text = clean("首页 > 新闻 > 正文", TITLE, line, *BODY)
    assert authors == [line.strip("□○☉ /文")]
    assert line not in text


def test_on_a_printed_page_a_bare_name_is_the_author() -> None:
    authors, text = clean("青河日报数字报", "第A02版：时政", "上一版 下一版", TITLE, "郑草心", *BODY)
    assert authors == ["郑草心"]
    assert "郑草心" not in text


def test_who_opened_a_thread_is_its_author() -> None:
    assert clean("青河吧 关注", TITLE, "只看楼主 收藏 回复", "摸鱼人", "钓鱼新手 5", *BODY)[0] == ["摸鱼人"]
    panel = ("檐下猫", "当前离线", "主题", "37", "帖子", "402", "发表于 2011-3-14 20:11:32 | 只看该作者")
    assert clean("青河论坛 » 论坛 › 生活", "查看: 188|回复: 4", TITLE, *panel, *BODY)[0] == ["檐下猫"]


def test_a_rank_between_name_and_panel() -> None:
    panel = ("背包里的锅", "户外达人", "积分", "7977", "发表于 2011-3-14 20:11:32 | 只看该作者")
    assert clean("青河论坛 » 论坛 › 生活", "查看: 188|回复: 4", TITLE, *panel, *BODY)[0] == ["背包里的锅"]


def test_an_account_glued_to_its_button() -> None:
    assert clean("打开APP", TITLE, "河边老纪关注", "2024-05-08 23:23", "来自青河", *BODY)[0] == ["河边老纪"]
    assert clean("打开APP", TITLE, "民生关注", "2024-05-08 23:23", *BODY)[0] is None


def test_a_poet_behind_the_dynasty() -> None:
    authors, text = clean("首页 > 诗文 > 正文", "过石门驿", "明代：周野桥", "驿楼风急夜猿稀，一盏残灯照客衣。", *BODY)
    assert authors == ["周野桥"]
    assert "明代：周野桥" in text
    assert clean("首页 > 诗文 > 正文", TITLE, "唐代：长安", *BODY)[0] is None


def test_replies_have_authors_of_their_own() -> None:
    head = ("河埠头 > 论坛 > 亲情", TITLE, "楼主：灯下人 时间：2009-05-17 22:04:51 点击：183 回复：2")
    reply = ("打赏 收藏 分享 转发 举报", "作者：天涯客2008 时间：2009-06-13 20:19:53", "看哭了。")
    assert clean(*head, *BODY, *reply)[0] == ["灯下人"]


def test_the_account_above_its_button_is_the_author() -> None:
    for box in (
        ("河边的老纪", "关注他"),
        ("河边的老纪", "爱写水利", "关注"),
        ("河边的老纪", "2021-12-07", "IP属地：青河"),
        ("河边的老纪", "發佈於 2023/02/11 閱讀時間約 2 分鐘", "追蹤"),
    ):
        authors, text = clean("打开APP", TITLE, *box, *BODY)
        assert authors == ["河边的老纪"]
        assert text.split() == [TITLE, *BODY]


def test_an_account_that_is_a_paper_is_the_source() -> None:
    article = CLEANER.clean("\n".join(["打开APP", TITLE, "青河晚报", "2021-12-07 08:30", "关注", *BODY]))
    assert article.metadata.get("source") == "青河晚报"
    assert "authors" not in article.metadata


def test_words_above_a_button_far_below_are_no_account() -> None:
    authors, text = clean("打开APP", TITLE, "水利新篇", BODY[0], "关注", *BODY[1:])
    assert authors is None
    assert "水利新篇" in text


def test_the_owner_of_a_blog_is_its_author() -> None:
    panel = ("个人资料", "河边的老纪", "加好友 发纸条", "写留言 加关注", "博客等级：", "博客积分：220")
    assert clean("首页 博文目录 图片 关于我", *panel, TITLE, "(2011-10-06 09:12:30)", *BODY)[0] == ["河边的老纪"]


@pytest.mark.parametrize("panel", [(), ("当前离线", "积分 1209"), ("户外达人", "积分", "7977")])
def test_who_stands_above_the_header_of_the_first_post(panel: tuple[str, ...]) -> None:
    header = "发表于 2011-3-14 20:11:32 | 只看该作者"
    first = ("青河论坛 » 论坛 › 生活", "查看: 188|回复: 4", TITLE, "[复制链接]", "檐下猫", *panel, header, *BODY)
    authors, text = clean(*first, "河边人", header.replace("14", "15"), "写得好，顶一个，明天我也去看看那条渠。")
    assert authors == ["檐下猫"]
    assert "檐下猫" not in text


@pytest.mark.parametrize("above", [True, False])
def test_an_account_above_the_count_of_its_writings(above: bool) -> None:
    account = ("河边人", "12文章 3.4万总阅读", "查看TA的文章>")
    page = (*account, TITLE, "2020-05-11 18:05") if above else (TITLE, *account, "2020-05-11 18:05")
    authors, text = clean(*page, *BODY)
    assert authors == ["河边人"]
    assert "河边人" not in text
