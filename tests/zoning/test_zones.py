"""Zones: legal walks, honest margins, reasons that exist in the table; the same for ever."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import hanzi
from cleaner.document import Evidence
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning import zones
from cleaner.zoning.zones import ZONES, Label, Line

MATCHER = Matcher(load([packaged()]))
TABLES = ("text", "text-latin", "html", "html-latin")
DATA = Path(zones.__file__).parent.with_name("data")
# What may stand right after a line of each zone.
AFTER = {
    "head": {"head", "title", "body"},
    "title": {"head", "title", "body"},
    "body": {"body", "insert", "tail"},
    "insert": {"insert", "body"},
    "tail": {"tail"},
}
PROSE = (
    "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。",
    "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。",
    "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。",
)
HEAD = ("首页 | 新闻 | 视频 | 图片", "当前位置: 首页 > 新闻中心 > 正文", "来源: 青河日报 2020-03-04 10:20")
TAIL = ("上一篇: 青河县召开春耕会议", "版权所有 青河新闻网", "京ICP备12345678号")
ENGLISH = (
    "The committee met on Tuesday to review the progress of the water project, and agreed on the next steps.",
    "Members said that the work had gone well, and that most of the channels were open again by the summer.",
)


def lines(*texts: str, path: str = "") -> list[Line]:
    """The texts as the stages show them to the model: folded, with their hits."""
    folded = [hanzi.fold(text) for text in texts]
    evidence = Evidence(path, "", 0.0, "") if path else None
    return [Line(text, hits, evidence) for text, hits in zip(folded, MATCHER.scan(folded), strict=True)]


def names(labels: list[Label]) -> list[str]:
    return [label.zone for label in labels]


PAGE = lines(*HEAD, "青河县水利建设惠及两万群众", *PROSE, *TAIL)
texts = st.lists(
    st.sampled_from([*HEAD, *PROSE, *TAIL, *ENGLISH, "打印", "2020-03-04", "相关阅读", "一、", "看云停下", "x=1;"]),
    min_size=1,
    max_size=25,
)


# --- the tables -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_a_table_scores_every_cue_for_every_zone(name: str) -> None:
    table = zones.model(name)
    assert len(table.cues) > 100
    assert {len(row) for row in table.cues.values()} == {5}
    assert len(table.steps) == 5
    assert {len(row) for row in table.steps} == {5}


def test_there_is_no_other_table() -> None:
    assert {path.stem for path in DATA.glob("zones-*.tsv")} == {f"zones-{name}" for name in TABLES}


@pytest.mark.parametrize(
    ("page", "name"),
    [
        (lines(*PROSE), "text"),
        (lines(*PROSE, path="html/body/p"), "html"),
        (lines(*ENGLISH), "text-latin"),
        (lines(*ENGLISH, path="html/body/p"), "html-latin"),
        (lines("カメラの電源を入れてください。"), "text"),
        (lines("한국어 문장입니다."), "text"),
    ],
)
def test_the_table_fits_the_page(page: list[Line], name: str) -> None:
    assert zones.table_name(page) == name


# --- the labels -------------------------------------------------------------------------------


def test_no_lines_no_labels() -> None:
    assert zones.label([]) == []


@pytest.mark.parametrize("path", ["", "html/body/div/p"])
def test_prose_alone_is_body(path: str) -> None:
    assert names(zones.label(lines(*PROSE, path=path))) == ["body"] * 3


def test_a_page_has_its_parts() -> None:
    found = names(zones.label(PAGE))
    assert found[:3] == ["head"] * 3
    assert found[4:7] == ["body"] * 3
    assert found[7:] == ["tail"] * 3


def test_other_scripts_than_chinese_are_judged_by_their_own_table() -> None:
    assert names(zones.label(lines(*ENGLISH))) == ["body"] * 2


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(["", "html/body/div/p", "html/body/nav/a"]))
def test_a_walk_is_legal_and_every_label_tells_its_margin(page: list[str], path: str) -> None:
    found = zones.label(lines(*page, path=path))
    assert len(found) == len(page)
    assert found[0].zone in {"head", "title", "body"}
    for label, following in pairwise(found):
        # Where two walks are equally good, neighbours may follow one each.
        assert following.zone in AFTER[label.zone] or min(label.margin, following.margin) == 0
    for label in found:
        assert label.zone in ZONES
        assert 0 <= label.margin <= 99


@settings(max_examples=150, deadline=None)
@given(texts)
def test_a_reason_names_at_most_three_cues_of_the_table(page: list[str]) -> None:
    given_lines = lines(*page)
    known = zones.model(zones.table_name(given_lines)).cues
    for label, own in zip(zones.label(given_lines), zones.cues(given_lines), strict=True):
        if label.zone == "body":
            assert label.why == ""
            continue
        cues = [cue for cue in label.why.split(", ") if cue]
        assert len(cues) <= 3
        assert set(cues) <= set(own) & set(known)


@settings(max_examples=100, deadline=None)
@given(texts, st.floats(0, 8))
def test_a_bias_only_adds_to_the_body(page: list[str], bias: float) -> None:
    given_lines = lines(*page)
    plain, biased = names(zones.label(given_lines)), names(zones.label(given_lines, bias))
    assert biased.count("body") >= plain.count("body")


def test_a_bias_above_everything_makes_everything_body() -> None:
    assert set(names(zones.label(PAGE, 1000.0))) == {"body"}
    assert "body" not in names(zones.label(PAGE, -1000.0))


@settings(max_examples=80, deadline=None)
@given(texts)
def test_the_same_lines_have_the_same_labels(page: list[str]) -> None:
    """Also with the cues that the caller keeps from another round, whatever that round saw."""
    given_lines = lines(*page)
    own = zones.own_cues(given_lines)
    first = zones.label(given_lines, 1.0, own)
    zones.label(given_lines[1:] or PAGE, 1.0, own[1:] or None)
    assert zones.label(given_lines, 1.0, own) == first == zones.label(given_lines, 1.0)


SCORES = st.lists(st.tuples(*[st.integers(-3, 3)] * 5), min_size=1, max_size=5)
STEPS = st.lists(st.lists(st.integers(-2, 2), min_size=5, max_size=5), min_size=5, max_size=5)


@settings(max_examples=400, deadline=None)
@given(SCORES, STEPS)
def test_a_walk_is_the_best_that_is_allowed(
    scores: list[tuple[int, int, int, int, int]], steps: list[list[int]]
) -> None:
    """Compared with all walks there are; also where several are equally good."""
    table = zones.Model({}, {}, tuple(map(tuple, steps)))

    def worth(walk: Sequence[int]) -> int:
        return sum(row[zone] for row, zone in zip(scores, walk, strict=True)) + sum(
            steps[a][b] for a, b in pairwise(walk)
        )

    walks = [
        walk
        for walk in product(range(5), repeat=len(scores))
        if walk[0] in (0, 1, 2) and all(b in zones._NEXT[a] for a, b in pairwise(walk))
    ]
    found = zones.best_walk(table, scores)
    assert tuple(zone for zone, _ in found) in walks
    assert worth([zone for zone, _ in found]) == max(map(worth, walks))
    for at, (zone, margin) in enumerate(found):
        others = [worth(walk) for walk in walks if walk[at] != zone]
        assert margin == min(max(map(worth, walks)) - max(others), 9900) / 100


def test_the_script_has_no_say() -> None:
    """Conversion must not move a border: the model sees the folded view."""
    page = [
        "首頁 | 新聞 | 視頻",
        "青河縣水利建設惠及兩萬羣衆",
        "今年以來，青河縣堅持把水利建設放在重要位置，受益羣衆達到兩萬餘人。",
    ]
    assert zones.label(lines(*page)) == zones.label(lines(*map(hanzi.simplify, page)))
