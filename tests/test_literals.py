from __future__ import annotations

import pytest

from cleaner.literals import AFTER, BEFORE, HAN, MARKS, OPEN, excuses, needs


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
        ("甲乙{2,3}", {"甲"}),
        ("ICP[备证]", {"icp备", "icp证"}),
        ("(?i)Share.*This", {"this"}),
        (".{0,9}举报", {"举报"}),
        ("[0-3]楼", {"0楼", "1楼", "2楼", "3楼"}),
    ],
)
def test_first_group(pattern: str, group: set[str]) -> None:
    assert group in needs(pattern).groups


def test_every_group_is_needed() -> None:
    assert set(needs("来源.*编辑").groups) == {frozenset(["来源"]), frozenset(["编辑"])}


def test_words_around_another_word_of_the_group_are_left_out() -> None:
    assert needs("(?:我要)?打印(?:本页|此页)?|复制").groups == (frozenset(["打印", "复制"]),)


@pytest.mark.parametrize(
    ("pattern", "shortest", "longest"),
    [
        ("甲乙", 2, 2),
        ("甲?乙{2,3}", 2, 4),
        ("(?:甲|乙丙丁)", 1, 3),
        ("甲*", 0, float("inf")),
        ("$", 0, 0),
        ("甲[ \\t]*乙", 2, 2),
    ],
)
def test_lengths_without_blanks(pattern: str, shortest: int, longest: float) -> None:
    assert (needs(pattern).shortest, needs(pattern).longest) == (shortest, longest)


@pytest.mark.parametrize(
    ("pattern", "first"),
    [
        ("甲乙丙", {"甲"}),
        ("甲?乙", {"甲", "乙"}),
        (".甲", {OPEN}),
        ("{han}甲", {HAN, "〇"}),
        ("(?:甲|乙丙)丁", {"甲", "乙"}),
        ("甲*乙", {"甲", "乙"}),
        ("甲?", {"甲", ""}),
        ("[ |(]*甲", {"(", "甲"}),
        ("(?:[|]甲)?乙", {"|", "乙"}),
        ("[|]甲", {"|"}),
    ],
)
def test_first(pattern: str, first: set[str]) -> None:
    assert needs(pattern).first == first


@pytest.mark.parametrize(
    ("pattern", "last"),
    [("甲乙?", {"甲", "乙"}), ("甲[ >)]*", {")", "甲"}), ("乙(?:甲? +)*", {"乙", " "}), ("甲[^乙]", {OPEN})],
)
def test_last(pattern: str, last: set[str]) -> None:
    assert needs(pattern).last == last


def test_digit_is_needed_when_every_branch_has_one() -> None:
    assert needs("第[0-9]+页|[0-9]楼").digit
    assert not needs("第[0-9]*页|[0-9]楼").digit


def test_marks_are_what_may_stand_in_a_match() -> None:
    assert needs("甲[,:]乙。").marks == set(",:。")
    assert needs("甲[^。]").marks == MARKS - {"。"}
    assert needs("甲.").marks == MARKS


def test_no_mark_stands_in_the_frame() -> None:
    assert MARKS.isdisjoint(BEFORE + AFTER)


@pytest.mark.parametrize(
    ("pattern", "marks"),
    [
        ("", ""),
        ("[。!]|记者", "。!"),
        ("(?:[。!]|记者)", "。!"),
        ("。.{4,}。", ""),
        ("(?:[。]|记者)甲", ""),
        ("[。]$", ""),
        ("甲。", ""),
    ],
)
def test_excuses(pattern: str, marks: str) -> None:
    assert excuses(pattern) == set(marks)
