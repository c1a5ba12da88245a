"""Rules meet lines: which rules hit a line, and where.

The idea: an index asks first. Every pattern needs certain words and ends (`cleaner.literals`); only lines that have
them are shown to the pattern (`cleaner.index`), all of a page together, since most calls answer no. Lines are the
folded view, which has the length of the text, so offsets fit both.

Two named groups give a pattern a meaning beyond its match. `(?P<hit>…)` is the part that the rule
is about; what stands around it is context, the look-around that RE2 lacks. `(?P<value>…)` is what
`extract` reads; beside an empty `(?P<hit>)` it is read and nothing is dropped.

Why no `re2.Set`: a set of 280 such patterns builds automaton states for every new line of Chinese
(measured 150-430 µs a line on 23,000 lines of real pages, relaxed or split in eight still 40),
because the states are products of what each pattern has seen. The index leaves two patterns to ask a line, each
once for all lines of the page, and nothing for a line that it has met before: 20-40 µs a line.

Invariant: a hit depends on its line and on the rules alone, never on the order of either, nor on the lines beside it.
Nothing here can hang: RE2 is linear in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cleaner.index import Index
from cleaner.literals import AFTER, BEFORE, needs
from cleaner.macros import expand
from cleaner.patterns import pattern
from cleaner.rules import Rule

if TYPE_CHECKING:
    import re2

# A pattern with one of these may see the lines beside its own: it must see each line alone.
_ALONE = pattern(r"\\[AzC]|\(\?[a-z]*-")
_SURROGATE = pattern("[\ud800-\udfff]")
# Lines asked together: enough to share the calls, and few enough for their matches to stay small.
_BLOCK = 4000
# Lines remembered between pages: some 10 MB, and the lines of a few hundred pages.
_MOST_KNOWN = 50_000


class Hit(NamedTuple):
    """Offsets within the line, in code points; `value` is the span to extract."""

    rule: Rule
    start: int
    end: int
    value: tuple[int, int] | None


def apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits of a line, in its order, that do not overlap an earlier one."""
    at = 0
    for hit in hits:
        if hit.start >= at:
            yield hit
            at = hit.end


class Matcher:
    """The patterns of `rules`, ready to be asked. Thread-safe and picklable.

    A pattern is compiled when a line first holds its words; `scan` then raises ValueError naming
    the rule if RE2 refuses it (`cleaner rules test` compiles them all).
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._patterns = [_Pattern(rule, source) for rule in self.rules for source in sources(rule)]
        self._index = Index([(needs(pattern.source), pattern.whole) for pattern in self._patterns])
        self._known: dict[str, tuple[Hit, ...]] = {}  # a memory of a pure function: lines of a site recur

    def __reduce__(self) -> tuple[type[Matcher], tuple[tuple[Rule, ...]]]:
        return Matcher, (self.rules,)

    def scan(self, lines: Sequence[str]) -> list[tuple[Hit, ...]]:
        """The hits of each folded line, sorted by start, then the longer, then the rule's id.

        No line holds a line feed. `at_least` counts over `lines`, so hand over a page at a time.
        """
        known = self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        found = {line: known.get(line) for line in lines}
        fresh = [line for line, hits in found.items() if hits is None]
        for start in range(0, len(fresh), _BLOCK):
            block = fresh[start : start + _BLOCK]
            new = dict(zip(block, self._hits(block), strict=True))
            known.update(new)
            found.update(new)
        return _often([found[line] or () for line in lines])

    def _hits(self, lines: Sequence[str]) -> list[tuple[Hit, ...]]:
        data = _encoded(lines)
        found: list[set[Hit]] = [set() for _ in lines]
        for number, those in self._index.candidates(lines).items():
            pattern = self._patterns[number]
            for at in pattern.matched([data[line] for line in those]):
                line = those[at]
                for start, end, value in _characters(data[line], pattern.spans(data[line])):
                    found[line].add(Hit(pattern.rule, start, end, None if value[0] < 0 else value))
        return [tuple(sorted(hits, key=_order)) if hits else () for hits in found]


def _often(hits: list[tuple[Hit, ...]]) -> list[tuple[Hit, ...]]:
    """The hits of a page's lines, without those of rules that hit it too seldom."""
    counts = Counter([hit.rule.id for found in hits if found for hit in found if hit.rule.at_least > 1])
    if not counts:
        return hits
    return [tuple([hit for hit in found if hit.rule.at_least <= counts.get(hit.rule.id, 1)]) for found in hits]


