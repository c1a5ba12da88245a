"""What a run did to a page, or would do, in a few lines: for hooks and logs.

The idea: who commits wants to know what went and what needs eyes; who reads the log of a failed check wants the
difference between the committed article and the one that the page gives.

Invariant: a bounded number of lines, whatever the pages hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from typing import NamedTuple

from cleaner.article import Article, ledger_of
from cleaner.commands.job import Tally
from cleaner.engines.batch import Cleans, article_of
from cleaner.ledger import LedgerError
from cleaner.reports.changelog import hunks
from cleaner.reports.cleaned import Cleaned, opened
from cleaner.reports.comparison import compared
from cleaner.reports.layers import doubt, layer_of
from cleaner.reports.markdown import many, shortened, visible
from cleaner.reports.page import VERDICTS
from cleaner.sinks import SUFFIXES, Folder
from cleaner.sources import Page

PAGES = 20  # shown of a run; the rest is counted
_LINES, _TEXT = 60, 200  # lines of a page, characters of a line
_ARTICLE = SUFFIXES.index(".txt")


class _Eyes(NamedTuple):
    line: int
    words: str


def shortly(page: Cleaned) -> Iterator[str]:
    """A page in a few lines: the verdict, what went by class, and each thing that needs eyes."""
    header = page.ledger.header
    gone = Counter(record.kind or "other" for record in page.ledger.records if layer_of(record) == "dropped")
    went = ", ".join(f"{kind} {count}" for kind, count in sorted(gone.items()))
    verdict = VERDICTS.get(header["verdict"], header["verdict"])
    yield f"{page.name}: {verdict}, {header['removed']:.0%} removed{f' ({went})' if went else ''}"
    eyes = [_Eyes(alert.line, f"warning {alert.warning.rule}: {alert.text}") for alert in page.ledger.alerts]
    eyes += [
        _Eyes(record.line, f"{doubt(record)} {record.change.rule}: {record.before}")
        for record in page.ledger.records
        if doubt(record)
    ]
    for line, words in islice(sorted(eyes), 10):
        yield f"  look at line {line}: {visible(shortened(words, _TEXT // 2))}"
    if len(eyes) > 10:
        yield f"  and {many(len(eyes) - 10, 'place')} more"


def preview(tally: Tally, cleaner: Cleans) -> Iterator[str]:
    """What a checked run would have changed, of its first pages."""
    found = tally.of("stale", "missing")
    for outcome in found[:PAGES]:
        data = Page(outcome.path, outcome.name, 0).read()
        yield from would_be(tally.out, outcome.name, article_of(data, outcome.name, cleaner))
    if len(found) > PAGES:
        yield f"and {many(len(found) - PAGES, 'page')} more"


def written(folder: str, name: str) -> list[str]:
    """A page that is in the folder now, in a few lines."""
    try:
        return list(shortly(opened(Folder(folder).files(name)[_ARTICLE])._replace(name=name)))
    except (LedgerError, OSError) as error:
        return [f"{name}: {error}"]


def would_be(folder: str, name: str, article: Article) -> list[str]:
    """What writing this article into the folder would change there, as lines of a diff."""
    path = Folder(folder).files(name)[_ARTICLE]
    new = Cleaned(name, article.text, ledger_of(article), article.source)
    try:
        page = compared(name, opened(path), new)
    except FileNotFoundError:
        return list(shortly(new))
    except (LedgerError, OSError):
        return _by_hand(path, article.text)
    if page.state == "source":
        return [f"{path}: made from another version of the page", *shortly(new)]
    about = [visible(f"{key}: {old or '∅'} → {now or '∅'}") for key, old, now in page.about]
    lines = [*about, *(visible(line) for line in hunks(page))] or ["only the report or the ledger's form differs"]
    return _cut([path, *lines])


def _by_hand(path: str, text: str) -> list[str]:
    """An article that its ledger does not know: here only a comparison of texts can say what was done to it."""
    with open(path, encoding="utf-8", errors="replace") as file:
        there = file.read()
    lines = unified_diff(there.split("\n"), text.split("\n"), path, "as the page gives it", lineterm="", n=1)
    return _cut([f"{path}: does not fit its ledger (edited by hand?)", *(visible(line) for line in lines)])


def _cut(lines: list[str]) -> list[str]:
    shown = [shortened(line, _TEXT) for line in lines[:_LINES]]
    return [*shown, f"… {many(len(lines) - _LINES, 'line')} more"] if len(lines) > _LINES else shown
