"""Patterns do what `re.compile` does, and what is kept of them from process to process changes nothing."""

from __future__ import annotations

import gc
import importlib
import marshal
import pkgutil
import re
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import cleaner
from cleaner import patterns
from cleaner.patterns import pattern


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where this test's patterns are kept."""
    path = tmp_path / "__pycache__" / "patterns.kept"
    monkeypatch.setattr(patterns, "_path", lambda: str(path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _next_process()
    yield path
    monkeypatch.undo()
    _next_process()


def _next_process() -> None:
    patterns._kept.cache_clear()
    patterns._made.cache_clear()


def _every_pattern() -> list[patterns._Pattern]:
    for module in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return [found for found in gc.get_objects() if isinstance(found, patterns._Pattern)]


def test_every_pattern_is_compiled_as_re_does(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _every_pattern()
    assert len(found) > 200
    coded = [patterns._code(one.pattern, one._flags) for one in found]
    handed: list[tuple[object, ...]] = []
    watched = vars(re._compiler._sre) | {"compile": lambda *given: handed.append(given)}
    monkeypatch.setattr(re._compiler, "_sre", SimpleNamespace(**watched))
    for one, (flags, code, *rest) in zip(found, coded, strict=True):
        re._compiler.compile(one.pattern, one._flags)
        assert handed.pop() == (one.pattern, flags, array("I", code).tolist(), *rest)


@pytest.mark.parametrize("flags", [0, re.IGNORECASE | re.MULTILINE])
def test_a_pattern_does_the_same_in_the_next_process(flags: int, kept: Path) -> None:
    for _ in range(2):
        made = pattern(r"(?P<year>[一-鿿]{2}|\d+)年(a)?$", flags)
        expected = re.compile(made.pattern, flags)
        assert made.search("二〇年\n于1998年A\n") is None or flags
        for text in ("于1998年", "1998年A\n"):
            assert list(map(re.Match.groupdict, made.finditer(text))) == list(
                map(re.Match.groupdict, expected.finditer(text))
            )
        assert (made.flags, made.groups, made.groupindex) == (expected.flags, expected.groups, expected.groupindex)
        assert patterns._made() == {} or not kept.exists()
        patterns.keep()
        assert kept.exists()
        _next_process()


def test_of_bytes_and_of_text_are_two(kept: Path) -> None:
    assert pattern(b"a").match(b"a")
    patterns.keep()
    _next_process()
    assert pattern("a").match("a")
    assert pattern(b"a").match(b"a")
    patterns.keep()
    _next_process()
    assert len(patterns._kept()) == 2


def test_a_wrong_pattern_fails_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error, match="missing \\)"):
        wrong.search("")


@pytest.mark.parametrize(
    "data", [b"", b"x", marshal.dumps(None), marshal.dumps((1, 2, 3)), marshal.dumps(("another Python", {("a", 0): 1}))]
)
def test_a_damaged_file_or_one_of_another_python_is_none(data: bytes, kept: Path) -> None:
    kept.parent.mkdir()
    kept.write_bytes(data)
    assert pattern("a").match("a")
    patterns.keep()
    _next_process()
    assert list(patterns._kept()) == [("a", 0)]


def test_nothing_is_written_where_python_writes_no_byte_code(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns.keep()  # nothing was compiled
    assert not kept.parent.exists()
    assert pattern("a").match("a")
    with monkeypatch.context() as context:
        context.setattr(sys, "dont_write_bytecode", True)
        patterns.keep()
    with monkeypatch.context() as context:
        context.setattr(patterns, "_path", lambda: None)
        patterns.keep()
    with monkeypatch.context() as context:
        context.setattr(patterns, "_path", lambda: "/proc/nowhere/patterns.kept")
        patterns.keep()
    assert not kept.parent.exists()


def test_what_other_states_of_the_code_left_is_forgotten(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_MOST", 2)
    for text in "abc":
        assert pattern(text).match(text)
        patterns.keep()
        _next_process()
    assert list(patterns._kept()) == [("c", 0)]
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
