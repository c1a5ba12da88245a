"""Which lines of a text are program code.

The idea: a line is code by its shape (statement ends, keywords before what they need, assignments, tags, lone
braces), never by a word alone, and never when Chinese stands outside its strings and comments. A run is several
such lines in a row; lines between them, or in a stretch without prose that is mostly code, belong to it. What a
program prints and how people draw is code by its frame: trees of files, tables in borders, statements of SQL up to
their semicolon, keys with their indented values.

Invariant: the answer depends on the lines and on which of them stand next to each other, so that a code run which
was set off by empty lines is found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleaner.hanzi import HAN, ascii_of
from cleaner.patterns import pattern

_STRINGS = pattern(
    r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`|//.*|(?<![\w./-])/\*.*?(?:\*/|$)|(?<!\S)\#(?!!).*|<!--.*?-->|(?<!\S)--\s.*"""
)
_OPENER = pattern("[\"'`/#<-]")  # what `_STRINGS` begin with
_HAN = pattern(f"[{HAN}。，；：？！（）《》]")
_MARKS = pattern("[。，；：？！“”]")
_SHAPES = pattern(
    r"""
    \s*(?:
      [\]\[{}();,]+                                                            # lone brackets
    | [^\s].*[;{]                                                               # a statement or a block's head ends
    | \}\s*(?:else|catch|finally|while)\b.*
    | (?:async\s+)?def\s+\w+\s*\(.*\).*: | class\s+\w+\s*(?:\(.*\))?\s*[:{]
    | (?:if|elif|while|for|with|except|switch)\b.*[:{] | (?:else|try|finally)\s*[:{]
    | from\s+[\w.]+\s+import\s+\S.* | import\s+[\w.]+(?:\s+as\s+\w+)?
    | \#\s*(?:include|define|ifdef|ifndef|endif|pragma)\b.* | \#!/\S.*
    | return(?:\s+(?:[\w.\[\]()+*/-]+|\w+(?:\s*[-+*/%&|]\s*\w+)+|.*[()\[\]+*/=<>"'].*))? | (?:break|continue|pass|end)
    | assert\s+.*[()\[\]=<>].*
    | @\w[\w.]*(?:\(.*\))?
    | (?:(?:var|let|const|int|char|float|double|bool|auto|final|static|public|private|export)\s+)+\w+.*[=({].*
    | [A-Za-z_][\w.\[\]'"]*\s*(?:[-+*/|&]?=|:=|<-)\s*\S.*
    | [A-Za-z_][\w.]*\(.*(?:\)[;:]?|[(\[,\\])                                 # a call, whole or going on
    | (?:\$\s+(?!\d)|(?:>>>|\.\.\.|C:\\>)\s+)\S.*
    | \S.*\s\\ | [a-z][\w.-]*(?:\s[!-~]+)*\s(?:\||&&)                            # a command goes on
    | (?:sudo|git|pip|pip3|npm|apt-get|yum|docker|curl|wget|cd|mkdir|chmod|systemctl|journalctl)\s+[\w./-]+.*
    | (?:ls|cat|echo|export|cp|mv|rm|tar|find|make|go|ssh|scp|grep|sort|uniq|xargs|awk|sed|wc|tee|tr|du|df|ps
        |python3?|node|kubectl|brew|source|set)\s
        (?:.*\s)?(?:-{1,2}\w|[.~]?/\w|\w+=|[$|>]).*
    | (?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+TABLE|ALTER\s+TABLE)\s.*
    | </?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>.* | <[!?].*>
    | "[^"]*"\s*:\s*.*[,{\[\]}"\w] | [\w-]+\s*:\s*[^\s;]+;
    )\s*$
    """,
    re.VERBOSE,
)
_COMMENT = pattern(r"\s*(?://|/\*|\*/|\*\s|#!|#\s|<!--|--\s)")
_SUSPECT = pattern(
    r"[;{}=<>$#@\[\]()\\|]|\s-{1,2}\w|\s[.~]?/\w"
    r"|\b(?:import|return|else|try|break|continue|pass|end|sudo|git|pip3?|npm|curl|cd|mkdir|chmod|systemctl)\b"
)
# A program in a quote behind a command that takes one: the quote may close lines below.
_TAKES = "(?:[gmn]?awk|sed|perl|python3?|ruby|node|jq|sh|bash|zsh|psql|mysql)"
_OPEN_QUOTE = r" [^'\n]*(?:'[^'\n]*'[^'\n]*)*'[^'\n]*"
_SCRIPT = pattern(rf"\s*(?:.*[|;&] ?)?(?:sudo )?{_TAKES}{_OPEN_QUOTE}$")
_SCRIPT_MOST = 40  # lines of it
# Statements that name their tables and columns in Chinese: keywords in capitals prove them.
_QUERY = pattern(r"\s*(?:SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE\s+(?:TABLE|VIEW|INDEX)|ALTER\s+TABLE)\s")
_CLAUSE = pattern(r"(?:^|\s)(?:FROM|VALUES|SET|WHERE|JOIN|GROUP\s+BY|ORDER\s+BY|HAVING|ADD|PRIMARY\s+KEY)\b")
_QUERY_MOST = 40  # lines of a statement
DRAWN = pattern(
    rf"[├└]─|^[ \t]*\+(?:[-=]{{2,}}\+)+[ \t]*$|:[ \t]*\n[ \t]+(?:- \S|[\w.-]+:)|^SELECT |\n\$ |{_TAKES}{_OPEN_QUOTE}\n",
    re.MULTILINE,
)
# What `DRAWN` needs beside ─: strings and a pattern that begins with a literal are found faster than a choice.
_DRAWN_SIGNS = (b"+-", b"+=", b"SELECT ", b"\n$ ", b"awk -", b"awk '", b"sed -", b"sed '", b"jq '", b" -c '", b" -e '")
_DRAWN_KEYS = pattern(r":[ \t]*\n[ \t]")
_BRANCH = pattern(r"\s*(?:│\s*|\|\s{2,})*[├└]─")
_TREE = pattern(_BRANCH.pattern + r"|\s*│\s*$")
_ROOT = pattern(r"\s*[\w.~-]*/|\s*\.{1,2}\s*$")
_BORDER = pattern(r"\s*\+(?:[-=]{2,}\+)+\s*$")
_KEY = pattern(r"\s*(?:- )?[\w.-]+:\s*$")
_VALUE = pattern(r"\s+(?:- \S|[\w.-]+:(?:\s|$))")
_YAML = pattern(r"\s*(?:- )?[\w./-]+:(?:\s\S.*)?$|\s*- \S|\s*#")
_BOXED = pattern(r"\s*(?:\|.*\||\+(?:[-=]{2,}\+)+)\s*$")
_PROMPT = pattern(r"\s*(?:\$|>>>) [a-z./~]")
_WORDS = 5  # of the shortest line of English prose
_INDENT = pattern(r"\t| [ \t]")
_INSIDE = 3  # lines of Chinese inside code: a docstring, a comment of several lines
_SENTENCE_END = pattern("[。！？]")


