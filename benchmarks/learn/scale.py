"""Telling sites apart among very many pages: time and memory of the part of learning that sees them all.

    python benchmarks/learn/scale.py [--pages 1000000] [--site 500] [--seed 7]

Signatures are made, not read from files: of each page 30 lines of its site's template, each missing on a tenth of the
pages, and 12 of its own. Reading pages needs no memory beyond a batch; `learn/bench.py` measures its speed.
"""

from __future__ import annotations

import argparse
import resource
import sys
from array import array
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from cleaner.learn.census import sites
from cleaner.learn.reading import Sign

_LINES, _OWN, _MISSING = 30, 12, 0.1
_HASH = 31  # bits


def signs(pages: int, site: int, seed: int) -> list[Sign]:
    """Signatures of `pages` pages of sites with some `site` pages each, in a random order."""
    rng = Random(seed)
    templates = [[rng.getrandbits(_HASH) for _ in range(_LINES)] for _ in range(max(1, pages // site))]
    found = []
    for number in range(pages):
        at = rng.randrange(len(templates))
        lines = {line for line in templates[at] if rng.random() >= _MISSING}
        lines |= {rng.getrandbits(_HASH) for _ in range(_OWN)}
        found.append(Sign(f"site{at}/{number}.html", "", array("I", sorted(lines))))
    return found


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=1_000_000)
    asked.add_argument("--site", type=int, default=500)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    made = signs(given.pages, given.site, given.seed)
    start = process_time()
    found = sites(made)
    spent = process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    placed = sum(site.pages for site in found)
    print(f"{given.pages:,} pages: {len(found):,} sites with {placed:,} pages, {spent:.0f} s of CPU, {most} MB at most")


if __name__ == "__main__":
    main()
