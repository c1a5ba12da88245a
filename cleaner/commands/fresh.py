"""What need not be cleaned again.

The idea: a ledger's header says which input, which rules and which program it was made from, and bears a seal over the
page's three outputs. Where all of that is as it would be now, so is what cleaning would give. There is no state but
the outputs themselves.

Invariant: a page is passed over only if every byte of its outputs is what this very program wrote for this very input;
whoever edits anything by hand, or changes a rule, a switch or the code, has the page cleaned again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from cleaner.engines.batch import Outcome
from cleaner.ledger import FORMAT, digest
from cleaner.sinks import Folder, unsealed
from cleaner.sources import NotAPageError, Page


class Key(NamedTuple):
    """All that an article depends on beside its page."""

    rules_hash: str
    versions: Mapping[str, str]


def kept(page: Page, folder: Folder, key: Key) -> Outcome | None:
    """The outcome of a page whose outputs are right already; None where it must be cleaned."""
    try:
        data = page.read()
        files = [_read(path) for path in folder.files(page.name)]
    except (OSError, ValueError, NotAPageError):
        return None
    found = unsealed(*files)
    header = _header(found) if found is not None else None
    if header is None or (header["name"], header["sha256"]) != (page.name, digest(data)):
        return None
    if (header["rules_hash"], header["versions"]) != (key.rules_hash, dict(key.versions)):
        return None
    warnings = tuple((row["rule"], row["line"]) for row in header["warnings"])
    return Outcome(
        page.path, page.name, "same", "", header["verdict"], header["removed"], header["counts"]["changes"], warnings
    )


def _header(ledger: str) -> Mapping[str, Any] | None:
    header: Mapping[str, Any] = json.loads(ledger.partition("\n")[0])
    return header if header.get("format") == FORMAT else None


def _read(path: str) -> bytes:
    # An output that is a link to somewhere else is not what this program wrote.
    if os.path.islink(path):
        raise OSError(f"{path}: a link")
    with open(path, "rb") as file:
        return file.read()
