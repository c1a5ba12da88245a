"""Scores `cleaner.clean` on the constructed pages in `dev/` and `held/`.

    python tests/pages/score.py [dev|held ...] [--kind html|text] [--worst N] [--show NAME]

A page is three files side by side: `NAME.txt` or `NAME.html` (the bytes that a user has), `NAME.gold.txt` (the article
that a careful editor makes of them by the canonical form) and `NAME.gold.json` (its metadata). The tests pin the same
figures that the command prints.

Characters are counted by the longest common subsequence of gold and article, white space aside: what the gold has and
the article lacks is `lost`, the other way round it is `extra`. White space counts only for `exact`, which compares the
bytes.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import LCSseq

HERE = Path(__file__).parent
SETS = ("dev", "held")
FIELDS = (
    "title",
    "subtitle",
    "source",
    "authors",
    "editors",
    "published",
    "section",
    "site",
    "url",
    "language",
    "script",
    "encoding",
)
LISTS = frozenset({"authors", "editors", "section"})
UNORDERED = frozenset({"authors", "editors"})
"""Who wrote and who edited are sets of people; a section is a path and keeps its order."""


class Page(NamedTuple):
    """One constructed page: its input file, the expected article and metadata."""

    name: str
    source: Path
    gold: str
    fields: dict[str, Any]


class Cleaned(NamedTuple):
    """What a cleaner made of a page, reduced to what is scored."""

    text: str
    fields: dict[str, Any]


Cleaner = Callable[[Path], Cleaned]


@dataclass(frozen=True)
class Result:
    """One page's figures: counts of characters, and each judged field as right, wrong, missing or invented."""

    name: str
    gold: int
    lost: int
    extra: int
    exact: bool
    verdicts: dict[str, str]

    @property
    def badness(self) -> tuple[int, int, int]:
        """Sort key, worst last: lost characters weigh more than extra ones, these more than wrong fields."""
        return self.lost, self.extra, sum(verdict != "right" for verdict in self.verdicts.values())


@dataclass(frozen=True)
class Figures:
    """A set's totals, all shares between 0 and 1. `lossy` counts the pages that lost any character of the article."""

    pages: int
    recall: float
    precision: float
    exact: float
    fields: float
    lossy: int


def pages(folder: Path, kind: str = "") -> Iterator[Page]:
    """Every page below `folder`, or those of one kind ("html", "text"), in the order of the names."""
    for gold in sorted(folder.rglob("*.gold.txt")):
        stem = gold.name.removesuffix(".gold.txt")
        source = gold.with_name(f"{stem}.html")
        if not source.exists():
            source = gold.with_name(f"{stem}.txt")
        if kind and (source.suffix == ".html") != (kind == "html"):
            continue
        fields = json.loads(gold.with_name(f"{stem}.gold.json").read_text("utf-8"))
        name = source.relative_to(folder).with_suffix("").as_posix()
        yield Page(name, source, gold.read_bytes().decode("utf-8"), fields)


def run(source: Path) -> Cleaned:
    """The cleaner under test on one file, by its public API."""
    from cleaner import clean

    article = clean(source.read_bytes(), name=source.name)
    fields = {**article.metadata}
    if article.encoding:
        fields.setdefault("encoding", article.encoding)
    return Cleaned(article.text, fields)


