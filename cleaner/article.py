"""What comes out of cleaning: the article and all that is known about it.

The idea: an `Article` holds the result, the source it came from and the one list of changes between
them; ledger, report and undo are views of it.

Invariant: `article.restore()` is the input, byte for byte for a text page that came as bytes.
"""

from __future__ import annotations

import base64
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, chain, count, repeat
from operator import add, sub
from typing import Any, Literal, TypeVar

from cleaner.document import Change, Field, LineNote, Warning
from cleaner.ledger import (
    FORMAT,
    Alert,
    Ledger,
    LedgerError,
    Patch,
    Record,
    digest,
    encode,
    format_columns,
    read_ledger,
    restore,
)

__all__ = [
    "METADATA", "Article", "Ledger", "LedgerError", "LineNote", "Metadata", "Patch", "Verdict", "byte_patches",
    "digest", "ledger_of", "read_ledger", "restore", "share_removed", "write_ledger",
]  # fmt: skip

Metadata = Mapping[str, str | list[str]]
Verdict = Literal["article", "no-article", "damaged", "needs-review"]

# The order of canonical-form.md, "Metadata".
METADATA = (
    "title", "subtitle", "source", "authors", "editors", "published", "section",
    "site", "url", "language", "script", "encoding",
)  # fmt: skip
_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned page. All offsets are in characters of `source`."""

    name: str
    text: str
    source: str
    sha256: str  # of the input's bytes; of a str its UTF-8, see `digest`
    kind: Literal["text", "html"] = "text"
    encoding: str | None = None  # None for input that came as str
    metadata: Metadata = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()
    changes: tuple[Change, ...] = ()
    fields: tuple[Field, ...] = ()
    lines: tuple[LineNote, ...] = ()
    verdict: Verdict = "article"
    removed: float = 0.0  # see `share_removed`
    patches: tuple[Patch, ...] = ()
    classes: Mapping[str, str] = field(default_factory=dict)  # rule id -> class
    versions: Mapping[str, str] = field(default_factory=dict)
    rules_hash: str = ""

    @property
    def ledger(self) -> Iterator[dict[str, Any]]:
        """The ledger as plain values: the header, then one dict per change."""
        return (json.loads(line) for line in write_ledger(self).rstrip("\n").split("\n"))

    def restore(self) -> bytes | str:
        """The input again: bytes for a text page that came as bytes, else the source text."""
        return restore(self.text, ledger_of(self))


def share_removed(source: str, changes: Iterable[Change]) -> float:
    """Share (0..1, four digits) of the source's visible characters that were dropped for good."""
    total = _visible(source)
    gone = _visible("".join([source[change[0] : change[1]] for change in changes if not change[2]]))
    return round(gone / total, 4) if total else 0.0


def byte_patches(source: str, encoding: str, data: bytes) -> tuple[Patch, ...]:
    """What `source`, encoded again, needs to become `data`; () for a codec that round-trips.

    Big5 has pairs of codes for one character, so bytes may differ while all lengths agree; where even that
    fails (an encoding Python cannot write, HZ's redundant shifts) one patch holds the differing middle.
    """
    again = encode(source, encoding)
    if again == data:
        return ()
    if len(again) != len(data):
        start = _common(again, data)
        tail = _common(again[start:][::-1], data[start:][::-1])
        return (Patch(start, len(again) - tail, data[start : len(data) - tail]),)
    wrong = [i for i, (a, b) in enumerate(zip(again, data, strict=True)) if a != b]
    starts = [i for k, i in enumerate(wrong) if k == 0 or wrong[k - 1] != i - 1]
    ends = [i + 1 for k, i in enumerate(wrong) if k == len(wrong) - 1 or wrong[k + 1] != i + 1]
    return tuple(Patch(start, end, data[start:end]) for start, end in zip(starts, ends, strict=True))


