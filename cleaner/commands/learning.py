"""`cleaner learn`: a folder of pages in, rule files for a person to accept out.

The idea: `cleaner.learn` finds and judges; here its proposals become files, or lines on a terminal, and what a person
refuses is remembered beside the files.

Invariant: no file that exists is changed unless it is the same proposal; nothing is written without `-o`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.engines.local import sensible_workers
from cleaner.learn import corpus
from cleaner.learn.census import Site
from cleaner.learn.corpus import Found, Knowledge
from cleaner.learn.memory import Memory
from cleaner.learn.missed import missed
from cleaner.learn.proposals import Proposal
from cleaner.learn.scaffold import scaffold
from cleaner.rules import Rule
from cleaner.sinks import replace
from cleaner.sources import Trouble, find

_SHOWN = 12  # lines that rules miss, and clashes, shown for a site

Ask = Callable[[Proposal], str]


class Errand(NamedTuple):
    """What was asked for. `out` is None when the proposals are only to be shown."""

    inputs: Sequence[str]
    out: str | None
    state: str | None
    workers: int
    clean: Sequence[str]  # articles in which nothing may go
    new_only: bool


class Lesson(NamedTuple):
    """What one site gave: a folder below `out` ("" for `out` itself) and each template's proposals."""

    name: str
    folder: str
    site: Site
    found: tuple[Found, ...]
    missed: tuple[tuple[str, int], ...]


class Result(NamedTuple):
    """The lessons, how many pages were read, and what could not be."""

    lessons: tuple[Lesson, ...]
    pages: int
    alone: int  # pages of no site with three pages
    troubles: tuple[Trouble, ...]


def learn(errand: Errand, rules: Sequence[Rule], bar: corpus.Bar) -> Result:
    """Read the pages and find out what their sites repeat."""
    found = find(errand.inputs, None, errand.out)
    workers = errand.workers or sensible_workers(found.pages)
    signs = corpus.census(found.pages, workers, errand.state, bar)
    sites = corpus.found_sites(signs)
    knowledge = Knowledge(rules, _clean_lines(errand.clean))
    lessons = []
    for site, name in zip(sites, corpus.named(sites, signs), strict=True):
        folder = name if len(sites) > 1 else ""
        templates = corpus.learnt(site, signs, name, knowledge, set())
        kept = tuple(_new(template) if errand.new_only else template for template in templates)
        lessons.append(Lesson(name, folder, site, kept, tuple(missed(site, signs, knowledge.settings))))
    return Result(tuple(lessons), len(signs), len(signs) - sum(site.pages for site in sites), tuple(found.troubles))


def _new(found: Found) -> Found:
    return found._replace(proposals=tuple(proposal for proposal in found.proposals if not proposal.known))


def _clean_lines(paths: Sequence[str]) -> Iterator[str]:
    from cleaner.hanzi import fold

    for page in find(paths).pages:
        yield from filter(None, map(str.strip, fold(page.read().decode("utf-8", "replace")).split("\n")))


def accept(result: Result, out: str, ask: Ask | None) -> tuple[list[str], int]:
    """Write the proposals below `out`, those that `ask` answers "y" (all without it); paths written, and how many were
    left out because they had been refused. "n" refuses for good, "s" leaves out for now, "q" ends the asking."""
    written: list[str] = []
    passed = 0
    for lesson in result.lessons:
        folder = os.path.join(out, lesson.folder) if lesson.folder else out
        memory = Memory(folder)
        stop = False
        for proposal in (one for found in lesson.found for one in found.proposals):
            if memory.refused(proposal.zone, proposal.patterns):
                passed += 1
                continue
            answer = "s" if stop else ask(proposal) if ask else "y"
            stop = stop or answer == "q"
            name = f"{proposal.name}.toml"
            if answer == "y":
                written.append(_written(folder, name, proposal.text))
                memory.propose(name, proposal.zone, proposal.patterns)
            elif answer == "n":
                memory.refuse(name, proposal.zone, proposal.patterns, "refused")
        memory.save()
    return written, passed


def _written(folder: str, name: str, text: str) -> str:
    """Put a rule file in place; one of that name that a person has changed stays, and the new one stands beside it."""
    path = Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while path.exists() and path.read_text(encoding="utf-8") != text:
        number += 1
        path = Path(folder, f"{name.removesuffix('.toml')}-new{number if number > 2 else ''}.toml")
    if not path.exists():
        replace([(str(path), text.encode())])
    return str(path)


def in_words(result: Result) -> Iterator[str]:
    """What was learnt, for people: a table of proposals a site, then clashes, then what the rules miss."""
    yield f"{result.pages:,} pages, {len(result.lessons)} sites, {result.alone:,} pages of no site"
    for lesson in result.lessons:
        templates = len(lesson.site.templates)
        yield ""
        yield f"{lesson.name}: {lesson.site.pages:,} pages" + (f", {templates} templates" if templates > 1 else "")
        for found in lesson.found:
            if templates > 1:
                yield f"  a template of {found.pages:,} pages"
            yield from (_row(proposal, found) for proposal in found.proposals)
            yield from _clashes(found)
        yield from _missed(lesson)


def _row(proposal: Proposal, found: Found) -> str:
    known = f"  (also {proposal.known})" if proposal.known else ""
    return (
        f"  {proposal.zone:<4} {proposal.pages:>4} of {found.sampled:<4} {proposal.name}: {_cut(proposal.label)}{known}"
    )


def _clashes(found: Found) -> Iterator[str]:
    for clash in found.clashes[:_SHOWN]:
        yield f"  clash: {_cut(clash.label)}: {clash.reason}: {'; '.join(map(_cut, clash.evidence))}"
    for label, pages, reason in sorted(found.refused, key=lambda row: (-row[1], row[0]))[:_SHOWN]:
        yield f"  left alone: {_cut(label)} ({pages} pages): {reason}"


def _missed(lesson: Lesson) -> Iterator[str]:
    for text, pages in lesson.missed[:_SHOWN]:
        yield f"  missed by the rules so far: {_cut(text)} ({pages} pages)"


def _cut(text: str) -> str:
    return text if len(text) <= 50 else text[:49] + "…"


def shown(proposal: Proposal) -> Iterable[str]:
    """A proposal before the question whether it is right."""
    yield ""
    yield proposal.text.rstrip("\n")


def new(path: str, line: int, corpus: Sequence[str], rules: Sequence[Rule]) -> str:
    """A rule file begun from one line of a page. Raises OSError, or ValueError where there is no such line."""
    lines = (text for page in find(corpus).pages for text in page.read().decode("utf-8", "replace").split("\n"))
    return scaffold(Path(path).read_bytes(), line, os.path.basename(path), lines, rules)
