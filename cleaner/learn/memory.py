"""What was proposed before, and what was refused: a table beside the learnt rules, kept in the repository.

The idea: a person says no by `--interactive`, or by deleting a proposed file. Either way its patterns stand in
`learnt.tsv` as refused, with the reason, and are not proposed again; taking a row out asks for it anew.

Invariant: the table is sorted, one row a pattern; the same answers give the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.sinks import replace

TABLE = "learnt.tsv"
PROPOSED, REFUSED = "proposed", "refused"
_HEAD = "# state, rule file, zone, pattern, reason: what `cleaner learn` proposed here. Refused patterns stay away.\n"


class Entry(NamedTuple):
    """One pattern that was proposed."""

    state: str
    file: str  # below the table's folder
    zone: str
    pattern: str
    reason: str = ""


class Memory:
    """The table of one folder of learnt rules."""

    def __init__(self, folder: str) -> None:
        self._path = os.path.join(folder, TABLE)
        self._entries: dict[tuple[str, str], Entry] = {}
        for entry in _read(self._path):
            self._entries[entry.zone, entry.pattern] = entry
        for entry in list(self._entries.values()):
            if entry.state == PROPOSED and not os.path.exists(os.path.join(folder, entry.file)):
                self._note(entry._replace(state=REFUSED, reason=entry.reason or "its file was deleted"))

    def refused(self, zone: str, patterns: Iterable[str]) -> bool:
        """Whether all of a rule's patterns were refused."""
        states = [self._entries.get((zone, pattern)) for pattern in patterns]
        return all(entry is not None and entry.state == REFUSED for entry in states)

    def propose(self, file: str, zone: str, patterns: Iterable[str]) -> None:
        """Note what was written."""
        for pattern in patterns:
            self._note(Entry(PROPOSED, file, zone, pattern))

    def refuse(self, file: str, zone: str, patterns: Iterable[str], reason: str) -> None:
        """Note what a person does not want."""
        for pattern in patterns:
            self._note(Entry(REFUSED, file, zone, pattern, reason))

    def _note(self, entry: Entry) -> None:
        self._entries[entry.zone, entry.pattern] = entry

    def save(self) -> None:
        """Write the table."""
        rows = sorted(self._entries.values(), key=lambda entry: (entry.file, entry.zone, entry.pattern))
        text = _HEAD + "".join("\t".join(map(_cell, entry)) + "\n" for entry in rows)
        os.makedirs(os.path.dirname(self._path) or ".", exist_ok=True)
        replace([(self._path, text.encode())])


def _read(path: str) -> Sequence[Entry]:
    try:
        with open(path, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    except FileNotFoundError:
        return []
    for row in rows:
        if len(row) != len(Entry._fields) or row[0] not in (PROPOSED, REFUSED):
            raise ValueError(f"{path}: not a table of `cleaner learn`: {chr(9).join(row)!r}")
    return [Entry(*row) for row in rows]


def _cell(text: str) -> str:
    return " ".join(text.split("\t")).replace("\n", " ")
