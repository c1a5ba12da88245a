"""`cleaner report`, `compare` and `review`: arguments in, words and exit codes out.

Invariant: as in `cleaner.cli`: findings go to standard output, all else to standard error.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.terminal import Run, echo_error, load_rules, rule_dirs, write

if TYPE_CHECKING:
    from cleaner.pipeline import Cleaner
    from cleaner.rules import Rule

FORMATS = ("md", "diff", "sarif", "html", "json")
STAGES = ("decode", "repair", "strip", "structure", "convert", "canon")


@click.command("report")
@click.argument("path", type=click.Path(exists=True))
@click.option("--format", "kind", type=click.Choice(FORMATS), default="md", help="What to print [default: md].")
@click.option(
    "--stage", "stages", type=click.Choice(STAGES), multiple=True, help="Only what this stage did (repeatable)."
)
@click.option("--root", type=click.Path(), default="", metavar="DIR", help="Where the pages are, for --format sarif.")
@click.option("-o", "--out", "target", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE.")
@click.option(
    "--html", "site", type=click.Path(file_okay=False), metavar="DIR", help="Write a site for a browser to DIR."
)
@rule_dirs
def report_command(
    path: str, kind: str, stages: Sequence[str], root: str, target: str | None, site: str | None, folders: Sequence[str]
) -> Run:
    """Show what was done to a page (one of its outputs), or to a folder of pages.

    \b
    md     what a person reviews; for a folder the summary
    diff   a unified diff, from the page's text to the article; git apply -R takes it back
    sarif  notes for code hosts and reviewdog
    json   one object a page
    html   a site for a browser, in a folder: --html DIR
    """
    from cleaner.commands import reporting
    from cleaner.ledger import LedgerError

    if kind == "html" and site is None:
        raise click.UsageError("a site needs a folder: --html DIR")
    pages = reporting.pages_at(path, stages)
    parts: Iterator[bytes] | Iterator[str]
    if site is not None:
        parts = reporting.as_site(pages, path, site, load_rules(folders))
    elif kind == "md":
        parts = reporting.as_markdown(pages, os.path.isdir(path))
    elif kind == "diff":
        parts = reporting.as_diff(pages, path)
    elif kind == "sarif":
        parts = reporting.as_sarif(pages, path, root, load_rules(folders), version(), bool(stages))
    else:
        parts = reporting.as_json(pages)
    try:
        deliver((part.encode("utf-8", "backslashreplace") if isinstance(part, str) else part for part in parts), target)
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    except (LedgerError, OSError) as error:
        echo_error(f"cleaner: {error}")
        return Run(2)
    return Run(0)


def deliver(parts: Iterable[bytes], target: str | None) -> None:
    """Print the parts as they come, or put them into a file."""
    from cleaner.sinks import replace

    if target is not None:
        replace([(target, b"".join(parts))])
        return
    for part in parts:
        write(part)


def version() -> str:
    from importlib.metadata import version

    return version("chinese-cleaner")


@click.command("compare")
@click.argument("old")
@click.argument("new")
@click.option(
    "--html", "site", type=click.Path(file_okay=False), metavar="DIR", help="Write a page for a browser to DIR."
)
@click.option("-o", "--out", "target", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE.")
def compare_command(old: str, new: str, site: str | None, target: str | None) -> Run:
    """Show what differs between two runs over the same pages, rule by rule and page by page.

    OLD and NEW are folders of outputs, or REVISION:FOLDER for a folder as it was in a revision of git.

    \b
    Exit codes: 0 no page differs; 1 some do; 2 a side cannot be read.
    """
    from cleaner.commands.comparing import CompareError, comparisons
    from cleaner.ledger import LedgerError
    from cleaner.reports.changelog import as_markdown, counted

    try:
        totals = counted(comparisons(old, new))
        if site is not None:
            from cleaner.reports.site import write_comparison

            write_comparison(totals, site, f"{old} → {new}")
            echo_error(os.path.join(site, "index.html"))
        else:
            deliver([as_markdown(totals, old, new).encode("utf-8", "backslashreplace")], target)
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    except (CompareError, LedgerError, OSError) as error:
        echo_error(f"cleaner: {error}")
        return Run(2)
    return Run(1 if totals.pages else 0)


@click.command("review")
@click.argument("out", type=click.Path(exists=True, file_okay=False))
@click.option("--root", type=click.Path(exists=True, file_okay=False), required=True, metavar="DIR", help="The pages.")
@click.option("--rules", "folder", type=click.Path(file_okay=False), default="rules", metavar="DIR",
              help="Where rules are written, and read beside the packaged ones [default: rules].")  # fmt: skip
@click.option("--verdicts", type=click.Path(file_okay=False), default="reviews", metavar="DIR",
              help="Where verdicts are kept, a file a reviewer [default: reviews].")  # fmt: skip
@click.option("--who", metavar="NAME", help="The reviewer [default: git's user.name, else the login].")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port to listen on [default: any].")
@click.option("--open/--no-open", "opening", default=True, help="Open the browser.")
def review_command(out: str, root: str, folder: str, verdicts: str, who: str | None, port: int, opening: bool) -> Run:
    """Review a folder of outputs in the browser: verdicts on changes and lines, and rules made from them.

    Serves on this machine only, for whoever has the link that it prints. Ctrl-C ends it; everything is saved by then.
    """
    from cleaner.commands.reviewing import Places, Session

    try:
        from cleaner.commands.server import ReviewServer
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    from cleaner.commands.verdicts import Verdicts
    from cleaner.rules import RuleError

    def renew() -> tuple[Cleaner, Sequence[Rule]]:
        from cleaner.pipeline import Cleaner
        from cleaner.rules import packaged

        own = Path(folder)
        more = [own] if own.is_dir() and own.resolve() != packaged().resolve() else []
        cleaner = Cleaner(rules=more)
        return cleaner, cleaner.settings.rules

    try:
        session = Session(Places(out, root, Path(folder)), Verdicts(verdicts, who or _reviewer()), renew)
        server = ReviewServer(session, port)
    except (RuleError, OSError) as error:
        echo_error(f"cleaner: {error}")
        return Run(2)
    click.echo(server.url)
    if opening:
        click.launch(server.url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return Run(0)


def _missing(error: ModuleNotFoundError) -> click.ClickException:
    """What to install for pages in a browser; a fault of our own stays one."""
    if error.name not in ("jinja2", "markupsafe"):
        raise error
    return click.ClickException(f"{error.name} is needed: pip install 'chinese-cleaner[review]'")


def _reviewer() -> str:
    """Git's name for whoever works here, else the login."""
    import getpass
    import subprocess

    try:
        done = subprocess.run(["git", "config", "user.name"], capture_output=True, check=False)
        name = done.stdout.decode("utf-8", "replace").strip()
    except OSError:
        name = ""
    return name or getpass.getuser()
