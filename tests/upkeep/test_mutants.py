"""Broken rules: named when no example or keep shows the fault."""

from __future__ import annotations

from cleaner.rules import Rule, parse
from cleaner.upkeep.mutants import survivors

TEXT = """
why = "The number of a notice under its title."
class = "chrome"
match = "line"
zones = ["head"]
pattern = '''第[0-9]{1,3}号通知'''
unless = '''作废'''
[[example]]
before = "第12号通知"
after = ""
[[keep]]
text = "第12号通知下发以后"
because = "a sentence goes on"
[[keep]]
text = "收到第12号通知"
because = "words before it"
"""


def rule(more: str = "") -> Rule:
    return parse(TEXT + more, "strip.notice", "notice.toml")


def changes(one: Rule) -> list[str]:
    return [survivor.change for survivor in survivors([one])]


def test_what_no_keep_shows_is_named() -> None:
    assert changes(rule()) == [
        "with all classes widened",
        "with repeats unbounded",
        "without 'unless'",
        "acting in bodies too",
    ]


def test_keeps_that_notice() -> None:
    keeps = [("第某号通知", "head"), ("第1234号通知", "head"), ("第12号通知作废", "head"), ("第7号通知", "body")]
    more = "".join(f'[[keep]]\ntext = "{text}"\nbecause = "x"\nzone = "{zone}"\n' for text, zone in keeps)
    assert changes(rule(more)) == ["without 'unless'"]  # its keep is no whole line of the pattern: nothing to excuse


def test_a_zone_and_a_pattern_without_an_example() -> None:
    text = TEXT.replace('["head"]', '["head", "tail"]').replace(
        "pattern = '''第[0-9]{1,3}号通知'''", "patterns = ['''第[0-9]{1,3}号通知''', '''通知第[0-9]号''']"
    )
    found = changes(parse(text, "strip.notice", "notice.toml"))
    assert "without pattern 2" in found
    assert "without pattern 1" not in found
    assert "without the zone tail" in found
