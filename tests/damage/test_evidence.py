"""Every repair says whether it is proved and shows its bytes, and `cleaner explain` prints both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleaner import Cleaner
from cleaner.commands.explaining import explained, in_words
from cleaner.damage import evidence
from cleaner.document import Edit
from cleaner.rules import Rule, load, packaged
from cleaner.stages import decode, repair

RULES = [rule for rule in load([packaged()]) if rule.category == "repair"]
PROSE = "这个问题我们已经说过了，国家的经济还要发展，学习也要继续。"

# What decoding repairs is bytes: a page for each of its rules that acts.
PAGES = {
    "decode.bom": b"\xef\xbb\xbf" + PROSE.encode(),
    "decode.browser-character": (PROSE + "票价").encode("gb18030") + b"\x80" + "6元。".encode("gb18030"),
    "decode.lost-byte": PROSE.encode() + b"\xe7\xbb\n" + PROSE.encode(),
    "decode.mixed-line": PROSE.encode("gb18030") * 3 + b"\n" + "评论：大家都会同意这一点的。".encode(),
    "decode.resync": (PROSE.encode("gb18030")[:21] + PROSE.encode("gb18030")[22:]) + b"\n" + PROSE.encode("gb18030"),
}


TEXTS = {"repair.lost-character": ("两半\ud83d\ude00相合，一半\ud83d不见",)}  # its examples are only warned about


def _texts(rule: Rule) -> tuple[str, ...]:
    return TEXTS.get(rule.id) or tuple(example.before for example in rule.examples)


def _edits(text: str) -> Iterator[Edit]:
    for _, find in repair._FINDERS:
        edits = find(text).edits
        yield from edits
        text = repair._applied(text, edits)


def _example_edits(rule: Rule) -> list[Edit]:
    if rule.id in PAGES:
        return [edit for edit in decode.decode(PAGES[rule.id]).edits if edit.rule == rule.id]
    return [edit for text in _texts(rule) for edit in _edits(text) if edit.rule == rule.id]


ACTING = [rule for rule in RULES if rule.id in PAGES or (rule.match == "code" and rule.action != "flag")]


def test_all_rules_of_this_class_are_asked() -> None:
    assert {rule.id for rule in RULES if rule.id.startswith("decode.") and rule.action != "flag"} == set(PAGES)
    assert len(ACTING) >= 18


@pytest.mark.parametrize("rule", ACTING, ids=lambda rule: rule.id)
def test_every_repair_of_a_rules_examples_carries_its_proof_and_its_bytes(rule: Rule) -> None:
    edits = _example_edits(rule)
    assert edits
    for edit in edits:
        note = edit.note or {}
        assert note["proof"] in (evidence.PROVED, evidence.INFERRED)
        assert bytes.fromhex(str(note["bytes"]).removesuffix(" …"))


@pytest.mark.parametrize("rule", ACTING, ids=lambda rule: rule.id)
def test_explain_prints_them(rule: Rule) -> None:
    page = PAGES.get(rule.id) or "\n\n".join([PROSE, *_texts(rule), PROSE])
    cleaner = Cleaner()
    words = [in_words(line) for line in explained(cleaner.clean(page))]
    told = [row for story in words for row in story.split("\n") if rule.id in row and "bytes" in row]
    assert told
    assert all("proof proved" in row or "proof inferred" in row for row in told)


def test_many_bytes_are_cut_short() -> None:
    assert evidence.spelled(b"\xe4" * 30).endswith("e4 …")
    assert evidence.of_text(evidence.PROVED, "\n") == {"proof": "proved", "bytes": "0a"}
