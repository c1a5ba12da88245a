"""Titles that read like sentences: which rows may be one."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.document import Document
from cleaner.zoning.lines import rows
from cleaner.zoning.spoken import may_be_title, plain

CLEANER = Cleaner()
BODY = (
    "昨天一早，青河县的茶市开了门，三十多户茶农把头一批新茶摆上了案板，香气飘满了半条街。",
    "种茶二十年的李大爷笑着说，今年雨水好，芽头也肥，一上午他就卖出了八斤。",
)


@pytest.mark.parametrize("line", ["渡口的桥,什么时候修好?", "他说了一句“我回来了。”", "三十年后的一封信……"])
def test_a_line_that_asks_quotes_or_trails_off_may_be_a_title(line: str) -> None:
    assert may_be_title(rows(Document(line), None), 0)


@pytest.mark.parametrize("line", ["雨停了,风住了,山路也干了。", "新茶上市,两岸的茶农,都乐开了花!"])
def test_a_sentence_and_a_call_without_a_byline_may_not(line: str) -> None:
    assert not may_be_title(rows(Document(line), None), 0)


def test_what_is_quoted_is_no_sentence_of_the_line() -> None:
    assert plain("他说了一句“我回来了。”") == "他说了一句“”"
    assert plain("雨停了") == "雨停了"


def test_a_call_above_its_byline_is_the_title() -> None:
    title = "新茶上市，三个乡、两条河，茶农们都乐开了花！"
    page = "\n\n".join([title, "发布者：河边人 2025-3-12 14:00", *BODY])
    article = CLEANER.clean(page)
    assert article.metadata["title"] == title
    assert article.metadata["authors"] == ["河边人"]
    assert article.metadata["published"] == "2025-03-12T14:00"
    assert article.text.startswith(title)


def test_a_call_without_a_byline_is_the_first_sentence() -> None:
    first = "（青河30日讯）一名驾驶员驱车至大桥后坠河失踪，两岸搜寻，至今没有音讯！"
    article = CLEANER.clean("\n\n".join([first, *BODY]))
    assert "title" not in article.metadata
    assert article.text.startswith(first)
