"""Exemptions: files that cannot be used, and edits taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.document import Document, Edit, Proposal
from cleaner.exemptions import Exemption, by_rule, load, spare
from cleaner.rules import RuleError

GOOD = 'rule = "r.x"\nline = "甲乙"\ntext = "甲"\nbecause = "so"\n'


def left(source: str, edit: Edit, *exemptions: Exemption) -> list[Edit]:
    return list(spare(Document(source), Proposal([edit]), by_rule(exemptions, {"r.y"})).edits)


@pytest.mark.parametrize(
    "text",
    ["rule = 1", GOOD.replace("so", ""), GOOD + 'more = "x"', "[", GOOD.replace('line = "甲乙"\n', "")],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "exceptions").mkdir()
    (tmp_path / "exceptions/a.toml").write_text(text, "utf-8")
    with pytest.raises(RuleError, match=r"a\.toml"):
        load([tmp_path])


def test_files_are_read_and_are_no_rules(tmp_path: Path) -> None:
    (tmp_path / "exceptions").mkdir()
    (tmp_path / "exceptions/a.toml").write_text(GOOD, "utf-8")
    assert load([tmp_path]) == (Exemption("r.x", "甲乙", "甲", "so"),)
    assert Cleaner(rules=[tmp_path]).rules_hash != Cleaner().rules_hash


def test_only_this_rule_this_line_and_this_text() -> None:
    source = "首页 新闻\n正文 首页 新闻"
    one = Exemption("r.x", "首页 新闻", "首页", "")
    assert left(source, Edit(0, 2, "", "r.x"), one) == []
    assert left(source, Edit(0, 5, "", "r.x"), one) == []
    for edit in (Edit(0, 2, "", "r.y"), Edit(3, 5, "", "r.x"), Edit(9, 11, "", "r.x")):
        assert left(source, edit, one) == [edit]


def test_a_line_is_meant_in_any_script_and_width() -> None:
    assert left("責任編輯：某某", Edit(0, 7, "", "r.x"), Exemption("r.x", "责任编辑:某某", "责任编辑:某某", "")) == []


def test_of_an_aligned_edit_only_the_characters_that_were_meant() -> None:
    source = "乾隆在乾淨的"
    edit = Edit(0, 6, "干隆在干净的", "r.x", None, True)
    (found,) = left(source, edit, Exemption("r.x", source, "乾隆", ""))
    assert found.text == "乾隆在干净的"


def test_what_another_rule_should_have_taken_stands_under_its_name() -> None:
    edit = Edit(0, 2, "", "r.x")
    assert left("首页 新闻", edit, Exemption("r.x", "首页 新闻", "首页", "", "r.y")) == [edit._replace(rule="r.y")]
    unknown = Exemption("r.x", "首页 新闻", "首页", "", "r.gone")
    assert left("首页 新闻", edit, unknown) == [edit]
    stays = Exemption("r.x", "首页 新闻", "首页", "")
    assert left("首页 新闻", edit, Exemption("r.x", "首页 新闻", "首页", "", "r.y"), stays) == []
    mapped = Edit(0, 2, "甲乙", "r.x", None, True)
    assert left("首页 新闻", mapped, Exemption("r.x", "首页 新闻", "首页", "", "r.y")) == [mapped]
