"""`cleaner compare`: two runs over the same pages, from folders or from git's history.

The idea: a side is a folder of outputs, or `REVISION:FOLDER` of the repository that the current folder is in. Pages
whose files are the same bytes are not looked into.

Invariant: reads only; git is asked for objects, nothing is checked out.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from cleaner.reports.cleaned import Cleaned, decoded, joined, ledger_in
from cleaner.reports.comparison import Comparison, compared
from cleaner.sinks import SUFFIXES, Folder

_ARTICLE, _LEDGER = SUFFIXES[1:]


class CompareError(ValueError):
    """A side that cannot be read; the message says why."""


class Files(NamedTuple):
    """The two files that a page is read from."""

    article: bytes
    ledger: bytes

    def page(self, name: str, where: str) -> Cleaned:
        """The page in them. Raises LedgerError."""
        path = f"{where}/{name}{_LEDGER}"
        return joined(name, decoded(self.article, path), ledger_in(self.ledger, path), path)


Side = Mapping[str, Callable[[], Files]]


def comparisons(old: str, new: str) -> Iterator[Comparison]:
    """Every page of either side, sorted by name. Raises CompareError, LedgerError or OSError."""
    sides = side_of(old), side_of(new)
    for name in sorted({*sides[0], *sides[1]}):
        before, after = (side[name]() if name in side else None for side in sides)
        if before is not None and before == after:
            page = before.page(name, old)
            yield Comparison(name, page, page)
            continue
        yield compared(name, before and before.page(name, old), after and after.page(name, new))


def side_of(place: str) -> Side:
    """The pages of a folder, or of `REVISION:FOLDER`."""
    if os.path.isdir(place):
        return {name: partial(_from_folder, os.path.join(place, name)) for name in Folder(place).names()}
    revision, colon, folder = place.partition(":")
    if not colon:
        raise CompareError(f"{place}: no such folder; a revision of git is written REVISION:FOLDER")
    return _from_git(revision, os.path.normpath(folder or ".").replace(os.sep, "/"))


def _from_folder(base: str) -> Files:
    found = []
    for suffix in (_ARTICLE, _LEDGER):
        with open(base + suffix, "rb") as file:
            found.append(file.read())
    return Files(*found)


def _from_git(revision: str, folder: str) -> Side:
    listed = _git("ls-tree", "-r", "-z", "--full-tree", f"{_commit(revision)}:{_prefix(folder)}")
    objects: dict[str, str] = {}
    for row in listed.split(b"\0"):
        if row:
            facts, _, path = row.partition(b"\t")
            objects[path.decode("utf-8", "surrogateescape")] = facts.split()[2].decode()
    names = [path.removesuffix(_LEDGER) for path in objects if path.endswith(_LEDGER)]
    return {
        name: partial(_from_objects, objects[name + _ARTICLE], objects[name + _LEDGER])
        for name in names
        if name + _ARTICLE in objects
    }


def _from_objects(article: str, ledger: str) -> Files:
    return Files(_git("cat-file", "blob", article), _git("cat-file", "blob", ledger))


def _commit(revision: str) -> str:
    """The commit that is meant; a name that git would take for a switch is none."""
    return _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def _prefix(folder: str) -> str:
    """The folder from the repository's root on."""
    here = _git("rev-parse", "--show-prefix").decode("utf-8", "surrogateescape").strip("\n")
    path = os.path.normpath(os.path.join(here, folder)).replace(os.sep, "/")
    return "" if path == "." else path


def _git(*arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise CompareError(f"git: {error.strerror or error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or "no such revision"
        raise CompareError(f"git {arguments[0]} {arguments[-1]}: {said}")
    return done.stdout
