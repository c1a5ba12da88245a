"""Settings: which rules are on; a digest of what they say; the same after a journey."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from cleaner.rules import load, packaged
from cleaner.settings import SCRIPTS, Settings

RULES = tuple(load([packaged()]))
ALL = Settings(RULES)


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        ALL.script = "none"  # type: ignore[misc]


def test_a_rule_is_on_when_it_is_loaded() -> None:
    assert all(ALL.on(rule.id) for rule in RULES)
    assert not ALL.on("strip.no-such-rule")
    assert not Settings(()).on(RULES[0].id)
    assert not Settings(RULES[1:]).on(RULES[0].id)


def test_rules_are_found_by_their_ids() -> None:
    assert len(ALL.by_id) == len(RULES)
    assert all(ALL.by_id[rule.id] is rule for rule in RULES)


def test_the_script_is_t2s_unless_chosen() -> None:
    assert ALL.script == "t2s"
    assert {"t2s", "tw2s", "hk2s", "tw2sp", "none"} <= set(SCRIPTS)


def test_the_digest_tells_rules_apart() -> None:
    assert ALL.rules_hash == Settings(tuple(load([packaged()]))).rules_hash
    assert Settings(RULES[1:]).rules_hash != ALL.rules_hash
    changed = RULES[0]._replace(digest="of another text")
    assert Settings((changed, *RULES[1:])).rules_hash != ALL.rules_hash
    assert len(ALL.rules_hash) == 16


def test_code_and_selectors_are_not_the_matchers_business() -> None:
    line = next(rule for rule in RULES if rule.match == "code")
    assert Settings((line,)).matcher.scan(["来源：青河日报", "版权所有"]) == [(), ()]


def test_a_pickled_copy_matches_the_same() -> None:
    _ = ALL.matcher  # compiled patterns cannot travel, the rules do
    copy = pickle.loads(pickle.dumps(ALL))
    assert copy == ALL
    assert copy.rules_hash == ALL.rules_hash
    texts = ["来源:青河日报 2020-03-04", "版权所有 青河新闻网", "今年以来,青河县坚持把水利建设放在重要位置。"]
    found = [[(hit.rule.id, hit.start, hit.end) for hit in hits] for hits in copy.matcher.scan(texts)]
    assert found == [[(hit.rule.id, hit.start, hit.end) for hit in hits] for hits in ALL.matcher.scan(texts)]
    assert found[0]
