"""Which bytes a mark can stand for."""

import re

import pytest

from cleaner.damage import lattice, losses
from cleaner.stages.repair import repair

TEXT = "他说这个地方的经济发展得很快，但是还有不少问题需要解决。"


def candidates(slots: list[int], read_as: str, was: str, at: int = 0) -> str:
    return "".join(characters for _, characters in losses.options(slots, read_as, was)(at))


def test_a_byte_that_the_program_shows_was_not_lost() -> None:
    found = candidates([losses.ONE, 0xBA], "gb18030", "big5")
    assert "的" in found  # AA BA is no character of GBK
    assert "犯" not in found  # A5 C7 would have been shown, and so would every other lead before this trail
    assert len(found) < 10


@pytest.mark.parametrize(
    ("was", "read_as"), [("utf-8", "gbk"), ("utf-8", "big5"), ("gbk", "big5"), ("utf-8", "big5hkscs")]
)
def test_what_was_lost_is_always_among_the_candidates(was: str, read_as: str) -> None:
    label = {"gbk": "gb18030"}
    shown = TEXT.encode(was).decode(read_as, "replace")
    slots = losses.slots_of(shown, label.get(read_as, read_as), (losses.ONE,))
    assert slots is not None
    assert len(slots) == len(TEXT.encode(was))
    options, at, code = losses.options(slots, label.get(read_as, read_as), label.get(was, was)), 0, was
    for character in TEXT:
        size = len(character.encode(code))
        open_ = {length: characters for length, characters in options(at) if length == size}
        assert character in open_[size] or lattice.LOST in open_[size] or max(slots[at : at + size]) < 0
        at += size


def test_without_control_characters() -> None:
    shown = re.sub("[\x80-\x9f]", "", TEXT.encode().decode("latin-1"))
    found = losses.without_c1(shown)
    assert found
    text, chosen, _ = lattice.read(*found, "\n", "\n")
    assert len(text) == len(TEXT)
    assert chosen
    assert sum(a == b for a, b in zip(text, TEXT, strict=True)) > 0.5 * len(TEXT)


@pytest.mark.parametrize("text", ["déjà vu à Noël", "Größe über Straße", "ção não é só", "ÉÏº£ÊÐ"])
def test_other_text_lost_no_control_characters(text: str) -> None:
    assert losses.without_c1(text) is None


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("版权所有</p>", "版权所有"),
        ("他高兴地笑了。</p><p>后来再也没有人提起这件事情。</p>", "他高兴地笑了。\n后来再也没有人提起这件事情。"),
        ("版权所有 违者将依法追究", "版权所有\ufffd违者将依法追究"),  # the space is gone
        ("这些都是好事情&nbsp;大家都知道了", "这些都是好事情\xa0大家都知道了"),
    ],
)
def test_a_last_byte_that_took_an_ascii_character_along(text: str, restored: str) -> None:
    """As Windows reads UTF-8 in code page 936: an impossible pair is one `?`."""
    data, shown, at = text.encode(), "", 0
    while at < len(data):
        pair = data[at : at + (1 if data[at] <= 0x80 else 2)]
        one = "€" if pair == b"\x80" else pair.decode("gbk", "replace")
        shown += one if "\ufffd" not in one else "?"
        at += len(pair)
    assert repair(shown) == restored
