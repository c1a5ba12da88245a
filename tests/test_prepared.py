from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleaner import catalogue, literals, prepared, rules
from cleaner.match import Matcher

RULE = """why = "x"
class = "chrome"
match = "line"
pattern = '''甲乙[0-9]{2}'''
[[example]]
before = "甲乙12"
after = ""
[[keep]]
text = "甲"
because = "z"
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one rule, and what reading it gave."""
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "own.toml").write_text(RULE, encoding="utf-8")
    monkeypatch.setattr(prepared, "PATH", tmp_path / "rules.json")
    prepared.PATH.write_text(catalogue.data(folder), encoding="utf-8")
    prepared.prepared.cache_clear()
    return folder


@pytest.fixture(autouse=True)
def _forget() -> object:
    yield
    prepared.prepared.cache_clear()


def test_the_shipped_file_is_fresh() -> None:
    made = catalogue.data(rules.packaged())
    assert prepared.PATH.read_text(encoding="utf-8") == made, "run: python -m cleaner.catalogue"


def test_what_is_found_is_what_the_long_way_gives(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short, needs = rules.load([own]), literals.needs("甲乙[0-9]{2}")
    assert len(prepared.prepared().rules) == 1
    assert list(prepared.prepared().needs) == ["甲乙[0-9]{2}"]
    prepared.PATH.unlink()
    prepared.prepared.cache_clear()
    assert prepared.prepared().rules == {}
    assert rules.load([own]) == short
    assert literals.needs("甲乙[0-9]{2}") == needs


def test_an_edited_rule_is_read_anew(own: Path) -> None:
    (own / "own.toml").write_text(RULE.replace("甲乙", "丙丁"), encoding="utf-8")
    loaded = rules.load([own])
    assert loaded[0].patterns == ("丙丁[0-9]{2}",)
    assert [len(hits) for hits in Matcher(loaded).scan(["甲乙12", "丙丁12"])] == [0, 1]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"readers": "other"}'])
def test_a_file_of_other_readers_or_none_is_nothing(own: Path, text: str) -> None:
    prepared.PATH.write_text(text, encoding="utf-8")
    prepared.prepared.cache_clear()
    assert prepared.prepared() == prepared.Prepared({}, {}, ())
    assert len(rules.load([own])) == 1


def test_a_faulty_rule_is_refused_all_the_same(own: Path) -> None:
    (own / "own.toml").write_text(RULE.replace('"line"', '"lane"'), encoding="utf-8")
    with pytest.raises(rules.RuleError, match=r"own\.toml: field 'match'"):
        rules.load([own])


def test_the_file_is_json_with_an_entry_a_line() -> None:
    text = prepared.PATH.read_text(encoding="utf-8")
    assert set(json.loads(text)) == {"readers", "rules", "needs", "sets"}
    assert max(map(len, text.split("\n"))) < 20_000
