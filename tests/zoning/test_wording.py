"""How lines sound: what stands in the table, how a line is weighed, and what its neighbours are told of."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner.zoning import wording
from cleaner.zoning.cues import Line, own_cues


def test_sentences_sound_like_an_article():
    for text in ("他没有回头,一直走到河边。", "“你怎么来了?”她问。", "三、把面团揉到光滑"):
        assert wording.worth(text) > 0, text


def test_furniture_nobody_has_met_sounds_like_furniture():
    for text in ("返回本站首页", "本栏目热门点击排行", "加入书架", "客户端下载", "上一页 下一页", "网友最新评论"):
        assert wording.worth(text) < -100, text


def test_numbers_and_padding_do_not_count():
    assert wording.worth("阅读 12345 次") == wording.worth("阅读   7 次")


def test_the_table_holds_each_pair_once():
    table = wording.pairs()
    assert len(table) > 5000
    assert all(len(pair) == 2 for pair in table)
    assert all(table.values())


@given(st.text(min_size=1, max_size=wording.LONGEST))
def test_any_line_has_a_worth_and_a_cue(text):
    sound = wording.worth(text)
    assert wording.cue(sound, len(text)).startswith("words ")


def test_the_mean_of_four_neighbours_is_told():
    quiet, loud = wording.beside([400] * 2)[0], wording.beside([400, -400])[0]
    assert quiet != loud
    assert wording.beside([None, -900, None]) == ["words after 0", "", "words before 0"]
    assert wording.beside([0] * 9 + [-400])[4] == wording.beside([0] * 9)[4]  # five lines away


def test_long_lines_and_lines_without_chinese_have_none():
    long, latin, short = (Line(text, (), None) for text in ("春" * 61, "read more", "春天"))
    assert [one.sound is None for one in own_cues([long, latin, short])] == [True, True, False]
