"""Rules meet lines: which rules hit a line, and where.

The idea: an index asks each line first. Every pattern needs certain words, ends and lengths
(`cleaner.literals`); only a line that has them is shown to the pattern. Lines are the folded
view, which has the length of the text, so offsets fit both.

Two named groups give a pattern a meaning beyond its match. `(?P<hit>…)` is the part that the rule
is about; what stands around it is context, the look-around that RE2 lacks. `(?P<value>…)` is what
`extract` reads; beside an empty `(?P<hit>)` it is read and nothing is dropped.

Why no `re2.Set`: a set of 280 such patterns builds automaton states for every new line of Chinese
(measured 150-430 µs a line on 23,000 lines of real pages, relaxed or split in eight still 40),
because the states are products of what each pattern has seen; the index leaves three patterns to
ask, and nothing for a line that it has met before.

Invariant: a hit depends on its line and on the rules alone, never on the order of either. Nothing
here can hang: RE2 is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from cleaner.literals import AFTER, BEFORE, HAN, MARKS, OPEN, excuses, needs, rarest
from cleaner.macros import expand
from cleaner.rules import Rule

if TYPE_CHECKING:
    import re2

_FRAME = BEFORE + AFTER

_DIGIT = re.compile("[0-9]").search
# The words around two characters ("" for the two themselves), each with its patterns
_Pairs = defaultdict[tuple[str, str], list[tuple[str, int]]]
# Longer lines and patterns count as one length.
_MOST_LENGTHS = 400
# Lines remembered between pages: some 10 MB, and the lines of a few hundred pages.
_MOST_KNOWN = 50_000


class Hit(NamedTuple):
    """Offsets within the line, in code points; `value` is the span to extract."""

    rule: Rule
    start: int
    end: int
    value: tuple[int, int] | None


class Matcher:
    """The patterns of `rules`, ready to be asked. Thread-safe and picklable.

    A pattern is compiled when a line first holds its words; `scan` then raises ValueError naming
    the rule if RE2 refuses it (`cleaner rules test` compiles them all).
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        patterns = [pattern for rule in self.rules for pattern in _patterns(rule)]
        self._index = _Index(patterns)
        self._rare = {rule: rule.at_least for rule in self.rules if rule.at_least > 1}
        self._known: dict[str, tuple[Hit, ...]] = {}  # a memory of a pure function: lines of a site recur

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Rule, ...]]]:
        return Matcher, (self.rules,)

    def scan(self, lines: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The hits of each folded line, sorted by start, then the longer, then the rule's id.

        `at_least` counts over `lines`, so hand over a page at a time.
        """
        known, hits = self._known, []
        if len(known) > _MOST_KNOWN:
            known.clear()
        for line in lines:
            found = known.get(line)
            if found is None:
                patterns = self._index.candidates(line)
                found = known[line] = _hits(line, patterns) if patterns else ()
            hits.append(found)
        return self._often(hits) if self._rare else hits

    def _often(self, hits: list[tuple[Hit, ...]]) -> list[tuple[Hit, ...]]:
        counts = Counter(hit.rule for found in hits for hit in found if hit.rule in self._rare)
        return [tuple(hit for hit in found if counts[hit.rule] >= self._rare.get(hit.rule, 0)) for found in hits]


class _Pattern:
    """One pattern of one rule, compiled when it is first asked."""

    def __init__(self, rule: Rule, source: str) -> None:
        self.rule = rule
        self.whole = rule.match in ("line", "lines")
        self.source = source
        self.needs = needs(source)
        # A pattern that only few characters can begin is seldom in question: its words are looked for when it is.
        few = self.whole and self.needs.first.isdisjoint((OPEN, HAN, ""))
        self.sought = self.needs.groups[0] if self.needs.groups and not few else frozenset()
        others = [_by_rarest(group) for group in self.needs.groups[1 if self.sought else 0 :]]
        self.others = [(frozenset(words), words) for words in others]
        self.barred = excuses(rule.unless) | (MARKS - self.needs.marks if self.whole else frozenset())
        self._test: re2.Set | None = None
        self._ready: tuple[re2._Regexp, int, int | None] | None = None

    def fits(self, text: str, chars: frozenset[str]) -> bool:
        """Whether `text`, of `chars`, holds the other words that the pattern needs."""
        for keys, words in self.others:
            for key in keys & chars:
                if any(map(text.__contains__, words[key])):
                    break
            else:
                return False
        return True

    def hits(self, data: bytes) -> bool:
        """Whether `data` matches and nothing in it excuses the match."""
        if self._test is None:
            self._test = _set(self)  # answers yes or no five times as fast as a search
        found = self._test.Match(data)
        return found is not None and found == [0]

    def spans(self, data: bytes) -> Iterator[tuple[int, int, int, int]]:
        """Start, end and value (-1, -1 without one) of each match, in bytes of `data`.

        An empty `hit` counts when there is a value: the rule then reads and drops nothing.
        """
        if self.whole and "?P<value>" not in self.source:
            yield len(data) - len(data.lstrip()), len(data.rstrip()), -1, -1
            return
        if self._ready is None:
            regex = _compile(self.text, self.rule)
            groups = regex.groupindex
            self._ready = regex, groups.get("hit", 0), groups.get("value")
        regex, hit, value = self._ready
        at = 0
        while (found := regex.search(data, at)) is not None:
            start, end = found.span(hit)
            if self.whole:
                start, end = len(data) - len(data.lstrip()), len(data.rstrip())
            low, high = found.span(value) if value else (-1, -1)
            if end > start or high > low:
                yield start, end, low, high
                end = max(end, high)
            if self.whole or end >= len(data):
                return
            at = end if end > max(start, at) else _next(data, max(end, at))

    @property
    def text(self) -> str:
        """The pattern as RE2 sees it."""
        return f"^[{BEFORE}]*(?:{expand(self.source)})[{AFTER}]*$" if self.whole else expand(self.source)


class _Index:
    """Which patterns could match a line: each property of it has a number with a bit for every pattern it allows."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._patterns = patterns
        self._size = len(patterns)
        self._edges()
        self._lengths()
        self._marks()
        self._keys()
        self._words()

    def _edges(self) -> None:
        """The patterns by the first and the last character of what they match between the frame's characters."""
        first: defaultdict[str, int] = defaultdict(int)
        last: defaultdict[str, int] = defaultdict(int)
        for number, pattern in enumerate(self._patterns):
            for edges, found in ((first, pattern.needs.first), (last, pattern.needs.last)):
                for char in found if pattern.whole and "" not in found else (OPEN,):
                    edges[char] |= 1 << number
        for chars in (first, last):
            chars[HAN] |= chars[OPEN]
            for char in chars.keys() - {OPEN, HAN}:
                chars[char] |= chars[HAN if char >= "\u3007" else OPEN]
        self._first, self._last = dict(first), dict(last)

    def _lengths(self) -> None:
        """For each length of a line the patterns that are not too long, and those that are not too short."""
        longest, shortest = [0] * (_MOST_LENGTHS + 1), [0] * (_MOST_LENGTHS + 1)
        for number, pattern in enumerate(self._patterns):
            longest[int(min(pattern.needs.longest, _MOST_LENGTHS)) if pattern.whole else -1] |= 1 << number
            shortest[min(pattern.needs.shortest, _MOST_LENGTHS)] |= 1 << number
        self._not_too_long = tuple(accumulate(shortest, or_))
        self._not_too_short = tuple(accumulate(reversed(longest), or_))[::-1]

    def _marks(self) -> None:
        """For each mark the patterns that a line with it may match."""
        allowed = dict.fromkeys(MARKS, (1 << self._size) - 1)
        for number, pattern in enumerate(self._patterns):
            for mark in pattern.barred:
                allowed[mark] ^= 1 << number
        self._allowed = allowed
        self._without_digit = self._those(lambda pattern: not pattern.needs.digit)

    def _those(self, are: Callable[[_Pattern], bool]) -> int:
        return sum(1 << number for number, pattern in enumerate(self._patterns) if are(pattern))

    def _keys(self) -> None:
        """The patterns by the characters of which their words need one."""
        keys: defaultdict[str, int] = defaultdict(int)
        for number, pattern in enumerate(self._patterns):
            for turn, (found, _) in enumerate(pattern.others):
                for char in found:
                    keys[char] |= 0 if turn else 1 << number
        self._by_key, self._key_chars = dict(keys), frozenset(keys)
        self._keyless = self._those(lambda pattern: not pattern.others)

    def _words(self) -> None:
        """The words, by one character, or by the likely rarest one in them and its neighbour."""
        self._unsought = self._those(lambda pattern: not pattern.sought)
        words: defaultdict[str, int] = defaultdict(int)
        for number, pattern in enumerate(self._patterns):
            for word in pattern.sought:
                words[word] |= 1 << number
        forward: _Pairs = defaultdict(list)
        backward: _Pairs = defaultdict(list)
        singles = dict.fromkeys(self._allowed, 0)
        for word, bits in words.items():
            at = rarest(word)
            longer = (word if len(word) > 2 else "", bits)
            if len(word) == 1:
                singles[word] = bits
            elif at + 1 < len(word):
                forward[word[at], word[at + 1]].append(longer)
            else:
                backward[word[at], word[at - 1]].append(longer)
        self._singles = {char: (bits, self._allowed.get(char, -1)) for char, bits in singles.items()}
        self._forward, self._backward = _united(forward), _united(backward)
        self._find_singles = re.compile(_any_of(singles)).findall
        self._find_forward = re.compile("({})(?=({}))".format(*_classes(forward))).findall
        self._find_backward = re.compile("({})(?<=({}).)".format(*_classes(backward))).findall

    def candidates(self, line: str) -> list[_Pattern]:
        """The patterns that `line` may match, in the order of the rules."""
        text = line.lower().replace("ſ", "s")  # fold lowers Latin only; a (?i) pattern may be Cyrillic
        active = self._shaped(line, text)
        have = self._unsought
        singles = self._singles
        for char in set(self._find_singles(text)):
            bits, allowed = singles[char]
            have |= bits
            active &= allowed
        for found in (
            *map(self._forward.get, set(self._find_forward(text))),  # each pair once: a line may be a megabyte
            *map(self._backward.get, set(self._find_backward(text))),
        ):
            if found is not None and found[0] & active:
                for word, bits in found[1]:
                    if word in text:
                        have |= bits
        return self._fitting(text, active & have)

    def _shaped(self, line: str, text: str) -> int:
        """The patterns that the length, the ends and the digits of `line`, lower-cased in `text`, allow."""
        bare = line.strip(_FRAME).replace(" ", "").replace("\t", "")
        active: int = (
            self._not_too_long[min(len(line), _MOST_LENGTHS)] & self._not_too_short[min(len(bare), _MOST_LENGTHS)]
        )
        active &= _edge(self._first, text, text.lstrip(BEFORE))
        active &= _edge(self._last, text[::-1], text.rstrip(AFTER)[::-1])
        return active if _DIGIT(text) else active & self._without_digit

    def _fitting(self, text: str, active: int) -> list[_Pattern]:
        """Those of the `active` patterns whose other words `text` holds."""
        patterns: list[_Pattern] = []
        if not active:
            return patterns
        chars = self._key_chars.intersection(text)
        held = self._keyless
        for char in chars:
            held |= self._by_key[char]
        active &= held
        while active:
            bit = active & -active
            pattern = self._patterns[bit.bit_length() - 1]
            if pattern.fits(text, chars):
                patterns.append(pattern)
            active ^= bit
        return patterns


def _united(pairs: _Pairs) -> dict[tuple[str, str], tuple[int, list[tuple[str, int]]]]:
    """The words of each pair, and the patterns of all of them."""
    return {pair: (reduce(or_, [bits for _, bits in words]), words) for pair, words in pairs.items()}


def _by_rarest(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[rarest(word)], []).append(word)
    return found


def _edge(edges: Mapping[str, int], text: str, bare: str) -> int:
    """The patterns that may begin where `bare` does, or with a character of the frame before it."""
    found = 0
    for char in {bare[:1], *text[: len(text) - len(bare)]}:
        found |= edges[char] if char in edges else edges[HAN if char >= "\u3007" else OPEN]  # 〇 and all other Han
    return found


def _classes(pairs: _Pairs) -> tuple[str, str]:
    return _any_of([pair[0] for pair in pairs]), _any_of([pair[1] for pair in pairs])


def _any_of(chars: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(set(chars))))}]" if chars else "[^\\s\\S]"


