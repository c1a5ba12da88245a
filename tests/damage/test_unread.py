"""What is plainly misread and cannot be read stays as it is, with a warning; languages and lists have none."""

import pytest

from cleaner.damage import characters, mojibake, unread
from cleaner.stages.repair import repair

TEXT = "他们讨论了经济发展和学校的问题，大家都愿意继续努力。"


@pytest.mark.parametrize(
    "damaged",
    [
        TEXT.encode("gbk").decode("utf-16-le", "ignore"),
        TEXT.encode("utf-16-le").decode("utf-16-be", "replace").replace("\ufffd", "")[:24],
        "ÝßàÿûïþÞðÐ÷×ýÜåÆØøæñÑß",
    ],
)
def test_a_warning_without_a_change(damaged: str) -> None:
    found = mojibake.find(damaged)
    assert found.edits == []
    assert [(warning.rule, warning.note) for warning in found.warnings] == [(mojibake.MOJIBAKE, {"proof": "none"})]
    assert repair(damaged).replace("\n", "") == damaged.replace("\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "L’été à la plage, où naît « l’œuvre » : ça va ? Ôé, ÉTÉ, ÀÇÈ",
        "Þetta reddast, það er ísinn á Þingvöllum og æðarfuglinn í Ölfusá",
        "魑魅魍魉，饕餮，齉龘靐鱻麤毳淼焱垚",
        "한국과 中國, にほんと日本, 俄羅斯 Россия",
        "α、β、γ与あいう、가나다并列，中文夹在其间",
        "",
    ],
)
def test_what_has_none(text: str) -> None:
    assert not list(unread.find(text))


def test_a_control_of_another_code_is_warned_about() -> None:
    assert [warning.rule for warning in characters.find("他说\x93好\x94，走了\x07").warnings] == [
        characters.CONTROL
    ] * 2
