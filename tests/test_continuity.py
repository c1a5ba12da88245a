"""What ties the last rows to an article: words, captions, records, signatures, print's second page, verse."""

from __future__ import annotations

import pytest

from cleaner.continuity import goes_on, verse
from cleaner.document import Document
from cleaner.lines import Row, rows
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zones import Label

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
BODY = [
    "白沙渡口的石拱桥昨天重新开放，村民们推着板车从桥上走过，鞭炮从桥头一直响到桥尾。",
    "这座石拱桥建于清代，去年山洪冲走了两个桥墩，渡口停了十四个月，村民进城要绕三十里山路。",
]
KIN = "桥墩用的还是老石料，村民们从河滩上一块块找回来，编了号码。"
FOREIGN = "受冷空气影响，全市未来三天气温将下降八度，请市民及时添衣。"
VERSE = [
    "我把船系在风里",
    "风把我系在岸上",
    "母亲在灯下数着米",
    "一粒是昨天",
    "一粒是你",
    "河水还是那样慢",
    "慢得像没有来过",
    "我在对岸喊她",
]


def kept(*lines: str) -> list[str]:
    """Which of `lines`, all of them below `BODY` and in the model's tail, the article goes on with."""
    page: list[Row] = rows(Document("\n".join([*BODY, *lines])), MATCHER)
    labels = [Label("body" if at < len(BODY) else "tail", 2.0) for at in range(len(page))]
    unmarked = set(range(len(BODY), len(page)))
    return [
        page[at].text for at in sorted(goes_on(page, labels, [at in unmarked for at in range(len(page))], unmarked))
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["附记", KIN.replace("，", ",")],
        ["孩子们在新桥上奔跑。(李青 摄)"],
        ["发车:07:10 09:40", "途经:文化馆", "发车:08:20 10:30", "途经:粮站", "发车:13:00 15:10"],
        ["白沙乡人民政府", "二〇二一年三月四日"],
        ["下转第二版", "(上接第一版)渡口边的老樟树下,摆摊的人又多了起来。"],
    ],
    ids=["words", "a caption", "records", "a signature", "a second page"],
)
def test_what_is_tied_to_the_article(lines: list[str]) -> None:
    assert kept(*lines)[-1] == lines[-1]


@pytest.mark.parametrize(
    "lines",
    [
        [FOREIGN],
        ["相关阅读", KIN],
        ["责任编辑：李青", KIN],
        ["冷空气今晚到货", "献血屋周末照常开门"],
        ["白沙网", "2021-03-04"],
    ],
    ids=["other words", "a list's heading", "editors", "headlines", "a site and a day"],
)
def test_what_is_not(lines: list[str]) -> None:
    assert kept(*lines) == []


def test_the_few_lines_behind_what_is_tied_stay_with_it() -> None:
    assert kept(KIN, "(本文写于三月)", "上一篇：春耕")[-1] == "(本文写于三月)"


def test_verse_on_a_page_without_prose_is_verse() -> None:
    page = rows(Document("\n".join(["词：江有汜", *VERSE[:4], "首页", *VERSE[4:]])), MATCHER)
    assert verse(page, [Label("head", 2.0)] * len(page)) == set(range(len(page)))


def test_short_headlines_beside_prose_are_no_verse() -> None:
    page = rows(Document("\n".join([*BODY, *BODY, *VERSE])), MATCHER)
    labels = [Label("body" if row.sentence else "tail", 2.0) for row in page]
    assert verse(page, labels) == set()
    songs = rows(Document("\n".join(f"{number} 北岸 - 程野渡" for number in range(1, 12))), MATCHER)
    assert verse(songs, [Label("tail", 2.0)] * len(songs)) == set()
