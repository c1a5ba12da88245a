"""Only traditional Chinese is converted: by page, then by passage."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Document, Warning
from cleaner.stages import convert
from cleaner.text.scripts import language_of, script_of

GOLDS = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))


class _Settings(NamedTuple):
    script: str = "t2s"

    def on(self, rule: str) -> bool:
        return bool(rule)


def converted(text: str, script: str = "t2s") -> tuple[str, list[Warning]]:
    proposal = convert.propose(Document(text), _Settings(script))
    return Document(text).apply(proposal).text, list(proposal.warnings)


MODERN = "这个问题我们已经说过了，国家的经济还要发展，学习也要继续。\n"

STAYS = [
    "他姓乾，写过一部名著，在瞭望塔下得到慰藉，钱锺书也来了，说：「好」",
    MODERN + "民以食为天，五穀丰登，反覆其道，於期自刎",
    MODERN + "碑上刻着“國破山河在，城春草木深”十个字",
    MODERN + "門聯：萬里鵬程",
    MODERN + "國立中央大學舊址",
    "東京の歴史は長い。\n國立博物館\n展示を見る",
    "「學習」という言葉は難しいですね",
    "引数が 2 個以上の場合は、これを既定の動作とする。\n設定 (省略できる)\n個々の値を返す",
    "usage: sort [options] file\n値を並べ替える。\n関連項目\ncat(1), tail(1)\n権限の設定 (読み書き)",
    "國家는 法律을 지킨다. 大韓民國의 主權은 國民에게 있고",
    "Hello, world",
    "乾",
    "",
]

CHANGES = [
    ("我們學習隨著時間發展的歷史著作", "我们学习随着时间发展的历史著作"),
    ("他說：「我讀過『紅樓夢』。」", "他说：“我读过‘红楼梦’。”"),
    ("他說『我讀過「紅樓夢」』", "他说“我读过‘红楼梦’”"),
    ("「這是第一段\n「這是第二段『內』完」", "“这是第一段\n“这是第二段‘内’完”"),
    (
        "這是我們的學校，他說「ありがとうございます」就離開了。\n日本語の文章「東京」は難しいですね。",
        "这是我们的学校，他说「ありがとうございます」就离开了。\n日本語の文章「東京」は難しいですね。",
    ),
    ("韓國總統尹錫悅（윤석열）發表了談話", "韩国总统尹锡悦（윤석열）发表了谈话"),
    ("優の良品是香港的零食專賣店，來過的人都說好", "优の良品是香港的零食专卖店，来过的人都说好"),
    (
        MODERN + "這個問題的答案我們還沒有說清楚，但是大家都會同意這一點的。",
        MODERN + "这个问题的答案我们还没有说清楚，但是大家都会同意这一点的。",
    ),
    ("王暐來到臺灣，檢測二噁英", "王暐来到台湾，检测二𫫇英"),
    ("數字背后的發展\0與\udc81學習", "数字背后的发展\0与\udc81学习"),
]


@pytest.mark.parametrize("text", STAYS)
def test_stays(text: str) -> None:
    assert converted(text) == (text, [])


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before: str, after: str) -> None:
    assert converted(before)[0] == after
    assert converted(after)[0] == after


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_gold_articles_stay(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert converted(text) == (text, [])


def test_edits_are_aligned_one_a_line() -> None:
    text = "你我他\n學習歷史與發展\n山水"
    edits = convert.propose(Document(text), _Settings()).edits
    assert [(edit.start, edit.end, edit.text, edit.aligned) for edit in edits] == [(4, 10, "学习历史与发", True)]


def test_length_changing_configurations_edit_clauses() -> None:
    assert converted("我用滑鼠點選了這個軟體，「程式設計」很難。", "tw2sp")[0] == "我用鼠标点击了这个软件，“编程”很难。"


def test_none_converts_nothing() -> None:
    assert converted("學習歷史", "none") == ("學習歷史", [])


def test_an_open_choice_is_told_once() -> None:
    _, warnings = converted("這位李乾先生說了話，\n李乾先生在乾燥的乾隆年間喝乾杯")
    assert [warning.rule for warning in warnings] == [convert.AMBIGUOUS]
    assert warnings[0].note == {"choice": "乾/干", "chosen": "干", "word": "李乾先"}


def test_a_rare_form_is_told() -> None:
    _, warnings = converted("王暐來到臺灣，王暐說")
    assert [warning.rule for warning in warnings] == [convert.RARE]


def test_a_value_follows_its_page() -> None:
    assert convert.simplified("「學習」", "Hant", "t2s") == "“学习”"
    assert convert.simplified("錢國榮", "Hans", "t2s") == "錢國榮"
    assert convert.simplified("學習", None, "none") == "學習"


@given(st.text(alphabet="學习發发的著乾「」『』。，a\nのは한", max_size=60))
def test_converting_again_changes_nothing(text: str) -> None:
    once, _ = converted(text)
    assert len(once) == len(text)
    assert len(converted(once)[0]) == len(once)


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        ("学而时习之，不亦说乎", "Hans", "zh"),
        ("學而時習之，不亦說乎", "Hant", "zh"),
        ("大白天", None, "zh"),
        ("", None, None),
        ("12:30", None, None),
        ("The quick brown fox was in the garden and it is not on the list of animals", None, "en"),
        ("El perro que está en la casa no es el de los vecinos, pero también es muy grande", None, "es"),
        ("Он сказал, что это было вчера", None, "ru"),
        ("Він сказав, що її не було", None, "uk"),
        ("東京の桜はとてもきれいです", None, "ja"),
        ("대한민국의 주권은 국민에게 있고", None, "ko"),
        ("张三丰 ABC 有限公司 Hello", "Hans", "zh"),
    ],
)
def test_script_and_language(text: str, script: str | None, language: str | None) -> None:
    assert language_of(text) == language
    if language == "zh":
        assert script_of(text) == script
