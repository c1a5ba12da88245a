"""The local engine: pages that fail first, then the same bytes however many work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleaner.article import Article, digest
from cleaner.document import Warning
from cleaner.engines.batch import Outcome, batches
from cleaner.engines.local import run, sensible_workers
from cleaner.sinks import Folder
from cleaner.sources import Page, find

REPOSITORY = Path(__file__).parent.parent.parent


class Echo:
    """A cleaner that returns the page, and does what some pages ask for."""

    def clean(self, data: bytes | str, *, name: str = "") -> Article:
        text = data.decode() if isinstance(data, bytes) else data
        if "raise" in name:
            raise RuntimeError("a rule went wrong")
        if "memory" in name:
            raise MemoryError
        if "die" in name:
            os.kill(os.getpid(), signal.SIGKILL)
        warnings = (Warning("x.y", 2, 3),) if "warn" in name else ()
        if "binary" in name:
            warnings = (Warning("decode.binary", 0, 1),)
        source = text + "!" if "wrong" in name else text
        return Article(name, text, source, digest(data), encoding="utf-8", warnings=warnings)


def make(names: Sequence[str]) -> list[Page]:
    for name in names:
        Path("in", name).parent.mkdir(parents=True, exist_ok=True)
        Path("in", name).write_text(f"{name}\n第二行\n" * 50, encoding="utf-8")
    return find(["in"]).pages


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def results(pages: Sequence[Page], workers: int, out: str = "out") -> list[Outcome]:
    return list(run(pages, Echo(), Folder(out).write, workers))


def tree(folder: str) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


@pytest.mark.parametrize("workers", [1, 3])
def test_pages_that_fail_are_named_and_the_others_done(workers: int) -> None:
    names = [f"{i:02}.txt" for i in range(20)]
    bad = {
        "03-raise.txt": "internal error: RuntimeError: a rule went wrong at test_local",
        "07-memory.txt": "out of memory",
        "11-binary.txt": "binary: no text in any encoding",
        "13-wrong.txt": "internal error: LedgerError",
    }
    pages = make([*names, *bad])
    os.remove("in/05.txt")
    Path("in/06.txt").write_bytes(b"\x89PNG")
    found = {outcome.name: outcome for outcome in results(pages, workers)}
    assert list(found) == sorted([*names, *bad])
    for name, message in {**bad, "05.txt": "no such file", "06.txt": "binary: a PNG image"}.items():
        assert found[name].state == "failed"
        assert found[name].error.startswith(message)
    assert sum(outcome.state == "written" for outcome in found.values()) == 18
    assert len(tree("out")) == 18 * 3


def test_a_page_that_kills_its_worker_costs_itself_alone() -> None:
    names = [f"{i:02}.txt" for i in range(30)]
    pages = make([*names, "04-die.txt", "22-die.txt"])
    found = results(pages, 2)
    assert [outcome.name for outcome in found] == sorted([*names, "04-die.txt", "22-die.txt"])
    assert [outcome.name for outcome in found if outcome.state == "failed"] == ["04-die.txt", "22-die.txt"]
    assert all(outcome.error == "its worker process died (out of memory?)" for outcome in found if outcome.error)
    assert len(tree("out")) == 30 * 3


def test_one_and_four_workers_write_the_same_bytes() -> None:
    pages = make([f"目录{i % 3}/{i}.txt" for i in range(60)])
    one, four = results(pages, 1, "one"), results(pages, 4, "four")
    assert one == four
    assert tree("one") == tree("four")
    assert len(tree("one")) == 180


def test_a_second_run_finds_everything_done() -> None:
    pages = make(["a.txt", "b.txt"])
    results(pages, 1)
    assert {outcome.state for outcome in results(pages, 2)} == {"same"}


def test_an_outcome_tells_warnings_by_line() -> None:
    pages = make(["warn.txt"])
    Path("in/warn.txt").write_text("一\n二\n", encoding="utf-8")
    assert results(pages, 1)[0].warnings == (("x.y", 2),)


@pytest.mark.parametrize(("count", "workers"), [(1, 4), (7, 2), (1000, 4), (5000, 1)])
def test_batches_hold_every_page_once_in_order(count: int, workers: int) -> None:
    pages = [Page(str(i), str(i), i * 1000) for i in range(count)]
    cut = list(batches(pages, workers))
    assert [page for batch in cut for page in batch] == pages
    assert all(len(batch) <= 100 for batch in cut)
    assert all(sum(page.size for page in batch[:-1]) < 2**20 for batch in cut)
    assert len(cut) >= min(count, workers)


def test_a_small_run_needs_no_pool() -> None:
    assert sensible_workers([Page("a", "a", 1000)] * 100) == 1
    assert sensible_workers([Page("a", "a", 2**20)] * 100) >= 1


def test_the_seeds_give_the_same_bytes_with_any_workers_and_hash_seed() -> None:
    trees = []
    for workers, seed in (("1", "0"), ("4", "1"), ("2", "12345")):
        out = f"out-{workers}"
        subprocess.run(
            [sys.executable, "-m", "cleaner", "clean", str(REPOSITORY / "seeds"), "-o", out, "--workers", workers],
            check=True,
            capture_output=True,
            env={"PYTHONPATH": str(REPOSITORY), "PYTHONHASHSEED": seed},
        )
        trees.append(tree(out))
    assert trees[0] == trees[1] == trees[2]
    assert len(trees[0]) == 5 * 3 + 1
