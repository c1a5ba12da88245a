"""Which program this is, to the letter: a digest of its own code and data, and the versions of what it is built on.

The idea: a version says too little while the code is being worked on, and a cache that trusted it would keep articles
that the code would not make any more. Every process that writes a ledger asks, so the answer must be cheap.

Invariant: the same files give the same digest on every machine; rules are not among them, they have a digest of their
own.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256

OURS = "chinese-cleaner"
_PACKAGES = ("opencc", "ftfy", "beautifulsoup4", "chardet", "google-re2", "selectolax")
_HOUSE = os.path.dirname(__file__)
_RULES = ("default_rules", "rules.json")  # the packaged rules, and what reading them gave
_METADATA = ".dist-info"


@cache
def versions() -> Mapping[str, str]:
    """This program and the packages that have a say in an article, with their versions; "0" for what has none."""
    installed = _installed()
    found = {package: installed.get(package) or _searched(package) for package in (OURS, *_PACKAGES)}
    found[OURS] += f"+{code_digest()}"
    return found


@cache
def code_digest() -> str:
    """Twelve hexadecimal digits. Takes 5 ms, once."""
    found = sha256()
    for name in sorted(_files(_HOUSE, "")):
        with open(os.path.join(_HOUSE, name), "rb") as file:
            if name.endswith(".bin"):  # packed by zlib: it ends in a checksum of all that it holds
                file.seek(-4, os.SEEK_END)
            said = file.read()
            found.update(f"{name}\0{file.tell()}\0".encode())
        found.update(said)
    return found.hexdigest()[:12]


def _files(folder: str, name: str) -> Iterator[str]:
    """Our modules and data, by their names from `_HOUSE` on."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _RULES:
                continue
            if entry.is_dir():
                yield from _files(entry.path, f"{name}{entry.name}/")
            elif entry.name.endswith(".py") or name == "data/":
                yield name + entry.name


def _installed() -> Mapping[str, str]:
    """The packages on the path with their versions, as `google_re2-1.1.dist-info` names them."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in os.listdir(folder or "."):
                if entry.endswith(_METADATA):
                    name, _, version = entry.removesuffix(_METADATA).partition("-")
                    found.setdefault(name.lower().replace("_", "-"), version)
    return found


def _searched(package: str) -> str:
    """The version of a package that is installed in another way. Takes 50 ms: Python reads metadata as e-mail."""
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "0"
