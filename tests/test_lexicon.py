"""What the word and bigram tables must not take for Chinese, then what they must know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import lexicon

SAMPLES = (
    "各地区各部门认真贯彻落实，取得了明显成效。",
    "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？",
    "臺灣大學歷史系教授指出，這項研究成果得來不易",
    "天地玄黄，宇宙洪荒。日月盈昃，辰宿列张。",
    "螭魅魍魉，鳏寡孤独",
    "甪直、芍陂、亳州、黄陂都是地名",
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("社会主义发展中", "国家的道路"),
        ("我们", "的家"),
        ("首页", "新闻中心"),
        ("看了", "解释"),
        ("来源", "新华网"),
        ("", "工作"),
        ("工作", ""),
        ("扶。", "贫工作"),
        ("abc", "def"),
    ],
)
def test_no_word_over_a_break_between_words(left: str, right: str) -> None:
    assert lexicon.straddles(left, right) is None


@pytest.mark.parametrize(
    ("left", "right", "word"),
    [
        ("推进产", "业扶贫", "产业"),
        ("大力开展扶", "贫工作", "扶贫"),
        ("会议在北京召", "开。", "召开"),
        ("推進產", "業扶貧", "產業"),
        ("自改革开放以", "来，", "以来"),
    ],
)
def test_a_word_cut_by_a_break(left: str, right: str, word: str) -> None:
    assert lexicon.straddles(left, right) == word


@pytest.mark.parametrize("text", SAMPLES)
def test_real_chinese_beats_every_misreading_of_it(text: str) -> None:
    misread = [text.encode(was).decode(read, "replace") for was in ("utf-8", "gb18030") for read in ("gb18030", "big5")]
    own = lexicon.score(text)
    assert own > -8.5
    assert all(lexicon.score(other) < own - 3 for other in misread if other != text)


def test_both_scripts_score_alike() -> None:
    assert abs(lexicon.score("這項研究成果") - lexicon.score("这项研究成果")) < 1e-9


def test_ascii_is_context_only() -> None:
    assert lexicon.score("<p>plain</p>") == 0.0
    assert lexicon.score("") == 0.0


def test_words() -> None:
    assert lexicon.is_word("产业")
    assert lexicon.is_word("產業")
    assert not lexicon.is_word("业产")
    assert not lexicon.is_word("产")
    assert not lexicon.is_word("產業扶貧攻堅")
    assert lexicon.frequency("的") > lexicon.frequency("产业") > lexicon.frequency("芍陂") >= 0


def test_pairs() -> None:
    assert lexicon.bigram("产", "业") > 2 > lexicon.bigram("业", "产")
    assert lexicon.unigram("的") > lexicon.unigram("業") > lexicon.unigram("錀")


@given(st.text())
def test_classes_keep_the_length(text: str) -> None:
    assert len(lexicon.classify(text)) == len(text)


@given(st.text(), st.text())
def test_nothing_raises(left: str, right: str) -> None:
    word = lexicon.straddles(left, right)
    assert word is None or (len(word) >= 2 and word in left + right)
    assert lexicon.score(left) <= 0.0
    assert lexicon.frequency(left) >= 0


def test_the_tables_are_small() -> None:
    sizes = [path.stat().st_size for path in (Path(lexicon.__file__).parent / "data").glob("*.bin")]
    assert sum(sizes) <= 3_000_000


def test_nothing_is_loaded_on_import() -> None:
    code = "from cleaner import lexicon; assert not lexicon._model.cache_info().currsize"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("left", "right"), [("", ""), ("今天的", "议由"), ("A", "，人"), ("─", "─"), ("", "议"), ("他", "")]
)
def test_scores_of_many_choices_are_the_scores(left: str, right: str) -> None:
    choices = "会國─，Ａa　あ\ue000"
    assert lexicon.scores_between(left, choices, right) == [lexicon.score(left + one + right) for one in choices]
