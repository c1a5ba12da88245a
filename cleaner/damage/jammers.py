"""Random characters that forum software hides in its posts against copying.

The idea: Discuz writes, unseen, behind each line some pairs of a low and a high character with a space between
(`6 g0 S1 @! U! S# J`: one of ` `–`;`, a space, one of `?`–`~`, five to fifteen times), PHPWind a handful of random
ones (`&7gL&AY8`, `3,7SGt r`). A text of the page prints them at the ends of lines, on lines of their own and glued to
the next line's head. The first form proves itself by its length; the second one by coming again and again, at the same
place of the line, never twice the same and of no word's make.

Invariant: nothing goes but ASCII at a line's head or end; where too little speaks for it, all of it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaner.document import Edit, Proposal
from cleaner.hanzi import ascii_of
from cleaner.patterns import pattern

RULE = "repair.jammer"
_PAIR = r"(?:[ -;]? [?-~])"
_PAIRS = pattern(
    # A line may begin amid a pair; behind a sentence its own `?` stands, and before one its number.
    rf"(?:^[ \t]*[!-;]? ?[?-~]?|(?<=[^\x00-\x7f])[ \t]*|(?<=[^\x00-\x7f][,.:;!?])){_PAIR}{{5,}}"
    r"(?:[!-;]?(?=[ \t]*$)|(?= ?[^\x00-\x7f]|\(?\d{1,2}(?:[、.)）]| [^\x00-\x7f])|https?:))",
    re.MULTILINE,
)
_WHOLE = pattern(r"[!-;] [?-~]")
# The same for a first look, with a letter for each byte: low, space, high and others.
_LETTERS = bytes(32 * b"x" + b"s" + 27 * b"l" + 3 * b"x" + 64 * b"h" + 129 * b"x")
_PLAIN_PAIRS = pattern(rb"(?:[ls]?sh){5,}")
_FEWEST_WHOLE = 4  # pairs with both their characters: HTML lets a space in the low place vanish
# PHPWind's: behind the stop of a sentence, and on lines of their own between.
_TOKEN = pattern(
    r"(?:^[ \t]*|(?P<stop>[。!?！？…”\x22」）)])[ \t]{1,3})(?P<token>[!-~][!-~ ]{2,8}[!-~])[ \t]*$",
    re.MULTILINE,
)
_CLASSES = (pattern(r"[a-z]"), pattern(r"[A-Z]"), pattern(r"\d"), pattern(r"[^\sa-zA-Z0-9]"))
_LONGEST = 10  # characters of a token
_ODD = 3  # kinds of characters in a token that no word has
_OFTEN = 3  # odd tokens behind stops
_WILD = pattern(r"[!\"$%&'()*;<=>?@\[\]^`{|}~\\]")
_WRITTEN = pattern(  # words, numbers, versions, addresses, calls and assignments: what people write behind a stop
    r"[A-Za-z]+(?:[ '&-][A-Za-z]+)*[!?.;]?|[\d.,:/%()+-]+|[A-Za-z]+[ -]?v?\d[\d.]*|[A-Za-z_][\w.]*[(\[].*[)\]];?"
    r"|[\w.$]+ ?[-+]?==? ?[\w.$]+;?|[(\[<{\"'].*[)\]>}\"']|(.)\1+|https?:.*|[\w.-]+@[\w.-]+"
    r"|[:;=8xX^T][-_'^oO]*[()DPpTO^3]+"
)
_SIGNS = tuple(b"@^`|{}~&$%")  # what prose has few of
_FEWEST_SIGNS = 3


def find(text: str) -> Proposal:
    """Drops of the random characters, where they are proved."""
    plain = ascii_of(text)
    if sum(map(plain.count, _SIGNS)) < _FEWEST_SIGNS:
        return Proposal()
    discuz = _discuz(text) if _may_hold_pairs(plain) else ()
    ends = [end for line in text.split("\n") if "!" <= (end := line.rstrip(" \t"))[-1:] <= "~"]
    phpwind = _phpwind(text) if sum([_is_odd(end[-_LONGEST:]) for end in ends]) >= _OFTEN else ()
    spans = sorted({*discuz, *phpwind})
    apart = [spans[0]] if spans else []
    for above, below in pairwise(spans):
        if below[0] >= above[1]:
            apart.append(below)
    return Proposal([Edit(start, end, "", RULE) for start, end in apart])


def _may_hold_pairs(plain: bytes) -> bool:
    """Whether the ASCII of a text has pairs enough in a row; what stood between may have parted them."""
    letters = plain.translate(_LETTERS)
    if letters.count(b"lsh") < _FEWEST_WHOLE:
        return False
    return any(run.count(b"lsh") >= _FEWEST_WHOLE for run in _PLAIN_PAIRS.findall(letters))


def _discuz(text: str) -> Iterator[tuple[int, int]]:
    for found in _PAIRS.finditer(text):
        kinds = {kind for kind, shape in enumerate(_CLASSES) if shape.search(found[0])}
        if len(_WHOLE.findall(found[0])) >= _FEWEST_WHOLE and len(kinds) >= _ODD:
            yield found.span()


def _phpwind(text: str) -> Iterator[tuple[int, int]]:
    found = [match for match in _TOKEN.finditer(text) if not _WRITTEN.fullmatch(match["token"])]
    odd = [match for match in found if _is_odd(match["token"])]
    tokens = {match["token"] for match in odd}
    if sum(bool(match["stop"]) for match in odd) >= _OFTEN and len(odd) * 2 >= len(found) and len(tokens) == len(odd):
        yield from ((match.end("stop") if match["stop"] else match.start(), match.end()) for match in found)


def _is_odd(token: str) -> bool:
    return _WILD.search(token) is not None and sum(bool(shape.search(token)) for shape in _CLASSES) >= _ODD
