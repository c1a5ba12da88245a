"""HTML pages beside the peers: how much of the article each finds, and what a page costs.

    pip install -e '.[bench]'
    python benchmarks/html_peers.py [--pages FOLDER] [--rounds 2] [--most 40] [--write]

Quality is taken on the constructed pages of `tests/pages` that are HTML and hold an article: precision and recall of
its 4-grams (a Chinese character is a token), title aside, since some peers give it apart. CPU time is that of the
pages below FOLDER (at most --most of them, evenly chosen), or of the constructed ones: all readers by turns in one
process, each page once a round; what this program does includes decoding, the ledger and its writing, the peers get
text that is decoded already. A peer that is not installed is left out and named. A reader has ten CPU seconds for a
page, after which it counts as having found nothing.
"""

from __future__ import annotations

import argparse
import collections
import importlib
import logging
import pathlib
import re
import signal
import statistics
import time
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from table import machine, markdown, put

from cleaner import Cleaner
from cleaner.article import write_ledger
from cleaner.stages.decode import decode

CONSTRUCTED = pathlib.Path(__file__).resolve().parents[1] / "tests" / "pages"
TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")

PATIENCE = 10.0  # CPU seconds for a page
Reader = Callable[[bytes, str], str]


class Found(NamedTuple):
    """What a reader made of the constructed pages, and the CPU seconds of each round over the timed ones."""

    scores: list[tuple[float, float]]
    seconds: list[float]


def plain(html: str) -> str:
    """The text of an extract that comes as HTML."""
    from lxml import html as parser

    return "\n".join(parser.fromstring(html).itertext()) if html.strip() else ""


def cleaner_reader() -> Reader:
    cleaner = Cleaner()

    def read(data: bytes, _: str) -> str:
        article = cleaner.clean(data)
        write_ledger(article)
        return article.text

    return read


def trafilatura_reader(**options: Any) -> Reader:
    trafilatura = importlib.import_module("trafilatura")
    return lambda _, html: trafilatura.extract(html, **options) or ""


def readability_reader() -> Reader:
    readability = importlib.import_module("readability")
    return lambda _, html: plain(readability.Document(html).summary())


def magic_reader() -> Reader:
    extractor = importlib.import_module("magic_html").GeneralExtractor()
    return lambda _, html: plain(extractor.extract(html, base_url="https://example.org/").get("html") or "")


def gne_reader() -> Reader:
    extractor = importlib.import_module("gne").GeneralNewsExtractor()
    return lambda _, html: extractor.extract(html)["content"]


def newspaper_reader() -> Reader:
    newspaper = importlib.import_module("newspaper")

    def read(_: bytes, html: str) -> str:
        article = newspaper.Article("https://example.org/1.html", language="zh")
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return read


def resiliparse_reader() -> Reader:
    extract = importlib.import_module("resiliparse.extract.html2text")
    return lambda _, html: extract.extract_plain_text(html, main_content=True)


READERS: dict[str, Callable[[], Reader]] = {
    "this program": cleaner_reader,
    "trafilatura": trafilatura_reader,
    "trafilatura, fast": lambda: trafilatura_reader(fast=True),
    "readability-lxml": readability_reader,
    "magic-html": magic_reader,
    "GNE": gne_reader,
    "newspaper4k": newspaper_reader,
    "resiliparse": resiliparse_reader,
}


def grams(text: str) -> collections.Counter[tuple[str, ...]]:
    """4-grams of tokens."""
    tokens = TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    return collections.Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)) if tokens)


def body(text: str, title: str) -> str:
    """`text` without lines that only repeat the title."""
    return "\n".join(line for line in text.split("\n") if line.strip() != title)


def score(text: str, gold: str) -> tuple[float, float]:
    """Precision and recall."""
    title = gold.partition("\n")[0]
    have, wanted = grams(body(text, title)), grams(body(gold, title))
    both = sum((have & wanted).values())
    return both / max(1, sum(have.values())), both / max(1, sum(wanted.values()))


class Late(BaseException):
    """A page took too long; no peer's `except Exception` may catch it."""


def late(*_: object) -> None:
    raise Late


def tried(read: Reader, data: bytes, html: str) -> str:
    """What a reader makes of a page; nothing where it raises or takes too long, as peers do on some pages."""
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        return read(data, html)
    except (Exception, Late):  # noqa: BLE001, a peer's own
        return ""
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def seconds(read: Reader, pages: Sequence[tuple[bytes, str]]) -> float:
    begun = time.process_time()
    for data, html in pages:
        tried(read, data, html)
    return time.process_time() - begun


def measure(readers: dict[str, Reader], timed: Sequence[bytes], rounds: int) -> dict[str, Found]:
    """Every reader on every page; the first round warms up what is loaded lazily, and is not counted."""
    golds = sorted(gold for gold in CONSTRUCTED.rglob("*.gold.txt") if gold.read_bytes().strip())
    files = [gold.with_name(gold.name.replace(".gold.txt", ".html")) for gold in golds]
    known = [
        (file.read_bytes(), gold.read_text("utf8")) for file, gold in zip(files, golds, strict=True) if file.exists()
    ]
    found: dict[str, Found] = {}
    for name, read in readers.items():
        scores = [score(tried(read, data, decode(data).text), gold) for data, gold in known]
        found[name] = Found(scores, [])
    pages = [(data, decode(data).text) for data in timed or [data for data, _ in known]]
    for _ in range(rounds):
        for name, read in readers.items():
            found[name].seconds.append(seconds(read, pages))
    return found


def report(found: dict[str, Found], count: int, missing: Sequence[str]) -> str:
    """The table, best F1 first."""
    rows = []
    for name, (scores, spent) in found.items():
        precision, recall = (statistics.mean(values) for values in zip(*scores, strict=True))
        each = [2 * p * r / (p + r) if p + r else 0.0 for p, r in scores]
        rate = count / statistics.median(spent)
        times = rate * statistics.median(found["trafilatura"].seconds) / count if "trafilatura" in found else 0.0
        row = (
            name,
            f"{precision:.3f}",
            f"{recall:.3f}",
            f"{statistics.mean(each):.3f}",
            str(sum(f < 0.5 for f in each)),
        )
        rows.append((statistics.mean(each), (*row, f"{rate:.1f}", f"{times:.1f}")))
    head = ("reader", "precision", "recall", "F1", "pages below .5", "pages per CPU second", "times trafilatura")
    constructed = len(next(iter(found.values())).scores)
    note = f"{machine()}; quality on {constructed} constructed pages, time on {count} pages."
    note += f" Not installed here: {', '.join(missing)}." if missing else ""
    return f"{note}\n\n{markdown(head, [row for _, row in sorted(rows, reverse=True)])}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=pathlib.Path, help="folder of HTML pages to take the time on")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--most", type=int, default=40, help="pages of the folder to take the time on")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    readers, missing = {}, []
    for name, make in READERS.items():
        try:
            readers[name] = make()
        except ImportError:
            missing.append(name)
    files = sorted(options.pages.rglob("*.html")) if options.pages else []
    timed = [file.read_bytes() for file in files[:: max(1, -(-len(files) // options.most))]]
    signal.signal(signal.SIGVTALRM, late)
    found = measure(readers, timed, options.rounds)
    text = report(found, len(timed) or len(next(iter(found.values())).scores), missing)
    print(text)
    if options.write:
        put("html", text)


if __name__ == "__main__":
    main()