def is_code(line: str) -> bool:
    """Whether `line` by itself plainly is code."""
    if "\u4e00" <= line[:1] <= "\u9fff":  # as most lines begin
        return False
    han = _HAN.search(line)
    if han and not _OPENER.search(line, 0, han.start()):  # outside any string or comment
        return _is_query(line)
    if not line or line.isspace() or not _SUSPECT.search(line):
        return False
    bare = _STRINGS.sub('""', line)
    return not _HAN.search(bare) and bool(_SHAPES.match(bare)) and not _is_prose(bare)


def is_drawn(text: str) -> bool:
    """Whether `text` holds code in whose lines no single shape speaks: one look before the lines are read."""
    signs = ascii_of(text)
    may_be = "─" in text or any(sign in signs for sign in _DRAWN_SIGNS) or _DRAWN_KEYS.search(text)
    return bool(may_be and DRAWN.search(text))


def code_lines(lines: Sequence[str], blocks: Sequence[bool] | None = None) -> list[bool]:
    """For each line whether it stands in a run of code: two code lines at least, or one with its frame.

    `blocks[i]` tells that line i is preformatted (`<pre>`): a change of it bounds a block as an empty line does.
    """
    flags = [is_code(line) for line in lines]
    result = framed(lines)
    told = any(flag and _PROMPT.match(line) for flag, line in zip(flags, lines, strict=True))
    if sum(flags) < 2 and not told and not any(result):
        return result
    for begin, end in _stretches(lines, flags, blocks):
        _mark(lines, flags, result, begin, end)
        above = begin - 2  # a function goes on below an empty line
        if above >= 0 and result[above] and not lines[begin - 1].strip() and _is_indented(lines[begin]):
            result[begin:end] = [True] * (end - begin)
    return result


def _stretches(lines: Sequence[str], flags: Sequence[bool], blocks: Sequence[bool] | None) -> Iterator[tuple[int, int]]:
    """Begins and ends of runs of lines without prose, parted by it or by empty lines."""
    begin = 0
    while begin < len(lines):
        end = begin
        while end < len(lines) and lines[end].strip() and (not blocks or blocks[end] == blocks[begin]):
            if not flags[end] and _is_text(lines[end]):
                below = _stretch_end(lines, end) if end > begin else end
                if below == end:
                    break
                end = below
            else:
                end += 1
        if end > begin:
            yield begin, end
        begin = max(end, begin + 1)


