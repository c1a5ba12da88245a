"""Headings that read like buttons, and whom a letter is for: whole pages in."""

from __future__ import annotations

import pytest

from cleaner import clean

TITLE = "关于启用自助还书机的通知"
LEAD = "为方便读者借还图书，馆里新购的两台自助还书机从本月起启用，现将使用方法说明如下："
STEPS = (
    "刷读者卡，或者输入卡号和密码。",
    "把书正面朝上放进书口，听到提示音再放下一本。",
    "需要凭条的，请在屏幕上点一下。",
)


def page(*words: str) -> str:
    rows = [row for pair in zip(words, STEPS, strict=True) for row in pair]
    return "\n\n".join([TITLE, "各位读者：", LEAD, *rows, "图书馆", "2020年3月4日"]) + "\n"


@pytest.mark.parametrize("words", [("登录", "还书", "打印"), ("注册", "登录", "续借"), ("取卡", "收藏", "关闭")])
def test_the_parts_of_a_guide_stay(words: tuple[str, str, str]) -> None:
    assert clean(page(*words)).text == page(*words)


def test_what_a_widget_repeats_under_each_paragraph_is_no_heading() -> None:
    text = clean(page("点击查看大图", "点击查看大图", "点击查看大图")).text
    assert "大图" not in text
    assert all(step in text for step in (*STEPS, "各位读者："))
