"""Bad input, met by the real command in a process of its own: each is named, the others are done."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPOSITORY = Path(__file__).parent.parent
PAGE = "春天来了\n\n今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议。\n"


class Done(NamedTuple):
    """How the command ended."""

    code: int
    out: bytes
    err: str


def clean(
    *arguments: str | bytes, prefix: Sequence[str] = (), env: Mapping[str, str] | None = None, **options: Any
) -> Done:
    """Run `clean` in a new process."""
    command = [*prefix, sys.executable, "-m", "cleaner", "clean", *arguments]
    base = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, check=False, timeout=300, env=base | dict(env or {}), **options)
    return Done(done.returncode, done.stdout, done.stderr.decode("utf-8", "surrogateescape"))


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/good.txt").write_text(PAGE, encoding="utf-8")


def tree(folder: str = "out") -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


def articles() -> list[str]:
    return [path for path in tree() if path.endswith(".txt")]


def put(name: str | bytes, data: bytes) -> None:
    with open(os.path.join(b"in", os.fsencode(name)), "wb") as file:
        file.write(data)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("pdf.txt", b"%PDF-1.4\n", "in/pdf.txt: binary: a PDF document"),
        ("noise.txt", bytes([1, 2, 3, 4, 200, 201]) * 500, "in/noise.txt: binary: no text in any encoding"),
        ("half.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "in/half.txt.gz: damaged gzip data"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.endswith((".txt", ".gz")) else "",
)
def test_what_is_no_page_is_named(name: str, data: bytes, message: str) -> None:
    put(name, data)
    done = clean("in", "-o", "out")
    assert done.code == 2
    assert message in done.err
    assert articles() == ["good.txt"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("spaces.txt", b" \n\n\t\n"),
        ("invalid.txt", PAGE.encode() + b"\xff\xfe \xe4\xb8\n" + PAGE.encode()),
        ("nuls.txt", PAGE.encode() * 9 + "有\0三\0个\0空字符的一行。\n".encode()),
        ("controls.txt", PAGE.encode() + b"\x01\x02\x7f\xc2\x85\n"),
        ("line.txt", PAGE.encode() + ("会议在市政府召开，各县区代表参加。" * 20_000).encode()),
        ("lines.txt", b"\n" * 100_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_odd_text_is_cleaned_and_comes_back(name: str, data: bytes) -> None:
    put(name, data)
    done = clean("in", "-o", "out")
    assert (done.code, articles()) == (0, sorted(["good.txt", name]))
    restored = subprocess.run(
        [sys.executable, "-m", "cleaner", "restore", f"out/{name}"],
        capture_output=True, check=True, env={"PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert restored.stdout == data


@pytest.mark.slow
def test_fifty_megabytes_in_one_line() -> None:
    put("big.txt", ("会议在市政府召开，各县区代表参加。" * (50 * 2**20 // 51)).encode())
    assert clean("in", "-o", "out").code == 0
    assert articles() == ["big.txt", "good.txt"]


def test_missing_paths_and_loops_are_named() -> None:
    os.symlink("../in", "in/loop")
    done = clean("in", "nowhere", "-o", "out")
    assert done.code == 2
    assert "nowhere: no such file or directory" in done.err
    assert "in/loop: this link leads back to a folder above it" in done.err
    assert articles() == ["good.txt"]


def test_the_output_may_lie_in_the_input() -> None:
    for _ in range(2):
        assert clean("in", "-o", "in/out").code == 0
    assert [path for path in tree("in/out") if path.endswith(".txt")] == ["good.txt"]


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may do anything")
def test_what_the_user_may_not_read_or_write_is_named() -> None:
    put("shut.txt", PAGE.encode())
    os.chmod("in/shut.txt", 0)
    Path("out").mkdir()
    os.chmod("out", 0o555)
    # A root without capabilities is an ordinary owner of its files.
    prefix = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    done = clean("in", "-o", "out", prefix=prefix)
    assert done.code == 2
    assert "in/shut.txt: permission denied" in done.err
    assert "in/good.txt: permission denied (out/" in done.err
    assert tree() == []
    os.chmod("out", 0o755)
    assert clean("in", "-o", "out", prefix=prefix).code == 2
    assert articles() == ["good.txt"]


def test_an_output_that_cannot_be_made_is_named() -> None:
    Path("file").touch()
    done = clean("in", "-o", "file/out")
    assert done.code == 2
    assert "in/good.txt: not a directory (file/out" in done.err


def test_a_full_disk_fails_the_page_and_leaves_nothing_half_written() -> None:
    put("long.txt", (PAGE * 2000).encode())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    done = clean("in", "-o", "out", preexec_fn=limit)
    assert done.code == 2
    assert "in/long.txt: file too large" in done.err
    assert [path for path in tree() if "long" in path or ".tmp" in path] == []
    assert articles() == ["good.txt"]


@pytest.mark.parametrize("env", [{"LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_any_name_in_any_locale(env: Mapping[str, str]) -> None:
    names = ["空 格.txt", "行\n尾.txt", "-dash.txt", "--check.txt", "名字.txt", b"\xd6\xd0\xce\xc4.txt", "引'号\".txt"]
    for name in names:
        put(name, PAGE.encode())
    put("坏\n了.txt", b"%PDF-")
    done = clean("in", "-o", "out", "-v", env=env)
    assert done.code == 2
    assert "binary: a PDF document" in done.err
    assert len(done.err.splitlines()) == len(names) + 4  # each page, the headline, what is wrong with 坏
    written = sorted(os.fsencode(path) for path in articles())
    assert written == sorted([b"good.txt", *map(os.fsencode, names)])
    assert clean("in", "-o", "out", "--check", env=env).code == 2
    os.remove("in/坏\n了.txt")
    assert clean("in", "-o", "out", "--check", env=env) == (
        0,
        b"",
        f"{len(names) + 1} pages: {len(names) + 1} unchanged\n",
    )


def test_leading_dashes_on_the_command_line() -> None:
    os.chdir("in")
    put_here = Path("-x.txt")
    put_here.write_text(PAGE, encoding="utf-8")
    assert clean("-o", "out", "--", "-x.txt").code == 0
    assert articles() == ["-x.txt"]


def test_a_closed_pipe_is_no_error() -> None:
    put("long.txt", (PAGE * 3000).encode())
    command = f"{sys.executable} -m cleaner clean in/long.txt -q | head -c 10 >/dev/null; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": os.environ["PATH"]},
    )
    assert (done.returncode, done.stderr) == (0, b"")
