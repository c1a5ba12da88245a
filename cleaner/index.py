"""Which patterns could match which lines: what is asked before RE2 is.

The idea: every pattern needs certain words, ends and a length (`cleaner.literals`). One pass of an Aho-Corasick
automaton over the whole page finds the words of all patterns. What a line shows is a number with a bit for every
pattern that it allows; the bits that all of them share are the patterns to ask.

Invariant: a candidate is only a question, and no pattern that matches a line is missing among its candidates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, chain
from operator import add, or_

from cleaner.literals import AFTER, BEFORE, HAN, NOTHING, OPEN, Needs, lower

# The words of a short page are sought out in 4 ms, and an automaton of all words takes 35: no loss for so many pages.
_FEW = 6
_SHORT = 1 << 16  # bytes
# Longer lines and patterns count as one length.
_MOST_LENGTHS = 400
# Ends remembered: some 2 MB.
_MOST_ENDS = 10_000
# What `literals.key` does to digits and blanks, in UTF-8
_ZEROS = bytes(ord("0") if chr(byte) in "0123456789" else byte for byte in range(256))
_BLANKS = b" \t"


class Index:
    """The needs of some patterns, each with whether it takes the whole line. Patterns and lines go by their numbers."""

    def __init__(self, patterns: Sequence[tuple[Needs, bool]]) -> None:
        self._size = len(patterns)
        self._first = _Ends([needs.first if whole or needs.begins else OPEN for needs, whole in patterns], BEFORE)
        self._last = _Ends([needs.last if whole or needs.ends else OPEN for needs, whole in patterns], AFTER)
        shortest = [0] * (_MOST_LENGTHS + 1)
        for number, (needs, _) in enumerate(patterns):
            shortest[min(needs.shortest, _MOST_LENGTHS)] |= 1 << number
        self._long_enough = tuple(accumulate(shortest, or_))
        self._sort([needs.groups for needs, _ in patterns])

    def _sort(self, groups: Sequence[tuple[str, ...]]) -> None:
        """Each group with its patterns, by number: where it is their first by their own, where it is their second by
        that of the next block of as many, and so on. Fewer groups need nothing in the last blocks."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        blocks = [self._size * block for block in range(max(map(len, groups), default=0))]
        self._unsaid = 0 if blocks else (1 << self._size) - 1
        for number, own in enumerate(groups):
            for block, group in zip(blocks, own, strict=False):
                numbers[group].append(number + block)
            for block in blocks[len(own) :]:
                self._unsaid |= 1 << number + block
        self._blocks = blocks[1:]
        self._groups = numbers
        self._calls = 0

    def _words(self, page: bytes) -> _Words:
        """The words to look for on `page`: on the first pages those whose first two characters stand there."""
        self._calls += 1
        if self._calls > _FEW or len(page) > _SHORT:
            return self._all
        text = page.decode("utf-8", "surrogatepass")
        return _Words(self._groups, {*map(add, text, text[1:]), *text})

    @cached_property
    def _all(self) -> _Words:
        return _Words(self._groups, None)

    def candidates(self, lines: Sequence[str]) -> dict[int, list[int]]:
        """For each pattern that could match some of `lines`, which hold no line feed: the numbers of those."""
        page = lower("\n".join(lines))
        texts = page.split("\n")
        keyed = page.encode("utf-8", "surrogatepass").translate(_ZEROS, _BLANKS).split(b"\n")
        first, last, long_enough = self._first, self._last, self._long_enough
        found: defaultdict[int, list[int]] = defaultdict(list)
        for line, (text, held) in enumerate(zip(texts, self._held(keyed), strict=True)):
            size, begin, end = len(text), text[:1], text[-1:]
            if begin in BEFORE:
                begin = text[: size - len(text.lstrip(BEFORE)) + 1]
            if end in AFTER:
                end = text[max(len(text.rstrip(AFTER)) - 1, 0) :]
            active = held & first[begin] & last[end]
            active &= long_enough[size if size < _MOST_LENGTHS else _MOST_LENGTHS]
            while active:
                bit = active & -active
                found[bit.bit_length() - 1].append(line)
                active ^= bit
        return found

    def _held(self, lines: Sequence[bytes]) -> list[int]:
        """For each line the patterns of all of whose groups it holds a word."""
        held = [self._unsaid] * len(lines)
        page = b"\n".join(lines)
        words = self._words(page)
        bits = words.bits
        line, end = 0, len(lines[0])
        for word, _, at in words.automaton.find_matches_as_indexes(page, overlapping=True):
            while at > end:
                line += 1
                end += 1 + len(lines[line])
            held[line] |= bits[word]
        for _ in self._blocks:
            held = [said & said >> self._size for said in held]
        return held


class _Words:
    """The words of some groups; where `heads` are given, those alone that begin with one."""

    def __init__(self, groups: Mapping[str, Sequence[int]], heads: Set[str] | None) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        held: defaultdict[str, list[Sequence[int]]] = defaultdict(list)
        for group, patterns in groups.items():
            words = group.split(" ")
            for word in words if heads is None else [word for word in words if word[:2] in heads]:
                held[word].append(patterns)
        encoded = [word.encode("utf-8", "surrogatepass") for word in held]
        # Built in 25 ms of all words; the faster kind takes 80 ms and saves a tenth of the search.
        self.automaton = BytesAhoCorasick(encoded, implementation=Implementation.ContiguousNFA)
        self.bits = _Bits(tuple(held.values()))


class _Bits(dict[int, int]):
    """The patterns of each word, by its number. Made when a page first holds it: a page holds one in forty."""

    def __init__(self, patterns: Sequence[Sequence[Sequence[int]]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, word: int) -> int:
        self[word] = found = _bits(chain.from_iterable(self._patterns[word]))
        return found


class _Ends(dict[str, int]):
    """The patterns that may begin (or end) where a line does, by its frame's characters and the one beside them."""

    def __init__(self, ends: Sequence[str], frame: str) -> None:
        super().__init__()
        self._frame = frozenset(frame)
        patterns: defaultdict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(ends):
            patterns[own].append(number)
        self._patterns = {characters: _bits(numbers) for characters, numbers in patterns.items()}
        self._open = self._with(OPEN)
        self._han = self._open | self._with(HAN)
        self._characters: dict[str, int] = {}

    def _with(self, character: str) -> int:
        """The patterns whose ends name `character`."""
        found = 0
        for characters, patterns in self._patterns.items():
            if character in characters:
                found |= patterns
        return found

    def _allowed(self, character: str) -> int:
        found = self._characters.get(character)
        if found is None:
            other = self._han if character >= "\u3007" else self._open  # 〇 and all other Han
            found = other | self._with("0" if character in "123456789" else character)
            self._characters[character] = found
        return found

    def __missing__(self, end: str) -> int:
        found = 0
        for character in end:
            found |= self._allowed(character)
        if self._frame.issuperset(end):
            found |= self._allowed(NOTHING)  # nothing beside the frame
        if len(self) < _MOST_ENDS:
            self[end] = found
        return found


def _bits(numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found
