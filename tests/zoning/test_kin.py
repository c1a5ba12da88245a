"""Pairs of characters that sentences of one story share, and those of another do not."""

from __future__ import annotations

import pytest

from cleaner.zoning.kin import pairs, shared, taken_up

STORY = "白水渡口停航六年之后重新开放,第一班渡船坐满了赶集的人。"
SAME = "老船工说,渡口开放的那天,渡船来回走了十趟。"
OTHER = "今年的羽毛球联赛在体育馆举行,来自五个县的选手报了名。"


@pytest.mark.parametrize("text", ["", "的", "。,!", "2021-03-04 10:20", "the quick brown fox", "這 是 的"])
def test_what_says_nothing_has_no_pairs(text: str) -> None:
    assert pairs(text) == frozenset()


def test_a_pair_never_reaches_over_a_mark_or_a_common_character() -> None:
    assert "渡口" in pairs(STORY)
    assert not any("的" in pair or "," in pair for pair in pairs(STORY))
    assert "放第" not in pairs(STORY)


def test_a_story_shares_with_itself_and_not_with_another() -> None:
    assert shared(pairs(SAME), pairs(STORY)) > 0.1
    assert shared(pairs(OTHER), pairs(STORY)) == 0.0


def test_nothing_shares_nothing() -> None:
    assert shared(frozenset(), pairs(STORY)) == 0.0


@pytest.mark.parametrize("line", [STORY, SAME, OTHER, "渡船", "的", "", "第一班𠮷渡船"])
def test_what_prose_takes_up_is_what_it_shares(line: str) -> None:
    prose = [STORY, SAME, "𠮷渡船"]
    assert taken_up(pairs(line), " ".join(prose)) == shared(pairs(line), pairs(STORY) | pairs(SAME) | pairs("𠮷渡船"))
