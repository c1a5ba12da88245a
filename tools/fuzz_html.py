"""Clean broken pages until time runs out: cut, spliced, nested, peppered with hostile markup.

    python tools/fuzz_html.py [--seconds 60] [--seed 1] [--keep FOLDER] [PAGES ...]

The idea: pages that nobody would write, made from pages that somebody did: the constructed ones of `tests/pages` and
whatever HTML files PAGES names. Every page is made from (seed, number) alone, so any failure can be made again.

For each page: nothing raises, the rendered text comes back from article and ledger, and the CPU time stays below one
second a megabyte (pages below a quarter of a megabyte count as that; --limit allows for a busy machine). Failures are
printed, and written to FOLDER.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cleaner import Cleaner

ROOT = Path(__file__).resolve().parent.parent
LEAST = 250_000  # bytes that a small page counts as
MOST = 1_500_000

# Tokens apart by spaces; "~" stands for a space.
_TOKENS = r"""
    < > </ <! <!-- --> <![CDATA[ ]]> <? & &# &#0; &#x110000; &#xD800; " ' = <p <p~ <a~href=' <div~hidden>
    <div~style='display:none'> <style>*{display:none} <style> </style> <script> </script>
    <script~type='application/ld+json'>[[[[ <title> </title> <textarea> </textarea> <plaintext> <xmp> <template>
    </template> <noscript> </noscript> <iframe~srcdoc='<p>x<iframe~srcdoc="<p>y">'> <svg><title> <svg><style>
    <math><mi> <select><option> </select> <table> <table><td><table><tr> </table> <tr> <td> <ruby>x<rt> <rp> <q>
    </q> </pre> </p> <frameset> <noframes> <body> </html> <base~href=x> <meta~charset=utf-16> <meta~charset=gb2312>
    <meta~charset=big5> <b><i><u></b></i> <a><a><a> <form><form> <li><ul><li> <dialog> <marquee~width=0>
    <font~color=#fff>
"""
HOSTILE = (
    *(token.replace("~", " ").encode() for token in _TOKENS.split()),
    b"\0",
    b"\xff\xfe",
    b"\x1b$B",
    b"\xed\xa0\x80",
    b"\r",
    b"\xc2\xa0" * 9,
    b"<pre>\n",
    b"<br>" * 50,
    b"</div>" * 9,
)

Mutation = Callable[[random.Random, bytes, Sequence[bytes]], bytes]


def truncated(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    return page[: chance.randrange(len(page) + 1)]


def beheaded(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    return page[chance.randrange(len(page) + 1) :]


def _span(chance: random.Random, page: bytes) -> tuple[int, int]:
    start = chance.randrange(len(page) + 1)
    return start, min(len(page), start + int(chance.expovariate(1 / 2_000)))


def holed(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    return page[:start] + page[end:]


def repeated(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    return page[:end] + page[start:end] * chance.randrange(1, 40) + page[end:]


def moved(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _span(chance, page)
    rest = page[:start] + page[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + page[start:end] + rest[at:]


def spliced(chance: random.Random, page: bytes, pages: Sequence[bytes]) -> bytes:
    other = chance.choice(pages)
    return truncated(chance, page, pages) + beheaded(chance, other, pages)


def flipped(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    out = bytearray(page)
    for _ in range(chance.randrange(1, 30) if out else 0):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def peppered(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(page) + 1)
        page = page[:at] + chance.choice(HOSTILE) * chance.choice((1, 1, 1, 3, 200)) + page[at:]
    return page


def untagged(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """Without the closing tags of one kind."""
    return page.replace(
        chance.choice((b"</div>", b"</p>", b"</a>", b"</td>", b"</li>", b"</span>", b"</script>", b"</title>")), b""
    )


def nested(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    tag = chance.choice(
        (b"div", b"table><tr><td", b"ul><li", b"span", b"font", b"template", b"blockquote", b"a", b"svg")
    )
    at = chance.randrange(len(page) + 1)
    return page[:at] + (b"<" + tag + b">") * int(10 ** chance.uniform(1, 4.5)) + page[at:]


def quoted(chance: random.Random, page: bytes, _: Sequence[bytes]) -> bytes:
    """One tag with very many attributes."""
    value = chance.choice((b"=1", b'=""', b'="<"', b"='>'", b"", b'="<p>"'))
    attributes = b" ".join(b"a%d%s" % (n, value) for n in range(int(10 ** chance.uniform(1, 4.2))))
    at = chance.randrange(len(page) + 1)
    return page[:at] + b"<p " + attributes + b">" + page[at:]


MUTATIONS: tuple[Mutation, ...] = (
    truncated, beheaded, holed, repeated, moved, spliced, flipped, peppered, peppered, untagged, nested, quoted,
)  # fmt: skip


def made(seed: int, number: int, pages: Sequence[bytes]) -> bytes:
    """Page `number` of the run `seed`."""
    chance = random.Random(f"{seed} {number}")
    page = chance.choice(pages)
    for _ in range(chance.randrange(1, 5)):
        page = chance.choice(MUTATIONS)(chance, page, pages)
    return page[:MOST]


def found(paths: Sequence[Path]) -> list[bytes]:
    """The pages to begin with."""
    files = sorted((ROOT / "tests" / "pages").rglob("*.html"))
    for path in paths:
        files += sorted(path.rglob("*.*htm*")) if path.is_dir() else [path]
    return [file.read_bytes() for file in files]


def faults(cleaner: Cleaner, page: bytes, limit: float) -> Iterator[str]:
    """What is wrong with how `page` is cleaned."""
    begun = time.process_time()
    try:
        article = cleaner.clean(page)
    except Exception:  # noqa: BLE001, whatever it is
        yield traceback.format_exc()
        return
    rate = (time.process_time() - begun) / max(len(page), LEAST) * 1e6
    if rate > limit:
        yield f"{rate:.2f} CPU seconds a megabyte ({len(page)} bytes)"
    if article.restore() != (article.source if article.kind == "html" else page):
        yield "does not come back"


def main() -> int:
    """Command line; exit code 1 when a page failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0, help="CPU seconds to spend")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first page")
    parser.add_argument("--limit", type=float, default=1.0, help="CPU seconds a megabyte")
    parser.add_argument("--keep", type=Path, help="folder for pages that fail")
    options = parser.parse_args()
    pages, cleaner = found(options.pages), Cleaner()
    cleaner.clean(pages[0])  # tables and rules are loaded before the clock starts
    begun, number, size, failed = time.process_time(), options.first, 0, 0
    while time.process_time() - begun < options.seconds:
        page = made(options.seed, number, pages)
        size += len(page)
        for fault in faults(cleaner, page, options.limit):
            failed += 1
            print(f"seed {options.seed} page {number}: {fault}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{options.seed}-{number}.html").write_bytes(page)
        number += 1
    spent = time.process_time() - begun
    print(f"{number - options.first} pages, {size / 1e6:.0f} MB, {spent:.0f} CPU seconds, {failed} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
