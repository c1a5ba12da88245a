"""Fit the table of `cleaner/zoning/wording.py`: which pairs of characters speak for an article, which for chrome.

    python tools/train_wording.py FOLDER...

Learns from `wording/chrome/` and `wording/body/` (lines written for this, a row each), from what the rules show and
keep (`[[example]]`, `[[keep]]`), and from the lines of pages whose article is known (see `zone_pages.py`). Logistic
regression with an L2 prior, by L-BFGS; needs numpy and scipy. Says how many of the lines in `wording/aside/`, which
another hand wrote and which nothing is learnt from, the table tells right.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags
from zone_pages import ALONE, BODY, TITLE, Lines, marked_pages

from cleaner import hanzi, rules
from cleaner.match import Matcher
from cleaner.rules import Rule
from cleaner.zoning import wording

WRITTEN = Path(__file__).parent / "wording"
TABLE = Path(wording.__file__).parent.with_name("data") / "wording.tsv"
PRIOR = 0.1  # of 0.03 to 1, by how well lines of pages kept aside are told apart (docs/zones.md)
RARE = 4  # a pair of fewer lines teaches little, and there are very many
LEAST = 50  # hundredths; a pair worth less is not in the table
MOST = 3  # times that one line counts, however many pages have it
FURNITURE = {"chrome", "credit", "related", "footer"}
FOLDS = 4
Told = tuple[str, bool]  # a folded line, and whether it is an article's


def written(folder: Path) -> Iterator[Told]:
    """The lines written for this."""
    for kind in ("chrome", "body"):
        for path in sorted((folder / kind).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").split("\n"):
                yield hanzi.fold(line).strip(), kind == "body"


def told_right(table: Mapping[str, int], lines: Iterable[Told]) -> Mapping[bool, float]:
    """The shares of the chrome's and of the articles' lines that the table speaks for."""
    right: dict[bool, list[bool]] = {False: [], True: []}
    for text, told in lines:
        spelled = wording.spelled(text)
        right[told].append((sum(table.get(a + b, 0) for a, b in pairwise(spelled)) > 0) is told)
    return {told: sum(each) / len(each) for told, each in right.items()}


def shown(loaded: Sequence[Rule]) -> Iterator[Told]:
    """What rules drop whole, and what they keep."""
    for rule in loaded:
        if rule.category in FURNITURE:
            kept = [(keep.text, True) for keep in rule.keeps]
            gone = [(example.before, False) for example in rule.examples if not example.after.strip()]
            for text, told in kept + gone:
                yield from ((hanzi.fold(line).strip(), told) for line in text.split("\n"))


def met(pages: Iterable[Lines]) -> Iterator[Told]:
    """The lines of pages, each as often as `MOST` at most."""
    often: Counter[Told] = Counter()
    for page in pages:
        if not page.short:
            often.update((line.text, zone in (BODY, TITLE)) for line, zone in zip(page.lines, page.labels, strict=True))
    return chain.from_iterable([told] * min(count, MOST) for told, count in often.items())


def fold_of(name: str) -> int:
    """Pages of a folder, or neighbours in a numbered one, are likely of one site: they stand in one fold."""
    folder, page = name.removesuffix(ALONE).split("/")[-2:]
    return zlib.crc32(f"{folder}{int(page) // 3 if page.isdigit() else ''}".encode()) % FOLDS


def fit(lines: Iterable[Told]) -> Mapping[str, int]:
    """The worth of each pair, in hundredths of a logit."""
    known = [(wording.spelled(text), told) for text, told in lines if text and len(text) <= wording.LONGEST]
    found = [Counter(map("".join, pairwise(text))) for text, _ in known]
    often: Counter[str] = Counter()
    for one in found:
        often.update(one.keys())
    index = {pair: at for at, pair in enumerate(sorted(pair for pair, count in often.items() if count >= RARE))}
    cells = [(row, index[pair], n) for row, one in enumerate(found) for pair, n in one.items() if pair in index]
    row, column, count = (np.array(values) for values in zip(*cells, strict=True))
    shape = (len(known), len(index))
    sizes = np.array([len(text) - 1 for text, _ in known])
    lines_by_pairs = diags(1 / np.sqrt(sizes)) @ csr_matrix((count.astype(float), (row, column)), shape)
    side = np.array([1.0 if told else -1.0 for _, told in known])

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        z = (lines_by_pairs @ x[:-1] + x[-1]) * side
        pull = -side / (1 + np.exp(z))
        total = np.logaddexp(0, -z).sum() + PRIOR * (x[:-1] ** 2).sum()
        return float(total), np.append(lines_by_pairs.T @ pull + 2 * PRIOR * x[:-1], pull.sum())

    out = minimize(loss, np.zeros(len(index) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 60})
    worth = {pair: round(100 * out.x[at]) for pair, at in index.items() if pair.isprintable()}
    return {pair: found for pair, found in worth.items() if abs(found) >= LEAST}


def write(table: Mapping[str, int]) -> None:
    by_worth: dict[int, list[str]] = {}
    for pair, worth in table.items():
        by_worth.setdefault(worth, []).append(pair)
    head = "# Worth of pairs of characters for an article, in hundredths; by tools/train_wording.py, see docs/zones.md"
    rows = [f"{worth}\t{''.join(sorted(found))}" for worth, found in sorted(by_worth.items())]
    TABLE.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def crossed(loaded: Sequence[Rule], pages: Sequence[Lines]) -> list[Mapping[str, int]]:
    """A table for each fold that has seen none of its pages: what it says of pages that taught it is too good."""
    basis = [*written(WRITTEN), *shown(loaded)]
    return [fit([*basis, *met(page for page in pages if fold_of(page.name) != fold)]) for fold in range(FOLDS)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folders", nargs="+", type=Path)
    loaded = rules.load([rules.packaged()])
    matcher = Matcher([rule for rule in loaded if rule.match not in ("code", "select")])
    pages = [page for mode in ("text", "html") for page in marked_pages(mode, asked.parse_args().folders, matcher)]
    table = fit([*written(WRITTEN), *shown(loaded), *met(pages)])
    write(table)
    print(f"{len(table)} pairs, {TABLE.stat().st_size} bytes")
    right = told_right(table, written(WRITTEN / "aside"))
    print(f"told right of lines kept aside: chrome {right[False]:.3f}, articles {right[True]:.3f}")


if __name__ == "__main__":
    main()
