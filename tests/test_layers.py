"""Arrows between modules point one way, and each third-party package has one door into the house.

The groups are those of docs/architecture.md. Lazy imports count, and so do those for types only.
"""

from __future__ import annotations

import ast
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "cleaner"

# From the ground up. A name stands for the module or for the whole package.
LAYERS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "ground",
        frozenset(
            {
                "changes",
                "document",
                "encodings",
                "hanzi",
                "lexicon",
                "macros",
                "patterns",
                "prepared",
                "program",
                "senses",
            }
        ),
    ),
    ("rules", frozenset({"rarity", "literals", "index", "rules", "exemptions", "match", "settings"})),
    ("text", frozenset({"text", "metadata", "inlays", "rereading", "resync", "units"})),
    ("page", frozenset({"zoning", "damage", "html", "rule_check"})),
    ("stages", frozenset({"stages"})),
    ("article", frozenset({"ledger", "article"})),
    ("pipeline", frozenset({"pipeline", "api"})),
    ("in and out", frozenset({"reports", "sinks", "sources"})),
    ("engines", frozenset({"engines"})),
    ("upkeep", frozenset({"upkeep", "learn"})),
    ("commands", frozenset({"commands", "config", "catalogue"})),
    ("front", frozenset({"cli", "review_cli", "rules_cli", "terminal", "hook", "__main__"})),
)
# `cleaner/__init__.py` offers the public names lazily; it is the door, not a layer.
DOOR = ""
RANK = {DOOR: len(LAYERS)} | {name: rank for rank, (_, names) in enumerate(LAYERS) for name in names}

# Distribution's module -> the one module that may import it; click's front has three.
DOORS: dict[str, str | tuple[str, ...]] = {
    "ahocorasick_rs": "index",
    "bs4": "html.parse",
    "soupsieve": "html.parse",
    "chardet": "stages.decode",
    "click": ("cli", "review_cli", "rules_cli", "terminal"),
    "ftfy": "damage.mojibake",
    "jinja2": "reports.templates",
    "markupsafe": "reports.templates",
    "opencc": "hanzi",
    "re2": "match",
    "selectolax": "html.parse",
}


def module_name(path: Path) -> str:
    """`stages.strip` for cleaner/stages/strip.py, `` for the package itself."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): ast.parse(path.read_text("utf-8")) for path in sorted(HOUSE.rglob("*.py"))}


def imported(tree: ast.AST) -> set[str]:
    """Full names of everything imported anywhere in a module; `a.b` for `from a import b`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def inner(tree: ast.AST) -> set[str]:
    """The modules of the house that a module imports."""
    found: set[str] = set()
    for name in imported(tree):
        if not name.startswith("cleaner."):
            continue
        parts = name.split(".")[1:]
        while parts and ".".join(parts) not in MODULES:
            parts.pop()
        found.add(".".join(parts))
    return found


def runs(tree: ast.AST) -> ast.AST:
    """The module without what stands under `if TYPE_CHECKING`: what is imported when it runs."""

    class Runs(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if ast.unparse(node.test) == "TYPE_CHECKING" else node

    return Runs().visit(ast.parse(ast.unparse(tree)))  # type: ignore[no-any-return]


def rank(name: str) -> int:
    """How high a module stands; -1 for one without a place, which a test of its own reports."""
    return RANK.get(name.partition(".")[0], -1)


def test_every_module_has_a_place() -> None:
    assert not {name for name in MODULES if rank(name) < 0}, "give it a group, here and in docs/architecture.md"


@pytest.mark.parametrize("name", [name for name in MODULES if name != DOOR])
def test_arrows_point_down(name: str) -> None:
    wrong = {other for other in inner(MODULES[name]) - {DOOR} if rank(other) > rank(name) >= 0}
    assert not wrong, f"cleaner.{name} must not know {sorted(wrong)}"


def test_no_stage_knows_another() -> None:
    for name, tree in MODULES.items():
        if name.startswith("stages."):
            assert not {other for other in inner(tree) if other.startswith("stages")}, name


def test_no_circles() -> None:
    graph = {name: inner(runs(tree)) - {DOOR, name} for name, tree in MODULES.items() if name != DOOR}
    list(TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def test_each_package_has_one_door() -> None:
    doors: dict[str, set[str]] = {}
    for name, tree in MODULES.items():
        for full in imported(tree):
            package = full.split(".")[0]
            if package != "cleaner" and package not in sys.stdlib_module_names:
                doors.setdefault(package, set()).add(name)
    assert doors == {package: {door} if isinstance(door, str) else set(door) for package, door in DOORS.items()}


def test_the_core_is_standard_library_only() -> None:
    for name in ("changes", "document", "rules", "ledger", "article", "zoning.zones"):
        outside = {full.split(".")[0] for full in imported(MODULES[name])} - {"cleaner"} - sys.stdlib_module_names
        assert not outside, name
