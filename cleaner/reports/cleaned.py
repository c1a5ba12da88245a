"""A cleaned page read back from its outputs, for whoever shows it.

The idea: article and ledger give the source; nothing else is read, so a report can be made long after the run and
without the page.

Invariant: what is handed out belongs together; an article that was edited after the run is a LedgerError.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.ledger import Ledger, LedgerError, Record, read_ledger, restore_source
from cleaner.sinks import SUFFIXES, Folder

_ARTICLE, _LEDGER = SUFFIXES[1:]
STAGES = ("decode", "repair", "strip", "structure", "convert", "canon")


class Cleaned(NamedTuple):
    """One page: `name` is what its outputs are called without suffix, below the folder they were found in."""

    name: str
    article: str
    ledger: Ledger
    source: str

    def only(self, stages: tuple[str, ...]) -> Cleaned:
        """The page as if only these stages had acted; all of it for ()."""
        if not stages:
            return self
        records = [record for record in self.ledger.records if stage_of(record) in stages]
        return self._replace(ledger=self.ledger._replace(records=records), article=layer(self.source, records))


def stage_of(record: Record) -> str:
    """The stage whose rule owns a change. Rules of other folders than the packaged ones act in strip."""
    stage = record.change.rule.partition(".")[0]
    return stage if stage in STAGES else "strip"


def layer(source: str, records: list[Record]) -> str:
    """The source with these changes and no others."""
    parts, at = [], 0
    for (start, end, text, *_), *_ in records:
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])


def texts_of(path: str) -> tuple[str, Ledger]:
    """Article and ledger of the page one of whose outputs is at `path`. Raises OSError or LedgerError."""
    base = base_of(path)
    article = decoded(_read(base + _ARTICLE), base + _ARTICLE)
    return article, ledger_in(_read(base + _LEDGER), base + _LEDGER)


def opened(path: str) -> Cleaned:
    """The page one of whose outputs is at `path`. Raises OSError, or LedgerError where they do not belong together."""
    article, ledger = texts_of(path)
    return joined(os.path.basename(base_of(path)), article, ledger, path)


def below(folder: str) -> Iterator[Cleaned]:
    """All pages of an output folder, one at a time, sorted by name."""
    for name in Folder(folder).names():
        path = os.path.join(folder, name + _LEDGER)
        yield joined(name, *texts_of(path), path)


def joined(name: str, article: str, ledger: Ledger, path: str) -> Cleaned:
    """Article and ledger as one page; `path` serves the message of LedgerError."""
    try:
        return Cleaned(name, article, ledger, restore_source(article, ledger))
    except LedgerError as error:
        raise LedgerError(f"{path}: {error}") from error


def ledger_in(data: bytes, path: str) -> Ledger:
    """The ledger in these bytes."""
    try:
        return read_ledger(decoded(data, path))
    except LedgerError as error:
        raise error if str(error).startswith(path) else LedgerError(f"{path}: {error}") from error


def decoded(data: bytes, path: str) -> str:
    """The text of an output; `path` serves the message of LedgerError."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LedgerError(f"{path}: not UTF-8 at byte {error.start}") from error


def base_of(path: str) -> str:
    """An output's path without its suffix."""
    return next((path[: -len(suffix)] for suffix in SUFFIXES if path.endswith(suffix)), path)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
