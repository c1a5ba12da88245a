"""A run of `clean`: inputs found, pages cleaned, outputs written or compared, orphans seen to.

The idea: `Job` says what was asked for, `Tally` what happened; exit code and words are read off the tally.

Invariant: a run without `check` leaves the output folder as if it had been made new from these inputs, except
for orphans, which only `prune` removes; a run with `check` writes nothing.
"""

from __future__ import annotations

import json
import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from cleaner.commands.fresh import Key, kept
from cleaner.engines.batch import Cleans, Outcome
from cleaner.engines.local import run, sensible_workers
from cleaner.reports.summary import summary_report
from cleaner.sinks import SUFFIXES, SUMMARY, Folder, replace
from cleaner.sources import Found, Page, Trouble, find

DONE, DIFFERENT, FAILED, WARNED, USAGE = 0, 1, 2, 3, 64
# A `git add` line longer than this is not read by anyone.
_ADDS = 30

Progress = Callable[[Iterable[Outcome], int], Iterable[Outcome]]


class Job(NamedTuple):
    """What was asked for. `workers` 0 means as many as make sense."""

    inputs: Sequence[str]
    out: str
    root: str | None = None
    check: bool = False
    prune: bool = False
    workers: int = 0
    key: Key | None = None  # of the cache; None cleans every page, and brings the keys in the ledgers up to date


@dataclass(slots=True)
class Tally:
    """What happened, in the order of the pages."""

    out: str
    outcomes: list[Outcome] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)  # stems of outputs without a page, still there
    pruned: list[str] = field(default_factory=list)  # deleted paths
    passed: int = 0  # files of other kinds

    def of(self, *states: str) -> list[Outcome]:
        """The outcomes in one of these states."""
        return [outcome for outcome in self.outcomes if outcome.state in states]

    @property
    def warned(self) -> list[Outcome]:
        """The pages with warnings."""
        return [outcome for outcome in self.outcomes if outcome.warnings]

    @property
    def changed(self) -> list[str]:
        """Paths that the run wrote or deleted."""
        folder = Folder(self.out)
        return [path for outcome in self.of("written") for path in sorted(folder.files(outcome.name))] + self.pruned


def perform(job: Job, cleaner: Cleans, progress: Progress) -> Tally:
    """Do the job. Whatever fails stands in the tally."""
    found = find(job.inputs, job.root, job.out)
    folder = Folder(job.out, exact=job.key is None)
    _spare_sources(found, folder)
    tally = Tally(job.out, troubles=found.troubles, passed=found.passed)
    tally.outcomes.extend(progress(_outcomes(job, found.pages, cleaner, folder), len(found.pages)))
    _orphans(job, found, folder, tally)
    if not job.check and any(map(os.path.isdir, job.inputs)) and os.path.isdir(job.out):
        try:
            write_summary(folder)
        except OSError as error:
            tally.troubles.append(Trouble(os.path.join(job.out, SUMMARY), (error.strerror or str(error)).lower()))
    return tally


def _outcomes(job: Job, pages: Sequence[Page], cleaner: Cleans, folder: Folder) -> Iterator[Outcome]:
    """The outcomes of all pages, in order; only those that are not what they would be are cleaned."""
    done = {page.path: kept(page, folder, job.key) for page in pages} if job.key is not None else {}
    stale = [page for page in pages if done.get(page.path) is None]
    deliver = folder.check if job.check else folder.write
    workers = job.workers or sensible_workers(stale)
    made = run(stale, cleaner, deliver, min(workers, len(stale) or 1))
    for page in pages:
        yield done.get(page.path) or next(made)


def exit_code(tally: Tally, check: bool, strict: bool) -> int:
    """The process's exit code: failures before differences before (with `strict`) warnings."""
    if tally.troubles or tally.of("failed"):
        return FAILED
    if check and (tally.orphans or tally.of("missing", "stale")):
        return DIFFERENT
    return WARNED if strict and tally.warned else DONE


