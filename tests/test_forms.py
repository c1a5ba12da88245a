"""Lines as site families write them (`forms/chrome.txt`), and look-alikes of articles (`forms/text.txt`).

All names are invented; a `#` line opens a family. What a rule must know of the first is that it is there at all:
where the line goes is the zones' business. Of the second no rule may want anything.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.hanzi import fold
from cleaner.match import Hit, Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.fates import BETWEEN

FORMS = Path(__file__).parent / "forms"
MATCHER = Matcher(
    [
        rule
        for rule in load([packaged()])
        if rule.match in ("regex", "line", "lines") and rule.action in ("drop", "extract") and "strip." in rule.id
    ]
)


def _families(name: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for line in (FORMS / name).read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            out[line[2:]] = []
        elif line.strip():
            out[list(out)[-1]].append(line.strip())
    return out


def _hits(line: str) -> list[Hit]:
    return [hit for hit in MATCHER.scan([fold(line)])[0] if hit.end > hit.start]


def _known(line: str) -> bool:
    """Whether rules hit the line, as a whole or in spans that leave nothing but separators."""
    hits, text = _hits(line), list(fold(line))
    for hit in hits:
        text[hit.start : hit.end] = " " * (hit.end - hit.start)
    return any(hit.rule.match != "regex" for hit in hits) or BETWEEN.match("".join(text)) is not None


@pytest.mark.parametrize(("family", "lines"), _families("chrome.txt").items(), ids=list(_families("chrome.txt")))
def test_the_furniture_of_a_family_is_known(family: str, lines: list[str]) -> None:
    assert [line for line in lines if not _known(line)] == []


@pytest.mark.parametrize(("family", "lines"), _families("text.txt").items(), ids=list(_families("text.txt")))
def test_no_rule_wants_a_look_alike(family: str, lines: list[str]) -> None:
    wanted = [(line, hit.rule.id) for line in lines for hit in _hits(line)]
    assert wanted == []
