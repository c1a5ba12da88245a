"""Hostile markup is made harmless without losing a character; common markup is left alone."""

import time

import pytest
from html_pages import EVERY_PAGE

from cleaner.html.parse import events
from cleaner.html.taming import ATTRIBUTES_LIMIT, DEPTH_LIMIT, tamed
from cleaner.stages.markup import render

NESTED = {
    "blocks": "<div>字" * 20_000 + "尾",
    "inline": "<span>字" * 20_000 + "尾",
    "lists": "<ul><li>字" * 20_000 + "尾",
    "junk": "<div></x>字" * 20_000 + "尾",
    "closed": "<div>字" * 20_000 + "</div>" * 20_000 + "尾",
    "capitals": "<DIV>字" * 20_000 + "尾",
}
CROWDED = {
    "bare": " ".join(f"a{n}" for n in range(9_000)),
    "plain": " ".join(f"a{n}=1" for n in range(9_000)),
    "tags": " ".join(f'a{n}="<p>"' for n in range(9_000)),
    "within": " ".join(f'a{n}="x<y"' for n in range(9_000)),
    "single": " ".join(f"a{n}='x>y'" for n in range(9_000)),
}


@pytest.mark.parametrize("html", NESTED.values(), ids=NESTED)
def test_depth_ends_and_text_stays(html: str) -> None:
    depth = most = 0
    for tag, attributes, _ in events(html):
        depth += (attributes is not None) - (tag == "/")
        most = max(most, depth)
    assert most <= 2 * DEPTH_LIMIT + 4
    assert render(html).text.replace("\n", "") == "字" * 20_000 + "尾"


def test_blocks_that_are_too_deep_still_end_lines() -> None:
    assert render("<div>" * 20_000 + "甲<div>乙</div>丙<b>丁</b>").text == "甲\n乙\n丙丁"


@pytest.mark.parametrize("attributes", CROWDED.values(), ids=CROWDED)
def test_attributes_end_and_text_stays(attributes: str) -> None:
    html = f"<p class=x {attributes}>甲</p><p>乙</p>"
    opened = [found for tag, found, _ in events(html) if tag == "p" and found is not None]
    assert [len(found) for found in opened] == [ATTRIBUTES_LIMIT, 0]
    assert render(html).text == "甲\n乙"


@pytest.mark.parametrize(
    "html",
    [
        *EVERY_PAGE,
        "<p>段落。" * 30_000,
        "<p style='x'>字</p>" * 9_000,
        "<script>" + "a<b&&" * 50_000 + "</script>",
        "<svg>" + "<path d='M0 0'/>" * 2_000 + "</svg>" + "<p><a>字</a></p>" * 2_000,
        "<div>" * 100 + "<span>字</span>" * 20_000,
    ],
    ids=range(8),
)
def test_common_markup_is_left_alone(html: str) -> None:
    assert tamed(html) is html


@pytest.mark.parametrize("html", [*NESTED.values(), "<" * 200_000, "<a" * 100_000, "<a b='" * 40_000], ids=range(9))
def test_time_is_linear(html: str) -> None:
    begun = time.process_time()
    for _ in events(html):
        pass
    assert time.process_time() - begun < 2.0
