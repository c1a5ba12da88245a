"""What rules leave over of bylines, and the names between them: whole pages in."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.zoning.lines import rows
from cleaner.zoning.proof import STAYS
from cleaner.zoning.remains import left_over
from cleaner.zoning.zones import Label

TITLE = "青河县新建泵站十二座"
PROSE = "今年以来，青河县新建泵站十二座，改造灌渠四十公里，受益群众两万余人，农田灌溉用水有了保障。"
MORE = "水利局负责人说，泵站建成后，旱季灌溉用水可以提前一周放到田头，灌渠沿线的村子不必再等。"
HEAD = ["首页 | 新闻 | 视频 | 社区 | 登录 | 注册"]
TAIL = ["责任编辑：张三", "Copyright 2020 青河网 京ICP备12345678号"]


def page(*rows: str) -> list[str]:
    text = clean("\n\n".join([*HEAD, *rows, *TAIL])).text
    return text.rstrip("\n").split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "——灌区改造见闻",
        "泵站与灌渠",
        "第三章 引水",
        "青河县水利局",
    ],
)
def test_what_belongs_to_the_title_stays_above_a_byline(line: str) -> None:
    assert page(TITLE, line, "2020-03-04 10:20:33 来源：青河日报", PROSE, MORE) == [TITLE, line, PROSE, MORE]


@pytest.mark.parametrize(
    "line",
    [
        "2020-03-04 09:00 地点：青河图书馆",
        "发布时间：2020-03-04 实施日期：2020年5月1日施行",
    ],
)
def test_rows_of_data_are_no_bylines(line: str) -> None:
    assert any(piece in clean("\n\n".join([*HEAD, TITLE, line, PROSE, MORE, *TAIL])).text for piece in ("地点", "施行"))


def test_a_heading_right_above_its_prose_stays() -> None:
    rows = [TITLE, "2020-03-04 10:20:33 来源：青河日报", PROSE, "分享到：微信 微博", "灌渠沿线", MORE]
    assert page(*rows) == [TITLE, PROSE, "灌渠沿线", MORE]


@pytest.mark.parametrize(
    "line",
    [
        "2020-03-04 10:20 来源：青河日报 记者 何青云",
        "发布时间：2020-03-04 阅读：218 次 听书 播放 停止",
        "资料编号：2281907 上传时间：2020-03-04 所需点数：免费 下载次数：3",
        "作者：何青云 · 摄影：老铁 · 2020.03.04",
        "[ 信息发布：办公室 | 时间：2020-03-04 10:20 | 浏览：33 次 ]",
    ],
)
def test_the_rest_of_a_byline_goes(line: str) -> None:
    assert page(TITLE, line, PROSE, MORE) == [TITLE, PROSE, MORE]


@pytest.mark.parametrize("name", ["南风窗外", "@小石头", "慢城记·手艺", "老铁 匠"])
def test_a_name_in_the_byline_goes(name: str) -> None:
    assert page(TITLE, name, "关注", "2020-03-04 10:20:33 阅读 1,907", PROSE, MORE) == [TITLE, PROSE, MORE]


@pytest.mark.parametrize("line", ["一位老人和一座桥", "春天里的一件小事", "家在岭那边"])
def test_a_subtitle_between_title_and_byline_stays(line: str) -> None:
    """It shares no word with the article, as an account's name does; nothing says that it is one."""
    assert page(TITLE, line, "2020-03-04 10:20:33 来源：青河日报", PROSE, MORE) == [TITLE, line, PROSE, MORE]


def test_a_sections_name_above_the_title_goes_where_chrome_stands_between() -> None:
    assert page("锦书频道", "我的位置：首页 > 新闻", TITLE, "2020-03-04 来源：青河日报", PROSE, MORE) == [
        TITLE,
        PROSE,
        MORE,
    ]


@pytest.mark.parametrize(
    "line", ["王大川 何青云 马三妹", "品名 规格 材质\n铁管 三寸 铸铁", "一审 于三月 二审 于五月", "水位 雨量 流量 3米"]
)
def test_rows_of_names_or_of_a_table_below_the_text_stay(line: str) -> None:
    rows = line.split("\n")
    assert page(TITLE, "2020-03-04 来源：青河日报", PROSE, MORE, *rows)[-len(rows) :] == rows


@pytest.mark.parametrize("line", ["找大夫 查医院 查知识 咨询大厅", "剑外孤山 / 月下打更 / 雪夜弓刀"])
def test_a_menu_below_chrome_goes(line: str) -> None:
    rows = [TITLE, "2020-03-04 来源：青河日报", PROSE, MORE]
    assert page(*rows, "分享到：微信 微博", line) == [TITLE, PROSE, MORE]
    assert page(*rows, line) == [TITLE, PROSE, MORE, line]


