"""What is HTML, and what only looks like it."""

import pytest
from html_pages import EVERY_PAGE

from cleaner.html.sniff import is_html

ARTICLE_ABOUT_HTML = """网页里的段落怎么写

很多人第一次写网页，都会问段落用什么标签。答案是 <p> 标签，写法如下：

<p>这是一个段落</p>
<div class="box">这是一个盒子</div>

浏览器遇到 <p> 就另起一段。</p> 可以省略，但最好写上。
标题用 <h1> 到 <h6>，<h1> 一页只用一次。
"""

MARKDOWN = """# 模板语法

```html
<!DOCTYPE html>
<html><head><title>标题</title></head>
<body><div id="app"></div></body></html>
```

用 `<div>` 包住内容，再写：

```html
<p>段落</p>
```
"""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "老王说：1 < 2，3 > 2。",
        "一位工程师认为，<b>这一点</b>很重要。\n其他人不同意。\n会议到五点才结束。",
        "第一段。</p>\n第二段。</p>\n第三段。</p>\n",
        "他说：“不知道。?!?/p>\n第二天，他走了。",
        ARTICLE_ABOUT_HTML,
        MARKDOWN,
        "<html>是什么\n\n<html>是网页最外面的标签。\n它里面有 <head> 和 <body>。\n",
        "<div>标签的用法\n\n<div> 是一个块。\n它没有意义。\n只用来分组。\n常和 class 一起用。\n",
        "《<人>字的结构》\n一撇一捺。",
        "a<b and c>d\nif (i<n) {}\n",
        "&lt;p&gt;转义过的段落&lt;/p&gt;",
    ],
)
def test_text_that_mentions_tags_is_not_html(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize(
    "text",
    [
        *EVERY_PAGE,
        "\ufeff<!-- saved from url=(0014)about:internet -->\n<HTML><BODY>文</BODY></HTML>",
        '<text id="http://example.org/1" title="绿" encoding="gb2312">\n<html><head><title>绿</title></head>\n<body>文',
        '<text id="http://example.org/1" title="绿化">\n\n<form name="Form1"><div>文</div></form>',
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
        '<div class="a">\n<p>第一段。</p>\n<p>第二段。</p>\n</div>',
        "<P>第一段。\n<P>第二段。\n<P>第三段。",
        '接上页<br>\n<p class="x">第二段。</p>\n<p>第三段。</p>\n<p>第四段。</p>',
        EVERY_PAGE[0][:400],
        "<div id=zoom>\n第一行\n第二行\n第三行\n第四行\n</div>",
    ],
)
def test_pages_and_fragments_are_html(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a", "<![x", "<?", "<p ", "`", "<x ", " ", "```\n"])
def test_time_is_linear(piece: str) -> None:
    assert is_html(piece * 60_000 + ">") in (True, False)
