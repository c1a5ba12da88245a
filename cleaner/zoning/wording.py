"""How much a short line sounds like an article, and how much like the furniture of a page, by its pairs of characters.

The idea: rules know the phrases that somebody met; a page that nobody here has seen words the same things otherwise,
with the same pairs (`首页`, `上一`, `推荐$`). A table says of ten thousand pairs how much each speaks for an article
(logistic regression; `tools/train_wording.py`, docs/zones.md), and a line is worth the sum of its pairs over the square
root of their number: a long line does not shout because it is long.

Invariant: it depends on the folded line alone, whole numbers only, and decides nothing: these are cues among many.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, repeat
from math import isqrt
from operator import add, sub
from pathlib import Path

from cleaner.patterns import pattern
from cleaner.zoning.cues import BULLET, MARKS, Group, group

LONGEST = 60  # characters; what is longer shows by its shape what it is
_MORE = pattern(f"[^{re.escape(MARKS)}]")
_FIGURES = pattern(r"\d+")
_SPACES = pattern(r" {2,}")
# Worth in hundredths between which the cue changes: ninths of the lines of real pages, sevenths of means of four lines.
_STEPS, _MEANS = (-500, -370, -300, -230, -170, -110, -30, 90), (-360, -270, -210, -160, -100, -20)
_SIZES = (6, 14)  # characters from which a line counts as middling, as long
_CUES = [[f"words {worth} {size}" for worth in range(len(_STEPS) + 1)] for size in ("short", "middling", "long")]
_BESIDE = [[f"words {side} {worth}" for worth in range(len(_MEANS) + 1)] for side in ("before", "after")]
_NEAR, _LOUDEST = 4, 500  # lines to each side; what one of them may add


def spelled(text: str) -> str:
    """What the pairs are taken of: the line between its ends, each number one `0`."""
    if not text.isalpha():
        text = _SPACES.sub(" ", _FIGURES.sub("0", text))
    return f"^{text}$"


@cache
def pairs() -> Mapping[str, int]:
    """The worth of each pair in hundredths, above zero for the article; a row of the table is a worth and its pairs."""
    rows = (Path(__file__).parent.with_name("data") / "wording.tsv").read_text(encoding="utf-8").split("\n")
    known = (row.split("\t") for row in rows if row and not row.startswith("# "))
    return {found[at : at + 2]: int(worth) for worth, found in known for at in range(0, len(found), 2)}


def worth(text: str) -> int:
    """How much a line sounds like an article, in hundredths of a logit; below zero like furniture."""
    whole = spelled(text)
    total = sum(map(pairs().get, map(add, whole, whole[1:]), repeat(0)))
    root = isqrt(10_000 * (len(whole) - 1))  # hundredths
    return total * 100 // root


@lru_cache(maxsize=1 << 14)  # a page is labelled more than once, and pages of a site share many lines
def _heard(text: str) -> tuple[str, int] | None:
    """How a line sounds: its cue, and what it adds to the mean of its neighbours; None where it is too long, or Latin
    letters, figures and marks alone."""
    if len(text) > LONGEST or not _MORE.search(text):
        return None
    sound = worth(text)
    return _CUES[bisect_right(_SIZES, len(text))][bisect_right(_STEPS, sound)], max(-_LOUDEST, min(sound, _LOUDEST))


def forget() -> None:
    """Remembers no line: for who changes the table."""
    _heard.cache_clear()


def column(texts: Sequence[str]) -> list[str]:
    """For each line of a page the group of its cues: how it sounds, and how those up to four lines before and after do
    on the mean. A line too long, or without more than Latin letters, figures and marks, has no sound."""
    texts = [BULLET.sub("", text) if text[0] in "*+•·-" else text for text in texts]
    sounds = [_heard(text) for text in texts]
    means = zip(
        *_windows([0 if sound is None else sound[1] for sound in sounds]),
        *_windows([sound is not None for sound in sounds]),
        strict=True,
    )
    return [
        _group(
            None if sound is None else sound[0],
            bisect_right(_MEANS, before // heard) if heard else -1,
            bisect_right(_MEANS, after // below) if below else -1,
        )
        for sound, (before, after, heard, below) in zip(sounds, means, strict=True)
    ]


def _windows(numbers: Sequence[int]) -> tuple[Iterator[int], Iterator[int]]:
    """For each place the sums of the numbers up to four places before it, and up to four after it."""
    sums = [0] * _NEAR + [0, *accumulate(numbers)]
    sums += sums[-1:] * _NEAR
    return map(sub, sums[_NEAR:], sums[: len(numbers)]), map(sub, sums[2 * _NEAR + 1 :], sums[_NEAR + 1 :])


@cache
def _group(own: str | None, before: int, after: int) -> Group:
    """The cues of a line with such a sound or none, amid such means; -1: nothing is heard there."""
    names = [] if own is None else [own]
    names += [_BESIDE[side][mean] for side, mean in enumerate((before, after)) if mean >= 0]
    return group(names)
