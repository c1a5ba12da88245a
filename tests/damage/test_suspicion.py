"""The gate before mojibake: what counts as rare, and that a page of rare characters costs bounded time."""

from __future__ import annotations

import random
import re
import time

from cleaner import lexicon
from cleaner.damage import mojibake, suspicion


def test_plain_prose_is_not_suspect() -> None:
    for line in ("春天来了，公园里的花都开了。", "春天來了，公園裡的花都開了。", "Deux cafés crème, s’il vous plaît."):
        assert suspicion.suspects(line * 20) == []


def test_the_written_down_characters_are_those_of_the_lexicon() -> None:
    rare = re.compile(f"[{suspicion.rare()}]")
    traditional = suspicion._level("big5", range(0xA4, 0xC7), range(0x40, 0xFF))
    common = {char for char in traditional if lexicon.unigram(char) > -10.5}
    assert not [char for char in common if rare.match(char)]
    assert all(lexicon.unigram(char) > -10.5 for char in suspicion._TRADITIONAL)


def test_rare_characters_cost_bounded_time() -> None:
    page = "".join(random.Random(1).choices([chr(code) for code in range(0x4E00, 0x9FA5)], k=100_000))
    for text in (page, "\n".join(page[at : at + 50] for at in range(0, len(page), 50))):
        start = time.process_time()
        mojibake.find(text)
        assert time.process_time() - start < 20
