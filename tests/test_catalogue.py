from __future__ import annotations

from pathlib import Path

from cleaner.catalogue import hits_in, render
from cleaner.rules import load, packaged


def test_the_page_is_fresh() -> None:
    root = Path(__file__).parent.parent
    page = root / "docs" / "rules.md"
    made = render(load([packaged()]), hits_in(root / "cleaned"))
    assert page.read_text(encoding="utf-8") == made, "run: python -m cleaner.catalogue"
