"""Fit the cost tables of `cleaner/zones.py` on pages whose article is known.

    python tools/train_zones.py text|html FOLDER... [--passes N] [--hold K/N]

A page is NAME.txt or NAME.text.txt (text) or NAME.html beside NAME.gold.txt. The labels come from aligning the
page's lines with the gold; the costs are those of a linear-chain conditional random field (Lafferty, McCallum,
Pereira 2001), fitted by L-BFGS with an L2 prior, rounded to two digits and written as a readable table. Needs
numpy and scipy. Each gold is also a page of its own: an article without chrome must stay whole.
"""

from __future__ import annotations

import argparse
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from cleaner import hanzi, rules, zones
from cleaner.match import Matcher
from cleaner.zones import ZONES, Line

DATA = Path(zones.__file__).parent / "data"
HEAD, TITLE, BODY, INSERT, TAIL = range(5)
RARE = 6  # a cue met on fewer pages teaches nothing


class Page(NamedTuple):
    name: str
    table: str
    cues: list[list[str]]
    labels: list[int]
    weights: list[float]  # of a line: a long line lost is worse than a short one


def plain(data: bytes) -> str:
    """Training pages are UTF-8 or of the GB family; a page of another encoding is no use here."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")


def squeeze(text: str) -> str:
    return re.sub(r"[\s\W_]+", "", hanzi.fold(text))


def flat(text: str) -> str:
    """Without the bullets and the padding that a layout renderer puts into text."""
    lines = (re.sub(r"^\s*(?:[*+\-•·]\s+)*", "", x).rstrip() for x in text.split("\n"))
    return "\n".join(re.sub(r"[ \t]{3,}", "  ", x) for x in lines)


# A line shorter than this (squeezed; Latin letters count a third) must be a whole line of the gold to stand in it.
SHORT = 6


def aligned(lines: Sequence[str], gold: str, gold_lines: frozenset[str]) -> list[bool]:
    """Which lines stand in the gold, in order: the heaviest increasing chain of their places in it."""
    best: list[tuple[int, int, int]] = []  # (end in gold, weight, index of chain)
    chain: list[tuple[int, int]] = []  # (line, previous)
    taken = [False] * len(lines)
    for at, line in enumerate(lines):
        size = len(line) - 0.65 * sum(char.isascii() for char in line)
        if not line or (size < SHORT and line not in gold_lines):
            continue
        place = gold.find(line)
        found = []
        while place >= 0 and len(found) < 6:
            weight, previous = 0, -1
            for end, total, index in best:
                if end <= place and total > weight:
                    weight, previous = total, index
            chain.append((at, previous))
            found.append((place + len(line), weight + len(line), len(chain) - 1))
            place = gold.find(line, place + 1)
        best.extend(found)
        best = prune(best)
    if best:
        index = max(best, key=lambda entry: entry[1])[2]
        while index >= 0:
            at, index = chain[index]
            taken[at] = True
    for at, line in enumerate(lines):
        if not taken[at] and len(line) >= 12:
            grams = [line[k : k + 4] for k in range(len(line) - 3)]
            taken[at] = sum(gram in gold for gram in grams) > 0.6 * len(grams)
    return taken


def prune(best: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Only ends that are reached with more weight than every earlier end."""
    out: list[tuple[int, int, int]] = []
    top = 0
    for entry in sorted(best, key=lambda e: (e[0], -e[1])):
        if entry[1] > top:
            out.append(entry)
            top = entry[1]
    return out


