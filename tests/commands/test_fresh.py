"""The cache: what is passed over, and everything that must not be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from cleaner import Cleaner
from cleaner.article import Article
from cleaner.commands.fresh import Key
from cleaner.commands.job import Job, perform

PAGE = "首页 > 新闻 > 正文\n\n春天来了\n\n今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议。\n"


class Counting:
    """A cleaner that counts the pages it is given."""

    real = Cleaner()
    seen: ClassVar[list[str]] = []

    def clean(self, data: bytes | str, *, name: str = "") -> Article:
        self.seen.append(name)
        return self.real.clean(data, name=name)


KEY = Key(Counting.real.rules_hash, dict(Counting.real.versions))


@pytest.fixture(autouse=True)
def _pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(PAGE, "utf-8")
    Path("in/b.txt").write_text(PAGE + "\n会后，代表们参观了农机展览。\n", "utf-8")
    assert run() == ["a.txt", "b.txt"]


def run(key: Key | None = KEY, check: bool = False) -> list[str]:
    """The pages that a run cleans."""
    Counting.seen.clear()
    job = Job(["in"], "out", check=check, workers=1, key=key)
    tally = perform(job, Counting(), lambda outcomes, total: outcomes)
    assert [outcome.name for outcome in tally.outcomes] == ["a.txt", "b.txt"]
    return list(Counting.seen)


def test_what_is_right_is_not_cleaned_again() -> None:
    assert run() == []
    assert run(check=True) == []


def test_the_outcome_is_the_same_either_way() -> None:
    jobs = [Job(["in"], "out", workers=1, key=key) for key in (KEY, None)]
    cached, made = (perform(job, Counting(), lambda outcomes, total: outcomes).outcomes for job in jobs)
    assert cached == made


def edited(path: str, change: Callable[[str], str]) -> None:
    text = Path(path).read_text("utf-8")
    assert change(text) != text
    Path(path).write_text(change(text), "utf-8")


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("in/a.txt", lambda text: text + "。"),
        ("out/a.txt", lambda text: text + "。"),
        ("out/a.report.md", lambda text: text + "x"),
        ("out/a.ledger.jsonl", lambda text: text.replace('"line":1', '"line":2', 1)),
        ("out/a.ledger.jsonl", lambda text: text.replace('"verdict":"article"', '"verdict":"damaged"')),
        ("out/a.ledger.jsonl", lambda text: text.split('"seal"')[0]),
        ("out/a.ledger.jsonl", lambda text: "\n"),
    ],
)
def test_whatever_was_edited_is_cleaned_again(path: str, change: Callable[[str], str]) -> None:
    edited(path, change)
    assert run(check=True) == ["a.txt"]
    assert run() == ["a.txt"]
    assert run() == []


def test_a_page_that_cannot_be_read_is_a_failure_as_ever() -> None:
    Path("in/a.txt").write_bytes(b"\x1f\x8b\x08 cut")
    job = Job(["in"], "out", workers=1, key=KEY)
    tally = perform(job, Counting(), lambda outcomes, total: outcomes)
    assert [outcome.state for outcome in tally.outcomes] == ["failed", "same"]


@pytest.mark.parametrize(
    "key", [KEY._replace(rules_hash="other"), KEY._replace(versions={**KEY.versions, "opencc": "9"}), None]
)
def test_other_rules_versions_and_force_clean_everything(key: Key | None) -> None:
    assert run(key) == ["a.txt", "b.txt"]


def test_force_brings_the_key_up_to_date() -> None:
    def other(text: str) -> str:
        return text.replace('"rules_hash":"', '"rules_hash":"0')

    edited("out/a.ledger.jsonl", other)
    assert run() == ["a.txt"]
    assert run() == ["a.txt"]  # the same but for the key: not written, so that a new rule touches few files
    assert run(None) == ["a.txt", "b.txt"]
    assert run() == []


def test_rules_script_stages_and_code_are_in_the_key() -> None:
    cleaners = [Cleaner(), Cleaner(script="tw2s"), Cleaner(stages=["repair"]), Cleaner(disable=["strip.poll"])]
    assert len({cleaner.rules_hash for cleaner in cleaners}) == len(cleaners)
    header = json.loads(Path("out/a.ledger.jsonl").read_text("utf-8").split("\n")[0])
    assert header["rules_hash"] == cleaners[0].rules_hash
    assert "+" in header["versions"]["chinese-cleaner"]
