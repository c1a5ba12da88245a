"""The public names: what `from cleaner import …` offers, and that importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import cleaner
from cleaner import Article, Cleaner, clean, decode, repair, simplify

ROOT = Path(__file__).resolve().parent.parent


def test_the_names_are_these() -> None:
    assert sorted(cleaner.__all__) == ["Article", "Cleaner", "clean", "decode", "repair", "simplify"]
    assert all(callable(getattr(cleaner, name)) for name in cleaner.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'wash'"):
        _ = cleaner.wash  # type: ignore[attr-defined]


def test_importing_the_package_imports_no_other() -> None:
    script = "import sys, cleaner; print([m for m in ('opencc', 're2', 'bs4', 'cleaner.pipeline') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


# --- clean ------------------------------------------------------------------------------------


def test_clean_takes_bytes_and_text() -> None:
    page = "青河县水利建设\n\n今年以来,青河县坚持把水利建设放在重要位置。\n"
    article = clean(page.encode(), name="a.txt", url="https://a.cn/1")
    assert isinstance(article, Article)
    assert article.text == clean(page).text == "青河县水利建设\n\n今年以来，青河县坚持把水利建设放在重要位置。\n"
    assert (article.name, article.encoding, article.metadata["url"]) == ("a.txt", "utf-8", "https://a.cn/1")
    assert article.restore() == page.encode()
    assert clean(page).restore() == page
    assert Cleaner().clean(page).text == article.text


# --- decode -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "utf-8"), ("gbk", "gb18030"), ("gb18030", "gb18030"), ("big5", "big5"), ("utf-16-le", "utf-16le")],
)
def test_decode_gives_text_and_encoding(codec: str, name: str) -> None:
    text = "今年的工作很好，中文文字的水利建工程也完成了。他在山中走了一天，回家才休息。\n" * 3
    assert decode(text.encode(codec)) == (text, name)


def test_decode_takes_what_a_server_said_for_a_hint() -> None:
    text = "今年以来，青河县坚持把水利建设放在重要位置。\n" * 3
    assert decode(text.encode("gbk"), "gb2312") == (text, "gb18030")
    assert decode(text.encode(), "gb2312") == (text, "utf-8")
    assert decode(text.encode(), "no-such-charset") == (text, "utf-8")


def test_decode_of_nothing() -> None:
    text, name = decode(b"")
    assert text == ""
    assert name


def test_a_byte_order_mark_is_no_text() -> None:
    assert "\N{ZERO WIDTH NO-BREAK SPACE}" not in clean(b"\xef\xbb\xbf" + "青河县水利建设。".encode()).text


# --- repair -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "青河县水利建设，受益群众两万人。\n",
        "甪(lù)直古镇，亳(bó)州",
        "锟斤拷",
        "The committee met on Tuesday; it was fine.",
        "カメラの電源を入れてください。",
        "瀏覽網頁時，若遇亂碼。",
    ],
)
def test_repair_leaves_sound_text_alone(text: str) -> None:
    assert repair(text) == text


def test_repair_mends_damage_and_is_done_once() -> None:
    page = "他说这个地方的经济发展得很快，群众的生活也有了很大的改善。"
    assert repair(page.encode().decode("latin-1")) == page
    assert repair(page + "&nbsp;</p>").strip() == page
    assert repair(repair(page.encode("gbk").decode("latin-1"))) == page


# --- simplify ---------------------------------------------------------------------------------


def test_simplify() -> None:
    assert simplify("經濟發展") == "经济发展"
    assert simplify("软件和經濟") == "软件和经济"
    assert simplify("軟體", "tw2sp") == "软件"
    assert simplify("軟體", "tw2s") == "软体"
    assert simplify("") == ""
