"""Builds cleaner/data/simplified.txt: the characters that OpenCC simplifies when they stand alone, and what it makes
of them, in two lines of the same length.

    python tools/build_simplified.py

The idea: every page is looked at through these 3,000 pairs, and most pages need nothing else of OpenCC, which takes
20 ms to load its tables and to be asked for each character.

Invariant: the same OpenCC gives the same file; a test compares them.
"""

from __future__ import annotations

from pathlib import Path

from opencc import OpenCC

TARGET = Path(__file__).resolve().parents[1] / "cleaner" / "data" / "simplified.txt"


def pairs() -> dict[str, str]:
    """Characters of the BMP whose simplified form is another one of the BMP."""
    characters = [*map(chr, range(0x3400, 0xA000)), *map(chr, range(0xF900, 0xFB00))]
    forms = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    found = zip(characters, forms, strict=True)
    return {char: form for char, form in found if form != char and len(form) == 1 and form <= "\uffff"}


if __name__ == "__main__":
    lines = pairs()
    TARGET.write_text(f"{''.join(lines)}\n{''.join(lines.values())}\n", encoding="utf-8")
