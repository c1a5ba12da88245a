"""Put real input and output into the documents, so that what a reader sees is what the program does.

    python tools/fill_docs.py [--check]

A part of a page that begins with one of these comments and ends with `<!-- end -->` is written anew:

    <!-- source FILE 1-9 -->     lines of an input
    <!-- article FILE 1-5 -->    lines of its article
    <!-- article FILE 1-5 WORD … -->    what stands around words there
    <!-- report FILE 1-20 -->    lines of its report
    <!-- run COMMAND -->         what a command prints; its output folder is a temporary one

Long lines are cut at a width, with `…`. `--check` writes nothing and exits 1 where a page is stale.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from unicodedata import east_asian_width

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from cleaner import Article, clean  # noqa: E402
from cleaner.article import ledger_of  # noqa: E402
from cleaner.reports.page import page_report  # noqa: E402

PAGES = ("README.md", "README.zh.md", "docs/cli.md")
WIDTH = 160  # columns; a Chinese character takes two
AROUND = 20  # characters shown on each side of a word
_PART = re.compile(r"(<!-- (source|article|report|run) (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """`text` with all its parts written anew."""
    return _PART.sub(lambda found: found[1] + _shown(found[2], found[3]) + found[4], text)


def _shown(kind: str, what: str) -> str:
    if kind == "run":
        return _block(_run(shlex.split(what)))
    name, lines, *words = what.split()
    first, last = map(int, lines.split("-"))
    data = (ROOT / name).read_bytes()
    text = data.decode("utf-8") if kind == "source" else _made(kind, clean(data, name=Path(name).name))
    shown = text.split("\n")[first - 1 : last]
    return _block("\n".join(_around(shown, word) for word in words) if words else "\n".join(shown))


def _around(lines: list[str], word: str) -> str:
    """The first place of `word`, with what stands beside it. StopIteration where it is not there."""
    line = next(line for line in lines if word in line)
    at = line.index(word)
    left, right = max(0, at - AROUND), min(at + len(word) + AROUND, len(line))
    return f"{'…' * (left > 0)}{line[left:right]}{'…' * (right < len(line))}"


def _made(kind: str, article: Article) -> str:
    return article.text if kind == "article" else page_report(ledger_of(article), article.source)


def _run(words: list[str]) -> str:
    """What a command of ours prints, standard error as well."""
    function = {"clean": "clean", "cleaner": "cleaner"}[words[0]]
    code = f"import sys; sys.argv[0] = {words[0]!r}; from cleaner.cli import {function}; {function}()"
    with tempfile.TemporaryDirectory() as folder:
        # Where a run writes must not matter: articles are compared with an empty folder.
        arguments = [folder if before == "-o" else word for before, word in pairwise(words)]
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=ROOT,
            env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
        )
        return done.stdout.decode("utf-8").replace(folder, words[words.index("-o") + 1] if "-o" in words else "")


def _block(text: str) -> str:
    """A fenced block, its fence longer than any inside."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text)), 3)
    body = "\n".join(_cut(line) for line in text.rstrip().split("\n"))
    return f"{fence}text\n{body}\n{fence}\n"


def _cut(line: str) -> str:
    columns = 0
    for at, char in enumerate(line):
        columns += 2 if east_asian_width(char) in "WF" else 1
        if columns > WIDTH:
            return line[:at] + "…"
    return line.rstrip()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is stale")
    check = asked.parse_args().check
    stale = 0
    for name in PAGES:
        page = ROOT / name
        before = page.read_text("utf-8")
        after = filled(before)
        if before == after:
            continue
        stale += 1
        print(f"{'stale' if check else 'written'}: {name}")
        if not check:
            page.write_text(after, "utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
