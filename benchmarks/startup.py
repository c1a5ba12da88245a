"""One UTF-8 text page from a new process: how long until the article is there.

    python benchmarks/startup.py [--runs 15] [--write]

The command is `clean --force PAGE -o OUT`; the hooks are what pre-commit calls for one changed page, stale or not.
Medians over the runs, which go round all cases by turns. CPU time is that of the child process (user and system);
wall-clock time includes whatever else the machine does. Byte code is written, to a folder of its own, before the first
run that counts, as an installation has it. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from table import machine, markdown, put

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "seeds").glob("*.txt"))
# Imports are told by their first name; ours by module, since they are what can be made lazier.
SHOWN = 12
CLEAN = ("-m", "cleaner", "clean")


def timed(command: Sequence[str], bytecode: str) -> tuple[float, float]:
    """Wall-clock and CPU seconds of a command. CalledProcessError when it fails."""
    start = perf_counter()
    child = subprocess.Popen(
        command, cwd=ROOT, env=_environment(bytecode), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return perf_counter() - start, used.ru_utime + used.ru_stime


def _environment(bytecode: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": bytecode}


def measure(runs: int, bytecode: str) -> dict[str, tuple[float, float]]:
    """Medians of wall-clock and CPU seconds: of each page, of an empty Python, of the imports alone."""
    python, out = sys.executable, os.path.join(bytecode, "out")
    cases = {"an empty Python": [python, "-c", ""], "`clean --help`": [python, "-m", "cleaner", "clean", "--help"]}
    for page in PAGES:
        cases[f"`clean --force seeds/{page.name}`"] = [python, *CLEAN, "--force", str(page), "-o", out]
    for name, hook, page in (("clean-fix --force", "fix", PAGES[0]), ("clean-check", "check", PAGES[-1])):
        code = f"from cleaner import hook; hook.{hook}()"
        force = ["--force"] if "--force" in name else []
        cases[f"`{name} seeds/{page.name}`"] = [
            python, "-c", code, "--root", str(ROOT / "seeds"), "--out", out, *force, str(page),
        ]  # fmt: skip
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in cases}
    for command in cases.values():
        timed(command, bytecode)
    for _ in range(runs):
        for name, command in cases.items():
            taken[name].append(timed(command, bytecode))
    return {name: (median(wall for wall, _ in times), median(cpu for _, cpu in times)) for name, times in taken.items()}


def imports(bytecode: str) -> list[tuple[str, float]]:
    """Packages that cleaning one page imports, with the milliseconds that each costs by itself, dearest first."""
    command = [sys.executable, "-X", "importtime", *CLEAN, str(PAGES[0])]
    told = subprocess.run(command, cwd=ROOT, env=_environment(bytecode), capture_output=True, check=True).stderr.decode(
        "utf-8", "replace"
    )
    spent: dict[str, float] = {}
    for own, name in re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", told):
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
    with TemporaryDirectory() as bytecode:
        text = report(measure(given.runs, bytecode), imports(bytecode), rules, given.runs)
    print(text)
    if given.write:
        put("startup", text)


if __name__ == "__main__":
    main()
