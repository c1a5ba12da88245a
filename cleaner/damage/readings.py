"""How the everyday characters of Chinese are read.

The idea: a gloss that gives one of these characters its usual reading tells no reader anything new. `data/readings.tsv`
holds one reading a line: the syllable, the simplified characters read so among the 1500 commonest, and those among the
2500 commonest. Ranks are from jieba's dictionary, readings from pypinyin (both MIT); it is written by
benchmarks/repair/build_readings.py.

Invariant: read once, when a page has the first bracket that may be a gloss.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_DATA = Path(__file__).parent.with_name("data") / "readings.tsv"


class Reading(NamedTuple):
    """A syllable with its tone, and the characters whose usual reading it is."""

    syllable: str
    common: str
    others: str


@lru_cache(maxsize=1)
def table() -> tuple[Reading, ...]:
    """All readings, in the order of their syllables."""
    return tuple(Reading(*line.split("\t")) for line in _DATA.read_text(encoding="utf-8").splitlines())
