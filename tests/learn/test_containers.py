"""Containers of a site's HTML as rules: the lists they hold go; articles, captions, titles and dates stay."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest

from cleaner import Cleaner
from cleaner.commands import learning
from cleaner.commands.rulebook import failures
from cleaner.rules import Rule, load, packaged

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "learn"))
from prose import article, person, title  # noqa: E402

PAGES = 12


def page(rng: Random) -> tuple[str, list[str]]:
    """A page whose list of other stories shares only its container and its heading, and its article's lines."""
    own, others = title(rng), [title(rng) for _ in range(6)]
    body = article(rng, "特此公告。")
    caption = f"{person(rng)}在田间"
    day = f"2019-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} 08:30"
    html = [
        f"<html><head><title>{own}_青河网</title></head><body>",
        '<div class="topnav"><a href="/">首页</a><a href="/a">要闻</a></div>',
        f'<div class="main"><h1 class="biaoti">{own}</h1><div class="xinxi"><p>{day}</p><p>阅读量</p></div>',
        f'<p class="tushuo">{caption}</p>',
        *(f"<p>{line}</p>" for line in body),
        "</div>",
        '<div id="SideList" class="box"><h3>大家正在读</h3>',
        *(f"<p><a href='/{n}'>{other}</a></p>" for n, other in enumerate(others)),
        "</div><div class='foot'><p>青河网版权所有</p></div></body></html>",
    ]
    return "\n".join(html), [own, caption, *body]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    rng = Random(31)
    (tmp_path / "pages").mkdir()
    for number in range(PAGES):
        (tmp_path / "pages" / f"{number:02}.html").write_text(page(rng)[0], "utf-8")
    return tmp_path


def learnt(site: Path) -> list[Rule]:
    errand = learning.Errand([str(site / "pages")], str(site / "rules"), None, 1, (), False)
    result = learning.learn(errand, load([packaged()]), lambda batches, count: batches)
    learning.accept(result, str(site / "rules"), None)
    return [rule for rule in load([site / "rules"]) if rule.match == "select"]


def test_the_box_of_other_stories_is_proposed_once_and_nothing_else(site: Path) -> None:
    (rule,) = learnt(site)
    assert rule.patterns == ('[class~="sidelist" i], [id="sidelist" i]',)
    assert rule.zones == ("tail",)
    assert list(failures([rule])) == []


def test_the_lists_of_pages_not_seen_go_and_their_articles_stay(site: Path) -> None:
    learnt(site)
    alone = Cleaner(rules=[site / "rules"], default_rules=False)
    rng = Random(32)
    for _ in range(6):
        html, lines = page(rng)
        left = [line for line in alone.clean(html.encode()).text.split("\n") if line.strip()]
        assert [line for line in left if line in lines] == lines
        assert [line for line in left if line not in lines] == []


def test_text_pages_have_no_boxes(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    rng = Random(33)
    for number in range(PAGES):
        lines = page(rng)[1]
        (tmp_path / "pages" / f"{number:02}.txt").write_text("\n\n".join(["青河网首页", *lines, "大家正在读"]), "utf-8")
    assert learnt(tmp_path) == []
