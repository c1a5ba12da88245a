"""The static site in a browser: from the disk, filtered, read by keyboard, by everyone; no page runs a script."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hostile import SCRIPT
from made import drop, page, put
from waiting import soon

from cleaner.document import Edit, Field, Warning
from cleaner.reports import site
from cleaner.reports.changelog import counted
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.comparison import compared
from cleaner.reports.triage import Corpus, Row

SOURCE = "菜单一 菜单二\n標題,一\n\n第一段落。\n第二\n段落。\n责编：某人\n"
WHYS = {"strip.menu": "A menu: 首页 | 新闻.", "strip.rare": "Seldom."}
WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 400, "height": 800}


def some(name: str, verdict: str = "article", **more: Any) -> Cleaned:
    edits = [
        drop(SOURCE, "菜单一 菜单二", margin=0.4 if verdict == "needs-review" else 4.0),
        Edit(8, 10, "标题", "convert.traditional", None, True),
        Edit(SOURCE.index("第二\n") + 2, SOURCE.index("第二\n") + 3, "", "structure.wrapped-line", {"words": ["段落"]}),
        drop(SOURCE, "责编：某人\n", "strip.editor-label"),
    ]
    values = {"metadata": {"title": f"题 {name}", "site": "某网"}, "removed": 0.2, "verdict": verdict}
    classes = {"strip.menu": "chrome", "strip.editor-label": "credit", "structure.wrapped-line": "form",
               "convert.traditional": "convert"}  # fmt: skip
    return page(SOURCE, *edits, name=name, classes=classes, **{**values, **more})


def written(folder: Path, pages: Sequence[Cleaned]) -> str:
    site.write_site(pages, str(folder), "样本", WHYS)
    return folder.as_uri()


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    pages = [
        some("a.txt"),
        some("b.txt", "needs-review", warnings=(Warning("w.x", 0, 3, {"why": "unsure"}),)),
        some("c.txt", removed=0.9, fields=(Field("title", "題", 8, 10, "strip.title"),)),
    ]
    return written(tmp_path / "站点 一", pages)


def texts(browser: Any, selector: str) -> list[str]:
    return [item.text for item in browser.find_elements("css selector", selector)]


def one(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def errors(browser: Any) -> list[dict[str, Any]]:
    return [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]


def test_the_queue_puts_the_riskiest_first_and_uses_no_network(browser: Any, corpus: str) -> None:
    browser.get(f"{corpus}/index.html")
    assert texts(browser, ".queue td:first-child a") == ["题 b.txt", "题 c.txt", "题 a.txt"]
    assert texts(browser, ".queue tr:first-child .chip") == ["Needs review", "narrow margins 1", "warnings 1"]
    used = browser.execute_script(
        "return [...document.querySelectorAll('[src], link')].map((item) => item.src ?? item.href)"
    )
    assert len(used) == 7
    assert all(name.startswith(corpus) for name in used)
    assert not errors(browser)


def test_filters_stand_in_the_address(browser: Any, corpus: str) -> None:
    from selenium.webdriver.support.ui import Select

    browser.get(f"{corpus}/index.html")
    Select(one(browser, "select[name=warning]")).select_by_value("w.x")
    assert texts(browser, ".queue td:first-child a") == ["题 b.txt"]
    assert browser.current_url.endswith("#warning=w.x")
    assert one(browser, "#found").text == "1 of 3"
    browser.refresh()
    assert texts(browser, ".queue td:first-child a") == ["题 b.txt"]
    one(browser, "button[type=reset]").click()
    one(browser, "input[name=q]").send_keys("C.TXT")
    assert texts(browser, ".queue td:first-child a") == ["题 c.txt"]
    one(browser, "input[name=q]").send_keys("?")  # a key in a field is a character
    assert one(browser, "#none").is_displayed()
    assert not one(browser, "#help").is_displayed()


def test_a_bar_of_a_chart_is_a_filter(browser: Any, corpus: str) -> None:
    browser.get(f"{corpus}/index.html")
    one(browser, 'svg a[href="#verdict=needs-review"] rect').click()
    assert texts(browser, ".queue td:first-child a") == ["题 b.txt"]
    assert one(browser, "select[name=verdict]").get_attribute("value") == "needs-review"


def test_the_queue_by_keyboard_and_back(browser: Any, corpus: str, press: Callable[[str], None]) -> None:
    browser.get(f"{corpus}/index.html#sort=name")
    press("jj")
    assert browser.switch_to.active_element.text == "题 b.txt"
    press("\ue007")
    assert one(browser, "h1").text == "题 b.txt"
    press("n")
    assert soon(lambda: one(browser, "h1").text == "题 c.txt")
    press("n")  # the last one
    press("p")
    assert soon(lambda: one(browser, "h1").text == "题 b.txt")
    press("p")
    assert soon(lambda: one(browser, "h1").text == "题 a.txt")
    one(browser, "#index").click()
    assert browser.current_url.endswith("index.html#sort=name")
    assert not errors(browser)


def open_page(browser: Any, corpus: str, name: str = "b") -> None:
    browser.get(f"{corpus}/pages/{site.key_of(name)}.html")


def test_each_change_says_why(browser: Any, corpus: str, press: Callable[[str], None]) -> None:
    open_page(browser, corpus)
    press("j")
    said = one(browser, "#said").text
    assert "chrome strip.menu · line 1" in said
    assert "narrow margin" in said
    assert "A menu: 首页 | 新闻." in said
    assert "margin: 0.4" in said
    assert browser.switch_to.active_element.text == "菜单一 菜单二"
    press("j")  # changes of form and script are off
    assert "strip.editor-label · line 7" in one(browser, "#said").text
    press("j")
    assert "strip.editor-label" in one(browser, "#said").text
    press("k")
    assert "strip.menu" in one(browser, "#said").text
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(browser).move_to_element(one(browser, ".c.k-credit")).perform()
    assert "strip.editor-label" in one(browser, "#said").text
    assert texts(browser, ".warnings li") == ["line 1 w.x 菜单一 why: unsure"]


def test_layers_show_the_article_when_they_are_off(browser: Any, corpus: str) -> None:
    open_page(browser, corpus)
    shown = one(browser, "#text").text
    assert "标题" in shown
    assert "標題" not in shown
    assert "菜单一" in shown
    one(browser, "#layers input[value=convert]").click()
    assert "標題标题" in one(browser, "#text").text
    one(browser, "#layers input[value=chrome]").click()
    assert "菜单一" not in one(browser, "#text").text


def test_side_by_side_is_source_and_article(browser: Any, corpus: str, press: Callable[[str], None]) -> None:
    open_page(browser, corpus)
    press("s")
    was = "".join(texts(browser, ".was"))
    now = "".join(texts(browser, ".now"))
    assert was.replace("\n", "") == SOURCE.replace("\n", "")
    assert now.replace("\n", "") == "标题,一第一段落。第二段落。"
    press("j")
    assert "strip.menu" in one(browser, "#said").text
    browser.refresh()
    assert one(browser, "input[value=side]").is_selected()
    press("s")
    assert not texts(browser, ".now")


def test_help_language_and_colours(browser: Any, corpus: str, press: Callable[[str], None]) -> None:
    open_page(browser, corpus)
    press("?")
    assert "next change" in one(browser, "#help").text
    press("?")
    assert not one(browser, "#help").is_displayed()
    press("l")
    assert one(browser, "#index").text == "全部页面"
    assert one(browser, "html").get_attribute("lang") == "zh-Hans"
    light = one(browser, "html").value_of_css_property("background-color")
    press("d")
    assert one(browser, "html").value_of_css_property("background-color") != light
    browser.refresh()
    assert one(browser, "#index").text == "全部页面"
    assert one(browser, "html").value_of_css_property("background-color") != light


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing_serious(
    browser: Any, corpus: str, looking: Callable[..., None], faults: Callable[[], list[str]],
    press: Callable[[str], None], size: dict[str, int], dark: bool,
) -> None:  # fmt: skip
    looking(**size, dark=dark)
    browser.get(f"{corpus}/index.html")
    assert not faults()
    open_page(browser, corpus)
    for box in browser.find_elements("css selector", "#layers input:not(:checked)"):
        box.click()
    press("j")
    assert not faults()
    press("s")
    assert not faults()
    wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page scrolls sideways"


def test_no_text_of_a_page_becomes_a_script(browser: Any, tmp_path: Path, press: Callable[[str], None]) -> None:
    pages, whys = [], {}
    for number, text in enumerate(SCRIPT):
        rule = f"strip.{text}"
        whys[rule] = text
        source = f"{text}\n正文{text}正文\n{text}\n"
        half = len(text) + 1
        edits = [Edit(0, len(text), "", rule, {text: text, "margin": 0.1}),
                 Edit(half, half + 2, text, "repair.x", {"proof": "inferred", "why": text})]  # fmt: skip
        values: dict[str, Any] = {"title": text, "site": text, "source": text, "url": text, "authors": [text, text]}
        read = (Field("title", text, 0, 1, rule),)
        warned = (Warning(rule, 0, 9, {"t": text}),)
        more = {"metadata": values, "warnings": warned, "fields": read, "classes": {rule: text}, "encoding": text}
        pages.append(page(source, *edits, name=f"{number}{text}.txt", **more))
    folder = tmp_path / "site"
    site.write_site(pages, str(folder), SCRIPT[4], whys)
    browser.get(f"{folder.as_uri()}/index.html")
    assert len(texts(browser, ".queue tbody tr")) == len(SCRIPT)
    press("j?")
    harmless(browser)
    for made in pages:
        browser.get(f"{folder.as_uri()}/pages/{site.key_of(made.name)}.html")
        press("jjl")
        assert "x" in one(browser, "#said").text
        harmless(browser)


def harmless(browser: Any) -> None:
    assert browser.execute_script("return typeof window.hit") == "undefined"
    found = "img, iframe, object, embed, base, video, audio, math, style, template, textarea, [onclick], [srcdoc]"
    assert not browser.find_elements("css selector", found)
    links = browser.execute_script("return [...document.links].map((a) => a.getAttribute('href') ?? a.href.baseVal)")
    assert all(str(link).startswith(("#", "pages/", "../index.html")) for link in links)
    assert not errors(browser)


def test_an_index_of_ten_thousand_opens_in_two_seconds(browser: Any, tmp_path: Path) -> None:
    written(tmp_path, [])
    corpus = Corpus()
    rules = tuple(f"strip.rule-{k}" for k in range(200))
    for k in range(10_000):
        mine = tuple(rules[(k * 7 + j * 13) % 200] for j in range(15))
        told = (site.key_of(str(k)), f"文件夹/第 {k} 页", f"一个标题之{k}", "article", k / 10_000, k, k % 7, k % 5)
        corpus.rows.append(Row(*told, mine[: k % 3], mine, ("chrome",), "utf-8", "Hans", f"网站{k % 300}"))
        corpus.rules.update(mine)
    (tmp_path / "data/index.js").write_text(site.index_script(corpus), "utf-8")
    begun = time.perf_counter()
    browser.get(f"{tmp_path.as_uri()}/index.html")
    assert len(browser.find_elements("css selector", ".queue tbody tr")) == 100
    assert time.perf_counter() - begun < 2
    one(browser, "#more").click()
    assert len(browser.find_elements("css selector", ".queue tbody tr")) == 200


@pytest.mark.slow
def test_a_site_of_ten_thousand_files_in_bounded_memory(browser: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for k in range(10_000):
        put(out, some(f"{k % 50}/{k}.txt"))
    begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    command = [sys.executable, "-m", "cleaner", "report", str(out), "--html", str(tmp_path / "site")]
    subprocess.run(command, check=True)
    assert max(begun, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 300_000  # kilobytes
    start = time.perf_counter()
    browser.get(f"{(tmp_path / 'site').as_uri()}/index.html")
    assert len(browser.find_elements("css selector", ".queue tbody tr")) == 100
    assert time.perf_counter() - start < 2


def test_a_comparison_in_a_browser(browser: Any, tmp_path: Path, faults: Callable[[], list[str]]) -> None:
    pages = [compared("a", some("a.txt"), page(SOURCE, name="a.txt"))]
    for text in SCRIPT:
        source = f"{text}\n正文\n"
        new = page(source, drop(source, text, f"strip.{text}"), metadata={"title": text})
        pages.append(compared(text, page(source), new))
    site.write_comparison(counted(pages), str(tmp_path), SCRIPT[0])
    browser.get(f"{tmp_path.as_uri()}/index.html")
    assert "now stays" in one(browser, ".compared").text
    assert len(texts(browser, ".compared")) == len(pages)
    assert browser.execute_script("return typeof window.hit") == "undefined"
    assert not errors(browser)
    assert not faults()
