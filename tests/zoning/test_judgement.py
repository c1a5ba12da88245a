"""What goes and what stays where rules and zones meet, on whole pages."""

from __future__ import annotations

import pytest

from cleaner import clean

HEAD = "首页 > 小说 > 正文\n闸口的灯\n作者：林小满 2019-03-05 10:22\n"
BODY = (
    "雨下了整整一夜，河水漫过了第三级台阶，守闸的老人把灯提到了门口。",
    "屏幕忽然亮了起来，蓝色的光照着他的脸，像二十年前的那个晚上。",
    "他想了很久，终于敲下了那串数字，那是女儿出生的日子和门牌号。",
    "门开了，里面什么也没有，只有一张落满灰尘的桌子和半杯凉茶。",
)
TAIL = "\n责任编辑：周一山\n上一篇：渡口\n下一篇：雪线\n版权所有 © 2019 青山网"


def article(line: str) -> str:
    return clean(HEAD + "\n".join([*BODY[:2], line, *BODY[2:]]) + TAIL).text


@pytest.mark.parametrize("line", ["请输入密码", "登录", "显示全部楼层", "立即申请"])
def test_a_buttons_word_between_two_paragraphs_is_the_authors(line: str) -> None:
    assert line in article(line)


@pytest.mark.parametrize("line", ["点击查看更多", "点击下载APP"])
def test_what_a_strong_rule_names_goes_from_between_them(line: str) -> None:
    assert line not in article(line)


def test_empty_parts_do_not_end_an_entry() -> None:
    lead = "槐花镇位于青河县东南部，总面积84平方公里，辖12个行政村，镇政府驻槐花村。"
    people = "2010年末，全镇总人口2.3万人，以汉族为主。"
    trade = "2015年，全镇完成工业总产值6.1亿元，槐花蜂蜜是当地的特产，远销周边省市。"
    head = ["槐花镇", "编辑 讨论", "目录", "1 概述", "2 历史", "3 人口", "4 交通"]
    parts = ["概述", lead, "历史", "暂无内容", "人口", people, "交通", "暂无内容", "经济", trade, "名人", "暂无内容"]
    text = clean("\n".join([*head, *parts, "参考资料", "暂无内容"])).text
    assert [line for line in text.splitlines() if len(line) > 4] == [lead, people, trade]
