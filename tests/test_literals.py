from __future__ import annotations

import pytest

from cleaner.literals import OPEN, needs


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


@pytest.mark.parametrize(
    ("pattern", "longest"), [("甲乙", 2), ("甲?乙{2,3}", 4), ("(?:甲|乙丙丁)", 3), ("甲*", float("inf")), ("$", 0)]
)
def test_longest(pattern: str, longest: float) -> None:
    assert needs(pattern).longest == longest


@pytest.mark.parametrize(
    ("pattern", "starts"),
    [
        ("甲乙丙", {"甲乙"}),
        ("甲", {"甲"}),
        ("甲?乙", {"甲乙", "乙"}),
        ("甲.", {"甲" + OPEN}),
        ("{han}甲", {OPEN}),
        ("(?:甲|乙丙)丁", {"甲丁", "乙丙"}),
        ("甲*乙", {"甲" + OPEN, "乙"}),
    ],
)
def test_starts(pattern: str, starts: set[str]) -> None:
    assert needs(pattern).starts == starts
