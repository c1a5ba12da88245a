"""The report of one page, for the person who reviews it.

The idea: the verdict first, then what needs eyes (warnings, lines that went by a narrow margin, inferred repairs), then
the changes in layers: dropped lines by zone, repairs and joins one by one with context, mass changes of characters as a
table of mappings. Everything is read off the ledger; nothing is found out by comparing texts.

Invariant: short and safe, however long or hostile the page; what is left out is counted. GitHub takes 65,536 characters
as a comment (GitLab a million) and shows Markdown of up to 1 MB: a report fits in all of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from cleaner.ledger import Alert, Ledger, Record
from cleaner.reports.layers import doubt, margin_of, told_apart, words
from cleaner.reports.markdown import code, escape, fence, many, shortened, spelled, table
from cleaner.reports.voices import Voice, voices

VERDICTS = {
    "article": "Article",
    "no-article": "No article found",
    "damaged": "Damaged article",
    "needs-review": "Article, needs review",
}
CONTEXT = 10  # characters shown on either side of a change
# What a reviewer reads to the end; the ledger has the rest. GitHub folds blocks that are much longer.
_LINE, _ROWS, _MAPPINGS, _ALERTS, _RULES = 160, 30, 40, 50, 40
# Of one block; and the characters of a whole report.
_HUNKS, _BLOCK, _REPORT = 60, 8_000, 60_000
# A rule with more hits than this is shown by a few of them and a table of what it did in all.
_MANY, _FEW = 20, 5


Span: TypeAlias = "tuple[int, int]"  # of the source, what was dropped


def page_report(ledger: Ledger, source: str) -> str:
    """The Markdown report of one page; `source` is the text that the ledger's offsets count in."""
    layers = told_apart(ledger.records)
    gone = [(change[0], change[1]) for change, *_ in ledger.records if not change[2]] if layers.dropped else []
    narrow = [record for record in layers.dropped if doubt(record)]
    parts = [
        _head(ledger),
        _warnings(ledger.alerts, source),
        *_doubtful("Dropped by a narrow margin", narrow, gone, source),
        *_inferred([record for record in (*layers.repaired, *layers.joined) if doubt(record)], source),
        _metadata(ledger.header),
        *_dropped(layers.dropped, gone, source),
        *_one_by_one("Repairs", layers.repaired, source),
        *_one_by_one("Joins and splits", layers.joined, source),
        _mass(layers.mass),
    ]
    return _fitting([part for part in parts if part])


def _fitting(parts: Sequence[str]) -> str:
    """The parts that fit into a report, in order, and how many do not."""
    shown, room = [], _REPORT
    for part in parts:
        if len(part) + 2 < room:
            shown.append(part)
            room -= len(part) + 2
    if len(shown) < len(parts):
        shown.append(f"{many(len(parts) - len(shown), 'part')} of this report left out for length: see the ledger.")
    return "\n\n".join(shown) + "\n"


def _head(ledger: Ledger) -> str:
    header, counts = ledger.header, ledger.header["counts"]
    title = header["metadata"].get("title") or header["name"] or "Untitled page"
    facts = [
        f"**{VERDICTS.get(header['verdict'], header['verdict'])}**",
        f"{header['removed']:.0%} removed",
        f"{counts['source']:,} characters in, {counts['article']:,} out",
        f"{many(counts['changes'], 'change')} by {many(len(counts['rules']), 'rule')}",
        many(len(ledger.alerts), "warning") if ledger.alerts else "no warnings",
    ]
    kind = " · ".join([header["kind"], *([header["encoding"]] if "encoding" in header else [])])
    origin = f"From {code(header['name'])} ({kind})" if header["name"] else f"From {kind}"
    lines = "those of its rendered text" if header["kind"] == "html" else "its own"
    return f"# {escape(str(title))}\n\n{' · '.join(facts)}\n\n{origin}; line numbers are {lines}."


def _warnings(alerts: Sequence[Alert], source: str) -> str:
    rows = [
        (
            f"{alert.line}",
            code(alert.warning.rule),
            _in_context(alert, source),
            escape(shortened(words(alert.warning.note), _LINE)),
        )
        for alert in alerts[:_ALERTS]
    ]
    more = f"\n\nand {len(alerts) - _ALERTS:,} more" if len(alerts) > _ALERTS else ""
    head = ("Line:", "Rule", "Where", "Why")
    return f"## Warnings\n\n{table(head, rows)}{more}" if rows else ""


