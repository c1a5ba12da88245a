"""Where an article begins and ends among prose of others: two proofs that agree, and what one of them alone leaves."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.borders import Borders, borders
from cleaner.zoning.kin import pairs, shared
from cleaner.zoning.lines import rows

MATCHER = Matcher([rule for rule in load([packaged()]) if rule.match not in ("code", "select")])
TITLE = "白沙渡口的石拱桥修好了"
ARTICLE = [
    "白沙渡口的石拱桥昨天重新开放，村民们推着板车从桥上走过，鞭炮从桥头一直响到桥尾。",
    "这座石拱桥建于清代，去年山洪冲走了两个桥墩，渡口停了十四个月，村民进城要绕三十里山路。",
]
OTHERS = [
    "受冷空气影响，全市未来三天气温将下降八度，请市民及时添衣，注意用火安全。",
    "中心血站提醒，O型血库存偏低，爱心献血屋周末照常开门，欢迎符合条件的人前往。",
    "一名司机把手套误当钱包扔进垃圾桶，环卫工人翻了四十分钟，替他找了回来。",
    "图书馆新到外文绘本六百册，家长可以凭借书证网上预约，每次限借五本。",
]
MORE = [
    "菜市场改造后多了一间共享厨房，附近住户可以带着新买的鱼来加工，每斤收费两元。",
    "气象部门说，今晚北斗七星格外明亮，山区观测条件最好，请注意保暖。",
]


def found(*lines: str) -> Borders:
    return borders(rows(Document("\n".join(lines)), MATCHER))


def test_pairs_leave_out_what_any_two_sentences_share() -> None:
    assert pairs("我们的石拱桥,在2020年") == {"石拱", "拱桥"}
    assert shared(pairs("石拱桥"), pairs("一座石拱桥")) == 1.0
    assert shared(frozenset(), frozenset({"石拱"})) == 0.0


def test_a_feed_above_a_title_whose_words_it_does_not_share() -> None:
    cards = [line for text in OTHERS for line in (text, "城事 2小时前")]
    assert found(*cards, TITLE, "2021-03-04 10:26 来源：白沙日报", *ARTICLE).start == len(cards)


def test_prose_above_a_heading_with_a_byline_that_belongs_to_it() -> None:
    abstract = "核心提示：白沙渡口的石拱桥昨天重新开放，停了十四个月的渡口又热闹起来。"
    assert found(abstract, TITLE, "2021-03-04 10:26 来源：白沙日报", *ARTICLE).start == 0


def test_a_readers_name_below_the_heading_of_the_comments_begins_nothing() -> None:
    page = [
        "桥通了",
        "2021-03-04",
        *OTHERS,
        "全部评论（63）",
        "桥边人8x 来自 江苏",
        "3-5 22:51",
        "回复桥边人8x：江苏那边也有一座这样的，去年刚修好，来自各处的人都去看。",
    ]
    assert found(*page, *MORE).start == 0


def test_related_articles_with_bylines_below_an_article_do_not_begin_it() -> None:
    byline = "2021-03-04 10:26 来源：白沙日报"
    other = ["冷空气今晚到货", "2021-03-05 09:13 来源：白沙日报", OTHERS[0]]
    assert found(TITLE, byline, *ARTICLE, *other).start == 0


@pytest.mark.parametrize("bar", ["阅读 1204 评论 31 赞 96", "分享到：微信 QQ空间 新浪微博", "举报"])
def test_sentences_of_others_below_readers_buttons(bar: str) -> None:
    assert found(TITLE, *ARTICLE, bar, *OTHERS).end == 3


def test_an_article_goes_on_below_buttons_in_its_middle() -> None:
    assert found(TITLE, ARTICLE[0], "分享到：微信 QQ空间 新浪微博", ARTICLE[1], *OTHERS).end is None


def test_buttons_between_a_byline_and_its_article_end_nothing() -> None:
    assert found(*OTHERS, TITLE, "2021-03-04 10:26 来源：白沙日报", "关注", *ARTICLE).end is None


def test_comments_with_names_below_the_number_of_comments() -> None:
    talk = [
        "评论 3",
        "江边客：小时候天天从这座石拱桥上学，看见它修好真是高兴。",
        "豆子：希望渡口也能留着，坐船比走桥有意思。",
    ]
    assert found(TITLE, *ARTICLE, *talk).end == 3


def test_questions_and_answers_below_buttons_are_no_comments() -> None:
    talk = ["分享到：微信", "记者：这座石拱桥修了多久？", "村长：前后花了十四个月，渡口的人都来帮忙，没有要一分工钱。"]
    assert found(TITLE, *ARTICLE, *talk, "记者：明年有什么打算，渡口还会保留吗？").end is None


def test_a_feed_above_its_own_end_shares_nothing_with_any_sentence() -> None:
    page = found(TITLE, *ARTICLE, *OTHERS, "没有更多了")
    assert page.end == 4, "its first sentence may be the article's last, and is left to the model"
    assert found(TITLE, *ARTICLE, *OTHERS).end is None
    assert found(TITLE, *OTHERS, "没有更多了").end is None, "all of it is of other things: news in brief"


def test_the_feed_goes_and_the_article_stays() -> None:
    cards = [line for text in MORE for line in (text, "城事 2小时前")]
    page = "\n".join([*cards, TITLE, "2021-03-04 10:26 来源：白沙日报", *ARTICLE, "阅读 1204 评论 31 赞 96", *OTHERS])
    assert clean(page).text == "\n\n".join([TITLE, *ARTICLE]) + "\n"


def test_a_slogan_above_the_path_of_sections_is_no_article() -> None:
    slogan = "青河新闻网为您自动收集各地的最快更新，供您免费浏览，内容每天都在更新，欢迎您常来看看！"
    page = [slogan, "网站首页 | 网站地图", "青河新闻网> 前沿> 正文", "旧渠怎样修", *OTHERS, *MORE]
    assert found(*page).end is None


def test_injected_words_above_the_head_are_no_article() -> None:
    spam = "亚洲欧美日韩国产综合第一产区,一区二区精品性色,欧美v视频一区二区三区,台湾综合区国产精品"
    page = [spam, "首页 频道 专题", "举报", "旧渠怎样修", *OTHERS, *MORE]
    assert found(*page).end is None
