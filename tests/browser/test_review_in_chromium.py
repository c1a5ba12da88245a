"""A review in the browser: verdicts by key, undo, rules shown before they are written, the page cleaned again."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hostile import SCRIPT
from waiting import soon

from cleaner import Cleaner
from cleaner.commands.job import Job, perform
from cleaner.commands.reviewing import Places, Session
from cleaner.commands.server import ReviewServer
from cleaner.commands.verdicts import Verdicts
from cleaner.reports.triage import key_of

PAGE = (
    "首页 > 新闻 > 正文\n\n春天来了\n\n"
    "今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议，会上宣读了有关文件。\n\n"
    "点击领取春耕大礼包\n\n会议要求各县区抓好备耕物资的储备和调运，确保农资供应充足，不误农时。\n\n责任编辑：某某\n"
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReviewServer]:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(PAGE, "utf-8")
    Path("in/坏.txt").write_text("\n\n".join(["标题", *SCRIPT, PAGE]).encode("utf-8", "replace").decode(), "utf-8")
    perform(Job(["in"], "out", workers=1), Cleaner(), lambda outcomes, total: outcomes)

    def renew() -> Any:
        cleaner = Cleaner(rules=["rules"] if os.path.isdir("rules") else [])
        return cleaner, cleaner.settings.rules

    made = ReviewServer(Session(Places("out", "in", Path("rules")), Verdicts("reviews", "甲"), renew), 0)
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def opened(browser: Any, server: ReviewServer) -> Callable[[str], None]:
    """Open a page of the review."""
    browser.get(server.url)

    def go(name: str) -> None:
        browser.get(f"http://127.0.0.1:{server.server_port}/pages/{key_of(name)}.html")

    return go


def one(browser: Any, selector: str) -> Any:
    return browser.find_element("css selector", selector)


def said(browser: Any) -> list[str]:
    return [item.text for item in browser.find_elements("css selector", "#said-list li")]


def test_the_link_opens_the_queue_and_the_queue_a_page(browser: Any, server: ReviewServer) -> None:
    browser.get(server.url)
    assert server.token not in browser.current_url
    assert soon(lambda: len(browser.find_elements("css selector", ".queue tbody tr")) == 2)
    one(browser, ".queue a").click()
    assert soon(lambda: one(browser, "#verdicts-head").text == "Review")


def test_a_verdict_is_one_key_and_is_there_after_a_reload(
    browser: Any, opened: Callable[[str], None], press: Callable[[str], None]
) -> None:
    opened("a")
    press("a")
    assert soon(lambda: "Choose a change" in one(browser, "#state").text)
    press("ja")
    assert soon(lambda: len(said(browser)) == 1)
    assert said(browser)[0].startswith("Right line 1 strip.breadcrumb 首页 > 新闻 > 正文")
    assert "甲" in said(browser)[0]
    browser.refresh()
    assert soon(lambda: len(said(browser)) == 1)
    assert one(browser, '.c[data-i="0"]').get_attribute("data-verdict") == "accept"
    press("u")
    assert soon(lambda: not said(browser))


def test_verdicts_become_rules_and_the_page_shows_the_result(
    browser: Any, opened: Callable[[str], None], press: Callable[[str], None]
) -> None:
    opened("a")
    press("jy")
    assert soon(lambda: len(said(browser)) == 1)
    one(browser, "#L7 .no").click()
    press("x")
    assert soon(lambda: len(said(browser)) == 2)
    press("w")
    assert soon(lambda: one(browser, "#proposals").is_displayed())
    shown = one(browser, "#diff").text
    assert "rules/exceptions/strip-breadcrumb-" in shown
    assert '+before = "点击领取春耕大礼包"' in shown
    assert not Path("rules").exists()
    one(browser, "#write").click()
    assert soon(lambda: "strip.reviewed-" in one(browser, "#changes").get_attribute("textContent"))
    text = Path("out/a.txt").read_text("utf-8")
    assert text.startswith("首页 > 新闻 > 正文\n")
    assert "大礼包" not in text
    assert soon(lambda: len(said(browser)) == 2)


def test_notes_and_other_rules_are_asked_for(
    browser: Any, opened: Callable[[str], None], press: Callable[[str], None]
) -> None:
    opened("a")
    press("jo")
    assert soon(lambda: one(browser, "#asking").is_displayed())
    one(browser, "input[name=other]").send_keys("strip.home-row")
    one(browser, "textarea").send_keys("a j x <b>")
    one(browser, "#asking button[value=save]").click()
    assert soon(lambda: len(said(browser)) == 1)
    assert "→ strip.home-row" in said(browser)[0]
    assert "a j x <b>" in said(browser)[0]
    press("k")
    press("m")
    one(browser, "textarea").send_keys("later")
    one(browser, "#asking button[value='']").click()
    assert len(said(browser)) == 1


def test_hostile_pages_and_notes_run_nothing(
    browser: Any, opened: Callable[[str], None], press: Callable[[str], None]
) -> None:
    opened("坏")
    rows = browser.find_elements("css selector", ".row")
    for row in [row for row in rows if "window.hit" in row.text][:6]:
        row.find_element("css selector", ".no").click()
        press("m")
        one(browser, "textarea").send_keys(SCRIPT[12])
        one(browser, "#asking button[value=save]").click()
        press("x")
    assert soon(lambda: len(said(browser)) == 12)
    press("w")
    assert soon(lambda: "reviewed-" in one(browser, "#diff").text)
    browser.refresh()
    assert soon(lambda: len(said(browser)) == 12)
    assert browser.execute_script("return typeof window.hit") == "undefined"
    assert not [line for line in browser.get_log("browser") if line["level"] == "SEVERE"]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious(
    browser: Any, opened: Callable[[str], None], looking: Callable[..., None], faults: Callable[[], list[str]],
    press: Callable[[str], None], dark: bool,
) -> None:  # fmt: skip
    looking(dark=dark)
    opened("a")
    press("ja")
    assert soon(lambda: len(said(browser)) == 1)
    assert not faults()
    press("m")
    assert not faults()