def _in_context(alert: Alert, source: str) -> str:
    _, start, end, _ = alert.warning
    before, after = _around(source, start, end)
    span = source[start:end]
    # Both ends of a long span: a paragraph that is cut off shows it at the end.
    shown = span if len(span) <= 4 * CONTEXT else f"{span[: 2 * CONTEXT]} … {span[-2 * CONTEXT :]}"
    return f"{escape(before)}**[**{escape(shown)}**]**{escape(after)}"


def _metadata(header: Any) -> str:
    rows = [
        (
            name,
            escape(shortened("、".join(value) if isinstance(value, list) else value, _LINE)),
            "; ".join(map(_place, voices(header, name))) or "measured",
        )
        for name, value in header["metadata"].items()
    ]
    return f"## Metadata\n\n{table(('Field', 'Value', 'From'), rows)}" if rows else ""


def _place(voice: Voice) -> str:
    """Where a value was read, and what that place says where another was heard."""
    place = f"line {voice.line}, {code(voice.rule)}" if voice.line else code(voice.rule)
    return f"{place} says **{escape(shortened(voice.other, _LINE))}**" if voice.other else place


def _doubtful(title: str, records: Sequence[Record], gone: Sequence[Span], source: str) -> Iterator[str]:
    if records:
        hunks = [list(_drop_hunk(group, source)) for group in _runs(records, gone, source)]
        yield f"## {title}: {many(len(hunks), 'place')}\n\n{_block(hunks)}"


def _inferred(records: Sequence[Record], source: str) -> Iterator[str]:
    if records:
        yield f"## Inferred, not proved: {len(records):,}\n\n{_block([list(_hunk(r, source)) for r in records])}"


def _dropped(records: Sequence[Record], gone: Sequence[Span], source: str) -> Iterator[str]:
    if not records:
        return
    characters = sum(len("".join(record.before.split())) for record in records)
    yield f"## Dropped: {many(characters, 'character')}"
    zones: dict[str, list[list[Record]]] = {}
    for group in _runs(records, gone, source):
        zones.setdefault(group[0].zone, []).append(group)
    for zone, groups in zones.items():
        hunks = [list(_drop_hunk(group, source)) for group in groups]
        yield f"### {(zone or 'page').capitalize()}\n\n{_block(hunks)}"


def _block(hunks: Sequence[Sequence[str]]) -> str:
    """Hunks in a fence, as many as a reader takes in; the others are counted."""
    lines: list[str] = []
    room, shown = _BLOCK, 0
    for hunk in hunks[:_HUNKS]:
        room -= sum(map(len, hunk)) + len(hunk)
        if room < 0 and shown:
            break
        lines += hunk
        shown += 1
    if shown < len(hunks):
        lines.append(f"@@ {len(hunks) - shown:,} more in the ledger @@")
    return fence(lines)


def _runs(records: Sequence[Record], gone: Sequence[Span], source: str) -> Iterator[list[Record]]:
    """What one rule dropped with nothing left between belongs together, also when others dropped parts of it before."""
    group: list[Record] = []
    for record in records:
        if group:
            last = group[-1]
            same = (last.change.rule, last.zone) == (record.change.rule, record.zone)
            if not same or _left(source, last.change.end, record.change.start, gone):
                yield group
                group = []
        group.append(record)
    if group:
        yield group


def _left(source: str, start: int, end: int, gone: Sequence[Span]) -> bool:
    """Does anything visible of `source[start:end]` stand in the article?"""
    for first, last in gone[bisect_left(gone, (start, 0)) :]:
        if first >= end:
            break
        if source[start:first].strip():
            return True
        start = last
    return bool(source[start:end].strip())


