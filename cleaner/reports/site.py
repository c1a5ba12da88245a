"""A corpus as a static site: an index with the queue, and a page for each file.

The idea: pages are written one by one as they are read, and only their rows are kept; order and filters are the
browser's business, from one file of data. Scripts and data are loaded as scripts, since a page opened from a disk may
not fetch.

Invariant: works from `file://` without a network; the same outputs give the same bytes; a page's memory is freed before
the next is read.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleaner.reports import browser
from cleaner.reports.changelog import CONTEXT, KINDS, STATES, Totals
from cleaner.reports.charts import Chart, chart, svg
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.comparison import Comparison
from cleaner.reports.layers import words
from cleaner.reports.markdown import shortened, visible
from cleaner.reports.templates import ASSETS, filled, markup
from cleaner.reports.templates import words as vocabulary
from cleaner.reports.triage import Corpus, key_of
from cleaner.reports.voices import Voice, voices
from cleaner.sinks import replace

# Nothing but the site's own scripts, styles and drawings. A page from a disk has no headers to say so.
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
QUIET = ("convert", "form")  # layers of mass changes, off until somebody wants them
SCRIPTS = ("assets/words.js", "assets/rules.js", "assets/common.js", "assets/queue.js")
_FILES = ("style.css", "common.js", "queue.js", "index.js", "page.js")
_KEYS = ("j", "k", "n", "p", "s", "d", "l", "?")
_INDEX_KEYS = ("j", "k", "open", "/", "d", "l", "?")
_WARNING = 60  # characters of a page beside a warning


def write_site(pages: Iterable[Cleaned], folder: str, heading: str, whys: Mapping[str, str]) -> int:
    """Write the site below `folder`; the number of its pages. `whys` says of rules why they are there."""
    for part in ("assets", "data", "pages"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    for name in _FILES:
        shutil.copyfile(ASSETS / name, os.path.join(folder, "assets", name))
    scripts = {"assets/words.js": words_script(), "assets/rules.js": rules_script(whys)}
    corpus = Corpus()
    for page in pages:
        row = corpus.add(page)
        values = {**page_values(page), "csp": CSP, "scripts": (*SCRIPTS, "assets/page.js")}
        _put(os.path.join(folder, "pages", f"{row.key}.html"), filled("page.html", values))
    scripts["data/index.js"] = index_script(corpus)
    for path, script in scripts.items():
        _put(os.path.join(folder, path), [script.encode("utf-8", "backslashreplace")])
    values = {**index_values(corpus, heading), "csp": CSP}
    _put(os.path.join(folder, "index.html"), filled("index.html", values))
    return len(corpus.rows)


def words_script() -> str:
    """The words of the site, as a script."""
    return f"const cleanerWords = {browser.script_json(dict(vocabulary()))};\n"


def rules_script(whys: Mapping[str, str]) -> str:
    """Why the rules are there, as a script."""
    return f"const cleanerRules = {browser.script_json({visible(name): visible(why) for name, why in whys.items()})};\n"


def page_values(page: Cleaned) -> dict[str, Any]:
    """What the template of a page needs."""
    header = page.ledger.header
    return {
        "root": "../",
        "key": key_of(page.name),
        "keys": _KEYS,
        "heading": visible(str(header["metadata"].get("title", "")) or page.name),
        "name": visible(page.name),
        "verdict": header["verdict"] if f"verdict-{header['verdict']}" in vocabulary() else "article",
        "removed": f"{header['removed']:.0%}",
        "size_in": header["counts"]["source"],
        "size_out": header["counts"]["article"],
        "layers": browser.counts(page),
        "quiet": QUIET,
        "warnings": list(_warnings(page)),
        "metadata": list(_metadata(header)),
        "rows": map(markup, browser.rows(page)),
        "changes": markup(browser.script_json(browser.changes(page))),
    }


def index_values(corpus: Corpus, heading: str) -> dict[str, Any]:
    """What the template of the index needs."""
    return {
        "root": "",
        "key": "",
        "keys": _INDEX_KEYS,
        "heading": visible(heading),
        "total": len(corpus.rows),
        "changes": sum(row.changes for row in corpus.rows),
        "warnings": sum(len(row.warnings) for row in corpus.rows),
        "charts": [(drawn.title, markup(svg(drawn))) for drawn in _charts(corpus) if drawn.bars],
        "scripts": (*SCRIPTS, "data/index.js", "assets/index.js"),
    }


def index_script(corpus: Corpus) -> str:
    """The rows of the index, the riskiest first, as a script; a name that many rows have stands in it once."""
    names: dict[str, int] = {}

    def number(name: str) -> int:
        return names.setdefault(visible(name), len(names))

    rows = []
    for row, risk, why in corpus.queue():
        texts = [row.key, visible(row.name), visible(row.title)]
        figures = [number(row.verdict), row.removed, row.changes, risk, why]
        lists = [list(map(number, group)) for group in (row.warnings, row.rules, row.classes)]
        rest = [number(row.encoding), number(row.script), number(row.site)]
        rows.append(browser.script_json([*texts, *figures, *lists, *rest]))
    body = ",\n".join(rows)
    return f'const cleanerIndex = {{"names":{browser.script_json(list(names))},"rows":[\n{body}\n]}};\n'


def comparison_values(totals: Totals, heading: str) -> dict[str, Any]:
    """What the template of a comparison needs."""
    ranked = sorted(totals.rules, key=lambda rule: (-totals.rules[rule].total(), rule))
    return {
        "root": "",
        "key": "",
        "keys": ("d", "l", "?"),
        "heading": visible(heading),
        "states": [(state, totals.states[state]) for state in STATES if totals.states[state]],
        "kinds": list(KINDS),
        "rules": [(visible(rule), [totals.rules[rule][kind] for kind in KINDS]) for rule in ranked],
        "pages": map(_compared, totals.pages),
        "left": totals.differing - len(totals.pages),
        "scripts": ("assets/words.js", "assets/common.js", "assets/compare.js"),
    }


def write_comparison(totals: Totals, folder: str, heading: str) -> None:
    """A comparison of two runs as a page of its own, below `folder`."""
    os.makedirs(os.path.join(folder, "assets"), exist_ok=True)
    for name in ("style.css", "common.js", "compare.js"):
        shutil.copyfile(ASSETS / name, os.path.join(folder, "assets", name))
    _put(os.path.join(folder, "assets/words.js"), [words_script().encode()])
    values = {**comparison_values(totals, heading), "csp": CSP}
    _put(os.path.join(folder, "index.html"), filled("compare.html", values))


def _compared(page: Comparison) -> dict[str, Any]:
    source = page.new.source if page.new else ""
    differences = [
        {
            "line": one.line,
            "kind": one.kind,
            "old": visible(one.old),
            "new": visible(one.new),
            "before": visible(source[max(0, one.start - CONTEXT) : one.start].rpartition("\n")[2]),
            "after": visible(source[one.end : one.end + CONTEXT].partition("\n")[0]),
            "old_rules": visible(", ".join(one.old_rules)) or "–",
            "new_rules": visible(", ".join(one.new_rules)) or "–",
        }
        for one in page.differences
    ]
    about = [(visible(key), visible(old), visible(new)) for key, old, new in page.about]
    return {"name": visible(page.name), "state": page.state, "about": about, "differences": differences}


def _charts(corpus: Corpus) -> Iterator[Chart]:
    yield chart("chart-class", corpus.gone, "class")
    yield chart("chart-hits", corpus.hits, "rule")
    yield chart("chart-rules", corpus.rules, "rule")
    yield chart("chart-trust", corpus.trust)
    yield chart("chart-verdict", Counter(row.verdict for row in corpus.rows), "verdict")
    yield chart("chart-encoding", Counter(row.encoding for row in corpus.rows if row.encoding), "encoding")
    yield chart("chart-script", Counter(row.script for row in corpus.rows if row.script), "script")
    yield chart("chart-site", Counter(row.site for row in corpus.rows if row.site), "site")
    yield chart("chart-warning", Counter(rule for row in corpus.rows for rule in row.warnings), "warning")


def _warnings(page: Cleaned) -> Iterator[tuple[int, str, str, str]]:
    for alert in page.ledger.alerts:
        rule, start, end, note = alert.warning
        text = visible(shortened(page.source[start:end], _WARNING))
        yield alert.line, visible(rule), text, visible(shortened(words(note), 2 * _WARNING))


def _metadata(header: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Voice]]]:
    for name, value in header["metadata"].items():
        told = [voice._replace(rule=visible(voice.rule), other=visible(voice.other)) for voice in voices(header, name)]
        yield name, visible("、".join(value) if isinstance(value, list) else str(value)), told


def _put(path: str, parts: Iterable[bytes]) -> None:
    replace([(path, b"".join(parts))])
