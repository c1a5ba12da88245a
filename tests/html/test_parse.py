"""The stream of events: nothing is lost."""

import pytest

from cleaner.html.parse import declared_encoding, events, selector_error


def text_of(html: str) -> str:
    return "".join(data for tag, _, data in events(html) if not tag)


def test_tags_balance_and_entities_are_decoded_once() -> None:
    stream = list(events("<p>a&amp;lt;<br>&#20013;&nbsp;&#x80;</p><p>&notin;&nosuch;</p>"))
    assert sum(attributes is not None for _, attributes, _ in stream) == sum(tag == "/" for tag, _, _ in stream)
    assert "".join(data for tag, _, data in stream if not tag) == "a&lt;中\xa0€∉&nosuch;"


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<p", "<!--", "<!DOCTYPE", "</", "<script>", "\0", "<template>", "&#", "<?php echo 1 ?>"]
)
def test_remains_of_pages(html: str) -> None:
    list(events(html))


def test_scripts_do_not_pass_but_linked_data_does() -> None:
    html = '<script>var a="甲"</script><script type="application/ld+json">{"a":"乙"}</script>'
    html += "<script type=text/template>丙</script>"
    assert text_of(html) == '{"a":"乙"}'


def test_templates_cdata_and_frames_arrive() -> None:
    assert text_of("<template><p>甲</p><template>乙</template></template>丙") == "甲乙丙"
    assert text_of("<div><![CDATA[甲<b>乙</b>]]>丙</div><![CDATA[丁") == "甲乙丙"
    assert text_of("<frameset><frame src=a>甲<noframes>乙<p>丙</p></noframes></frameset>丁") == "甲乙丙丁"


def test_bytes_that_did_not_decode_travel() -> None:
    assert text_of("<p>甲\udc80乙\udcff</p>") == "甲\udc80乙\udcff"


def test_site_rules_mark_their_elements() -> None:
    html = "<div><p class=x>甲</p><p>乙</p></div>"
    marked = [
        (tag, data)
        for tag, attributes, data in events(html, {"sites.a": "div > p.x"})
        if data and attributes is not None
    ]
    assert marked == [("p", "sites.a")]
    assert selector_error("div > p.x") is None
    assert selector_error("div >> !") is not None


@pytest.mark.parametrize(
    ("css", "why"),
    [
        ("p:first", "':first' was detected as a pseudo-class"),
        (".a..b", "Malformed class selector at position 2"),
        ("div:-soup-contains('x')", "which lexbor does not know"),
    ],
)
def test_what_is_wrong_with_a_selector_is_said(css: str, why: str) -> None:
    assert why in (selector_error(css) or "")


def test_declared_encoding_wherever_it_stands() -> None:
    assert declared_encoding(b'<html><meta charset="GBK">') == "gbk"
    assert (
        declared_encoding(b"<!--" + b" " * 30_000 + b'--><meta http-equiv=x content="text/html; charset=big5">')
        == "big5"
    )
    assert declared_encoding(b'<?xml version="1.0" encoding="GB18030"?><html>') == "gb18030"
    assert declared_encoding(b'<text id="a" encoding="gb2312"><p>x') is None
