"""Lint: each complaint by its evidence."""

from __future__ import annotations

from cleaner.rules import Rule, load, packaged, parse
from cleaner.upkeep.lint import findings

RULES = load([packaged()])
GOOD = """
why = "The number of a notice under its title."
class = "chrome"
match = "line"
seen = "one office"
pattern = '''第[0-9]{1,3}号通知'''
[[example]]
before = "第12号通知"
after = ""
[[keep]]
text = "第12号通知下发以后"
because = "a sentence goes on"
"""


def complaints(text: str, *articles: str) -> list[tuple[str, str]]:
    one = parse(text, "strip.notice", "notice.toml")
    return [(f.kind, f.message) for f in findings([*RULES, one], articles) if f.rule == one.id and f.kind != "slow"]


def test_nothing_to_say() -> None:
    assert complaints(GOOD) == []


def test_undocumented() -> None:
    found = complaints(GOOD.replace('"The number of a notice under its title."', '"No."').replace('"one office"', '""'))
    assert [kind for kind, _ in found] == ["undocumented", "undocumented"]


def test_wide_by_a_clean_article() -> None:
    text = GOOD.replace('match = "line"', 'match = "line"\nstrong = true\nzones = ["body"]')
    ((kind, message),) = complaints(text, "标题\n\n第12号通知\n")
    assert kind == "wide"
    assert "'第12号通知' of a clean article" in message


def test_narrow() -> None:
    text = GOOD.replace("[0-9]{1,3}", "12")
    assert [kind for kind, _ in complaints(text)] == ["narrow"]


def test_shadowed() -> None:
    text = GOOD.replace("'''第[0-9]{1,3}号通知'''", "'''.*icp备.*'''").replace('第12号通知"', '京ICP备12345678号"')
    ((kind, message),) = complaints(text.replace("第12号通知下发以后", "别的"))
    assert kind == "shadowed"
    assert "strip.icp" in message


def test_the_packaged_rules_have_known_findings_only() -> None:
    """Examples whose work others do: to be read, and no more than they were."""
    found: list[Rule] = [finding for finding in findings(RULES, []) if finding.kind in ("narrow", "undocumented")]  # type: ignore[misc]
    assert found == []
