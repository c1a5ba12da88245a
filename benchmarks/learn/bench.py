"""Rules learnt from constructed sites: what they keep and lose on pages that they have not seen.

    python benchmarks/learn/bench.py [--sites 24] [--pages 40] [--seed 1] [--large 5000] [--write]

Every other page of a site is for learning, the rest for judging, as text. Characters are counted by the longest common
subsequence of article and gold, white space aside. `learnt` cleans with the learnt rules alone, `both` with the general
rules as well; a page is worse when it loses more of its article with the learnt rules on than without them, or keeps
more chrome and loses no less. Two sites in one folder, sites that change their template half way, and the speed on one
large site stand below. `--write` puts the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "learn")]
from sites import Page, pages  # noqa: E402
from table import markdown, put  # noqa: E402

from cleaner import Cleaner  # noqa: E402
from cleaner.commands import learning  # noqa: E402
from cleaner.rules import load, packaged  # noqa: E402

GENERAL = Cleaner()


class Score(NamedTuple):
    """Characters of a page: of its article, lost of it, and kept beside it."""

    gold: int
    lost: int
    extra: int


def inked(text: str) -> str:
    return "".join(text.split())


def score(cleaner: Cleaner, page: Page) -> Score:
    gold, text = inked(page.gold), inked(cleaner.clean(page.text.encode()).text)
    common = LCSseq.similarity(gold, text)
    return Score(len(gold), len(gold) - common, len(text) - common)


def total(scores: Iterable[Score]) -> Score:
    return Score(*map(sum, zip(*scores, strict=True)))


def precision(found: Score) -> float:
    kept = found.gold - found.lost
    return kept / (kept + found.extra)


def loses_more(cleaner: Cleaner, page: Page) -> bool:
    """Whether a line of the article is gone that the general rules alone keep."""
    kept, left = (set(one.clean(page.text.encode()).text.split("\n")) for one in (GENERAL, cleaner))
    return any(line in kept and line not in left for line in page.gold.split("\n"))


def learn(groups: Sequence[Sequence[Page]], out: Path) -> learning.Result:
    """Learn from the pages of several sites in one folder; the rules go to `out`."""
    with tempfile.TemporaryDirectory() as folder:
        for number, group in enumerate(groups):
            for at, page in enumerate(group):
                Path(folder, f"{number}-{at:05}.txt").write_text(page.text, encoding="utf-8")
        errand = learning.Errand([folder], str(out), None, 1, (), False)
        result = learning.learn(errand, load([packaged()]), lambda batches, count: batches)
    learning.accept(result, str(out), None)
    return result


class Judged(NamedTuple):
    """One row of the table."""

    raw: float
    alone: Score
    general: Score
    both: Score
    worse: int
    rules: int
    sites: int


def judged(*groups: Sequence[Page]) -> Judged:
    """Learn from every other page of all groups, judge on the rest."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "rules")
        result = learn([group[::2] for group in groups], out)
        alone, both = Cleaner(rules=[out], default_rules=False), Cleaner(rules=[out])
        rest = [page for group in groups for page in group[1::2]]
        scores = [[score(cleaner, page) for page in rest] for cleaner in (alone, GENERAL, both)]
        worse = sum(
            loses_more(both, page) or (b.extra > g.extra and b.lost >= g.lost)
            for page, g, b in zip(rest, scores[1], scores[2], strict=True)
        )
        size = sum(len(inked(page.text)) for page in rest)
        return Judged(
            sum(s.gold for s in scores[0]) / size,
            *(total(found) for found in scores),
            worse,
            len(list(out.rglob("*.toml"))),
            len(result.lessons),
        )


def row(name: str, found: Sequence[Judged]) -> list[str]:
    alone, general, both = (total(getattr(one, key) for one in found) for key in ("alone", "general", "both"))
    low = min(precision(one.alone) for one in found)
    raw = sum(one.raw for one in found) / len(found)
    cells = [f"{raw:.3f}", f"{precision(alone):.3f}", f"{low:.3f}", str(alone.lost), f"{precision(general):.3f}"]
    cells += [str(general.lost), f"{precision(both):.3f}", str(both.lost), str(sum(one.worse for one in found))]
    return [name, *cells, f"{sum(one.rules for one in found) / len(found):.0f}"]


HEADS = (
    "sites", "precision, raw", "learnt", "learnt, worst site", "lost", "general", "lost", "both", "lost",
    "pages worse", "rules a site",
)  # fmt: skip


def speed(count: int, seed: int) -> str:
    """Megabytes a second of CPU on one site of `count` pages, all of learning in it."""
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for at, page in enumerate(pages(seed, count)):
            size += Path(folder, f"{at:06}.txt").write_bytes(page.text.encode())
        errand = learning.Errand([folder], None, None, 1, (), False)
        rules = load([packaged()])
        start = process_time()
        learning.learn(errand, rules, lambda batches, number: batches)
        spent = process_time() - start
    return f"{count:,} pages, {size / 1e6:.1f} MB: {spent:.1f} s of CPU, {size / 1e6 / spent:.1f} MB/s."


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sites", type=int, default=24)
    asked.add_argument("--pages", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--large", type=int, default=5000)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    first = given.seed * 1000
    made = [list(pages(first + number, given.pages)) for number in range(given.sites)]
    changed = [list(pages(first + 500 + number, given.pages, changes=True)) for number in range(given.sites // 4)]
    rows = [row(f"{len(made)}, each by itself", [judged(site) for site in made])]
    pairs = [judged(one, other) for one, other in zip(made[0:8:2], made[1:8:2], strict=True)]
    rows.append(row(f"{len(pairs)} folders with two sites (told apart: {sum(one.sites == 2 for one in pairs)})", pairs))
    rows.append(row(f"{len(changed)} that change their template", [judged(site) for site in changed]))
    text = markdown(HEADS, rows) + "\n\n" + (speed(given.large, first) if given.large else "")
    print(text)
    if given.write:
        put("learn", text)


if __name__ == "__main__":
    main()
