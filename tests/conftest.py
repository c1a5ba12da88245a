"""What tests of several parts share."""

from collections.abc import Callable
from time import process_time

import pytest

TIMES = 4
LINEAR = 2.5  # times what linear work would take; quadratic work takes four times that, and clocks are rough

Work = Callable[[int], Callable[[], object]]


@pytest.fixture
def grows_linearly() -> Callable[[Work, int], bool]:
    """Asks whether `work(size)`, once made, runs in a time that grows as the size does. Both sizes are measured in the
    same process and minute, so that no clock decides; the best of three runs counts."""

    def grows(work: Work, size: int) -> bool:
        small, large = (min(_seconds(work(n)) for _ in range(3)) for n in (size, TIMES * size))
        return large < LINEAR * TIMES * max(small, 0.002)

    return grows


def _seconds(job: Callable[[], object]) -> float:
    begun = process_time()
    job()
    return process_time() - begun
