"""Line ends, controls, invisible characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.damage import characters
from cleaner.stages.repair import repair


@pytest.mark.parametrize(
    "text",
    [
        "甲\t乙\n丙",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f 1\ufe0f\N{COMBINING ENCLOSING KEYCAP} ☎\ufe0e",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم",
        "क्\u200dष",
        "葛\U000e0100城",
        "①㎡½Ⅲ　全角",
    ],
)
def test_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("一\r\n二\r三\x0b四\x0c五\x85六\u2028七\u2029八", "一\n二\n三\n四\n五\n六\n七\n八"),
        ("\ufeff零\u200b宽\u00ad度\u2060", "零宽度"),
        ("\u202a左\u202c右\u200e", "左右"),
        ("控\x00制\x1b符\x7f", "控制符"),
        ("非\ufdd0字\uffff符", "非字符"),
        ("中\u200d文\ufe0f", "中文"),
        ("\ud83d\ude00", "😀"),
        ("前\udc80后", "前\ufffd后"),
    ],
)
def test_goes(text: str, clean: str) -> None:
    assert repair(text) == clean


def test_a_lost_byte_is_warned_about_with_its_value() -> None:
    warnings = characters.find("前\udc80后").warnings
    assert [(warning.rule, warning.note) for warning in warnings] == [
        (characters.LOST, {"proof": "proved", "bytes": "80"})
    ]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab中\r\n\x0b\x85\u2028\u200b\u200d\ufe0f👍\x00\ud83d\ude00"), max_size=30))
def test_a_fixed_point_without_controls(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert not set(once) & set("\r\x0b\x85\u2028\u200b\x00\ud83d")
