"""How much mojibake is undone, and how often clean text is touched.

    python benchmarks/repair/mojibake_bench.py CHINESE_TEXTS [--clean FOLDER] [--seed 1] [--samples 200] [--write]

CHINESE_TEXTS is a folder of clean UTF-8 files in simplified Chinese (traditional samples are made by OpenCC);
`--clean` is a folder of folders of clean files in any language: every change there is a false alarm. Nothing of either
is stored. Samples are cut from the texts at random, from the given seed, then damaged by `bytes of one code read in
another`. `ftfy` is its encoding repair alone, `inverse` encodes back and decodes right, given the two codes; both at 60
characters. `--write` puts the tables into docs/repair.md.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from html.entities import codepoint2name
from pathlib import Path

import ftfy
import opencc
from rapidfuzz.distance import Indel

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from table import markdown, put  # noqa: E402

from cleaner.stages.repair import repair  # noqa: E402

Damage = Callable[[str], str]
LENGTHS = (5, 10, 20, 60, 200)
ALPHABET_LENGTHS = (5, 10, 20)
FEWEST = 10  # samples; a code that can hardly hold a text of such a length says nothing
BESIDE = 60  # characters at which the peers are measured
PAGE = ROOT / "docs" / "repair.md"


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
    "gbk as euc-kr": ("s", misread("gbk", "cp949")),
    "gbk as shift_jis": ("s", misread("gbk", "cp932")),
    "gbk as euc-jp": ("s", misread("gbk", "euc_jp")),
    "gbk as big5, then utf-8 as latin-1": ("s", lambda text: misread("utf-8", "latin-1")(misread("gbk", "big5")(text))),
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
    "utf-8 as cp949, U+FFFD": ("s", misread("utf-8", "cp949", "replace")),
    "utf-8 as shift_jis, U+FFFD": ("s", misread("utf-8", "cp932", "replace")),
    "big5 as shift_jis, ?": ("t", marked(misread("big5", "cp932", "replace"))),
    "utf-8 as latin-1, C1 dropped": ("s", dropped_c1),
    "utf-8 as cp1252, its holes dropped": ("s", lambda text: re.sub("[\x80-\x9f]", "", cp1252(text))),
}


# Codes of other alphabets; a hole is shown as the control of its number.
TABLES = (
    "cp1250", "cp1251", "cp1253", "cp1254", "iso8859-2", "iso8859-15",
    "koi8-r", "cp437", "cp850", "cp866", "mac-roman",
)  # fmt: skip


def shown(was: str, table: str) -> Damage:
    """Bytes of the code `was` in a code of one byte a character."""
    signs = {}
    for byte in range(256):
        try:
            signs[byte] = bytes((byte,)).decode(table)
        except UnicodeDecodeError:
            signs[byte] = chr(byte)
    return lambda text: "".join(signs[byte] for byte in text.encode(was))


def escaped(form: str, code: str) -> Damage:
    """What is not ASCII as the numbers of its bytes in `code`."""
    return lambda text: "".join(chr(byte) if byte < 0x80 else form.format(byte) for byte in text.encode(code))


def numbered(form: str) -> Damage:
    """What is not ASCII as the number of its character."""
    return lambda text: "".join(sign if sign < "\x80" else form.format(ord(sign)) for sign in text)


def named(code: str) -> Damage:
    """Bytes as the named entities of latin-1."""
    names = {byte: f"&{name};" for byte, name in codepoint2name.items() if byte > 0x7F}
    return lambda text: "".join(names.get(byte, chr(byte)) for byte in text.encode(code))


ESCAPES: dict[str, Damage] = {
    r"`\u4e2d`": numbered(r"\u{:04x}"),
    r"`\\u4e2d`": numbered(r"\\u{:04x}"),
    r"`\u{4e2d}`": numbered(r"\u{{{:x}}}"),
    "`%u4E2D`": numbered("%u{:04X}"),
    "`U+4E2D`": numbered("U+{:04X}"),
    "`<U+4E2D>`": numbered("<U+{:04X}>"),
    "`&#20013`": numbered("&#{}"),
    "`&amp;#20013;`": numbered("&amp;#{};"),
    "`%E4%B8%AD`": escaped("%{:02X}", "utf-8"),
    "`%D6%D0`": escaped("%{:02X}", "gbk"),
    "`%25E4%25B8%25AD`": escaped("%25{:02X}", "utf-8"),
    "`=E4=B8=AD`": escaped("={:02X}", "utf-8"),
    r"`\xe4\xb8\xad`": escaped(r"\x{:02x}", "utf-8"),
    r"`\344\270\255`": escaped(r"\{:03o}", "utf-8"),
    "`<e4><b8><ad>`": escaped("<{:02x}>", "utf-8"),
    "`&#228;&#184;&#173;`": escaped("&#{};", "utf-8"),
    "`&Ouml;&ETH;`": named("gbk"),
    "`+Ti0-`": lambda text: text.encode("utf-7").decode(),
    "`~{VP~}`": lambda text: text.encode("hz").decode(),
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


def by_ftfy(damaged: str, name: str) -> str:
    """ftfy's encoding repair, without what it does to quotes and widths."""
    return ftfy.fix_encoding(damaged)


def by_inverse(damaged: str, name: str) -> str:
    """Encode back, decode right: what knowing the two codes alone would give."""
    codes = [code.rstrip(",") for code in name.split() if code not in ("as", "twice")]
    try:
        return damaged.encode(codes[1], "replace").decode(codes[0], "replace")
    except UnicodeError:
        return damaged