def _patterns(rule: Rule) -> Iterable[_Pattern]:
    if rule.match == "table":
        import re2

        longest = sorted((before for before, _ in rule.table), key=lambda text: (-len(text), text))
        return [_Pattern(rule, "|".join(map(re2.escape, longest)))]
    return [_Pattern(rule, source) for source in rule.patterns] if rule.match in ("regex", "line", "lines") else []


def _hits(line: str, patterns: Sequence[_Pattern]) -> tuple[Hit, ...]:
    try:
        data = line.encode()
    except UnicodeEncodeError:  # lone surrogates, which surrogateescape makes; RE2 refuses them
        data = "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= ch <= "\udfff" else ch for ch in line).encode()
    hits = {
        Hit(pattern.rule, start, end, None if value[0] < 0 else value)
        for pattern in patterns
        if pattern.hits(data)
        for start, end, value in _characters(data, pattern.spans(data))
    }
    return tuple(sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.rule.id, hit.value or ())))


def _characters(data: bytes, spans: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Byte spans, which come in order, as spans of code points."""
    at = count = 0
    for start, end, low, high in spans:
        count, at = count + _count(data, at, start), start
        value = (-1, -1) if low < 0 else (count + _count(data, at, low), count + _count(data, at, high))
        yield count, count + _count(data, at, end), value


def _count(data: bytes, start: int, end: int) -> int:
    return len(data[start:end].decode()) if end >= start else -len(data[end:start].decode())


def _next(data: bytes, at: int) -> int:
    """Where the character after the one at `at` begins."""
    at += 1
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def _set(pattern: _Pattern) -> re2.Set:
    """Answers [0] for a match; 1 beside it is the excuse."""
    import re2

    texts = [pattern.text] + ([expand(pattern.rule.unless)] if pattern.rule.unless else [])
    test = re2.Set.SearchSet(_options())
    for text in texts:
        try:
            test.Add(text)
        except re2.error:
            _compile(text, pattern.rule)
            raise
    test.Compile()
    return test


def _compile(source: str, rule: Rule) -> re2._Regexp:
    import re2

    try:
        return re2.compile(source, _options())
    except re2.error as error:
        raise ValueError(f"rule {rule.id}, field 'pattern': {error.args[0]!r} in {source}") from error


def _options() -> re2.Options:
    import re2

    options = re2.Options()
    options.max_mem = 64 << 20  # the default of 8 MiB is too small for some sets; taken as needed
    options.log_errors = False
    return options
