from __future__ import annotations

from pathlib import Path

from cleaner.catalogue import render
from cleaner.rules import load, packaged


def test_the_page_is_fresh() -> None:
    page = Path(__file__).parent.parent / "docs" / "rules.md"
    made = render(load([packaged()]))
    assert page.read_text(encoding="utf-8") == made, "run: python -m cleaner.catalogue"
