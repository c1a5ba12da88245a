"""Fit the cost tables of `cleaner/zoning/zones.py` on pages whose article is known (see `zone_pages.py`).

    python tools/train_zones.py text|html FOLDER... [--passes N] [--hold K/N]

The costs are those of a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001), fitted by L-BFGS with
an L2 prior, rounded to two digits and written as a readable table. Needs numpy and scipy. The prior of a table for
scripts that part words by spaces is centred on the Chinese one: there are far fewer such pages, and what content
systems write around an article is much the same everywhere.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize
from train_wording import crossed, fold_of
from zone_pages import ALONE, BODY, TITLE, Page, marked_pages, page

from cleaner import rules
from cleaner.match import Matcher
from cleaner.rules import Rule
from cleaner.zoning import wording, zones
from cleaner.zoning.zones import ZONES

DATA = Path(zones.__file__).parent.with_name("data")
RARE = 6  # a cue met on fewer pages teaches nothing


class Table(NamedTuple):
    """For each cue five scores, one a zone; for each step from zone to zone one."""

    cues: Mapping[str, np.ndarray]
    steps: np.ndarray


ALLOWED = np.full((5, 5), -1e9)
for _a, _tos in enumerate(zones._NEXT):
    for _b in _tos:
        ALLOWED[_a, _b] = 0.0
START = np.array([0.0, 0.0, 0.0, -1e9, -1e9])


class Batch(NamedTuple):
    """Pages of about one length, padded: row k of `owner` says which (page, line) the cue k belongs to."""

    cue: np.ndarray
    owner: np.ndarray  # flat index into pages x lines
    gold: np.ndarray  # pages x lines
    cost: np.ndarray  # pages x lines x zones, what a wrong zone costs
    size: np.ndarray  # lines of each page
    scale: np.ndarray


def batches(data: list[Page], index: dict[str, int]) -> list[Batch]:
    out = []
    order = sorted(data, key=lambda p: len(p.labels))
    while order:
        group = order[: max(8, 6000 // len(order[0].labels))]
        order = order[len(group) :]
        length = max(len(p.labels) for p in group)
        cue, owner = [], []
        gold = np.zeros((len(group), length), dtype=np.int64)
        cost = np.zeros((len(group), length, 5))
        for n, one in enumerate(group):
            size = len(one.labels)
            gold[n, :size] = one.labels
            weight = np.array(one.weights)[:, None] * np.where(np.array(one.labels) == BODY, 1.6, 1.0)[:, None]
            weight[np.array(one.labels) == TITLE] = 3.0
            cost[n, :size] = weight
            cost[n, np.arange(size), one.labels] = 0.0
            for k, names in enumerate(one.cues):
                found = [index[c] for c in names if c in index]
                cue += found
                owner += [n * length + k] * len(found)
        size = np.array([len(p.labels) for p in group])
        out.append(
            Batch(
                np.array(cue, dtype=np.int64),
                np.array(owner, dtype=np.int64),
                gold,
                cost,
                size,
                1.0 / (1 + size) ** 0.35,
            )
        )
    return out


def fit(data: list[Page], passes: int, prior: float, around: Table | None = None) -> Table:
    """The table that fits `data`; its prior is centred on `around`, on nothing without one."""
    seen: Counter[str] = Counter()
    for one in data:
        seen.update({cue for cues in one.cues for cue in cues})
    known = {cue for cue, pages in seen.items() if pages >= RARE}.union(around.cues if around else ())
    index = {cue: k for k, cue in enumerate(sorted(known))}
    packed = batches(data, index)
    n = len(index)
    begin = np.zeros(n * 5 + 25)
    if around:
        begin[: n * 5].reshape(n, 5)[[index[cue] for cue in around.cues]] = list(around.cues.values())
        begin[n * 5 :] = around.steps.ravel()

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        weight, step = x[: n * 5].reshape(n, 5), x[n * 5 :].reshape(5, 5)
        gw, gs = np.zeros_like(weight), np.zeros_like(step)
        total = 0.0
        for batch in packed:
            pages, length = batch.gold.shape
            score = np.stack(
                [np.bincount(batch.owner, weight[batch.cue, z], pages * length) for z in range(5)], axis=1
            ).reshape(pages, length, 5)
            value, ds, dt = chain(score, step, batch)
            total += value
            flat_ds = ds.reshape(pages * length, 5)
            for z in range(5):
                gw[:, z] += np.bincount(batch.cue, flat_ds[batch.owner, z], n)
            gs += dt
        apart = x - begin
        total += prior * float((apart**2).sum())
        return total, np.concatenate([gw.ravel(), gs.ravel()]) + 2 * prior * apart

    out = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": passes, "maxfun": passes * 2})
    print(out.message, out.nit, round(float(out.fun), 2))
    weight, step = out.x[: n * 5].reshape(n, 5), out.x[n * 5 :].reshape(5, 5)
    return Table({cue: weight[k] for cue, k in index.items()}, step)


def chain(score: np.ndarray, step: np.ndarray, batch: Batch) -> tuple[float, np.ndarray, np.ndarray]:
    """Negative log likelihood with cost-augmented scores (softmax margin), and its gradients; pages at once."""
    gold, size, scale = batch.gold, batch.size, batch.scale
    pages, length = gold.shape
    here = np.arange(length)[None, :] < size[:, None]
    score = score + batch.cost
    move = step + ALLOWED
    alpha = np.zeros((pages, length, 5))
    alpha[:, 0] = score[:, 0] + START
    for k in range(1, length):
        x = alpha[:, k - 1, :, None] + move
        m = x.max(1)
        alpha[:, k] = m + np.log(np.exp(x - m[:, None, :]).sum(1)) + score[:, k]
    beta = np.zeros((pages, length, 5))
    for k in range(length - 2, -1, -1):
        x = move + (score[:, k + 1] + beta[:, k + 1])[:, None, :]
        m = x.max(2)
        beta[:, k] = np.where(here[:, k + 1, None], m + np.log(np.exp(x - m[:, :, None]).sum(2)), 0.0)
    last = alpha[np.arange(pages), size - 1]
    top = last.max(1)
    z = top + np.log(np.exp(last - top[:, None]).sum(1))
    marginal = np.exp(np.minimum(alpha + beta - z[:, None, None], 0.0)) * here[:, :, None]
    ds = marginal * scale[:, None, None]
    rows, cols = np.nonzero(here)
    ds[rows, cols, gold[rows, cols]] -= scale[rows]
    dt = np.zeros((5, 5))
    path = (np.take_along_axis(score, gold[:, :, None], 2)[:, :, 0] * here).sum(1) + START[gold[:, 0]]
    if length > 1:
        pair = alpha[:, :-1, :, None] + move + (score + beta)[:, 1:, None, :] - z[:, None, None, None]
        inner = here[:, 1:]
        dt += (np.exp(np.minimum(pair, 0.0)) * (inner * scale[:, None])[:, :, None, None]).sum((0, 1))
        rows, cols = np.nonzero(inner)
        a, b = gold[rows, cols], gold[rows, cols + 1]
        np.add.at(dt, (a, b), -scale[rows])
        np.add.at(path, rows, move[a, b])
    return float((scale * (z - path)).sum()), ds, dt


def pages(mode: str, folders: Sequence[Path], loaded: Sequence[Rule]) -> list[Page]:
    """The pages with their cues; how a line of text is worded is told by a table that has not seen its page."""
    matcher = Matcher([rule for rule in loaded if rule.match not in ("code", "select")])
    found = list(marked_pages(mode, folders, matcher))
    if mode == "html":
        return list(filter(None, map(page, found)))
    out: list[Page] = []
    for fold, table in enumerate(crossed(loaded, found)):
        wording.forget()
        with patch.object(wording, "pairs", lambda table=table: table):
            out += filter(None, (page(one) for one in found if fold_of(one.name) == fold))
    wording.forget()
    return sorted(out, key=lambda one: one.name)


def write(name: str, table: Table) -> None:
    rows = ["# Scores of each cue for " + ", ".join(ZONES) + "; made by tools/train_zones.py, see docs/zones.md"]
    for k, zone in enumerate(ZONES):
        rows.append("\t".join([f"after {zone}", *(f"{v:.2f}" for v in table.steps[k])]))
    heavy = [cue for cue in sorted(table.cues) if np.abs(table.cues[cue]).max() >= 0.05]
    rows += ["\t".join([cue, *(f"{v:.2f}" for v in table.cues[cue])]) for cue in heavy]
    (DATA / f"zones-{name}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def read(name: str) -> Table:
    """The table as it was written."""
    found = zones.model(name)
    return Table({cue: np.array(scores) for cue, scores in found.cues.items()}, np.array(found.steps) / 100)


def judge(data: list[Page], bias: float) -> None:
    """Characters' share (by line weight) of the body that is found, and of what is found that is body."""
    hit = miss = false = title = titles = 0.0
    table_lines = 0
    zones.model.cache_clear()
    for one in data:
        table = zones.model(one.table)
        got = [z for z, _ in zones.best_walk(table, zones.scores(table, [list(map("\t".join, one.cues))], bias))]
        for g, z, w in zip(one.labels, got, one.weights, strict=True):
            hit += w * (g == BODY and z == BODY)
            miss += w * (g == BODY and z != BODY and z != TITLE)
            false += w * (g not in (BODY, TITLE) and z == BODY)
            titles += g == TITLE
            title += g == TITLE and z == TITLE
            table_lines += 1
    recall, precision, named = hit / max(hit + miss, 1), hit / max(hit + false, 1), title / max(titles, 1)
    print(f"  lines {table_lines} recall {recall:.4f} precision {precision:.4f} title {named:.3f}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("mode", choices=["text", "html"])
    asked.add_argument("folders", nargs="+", type=Path)
    asked.add_argument("--passes", type=int, default=80)
    asked.add_argument("--prior", type=float, default=4.0)
    asked.add_argument(
        "--hold", default="", help="K/N: keep each page whose number is K modulo N aside and judge on it"
    )
    asked.add_argument("--latin", action="store_true", help="only the table for scripts that part words by spaces")
    args = asked.parse_args()
    data = pages(args.mode, args.folders, rules.load([rules.packaged()]))
    train, held = data, []
    if args.hold:
        k, n = map(int, args.hold.split("/"))
        names = sorted({p.name.removesuffix(ALONE) for p in data})
        aside = {name for at, name in enumerate(names) if at % n == k}
        train = [p for p in data if p.name.removesuffix(ALONE) not in aside]
        held = [p for p in data if p.name.removesuffix(ALONE) in aside]
    latin = f"{args.mode}-latin"
    for name in (args.mode, latin) if not args.latin else (latin,):
        # Few pages: those cut short teach a table of few pages to doubt long prose, which nearly always is the article.
        chosen = [p for p in train if p.table == name and not (p.short and name == latin)]
        if chosen:
            table = fit(chosen, args.passes, args.prior, read(args.mode) if name == latin else None)
            write(name, table)
            zones.model.cache_clear()
            print(f"{name}: {len(chosen)} pages, {len(table.cues)} cues")
    for bias in (0.0, 1.0, 2.0):
        for name in (args.mode, args.mode + "-latin"):
            print(name, "bias", bias)
            judge([p for p in train if p.table == name], bias)
            if held:
                judge([p for p in held if p.table == name and not p.name.endswith(ALONE)], bias)
                judge([p for p in held if p.table == name and p.name.endswith(ALONE)], bias)


if __name__ == "__main__":
    main()
