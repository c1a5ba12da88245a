"""Flags: paragraphs that were cut or stand twice are pointed out; titles, chats, lists and refrains are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.document import Document, Warning
from cleaner.settings import Settings
from cleaner.stages.flags import propose

CLEANER = Cleaner()
P1 = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩。"
P2 = "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。"
P3 = "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用。"


def run(text: str, options: Settings = CLEANER.settings) -> Sequence[Warning]:
    return propose(Document(text), options).warnings


def flags(text: str, rule: str) -> list[str]:
    """The flagged stretches."""
    return [text[w.start : w.end] for w in run(text) if w.rule == f"structure.{rule}"]


CUT = "今年以来，青河县坚持把水利建设放在重要位置。先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两"


def test_a_paragraph_that_stops_in_mid_sentence_is_flagged() -> None:
    text = f"{P1}\n\n{CUT}\n\n{P2}\n"
    assert flags(text, "cut-paragraph") == [CUT]


@pytest.mark.parametrize(
    "last",
    [
        CUT + "万人。",
        "青河县水务局",
        "2020年3月4日",
        "青河县水利建设惠及两万群众，渠道修到家门口",
        "一、" + CUT,
        "The committee met on Tuesday to review the project, and then it went home",
    ],
)
def test_what_needs_no_end_is_not_flagged(last: str) -> None:
    assert flags(f"{P1}\n\n{P2}\n\n{last}\n", "cut-paragraph") == []


def test_a_page_that_closes_nothing_is_not_flagged() -> None:
    """Chats and comments: an end mark is not their habit."""
    assert flags("\n\n".join([CUT, CUT[8:], CUT[4:]]) + "\n", "cut-paragraph") == []


def test_a_repeated_passage_stays_and_is_flagged_where_it_stands_again() -> None:
    text = f"青河县\n\n{P1}{P2}\n\n{P3}\n\n{P1}{P2}\n"
    found = [w for w in run(text) if w.rule == "structure.repeated-passage"]
    at = text.rindex(P1)
    assert [(w.start, w.end) for w in found] == [(at, at + len(P1 + P2))]
    assert found[0].note is not None
    assert str(found[0].note["first"]).startswith("今年以来")


def test_a_passage_inside_a_longer_one_is_flagged() -> None:
    text = f"{P3}{P1}{P2}\n\n大坪村也做了同样的事情。{P1}{P2}\n"
    assert len(flags(text, "repeated-passage")) == 1


def test_a_passage_that_is_repeated_in_other_marks_and_script_is_flagged() -> None:
    first = "会议要求各地各部门提高认识，压实责任。要建立长效机制，把成果巩固好！下一步要加强督促检查，定期通报情况；"
    first += "对行动迟缓、敷衍了事的单位和个人，要严肃追究责任，绝不能姑息迁就？"
    second = "會議要求各地各部門提高認識,壓實責任。要建立長效機制,把成果鞏固好!下一步要加強督促檢查,定期通報情況;"
    second += "對行動遲緩、敷衍了事的單位和個人,要嚴肅追究責任,絕不能姑息遷就?"
    assert flags(f"{first}{P2}\n\n{P3}\n\n{second}\n", "repeated-passage")


@pytest.mark.parametrize(
    "text",
    [
        f"{P1}\n\n{P2}\n\n{P3}\n",
        "春江潮水连海平，\n\n海上明月共潮生。\n\n春江潮水连海平，\n\n海上明月共潮生。\n",
        f"{P1}\n\n{P3}“{P1[:20]}”的说法流传很广，大家都愿意把它讲给远方来的客人听。\n",
    ],
)
def test_a_refrain_or_a_short_quotation_is_not_flagged(text: str) -> None:
    assert flags(text, "repeated-passage") == []


def test_a_joined_paragraph_is_not_flagged_as_cut() -> None:
    article = CLEANER.clean(f"{P1}\n\n{P2[:24]}\n\n{P2[24:]}\n\n{P3}\n")
    assert article.text == f"{P1}\n\n{P2}\n\n{P3}\n"
    assert article.warnings == ()


def test_a_title_that_quotes_a_sentence_is_not_flagged_as_cut() -> None:
    title = "“我走不了路，可我还能教书。”轮椅上的校长和他的三十年，还有那口敲了又敲的钟"
    article = CLEANER.clean(f"{title}\n来源：青河日报 2020-03-04 10:20\n\n{P1}\n\n{P2}\n\n{P3}\n")
    assert article.metadata["title"] == title
    assert article.warnings == ()


def test_each_rule_can_be_switched_off() -> None:
    text = f"{P1}{P2}\n\n{CUT}\n\n{P3}\n\n{P1}{P2}\n"
    names = {warning.rule for warning in run(text)}
    assert names == {"structure.cut-paragraph", "structure.repeated-passage"}
    for name in names:
        assert name not in {warning.rule for warning in run(text, Cleaner(disable=[name]).settings)}


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([P1, P2, P2[:20], CUT, CUT[:9], "一、", "，", "。", "\n", "\n\n", " "])).map("".join))
def test_a_flag_points_into_the_text(text: str) -> None:
    assert all(0 <= warning.start < warning.end <= len(text) for warning in run(text))
