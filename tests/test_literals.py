from __future__ import annotations

import pytest

from cleaner.literals import HAN, NOTHING, OPEN, key, needs


def groups(pattern: str) -> list[set[str]]:
    return [set(group.split(" ")) for group in needs(pattern).groups]


@pytest.mark.parametrize("pattern", [".*", "甲?", "(?:甲|)", "[^甲]", "(?:甲|.)乙?", "{han}"])
def test_what_may_match_anything_needs_nothing(pattern: str) -> None:
    assert needs(pattern).groups == ()


@pytest.mark.parametrize(
    ("pattern", "group"),
    [
        ("版权所有", {"版权所有"}),
        ("版权(?:所有|声明)", {"版权所有", "版权声明"}),
        ("上一?篇", {"上篇", "上一篇"}),
        ("(?:甲乙)+", {"甲乙"}),
        ("甲乙{2,3}", {"甲乙乙"}),
        ("ICP[备证]", {"icp备", "icp证"}),
        ("(?i)Share.*This", {"this"}),
        (".{0,9}举报", {"举报"}),
        ("[0-3]楼", {"0楼"}),
        ("[0-9]{4} ?年", {"0000年"}),
        ("第[0-9]{1,2}章", {"第0章", "第00章"}),
    ],
)
def test_first_group(pattern: str, group: set[str]) -> None:
    assert group in groups(pattern)


def test_every_group_is_needed() -> None:
    assert sorted(needs("来源.*编辑").groups) == ["来源", "编辑"]


def test_words_around_another_word_of_the_group_are_left_out() -> None:
    assert groups("(?:我要)?打印(?:本页|此页)?|复制") == [{"打印", "复制"}]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("[。!][ \\t]*(?P<hit>[(【]{han})", {"。(", "。【", "!(", "!【"}),
        ("{han}(?P<hit>上[一下])(?:页|篇).*", {"上一页", "上一篇", "上下页", "上下篇"}),
        ("(?:甲乙.*|甲丙.*)丁", {"甲乙", "甲丙"}),
        ("丁(?:甲{han}|乙)", {"丁甲", "丁乙"}),
        ("(?:{han}甲|乙)丁", {"甲丁", "乙丁"}),
        ("丁(?:{han}甲|乙)", {"丁"}),
    ],
)
def test_words_reach_over_the_borders_of_groups(pattern: str, words: set[str]) -> None:
    assert words in groups(pattern)


def test_what_another_group_implies_is_no_group() -> None:
    assert groups("丙版权所有(?:丁|{han})版权") == [{"丙版权所有"}]


@pytest.mark.parametrize(("text", "keyed"), [("A 1\t9年", "a00年"), ("ſ ОПЯТЬ", "sопять")])
def test_key(text: str, keyed: str) -> None:
    assert key(text) == keyed


@pytest.mark.parametrize(
    ("pattern", "shortest"),
    [("甲乙", 2), ("甲?乙{2,3}", 2), ("(?:甲|乙丙丁)", 1), ("甲*", 0), ("$", 0), ("甲[ \\t]*乙", 2)],
)
def test_shortest(pattern: str, shortest: int) -> None:
    assert needs(pattern).shortest == shortest


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("甲乙丙", {"甲"}),
        ("甲?乙", {"甲", "乙"}),
        (".甲", {OPEN}),
        ("{han}甲", {HAN, "〇"}),
        ("(?:甲|乙丙)丁", {"甲", "乙"}),
        ("甲*乙", {"甲", "乙"}),
        ("甲?", {"甲", NOTHING}),
        ("[ |(]*甲", {"(", "甲"}),
        ("(?:[|]甲)?乙", {"|", "乙"}),
        ("[|]甲", {"|"}),
    ],
)
def test_first(pattern: str, first: set[str]) -> None:
    assert set(needs(pattern).first) == first


@pytest.mark.parametrize(
    ("pattern", "last"),
    [("甲乙?", {"甲", "乙"}), ("甲[ >)]*", {")", "甲"}), ("乙(?:甲? +)*", {"乙", "甲"}), ("甲[^乙]", {OPEN})],
)
def test_last(pattern: str, last: set[str]) -> None:
    assert set(needs(pattern).last) == last


@pytest.mark.parametrize(
    ("pattern", "begins", "ends"),
    [
        ("^甲", True, False),
        ("甲$", False, True),
        ("^甲(?:乙|丙)$", True, True),
        ("^甲|乙$", False, False),
        ("甲\\$", False, False),
        ("^?甲", False, False),
        ("(?:^| )甲(?: |$)", False, False),
    ],
)
def test_anchors(pattern: str, begins: bool, ends: bool) -> None:
    assert needs(pattern)[-2:] == (begins, ends)
