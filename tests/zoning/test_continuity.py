"""What ties the last rows to an article: words, captions, records, signatures, print's second page, verse."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.continuity import goes_on, lead, numbered, stranded, under_byline, verse
from cleaner.zoning.lines import Row, rows
from cleaner.zoning.zones import Label

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
        page[at].text
        for at in sorted(goes_on(page, labels, [at in unmarked for at in range(len(page))], unmarked, set()))
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["附记", KIN.replace("，", ",")],
        ["孩子们在新桥上奔跑。(李青 摄)"],
        ["发车:07:10 09:40", "途经:文化馆", "发车:08:20 10:30", "途经:粮站", "发车:13:00 15:10"],
        ["白沙乡人民政府", "二〇二一年三月四日"],
        ["下转第二版", "(上接第一版)渡口边的老樟树下,摆摊的人又多了起来。"],
        ["时间轴", "02:10 凌晨的和面机", "09:45 师傅不说话", "17:30 一勺油泼下去"],
        ["2022年7月19日"],
    ],
    ids=["words", "a caption", "records", "a signature", "a second page", "a recording's chapters", "a notice's day"],
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


FLASH = [
    "水渠修好了",
    "2009-03-23 来源：安平县融媒体中心",
    "浏览次数：36702",
    "老何说：“这件事急不得，账目贴在门口的墙上。”",
    "镇里打算秋后再修一段，从村口一直通到河边的车站。",
]


def saved(*lines: str, kept: tuple[int, ...] = ()) -> list[str]:
    """Which of `lines` stay when all but `kept` were to go."""
    page = rows(Document("\n".join(lines)), MATCHER)
    away = {at for at in range(len(page)) if at not in kept}
    return [page[at].text for at in sorted(under_byline(page, away, away))]


def test_a_page_with_a_byline_keeps_the_sentences_under_it() -> None:
    found = saved(*FLASH, "一周排行", "北坡镇测量了二十一处果园，这是他们盼了很久的事，大家都说好。")
    assert [found[0], *found[1:]] == [FLASH[0], *[line.replace("：", ":").replace("，", ",") for line in FLASH[3:]]]


def test_a_date_widget_is_not_the_byline_below_the_title() -> None:
    assert saved("今天是2012年12月9日 天气晴", "热搜：大坪水库", *FLASH)[0] == FLASH[0]


def test_a_page_that_keeps_a_sentence_needs_no_byline() -> None:
    assert saved(BODY[0], *FLASH, kept=(0,)) == []


def test_a_page_that_keeps_a_poem_needs_none_either() -> None:
    assert saved(*VERSE, *FLASH, kept=tuple(range(len(VERSE)))) == []


def test_sentences_below_a_list_are_not_the_bylines() -> None:
    assert saved(*FLASH[:3], "一周排行", FLASH[4]) == []


def test_without_a_byline_nothing_is_saved() -> None:
    assert saved(FLASH[0], *FLASH[3:]) == []


def test_the_next_number_of_a_list_goes_on() -> None:
    page: list[Row] = rows(
        Document("\n".join([*BODY, "1. 渡口志. 1994.", "2. 石桥记. 2009-11-02", "3. 市志"])), MATCHER
    )
    labels = [Label("body" if at < 3 else "tail", 2.0) for at in range(5)]
    assert goes_on(page, labels, [at > 2 for at in range(5)], {3, 4}, set()) == {3, 4}


def test_another_list_does_not_go_on() -> None:
    six = ["1. 渡口桥梁免收过路费", "2. 山洪预警", "3. 明天停水", "4. 公交改线", "5. 车站搬迁", "6. 夜市开张"]
    assert kept(*six) == []
    assert kept("2、渡口免费", "4、山洪预警", "5) 明天停水", "7、公交改线", "9、车站搬迁", "11、夜市开张") == []


def test_references_below_their_heading() -> None:
    lines = ["参考资料", "1. 渡口志. 1994: 12.", "[2] 石桥记. 渡口晚报. 2009-11-02", "新手上路"]
    assert kept(*lines, *["热门词条"] * 6) == lines[:3]
    assert kept("参考资料", *["热门词条"] * 6) == []


def led(*head: str) -> list[str]:
    """Which of `head`, all of them above `BODY` and in the model's head, the article begins with."""
    page: list[Row] = rows(Document("\n".join([*head, *BODY])), MATCHER)
    labels = [Label("body" if at >= len(head) else "head", 2.8) for at in range(len(page))]
    unmarked = {
        at for at in range(len(head)) if not any(hit.rule.category in ("credit", "chrome") for hit in page[at].hits)
    }
    gone = [at < len(head) for at in range(len(page))]
    return [page[at].text for at in sorted(lead(page, labels, gone, unmarked))]


