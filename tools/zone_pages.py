"""Pages whose article is known, as the tables of zones and of wording learn from them: each line's cues and zone.

A page is NAME.txt or NAME.text.txt (text) or NAME.html beside NAME.gold.txt. The labels come from aligning the
page's lines with the gold. Each gold is also a page of its own: an article without chrome must stay whole.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from cleaner import hanzi
from cleaner.match import Matcher
from cleaner.stages import markup
from cleaner.zoning import zones
from cleaner.zoning.zones import Line

HEAD, TITLE, BODY, INSERT, TAIL = range(5)
ALONE = " alone"  # ends the name of a gold that serves as a page by itself


class Page(NamedTuple):
    name: str
    table: str
    cues: list[list[str]]
    labels: list[int]
    weights: list[float]  # of a line: a long line lost is worse than a short one
    short: bool  # whether its article was cut short, see `cut_short`


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
    short: bool = False


def text_lines(name: str, text: str, gold: str, title: str, matcher: Matcher) -> Lines:
    lines = [line for line in (line.strip() for line in hanzi.fold(text).split("\n")) if line]
    known = [Line(line, hit, None) for line, hit in zip(lines, matcher.scan(lines), strict=True)]
    return Lines(name, known, labels(lines, gold, title))


def markup_lines(name: str, data: bytes, gold: str, title: str, matcher: Matcher) -> Lines:
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
    return Lines(page.name, [page.lines[at] for at in keep], legal([page.labels[at] for at in keep]), True)


def page(found: Lines) -> Page | None:
    """What the model learns from; None for a page without lines or without a walk that it knows."""
    if not found.lines or not is_legal(found.labels):
        return None
    weights = [min(3.0, 0.5 + len(line.text) / 60) for line in found.lines]
    table = zones.table_name(found.lines)
    return Page(found.name, table, zones.cues(found.lines), found.labels, weights, found.short)


def is_legal(labels: Sequence[int]) -> bool:
    return labels[0] in (HEAD, TITLE, BODY) and all(b in zones._NEXT[a] for a, b in pairwise(labels))


def title_of(path: Path, meta: Path) -> str:
    if meta.exists():
        return str(json.loads(meta.read_text("utf8")).get("title", ""))
    if path.exists():
        text = plain(path.read_bytes())

        found = re.search(r"<title[^>]*>(.*?)</title>", text, re.S | re.I)
        return html.unescape(found[1]).strip() if found else ""
    return ""


def marked_pages(mode: str, folders: Sequence[Path], matcher: Matcher) -> Iterator[Lines]:
    """The pages of the folders, those cut short, and (text) each gold by itself."""
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
                yield from filter(None, [*found, cut_short(found[-1])])
            if gold.strip() and mode == "text":
                alone = text_lines(stem + ALONE, gold, gold, "", matcher)
                yield alone._replace(labels=[BODY] * len(alone.labels))
