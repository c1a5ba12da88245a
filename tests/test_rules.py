from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.rule_check import check_examples
from cleaner.rules import Rule, RuleError, load, packaged, parse

RULES = load([packaged()])

GOOD = """
why = "A noise."
class = "chrome"
match = "line"
pattern = '''{date}'''
[[example]]
before = "2020-05-11"
after = ""
[[keep]]
text = "2020-05-11 下雨"
because = "a sentence"
"""


def test_a_rule_with_a_failing_keep_is_told() -> None:
    rule = parse(GOOD.replace("2020-05-11 下雨", "2020-05-12"), "strip.x", "x.toml")
    assert check_examples(rule) == ["strip.x: hits '2020-05-12', to keep because a sentence"]


def test_a_keep_in_another_zone_is_kept_by_its_place() -> None:
    text = GOOD.replace("2020-05-11 下雨", "2020-05-12") + 'zone = "body"\n'
    assert check_examples(parse(text, "strip.x", "x.toml")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_alone(rule: Rule) -> None:
    assert check_examples(rule) == []


def test_rules_are_sorted_and_named_by_path() -> None:
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)
    assert len(RULES) > 100
    for rule in RULES:
        assert (packaged() / (rule.id.replace(".", "/", 1) + ".toml")).is_file()


def test_defaults() -> None:
    rule = parse(GOOD, "strip.x", "x.toml")
    assert (rule.action, rule.zones, rule.at_least, rule.strong) == ("drop", ("head", "tail"), 1, False)
    assert parse('action = "signal"\n' + GOOD, "strip.x", "x.toml").zones == ("head", "body", "tail")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (("why", "wy"), "unknown field 'wy'"),
        (('class = "chrome"', 'class = "chrom"'), "field 'class'"),
        (('match = "line"', 'match = "fuzzy"'), "field 'match'"),
        (("pattern = '''{date}'''", ""), "field 'pattern'"),
        (("pattern = '''{date}'''", "patterns = ['''a''', '']"), "field 'patterns'"),
        (("{date}", "{dat}"), "unknown macro {dat}"),
        (("pattern = '''{date}'''", "pattern = 3"), "field 'pattern': must be str"),
        (("[[keep]]", "at_least = 2\n[[keep]]"), "field 'example' number 1"),
        (('after = ""', 'after = ""\nzone = "foot"'), "field 'example' number 1: zone 'foot'"),
        (('because = "a sentence"', ""), "field 'keep' number 1: 'because' is missing"),
        (('match = "line"', 'match = "line"\nzones = ["head", "body"]'), "field 'strong'"),
        (('match = "line"', 'match = "line"\nzones = []'), "field 'zones'"),
        (('match = "line"', 'match = "line"\naction = "extract"'), "field 'field'"),
        (('match = "line"', 'match = "line"\nwith = "x"'), "field 'with'"),
        (('match = "line"', 'match = "line"\nat_least = 0'), "field 'at_least'"),
        (('match = "line"', 'match = "line'), "not valid TOML"),
    ],
)
def test_errors_name_file_and_field(change: tuple[str, str], field: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(GOOD.replace(*change), "strip.x", "rules/strip/x.toml")
    assert str(caught.value).startswith("rules/strip/x.toml: ")
    assert field in str(caught.value)


def test_an_id_twice_is_an_error(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "strip").mkdir(parents=True)
        (tmp_path / name / "strip" / "x.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match=r"strip\.x"):
        load([tmp_path / "one", tmp_path / "two"])


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such folder"):
        load([tmp_path / "none"])


SELECT = """
why = "A box that a site puts into its articles."
class = "chrome"
match = "select"
pattern = '''{css}'''
zones = ["head", "body", "tail"]
seen = "constructed"

[[example]]
before = '<p>渡口</p><div class="tuijian">猜你喜欢</div>'
after = '''{after}'''

[[keep]]
text = '<p class="{kept}">猜你喜欢什么，由你决定。</p>'
because = "a paragraph"
"""


@pytest.mark.parametrize(
    ("css", "after", "kept", "message"),
    [
        ("div.tuijian", "渡口", "neirong", ""),
        (".tuijian", "渡口", "tuijian", "to keep because a paragraph"),
        ("div.tuijian", "", "neirong", "leaves '渡口'"),
        ("div.guanggao", "渡口", "neirong", "no element"),
        ("div >> !", "渡口", "neirong", "is no CSS selector"),
    ],
)
def test_selectors_are_tried_on_their_examples(css: str, after: str, kept: str, message: str) -> None:
    rule = parse(SELECT.format(css=css, after=after, kept=kept), "sites.box", "box.toml")
    failures = check_examples(rule)
    assert message in failures[0] if message else not failures
