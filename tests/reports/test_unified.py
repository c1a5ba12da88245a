"""Diffs that git takes, forwards and backwards, whatever stands in the page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made import drop, page
from test_alignment import edited

from cleaner import clean
from cleaner.article import ledger_of
from cleaner.document import Edit
from cleaner.ledger import Record
from cleaner.reports.unified import unified

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
NAMES = ["a.txt", "目录/新闻 一.txt", 'a"b\\c.txt', "a\tb\nc.txt", "空 格.txt", "-x.txt", "\udcff.txt", "a b.txt"]


def both_ways(folder: Path, name: str, source: str, article: str, records: list[Record]) -> None:
    """The diff makes the article of the source, and with -R the source of the article."""
    patch = unified(name, source, records)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before, after = (text.encode("utf-8", "surrogateescape") for text in (source, article))
    if not patch:
        assert before == after
        return
    for flags, old, new in (([], before, after), (["-R"], after, before)):
        path.write_bytes(old)
        command = ["git", "apply", "--whitespace=nowarn", *flags]
        done = subprocess.run(command, cwd=folder, input=patch, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        assert (path.read_bytes() if path.exists() else b"") == new


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(case=edited())
def test_git_applies_it_both_ways(tmp_path: Path, case: tuple[str, list[Edit]]) -> None:
    made = page(case[0], *case[1])
    both_ways(tmp_path, "a.txt", made.source, made.article, list(made.ledger.records))


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_file(tmp_path: Path, name: str) -> None:
    source = "菜单\n正文\n"
    made = page(source, drop(source, "菜单\n"))
    both_ways(tmp_path, name, made.source, made.article, list(made.ledger.records))


@pytest.mark.parametrize(
    "source", ["菜单\r\n正文\r\n", "菜单\f\x00\n正文\x1b", "菜单\udcff\n正文\udc80", "菜单\u2028\x85\n正"]
)
def test_any_character(tmp_path: Path, source: str) -> None:
    made = page(source, drop(source, source.split("\n", maxsplit=1)[0]))
    both_ways(tmp_path, "a.txt", made.source, made.article, list(made.ledger.records))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_the_seeds(tmp_path: Path, seed: Path) -> None:
    article = clean(seed.read_bytes(), name=seed.name)
    both_ways(tmp_path, seed.name, article.source, article.text, list(ledger_of(article).records))


def test_far_changes_have_hunks_of_their_own() -> None:
    source = "".join(f"{k}\n" for k in range(30))
    made = page(source, drop(source, "3\n"), drop(source, "12\n"), drop(source, "28\n"))
    text = unified("a.txt", source, made.ledger.records).decode()
    assert [line for line in text.split("\n") if line.startswith("@@")] == [
        "@@ -1,7 +1,6 @@",
        "@@ -10,7 +9,6 @@",
        "@@ -26,5 +24,4 @@",
    ]


def test_an_untouched_page_has_no_diff() -> None:
    assert unified("a.txt", "正文\n", ()) == b""


def test_one_stage_alone() -> None:
    source = "菜单\n正文,\n"
    made = page(source, drop(source, "菜单\n"), Edit(5, 6, "，", "canon.half-width-mark"))
    only = made.only(("strip",))
    assert only.article == "正文,\n"
    assert unified("a.txt", source, only.ledger.records).decode().split("\n")[3:] == [
        "@@ -1,2 +1,1 @@",
        "-菜单",
        " 正文,",
        "",
    ]
