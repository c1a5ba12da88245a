"""Which lines of a text are program code.

The idea: a line is code by its shape (statement ends, keywords before what they need, assignments, tags, lone
braces), never by a word alone, and never when Chinese stands outside its strings and comments. A run is several
such lines in a row; lines between them, or in a block that is mostly code, belong to it.

Invariant: the answer depends on the lines and on which of them stand next to each other, so that a code run which
was set off by empty lines is found again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cleaner.hanzi import HAN, pattern

_STRINGS = re.compile(
    r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`|//.*|/\*.*?(?:\*/|$)|(?<!\S)\#.*|<!--.*?-->|(?<!\S)--\s.*"""
)
_OPENER = re.compile("[\"'`/#<-]")  # what `_STRINGS` begin with
_HAN = pattern(f"[{HAN}。，；：？！（）《》]")
_SHAPES = re.compile(
    r"""
    \s*(?:
      [\]\[{}();,]+                                                            # lone brackets
    | [^\s].*[;{]                                                               # a statement or a block's head ends
    | \}\s*(?:else|catch|finally|while)\b.*
    | (?:async\s+)?def\s+\w+\s*\(.*\).*: | class\s+\w+\s*(?:\(.*\))?\s*[:{]
    | (?:if|elif|while|for|with|except|switch)\b.*[:{] | (?:else|try|finally)\s*[:{]
    | from\s+[\w.]+\s+import\s+\S.* | import\s+[\w.]+(?:\s+as\s+\w+)?
    | \#\s*(?:include|define|ifdef|ifndef|endif|pragma)\b.*
    | return(?:\s+(?:[\w.\[\]()+*/-]+|.*[()\[\]+*/=<>"'].*))? | (?:break|continue|pass|end)
    | @\w[\w.]*(?:\(.*\))?
    | (?:(?:var|let|const|int|char|float|double|bool|auto|final|static|public|private|export)\s+)+\w+.*[=({].*
    | [A-Za-z_][\w.\[\]'"]*\s*(?:[-+*/|&]?=|:=|<-)\s*\S.*
    | [A-Za-z_][\w.]*\(.*\)[;:]?                                              # a call
    | (?:\$|>>>|\.\.\.|C:\\>)\s+\S.*
    | (?:sudo|git|pip|pip3|npm|apt-get|yum|docker|curl|wget|cd|mkdir|chmod)\s+[\w./-]+.*
    | (?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+TABLE|ALTER\s+TABLE)\s.*
    | </?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>.* | <[!?].*>
    | "[^"]*"\s*:\s*.*[,{\[\]}"\w] | [\w-]+\s*:\s*[^\s;]+;
    )\s*$
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"\s*(?://|/\*|\*/|\*\s|#!|#\s|<!--|--\s)")
_SUSPECT = re.compile(
    r"[;{}=<>$#@\[\]()]|\b(?:import|return|else|try|break|continue|pass|end|sudo|git|pip3?|npm|curl|cd|mkdir|chmod)\b"
)


def is_code(line: str) -> bool:
    """Whether `line` by itself plainly is code."""
    han = _HAN.search(line)
    if han and not _OPENER.search(line, 0, han.start()):  # outside any string or comment
        return False
    if not line or line.isspace() or not _SUSPECT.search(line):
        return False
    bare = _STRINGS.sub('""', line)
    return not _HAN.search(bare) and bool(_SHAPES.match(bare)) and not _is_prose(bare)


def code_lines(lines: Sequence[str], blocks: Sequence[bool] | None = None) -> list[bool]:
    """For each line whether it stands in a run of code: two code lines at least.

    `blocks[i]` tells that line i is preformatted (`<pre>`): a change of it bounds a block as an empty line does.
    """
    flags = [is_code(line) for line in lines]
    result = [False] * len(lines)
    if sum(flags) < 2:
        return result
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and lines[end].strip() and (not blocks or blocks[end] == blocks[begin]):
            end += 1
        _mark(lines, flags, result, begin, end)
        begin = max(end, begin + 1)
    return result


def _mark(lines: Sequence[str], flags: Sequence[bool], result: list[bool], begin: int, end: int) -> None:
    strong = [index for index in range(begin, end) if flags[index]]
    if len(strong) < 2:
        return
    if len(strong) * 2 >= end - begin:
        first, last = strong[0], strong[-1] + 1
        while first > begin and not _is_text(lines[first - 1]):
            first -= 1
        while last < end and not _is_text(lines[last]):
            last += 1
        result[first:last] = [True] * (last - first)
        return
    for left, right in pairwise(strong):
        between = lines[left + 1 : right]
        if len(between) <= 1 or all(_COMMENT.match(line) for line in between):
            result[left : right + 1] = [True] * (right + 1 - left)


def _is_text(line: str) -> bool:
    return bool(_HAN.search(line)) and not _COMMENT.match(line)


def _is_prose(line: str) -> bool:
    """English that ends in a semicolon or opens like a statement: many words, no operator."""
    return len(re.findall(r"[A-Za-z]{2,}", line)) >= 5 and not re.search(r"[={}()<>\[\]$]|::|->", line)
