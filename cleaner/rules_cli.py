"""`cleaner rules …` and `cleaner learn`: arguments in, words and exit codes out.

Invariant: findings go to standard output, all else to standard error; a faulty rule is wrong usage.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleaner.terminal import Run, clean_articles, echo_error, load_rules, progress, rule_dirs, shown

if TYPE_CHECKING:
    from cleaner.learn.proposals import Proposal
    from cleaner.rules import Rule


@click.group("rules")
def rules_group() -> None:
    """Look at the rules that the package and --rules DIR give."""


@rules_group.command("list")
@rule_dirs
def list_rules(folders: Sequence[str]) -> None:
    """One line a rule: id, class, action, zones, and what the noise is."""
    from cleaner.commands.rulebook import listed

    for line in listed(load_rules(folders)):
        click.echo(line)


@rules_group.command("show")
@click.argument("rule_id", metavar="ID")
@rule_dirs
def show_rule(rule_id: str, folders: Sequence[str]) -> None:
    """All that a rule says, its examples and look-alikes too."""
    from cleaner.commands.rulebook import shown

    (rule,) = _known(load_rules(folders), [rule_id])
    click.echo(shown(rule))


@rules_group.command("test")
@click.argument("rule_ids", metavar="[ID...]", nargs=-1)
@rule_dirs
@click.option("--mutate", is_flag=True, help="Also break each rule a little, and name what no keep notices.")
def test_rules(rule_ids: Sequence[str], folders: Sequence[str], mutate: bool) -> Run:
    """Run the examples and look-alikes inside the rules: alone, then in a page with all rules on, in both orders."""
    from cleaner.commands.rulebook import failures, survivors

    rules = load_rules(folders)
    count = len(_known(rules, rule_ids))
    bad = 0
    for line in failures(rules, rule_ids):
        bad += 1
        click.echo(line)
    unnoticed = 0
    for line in survivors(rules, rule_ids) if mutate else ():
        unnoticed += 1
        click.echo(line)
    echo_error(f"{count} rules, {bad} failures" + (f", {unnoticed} changes that no keep notices" if mutate else ""))
    return Run(1 if bad else 0)


def _known(rules: Sequence[Rule], wanted: Sequence[str]) -> list[Rule]:
    """The rules that are `wanted`, or all."""
    names = {rule.id for rule in rules}
    for name in wanted:
        if name not in names:
            raise click.UsageError(f"no rule {name!r}; see: cleaner rules list")
    return [rule for rule in rules if not wanted or rule.id in wanted]


@rules_group.command("lint")
@rule_dirs
@clean_articles
def lint_rules(folders: Sequence[str], articles: Sequence[str]) -> Run:
    """Name rules that are too wide, too narrow, shadowed, slow or undocumented; exit 1 where there are any.

    Without --clean, the articles of a checkout serve.
    """
    from cleaner.commands.rulebook import findings

    rules = load_rules(folders)
    count = 0
    for line in findings(rules, articles):
        count += 1
        click.echo(line)
    echo_error(f"{len(rules)} rules, {count} findings")
    return Run(1 if count else 0)


@rules_group.command("new")
@click.argument("place", metavar="FILE:LINE")
@click.option("-o", "--out", type=click.Path(dir_okay=False), help="Write the rule here [default: standard output].")
@click.option(
    "--corpus",
    multiple=True,
    type=click.Path(exists=True),
    metavar="DIR|FILE",
    help="Pages in which to look for look-alikes (repeatable).",
)
@rule_dirs
def new_rule(place: str, out: str | None, corpus: Sequence[str], folders: Sequence[str]) -> Run:
    """Begin a rule from a line of a page: pattern, class, zone, example and look-alikes filled in, to be narrowed."""
    from cleaner.commands.explaining import place_of
    from cleaner.commands.learning import new

    path, line, _ = place_of(place)
    if line is None:
        raise click.UsageError("say which line: FILE:LINE")
    if out and Path(out).exists():
        raise click.UsageError(f"{out}: is there already")
    try:
        text = new(path, line, corpus, load_rules(folders))
    except (OSError, ValueError) as error:
        echo_error(f"cleaner: {error}")
        return Run(2)
    if out:
        Path(out).write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    return Run(0)


@rules_group.command("docs")
@rule_dirs
def rule_docs(folders: Sequence[str]) -> None:
    """All rules as one page of Markdown."""
    from cleaner.catalogue import render

    click.echo(render(load_rules(folders)), nl=False)


@rules_group.command("stats")
@click.argument("outs", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False), metavar="OUT...")
@rule_dirs
@click.option("--json", "form", flag_value="json", help="Everything, for machines.")
@click.option("--markdown", "form", flag_value="markdown", help="A page for people.")
def rule_stats(outs: Sequence[str], folders: Sequence[str], form: str | None) -> Run:
    """What each rule did in folders of articles, the busiest first; which did nothing, which overlap."""
    from cleaner.commands.rulebook import statistics
    from cleaner.upkeep.stats import as_json, as_markdown, as_table

    found, troubles = statistics(outs, load_rules(folders))
    if form == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        for line in as_markdown(found) if form == "markdown" else as_table(found):
            click.echo(line)
    for line in troubles:
        echo_error(f"cleaner: {line}")
    return Run(2 if troubles else 0)


@click.command("learn")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(), metavar="DIR|FILES...")
@click.option(
    "-o", "--out", type=click.Path(file_okay=False), metavar="DIR", help="Write rule files, e.g. rules/sites/NAME."
)
@rule_dirs
@click.option("--interactive", is_flag=True, help="Ask for each rule; what is refused is not proposed again.")
@click.option("--new-only", is_flag=True, help="Leave out lines that the rules so far take already.")
@clean_articles
@click.option(
    "--state",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Keep what is done here, so that a stopped run goes on.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Processes to use [default: what makes sense]."
)
def learn_command(
    inputs: Sequence[str],
    out: str | None,
    folders: Sequence[str],
    interactive: bool,
    new_only: bool,
    articles: Sequence[str],
    state: str | None,
    workers: int | None,
) -> Run:
    """Find what the pages of a site repeat and is no article, and propose rules for it.

    Nothing is on until you use it: read the files, delete those that are wrong (they are not proposed again), commit
    the rest, and clean with --rules.
    """
    from cleaner.commands import learning

    if interactive and not out:
        raise click.UsageError("--interactive needs -o DIR, where the rules go")
    errand = learning.Errand(inputs, out, state, workers or 0, articles, new_only)
    result = learning.learn(errand, load_rules(folders), lambda batches, total: progress(batches, total, "reading"))
    for line in learning.in_words(result):
        click.echo(shown(line))
    if out:
        try:
            written, passed = learning.accept(result, out, _asked if interactive else None)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        echo_error(f"{len(written)} rules in {out}" + (f", {passed} refused before" if passed else ""))
    for trouble in result.troubles:
        echo_error(f"cleaner: {trouble.path}: {trouble.message}")
    return Run(2 if result.troubles else 0)


def _asked(proposal: Proposal) -> str:
    from cleaner.commands.learning import shown as lines

    for line in lines(proposal):
        click.echo(line)
    choice = click.Choice(["y", "n", "s", "q"])
    answer: str = click.prompt("Accept? [y]es, [n]o for good, [s]kip, [q]uit", type=choice, show_choices=False)
    return answer
