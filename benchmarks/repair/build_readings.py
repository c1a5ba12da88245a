"""Build cleaner/data/readings.tsv: which everyday character is read how.

Ranks come from jieba's dictionary (MIT; character counts summed over its words, traditional folded into simplified by
OpenCC), readings from pypinyin (MIT). Run in an environment that has jieba, opencc and pypinyin:

    python benchmarks/repair/build_readings.py > cleaner/data/readings.tsv
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import jieba
import opencc
from pypinyin import pinyin

EVERYDAY = 2500
COMMON = 1500


def ranked() -> list[str]:
    """The commonest characters, most frequent first, in simplified form."""
    simplify = opencc.OpenCC("t2s").convert
    counts: Counter[str] = Counter()
    dictionary = Path(jieba.__file__).with_name("dict.txt")
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        for character in word:
            if "\u4e00" <= character <= "\u9fff":
                counts[simplify(character)] += int(count)
    return [character for character, _ in counts.most_common(EVERYDAY)]


def main() -> None:
    """Print the table: a reading, the commonest characters read so, the less common ones."""
    by_reading: defaultdict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for rank, character in enumerate(ranked()):
        by_reading[pinyin(character)[0][0]][rank >= COMMON].append(character)
    for reading, (common, others) in sorted(by_reading.items()):
        print(reading, "".join(common), "".join(others), sep="\t")


if __name__ == "__main__":
    main()
