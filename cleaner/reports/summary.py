"""The summary of a folder of articles, read off the headers of their ledgers.

The idea: a reviewer of thousands of pages first needs the list of those that need eyes, then what the
rules did on the whole.

Invariant: derived from the headers alone and sorted by name, so any run over the same outputs writes the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from cleaner.reports.markdown import code, escape, many, table
from cleaner.reports.page import VERDICTS

# GitHub shows a Markdown file of up to 1 MB; names are up to 255 bytes, three times that in a link. The ledgers have
# the rest.
_REVIEW, _PAGES, _RULES = 200, 500, 300
# More of a page than this is seldom chrome alone: someone should look.
_MOSTLY_GONE = 0.6


def summary_report(pages: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """SUMMARY.md of the pages given as (name of the outputs without suffix, ledger header)."""
    rows = sorted(pages, key=lambda page: page[0])
    parts = ["# Summary", _totals(rows), _review(rows), _rules(rows), _warnings(rows), _pages(rows)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _totals(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    verdicts = Counter(header["verdict"] for _, header in rows)
    encodings = Counter(header.get("encoding", "text") for _, header in rows)
    alerts = sum(len(header["warnings"]) for _, header in rows)
    changes = sum(header["counts"]["changes"] for _, header in rows)
    return "\n".join(
        [
            f"**{many(len(rows), 'page')}**, {many(changes, 'change')}, {many(alerts, 'warning')}",
            "",
            f"- verdicts: {_listed({VERDICTS.get(name, name): count for name, count in verdicts.items()})}",
            f"- encodings: {_listed(encodings)}",
        ]
    )


def _listed(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{escape(name)} {count:,}" for name, count in ranked) or "none"


def _risk(header: Mapping[str, Any]) -> tuple[int, int, float]:
    """Riskiest first: verdict, then warnings, then the share removed."""
    order = ("damaged", "needs-review", "no-article", "article")
    rank = order.index(header["verdict"]) if header["verdict"] in order else 0
    return rank, -len(header["warnings"]), -header["removed"]


def _review(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    risky = [
        (name, header)
        for name, header in rows
        if header["verdict"] != "article" or header["warnings"] or header["removed"] > _MOSTLY_GONE
    ]
    if not risky:
        return "Nothing needs review."
    risky.sort(key=lambda page: (_risk(page[1]), page[0]))
    lines = [
        (
            _link(name),
            VERDICTS.get(header["verdict"], escape(header["verdict"])),
            f"{header['removed']:.0%}",
            _listed(Counter(warning["rule"] for warning in header["warnings"])),
        )
        for name, header in risky[:_REVIEW]
    ]
    return f"## Review first\n\n{table(('Page', 'Verdict', 'Removed:', 'Warnings'), lines)}{_more(risky, _REVIEW)}"


def _rules(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    hits: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for _, header in rows:
        hits.update(header["counts"]["rules"])
        pages.update(header["counts"]["rules"].keys())
    ranked = sorted(hits, key=lambda rule: (-hits[rule], rule))
    lines = [(code(rule), f"{hits[rule]:,}", f"{pages[rule]:,}") for rule in ranked[:_RULES]]
    return f"## Rules\n\n{table(('Rule', 'Changes:', 'Pages:'), lines)}{_more(ranked, _RULES)}" if lines else ""


def _warnings(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    hits = Counter(warning["rule"] for _, header in rows for warning in header["warnings"])
    ranked = sorted(hits, key=lambda rule: (-hits[rule], rule))
    lines = [(code(rule), f"{hits[rule]:,}") for rule in ranked]
    return f"## Warnings\n\n{table(('Rule', 'Times:'), lines)}" if lines else ""


def _pages(rows: list[tuple[str, Mapping[str, Any]]]) -> str:
    lines = [
        (
            _link(name),
            escape(str(header["metadata"].get("title", ""))),
            f"{header['removed']:.0%}",
            f"{header['counts']['changes']:,}",
            f"{len(header['warnings']):,}",
        )
        for name, header in rows[:_PAGES]
    ]
    head = ("Page", "Title", "Removed:", "Changes:", "Warnings:")
    return f"## Pages\n\n{table(head, lines)}{_more(rows, _PAGES)}" if lines else ""


def _link(name: str) -> str:
    return f"[{escape(name)}]({quote(name, errors='surrogateescape')}.report.md)"


def _more(rows: list[Any], most: int) -> str:
    return f"\n\nand {len(rows) - most:,} more" if len(rows) > most else ""
