"""Article and ledger: what must be refused first, then exact round trips, then speed."""

from __future__ import annotations

import dataclasses
import json
import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.article import (
    Article,
    LedgerError,
    LineNote,
    byte_patches,
    digest,
    ledger_of,
    read_ledger,
    restore,
    share_removed,
    write_ledger,
)  # fmt: skip
from cleaner.document import Change, Document, Edit, Field, Proposal, Warning
from cleaner.ledger import same_ledger

SOURCE = "首页 > 新闻\n会議(huì )开始了,\n\n来源:某报\n"
CHANGES = (
    Change(0, 8, "", "strip.breadcrumb"),
    Change(9, 10, "议", "convert.t2s", None, True),
    Change(10, 16, "", "repair.gloss", {"proof": "proved"}),
    Change(19, 20, "，", "canon.comma", None, False, ("strip.x",)),
)
TEXT = "会议开始了，\n\n来源:某报\n"


def article(**values: object) -> Article:
    base = Article("a.txt", TEXT, SOURCE, digest(SOURCE.encode()), encoding="utf-8", changes=CHANGES)
    return dataclasses.replace(base, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "ledger", "message"),
    [
        (TEXT + "多", write_ledger(article()), "changed after cleaning"),
        (TEXT.replace("开始", "结束"), write_ledger(article()), "changed after cleaning"),
        (TEXT, write_ledger(article()).replace("首页", "头页"), "does not give back the source"),
        (TEXT, write_ledger(article()).replace('"start":10', '"start":11'), "does not fit"),
        (TEXT, "\n".join(write_ledger(article()).split("\n")[:-2]) + "\n", "does not give back|does not fit"),
        (TEXT, write_ledger(article(encoding="utf-16le")), "SHA-256"),
    ],
)
def test_what_does_not_belong_together_is_refused(text: str, ledger: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        restore(text, read_ledger(ledger))


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        ("", "line 1: not JSON"),
        ("[]\n", "line 1: not a JSON object"),
        ("{}\n", "format None"),
        ('{"format":"cleaner-ledger/2"}\n', "expected 'cleaner-ledger/1'"),
        ('{"format":"cleaner-ledger/1"}\n', "the header has no 'name'"),
        (write_ledger(article()) + '{"start":1}\n', "line 6: a change without 'before'"),
        (write_ledger(article()) + "half\n", "line 6: not JSON"),
    ],
)
def test_a_ledger_that_cannot_be_read_names_the_line(ledger: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message):
        read_ledger(ledger)


def test_the_ledger_tells_line_zone_class_and_note() -> None:
    lines = (LineNote(0, 7, "head", 2.5, "separators"), LineNote(8, 20, "body", 4.0, "long"))
    rows = list(article(lines=lines, classes={"strip.breadcrumb": "chrome"}).ledger)
    assert rows[0]["format"] == "cleaner-ledger/1"
    assert rows[1] == {
        "line": 1, "start": 0, "end": 8, "rule": "strip.breadcrumb", "class": "chrome", "zone": "head",
        "before": "首页 > 新闻\n", "after": "",
    }  # fmt: skip
    assert rows[2]["aligned"] is True
    assert (rows[3]["line"], rows[3]["zone"], rows[3]["note"]) == (2, "body", {"proof": "proved"})
    assert rows[4]["via"] == ["strip.x"]


def test_the_header_serves_a_reader_of_thousands() -> None:
    field = Field("source", "某报", 25, 27, "strip.source")
    warning = Warning("structure.truncated", 18, 20, {"why": "no end"})
    made = article(
        metadata={"encoding": "utf-8", "title": "标题"}, fields=(field,), warnings=(warning,), removed=0.25,
        classes={"strip.breadcrumb": "chrome", "canon.comma": "form"}, versions={"b": "2", "a": "1"}, rules_hash="ff",
    )  # fmt: skip
    header = next(iter(made.ledger))
    assert list(header["metadata"]) == ["title", "encoding"]
    assert header["fields"] == [
        {"name": "source", "value": "某报", "start": 25, "end": 27, "rule": "strip.source", "line": 4}
    ]
    assert header["warnings"] == [
        {"rule": "structure.truncated", "line": 2, "start": 18, "end": 20, "text": "了,", "note": {"why": "no end"}}
    ]
    assert header["counts"]["classes"] == {"chrome": 1, "form": 1}
    assert header["counts"]["rules"] == {"canon.comma": 1, "convert.t2s": 1, "repair.gloss": 1, "strip.breadcrumb": 1}
    assert (header["verdict"], header["removed"], header["rules_hash"]) == ("article", 0.25, "ff")
    assert list(header["versions"]) == ["a", "b"]


