"""The hooks under real pre-commit, in a git repository with Chinese names; then what a changed file stands for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.hook import pages_of

REPOSITORY = Path(__file__).parent.parent
PAGE = "首页 > 新闻 > 正文\n\n春天来了\n\n今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议。\n"
CONFIG = """\
repos:
  - repo: local
    hooks:
      - id: clean-{kind}
        name: clean-{kind}
        entry: {python} -c "from cleaner.hook import {kind}; {kind}()" --root 原文 --out 成品
        language: system
        types: [text]
        require_serial: true
"""

pre_commit = pytest.mark.skipif(
    not (shutil.which("pre-commit") and shutil.which("git")), reason="needs git and pre-commit"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path.parent / f"{tmp_path.name}-home"))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in [
        name for name in os.environ if name.startswith(("GIT_AUTHOR", "GIT_COMMITTER", "GIT_DIR", "GIT_INDEX"))
    ]:
        monkeypatch.delenv(name)
    git("init", "-q", "-b", "main")
    git("config", "user.email", "test@example.org")
    git("config", "user.name", "Test")
    put("原文/新闻 一.txt", PAGE)
    put("原文/子/二.txt", PAGE)
    put("README.md", "readme\n")
    return tmp_path


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def put(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def commit_hook(kind: str) -> tuple[int, str]:
    """What pre-commit says of the staged files, with this one hook."""
    put(".pre-commit-config.yaml", CONFIG.format(kind=kind, python=sys.executable))
    git("add", "-A")
    done = subprocess.run(["pre-commit", "run", f"clean-{kind}"], capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def run_by(runner: str, kind: str) -> tuple[int, str]:
    """What a runner of hooks says of all files."""
    put(".pre-commit-config.yaml", CONFIG.format(kind=kind, python=sys.executable))
    git("add", "-A")
    command = [runner, "run", "--all-files", f"clean-{kind}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pre_commit
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
def test_three_hundred_pages(repository: Path, runner: str) -> None:
    for number in range(298):
        put(f"原文/第{number}页.txt", PAGE.replace("春天", f"第{number}个春天"))
    assert run_by(runner, "fix")[0] == 1
    assert len(outputs()) == 900
    assert run_by(runner, "fix")[0] == 0
    put("原文/第7页.txt", PAGE + "\n代表们随后参观了农机展览。\n")
    code, told = run_by(runner, "check")
    assert code == 1
    assert "stale: 成品/第7页.txt" in told
    assert "299 unchanged, 1 stale" in told
    assert run_by(runner, "fix")[0] == 1
    assert run_by(runner, "check")[0] == 0


@pre_commit
def test_fix_says_what_went_and_check_what_would(repository: Path) -> None:
    _, told = commit_hook("fix")
    assert "子/二.txt: Article, " in told
    assert "% removed (chrome " in told
    put("原文/子/二.txt", PAGE + "\n首页 | 新闻 | 关于我们 | 联系我们\n版权所有 未经许可不得转载\n")
    _, told = commit_hook("check")
    assert "成品/子/二.txt: made from another version of the page" in told
    put("原文/子/二.txt", PAGE)
    put("成品/子/二.txt", "别的\n")
    _, told = commit_hook("check")
    assert "does not fit its ledger (edited by hand?)" in told
    assert "-别的\n" in told
    assert "+今天上午，全市的春耕" in told


def outputs() -> list[str]:
    return sorted(str(path.relative_to("成品")) for path in Path("成品").rglob("*") if path.is_file())


@pre_commit
def test_check_fails_until_fix_has_written_and_git_has_it(repository: Path) -> None:
    code, told = commit_hook("check")
    assert code == 1
    assert "missing: 成品/新闻 一.txt" in told
    assert not Path("成品").exists()

    code, told = commit_hook("fix")
    assert code == 1
    assert "git add -- '成品/子/二.ledger.jsonl'" in told
    assert len(outputs()) == 6

    assert commit_hook("fix")[0] == 0
    assert commit_hook("check")[0] == 0


@pre_commit
def test_an_output_edited_by_hand_is_stale_and_mended(repository: Path) -> None:
    commit_hook("fix")
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "all")
    before = Path("成品/子/二.txt").read_bytes()
    put("成品/子/二.txt", "别的\n")
    code, told = commit_hook("check")
    assert code == 1
    assert "stale: 成品/子/二.txt" in told
    assert "新闻 一" not in told
    assert commit_hook("fix")[0] == 1
    assert Path("成品/子/二.txt").read_bytes() == before


@pre_commit
def test_outputs_of_a_deleted_page_are_orphans_until_fix_removes_them(repository: Path) -> None:
    commit_hook("fix")
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "all")
    git("rm", "-q", "原文/子/二.txt")
    put("原文/新闻 一.txt", PAGE + "\n会议部署了今年的春耕任务，要求各县区抓好落实。\n")
    code, told = commit_hook("check")
    assert code == 1
    assert "orphan: 成品/子/二.*" in told
    assert commit_hook("fix")[0] == 1
    assert outputs() == ["新闻 一.ledger.jsonl", "新闻 一.report.md", "新闻 一.txt"]
    assert commit_hook("fix")[0] == 0


@pre_commit
def test_a_page_that_cannot_be_cleaned_fails_the_hook(repository: Path) -> None:
    put("原文/坏.txt", "%PDF-1.4 half\n")
    code, told = commit_hook("fix")
    assert code == 1  # pre-commit's own code for any failed hook
    assert "exit code: 2" in told
    assert "原文/坏.txt: binary: a PDF document" in told
    assert len(outputs()) == 6


@pre_commit
def test_the_hooks_that_others_use_are_well_formed() -> None:
    for command, file in (
        ("validate-manifest", ".pre-commit-hooks.yaml"),
        ("validate-config", ".pre-commit-config.yaml"),
    ):
        subprocess.run(["pre-commit", command, str(REPOSITORY / file)], check=True)


def test_a_changed_file_stands_for_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.txt", "in/b.html", "rules/strip/x.toml", "mine/y.toml"):
        put(name, "")
    switches = {"root": "in", "out": "out", "rules": ("mine",)}
    assert pages_of(["in/a.txt"], switches) == ["in/a.txt"]
    assert pages_of(["out/a.txt", "out/a.report.md", "out/b.html.ledger.jsonl"], switches) == ["in/a.txt", "in/b.html"]
    assert pages_of(["README.md", "out/SUMMARY.md", "out/gone.txt", "other/in/a.txt"], switches) == []
    assert pages_of(["mine/y.toml", "in/a.txt"], switches) == ["in"]
    assert pages_of(["rules/strip/x.toml"], switches) == ["in"]
    assert pages_of(["setup.cfg"], switches) == ["in"]


def test_a_hook_that_is_not_told_where_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exception, match="needs --root DIR"):
        pages_of(["in/a.txt"], {"root": None, "out": "out", "rules": ()})


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/一.txt").write_text(PAGE, encoding="utf-8")
    code = "from cleaner.hook import fix; fix()"
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", code, "--root", "in", "--out", "out", "in/一.txt"]
    here = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, check=False, cwd=tmp_path, env=here, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert (tmp_path / "out/一.txt").exists()