def share(pairs: list[tuple[str, str]], read: Callable[[str], str], exact: bool) -> str:
    """Percent restored exactly, or mean similarity; "–" for too few samples."""
    if len(pairs) < FEWEST:
        return "–"
    got = [(clean, read(damaged)) for clean, damaged in pairs]
    values = [float(a == b) if exact else Indel.normalized_similarity(a, b) for a, b in got]
    return f"{100 * sum(values) / len(values):.0f}"


def whole(lines: dict[str, list[str]], count: int, seed: int) -> str:
    """Table: whole texts by class and length; exact share, mean similarity for the lossy ones."""
    rows = []
    for exact, classes in ((True, LOSSLESS), (False, LOSSY)):
        for name, (script, damage) in classes.items():
            made = {
                length: list(samples(lines[script], length, damage, count, random.Random(f"{seed}{name}{length}")))
                for length in LENGTHS
            }
            row = [f"{'exact' if exact else 'similarity'}: {name}", *(share(made[at], repair, exact) for at in LENGTHS)]
            peers = (partial(peer, name=name) for peer in (by_ftfy, by_inverse))
            rows.append([*row, *(share(made[BESIDE], peer, exact) for peer in peers)])
            print(rows[-1], flush=True)
    return markdown(["% of", *map(str, LENGTHS), "ftfy", "inverse"], rows)


def alphabets(lines: dict[str, list[str]], count: int, seed: int) -> str:
    """Table: texts in the codes of other alphabets, by length; exact share."""
    rows = []
    codes = (("utf-8", "s"), ("gbk", "s"), ("big5", "t"))
    for table in TABLES:
        row = [table]
        for was, script in codes:
            for length in ALPHABET_LENGTHS:
                random_ = random.Random(f"{seed}{was}{table}{length}")
                row.append(share(list(samples(lines[script], length, shown(was, table), count, random_)), repair, True))
        rows.append(row)
        print(row, flush=True)
    return markdown(["% exact", *(f"{was}, {length}" for was, _ in codes for length in ALPHABET_LENGTHS)], rows)


def escapes(lines: dict[str, list[str]], count: int, seed: int) -> str:
    """Table: escapes in prose, by length; exact share."""
    rows = []
    for name, damage in ESCAPES.items():
        made = (list(samples(lines["s"], at, damage, count, random.Random(f"{seed}{name}{at}"))) for at in LENGTHS[:4])
        rows.append([name, *(share(pairs, repair, True) for pairs in made)])
        print(rows[-1], flush=True)
    return markdown(["% exact", *map(str, LENGTHS[:4])], rows)


def mixed(lines: dict[str, list[str]], count: int, seed: int) -> str:
    """Table: some lines of a page, and spans inside a line; exact share."""
    rows = []
    for name, (script, damage) in LOSSLESS.items():
        random_ = random.Random(f"{seed}{name}")
        row = [name]
        for size, cut, glue in ((40, None, "\n"), (12, 20, "")):
            pairs = []
            for clean, damaged in samples(lines[script], size, damage, count, random_):
                before, after = random_.choice(lines[script])[:cut], random_.choice(lines[script])[:cut]
                pairs.append((glue.join((before, clean, after)), glue.join((before, damaged, after))))
            row.append(share(pairs, repair, True))
        rows.append(row)
        print(row, flush=True)
    return markdown(["% exact", "a line of a page", "a span of 12 in a line"], rows)


def false_alarms(folder: Path) -> str:
    """Table: changed lines and speed on clean text, by subfolder."""
    rows = []
    for part in sorted(path for path in folder.iterdir() if path.is_dir()):
        changed = size = 0
        seconds = 0.0
        for path in sorted(part.rglob("*.txt")):
            text = INVISIBLE.sub("", path.read_text(encoding="utf-8", errors="ignore"))
            size += len(text.encode())
            start = time.process_time()
            got = repair(text)
            seconds += time.process_time() - start
            pairs = [(a, b) for a, b in zip(text.split("\n"), got.split("\n"), strict=False) if a != b]
            changed += len(pairs)
            for old, new in pairs[:3]:
                print("   ", path.name, repr(old[:150]), repr(new[:150]))
        rows.append([part.name, f"{size / 1e6:.2f}", str(changed), f"{size / 1e6 / max(seconds, 1e-9):.0f}"])
        print(rows[-1], flush=True)
    return markdown(["clean text", "MB", "changed lines", "MB/s"], rows)


# What the canonical form drops from sound text as well; no guess is in it.
INVISIBLE = re.compile("[\r\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe0f\ufeff]")


def main() -> None:
    """Run the tables that the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("--clean", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    options = parser.parse_args()
    simplified = lines_of(options.texts)
    traditional = opencc.OpenCC("s2t").convert("\n".join(simplified)).split("\n")
    lines = {"s": simplified, "t": traditional}
    tables = {
        "whole": whole(lines, options.samples, options.seed),
        "alphabets": alphabets(lines, options.samples, options.seed),
        "escapes": escapes(lines, options.samples, options.seed),
        "mixed": mixed(lines, options.samples, options.seed),
    }
    if options.clean:
        tables["clean"] = false_alarms(options.clean)
    for name, text in tables.items():
        print(text, end="\n\n")
        if options.write:
            put(name, text, PAGE)


if __name__ == "__main__":
    main()
