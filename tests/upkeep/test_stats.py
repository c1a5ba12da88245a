"""Figures by rule, read off ledgers."""

from __future__ import annotations

import json
from pathlib import Path

from cleaner import Cleaner
from cleaner.commands.rulebook import statistics
from cleaner.engines.batch import outputs_of
from cleaner.rules import load, packaged
from cleaner.sinks import Folder
from cleaner.upkeep.stats import as_json, as_markdown, as_table

RULES = load([packaged()])
BODY = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，受益群众达到两万余人，大家都说好。"
PAGES = {
    "a.txt": f"当前位置：首页 > 新闻 > 正文\n\n水利建设惠及群众\n\n2020-03-04\n\n{BODY}\n\n责任编辑：王芳\n",
    "b.txt": f"水利建设惠及群众\n\n2020-03-05\n\n{BODY}\n\n责任编辑：李青\n\n京ICP备12345678号\n",
}


def written(folder: Path) -> str:
    cleaner = Cleaner()
    for name, text in PAGES.items():
        Folder(str(folder)).write(name, outputs_of(cleaner.clean(text.encode(), name=name)))
    return str(folder)


def test_what_rules_did(tmp_path: Path) -> None:
    found, troubles = statistics([written(tmp_path)], RULES)
    assert troubles == []
    values = as_json(found)
    editor = values["rules"]["strip.editor-label"]
    assert (editor["hits"], editor["files"], editor["characters"], editor["reads"]) == (2, 2, 14, 2)
    assert editor["last"] == {"page": "b", "published": "2020-03-05"}
    assert values["rules"]["strip.icp"]["zones"] == {"tail": 1}
    assert "strip.poll" in values["never"]
    assert "strip.icp" not in values["never"]
    json.dumps(values)


def test_table_and_markdown(tmp_path: Path) -> None:
    found, _ = statistics([written(tmp_path)], RULES)
    table, page = as_table(found), as_markdown(found)
    assert table[0].split()[:3] == ["hits", "files", "characters"]
    assert any("strip.editor-label" in line for line in table)
    assert page[0].startswith("| rule | hits |")
    assert any(line.startswith("| strip.icp | 1 | 1 |") for line in page)
    assert all(line.count("|") == 11 for line in page if line.startswith("| strip"))


def test_a_broken_ledger_is_named(tmp_path: Path) -> None:
    out = written(tmp_path)
    (tmp_path / "b.ledger.jsonl").write_text("{}\n")
    found, troubles = statistics([out], RULES)
    assert len(troubles) == 1
    assert "b.ledger.jsonl" in troubles[0]
    assert found.figures["strip.editor-label"].hits == 1
