"""Characters that the sense decides: a table of sentences, and what must stay on pages of either script."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.document import Document
from cleaner.stages import convert

TABLE = Path(__file__).with_name("conversion.tsv")
ROWS = [
    (*line.split("\t"), "")[:3] for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
TRADITIONAL = "這個問題我們還沒有說清楚，國家的經濟還要發展，大家都會繼續學習。\n"
SIMPLIFIED = "这个问题我们已经说过了，国家的经济还要发展，学习也要继续。\n"

SIMPLIFIED_STAYS = """
乾隆年间，于慎行的著作流传很广，他在瞭望台上得到慰藉。
钱锺书和於可训都是学者
后羿射日，后稷教民稼穑，皇天后土
於期自刎，於戏哀哉
子曰：「里仁为美」，朱熹著《四书章句集注》
他乾笑两声，说：“乾坤已定。”
萧乾先生是记者
徵羽二声，魏徵直谏
哪吒闹海，叱吒风云
李昇建立南唐，毕昇发明活字
反覆其道，七日来复，利有攸往
五穀不分，四体不勤，孰为夫子
馀杭、余姚都在浙江，其馀不论
着手处理，著作等身，沈从文、沈下贤皆有名
么么小丑，幺麽不足数
瞭如指掌，不甚瞭瞭
鍾繇书法，锺嵘诗品
杯盘狼藉，声名狼藉
束脩之礼，脩竹千竿
夥颐！涉之为王沈沈者
王羲之《蘭亭序》真迹已佚
“龍”字的繁体有十六画
题款是“學海無涯”四个字
他的网名叫「風過無痕」
书名《紅樓夢》是繁体版
篆额为“敕建護國寺”
他在微博上写道：“愛國”
门牌上写着“國父紀念館”
""".strip().split("\n")

FOREIGN_STAYS = [
    "東京都は日本の首都である。\n國學院大學に通っています。",
    "「學問のすゝめ」は福澤諭吉の著書です。",
    "會社の歷史を學ぶ",
    "經濟學の本を讀んでいる",
    "韓國의 經濟發展은 놀랍다",
    "大韓民國 憲法 第一條: 大韓民國은 民主共和國이다",
]

MIXED = [
    (SIMPLIFIED + TRADITIONAL, SIMPLIFIED + "这个问题我们还没有说清楚，国家的经济还要发展，大家都会继续学习。\n"),
    (TRADITIONAL + SIMPLIFIED, "这个问题我们还没有说清楚，国家的经济还要发展，大家都会继续学习。\n" + SIMPLIFIED),
    (
        SIMPLIFIED + "某某報的報道說：這個計劃還沒有公布，政府的人員也沒有說過什麼時候會公布。",
        SIMPLIFIED + "某某报的报道说：这个计划还没有公布，政府的人员也没有说过什么时候会公布。",
    ),
    (SIMPLIFIED * 3 + "聯曰：萬里鵬程開勝景，千秋偉業展宏圖", SIMPLIFIED * 3 + "聯曰：萬里鵬程開勝景，千秋偉業展宏圖"),
]

CITED = ["「こんにちは」", "《君の名は》", "「안녕하세요」"]


def _converted(text: str) -> tuple[str, list[str]]:
    class Settings:
        script = "t2s"

        def on(self, rule: str) -> bool:
            return bool(rule)

    proposal = convert.propose(Document(text), Settings())
    words = [str(note.get("word") or note.get("kept")) for warning in proposal.warnings if (note := warning.note)]
    return Document(text).apply(proposal).text, words


@pytest.mark.parametrize(("sentence", "result", "open_words"), ROWS, ids=[row[0] for row in ROWS])
def test_a_sentence_of_a_traditional_page(sentence: str, result: str, open_words: str) -> None:
    text, warned = _converted(TRADITIONAL + sentence)
    assert (text.split("\n")[1], " ".join(warned)) == (result, open_words)
    assert _converted(text) == (text, [])


@pytest.mark.parametrize("context", ["", SIMPLIFIED, SIMPLIFIED * 3])
@pytest.mark.parametrize("sentence", SIMPLIFIED_STAYS)
def test_simplified_and_classical_text_stays(sentence: str, context: str) -> None:
    assert _converted(context + sentence) == (context + sentence, [])


@pytest.mark.parametrize("context", ["", SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("passage", FOREIGN_STAYS)
def test_japanese_and_korean_stay(passage: str, context: str) -> None:
    assert _converted(context + passage)[0].endswith(passage)


@pytest.mark.parametrize(("before", "after"), MIXED)
def test_pages_of_two_scripts(before: str, after: str) -> None:
    assert _converted(before)[0] == after


@pytest.mark.parametrize("citation", CITED)
def test_a_cited_language_stays_in_a_converted_line(citation: str) -> None:
    text, _ = _converted(TRADITIONAL + f"他們說{citation}的時候")
    assert text.endswith(f"他们说{citation}的时候")
