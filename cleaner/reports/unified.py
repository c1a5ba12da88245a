"""What cleaning did to a page as a unified diff.

The idea: the blocks that the ledger gives are the hunks' lines; no texts are compared, so a page of any length takes
linear time, and the diff never pairs lines that have nothing to do with each other.

Invariant: `git apply` makes the article from the source's text, and with `-R` the source's text from the article,
whatever characters are in them. The bytes of a page in another encoding than UTF-8 are `cleaner restore`'s to give.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from cleaner.ledger import Record
from cleaner.reports.alignment import blocks

_CONTEXT = 3  # lines around a change, as in `diff -u`
_NO_END = "\n\\ No newline at end of file\n"
# What git writes in quotes when a file's name holds it.
_QUOTED = {ord("\a"): "\\a", ord("\b"): "\\b", ord("\t"): "\\t", ord("\n"): "\\n", ord("\v"): "\\v",
           ord("\f"): "\\f", ord("\r"): "\\r", ord('"'): '\\"', ord("\\"): "\\\\"}  # fmt: skip


def unified(path: str, source: str, records: Sequence[Record]) -> bytes:
    """The diff of a page, source first; b"" where nothing changed. `path` names the article on both sides."""
    hunks = list(_hunks(_lines(source, records)))
    if not hunks:
        return b""
    old, new = _name("a/" + path), _name("b/" + path)
    tab = "\t" if " " in path and old[0] != '"' else ""  # ends a name with spaces
    head = f"diff --git {old} {new}\n--- {old}{tab}\n+++ {new}{tab}\n"
    return (head + "".join(hunks)).encode("utf-8", "surrogateescape")


def _lines(source: str, records: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """(sign, line) of the whole page."""
    for block in blocks(source, records):
        before, after = _split(block.before), _split(block.after)
        if not block.changed:
            yield " ", before[0]
            continue
        least = min(len(before), len(after))
        head = next((k for k in range(least) if before[k] != after[k]), least)
        tail = next((k for k in range(least - head) if before[-1 - k] != after[-1 - k]), least - head)
        yield from ((" ", line) for line in before[:head])
        yield from (("-", line) for line in before[head : len(before) - tail])
        yield from (("+", line) for line in after[head : len(after) - tail])
        yield from ((" ", line) for line in before[len(before) - tail :])


def _hunks(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    lead: deque[str] = deque(maxlen=_CONTEXT)
    hunk: list[tuple[str, str]] = []
    old = new = 1  # the numbers of the next lines
    start = (1, 1)
    quiet = 0  # lines of context at the hunk's end
    for sign, line in lines:
        if sign == " ":
            if hunk:
                hunk.append((sign, line))
                quiet += 1
                if quiet > 2 * _CONTEXT:
                    yield _hunk(hunk[: _CONTEXT - quiet], *start)
                    lead.extend(text for _, text in hunk[-_CONTEXT:])
                    hunk = []
            else:
                lead.append(line)
        else:
            if not hunk:
                start = (old - len(lead), new - len(lead))
                hunk = [(" ", text) for text in lead]
            hunk.append((sign, line))
            quiet = 0
        old += sign != "+"
        new += sign != "-"
    if hunk:
        yield _hunk(hunk[: len(hunk) - max(0, quiet - _CONTEXT)], *start)


def _hunk(lines: Sequence[tuple[str, str]], old: int, new: int) -> str:
    gone = sum(sign != "+" for sign, _ in lines)
    come = sum(sign != "-" for sign, _ in lines)
    # A side without lines is counted from the line before it.
    head = f"@@ -{old - (not gone)},{gone} +{new - (not come)},{come} @@\n"
    return head + "".join([sign + (line if line.endswith("\n") else line + _NO_END) for sign, line in lines])


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _name(path: str) -> str:
    """A path as git writes it: in quotes, in octal, where it must."""
    data = path.encode("utf-8", "surrogateescape")
    if all(0x20 <= byte < 0x7F and byte not in b'"\\' for byte in data):
        return path
    return '"' + "".join([_QUOTED.get(b) or (chr(b) if 0x20 <= b < 0x7F else f"\\{b:03o}") for b in data]) + '"'
