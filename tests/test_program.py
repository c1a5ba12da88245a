"""Which program this is: versions as Python's own reading gives them, and a digest of what decides."""

from __future__ import annotations

import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from cleaner import program


def test_versions_are_those_that_the_packages_state() -> None:
    found = dict(program.versions())
    own, _, digest = found.pop(program.OURS).partition("+")
    assert own == metadata.version(program.OURS)
    assert digest == program.code_digest()
    assert found == {package: metadata.version(package) for package in found}
    assert {"opencc", "google-re2", "ftfy"} <= found.keys()


def test_a_package_installed_in_another_way_is_searched_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "chardet-0.9.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: chardet\nVersion: 0.9\n", encoding="utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere")])
    found = program.versions.__wrapped__()
    assert found["chardet"] == "0.9"
    assert found["opencc"] == "0"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "cleaner"
    here = Path(program.__file__).parent
    shutil.copytree(here, copy, ignore=shutil.ignore_patterns("default_rules", "__pycache__"))
    monkeypatch.setattr(program, "_HOUSE", str(copy))
    return copy


def _digest() -> str:
    return program.code_digest.__wrapped__()


def test_the_digest_is_of_code_and_data(house: Path) -> None:
    before = _digest()
    assert before == program.code_digest()
    (house / "stages" / "strip.py").write_text("", encoding="utf-8")
    after = _digest()
    assert after != before
    packed = house / "data" / "words.bin"
    packed.write_bytes(packed.read_bytes()[:-1] + b"x")
    assert _digest() not in (before, after)


def test_the_digest_is_not_of_rules_nor_of_what_python_leaves(house: Path) -> None:
    before = _digest()
    (house / "default_rules").mkdir()
    (house / "default_rules" / "__init__.py").write_text("", encoding="utf-8")
    (house / "data" / "rules.json").write_text("{}", encoding="utf-8")
    (house / "__pycache__").mkdir()
    (house / "__pycache__" / "cli.pyc").write_bytes(b"")
    assert _digest() == before
