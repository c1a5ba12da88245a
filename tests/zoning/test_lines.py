"""Rows: every line that holds something, where it stands, how it reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import hanzi
from cleaner.document import Document, Edit, Evidence, Proposal
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.lines import Topic, Topics, first_of, is_heading, is_sentence, is_spaced, rows, units, whole

MATCHER = Matcher(load([packaged()]))
WHITE = "\n\t \N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}"


def test_empty_lines_are_no_rows() -> None:
    assert rows(Document(""), None) == []
    assert rows(Document("\n \n\t\n\N{IDEOGRAPHIC SPACE}\n"), None) == []


def test_a_row_is_a_line_without_its_outer_spaces() -> None:
    page = rows(Document("\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}來源：Ａ \n\n b\n"), None)
    assert [(row.start, row.end, row.text) for row in page] == [(2, 6, "来源:a"), (10, 11, "b")]
    assert all(row.hits == () and row.evidence is None for row in page)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(f"國说著Ａ１a1，,。é😀𠮷\x00\udc80{WHITE}"), max_size=40))
def test_a_row_reads_as_the_page_does_character_by_character(text: str) -> None:
    page = rows(Document(text), None)
    at = 0
    for row in page:
        assert at <= row.start < row.end <= len(text)
        assert row.text == hanzi.fold(text[row.start : row.end])
        assert row.text == row.text.strip()
        assert "\n" not in row.text
        assert text[at : row.start].strip() == ""
        at = row.end
    assert text[at:].strip() == ""


def test_rows_carry_what_hit_them() -> None:
    page = rows(Document("来源：青河日报\n\n水\n\n京ICP备12345678号\n"), MATCHER)
    assert page[0].hits
    assert page[1].hits == ()
    assert "strip.icp" in {hit.rule.id for hit in whole(page[2])}


def test_a_signal_does_not_say_what_a_line_is() -> None:
    signals = [hit for row in rows(Document("澳门新葡京\n彩票平台\n"), MATCHER) for hit in row.hits]
    assert all(hit.rule.action != "signal" for row in rows(Document("澳门新葡京\n"), MATCHER) for hit in whole(row))
    assert any(hit.rule.action == "signal" for hit in signals)


def test_rows_of_html_carry_the_evidence_of_their_line() -> None:
    evidence = {0: Evidence("html/body/h1", "title", 0.0, ""), 4: Evidence("html/body/p", "", 0.5, "")}
    doc = Document("标题\n\n正文。\n", evidence).apply(Proposal([Edit(0, 1, "", "x")]))
    assert [row.evidence for row in rows(doc, None)] == [evidence[0], evidence[4]]


# --- what a line reads like -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "首页", "今天很好。", "关于做好今年春耕生产工作的通知", "首页 | 新闻 | 视频 | 图片 | 财经 | 体育"]
)
def test_no_sentence(text: str) -> None:
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "今年以来,青河县坚持把水利建设放在重要位置。",
        "他说:“今年以来,青河县坚持把水利建设放在重要位置。”",
        "the committee met on tuesday to review the project.",
        "今年以来,青河县坚持把水利建设放在重要位置,先后修复渠道三十二公里,改善灌溉面积一万多亩,受益群众达到两",
    ],
)
def test_a_sentence(text: str) -> None:
    assert is_sentence(text)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("青河县水利建设惠及两万群众", True),
        ("水从哪里来?", True),
        ("号角,在春风中吹响", True),
        ("今天很好。", False),
        ("县里要求,", False),
        ("水", False),
        ("水" * 65, False),
    ],
)
def test_a_heading(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


# --- what a line is about ---------------------------------------------------------------------


def test_units_are_pairs_or_words() -> None:
    assert units("水利建设") == units("水利") | units("利建") | units("建设")
    assert [len(units(text)) for text in ("水利", "水利水利", "水利建设", "𠮷水利")] == [1, 2, 3, 2]
    assert units("the channel and the river 42") == {"channel", "river"} | units("42")
    assert units("42") < units("在42天")  # two figures are a word here and a pair there
    assert units("канал река") == {"канал", "река"}
    assert units("") == units("水") == set()


@pytest.mark.parametrize(
    ("text", "spaced"), [("river", True), ("канал", True), ("水 river", False), ("かな", False), ("한국", False)]
)
def test_scripts_that_part_words_by_spaces(text: str, spaced: bool) -> None:
    assert is_spaced(text) is spaced


def test_a_line_shares_with_a_topic() -> None:
    topic = Topic(["青河县坚持把水利建设放在重要位置。"])
    assert topic.share("水利建设") == 1.0
    assert topic.share("") == 0.0
    assert 0.0 < topic.share("水利工程") < 1.0
    nothing = Topic([])
    assert not nothing
    assert topic
    assert nothing.share("水利") == 0.0


def test_shares_are_the_same_one_by_one_and_together() -> None:
    prose = ["青河县坚持把水利建设放在重要位置。", "灌区的渠道都修好了。"]
    lines = ["水利", "渠道", "秋天的集市", "水利工程的渠道", "青河县坚持把水利建设放在重要位置。灌区的渠道都修好了。"]
    assert Topic(prose).shares(lines) == [Topic(prose).share(line) for line in lines]


def test_a_topic_is_settled_by_the_first_sentences() -> None:
    prose = ["青河县坚持把水利建设放在重要位置。" * 200, "另外一件事情"]
    topic = Topics()[first_of(prose)]
    assert topic.share("事情") == 0.0
    assert topic.share("水利") == 1.0
