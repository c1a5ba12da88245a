"""Builds cleaner/data/cns.bin: the planes of CNS 11643 beyond Big5, for EUC-TW and ISO-2022-CN.

The idea: Unihan's field kIRG_TSource says where Taiwan's standard has a character. Planes 1 and 2 are Big5's levels,
whose order cleaner/encodings.py knows; these are 3 to 7 and 15, each as the text of its 94 x 94 places, NUL for a hole.

    apt-get download unicode-data        # Unicode's licence; dpkg -x FILE FOLDER
    python tools/build_cns.py FOLDER/usr/share/unicode/Unihan_IRGSources.txt.bz2 cleaner/data
"""

from __future__ import annotations

import bz2
import re
import sys
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from cleaner.encodings import PLANES

ROW = re.compile(r"U\+([0-9A-F]+)\tkIRG_TSource\tT([0-9A-F]+)-([0-9A-F]{2})([0-9A-F]{2})")
PLACES = range(0x21, 0x7F)


def main(source: Path, folder: Path) -> None:
    found: dict[tuple[int, int, int], str] = {}
    with bz2.open(source, "rt", encoding="utf-8") as lines:
        for row in filter(None, map(ROW.match, lines)):
            found[int(row[2], 16), int(row[3], 16), int(row[4], 16)] = chr(int(row[1], 16))
    texts = ("".join(found.get((plane, a, b), "\0") for a in PLACES for b in PLACES) for plane in PLANES)
    (folder / "cns.bin").write_bytes(zlib.compress("\n".join(texts).encode("utf-16-le"), 9))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
