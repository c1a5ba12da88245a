"""Names alone in a row, under a title or below the last sentence, and the rows that only look so."""

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


def read(*rows: str, title: str = TITLE, tail: tuple[str, ...] = ()) -> tuple[object, list[str]]:
    """Who the page names as its authors, and what stays of it but its title and prose."""
    article = CLEANER.clean("\n".join(["首页 > 副刊 > 正文", title, *rows, *tail, "上一篇：雨后的集市"]))
    lines = [line for line in article.text.split("\n") if line]
    return article.metadata.get("authors"), [line for line in lines if line != title and line not in BODY]


def test_a_name_that_another_row_says_again_goes() -> None:
    assert read("2019-03-21钟小河何文远", "钟小河 何文远", *BODY) == (["钟小河", "何文远"], [])
    assert read("2019-03-21 10:15", "文/本刊记者 钟小河", "钟小河", *BODY) == (["钟小河"], [])


def test_a_name_below_the_day_goes() -> None:
    assert read("2019-03-21 10:15", "钟小河", *BODY) == (["钟小河"], [])


def test_a_name_between_title_and_prose_is_read_and_stays() -> None:
    assert read("钟小河", *BODY) == (["钟小河"], ["钟小河"])
    assert read("钟 河", *BODY) == (["钟河"], ["钟 河"])


@pytest.mark.parametrize(
    "row", ["河埠小学五（3）班 钟小河 指导老师：林一禾", "初二（4）班　钟小河", "五年级2班 钟小河（指导教师：林一禾）"]
)
def test_a_pupil_behind_the_class(row: str) -> None:
    assert read("2019-03-21 浏览：33", row, *BODY) == (["钟小河"], [])


def test_pupils_in_a_list_are_no_authors() -> None:
    rows = ("五（3）班 钟小河", "五（2）班 何文远", "五（1）班 林一禾")
    authors, left = read(*rows, *BODY, title="作文比赛获奖名单")
    assert authors is None
    assert left == list(rows)


def test_names_without_gaps_are_parted_by_their_surnames() -> None:
    assert read("2019-03-21钟小河何文远", *BODY) == (["钟小河", "何文远"], [])


def test_a_name_below_the_last_sentence() -> None:
    assert read(*BODY, "钟小河") == (["钟小河"], ["钟小河"])
    assert read(*BODY, "□钟小河") == (["钟小河"], [])


@pytest.mark.parametrize(
    "rows",
    [
        ("白云山", *BODY),  # a place
        ("江水谣", *BODY),  # the name of a song
        ("谷雨", *BODY),  # a day of the farmers' year
        ("石板桥", *BODY),
        ("老渡工", *BODY),
        ("钟小河", "钟小河把缆绳从木桩上解下来，一圈一圈盘在船头，手上的茧子磨得绳子沙沙响，谁也不看。", *BODY),
        ("钟小河", "男，1923年生，河埠县人，撑船四十一年，救起过二十六个落水的人，1984年去世。", *BODY[:2]),
        ("钟小河", BODY[0], "何文远", BODY[1], "林一禾", BODY[2]),  # whom the parts are about
    ],
)
def test_rows_that_name_no_author(rows: tuple[str, ...]) -> None:
    authors, left = read(*rows)
    assert authors is None
    assert [row for row in rows if row not in BODY] == left


@pytest.mark.parametrize(
    ("title", "last", "tail"),
    [
        ("致全校同学的一封信", "祝大家学习进步！", ("钟小河", "2019年3月21日")),  # stays under a letter
        ("关于停航的通知", "特此通知。", ("钟小河",)),
        (TITLE, BODY[2], ("钟小河", "这篇写得真好，我小时候也坐过这条船。", "回复")),  # a reader's comment
        (TITLE, "“等钟小河来了，我也就歇了。”他说完，把竹篙往水里一插，船慢慢离了岸。", ("钟小河",)),
    ],
)
def test_rows_below_the_text_that_name_no_author(title: str, last: str, tail: tuple[str, ...]) -> None:
    assert read(*BODY[:2], last, title=title, tail=tail)[0] is None


def test_persons_below_a_title_that_is_about_them() -> None:
    rows = ("2019-03-21", "钟小河 何文远", "任河埠县海事处副处长，试用期一年，自公布之日起计算，原任职务自然免除。")
    assert read(*rows, title="河埠县干部任免名单") == (None, list(rows[1:]))


def test_a_chapter_is_called_after_whom_it_is_about() -> None:
    assert read("钟小河", *BODY, title="第三章")[0] is None


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("诗歌奖得主", ("2019-03-21 10:15", "钟小河", *BODY)),
        ("失信被执行人曝光", ("钟小河 何文远", *BODY)),
        ("河埠镇新任镇长", ("钟小河", *BODY)),
        (
            "灯塔",
            ("2019-03-21 10:15", "钟小河", "他在岛上守了四十一年，救起过二十六个落水的人，今年春天才回到镇上。", *BODY),
        ),
        ("山洪", ("钟小河 何文远", "两人都是镇上的渡工，那天夜里撑船去接对岸的学生，再也没有回来。", *BODY)),
        ("墓碑", (*BODY, "孩子们围过来，一笔一笔描出石碑上的三个字。", "钟小河")),
    ],
    ids=["a winner", "debtors", "an office", "whom he is", "who they are", "what is said last"],
)
def test_persons_that_a_text_is_about_are_no_authors(title: str, rows: tuple[str, ...]) -> None:
    authors, left = read(*rows, title=title)
    assert authors is None
    assert any("钟小河" in line for line in left)


def test_a_pupil_who_is_praised_is_no_author() -> None:
    prose = "拾到钱包一只，当天交给了失主，学校决定在全校大会上表扬，并号召同学们向他学习。"
    authors, left = read("2019-03-21 浏览：33", "五（3）班 钟小河", prose, *BODY, title="本周好事")
    assert authors is None
    assert "五（3）班 钟小河" in left
