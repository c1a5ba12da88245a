"""The pre-commit hooks: `clean-check` reads only, `clean-fix` writes, `clean-rules-test` tests the rules.

The idea: pre-commit hands over the names of changed files; each stands for the pages it has a say in. A source
stands for itself, an output for its source, a rule or a settings file for every page below the root.

Invariant: a hook exits 0 only if the outputs were right before it ran. pre-commit passes a hook that exits 0 after
creating untracked files, so `clean-fix` exits 1 whenever it wrote anything; it never stages.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from cleaner import cli, config, terminal


def check() -> None:
    """Entry point of `clean-check`: exit 1 where outputs are stale, missing or orphaned."""
    sys.exit(cli.process(cli.clean_command, ["--check", "--diff", *sys.argv[1:]], pages_of).code)


def fix() -> None:
    """Entry point of `clean-fix`: make the outputs right; exit 1 and say what to add if anything was written."""
    run = cli.process(cli.clean_command, ["--prune", *sys.argv[1:]], pages_of)
    if run.tally is None or not run.tally.changed:
        sys.exit(run.code)
    from cleaner.commands.job import git_add
    from cleaner.commands.preview import PAGES, written

    lines = [line for outcome in run.tally.of("written")[:PAGES] for line in written(run.tally.out, outcome.name)]
    lines += ["outputs were written; add them with:", f"  {git_add(run.tally)}", ""]
    terminal.write("\n".join(lines).encode(sys.stdout.encoding, sys.stdout.errors or "strict"))
    sys.exit(run.code or 1)


def rules_test() -> None:
    """Entry point of `clean-rules-test`: run the examples inside the rules, whatever files are named."""
    folders = [f"--rules={path}" for path in sys.argv[1:] if os.path.isdir(path)]
    sys.exit(cli.process(cli.workbench, ["rules", "test", *folders]).code)


def pages_of(files: Sequence[str], switches: dict[str, Any]) -> list[str]:
    """The inputs that the changed files stand for, each once, in order."""
    root, out = switches["root"], switches["out"]
    if not root or not out:
        raise config.ConfigError("a hook needs --root DIR (the sources) and --out DIR, as args or in cleaner.toml")
    rules = [*switches["rules"], "rules"]
    if any(_touches_all(file, rules) for file in files):
        return [root]
    return list(dict.fromkeys(page for file in files for page in _pages(file, root, out)))


def _touches_all(file: str, rules: Sequence[str]) -> bool:
    is_rule = file.endswith(".toml") and any(_below(file, folder) is not None for folder in rules)
    return is_rule or os.path.normpath(file) in config.FILES


def _pages(file: str, root: str, out: str) -> Iterator[str]:
    from cleaner.sinks import SUFFIXES, origins

    name = _below(file, out)
    if name is not None:
        stems = [name[: -len(suffix)] for suffix in SUFFIXES if name.endswith(suffix)]
        pages = [os.path.join(root, page) for stem in stems for page in origins(stem)]
        yield from filter(os.path.isfile, pages)
    elif _below(file, root) is not None:
        yield file


def _below(file: str, folder: str) -> str | None:
    """The path of `file` from `folder` on, None when it lies elsewhere."""
    path = os.path.relpath(file, folder)
    return None if path.split(os.sep)[0] == os.pardir else path
