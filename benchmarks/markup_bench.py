"""Parse and render: pages per CPU second, and whether all of the gold text arrives.

    python benchmarks/markup_bench.py PAGES [SET ...]

PAGES is a folder of sets, each with NAME.html and NAME.gold.txt. For every set: CPU time of `render` alone (decoding
not counted), the share of the gold's 4-grams that the rendered text has, and the number of pages whose text holds every
character that BeautifulSoup with html.parser sees outside scripts, styles and the title. Other readers of the same
pages run in the same process for comparison; read ratios, not absolute figures.
"""

from __future__ import annotations

import argparse
import collections
import pathlib
import re
import time
import unicodedata
from collections.abc import Callable, Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString
from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from cleaner.stages.decode import decode
from cleaner.stages.markup import render

TOKEN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")


def pages(folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """The decoded HTML and the gold text of every page of a set."""
    for gold in sorted(folder.glob("*.gold.txt")):
        data = gold.with_name(gold.name.replace(".gold.txt", ".html")).read_bytes()
        yield decode(data).text, gold.read_text("utf8")


def grams(text: str) -> collections.Counter[tuple[str, ...]]:
    """4-grams of tokens; a Chinese character is a token."""
    tokens = TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    return collections.Counter(tuple(tokens[i : i + 4]) for i in range(max(1, len(tokens) - 3)) if tokens)


def characters(html: str) -> collections.Counter[str]:
    """What html.parser sees, white space apart."""
    found: collections.Counter[str] = collections.Counter()
    for node in BeautifulSoup(html, "html.parser").descendants:
        if isinstance(node, PreformattedString) or not isinstance(node, NavigableString):
            continue
        if not any(parent.name in ("script", "style", "title") for parent in node.parents):
            found.update("".join(node.split()))
    return found


def seconds(read: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds for all pages."""
    begun = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - begun


READERS: dict[str, Callable[[str], object]] = {
    "render": render,
    "lexbor, parse only": LexborHTMLParser,
    "lxml, parse only": lambda html: etree.fromstring(
        html.encode("utf8", "replace"), etree.HTMLParser(encoding="utf-8")
    ),
    "bs4(lxml), get_text": lambda html: BeautifulSoup(html, "lxml").get_text(),
}


def report(folder: pathlib.Path) -> None:
    """Print the figures of one set."""
    found = list(pages(folder))
    recalls, whole = [], 0
    for html, gold in found:
        text = render(html).text
        wanted, have = grams(gold), grams(text)
        recalls.append(sum((wanted & have).values()) / max(1, sum(wanted.values())))
        whole += not characters(html) - collections.Counter(text)
    print(f"{folder.name}: {len(found)} pages, gold recall {sum(recalls) / len(found):.4f} (worst {min(recalls):.3f}),")
    print(f"    all characters there on {whole} of {len(found)} pages")
    texts = [html for html, _ in found]
    for name, read in READERS.items():
        spent = seconds(read, texts)
        rate = sum(map(len, texts)) / spent / 1e6
        print(f"    {name:22} {len(texts) / spent:8.1f} pages/CPU-s {rate:7.2f} M characters/CPU-s")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=pathlib.Path)
    parser.add_argument("sets", nargs="*")
    options = parser.parse_args()
    for folder in sorted(path for path in options.pages.iterdir() if path.is_dir()):
        if not options.sets or folder.name in options.sets:
            report(folder)


if __name__ == "__main__":
    main()
