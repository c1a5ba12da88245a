"""Pages made for the tests of the reports: a text, its edits, and what a run would have left of them."""

from __future__ import annotations

from pathlib import Path

from cleaner.article import Article, digest, ledger_of
from cleaner.document import Document, Edit, Proposal
from cleaner.ledger import format_ledger
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.page import page_report
from cleaner.sinks import Folder, Outputs


def page(source: str, *edits: Edit, name: str = "新闻.txt", **values: object) -> Cleaned:
    """The page that `source` with these edits makes."""
    doc = Document(source).apply(Proposal(edits))
    data = source.encode("utf-8", "surrogateescape")
    values = {"kind": "text", "encoding": "utf-8", **values}
    article = Article(name, doc.text, source, digest(data), changes=tuple(doc.changes), **values)  # type: ignore[arg-type]
    return Cleaned(name.removesuffix(".txt"), doc.text, ledger_of(article), source)


def put(folder: Path, *pages: Cleaned) -> None:
    """Write the outputs of pages, as `clean` does."""
    for made in pages:
        report = page_report(made.ledger, made.source)
        Folder(str(folder)).write(
            str(made.ledger.header["name"]), Outputs(report, made.article, format_ledger(made.ledger))
        )


def drop(source: str, text: str, rule: str = "strip.menu", **note: object) -> Edit:
    """The edit that drops the first `text` of `source`."""
    start = source.index(text)
    return Edit(start, start + len(text), "", rule, note or None)  # type: ignore[arg-type]
