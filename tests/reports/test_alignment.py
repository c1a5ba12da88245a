"""Blocks: whole, small, and cut where both texts begin a line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made import drop, page

from cleaner.document import Edit
from cleaner.reports.alignment import blocks

TEXT = st.text(st.sampled_from("甲乙a \n\n"), max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    source = draw(TEXT)
    cuts = sorted(draw(st.lists(st.integers(0, len(source)), max_size=12)))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    return source, [Edit(a, b, draw(TEXT), f"r.{k}") for k, (a, b) in enumerate(spans)]


@given(edited())
def test_blocks_are_the_whole_of_both_texts(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    made = page(source, *edits)
    found = list(blocks(made.source, made.ledger.records))
    assert "".join(block.before for block in found) == source
    assert "".join(block.after for block in found) == made.article
    for block in found[:-1]:
        assert all(side == "" or side.endswith("\n") for side in (block.before, block.after))
        if not block.changed:
            assert block.before == block.after
            assert block.before.count("\n") == 1
    line = article_line = 1
    for block in found:
        assert (block.line, block.article_line) == (line, article_line)
        line += block.before.count("\n")
        article_line += block.after.count("\n")


def test_a_dropped_line_is_a_block_of_its_own() -> None:
    source = "一\n菜单\n二\n"
    made = page(source, drop(source, "菜单\n"))
    assert [(b.before, b.after) for b in blocks(source, made.ledger.records)] == [
        ("一\n", "一\n"),
        ("菜单\n", ""),
        ("二\n", "二\n"),
    ]


def test_joined_lines_are_one_block() -> None:
    source = "一\n前半\n后半\n二\n"
    made = page(source, Edit(4, 5, "", "structure.wrapped-line"))
    assert [(b.line, b.article_line, b.before, b.after) for b in blocks(source, made.ledger.records)] == [
        (1, 1, "一\n", "一\n"),
        (2, 2, "前半\n后半\n", "前半后半\n"),
        (4, 3, "二\n", "二\n"),
    ]
