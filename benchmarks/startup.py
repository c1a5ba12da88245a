"""One UTF-8 text page from a new process: how long until the article is there.

    python benchmarks/startup.py [--runs 15] [--write]

The package is installed into a virtual environment of its own, as users and pre-commit install it: in a developer's
environment an editable install and whatever else is hooked into every start of Python can cost more than a page.
The commands are `clean --force PAGE -o OUT` and the hooks as pre-commit calls them for one page: up to date, or stale
(its source got a line, so that the hook cleans it and prints what went). Medians over the runs, which go round all
cases by turns. CPU time is that of the child process (user and system); wall-clock time includes whatever else the
machine does. Byte code is written before the first run that counts. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from table import machine, markdown, put

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "seeds").glob("*.txt"))
STALE = PAGES[3].name
SHOWN = 12
HOOK = ("--root", "seeds", "--out", "cleaned")


class Case(NamedTuple):
    """A command, the status it ends with, and what must be done before each run."""

    command: Sequence[str]
    status: int = 0
    before: Callable[[], object] = lambda: None


def installed(folder: Path) -> Path:
    """The folder of commands of a virtual environment with the package in it."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [str(commands / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(ROOT)], check=True)
    return commands


def repository(folder: Path, commands: Path) -> None:
    """Pages and their outputs in `folder`, of which one page then got a line."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    timed(folder, Case([str(commands / "clean"), "seeds", "-o", "cleaned"]))
    shutil.copytree(folder / "cleaned", folder / "before")
    with open(folder / "seeds" / STALE, "a", encoding="utf-8") as page:
        page.write("责任编辑：李明\n")


def timed(folder: Path, case: Case) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a command. CalledProcessError when it ends otherwise than it should."""
    case.before()
    unhooked = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    start = perf_counter()
    child = subprocess.Popen(
        case.command, cwd=folder, env=unhooked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != case.status:
        raise subprocess.CalledProcessError(child.returncode, case.command)
    return perf_counter() - start, used.ru_utime + used.ru_stime


def cases(folder: Path, commands: Path) -> dict[str, Case]:
    """What is measured, by what the table says."""
    clean, python = str(commands / "clean"), str(commands / "python")

    def stale() -> None:
        shutil.rmtree(folder / "cleaned")
        shutil.copytree(folder / "before", folder / "cleaned")

    found = {"an empty Python": Case([python, "-c", ""]), "`clean --help`": Case([clean, "--help"])}
    for page in PAGES:
        found[f"`clean --force seeds/{page.name}`"] = Case([clean, "--force", f"seeds/{page.name}", "-o", "articles"])
    for hook in ("clean-fix", "clean-check"):
        for state, page, status in (("up to date", PAGES[0].name, 0), ("stale", STALE, 1)):
            name = f"`{hook} seeds/{page}`, {state}"
            found[name] = Case([str(commands / hook), *HOOK, f"seeds/{page}"], status, stale)
    return found


def measure(folder: Path, commands: Path, runs: int) -> dict[str, tuple[float, float]]:
    """Medians of wall-clock and CPU seconds of each case."""
    asked = cases(folder, commands)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
    for case in asked.values():
        timed(folder, case)
    for _ in range(runs):
        for name, case in asked.items():
            taken[name].append(timed(folder, case))
    return {name: (median(wall for wall, _ in times), median(cpu for _, cpu in times)) for name, times in taken.items()}


def imports(folder: Path, commands: Path) -> list[tuple[str, float]]:
    """Packages that cleaning one page imports, with the milliseconds that each costs by itself, dearest first."""
    command = [str(commands / "python"), "-X", "importtime", "-m", "cleaner", "clean", "--force"]
    page = [f"seeds/{PAGES[0].name}", "-o", "articles"]
    run = subprocess.run([*command, *page], cwd=folder, capture_output=True, check=True)
    spent: dict[str, float] = {}
    for own, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", run.stderr.decode(errors="replace")):
        package = name.split(".")[0]
        group = package if package not in sys.stdlib_module_names else "the standard library"
        spent[group] = spent.get(group, 0.0) + int(own) / 1000
    return sorted(spent.items(), key=lambda item: -item[1])[:SHOWN]


def report(times: dict[str, tuple[float, float]], packages: list[tuple[str, float]], rules: int, runs: int) -> str:
    """Both tables, with what they were taken on."""
    rows = [[name, f"{wall:.3f}", f"{cpu:.3f}"] for name, (wall, cpu) in times.items()]
    return "\n\n".join(
        (
            f"{machine()}; {rules} rules; medians of {runs} runs.",
            markdown(["a new process", "wall clock, s", "CPU, s"], rows),
            markdown(["imported for the first page", "ms"], [[name, f"{ms:.0f}"] for name, ms in packages]),
        )
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=15)
    asked.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    given = asked.parse_args()
    rules = sum(1 for _ in (ROOT / "rules").rglob("*.toml"))
    with TemporaryDirectory() as scratch:
        folder, commands = Path(scratch) / "repository", installed(Path(scratch) / "environment")
        folder.mkdir()
        repository(folder, commands)
        text = report(measure(folder, commands, given.runs), imports(folder, commands), rules, given.runs)
    print(text)
    if given.write:
        put("startup", text)


if __name__ == "__main__":
    main()
