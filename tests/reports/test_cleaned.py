"""Outputs read back, and outputs that do not belong together."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import drop, page, put

from cleaner.ledger import LedgerError
from cleaner.reports.cleaned import below, opened

SOURCE = "菜单\n正文\n"


def test_what_was_written_is_read(tmp_path: Path) -> None:
    pages = [page(SOURCE, drop(SOURCE, "菜单\n"), name=name) for name in ("a.txt", "b/c.txt", "d.html")]
    put(tmp_path, *pages)
    assert [(p.name, p.source, p.article) for p in below(str(tmp_path))] == [
        (name, SOURCE, "正文\n") for name in ("a", "d.html", "b/c")
    ]
    for suffix in (".txt", ".ledger.jsonl", ".report.md"):
        assert opened(str(tmp_path / f"b/c{suffix}")).article == "正文\n"


@pytest.mark.parametrize(("suffix", "data"), [(".txt", "改过\n".encode()), (".txt", b"\xff"), (".ledger.jsonl", b"{}")])
def test_what_was_edited_is_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    put(tmp_path, page(SOURCE, drop(SOURCE, "菜单\n"), name="a.txt"))
    (tmp_path / f"a{suffix}").write_bytes(data)
    with pytest.raises(LedgerError, match="a\\."):
        opened(str(tmp_path / "a.txt"))
