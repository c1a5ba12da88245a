"""From HTML to lines: what must not be split, glued, lost or invented, then evidence, then broken pages."""

import html as entities
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.stages.markup import render

PAGE = (
    '<!DOCTYPE html><html><head><title>老码头_晚报网</title><style>.x{display:none}</style></head><body class="home">'
    '<div id="nav"><a href="/">首页</a><a href="/a">新闻</a></div><div class="article-content"><h1>老码头</h1>'
    "<p>傍晚五点，<b>最后</b>一班渡船&nbsp;离开了。<br>岸上站满了人。</p><table><tr><td>年<td>班次<tr><td>2001<td>12</table>"
    '<pre>a = 1\n  b = 2</pre><p class="x">藏起来的词</p><ruby>甪<rt>lù</rt></ruby>直</div><!-- 注释 -->'
    '<script>var a="<p>"</script>'
    "</body></html>"
)


def lines(html: str) -> list[str]:
    return render(html).text.split("\n")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>中<b>国</b>人<i></i>民</p>", "中国人民"),
        ("<p><span>中</span><span>国</span></p>", "中国"),
        ('<p><span class="a">中</span><span class="b">国</span></p>', "中国"),
        ('<div>长江<span class="a">大</span><span class="a">桥</span></div>', "长江大桥"),
        ("<p>un<b>believ</b>able <i>news</i></p>", "unbelievable news"),
        ("<p>H<sub>2</sub>O<wbr>，x<sup>2</sup></p>", "H2O，x2"),
        ("<p>见<a href=1>北京</a><a href=2>大学</a></p>", "见北京大学"),
        ("<p>a\u200bb\u00adc</p>", "a\u200bb\u00adc"),
        ("<p>1 &lt; 2 &amp;amp; &copy; &#x4e2d; &hellip;</p>", "1 < 2 &amp; © 中 …"),
        ('<p><img alt="图">文<input value="搜索"><!-- 注 --></p>', "文"),
        ("<p><script>document.write('甲')</script><style>p{}</style>文</p>", "文"),
        ("<div style='display:inline'>中</div><div style='display:inline'>文</div>", "中文"),
    ],
)
def test_inline_markup_neither_splits_nor_adds(html: str, text: str) -> None:
    assert render(html).text == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>\u3000\u3000甲</p>", "\u3000\u3000甲"),
        ("<p>&nbsp;&nbsp;甲&emsp;乙&nbsp;</p>", "\xa0\xa0甲\u2003乙\xa0"),
        ("<p>&nbsp;</p><p>甲</p><p>\u3000</p>", "甲"),
        ("<p>  a \t\n b  </p>", "a b"),
        ("<p>张三\n李四</p>", "张三 李四"),
        ("<p>a long line of English words\nand the next one</p>", "a long line of English words and the next one"),
        ("<p>" + "中" * 30 + "\n  文字</p>", "中" * 30 + "文字"),
        ("<div>\u3000\u3000第一段。\n\u3000\u3000第二段。</div>", "\u3000\u3000第一段。\n\u3000\u3000第二段。"),
    ],
)
def test_white_space(html: str, text: str) -> None:
    assert render(html).text.removeprefix("\n") == text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("甲<p>乙<p>丙<div>丁</div>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("甲<br>乙<br/><br>丙</br>丁", ["甲", "乙", "丙", "丁"]),
        ("<ul><li>甲<li>乙<ul><li>丙</ul></ul>", ["甲", "乙", "丙"]),
        ("<dl><dt>甲<dd>乙</dl><h2>丙</h2>丁<hr>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<figure><img><figcaption>图：渡船</figcaption></figure>", ["图：渡船"]),
        ("<select><option>甲<option>乙</select>", ["甲", "乙"]),
        ("<div>甲<button>打印</button>乙</div>", ["甲", "打印", "乙"]),
        ("<span style='display:block'>甲</span><span>乙</span>", ["甲", "乙"]),
        ("<p style='white-space:pre-wrap'>甲\n乙</p>", ["甲", "乙"]),
        ("<pre>\nif a:\n    b\n\n  c\n</pre>", ["if a:", "    b", "", "  c"]),
        ("<textarea>甲\n乙</textarea>", ["甲", "乙"]),
        ("<textarea class=lazy>&lt;p&gt;甲&lt;/p&gt;<p>乙</p></textarea>", ["甲", "乙"]),
        ("<iframe srcdoc='&lt;p>甲&lt;p>乙'></iframe>丙", ["甲", "乙", "丙"]),
        ("<html><body><p>甲</body></html><html><body><p>乙", ["甲", "乙"]),
        ("<b><p>甲</b>乙</p><div><p>丙</div>丁", ["甲乙", "丙", "丁"]),
    ],
)
def test_blocks_are_lines(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


def test_rows_of_pieces_are_parted_but_not_words() -> None:
    assert lines("<div><a href=1>首页</a><a href=2>新闻</a></div>") == ["首页 新闻"]
    assert lines('<div><span class="from">晚报</span><span class="date">2001-02-03</span></div>') == ["晚报 2001-02-03"]


def test_ruby_and_quotes() -> None:
    assert lines("<p><ruby>甪<rt>lù</rt></ruby>直</p>") == ["甪（lù）直"]
    assert lines("<p><ruby>甪<rp>(</rp><rt>lù</rt><rp>)</rp></ruby>直</p>") == ["甪(lù)直"]
    assert lines("<p>他说<q>好</q>。</p>") == ["他说“好”。"]


def test_evidence_stands_at_the_start_of_each_line() -> None:
    page = render(PAGE)
    starts = [0] + [at + 1 for at, char in enumerate(page.text) if char == "\n"]
    assert sorted(page.evidence) == starts
    evidence = {line: page.evidence[at] for line, at in zip(page.text.split("\n"), starts, strict=True)}
    assert evidence["首页 新闻"].links > 0.8
    assert evidence["老码头"].path == "html/body/div/h1"
    assert evidence["老码头"].words == "article-content home"
    assert evidence["岸上站满了人。"].breaks == 1
    assert evidence["  b = 2"].path.endswith("/pre")
    assert evidence["藏起来的词"].hidden == "display:none"
    assert evidence["2001 12"].path.endswith("/tr")
    assert evidence["老码头"].boxes == evidence["甪（lù）直"].boxes != evidence["首页 新闻"].boxes


def test_path_is_the_deepest_element_that_holds_the_line() -> None:
    paths = [
        evidence.path for evidence in render("<p><b>甲</b></p><p><b>甲</b>乙</p><p>甲<b>乙</b></p>").evidence.values()
    ]
    assert paths == ["html/body/p/b", "html/body/p", "html/body/p"]


def test_hidden_words_never_stand_inside_a_visible_line() -> None:
    page = render("<p>渡船<span style='display:none'>关键词</span>离岸，<i hidden>甲<b>乙</b></i>雾起。</p>")
    assert page.text.split("\n") == ["渡船离岸，雾起。", "关键词", "甲乙"]
    assert [evidence.hidden for evidence in page.evidence.values()] == ["", "display:none", "hidden"]


def test_hidden_blocks_do_not_break_the_line_around_them() -> None:
    assert render("<noscript><style>p{display:none}</style></noscript><p>文").evidence[0].hidden == ""
    html = "<p>渡船<noscript><img src=x><p>图</noscript>离岸<span hidden><table><tr><td>甲<td>乙</table></span>了</p>"
    assert lines(html)[0] == "渡船离岸了"
    assert lines("<div>渡船<div style='display:none'>藏</div>离岸</div>") == ["渡船离岸", "藏"]
    assert lines("<div>渡船<div style='visibility:hidden'>藏</div>离岸</div>") == ["渡船", "藏", "离岸"]


def test_what_is_on_the_screen_stays_in_its_line() -> None:
    assert lines("<p>渡船<span aria-hidden=true>·</span>离岸</p>") == ["渡船·离岸"]


def test_not_rendered_text_is_there_with_its_reason() -> None:
    page = render("<noscript>请打开脚本</noscript><template><p>模板</p></template><video>不支持</video>文")
    found = {page.text[at:].split("\n")[0]: evidence.hidden for at, evidence in page.evidence.items()}
    assert found == {"请打开脚本": "noscript", "模板": "template", "不支持": "fallback", "文": ""}


def test_site_rules_mark_lines() -> None:
    page = render("<div class=a><p>甲</p></div><p>乙</p>", {"sites.x": "div.a"})
    assert [evidence.rule for evidence in page.evidence.values()] == ["sites.x", ""]


def test_evidence_stays_small_however_deep() -> None:
    page = render('<div class="abcdefghij klmnopqrst">' * 500 + "文")
    evidence = page.evidence[0]
    assert max(len(evidence.path), len(evidence.words)) <= 300
    assert len(evidence.boxes) <= 48


@pytest.mark.parametrize(
    "html",
    [
        "<div>字" * 6_000,
        "<p><font>字" * 6_000,
        "<i>字" * 6_000,
        "<table><tr><td>字" * 3_000,
        "<span itemprop=author>字" * 6_000,
    ],
    ids=range(5),
)
def test_deep_pages_lose_nothing_in_bounded_time(html: str) -> None:
    begun = time.process_time()
    assert render(html).text.count("字") == html.count("字")
    assert time.process_time() - begun < 5


def test_a_lost_closing_tag_does_not_swallow_the_page() -> None:
    rest = '<meta name="a" content="' + "x" * 300 + '"></head><body><p>渡船离岸</p></body></html>'
    page = render(f"<html><head><title>老码头?/title>{rest}")
    assert page.text == "渡船离岸"
    assert page.title_tag == "老码头?/title>"
    assert render(f"<html><head><style>p{{color:red}}{rest}").text == "渡船离岸"
    assert render("<title>" + "标" * 300 + "</title>文").text == "文"


def test_nothing_is_an_empty_page() -> None:
    for html in ("", " \n", "<html></html>", "<!-- x -->", "<script>1</script>", "<p>\u3000</p>"):
        assert render(html)[:2] == ("", {})


INLINE = st.sampled_from(["b", "i", "span", "font", "em", "a", "u"])
BLOCK = st.sampled_from(["div", "p", "li", "section", "blockquote", "h2"])
TEXT = st.text(st.sampled_from('中文字符。，a1&<>" \n\xa0\u3000'), max_size=8)


def tree(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, max_size=4).map("".join)
    phrase = st.builds(lambda tag, body: f"<{tag}>{body}</{tag}>", INLINE, TEXT.map(entities.escape))
    block = st.builds(
        lambda tag, body: f"<{tag}>{body}</{tag}>", st.sampled_from(["div", "section", "blockquote"]), inner
    )
    leaf = st.builds(lambda tag, body: f"<{tag}>{body}</{tag}>", BLOCK, st.lists(phrase, max_size=3).map("".join))
    return block | leaf | TEXT.map(entities.escape)


def visible(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(st.recursive(TEXT.map(entities.escape), tree, max_leaves=15))
def test_all_text_arrives_in_order(html: str) -> None:

    expected = entities.unescape(re.sub(r"<[^>]*>", "", html))
    assert visible(render(f"<body>{html}").text) == visible(expected)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)), st.randoms(use_true_random=False))
