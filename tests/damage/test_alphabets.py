"""Chinese in the codes of other alphabets: what is a language stays first."""

import pytest

from cleaner.damage import alphabets
from cleaner.stages.repair import repair

TEXT = "他说这个地方的经济发展得很快，但是还有不少问题需要解决。"
TRADITIONAL = "他說這個地方的經濟發展得很快，但是還有不少問題需要解決。"


@pytest.mark.parametrize(
    "text",
    [
        "Съешь же ещё этих мягких французских булок, да выпей чаю.",
        "МОСКВА, ЛЕНИНГРАД И КИЕВ; компания МегаФон и ВТБ24",
        "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ΑΘΗΝΑ",
        "Příliš žluťoučký kůň úpěl ďábelské ódy; Łódź, İstanbul, Ģirts",
        "╔══════╦══════╗\n║ Имя  ║ Год  ║\n╠══════╬══════╣\n║ Ёлка ║ 1999 ║\n╚══════╩══════╝",
        "∑x² ≤ ∫f(x)dx ≠ ∞, ∂y/∂x ≈ √2·π, Δx→0",
        "α粒子与β射线，Ω型血管，µm级",
    ],
)
def test_clean_text_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize("table", alphabets.TABLES)
@pytest.mark.parametrize(("text", "was"), [(TEXT, "utf-8"), (TEXT, "gbk"), (TRADITIONAL, "big5")])
def test_what_a_table_shows_comes_back(table: str, text: str, was: str) -> None:
    shown = {byte: character for character, byte in alphabets.shown(table).items()}
    damaged = "".join(chr(byte) if byte < 0x80 else shown[byte] for byte in text.encode(was))
    assert repair(damaged) == text


def test_words_are_no_mixture() -> None:
    assert not alphabets.mixture("Съешьещё")
    assert alphabets.mixture("д»–иЇґиї™дёЄењ°ж–№")
    assert alphabets.mixture("═Γ┐╟íú╘┌╙╬")


def test_no_table_is_made_twice() -> None:
    alphabets.shown.cache_clear()
    for _ in range(2):
        for table in ("cp1252", *alphabets.TABLES):
            alphabets.shown(table)
    assert alphabets.shown.cache_info().misses == 1 + len(alphabets.TABLES)
