"""The two commands, `clean` (the job) and `cleaner` (the workbench): arguments in, words and exit codes out.

The idea: click reads the arguments; `cleaner.commands` does the work; heavy imports wait until they are needed,
so that one page from a new process takes a third of a second.

Invariant: articles and findings go to standard output, all else to standard error. Exit codes: 0 done, 1 `--check`
found differences, 2 some inputs could not be cleaned (the others were), 3 warnings under `--fail-on-warning`,
64 wrong usage; if several hold, 2 before 1 before 3.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from cleaner import config, patterns
from cleaner.terminal import Run, painted
from cleaner.terminal import echo_error as _echo_error
from cleaner.terminal import shown as _shown
from cleaner.terminal import write as _write

if TYPE_CHECKING:
    from cleaner.article import Article
    from cleaner.commands.job import Job, Tally
    from cleaner.engines.batch import Cleans, Outcome
    from cleaner.pipeline import Cleaner

USAGE, INTERRUPTED = 64, 130
SCRIPTS = ("t2s", "tw2s", "hk2s", "tw2sp", "hk2sp", "none")
# A bar for fewer pages would be gone before it is read.
_LONG_RUN = 50
# Objects between two looks for garbage: more than a start makes, and no more memory than a few pages take.
_ALLOCATED = 100_000

Adapt = Callable[[Sequence[str], "dict[str, Any]"], Sequence[str]]


_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


def _cleaner_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The switches that say how to clean; the same for `clean` and `cleaner explain`."""
    folder = click.Path(exists=True, file_okay=False)
    options = (
        click.option("--rules", type=folder, multiple=True, metavar="DIR", help="Add the rules in DIR (repeatable)."),
        click.option("--default-rules/--no-default-rules", default=True, help="Use the rules of the package."),
        click.option("--disable", multiple=True, metavar="ID", help="Do not apply this rule (repeatable)."),
        click.option("--stages", metavar="A,B,…", help="Run these stages only, e.g. repair,strip."),
        click.option("--script", type=click.Choice(SCRIPTS), default="t2s", help="OpenCC conversion to use."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("clean", context_settings=_CONTEXT)
@click.argument("inputs", nargs=-1, type=click.Path(), metavar="INPUT...")
@click.option("-o", "--out", type=click.Path(), metavar="DIR", help="Output folder; mirrors the folders of the inputs.")
@click.option("--root", type=click.Path(exists=True, file_okay=False), metavar="DIR", help="Name outputs from DIR on.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where outputs are stale, missing or orphaned.")
@click.option("--diff", is_flag=True, help="With --check: print what would change.")
@click.option("--force", is_flag=True, help="Clean every page again, also those that are up to date.")
@click.option("--prune", is_flag=True, help="Remove outputs whose source is gone.")
@_cleaner_options
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to use [default: what makes sense]."
)
@click.option("--fail-on-warning", is_flag=True, help="Exit 3 when a page has warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary for machines on standard output.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors and differences only.")
@click.option("-v", "--verbose", is_flag=True, help="Print a line for each page and each warning.")
@click.version_option(package_name="chinese-cleaner", prog_name="clean")
@click.pass_context
def clean_command(context: click.Context, /, inputs: Sequence[str], **switches: Any) -> Run:
    """Clean Chinese web pages: text or HTML in, article + ledger + report out.

    INPUT is a file, a folder, a glob pattern, or - for standard input (then the article goes to standard output, as it
    does for one file without -o).

    \b
    Exit codes: 0 done; 1 --check found differences; 2 some inputs could not be cleaned, the others were;
    3 warnings under --fail-on-warning; 64 wrong usage. If several hold: 2 before 1 before 3.
    """
    adapt: Adapt | None = context.obj
    if adapt is not None:
        inputs = adapt(inputs, switches)
    elif not inputs:
        raise click.UsageError("no INPUT: name a file, a folder, or - for standard input")
    if "-" in inputs or not switches["out"]:
        return _to_stdout(_lone(inputs, switches), switches)
    _check_folders(inputs, switches["out"])
    return _to_folder(inputs, switches)


def _lone(inputs: Sequence[str], switches: dict[str, Any]) -> str:
    """The one input whose article goes to standard output."""
    if "-" in inputs and len(inputs) > 1:
        raise click.UsageError("- (standard input) cannot stand beside other inputs")
    if len(inputs) != 1 or os.path.isdir(inputs[0]):
        raise click.UsageError("more than one page: say where to, with -o DIR")
    if switches["check"] or switches["prune"]:
        raise click.UsageError("--check and --prune need an output folder: -o DIR")
    return inputs[0]


def _check_folders(inputs: Sequence[str], out: str) -> None:
    if os.path.exists(out) and not os.path.isdir(out):
        raise click.UsageError(f"-o {_shown(out)}: is not a folder")
    for given in inputs:
        if os.path.isdir(out) and os.path.isdir(given) and os.path.samefile(given, out):
            raise click.UsageError(f"-o {_shown(out)}: is the input; outputs would overwrite their sources")


def _to_folder(inputs: Sequence[str], switches: dict[str, Any]) -> Run:
    from cleaner.commands.fresh import Key
    from cleaner.commands.job import Job, exit_code, perform

    cleaner = make_cleaner(switches)
    key = None if switches["force"] else Key(cleaner.rules_hash, dict(cleaner.versions))
    asked = (switches["check"], switches["prune"], switches["workers"] or 0)
    job = Job(inputs, switches["out"], switches["root"], *asked, key)
    tally = perform(job, cleaner, lambda outcomes, total: _progress(outcomes, total, switches))
    code = exit_code(tally, job.check, switches["fail_on_warning"])
    _tell(tally, code, job, switches)
    if job.check and switches["diff"]:
        from cleaner.commands.preview import preview

        for line in preview(tally, cleaner):
            click.echo(line)
    return Run(code, tally)


def _to_stdout(path: str, switches: dict[str, Any]) -> Run:
    from cleaner.commands.job import DONE, FAILED, WARNED
    from cleaner.commands.page import alerts, for_machines

    article = _one_article(path, make_cleaner(switches))
    if article is None:
        return Run(FAILED)
    if switches["as_json"]:
        click.echo(json.dumps(for_machines(article), ensure_ascii=False, indent=1))
    else:
        _write(article.text.encode("utf-8"))
    for line in () if switches["quiet"] else alerts(article, path):
        _echo_error(line)
    return Run(WARNED if switches["fail_on_warning"] and article.warnings else DONE)


def _one_article(path: str, cleaner: Cleans) -> Article | None:
    """The article of a file or of standard input (-); None, with a message, when there is none."""
    from cleaner.engines.batch import article_of, reason
    from cleaner.sources import Page

    name = "" if path == "-" else os.path.basename(path)
    try:
        data = sys.stdin.buffer.read() if path == "-" else Page(path, name, 0).read()
        return article_of(data, name, cleaner)
    except Exception as error:  # noqa: BLE001 - as for pages of a folder: words, not a traceback
        _echo_error(f"{click.get_current_context().info_name}: {path}: {reason(error, path)}")
        return None


def make_cleaner(switches: dict[str, Any]) -> Cleaner:
    """The cleaner that the switches describe; wrong rules or stages are wrong usage."""
    from cleaner.pipeline import Cleaner

    stages = switches["stages"]
    try:
        cleaner = Cleaner(
            rules=switches["rules"],
            default_rules=switches["default_rules"],
            disable=switches["disable"],
            stages=[part.strip() for part in stages.split(",")] if stages else None,
            script=switches["script"],
        )
        cleaner.settings  # noqa: B018 - loads the rules now: a faulty one must end the run, not fail every page
        return cleaner
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _progress(outcomes: Iterable[Outcome], total: int, switches: dict[str, Any]) -> Iterator[Outcome]:
    """Pass the outcomes on; show how far the work is on a terminal, or each page where that was asked for."""
    if switches["verbose"]:
        for outcome in outcomes:
            _echo_error(f"{outcome.state:<9} {outcome.name}  {outcome.removed:.0%} removed, {outcome.changes} changes")
            yield outcome
    elif switches["quiet"] or total < _LONG_RUN or not sys.stderr.isatty():
        yield from outcomes
    else:
        with click.progressbar(outcomes, length=total, label="cleaning", file=sys.stderr) as bar:
            yield from bar


def _tell(tally: Tally, code: int, job: Job, switches: dict[str, Any]) -> None:
    from cleaner.commands import job as words

    for line in words.problems(tally):
        _echo_error(f"clean: {line}")
    if switches["verbose"]:
        for line in words.warnings(tally):
            _echo_error(line)
    if switches["as_json"]:
        click.echo(json.dumps(words.for_machines(tally, code), ensure_ascii=True, indent=1))
        return
    if job.check:
        for line in words.differences(tally):
            click.echo(_shown(line))
    if not switches["quiet"]:
        _echo_error(words.headline(tally))


class _Workbench(click.Group):
    """A group whose larger commands are imported when they are asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*self.commands, *_ELSEWHERE])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _ELSEWHERE:
            return super().get_command(context, name)
        module, attribute = _ELSEWHERE[name]
        command: click.Command = getattr(import_module(f"cleaner.{module}"), attribute)
        return command


_ELSEWHERE = {
    "compare": ("review_cli", "compare_command"),
    "learn": ("rules_cli", "learn_command"),
    "report": ("review_cli", "report_command"),
    "review": ("review_cli", "review_command"),
    "rules": ("rules_cli", "rules_group"),
}


@click.group("cleaner", cls=_Workbench, context_settings=_CONTEXT)
@click.version_option(package_name="chinese-cleaner", prog_name="cleaner")
def workbench() -> None:
    """The workbench beside `clean`: undo, explain, and look at the rules."""


@workbench.command("restore")
@click.argument("path", type=click.Path(exists=True))
@click.option("-o", "--out", type=click.Path(), help="File (or, for a folder, the folder) to write to.")
def restore_command(path: str, out: str | None) -> Run:
    """Give back the input of an article, or of a folder of articles, from the ledgers beside them."""
    from cleaner.commands.restoring import restore_folder, restored
    from cleaner.ledger import LedgerError
    from cleaner.sinks import replace

    if os.path.isdir(path) and not out:
        raise click.UsageError("a folder needs -o DIR")
    try:
        if os.path.isdir(path):
            for target in restore_folder(path, out or "."):
                _echo_error(target)
        elif out:
            replace([(out, restored(path))])
        else:
            _write(restored(path))
    except (LedgerError, OSError) as error:
        _echo_error(f"cleaner: {error}")
        return Run(2)
    return Run(0)


@workbench.command("explain")
@click.argument("place", metavar="FILE[:LINE[:COLUMNS]]")
@_cleaner_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--color/--no-color", default=None, help="Colours [default: on a terminal].")
def explain_command(place: str, as_json: bool, color: bool | None, **switches: Any) -> Run:
    """Say of each line (or of one, or of some columns of it, as 12:3-9) why it was dropped, changed or kept.

    Zone, evidence, the rules that acted, those that hit and did not; of a line alone what its rules are for.
    """
    from cleaner.commands.explaining import explained, for_machines, in_words, overview, place_of

    path, line, columns = place_of(place)
    cleaner = make_cleaner(switches)
    article = _one_article(path, cleaner)
    if article is None:
        return Run(2)
    docs = {rule.id: rule.why for rule in cleaner.settings.rules}
    lines = list(explained(article, line, columns, cleaner.settings))
    if not lines:
        raise click.UsageError(f"{_shown(path)} has no line {line}")
    if line is None and not as_json:
        click.echo(overview(article, lines))
    for item in lines:
        if as_json:
            click.echo(json.dumps(for_machines(item, docs), ensure_ascii=True))
        elif line or item.fate != "blank":
            click.echo(in_words(item, docs if line else None, painted), color=color)
    return Run(0)


workbench.add_command(clean_command)


def main(command: click.Command, arguments: Sequence[str] | None = None, adapt: Adapt | None = None) -> Run:
    """Run a command; errors become a message and an exit code. `adapt` may change the inputs of `clean`."""
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        defaults = {key.replace("-", "_"): value for key, value in config.read().items()}
        if command is workbench:
            root = {"root": defaults["root"]} if "root" in defaults else {}
            defaults = {"explain": defaults, "clean": defaults, "report": root, "review": root}
        result = command.main(
            None if arguments is None else list(arguments), command.name, standalone_mode=False, default_map=defaults,
            obj=adapt,
        )  # fmt: skip
    except config.ConfigError as error:
        click.echo(f"Error: {error}", err=True)
        return Run(USAGE)
    except click.ClickException as error:
        error.show()
        return Run(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return Run(INTERRUPTED)
    return result if isinstance(result, Run) else Run(result or 0)


def process(command: click.Command, arguments: Sequence[str] | None = None, adapt: Adapt | None = None) -> Run:
    """`main` for a process that does nothing else.

    What imports make stays until the end: looking for garbage in it costs a twentieth of the time that one page takes.
    """
    gc.set_threshold(_ALLOCATED)
    result = main(command, arguments, adapt)
    patterns.keep()
    gc.freeze()
    return result


def clean() -> None:
    """Entry point of `clean`."""
    sys.exit(process(clean_command).code)


def cleaner() -> None:
    """Entry point of `cleaner`, and of `python -m cleaner`."""
    sys.exit(process(workbench).code)
