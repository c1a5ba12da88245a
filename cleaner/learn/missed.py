"""What the rules so far leave of a site's heads and tails: the lines that a general rule could be widened for.

The idea: a few pages of each template are cleaned with the rules that are on. Lines that stay, that the zone model
puts outside the body or is unsure of, and that several pages share, are what the rules miss.

Invariant: a line is counted once a page, by its masked text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.hanzi import fold
from cleaner.learn.census import LEAST, Site
from cleaner.learn.reading import Sign, masked
from cleaner.pipeline import STAGES, opened
from cleaner.settings import Settings
from cleaner.sources import Page

_PAGES = 10  # of a template: enough to see what most of its pages have
_THIN = 1.5  # margin of a body line below which the model is of two minds


def missed(site: Site, signs: Sequence[Sign], settings: Settings) -> list[tuple[str, int]]:
    """Lines that stay though they stand in no body, with the number of the pages looked at; the commonest first."""
    pages: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for numbers in site.templates:
        for number in numbers[:: max(1, len(numbers) // _PAGES)][:_PAGES]:
            path = signs[number].name
            for key, text in _kept(Page(path, path, 0).read(), settings).items():
                pages[key] += 1
                shown.setdefault(key, text)
    found = [(shown[key], count) for key, count in pages.items() if count >= LEAST]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _kept(data: bytes, settings: Settings) -> dict[str, str]:
    """The doubtful lines of a page that stay: by their masked text."""
    doc = opened(data, settings)
    for stage, steps in STAGES:
        if stage in ("repair", "strip"):
            for _, step in steps:
                doc = doc.apply(step(doc, settings))
    out: dict[str, str] = {}
    drops = [(change.start, change.end) for change in doc.changes if not change.text]
    for line in doc.lines:
        doubtful = line.zone != "body" or line.margin < _THIN
        text = doc.source[line.start : line.end].strip()
        if doubtful and text and not any(start <= line.start and line.end <= end for start, end in drops):
            out.setdefault(masked(fold(text)), text)
    return out
