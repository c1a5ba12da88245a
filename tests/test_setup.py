"""What an installation holds: every package, every rule, every data file."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(REPOSITORY / "setup.cfg", encoding="utf-8")
    return parser


def test_every_package_is_installed() -> None:
    listed = set(setup()["options"]["packages"].split())
    found = {
        ".".join(path.parent.relative_to(REPOSITORY).parts) for path in (REPOSITORY / "cleaner").rglob("__init__.py")
    }
    assert listed == found | {"cleaner.default_rules"}
    assert (REPOSITORY / "rules" / "__init__.py").is_file()
    folders = {path.parent for path in (REPOSITORY / "cleaner").rglob("*.py")}
    assert all((folder / "__init__.py").is_file() for folder in folders)


def test_every_dependency_has_a_tested_version_and_a_lower_bound() -> None:
    options = setup()
    needed = options["options"]["install_requires"] + options["options.extras_require"]["dev"]
    bounds = dict(line.split(">=") for line in needed.split("\n") if line and not line.startswith("#"))
    pins = dict(
        line.lower().split("==") for line in (REPOSITORY / "constraints.txt").read_text().splitlines() if line[0] != "#"
    )
    for name, bound in bounds.items():
        assert _numbers(pins[name]) >= _numbers(bound), name


def test_every_entry_point_is_a_function() -> None:
    for line in setup()["options.entry_points"]["console_scripts"].strip().split("\n"):
        module, _, function = line.split("=")[1].strip().partition(":")
        source = (REPOSITORY / Path(*module.split("."))).with_suffix(".py").read_text(encoding="utf-8")
        assert f"def {function}() -> None:" in source


def test_one_file_configures_the_build_and_ruff() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project) == {"build-system", "tool"}
    assert set(project["tool"]) == {"ruff"}


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]
