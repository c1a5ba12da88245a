"""Frames: what lines of one kind have in common, and how to say it as a pattern.

The idea: a line is a row of tokens: words, marks, dates, clocks, numbers. Lines with the same masked text are one
frame; lines that begin (or end) with the same word and mark, and go on differently, are one frame with *slots*: the
tokens that all of them share, in order, with what varies between.

Invariant: a pattern has words of its own; what stands in a slot is bounded by what was seen there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

from cleaner.learn.reading import CLOCK, DATE, NUMBER, Row

_MARKS = " |>:/_·~()\\[\\]【】〔〕《》「」—–"
_TOKENS = re.compile(f"[{DATE}{CLOCK}{NUMBER}]|[{_MARKS}-]|[^{_MARKS}{DATE}{CLOCK}{NUMBER}-]+")
_MASKS = frozenset((DATE, CLOCK, NUMBER))
_SLOT = "\ue0f3"
_STOPS = "。!?;"
# A word of its own: two characters at least, so that a pattern says something.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$])")
_ROOM = 1.5  # a slot may hold so many times what was seen in it


class Place(NamedTuple):
    """A row of a page: their numbers."""

    page: int
    row: int


class Frame(NamedTuple):
    """Lines of one kind: their common tokens (a slot between two that something may part), and where they stand."""

    tokens: tuple[str, ...]
    places: tuple[Place, ...]
    texts: tuple[str, ...]  # the distinct folded texts, sorted

    @property
    def fixed(self) -> bool:
        """Whether all of its lines are the same but for dates, clocks and numbers."""
        return _SLOT not in self.tokens

    @property
    def label(self) -> str:
        """Its words, for people."""
        shown = {_SLOT: "…", DATE: "…", CLOCK: "…", NUMBER: "…"}
        return "".join(shown.get(token, token) for token in self.tokens)

    @property
    def words(self) -> int:
        """How many characters its words have."""
        return sum(map(len, _WORD.findall("".join(self.tokens))))

    def pages(self) -> set[int]:
        """The pages it stands on."""
        return {place.page for place in self.places}


def tokens(key: str) -> list[str]:
    """The tokens of a masked text."""
    return _TOKENS.findall(key)


def is_slot(token: str) -> bool:
    """Whether a token stands for what varies."""
    return token == _SLOT


def is_date(token: str) -> bool:
    """Whether a token stands for a date."""
    return token == DATE


def fixed(places: dict[str, list[Place]], rows: Sequence[Sequence[Row]]) -> list[Frame]:
    """A frame for each masked text."""
    return [Frame(tuple(tokens(key)), tuple(where), _texts(where, rows)) for key, where in places.items()]


def slotted(places: dict[str, list[Place]], rows: Sequence[Sequence[Row]], least: int) -> list[Frame]:
    """Frames with slots: masked texts that share a beginning, or else an end, on `least` pages in `LEAST` forms."""
    out: list[Frame] = []
    left = dict(places)
    for side in (_beginning, _ending):
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for key in left:
            mark = side(tokens(key))
            if mark:
                groups[mark].append(key)
        for keys in groups.values():
            where = sorted(place for key in keys for place in left[key])
            if len(keys) < 2 or len({place.page for place in where}) < least:
                continue
            common = reduce(_common, [tokens(key) for key in sorted(keys)])
            frame = Frame(tuple(_with_slots(common, keys)), tuple(where), _texts(where, rows))
            if frame.words >= 2 and not frame.fixed:
                out.append(frame)
                for key in keys:
                    del left[key]
    return out


def _texts(where: Sequence[Place], rows: Sequence[Sequence[Row]]) -> tuple[str, ...]:
    return tuple(sorted({rows[place.page][place.row].text for place in where}))


def _beginning(found: Sequence[str]) -> tuple[str, ...]:
    """Up to the first word, and the mark behind it; () when nothing follows."""
    for at, token in enumerate(found[:-1]):
        if _WORD.search(token):
            return tuple(found[: at + 2]) if not _WORD.search(found[at + 1]) else ()
    return ()


def _ending(found: Sequence[str]) -> tuple[str, ...]:
    """The last word and the marks before it; () when nothing stands before them."""
    for at in range(len(found) - 1, 0, -1):
        if _WORD.search(found[at]):
            start = at
            while start and not _WORD.search(found[start - 1]) and found[start - 1] not in _MASKS:
                start -= 1
            return tuple(found[start:]) if start and "".join(found[start:at]).strip() else ()
    return ()


def _common(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """A longest common subsequence of tokens."""
    sizes = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            sizes[i][j] = sizes[i + 1][j + 1] + 1 if one[i] == other[j] else max(sizes[i + 1][j], sizes[i][j + 1])
    out, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            out.append(one[i])
            i, j = i + 1, j + 1
        elif sizes[i + 1][j] >= sizes[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def _with_slots(common: Sequence[str], keys: Sequence[str]) -> list[str]:
    """`common` with a slot wherever some key has more; marks that stand between two slots only are part of one."""
    open_at = [False] * (len(common) + 1)
    for key in keys:
        at = 0
        for token in tokens(key):
            if at < len(common) and token == common[at]:
                at += 1
            else:
                open_at[at] = True
    out: list[str] = []
    for at, is_open in enumerate(open_at):
        if is_open and (not out or out[-1] != _SLOT):
            out.append(_SLOT)
        if at < len(common):
            out.append(common[at])
    return _merged(out)


def _merged(found: list[str]) -> list[str]:
    """Slots that only marks or spaces part are one slot."""
    out: list[str] = []
    for token in found:
        if token == _SLOT:
            keep = len(out)
            while keep and not _WORD.search(out[keep - 1]) and out[keep - 1] != _SLOT and out[keep - 1] not in _MASKS:
                keep -= 1
            if keep and out[keep - 1] == _SLOT:
                del out[keep:]
                continue
        out.append(token)
    return out


def values(frame: Frame, texts: Sequence[str]) -> list[list[str]] | None:
    """What each text has in the frame's open places (slots and masks), in order; None where one does not fit."""
    parts = [f"({_OPEN[token]})" if token in _OPEN else re.escape(token) for token in frame.tokens]
    regex = re.compile("".join(parts))
    found = [regex.fullmatch(text) for text in texts]
    if not all(found):
        return None
    return [list(column) for column in zip(*(match.groups() for match in found if match), strict=True)]


