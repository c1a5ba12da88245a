"""How sites lay out date, source, authors and editors around an article, each layout with what it says.

The body is the same for all; a head stands once under the title and once above it. All names are invented.
"""

from __future__ import annotations

import pytest

from cleaner import clean

TITLE = "小水库换新颜三千亩水田不再靠天"
BODY = (
    "青山县的小水库修好以后，三千亩水田不再靠天吃饭。今年春天，村民们早早把水放进田里，秧苗比往年早插了十天，长得也齐整。",
    "水库管理员每天清晨巡坝一次，把水位、雨量和闸门的情况记在本子上。他说，坝上的事没有小事，一个蚁穴也要当天处理。",
    "县里还给每座水库装了自动雨量站，雨一下，数据就传到值班室。汛期里值班室昼夜有人，遇到大雨，先开闸放水，再通知下游各村。",
)
FIELDS = ("published", "source", "authors", "editors")


def _page(above: str, below: str, tail: str) -> str:
    parts = ["青山新闻网\n首页 | 新闻 | 视频 | 专题 | 评论", above, TITLE, below, "\n".join(BODY), tail]
    furniture = "上一篇：春耕\n下一篇：没有了\n版权所有：青山新闻网 豫ICP备12345678号"
    return "\n\n".join(part for part in [*parts, furniture] if part)


def _said(page: str) -> dict[str, object]:
    article = clean(page)
    assert [line for line in BODY if line not in article.text] == []
    assert article.metadata["title"] == TITLE
    return {name: value for name, value in article.metadata.items() if name in FIELDS}


