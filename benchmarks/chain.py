"""The whole job beside the chain that a user would write without this program.

    python benchmarks/chain.py [--rounds 7] [--write]

The chain: chardet, BeautifulSoup's get_text, ftfy.fix_text, OpenCC t2s, a dozen regexes. Both run in this process, on
one core, by turns; figures are medians over the rounds, in process CPU time, per megabyte (10^6 bytes) of input.
Each seed and each gold article is a page of its own. In every round its paragraphs stand in another order, so that no
page comes twice. Our side writes the ledger, too; the chain has none. `--write` puts the tables into
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

import chardet
import ftfy
from bs4 import BeautifulSoup
from opencc import OpenCC
from table import machine, markdown, put

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from cleaner.article import byte_patches, write_ledger  # noqa: E402
from cleaner.document import Document, Proposal  # noqa: E402
from cleaner.pipeline import STAGES, Cleaner  # noqa: E402
from cleaner.stages import decode  # noqa: E402

CORPORA = {"seeds": ROOT / "seeds", "golds": ROOT / "tests" / "gold"}
NAMES = {"seeds": "the seeds", "golds": "their articles (clean text)"}
# A line longer than this is a paragraph: it may stand anywhere in the body.
PARAGRAPH = 40

# What people write first. None of them knows where in the page it is, so all of them cost text sometimes.
REGEXES = [
    (re.compile(pattern, flags), to)
    for pattern, to, flags in (
        (r"<[^>]+>", "", 0),
        (r"https?://\S+", "", 0),
        (r"^.*(?:当前位置|您的位置|首页)\s*[:：>].*$", "", re.M),
        (r"^.*(?:责任编辑|编辑)\s*[:：].*$", "", re.M),
        (r"来源\s*[:：]\s*\S+", "", 0),
        (r"(?:发布日期|发布时间|时间)\s*[:：]\s*[\d\-: ]+", "", 0),
        (r"^.*(?:ICP备|公网安备|版权所有|版权声明).*$", "", re.M),
        (r"^.*(?:上一篇|下一篇|相关阅读|相关新闻|延伸阅读).*$", "", re.M),
        (r"(?:微信|微博|QQ空间|朋友圈|扫一扫|分享到).{0,10}$", "", re.M),
        (r"[\u3000\xa0\t ]+", " ", 0),
        (r"^ +| +$", "", re.M),
        (r"\n{3,}", "\n\n", 0),
    )
]
_T2S = OpenCC("t2s")


def chain(data: bytes) -> str:
    """A page cleaned the usual way."""
    text = data.decode(chardet.detect(data)["encoding"] or "utf-8", "replace")
    text = BeautifulSoup(text, "html.parser").get_text("\n")
    text = _T2S.convert(ftfy.fix_text(text))
    for pattern, to in REGEXES:
        text = pattern.sub(to, text)
    return text


def turned(data: bytes, by: int) -> bytes:
    """The page with its paragraphs moved `by` places round among themselves; all other lines stay."""
    lines = data.decode("utf-8").split("\n")
    places = [at for at, line in enumerate(lines) if len(line) > PARAGRAPH]
    order = deque(lines[at] for at in places)
    order.rotate(by)
    for at, line in zip(places, order, strict=True):
        lines[at] = line
    return "\n".join(lines).encode()


def cost(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """CPU seconds of `work` over all pages."""
    start = process_time()
    for page in pages:
        work(page)
    return process_time() - start


def staged(cleaner: Cleaner, pages: Sequence[bytes]) -> dict[str, float]:
    """CPU seconds by stage over all pages, the edits' application included."""
    spent = dict.fromkeys(["decode", *(stage for stage, _ in STAGES), "ledger"], 0.0)
    for page in pages:
        start = process_time()
        found = decode.decode(page)
        doc = Document(found.text).apply(Proposal(found.edits, (), found.warnings))
        byte_patches(found.text, found.encoding, page)
        spent["decode"] += process_time() - start
        for stage, steps in STAGES:
            start = process_time()
            for _, step in steps:
                doc = doc.apply(step(doc, cleaner.settings))
            spent[stage] += process_time() - start
        article = cleaner.clean(page)
        start = process_time()
        write_ledger(article)
        spent["ledger"] += process_time() - start
    return spent


def measure(rounds: int) -> dict[str, dict[str, float]]:
    """For each corpus its megabytes, and the seconds that each kind of work took on it (medians)."""
    cleaner = Cleaner()

    def ours(page: bytes) -> str:
        return write_ledger(cleaner.clean(page))

    corpora = {name: [path.read_bytes() for path in sorted(folder.glob("*.txt"))] for name, folder in CORPORA.items()}
    for pages in corpora.values():  # dictionaries and tables load once a process
        cost(ours, pages)
        cost(chain, pages)
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in corpora}
    for turn in range(1, rounds + 1):
        for name, originals in corpora.items():
            pages = [turned(page, turn) for page in originals]
            seconds = {"ours": cost(ours, pages), "chain": cost(chain, pages)}
            pages = [turned(page, -turn) for page in originals]
            taken[name].append(seconds | staged(cleaner, pages))
    return {
        name: {"MB": sum(map(len, corpora[name])) / 1e6} | {work: median(run[work] for run in runs) for work in runs[0]}
        for name, runs in taken.items()
    }


def report(figures: dict[str, dict[str, float]], rounds: int, rules: int) -> str:
    """Both tables, with what they were taken on."""
    whole = []
    for name, row in figures.items():
        size, ours, usual = row["MB"], row["ours"], row["chain"]
        whole.append([NAMES[name], f"{size:.3f}", f"{size / ours:.2f}", f"{size / usual:.2f}", f"{usual / ours:.1f}"])
    works = [work for work in next(iter(figures.values())) if work not in ("MB", "ours", "chain")]
    for row in figures.values():
        row["metadata, verdict, hashes"] = max(row["ours"] - sum(row[work] for work in works), 0)
    stages = [
        [work, *(f"{1000 * row[work] / row['MB']:.0f}" for row in figures.values())]
        for work in (*works, "metadata, verdict, hashes")
    ]
    return "\n\n".join(
        (
            f"{machine()}; {rules} rules; medians of {rounds} rounds.",
            markdown(["text", "MB", "this program, MB/s", "the chain, MB/s", "times the chain"], whole),
            markdown(["ms of CPU for each MB", *(NAMES[name] for name in figures)], stages),
        )
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md")
    given = asked.parse_args()
    text = report(measure(given.rounds), given.rounds, len(Cleaner().settings.rules))
    print(text)
    if given.write:
        put("chain", text)


if __name__ == "__main__":
    main()
