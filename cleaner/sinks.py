"""Where articles go: three files a page in a folder that mirrors the source's.

The idea: `Outputs` are the texts; `Folder` compares them with what is there, and writes only what
differs. A ledger that differs in nothing but the program's versions counts as the same, so a new rule
makes stale just the files that it changes.

Invariant: a reader never sees half a file. All of a page is written beside its place first and then
renamed, the ledger last.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from cleaner.ledger import FORMAT, digest, same_ledger
from cleaner.patterns import pattern

SUFFIXES = (".report.md", ".txt", ".ledger.jsonl")
SUMMARY = "SUMMARY.md"
# How every ledger begins: nothing else is taken for an output and pruned.
_OURS = f'{{"format":"{FORMAT.partition("/")[0]}/'

State = Literal["written", "same", "missing", "stale"]


class Outputs(NamedTuple):
    """The three texts of a page, in the order of `SUFFIXES`."""

    report: str
    article: str
    ledger: str


_SEAL = pattern(r',"seal":"([0-9a-f]{64})"}\Z')


def sealed(outputs: Outputs) -> Outputs:
    """The outputs with a seal over all of them in the ledger's header."""
    head, end, rest = outputs.ledger.partition("\n")
    return outputs._replace(ledger=f'{head.removesuffix("}")},"seal":"{_seal(outputs)}"}}{end}{rest}')


def unsealed(report: bytes, article: bytes, ledger: bytes) -> str | None:
    """The ledger of outputs whose seal is whole; None where there is none, or where any byte is another."""
    try:
        head, end, rest = ledger.decode("utf-8").partition("\n")
        found = _SEAL.search(head)
        if found is None:
            return None
        bare = Outputs(report.decode("utf-8"), article.decode("utf-8"), f"{head[: found.start()]}}}{end}{rest}")
    except UnicodeDecodeError:
        return None
    return bare.ledger if _seal(bare) == found[1] else None


def _seal(outputs: Outputs) -> str:
    return digest("\0".join([digest(text) for text in outputs]))


def stem(name: str) -> str:
    """What a page's outputs are called, without suffix: `a.txt` -> `a`, any other `a.html` -> `a.html`."""
    return name[: -len(".txt")] if name.endswith(".txt") and not name.endswith("/.txt") and name != ".txt" else name


def origins(name: str) -> tuple[str, str]:
    """The inverse of `stem`: the two names a page with these outputs may have."""
    return name + ".txt", name


@dataclass(frozen=True, slots=True)
class Folder:
    """An output folder; need not exist before the first `write`."""

    path: str
    run: int = field(default_factory=os.getpid)  # marks this run's temporary files, in its workers too
    exact: bool = False  # a ledger that differs in its cache key alone is written anew

    def files(self, name: str) -> tuple[str, ...]:
        """Paths of a page's outputs, in the order of `SUFFIXES`."""
        base = os.path.join(self.path, *stem(name).split("/"))
        return tuple(base + suffix for suffix in SUFFIXES)

    def check(self, name: str, outputs: Outputs) -> State:
        """Is what stands in the folder what `write` would put there? Writes nothing."""
        there = [_read(path) for path in self.files(name)]
        if None in there:
            return "missing"
        return "same" if _same(there, outputs) else "stale"

    def write(self, name: str, outputs: Outputs) -> State:
        """Put a page's outputs in place, all or none; "same" when nothing had to be written. Raises OSError."""
        paths = self.files(name)
        there = [_read(path) for path in paths]
        if _same(there, outputs) and not (self.exact and there[2] != _bytes(outputs.ledger)):
            return "same"
        os.makedirs(os.path.dirname(paths[0]), exist_ok=True)
        replace(zip(paths, map(_bytes, outputs), strict=True), self.run)
        return "written"

    def names(self) -> Iterator[str]:
        """The stems of all pages that have a ledger here, sorted."""
        for folder, folders, files in os.walk(self.path):
            folders.sort()
            below = os.path.relpath(folder, self.path).replace(os.sep, "/")
            for file in sorted(files):
                if file.endswith(SUFFIXES[2]):
                    name = file[: -len(SUFFIXES[2])]
                    yield name if below == "." else f"{below}/{name}"

    def orphans(self, roots: Iterable[str]) -> list[str]:
        """Stems of outputs whose page is gone from every root."""
        folders = list(roots)
        return [
            name
            for name in self.names()
            if not any(os.path.isfile(os.path.join(root, page)) for root in folders for page in origins(name))
            and self._header(name).startswith(_OURS)
        ]

    def remove(self, name: str) -> list[str]:
        """Delete the outputs with this stem, and folders that this leaves empty; returns the deleted paths."""
        gone = []
        for suffix in SUFFIXES:
            path = os.path.join(self.path, name + suffix)
            with suppress(FileNotFoundError):
                os.remove(path)
                gone.append(path)
        folder = os.path.dirname(os.path.join(self.path, name))
        with suppress(OSError):
            while os.path.relpath(folder, self.path) != ".":
                os.rmdir(folder)
                folder = os.path.dirname(folder)
        return gone

    def headers(self) -> Iterator[tuple[str, str]]:
        """(stem, first line of the ledger) of every page here."""
        return ((name, self._header(name)) for name in self.names())

    def _header(self, name: str) -> str:
        with open(os.path.join(self.path, name + SUFFIXES[2]), encoding="utf-8", errors="replace") as file:
            return file.readline()


def replace(files: Iterable[tuple[str, bytes]], run: int | None = None) -> None:
    """Write all files beside their places, then rename them in order. On any error nothing is left behind.

    What a killed worker of `run` leaves has the name that the next try of the same page in this run uses.
    """
    waiting: list[tuple[str, str]] = []
    try:
        for path, data in files:
            waiting.append((_beside(path, run or os.getpid()), path))
            with open(waiting[-1][0], "wb") as file:
                file.write(data)
        while waiting:
            os.replace(*waiting[0])
            del waiting[0]
    finally:
        for beside, _ in waiting:
            with suppress(FileNotFoundError):
                os.remove(beside)


def _beside(path: str, run: int) -> str:
    """A name in the folder of `path` for the file until it is complete; short, so that it fits wherever `path` does."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".clean-{run}-{zlib.crc32(os.fsencode(name)):08x}.tmp")


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _bytes(text: str) -> bytes:
    return text.encode("utf-8")


def _same(there: list[bytes | None], outputs: Outputs) -> bool:
    report, article, ledger = there
    if ledger is None or article != _bytes(outputs.article) or report != _bytes(outputs.report):
        return False
    return same_ledger(ledger.decode("utf-8", "replace"), outputs.ledger)
