"""Rules meet lines: which rules hit a line, and where.

The idea: an index of words asks each line first. Every pattern needs certain words
(`cleaner.literals`); only a line that holds them is shown to the pattern. Lines are the folded
view, which has the length of the text, so offsets fit both.

Two named groups give a pattern a meaning beyond its match. `(?P<hit>…)` is the part that the rule
is about; what stands around it is context, the look-around that RE2 lacks. `(?P<value>…)` is what
`extract` reads; beside an empty `(?P<hit>)` it is read and nothing is dropped.

Why no `re2.Set`: a set of 280 such patterns builds automaton states for every new line of Chinese
(measured 150-430 µs a line on 23,000 lines of real pages, relaxed or split in eight still 40),
because the states are products of what each pattern has seen; the index takes a few.

Invariant: a hit depends on its line and on the rules alone, never on the order of either. Nothing
here can hang: RE2 is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from cleaner.literals import OPEN, frequency, needs
from cleaner.macros import expand
from cleaner.rules import Rule

if TYPE_CHECKING:
    import re2

# Bullets and bars that menus and lists leave around an entry that is otherwise a whole line.
_BEFORE = " \t*+·•|>»◆●■▪◇○□▶►┃丨"
_AFTER = " \t|>»›·•┃丨▼▲↑↓→"


# The commonest characters of Chinese and English text, commonest first (from the usual frequency lists).
_FREQUENT = (
    " ,.:/()[]-|+_*#\"'&?!<>=@%$^~;{}\\`的etaoinshrdlucmwfgypbvkjxqz【】、。·“”《》—…一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "0123456789经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比"
    "员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队"
    "形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切"
    "院让识候带导争运"
)
_LATIN = re.compile("[ -~][ -~]").search  # two characters with which a word without Chinese may begin
# Looking for more words costs about as much as asking RE2.
_FEW = 8
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
        self._index = _Index([pattern for rule in self.rules for pattern in _patterns(rule)])
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
        self.groups, self.longest, self.starts = needs(source)
        self.few = tuple(sorted(group) for group in self.groups if len(group) <= _FEW)
        known = self.whole and not self.starts & {OPEN, ""}
        self.begins = frozenset(start.rstrip(OPEN) for start in self.starts) if known else frozenset()
        self._test: re2.Set | None = None
        self._ready: tuple[re2._Regexp, int, int | None] | None = None

    @property
    def by_start(self) -> bool:
        """Whether fewer lines begin right than hold a word of the first group."""
        if not self.begins or not self.groups:
            return bool(self.begins)
        # About one line in ten begins with a word that is somewhere in it.
        return sum(map(frequency, self.begins)) < 10 * sum(map(frequency, self.groups[0]))

    def fits(self, text: str) -> bool:
        """Whether `text` holds what the pattern needs, as far as looking is cheaper than asking RE2."""
        for group in self.few:
            for word in group:
                if word in text:
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
        return f"^[{_BEFORE}]*(?:{expand(self.source)})[{_AFTER}]*$" if self.whole else expand(self.source)


class _Index:
    """From the words that a line begins with or holds to the patterns that could match it."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._patterns = patterns
        starts: defaultdict[str, list[int]] = defaultdict(list)  # whole lines that begin with known words
        leads: defaultdict[str, list[int]] = defaultdict(list)  # all others, by the words of their first group
        for number, pattern in enumerate(patterns):
            if pattern.by_start:
                for start in pattern.begins:
                    starts[start].append(number)
            else:
                for word in pattern.groups[0] if pattern.groups else ("",):
                    leads[word].append(number)
        self._starts = {start: tuple(numbers) for start, numbers in starts.items()}
        self._bullets = frozenset(start[0] for p in patterns for start in p.begins).intersection(_BEFORE.strip())
        self._always = tuple(leads.pop("", ()))
        self._leads = {word: tuple(numbers) for word, numbers in leads.items()}
        # A word is looked for when its rarest character is there, and then the pair around it.
        keys: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for word in sorted(leads):
            at = min(range(len(word)), key=lambda at: (_rarity(word[at]), at))
            pair = word[at : at + 2] if at + 1 < len(word) else word[-2:]
            keys[word[:2] if word.isascii() else word[at]][pair].append(word)
        self._words = {key: tuple((pair, tuple(words)) for pair, words in found.items()) for key, found in keys.items()}
        chars, self._pairs = sorted(key for key in keys if len(key) == 1), frozenset(key for key in keys if len(key) > 1)
        self._chars = re.compile(f"[{''.join(map(re.escape, chars))}]" if chars else "$^").findall

    def candidates(self, line: str) -> list[_Pattern]:
        """The patterns whose words `line` holds, in the order of the rules."""
        text = line.lower()  # fold lowers Latin only; a (?i) pattern may be Cyrillic
        numbers, leads, starts, words = set(self._always), self._leads, self._starts, self._words
        keys = set(self._chars(text))
        if _LATIN(text):
            keys |= self._pairs.intersection(map(add, text, text[1:]))
        for key in keys:
            for pair, longer in words[key]:
                if pair in text:
                    for word in longer:
                        if word in text:
                            numbers.update(leads[word])
        begins = self._beginnings(text)
        for start in begins:
            if start in starts:
                numbers.update(starts[start])
        patterns = [self._patterns[number] for number in sorted(numbers)]
        return [p for p in patterns if not (p.begins and p.begins.isdisjoint(begins)) and p.fits(text)]

    def _beginnings(self, text: str) -> Collection[str]:
        bare = text.lstrip(_BEFORE)
        if len(bare) == len(text):
            return text[:2], text[:1]
        found = {bare[:2], bare[:1]}
        if not self._bullets.isdisjoint(text[: len(text) - len(bare)]):  # a pattern may begin with a bullet itself
            for at in range(len(text) - len(bare)):
                found |= {text[at : at + 2], text[at]}
        return found


def _rarity(char: str) -> int:
    """Less for a rarer character; all that are not listed are the rarest."""
    return -_FREQUENT.find(char) if char in _FREQUENT else -len(_FREQUENT)


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
