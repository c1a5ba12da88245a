"""Left-over tags and entities."""

import time

import pytest

from cleaner.damage.markup_remains import find
from cleaner.stages.repair import repair


@pytest.mark.parametrize(
    "text",
    [
        "换行要用 <br> 标签。",
        "在HTML里，空格写作 &nbsp; 。",
        "若 a<b 且 b>c，则 a&b 为真。",
        "<红楼梦>和<西游记>",
        "期望值<p>是多少",
        "std::vector<p> x;",
        'html += "</p>";',
        "http://example.org/?a=1&copy=2&lt=3",
        "AT&T、R&D 和 Q&A",
        "if (a < b && c > d) { return; }",
    ],
)
def test_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("第一段。</p><p>第二段。</p>", "第一段。\n第二段。"),
        ('<p class="a">正文</p>', "正文"),
        ("上一行<br/>下一行", "上一行\n下一行"),
        ("<strong>重要</strong>的<a href='x'>链接</a>", "重要的链接"),
        ("姓名</td><td>年龄", "姓名 年龄"),
        ("他这样说。/p>", "他这样说。"),
        ("</p>乡;", "乡;"),
        ("正文<!-- 注释 -->继续", "正文继续"),
        ("&nbsp;&nbsp;正文", "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}正文"),
        ("&amp;#20013;&#x56fd;", "中国"),
        ("&amp;amp;nbsp;甲", "\N{NO-BREAK SPACE}甲"),
        ("&ldquo;双月&rdquo;&hellip;", "“双月”…"),
        ("AT&amp;T", "AT&T"),
        ("第一段。&lt;br&gt;第二段", "第一段。\n第二段"),
        ("<p><span>第一段。</span></p><p><span>第二段。</span></p>", "第一段。\n第二段。"),  # the run holds blocks
        ("第<b>一</b><i>段</i>。", "第一段。"),
    ],
)
def test_goes(text: str, clean: str) -> None:
    assert repair(text) == clean


def test_an_address_that_ends_in_html_says_nothing_of_markup() -> None:
    page = """原帖在 https://bbs.qingshan.example/thread-7-1-2.html 上。

<i class="icon"></i>渠边的三张图，是入冬以前拍的。
"""
    assert "<i" not in repair(page)
    assert "<b>" in repair("教程在 https://www.qingshan.example/a.html 上，讲 HTML。\n\n写 <b>字</b> 就是粗体。\n")


def test_a_line_of_thousands_of_tags_takes_linear_time() -> None:
    begun = time.process_time()
    found = find("渡口的灯还亮着。<span class=x>" * 5_000 + "第一班船已经走了。")
    assert len(found.edits) == 5_000
    assert time.process_time() - begun < 5.0
