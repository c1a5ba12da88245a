"""Metadata candidates with their origin."""

import json

import pytest
from html_pages import GOVERNMENT, WECHAT

from cleaner.html.head import VALUE_MOST, Candidate
from cleaner.stages.markup import render


def found(html: str) -> set[tuple[str, str, str]]:
    return {tuple(candidate) for candidate in render(html).candidates}


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def test_government_page() -> None:
    page = render(GOVERNMENT)
    assert page.title_tag == "清河县公布今年绿化计划_清河县人民政府"
    assert page.declared_charset == "gb2312"
    assert page.url is None
    assert set(page.candidates) >= {
        Candidate("title", "清河县公布今年绿化计划_清河县人民政府", "title"),
        Candidate("title", "清河县公布今年绿化计划", "meta:articletitle"),
        Candidate("published", "2021-03-12 09:30", "meta:pubdate"),
        Candidate("source", "清河日报", "meta:contentsource"),
        Candidate("authors", "李建国", "meta:author"),
        Candidate("section", "工作动态", "meta:columnname"),
        Candidate("site", "清河县人民政府", "meta:sitename"),
    }


def test_url_comes_from_canonical_or_open_graph() -> None:
    assert render(WECHAT).url == "https://example.org/s/1"
    html = '<link rel="CANONICAL" href="https://example.org/a"><meta property=og:url content=https://example.org/b>'
    assert render(html).url == "https://example.org/a"


def test_linked_data() -> None:
    article = {
        "@type": ["NewsArticle"],
        "headline": "山里的邮路",
        "datePublished": "2020-01-02T08:00:00+08:00",
        "author": [{"@type": "Person", "name": "周明"}, "陈立"],
        "publisher": {"name": "山城日报"},
        "articleSection": "人物",
        "articleBody": "邮递员每周进山两次。",
    }
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"name": "首页"}, {"item": {"name": "人物"}}]}
    assert found(ld({"@graph": [article, crumbs]})) == {
        ("title", "山里的邮路", "json-ld:headline"),
        ("published", "2020-01-02T08:00:00+08:00", "json-ld:datePublished"),
        ("authors", "周明", "json-ld:author"),
        ("authors", "陈立", "json-ld:author"),
        ("site", "山城日报", "json-ld:publisher"),
        ("section", "人物", "json-ld:articleSection"),
        ("section", "首页 > 人物", "json-ld:breadcrumb"),
        ("body", "邮递员每周进山两次。", "json-ld:articleBody"),
    }


@pytest.mark.parametrize(
    "data", ["{", "[" * 100_000, "null", '"x"', '{"@type":"Article","author":{"name":{}}}', "1e999", ""]
)
def test_broken_linked_data_gives_nothing(data: str) -> None:
    assert found(f'<script type="application/ld+json">{data}</script>') == set()


def test_other_things_of_a_graph_are_not_the_article() -> None:
    assert found(ld({"@type": "Product", "name": "茶杯", "author": "周明"})) == set()


def test_microdata_and_time() -> None:
    html = (
        '<div itemscope><h1 itemprop="headline">山里<b>的</b>邮路</h1><span itemprop=author><i>周明</i></span>'
        '<meta itemprop="datePublished" content="2020-01-02">'
        '<time datetime="2020-01-03">昨天</time><time>1月4日</time></div>'
    )
    assert found(html) == {
        ("title", "山里的邮路", "microdata:headline"),
        ("authors", "周明", "microdata:author"),
        ("published", "2020-01-02", "meta:datepublished"),
        ("published", "2020-01-03", "time"),
        ("published", "1月4日", "time"),
    }


def test_values_are_bounded_and_clean() -> None:
    assert found(f"<meta name=author content={'x' * (VALUE_MOST + 1)}><meta name=author content='  '>") == set()
    assert found("<title>\n  山里&amp;的 \n 邮路 </title><svg><title>图标</title></svg>") == {
        ("title", "山里&的 邮路", "title")
    }


@pytest.mark.parametrize(
    ("html", "path"),
    [
        ("<ul class=breadcrumb><li><a>首页</a><li><a>新闻中心</a><li>老渡口</ul>", "首页 > 新闻中心 > 老渡口"),
        ("<div id=dqwz><span><a>网站首页</a></span><span><a>政务公开</a></span></div>", "网站首页 > 政务公开"),
        ("<div class='art_location'><a>首页</a><em>|</em><a>要闻</a></div>", "首页 > 要闻"),
        ("<div class=crumbs><p><a>Home</a> » <a>Local</a></p></div>", "Home > Local"),
        ("<div class=breadcrumb><a>首页</a></div>", ""),
        ("<div class=position-right><a>登录</a><a>注册</a></div>", ""),
        ("<div class='row breadcrumb'><h1>老渡口</h1><p>" + "清晨六点，渡口的灯还亮着。" * 20 + "</p></div>", ""),
    ],
)
def test_breadcrumbs_of_separate_links(html: str, path: str) -> None:
    paths = [value for name, value, origin in found(html + "<p>后面的文字。</p>") if origin == "breadcrumb"]
    assert paths == ([path] if path else [])


def test_labels_types_and_microformats_are_heard() -> None:
    crumbs = "<li><a>首页</a></li><li><a>水利</a></li>"
    for opening in ('<nav aria-label="breadcrumb">', '<ol itemscope itemtype="https://schema.org/BreadcrumbList">'):
        assert ("section", "首页 > 水利", "breadcrumb") in found(f"<html><body>{opening}{crumbs}</body></html>")
    stamp = '<abbr class="published" title="2018-02-25T21:05:00+08:00">晚上9:05</abbr>'
    names = '<span class="fn">炉边人</span><div class="comment"><span class="fn">路人</span></div>'
    told = found(f"<html><body>{stamp}{names}</body></html>")
    assert ("published", "2018-02-25T21:05:00+08:00", "microformat:published") in told
    assert [value for _, value, origin in told if origin == "microformat:author"] == ["炉边人"]


def test_a_card_of_another_article_is_no_author() -> None:
    card = '<a rel="author">老磨坊修好了 2019-09-07 09:58 村里的孩子们都去看</a>'
    assert not any(origin == "microformat:author" for _, _, origin in found(f"<html><body>{card}</body></html>"))
