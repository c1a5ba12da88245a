"""What is plainly misread, but in no way that is known or with too many bytes gone: only an editor is told.

The idea: no language puts the signs and capitals of latin-1 side by side for a dozen characters, or mixes three scripts
without a space between them.

Invariant: words of any language, lists of rare characters and tables of code points say nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleaner import lexicon
from cleaner.damage import alphabets
from cleaner.damage.suspicion import LATIN
from cleaner.hanzi import HAN
from cleaner.patterns import pattern

SHORTEST = 12  # characters
_LATIN_RUN = pattern(f"[{LATIN}](?:[{LATIN}?\ufffd]|[\x20-\x7e]{{1,2}}(?=[{LATIN}]))+")
_CAPITALS_AND_SIGNS = pattern("[\x80-\xbfÀ-Þ×÷]")
_DENSE = 0.7  # share of a run that is beyond ASCII; of French one letter in ten
_SIGNS = 0.3  # share that is signs and capitals; of Icelandic or Vietnamese one in twenty
_WIDE_RUN = pattern("[^\x00-\u024f\u2000-\u206f\u3000-\u303f\uff00-\uffef\ufffd]{12,}")
_SCRIPTS = tuple(
    pattern(f"[{script}]") for script in (HAN, "가-힣ㄱ-ㆎ", "ぁ-ヿ", "\ue000-\uf8ff", "\u0250-\u1fff\ua000-\ua4cf")
)
_MIXED = 3  # scripts in one run
_NO_PROSE = -11.0  # lexicon.score


def find(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text`, which nothing could read, that no language explains."""
    for run in _LATIN_RUN.finditer(text):
        high = sum(character > "\x7f" for character in run[0])
        signs = len(_CAPITALS_AND_SIGNS.findall(run[0]))
        if high >= SHORTEST and high > _DENSE * len(run[0]) and signs > _SIGNS * high:
            yield run.span()
    for run, _ in alphabets.runs(text):
        if len(run[0]) >= SHORTEST and max(run[0]) > "\xff":
            yield run.span()
    for run in _WIDE_RUN.finditer(text):
        if sum(bool(script.search(run[0])) for script in _SCRIPTS) >= _MIXED and lexicon.score(run[0]) < _NO_PROSE:
            yield run.span()
