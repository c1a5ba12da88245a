"""The parts of an article: what headings with an editor's button, or in a contents box, prove."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.boxes import boxes
from cleaner.zoning.lines import Row, rows
from cleaner.zoning.sections import EDITS, edit_buttons, parts, within
from cleaner.zoning.zones import Label

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
LEAD = "石磨坊是青河上游的一座水力磨坊，建于光绪年间，今存磨盘两副、水轮一架。"
PAST = "磨坊原有三间，发大水那年冲走一间，剩下的两间由村里修过。"
NOW = "如今每年秋收以后开磨三天，磨出的面分给出工的人家。"


def page(*lines: str) -> list[Row]:
    return rows(Document("\n".join(lines)), MATCHER)


@pytest.mark.parametrize("buttons", [["[编辑]"], ["播报", "编辑"], ["[edit]"]])
def test_buttons_below_headings(buttons: list[str]) -> None:
    found = edit_buttons(page("石磨坊", LEAD, "历史", *buttons, PAST, "现状", *buttons, NOW))
    size = len(buttons)
    assert found == dict.fromkeys([*range(3, 3 + size), *range(5 + size, 5 + 2 * size)], EDITS)


@pytest.mark.parametrize(
    "lines",
    [
        ["石磨坊", LEAD, "历史", "[编辑]", PAST],
        ["采访", PAST, "编辑", NOW, "校对", LEAD],
        ["编辑", PAST, "编辑", NOW],
        ["甲", "编辑", "乙", "编辑", "丙", "编辑", "丁"],
    ],
    ids=["one alone", "headings", "below prose", "a table's column"],
)
def test_no_buttons(lines: list[str]) -> None:
    assert edit_buttons(page(*lines)) == {}


def test_parts_reach_from_the_lead_to_the_last_headings_prose() -> None:
    lines = ["首页", "石磨坊", LEAD, "所在地", "青河县", "目录", "1 历史", "2 现状", "3 传说", "历史", PAST]
    lines += ["现状", NOW, "传说", PAST + NOW, "新手上路"]
    told = page(*lines)
    assert parts(told, boxes(told)) == {2, 3, 4, 9, 10, 11, 12, 13, 14}


def test_without_headings_nothing_is_told() -> None:
    assert parts(page("石磨坊", LEAD, PAST, NOW), {}) == set()


def test_rows_of_parts_are_body_and_inserts_stay_inserts() -> None:
    zones = ["head", "title", "body", "insert", "tail", "tail"]
    found = within([Label(zone, 1.0) for zone in zones], [False, True, True, True, True, False])
    assert [label.zone for label in found] == ["head", "body", "body", "insert", "body", "tail"]


def test_an_entry_keeps_its_sections_whatever_the_references_look_like() -> None:
    """With a stop for the year, the model took all below the lead for the page's tail."""
    entry = [
        "石磨坊",
        "播报",
        "讨论",
        "上传视频",
        "编辑",
        "锁定",
        LEAD,
        "磨坊今属青河县文物保护单位。[2]",
        "中文名",
        "石磨坊",
    ]
    entry += [
        "所在地",
        "青河县上游村",
        "目录",
        "1 历史",
        "2 现状",
        "历史",
        "播报",
        "编辑",
        PAST,
        "现状",
        "播报",
        "编辑",
        NOW,
    ]
    for last in ("2. 青河县文物名录. 县文化馆. 2013.", "2. 青河县文物名录. 县文化馆."):
        text = clean("\n".join([*entry, "参考资料", "1. 青河县志. 1994: 12.", last, "词条统计", "浏览次数：12次"])).text
        assert all(part in text for part in (LEAD, "上游村", PAST, NOW, "名录"))
        assert "编辑" not in text


def test_a_heading_that_is_proved_is_nobodys_name() -> None:
    box = "".join(f"<li><a>{at} {name}</a></li>" for at, name in enumerate(("编法", "用法", "近况"), 1))
    texts = zip(("编法", "用法", "近况"), (PAST, NOW, PAST + NOW), strict=True)
    body = "".join(f"<h2>{name}</h2><span>[<a>编辑</a>]</span><p>{text}</p>" for name, text in texts)
    text = clean(
        f"<html><body><h1>石磨坊</h1><p>{LEAD}</p><div><h2>目录</h2><ul>{box}</ul></div>{body}</body></html>"
    ).text
    assert text.split("\n\n")[:4] == ["石磨坊", LEAD, "编法", PAST]


def test_editing_is_a_job_as_well() -> None:
    assert edit_buttons(page("招聘", LEAD, "岗位一", "编辑", PAST, "岗位二", "编辑", NOW)) == {}
