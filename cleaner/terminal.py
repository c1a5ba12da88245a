"""What the commands share: how a command ends, and words on a terminal.

Invariant: whatever a page or a name holds, a message is one line that can be shown.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from cleaner.commands.job import Tally
    from cleaner.rules import Rule

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


def write(data: bytes) -> None:
    """Bytes to standard output; a reader that has seen enough (`| head`) is no error."""
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_COLOURS: Mapping[str, dict[str, Any]] = {
    "dropped": {"fg": "red"},
    "changed": {"fg": "yellow"},
    "kept": {"fg": "green"},
    "rule": {"bold": True},
    "warning": {"fg": "magenta"},
    "soft": {"dim": True},
}


def painted(role: str, text: str) -> str:
    """Text in the colour of what it says."""
    return click.style(text, **_COLOURS.get(role, {}))


def progress(items: Iterable[_Item], total: int, label: str) -> Iterator[_Item]:
    """`items` as they come, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=total, label=label, file=sys.stderr) as bar:
        yield from bar


rule_dirs = click.option(
    "--rules",
    "folders",
    type=click.Path(exists=True, file_okay=False),
    multiple=True,
    metavar="DIR",
    help="Rules to add.",
)


clean_articles = click.option(
    "--clean",
    "articles",
    multiple=True,
    type=click.Path(exists=True),
    metavar="DIR",
    help="Clean articles, in which no rule may find anything (repeatable).",
)


def load_rules(folders: Sequence[str]) -> tuple[Rule, ...]:
    """The packaged rules and those in `folders`; a faulty one is wrong usage."""
    from cleaner.rules import RuleError, load, packaged

    try:
        return load([packaged(), *map(Path, folders)])
    except RuleError as error:
        raise click.ClickException(str(error)) from error