class _Pattern:
    """One pattern of one rule, compiled when it is first asked."""

    def __init__(self, rule: Rule, source: str) -> None:
        self.rule = rule
        self.whole = rule.match in ("line", "lines")
        self.source = source
        self._sees_ends = _ALONE.search(source) is not None
        self._names_only = self.whole and "?P<value>" not in source

    @cached_property
    def _regex(self) -> re2._Regexp:
        text = expand(self.source)
        text = f"^[{BEFORE}]*(?:{text})[{AFTER}]*$" if self.whole else text
        return _compile(f"(?m){text}", self.rule)

    @cached_property
    def _groups(self) -> tuple[int, int | None]:
        groups = self._regex.groupindex
        return groups.get("hit", 0), groups.get("value")

    @cached_property
    def _excuse(self) -> re2._Regexp | None:
        return _compile(expand(self.rule.unless), self.rule) if self.rule.unless else None

    def matched(self, lines: Sequence[bytes]) -> Iterator[int]:
        """The numbers of those of `lines` that match and that nothing excuses."""
        found = self._alone(lines) if self._sees_ends else self._together(lines)
        return (number for number in found if self._excuse is None or self._excuse.search(lines[number]) is None)

    def _alone(self, lines: Sequence[bytes]) -> Iterator[int]:
        return (number for number, line in enumerate(lines) if self._regex.search(line) is not None)

    def _together(self, lines: Sequence[bytes]) -> Iterator[int]:
        """Searches the joined lines: no match there is none in any line; a match across a border says where to look."""
        search, page = self._regex.search, b"\n".join(lines)
        number, at, end = 0, 0, len(lines[0])
        while at <= len(page) and (found := search(page, at)) is not None:
            start, stop = found.span()
            while start > end:
                number += 1
                end += 1 + len(lines[number])
            if stop <= end or search(lines[number]) is not None:
                yield number
            at = end + 1

    def spans(self, line: bytes) -> Iterator[tuple[int, int, int, int]]:
        """Start, end and value (-1, -1 without one) of each match in a line that matches, in bytes.

        An empty `hit` counts when there is a value: the rule then reads and drops nothing.
        """
        if self._names_only:
            yield len(line) - len(line.lstrip()), len(line.rstrip()), -1, -1
            return
        hit, value = self._groups
        at = 0
        while (found := self._regex.search(line, at)) is not None:
            start, end = found.span(hit)
            if self.whole:
                start, end = len(line) - len(line.lstrip()), len(line.rstrip())
            low, high = found.span(value) if value else (-1, -1)
            if end > start or high > low:
                yield start, end, low, high
                end = max(end, high)
            if self.whole or end >= len(line):
                return
            at = end if end > max(start, at) else _next(line, max(end, at))


def sources(rule: Rule) -> Sequence[str]:
    """The patterns of `rule` as written, a table as one; none where a stage or a selector does the work."""
    if rule.match == "table":
        import re2

        longest = sorted((before for before, _ in rule.table), key=lambda text: (-len(text), text))
        return ["|".join(map(re2.escape, longest))]
    return rule.patterns if rule.match in ("regex", "line", "lines") else ()


def _encoded(lines: Sequence[str]) -> list[bytes]:
    page = "\n".join(lines)
    try:
        data = page.encode()
    except UnicodeEncodeError:  # lone surrogates, which surrogateescape makes; RE2 refuses them
        data = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", page).encode()
    return data.split(b"\n")


def _order(hit: Hit) -> tuple[int, int, str, tuple[int, ...]]:
    return hit.start, -hit.end, hit.rule.id, hit.value or ()


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
