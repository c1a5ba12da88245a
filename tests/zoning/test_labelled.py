"""Labels whose value stands in the next row."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

_TITLE = "老周和他的六十箱蜜蜂"
_PROSE = (
    "上个月，记者在城东走访时看到，蜂农老周的院子里摆着六十多箱蜜蜂，屋檐下晾着刚割下来的蜂脾，院里飘着甜味。",
    "老周今年五十八岁，养蜂三十年，每年三月带着蜂箱出门，追着花期一路往北，八月才回来。",
)
_HEAD = ("青河网", "首页 新闻 财经 联系我们")
_FOOT = ("分享到", "版权所有 青河网")


def _article(*rows: str) -> list[str]:
    text = Cleaner().clean("\n".join(rows).encode()).text
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("作者", "林小满"),
        ("来源", "青河日报"),
        ("信息来源：", "青河县农业农村局"),
        ("浏览次数", "1203"),
        ("标签", "养蜂"),
        ("栏目", "乡村故事"),
    ],
)
def test_a_label_and_the_value_below_it_go_above_and_below_the_prose(label: str, value: str) -> None:
    article = [_TITLE, *_PROSE]
    assert _article(*_HEAD, _TITLE, label, value, *_PROSE, *_FOOT) == article
    assert _article(*_HEAD, _TITLE, *_PROSE, label, value, *_FOOT) == article


def test_the_words_of_a_list_of_tags_go_with_its_label() -> None:
    assert _article(*_HEAD, _TITLE, *_PROSE, "文章标签", "养蜂", "蜂蜜", "花期", *_FOOT) == [_TITLE, *_PROSE]


def test_what_is_read_in_the_value_becomes_a_field() -> None:
    page = "\n".join((*_HEAD, _TITLE, "作者", "林小满", "来源", "青河日报", *_PROSE, *_FOOT))
    metadata = Cleaner().clean(page.encode()).metadata
    assert (metadata["authors"], metadata["source"]) == (["林小满"], "青河日报")


def test_a_title_below_an_empty_label_stays() -> None:
    assert _article("青河网", "来源：", "老桥修好了", *_PROSE)[-3:] == ["老桥修好了", *_PROSE]
    assert _TITLE in _article("青河网", "标签：", _TITLE, "2021-05-06 来源：青河网", *_PROSE, *_FOOT)


@pytest.mark.parametrize("around", [((), ()), (_HEAD, _FOOT)])
def test_the_rows_of_a_record_stay(around: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    record = ["静夜思", "作者", "李白", "年代", "唐", "体裁", "五言古诗", "出处", "李太白集"]
    prose = (
        "《静夜思》是李白的名篇，写客居他乡的人在秋夜望月，想念家乡，二十个字，人人会背。",
        "全诗没有一个难字，却是最难写的诗，因为它把话都说完了，又好像什么也没有说。",
    )
    assert _article(*around[0], *record, *prose, *around[1]) == [*record, *prose]


def test_a_dialogue_under_its_speakers_stays() -> None:
    talk = (
        "记者",
        "您好！",
        "周师傅",
        "你好，坐吧，屋里乱。",
        "记者",
        "养蜂多少年了？",
        "周师傅",
        "三十年了，花开了你就得走。",
    )
    assert _article(*_HEAD, _TITLE, *_PROSE, *talk, _PROSE[1].replace("老周", "他"), *_FOOT)[3:-1] == list(talk)


def test_who_speaks_in_an_interview_is_no_byline() -> None:
    talk = ("记者：", "林大海", _PROSE[0], "记者：", "林大海", _PROSE[1])
    page = Cleaner().clean("\n".join([*_HEAD, _TITLE, *talk, *_FOOT]))
    assert "authors" not in page.metadata


def test_words_beside_their_translations_are_no_values() -> None:
    words = ("来源", "source", "作者", "author", "评论", "comment")
    page = Cleaner().clean("\n".join([*_HEAD, _TITLE, *_PROSE, *words, *_FOOT]))
    assert {"source", "authors"}.isdisjoint(page.metadata)


def test_what_labels_say_is_read() -> None:
    head = ("发布时间：", "2019-03-21 10:15", "来源：", "青河日报", "作者：", "钟小河")
    page = Cleaner().clean("\n".join([*_HEAD, _TITLE, *head, *_PROSE, *_FOOT]))
    read = {name: page.metadata[name] for name in ("published", "source", "authors")}
    assert read == {"published": "2019-03-21T10:15", "source": "青河日报", "authors": ["钟小河"]}