def write_summary(folder: Folder) -> None:
    """SUMMARY.md from the headers of the ledgers that are in the folder now; one that cannot be read is left out."""
    pages = []
    for name, line in folder.headers():
        try:
            header = json.loads(line)
        except ValueError:
            continue
        if isinstance(header, dict) and "counts" in header:
            pages.append((name, header))
    replace([(os.path.join(folder.path, SUMMARY), summary_report(pages).encode("utf-8", "backslashreplace"))])


def problems(tally: Tally) -> list[str]:
    """One line for each input that could not be cleaned."""
    failed = [f"{outcome.path}: {outcome.error}" for outcome in tally.of("failed")]
    return [f"{trouble.path}: {trouble.message}" for trouble in tally.troubles] + failed


def differences(tally: Tally) -> list[str]:
    """One line for each output that is not what the source gives."""
    lines = [f"{outcome.state}: {_article(tally.out, outcome.name)}" for outcome in tally.of("missing", "stale")]
    return lines + [f"orphan: {os.path.join(tally.out, name)}.*" for name in tally.orphans]


def warnings(tally: Tally) -> list[str]:
    """One line for each warning, as `path:line: rule`."""
    return [f"{outcome.path}:{line}: {rule}" for outcome in tally.warned for rule, line in outcome.warnings]


def headline(tally: Tally) -> str:
    """The run in one line."""
    names: dict[str, str] = {"written": "written", "same": "unchanged", "missing": "missing", "stale": "stale"}
    counts: Counter[str] = Counter(outcome.state for outcome in tally.outcomes)
    parts = [f"{counts[state]:,} {word}" for state, word in names.items() if counts[state]]
    failed = len(problems(tally))
    parts += [f"{failed:,} failed"] if failed else []
    parts += [f"{len(tally.orphans):,} orphaned"] if tally.orphans else []
    parts += [f"{len(tally.pruned):,} files pruned"] if tally.pruned else []
    parts += [f"{tally.passed:,} files of other kinds passed over"] if tally.passed else []
    alerts = len(warnings(tally))
    if alerts:
        parts.append(f"{alerts:,} warning{'s' * (alerts > 1)} in {len(tally.warned):,}")
    pages = len(tally.outcomes)
    return f"{pages:,} page{'s' * (pages != 1)}: {', '.join(parts) or 'nothing to do'}"


def for_machines(tally: Tally, code: int) -> dict[str, Any]:
    """The run as JSON: what `--json` prints."""
    return {
        "exit": code,
        "pages": [
            {**outcome._asdict(), "warnings": [{"rule": rule, "line": line} for rule, line in outcome.warnings]}
            for outcome in tally.outcomes
        ],
        "counts": dict(sorted(Counter(outcome.state for outcome in tally.outcomes).items())),
        "troubles": [trouble._asdict() for trouble in tally.troubles],
        "orphans": tally.orphans,
        "pruned": tally.pruned,
        "passed": tally.passed,
    }


def git_add(tally: Tally) -> str:
    """The command that stages what the run changed."""
    paths = tally.changed if len(tally.changed) <= _ADDS else [tally.out]
    return f"git add -- {' '.join(map(shlex.quote, paths))}"


def _spare_sources(found: Found, folder: Folder) -> None:
    """Pages whose outputs would overwrite a page become troubles."""
    real = cache(os.path.realpath)

    def place(path: str) -> str:
        return os.path.join(real(os.path.dirname(path) or "."), os.path.basename(path))

    sources = {place(page.path) for page in found.pages}
    for page in found.pages[:]:
        hit = next((path for path in folder.files(page.name) if place(path) in sources), None)
        if hit:
            found.pages.remove(page)
            found.troubles.append(Trouble(page.path, f"its output {hit!r} would overwrite a source"))


def _orphans(job: Job, found: Found, folder: Folder, tally: Tally) -> None:
    """Only roots that were walked or named can tell that a page is gone; after trouble nothing is deleted."""
    if not found.roots:
        return
    lone = {os.path.dirname(page.path) for page in found.pages} if job.root is None else set()
    orphans = folder.orphans([*found.roots, *sorted(lone)])
    if job.prune and not job.check and not found.troubles:
        tally.pruned = [path for name in orphans for path in folder.remove(name)]
    else:
        tally.orphans = orphans


def _article(out: str, name: str) -> str:
    return Folder(out).files(name)[SUFFIXES.index(".txt")]
