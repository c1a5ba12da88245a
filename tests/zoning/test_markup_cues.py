"""What markup says of lines: whose container, whose manner, whose words; and what a change of container costs."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.stages.markup import render
from cleaner.zoning.cues import Line
from cleaner.zoning.markup_cues import crossings, markup_cues, sober
from cleaner.zoning.surroundings import cues

PROSE = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩。"
OTHER = "村民说，从前浇一次地要等好几天，现在拧开阀门就有水，方便得多了，大家都很高兴。"
PAGE = (
    '<div class="nav"><a href="/">首页</a></div><div class="article-content">'
    f"<p>{PROSE}</p><p>{OTHER}</p><p>{PROSE[::-1]}</p></div>"
    f'<ul class="related-list"><li><a href="/1">{OTHER}</a></li><li><a href="/2">县里的油菜花开了</a></li></ul>'
)


def page(html: str) -> list[Line]:
    rendered = render(f"<!doctype html><html><body>{html}</body></html>")
    return [
        Line(text, (), evidence)
        for text, evidence in zip(rendered.text.split("\n"), rendered.evidence.values(), strict=True)
    ]


def named(lines: Sequence[Line], kinds: str, core: tuple[int, int], start: str) -> list[list[str]]:
    columns = markup_cues(lines, kinds, core)
    return [
        [cue for cue in "\t".join(found).split("\t") if cue.startswith(start)] for found in zip(*columns, strict=True)
    ]


def test_a_sentence_that_is_a_link_is_no_prose() -> None:
    lines = page(PAGE)
    assert sober(lines, "sSSSSs") == "sSSSMs"
    assert sober([line._replace(evidence=None) for line in lines], "sSSSSs") == "sSSSSs"


def test_going_on_costs_by_the_containers_between() -> None:
    costs = crossings(page(PAGE))
    assert costs[0] == costs[2] == costs[3] == 0, "paragraphs of one container"
    assert 0 < costs[1] < costs[4], "an item of a list is one container more"


def test_a_line_tells_how_it_stands_to_the_core() -> None:
    lines, kinds, core = page(PAGE), "sSSSMs", (1, 4)
    assert named(lines, kinds, core, "like core")[1:] == [["like core 2 S"]] * 3 + [
        ["like core 0 M"],
        ["like core 0 s"],
    ]
    assert named(lines, kinds, core, "branch links") == [
        ["branch links 4 s"],
        *[["branch links 0 S"]] * 3,
        ["branch links 4 M"],
        ["branch links 4 s"],
    ]
    assert [found[:1] for found in named(lines, kinds, core, "other word")] == [["other word nav"], [], [], []] + [
        ["other word list"]
    ] * 2
    assert named(lines, kinds, core, "lacks")[5] == ["lacks article", "lacks content"]


def test_comments_in_boxes_of_their_own_are_not_the_core() -> None:
    comments = "".join(f"<div class=c><div><b>网友{n}</b></div><div>{OTHER[:24]}。</div></div>" for n in range(12))
    found = cues(page(f"<div class=text><p>{PROSE}</p><p>{OTHER}</p></div><div class=all>{comments}</div>"))
    inside = [any(cue.startswith("core in") for cue in names) for names in found]
    assert inside[:2] == [True, True]
    assert not any(inside[2:])
