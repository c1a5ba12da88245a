"""From a folder of pages to sites and their proposals: one pass over all pages, then a sample of each template.

The idea: the pass keeps a signature a page (`reading.sign`), in batches that go out to workers and come back in order;
with a folder for it, each batch is kept on disk, so that a run which was stopped goes on where it was. What a template
has is then read from at most `SAMPLE` of its pages, chosen by the hash of their names.

Invariant: the same pages give the same result with any number of workers, from the start or resumed.
"""

from __future__ import annotations

import json
import os
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from cleaner.hanzi import fold
from cleaner.learn import guards, proposals
from cleaner.learn.census import Site, sites
from cleaner.learn.containers import containers
from cleaner.learn.frames import Frame
from cleaner.learn.guards import Clash
from cleaner.learn.proposals import Proposal
from cleaner.learn.reading import Sheet, Sign, sheet, sign
from cleaner.learn.template import template
from cleaner.match import Matcher
from cleaner.rules import READING, Rule
from cleaner.settings import Settings
from cleaner.sinks import replace
from cleaner.sources import NotAPageError, Page, check_kind

SAMPLE = 300  # pages of a template: its frames' shares are then known to some 5 %
BATCH = 200  # pages

Bar = Callable[[Iterable["list[Sign]"], int], Iterable["list[Sign]"]]


class Found(NamedTuple):
    """What one template of a site gives."""

    pages: int
    sampled: int
    proposals: tuple[Proposal, ...]
    clashes: tuple[Clash, ...]
    refused: tuple[tuple[str, int, str], ...]  # label, pages, reason


class Knowledge:
    """What learning may ask while it judges: the rules that are on, and lines in which nothing may go."""

    def __init__(self, rules: Sequence[Rule], clean: Iterable[str]) -> None:
        self.settings = Settings(tuple(rules))
        self.clean = tuple(clean)
        self.keeps = tuple((rule.id, keep) for rule in rules if rule.action not in READING for keep in rule.keeps)

    @cached_property
    def _matcher(self) -> Matcher:
        lines = (rule for rule in self.settings.rules if rule.match in ("line", "lines"))
        return Matcher([rule for rule in lines if rule.action != "signal"])

    def takes(self, text: str) -> str:
        """The id of the rule that takes a whole line, "" when none does."""
        hits = self._matcher.scan([fold(text)])[0]
        return hits[0].rule.id if hits else ""

    def heads(self, text: str) -> bool:
        """Whether a rule says that a list of other stories begins with this line."""
        hits = self._matcher.scan([fold(text)])[0]
        return any(hit.rule.match == "lines" and hit.rule.category == "related" for hit in hits)


def census(pages: Sequence[Page], workers: int, state: str | None, bar: Bar) -> list[Sign]:
    """The signatures of all pages, in order; `state` names a folder for what is done. What is no page is passed."""
    batches = [pages[at : at + BATCH] for at in range(0, len(pages), BATCH)]
    if state:
        os.makedirs(state, exist_ok=True)
    done = _signed(batches, workers, state)
    return [found for batch in bar(done, len(batches)) for found in batch]


def _signed(batches: Sequence[Sequence[Page]], workers: int, state: str | None) -> Iterator[list[Sign]]:
    tasks = [(batch, state) for batch in batches]
    if workers == 1 or len(batches) == 1:
        yield from map(_batch, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # 30 ms that a small corpus has no use for

    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_batch, tasks)


def _batch(task: tuple[Sequence[Page], str | None]) -> list[Sign]:
    """The signatures of a batch, from the disk where it was done before."""
    pages, state = task
    if state is None:
        return list(_signs(pages))
    key = zlib.crc32(repr([(page.path, page.size, _stamp(page.path)) for page in pages]).encode("utf-8", "replace"))
    path = os.path.join(state, f"{key:08x}.json")
    try:
        with open(path, encoding="ascii") as file:
            return [Sign(name, host, array("I", edges)) for name, host, edges in json.load(file)]
    except (FileNotFoundError, ValueError):
        found = list(_signs(pages))
        replace([(path, json.dumps([(s.name, s.host, list(s.edges)) for s in found]).encode())])
        return found


def _stamp(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns
    except OSError:
        return 0


def _signs(pages: Iterable[Page]) -> Iterator[Sign]:
    for page in pages:
        try:
            data = page.read()
            check_kind(data)
            yield sign(data, page.path)
        except (OSError, NotAPageError):
            continue


def learnt(site: Site, signs: Sequence[Sign], name: str, knowledge: Knowledge, taken: set[str]) -> list[Found]:
    """The proposals of each template of `site`; a pattern that two templates share is proposed once."""
    seen: set[tuple[str, str]] = set()
    out: list[Found] = []
    for numbers in site.templates:
        sheets = list(_sampled([signs[number].name for number in numbers]))
        form = template(sheets, knowledge)
        drafts = [new for draft in proposals.drafts(form) if (new := _without(draft, seen)) is not None]
        made: list[Proposal] = []
        clashes: list[Clash] = []
        ready = guards.judged(drafts, form, knowledge.keeps, knowledge.clean)
        for judged in [*ready, *containers(form)]:
            if judged.clash is not None:
                clashes.append(judged.clash)
                continue
            draft = judged.draft
            known = Counter(knowledge.takes(text) for frame in draft.frames for text in frame.texts[:3]).most_common(1)[
                0
            ][0]
            made.append(proposals.proposal(draft, proposals.name_of(draft, taken), name, form, judged.keeps, known))
        refused = tuple((frame.label, len(frame.pages()), reason) for frame, reason in form.refused)
        out.append(Found(len(numbers), len(sheets), tuple(made), tuple(clashes), refused))
    return out


def _without(draft: proposals.Draft, seen: set[tuple[str, str]]) -> proposals.Draft | None:
    """The draft without patterns that stand in another already."""
    zone = draft.zones[0] + draft.field
    if len(draft.frames) == len(draft.patterns):
        left: list[tuple[str, Frame]] = [
            pair for pair in zip(draft.patterns, draft.frames, strict=True) if (zone, pair[0]) not in seen
        ]
        seen |= {(zone, pattern) for pattern in draft.patterns}
        if not left:
            return None
        if len(left) < len(draft.patterns) and draft.at_least == 1:
            frames = tuple(frame for _, frame in left)
            kept = [
                example
                for at, example in enumerate(draft.examples)
                if len(draft.examples) != len(draft.frames) or draft.frames[at] in frames
            ]
            return draft._replace(patterns=tuple(pattern for pattern, _ in left), frames=frames, examples=tuple(kept))
    return draft


def _sampled(paths: Sequence[str]) -> Iterator[Sheet]:
    """The sheets of at most SAMPLE pages, those whose names hash lowest, in order."""
    chosen = sorted(sorted(paths, key=lambda path: (zlib.crc32(path.encode("utf-8", "replace")), path))[:SAMPLE])
    for path in chosen:
        page = Page(path, os.path.basename(path), 0)
        yield sheet(page.read(), page.name)


def named(sites_found: Sequence[Site], signs: Sequence[Sign]) -> list[str]:
    """A name for each site: its host, else `site`, numbered where there are several."""
    hosts = [site.host.replace(":", "-") or "site" for site in sites_found]
    counts = Counter(hosts)
    number: Counter[str] = Counter()
    out = []
    for host in hosts:
        number[host] += 1
        out.append(f"{host}-{number[host]}" if counts[host] > 1 or host == "site" else host)
    return out


def found_sites(signs: Sequence[Sign]) -> list[Site]:
    """The sites among the pages."""
    return sites(signs)
