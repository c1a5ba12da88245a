"""What the commands share: how a command ends, and words on a terminal.

Invariant: whatever a page or a name holds, a message is one line that can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from cleaner.commands.job import Tally

_Item = TypeVar("_Item")


class Run(NamedTuple):
    """How a command ended; `tally` when pages were cleaned into a folder."""

    code: int
    tally: Tally | None = None


def echo_error(text: str) -> None:
    """One line on standard error."""
    click.echo(shown(text), err=True)


def shown(text: str) -> str:
    """A name with line ends and undecodable bytes spelled out, so that it stays one line."""
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape").decode() for ch in text)


def progress(items: Iterable[_Item], total: int, label: str) -> Iterator[_Item]:
    """`items` as they come, with a bar on a terminal."""
    import sys

    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as bar:
        yield from bar
