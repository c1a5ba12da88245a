"""`cleaner compare`: folders and revisions."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import cli
from cleaner.commands.comparing import CompareError, comparisons, side_of

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from made import drop, page, put

SOURCE = "菜单\n正文\n"


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    put(Path("成品"), page(SOURCE, name="目录/a.txt"), page(SOURCE, name="b.txt"))
    git("init", "-q")
    git("config", "user.email", "t@example.org")
    git("config", "user.name", "t")
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "old")
    put(Path("成品"), page(SOURCE, drop(SOURCE, "菜单\n"), name="目录/a.txt"), page(SOURCE, name="c.txt"))
    Path("成品/b.txt").unlink()
    Path("成品/b.ledger.jsonl").unlink()


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def states(old: str, new: str) -> dict[str, str]:
    return {one.name: one.state for one in comparisons(old, new)}


def test_a_revision_against_a_folder() -> None:
    assert states("HEAD:成品", "成品") == {"b": "removed", "c": "added", "目录/a": "changed"}
    assert states("成品", "成品") == {"c": "same", "目录/a": "same"}


def test_a_folder_below_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("成品")
    assert states("HEAD:目录", "目录") == {"a": "changed"}
    assert states("HEAD:.", "HEAD:") == {"b": "same", "目录/a": "same"}


@pytest.mark.parametrize("place", ["nowhere", "HEAD:nowhere", "nothing:成品", "--help:成品", "HEAD:../成品/../.."])
def test_what_is_not_there(place: str) -> None:
    with pytest.raises(CompareError):
        side_of(place)


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(cli.workbench, ["compare", "HEAD:成品", "成品"]).code == 1
    assert "now goes · no rule → strip.menu" in capsys.readouterr().out
    assert cli.main(cli.workbench, ["compare", "成品", "成品"]).code == 0
    assert cli.main(cli.workbench, ["compare", "成品", "nowhere"]).code == 2
    assert "no such folder" in capsys.readouterr().err
    assert cli.main(cli.workbench, ["compare", "HEAD:成品", "成品", "--html", "页"]).code == 1
    made = Path("页/index.html").read_text("utf-8")
    assert "<del>菜单⏎</del><ins></ins>" in made
