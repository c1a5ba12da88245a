"""Choosing among readings: which character a half-lost one was, and whether a reading is Chinese at all.

The idea: bigrams decide. Cells with several candidates are read along the most probable path; one is filled in only
where it is clearly likelier than the next best between the same neighbours, else U+FFFD stands for it.

Invariant: a cell with one candidate is never changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cleaner import lexicon

LOST = "\ufffd"
MAX_CANDIDATES = 32  # by frequency; characters rarer than that are never the clear choice
BEAM = 6  # readings kept from one cell to the next
CLEAR = 2.0  # nats between the best and the next
CLEAR_ONE_SIDED = 3.0  # where only one neighbour is certain


@lru_cache(maxsize=65536)
def _unigram(character: str) -> float:
    return lexicon.unigram(character)


@lru_cache(maxsize=65536)
def likelihood(before: str, character: str) -> float:
    """Log P(character | before), nats."""
    return _unigram(character) + (lexicon.bigram(before, character) if before and before != LOST else 0.0)


def fill(cells: Sequence[str], left: str = "", right: str = "") -> tuple[str, int]:
    """One character for each cell of candidates, and how many cells were filled in by likelihood.

    `left` and `right` are the neighbours of the run ("\n" for the end of a line, "" for unknown).
    """
    options = [_options(cell) for cell in cells]
    if all(len(option) == 1 for option in options):
        return "".join(options), 0
    path = _best_path(options, left)
    filled = 0
    for at, option in enumerate(options):
        if len(option) > 1:
            before, after = path[at - 1] if at else left, path[at + 1] if at + 1 < len(path) else right
            certain = _certain(options, at - 1) + _certain(options, at + 1)
            margin = CLEAR if certain == 2 else CLEAR_ONE_SIDED
            path[at] = _clear_choice(before, after, option, margin) if certain else LOST
            filled += path[at] != LOST
    return "".join(path), filled


def _options(cell: str) -> str:
    if len(cell) <= 1:
        return cell or LOST
    return "".join(sorted(cell, key=_unigram, reverse=True)[:MAX_CANDIDATES])


def _value(item: tuple[str, float]) -> float:
    return item[1]


def _best_path(options: Sequence[str], left: str) -> list[str]:
    scores: dict[str, float] = {left: 0.0}
    back: list[dict[str, str]] = []
    for option in options:
        came: dict[str, str] = {}
        reached: dict[str, float] = {}
        alive = sorted(scores.items(), key=_value, reverse=True)[:BEAM]
        for character in option:
            value, before = max((score + likelihood(before, character), before) for before, score in alive)
            came[character] = before
            reached[character] = value
        back.append(came)
        scores = reached
    path = [max(scores, key=lambda character: scores[character])]
    for came in reversed(back[1:]):
        path.append(came[path[-1]])
    return path[::-1]


def _certain(options: Sequence[str], at: int) -> bool:
    """Does the neighbour at `at` prove something? The ends of the run do."""
    return not 0 <= at < len(options) or (len(options[at]) == 1 and options[at] != LOST)


def _clear_choice(before: str, after: str, option: str, margin: float) -> str:
    ranked = sorted(
        ((likelihood(before, c) + (likelihood(c, after) if after and after != LOST else 0.0), c) for c in option),
        reverse=True,
    )
    return ranked[0][1] if ranked[0][0] - ranked[1][0] >= margin else LOST