def _stretch_end(lines: Sequence[str], at: int) -> int:
    """The first line below `at` that is not indented text inside a stretch of code: a docstring, a Chinese comment."""
    end = at
    while end < len(lines) and end - at < _INSIDE and _is_text(lines[end]):
        if not _is_indented(lines[end]) or _SENTENCE_END.search(lines[end]):
            return at
        end += 1
    return end if end < len(lines) and lines[end].strip() and not _is_text(lines[end]) else at


def _mark(lines: Sequence[str], flags: Sequence[bool], result: list[bool], begin: int, end: int) -> None:
    """Marks what is code between `begin` and `end`, lines without prose and without an empty one."""
    strong = [index for index in range(begin, end) if flags[index]]
    inner = sum(
        not flags[index] and _is_indented(lines[index]) and not _is_spoken(lines[index])
        for index in range(begin + 1, end)
    )
    if len(strong) >= 2 and (len(strong) + inner) * 2 >= end - begin:
        result[begin:end] = [True] * (end - begin)
        return
    for left, right in pairwise(strong):
        between = lines[left + 1 : right]
        if len(between) <= 1 or all(_COMMENT.match(line) for line in between):
            result[left : right + 1] = [True] * (right + 1 - left)
    for index in strong:
        if _PROMPT.match(lines[index]):  # what a command printed stands below it
            below = index + 1
            while below < end and not _is_spoken(lines[below]):
                below += 1
            if below > index + 1:
                result[index:below] = [True] * (below - index)


def _is_spoken(line: str) -> bool:
    """Whether a line is English prose, not output. (A regular expression for it took quadratic time on long lines.)"""
    return line.rstrip().endswith((".", ":", "!", "?")) and len(line.split(None, _WORDS - 1)) == _WORDS


def framed(lines: Sequence[str]) -> list[bool]:
    """Which lines stand in a drawn or written frame: a tree of files, a bordered table, a query, keys with values."""
    result = [False] * len(lines)
    if not is_drawn("\n".join(lines)):
        return result
    for at, line in enumerate(lines):
        if result[at] or not line.strip():
            continue
        first, end = at, at
        if _BRANCH.match(line):
            end = _while(_TREE, lines, at)
            first -= at > 0 and _ROOT.match(lines[at - 1]) is not None
        elif _BORDER.match(line):
            end = _while(_BOXED, lines, at)
        elif _is_query_open(line):
            end = _query_end(lines, at)
        elif _opens_script(line):
            end = _script_end(lines, at)
        elif _KEY.match(line) and at + 1 < len(lines) and _VALUE.match(lines[at + 1]):
            end = _while(_YAML, lines, at)
            while first > 0 and _YAML.match(lines[first - 1]) and not _is_text(lines[first - 1]):
                first -= 1
        if end - first > 1:
            result[first:end] = [True] * (end - first)
    return result


def _while(shape: re.Pattern[str], lines: Sequence[str], at: int) -> int:
    """The first line from `at` on that is not of the shape."""
    while at < len(lines) and shape.match(lines[at]):
        at += 1
    return at


def _query_end(lines: Sequence[str], at: int) -> int:
    """The line below a statement of SQL that opens at `at`; `at` where none is proved."""
    clause = False
    for end in range(at, min(at + _QUERY_MOST, len(lines))):
        line = lines[end]
        if not line.strip() or _MARKS.search(line):
            return at
        clause = clause or _CLAUSE.search(line) is not None
        if line.rstrip().endswith(";"):
            return end + 1 if clause or end == at else at
    return at


def _opens_script(line: str) -> bool:
    return _SCRIPT.match(line) is not None and is_code(line)


def _script_end(lines: Sequence[str], at: int) -> int:
    """The line below the one that closes the quote opened at `at`; `at` where prose or an empty line comes first."""
    for end in range(at + 1, min(at + _SCRIPT_MOST, len(lines))):
        if not lines[end].strip() or _is_text(lines[end]) or _is_spoken(lines[end]):
            return at
        if lines[end].count("'") % 2 == 1:
            return end + 1
    return at


def _is_indented(line: str) -> bool:
    return _INDENT.match(line) is not None


def _is_query_open(line: str) -> bool:
    if line.lstrip()[:1] not in "SIUDCA":  # what `_QUERY` begins with
        return False
    return _QUERY.match(line) is not None and not _MARKS.search(line)


def _is_query(line: str) -> bool:
    """A whole statement in one line, names in Chinese or not."""
    return _is_query_open(line) and _CLAUSE.search(line) is not None


def _is_text(line: str) -> bool:
    return bool(_HAN.search(line)) and not _COMMENT.match(line) and bool(_HAN.search(_STRINGS.sub("", line)))


def _is_prose(line: str) -> bool:
    """English that ends in a semicolon or opens like a statement: many words, no operator."""
    if line.lstrip().startswith("from ") and " import " in line:
        return False
    return len(re.findall(r"[A-Za-z]{2,}", line)) >= 5 and not re.search(r"[={}()<>\[\]$|\\]|::|->|\s-{1,2}\w", line)
