"""Strip: the article's own words stay whatever they say; chrome and credits go, each to its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.article import Article
from cleaner.document import Document
from cleaner.stages.strip import propose

CLEANER = Cleaner()
TITLE = "青河县水利建设惠及两万群众"
P1 = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。"
P2 = "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。"
P3 = "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。"
BODY = (P1, P2, P3)


def page(*lines: str) -> str:
    return "\n\n".join(lines) + "\n"


def run(*lines: str) -> Article:
    return CLEANER.clean(page(*lines))


def rules(article: Article) -> set[str]:
    return {change.rule for change in article.changes if change.rule.startswith("strip.")}


# --- the article's own words ------------------------------------------------------------------

STAYS = {
    "a page of prose": (TITLE, *BODY),
    "an article about filing": (
        "青河县新闻网站完成备案",
        "青河县新闻网今年完成了网站备案，备案号为青ICP备12345678号，成为全县第一家完成备案的新闻网站。",
        "负责人说：“版权所有，违者必究”这八个字，我们写在了每个网页的最下面。",
        P3,
    ),
    "an article about buttons": (
        "一次读者调查",
        "有读者问：为什么每条新闻下面都有“上一篇”“下一篇”和“分享到微信”的按钮？编辑说，这是为了方便大家阅读。",
        P1,
        P2,
    ),
    "an article about WeChat": (
        "大坪村建起微信群",
        "扫描二维码就能进群，这是大坪村今年的新鲜事。村民关注村里的微信公众号，点击阅读原文就能看到当天的水情。",
        P2,
    ),
    "the head of a report": (TITLE, "本报讯（记者 李明）" + P1, P2),
    "an agency's marks": (TITLE, "新华社北京3月4日电（记者李明）" + P1, P3 + "（完）"),
    "a note on the author and a closing date": (TITLE, *BODY, "（作者系青河县水务局干部）", "2020年3月于青河"),
    "a note": (TITLE, *BODY, "注：本文数据由县水务局提供。"),
    "a notice with contact, signature and date": (
        "关于停水的通知",
        "各用水户：",
        "因管道检修，定于2020年3月5日8时至17时对城区部分路段停水，请广大用户提前做好储水准备，不便之处敬请谅解。",
        "联系人：王建国",
        "联系电话：0392-1234567",
        "特此通知。",
        "青河县自来水公司",
        "2020年3月4日",
    ),
    "verse with menu words": (
        "春夜",
        "首页翻过，",
        "登录星光的岸，",
        "注册一朵云，",
        "收藏一场雨，",
        "返回你的窗前。",
    ),
    "a list of books named as menus are": ("这个春天读什么", P1, "《首页》", "《登录》", "《更多》", P2),
    "gambling in the news": (
        "警方提醒警惕网络赌博",
        "近日，民警发现有人在网上散布澳门新葡京、葡京娱乐场等赌博网站的广告，已经依法查处并对相关人员进行了处罚。",
        P3,
    ),
    "spam that a colon introduces": (
        "警方提醒警惕网络赌博",
        P3,
        "广告的原文如下：",
        "代开发票，办证刻章，联系电话13800000000，微信wang123456",
        P2,
        P1,
    ),
    "kicker, title and subtitle": ("“水润青河”系列报道之三", TITLE, "——来自大坪村的报道", *BODY),
    "section headings": (TITLE, P1, "管护有人 用水不愁", P2, "下一步 再加力", P3),
    "a title that comes back in the body": (TITLE, P1, TITLE + "，这是今年的目标，也是全县干部群众共同的心愿。", P2),
    "a passage that stands twice": (TITLE, P1, P2, P1, P3),
    "a speaker's lines": ("水利局长访谈", "记者：今年的水利建设有哪些变化？", "局长：" + P3, "记者：" + P1),
}


@pytest.mark.parametrize("lines", STAYS.values(), ids=STAYS.keys())
def test_the_articles_own_words_stay(lines: tuple[str, ...]) -> None:
    assert run(*lines).text == page(*lines)


@pytest.mark.parametrize("name", ["verse with menu words", "a notice with contact, signature and date"])
def test_they_stay_between_chrome_too(name: str) -> None:
    head, tail = ("首页 | 新闻 | 视频", "当前位置：首页 > 新闻 > 正文"), ("打印 | 关闭", "京ICP备12345678号")
    text = run(*head, *STAYS[name], *tail).text
    assert all(line in text for line in STAYS[name])
    assert not any(line in text for line in head)


# --- credits become metadata ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("来源：青河日报", {"source": "青河日报"}),
        ("稿源：青河日报", {"source": "青河日报"}),
        ("作者：李明", {"authors": ["李明"]}),
        ("本报记者 李明", {"authors": ["李明"]}),
        ("发布时间：2020-03-04 10:20", {"published": "2020-03-04T10:20"}),
        ("2020年3月4日 来源：青河日报", {"source": "青河日报", "published": "2020-03-04"}),
        (
            "来源：青河日报  作者：李明  发布时间：2020-03-04 10:20",
            {"source": "青河日报", "authors": ["李明"], "published": "2020-03-04T10:20"},
        ),
        (
            "2020-03-04 10:20 来源：青河日报 作者：李明 责任编辑：王小红 字号：大 中 小 打印",
            {
                "source": "青河日报",
                "authors": ["李明"],
                "editors": ["王小红"],
                "published": "2020-03-04T10:20",
            },
        ),
    ],
)
def test_a_credit_under_the_title(line: str, fields: dict[str, object]) -> None:
    article = run(TITLE, line, *BODY)
    assert article.text == page(TITLE, *BODY)
    found = {name: value for name, value in article.metadata.items() if name not in ("title", "language", "script")}
    assert found == fields


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("责任编辑：王小红", {"editors": ["王小红"]}),
        ("（责任编辑：王小红）", {"editors": ["王小红"]}),
        ("编辑：王小红 校对：张华", {"editors": ["王小红", "张华"]}),
        ("（记者 李明 通讯员 张华）", {"authors": ["李明"]}),
    ],
)
def test_a_credit_under_the_body(line: str, fields: dict[str, list[str]]) -> None:
    article = run(TITLE, *BODY, line)
    assert article.text == page(TITLE, *BODY)
    for name, value in fields.items():
        assert article.metadata[name][: len(value)] == value


def test_a_reporter_at_a_paragraphs_end_goes_and_at_its_head_stays() -> None:
    assert run(TITLE, P1, P2 + "（记者 李明）").text == page(TITLE, P1, P2)
    for lines in ((TITLE, P1, P2 + "（记者 李明）"), (TITLE, "本报讯（记者 李明）" + P1, P2)):
        assert run(*lines).metadata["authors"] == ["李明"]


def test_a_placeholder_is_nobody() -> None:
    article = run(TITLE, "作者：admin", *BODY)
    assert article.text == page(TITLE, *BODY)
    assert "authors" not in article.metadata


def test_a_field_stands_where_it_was_read() -> None:
    article = run(TITLE, "来源：青河日报  作者：李明", *BODY)
    for field in article.fields:
        assert field.value in article.source[field.start : field.end]
    assert {"title", "source", "authors"} <= {field.name for field in article.fields}


# --- fused lines ------------------------------------------------------------------------------


def test_a_breadcrumb_fused_with_title_source_and_date() -> None:
    line = f"您当前的位置 : 青河新闻网 >> 专题 >> 水利 >> 一线 {TITLE} 来源:青河日报    2020年05月11日 15:32"
    article = run(line, *BODY)
    assert article.text == page(TITLE, *BODY)
    assert article.metadata["title"] == TITLE
    assert article.metadata["section"] == ["青河新闻网", "专题", "水利", "一线"]
    assert article.metadata["source"] == "青河日报"
    assert article.metadata["published"] == "2020-05-11T15:32"


def test_a_separator_left_at_a_titles_end_goes() -> None:
    assert run(TITLE + " |", "来源：青河日报", *BODY).text == page(TITLE, *BODY)


def test_a_title_with_its_site_behind_it() -> None:
    article = run(TITLE + "_青河新闻网", "来源：青河日报", *BODY)
    assert article.text == page(TITLE, *BODY)
    assert article.metadata["title"] == TITLE


# --- heads ------------------------------------------------------------------------------------


def test_a_date_widget_is_no_publication() -> None:
    head = ("2024年11月5日 星期二", "首页 | 新闻 | 视频 | 图片", "当前位置：首页 > 新闻中心 > 正文")
    article = run(*head, TITLE, "来源：青河日报  发布时间：2020-03-04 10:20", *BODY)
    assert article.text == page(TITLE, *BODY)
    assert article.metadata["published"] == "2020-03-04T10:20"
    alone = run(*head, TITLE, *BODY)
    assert alone.text == page(TITLE, *BODY)
    assert "published" not in alone.metadata


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, TITLE, *BODY),
        (TITLE, "来源：青河日报", TITLE, *BODY),
        (TITLE + "_青河新闻网", TITLE, "来源：青河日报", *BODY),
    ],
)
def test_a_title_that_stands_twice_stays_once(lines: tuple[str, ...]) -> None:
    article = run(*lines)
    assert article.text == page(TITLE, *BODY)
    assert "strip.repeated-title" in rules(article)


def test_the_first_of_two_titles_stays() -> None:
    article = run(TITLE, TITLE, *BODY)
    dropped = next(change for change in article.changes if change.rule == "strip.repeated-title")
    assert dropped.start > article.source.index(TITLE)


def test_a_breadcrumb_becomes_the_section() -> None:
    article = run("当前位置：首页 > 新闻中心 > 本地要闻", TITLE, *BODY)
    assert article.text == page(TITLE, *BODY)
    assert article.metadata["section"] == ["首页", "新闻中心", "本地要闻"]


def test_a_subtitle_loses_its_dashes_only_in_the_metadata() -> None:
    article = run(TITLE, "——来自大坪村的报道", "来源：青河日报", *BODY)
    assert article.text == page(TITLE, "——来自大坪村的报道", *BODY)
    assert article.metadata["subtitle"] == "来自大坪村的报道"
    assert "subtitle" not in run(TITLE, "——" + TITLE, *BODY).metadata


# --- tails ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tail",
    [
        ("上一篇：邻县召开春耕会议", "下一篇：某镇开展清渠行动", "版权所有 青河新闻网"),
        ("相关阅读", "邻县召开春耕会议", "某镇开展清渠行动", "版权所有 青河新闻网"),
        ("分享到：", "打印 | 关闭", "版权所有 青河新闻网 未经许可不得转载", "京ICP备12345678号"),
    ],
    ids=["previous and next", "related", "footer"],
)
def test_what_follows_the_article_goes(tail: tuple[str, ...]) -> None:
    assert run(TITLE, "来源：青河日报", *BODY, *tail).text == page(TITLE, *BODY)


def test_a_jump_of_a_printed_paper_goes() -> None:
    assert run(TITLE, P1, P2 + "（下转第四版）").text == page(TITLE, P1, P2)
    assert run(TITLE, "（上接第一版）" + P1, P2).text == page(TITLE, P1, P2)


# --- spam -------------------------------------------------------------------------------------


def test_spam_needs_two_signs() -> None:
    spam = "代开发票，办证刻章，联系电话13800000000，微信wang123456"
    article = run(TITLE, P1, spam, P2, P3)
    assert article.text == page(TITLE, P1, P2, P3)
    change = next(change for change in article.changes if change.rule == "strip.spam-line")
    assert change.note is not None
    assert len(change.note["signs"]) >= 2  # type: ignore[arg-type]
    chain = "水利建设_渠道修复_大坪村_青河县"  # a chain without the words
    assert chain in run(TITLE, P1, chain, P2, P3).text


# --- warnings ---------------------------------------------------------------------------------


def test_a_page_of_chrome_is_no_article_and_says_so() -> None:
    article = run("首页 | 新闻 | 视频 | 图片", "登录 | 注册", "版权所有 青河新闻网", "京ICP备12345678号")
    assert article.text == ""
    assert [warning.rule for warning in article.warnings] == ["strip.no-article"]


def test_prose_that_only_the_zones_took_is_warned_of() -> None:
    """Whatever they take: a sentence that goes without a rule, and not by far, is reported."""
    foreign = "某地昨夜突降暴雨，消防部门连夜展开救援工作，目前被困人员均已经脱险。"
    for repeat in range(1, 4):
        article = run(TITLE, "来源：青河日报", *BODY, "猜你喜欢", *[foreign] * repeat, "版权所有 青河新闻网")
        zones_took = [c for c in article.changes if c.rule.startswith("strip.unmarked-") and c.note]
        thin = [c for c in zones_took if c.note and float(str(c.note["margin"])) < 2.5 and foreign in c.text]
        assert bool(thin) <= ("strip.thin-margin" in {warning.rule for warning in article.warnings})


def test_what_the_zones_took_names_margin_and_cues() -> None:
    article = run("走进水乡", "热线 邮箱 地图", "首页 | 新闻 | 视频", TITLE, "来源：青河日报", *BODY)
    for change in article.changes:
        if change.rule.startswith("strip.unmarked-"):
            assert change.note is not None
            assert set(change.note) == {"margin", "cues"}


# --- the stage alone --------------------------------------------------------------------------


def test_an_empty_page_changes_nothing_and_says_so() -> None:
    proposal = propose(Document(""), CLEANER.settings)
    assert not proposal.edits
    assert not proposal.fields
    assert [warning.rule for warning in proposal.warnings] == ["strip.no-article"]


LINES = [
    TITLE,
    *BODY,
    *(line for lines in STAYS.values() for line in lines),
    "打印 | 关闭",
    "来源：青河日报",
    "相关阅读",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_edits_only_drop_and_stay_inside_their_line(lines: list[str]) -> None:
    doc = Document(page(*lines))
    proposal = propose(doc, CLEANER.settings)
    for edit in proposal.edits:
        assert edit.text == ""
        assert "\n" not in doc.text[edit.start : edit.end]
    assert len(proposal.lines) == sum(bool(line.strip()) for line in lines)
    doc.apply(proposal)


@settings(max_examples=60, deadline=None)
@given(st.permutations(BODY), st.sampled_from([(), ("来源：青河日报",), ("打印 | 关闭",)]))
def test_prose_survives_in_any_order(body: list[str], under: tuple[str, ...]) -> None:
    text = run(TITLE, *under, *body).text
    assert all(line in text for line in body)


def test_a_labelled_day_above_the_title_is_no_widget() -> None:
    page = [
        "槟城",
        "发布: 10:50am 02/08/2023",
        "特别假期",
        TITLE,
        *BODY,
        "相关新闻",
        "发布: 2:26pm 02/04/2025",
        "渡口重开",
    ]
    assert Cleaner().clean("\n\n".join(page)).metadata["published"] == "2023-08-02T10:50"


def test_captions_between_title_and_text_stay() -> None:
    page = ["首页 > 新闻 > 正文", "春早人勤", "▲培育秧苗", "▲选购农机", "■本报记者 刘军 王中 文/图", *BODY]
    article = Cleaner().clean("\n\n".join(page))
    assert article.metadata["title"] == "春早人勤"
    assert "▲培育秧苗\n\n▲选购农机" in article.text


def test_very_many_dated_rows_below_the_text(grows_linearly: Callable[..., bool]) -> None:
    def work(size: int) -> Callable[[], object]:
        rows = [f"作者：李{chr(0x4E00 + at)} 2014-03-05" for at in range(size)]
        doc = Document(page(TITLE, *BODY * 3, *rows))
        return lambda: propose(doc, CLEANER.settings)

    assert grows_linearly(work, 150)


def test_bars_that_part_clauses_are_the_texts() -> None:
    prose = "古人读书自己断句，老师在书上画竖线，学生跟着念，一遍一遍地念到会背为止。"
    rows = [
        "首页 > 语文 > 正文",
        "断句的办法",
        "2021-03-04 来源：青河网",
        prose,
        "天地玄黄。|",
        "宇宙洪荒。|",
        prose[::-1],
        "上一篇：春耕",
    ]
    text = Cleaner().clean("\n".join(rows)).text
    assert "天地玄黄。|" in text
    assert "宇宙洪荒。|" in text
