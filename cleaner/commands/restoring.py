"""`cleaner restore`: the input again, from an article and the ledger beside it.

Invariant: nothing is written outside the folder that was asked for, whatever a ledger says its page was called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from cleaner.ledger import Ledger, LedgerError, restore
from cleaner.reports.cleaned import texts_of
from cleaner.sinks import SUFFIXES, Folder, replace

_ARTICLE, _LEDGER = SUFFIXES[1:]


def restored(path: str) -> bytes:
    """The input of the page whose article (or ledger) is at `path`; str inputs and HTML's text as UTF-8.

    Raises OSError, or LedgerError when the two files do not belong together.
    """
    return _bytes(*texts_of(path))


def restore_folder(folder: str, out: str) -> Iterator[str]:
    """Restore every page of an output folder below `out`, under its own name; yields the paths written."""
    for name in Folder(folder).names():
        path = os.path.join(folder, name + _LEDGER)
        text, ledger = texts_of(path)
        target = os.path.join(out, *_safe(str(ledger.header["name"]), path).split("/"))
        if ledger.header["kind"] == "html":
            target += _ARTICLE
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        replace([(target, _bytes(text, ledger))])
        yield target


def _bytes(text: str, ledger: Ledger) -> bytes:
    data = restore(text, ledger)
    return data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data


def _safe(name: str, path: str) -> str:
    parts = name.split("/")
    if (
        not name
        or os.path.isabs(name)
        or any(part in ("", ".", "..") for part in parts)
        or "\\" in name
        or "\0" in name
    ):
        raise LedgerError(f"{path}: will not restore to {name!r}: not a plain name")
    return name