HEADS: list[tuple[str, dict[str, object]]] = [
    (
        "2020-05-11 15:32:10 来源：青山日报 作者：李青",
        {"published": "2020-05-11T15:32:10", "source": "青山日报", "authors": ["李青"]},
    ),
    ("来源：青山日报   2020年05月11日 15:32", {"published": "2020-05-11T15:32", "source": "青山日报"}),
    (
        "发布时间：2020-05-11   来源：青山网   作者：李青   编辑：王芳   浏览次数：123",
        {"published": "2020-05-11", "source": "青山网", "authors": ["李青"], "editors": ["王芳"]},
    ),
    (
        "发布时间:2020-05-11\n来源:青山网\n作者:李青\n浏览:123",
        {"published": "2020-05-11", "source": "青山网", "authors": ["李青"]},
    ),
    ("时间：2020-05-11\n稿源：青山晚报\n字号：大 中 小", {"published": "2020-05-11", "source": "青山晚报"}),
    ("【2020-05-11】【来源：青山日报】【字体：大 中 小】", {"published": "2020-05-11", "source": "青山日报"}),
    (
        "（2020年5月11日 来源：青山日报 记者：李青）",
        {"published": "2020-05-11", "source": "青山日报", "authors": ["李青"]},
    ),
    ("2020年05月11日09:30 | 来源：青山网-青山日报", {"published": "2020-05-11T09:30", "source": "青山网-青山日报"}),
    ("2020-05-11 09:30 青山日报 评论(12)", {"published": "2020-05-11T09:30", "source": "青山日报"}),
    ("青山日报 2020-05-11 09:30", {"published": "2020-05-11T09:30", "source": "青山日报"}),
    ("http://news.example.com 2005年03月21日 11:21 青山晚报", {"published": "2005-03-21T11:21", "source": "青山晚报"}),
    (
        "作者：李青 文章来源：青山网 点击数：123 更新时间：2005-5-11",
        {"published": "2005-05-11", "source": "青山网", "authors": ["李青"]},
    ),
    ("发布者：办公室 发布时间：2020-05-11 浏览次数：123", {"published": "2020-05-11"}),
    ("信息来源：县水利局 发布日期：2020-05-11 访问次数：123", {"published": "2020-05-11", "source": "县水利局"}),
    ("发布日期：[2020-05-11] 点击率：123", {"published": "2020-05-11"}),
    ("记者李青／台北報導\n2020/05/11 09:30", {"published": "2020-05-11T09:30", "authors": ["李青"]}),
    (
        "2020-05-11 09:30 联合报 记者李青/台北报导",
        {"published": "2020-05-11T09:30", "source": "联合报", "authors": ["李青"]},
    ),
    ("〔記者李青／台北報導〕\n發稿時間：2020/05/11 09:30", {"published": "2020-05-11T09:30", "authors": ["李青"]}),
    ("更新時間：2020/05/11 10:30\n發布時間：2020/05/11 09:30", {"published": "2020-05-11T09:30"}),
    ("最後更新 2020-05-11 10:30", {"published": "2020-05-11T10:30"}),
    ("發佈於 2020年5月11日 上午9:30\n撰文：李青", {"published": "2020-05-11T09:30", "authors": ["李青"]}),
    ("中華民國109年5月11日 星期一\n文／李青", {"published": "2020-05-11", "authors": ["李青"]}),
    ("發布日期：109-05-11\n發布單位：水利處", {"published": "2020-05-11"}),
    ("By Li Qing | May 11, 2020 9:30 am", {"published": "2020-05-11T09:30", "authors": ["Li Qing"]}),
    ("Published: 11 May 2020", {"published": "2020-05-11"}),
    ("文/李青 图/王芳\n2020-05-11", {"published": "2020-05-11", "authors": ["李青"]}),
    (
        "青山日报记者 李青 通讯员 王芳\n2020-05-11 来源：青山日报",
        {"published": "2020-05-11", "source": "青山日报", "authors": ["李青", "王芳"]},
    ),
    ("□ 本报记者 李青 王芳", {"authors": ["李青", "王芳"]}),
    ("□李青", {"authors": ["李青"]}),
    ("原创 李青 青山发布 2020-05-11 09:30", {"published": "2020-05-11T09:30", "authors": ["李青"]}),
    ("以下文章来源于青山发布 ，作者李青", {"source": "青山发布", "authors": ["李青"]}),
    ("李青 发布于 2020-05-11 分类：生活 阅读(123) 评论(0)", {"published": "2020-05-11", "authors": ["李青"]}),
    ("本文转自：青山日报\n2020-05-11 09:30", {"published": "2020-05-11T09:30", "source": "青山日报"}),
    (
        "来源: 青山县融媒体中心(记者 李青) 时间: 2020-05-11",
        {"published": "2020-05-11", "source": "青山县融媒体中心", "authors": ["李青"]},
    ),
    (
        "原标题：三千亩水田不再靠天\n来源：青山网 2020-05-11 09:30:00",
        {"published": "2020-05-11T09:30:00", "source": "青山网"},
    ),
    ("日期:[2018年09月13日] -- 青山报 -- 版次:[J2]", {"published": "2018-09-13", "source": "青山报"}),
    ("青山日报 2020年05月11日 03版", {"published": "2020-05-11", "source": "青山日报"}),
    ("索引号：11400/2020-1 发布机构：县水利局\n成文日期：2020-05-09 发布日期：2020-05-11", {"published": "2020-05-11"}),
    ("2小时前 青山日报", {}),
    ("2016-08-30 14:02:05来源：青山网", {"published": "2016-08-30T14:02:05", "source": "青山网"}),
    ("2023-04-21 16:05:33来源：青山财经阅读 1.1万", {"published": "2023-04-21T16:05:33", "source": "青山财经"}),
    ("發佈時間：2019/03/17 08:00最後更新：2019/03/17 12:26", {"published": "2019-03-17T08:00"}),
    ("Aug 17 Sun 2014 23:15", {"published": "2014-08-17T23:15"}),
    ("1月 26 2014 09:17", {"published": "2014-01-26T09:17"}),
    ("2020年3月11日12:12 来源：[ 青山网 ]", {"published": "2020-03-11T12:12", "source": "青山网"}),
]

TAILS: list[tuple[str, dict[str, object]]] = [
    ("编辑：李青 校对：王芳 审核：赵四", {"editors": ["李青", "王芳", "赵四"]}),
    ("一审：李青 二审：王芳 三审：赵四", {"editors": ["李青", "王芳", "赵四"]}),
    ("初审：李青\n复审：王芳\n终审：赵四", {"editors": ["李青", "王芳", "赵四"]}),
    ("（责任编辑：李青）", {"editors": ["李青"]}),
    ("责编：李青_QS12", {"editors": ["李青"]}),
    ("来源：青山日报\n编辑：李青", {"source": "青山日报", "editors": ["李青"]}),
    ("稿源：青山日报 作者：李青 责任编辑：王芳", {"source": "青山日报", "authors": ["李青"], "editors": ["王芳"]}),
    ("（来源：青山日报 记者：李青）", {"source": "青山日报", "authors": ["李青"]}),
]


