"""`cleaner explain`: places, and the rules that hit and were held back."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.article import Article, LineNote, digest
from cleaner.commands.candidates import Candidate
from cleaner.commands.explaining import Line, explained, in_words, place_of
from cleaner.rules import parse
from cleaner.settings import Settings

PAGE = (
    "首页 > 新闻 > 正文\n\n春天来了\n\n今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议。\n\n"
    "会议要求各网站在首页底部标明京ICP备00000001号，并于月底前报送情况，逾期不报的将予以通报。\n\n责任编辑：某某\n"
)


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ("a.txt", ("a.txt", None, None)),
        ("a.txt:12", ("a.txt", 12, None)),
        ("a.txt:12:3", ("a.txt", 12, (3, 3))),
        ("a.txt:12:3-9", ("a.txt", 12, (3, 9))),
        ("目录:1/新闻.txt:2", ("目录:1/新闻.txt", 2, None)),
        ("a:b", ("a:b", None, None)),
    ],
)
def test_places(given: str, place: tuple[object, ...]) -> None:
    assert place_of(given) == place


def test_a_file_that_is_called_like_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a:1").write_text("")
    assert place_of("a:1").path == "a:1"


def line(number: int, columns: tuple[int, int] | None = None) -> tuple[Line, str]:
    cleaner = Cleaner()
    article = cleaner.clean(PAGE.encode())
    (found,) = explained(article, number, columns, cleaner.settings)
    return found, in_words(found, {rule.id: rule.why for rule in cleaner.settings.rules})


def test_a_rule_that_hits_inside_the_article_and_is_held_back() -> None:
    text = (
        'why = "Links."\nclass = "footer"\nmatch = "regex"\npattern = "联系方式"\nzones = ["tail"]\n'
        '[[example]]\nbefore = "联系方式"\nafter = ""\n[[keep]]\ntext = "联系"\nbecause = "another word"\n'
    )
    settings = Settings((parse(text, "strip.links", "links.toml"),))
    source = "标题\n这里写着聯繫方式。\n"
    notes = (LineNote(0, 2, "title", 1.0, ""), LineNote(3, len(source) - 1, "body", 9.0, "len 2"))
    article = Article("a.txt", source, source, digest(source.encode()), lines=notes)
    _, found, _ = explained(article, settings=settings)
    assert found.candidates[0].hit == "联系方式"
    assert "strip.links hits “联系方式” and did not act: not strong enough for the body" in in_words(found)


def test_a_line_alone_says_what_its_rules_are_for() -> None:
    found, told = line(1)
    assert found.fate == "dropped"
    assert "strip.breadcrumb: The path of sections above a title" in told


def test_columns_show_what_touches_them() -> None:
    assert "strip." in line(9, (1, 4))[1]
    assert not line(5, (1, 2))[0].records


@pytest.mark.parametrize(
    ("zone", "why"),
    [("head", ""), ("tail", "acts in head"), ("body", "not strong enough for the body"), (None, "")],
)
def test_what_holds_a_rule_back(zone: str | None, why: str) -> None:
    assert Candidate("x", "甲", "drop", "line", ("head",), False).held_back(zone) == why
    assert Candidate("x", "甲", "signal", "line", ("head",), False).held_back(zone) == "evidence only"
