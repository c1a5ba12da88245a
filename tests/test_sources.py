"""Finding pages: what is no page first, then names."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from cleaner.sources import NotAPageError, Page, check_kind, find


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("正文。\n", encoding="utf-8")


def names(*inputs: str, **options: str) -> list[str]:
    return [page.name for page in find(inputs, **options).pages]


def troubles(*inputs: str, **options: str) -> list[str]:
    return [f"{path}: {message}" for path, message in find(inputs, **options).troubles]


@pytest.mark.parametrize(
    "data",
    [
        "正文。\n".encode(),
        "正文。\n".encode("gb18030"),
        "正文。\n".encode("big5"),
        "正文。\n".encode("utf-16"),
        "Plain English, UTF-16.".encode("utf-16-be"),
        b"a line\0with a NUL\n",
        b"",
        b"\x1b$)A~{VPND~}",
        b"PKU is a university",
    ],
)
def test_text_is_no_other_format(data: bytes) -> None:
    check_kind(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"%PDF-1.4", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive"),
    ],
)
def test_other_formats_are_named(data: bytes, message: str) -> None:
    with pytest.raises(NotAPageError, match=message):
        check_kind(data)


def test_a_path_that_is_missing_is_named_and_the_rest_found() -> None:
    put("in/a.txt")
    found = find(["in", "nowhere.txt", "no*match"])
    assert [page.name for page in found.pages] == ["a.txt"]
    assert found.troubles == [
        ("nowhere.txt", "no such file or directory"),
        ("no*match", "no file matches this pattern"),
    ]


def test_loops_of_links_end_and_are_named() -> None:
    put("in/a/x.txt")
    os.symlink("..", "in/a/up")
    os.symlink("self", "in/self")
    os.symlink("../in", "in/again")
    assert names("in") == ["a/x.txt"]
    assert sorted(troubles("in")) == [
        "in/a/up: this link leads back to a folder above it",
        "in/again: this link leads back to a folder above it",
        "in/self: too many levels of symbolic links",
    ]


def test_links_to_folders_and_files_are_followed() -> None:
    put("elsewhere/x.txt", "one.txt")
    Path("in").mkdir()
    os.symlink("../elsewhere", "in/linked")
    os.symlink("../one.txt", "in/one.txt")
    os.symlink("gone", "in/broken.txt")
    assert names("in") == ["linked/x.txt", "one.txt"]
    assert troubles("in") == ["in/broken.txt: no such file or directory"]


def test_pipes_are_not_opened() -> None:
    Path("in").mkdir()
    os.mkfifo("in/pipe")
    assert troubles("in") == ["in/pipe: not a regular file (use - for standard input)"]


def test_the_output_folder_is_no_input() -> None:
    put("in/a.txt", "in/out/a.txt", "in/sub/out/b.txt")
    assert names("in", out="in/out") == ["a.txt", "sub/out/b.txt"]


def test_hidden_files_and_other_kinds_are_passed_over_in_folders_only() -> None:
    put("in/a.txt", "in/.hidden", "in/.git/x", "in/a_files/logo.PNG", "in/a_files/x.css")
    found = find(["in"])
    assert [page.name for page in found.pages] == ["a.txt"]
    assert found.passed == 2
    assert names("in/.hidden", "in/a_files/x.css") == [".hidden", "x.css"]


def test_a_clash_names_both_and_stops_neither_of_the_others() -> None:
    put("in/a", "in/a.txt", "in/b.txt", "other/b.txt")
    assert names("in") == ["b.txt"]
    assert troubles("in") == ["in/a: and 'in/a.txt' would both be written to 'a.txt'"]
    assert troubles("in/b.txt", "other/b.txt") == ["in/b.txt: and 'other/b.txt' would both be written to 'b.txt'"]


def test_the_same_file_twice_counts_once() -> None:
    put("in/a.txt")
    assert names("in", "in/a.txt", "./in/a.txt") == ["a.txt"]
    assert troubles("in", "in/a.txt") == []


def test_names_are_taken_from_the_root_the_folder_or_the_file() -> None:
    put("in/sub/a.txt", "in/b.html")
    assert names("in") == ["b.html", "sub/a.txt"]
    assert names("in/sub/a.txt") == ["a.txt"]
    assert names("in/sub/a.txt", root="in") == ["sub/a.txt"]
    assert names("in/sub", root="in") == ["sub/a.txt"]
    assert names(os.path.abspath("in/sub"), root="in") == ["sub/a.txt"]
    assert troubles("in/b.html", root="in/sub") == ["in/b.html: is not below the root 'in/sub'"]


def test_patterns_match_files_at_any_depth() -> None:
    put("in/a.txt", "in/sub/b.txt", "in/sub/c.html")
    assert names("in/**/*.txt") == ["a.txt", "sub/b.txt"]
    assert names("in/*") == ["a.txt", "sub/b.txt", "sub/c.html"]
    assert find(["in/**/*.txt"]).roots == ["in"]
    put("odd[1].txt")
    assert names("odd[1].txt") == ["odd[1].txt"]


def test_names_may_hold_anything() -> None:
    odd = ["in/a b.txt", "in/-x.txt", "in/行\n行.txt", os.fsdecode(b"in/\xd6\xd0.txt"), "in/名字.txt"]
    put(*odd)
    assert sorted(names("in")) == sorted(path[3:] for path in odd)


def test_order_is_that_of_the_names() -> None:
    put("in/b.txt", "in/a/z.txt", "in/a.txt", "in/B.txt")
    assert names("in") == sorted(names("in"))


def test_gzip_is_unpacked() -> None:
    Path("a.txt.gz").write_bytes(gzip.compress("正文".encode()))
    assert find(["a.txt.gz"]).pages[0].read() == "正文".encode()


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"text" * 100)[:-12]])
def test_a_damaged_gzip_is_an_error_of_its_own(data: bytes) -> None:
    Path("a.gz").write_bytes(data)
    with pytest.raises((OSError, NotAPageError)):
        Page("a.gz", "a.gz", 0).read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named() -> None:
    put("in/shut/a.txt", "in/b.txt")
    os.chmod("in/shut", 0)
    assert names("in") == ["b.txt"]
    assert troubles("in") == ["in/shut: permission denied"]
    os.chmod("in/shut", 0o700)
