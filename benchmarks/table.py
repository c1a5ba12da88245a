"""Measured tables for people: Markdown, and the place in docs/benchmarks.md that holds them.

A script's part of the page stands between `<!-- NAME -->` and `<!-- /NAME -->`; `--write` replaces what is there.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; all columns but the first are right-aligned."""
    lines = [head, ["---", *(["---:"] * (len(head) - 1))], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def machine() -> str:
    """What the figures were taken on."""
    return f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"


def put(name: str, text: str, page: Path = PAGE) -> None:
    """Write `text` into the part `name` of `page`. ValueError where the page has no such part."""
    before, begin, rest = page.read_text("utf-8").partition(f"<!-- {name} -->")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    if not (begin and end):
        raise ValueError(f"{page}: no part <!-- {name} --> … <!-- /{name} -->")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")