def labels(lines: Sequence[str], gold: str, title: str) -> list[int]:
    keys = [squeeze(line) for line in lines]
    inside = aligned(keys, squeeze(gold), frozenset(squeeze(line) for line in gold.split("\n")))
    where = [k for k, yes in enumerate(inside) if yes and len(keys[k]) > 1]
    first, last = (where[0], where[-1]) if where else (len(lines), -1)
    out = []
    for k in range(len(keys)):
        zone = BODY if inside[k] and first <= k <= last else INSERT if first < k < last else HEAD if k < first else TAIL
        out.append(zone)
    mark = squeeze(title)
    if len(mark) > 3:
        for k in range(min(first + 3, len(keys))):
            key = keys[k]
            same = len(key) > 3 and key in mark and (len(key) >= 0.5 * len(mark) or mark.startswith(key))
            if same and out[k] in (HEAD, BODY) and k <= first + 1:
                out[k] = TITLE
    if not where:
        out = [HEAD] * len(out)
    return legal(out)


def legal(out: list[int]) -> list[int]:
    """The labels as a walk that the model knows: before the first body line there is only head and title."""
    seen = False
    last = max((k for k, zone in enumerate(out) if zone == BODY), default=-1)
    for k, zone in enumerate(out):
        seen = seen or zone == BODY
        if not seen and zone in (INSERT, TAIL):
            out[k] = HEAD
        elif seen and zone == TITLE:
            out[k] = BODY
        elif seen and zone in (HEAD, INSERT, TAIL):
            out[k] = INSERT if k < last else TAIL
    return out


class Lines(NamedTuple):
    """A page before its cues are asked for."""

    name: str
    lines: list[Line]
    labels: list[int]


def text_lines(name: str, text: str, gold: str, title: str, matcher: Matcher) -> Lines:
    lines = [line for line in (line.strip() for line in hanzi.fold(text).split("\n")) if line]
    known = [Line(line, hit, None) for line, hit in zip(lines, matcher.scan(lines), strict=True)]
    return Lines(name, known, labels(lines, gold, title))


def markup_lines(name: str, data: bytes, gold: str, title: str, matcher: Matcher) -> Lines:
    from cleaner.stages import markup

    rendered = markup.render(plain(data))
    rows = []
    at = 0
    for line in rendered.text.split("\n"):
        if line.strip():
            rows.append((hanzi.fold(line).strip(), rendered.evidence.get(at)))
        at += len(line) + 1
    lines = [line for line, _ in rows]
    known = [Line(line, hit, evidence) for (line, evidence), hit in zip(rows, matcher.scan(lines), strict=True)]
    return Lines(name, known, labels(lines, gold, title))


def cut_short(page: Lines) -> Lines | None:
    """The page as it would be had its article one to three paragraphs: news flashes beside long foreign prose are
    common on the web and rare among the pages whose article somebody marked."""
    body = [at for at, zone in enumerate(page.labels) if zone == BODY]
    left = 1 + zlib.crc32(page.name.encode()) % 3
    if len(body) < 2 * left + 2:
        return None
    keep = [at for at in range(len(page.labels)) if at <= body[left - 1] or at > body[-1]]
    return Lines(page.name, [page.lines[at] for at in keep], legal([page.labels[at] for at in keep]))


def page(found: Lines | None) -> Page | None:
    """What the model learns from; None for a page without lines or without a walk that it knows."""
    if found is None or not found.lines or not is_legal(found.labels):
        return None
    weights = [min(3.0, 0.5 + len(line.text) / 60) for line in found.lines]
    return Page(found.name, zones.table_name(found.lines), zones.cues(found.lines), found.labels, weights)


def is_legal(labels: Sequence[int]) -> bool:
    return labels[0] in (HEAD, TITLE, BODY) and all(b in zones._NEXT[a] for a, b in pairwise(labels))


def title_of(path: Path, meta: Path) -> str:
    import json

    if meta.exists():
        return str(json.loads(meta.read_text("utf8")).get("title", ""))
    if path.exists():
        import html

        text = plain(path.read_bytes())

        found = re.search(r"<title[^>]*>(.*?)</title>", text, re.S | re.I)
        return html.unescape(found[1]).strip() if found else ""
    return ""


