"""Regular expressions that are compiled when they are first used.

The idea: the modules that a page goes through hold some 250 of them, most for lines that a page rarely has. Compiling
all takes a fifth of a second, which one page from a new process would have to wait for.

Invariant: a pattern does what `re.compile` of the same text does, errors included, only later.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    """A regular expression before its first use; from then on its methods are those of the compiled one."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))
