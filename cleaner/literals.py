"""What a text must be like for a pattern to match it: what decides whether to ask RE2 at all.

The idea: an RE2 set of some hundred Chinese patterns builds a new automaton state for nearly every
character of unseen text (measured: 100-400 µs a line), while hardly a line of prose holds any of
the patterns' words. So each pattern is read once for its *needs*: groups of literals of which any
match holds at least one, lengths, first and last characters, marks that no match holds. A line
that falls short of one need cannot match and is never shown to RE2.

Invariant: needs never exclude a match. What the reader does not understand asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import inf
from operator import itemgetter
from typing import NamedTuple

from cleaner.macros import MACROS

# Larger products of alternatives stop being joined to longer literals: more words cost more than they save.
_MOST = 64
_MOST_KEPT = 3
# A group of which about every second line holds a word excludes too little.
_TOO_COMMON = 0.6
# Beside another group it must exclude more than this to be worth the look.
_RARE = 0.15

_PLAIN = r"[^\\()\[*+?{.$^]"
_TOKEN = re.compile(
    # A character that a count follows stands alone; a bar between words stays with them.
    rf"(?P<text>{_PLAIN}+(?![*+?{{])|{_PLAIN})|(?P<words>\(\?:{_PLAIN}*\))"
    r"|(?P<flag>\(\?i\))|(?P<open>\((?:\?(?:P<\w+>|[a-z]*:|[=!]|<[=!]))?)|(?P<close>\))|(?P<class>\[\^?(?:\\.|[^\]\\])+\])"
    r"|(?P<count>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<macro>\{[a-z]+\})|(?P<point>\\x\{[0-9a-f]+\})|(?P<escape>\\.)"
    r"|(?P<any>\.)|(?P<edge>[$^])|(?P<brace>\{)"
)
_MEMBER = re.compile(r"\\x\{[0-9a-f]+\}|\\.|\{[a-z]+\}|.", re.DOTALL)
_CLASSES = re.compile(r"\[\^?(?:\\.|[^\]\\])+\]")
_ANCHORS = re.compile(r"[$^]|\\[bBAz]")

# Bullets and bars that menus and lists leave around an entry that is otherwise a whole line.
BEFORE = " \t*+·•|>»◆●■▪◇○□▶►┃丨"
AFTER = " \t|>»›·•┃丨▼▲↑↓→"
MARKS = frozenset("。,、:;!?“”《》()…%")
"""The characters that tell sentences from labels. None stands in the frame of `BEFORE` and `AFTER`."""
OPEN = "\0"
"""Stands for any character among first and last ones."""
HAN = "\1"
"""Stands for any character of {han}."""
_HAN_RANGES = ((0x3400, 0x9FFF), (0x20000, 0x3FFFF))


# The commonest characters of Chinese and English text, commonest first (from the usual frequency lists).
_FREQUENT = (
    " ,.:/()[]-|+_*#\"'&?!<>=@%$^~;{}\\`的etaoinshrdlucmwfgypbvkjxqz【】、。·“”《》—…"
    "一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "0123456789经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业"
    "外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比"
    "员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队"
    "形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切"
    "院让识候带导争运"
)
_RANKS = {char: -rank for rank, char in enumerate(_FREQUENT)}


class Needs(NamedTuple):
    """Every match holds a member of each of `groups` (the best first), has at least `shortest` characters and at most
    `longest` that are no blanks, holds a digit if `digit`, and no mark but those in `marks`. What matches between the
    frame's characters has a match there that begins with one of `first` and ends with one of `last` (`OPEN`, `HAN`;
    "" if it may be empty)."""

    groups: tuple[frozenset[str], ...]
    shortest: int
    longest: float
    first: frozenset[str]
    last: frozenset[str]
    digit: bool
    marks: frozenset[str]


class _Node(NamedTuple):
    """A piece of a pattern that matches too many strings to list them; the fields are those of `Needs`."""

    groups: tuple[frozenset[str], ...]
    shortest: int
    longest: float
    first: frozenset[str]
    last: frozenset[str]
    digit: bool  # whether every match holds one
    char: bool = False  # whether it is one character, from a class


# A piece: all the strings it can match, when they are few, or its needs.
_Part = frozenset[str] | _Node

_ANYTHING = frozenset([OPEN])
_EMPTY = frozenset([""])
_ANY = _Node((), 1, 1, _ANYTHING, _ANYTHING, False, True)
_DIGITS = frozenset("0123456789")
_SPACE = frozenset([" "])
_BLANK = _Node((), 1, 0, _SPACE, _SPACE, False, True)
_BLANKS = frozenset(" \t")


def needs(pattern: str) -> Needs:
    """The needs of an RE2 pattern with macros, lower-cased: ask a lower-cased text (but its length as it was)."""
    branches, chars = _read(pattern)
    part = _either(branches)
    if isinstance(part, frozenset):
        part = _Node((part,), _shortest(part), _longest(part), _first(part), _last(part), _digit(part))
    groups = [_shortened(group) for group in _best(part.groups) if "" not in group]
    kept = [group for at, group in enumerate(groups) if _share(group) < (_RARE if at else _TOO_COMMON)]
    return Needs(
        tuple(group for group in kept if not group & _DIGITS),
        part.shortest,
        part.longest,
        part.first,
        part.last,
        part.digit,
        MARKS & chars,
    )


def excuses(pattern: str) -> frozenset[str]:
    """The marks that make `pattern` (an `unless`) match any text which holds one."""
    if not pattern or _ANCHORS.search(_CLASSES.sub("", pattern)):
        return frozenset()
    branches, _ = _read(pattern)
    return MARKS.intersection(word for part in branches if isinstance(part, frozenset) for word in part)


@cache
def _macro(name: str) -> tuple[_Part, frozenset[str]]:
    branches, chars = _read(MACROS[name])
    return _either(branches), frozenset(chars)


def _read(pattern: str) -> tuple[list[_Part], set[str]]:
    """The alternatives of `pattern`, and the characters (all marks, where anything goes) that it can match."""
    stack: list[list[list[_Part]]] = [[[]]]
    chars: set[str] = set()
    for token in _TOKEN.finditer(pattern):
        kind, text = token.lastgroup, token[0]
        branches = stack[-1]
        if kind == "text":
            chars.update(text)
            if "|" in text:
                word, *words, text = text.lower().split("|")
                if word:
                    branches[-1].append(frozenset([word]))
                if words:
                    branches.append([frozenset(words)])
                branches.append([])
            if text:
                branches[-1].append(frozenset([text.lower()]))
        elif kind == "words":
            chars.update(text[3:-1])
            branches[-1].append(frozenset(text[3:-1].lower().split("|")))
        elif kind == "count":
            part = branches[-1].pop() if branches[-1] else _EMPTY
            branches[-1].append(_repeat(_BLANK if part == _SPACE and text[0] != "?" else part, text))
        elif kind == "open":
            stack.append([[]])
        elif kind == "close":
            stack.pop()
            stack[-1][-1].append(_either([_sequence(branch) for branch in branches]))
        elif kind not in ("edge", "flag"):
            part, more = _atom(str(kind), text)
            branches[-1].append(part)
            chars.update(more)
    return [_sequence(branch) for branch in stack[0]], chars


@cache
def _atom(kind: str, text: str) -> tuple[_Part, frozenset[str]]:
    if kind == "macro":
        return _macro(text[1:-1])
    if kind == "class":
        return _class(text[1:-1])
    if kind == "escape" and text[1] in "bBAz":
        return _EMPTY, frozenset()
    if kind == "any" or (kind == "escape" and text[1].isalnum()):
        return _ANY, MARKS
    char = chr(int(text[3:-1], 16)) if kind == "point" else text[-1]
    return frozenset([char.lower()]), frozenset([char])


def _class(inside: str) -> tuple[_Part, frozenset[str]]:
    members = _MEMBER.findall(inside.replace("{hanset}", MACROS["hanset"]))
    if inside.startswith("^"):
        excluded, _ = _members(members[1:])
        return _ANY, MARKS - excluded
    chars, few = _members(members)
    edge = frozenset(char.lower() for char in chars)
    if edge <= _BLANKS:
        return _Node((), 1, 0, edge, edge, False, True), chars
    if few:
        return edge, chars
    edge = _ANYTHING if OPEN in edge else edge
    return _Node((), 1, 1, edge, edge, False, True), MARKS if OPEN in edge else chars


def _members(members: Sequence[str]) -> tuple[frozenset[str], bool]:
    """The characters of a class, `HAN` or `OPEN` for what is not listed, and whether all are."""
    chars: set[str] = set()
    at = 0
    while at < len(members):
        member = members[at]
        if member[0] == "\\" and len(member) == 2 and member[1].isalnum() and member != "\\t":
            chars.update("0123456789" if member == "\\d" else " \t\n\f\r" if member == "\\s" else OPEN)
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
    longest = _longest(part)
    none = _EMPTY if least == 0 else frozenset()
    groups = _groups(part) if least else ()
    longest = longest * most if longest else 0
    first, last = _first(part) | none, _last(part) | none
    if least == 0:  # what the frame takes need not be taken here
        single = _single(part)
        first, last = first - single.intersection(BEFORE), last - single.intersection(AFTER)
    return _Node(groups, _shortest(part) * least, longest, first, last, least > 0 and _digit(part))


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
    whole = True
    for part in parts:
        if isinstance(part, frozenset):
            if "" in part and run is _EMPTY:
                whole = False
                continue
            if len(run) * len(part) <= max(_MOST, len(run), len(part)):
                run = frozenset([left + right for left in run for right in part])
                solid = solid if "" in part else run
                continue
            groups.append(solid)
            run = part
            solid = _EMPTY if "" in part else run
        else:
            groups += (solid, *part.groups)
            run = solid = _EMPTY
        whole = False
    if whole:
        return run
    kept = [group for group in (*groups, solid) if "" not in group]
    return _Node(
        _best(kept),
        sum(map(_shortest, parts)),
        sum(map(_longest, parts)),
        _edge(map(_first, parts)),
        _edge(map(_last, reversed(parts))),
        any(map(_digit, parts)),
    )


def _either(parts: Sequence[_Part]) -> _Part:
    if len(parts) == 1:
        return parts[0]
    exact = [part for part in parts if isinstance(part, frozenset)]
    if len(exact) == len(parts):
        return frozenset().union(*exact)
    best = [_groups(part)[:1] for part in parts]
    groups = (frozenset().union(*(group for (group,) in best)),) if all(best) else ()
    first, last = frozenset().union(*map(_first, parts)), frozenset().union(*map(_last, parts))
    return _Node(groups, min(map(_shortest, parts)), max(map(_longest, parts)), first, last, all(map(_digit, parts)))


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


def _longest(part: _Part) -> float:
    return max(map(len, part)) if isinstance(part, frozenset) else part.longest


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


def _digit(part: _Part) -> bool:
    return not any(map(_DIGITS.isdisjoint, part)) if isinstance(part, frozenset) else part.digit


def _groups(part: _Part) -> tuple[frozenset[str], ...]:
    if isinstance(part, frozenset):
        return () if "" in part else (part,)
    return part.groups


def _best(groups: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The groups that exclude most, by how often some word of them is likely to stand in a line."""
    if len(groups) < 2:
        return tuple(groups)
    return tuple(sorted(groups, key=_share)[:_MOST_KEPT])


def _shortened(group: frozenset[str]) -> frozenset[str]:
    """`group` without words that begin or end with another of its words."""
    group = frozenset([word.strip() or " " for word in group])
    ends = range(1, max(map(len, group)))
    return frozenset(
        [word for word in group if not any(word[:at] in group or word[at:] in group for at in ends[: len(word) - 1])]
    )


@cache
def _share(group: frozenset[str]) -> float:
    """A guess at the share of lines that hold a word of `group`, from the words alone."""
    # Orders of magnitude on 23,000 lines of real pages: space, mark or digit, one Han character, longer words.
    short = [word for word in group if len(word) < 2 or (len(word) == 2 and word.isascii())]
    return 0.002 * (len(group) - len(short)) + sum(map(_frequency, short))


def _frequency(word: str) -> float:
    if len(word) == 2:
        return 0.02
    return 1 if word == " " else 0.02 if word > "\u3000" else 0.05 if word.isalnum() else 0.1


def rarest(word: str) -> int:
    """Where the character of `word` stands that is likely the rarest."""
    if len(word) == 1:
        return 0
    ranks: list[int] = [_RANKS.get(char, -len(_RANKS)) for char in word]
    return ranks.index(min(ranks))
