"""Tags below an article that no label names."""

from __future__ import annotations

import pytest

from cleaner import clean

_HEAD = ["青河网", "首页 新闻 财经 联系我们", "老街的咖啡店", "2021-05-06 10:20 来源：青河网"]
_PROSE = [
    "老街口开了一家咖啡店，店主从前是送报纸的，骑一辆旧自行车，每天清早把报纸送到两百户人家。",
    "报纸停刊那天，他把最后一份贴在墙上，墙下摆一张桌子，四把椅子，后来就成了这家咖啡店。",
    "如今来喝咖啡的大多是从前的订户，他们坐下来，先看墙上的报纸，再看窗外的老街。",
]
_FOOT = ["分享到", "相关阅读", "老桥今天恢复通车", "版权所有 青河网"]


def _below(*rows: str, prose: list[str] = _PROSE) -> list[str]:
    text = clean("\n".join([*_HEAD, *prose, *rows, *_FOOT])).text
    return [line for line in text.splitlines() if line][1 + len(prose) :]


@pytest.mark.parametrize("rows", [("咖啡店", "报纸", "老街", "订户"), ("老街 咖啡店 自行车",), ("#报纸", "#停刊")])
def test_words_of_the_story_below_its_end_go(rows: tuple[str, ...]) -> None:
    assert _below(*rows) == []


@pytest.mark.parametrize(
    "rows",
    [
        ("青河县文化局", "2021年5月6日"),  # who signs
        ("生词", "咖啡店", "报纸"),  # a heading of a list
        ("林小满", "周云"),  # names
        ("咖啡店",),  # one word may be the last line
        ("咖啡：十元", "报纸：不卖"),  # prices
    ],
)
def test_what_an_author_puts_last_stays(rows: tuple[str, ...]) -> None:
    assert _below(*rows) == list(rows)


def test_a_list_that_the_last_sentence_counts_stays() -> None:
    prose = [*_PROSE, "他说，这辈子离不开的，其实只有三样东西。"]
    assert _below("老街", "报纸", "自行车", prose=prose) == ["老街", "报纸", "自行车"]


def test_names_that_the_last_sentence_speaks_of_stay() -> None:
    prose = [*_PROSE, "每年路过老街的时候，我都会在心里念一遍那些名字。"]
    assert _below("老街 咖啡店 自行车", prose=prose) == ["老街 咖啡店 自行车"]


def test_words_at_a_page_s_end_stay() -> None:
    text = clean("\n".join([*_HEAD, *_PROSE, "老街", "报纸"])).text
    assert [line for line in text.splitlines() if line][-2:] == ["老街", "报纸"]
