"""Writing outputs: nothing half written first, then what counts as the same."""

from __future__ import annotations

import builtins
import errno
import os
from pathlib import Path
from typing import Any

import pytest

from cleaner.article import Article, digest, write_ledger
from cleaner.sinks import Folder, Outputs, origins, replace, stem

LEDGER = write_ledger(Article("文.txt", "文", "文", digest("文"), versions={"opencc": "1"}))
OUTPUTS = Outputs("# 报告\n", "文\n", LEDGER)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tree(folder: str = ".") -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "a"), ("a.html", "a.html"), ("a", "a"), ("目录/甲.txt", "目录/甲"), ("a.txt.gz", "a.txt.gz"),
        (".txt", ".txt"), ("x/.txt", "x/.txt"),
    ],
)  # fmt: skip
def test_outputs_are_called_after_the_page(name: str, expected: str) -> None:
    assert stem(name) == expected
    assert name in origins(expected)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_full_disk_leaves_nothing_half_written(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder("out")
    folder.write("a.txt", OUTPUTS)
    before = {path: Path("out", path).read_bytes() for path in tree("out")}
    real, calls = builtins.open, []

    def full(path: Any, mode: str = "r", **options: Any) -> Any:
        if ".clean-" in str(path):
            calls.append(path)
            if len(calls) == step:
                real(path, mode).close()
                return real("/dev/full", mode)
        return real(path, mode, **options)

    monkeypatch.setattr(builtins, "open", full)
    with pytest.raises(OSError, match="No space left") as caught:
        folder.write("a.txt", Outputs("# 新\n", "新\n", LEDGER.replace("文", "新")))
    assert caught.value.errno == errno.ENOSPC
    assert {path: Path("out", path).read_bytes() for path in tree("out")} == before


def test_a_failed_rename_leaves_no_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise PermissionError(errno.EPERM, "no")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        replace([("a", b"1"), ("b", b"2")])
    assert tree() == []


def test_an_output_that_is_a_folder_is_an_error() -> None:
    Path("out/a.txt").mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        Folder("out").write("a.txt", OUTPUTS)
    assert tree() == []


def test_folders_are_mirrored_and_bytes_are_exact() -> None:
    assert Folder("out").write("目录/a b.txt", OUTPUTS) == "written"
    assert tree("out") == ["目录/a b.ledger.jsonl", "目录/a b.report.md", "目录/a b.txt"]
    assert Path("out/目录/a b.txt").read_bytes() == "文\n".encode()


def test_the_same_is_not_written_again() -> None:
    folder = Folder("out")
    folder.write("a.txt", OUTPUTS)
    stamps = [Path("out", path).stat().st_mtime_ns for path in tree("out")]
    newer = Outputs(OUTPUTS.report, OUTPUTS.article, LEDGER.replace('"opencc":"1"', '"opencc":"2"'))
    assert folder.check("a.txt", newer) == folder.write("a.txt", newer) == "same"
    assert [Path("out", path).stat().st_mtime_ns for path in tree("out")] == stamps


@pytest.mark.parametrize("suffix", [".txt", ".ledger.jsonl", ".report.md"])
def test_check_tells_missing_from_stale_and_writes_nothing(suffix: str) -> None:
    folder = Folder("out")
    assert folder.check("a.txt", OUTPUTS) == "missing"
    assert tree() == []
    folder.write("a.txt", OUTPUTS)
    path = Path("out/a" + suffix)
    path.write_bytes(path.read_bytes().replace("文".encode(), "又".encode()).replace("报".encode(), b"\xff"))
    assert folder.check("a.txt", OUTPUTS) == "stale"
    assert folder.write("a.txt", OUTPUTS) == "written"
    path.unlink()
    assert folder.check("a.txt", OUTPUTS) == "missing"


def test_files_have_the_usual_mode() -> None:
    old = os.umask(0o022)
    try:
        Folder("out").write("a.txt", OUTPUTS)
    finally:
        os.umask(old)
    assert Path("out/a.txt").stat().st_mode & 0o777 == 0o644


def test_orphans_are_outputs_whose_page_is_gone_from_every_root() -> None:
    folder = Folder("out")
    for name in ("a.txt", "sub/b.html", "c", "d.txt"):
        folder.write(name, OUTPUTS)
    for page in ("one/a.txt", "two/sub/b.html", "one/c"):
        Path(page).parent.mkdir(parents=True, exist_ok=True)
        Path(page).touch()
    assert folder.orphans(["one", "two"]) == ["d"]
    assert folder.orphans(["one"]) == ["d", "sub/b.html"]


def test_only_ledgers_of_this_program_make_orphans() -> None:
    Path("out").mkdir()
    Path("out/mine.ledger.jsonl").write_text('{"accounts": []}\n')
    Path("out/notes.txt").write_text("mine")
    assert Folder("out").orphans(["nowhere"]) == []


def test_removing_takes_empty_folders_along() -> None:
    folder = Folder("out")
    folder.write("x/y/a.txt", OUTPUTS)
    folder.write("x/b.txt", OUTPUTS)
    assert len(folder.remove("x/y/a")) == 3
    assert tree("out") == ["x/b.ledger.jsonl", "x/b.report.md", "x/b.txt"]
    assert not Path("out/x/y").exists()
    folder.remove("x/b")
    assert Path("out").is_dir()
    assert not Path("out/x").exists()
