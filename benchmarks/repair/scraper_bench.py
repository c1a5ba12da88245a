"""How much is undone of what scrapers do: pinyin glosses put between bytes, and GB bytes read one byte late.

    python benchmarks/repair/scraper_bench.py CHINESE_TEXTS [--seed 1] [--samples 100] [--write]

CHINESE_TEXTS is a folder of clean UTF-8 files in simplified Chinese. Each sample is a page of ten lines. Glosses: the
page, in traditional Chinese and GBK, has every occurrence of the bytes of some of its characters followed by a syllable
in brackets, wherever these bytes begin, and is then shown as a browser shows GBK. Late: the last mark or the last two
marks of a paragraph, and up to twelve characters behind them, are shown from their second byte on. `wrong` counts
characters that stand, without a mark of loss, where others stood. `--write` puts the tables into docs/repair.md.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import opencc
from rapidfuzz.distance import Indel, Levenshtein

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "repair")]
from mojibake_bench import lines_of  # noqa: E402
from table import markdown, put  # noqa: E402

from cleaner.damage.readings import table  # noqa: E402
from cleaner.hanzi import simplify  # noqa: E402
from cleaner.stages.repair import repair  # noqa: E402

PAGE = ROOT / "docs" / "repair.md"
LINES = 10
TAILS = ("</p>", "</span>", "&nbsp;", "<br>")
FOLD = {0xFF01 + code: 0x21 + code for code in range(94)} | {0x3000: 0x20}
TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")


def readings() -> dict[str, str]:
    """Simplified character -> its usual reading."""
    found: dict[str, str] = {}
    for reading, common, others in table():
        found.update(dict.fromkeys(common + others, reading))
    return found


def shown(data: bytes) -> str:
    """`data` as Windows shows code page 936: `?` for an impossible pair, which is gone."""
    out, at = [], 0
    while at < len(data):
        if data[at] < 0x80:
            out.append(chr(data[at]))
            at += 1
            continue
        pair = data[at : at + 2].removesuffix(b"\n")  # programs read lines before they read characters
        out.append(pair.decode("gb18030", "replace")[:1].replace("\ufffd", "?"))
        at += len(pair)
    return "".join(out)


def glossed(text: str, keys: dict[bytes, str], form: str) -> str:
    """`text` with a gloss behind the bytes of each key, wherever they stand."""
    data, out, at = text.encode("gbk"), b"", 0
    while at < len(data):
        pair = data[at : at + 2]
        if pair in keys:
            out += pair + form.format(keys[pair]).encode("gbk")
            at += 2
        else:
            out += data[at : at + 1]
            at += 1
    return shown(out)


def page_of_glosses(page: str, random_: random.Random, form: str, toneless: bool) -> str:
    """A page as a scraper leaves it: half of the traditional characters that have a reading are its keys."""
    known = readings()
    own = sorted(set(page) - {"\n"})
    plain = dict(zip(own, simplify("\n".join(own)).split("\n"), strict=True))
    listed = [c for c, simple in sorted(plain.items()) if c != simple and simple in known and "ǹ" not in known[simple]]
    chosen = random_.sample(listed, k=max(1, len(listed) // 2))
    spelt = {c: known[plain[c]] for c in chosen}
    if toneless:
        spelt = {c: unicodedata.normalize("NFD", s).translate(TONES).replace("u\u0308", "v") for c, s in spelt.items()}
    return glossed(page, {c.encode("gbk"): s for c, s in spelt.items()}, form)


def late(line: str, random_: random.Random) -> str:
    """The end of a paragraph from its second byte on, with the tag that follows."""
    cut = random_.choice((2, 2, 2, 1 + random_.randrange(3, 14)))
    tail = random_.choice(TAILS)
    return line[:-cut] + "?" + shown(line[-cut:].encode("gbk")[1:] + tail.encode())


def encodable(line: str, code: str) -> bool:
    return bool(line) and line.encode(code, "ignore").decode(code) == line


def pages(lines: list[str], count: int, random_: random.Random) -> list[str]:
    """Pages of `LINES` lines, taken at random."""
    return ["\n".join(random_.sample(lines, LINES)) for _ in range(count)]


def judged(pairs: list[tuple[str, str]]) -> list[str]:
    """Lines restored exactly, mean similarity, and characters in a thousand that are wrong without a mark."""
    lines = [(a, b) for before, after in pairs for a, b in zip(before.split("\n"), after.split("\n"), strict=False)]
    same = sum(a == b for a, b in lines) / len(lines)
    alike = sum(Indel.normalized_similarity(a, b) for a, b in lines) / len(lines)
    wrong = sum(
        op.src_end - op.src_start
        for a, b in lines
        if a != b
        for op in Levenshtein.opcodes(a, b)
        if op.tag == "replace" and not set("?\ufffd)") & set(b[op.dest_start : op.dest_end])
    )
    total = sum(len(a) for a, _ in lines)
    return [f"{100 * same:.0f}", f"{100 * alike:.1f}", f"{1000 * wrong / total:.2f}"]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=100)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    simplified = lines_of(options.texts)
    traditional = opencc.OpenCC("s2t").convert("\n".join(simplified)).split("\n")
    wide = [line for line in traditional if encodable(line, "gbk") and len(line) > 20 and "(" not in line]
    ends = ("。”", "？”", "！”", "”。", "》。")
    quoted = [line for line in simplified if encodable(line, "gbk") and line[-2:] in ends]
    folded: Callable[[str], str] = lambda text: text.translate(FOLD)  # noqa: E731
    stripped: Callable[[str], str] = lambda text: "".join(c for c in text if not "\ue000" <= c <= "\uf8ff")  # noqa: E731
    same: Callable[[str], str] = lambda text: text  # noqa: E731
    rows = []
    for name, form, toneless, after in (
        ("glosses `(jì)`", "({})", False, same),
        ("glosses, widths folded", "({})", False, folded),
        ("glosses, private characters lost", "({})", False, stripped),
        ("glosses `(ji)`", "({})", True, same),
        ("glosses `(jì )`", "({} )", False, same),
        ("glosses `（jì）`", "（{}）", False, same),
    ):
        random_ = random.Random(options.seed)
        pairs = []
        for page in pages(wide, options.samples, random_):
            damaged = after(page_of_glosses(page, random_, form, toneless))
            pairs.append((after(page), repair(damaged)))
            if options.show:
                lines = (text.split("\n") for text in (page, damaged, pairs[-1][1]))
                for before, seen, got in zip(*lines, strict=False):
                    if after(before) != got:
                        print("-", before, seen, got, sep="\n  ")
        rows.append([name, *judged(pairs)])
    for name, after in (("one byte late", same), ("one byte late, widths folded", folded)):
        random_ = random.Random(options.seed)
        pairs = []
        for _ in range(options.samples * LINES):
            line = random_.choice(quoted)
            damaged = after(late(line, random_))
            got = repair(damaged)
            cut = max(0, len(line) - 14)
            pairs.append((after(line[:-14]) + line[-14:], got[:cut] + got[len(line) - 14 :]))
            if options.show and after(line) != after(got):
                print("-", line[-30:], damaged[-40:], got[-40:], sep="\n  ")
        pairs = [(after(a), after(b)) for a, b in pairs]
        rows.append([name, *judged(pairs)])
    table = markdown(["damage", "% of lines exact", "similarity", "wrong ‰"], rows)
    print(table)
    if options.write:
        put("scrapers", table, PAGE)


if __name__ == "__main__":
    main()