def ledger_of(article: Article) -> Ledger:
    """The article's ledger in memory: what `read_ledger(write_ledger(article))` gives, without the text."""
    alerts = tuple(_alerts(article))
    record = partial(tuple.__new__, Record)  # what `Record(…)` does, without its Python frame
    rows = zip(article.changes, *_columns(article), strict=True)
    return Ledger(_header(article, alerts), tuple(map(record, rows)), alerts)


def write_ledger(article: Article) -> str:
    """The ledger as JSON lines, header first; always the same text for the same article.

    Lines are put together by hand: four times the speed of `json.dumps` on many small changes.
    """
    return format_columns(_header(article, tuple(_alerts(article))), article.changes, *_columns(article))


def _visible(text: str) -> int:
    return sum(map(len, text.split()))


def _common(a: bytes, b: bytes) -> int:
    """Length of the common prefix, by bisection: slices compare at memory speed."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _columns(article: Article) -> tuple[Sequence[str], Iterable[int], Iterable[str], Iterable[str]]:
    """What `Record`s hold beside the changes: the text before, the line, the zone and the kind of each."""
    source, changes = article.source, article.changes
    if not changes:
        return (), (), (), ()
    starts = [change[0] for change in changes]
    befores = [source[change[0] : change[1]] for change in changes]
    line_ends = map(add, accumulate(map(len, source.split("\n"))), count())
    lines = _spread(count(1), line_ends, starts)
    notes = article.lines
    zones = _spread([*(note.zone for note in notes), ""], accumulate((note.end for note in notes), max), starts)
    kinds = map(article.classes.get, [change[3] for change in changes], repeat(""))
    return befores, lines, zones, kinds


def _spread(names: Iterable[_Name], ends: Iterable[int], starts: Sequence[int]) -> Iterator[_Name]:
    """For each of the sorted `starts` the name of the stretch it is in; `ends` are theirs, but for the last one's."""
    borders = list(map(bisect_right, repeat(starts), ends))
    return chain.from_iterable(map(repeat, names, map(sub, [*borders, len(starts)], [0, *borders])))


def _alerts(article: Article) -> Iterator[Alert]:
    line, seen = 1, 0
    for warning in sorted(article.warnings, key=lambda w: (w.start, w.end, w.rule)):
        line += article.source.count("\n", seen, warning.start)
        seen = warning.start
        # Forty characters show what is meant; the offsets say the rest.
        excerpt = article.source[warning.start : min(warning.end, warning.start + 40)]
        yield Alert(warning, line, excerpt)


def _header(article: Article, alerts: Sequence[Alert]) -> dict[str, Any]:
    rules = Counter([change[3] for change in article.changes])
    classes: Counter[str] = Counter()
    for rule, hits in rules.items():
        classes[article.classes.get(rule, "")] += hits
    source = digest(article.source)
    header: dict[str, Any] = {
        "format": FORMAT,
        "name": article.name,
        "kind": article.kind,
        "sha256": article.sha256,
        "source": source,
        "article": source if article.text == article.source else digest(article.text),
        "verdict": article.verdict,
        "removed": article.removed,
        "metadata": {name: article.metadata[name] for name in METADATA if name in article.metadata},
        "fields": [
            {**item._asdict(), "line": article.source.count("\n", 0, item.start) + 1} for item in article.fields
        ],
        "warnings": [_alert_row(alert) for alert in alerts],
        "counts": {
            "source": len(article.source),
            "article": len(article.text),
            "changes": len(article.changes),
            "classes": {kind: classes[kind] for kind in sorted(classes) if kind},
            "rules": dict(sorted(rules.items())),
        },
        "versions": dict(sorted(article.versions.items())),
        "rules_hash": article.rules_hash,
    }
    if article.encoding is not None:
        header["encoding"] = article.encoding
    if article.patches:
        header["patches"] = [[p.start, p.end, base64.b64encode(p.data).decode()] for p in article.patches]
    return header


def _alert_row(alert: Alert) -> dict[str, Any]:
    rule, start, end, note = alert.warning
    row: dict[str, Any] = {"rule": rule, "line": alert.line, "start": start, "end": end, "text": alert.text}
    return {**row, "note": note} if note else row
