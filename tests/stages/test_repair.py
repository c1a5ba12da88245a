"""The stage: order of its steps, the switches, the damaged seed."""

from collections import Counter
from pathlib import Path

import pytest

from cleaner.document import Edit, Warning
from cleaner.stages.repair import STEPS, repair

ROOT = Path(__file__).resolve().parents[2]


class Page:
    def __init__(self, text: str) -> None:
        self.text = text


class Settings:
    def __init__(self, *disabled: str) -> None:
        self.disabled = disabled

    def on(self, rule: str) -> bool:
        return rule not in self.disabled


def run(text: str, *disabled: str) -> tuple[str, list[Edit], list[Warning]]:
    edits: list[Edit] = []
    warnings: list[Warning] = []
    for _, propose in STEPS:
        proposal = propose(Page(text), Settings(*disabled))
        edits += proposal.edits
        warnings += proposal.warnings
        for edit in sorted(proposal.edits, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
    return text, edits, warnings


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "gold").glob("*.txt")), ids=lambda path: path.stem)
def test_a_clean_article_stays(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert run(text) == (text, [], [])


def test_the_seed_with_glosses_and_late_bytes() -> None:
    text = next((ROOT / "seeds").glob("001*.txt")).read_text(encoding="utf-8")
    repaired, edits, warnings = run(text)
    assert Counter(edit.rule for edit in edits) == {
        "repair.pinyin-gloss": 326,
        "repair.byte-late": 3,
        "repair.gloss-across": 1,
    }
    assert Counter(warning.rule for warning in warnings) == {"repair.byte-late": 3, "repair.gloss-across": 1}
    assert repaired.count("。”\n") == text.count("。”\n") + 3
    assert "力量傾斜支持" in repaired
    assert "?" not in repaired.replace("?現在", "")
    assert repair(text) == repaired
    assert repair(repaired) == repaired


def test_a_switch_turns_one_rule_off() -> None:
    assert run("成績(jì)單&nbsp;好", "repair.pinyin-gloss")[0] == "成績(jì)單\N{NO-BREAK SPACE}好"


def test_misread_tags_are_found_after_the_text_is_read_right() -> None:
    page = "他说这个地方的经济发展得很快。</p>"
    assert repair(page.encode("gbk").decode("latin-1")) == page.removesuffix("</p>")


def test_every_rule_that_code_uses_has_a_file() -> None:
    names = {path.stem for path in (ROOT / "rules" / "repair").glob("*.toml")}
    used = set()
    for path in (ROOT / "cleaner" / "damage").glob("*.py"):
        for word in path.read_text(encoding="utf-8").split('"repair.')[1:]:
            used.add(word.split('"')[0])
    assert used == names
