"""The set of characters of a page: the gate before every scan.

The idea: whether a page can hold some damage at all mostly shows in which characters it has. One set, made once a
page, answers that for all modules; scans then run only on the few pages that need them.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4)
def alphabet(text: str) -> frozenset[str]:
    """The distinct characters of `text`. The last few answers are kept, since all steps ask about the same page."""
    if text.isascii():  # `in` beats a set on one-byte text
        return frozenset(chr(code) for code in range(128) if chr(code) in text)
    return frozenset(text)
