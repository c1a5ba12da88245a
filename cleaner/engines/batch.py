"""One batch of pages, cleaned and delivered: the unit of work of every engine.

The idea: an engine only decides where batches run. What happens to a page, and what may go wrong with it,
stands here once.

Invariant: one outcome a page, in order; a page that fails never stops the others, and leaves no output.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple, Protocol

from cleaner.article import Article, ledger_of
from cleaner.ledger import format_ledger, restore
from cleaner.reports.page import page_report
from cleaner.sinks import Outputs, State, sealed
from cleaner.sources import NotAPageError, Page, check_kind

# Some hundred pages: enough that handing a batch over costs nothing, little enough to share work evenly.
BATCH_BYTES = 2**20
BATCH_PAGES = 100

# The warning of a page that is no text. It is written nowhere: an article made of it would be noise.
BINARY = "decode.binary"

Deliver = Callable[[str, Outputs], State]


class Cleans(Protocol):
    """What an engine asks of `cleaner.Cleaner`; picklable."""

    def clean(self, data: bytes | str, *, name: str = "") -> Article:
        """The article of one page."""


class Outcome(NamedTuple):
    """What became of one page: small, since it travels between processes."""

    path: str
    name: str
    state: State | Literal["failed"]
    error: str = ""
    verdict: str = ""
    removed: float = 0.0
    changes: int = 0
    warnings: tuple[tuple[str, int], ...] = ()  # (rule, line)


def clean_batch(pages: Iterable[Page], cleaner: Cleans, deliver: Deliver) -> list[Outcome]:
    """Clean and deliver pages one after the other."""
    return [clean_page(page, cleaner, deliver) for page in pages]


def clean_page(page: Page, cleaner: Cleans, deliver: Deliver) -> Outcome:
    """One page from its file to its outputs. Never raises: whatever goes wrong is the outcome."""
    try:
        article = article_of(page.read(), page.name, cleaner)
        state = deliver(page.name, outputs_of(article))
    except Exception as error:  # noqa: BLE001 - a fault in a rule or a stage must cost one page, not the run
        return Outcome(page.path, page.name, "failed", reason(error, page.path))
    warnings = tuple((warning.rule, _line(article, warning.start)) for warning in article.warnings)
    return Outcome(
        page.path, page.name, state, "", article.verdict, article.removed, len(article.changes), warnings
    )  # fmt: skip


def article_of(data: bytes, name: str, cleaner: Cleans) -> Article:
    """The article of one page; NotAPageError for bytes that are no text."""
    check_kind(data)
    article = cleaner.clean(data, name=name)
    if any(warning.rule == BINARY for warning in article.warnings):
        raise NotAPageError("binary: no text in any encoding")
    return article


def reason(error: Exception, path: str) -> str:
    """What went wrong with the page at `path`, in words; for a fault of the program, where."""
    if isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename not in (None, path) else ""
        return (error.strerror or str(error)).lower() + where
    if isinstance(error, NotAPageError):
        return str(error)
    if isinstance(error, MemoryError):
        return "out of memory"
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace is not None else ""
    return f"internal error: {type(error).__name__}: {error}{place}"


def outputs_of(article: Article) -> Outputs:
    """The three texts of an article. LedgerError when article and ledger do not give back the input."""
    ledger = ledger_of(article)
    restore(article.text, ledger)
    return sealed(Outputs(page_report(ledger, article.source), article.text, format_ledger(ledger)))


def batches(pages: Sequence[Page], workers: int) -> Iterator[list[Page]]:
    """Pages in order, cut so that each worker gets several batches and none holds much more than a megabyte."""
    most = max(1, min(BATCH_PAGES, len(pages) // (4 * workers) or 1))
    rest = iter(pages)
    while batch := list(islice(rest, 1)):
        size = batch[0].size
        while size < BATCH_BYTES and len(batch) < most and (page := next(rest, None)):
            batch.append(page)
            size += page.size
        yield batch


def _line(article: Article, position: int) -> int:
    return article.source.count("\n", 0, position) + 1
