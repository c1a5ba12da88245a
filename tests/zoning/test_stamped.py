"""Names beside the day and the counters of a row near the title."""

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


def said(row: str, *foot: str) -> dict[str, object]:
    article = CLEANER.clean("\n".join(["首页 > 新闻 > 正文", TITLE, row, *BODY, *foot]))
    assert article.text.split()[:4] == [TITLE, *BODY]
    return {name: value for name, value in article.metadata.items() if name in ("authors", "source")}


@pytest.mark.parametrize(
    "row",
    [
        "水利要闻 2020-05-11 09:30 阅读 120",  # a section
        "青河县 2020-05-11 阅读 120",  # a place
        "县水务局 2020-05-11 浏览 120",  # an office
        "2020-05-11 09:30 更新 阅读 120",  # a button
        "2020-05-11 09:30 时长 12:30 播放 3000",
        "河埠头 2020-05-11 09:30",  # nobody posted it
        "匿名用户 2020-05-11 阅读 120",
        "白云山 2020-05-11",  # a place that begins like a surname
        "黄泥岭 2020-05-11",
    ],
)
def test_a_word_beside_a_day_that_names_nobody(row: str) -> None:
    assert said(row) == {}


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("河边人 2020-05-11 09:30:12 阅读 3406 收藏 11", {"authors": ["河边人"]}),
        ("lamplighter · 1240 天前 · 6104 次点击", {"authors": ["lamplighter"]}),
        ("河边人 2020-05-11 提问 · 阅读 2.1k", {"authors": ["河边人"]}),
        ("河边人 2020-05-11 09:30 +关注 22.1万浏览 1.9万收藏", {"authors": ["河边人"]}),
        ("原创 河边人 河边旧事 2020-05-11 07:30", {"authors": ["河边人"]}),
        ("2020年05月11日 19:12  青河财经  李青", {"source": "青河财经", "authors": ["李青"]}),
        ("青河交通广播 2020-05-11 18:05", {"source": "青河交通广播"}),
        ("2020-05-11 18:05·河边人", {"authors": ["河边人"]}),
        ("2020年5月11日 河边人 发表评论", {"authors": ["河边人"]}),
        ("2020-05-11 18:05 青河日报 李青 我要评论(0)", {"source": "青河日报", "authors": ["李青"]}),
        ("posted @ 2020-05-11 18:05 河边人 阅读(33) 评论(2) 编辑 收藏", {"authors": ["河边人"]}),
        ("渡口旅馆｜河边人 著｜2103字｜2020-05-11 12:00:07", {"authors": ["河边人"]}),
    ],
)
def test_a_word_beside_a_day_is_who_posted_it(row: str, fields: dict[str, object]) -> None:
    assert said(row) == fields


def test_a_nickname_that_another_row_confirms() -> None:
    assert said("河边人 2020-05-11 09:30:12", "© 本文版权归 河边人 所有，任何形式转载请联系作者。") == {
        "authors": ["河边人"]
    }


@pytest.mark.parametrize("rows", ["青河都市报\n2022-07-03 08:12", "2022-07-03 08:12\n青河在线", "青河报\n06/12/2021"])
def test_a_medium_alone_beside_a_day(rows: str) -> None:
    article = CLEANER.clean("\n".join(["首页 > 新闻 > 正文", TITLE, *rows.split("\n"), *BODY]))
    assert article.metadata.get("source") == next(row for row in rows.split("\n") if row.isalpha())


@pytest.mark.parametrize("word", ["三张网", "一份报", "织一张网"])
def test_a_heading_beside_a_day_is_no_source(word: str) -> None:
    article = CLEANER.clean("\n".join(["首页 > 新闻 > 正文", TITLE, "2022-07-03 08:12", word, *BODY]))
    assert "source" not in article.metadata
    assert word in article.text
