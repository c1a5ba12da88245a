"""The local engine: this process, or a pool of processes.

The idea: batches go out in order, a few more than there are workers, and come back in order; each
worker gets the cleaner once, when it starts.

Invariant: the same outcomes and the same bytes with any number of workers; memory does not grow with
the number of pages; a page that kills its worker costs itself alone.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleaner.engines.batch import Cleans, Deliver, Outcome, batches, clean_batch
from cleaner.sources import Page

if TYPE_CHECKING:
    from concurrent.futures import Future

# Below this a pool costs more than it gives: a worker starts in 0.2 s, in which one process cleans a megabyte.
SMALL_RUN = 4 * 2**20

_task: tuple[Cleans, Deliver]


def sensible_workers(pages: Sequence[Page]) -> int:
    """One for a small run, else one for each processor that this process may use."""
    if sum(page.size for page in pages) < SMALL_RUN:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(pages: Sequence[Page], cleaner: Cleans, deliver: Deliver, workers: int) -> Iterator[Outcome]:
    """Clean and deliver all pages; outcomes come in the order of the pages."""
    if workers == 1:
        for page in pages:
            yield from clean_batch([page], cleaner, deliver)
        return
    waiting = deque(batches(pages, workers))
    while waiting:
        yield from _pooled(waiting, cleaner, deliver, workers)
        # The pool broke: which batch did it is not known, so those that were out run again, a page a process.
        for page in [page for batch in _out(waiting, workers) for page in batch]:
            yield _alone(page, cleaner, deliver)


def _pooled(waiting: deque[list[Page]], cleaner: Cleans, deliver: Deliver, workers: int) -> Iterator[Outcome]:
    """Outcomes until all is done or the pool breaks; `waiting` then begins with the batches that were out."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # 30 ms that one page has no use for

    out: deque[Future[list[Outcome]]] = deque()
    pool = ProcessPoolExecutor(workers, initializer=_begin, initargs=(cleaner, deliver))
    try:
        while waiting:
            while len(out) < min(2 * workers, len(waiting)):
                out.append(pool.submit(_clean, waiting[len(out)]))
            outcomes = out[0].result()
            out.popleft()
            waiting.popleft()
            yield from outcomes
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _out(waiting: deque[list[Page]], workers: int) -> Iterator[list[Page]]:
    for _ in range(min(2 * workers, len(waiting))):
        yield waiting.popleft()


def _alone(page: Page, cleaner: Cleans, deliver: Deliver) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    with ProcessPoolExecutor(1, initializer=_begin, initargs=(cleaner, deliver)) as pool:
        try:
            return pool.submit(_clean, [page]).result()[0]
        except BrokenProcessPool:
            return Outcome(page.path, page.name, "failed", "its worker process died (out of memory?)")


def _begin(cleaner: Cleans, deliver: Deliver) -> None:
    """Once in each worker. The parent alone answers Ctrl-C."""
    global _task  # noqa: PLW0603 - a pool's initializer has no other way to leave something behind
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task = cleaner, deliver


def _clean(pages: list[Page]) -> list[Outcome]:
    return clean_batch(pages, *_task)
