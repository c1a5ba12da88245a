"""What a new process does before and for its first page, without a clock: what it imports, what it compiles.

Each import and each regular expression costs a millisecond or so, and nobody notices one. `benchmarks/startup.py` says
what all of them take.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# The first page of simplified Chinese, in UTF-8, has no use for any of them.
HEAVY = (
    "bs4", "chardet", "ftfy", "jinja2", "lxml", "markupsafe", "opencc", "selectolax", "email", "html.entities",
    "importlib.metadata", "tomllib", "configparser", "multiprocessing", "concurrent.futures", "http", "logging",
    "unittest", "asyncio", "csv", "xml", "cleaner.learn", "cleaner.upkeep", "cleaner.html.parse",
    "cleaner.stages.markup", "cleaner.reports.site", "cleaner.commands.preview",
)  # fmt: skip

_LOOK = """
import json, re, sys
compiled, compile = [], re._compiler.compile
def noted(text, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"].split(".")[0] == "re":
        frame = frame.f_back
    compiled.append(frame.f_globals["__name__"])
    return compile(text, flags)
re._compiler.compile = noted
from cleaner import patterns
asked, ready = [], patterns._compiled
def compiled_now(text, flags):
    asked.append(text)
    return ready(text, flags)
patterns._compiled = compiled_now
from cleaner import cli, pipeline
from cleaner.commands import fresh, job
ours = sorted(name for name in compiled if name.startswith("cleaner"))
imported = len(asked)
run = cli.main(cli.clean_command, sys.argv[1:])
json.dump({"exit": run.code, "compiled": ours, "imported": imported, "modules": sorted(sys.modules)}, sys.stdout)
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a process says that cleaned one page into a folder."""
    folder = tmp_path_factory.mktemp("start")
    page = folder / "page.txt"
    page.write_text(
        "青河县新修水渠\n\n12月3日，青河县新修的水渠通水，两岸三千亩农田从此不再等雨。\n\n（完）\n", encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, str(page), "-o", str(folder / "out"), "--quiet"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_the_page_is_cleaned(start: dict[str, object]) -> None:
    assert start["exit"] == 0


def test_no_heavy_module_is_imported(start: dict[str, object]) -> None:
    modules = set(start["modules"])  # type: ignore[call-overload]
    assert {"cleaner.pipeline", "cleaner.stages.strip", "re2"} <= modules
    assert not modules.intersection(HEAVY)


def test_importing_compiles_hardly_any_regular_expression(start: dict[str, object]) -> None:
    assert start["compiled"] == []  # `cleaner.patterns` knows an idiom that waits
    assert start["imported"] == 2, "of `macros` and `scripts`, which make tables with them"
