"""Pages that list headlines, and what looks like one and is an article."""

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.lines import rows
from cleaner.zoning.listing import is_list

HEADLINES = (
    "老城区三条背街小巷改造完工",
    "社区食堂周末不打烊",
    "早市搬进东门外的新大棚",
    "供暖季前锅炉完成检修",
    "公交专线延伸到东山村",
    "公积金贷款额度上调到六十万",
    "三个旧小区加装电梯",
    "二手房交易连续四月回升",
    "共有产权房开始登记",
    "物业费调整须过半业主同意",
)
MENU = "首页 新闻 民生 房产 健康 体育"


def channels(sections: tuple[str, str]) -> str:
    return "\n".join([sections[0], *HEADLINES[:5], sections[1], *HEADLINES[5:]])


@pytest.mark.parametrize(
    "page",
    [
        channels(("民生", "房产")),
        f"{MENU}\n{channels(('上篇', '下篇'))}",
        f"山城纪事目录\n作者：周一山\n{channels(('民生', '房产'))}",
    ],
    ids=["no menu", "headings of its own", "a byline"],
)
def test_lists_that_may_be_articles_stay(page: str) -> None:
    assert all(headline in clean(page).text for headline in HEADLINES)


def test_a_sentence_is_an_article() -> None:
    sentence = "小巷改造从去年三月开始，一共铺了四公里石板，沿街的住户都说路平了。"
    assert sentence in clean(f"{MENU}\n{channels(('民生', '房产'))}\n{sentence}").text


def test_headlines_under_the_words_of_the_menu_go() -> None:
    article = clean(f"青山网\n{MENU}\n{channels(('民生', '房产'))}")
    assert article.text == ""
    assert "strip.index-page" in {change.rule for change in article.changes}


def test_headlines_with_a_day_each_go() -> None:
    article = clean("\n".join([MENU, *(f"{line} 2021-03-{day:02}" for day, line in enumerate(HEADLINES, 1))]))
    assert article.text == ""


def test_headlines_with_their_minute_below_go() -> None:
    article = clean("\n".join([MENU, *(f"{line}\n{day}分钟前 | 生活" for day, line in enumerate(HEADLINES, 1))]))
    assert article.text == ""


GONE = "抱歉，您要查看的文章已被作者删除。"
TEASERS = (
    "他在渡口摆了十一年的修鞋摊，去年冬天忽然被人认出来。",
    "一碗米饭凉了以后再热，升糖的速度会慢一些，可也别贪多。",
    "旧手机里最值钱的不是屏幕，是你忘了退出的那几个账号。",
)


def test_what_is_offered_instead_of_a_page_goes() -> None:
    teased = [line for pair in zip(HEADLINES[:3], TEASERS, strict=True) for line in pair]
    assert clean("\n".join([MENU, "提示信息", GONE, "大家都在看", *teased, *HEADLINES[3:]])).text == ""


def test_an_article_below_such_a_sentence_stays() -> None:
    own = [
        "旧手机里的照片我一直没有删，里面有外婆最后一次做饭的样子。",
        "外婆做饭从不量盐，手指一捏就够了，旧手机里的照片拍下了那一捏。",
        "后来我照着照片学，捏了许多次，盐总是多。",
    ]
    assert all(line in clean("\n".join([MENU, "提示信息", GONE, *own, *HEADLINES])).text for line in own)


def test_a_deleted_comment_is_no_server_s() -> None:
    page = [MENU, HEADLINES[0], "2021-03-04 来源：青山网", TEASERS[0], "该评论已被作者删除", *HEADLINES[1:]]
    assert TEASERS[0] in clean("\n".join(page)).text


def test_a_list_without_anything_around_it_is_somebody_s() -> None:
    dated = [row for day, line in enumerate(HEADLINES, 1) for row in (line, f"3-{day} 08:30")]
    matcher = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
    assert [is_list(rows(Document("\n".join(page)), matcher)) for page in (dated, [MENU, *dated])] == [False, True]


FOUND = "共找到 64 条与“小巷”相关的内容"


def test_what_a_search_or_a_tag_found_goes() -> None:
    teaser = "小巷改造从去年三月开始，一共铺了四公里石板，沿街的住户都说路平了，那么接下来……"
    article = clean(
        "\n".join(
            ["青山网", "首页 > 标签 > 小巷", FOUND, *HEADLINES[:5], teaser, *HEADLINES[5:], "上一页 1 2 3 下一页"]
        )
    )
    assert article.text == ""
    assert "strip.index-page" in {change.rule for change in article.changes}


@pytest.mark.parametrize(
    "below", ["小巷改造完工了，沿街的住户都说路平了。", "编辑：周一山 2021-03-04"], ids=["a sentence", "a byline"]
)
def test_an_article_on_what_was_found_stays(below: str) -> None:
    found = clean("\n".join(["青山网", "档案里共找到64条旧地名", below, *HEADLINES]))
    assert all(headline in found.text for headline in HEADLINES)
