"""The core: whatever edits come in whatever order, the ledger gives back the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.document import Change, Document, Edit, Evidence, Field, MisfitError, Proposal, Warning, restore


def after(text: str, *stages: list[Edit]) -> Document:
    doc = Document(text)
    for edits in stages:
        doc = doc.apply(Proposal(edits))
    return doc


def undone(doc: Document) -> str:
    return restore(doc.text, doc.changes, [doc.before(c) for c in doc.changes])


def owners(doc: Document) -> list[tuple[int, int, str, str]]:
    return [(c.start, c.end, c.text, c.rule) for c in doc.changes]


# --- what must not happen ---------------------------------------------------------------------


def test_an_edit_that_changes_nothing_leaves_no_trace() -> None:
    doc = after("abc", [Edit(0, 2, "ab", "r"), Edit(2, 3, "c", "s", aligned=True)])
    assert doc.text == "abc"
    assert not doc.changes


def test_changes_that_cancel_out_leave_no_trace() -> None:
    assert not after("abc", [Edit(1, 2, "X", "r")], [Edit(1, 2, "b", "s")]).changes


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        after("abcd", [Edit(0, 3, "", "r"), Edit(2, 4, "", "s")])


def test_an_edit_beyond_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="ends at 9"):
        after("abcd", [Edit(3, 9, "", "r")])


def test_an_aligned_edit_must_keep_the_length() -> None:
    with pytest.raises(ValueError, match="aligned"):
        after("abcd", [Edit(0, 2, "x", "r", aligned=True)])


@pytest.mark.parametrize("article", ["", "aXc", "aYcd"])
def test_restore_refuses_another_article(article: str) -> None:
    doc = after("abcd", [Edit(1, 2, "X", "r"), Edit(3, 4, "Z", "r")])
    with pytest.raises(MisfitError):
        restore(article, doc.changes, [doc.before(c) for c in doc.changes])


def test_restore_refuses_a_ledger_cut_short() -> None:
    with pytest.raises(MisfitError, match="cut short"):
        restore("a", [Change(0, 1, "a", "r")], [])


# --- who owns what ----------------------------------------------------------------------------


def test_an_aligned_edit_is_cut_at_earlier_edits() -> None:
    """Else every glossed line becomes one atomic edit while all round trips stay green."""
    doc = after("成績(jì)單了見", [Edit(2, 6, "", "gloss")], [Edit(0, 5, "成绩单了见", "t2s", aligned=True)])
    assert owners(doc) == [(1, 2, "绩", "t2s"), (2, 6, "", "gloss"), (6, 9, "单了见", "t2s")]
    assert undone(doc) == "成績(jì)單了見"


def test_an_aligned_edit_owns_only_what_it_changes() -> None:
    doc = after("說,話", [Edit(0, 3, "说,话", "t2s", aligned=True)], [Edit(1, 2, "，", "mark")])
    assert owners(doc) == [(0, 1, "说", "t2s"), (1, 2, "，", "mark"), (2, 3, "话", "t2s")]


def test_a_later_edit_of_a_repaired_stretch_stands_in_via() -> None:
    doc = after("浣犲ソ,a", [Edit(0, 4, "你好,", "mojibake")], [Edit(2, 3, "，", "mark")])
    assert doc.changes == [Change(0, 4, "你好，", "mojibake", None, False, ("mark",))]


def test_an_aligned_edit_of_a_repaired_stretch_stands_in_via() -> None:
    doc = after("??說", [Edit(0, 2, "見", "mojibake")], [Edit(0, 2, "见说", "t2s", aligned=True)])
    assert doc.changes == [
        Change(0, 2, "见", "mojibake", None, False, ("t2s",)),
        Change(2, 3, "说", "t2s", None, True),
    ]


def test_a_drop_owns_what_it_covers() -> None:
    doc = after("ab說cd", [Edit(1, 2, "BB", "r")], [Edit(3, 4, "说", "t2s", aligned=True)], [Edit(0, 5, "", "drop")])
    assert owners(doc) == [(0, 4, "", "drop")]
    assert doc.changes[0].via == ("r", "t2s")


def test_a_drop_takes_over_the_drops_inside_it() -> None:
    doc = after("a--b--c", [Edit(1, 3, "", "first")], [Edit(0, 4, "", "second")])
    assert doc.changes == [Change(0, 6, "", "second", None, False, ("first",))]


def test_dropped_white_space_leaves_the_dropped_line_between_to_its_rule() -> None:
    """Else blank lines would own the chrome that stood between them."""
    doc = after("a\n\nchrome\n\nb", [Edit(3, 9, "", "chrome")], [Edit(2, 5, "", "blank")])
    assert owners(doc) == [(2, 3, "", "blank"), (3, 9, "", "chrome"), (9, 11, "", "blank")]
    assert doc.text == "a\nb"


def test_a_drop_of_a_part_of_a_repair_stands_in_via() -> None:
    doc = after("xyz", [Edit(0, 2, "ABC", "repair")], [Edit(2, 4, "", "drop")])
    assert owners(doc) == [(0, 3, "AB", "repair")]
    assert doc.changes[0].via == ("drop",)


def test_two_aligned_edits_share_a_line_by_character() -> None:
    doc = after("１說Ａ", [Edit(0, 3, "1說A", "width", aligned=True)], [Edit(0, 3, "1说A", "t2s", aligned=True)])
    assert owners(doc) == [(0, 1, "1", "width"), (1, 2, "说", "t2s"), (2, 3, "A", "width")]


def test_a_second_aligned_edit_of_the_same_character_stands_in_via() -> None:
    doc = after("着", [Edit(0, 1, "著", "a", aligned=True)], [Edit(0, 1, "著"[:0] + "x", "b", aligned=True)])
    assert doc.changes == [Change(0, 1, "x", "a", None, True, ("b",))]


# --- borders ----------------------------------------------------------------------------------


def test_neighbours_that_only_touch_stay_apart() -> None:
    doc = after("abcdef", [Edit(2, 4, "XY", "r")], [Edit(0, 2, "", "left"), Edit(4, 6, "", "right")])
    assert owners(doc) == [(0, 2, "", "left"), (2, 4, "XY", "r"), (4, 6, "", "right")]


def test_insertions_at_the_borders_of_a_change_stay_apart() -> None:
    doc = after("abc", [Edit(1, 2, "B", "r")], [Edit(1, 1, "<", "ins"), Edit(2, 2, ">", "ins")])
    assert owners(doc) == [(1, 1, "<", "ins"), (1, 2, "B", "r"), (2, 2, ">", "ins")]
    assert doc.text == "a<B>c"
    assert undone(doc) == "abc"


def test_an_insertion_inside_a_change_becomes_part_of_it() -> None:
    doc = after("abc", [Edit(1, 2, "BB", "r")], [Edit(2, 2, "-", "ins")])
    assert owners(doc) == [(1, 2, "B-B", "r")]


def test_an_insertion_inside_an_aligned_change_cuts_it() -> None:
    doc = after("說話", [Edit(0, 2, "说话", "t2s", aligned=True)], [Edit(1, 1, " ", "ins")])
    assert owners(doc) == [(0, 1, "说", "t2s"), (1, 1, " ", "ins"), (1, 2, "话", "t2s")]


def test_an_edit_across_two_changes_binds_them() -> None:
    doc = after("abcd", [Edit(0, 1, "AA", "r"), Edit(3, 4, "DD", "s")], [Edit(1, 5, "-", "t")])
    assert owners(doc) == [(0, 4, "A-D", "r")]
    assert doc.changes[0].via == ("s", "t")


# --- places -----------------------------------------------------------------------------------


def test_origins_survive_edits() -> None:
    doc = after("ab\ncd\nef", [Edit(0, 3, "", "drop")], [Edit(1, 2, "DDD", "r")])
    assert doc.text == "cDDD\nef"
    assert [doc.origin(k) for k in range(8)] == [3, 4, 4, 4, 5, 6, 7, 8]


def test_fields_and_warnings_are_kept_in_source_offsets() -> None:
    doc = Document("ab\ncd").apply(Proposal([Edit(0, 3, "", "drop")]))
    doc = doc.apply(Proposal([Edit(0, 2, "", "x")], [Field("title", "cd", 0, 2, "x")], [Warning("w", 1, 2)]))
    assert doc.fields == [Field("title", "cd", 3, 5, "x")]
    assert doc.warnings == [Warning("w", 4, 5)]


def test_evidence_is_found_after_an_indent_went() -> None:
    evidence = {0: Evidence("p", "", 0.0, ""), 3: Evidence("div", "", 1.0, "")}
    doc = Document("a\n\n  b", evidence).apply(Proposal([Edit(3, 5, "", "indent")]))
    found = doc.evidence_at(3)
    assert found is not None
    assert found.path == "div"
    assert Document("a").evidence_at(0) is None


# --- against a model --------------------------------------------------------------------------


@st.composite
def staged(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A text and up to six stages of edits, each fitting the text that it meets."""
    text = source = draw(st.text("abc說話\n", max_size=12))
    stages = []
    for number in range(draw(st.integers(1, 6))):
        edits, at = [], 0
        for k in range(draw(st.integers(0, 4))):
            start = draw(st.integers(at, len(text)))
            end = draw(st.integers(start, min(len(text), start + 6)))
            aligned = draw(st.booleans())
            size = end - start
            new = draw(st.text("abcxyz", min_size=size if aligned else 0, max_size=size if aligned else 3))
            edits.append(Edit(start, end, new, f"{number}.{k}", None, aligned))
            at = end if end > start else end + 1
            if at > len(text):
                break
        stages.append(edits)
        for edit in reversed(edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
    return source, stages


def model(source: str, stages: list[list[Edit]]) -> str:
    """The text after all edits, one character at a time."""
    chars = list(source)
    for edits in stages:
        out, at = [], 0
        for edit in edits:
            out += chars[at : edit.start] + list(edit.text)
            at = edit.end
        chars = out + chars[at:]
    return "".join(chars)


@settings(max_examples=1500, deadline=None)
@given(staged())
def test_any_edits_give_the_models_text_and_can_be_undone(case: tuple[str, list[list[Edit]]]) -> None:
    source, stages = case
    doc = after(source, *stages)
    assert doc.text == model(source, stages)
    assert undone(doc) == source
    at, text = 0, []
    for change in doc.changes:  # sorted, disjoint, real, and the text is a view of them
        assert at <= change.start <= change.end <= len(source)
        assert change.text != doc.before(change)
        assert not change.aligned or len(change.text) == change.end - change.start
        assert change.rule not in change.via
        text += [source[at : change.start], change.text]
        at = change.end
    assert "".join(text) + source[at:] == doc.text


@settings(max_examples=800, deadline=None)
@given(staged())
def test_what_no_edit_touched_belongs_to_no_change(case: tuple[str, list[list[Edit]]]) -> None:
    source, stages = case
    origin: list[int | None] = list(range(len(source)))  # where each character of the text comes from
    touched: set[int | None] = set()
    for edits in stages:
        out: list[int | None] = []
        at = 0
        for edit in edits:
            span = origin[edit.start : edit.end]
            touched.update(span)
            out += origin[at : edit.start]
            out += span if edit.aligned else [None] * len(edit.text)
            at = edit.end
        origin = out + origin[at:]
    assert {k for c in after(source, *stages).changes for k in range(c.start, c.end)} <= touched


@settings(max_examples=500, deadline=None)
@given(staged())
def test_origins_never_run_backwards(case: tuple[str, list[list[Edit]]]) -> None:
    source, stages = case
    doc = after(source, *stages)
    origins = [doc.origin(k) for k in range(len(doc.text) + 1)]
    assert origins == sorted(origins)
    assert origins[-1] == len(source)
