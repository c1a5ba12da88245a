"""Headlines of other stories below an article: what makes them others', and which lists stay."""

import pytest

from cleaner import clean

ARTICLE = (
    "老渡口的灯今年换成了太阳能的，守灯的老郑说，夜里过河的人再也不用喊他起床了。",
    "他在河边住了三十一年，换过四盏灯，第一盏是马灯，挂在柳树上，风大的时候要用石头压住绳子。",
    "镇里答应把那棵柳树围起来，老郑说不用，树比人懂事，知道往哪边弯。",
)
OTHERS = (
    "雁栖岗首条公交线开通",
    "荻港的樱花今年早了九天",
    "棉农协会选出新会长",
    "夜跑者捡到一窝刺猬",
    "县图书馆延长开放时间",
    "旧粮站改成了乡村影院",
    "停水通知：26日夜间检修管网",
    "六旬夫妻骑车去了海南",
)


def page(closer: str, below: tuple[str, ...]) -> str:
    head = ("首页 > 新闻 > 正文", "老渡口的灯", "2021-05-06 08:30 来源：河州日报")
    return "\n\n".join([*head, *ARTICLE, closer, *below, "版权所有：河州新闻网"]) + "\n"


@pytest.mark.parametrize("closer", ["下一篇：桥头的豆腐坊", "热门新闻", "责任编辑：王芳"])
def test_headlines_that_share_nothing_go(closer):
    text = clean(page(closer, OTHERS)).text
    assert not [line for line in OTHERS if line in text]
    assert all(line in text for line in ARTICLE)


def test_a_list_of_one_kind_stays_below_the_editors():
    rows = tuple(
        f"{name}，河州市渡口镇守灯人，守灯{n}年"
        for n, name in enumerate(("郑有田", "李大顺", "王根生", "赵铁柱", "孙满仓", "周老四"), 21)
    )
    text = clean(page("责任编辑：王芳", rows)).text
    assert all(row in text for row in rows)


def test_a_list_that_a_heading_announces_stays():
    rows = ("获奖名单", *(f"{place} {who}" for place, who in zip("一二三四五六", OTHERS, strict=False)))
    assert all(row in clean(page("上一篇：桥头的豆腐坊", rows)).text for row in rows)


def test_a_sentence_below_keeps_all():
    text = clean(
        page("热门新闻", (*OTHERS, "老郑后来把旧马灯送给了镇上的小学，孩子们给它写了一首诗，题目就叫渡口的灯。"))
    ).text
    assert "孩子们给它写了一首诗" in text


def test_without_a_closing_row_all_stay():
    text = clean("老渡口的灯\n\n" + "\n\n".join([*ARTICLE, *OTHERS]) + "\n").text
    assert all(line in text for line in OTHERS)


SIGNED = ARTICLE[2] + "（责任编辑：王芳）"


def signed(*below: str) -> str:
    return clean("\n\n".join(["老渡口的灯", *ARTICLE[:2], SIGNED, *below]) + "\n").text


def test_a_few_headlines_right_below_the_editors_at_a_paragraphs_end_go():
    others = (
        "雁栖岗首条公交线开通",
        "棉农协会、种子站联合举办育苗培训会",
        "旧粮站改成了乡村影院",
        "停水通知：26日夜间检修管网",
    )
    text = signed(*others)
    assert not [line for line in others if line in text]
    assert all(line in text for line in ARTICLE)


@pytest.mark.parametrize(
    "own",
    [
        ("老郑把马灯挂在柳树上", "守灯的老郑站在老渡口", "换成太阳能的第四盏灯"),
        ("附：历任守灯人", "一九四九年起郑有田守灯", "一九七二年起李大顺守灯", "一九九〇年起王根生守灯"),
        ("记者后来又去看了他一次。", "雁栖岗首条公交线开通", "棉农协会选出新会长", "旧粮站改成乡村影院"),
    ],
)
def test_what_the_article_is_about_stays_below_the_editors_at_a_paragraphs_end(own):
    text = signed(*own)
    assert all(line in text for line in own)


def test_readers_words_below_the_headlines_are_no_part_of_the_article():
    words = ("读者回应（2）", "Peter Chan：看得我鼻子发酸，谢谢你写他。", "街坊：灯的事是真的，我小时候见过。")
    text = clean(page("下一篇：桥头的豆腐坊", (*OTHERS, *words))).text
    assert not [line for line in (*OTHERS, *words) if line in text]
