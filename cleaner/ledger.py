"""The ledger: every change of a page written down as JSON lines.

The idea: a header (what the page is, what a reader of thousands of ledgers filters by), then one line
per change with the text before and after. Lines are put together by hand: four times the speed of
`json.dumps` on many small changes, and always the same text for the same changes.

Invariant: article text + ledger give back the source, byte for byte for text pages, as the rendered
text for HTML; `restore` refuses an article or a ledger that was edited in between.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from cleaner import document
from cleaner.document import Change, Note, Warning
from cleaner.encodings import codec
from cleaner.patterns import pattern

FORMAT = "cleaner-ledger/1"

# Header keys that only say which program wrote the ledger; `same_ledger` passes over them.
CACHE_KEYS = ("versions", "rules_hash", "seal")

# Characters a reviewer cannot see, or that are not valid in UTF-8: in a ledger they are written \uXXXX.
# C0 is escaped by the JSON encoder; LF only ever stands between lines.
_UNSEEN = pattern(
    "[\x7f-\x9f\N{SOFT HYPHEN}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\N{ZERO WIDTH NO-BREAK SPACE}\ufff9-\ufffb\ufffe\uffff]"
)
# Two lone halves in a row: JSON would read their escapes as one character.
_HALVES = pattern("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class LedgerError(ValueError):
    """A ledger that cannot be read, or an article that does not belong to it."""


class Patch(NamedTuple):
    """`source.encode(codec)[start:end]` was really `data` (offsets in bytes)."""

    start: int
    end: int
    data: bytes


class Record(NamedTuple):
    """One change as the ledger tells it. `line` counts LF in the source, from 1."""

    change: Change
    before: str
    line: int
    zone: str
    kind: str  # the rule's class, "" when unknown


class Alert(NamedTuple):
    """One warning as the ledger tells it; `text` is the source it points at."""

    warning: Warning
    line: int
    text: str


class Ledger(NamedTuple):
    """A ledger in memory: the header's values, the changes, the warnings."""

    header: Mapping[str, Any]
    records: Sequence[Record]
    alerts: Sequence[Alert]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes against the source, in order."""
        return tuple(record.change for record in self.records)

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """The warnings, in source offsets."""
        return tuple(alert.warning for alert in self.alerts)


def digest(data: bytes | str) -> str:
    """SHA-256 of the input in hex; a str counts as its UTF-8, lone surrogates included."""
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def format_ledger(ledger: Ledger) -> str:
    """The ledger as JSON lines, header first."""
    changes, befores, lines, zones, kinds = zip(*ledger.records, strict=True) if ledger.records else ((),) * 5
    return format_columns(ledger.header, changes, befores, lines, zones, kinds)


def format_columns(
    header: Mapping[str, Any],
    changes: Sequence[Change],
    befores: Sequence[str],
    lines: Iterable[int],
    zones: Iterable[str],
    kinds: Iterable[str],
) -> str:
    """The ledger of a header and of records as JSON lines. A page may have 50,000 changes, so no `Record` is made."""
    seen = _all_seen("".join(befores)) and _all_seen("".join([change[2] for change in changes]))
    quote = encode_basestring if seen else _quote
    frames: dict[tuple[object, ...], tuple[str, str]] = {}  # what rows of one kind hold between and after the texts
    rows = [_value(header)]
    for (start, end, after, rule, note, aligned, via), before, line, zone, kind in zip(
        changes, befores, lines, zones, kinds, strict=True
    ):
        key = (rule, kind, zone, aligned, via, id(note))
        frame = frames.get(key)
        if frame is None:
            frame = frames[key] = f'{_label(rule, kind, zone)}"before":', _more(note, aligned, via) + "}"
        label, more = frame
        rows.append(f'{{"line":{line},"start":{start},"end":{end},{label}{quote(before)},"after":{quote(after)}{more}')
    rows.append("")
    return "\n".join(rows)


def read_ledger(text: str) -> Ledger:
    """Inverse of `format_ledger`. LedgerError names the line that is wrong."""
    rows = text.rstrip("\n").split("\n")
    header = _load(rows[0], 1)
    if header.get("format") != FORMAT:
        raise LedgerError(f"line 1: not a ledger of this program: format {header.get('format')!r}, expected {FORMAT!r}")
    for key in ("name", "kind", "sha256", "source", "article", "warnings"):
        if key not in header:
            raise LedgerError(f"line 1: the header has no {key!r}")
    try:
        alerts = tuple(
            Alert(Warning(row["rule"], row["start"], row["end"], row.get("note")), row["line"], row["text"])
            for row in header["warnings"]
        )
    except (KeyError, TypeError) as error:
        raise LedgerError(f"line 1: a warning without {error}") from error
    return Ledger(header, tuple(_record(row, number) for number, row in enumerate(rows[1:], 2)), alerts)


def same_ledger(old: str, new: str) -> bool:
    """Do two ledgers say the same, whatever program and rules wrote them? For `--check`."""
    old_head, _, old_rest = old.partition("\n")
    new_head, _, new_rest = new.partition("\n")
    if old_rest != new_rest:
        return False
    try:
        heads = [_load(old_head, 1), _load(new_head, 1)]
    except LedgerError:
        return False
    for head in heads:
        for key in CACHE_KEYS:
            head.pop(key, None)
    return heads[0] == heads[1]


def restore_source(article_text: str, ledger: Ledger) -> str:
    """The source text again. LedgerError when the article is not the one of this ledger."""
    if digest(article_text) != ledger.header["article"]:
        raise LedgerError(f"the article was changed after cleaning: it does not fit the ledger of {_name(ledger)}")
    try:
        source = document.restore(article_text, ledger.changes, [record.before for record in ledger.records])
    except (ValueError, TypeError, IndexError) as error:
        raise LedgerError(f"the ledger of {_name(ledger)} does not fit its article: {error}") from error
    if digest(source) != ledger.header["source"]:
        raise LedgerError(f"the ledger of {_name(ledger)} was changed after cleaning: it does not give back the source")
    return source


def restore(article_text: str, ledger: Ledger) -> bytes | str:
    """The input again: bytes of a text page, `str` for HTML (its rendered text) and for input that came as `str`.

    LedgerError when article and ledger do not belong together, or do not give the input's SHA-256.
    """
    source = restore_source(article_text, ledger)
    encoding = ledger.header.get("encoding")
    if ledger.header["kind"] != "text" or not isinstance(encoding, str):
        return source
    data = encode(source, encoding)
    for row in reversed(ledger.header.get("patches", ())):
        patch = _patch(row)
        data = data[: patch.start] + patch.data + data[patch.end :]
    if digest(data) != ledger.header["sha256"]:
        raise LedgerError(f"the bytes of {_name(ledger)} cannot be restored: encoding {encoding} gives another SHA-256")
    return data


def encode(source: str, encoding: str) -> bytes:
    """The base decoding undone; b"" where Python has no such codec: a patch then carries everything."""
    try:
        return source.encode(codec(encoding), "surrogateescape")
    except (LookupError, UnicodeError):
        return b""


def _name(ledger: Ledger) -> str:
    return repr(ledger.header.get("name", ""))


@lru_cache(maxsize=1024)
def _label(rule: str, kind: str, zone: str) -> str:
    pairs = (("rule", rule), ("class", kind), ("zone", zone))
    return "".join(f'"{key}":{_quote(value)},' for key, value in pairs if value)


def _more(note: Note | None, aligned: bool, via: tuple[str, ...]) -> str:
    more = ',"aligned":true' if aligned else ""
    if via:
        more += f',"via":{_value(via)}'
    return f'{more},"note":{_value(note)}' if note else more


def _value(value: Any) -> str:
    text = _json(value)
    return text if text.isprintable() else _seen(text)


def _all_seen(text: str) -> bool:
    """Whether nothing of `text` is written \\uXXXX. All that `_UNSEEN` lists is not printable, and so are the line ends
    and indents that most pages lose."""
    return text.replace("\n", "").replace("\u3000", "").isprintable() or not _UNSEEN.search(text)


def _seen(text: str) -> str:
    return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", text)


def _quote(text: str) -> str:
    """A JSON string; a list of them, to be joined, where a lone high half stands before a lone low one."""
    parts = _HALVES.split(text)
    quoted = encode_basestring(text) if len(parts) == 1 else f"[{','.join(map(encode_basestring, parts))}]"
    return _seen(quoted)


def _load(row: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(row)
    except ValueError as error:
        raise LedgerError(f"line {number}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise LedgerError(f"line {number}: not a JSON object")
    return value


def _record(row: str, number: int) -> Record:
    value = _load(row, number)
    try:
        before, after = (v if isinstance(v, str) else "".join(v) for v in (value["before"], value["after"]))
        note: Note | None = value.get("note")
        change = Change(
            value["start"], value["end"], after, value["rule"], note, value.get("aligned", False),
            tuple(value.get("via", ())),
        )  # fmt: skip
        return Record(change, before, value["line"], value.get("zone", ""), value.get("class", ""))
    except (KeyError, TypeError) as error:
        raise LedgerError(f"line {number}: a change without {error}") from error


def _patch(row: Any) -> Patch:
    try:
        start, end, data = row
        return Patch(int(start), int(end), base64.b64decode(data, validate=True))
    except (TypeError, ValueError, binascii.Error) as error:
        raise LedgerError(f"line 1: a patch that cannot be read: {error}") from error
