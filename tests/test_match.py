from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.hanzi import fold
from cleaner.macros import expand
from cleaner.match import Hit, Matcher
from cleaner.rules import Rule, load, packaged, parse

RULES = load([packaged()])
LINES = sorted({line for rule in RULES for text in (*(e.before for e in rule.examples), *(k.text for k in rule.keeps))
                for line in text.split("\n")})  # fmt: skip
# Real pages: every so many of their lines, so that asking every pattern takes seconds.
PAGES = sorted((Path(__file__).parent / "pages").rglob("*.txt"))
SEEN = {line.strip() for page in PAGES for line in page.read_text(encoding="utf-8", errors="replace").split("\n")}
SAMPLE = sorted(SEEN)[:: max(1, len(SEEN) // 1500)]
MATCHER = Matcher(RULES)


def make(pattern: str, match: str = "regex", more: str = "", name: str = "strip.x") -> Rule:
    head = f"pattern = '''{pattern}'''\n" if pattern else ""
    body = '[[example]]\nbefore = "x"\nafter = ""\n[[keep]]\ntext = "y"\nbecause = "z"\n'
    return parse(f'why = "x"\nclass = "chrome"\nmatch = "{match}"\n{head}{more}\n{body}', name, "x.toml")


def spans(rule: Rule, line: str) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in Matcher([rule]).scan([line])[0]]


def test_no_hit_is_an_empty_tuple() -> None:
    assert Matcher([make("甲")]).scan(["乙", "", "甲"])[:2] == [(), ()]
    assert Matcher([]).scan(["乙"]) == [()]


def test_unless_excuses_the_whole_line() -> None:
    assert spans(make("下转第四版", more="unless = '''“'''"), "“下转第四版”") == []


def test_a_line_rule_needs_the_whole_line() -> None:
    rule = make("打印", "line")
    assert spans(rule, "打印店") == []
    assert spans(rule, "  | 打印 >>  ") == [(2, 9)]


@pytest.mark.parametrize("line", ["abc甲", "𠮷😀 甲", "\udc80\udcff：甲", "é甲"])
def test_offsets_are_code_points(line: str) -> None:
    at = line.index("甲")
    assert spans(make("甲"), line) == [(at, at + 1)]


def test_hit_is_the_span_and_context_serves_twice() -> None:
    rule = make("(?:^| )(?P<hit>甲[0-9]?)(?: |$)")
    assert spans(rule, "甲 甲1 甲2 乙") == [(0, 1), (2, 4), (5, 7)]


def test_value_and_empty_hit() -> None:
    rule = make("讯(?P<hit>)\\(记者 (?P<value>{name})\\)", more='action = "extract"\nfield = "authors"')
    assert Matcher([rule]).scan(["本报讯(记者 王芳)"]) == [(Hit(rule, 3, 3, (7, 9)),)]


def test_an_empty_match_does_not_hang() -> None:
    assert spans(make("甲*"), "乙甲甲乙") == [(1, 3)]


def test_table_takes_the_longest_word() -> None:
    rule = make("", "table", more='action = "replace"\n[table]\n"甲" = "1"\n"甲乙" = "2"')
    assert spans(rule, "甲乙甲") == [(0, 2), (2, 3)]


def test_at_least_counts_over_the_page() -> None:
    matcher = Matcher([make("甲", more="at_least = 2")])
    assert matcher.scan(["甲", "乙"]) == [(), ()]
    assert [len(found) for found in matcher.scan(["甲", "甲"])] == [1, 1]


def test_a_refused_pattern_names_its_rule() -> None:
    with pytest.raises(ValueError, match=r"strip\.x"):
        Matcher([make("甲(?=乙)")]).scan(["甲乙"])


def test_no_rule_of_the_package_is_refused() -> None:
    for rule in RULES:
        if rule.match in ("regex", "line", "lines"):
            for source in (*rule.patterns, rule.unless):
                re2.compile(expand(source))


def test_order_of_the_rules_does_not_matter() -> None:
    lines = [fold(line) for line in LINES]
    assert Matcher(RULES[::-1]).scan(lines) == MATCHER.scan(lines)


def test_the_lines_beside_a_line_do_not_matter() -> None:
    lines = [fold(line) for line in LINES]
    every = Matcher([rule._replace(at_least=1) for rule in RULES])
    together, backwards = every.scan(lines), Matcher(every.rules).scan(lines[::-1])[::-1]
    alone = Matcher(every.rules)
    assert together == backwards == [alone.scan([line])[0] for line in lines]


@pytest.mark.parametrize(
    ("pattern", "lines", "hit"),
    [
        ("甲[^丙]*乙", ["甲", "乙", "甲乙"], [2]),
        ("甲[^丙]*乙", ["甲", "甲乙", "丁"], [1]),
        ("[^甲]*乙$", ["丁", "乙", "丁乙"], [1, 2]),
        ("^甲", ["乙", "甲", "乙甲"], [1]),
        ("甲\\z", ["甲", "甲乙", "乙甲"], [0, 2]),
        ("(?-m)^甲$", ["甲", "乙", "甲"], [0, 2]),
    ],
)
def test_no_match_reaches_over_a_line(pattern: str, lines: list[str], hit: list[int]) -> None:
    found = Matcher([make(pattern)]).scan(lines)
    assert [number for number, hits in enumerate(found) if hits] == hit


def test_pickled_matcher_hits_the_same() -> None:
    lines = [fold(line) for line in LINES]
    assert pickle.loads(pickle.dumps(MATCHER)).scan(lines) == MATCHER.scan(lines)


def _plain(rule: Rule, lines: list[str]) -> list[str]:
    frame = "^[ \\t*+·•|>»◆●■▪◇○□▶►┃丨]*(?:%s)[ \\t|>»›·•┃丨▼▲↑↓→]*$" if rule.match != "regex" else "%s"
    patterns = [re2.compile(frame % expand(source)) for source in rule.patterns]
    excuse = re2.compile(expand(rule.unless)) if rule.unless else None
    return [line for line in lines if any(p.search(line) for p in patterns) and not (excuse and excuse.search(line))]


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.match in ("regex", "line", "lines")], ids=lambda rule: rule.id
)
def test_the_index_hides_no_match(rule: Rule) -> None:
    lines = [fold(line) for line in (*LINES, *SAMPLE) if line]
    found = Matcher([rule._replace(at_least=1)]).scan(lines)
    assert [line for line, hits in zip(lines, found, strict=True) if hits] == _plain(rule, lines)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("乙(?:甲? +)*", "乙甲 "),
        ("[|]甲", "* |甲"),
        ("[ |(]*甲", "| ( 甲"),
        ("甲[ \t]*乙", "甲\t\t\t乙"),
        ("甲(?:[|]|更多)?", "· 甲 |"),
        ("(?i)share", "ſhare"),
    ],
)
def test_the_frame_hides_no_match(pattern: str, line: str) -> None:
    assert Matcher([make(pattern, "line")]).scan([line])[0]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([part for line in LINES for part in line.split()] + [" ", "：", "|", "。"]), max_size=8)
)
def test_spans_lie_inside_the_line_and_values_inside_it(parts: list[str]) -> None:
    line = fold(" ".join(parts))
    for hit in MATCHER.scan([line])[0]:
        assert 0 <= hit.start <= hit.end <= len(line)
        if hit.value is not None:
            assert 0 <= hit.value[0] <= hit.value[1] <= len(line)
