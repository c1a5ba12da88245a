"""Waiting for what a page does on its own time."""

from __future__ import annotations

import time
from collections.abc import Callable


def soon(holds: Callable[[], bool]) -> bool:
    """Whether `holds` becomes true within five seconds; what fails meanwhile is asked again."""
    for _ in range(100):
        try:
            if holds():
                return True
        except Exception:  # noqa: BLE001 - the page is on its way
            pass
        time.sleep(0.05)
    return False
