"""Boxes that repeat the text below them, and what an author repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaner import Cleaner
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.boxes import CONTENTS, EXCERPT, boxes
from cleaner.zoning.lines import rows

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
LEAD = "豆腐是利润最薄的生鲜，却要用最贵的冷链，半径没能扩到三百公里以外。"
NEXT = "凌晨一点，县里的豆腐厂灯火通明，第一锅浆在一点二十分点卤。"


def found(*lines: str) -> dict[int, str]:
    return boxes(rows(Document("\n".join(lines)), MATCHER))


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["标题", f"摘要：{LEAD}", LEAD, NEXT], [1]),
        (["标题", "摘要", LEAD, NEXT, LEAD], [1, 2]),
        (["标题", LEAD[:28] + "...", NEXT, LEAD], [1]),
        (["标题", LEAD, LEAD + NEXT], [1]),
    ],
    ids=["a label", "a label above", "cut short", "the text begins so"],
)
def test_an_excerpt(lines: list[str], gone: list[int]) -> None:
    assert found(*lines) == dict.fromkeys(gone, EXCERPT)


@pytest.mark.parametrize(
    "lines",
    [
        ["标题", "摘要：冷链太贵，豆腐太便宜，这门生意为什么走不出三百公里？", LEAD, NEXT],
        ["标题", LEAD, NEXT, NEXT, LEAD],
        ["标题", LEAD, LEAD, LEAD],
        ["标题", "豆腐利薄。", LEAD],
    ],
    ids=["other words", "a passage that comes again", "a paragraph twice", "a short line"],
)
def test_no_excerpt(lines: list[str]) -> None:
    assert found(*lines) == {}


def test_a_contents_box() -> None:
    text = ["成本", LEAD, "路程", NEXT, "豆腐厂", LEAD + NEXT]
    assert found("标题", "目录", "1 成本", "2 路程", "3 豆腐厂", *text) == dict.fromkeys(range(1, 5), CONTENTS)
    assert found("标题", "一、成本", "二、路程", "三、豆腐厂", *text) == dict.fromkeys(range(1, 4), CONTENTS)


def test_entries_a_level_below_stand_right_under_their_heading() -> None:
    text = ["成本", "路程", LEAD, "豆腐厂", NEXT]
    for below in ("▪ 路程", "1.1 路程"):
        assert found("标题", "目录", "1 成本", below, "2 豆腐厂", *text) == dict.fromkeys(range(1, 5), CONTENTS)
    assert found("标题", "目录", "1 成本", "2 路程", "3 豆腐厂", *text) == {}


@pytest.mark.parametrize(
    "lines",
    [
        ["成本", "路程", "豆腐厂", "成本", LEAD, "路程", NEXT, "豆腐厂", LEAD],
        ["标题", NEXT, "一、成本", "二、路程", "三、豆腐厂", "成本", LEAD, "路程", NEXT, "豆腐厂", LEAD],
        ["江水你慢些流", "对岸的窗", "还亮着", "有人唱歌", "江水你慢些流", "对岸的窗", "还亮着"],
        [
            "目录",
            "第一章 总则",
            "第二章 用水",
            "第三章 附则",
            "第一章 总则",
            LEAD,
            "第二章 用水",
            NEXT,
            "第三章 附则",
            LEAD,
        ],
    ],
    ids=["rows without numbers", "an author's list of parts", "a refrain", "a law"],
)
def test_no_contents_box(lines: list[str]) -> None:
    assert found(*lines) == {}


PROGRAMME = ["• 2019-08-20 10:22", "• 开幕式", "• 美食大赛", "• 烟花晚会"]
NOTICE = ["索引号：", "主题分类：", "发文机关：", "成文日期：", "关于开学工作的通知"]


@pytest.mark.parametrize("lines", [PROGRAMME, ["标题：", "关于开学工作的通知", "文号：", "来源："]])
def test_lists_of_the_texts_own(lines: list[str]) -> None:
    assert not {at for at in found("青河豆腐节", *lines, LEAD, NEXT) if lines[at - 1] in (*PROGRAMME[1:], NOTICE[-1])}


def test_empty_labels_take_no_title() -> None:
    assert len(NOTICE) - 1 not in found(*NOTICE, LEAD, NEXT)


def test_labels_take_their_values() -> None:
    lines = ["索引号：", "QS001/2021", "公开方式：", "主动公开", "文号：", "青水发〔2021〕58号", "主题分类：", "农业"]
    assert set(found("关于春灌的通知", *lines, LEAD, NEXT)) >= {2, 4, 6, 8}


def test_an_excerpt_above_the_byline_is_not_the_first_prose() -> None:
    first = "青河大学的老校区里，海棠的枝叶垂在一栋红砖灰瓦的楼前，这座七十年前落成的教学楼便是新的校史馆。"
    page = [
        "摘要：" + first,
        "来源：9月30日《青河日报》",
        "作者：青河日报记者李河 王青",
        first,
        "校史馆昨天开门，来的人排到了桥上。",
    ]
    article = Cleaner().clean("\n".join(page))
    assert (article.metadata["source"], article.metadata["authors"]) == ("青河日报", ["李河", "王青"])
    assert "来源" not in article.text
    assert article.text.startswith(first)


def test_a_title_that_trails_off_is_no_excerpt() -> None:
    prose = "今年以来，青河县新建渡口两处，添置渡船三条，两岸的村民过河不用再等半个钟头，孩子上学也近了许多。"
    title = "定了！青河县城北渡口下个月恢复通航，票价不变"
    original = f"本文原标题：《{title}还添了夜班》\n\n"
    assert Cleaner().clean(f"{title}……\n\n{original}{prose}\n").text == f"{title}……\n\n{prose}\n"


def test_tags_that_stand_twice_below_the_clock_go_and_a_song_stays() -> None:
    tags = ["首长", "批评", "执政青州"]
    prose = "李河青说，就算执政青州十六年，依然会有不少批评声，但对他而言，所有建议都是推动州政府更好地发展青州。"
    page = ["发布: 2024-10-05 02:37", *tags, *tags, "十六年后的批评声", prose, prose.replace("十六", "二十")]
    article = Cleaner().clean("\n".join(page))
    assert article.text.startswith("十六年后的批评声")
    assert article.metadata["title"] == "十六年后的批评声"
    song = ["东边雨", "西边晴", "石头亮"]
    kept = Cleaner().clean("\n".join([*song, *song, prose, prose.replace("十六", "二十")])).text
    assert kept.startswith("东边雨\n\n西边晴\n\n石头亮\n\n东边雨")


def test_very_many_rows(grows_linearly: Callable[..., bool]) -> None:
    def work(size: int) -> Callable[[], object]:
        page = rows(Document("短行\n" * size), MATCHER)
        return lambda: boxes(page)

    assert grows_linearly(work, 3000)
