"""How lines sound: what stands in the table, how a line is weighed, and what its neighbours are told of."""

from hypothesis import given
from hypothesis import strategies as st

from cleaner import hanzi
from cleaner.zoning import wording


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
def test_any_line_has_a_worth(text):
    assert isinstance(wording.worth(text), int)
    assert wording.column([text])[0].startswith("words ") or not hanzi.count_han(text)


def test_how_four_neighbours_sound_is_told():
    assert "words after" in wording.column(["首页", "他没有回头。"])[0]
    far = ["他没有回头。", *["首页"] * 6]
    assert wording.column(far)[5] == wording.column(["点击", *far[1:]])[5]  # five lines away
    assert wording.column(far)[4] != wording.column(["点击", *far[1:]])[4]


def test_long_lines_and_latin_ones_have_none():
    assert wording.column(["春" * 61, "read more"]) == ["", ""]


def test_a_bullet_does_not_count():
    assert wording.column(["* 返回首页"]) == wording.column(["返回首页"])
