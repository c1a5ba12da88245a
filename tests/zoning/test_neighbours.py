"""What neighbours that stay prove of a dropped row."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.zoning.lines import Row
from cleaner.zoning.neighbours import measured

HEAD = ["古镇热线", ">> 首页 >> 乡情", "一本书，三句话", "日期：2004-7-19 作者：河边人 点击：88"]
PROSE = [
    "第一句：这是一本写秤的书，写得不长，两个晚上就能读完。",
    "第二句：它告诉我们，从前的人怎样把良心刻在木头上。",
]
RECORD = ["书名：《十六两》", "作者：周望", "出版：竹林出版社", "页数：212", "评分：★★★★"]
FOOT = ["【返回】 【打印】", "古镇热线 2003-2004", "建议使用800*600分辨率 IE5.0以上浏览"]


def kept(lines: list[str]) -> list[str]:
    return [line for line in clean("\n".join(lines)).text.splitlines() if line]


def test_the_record_of_a_book_keeps_its_author() -> None:
    assert kept([*HEAD, *PROSE, *RECORD, *FOOT]) == [HEAD[2], *PROSE, *RECORD]


def test_the_page_s_own_author_goes() -> None:
    assert kept([*HEAD[:3], "作者：周望", "来源：竹林网", *PROSE, *FOOT]) == [HEAD[2], *PROSE]


@pytest.mark.parametrize("heading", ["最近更新", "最新消息"])
def test_a_list_s_heading_right_above_rows_that_stay_is_the_text_s(heading: str) -> None:
    rows = ["3.2.1", "修复了导出时丢图的问题", "夜间模式不再刺眼", "3.2.0", "新增标签颜色"]
    page = [*HEAD[:2], "拾穗笔记更新日志", HEAD[3], heading, *rows, *FOOT]
    assert kept(page) == ["拾穗笔记更新日志", heading, *rows]


def test_a_list_s_heading_above_its_headlines_goes() -> None:
    page = [*HEAD, *PROSE, "最近更新", "老街改造完成首期工程", "我县新增三条公交线路", *FOOT]
    assert kept(page) == [HEAD[2], *PROSE]


def test_a_duty_telephone_below_short_lines_of_a_notice_stays() -> None:
    lines = ["防御指南：", "不要涉水", "关好门窗", "远离电线杆", "值班电话：0791-0000111"]
    page = [*HEAD[:2], "气象台发布暴雨橙色预警", HEAD[3], "县气象台8月3日15时发布暴雨橙色预警信号。", *lines, *FOOT]
    assert kept(page)[2:] == lines


def test_what_a_recipe_needs_stays() -> None:
    needs = ["中筋面粉 300克", "温水 165克", "干酵母 2克", "猪油 半勺", "白芝麻 少许"]
    page = [Row(0, len(text), text, (), None, False) for text in ["首页", "红薯锅盔", *needs, "阅读 300次"]]
    assert measured(page, set(range(2, 7)), 1) == set(range(2, 7))
    assert measured(page[:4], {2, 3}, 1) == set()  # two are no list


def test_prices_counts_and_ranks_are_no_measures() -> None:
    rows = ["阅读 300次", "评论 12条评论", "第3名 王小明", "价格: 12元", "首页 2"]
    page = [Row(0, len(text), text, (), None, False) for text in ["标题", *rows]]
    assert measured(page, set(range(1, 6)), 0) == set()


ENTRY = "青岭雪莲（学名：Saussurea qinglingensis）是菊科风毛菊属的多年生草本植物，仅见于青岭北坡的流石滩。"
BOX = ["中文名：青岭雪莲", "别名：石上白", "科：菊科", "属：风毛菊属", "分布区域：青岭北坡"]
SECTION = "青岭雪莲的茎不高，叶子贴着石头长，冬天整株埋在雪里，到六月才露出一点白色的绒毛。"

GROUND = "青岭雪莲长在海拔四千米以上的流石滩里，石头不停往下滚，它的根就横着长，有时能伸出去两米。"


def test_what_an_entry_tells_in_a_box_stays_below_its_contents() -> None:
    frame = ["首页 分类 任务 专家 手机版", "青岭雪莲", ENTRY, "编辑 讨论1 上传视频", "快速导航", "相关图集", "目录"]
    page = [*frame, "1 形态特征", "2 生长环境", "3 保护", *BOX, "编辑本段", "形态特征", SECTION]
    page += ["编辑本段", "生长环境", GROUND, "编辑本段", "保护", PROSE[1], *FOOT]
    assert kept(page) == ["青岭雪莲", ENTRY, *BOX, "形态特征", SECTION, "生长环境", GROUND, "保护", PROSE[1]]


def test_a_box_of_an_account_amid_the_text_goes() -> None:
    card = ["关注：1203", "粉丝：88", "等级：7级", "注册：2009-3-4"]
    assert not set(card) & set(kept([*HEAD, *PROSE[:1], *card, *PROSE[1:], *FOOT]))


def test_the_heading_of_references_stays_above_them() -> None:
    cited = ["[1] 秦望．青岭植物志．竹林出版社．1997．第214页", "[2] 周越．青岭雪莲生境调查[J]．山地植物，2020(3)"]
    page = ["首页 分类 任务 专家 手机版", "青岭雪莲", ENTRY, SECTION, "参考资料", *cited, "词条标签：植物 菊科", *FOOT]
    assert kept(page)[-3:] == ["参考资料", *cited]


def test_a_button_s_word_amid_a_list_is_the_list_s() -> None:
    opening = "因工作需要，古镇图书馆面向社会招聘编辑一名、摄影一名，现将有关事项公告如下。"
    posts = ["招聘岗位", "馆员", "编辑", "一名", "摄影", "一名"]
    assert kept(["古镇图书馆招聘启事", opening, *posts])[-6:] == posts