def pages(mode: str, folders: Sequence[Path], matcher: Matcher) -> Iterator[Page]:
    for folder in folders:
        for gold_path in sorted(folder.rglob("*.gold.txt")):
            stem = str(gold_path)[: -len(".gold.txt")]
            gold = gold_path.read_text("utf8")
            title = title_of(Path(stem + ".html"), Path(stem + ".gold.json"))
            for suffix in (".text.txt", ".txt", ".html"):
                path = Path(stem + suffix)
                if not path.exists() or (suffix == ".html") != (mode == "html"):
                    continue
                if suffix == ".html":
                    found = [markup_lines(stem, path.read_bytes(), gold, title, matcher)]
                else:
                    text = plain(path.read_bytes())
                    variants = [text, flat(text)] if suffix == ".text.txt" else [text]
                    found = [text_lines(stem, variant, gold, title, matcher) for variant in variants]
                yield from filter(None, map(page, [*found, cut_short(found[-1])]))
            if gold.strip() and mode == "text":
                alone = text_lines(stem + " alone", gold, gold, "", matcher)
                yield from filter(None, [page(alone._replace(labels=[BODY] * len(alone.labels)))])


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


def fit(data: list[Page], passes: int, prior: float) -> tuple[dict[str, np.ndarray], np.ndarray]:
    seen: Counter[str] = Counter()
    for one in data:
        seen.update({cue for cues in one.cues for cue in cues})
    index = {cue: k for k, cue in enumerate(sorted(c for c, n in seen.items() if n >= RARE))}
    packed = batches(data, index)
    n = len(index)

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
        total += prior * float((x**2).sum())
        return total, np.concatenate([gw.ravel(), gs.ravel()]) + 2 * prior * x

    out = minimize(
        loss, np.zeros(n * 5 + 25), jac=True, method="L-BFGS-B", options={"maxiter": passes, "maxfun": passes * 2}
    )
    print(out.message, out.nit, round(float(out.fun), 2))
    weight, step = out.x[: n * 5].reshape(n, 5), out.x[n * 5 :].reshape(5, 5)
    return {cue: weight[k] for cue, k in index.items()}, step


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


def write(mode: str, weights: dict[str, np.ndarray], step: np.ndarray) -> None:
    rows = ["# Scores of each cue for " + ", ".join(ZONES) + "; made by tools/train_zones.py, see docs/zones.md"]
    for k, zone in enumerate(ZONES):
        rows.append("\t".join([f"after {zone}", *(f"{v:.2f}" for v in step[k])]))
    heavy = [cue for cue in sorted(weights) if np.abs(weights[cue]).max() >= 0.05]
    rows += ["\t".join([cue, *(f"{v:.2f}" for v in weights[cue])]) for cue in heavy]
    (DATA / f"zones-{mode}.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


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
    args = asked.parse_args()
    matcher = Matcher([r for r in rules.load([rules.packaged()]) if r.match not in ("code", "select")])
    data = list(pages(args.mode, args.folders, matcher))
    train, held = data, []
    if args.hold:
        k, n = map(int, args.hold.split("/"))
        names = sorted({p.name.removesuffix(" alone") for p in data})
        aside = {name for at, name in enumerate(names) if at % n == k}
        train = [p for p in data if p.name.removesuffix(" alone") not in aside]
        held = [p for p in data if p.name.removesuffix(" alone") in aside]
    for name in (args.mode, args.mode + "-latin"):
        chosen = [p for p in train if p.table == name]
        if not chosen:
            continue
        weights, step = fit(chosen, args.passes, args.prior)
        write(name, weights, step)
        print(f"{name}: {len(chosen)} pages, {len(weights)} cues")
    for bias in (0.0, 1.0, 2.0):
        for name in (args.mode, args.mode + "-latin"):
            print(name, "bias", bias)
            judge([p for p in train if p.table == name], bias)
            if held:
                judge([p for p in held if p.table == name and "alone" not in p.name], bias)
                judge([p for p in held if p.table == name and "alone" in p.name], bias)


if __name__ == "__main__":
    main()