OPENING = "修桥这件事村里议了十几年，每次都是议到钱就散了，这一回是怎么修成的，还得从前年的那场山洪说起，经过是这样的:"


def test_the_first_sentence_below_the_byline_stays_with_the_drawing_under_it() -> None:
    left = led("桥", "2021-07-04 10:20:33", OPENING, "桥头", "/ | |", "桥墩")
    assert [left[0].replace(",", "，"), *left[1:]] == [OPENING, "桥头", "桥墩"]


@pytest.mark.parametrize(
    "head",
    [
        (OPENING, "2021-07-04 10:20:33"),  # another page's, above the byline
        ("2021-07-04 10:20:33", "修桥记", "村里的桥"),  # no sentence
        ("2021-07-04 10:20:33", "桥修好了，大家都高兴。"),  # a slogan's length
    ],
)
def test_other_rows_above_the_body_are_left_to_the_model(head: tuple[str, ...]) -> None:
    assert not led(*head)


NOTICE = "本县各乡镇、各有关单位应当按照职责分工，做好秸秆禁烧的宣传、巡查和处置工作，确保通告落到实处。"


@pytest.mark.parametrize("line", ["青政通〔2022〕7号", "山环发[2019]12 号", "河府办字（2020）第3号"])
def test_the_number_of_a_paper_under_its_title_stays(line: str) -> None:
    page = rows(Document("\n".join(["关于禁烧的通告", line, NOTICE])), None)
    assert numbered(page, [False, True, False], {1}) == {1}


def test_a_number_beside_its_label_is_the_records() -> None:
    page = rows(Document("\n".join(["文号：", "青政通〔2022〕7号", NOTICE])), None)
    assert numbered(page, [True, True, False], {1}) == set()


def test_the_first_heading_stays_where_the_second_does() -> None:
    page = rows(Document("\n".join(["1 范围", NOTICE, "2 术语和定义", NOTICE])), None)
    assert numbered(page, [True, False, False, False], {0}) == {0}
    assert numbered(page[:2], [True, False], {0}) == set()


def test_sections_that_count_on_stay_with_what_stands_between() -> None:
    lines = ["3.1.1 桥墩", "编号", "声明:", "Copyright 桥梁所", "3.1.2 桥面"]
    assert kept(*lines) == [line.lower() for line in lines]
    assert kept("1.2 版", "关于我们", "1.4 版") == []


def test_a_shops_address_below_separators_stays() -> None:
    text = clean(
        "\n".join([*BODY, "---", "白沙渡口小卖部", "地址:白沙镇渡口路1号 (过桥第一家)", "营业时间:08:00 ~ 17:30"])
    ).text
    assert "渡口路1号" in text


def test_a_list_that_a_sentence_announces_stays() -> None:
    names = ["东门小学", "李青 王芳 陈河", "河口中学", "张三 李四 王五", "赵六 孙七", "青山幼儿园", "周八 吴九"]
    page = "当前位置：首页 > 通知公告 > 正文\n青山县优秀教师名单\n2021-05-11 来源：青山日报\n"
    page += "经县局评审，现将优秀教师名单公布如下：\n" + "\n".join(names) + "\n责任编辑：王芳\n上一篇：石桥重修"
    article = clean(page.encode()).text
    assert all(name in article for name in names)


SHORT = [
    "白沙渡口的桥墩昨天通过了验收,施工队已经撤到了对岸的工棚。",
    "未来三天如下:十六日浇筑,十七日养护,十八日拆模。",
    "村里的老人提醒,夜里过桥要带灯,孩子要有人牵着手走。",
]
TEASERS = [
    "冷空气今晚抵达本市,请市民添衣,并关好门窗和阳台。",
    "献血屋周末照常开门,符合条件的市民都可以前往献血,O型血告急。",
]


def left_alone(*lines: str) -> list[str]:
    """What a page of `lines` gets back that would lose them all."""
    page = rows(Document("\n".join(lines)), MATCHER)
    return [page[at].text for at in sorted(stranded(page, set(range(len(page)))))]


def test_a_page_without_a_sentence_gets_its_run_of_them_back() -> None:
    assert left_alone("冷空气到货", "白沙渡口石拱桥通车", *SHORT, "养鹅记", TEASERS[0]) == [
        "白沙渡口石拱桥通车",
        *SHORT,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["冷空气到货", TEASERS[0], "献血屋开门", TEASERS[1]],
        ["今日要闻", *TEASERS],
        ["石拱桥通车", SHORT[0]],
    ],
    ids=["teasers below headlines", "teasers of two things", "one sentence"],
)
def test_a_page_of_teasers_gets_none(lines: list[str]) -> None:
    assert left_alone(*lines) == []
