"""The heading: which line is the title, what belongs to it, what only repeats it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, clean, hanzi
from cleaner.document import Document, Evidence
from cleaner.zoning.headline import Heading, choose, without_dashes
from cleaner.zoning.lines import Row, Topics, rows, squeeze

CLEANER = Cleaner()
TITLE = "青河县水利建设惠及两万群众"
P1 = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。"
P2 = "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。"
P3 = "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。"
BODY = (P1, P2, P3)


def of(*lines: str, taken: tuple[int, ...] = (), known: str = "") -> tuple[Heading, list[Row]]:
    """The heading of lines of which the prose is body and all else is head."""
    page = rows(Document("\n".join(lines)), None)
    zones = ["body" if line in BODY else "head" for line in lines]
    none = [False] * len(page)
    return choose(page, zones, [at in taken for at in range(len(page))], hanzi.fold(known), none, Topics()), page


def title_of(page: str) -> str | None:
    found = CLEANER.clean(page).metadata.get("title")
    assert found is None or isinstance(found, str)
    return found


def text(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


# --- no title ---------------------------------------------------------------------------------


def test_no_rows_no_heading() -> None:
    assert choose([], [], [], "", [], Topics()) == Heading()


@pytest.mark.parametrize(
    "line",
    [
        "2020年3月4日 10:20",
        "来源：青河日报",
        "https://news.example.cn/1.html",
        "首页 > 新闻中心 > 正文",
        "水利",
        P2,
    ],
)
def test_what_is_no_title(line: str) -> None:
    assert of(line, P1, P3)[0].title is None


def test_a_line_that_a_rule_took_is_no_title() -> None:
    assert of(TITLE, *BODY, taken=(0,))[0].title is None


def test_prose_alone_has_no_title() -> None:
    assert of(*BODY)[0] == Heading()
    assert title_of(text(*BODY)) is None


def test_nothing_below_the_prose_is_the_title() -> None:
    assert of(P1, P2, TITLE, P3)[0].title is None


# --- the title --------------------------------------------------------------------------------


def test_the_line_that_talks_about_the_same_is_the_title() -> None:
    assert of("今日推荐好书一览", TITLE, *BODY)[0].title == 1
    assert of(TITLE, "今日推荐好书一览", *BODY)[0].title == 0


def test_markup_helps() -> None:
    known = "大坪村的早晨"
    assert of(TITLE, known, *BODY)[0].title == 0
    assert of(TITLE, known, *BODY, known=known + "_青河新闻网")[0].title == 1
    assert of(TITLE, known, *BODY, known=known)[0].title == 1


def test_a_heading_element_helps() -> None:
    lines = ("水利建设在青河", "大坪村的早晨", *BODY)
    page = [
        row._replace(evidence=Evidence("html/body/h1" if row.text == lines[1] else "html/body/p", "", 0.0, ""))
        for row in rows(Document("\n".join(lines)), None)
    ]
    found = choose(page, ["head", "head", *["body"] * 3], [False] * 5, "", [False] * 5, Topics())
    assert found.title in (0, 1)
    assert of(*lines)[0].title == 0


@pytest.mark.parametrize("kicker", ["“水润青河”系列报道之三", "青河水利特别报道"])
def test_a_series_is_a_kicker_and_no_title(kicker: str) -> None:
    assert of(kicker, TITLE, *BODY)[0].title == 1
    assert CLEANER.clean(text(kicker, TITLE, *BODY)).text == text(kicker, TITLE, *BODY)


@pytest.mark.parametrize("kicker", ["七十五名老兵档案回家行动之九", "山里来的信·之十二"])
def test_a_series_with_its_number_is_a_kicker_whatever_it_is_about(kicker: str) -> None:
    assert of(kicker, TITLE, *BODY)[0].kept == {0}


@pytest.mark.parametrize(("row", "kept"), [("yinti", {0}), ("kicker main", {0}), ("nav", set())])
def test_a_kicker_stands_in_an_element_named_for_it(row: str, kept: set[int]) -> None:
    page = rows(Document("\n".join(["山里来的信", TITLE, *BODY])), None)
    page[0] = page[0]._replace(evidence=Evidence("div", row, 0.0, ""))
    zones = ["head", "title", "body", "body", "body"]
    assert choose(page, zones, [False] * 5, "", [False] * 5, Topics()).kept == kept


def test_a_title_before_an_abstract_and_dashes() -> None:
    """A paper prints the first paragraph above its own title."""
    page = text(P1, "大坪村的早晨", "——青河县水利建设综述", P2, P3)
    assert CLEANER.clean(page).text == page
    assert title_of(page) == "大坪村的早晨"
    assert CLEANER.clean(page).metadata["subtitle"] == "青河县水利建设综述"


# --- what belongs to it -----------------------------------------------------------------------


def test_a_subtitle_stands_under_the_title() -> None:
    found, _ = of(TITLE, "——来自大坪村的报道", *BODY)
    assert (found.title, found.subtitle) == (0, 1)
    assert found.repeats == frozenset()


def test_a_subtitle_that_repeats_the_title_is_none() -> None:
    found, _ = of(TITLE, "——" + TITLE, *BODY)
    assert (found.title, found.subtitle) == (0, None)
    assert 1 not in found.repeats


def test_the_second_half_of_a_title_stays_with_it() -> None:
    found, _ = of("青河县水利建设", "两万群众受益", *BODY)
    assert found.title is not None
    assert {0, 1} <= found.kept | {found.title}


# --- repetitions ------------------------------------------------------------------------------


def test_a_title_that_stands_alone_repeats_nothing() -> None:
    assert of(TITLE, *BODY)[0].repeats == frozenset()


@pytest.mark.parametrize("again", [TITLE, "青河县水利建设，惠及两万群众", TITLE + "_青河新闻网", TITLE + " - 青河在线"])
def test_the_first_stays_the_others_go(again: str) -> None:
    found, _ = of(TITLE, again, *BODY)
    assert (found.title, found.repeats) == (0, frozenset({1}))


def test_the_title_inside_the_prose_is_no_repetition() -> None:
    found, _ = of(TITLE, P1, TITLE, P2, P3)
    assert (found.title, found.repeats) == (0, frozenset())


def test_a_longer_line_is_no_repetition() -> None:
    found, _ = of(TITLE, TITLE + "的经验和做法", *BODY)
    assert found.repeats == frozenset()


# --- the suffix -------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["_青河新闻网", " - 青河在线", "_要闻_青河日报", " | 青河县政府"])
def test_section_and_site_are_cut_off(suffix: str) -> None:
    found, page = of(TITLE + suffix, *BODY)
    assert found.title == 0
    assert page[0].text[: found.suffix].rstrip() == TITLE


@pytest.mark.parametrize(
    "line", ["青河县水利建设 惠及两万群众", "青河县水利建设-两万群众受益", TITLE, "青河县水利建设|专家谈"]
)
def test_halves_of_a_title_are_not(line: str) -> None:
    assert of(line, *BODY)[0].suffix == 0


# --- small things -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("——来自大坪村", "来自大坪村"),
        ("-- 来自大坪村", "来自大坪村"),
        ("—来自", "来自"),
        ("来自——", "来自——"),
        ("-1", "-1"),
    ],
)
def test_dashes_that_open_a_line(line: str, bare: str) -> None:
    assert without_dashes(line) == bare


def test_titles_are_compared_by_their_letters() -> None:
    assert squeeze("“水润_青河” 2020!") == "水润青河2020"


LINES = [
    TITLE,
    *BODY,
    "——来自大坪村的报道",
    "2020年3月4日",
    TITLE + "_青河新闻网",
    "“水润青河”系列报道之三",
    "首页 > 正文",
]
ZONES = ["head", "title", "body", "insert", "tail"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ZONES), st.booleans()), max_size=12))
def test_a_heading_is_made_of_rows_that_are_there(page: list[tuple[str, str, bool]]) -> None:
    given_rows = rows(Document("\n".join(line for line, _, _ in page)), None)
    none = [False] * len(page)
    found = choose(given_rows, [zone for _, zone, _ in page], [taken for _, _, taken in page], "", none, Topics())
    everything = {*found.kept, *found.repeats, *(k for k in (found.title, found.subtitle) if k is not None)}
    assert everything <= set(range(len(page)))
    if found.title is None:
        assert found == Heading()
        return
    assert found.title not in found.repeats
    assert not found.kept & found.repeats
    assert all(k > found.title for k in found.repeats if given_rows[k].text == given_rows[found.title].text)
    assert 0 <= found.suffix < len(given_rows[found.title].text)


# --- what stands around a title ---------------------------------------------------------------


def test_the_path_leads_to_a_short_title() -> None:
    page = text("首页 > 公告 > 讣告", "讣告", "发布时间：2021-02-22 点击数：[31]", P1, P2, P3)
    assert title_of(page) == "讣告"


def test_a_title_may_ask() -> None:
    page = text("首页 > 问答 > 水利", "家里的老水渠漏水已经两个多月了，要不要请人来修？", "浏览 29 次", P1, P2, P3)
    assert title_of(page) == "家里的老水渠漏水已经两个多月了，要不要请人来修？"


def test_the_first_of_numbered_headings_is_no_title() -> None:
    page = text("首页 新闻 专题", TITLE, "阅读量26", "一、水利为什么重要", P1, "二、水利建设的资金", P2, P3)
    assert title_of(page) == TITLE


@pytest.mark.parametrize(
    "row", ["起点：大坪村 终点：青河县城", "[大] [中] [小]", "热门：水利 渠道 灌溉", "GB/T 1187—2018"]
)
def test_a_row_of_data_is_no_title(row: str) -> None:
    assert title_of(text("首页 > 新闻 > 正文", TITLE, row, P1, P2, P3)) == TITLE


def test_a_greeting_is_no_title() -> None:
    assert title_of(text("首页 > 通知", "各乡镇水利站：", P1, P2, P3)) is None


def test_verse_has_its_title_above_it() -> None:
    page = text("首页 | 诗歌 | 散文 | 关于我们", "夜过石桥", "水在桥下，", "月在水上，", "人在月里走。", P1, P2)
    assert title_of(page) == "夜过石桥"


def test_a_word_that_the_prose_begins_with_is_an_entrys_title() -> None:
    page = text(
        "来自川南百科", "跳到导航 跳到搜索", "望楼", "望楼是川南场镇的一种高台，前半落在石基上，后半用长木柱支着。"
    )
    assert title_of(page) == "望楼"


@pytest.mark.parametrize("title", ["“水渠修好了。”青河县山里人的三个春天", "看完这条水渠的来历，我只想说，服了。。。"])
def test_a_title_may_quote_and_trail_off(title: str) -> None:
    assert title_of(text("首页 > 新闻 > 正文", title, "2020年3月4日 10:20", P1, P2, P3)) == title.replace(
        "。。。", "……"
    )


def test_an_item_of_a_list_is_no_title() -> None:
    page = text("首页 > 新闻 > 正文", TITLE, "• 水利新闻", "• 2020-03-04", "• 报纸编辑：李青", P1, P2, P3)
    assert title_of(page) == TITLE


def test_a_flash_under_its_credits_has_a_title() -> None:
    flash = "3月1日，青河县的村民在大坪村的渠首排队领取用水证，当天发出一千二百张。"
    page = text(
        '青河县发放"用水证" 村民排队领取', "2015-03-02 08:42    来源：青河新闻网     打印本页 关闭", flash, "责编：李青"
    )
    assert title_of(page) == "青河县发放“用水证” 村民排队领取"


# --- documents that are called by their kind ---------------------------------------------------


@pytest.mark.parametrize("kind", ["通知", "声明", "公司简介", "大事记", "天气预报", "联系方式", "隐私政策"])
def test_a_kind_right_above_the_prose_is_the_title(kind: str) -> None:
    assert title_of(text(kind, *BODY)) == kind
    page = ["首页 新闻 财经 体育", "当前位置：首页 > 新闻中心 > 正文", kind, "2020-05-11 来源：青河日报", *BODY]
    assert title_of(text(*page)) == kind
    assert kind in CLEANER.clean(text(*page)).text.split("\n")


def test_a_menu_word_elsewhere_is_none() -> None:
    cleaned = CLEANER.clean(text("首页", "通知", "2020-05-11", TITLE, "来源：青河日报", *BODY, "上一篇：没有了"))
    assert cleaned.metadata["title"] == TITLE
    assert "通知" not in cleaned.text.split("\n")


def test_a_caption_that_stands_twice_is_not_the_title() -> None:
    caption = "青河县水利建设启动仪式现场（陈正 摄）"
    page = ["打开", TITLE, "时讯", "2016-04-23 09:57", caption, P1, caption, P2, P3]
    assert title_of(text(*page)) == TITLE


def test_the_title_behind_a_day_goes() -> None:
    prose = "今年以来，青河县修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人，水放到了田头。"
    page = f"07.25 青河县渠道管护办法的三个问题\n\n青河县渠道管护办法的三个问题\n\n{prose}\n\n{prose[5:]}\n"
    assert Cleaner().clean(page).text == page.split("\n\n", 1)[1]
    other = page.replace("07.25 青河县渠道", "2.5 公里的渠道")
    assert Cleaner().clean(other).text == other


# --- parts, sections and chapters --------------------------------------------------------------

EXAM = "机电设备维护技能等级考试讲义第三章泵与阀的日常保养"
PUMPS = (
    "泵的保养，是指操作工按规程对泵体、轴承和密封件定期检查、清洗、加油并记入台账的工作，分为日保养、周保养和月保养。"
)
SEALS = "密封件失效多半从渗漏开始。检查时先看轴端有没有水迹，再摸泵体的温度，最后听有没有异响，三样都正常才可以签字。"


def test_the_first_numbered_part_is_no_title_below_a_row_that_may_be_one() -> None:
    page = text(
        "当前位置:首页 > 考试 > 机电 > 讲义 >", EXAM, "一、泵的保养的含义及内容", "(一)泵的保养的含义", PUMPS, SEALS
    )
    assert title_of(page) == EXAM


def test_a_question_above_another_is_no_title_below_a_row_that_may_be_one() -> None:
    page = text(
        "下载青山APP，畅读海量书库",
        "立即打开",
        "扫码下载青山APP",
        "《乡村水利手册》编写人的一天",
        "谁能成为《乡村水利手册》的编写人？",
        PUMPS,
        SEALS,
        "《乡村水利手册》的编写人怎样工作？",
        P2,
    )
    assert title_of(page) == "《乡村水利手册》编写人的一天"


def test_a_question_with_others_below_is_the_title_where_nothing_stands_above() -> None:
    page = text("首页 > 问答 > 正文", "泵的密封件多久要换一次？", PUMPS, SEALS, "泵的轴承多久加一次油？", P2)
    assert title_of(page) == "泵的密封件多久要换一次？"


def test_a_section_that_the_menu_names_is_no_title_above_another() -> None:
    menu = (
        "本站首页 关于我们 水利文献与检索 政府信息公开",
        "水利信息资源",
        "水利信息服务",
        "数字信息检索",
        "专业网站建设",
    )
    path = ("当前位置:首页 > 水利信息研究 > 水利信息资源", "水利信息资源", "暂无下载资料")
    page = text(*menu, *path, TITLE, P1, P2, P3)
    assert title_of(page) == TITLE


def test_a_section_that_the_menu_names_is_the_title_of_its_own_page() -> None:
    page = text(
        "网站首页", "合作社简介", "产品中心", "联系我们", "当前位置:首页 > 合作社简介", "合作社简介", P1, P2, P3
    )
    assert title_of(page) == "合作社简介"


def test_a_chapter_headed_by_verses_is_a_title() -> None:
    page = text(
        "首页 | 武侠小说列表 | 作家 | 排行榜 | 短篇武侠",
        "小说网->《渡口》->正文",
        "第二部 渡口灯火 07 夜渡寒江 晓行空山",
        P2,
        P3,
    )
    assert title_of(page) == "第二部 渡口灯火 07 夜渡寒江 晓行空山"


def test_a_title_behind_its_column_and_a_bar_is_no_row_of_cells() -> None:
    assert of("一线见闻 | 青河县水利", *BODY)[0].title == 0
    assert of("青河县 | 水利 | 大坪村", *BODY)[0].title is None


def test_a_slogan_above_a_menu_is_no_title_though_the_menu_has_a_button_to_follow() -> None:
    menu = [
        "河埠头",
        "写给三年后的自己",
        "石板博客",
        "首页",
        "新随笔",
        "联系",
        "订阅",
        "管理",
        "随笔 - 87  文章 - 0  评论 - 41",
    ]
    prose = "食堂的刷卡机每天导出一个文本文件，一行一笔，我花了两个下午学会用一条命令把它加起来。"
    assert (
        clean("\n".join([*menu, "一条命令给食堂对账", prose, prose.replace("两个", "三个")])).metadata["title"]
        == "一条命令给食堂对账"
    )


@pytest.mark.parametrize("title", ["2019年3月21日青河水利值班实录", "关于2019年3月21日停水检修的通知"])
def test_a_title_may_say_of_which_day_it_tells(title: str) -> None:
    page = "\n".join(["青河在线", title, "2019-03-22 19:00 来源：青河日报", "水利建设再提速", P1, P2, P3])
    assert title_of(page) == title


@pytest.mark.parametrize(
    "row", ["2019年3月21日星期四农历二月", "2019年3月21日青河日报 第5版", "2019年3月21日来源青河日报"]
)
def test_a_row_of_the_day_is_no_title(row: str) -> None:
    assert title_of("\n".join([row, TITLE, P1, P2, P3])) == TITLE


def test_an_entry_named_after_a_newspaper_keeps_its_title() -> None:
    told = "《青河日报》是青河市的一份综合性日报，创刊于1949年5月，由青河报业集团主办，现为对开八版。"
    assert title_of("\n".join(["首页 分类 任务", "青河日报", told, P1, P2])) == "青河日报"


def test_of_a_path_with_the_title_and_the_title_the_title_stays() -> None:
    page = "\n".join(["首页 关于我们 产品 动态", f"当前位置：首页 > 动态 > 问答 > {TITLE}？", f"{TITLE}？", P1, P2, P3])
    article = CLEANER.clean(page)
    assert article.metadata["title"] == f"{TITLE}？"
    assert article.text == text(f"{TITLE}？", P1, P2, P3)


def test_the_name_over_a_menu_is_no_title_where_another_row_may_be() -> None:
    page = ["青河大学信息公告网", "首页 学校通知 会议安排 学术讲座", "当前位置：首页 > 讣告 > 正文", "讣告"]
    assert title_of("\n".join([*page, "发布单位：离退休处 发布时间：2020-11-03", P1, P2, P3])) == "讣告"


@pytest.mark.parametrize("poet", [(), ("〔明代〕 何晚舟",), ("清代：顾小石",)])
def test_a_poem_has_its_name_above_it_and_keeps_its_poet(poet: tuple[str, ...]) -> None:
    verse = ("柴门临涧水，古木压檐低。", "鸟认旧时树，人迷新筑堤。", "断墙留日影，空灶落春泥。")
    page = ["古诗文库 推荐 诗文 名句 作者", "过山村旧居", *poet, *verse, "完善 纠错 收藏", "译文", P1, P2]
    article = CLEANER.clean("\n".join(page))
    assert article.metadata["title"] == "过山村旧居"
    assert article.text.split("\n\n")[: 4 + len(poet)] == ["过山村旧居", *poet, *verse]


@pytest.mark.parametrize("mark", ["\N{IDEOGRAPHIC SPACE}○", " □", " ☆ "])
def test_a_columnist_behind_a_mark_is_no_part_of_the_title(mark: str) -> None:
    article = CLEANER.clean("\n".join(["首页 > 副刊 > 正文", f"{TITLE}{mark}钟小河", "2020-05-11", P1, P2, P3]))
    assert article.metadata["title"] == TITLE
    assert article.metadata["authors"] == ["钟小河"]
    assert article.text == text(TITLE, P1, P2, P3)


def test_rows_of_a_list_keep_their_names_behind_marks() -> None:
    rows = ("红队代表 ○李青", "白队代表 ○王芳")
    assert all(row in CLEANER.clean("\n".join(["首页 > 水利", "青河比赛结果", *rows, P1, P2, P3])).text for row in rows)


def test_tags_below_a_title_are_no_menu_of_a_site() -> None:
    assert title_of("\n".join([TITLE, "水利 农业 渠道", P1, P2, P3])) == TITLE


def test_neither_a_line_of_a_poem_nor_a_note_on_it_is_its_name() -> None:
    verse = (
        "柴门临涧水，古木压檐低？",
        "鸟认旧时树，人迷新筑堤。",
        "断墙留日影，空灶落春泥。",
        "欲问当年客，邻翁指向西。",
    )
    note = "己亥年腊月十六日重过山村时所作"
    page = ["首页 / 诗歌", "过山村旧居", "作者： 何晚舟 2020年01月12日18:32 浏览： 272", "题记：", note, *verse, P1, P2]
    assert title_of("\n".join(page)) == "过山村旧居"


def test_a_heading_over_verses_inside_a_text_is_no_title() -> None:
    verse = ("柴门临涧水，古木压檐低。", "鸟认旧时树，人迷新筑堤。")
    page = "\n".join(["首页 > 文史", "古渡诗话", "2019-03-21 来源：青河日报", "夜泊渡口", *verse, P1, P2])
    assert title_of(page) == "古渡诗话"
    assert title_of("\n".join(["古渡诗话", "夜泊渡口", *verse, P1, P2])) != "夜泊渡口"


def test_a_columnist_stays_in_the_title_where_the_rule_is_off() -> None:
    page = text("河边的旧书摊 ○钟小河", *BODY)
    article = Cleaner(disable=["strip.title-columnist"]).clean(page)
    assert article.metadata["title"] == "河边的旧书摊 ○钟小河"
    assert article.text == page
