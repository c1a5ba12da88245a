"""`cleaner report`: one page's outputs, or a folder of them, in the form that a reviewer asked for.

Invariant: everything is read from the outputs; the pages, and the rules that made them, need not be there any more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cleaner.reports.cleaned import Cleaned, below, opened
from cleaner.reports.layers import doubt, layer_of
from cleaner.reports.markdown import many
from cleaner.reports.page import page_report
from cleaner.reports.sarif import Places, sarif
from cleaner.reports.summary import summary_report
from cleaner.reports.unified import unified
from cleaner.rules import Rule
from cleaner.sinks import SUFFIXES


def pages_at(path: str, stages: Sequence[str]) -> Iterator[Cleaned]:
    """The page of an output, or all pages of a folder of outputs, with what these stages did to them."""
    found = below(path) if os.path.isdir(path) else iter([opened(path)])
    return (page.only(tuple(stages)) for page in found)


def as_markdown(pages: Iterable[Cleaned], folder: bool) -> Iterator[str]:
    """The report of a page; of a folder the summary, which leads to them."""
    if folder:
        yield summary_report([(page.name, page.ledger.header) for page in pages])
    else:
        yield from (page_report(page.ledger, page.source) for page in pages)


def as_diff(pages: Iterable[Cleaned], path: str) -> Iterator[bytes]:
    """Unified diffs, named after the articles as `path` leads to them."""
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    for page in pages:
        name = os.path.normpath(os.path.join(folder, page.name + SUFFIXES[1]))
        yield unified(name.replace(os.sep, "/").lstrip("/"), page.source, page.ledger.records)


def as_sarif(
    pages: Iterable[Cleaned], path: str, root: str, rules: Iterable[Rule], version: str, mass: bool
) -> Iterator[str]:
    """One SARIF log; `root` is the folder of the pages."""
    folder = os.path.relpath(path if os.path.isdir(path) else os.path.dirname(path) or ".")
    places = Places(_url(root), _url(folder))
    yield sarif(pages, places, {rule.id: rule.why for rule in rules}, version, mass)


def as_site(pages: Iterable[Cleaned], path: str, folder: str, rules: Iterable[Rule]) -> Iterator[str]:
    """Write a site for a browser; yields the line that says where it begins."""
    from cleaner.reports.site import write_site  # here, because its templates cost 90 ms

    heading = os.path.basename(os.path.abspath(path))
    count = write_site(pages, folder, heading, {rule.id: rule.why for rule in rules})
    yield f"{many(count, 'page')}: {os.path.join(folder, 'index.html')}\n"


def as_json(pages: Iterable[Cleaned]) -> Iterator[str]:
    """One JSON object a page and line: the ledger's header, then each change with its layer and doubt."""
    for page in pages:
        changes = [
            {
                **record.change._asdict(),
                "before": record.before,
                "line": record.line,
                "zone": record.zone,
                "class": record.kind,
                "layer": layer_of(record),
                "doubt": doubt(record),
            }
            for record in page.ledger.records
        ]
        value: Mapping[str, Any] = {"page": page.name, **page.ledger.header, "changes": changes}
        yield json.dumps(value, ensure_ascii=True) + "\n"


def _url(path: str) -> str:
    shown = os.path.normpath(path or ".").replace(os.sep, "/")
    return "" if shown == "." else shown
