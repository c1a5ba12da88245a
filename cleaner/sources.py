"""Where pages come from: files, folders and glob patterns, told apart and read.

The idea: `find` only looks; it names every page by its path below the root that its outputs mirror, and
turns whatever cannot be a page (missing, unreadable, looping, clashing) into a `Trouble` that names it.
`Page.read` opens one page.

Invariant: two pages of one `Found` never have the same outputs, and no page lies in the output folder.
"""

from __future__ import annotations

import glob
import gzip
import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.sinks import stem

# In a folder these are what a browser saves beside a page, or plainly no page; a file named on the command
# line is tried whatever it is called.
OTHER_KINDS = (
    ".7z", ".avi", ".avif", ".bmp", ".bz2", ".class", ".css", ".db", ".dll", ".doc", ".docx", ".eot", ".exe",
    ".flv", ".gif", ".ico", ".jar", ".jpeg", ".jpg", ".js", ".mjs", ".map", ".mov", ".mp3", ".mp4", ".o", ".ogg",
    ".otf", ".pdf", ".png", ".ppt", ".pptx", ".pyc", ".rar", ".so", ".sqlite", ".svg", ".swf", ".tar", ".tgz",
    ".tif", ".tiff", ".toml", ".ttf", ".wav", ".webm", ".webp", ".woff", ".woff2", ".xls", ".xlsx", ".xz", ".zip",
    ".zst",
)  # fmt: skip

# First bytes of formats that are never a page (file(1), magic numbers).
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\x1f\x8b", "gzip data (name it .gz)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3", "a database"),
)
# An unpacked .gz may not be larger: a page is some KB, a bomb is GB.
_UNPACKED = 256 * 2**20


class Trouble(NamedTuple):
    """An input that cannot be cleaned, and why, in words for people."""

    path: str
    message: str


class NotAPageError(Exception):
    """Bytes that are no text."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file to clean. `name` is its path below the root, with `/`; outputs are named after it."""

    path: str
    name: str
    size: int

    def read(self) -> bytes:
        """The page's bytes, `.gz` unpacked. Raises OSError, or NotAPageError for what does not unpack."""
        try:
            with gzip.open(self.path) if self.path.endswith(".gz") else open(self.path, "rb") as file:
                data = file.read(_UNPACKED + 1) if self.path.endswith(".gz") else file.read()
        except (EOFError, zlib.error) as error:
            raise NotAPageError(f"damaged gzip data: {error}") from error
        if len(data) > _UNPACKED and self.path.endswith(".gz"):
            raise NotAPageError(f"unpacks to more than {_UNPACKED // 2**20} MB")
        return data


@dataclass(slots=True)
class Found:
    """What the inputs hold: `pages` sorted by name, `troubles` in order of discovery."""

    pages: list[Page] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    roots: list[str] = field(default_factory=list)  # folders that outputs mirror; empty for lone files
    passed: int = 0  # files of other kinds in folders (images, scripts, archives)


def check_kind(data: bytes) -> None:
    """NotAPageError when the first bytes are those of a known other format; `decode` judges the rest."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotAPageError(f"binary: {kind}")


def find(inputs: Sequence[str], root: str | None = None, out: str | None = None) -> Found:
    """The pages of files, folders and glob patterns; folders are walked, links followed, `out` is left out.

    Names are taken from `root`, else from the folder given, else the file's own folder.
    """
    found = Found(roots=[root] if root else [])
    out_key = _key(out) if out else None
    pages: list[Page] = []
    for given in inputs:
        for path, base in _expand(given, found):
            pages += _collect(path, root or base, out_key, found)
    found.pages = _unique(pages, found)
    return found


def _expand(given: str, found: Found) -> Iterator[tuple[str, str]]:
    """(path, root) pairs of one input; a pattern's root is its longest part without magic."""
    if os.path.isdir(given):
        found.roots.append(given)
        yield given, given
    elif os.path.lexists(given) or not glob.has_magic(given):
        yield given, os.path.dirname(given)
    else:
        base = given
        while glob.has_magic(base):
            base = os.path.dirname(base)
        found.roots.append(base or ".")
        paths = sorted(glob.glob(given, recursive=True))
        if not paths:
            found.troubles.append(Trouble(given, "no file matches this pattern"))
        # A folder that `**` matches is walked by its files' own matches.
        yield from ((path, base) for path in paths if "**" not in given or not os.path.isdir(path))


def _collect(path: str, root: str, out: tuple[int, int] | None, found: Found) -> Iterator[Page]:
    try:
        status = os.stat(path)
    except OSError as error:
        found.troubles.append(Trouble(path, _reason(error)))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _walk(path, root, out, {(status.st_dev, status.st_ino)}, found)
    elif not stat.S_ISREG(status.st_mode):
        found.troubles.append(Trouble(path, "not a regular file (use - for standard input)"))
    else:
        name = os.path.relpath(path, root or ".")
        if name.split(os.sep)[0] == os.pardir:
            found.troubles.append(Trouble(path, f"is not below the root {root!r}"))
        else:
            yield Page(path, name.replace(os.sep, "/"), status.st_size)


def _walk(
    folder: str, root: str, out: tuple[int, int] | None, above: set[tuple[int, int]], found: Found
) -> Iterator[Page]:
    """Pages below a folder, in order of name; `above` holds the folders on the way here, to meet no loop."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        found.troubles.append(Trouble(folder, _reason(error)))
        return
    for name in names:
        path = os.path.join(folder, name)
        key = _key(path)
        if name.startswith(".") or (key is not None and key == out):
            continue
        if not os.path.isdir(path):
            if name.lower().endswith(OTHER_KINDS):
                found.passed += 1
            else:
                yield from _collect(path, root, out, found)
        elif key in above:
            found.troubles.append(Trouble(path, "this link leads back to a folder above it"))
        elif key is not None:
            yield from _walk(path, root, out, above | {key}, found)


def _unique(pages: Iterable[Page], found: Found) -> list[Page]:
    """Pages sorted by name; the same file given twice counts once, a clash of outputs is a trouble for all of it."""
    groups: dict[str, dict[tuple[int, int] | None, Page]] = {}
    for page in pages:
        groups.setdefault(stem(page.name), {}).setdefault(_key(page.path), page)
    kept = []
    for name, group in groups.items():
        first, *others = group.values()
        if others:
            rest = " and ".join(repr(page.path) for page in others)
            found.troubles.append(Trouble(first.path, f"and {rest} would both be written to {name + '.txt'!r}"))
        else:
            kept.append(first)
    return sorted(kept, key=lambda page: page.name)


def _key(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