def test_truncated_and_mutated_pages_render(start: int, end: int, chance: random.Random) -> None:
    cut = list(PAGE[min(start, end) : max(start, end)])
    for _ in range(chance.randrange(6)):
        if cut:
            cut[chance.randrange(len(cut))] = chance.choice(
                ["<", ">", '"', "", "<table>", "</div>", "<!--", "\0", "&#", "\udc80"]
            )
    page = render("".join(cut))
    assert list(page.evidence) == sorted(page.evidence)
    assert page.text == "" or len(page.evidence) == page.text.count("\n") + 1
    whole = PAGE[min(start, end) : max(start, end)]
    if "".join(cut) == whole and "<script" in whole:  # a cut page is never read as its script
        assert "var a" not in page.text


def test_a_line_tells_whether_the_page_declares_it_as_its_body() -> None:
    told = (
        '<meta name="description" content="傍晚五点，最后一班渡船离开了，岸上站满了人……">'
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<p>渡口一共开了六十年。</p>'
        '<p>明天起，人们走新桥过江，船工改行修船。</p>"}</script>'
    )
    page = render(
        f"<html><head>{told}</head><body><p>傍晚五点，最后一班渡船离开了，岸上站满了人，谁也不说话。<p>渡口一共开了六十年。"
        "<p>明天起，人们走新桥过江，船工改行修船。<p>热门：县里的油菜花开了，周末去哪里看</body></html>"
    )
    assert [evidence.told for evidence in page.evidence.values()] == ["summary", "body", "body", ""]
    assert {evidence.told for evidence in render("<p>渡口一共开了六十年。<p>完").evidence.values()} == {""}
