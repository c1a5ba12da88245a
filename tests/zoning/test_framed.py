"""Articles without a sentence, kept for the frame around them; and what only looks framed."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.framed import read
from cleaner.zoning.lines import rows

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
HEAD = ["首页 新闻 教育 房产 汽车", "首页 > 生活 > 正文"]
BYLINE = ["2019年05月12日 08:21　来源：云网", "分享到：微信 微博 QQ空间"]
FOOT = [
    "责任编辑：孙雨",
    "相关新闻",
    "老街改造完成首期工程",
    "关于我们 | 联系我们",
    "云网 版权所有 Copyright © 2006-2019",
]
PRICES = ["阳春面 8元", "大排面 18元", "加浇头", "素鸡 3元", "酒水", "酸梅汤 5元"]
WEEK = ["星期一", "红烧肉 炒青菜", "星期二", "鱼香肉丝 蒸南瓜", "星期三", "土豆鸡块"]
TITLES = ["1", "00:00:05,200 --> 00:00:07,900", "你又来了", "2", "00:00:08,100 --> 00:00:11,000", "今天没有船"]
TALK = ["我：房子还在吗", "房东：在", "我：能养猫吗", "房东：什么颜色", "我：橘的", "房东：不行"]


def found(lines: list[str]) -> set[int]:
    return read(rows(Document("\n".join(lines)), MATCHER), set())[1]


@pytest.mark.parametrize("body", [PRICES, WEEK, TITLES, TALK], ids=["prices", "week", "subtitles", "dialogue"])
@pytest.mark.parametrize("foot", [FOOT, ["[打印] [关闭]", "上一篇：通知"]], ids=["portal", "county"])
def test_what_stands_between_byline_and_foot_stays(body: list[str], foot: list[str]) -> None:
    page = "\n".join([*HEAD, "老灶台的一天", *BYLINE, *body, *foot])
    article = clean(page).text.splitlines()
    assert [line for line in article if line] == ["老灶台的一天", *body]


def test_a_path_that_ends_with_the_title_is_a_head() -> None:
    page = ["听听歌词网", "您的位置：听听歌词网 > 歌词 > 租房", "租房", "人气：2301 收藏 打印", *TALK, *FOOT]
    assert found(page) == {2, *range(4, 10)}


def test_a_page_of_short_lines_needs_no_byline() -> None:
    assert found(["首页 | 上一页 | 下一页", "面馆价目表", *PRICES, "返回顶部"]) == set(range(1, 8))


def test_a_short_title_above_the_byline_stays() -> None:
    article = clean("\n".join([*HEAD, "讣告", *BYLINE, "先父陈公讳守田", "享年八十五岁", "谨此讣闻", *FOOT])).text
    assert article.startswith("讣告\n")


PROSE = "镇上的面馆重新开张，老板说价钱不变，汤还是原来的汤，来的人排到了桥头。"


@pytest.mark.parametrize(
    "page",
    [
        [*HEAD, "老灶台", *BYLINE, *PRICES, PROSE, *FOOT],
        [*HEAD, "老灶台", *BYLINE, *PRICES[:3], "打印 关闭", "上一页 下一页", PROSE, *FOOT],
        ["即时 港闻 中国 国际 娱乐 财经", "头条", "铁路故障延误", "报告出炉", "财经", "恒指收报", "更多"],
        [*HEAD, "甲车到站", *BYLINE, "乙车到站", "2019年05月12日 08:22", "丙车到站", "2019年05月12日 08:23", *FOOT],
        [*HEAD, "老灶台", *BYLINE, *PRICES],
    ],
    ids=["a sentence between", "prose below", "headlines of channels", "bylines between", "no foot"],
)
def test_is_left_to_the_model(page: list[str]) -> None:
    assert found(page) == set()


def test_the_title_of_a_song_stays_above_its_buttons() -> None:
    verse = ["站牌上掉了一个字", "你说是我们的名字", "末班车总是晚来", "像有人舍不得", "雨把报纸读了又读", "他说明天还"]
    page = [
        "简体",
        "搜索",
        "注册",
        "单曲",
        "渡口的伞",
        "播放 收藏 (2033) 分享 下载 (611)",
        *verse,
        "明天还没有来",
        "车已经开走",
        *FOOT,
    ]
    assert clean("\n".join(page)).text.count("渡口的伞") == 1


def test_the_first_word_of_a_list_in_a_paper_is_no_author() -> None:
    head = ["河湾日报", "2011年08月19日 星期五", "第04版：副刊 上一版 下一版", "上一篇 下一篇", "酒酿圆子"]
    body = ["用料", "糯米粉 200克", "温水 160克", "酒酿 半碗", "枸杞 少许"]
    text = clean("\n".join([*head, *body, "河湾日报社版权所有"])).text
    assert [line for line in text.splitlines() if line][-5:] == body
