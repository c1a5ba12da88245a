"""Misread stretches inside a run of characters that is otherwise right.

The idea: where the original was UTF-8, its own structure marks the stretch. Where both codes have two bytes a
character, each character has exactly one other reading, so a path through two states (as it stands, as it was) that
pays for every change of state finds the stretch.

Invariant: stretches are disjoint, in order, and begin and end between characters.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import TYPE_CHECKING

from cleaner import lexicon
from cleaner.damage import chains, filling, folded, lattice
from cleaner.hanzi import HAN
from cleaner.patterns import pattern

if TYPE_CHECKING:
    from cleaner.damage.mojibake import Reading

Pairs = tuple[tuple[str, str], ...]
Accept = Callable[[str, str, tuple[str, ...], int], "Reading | None"]
Found = list[tuple[int, int, "Reading"]]

SWITCH = 7.0  # nats to enter or leave a stretch: about the price of a rare character
STRAY = -4.0  # nats, on top, for a letter or sign that Chinese prose has none of: `它ю角` is 它 and the line's own 攻角
SHORTEST = 3  # characters of a stretch
FIRST_LOOK = 64  # characters in which a stretch is sought; chance stretches end within five
EDGE = 2  # characters before and behind the katakana of a stretch that may belong to it
_HALF_WIDTH = pattern("[｡-ﾟ](?:[^\x00-\x7f]{0,3}?[｡-ﾟ]){2,}")
_STRAY = pattern(f"[^\\x00-\\x7f{HAN}{lexicon.KEPT}]")
LONGEST_CELL = 4  # bytes that decide what stands at a place


def find(run: str, pairs: Pairs, accept: Accept) -> Found:
    """The best disjoint stretches of `run` that `accept` takes, over all `pairs`."""
    found: Found = []
    for read_as, was in pairs:
        if was == "utf-8":
            stretches = _utf8_stretches(run, read_as)
        elif read_as == "shift_jis":
            stretches = _half_width_stretches(run, was)
        else:
            stretches = _double_stretches(run, read_as, was)
        for start, end, text, filled in stretches:
            reading = accept(run[start:end], text, (read_as, was), filled)
            if reading:
                found.append((start, end, reading))
    found.sort(key=lambda item: -item[2].gain)
    chosen: Found = []
    for start, end, reading in found:
        if all(end <= s or e <= start for s, e, _ in chosen):
            chosen.append((start, end, reading))
    return sorted(chosen, key=lambda item: item[0])


def _utf8_stretches(run: str, read_as: str) -> list[tuple[int, int, str, int]]:
    stretches = []
    at = 0
    while at < len(run):
        data = chains.bytes_of(run[at], read_as)
        if data and 0xE2 <= data[0] <= 0xEF:
            end, cells = _utf8_from(run, at, read_as)
            if len(cells) >= 2:
                text, filled = filling.fill(cells)
                stretches.append((at, end, text, filled))
                at = end
                continue
        at += 1
    return stretches


def _utf8_from(run: str, start: int, read_as: str) -> tuple[int, list[str]]:
    """The longest stretch from `start` whose bytes are UTF-8, ended between characters; and its cells."""
    look = FIRST_LOOK
    while True:
        end, cells, sure = _utf8_within(run[: start + look], start, read_as)
        if sure or start + look >= len(run):
            return end, cells
        look *= 4


def _utf8_within(run: str, start: int, read_as: str) -> tuple[int, list[str], bool]:
    """As `_utf8_from`, and whether more of the run would change nothing."""
    stop = start
    while stop < len(run) and (run[stop] in chains.LOST or chains.bytes_of(run[stop], read_as)):
        stop += 1
    slotted = chains.slots_of(run[start:stop], read_as)
    assert slotted is not None
    slots, starts = slotted
    boundary = {slot: index for index, slot in enumerate(starts)}
    cells: list[str] = []
    end, kept = start, 0
    sure = stop < len(run)
    for cell in chains.cells_of(slots, "utf-8"):
        sure = stop < len(run) or cell.start + LONGEST_CELL <= len(slots)
        if not cell.candidates and chains.UNKNOWN not in slots[cell.start : cell.end]:
            break
        if 0xC4 <= slots[cell.start] <= 0xDF:  # as UTF-8 a Greek or Cyrillic letter: in GBK any everyday character
            break
        cells.append(cell.candidates)
        if cell.end in boundary and slots[cell.start] >= 0x80:
            end, kept = start + boundary[cell.end], len(cells)
    else:
        sure = stop < len(run)
    return end, cells[:kept], sure


def _half_width_stretches(run: str, was: str) -> list[tuple[int, int, str, int]]:
    """What code page 932 shows for two-byte text: katakana of half width, one a byte, of which Chinese has none; and
    those characters at their ends that are likelier in it."""
    stretches = []
    for kana in _HALF_WIDTH.finditer(run):
        readings = []
        for start, end in product(
            range(kana.start() - EDGE, kana.start() + 1), range(kana.end(), kana.end() + EDGE + 1)
        ):
            if start >= 0 and end <= len(run) and (found := _from_shift_jis(run[start:end], was)):
                around = run[max(0, start - EDGE) : start] + found[0] + run[end : end + EDGE]
                readings.append((len(around) * lexicon.score(around), start, end, *found))
        if readings:
            stretches.append(max(readings)[1:])
    return stretches


def _from_shift_jis(piece: str, was: str) -> tuple[str, int] | None:
    if twice := folded.doubled(piece, was):
        reading = lattice.read(*twice, clear=folded.LIKELIER)
        return None if lattice.LOST in reading.text else (reading.text, reading.chosen)
    slotted = chains.slots_of(piece, "shift_jis")
    cells = chains.cells_of(slotted[0], was) if slotted else []
    known = bool(cells) and all(len(cell.candidates) == 1 for cell in cells)
    return ("".join(cell.candidates for cell in cells), 0) if known else None


def _double_stretches(run: str, read_as: str, was: str) -> list[tuple[int, int, str, int]]:
    other = [_other(character, read_as, was) for character in run]
    stretches = []
    for start, end in _path(run, other):
        text = "".join(other[start:end])
        if end - start >= SHORTEST and text != run[start:end]:
            stretches.append((start, end, text, 0))
    return stretches


def _other(character: str, read_as: str, was: str) -> str:
    """The one other reading of a two-byte character, itself for ASCII, "" if it has none."""
    if character < "\x80":
        return character
    data = chains.bytes_of(character, read_as)
    if len(data) != 2:
        return ""
    cells = chains.cells_of(list(data), was)
    return cells[0].candidates if len(cells) == 1 else ""


def _path(run: str, other: list[str]) -> list[tuple[int, int]]:
    """Stretches where the other reading is the more probable path."""
    plain, misread = 0.0, -SWITCH
    came: list[tuple[bool, bool]] = []  # whether the best way into (plain, misread) came from misread
    for at, character in enumerate(run):
        before, before_other = (run[at - 1], other[at - 1]) if at else ("", "")
        stay = plain + filling.likelihood(before, character)
        leave = misread - SWITCH + filling.likelihood("", character)
        if other[at]:
            stray = STRAY if _STRAY.match(other[at]) else 0.0
            remain = misread + stray + filling.likelihood(before_other, other[at])
            enter = plain - SWITCH + stray + filling.likelihood("", other[at])
        else:
            remain = enter = float("-inf")
        came.append((leave > stay, remain >= enter))
        plain, misread = max(stay, leave), max(remain, enter)
    state = misread > plain
    inside: list[bool] = []
    for from_plain, from_misread in reversed(came):
        inside.append(state)
        state = from_misread if state else from_plain
    inside.reverse()
    return _stretches(inside)


def _stretches(inside: list[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = None
    for at, flag in enumerate([*inside, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            found.append((start, at))
            start = None
    return found