_OPEN = {_SLOT: ".*?", DATE: r"[\d年月日号./: t星期周一二三四五六日天-]+", CLOCK: r"[\d:]+", NUMBER: r"[\d,.]+"}


def open_pieces(frame: Frame) -> list[str] | None:
    """The frame's tokens as RE2 on the folded view; None where its texts do not fit them."""
    seen = values(frame, frame.texts)
    if seen is None:
        return None
    columns = iter(seen)
    return [
        _open_piece(token, next(columns)) if token in _OPEN else " *" if token == " " else _SPECIAL.sub(r"\\\1", token)
        for token in frame.tokens
    ]


def _open_piece(token: str, seen: Sequence[str]) -> str:
    if token == DATE:
        return "{date}"
    sizes = sorted(map(len, seen))
    most = min(int(sizes[-1] * _ROOM) + 2, 900)
    if token == CLOCK:
        return "{time}"
    if token == NUMBER:
        if len(set(seen)) == 1:
            return seen[0].replace(".", "\\.")
        return "[0-9][0-9,.]*" if most > 20 else f"[0-9][0-9,.]{{0,{most}}}"
    body = "." if any(stop in value for value in seen for stop in _STOPS) else f"[^{_STOPS}]"
    return f"{body}{{{0 if sizes[0] == 0 else 1},{most}}}"
