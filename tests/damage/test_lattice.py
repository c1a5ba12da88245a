"""Paths through what lost bytes may have been: what stays open first."""

from cleaner.damage import lattice

TEXT = "今天的会议由市长主持"


def test_known_characters_are_never_changed() -> None:
    rare = "饕餮鬯龘"
    assert lattice.read(lambda at: [(1, rare[at])], len(rare))[:2] == (rare, 0)


def test_a_choice_between_near_equals_stays_open() -> None:
    cells = ["他", "他她", "们"]
    assert lattice.read(lambda at: [(1, cells[at])], 3)[0][1] in ("\ufffd", "他")
    assert lattice.read(lambda at: [(1, "他她")], 1)[:2] == ("\ufffd", 0)


def test_the_neighbours_decide() -> None:
    cells = [*TEXT]
    cells[3] = "会仝伞余"
    assert lattice.read(lambda at: [(1, cells[at])], len(cells))[:2] == (TEXT, 1)


def test_characters_of_different_lengths_compete() -> None:
    options = {0: [(2, "中"), (1, "鬱")], 1: [(1, "齾")], 2: [(1, "国")]}
    assert lattice.read(options.__getitem__, 3)[:2] == ("中国", 1)


def test_nothing_is_lost_on_the_way() -> None:
    assert lattice.read(lambda at: [(1, "\ufffd")], 4)[:2] == ("\ufffd" * 4, 0)
