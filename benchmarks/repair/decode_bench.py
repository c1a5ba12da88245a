"""Decoding Chinese bytes: encodings × lengths × damages, beside the peers, scored on the decoded text.

    python benchmarks/repair/decode_bench.py [--seed 1] [--count 100] [--text FOLDER ...] [--peers]

Texts are cut at random from the articles under tests/gold (or from any folders of UTF-8 .txt files), in simplified
Chinese for the GB family and in traditional for Big5 and EUC-TW. A damaged text counts as read when at most three
characters differ from the original. The same seed gives the same cases.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import opencc
from rapidfuzz.distance import Levenshtein

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
from table import markdown, put  # noqa: E402

from cleaner.encodings import codec, label  # noqa: E402
from cleaner.stages import decode  # noqa: E402

PAGE = ROOT / "docs" / "repair.md"

LENGTHS = (10, 30, 100, 1000)
ENCODINGS = ("gb18030", "big5hkscs", "utf-8", "utf-16le", "utf-16be")
ALLOWED = 3  # characters that one damaged byte may cost


def corpus(folders: list[Path]) -> dict[str, str]:
    """All text, simplified and traditional."""
    paths = sorted(path for folder in folders for path in folder.rglob("*.txt"))
    plain = "".join("".join(path.read_text(encoding="utf-8").split()) for path in paths)
    return {"Hans": opencc.OpenCC("t2s").convert(plain), "Hant": opencc.OpenCC("s2tw").convert(plain)}


def undamaged(data: bytes, source: random.Random) -> bytes:
    return data


def to_ff(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + b"\xff" + data[at + 1 :]


def lost(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + data[at + 1 :]


def cut(data: bytes, source: random.Random) -> bytes:
    return data[1:-1]


DAMAGES = (undamaged, to_ff, lost, cut)


def ours(data: bytes) -> str:
    found = decode.decode(data)
    text = found.text
    for edit in sorted(found.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def by_chardet(data: bytes) -> str:
    import chardet

    return _read(data, chardet.detect(data)["encoding"])


def by_charset_normalizer(data: bytes) -> str:
    import charset_normalizer

    return _read(data, charset_normalizer.detect(data)["encoding"])


def by_bs4(data: bytes) -> str:
    from bs4.dammit import UnicodeDammit

    return UnicodeDammit(data).unicode_markup or ""


def by_resiliparse(data: bytes) -> str:
    from resiliparse.parse import encoding

    return encoding.bytes_to_str(data, encoding.detect_encoding(data))


PEERS = (by_chardet, by_charset_normalizer, by_bs4, by_resiliparse)


def _read(data: bytes, name: str | None) -> str:
    """As the label's superset reads it (GB 2312 as GB 18030, latin-1 as windows-1252), the same for every peer."""
    known = (name or "utf-8").lower()
    if not known.startswith(("utf-16", "utf-32")):  # which read the BOM
        known = codec(label(known) or "utf-8")
    return data.decode(known, "replace")


def share(read: Callable[[bytes], str], cases: list[tuple[str, bytes]], allowed: int) -> tuple[float, float]:
    """Percent of the cases read with at most `allowed` wrong characters, and the mean number of wrong ones."""
    wrong = [Levenshtein.distance(text, read(data)) for text, data in cases]
    return 100 * sum(n <= allowed for n in wrong) / len(wrong), sum(wrong) / len(wrong)


def cases(
    text: str, name: str, length: int, count: int, harm: Callable[..., bytes], seed: str
) -> list[tuple[str, bytes]]:
    source, out = random.Random(seed), []
    while len(out) < count:
        at = source.randrange(len(text) - length)
        piece = text[at : at + length]
        try:
            data = piece.encode(name)
        except UnicodeEncodeError:
            continue
        if not data.isascii():
            out.append((piece, harm(data, source)))
    return out


def inlaid(texts: dict[str, str], count: int, seed: int) -> str:
    """Table: pages that hold a title, or in mid-line a span of 20 characters, in another encoding; percent exact."""
    rows = []
    for base, other in permutations(("utf-8", "gb18030", "big5hkscs"), 2):
        text = texts["Hant" if "big5hkscs" in (base, other) else "Hans"]
        row = [f"{other} in {base}"]
        for own, before, between in ((12, 0, "\n"), (20, 60, ""), (20, 60, "</b>")):
            source = random.Random(f"{seed}{base}{other}{own}{between}")
            right = 0
            for _ in range(count):
                parts = [piece(text, size, source) for size in (before, own, 60)]
                codes = (base, other, base)
                data = between.encode().join(
                    part.encode(code) for part, code in zip(parts, codes, strict=True) if part or before
                )
                right += ours(data) == between.join(part for part in parts if part or before)
            row.append(f"{100 * right / count:.0f}")
        rows.append(row)
        print(row, flush=True)
    return markdown(["% exact", "a title of 12", "a span in a line", "a span beside a tag"], rows)


def piece(text: str, size: int, source: random.Random) -> str:
    """`size` characters of `text`, of which each encoding knows all and seven in ten are Han."""
    while True:
        at = source.randrange(len(text) - size)
        found = text[at : at + size]
        known = all(found.encode(code, "ignore").decode(code) == found for code in ("gb18030", "big5hkscs"))
        if known and sum("\u4e00" <= character <= "\u9fff" for character in found) >= 0.7 * size:
            return found


def speed(text: str) -> str:
    """Table: MB/s of CPU time on valid text, the best of three, beside Python's own codec."""
    rows = []
    for name in ("utf-8", "gb18030", "big5hkscs"):
        data = "\n".join(text[i : i + 100] for i in range(0, len(text), 100)).encode(name, "ignore")
        data *= 4_000_000 // len(data) + 1
        ours = min(_cost(lambda data=data: decode.decode(data)) for _ in range(3))
        codec = min(_cost(lambda data=data, name=name: data.decode(name)) for _ in range(3))
        rows.append([name, *(f"{len(data) / 1e6 / taken:.0f}" for taken in (ours, codec))])
    return markdown(["MB/s", "this program", "the codec alone"], rows)


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--text", type=Path, nargs="+", default=[ROOT / "tests" / "gold"])
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    options = parser.parse_args()
    texts = corpus(options.text)
    readers = (ours, *PEERS) if options.peers else (ours,)
    rows = []
    for name in ENCODINGS:
        for harm in DAMAGES[: 1 if name.startswith("utf-16") else None]:
            for length in LENGTHS:
                text = texts["Hant" if name.startswith("big5") else "Hans"]
                made = cases(text, name, length, options.count, harm, f"{options.seed}{name}{harm.__name__}{length}")
                allowed = ALLOWED * {"undamaged": 0, "cut": 2}.get(harm.__name__, 1)
                cells = ["{:.0f} ({:.1f})".format(*share(reader, made, allowed)) for reader in readers]
                rows.append([f"{name}, {harm.__name__}, {length}", *cells])
                print(rows[-1], flush=True)
    heads = [reader.__name__.removeprefix("by_") for reader in readers]
    tables = {
        "decode": markdown(["% read (wrong characters)", *heads], rows),
        "speed": speed(texts["Hans"]),
        "spans": inlaid(texts, options.count, options.seed),
    }
    for name, text in tables.items():
        print(text, end="\n\n")
        if options.write:
            put(name, text, PAGE)


if __name__ == "__main__":
    main()
