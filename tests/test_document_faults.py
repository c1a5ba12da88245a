"""What planted faults showed to be untested in `cleaner.document` (tests/planted_faults.py)."""

from __future__ import annotations

import pytest

from cleaner.document import Change, Document, Edit, Evidence, Field, LineNote, MisfitError, Proposal, Warning, restore


def test_nothing_proposed_is_the_same_document() -> None:
    doc = Document("abc")
    assert doc.apply(Proposal()) is doc


def test_edits_need_not_be_sorted() -> None:
    doc = Document("abcd").apply(Proposal([Edit(3, 4, "D", "s"), Edit(0, 1, "A", "r")]))
    assert doc.text == "AbcD"
    assert [change.rule for change in doc.changes] == ["r", "s"]


def test_what_earlier_stages_found_is_kept() -> None:
    doc = Document("abcd")
    for number in range(2):
        doc = doc.apply(
            Proposal(
                [Edit(0, 1, "", "r")] if number else (),
                [Field(f"f{number}", "b", 1, 2, "r")],
                [Warning(f"w{number}", 1, 2)],
                [LineNote(1, 2, "body", float(number), "")],
            )
        )
    assert [field.name for field in doc.fields] == ["f0", "f1"]
    assert [warning.rule for warning in doc.warnings] == ["w0", "w1"]
    assert [note.margin for note in doc.lines] == [0.0, 1.0]


def test_restore_refuses_changes_that_overlap() -> None:
    with pytest.raises(MisfitError):
        restore("aXX", [Change(1, 3, "XX", "r"), Change(2, 3, "X", "s")], ["bc", "c"])


def test_restore_refuses_a_removed_text_of_another_length() -> None:
    with pytest.raises(MisfitError):
        restore("aXc", [Change(1, 2, "X", "r")], ["bb"])


def test_evidence_before_the_first_known_line_is_none() -> None:
    evidence = {2: Evidence("p", "", 0.0, "")}
    doc = Document("a\nb", evidence)
    assert doc.evidence_at(0) is None
    assert doc.evidence_at(2) is evidence[2]
    assert Document("ab", {0: evidence[2]}).evidence_at(0) is evidence[2]


def test_an_edit_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        Document("abcd").apply(Proposal([Edit(3, 1, "", "r")]))


def test_an_edit_may_end_where_the_text_ends() -> None:
    assert Document("abcd").apply(Proposal([Edit(3, 4, "", "r")])).text == "abc"


def test_an_empty_span_stays_empty_inside_a_change() -> None:
    doc = Document("abcd").apply(Proposal([Edit(1, 3, "XYZ", "r")]))
    doc = doc.apply(Proposal((), (), [Warning("w", 2, 2), Warning("v", 2, 3), Warning("u", 0, 4)]))
    assert [(w.start, w.end) for w in doc.warnings] == [(1, 1), (1, 2), (0, 2)]


def test_rules_of_earlier_layers_stay_in_via() -> None:
    doc = Document("abcd")
    for rule, new in (("r", "XX"), ("s", "YY"), ("t", "ZZ")):
        doc = doc.apply(Proposal([Edit(1, 3, new, rule)]))
    assert [(c.rule, c.via) for c in doc.changes] == [("r", ("s", "t"))]


def test_a_rule_that_acts_twice_is_not_in_its_own_via() -> None:
    doc = Document("說話").apply(Proposal([Edit(0, 2, "说话", "r", None, True)]))
    doc = doc.apply(Proposal([Edit(0, 2, "XY", "r", None, True)]))
    assert [(c.rule, c.via) for c in doc.changes] == [("r", ())]


def test_an_atomic_change_owns_before_an_aligned_one() -> None:
    doc = Document("ab").apply(Proposal([Edit(0, 1, "A", "aligned", None, True), Edit(1, 2, "BB", "atomic")]))
    doc = doc.apply(Proposal([Edit(0, 3, "-", "late")]))
    assert [(c.rule, c.via) for c in doc.changes] == [("atomic", ("aligned", "late"))]


def test_an_aligned_edit_reads_its_own_place() -> None:
    doc = Document("abcdef").apply(Proposal([Edit(2, 3, "", "drop")]))
    doc = doc.apply(Proposal([Edit(1, 5, "BDEF", "r", None, True)]))
    assert doc.text == "aBDEF"


def test_a_rule_that_changed_nothing_in_a_repair_is_not_in_its_via() -> None:
    doc = Document("xc").apply(Proposal([Edit(0, 1, "AB", "repair")]))
    doc = doc.apply(Proposal([Edit(0, 3, "ABC", "t2s", None, True)]))
    assert [(c.start, c.end, c.text, c.rule, c.via) for c in doc.changes] == [
        (0, 1, "AB", "repair", ()),
        (1, 2, "C", "t2s", ()),
    ]


def test_origins_inside_an_aligned_change_are_exact() -> None:
    doc = Document("說話見").apply(Proposal([Edit(0, 3, "说话见", "t2s", None, True)]))
    assert [doc.origin(k) for k in range(4)] == [0, 1, 2, 3]


def test_an_aligned_edit_does_not_own_its_unchanged_ends() -> None:
    doc = Document("ab說cd").apply(Proposal([Edit(0, 5, "ab说cd", "t2s", None, True)]))
    assert [(c.start, c.end, c.text) for c in doc.changes] == [(2, 3, "说")]


def test_two_repairs_under_one_aligned_edit_stay_two() -> None:
    doc = Document("xy").apply(Proposal([Edit(0, 1, "說", "r"), Edit(1, 2, "話", "s")]))
    doc = doc.apply(Proposal([Edit(0, 2, "说话", "t2s", None, True)]))
    assert [(c.start, c.end, c.text, c.rule) for c in doc.changes] == [(0, 1, "说", "r"), (1, 2, "话", "s")]


def test_an_insertion_between_two_repairs_that_are_edited_too_joins_neither() -> None:
    doc = Document("xy").apply(Proposal([Edit(0, 1, "AA", "r"), Edit(1, 2, "BB", "s")]))
    doc = doc.apply(Proposal([Edit(0, 2, "CC", "t"), Edit(2, 2, "-", "ins"), Edit(2, 4, "DD", "u")]))
    assert doc.text == "CC-DD"
    assert [(c.text, c.rule) for c in doc.changes] == [("CC", "r"), ("-", "ins"), ("DD", "s")]
