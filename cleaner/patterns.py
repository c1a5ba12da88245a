"""Regular expressions: compiled when they are first used, and kept for the next process.

The idea: the modules that a page goes through hold some 300 of them, most for lines that a page rarely has; a plain
page uses 100. `re` compiles them in Python, which takes a sixth of the time that one page from a new process takes. So
what it made is kept where Python keeps byte code, beside this module's, and on the same terms: `python -B` writes
nothing, PYTHONPYCACHEPREFIX says where, and a folder that cannot be written to is left alone.

Invariant: a pattern does what `re.compile` of the same text does, errors included, only later. What is kept changes
nothing but the time; a file that is missing, damaged, or of another Python is as good as none. So is a Python whose
`re` is made otherwise: there `re.compile` does the work.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from typing import Any, AnyStr, cast

try:  # CPython's own parts of `re`, which no other Python promises
    import _sre  # type: ignore[import-not-found]
    from re import _compiler, _parser  # type: ignore[attr-defined]
except ImportError:
    _sre = None

# More were made by other states of this code: the file is begun anew.
_MOST = 1000

_Key = tuple[str | bytes, int]  # text and flags
_Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]  # as `_sre.compile` wants it after the text


class _Pattern:
    """A regular expression before its first use; from then on its methods are those of the compiled one."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copying and pickling ask for these before there is a text
            raise AttributeError(name)
        compiled = _compiled(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled when it is first used."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, int(flags)))


def keep() -> None:
    """Write down what this process compiled, for the next one."""
    path, made = _path(), _made()
    if path is None or not made or sys.dont_write_bytecode:
        return
    kept = _kept() if len(_kept()) < _MOST else {}
    beside = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(marshal.dumps((sys.version, kept | made)))
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)


def _compiled(text: str | bytes, flags: int) -> re.Pattern[Any]:
    if _sre is None:
        return re.compile(text, flags)
    try:
        key = text, flags
        known = _kept().get(key) or _made().setdefault(key, _code(text, flags))
        all_flags, code, groups, names, numbers = known
        return cast("re.Pattern[Any]", _sre.compile(text, all_flags, array("I", code).tolist(), groups, names, numbers))
    except (AttributeError, TypeError, ValueError, RuntimeError):  # made otherwise, or not what was kept
        return re.compile(text, flags)


def _code(text: str | bytes, flags: int) -> _Code:
    """What `re._compiler.compile` makes of a pattern before it hands it to `_sre`."""
    parsed = _parser.parse(text, flags)
    code = array("I", _compiler._code(parsed, flags))
    names = dict(parsed.state.groupdict)
    by_number = {number: name for name, number in names.items()}
    numbers = tuple(map(by_number.get, range(parsed.state.groups)))
    return flags | parsed.state.flags, code.tobytes(), parsed.state.groups - 1, names, numbers


@cache
def _made() -> dict[_Key, _Code]:
    return {}


@cache
def _kept() -> dict[_Key, _Code]:
    path = _path()
    try:
        with open(path or os.devnull, "rb") as file:
            version, kept = marshal.loads(file.read())
        return cast("dict[_Key, _Code]", kept) if version == sys.version else {}
    except (OSError, ValueError, EOFError, TypeError):
        return {}


def _path() -> str | None:
    """A name beside this module's byte code; None where Python keeps none."""
    return f"{__spec__.cached.removesuffix('.pyc')}.kept" if __spec__ and __spec__.cached else None
