"""Which script, which language: answers by counts, never by characters alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import hanzi
from cleaner.text import scripts

TEXTS = {
    "zh": "春天来了，公园里的花都开了，孩子们在草地上跑来跑去。",
    "ja": "春になりました。公園の花が咲いて、子どもたちが走っています。",
    "ko": "봄이 왔습니다. 공원에 꽃이 피고 아이들이 뛰어다닙니다.",
    "en": "The spring has come and the flowers in the park are out for all of us to see.",
    "ru": "Весна пришла, и в парке были первые цветы, которые мы видели.",
    "th": "ฤดูใบไม้ผลิมาถึงแล้ว",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_language(tag: str) -> None:
    assert scripts.language_of(TEXTS[tag]) == tag
    assert scripts.language_of(TEXTS[tag] * 50) == tag


def test_a_chinese_page_that_quotes_stays_chinese() -> None:
    assert scripts.language_of(TEXTS["zh"] * 6 + TEXTS["ja"]) == "zh"
    assert scripts.language_of(TEXTS["zh"] * 2 + TEXTS["en"]) == "zh"


def test_nothing_to_go_by() -> None:
    assert scripts.language_of("") is None
    assert scripts.language_of("1234 — 5678。") is None
    assert scripts.script_of("一二三人大小") is None


def test_script() -> None:
    assert scripts.script_of("发展中国家的经济问题") == "Hans"
    assert scripts.script_of("發展中國家的經濟問題") == "Hant"
    assert scripts.script_of("人" * 5000 + "们") == "Hans"


@given(st.text(alphabet="学習發发的著乾の한a1。，人大"))
def test_the_short_cuts_change_no_answer(text: str) -> None:
    assert scripts.script_of(text) == scripts.votes(text).script
    assert scripts.has_traditional(text) == bool(scripts.votes(text).traditional)


@given(st.text())
def test_count_han(text: str) -> None:
    assert hanzi.count_han(text) == len(re.findall(f"[{hanzi.HAN}]", text)) == sum(map(hanzi.is_han, text))
