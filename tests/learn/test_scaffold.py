"""`cleaner rules new`: a rule begun from a line."""

from __future__ import annotations

import pytest

from cleaner.learn.scaffold import NoSuchLineError, scaffold
from cleaner.rule_check import check_examples
from cleaner.rules import load, packaged, parse

RULES = load([packaged()])
BODY = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，受益群众达到两万余人，大家都说好。"
PAGE = f"首页 新闻\n青河县水利建设惠及群众\n责编：王芳\n{BODY}\n{BODY[::-1]}\n本页已有25位读者看过\n".encode()


def test_the_rule_holds_its_own_example() -> None:
    text = scaffold(PAGE, 6, "page.txt", ["读者看过以后都说好。"], RULES)
    rule = parse(text, "strip.new", "new.toml")
    assert check_examples(rule) == []
    assert rule.examples[0].before == "本页已有25位读者看过"
    assert "[0-9]" in rule.patterns[0]
    assert "读者看过以后都说好。" in [keep.text for keep in rule.keeps]


def test_a_credit_is_read() -> None:
    rule = parse(scaffold(PAGE, 3, "page.txt", [], RULES), "strip.new", "new.toml")
    assert (rule.action, rule.field, rule.patterns) == ("extract", "editors", ("责编:(?P<value>{names})",))


@pytest.mark.parametrize("number", [0, 99])
def test_no_such_line(number: int) -> None:
    with pytest.raises(NoSuchLineError, match=r"page\.txt has no text on line"):
        scaffold(PAGE, number, "page.txt", [], RULES)
