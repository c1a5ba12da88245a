"""Two-byte text that lost a byte before it was read, and was saved so: `表示没有经过` shown as `表示挥芯…`.

The idea: nothing marks the place, but the characters from there on are bytes that only need another step. What
`resync` does to the bytes of a page it does to a run of characters as well, once they are bytes again.

Invariant: a run that reads well anywhere near the slip as it stands is left alone; the lost character is U+FFFD.
"""

from __future__ import annotations

from cleaner import lexicon, resync
from cleaner.document import common_ends

CODES = (("gb18030", "gb18030"), ("big5", "cp950"))  # a label of `resync`, and what writes its characters
LONGEST = 400  # characters of a run; a slip ends at the next ASCII character
SHORTEST = 5
GARBLED, READABLE = -9.0, -7.0  # lexicon.score: prose -5, names -6.5, chance pairs below -9
GAIN = 25.0  # nats in all
LEAST_GAIN = 2.5  # nats a character


def in_step(run: str) -> tuple[int, int, str, str] | None:
    """The part of `run` that is out of step, and how it reads in step; None if that is not far better."""
    if not SHORTEST <= len(run) <= LONGEST:
        return None
    for name, codec in CODES:
        try:
            data = run.encode(codec)
        except UnicodeEncodeError:
            continue
        new = resync.show(resync.resync(data, name))
        head, tail = common_ends(run, new)
        old, new = run[head : len(run) - tail], new[head : len(new) - tail]
        before, after = lexicon.score(old), lexicon.score(new.replace(resync.LOST, ""))
        gain = (after - before) * len(new)
        if before < GARBLED and after > READABLE and gain > GAIN and after - before > LEAST_GAIN:
            return head, len(run) - tail, new, codec
    return None
