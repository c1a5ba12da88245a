"""What the documents say is so: links lead somewhere, commands exist, what is shown is what comes out."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cleaner import api, cli
from cleaner.commands import job
from cleaner.rule_check import check_examples
from cleaner.rules import Rule, load, packaged, parse
from cleaner.upkeep.trial import tried

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
FENCE = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings have on GitHub."""
    heads = re.findall(r"^#+ (.+)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def blocks(page: Path, language: str) -> list[str]:
    return [body for _, kind, body in FENCE.findall(page.read_text("utf-8")) if kind == language]


def code(page: Path, language: str) -> list[str]:
    """The lines of a language without their comments, which differ from page to page."""
    return [line.split("  #")[0].rstrip() for body in blocks(page, language) for line in body.splitlines()]


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = page.parent / path if path else page
        assert place.exists(), target
        if anchor:
            assert anchor in anchors(place), target


def test_both_readmes_say_the_same() -> None:
    ours, theirs = (ROOT / name for name in ("README.md", "README.zh.md"))
    assert blocks(ours, "text") == blocks(theirs, "text")
    for language in ("sh", "python"):
        assert code(ours, language) == code(theirs, language)


@pytest.mark.parametrize("name", ["README.md", "docs/cli.md", "docs/rules-format.md"])
def test_commands_exist_and_have_these_switches(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    lines = [line for body in blocks(ROOT / name, "sh") for line in body.splitlines()]
    lines += [line.strip() for line in re.findall(r"^    (?:clean|cleaner) .*$", FENCE.sub("", text), re.MULTILINE)]
    lines += [
        span for span in re.findall(r"`([^`\n]+)`", prose(ROOT / name)) if re.match(r"(?:clean|cleaner) [a-z]", span)
    ]
    ours = [words for line in lines if (words := shlex.split(line, comments=True)) and words[0] in ("clean", "cleaner")]
    assert ours
    for words in ours:
        command = cli.clean_command if words[0] == "clean" else cli.workbench
        rest = words[1:]
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            context = click.Context(command)
            assert rest[0] in command.list_commands(context), words
            command = command.get_command(context, rest.pop(0))
        switches = {switch for option in command.params for switch in option.opts}
        assert {word for word in rest if word.startswith("-") and word != "-"} <= switches, words


def test_the_table_of_exit_codes_is_whole() -> None:
    listed = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs/cli.md").read_text("utf-8"), re.MULTILINE))
    assert {
        str(code) for code in (job.DONE, job.DIFFERENT, job.FAILED, job.WARNED, cli.USAGE, cli.INTERRUPTED)
    } == listed


def test_python_in_the_readme_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    scope: dict[str, object] = {}
    (body,) = blocks(ROOT / "README.md", "python")
    for line in body.splitlines():
        statement, _, said = line.partition("  #")
        if said.strip().startswith("'"):
            assert eval(statement, scope) == ast.literal_eval(said.strip())
        else:
            exec(statement, scope)


def test_the_api_page_names_what_there_is() -> None:
    text = (ROOT / "docs/api.md").read_text("utf-8")
    for module, names in re.findall(r"^from (cleaner[\w.]*) import (.+)$", text, re.MULTILINE):
        found = __import__(module, fromlist=["_"])
        for name in names.split(", "):
            assert hasattr(found, name), name
    for name in re.findall(r"^article\.(\w+)", text, re.MULTILINE):
        assert name in dir(api.Article), name


def test_every_module_stands_in_the_architecture() -> None:
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    house = ROOT / "cleaner"
    for path in [*house.iterdir(), *(house / "text").iterdir(), *(house / "zoning").iterdir()]:
        if path.suffix == ".py" and path.stem != "__init__":
            assert f"`{path.stem}`" in text, path.stem
        elif path.is_dir() and (path / "__init__.py").exists():
            assert f"`{path.name}/`" in text, path.name


def test_real_input_and_output_are_fresh() -> None:
    done = subprocess.run([sys.executable, "tools/fill_docs.py", "--check"], cwd=ROOT, capture_output=True, check=False)
    assert not done.returncode, f"run tools/fill_docs.py: {done.stdout.decode()}{done.stderr.decode()}"


def test_no_page_names_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"/(?:home|root|work|Users|tmp)/", page.read_text("utf-8")), page


def worked_rules() -> list[Rule]:
    """The rules of the page of worked examples; each block begins with the path of its file."""
    found = []
    for block in blocks(ROOT / "docs/worked-rules.md", "toml"):
        path = block.split("\n", 1)[0].removeprefix("# rules/")
        found.append(parse(block, path.removesuffix(".toml").replace("/", "."), path))
    return found


@pytest.mark.parametrize("rule", worked_rules(), ids=lambda rule: rule.id)
def test_worked_rules_do_alone_what_they_say(rule: Rule) -> None:
    assert check_examples(rule) == []


def test_ten_worked_rules_do_what_they_say_among_all_others() -> None:
    rules = worked_rules()
    assert len({rule.id for rule in rules}) == 10
    faults = tried([*load([packaged()]), *rules], [rule.id for rule in rules])
    assert [str(fault) for fault in faults] == []
