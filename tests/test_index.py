from __future__ import annotations

import pytest

from cleaner import index
from cleaner.hanzi import fold
from cleaner.index import Index
from cleaner.literals import needs
from cleaner.match import sources
from cleaner.rules import load, packaged

NEEDS = [(needs(pattern), rule.match in ("line", "lines")) for rule in load([packaged()]) for pattern in sources(rule)]
PAGE = list(
    map(
        fold,
        [
            "首页 > 新闻",
            "3月2日，水渠通水。",
            "",
            "责任编辑：王 芳 ２",
            "share this 12,345",
            "\udc80上一篇：",
            "（完）",
        ],
    )
)


def test_a_short_first_page_asks_what_any_page_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Index(NEEDS).candidates(PAGE)
    monkeypatch.setattr(index, "_FEW", 0)
    assert first == Index(NEEDS).candidates(PAGE)
    assert {line for lines in first.values() for line in lines} >= {0, 3, 4}


def test_lines_say_nothing_of_each_other() -> None:
    asked = Index(NEEDS)
    for number, line in enumerate(PAGE):
        alone = {pattern for pattern, lines in asked.candidates(PAGE).items() if number in lines}
        assert set(Index(NEEDS).candidates([line])) == alone


@pytest.mark.parametrize(("pattern", "asks"), [("甲[0-9]", ["甲7"]), ("甲乙", ["丙甲 乙"]), ("甲?", ["", "甲"])])
def test_words_are_those_of_the_keyed_text(pattern: str, asks: list[str]) -> None:
    assert Index([(needs(pattern), False)]).candidates(asks) == {0: list(range(len(asks)))}
