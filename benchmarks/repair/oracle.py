"""How much the bytes that are left can tell: what a reader with every neighbour right would make of lossy classes.

    python benchmarks/repair/oracle.py CHINESE_TEXTS

CHINESE_TEXTS is a folder of clean UTF-8 files in simplified Chinese. For every character of the damaged texts: how many
everyday characters share its remaining bytes, how often the commonest of them is right, how often the one that the
model of pairs likes best between its two *true* neighbours is, and how often that one is clear of the next by as much
as the program asks for (`lattice.CLEAR`). The program has to find the neighbours too, and most of them are damaged.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "repair")]
from mojibake_bench import lines_of  # noqa: E402

from cleaner import lexicon  # noqa: E402
from cleaner.damage.lattice import CLEAR  # noqa: E402
from cleaner.damage.losses import RARE  # noqa: E402

Remains = tuple[object, ...]
LINES = 60
LOW = 0xA0  # Big5 shows no byte up to this one


def without_c1(text: str) -> list[Remains]:
    """Of each character the bytes that are no controls; where one is missing, nothing tells."""
    return [tuple(byte for byte in character.encode() if not 0x80 <= byte < 0xA0) for character in text]


def shown_in_big5(text: str) -> list[Remains]:
    """Of each character the bytes that Big5 shows, and marks for the low and the high ones that it loses."""
    data, kept, at = text.encode(), set(), 0
    while at < len(data):
        pair = data[at : at + (1 if data[at] < 0x80 else 2)]
        good = "\ufffd" not in pair.decode("big5", "replace")
        kept.update(range(at, at + len(pair)) if good else ())
        at += len(pair) if good else 1
    remains, start = [], 0
    for character in text:
        code = character.encode()
        remains.append(tuple(b if start + i in kept else "low" if b <= LOW else "high" for i, b in enumerate(code)))
        start += len(code)
    return remains


def everyday() -> list[str]:
    """The characters that the program would fill in for simplified text."""
    han = (chr(code) for code in range(0x4E00, 0xA000))
    known = [c for c in han if lexicon.unigram(c) > RARE and c.encode("gb2312", "ignore")]
    return known + [mark for mark in lexicon.KEPT if mark != "\n"]


def in_place(before: str, character: str, after: str) -> float:
    """Nats of `character` between its neighbours."""
    return lexicon.transition(before, character) + (lexicon.transition(character, after) if after else 0.0)


def measured(lines: list[str], damage: Callable[[str], list[Remains]]) -> str:
    """One row of figures."""
    sharing: dict[Remains, list[str]] = defaultdict(list)
    if damage is without_c1:
        for character in everyday():
            sharing[damage(character)[0]].append(character)
    sizes, common, best, clear, wrong = [], 0, 0, 0, 0
    for line in lines:
        for at, remains in enumerate(damage(line)):
            if line[at] < "\u2000":
                continue
            if remains not in sharing:
                sharing[remains] = [c for c in everyday() if _fits(remains, c)]
            found = sharing[remains]
            sizes.append(len(found))
            ranked = sorted(
                ((in_place(line[at - 1 : at], c, line[at + 1 : at + 2]), c) for c in found or line[at]), reverse=True
            )
            common += max(found or line[at], key=lexicon.unigram) == line[at]
            best += ranked[0][1] == line[at]
            if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR:
                clear += ranked[0][1] == line[at]
                wrong += ranked[0][1] != line[at]
    count = len(sizes)
    shares = (f"{100 * part / count:.0f} %" for part in (sum(size <= 1 for size in sizes), common, best, clear, wrong))
    return "alone {}, commonest right {}, best right {}, clear and right {}, clear and wrong {}".format(*shares) + (
        f"; {sorted(sizes)[count // 2]} candidates in the median, {sorted(sizes)[count * 9 // 10]} for one in ten"
    )


def _fits(remains: Remains, character: str) -> bool:
    code = character.encode()
    return len(code) == len(remains) and all(
        part == byte or (part == "low" and 0x80 <= byte <= LOW) or (part == "high" and byte > LOW)
        for part, byte in zip(remains, code, strict=True)
    )


if __name__ == "__main__":
    texts = lines_of(Path(sys.argv[1]))[::7][:LINES]
    for name, damage in (("utf-8 as latin-1, C1 dropped", without_c1), ("utf-8 as big5, U+FFFD", shown_in_big5)):
        print(f"{name}: {measured(texts, damage)}")
