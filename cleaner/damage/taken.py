"""Places of a text that are dealt with: of two edits that overlap the first one stands.

The idea: a sorted list tells by halving whether a place is free, however many there are.

Invariant: what was taken never overlaps.
"""

from __future__ import annotations

from bisect import bisect_right


class Taken:
    """Disjoint spans."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Take the span, if all of it is free."""
        at = bisect_right(self._starts, start)
        if (at and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end):
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
