"""Folding keeps every offset; simplifying keeps what is no particle, no Chinese, no text at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import hanzi
from cleaner.damage import characters as damaged
from cleaner.damage import suspicion
from cleaner.stages import canon, convert
from cleaner.text import characters

EVERYTHING = "".join(map(chr, range(0x110000)))


@pytest.mark.parametrize("text", ["", "abc", "你好。世界", "、“”‘’《》…—", "第1章\n第2章", "\0\udc81", "😀"])
def test_fold_leaves(text: str) -> None:
    assert hanzi.fold(text) == text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("責任編輯：王｜李（Ａ）", "责任编辑:王|李(a)"),
        ("來源\N{IDEOGRAPHIC SPACE}ABC\N{NO-BREAK SPACE}\tÉ", "来源 abc  é"),
        ("時間∶１２：３０，？！；％", "时间:12:30,?!;%"),
        ("下一篇：。。。\n好。。", "下一篇:………\n好。。"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert hanzi.fold(text) == folded


def test_fold_keeps_the_length_of_every_character() -> None:
    assert len(hanzi.fold(EVERYTHING)) == len(EVERYTHING)
    assert all(len(hanzi.fold(char)) == 1 for char in EVERYTHING[:0x3000])


def test_t2s_keeps_the_length_of_every_character() -> None:
    assert len(hanzi.simplify(EVERYTHING)) == len(EVERYTHING)


@pytest.mark.parametrize("config", hanzi.CONFIGS)
def test_nul_and_lone_surrogates_pass(config: str) -> None:
    assert hanzi.simplify("學\0習\ud800\udc81發\n展", config) == "学\0习\ud800\udc81发\n展"


def test_an_unknown_configuration_is_named() -> None:
    with pytest.raises(ValueError, match="s2t"):
        hanzi.simplify("學", "s2t")


@pytest.mark.parametrize(
    "text",
    ["著作", "名著", "显著提高", "土著", "见微知著", "王力著《诗词格律》", "（钱锺书著）", "鲁迅等著", "原著", "著"],
)
def test_zhu_stays(text: str) -> None:
    assert hanzi.simplify(text) == text


@pytest.mark.parametrize(
    ("text", "simplified"),
    [
        ("看著", "看着"),
        ("隨著時間", "随着时间"),
        ("他說著，我聽著。", "他说着，我听着。"),
        ("他看著《紅樓夢》", "他看着《红楼梦》"),
        ("穿著打扮", "穿着打扮"),
        ("著急", "着急"),
        ("執著", "执着"),
        ("慰藉著受傷的心靈", "慰藉着受伤的心灵"),
    ],
)
def test_particle(text: str, simplified: str) -> None:
    assert hanzi.simplify(text) == simplified


@pytest.mark.parametrize(
    ("config", "text", "simplified"),
    [
        ("t2s", "乾隆 乾淨 乾安縣 瞭望 瞭解 慰藉 憑藉", "乾隆 干净 乾安县 瞭望 了解 慰藉 凭借"),
        ("t2s", "於是 皇后 以後 錢鍾書 二噁英", "于是 皇后 以后 钱锺书 二𫫇英"),
        ("tw2s", "著裝著作汙染虛偽發洩稜柱群眾裡面", "着装著作污染虚伪发泄棱柱群众里面"),
        ("tw2sp", "用滑鼠點選正規表示式", "用鼠标点击正则表达式"),
        ("hk2s", "虛偽歎息", "虚伪叹息"),
    ],
)
def test_configurations(config: str, text: str, simplified: str) -> None:
    assert hanzi.simplify(text, config) == simplified


@given(st.text(alphabet=st.characters(codec=None)))
def test_lengths(text: str) -> None:
    assert len(hanzi.fold(text)) == len(text)
    assert len(hanzi.simplify(text)) == len(text)


def test_is_han() -> None:
    assert all(map(hanzi.is_han, "中〇㐀𠀀"))
    assert not any(map(hanzi.is_han, "あ한a。1"))


def test_who_looks_among_the_unusual_characters_looks_for_no_usual_one() -> None:
    usual = "".join(char for char in map(chr, range(0x10000)) if not hanzi.unusual(char))
    gates = [suspicion._STRANGE, damaged._MAY_BE_SUSPECT, characters._MAY_BE_ODD, canon._FOREIGN, convert._FOREIGN]
    assert set("的。\n").issubset(usual)
    assert not [gate for gate in gates if gate.search(usual)]
    assert all(unicodedata.is_normalized("NFC", f"{char}e{char}") for char in usual)


def test_unusual_characters_come_out_whatever_stands_around_them() -> None:
    assert hanzi.unusual("他说：“①好，②好。”") == "① ②"
    assert hanzi.unusual("\x00中\ud800\U0001f600문") == "\x00 \ud800\U0001f600문"


def test_the_ascii_of_a_text() -> None:
    assert hanzi.ascii_of("中</p>文\ud800é&") == b"</p>&"
    assert hanzi.ascii_of("甲 1" + 40 * " " + "2") == b" 1" + 16 * b" " + b"2"
