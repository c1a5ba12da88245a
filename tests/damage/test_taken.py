"""Disjoint places of a text."""

from cleaner.damage.taken import Taken


def test_the_first_of_two_that_overlap_stands() -> None:
    taken = Taken()
    assert taken.take(10, 20)
    assert not taken.take(5, 11)
    assert not taken.take(19, 30)
    assert not taken.take(12, 13)
    assert not taken.take(0, 99)


def test_neighbours_do_not_overlap() -> None:
    taken = Taken()
    assert all(taken.take(*span) for span in [(10, 20), (20, 25), (5, 10), (40, 41), (25, 40)])
