"""Names of people: which words can be nothing else, and how rows without marks are parted."""

from __future__ import annotations

import pytest

from cleaner.text.people import is_personal, names


@pytest.mark.parametrize("name", ["钟小河", "何文远", "张敏", "欧阳小河", "诸葛青"])
def test_a_surname_and_a_given_name(name: str) -> None:
    assert is_personal(name)


@pytest.mark.parametrize("word", ["白云山", "江水谣", "金秋", "石板桥", "老渡工", "马路边", "钟", "钟小河边", "于是"])
def test_words_that_begin_like_a_surname(word: str) -> None:
    assert not is_personal(word)


@pytest.mark.parametrize(
    ("row", "persons"),
    [
        ("钟小河何文远", ["钟小河", "何文远"]),
        ("钟小河何远林一禾", ["钟小河", "何远", "林一禾"]),
        ("边 林 柳 云", ["边林", "柳云"]),
        ("欧 阳 小 河", ["欧阳小河"]),
        ("钟 河", ["钟河"]),
        ("河上老木", ["河上老木"]),  # a nickname
        ("河埠头的灯火", ["河埠头的灯火"]),
        ("张三李四", ["张三李四"]),  # two of two characters may be one nickname
    ],
)
def test_rows_of_names(row: str, persons: list[str]) -> None:
    assert names(row) == persons
    assert names("、".join(persons)) == persons


def test_an_editors_office_is_nobody() -> None:
    assert names("编辑中心") == []
