"""The commands around rules: what they print, where, and how they end."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cleaner import cli
from cleaner.rules import load

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks" / "learn"))
from sites import pages  # noqa: E402


def cleaner(*arguments: str) -> int:
    return cli.main(cli.workbench, list(arguments)).code


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages").mkdir()
    for at, page in enumerate(pages(1005, 8)):
        (tmp_path / "pages" / f"{at}.txt").write_text(page.text, encoding="utf-8")
    return tmp_path


def test_learn_clean_and_count(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cleaner("learn", "pages", "-o", "mine/qinghe") == 0
    said = capsys.readouterr()
    assert said.out.startswith("8 pages, 1 sites, 0 pages of no site\n\nsite-1: 8 pages\n")
    assert "rules in mine/qinghe" in said.err
    assert cleaner("clean", "pages", "-o", "out", "--rules", "mine") == 0
    assert cleaner("rules", "stats", "out", "--rules", "mine", "--json") == 0
    figures = json.loads(capsys.readouterr().out)["rules"]
    assert any(name.startswith("qinghe.") and row["hits"] for name, row in figures.items())
    assert cleaner("rules", "stats", "out", "--markdown") == 0
    assert capsys.readouterr().out.startswith("| rule | hits |")


def test_nothing_is_written_without_a_folder(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cleaner("learn", "pages") == 0
    assert sorted(path.name for path in site.iterdir()) == ["pages"]
    assert cleaner("learn", "pages", "--interactive") == 64
    assert cleaner("learn", "pages/none") == 2


def test_answers_are_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["y", "n", "s", "q"])
    monkeypatch.setattr("cleaner.rules_cli._asked", lambda proposal: next(answers))
    assert cleaner("learn", "pages", "-o", "mine", "--interactive") == 0
    assert len(load([site / "mine"])) == 1
    table = (site / "mine" / "learnt.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted({row.split("\t")[0] for row in table}) == ["proposed", "refused"]


def test_a_broken_table_is_wrong_usage(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "mine").mkdir()
    (site / "mine" / "learnt.tsv").write_text("what\n", encoding="utf-8")
    assert cleaner("learn", "pages", "-o", "mine") == 64
    assert "learnt.tsv" in capsys.readouterr().err


def test_a_rule_from_a_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cleaner("rules", "new", "pages/0.txt:1", "-o", "mine.toml") == 0
    assert 'match = "line"' in (site / "mine.toml").read_text(encoding="utf-8")
    assert cleaner("rules", "new", "pages/0.txt:1", "-o", "mine.toml") == 64
    assert cleaner("rules", "new", "pages/0.txt") == 64
    assert cleaner("rules", "new", "pages/0.txt:9999") == 2
    assert cleaner("rules", "new", "pages/none.txt:1") == 2


def test_lint_and_mutants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "strip").mkdir()
    (tmp_path / "strip" / "hash.toml").write_text(
        'why = "A line of hashes."\nclass = "chrome"\nmatch = "line"\npattern = "#+"\n'
        '[[example]]\nbefore = "###"\nafter = ""\n[[keep]]\ntext = "#春耕"\nbecause = "a topic"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("cleaner.rules.packaged", lambda: tmp_path)

    assert cleaner("rules", "lint", "--clean", str(tmp_path)) == 1
    assert "strip.hash: undocumented" in capsys.readouterr().out
    assert cleaner("rules", "test", "--mutate") == 0
    said = capsys.readouterr()
    assert "strip.hash: without the zone tail" in said.out
    assert "0 failures" in said.err
    assert cleaner("rules", "test", "strip.none") == 64
