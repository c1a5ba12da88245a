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