def _drop_hunk(group: Sequence[Record], source: str) -> Iterator[str]:
    first, last = group[0], group[-1]
    text = source[first.change.start : last.change.end]
    lead = len(text) - len(text.lstrip())
    start = first.change.start + lead
    line = first.line + text.count("\n", 0, lead)
    end_line = line + text.strip().count("\n")
    where = f"line {line}" if line == end_line else f"lines {line}–{end_line}"
    yield f"@@ {' · '.join([where, first.change.rule, *_hints(first)])} @@"
    before, after = _around(source, start, first.change.start + len(text.rstrip()))
    if before.strip():
        yield f" …{before}"
    rows = [f"-{shortened(row.strip(), _LINE)}" for row in text.split("\n") if row.strip()]
    if len(rows) > _ROWS:
        rows[_ROWS - _FEW : -_FEW] = [f" … {len(rows) - _ROWS:,} lines more …"]
    yield from rows
    if after.strip():
        yield f" {after}…"


def _one_by_one(title: str, records: Sequence[Record], source: str) -> Iterator[str]:
    """Each sure change with its context; of a rule with very many a few, and what it did in all."""
    rest = [record for record in records if not doubt(record)]
    if not rest:
        return
    yield f"## {title}: {len(rest):,}"
    hits = Counter(record.change.rule for record in rest)
    busy = {rule for rule, count in hits.items() if count > _MANY}
    shown: Counter[str] = Counter()
    hunks = []
    for record in rest:
        rule = record.change.rule
        shown[rule] += 1
        if rule not in busy or shown[rule] <= _FEW:
            hunks.append(list(_hunk(record, source)))
    yield _block(hunks)
    if busy:
        table_of = _mappings(record for record in rest if record.change.rule in busy)
        yield f"Rules with more than {_MANY} hits, of which the first {_FEW} are shown above, in all:\n\n{table_of}"


def _hunk(record: Record, source: str) -> Iterator[str]:
    change = record.change
    before, after = _around(source, change.start, change.end)
    yield f"@@ {' · '.join([f'line {record.line}', change.rule, *_hints(record)])} @@"
    yield f"-{before}{shortened(record.before, _LINE)}{after}"
    yield f"+{before}{shortened(change.text, _LINE)}{after}"


def _mass(records: Sequence[Record]) -> str:
    return f"## Characters: {many(len(records), 'change')}\n\n{_mappings(records)}" if records else ""


def _mappings(records: Iterable[Record]) -> str:
    """One row a rule: how often it acted, and what it made of what, the commonest first."""
    pairs: dict[str, list[tuple[str, str]]] = {}
    for (_, _, text, rule, _, aligned, _), before, _, _, _ in records:
        made = pairs.setdefault(rule, [])
        if aligned and len(before) > 1:
            made += [pair for pair in zip(before, text, strict=True) if pair[0] != pair[1]]
        else:
            made.append((before, text))
    rules = {rule: Counter(made) for rule, made in pairs.items()}
    rows = [(code(rule), f"{rules[rule].total():,}", _commonest(rules[rule])) for rule in sorted(rules)[:_RULES]]
    more = f"\n\nand {len(rules) - _RULES:,} rules more" if len(rules) > _RULES else ""
    return table(("Rule", "Times:", "What became what"), rows) + more


def _commonest(counter: Counter[tuple[str, str]]) -> str:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown = [
        f"{_side(before)} → {_side(after)}{f' ×{count:,}' if count > 1 else ''}"
        for (before, after), count in ranked[:_MAPPINGS]
    ]
    if len(ranked) > _MAPPINGS:
        shown.append(f"{len(ranked) - _MAPPINGS:,} other kinds")
    return " · ".join(shown)


@lru_cache(maxsize=4096)
def _side(text: str) -> str:
    return escape(spelled(shortened(text, 2 * CONTEXT))) if text else "∅"


def _around(source: str, start: int, end: int) -> tuple[str, str]:
    """Up to ten characters before and after on the same line."""
    before = source[max(0, start - CONTEXT) : start].rpartition("\n")[2]
    return before, source[end : end + CONTEXT].partition("\n")[0]


def _hints(record: Record) -> list[str]:
    hints = [record.kind] if record.kind not in ("", "repair", "form") else []
    if doubt(record) == "inferred":
        hints.append("inferred")
    margin = margin_of(record.change.note)
    return hints if margin is None else [*hints, f"margin {margin:g}"]