def test_short_rows_below_buttons_below_the_text_go() -> None:
    rows = [TITLE, "2020-03-04 来源：青河日报", PROSE, MORE, "分享到：微信 微博", "1 宁塘狮 22", "铁锅炖鱼"]
    assert page(*rows) == [TITLE, PROSE, MORE]


def test_who_answers_goes_with_the_buttons_around() -> None:
    rows = [f"{TITLE}吗？", PROSE, "关注问题 写回答", "查看全部 12 个回答", "石匠老何", "264 人赞同了该回答", MORE]
    assert page(*rows) == [f"{TITLE}吗？", PROSE, MORE]


MENU = ["首页", "设为首页", "|", "联系我们"]


def test_a_row_of_the_menu_between_rows_that_go_goes() -> None:
    """青河县人民政府 shares words with the article and stayed alone of its menu."""
    above = [*MENU, "青河县人民政府", "加入收藏", "您现在的位置：首页 > 要闻"]
    assert page(*above, TITLE, "2020-03-04 10:20:33 来源：青河日报", PROSE, MORE) == [TITLE, PROSE, MORE]


def test_a_kicker_right_above_the_title_stays() -> None:
    found = page(*MENU, "走基层·青河县的泵站", TITLE, "2020-03-04 10:20:33 来源：青河日报", PROSE, MORE)
    assert found == ["走基层·青河县的泵站", TITLE, PROSE, MORE]


def test_a_sentence_above_the_title_is_no_island() -> None:
    lead = "青河县把泵站建到田头，灌溉用水不用再等，旱季的秧苗有了保障。"
    found = page(*MENU, lead, "加入收藏", TITLE, "2020-03-04 10:20:33 来源：青河日报", PROSE, MORE)
    assert lead in found


VERSE = ("远山外 古渡边 晚风起", "旧船头 新月下 一人归", "柳色新 灯影旧 无人问", "一壶浊酒 半生故事")


def test_verse_above_who_wrote_it_stays() -> None:
    prose = ("这几句写在渡口的墙上，是谁写的，什么时候写的，都没有人说得清楚。", "我每次路过，都要停下来读一遍。")
    text = clean("\n\n".join(("三、渡口", *VERSE, "——无名氏，〈渡口〉，1921", *prose, *prose))).text
    assert all(line in text for line in VERSE)


def test_code_below_the_last_sentence_stays() -> None:
    above = ("写一个组件，先要有一个对象，里面放着它的名字和画它的函数，名字是可以没有的，", "函数要给出画好的东西，")
    code = (
        "const Box = {",
        "  // 名字，可以没有",
        "  name: 'Box',",
        "  draw() {",
        "    return {",
        "      type: 'div',",
        "    }",
        "  }",
        "}",
    )
    text = clean(
        "\n".join(
            (
                "组件是怎样画出来的",
                "",
                above[0] + above[1] + "下面就是一个例子。",
                "",
                *code,
                "",
                "可见组件就是一个对象",
            )
        )
    ).text
    assert all(line.strip().split("，")[0] in text for line in code)


def test_hard_wrapped_prose_above_what_is_taken_for_the_title_stays() -> None:
    lines = [
        "三月上旬选三十年生以上、连续三年结实的优良单株，采树冠中",
        "上部外围一年生枝，蜡封后埋入雪窖，温度保持在零下三度",
    ]
    text = [
        *lines,
        "蜡封前擦净",
        "编号入窖",
        "登记产地",
        "方法",
        "采用髓心形成层对接法，削面长四至六厘米，对准一侧形成层绑紧。",
    ]
    read = rows(Document("\n".join(text)), None)
    assert left_over(read, [Label("head", 1.0)] * len(read), [STAYS] * len(read), 5, set()) == {}


def test_a_poem_above_what_somebody_said_of_it_stays() -> None:
    verse = [
        "码头上的灯剩下三盏",
        "检票的老人睡着了",
        "我买一张站票",
        "把影子也带上",
        "江水慢些流",
        "让我看一眼对岸",
        "有一扇窗还亮着",
    ]
    said = [
        "柳河：好文章，作者辛苦，看完想起了老家的码头。",
        "旧书摊：有没有人知道具体在哪条路？想去走一走，拍几张照片。",
    ]
    text = "\n\n".join([*verse, *said]) + "\n"
    assert clean(text).text == text


def test_the_heading_of_references_is_no_account_s_name() -> None:
    cited = ["[1] 秦望．青河水利志．竹林出版社．1997．第214页", "[2] 周越．青河灌渠调查[J]．水土，2020(3)"]
    assert page(TITLE, PROSE, "编辑本段", MORE, "词条图册 更多图册", "参考资料", *cited)[-3:] == ["参考资料", *cited]
