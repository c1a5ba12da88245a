"""What a text must contain for a pattern to match it: the literals that decide whether to ask RE2 at all.

The idea: an RE2 set of some hundred Chinese patterns builds a new automaton state for nearly every
character of unseen text (measured: 100-400 µs a line), while hardly a line of prose holds any of
the patterns' words. So each pattern is read once for its *needs*: groups of literals of which any
match holds at least one. A line that lacks a whole group cannot match and is never shown to RE2.

Invariant: needs never exclude a match. What the reader does not understand asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import inf
from typing import NamedTuple

from cleaner.macros import MACROS

# Larger products of alternatives stop being joined to longer literals: more words cost more than they save.
_MOST = 64
_MOST_KEPT = 3

_TOKEN = re.compile(
    r"(?P<flag>\(\?i\))|(?P<open>\((?:\?(?:P<\w+>|[a-z]*:|[=!]|<[=!]))?)|(?P<close>\))|(?P<bar>\|)|(?P<class>\[\^?(?:\\.|[^\]\\])+\])"
    r"|(?P<count>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?P<macro>\{[a-z]+\})|(?P<point>\\x\{[0-9a-f]+\})|(?P<escape>\\.)"
    r"|(?P<any>\.)|(?P<edge>[$^])|(?P<text>[^\\()|\[*+?{.$^]+)|(?P<brace>\{)"
)
_MEMBER = re.compile(r"\\x\{[0-9a-f]+\}|\\.|\{[a-z]+\}|.", re.DOTALL)


class Needs(NamedTuple):
    """Every match holds a member of each of `groups` (the best first), has at most `longest` characters, and begins
    as one of `starts` says: two characters; one, which is all or (before `OPEN`) goes on somehow; `OPEN` alone."""

    groups: tuple[frozenset[str], ...]
    longest: float
    starts: frozenset[str]


class _Node(NamedTuple):
    exact: frozenset[str] | None  # all strings it can match, when they are few
    groups: tuple[frozenset[str], ...]
    longest: float
    starts: frozenset[str]


OPEN = "\0"
_ANYTHING = frozenset([OPEN])
_EMPTY = _Node(frozenset([""]), (), 0, frozenset([""]))
# Beyond so many beginnings a pattern counts as one that may begin with anything.
_MOST_STARTS = 8000


def needs(pattern: str) -> Needs:
    """The needs of an RE2 pattern with macros, lower-cased: ask a lower-cased text."""
    node = _parse(pattern)
    return Needs(_best(_groups(node)), node.longest, node.starts)


@cache
def _macro(name: str) -> _Node:
    return _parse(MACROS[name])


def _parse(pattern: str) -> _Node:
    stack: list[list[list[_Node]]] = [[[]]]
    kind = ""
    for token in _TOKEN.finditer(pattern):
        before, kind, text = kind, token.lastgroup or "", token.group()
        branches = stack[-1]
        if kind == "open":
            stack.append([[]])
        elif kind == "close":
            stack.pop()
            stack[-1][-1].append(_either([_sequence(branch) for branch in branches]))
        elif kind == "bar":
            branches.append([])
        elif kind == "count":
            node = branches[-1].pop() if branches[-1] else _EMPTY  # a pattern that RE2 will refuse
            if before == "text" and node.exact and node.longest > 1:  # a count binds to the last character only
                (word,) = node.exact
                branches[-1].append(_word(word[:-1]))
                node = _word(word[-1])
            branches[-1].append(_repeat(node, text))
        elif kind == "text":
            branches[-1].append(_word(text.lower()))
        elif kind not in ("edge", "flag"):
            branches[-1].append(_atom(kind, text))
    return _either([_sequence(branch) for branch in stack[0]])


def _word(text: str) -> _Node:
    return _Node(frozenset([text]), (), len(text), frozenset([text[:2]]))


def _atom(kind: str, text: str) -> _Node:
    if kind == "macro":
        return _macro(text[1:-1])
    if kind == "class":
        return _class(text[1:-1])
    if kind == "escape" and text[1] == "b":
        return _EMPTY
    if kind == "any" or (kind == "escape" and text[1].isalnum()):
        return _Node(None, (), 1, _ANYTHING)
    char = chr(int(text[3:-1], 16)) if kind == "point" else text[-1]
    return _word(char.lower())


def _class(inside: str) -> _Node:
    members = _MEMBER.findall(inside)
    if inside.startswith("^") or any(len(member) > 2 or member[1:].isalnum() for member in members):
        return _Node(None, (), 1, _ANYTHING)
    chars: set[str] = set()
    for at, member in enumerate(members):
        if member == "-" and 0 < at < len(members) - 1:
            low, high = ord(members[at - 1][-1]), ord(members[at + 1][-1])
            if high - low > _MOST:
                return _Node(None, (), 1, _ANYTHING)
            chars.update(map(chr, range(low, high + 1)))
        else:
            chars.add(member[-1])
    exact = frozenset(char.lower() for char in chars)
    return _Node(exact, (), 1, exact)


def _repeat(node: _Node, count: str) -> _Node:
    low, _, high = count.strip("{}?").partition(",")
    if count[0] == "?":
        exact = None if node.exact is None else node.exact | {""}
        return _Node(exact, (), node.longest, node.starts | {""})
    least = 0 if count[0] == "*" else 1 if count[0] == "+" else int(low)
    most = inf if count[0] in "*+" or ("," in count and not high) else int(high or low)
    longest = node.longest * most if node.longest else 0
    starts = frozenset(start if len(start) == 2 or OPEN in start else start + OPEN for start in node.starts)
    return _Node(None, _groups(node) if least else (), longest, starts if least else starts | {""})


def _sequence(nodes: Sequence[_Node]) -> _Node:
    if len(nodes) == 1:
        return nodes[0]
    groups: list[frozenset[str]] = []
    run: frozenset[str] = frozenset([""])
    whole = True
    for node in nodes:
        if node.exact is not None and len(run) * len(node.exact) <= max(_MOST, len(run), len(node.exact)):
            run = frozenset([left + right for left in run for right in node.exact])
            continue
        groups += [run, *_groups(node)] if node.exact is None else [run]
        run = frozenset([""]) if node.exact is None else node.exact
        whole = False
    kept = tuple(group for group in (*groups, run) if "" not in group)
    longest = sum(node.longest for node in nodes)
    return _Node(run if whole else None, () if whole else kept, longest, _starts(nodes))


def _either(nodes: Sequence[_Node]) -> _Node:
    if len(nodes) == 1:
        return nodes[0]
    longest, starts = max(node.longest for node in nodes), frozenset().union(*(node.starts for node in nodes))
    if len(starts) > _MOST_STARTS:
        starts = _ANYTHING
    if all(node.exact is not None for node in nodes):
        return _Node(frozenset().union(*(node.exact or () for node in nodes)), (), longest, starts)
    best = [_best(_groups(node))[:1] for node in nodes]
    groups = (frozenset().union(*(group for (group,) in best)),) if all(best) else ()
    return _Node(None, groups, longest, starts)


def _starts(nodes: Sequence[_Node]) -> frozenset[str]:
    done: set[str] = set()
    short = {""}
    for node in nodes:
        longer = {(left + right)[:2] for left in short for right in node.starts}
        short = {start for start in longer if len(start) < 2 and OPEN not in start}
        done |= longer - short
        if not short or len(done) > _MOST_STARTS:
            break
    return frozenset(done | short) if len(done) <= _MOST_STARTS else _ANYTHING


def _groups(node: _Node) -> tuple[frozenset[str], ...]:
    if node.exact is None:
        return node.groups
    return () if "" in node.exact else (node.exact,)


def _best(groups: Sequence[frozenset[str]]) -> tuple[frozenset[str], ...]:
    """The groups that exclude most, by how often some word of them is likely to stand in a line."""
    ranked = sorted(groups, key=lambda group: (sum(map(frequency, group)), sorted(group)))
    return tuple(ranked[:_MOST_KEPT])


def frequency(word: str) -> float:
    """A guess at how many lines hold `word`, as a share; words only, no corpus."""
    # Orders of magnitude on 23,000 lines of real pages: space, digit, mark, one Han character, longer words.
    if len(word) == 1:
        return 1 if word == " " else 0.02 if word > "\u3000" else 0.05 if word.isalnum() else 0.1
    return 0.02 if len(word) == 2 and word.isascii() else 0.002