def inked(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def canonical(field: str, value: Any) -> Any:
    """A field's value in a form that compares: lists as tuples, people without an order."""
    if field in UNORDERED:
        return tuple(sorted(value))
    return tuple(value) if field in LISTS else value


def judge(gold: Mapping[str, Any], found: Mapping[str, Any], has_article: bool) -> dict[str, str]:
    """Each field's verdict. A page without an article is judged only on the fields that its gold names, since a title
    or a site that such a page does show is no mistake."""
    verdicts = {}
    for field in FIELDS:
        if field in gold and field in found:
            same = canonical(field, gold[field]) == canonical(field, found[field])
            verdicts[field] = "right" if same else "wrong"
        elif field in gold:
            verdicts[field] = "missing"
        elif field in found and has_article:
            verdicts[field] = "invented"
    return verdicts


def score(page: Page, cleaned: Cleaned) -> Result:
    """The figures of one page."""
    gold, text = inked(page.gold), inked(cleaned.text)
    common = LCSseq.similarity(gold, text)
    verdicts = judge(page.fields, cleaned.fields, bool(gold))
    return Result(page.name, len(gold), len(gold) - common, len(text) - common, page.gold == cleaned.text, verdicts)


def results(folder: Path, cleaner: Cleaner = run, kind: str = "") -> list[Result]:
    """The figures of every page below `folder`, or of those of one kind."""
    return [score(page, cleaner(page.source)) for page in pages(folder, kind)]


def share(part: int, whole: int) -> float:
    """`part` of `whole`, 1 where there is nothing to divide."""
    return part / whole if whole else 1.0


def tally(found: list[Result]) -> dict[str, Counter[str]]:
    """Verdicts by field over all pages."""
    table: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for result in found:
        for field, verdict in result.verdicts.items():
            table[field][verdict] += 1
    return table


def rates(verdicts: Counter[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a field; a wrong value counts against both."""
    precision = share(verdicts["right"], verdicts["right"] + verdicts["wrong"] + verdicts["invented"])
    recall = share(verdicts["right"], verdicts["right"] + verdicts["wrong"] + verdicts["missing"])
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def figures(found: list[Result]) -> Figures:
    """The totals of a set, pooled over characters and fields."""
    gold, lost = sum(result.gold for result in found), sum(result.lost for result in found)
    kept = gold - lost
    everything = sum(tally(found).values(), Counter[str]())
    return Figures(
        pages=len(found),
        recall=share(kept, gold),
        precision=share(kept, kept + sum(result.extra for result in found)),
        exact=share(sum(result.exact for result in found), len(found)),
        fields=rates(everything)[2],
        lossy=sum(result.lost > 0 for result in found),
    )


def measure(name: str, cleaner: Cleaner = run) -> Figures:
    """The totals of the set `name` (`dev` or `held`)."""
    return figures(results(HERE / name, cleaner))


def print_set(name: str, worst: int, kind: str) -> None:
    """Prints a set's totals, its fields and its worst pages."""
    found = results(HERE / name, kind=kind)
    total = figures(found)
    print(f"{name}: {total.pages} pages{f' of {kind}' if kind else ''}")
    print(f"  characters  recall {total.recall:.4%}  precision {total.precision:.4%}")
    print(f"  articles    exact {total.exact:.1%}  with a lost character {total.lossy}")
    print(f"  metadata    F1 {total.fields:.2%}")
    for field, verdicts in tally(found).items():
        if verdicts:
            precision, recall, _ = rates(verdicts)
            bad = "".join(f"  {verdict} {count}" for verdict, count in sorted(verdicts.items()) if verdict != "right")
            print(f"    {field:<10} precision {precision:7.2%}  recall {recall:7.2%}{bad}")
    flawed = [result for result in found if not result.exact or set(result.verdicts.values()) - {"right"}]
    for result in sorted(flawed, key=lambda result: result.badness, reverse=True)[:worst]:
        bad = "".join(f", {field} {verdict}" for field, verdict in result.verdicts.items() if verdict != "right")
        exact = "exact" if result.exact else "not exact"
        print(f"  {result.name}: lost {result.lost}, extra {result.extra}, {exact}{bad}")


def show(sets: Sequence[str], name: str) -> None:
    """Prints what differs on the pages of `sets` whose name contains `name`: `-` the gold has it, `+` the article."""
    for folder in sets:
        for page in pages(HERE / folder):
            if name not in page.name:
                continue
            cleaned = run(page.source)
            print(f"== {folder}/{page.name}")
            for step in LCSseq.opcodes(page.gold, cleaned.text):
                if step.tag != "equal":
                    before = page.gold[max(0, step.src_start - 12) : step.src_start]
                    lost = page.gold[step.src_start : step.src_end]
                    print(f"  …{before!r} -{lost!r} +{cleaned.text[step.dest_start : step.dest_end]!r}")
            for field, verdict in judge(page.fields, cleaned.fields, bool(page.gold)).items():
                if verdict != "right":
                    print(f"  {field} {verdict}: gold {page.fields.get(field)!r}, found {cleaned.fields.get(field)!r}")


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Score the cleaner on the constructed pages.")
    parser.add_argument("sets", nargs="*", metavar="dev|held", help="which sets; both if none is named")
    parser.add_argument("--kind", choices=("html", "text"), default="", help="only the pages of this kind")
    parser.add_argument("--worst", type=int, default=15, metavar="N", help="how many of the worst pages to list")
    parser.add_argument("--show", metavar="NAME", help="show the differences on the pages whose name contains NAME")
    options = parser.parse_args()
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no such set: {', '.join(sorted(unknown))}; there are {' and '.join(SETS)}")
    if options.show:
        show(options.sets or SETS, options.show)
        return 0
    for name in options.sets or SETS:
        print_set(name, options.worst, options.kind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