def test_bytes_come_back_as_bytes_and_text_as_text() -> None:
    assert article().restore() == SOURCE.encode()
    assert article(encoding=None, sha256=digest(SOURCE)).restore() == SOURCE
    assert article(kind="html", sha256=digest(b"<html>")).restore() == SOURCE


def test_versions_and_rules_do_not_make_a_ledger_stale() -> None:
    old, new = write_ledger(article()), write_ledger(article(versions={"opencc": "9"}, rules_hash="new"))
    assert old != new
    assert same_ledger(old, new)


@pytest.mark.parametrize(
    "other",
    [
        {"metadata": {"title": "标题"}},
        {"warnings": (Warning("x", 0, 1),)},
        {"verdict": "damaged"},
        {"changes": (CHANGES[0]._replace(rule="strip.menu"), *CHANGES[1:])},
    ],
)
def test_anything_else_does(other: dict[str, object]) -> None:
    assert not same_ledger(write_ledger(article()), write_ledger(article(**other)))
    assert not same_ledger("not a ledger", write_ledger(article()))


def test_a_ledger_is_valid_utf8_and_shows_what_cannot_be_seen() -> None:
    source = "零\u200b宽\x85\ufeff\u2028\u202e\udcff"
    made = Article("名\udcfe", "", source, digest(source), changes=(Change(0, len(source), "", "strip.all"),))
    text = write_ledger(made)
    assert text.encode("utf-8").decode().count("\n") == 2
    assert len(text.splitlines()) == 2
    assert "零\\u200b宽\\u0085\\ufeff\\u2028\\u202e\\udcff" in text
    assert made.restore() == source


def test_two_lone_halves_do_not_melt_into_one_character() -> None:
    source = "\ud83d\ude00 and \U0001f600"
    made = Article("", "", source, digest(source), changes=(Change(0, len(source), "", "strip.all"),))
    assert read_ledger(write_ledger(made)).records[0].before == source
    assert made.restore() == source


def test_an_article_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(article())) == article()


@given(st.text(st.characters(exclude_categories=())), st.data())
def test_any_edits_over_any_text_restore(source: str, data: st.DataObject) -> None:
    doc = Document(source)
    for _ in range(data.draw(st.integers(0, 4))):
        cuts = sorted(data.draw(st.sets(st.integers(0, len(doc.text)), max_size=6)))
        edits = [
            Edit(start, end, data.draw(st.text(max_size=3)), "canon.any")
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        doc = doc.apply(Proposal(edits))
    made = Article("", doc.text, source, digest(source), changes=tuple(doc.changes))
    again = read_ledger(write_ledger(made))
    assert restore(doc.text, again) == made.restore() == source
    assert again.changes == tuple(doc.changes)
    assert json.loads(write_ledger(made).split("\n")[0])["counts"]["changes"] == len(doc.changes)


@given(st.binary(max_size=60), st.sampled_from(["utf-8", "gb18030", "big5", "windows-1252", "utf-16le", "no-such"]))
def test_patches_make_any_bytes_come_back(data: bytes, encoding: str) -> None:
    codec = {"big5": "big5hkscs", "no-such": "utf-8"}.get(encoding, encoding)
    source = data.decode(codec, "replace" if encoding in ("windows-1252", "utf-16le") else "surrogateescape")
    made = Article(
        "", source, source, digest(data), encoding=encoding, patches=byte_patches(source, encoding, data)
    )  # fmt: skip
    assert made.restore() == data
    assert restore(source, read_ledger(write_ledger(made))) == data


def test_a_codec_that_round_trips_needs_no_patch() -> None:
    assert byte_patches("中文\udcff", "gb18030", "中文".encode("gb18030") + b"\xff") == ()


def test_share_removed_counts_what_can_be_seen() -> None:
    changes = (Change(0, 4, "", "strip.x"), Change(4, 5, "，", "canon.y"))
    assert share_removed("甲 乙 ,丙丁", changes) == 0.4
    assert share_removed(" \n", ()) == 0.0


def test_fifty_thousand_changes_are_written_in_a_quarter_of_a_second() -> None:
    source = "他在会场上说,这是很好的开始(第一次)。" * 50_000
    step = 20
    changes = tuple(Change(i * step, i * step + 1, "你", "canon.x") for i in range(50_000))
    made = Article("", "", source, "", changes=changes)
    best = min(_seconds(made) for _ in range(5))
    assert best < 0.25 * 2, f"{best:.2f} s"  # twice: other work on the machine


def _seconds(made: Article) -> float:
    start = time.process_time()
    write_ledger(made)
    return time.process_time() - start


def test_the_ledger_in_memory_is_the_one_on_disk() -> None:
    made = article(warnings=(Warning("w", 3, 5),))
    assert read_ledger(write_ledger(made)) == ledger_of(made)