@pytest.mark.parametrize(("head", "fields"), HEADS)
def test_under_the_title(head: str, fields: dict[str, object]) -> None:
    assert _said(_page("", head, "")) == fields


def test_values_below_their_labels() -> None:
    head = "来源\n青山日报\n发布时间\n2020-05-11"
    assert _said(_page("", head, "")) == {"published": "2020-05-11", "source": "青山日报"}
    assert _said(_page(head, "", "")) == {"published": "2020-05-11"}  # the title may be what stands below a label


@pytest.mark.parametrize(
    "head",
    [
        "2020-11-05 09:18 青山街道党政办 阅读 312 A+ A A-",
        "豆苗妹 发布于 2020-11-05 09:18 浏览 6.2万 收藏 3104 关注 收藏这道菜谱",
    ],
    ids=["an office and buttons", "a nickname and counters"],
)
def test_the_day_in_a_row_of_other_words_that_goes(head: str) -> None:
    assert _said(_page("", head, ""))["published"] == "2020-11-05T09:18"


@pytest.mark.parametrize(("head", "fields"), HEADS)
def test_above_the_title(head: str, fields: dict[str, object]) -> None:
    assert _said(_page(head, "", "")) == fields


@pytest.mark.parametrize(("tail", "fields"), TAILS)
def test_under_the_body(tail: str, fields: dict[str, object]) -> None:
    assert _said(_page("", "2020-05-11", tail)) == {"published": "2020-05-11", **fields}


def test_a_date_widget_is_no_date_of_publication() -> None:
    head = "今天是2021年6月1日 星期二\n当前位置：首页 > 新闻\n来源：青山日报 2020-05-11"
    assert _said(_page(head, "", "")) == {"published": "2020-05-11", "source": "青山日报"}


def test_a_date_inside_the_article_is_no_date_of_publication() -> None:
    page = f"{TITLE}\n\n来源：青山日报\n\n2020年5月11日，县里下了第一场透雨。\n" + "\n".join(BODY)
    assert _said(page) == {"source": "青山日报"}


def test_a_crawl_stamp_is_no_date_of_publication() -> None:
    tail = "网页快照时间：2021-06-01 10:20:30"
    assert _said(_page("", "来源：青山日报 2020-05-11", tail)) == {"published": "2020-05-11", "source": "青山日报"}


def test_the_last_step_of_a_path_may_be_the_only_title() -> None:
    page = f"青山新闻网\n当前位置：首页 > 新闻中心 > {TITLE}\n\n来源：青山日报 2020-05-11\n\n" + "\n".join(BODY)
    assert _said(page) == {"published": "2020-05-11", "source": "青山日报"}
    assert clean(page).text.startswith(TITLE)


def test_the_last_step_of_a_path_that_stands_again_goes_once() -> None:
    page = f"当前位置：首页 > 新闻中心 > {TITLE}\n\n{TITLE}\n\n来源：青山日报 2020-05-11\n\n" + "\n".join(BODY)
    assert clean(page).text.count(TITLE) == 1
    assert clean(page).metadata["section"] == ["首页", "新闻中心"]


def test_the_title_tag_names_the_site() -> None:
    menu = "<ul><li>首页</li><li><a>新浪博客</a></li></ul>"
    html = f"<html><head><title>{TITLE}_水利_青山日报网</title></head><body>{menu}<h1>{TITLE}</h1>"
    html += "".join(f"<p>{line}</p>" for line in BODY)
    assert clean(html).metadata["site"] == "青山日报网"


def test_markup_that_names_the_medium_as_author() -> None:
    html = f'<html><head><meta name="author" content="青山日报"></head><body><h1>{TITLE}</h1>'
    html += "<p>来源：青山日报 2020-05-11</p>"
    html += "".join(f"<p>{line}</p>" for line in BODY)
    assert "authors" not in clean(html).metadata


@pytest.mark.parametrize(
    "crumbs",
    [
        '<ol class="breadcrumb"><li><a>首页</a></li><li><a>水利</a></li><li class="active">正文</li></ol>',
        '<div class="bread"><a>首页</a>-<a>水利</a>-<a>正文</a></div>',
        '<div id="crumbs" class="nav"><span>您的位置：</span><a>首页</a> <em>›</em> <a>水利</a><em>›</em>正文</div>',
    ],
)
def test_a_path_of_separate_links_is_the_section(crumbs: str) -> None:
    html = f"<html><body>{crumbs}<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in BODY)
    assert clean(html).metadata["section"] == ["首页", "水利", "正文"]
