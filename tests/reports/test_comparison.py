"""Two runs side by side: every difference found, none invented, each with its rules."""

from __future__ import annotations

import pytest
from hostile import SCRIPT
from hypothesis import example, given
from hypothesis import strategies as st
from made import drop, page
from test_alignment import TEXT

from cleaner.document import Edit
from cleaner.reports import changelog
from cleaner.reports.changelog import as_markdown, counted
from cleaner.reports.comparison import Difference, compared

SOURCE = "菜单\n某行\n正文,\n"


@st.composite
def runs(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A source and two lists of edits that have some in common."""
    source = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=12)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(a, b, draw(TEXT), f"r.{k % 3}") for k, (a, b) in enumerate(spans)]
    other = [edit._replace(text=draw(TEXT)) if draw(st.booleans()) else edit for edit in edits if draw(st.booleans())]
    return source, [edits, other]


@given(runs())
@example(
    (
        "aa",
        [
            [Edit(0, 1, "", "r.2"), Edit(1, 1, "a", "r.0"), Edit(1, 2, "", "r.2")],
            [Edit(1, 1, "a", "r.0")],
        ],
    )
)
def test_differences_make_the_new_article_of_the_old(case: tuple[str, list[list[Edit]]]) -> None:
    source, (old, new) = case
    before, after = page(source, *old), page(source, *new)
    found = compared("a", before, after).differences
    sides = before.ledger.changes, after.ledger.changes
    crowd = {k: max(sum(c.start == c.end == k for c in side) for side in sides) for k in range(len(source) + 1)}
    common = {tuple(c[:4]) for c in before.ledger.changes} & {tuple(c[:4]) for c in after.ledger.changes}
    pieces = [(c[0], c[1], c[2], c[2]) for c in common if c[0] < c[1] or crowd[c[0]] == 1]
    pieces = [p for p in pieces if p[0] < p[1] or not any(d.start <= p[0] <= d.end for d in found)]
    pieces = sorted(pieces + [(d.start, d.end, d.old, d.new) for d in found])
    for side, article in ((2, before.article), (3, after.article)):
        made, at = [], 0
        for piece in pieces:
            made += [source[at : piece[0]], piece[side]]
            at = piece[1]
        assert "".join([*made, source[at:]]) == article


def differences(old: list[Edit], new: list[Edit]) -> list[Difference]:
    return list(compared("a", page(SOURCE, *old), page(SOURCE, *new)).differences)


def test_what_goes_what_stays_what_changes_its_rule() -> None:
    (one,) = differences([], [drop(SOURCE, "某行\n")])
    assert (one.kind, one.line, one.old_rules, one.new_rules) == ("goes", 2, (), ("strip.menu",))
    assert [one.kind for one in differences([drop(SOURCE, "某行\n")], [])] == ["stays"]
    menu = [drop(SOURCE, "菜单\n")]
    assert [one.kind for one in differences(menu, [drop(SOURCE, "菜单\n", "strip.other")])] == ["rule"]
    mark = Edit(8, 9, "，", "canon.mark")
    assert [one.kind for one in differences(menu, [*menu, mark])] == ["text"]
    assert differences(menu, menu) == []


def test_the_states_of_a_page() -> None:
    plain = page(SOURCE)
    assert compared("a", None, plain).state == "added"
    assert compared("a", plain, None).state == "removed"
    assert compared("a", plain, page(SOURCE + "新")).state == "source"
    assert compared("a", plain, page(SOURCE, drop(SOURCE, "某行\n"))).state == "changed"
    assert compared("a", plain, plain).state == "same"
    other = compared("a", plain, page(SOURCE, verdict="damaged"))
    assert (other.state, other.about) == ("changed", [("verdict", "article", "damaged")])
    menu, same = page(SOURCE, drop(SOURCE, "菜单\n")), page(SOURCE, drop(SOURCE, "菜单\n", "strip.other"))
    assert compared("a", menu, same).state == "rules"


def test_the_report_is_rule_by_rule_then_page_by_page() -> None:
    pages = [
        compared("a", page(SOURCE), page(SOURCE, drop(SOURCE, "某行\n"))),
        compared("b", page(SOURCE), page(SOURCE)),
    ]
    made = as_markdown(counted(pages), "old", "new")
    assert "**2 pages**: 1 changed, 1 the same" in made
    assert "| `strip.menu` | 1 | 0 | 0 | 0 |" in made
    assert (
        "## a\n\nChanged\n\n```diff\n@@ line 2 · now goes · no rule → strip.menu @@\n-某行⏎正文,\n+正文,\n```" in made
    )


def test_a_corpus_that_changed_everywhere_has_a_report_that_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changelog, "KEPT", 150)
    made = as_markdown(counted(compared(str(k), page(SOURCE), None) for k in range(300)), "old", "new")
    assert made.count("\n## ") == 100
    assert made.endswith("and 200 pages more\n")


@pytest.mark.parametrize("text", SCRIPT)
def test_hostile_text_is_fenced_or_escaped(text: str) -> None:
    source = f"{text}\n正文\n"
    made = as_markdown(counted([compared(text, page(source), page(source, drop(source, text)))]), text, text)
    made.encode("utf-8")
    prose, fenced = made.split("```diff\n", 1) if "````diff\n" not in made else made.split("````diff\n", 1)
    assert "<" not in prose.replace("\\<", "")
    assert all(line[:1] in "@-+` " for line in fenced.rstrip("\n").split("\n"))
