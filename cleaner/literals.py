"""What a text must be like for a pattern to match it: what decides whether to ask RE2 at all.

The idea: an RE2 set of some hundred Chinese patterns builds a new automaton state for nearly every
character of unseen text (measured: 100-400 µs a line), while hardly a line of prose holds any of
the patterns' words. So each pattern is read once for its *needs*: groups of words of which any
match holds at least one, a length, first and last characters. A line that falls short of one need
cannot match and is never shown to RE2. Words are those of the *keyed* text (`key`), in which every
digit is 0 and blanks are gone: `[0-9]{4} ?年` needs one word, not ten thousand.

Invariant: needs never exclude a match. What the reader does not understand asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from math import inf
from operator import itemgetter
from typing import NamedTuple

from cleaner.macros import MACROS
from cleaner.patterns import pattern
from cleaner.prepared import prepared
from cleaner.rarity import commonest, share, shortened

# Larger products of alternatives stop being joined to longer words: more words cost more than they save.
_MOST = 128
# A repetition of so many pieces at most is written out.
_MOST_TIMES = 4
_MOST_KEPT = 3
# Words of a group that a line may hold on average; with more the group excludes too little to be looked for. Beside
# another group it must exclude more. Counted on 27,000 lines of real pages, at 0.3 µs a word found and 8 µs a pattern
# asked, these limits cost less than the others tried.
_MOST_HELD = 0.9
_MOST_BESIDE = 0.5
_MOST_COMMON = 0.7

_PLAIN = r"[^\\()\[*+?{.$^]"
_TOKEN = pattern(
    # A character that a count follows stands alone; a bar between words stays with them.
    rf"(?P<text>{_PLAIN}+(?![*+?{{])|{_PLAIN})|(?P<words>\(\?:{_PLAIN}*\))"
    r"|(?P<flag>\(\?[a-zA-Z-]+\))|(?P<open>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:|<?[=!]))?)|(?P<close>\))|(?P<class>\[\^?(?:\\.|[^\]\\])+\])"
    r"|(?P<count>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<macro>\{[a-z]+\})|(?P<point>\\x\{[0-9a-f]+\})|(?P<escape>\\.)"
    r"|(?P<any>\.)|(?P<edge>[$^])|(?P<brace>\{)"
)
_MEMBER = pattern(r"\\x\{[0-9a-f]+\}|\\.|\{[a-z]+\}|.", re.DOTALL)

_KEYED = str.maketrans("123456789", "000000000", " \t")

# Bullets and bars that menus and lists leave around an entry that is otherwise a whole line.
BEFORE = " \t*+·•|>»◆●■▪◇○□▶►┃丨"
AFTER = " \t|>»›·•┃丨▼▲↑↓→"
OPEN = "\0"
"""Stands for any character among first and last ones."""
HAN = "\1"
"""Stands for any character of {han}."""
NOTHING = "\2"
"""Stands among them for no character at all: a match may be empty."""
_HAN_RANGES = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


class Needs(NamedTuple):
    """Every match holds a word of each of `groups` (the best first; its words stand between blanks) and has at least
    `shortest` characters. What matches between the frame's characters has a match there that begins with one of the
    characters of `first` and ends with one of `last` (or `OPEN`, `HAN`, `NOTHING`). All of the keyed text. `begins`
    and `ends` say whether the pattern itself asks for a line's begin and end.

    Texts and no sets, since most of them are never looked at."""

    groups: tuple[str, ...]
    shortest: int
    first: str
    last: str
    begins: bool
    ends: bool


class _Node(NamedTuple):
    """A piece of a pattern that matches too many strings to list them; `first` and `last` hold "" for `NOTHING`."""

    groups: tuple[frozenset[str], ...]
    shortest: int
    first: frozenset[str]
    last: frozenset[str]
    head: frozenset[str] = frozenset([""])  # every match begins with one of these
    tail: frozenset[str] = frozenset([""])
    char: bool = False  # whether it is one character, from a class


# A piece: all the strings it can match, when they are few, or its needs.
_Part = frozenset[str] | _Node

_ANYTHING = frozenset([OPEN])
_EMPTY = frozenset([""])
_ANY = _Node((), 1, _ANYTHING, _ANYTHING, char=True)


def key(text: str) -> str:
    """`text` in lower case, without blanks, every digit a 0: what words are looked for in."""
    return lower(text).translate(_KEYED)


def lower(text: str) -> str:
    """`text` in lower case: the folded view lowers Latin only, and a (?i) pattern may be Cyrillic, or meet a `ſ`."""
    return text.lower().replace("ſ", "s")


def needs(pattern: str) -> Needs:
    """The needs of an RE2 pattern with macros."""
    known = prepared()
    if pattern in known.needs:
        groups, shortest, first, last, begins, ends = known.needs[pattern]
        texts = tuple(map(known.sets.__getitem__, groups))
        return Needs(texts, shortest, known.sets[first], known.sets[last], begins, ends)
    return read(pattern)


def read(pattern: str) -> Needs:
    """The needs of a pattern, from the pattern itself."""
    branches = _read(pattern)
    part = _either(branches)
    groups = [shortened(group) for group in _best(_groups(part)) if "" not in group]
    kept: list[frozenset[str]] = []
    for group in groups:
        if commonest(group) < _MOST_COMMON and share(group) < (_MOST_BESIDE if kept else _MOST_HELD):
            kept.append(group)
    texts = tuple(" ".join(sorted(group)) for group in kept)
    begins = pattern.startswith("^") and pattern[1:2] not in set("?*+{")
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    lone = len(branches) == 1  # else the other branches ask for neither
    return Needs(texts, _shortest(part), _ends(_first(part)), _ends(_last(part)), lone and begins, lone and ends)


def _ends(characters: frozenset[str]) -> str:
    return "".join(sorted(character or NOTHING for character in characters))


@cache
def _macro(name: str) -> _Part:
    return _either(_read(MACROS[name]))


def _read(pattern: str) -> list[_Part]:
    """The alternatives of `pattern`."""
    stack: list[list[list[_Part]]] = [[[]]]
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token[0]
        branches = stack[-1]
        if kind == "text":
            if "|" in text:
                word, *words, text = key(text).split("|")
                if word:
                    branches[-1].append(frozenset([word]))
                if words:
                    branches.append([frozenset(words)])
                branches.append([])
            if text:
                branches[-1].append(frozenset([key(text)]))
        elif kind == "words":
            branches[-1].append(frozenset(key(text[3:-1]).split("|")))
        elif kind == "count":
            part = branches[-1].pop() if branches[-1] else _EMPTY
            branches[-1].append(_repeat(part, text))
        elif kind == "open":
            stack.append([[]])
        elif kind == "close":
            stack.pop()
            stack[-1][-1].append(_either([_sequence(branch) for branch in branches]))
        elif kind not in ("edge", "flag"):
            branches[-1].append(_atom(str(kind), text))
    return [_sequence(branch) for branch in stack[0]]


@cache
def _atom(kind: str, text: str) -> _Part:
    if kind == "macro":
        return _macro(text[1:-1])
    if kind == "class":
        return _class(text[1:-1])
    if kind == "escape" and text[1] in "bBAz":
        return _EMPTY
    if kind == "any" or (kind == "escape" and text[1].isalnum()):
        return _ANY
    return frozenset([key(chr(int(text[3:-1], 16)) if kind == "point" else text[-1])])


def _class(inside: str) -> _Part:
    if inside.startswith("^"):
        return _ANY
    chars, few = _members(_MEMBER.findall(inside.replace("{hanset}", MACROS["hanset"])))
    edge = frozenset(map(key, chars))
    if few:
        return edge
    edge = _ANYTHING if OPEN in edge else edge
    return _Node((), 1, edge, edge, char=True)


def _members(members: Sequence[str]) -> tuple[frozenset[str], bool]:
    """The characters of a class, `HAN` or `OPEN` for what is not listed, and whether all are."""
    chars: set[str] = set()
    at = 0
    while at < len(members):
        member = members[at]
        if member[0] == "\\" and len(member) == 2 and member[1].isalnum() and member != "\\t":
            chars.update("0" if member == "\\d" else " \t\n\f\r" if member == "\\s" else OPEN)
        elif at + 2 < len(members) and members[at + 1] == "-":
            low, high = ord(_char(member)), ord(_char(members[at + 2]))
            if any(start <= low and high <= end for start, end in _HAN_RANGES):
                chars.add(HAN)
            else:
                chars.update(map(chr, range(low, high + 1)) if high - low <= _MOST else OPEN)
            at += 2
        else:
            chars.add(_char(member))
        at += 1
    return frozenset(chars), chars.isdisjoint((HAN, OPEN))


def _char(member: str) -> str:
    if member.startswith("\\x{"):
        return chr(int(member[3:-1], 16))
    return "\t" if member == "\\t" else member[-1]


def _repeat(part: _Part, count: str) -> _Part:
    if count[0] == "?":
        if isinstance(part, frozenset):
            return part | _EMPTY
        count = "{0,1}"
    low, _, high = count.strip("{}?").partition(",")
    least = 0 if count[0] == "*" else 1 if count[0] == "+" else int(low)
    most = inf if count[0] in "*+" or ("," in count and not high) else int(high or low)
    if isinstance(part, frozenset) and most <= _MOST_TIMES and len(part) ** most <= _MOST:
        runs = (product(part, repeat=times) for times in range(least, int(most) + 1))
        return frozenset("".join(run) for same in runs for run in same)
    if part == _EMPTY:
        return part
    none = _EMPTY if least == 0 else frozenset()
    first, last = _first(part) | none, _last(part) | none
    if least == 0:  # what the frame takes need not be taken here
        single = _single(part)
        first, last = first - single.intersection(BEFORE), last - single.intersection(AFTER)
    if least == 0:
        return _Node((), 0, first, last)
    return _Node(_groups(part), _shortest(part) * least, first, last, _head(part), _tail(part))


def _single(part: _Part) -> frozenset[str]:
    """The characters with which no match of `part` but that character begins or ends."""
    if not isinstance(part, frozenset):
        return part.first if part.char else frozenset()
    ends = [char for word in part if len(word) > 1 for char in (word[0], word[-1])]
    return part.difference(ends)


def _sequence(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    groups: list[frozenset[str]] = []
    run = solid = _EMPTY  # the latter without the optional pieces at its end
    head: frozenset[str] | None = None  # None while all is exact
    for part in parts:
        if isinstance(part, frozenset):
            joined = _joined(run, part)
            if joined is not None:
                run, solid = joined, solid if "" in part else joined
                continue
            groups.append(solid)
            after = part
        else:
            run = _joined(run, _cut(part.head, 1, _MOST // len(run))) or run
            groups += (solid, run, *part.groups)
            after = part.tail
        head = _cut(run, 1) if head is None else head
        run = solid = after
    if head is None:
        return run
    kept = [group for group in (*groups, solid, run) if "" not in group]
    first, last = _edge(map(_first, parts)), _edge(map(_last, reversed(parts)))
    return _Node(_best(kept), sum(map(_shortest, parts)), first, last, head, _cut(run, -1))


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    """Every string of `left` with every one of `right` after it; None where that is too many."""
    if len(left) * len(right) > max(_MOST, len(left), len(right)):
        return None
    return frozenset([one + other for one in left for other in right])


def _either(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    exact = [part for part in parts if isinstance(part, frozenset)]
    if len(exact) == len(parts):
        return frozenset().union(*exact)
    groups = tuple(frozenset().union(*nth) for nth in zip(*map(_groups, parts), strict=False))
    first, last = frozenset().union(*map(_first, parts)), frozenset().union(*map(_last, parts))
    head = _cut(frozenset().union(*map(_head, parts)), 1)
    tail = _cut(frozenset().union(*map(_tail, parts)), -1)
    return _Node(groups, min(map(_shortest, parts)), first, last, head, tail)


def _cut(words: frozenset[str], side: int, most: int = _MOST) -> frozenset[str]:
    """What `words` begin with (end with, if `side` is -1): as much of it as leaves at most `most`."""
    size = max(map(len, words))
    while len(words) > most and size:
        size -= 1
        words = frozenset([word[:size] if side > 0 else word[max(len(word) - size, 0) :] for word in words])
    return _EMPTY if "" in words or len(words) > most else words


def _head(part: _Part) -> frozenset[str]:
    return part if isinstance(part, frozenset) else part.head


def _tail(part: _Part) -> frozenset[str]:
    return part if isinstance(part, frozenset) else part.tail


def _edge(edges: Iterable[frozenset[str]]) -> frozenset[str]:
    """What a sequence begins with, from what its parts begin with."""
    found: set[str] = set()
    for edge in edges:
        found |= edge
        if OPEN in found:
            return _ANYTHING
        if "" not in edge:
            found.discard("")
            return frozenset(found)
    return frozenset(found)


def _shortest(part: _Part) -> int:
    return min(map(len, part)) if isinstance(part, frozenset) else part.shortest


def _first(part: _Part) -> frozenset[str]:
    if not isinstance(part, frozenset):
        return part.first
    found = frozenset(map(itemgetter(slice(1)), part))
    return found - _single(part).intersection(BEFORE) if "" in part else found


def _last(part: _Part) -> frozenset[str]:
    if not isinstance(part, frozenset):
        return part.last
    found = frozenset(map(itemgetter(slice(-1, None)), part))
    return found - _single(part).intersection(AFTER) if "" in part else found


def _groups(part: _Part) -> tuple[frozenset[str], ...]:
    if isinstance(part, frozenset):
        return () if "" in part else (part,)
    return part.groups


def _best(groups: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The groups that exclude most, by how often some word of them is likely to stand in a line."""
    kept: list[frozenset[str]] = []
    for group in sorted(dict.fromkeys(groups), key=share):
        if len(kept) < _MOST_KEPT and not any(_follows(group, other) for other in kept):
            kept.append(group)
    return tuple(kept)


def _follows(group: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a text that holds a word of `other` always holds one of `group`."""
    return all(any(word in longer for word in group) for longer in other)
