"""One page cleaned to standard output: its article for machines, its warnings for people."""

from __future__ import annotations

from typing import Any

from cleaner.article import Article


def for_machines(article: Article) -> dict[str, Any]:
    """The article as JSON values: what `--json` prints for one page."""
    return {
        "name": article.name,
        "verdict": article.verdict,
        "removed": article.removed,
        "metadata": dict(article.metadata),
        "warnings": [warning._asdict() for warning in article.warnings],
        "text": article.text,
    }


def alerts(article: Article, path: str) -> list[str]:
    """One line for each warning, as `path:line: rule`."""
    return [f"{path}:{article.source.count(chr(10), 0, alert.start) + 1}: {alert.rule}" for alert in article.warnings]
