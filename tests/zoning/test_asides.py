"""Blocks that name themselves something else than the article, and names that say nothing."""

from __future__ import annotations

import pytest

from cleaner import clean

PROSE = [
    "沿溪的山道上周修好了，石阶换了新的，两边装上了木栏杆。",
    "村里人说，从前雨天没人敢走，如今老人也能慢慢上去，看一看瀑布。",
    "管山的人每天清早巡一遍，把落叶扫到路边去。",
    "过了第二道弯有一间茶亭，卖粽子和热茶，冬天也不关门。",
    "老人在茶亭里说起从前挑盐的日子，一趟来回要走两天，鞋底都磨穿了。",
]
LETTER = "每天早上把山里的消息送到你的信箱，随时可以退订。"


def article(html: str) -> str:
    return clean(f"<html><body>{html}</body></html>".encode()).text


def paragraphs(*texts: str) -> str:
    return "".join([f"<p>{text}</p>" for text in texts])


@pytest.mark.parametrize(
    "block",
    [
        f'<div class="newsletter-box"><p>{LETTER}</p></div>',
        f'<section id="comments"><div class="item"><p>{LETTER}</p></div></section>',
        f'<div class="c-RelatedStories"><p>{LETTER}</p><p><a href="/1">山里的集市又开了</a></p></div>',
        f'<aside><p>{LETTER}</p><p><a href="/1">山里的集市又开了</a></p></aside>',
        f'<div id="onetrust-banner"><p>{LETTER}</p></div>',
        f'<div class="author-bio"><p><a href="/w">山里人</a></p><p>{LETTER}</p></div>',
        f'<div class="noticias-relacionadas"><p>{LETTER}</p><p><a href="/1">山里的集市又开了</a></p></div>',
        f'<ul class="baca-juga"><li>{LETTER}</li><li><a href="/1">山里的集市又开了</a></li></ul>',
        f'<section id="kommentare"><p>{LETTER}</p></section>',
        f'<div role="complementary"><p>{LETTER}</p><p><a href="/1">山里的集市又开了</a></p></div>',
    ],
)
def test_a_named_block(block: str) -> None:
    text = article(f"<h1>山道修好了</h1><div>{paragraphs(*PROSE[:2])}{block}{paragraphs(*PROSE[2:])}</div>")
    assert LETTER not in text
    assert all(line in text for line in PROSE)


def test_comments_longer_than_the_article() -> None:
    comments = "".join([f'<li class="comment"><b>山客{n}</b><p>{LETTER[:-1]}，{n}。</p></li>' for n in range(30)])
    text = article(f"<h1>山道修好了</h1><div>{paragraphs(*PROSE[:4])}</div><ol>{comments}</ol>")
    assert "信箱" not in text
    assert all(line in text for line in PROSE[:4])


@pytest.mark.parametrize(
    "page",
    [
        f'<div class="page newsletter"><h1>山道修好了</h1>{paragraphs(*PROSE, LETTER)}</div>',
        f'<h1>山道修好了</h1><div class="comment">{paragraphs(*PROSE, LETTER)}</div>',
        f'<h1>山道修好了</h1><div>{paragraphs(*PROSE)}</div><div class="commentary"><p>{LETTER}</p></div>',
        f'<div class="promo"><h1>{LETTER[:-1]}</h1></div><div>{paragraphs(*PROSE)}</div>',
    ],
    ids=["the whole page", "around the article", "another word", "the headline"],
)
def test_a_name_that_says_nothing(page: str) -> None:
    text = article(page)
    assert all(line in text for line in [*PROSE, LETTER[:-1]])


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('<aside class="box">', "</aside>"),
        ('<aside class="pullquote">', "</aside>"),
        ('<section class="discussion"><h2>讨论</h2>', "</section>"),
        ('<div class="popular-science">', "</div>"),
        ('<div class="recommended-books">', "</div>"),
        ('<div class="editor-comment">', "</div>"),
        ('<div class="related-background"><h3>背景</h3>', "</div>"),
        ('<section id="similar-cases">', "</section>"),
        ('<div class="cookie-recipe">', "</div>"),
        ('<div class="sponsor-story">', "</div>"),
        ('<div class="breaking-news">', "</div>"),
        ('<div class="bio">', "</div>"),
        ('<div class="author-box"><h3>这位老人</h3>', "</div>"),
        ('<div class="byline">', "</div>"),
        ('<div class="screen-reader-text">', "</div>"),
        ("<article><div>", "</div><footer>茶亭冬天也开。</footer></article>"),
        ("<blockquote>", "<footer>守亭老人</footer></blockquote>"),
        ('<div class="tuijian-xianlu">', "</div>"),
    ],
)
def test_an_authors_own_box(opening: str, closing: str) -> None:
    box = f"{opening}{paragraphs(*PROSE[3:])}{closing}"
    text = article(f"<h1>山道修好了</h1><div>{paragraphs(*PROSE[:2])}{box}{paragraphs(PROSE[2])}</div>")
    assert all(line in text for line in PROSE)


@pytest.mark.parametrize("name", ["byline", "post-meta", "article_info", "entry-meta"])
def test_an_articles_own_byline_goes_and_is_read(name: str) -> None:
    line = f'<p class="{name}">文 丘山 · 2023年11月20日 · 6 分钟读完</p>'
    body = paragraphs(*PROSE, PROSE[1] + PROSE[3])
    found = clean(f"<html><body><h1>山道修好了</h1>{line}<div>{body}</div></body></html>".encode())
    assert "6 分钟" not in found.text
    assert found.metadata["published"] == "2023-11-20"


@pytest.mark.parametrize(
    "line",
    ["这是山里人自己修的路", f"{PROSE[0]}{PROSE[1]}", "2023年11月20日，山道修好了，村里人都来走了一趟。"],
    ids=["a subtitle", "a lead", "a sentence with a date"],
)
def test_what_is_no_byline_under_its_name_stays(line: str) -> None:
    body = paragraphs(*PROSE, PROSE[1] + PROSE[3])
    assert line in article(f'<h1>山道修好了</h1><p class="article-info">{line}</p><div>{body}</div>')
