"""How much mojibake is undone, and how often clean text is touched.

    python benchmarks/repair/mojibake_bench.py CHINESE_TEXTS [--clean FOLDER] [--seed 1] [--samples 200]

CHINESE_TEXTS is a folder of clean UTF-8 files in simplified Chinese (traditional samples are made by OpenCC);
`--clean` is a folder of folders of clean files in any language: every change there is a false alarm. Nothing of either
is stored. Samples are cut from the texts at random, from the given seed, then damaged by `bytes of one code read in
another`.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from cleaner.stages.repair import repair

Damage = Callable[[str], str]
LENGTHS = (5, 10, 20, 60, 200)


def misread(was: str, read_as: str, errors: str = "strict") -> Damage:
    """Text whose bytes in the code `was` are shown in the code `read_as`."""
    return lambda text: text.encode(was).decode(read_as, errors)


def marked(damage: Damage) -> Damage:
    """The same with `?` for U+FFFD."""
    return lambda text: damage(text).replace("\ufffd", "?")


def twice(damage: Damage) -> Damage:
    """The damage done two times over."""
    return lambda text: damage(damage(text))


def cp1252(text: str) -> str:
    """UTF-8 read as browsers read cp1252: the five holes are C1 controls."""
    return "".join(_cp1252(byte) for byte in text.encode())


def gbk_cp1252(text: str) -> str:
    """GBK read as browsers read cp1252."""
    return "".join(_cp1252(byte) for byte in text.encode("gbk"))


def _cp1252(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def eaten(text: str) -> str:
    """UTF-8 read as cp936 by Windows: `?` for an impossible pair, of which both bytes are gone."""
    data, shown, at = text.encode(), [], 0
    while at < len(data):
        if data[at] < 0x80:
            shown.append(chr(data[at]))
            at += 1
            continue
        try:
            shown.append(data[at : at + 2].decode("gbk"))
        except UnicodeDecodeError:
            shown.append("€" if data[at] == 0x80 else "?")
            at -= data[at] == 0x80
        at += 2
    return "".join(shown)


def dropped_c1(text: str) -> str:
    """UTF-8 read as latin-1, and the control characters dropped."""
    return re.sub("[\x80-\x9f]", "", text.encode().decode("latin-1"))


LOSSLESS: dict[str, tuple[str, Damage]] = {
    "utf-8 as latin-1": ("s", misread("utf-8", "latin-1")),
    "utf-8 as cp1252": ("s", cp1252),
    "utf-8 as latin-1 twice": ("s", twice(misread("utf-8", "latin-1"))),
    "utf-8 as cp1252 twice": ("t", twice(cp1252)),
    "gbk as latin-1": ("s", misread("gbk", "latin-1")),
    "gbk as cp1252": ("s", gbk_cp1252),
    "gbk as latin-1, trad.": ("t", misread("gbk", "latin-1")),
    "big5 as latin-1": ("t", misread("big5", "latin-1")),
    "utf-8 as gb18030": ("s", misread("utf-8", "gb18030")),
    "utf-8 as gb18030, trad.": ("t", misread("utf-8", "gb18030")),
    "utf-8 as gbk": ("s", misread("utf-8", "gbk")),
    "utf-8 as gb18030 twice": ("s", twice(misread("utf-8", "gb18030"))),
    "gbk as big5": ("s", misread("gbk", "big5")),
    "gbk as big5hkscs": ("s", misread("gbk", "big5hkscs")),
    "big5 as gb18030": ("t", misread("big5", "gb18030")),
    "big5 as gbk": ("t", misread("big5", "gbk")),
    "utf-8 as big5": ("s", misread("utf-8", "big5")),
    "utf-8 as shift_jis": ("s", misread("utf-8", "cp932")),
}
LOSSY: dict[str, tuple[str, Damage]] = {
    "utf-8 as gbk, U+FFFD": ("s", misread("utf-8", "gbk", "replace")),
    "utf-8 as gbk, ?": ("s", marked(misread("utf-8", "gbk", "replace"))),
    "utf-8 as gb18030, U+FFFD": ("t", misread("utf-8", "gb18030", "replace")),
    "utf-8 as cp936, ? eats two": ("s", eaten),
    "utf-8 as big5, U+FFFD": ("s", misread("utf-8", "big5", "replace")),
    "gbk as big5, U+FFFD": ("s", misread("gbk", "big5", "replace")),
    "gbk as big5, ?": ("s", marked(misread("gbk", "big5", "replace"))),
    "big5 as gbk, U+FFFD": ("t", misread("big5", "gbk", "replace")),
    "big5 as gbk, ?": ("t", marked(misread("big5", "gbk", "replace"))),
    "utf-8 as latin-1, C1 dropped": ("s", dropped_c1),
}


def lines_of(folder: Path) -> list[str]:
    """Chinese lines of some length from all text files of a folder."""
    lines = []
    for path in sorted(folder.rglob("*.txt")):
        page = path.read_text(encoding="utf-8", errors="ignore").splitlines()
        lines += [line.strip() for line in page if len(re.findall("[\u4e00-\u9fff]", line)) > 0.7 * len(line) > 20]
    return lines


def samples(
    lines: list[str], length: int, damage: Damage, count: int, random_: random.Random
) -> Iterator[tuple[str, str]]:
    """Up to `count` pairs (clean, damaged) of `length` characters; texts that cannot be damaged so are left out."""
    tries = 0
    made = 0
    while made < count and tries < 60 * count:
        tries += 1
        text = random_.choice(lines)
        while len(text) < length:
            text += random_.choice(lines)
        start = random_.randrange(len(text) - length + 1)
        text = text[start : start + length]
        if len(re.findall("[\u4e00-\u9fff]", text)) < 0.6 * length:
            continue
        try:
            damaged = damage(text)
        except UnicodeError:
            continue
        if damaged != text:
            made += 1
            yield text, damaged


def whole(lines: dict[str, list[str]], count: int, seed: int, show: int) -> None:
    """Table: whole texts by class and length; exact share, mean similarity for the lossy ones."""
    print("| class | " + " | ".join(map(str, LENGTHS)) + " |")
    for title, classes in (("exact", LOSSLESS), ("similarity", LOSSY)):
        for name, (script, damage) in classes.items():
            row = []
            for length in LENGTHS:
                pairs = list(samples(lines[script], length, damage, count, random.Random(f"{seed}{name}{length}")))
                results = [(clean, damaged, repair(damaged)) for clean, damaged in pairs]
                if title == "exact":
                    values = [float(got == clean) for clean, _, got in results]
                else:
                    values = [Indel.normalized_similarity(clean, got) for clean, _, got in results]
                for clean, damaged, got in [r for r in results if r[0] != r[2]][:show]:
                    print("   ", repr(clean), repr(damaged), repr(got), sep="\n      ")
                row.append(f"{100 * sum(values) / len(values):.0f}" if len(values) >= 10 else "–")
            print(f"| {title}: {name} | " + " | ".join(row) + " |", flush=True)


def mixed(lines: dict[str, list[str]], count: int, seed: int, show: int) -> None:
    """Table: some lines of a page, and spans inside a line."""
    for name, (script, damage) in LOSSLESS.items():
        random_ = random.Random(f"{seed}{name}")
        good = total = spans = all_spans = 0
        for clean, damaged in samples(lines[script], 40, damage, count, random_):
            before, after = random_.choice(lines[script]), random_.choice(lines[script])
            got = repair(f"{before}\n{damaged}\n{after}")
            total += 1
            good += got == f"{before}\n{clean}\n{after}"
        for clean, damaged in samples(lines[script], 12, damage, count, random_):
            before, after = random_.choice(lines[script])[:20], random_.choice(lines[script])[:20]
            got = repair(before + damaged + after)
            all_spans += 1
            spans += got == before + clean + after
            if got != before + clean + after and show:
                print("   ", before + clean + after, before + damaged + after, got, sep="\n      ")
                show -= 1
        if total >= 10 and all_spans >= 10:
            print(f"| {name} | lines {100 * good / total:.0f} | spans {100 * spans / all_spans:.0f} |", flush=True)


def false_alarms(folder: Path) -> None:
    """Changed lines and speed on clean text, by subfolder."""
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        changed = size = 0
        seconds = 0.0
        for path in sorted(part.rglob("*.txt")):
            text = path.read_text(encoding="utf-8", errors="ignore").replace("\r", "")
            size += len(text.encode())
            start = time.process_time()
            got = repair(text)
            seconds += time.process_time() - start
            if got != text:
                pairs = [(a, b) for a, b in zip(text.split("\n"), got.split("\n"), strict=False) if a != b]
                changed += len(pairs)
                for old, new in pairs[:3]:
                    print("   ", path.name, repr(old[:150]), repr(new[:150]))
        speed = size / 1e6 / max(seconds, 1e-9)
        print(f"| {part.name} | {size / 1e6:.2f} MB | {changed} changed lines | {speed:.1f} MB/s |", flush=True)


def main() -> None:
    """Run the tables that the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--clean", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    simplified = lines_of(options.texts)
    traditional = opencc.OpenCC("s2t").convert("\n".join(simplified)).split("\n")
    lines = {"s": simplified, "t": traditional}
    whole(lines, options.samples, options.seed, options.show)
    mixed(lines, options.samples, options.seed, options.show)
    if options.clean:
        false_alarms(options.clean)


if __name__ == "__main__":
    main()
