"""What reviewers said, one file a reviewer, one line a word.

The idea: a verdict is appended and never changed; taking one back is a line of its own. So nothing is lost when the
power goes, and the files of two reviewers merge in git without a thought.

Invariant: what `said` gives is what the files say, in the order of time; a line that cannot be read is passed over.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("accept", "keep", "drop", "other", "note")


class Verdict(NamedTuple):
    """One word of one reviewer about a place of a page's source; with an empty `rule`, about a line of it."""

    id: str
    when: str
    who: str
    page: str
    source: str  # digest of the text that the offsets count in
    start: int
    end: int
    line: int
    rule: str
    text: str  # what stands there in the source
    whole: str  # the line around it
    zone: str
    verdict: str
    note: str = ""
    other: str = ""  # the rule that should have been it


def _subject(one: Verdict) -> tuple[str | int, ...]:
    """What a verdict is about; each note stands for itself."""
    return (one.who, one.page, one.source, one.start, one.end, one.rule, one.id if one.verdict == "note" else "")


class Verdicts:
    """The verdicts in a folder, and the file of the reviewer at work."""

    def __init__(self, folder: str, who: str) -> None:
        self.folder = Path(folder)
        self.who = who
        name = re.sub(r"[^\w.-]+", "-", who).strip("-.") or "reviewer"
        # Two names that look alike as files still have files of their own.
        self.path = self.folder / f"{name}-{sha256(who.encode('utf-8', 'surrogateescape')).hexdigest()[:6]}.jsonl"

    def add(self, when: str, **values: Any) -> Verdict:
        """Append a verdict; it is on the disk when this returns."""
        said = json.dumps([when, self.who, values], sort_keys=True)
        verdict = Verdict(id=sha256(said.encode()).hexdigest()[:16], when=when, who=self.who, **values)
        self._append(verdict._asdict())
        return verdict

    def undo(self, when: str, page: str) -> Verdict | None:
        """Take back the reviewer's last verdict on a page; None where there is none."""
        mine = [verdict for verdict in self.said() if (verdict.who, verdict.page) == (self.who, page)]
        if not mine:
            return None
        self._append({"undo": mine[-1].id, "when": when, "who": self.who})
        return mine[-1]

    def said(self) -> list[Verdict]:
        """All verdicts that hold, by time: not those taken back, nor a reviewer's earlier word on the same place."""
        rows = list(self._rows())
        undone = {(row["who"], row["undo"]) for row in rows if "undo" in row and "who" in row}
        found = [Verdict(**row) for row in rows if set(Verdict._fields) >= set(row) >= set(Verdict._fields[:13])]
        kept = dict.fromkeys(one for one in found if (one.who, one.id) not in undone)
        left = sorted(kept, key=lambda one: one.when)  # stable: in the order of the file within a millisecond
        last = {_subject(one): one.id for one in left}
        return [one for one in left if last[_subject(one)] == one.id]

    def _rows(self) -> Iterator[dict[str, Any]]:
        for path in sorted(self.folder.glob("*.jsonl")):
            for line in path.read_text("utf-8", errors="replace").splitlines():
                try:
                    row = json.loads(line)
                except ValueError:
                    continue  # a line cut off by a crash
                if isinstance(row, dict):
                    yield row

    def _append(self, row: dict[str, Any]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.path, "ab") as file:
            file.write(json.dumps(row, ensure_ascii=True).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
