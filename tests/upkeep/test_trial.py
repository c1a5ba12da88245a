"""Examples and keeps on a whole page with all rules on, in both orders."""

from __future__ import annotations

import pytest

from cleaner.rules import Rule, load, packaged, parse
from cleaner.upkeep.trial import Fault, Trial, place, provable

RULES = load([packaged()])
TRIAL = Trial(RULES)

HASH = """
why = "A line of hashes that a converter leaves under the title."
class = "chrome"
match = "line"
pattern = '''#+'''
[[example]]
before = "###"
after = ""
[[keep]]
text = "#春耕 是今天的话题"
because = "a sentence"
"""


def rule(text: str = HASH, name: str = "strip.hash") -> Rule:
    return parse(text, name, f"{name}.toml")


def faults(*rules: Rule) -> list[Fault]:
    trial = Trial([*RULES, *rules])
    return [fault for one in rules for fault in trial.faults(one)]


@pytest.mark.parametrize("one", [one for one in RULES if provable(one)], ids=lambda one: one.id)
def test_with_all_rules_on(one: Rule) -> None:
    assert list(TRIAL.faults(one)) == []


def test_a_rule_that_holds() -> None:
    assert faults(rule()) == []


def test_an_example_that_stays_is_told() -> None:
    (fault,) = faults(
        rule(
            HASH.replace(
                'before = "###"', 'before = "他说，这件事他想了一夜，还是没有想明白，只好天一亮就去问老人家。"'
            )
        )
    )
    assert (fault.kind, fault.number) == ("example", 1)
    assert "'他说，这件事他想了一夜，还是没有想明白，只好天一亮就去问老人家。' stays" in fault.problem


def test_a_keep_that_another_rule_takes_from_a_body_is_told() -> None:
    other = rule(
        HASH.replace("'''#+'''", "'''#春耕.*'''")
        .replace('match = "line"', 'match = "line"\nstrong = true\nzones = ["body"]')
        .replace("###", "#春耕")
        .replace("#春耕 是今天的话题", "话题"),
        "strip.other",
    )
    (fault,) = faults(rule(), other)
    assert fault.rule == "strip.hash"
    assert fault.problem == "in the body of a page strip.other takes '#春耕 是今天的话题'"


def test_an_example_that_is_a_page() -> None:
    page = '"""大坪村水利建设惠及群众\\n###\\n今年以来，大坪村把水利建设放在重要位置，受益群众两万余人，村民都说好。"""'
    text = HASH.replace('"###"', page).replace('after = ""', f'after = {page.replace("###", "")}\nzone = "page"')
    assert faults(rule(text)) == []


def test_where_an_example_stands() -> None:
    one = rule()
    lines = place("###", one, "head").split("\n\n")
    assert lines[1] == "###"
    assert place("###", one, "tail").split("\n\n")[-2] == "###"
    assert place("###", one, "title").split("\n\n")[1] == "###"
    assert place("###", one, "page") == "###"
