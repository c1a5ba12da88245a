"""Mojibake that was lower-cased, taken apart by NFKC or straightened since is read, with a warning."""

import unicodedata
from collections.abc import Callable

import pytest

from cleaner.damage import alphabets, folded, mojibake
from cleaner.stages.repair import repair

TEXT = "他说这个地方的经济发展得很快，但是还有不少问题需要解决，大家都愿意继续努力。"


def shown(text: str, was: str) -> str:
    return "".join(
        bytes((byte,)).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode(was)
    )


def nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def spaced(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize("was", ["utf-8", "gbk"])
@pytest.mark.parametrize("fold", [str.lower, nfkc, straight, spaced])
def test_a_folded_text_comes_back(fold: Callable[[str], str], was: str) -> None:
    damaged = fold(shown(TEXT, was))
    assert repair(damaged) == TEXT


@pytest.mark.parametrize("fold", [str.lower, nfkc])
def test_such_a_reading_is_inferred_and_warned_about(fold: Callable[[str], str]) -> None:
    found = mojibake.find(fold(shown(TEXT, "utf-8")))
    assert all(edit.note and edit.note["proof"] == "inferred" for edit in found.edits)
    assert found.warnings


@pytest.mark.parametrize("was", ["utf-8", "gbk"])
def test_bytes_that_need_no_folding_are_proved(was: str) -> None:
    (edit,) = mojibake.find(shown(TEXT, was)).edits
    assert edit.note
    assert edit.note["proof"] == "proved"


def test_controls_that_became_spaces_are_read_as_far_as_they_can_be() -> None:
    damaged = "".join(" " if "\x80" <= c <= "\x9f" else c for c in TEXT.encode().decode("latin-1"))
    found = mojibake.find(damaged)
    assert found.warnings
    assert sum(character in TEXT for character in repair(damaged)) > len(TEXT) / 3


@pytest.mark.parametrize(
    "text",
    [
        "Le cœur à l’œuvre, où naît l’été : « déjà vu » à 1⁄2 prix",
        "ça coûte 3⁄4 d’heure, la bête noire à Noël",
        "größe: 5 × 3, ärger mit öl, straße, über 20 μm dick",
        "el niño soñó: ¿qué pasará mañana? 1⁄4 de año",
        "naïve café, façade, señor, über, crème brûlée, jalapeño",
        "šílený kůň, žluťoučký; œuvre, cœur, sœur, bœuf",
    ],
)
def test_languages_in_small_letters_stay(text: str) -> None:
    assert repair(text) == text


def test_what_nothing_folded_has_no_options() -> None:
    assert folded.options("ÄãºÃÊÀ½ç", "gb18030") is None
    assert folded.options("中", "gb18030") is None


def test_characters_that_windows_japanese_code_page_has_twice() -> None:
    """`FA C6` and `ED AA` are both `憘` in code page 932; only the first is half of 产品."""
    text = "等产品市场占有率居全国前列，他们能要什么"
    shown_so = text.encode("gbk").decode("cp932")
    assert shown_so.encode("cp932") != text.encode("gbk")
    assert repair(shown_so) == text
    assert repair("ﾊﾝｶｸｶﾀｶﾅﾉ纊褜鍈ﾃﾞｽ、今日は天気がよいですね") == "ﾊﾝｶｸｶﾀｶﾅﾉ纊褜鍈ﾃﾞｽ、今日は天気がよいですね"


@pytest.mark.parametrize(("was", "table"), [("utf-8", "koi8-r"), ("utf-8", "cp1250"), ("gbk", "koi8-r")])
def test_small_letters_of_other_alphabets_may_have_been_capitals(was: str, table: str) -> None:
    text = "老师在黑板上写下两个字，然后问我们怎么理解。昨天傍晚，我们三个人沿着河堤走回村子。"
    signs = {byte: sign for sign, byte in alphabets.shown(table).items()}
    damaged = "".join(signs.get(byte, chr(byte)) for byte in text.encode(was)).lower()
    assert repair(damaged) == text


@pytest.mark.parametrize(
    "text",
    [
        "вчера мы шли домой — было уже поздно, «как всегда», сказал он… и ушёл.",
        "żółta łódź, ćma i śnieg: „gżegżółka” – zażółć gęślą jaźń.",
        "χθες το βράδυ περπατήσαμε ως το χωριό· ήταν αργά.",
    ],
)
def test_small_letters_of_a_language_stay(text: str) -> None:
    assert repair(text) == text


def test_what_nfkc_took_apart_is_read_with_its_whole_line() -> None:
    text = "红海的货船正在靠岸。高处眺望，浑然一体的画面有一种失真的秩序。"
    assert repair(nfkc(shown(text, "utf-8"))) == text
