"""Rules that replace, split, join and flag: on what stays, in their zones, and never twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.rule_check import check_examples
from cleaner.rules import RuleError, parse

PAGE = """首页 > 青河要闻 > 正文

渡口重开%%b

2021-03-04 10:20 来源：青河日报

今年春天，白水渡口在停航六年之后重新开放，第一班船坐满了赶集的人。

老船工说，从前的船一天走十趟，如今%%b只走四趟%%e，可是每一趟[图待补]都有人等。
"""
RULE = """why = "constructed"
class = "repair"
match = "regex"
zones = {zones}
strong = true
seen = "constructed"
{more}
[[example]]
before = "甲%%b乙"
after = "甲乙"
zone = "body"
[[keep]]
text = "三成"
because = "no mark"
zone = "body"
"""


def cleaner(tmp_path: Path, *rules: str) -> Cleaner:
    for number, text in enumerate(rules):
        (tmp_path / f"rule{number}.toml").write_text(text, "utf-8")
    return Cleaner(rules=[tmp_path])


def rule(more: str, zones: str = '["body"]') -> str:
    return RULE.format(more=more, zones=zones)


def test_without_such_rules_nothing_is_read() -> None:
    assert Cleaner().settings.rewriter is None


def test_a_replacement_acts_in_its_zones_only_and_is_accounted_for(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("pattern = '''%%[be]'''\naction = \"replace\"\nwith = \"\""))
    found = own.clean(PAGE)
    assert "如今只走四趟，" in found.text
    assert found.text.startswith("渡口重开%%b\n")
    assert found.restore() == PAGE
    assert [change.rule for change in found.changes].count("rule0") == 2
    assert own.clean(found.text).text == found.text


def test_the_title_is_of_the_head(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("pattern = '''%%[be]'''\naction = \"replace\"\nwith = \"\"", '["head"]'))
    assert own.clean(PAGE).text.startswith("渡口重开\n")


def test_a_table_replaces_and_needs_no_action(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("").replace('"regex"', '"table"') + "[table]\n'%%b' = '“'\n'%%e' = '”'\n")
    assert "如今“只走四趟”，" in own.clean(PAGE).text


def test_a_split_makes_paragraphs(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("pattern = '''%%b'''\naction = \"split\""))
    assert "如今\n\n只走四趟" in own.clean(PAGE).text


def test_a_join_takes_the_break_behind_its_hit(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("pattern = '''重新开放.*人。$'''\naction = \"join\""))
    assert "赶集的人。老船工说" in own.clean(PAGE).text


def test_a_flag_warns_and_changes_nothing(tmp_path: Path) -> None:
    own = cleaner(tmp_path, rule("pattern = '''\\[图待补\\]'''\naction = \"flag\""))
    found = own.clean(PAGE)
    assert found.text == Cleaner().clean(PAGE).text
    assert [PAGE[warning.start : warning.end] for warning in found.warnings if warning.rule == "rule0"] == ["[图待补]"]


def test_a_rule_that_would_hit_what_it_writes_is_refused() -> None:
    text = rule("pattern = '''%%b'''\naction = \"replace\"\nwith = \"-%%b\"").replace("甲乙", "甲-%%b乙")
    (failure,) = check_examples(parse(text, "r.x", "r/x"))
    assert "hits again what it wrote" in failure


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('match = "regex"', 'match = "lines"\npattern = "甲"\naction = "replace"'),
        ('match = "regex"', 'match = "table"\naction = "drop"\ntable = {"甲" = "乙"}'),
    ],
)
def test_actions_that_make_no_sense_are_errors(old: str, new: str) -> None:
    with pytest.raises(RuleError, match="action"):
        parse(rule("").replace(old, new), "r.x", "r/x")
