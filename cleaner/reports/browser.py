"""A cleaned page as HTML: one flow of text in which every change is a `<del>` and an `<ins>`.

The idea: the flow reads as it is, without script and style; the page's script makes two columns of it by showing it
twice, once without what came and once without what went.

Invariant: text of a page is only ever escaped text, and what a reader cannot see in it is spelled out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from cleaner.ledger import Record
from cleaner.reports.alignment import Block, blocks
from cleaner.reports.cleaned import Cleaned, stage_of
from cleaner.reports.layers import doubt, words
from cleaner.reports.markdown import shortened, visible

CLASSES = ("chrome", "credit", "related", "footer", "jump", "spam", "dup", "repair", "convert", "form")
_NOTE = 400  # characters of evidence
_JSON = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def rows(page: Cleaned) -> Iterator[str]:
    """The lines of a page, each an element with the number of its line in the source."""
    records = page.ledger.records
    for block in blocks(page.source, records):
        kinds = sorted({_kind(records[piece.number]) for piece in block.pieces if piece.number >= 0})
        blank = not block.after.strip() and len(kinds) == 1 and not block.before.strip()
        state = f" only-{kinds[0]}" if blank else "" if block.after.strip() or not kinds else " gone"
        yield (
            f'<div class="row{state}" id="L{block.line}"><span class="no" aria-hidden="true">{block.line}</span>'
            f'<div class="t">{"".join(_pieces(block, records))}</div></div>\n'
        )


def changes(page: Cleaned) -> dict[str, Any]:
    """What the page's script tells of each change: `[rule, line, zone, evidence, doubt, also, class, start, end]`."""
    names: dict[str, int] = {}
    for record in page.ledger.records:
        for rule in (record.change.rule, *record.change.via):
            names.setdefault(rule, len(names))
    found = [
        [
            names[record.change.rule],
            record.line,
            record.zone,
            visible(shortened(words(record.change.note), _NOTE)),
            doubt(record),
            [names[rule] for rule in record.change.via],
            _kind(record),
            record.change.start,
            record.change.end,
        ]
        for record in page.ledger.records
    ]
    return {"rules": [visible(name) for name in names], "changes": found}


def counts(page: Cleaned) -> list[tuple[str, int]]:
    """How many changes each class made, for the switches of the layers."""
    found = dict.fromkeys(CLASSES, 0)
    for record in page.ledger.records:
        found[_kind(record)] += 1
    return [(kind, count) for kind, count in found.items() if count]


def script_json(value: Any) -> str:
    """JSON that may stand in a script: nothing in it ends the element or the line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_JSON)


def _pieces(block: Block, records: Sequence[Record]) -> Iterator[str]:
    last = len(block.pieces) - 1
    for at, (before, after, number) in enumerate(block.pieces):
        if number < 0:
            yield _text(before.removesuffix("\n") if at == last else before)
            continue
        record = records[number]
        sure = " doubt" if doubt(record) else ""
        old = f"<del>{_signed(before, at == last)}</del>" if before else ""
        new = f"<ins>{_signed(after, at == last)}</ins>" if after else ""
        yield f'<span class="c k-{_kind(record)}{sure}" data-i="{number}">{old}{new}</span>'


def _kind(record: Record) -> str:
    if record.kind in CLASSES:
        return record.kind
    return {"decode": "repair", "repair": "repair", "convert": "convert", "canon": "form"}.get(
        stage_of(record), "chrome"
    )


def _text(text: str) -> str:
    return "\n".join([escape(visible(line)) for line in text.split("\n")])


def _signed(text: str, last: bool) -> str:
    """Text of a change. Its line ends have a sign, but for the one that the line itself ends in, unless it is all."""
    shown = text.removesuffix("\n") if last and text != "\n" else text
    signed = "<i>⏎</i>\n".join([escape(visible(line)) for line in shown.split("\n")])
    return signed.removesuffix("\n") if last else signed
