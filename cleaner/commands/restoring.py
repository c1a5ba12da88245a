"""`cleaner restore`: the input again, from an article and the ledger beside it.

Invariant: nothing is written outside the folder that was asked for, whatever a ledger says its page was called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from cleaner.ledger import Ledger, LedgerError, read_ledger, restore
from cleaner.sinks import SUFFIXES, Folder, replace

_REPORT, _ARTICLE, _LEDGER = SUFFIXES


def restored(path: str) -> bytes:
    """The input of the page whose article (or ledger) is at `path`; str inputs and HTML's text as UTF-8.

    Raises OSError, or LedgerError when the two files do not belong together.
    """
    return _bytes(*_pair(path))


def restore_folder(folder: str, out: str) -> Iterator[str]:
    """Restore every page of an output folder below `out`, under its own name; yields the paths written."""
    for name in Folder(folder).names():
        path = os.path.join(folder, name + _LEDGER)
        text, ledger = _pair(path)
        target = os.path.join(out, *_safe(str(ledger.header["name"]), path).split("/"))
        if ledger.header["kind"] == "html":
            target += _ARTICLE
        os.makedirs(os.path.dirname(target) or ".", exist_ok=True)
        replace([(target, _bytes(text, ledger))])
        yield target


def _pair(path: str) -> tuple[str, Ledger]:
    base = next((path[: -len(suffix)] for suffix in SUFFIXES if path.endswith(suffix)), path)
    texts = []
    for suffix in (_ARTICLE, _LEDGER):
        with open(base + suffix, "rb") as file:
            data = file.read()
        try:
            texts.append(data.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise LedgerError(f"{base + suffix}: not UTF-8 at byte {error.start}") from error
    try:
        return texts[0], read_ledger(texts[1])
    except LedgerError as error:
        raise LedgerError(f"{base + _LEDGER}: {error}") from error


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
