"""Labels of a byline on rows of their own, with their values in the rows below."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

CLEANER = Cleaner()
TITLE = "渡口还有一条船"
BODY = (
    "清早六点，渡口的铁皮棚下已经站了七八个等船的人，有的挑着菜，有的推着自行车，谁也不说话，都朝对岸望着。",
    "老渡工把缆绳从木桩上解下来，一圈一圈盘在船头。他说这条河他走了四十一年，哪里有暗礁，闭着眼睛也知道。",
    "去年桥通了，坐船的人一天比一天少。可是他还是每天来，因为桥头离集市还有三里路，挑担的老人走不动。",
)


def read(head: tuple[str, ...], tail: tuple[str, ...] = ()) -> tuple[dict[str, object], list[str]]:
    """What the page says of itself, and what stays of it but title and prose."""
    article = CLEANER.clean("\n".join(["首页 > 新闻 > 正文", TITLE, *head, *BODY, *tail]))
    lines = [line for line in article.text.split("\n") if line]
    assert [line for line in (TITLE, *BODY) if line not in lines] == []
    said = {name: value for name, value in article.metadata.items() if name in ("source", "authors", "editors")}
    return said, [line for line in lines if line != TITLE and line not in BODY]


def test_values_below_their_labels() -> None:
    head = ("发布时间：", "2019-03-21 10:15", "来源：", "河埠日报", "作者：", "钟小河")
    assert read(head) == ({"source": "河埠日报", "authors": ["钟小河"]}, [])


def test_a_name_that_no_word_proves_needs_a_row_that_goes() -> None:
    head = ("发布时间:", "2025-05-22 10:03", "信息来源:", "今日河埠", "分享到:")
    assert read(head) == ({"source": "今日河埠"}, [])


def test_labels_above_the_title() -> None:
    page = "\n".join(["来源：", "河埠日报", "发布时间：", "2019-03-21", TITLE, *BODY])
    assert CLEANER.clean(page).metadata["source"] == "河埠日报"


def test_values_below_labels_at_the_end() -> None:
    tail = ("来源：", "河埠发布", "责任编辑：", "林一禾", "上一篇：雨后的集市")
    assert read((), tail) == ({"source": "河埠发布", "editors": ["林一禾"]}, [])


def test_labels_without_colons_stand_in_pairs() -> None:
    said, left = read(("来源", "河埠县水利局", "作者", "钟小河"))
    assert (said, left) == ({"source": "河埠县水利局", "authors": ["钟小河"]}, [])
    assert read(("作者", "钟小河"))[0] == {}


@pytest.mark.parametrize(
    "head",
    [
        ("来源：", "渡口的早晨"),  # nothing stands below the label but a heading
        ("来源：", "分享到："),
        ("来源：", "打印"),
        ("作者：", "浏览：312"),
        ("来源：", "312"),
        ("记者：", "您每天都来吗？"),
        ("作者：", "白云山"),
    ],
)
def test_rows_below_a_label_that_are_no_value(head: tuple[str, ...]) -> None:
    assert read(head)[0] == {}


def test_who_speaks_in_an_interview_stays() -> None:
    rows = ("记者：", "林大海", BODY[0], "记者：", "林大海", BODY[1])
    assert read(rows)[0] == {}
