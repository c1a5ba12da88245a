"""The site's files, without a browser: what is in them, and that the same outputs give the same bytes."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from hostile import SCRIPT
from hypothesis import given
from hypothesis import strategies as st
from made import drop, page
from test_alignment import edited

from cleaner.document import Edit
from cleaner.reports import browser
from cleaner.reports.charts import chart, svg
from cleaner.reports.site import write_site
from cleaner.reports.templates import ASSETS, words


def flow(rows: str, without: str) -> str:
    """The text of rows without `<del>` or `<ins>`, signs and line numbers aside."""
    bare = re.sub(rf"<{without}>.*?</{without}>|<i>.*?</i>|<span class=\"no\".*?</span>", "", rows, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", bare))


@given(edited())
def test_the_flow_holds_both_texts(case: tuple[str, list[Edit]]) -> None:
    made = page(case[0], *case[1])
    rows = "".join(browser.rows(made))
    for without, text in (("ins", made.source), ("del", made.article)):
        assert flow(rows, without).replace("\n", "") == text.replace("\n", "")


@given(st.text(st.characters(exclude_categories=())))
def test_data_in_a_script_stays_data(text: str) -> None:
    made = browser.script_json([text])
    assert not re.search("[<>&\u2028\u2029\n]", made)
    assert json.loads(made) == [text]


@pytest.mark.parametrize("text", SCRIPT)
def test_bars_are_text_and_links_inside(text: str) -> None:
    made = svg(chart("chart-site", {text: 3}, "site"))
    assert made.isprintable()
    assert set(re.findall(r"</?([a-z]+)", made)) == {"svg", "a", "title", "text", "rect"}
    assert re.findall(r'href="([^"]*)"', made)[0].startswith("#site=")


def test_a_chart_sums_up_what_it_does_not_draw() -> None:
    made = svg(chart("chart-rules", {f"rule-{k:02}": 20 - k for k in range(15)}))
    assert made.count("<rect") == 12
    assert "+ 3: 21" in made


def test_the_same_outputs_give_the_same_bytes(tmp_path: Path) -> None:
    source = "菜单\n正文\n"
    pages = [page(source, drop(source, "菜单\n"), name=name) for name in ("a.txt", "b.txt", "c.html")]
    for folder in ("one", "two"):
        assert write_site(iter(pages), str(tmp_path / folder), "样本", {"strip.menu": "菜单"}) == 3
    files = {}
    for folder in (tmp_path / "one", tmp_path / "two"):
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        files[folder.name] = {str(path.relative_to(folder)): path.read_bytes() for path in paths}
    assert files["one"] == files["two"]
    assert len(files["one"]) == 5 + 2 + 1 + 3 + 1


def test_every_word_of_the_site_is_there_in_both_languages() -> None:
    known = words()
    assert all(len(pair) == 2 and all(pair) for pair in known.values())
    shells = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.html"))
    scripts = "".join(path.read_text("utf-8") for path in ASSETS.glob("*.js"))
    said = set(re.findall(r'\bw\("([^"]+)"\)', shells)) | set(re.findall(r'\bword\("([^"]+)"\)', scripts))
    assert said <= set(known)
    for kind in browser.CLASSES:
        assert f"k-{kind}" in known
        assert f".off-{kind} .k-{kind}" in (ASSETS / "style.css").read_text("utf-8")


def test_nothing_of_the_site_is_elsewhere() -> None:
    for path in ASSETS.iterdir():
        text = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        assert not re.search(r"https?:|//[a-z]|\beval\b|innerHTML|insertAdjacentHTML|document\.write|style=", text)
