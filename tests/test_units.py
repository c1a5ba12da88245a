"""UTF-16 comes back into step after a byte was lost or gained; pages in step stay."""

import pytest

from cleaner import Cleaner
from cleaner.document import Document, Proposal
from cleaner.stages.decode import decode

TEXT = "他们讨论了经济发展和学校的问题，大家都愿意继续努力。\n今天的会议由市长主持召开，各部门负责人都参加了。\n" * 3
CRLF = TEXT.replace("\n", "\r\n")


def read(data: bytes) -> str:
    found = decode(data)
    assert found.encoding.startswith("utf-16")
    return Document(found.text).apply(Proposal(found.edits)).text


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_a_lost_byte_costs_a_character_or_two(name: str, mark: str) -> None:
    data = (mark + CRLF).encode(name)
    got = read(data[:41] + data[42:])
    assert len(got) == len(CRLF)
    assert 1 <= sum(a != b for a, b in zip(got, CRLF, strict=True)) <= 2
    assert got.count("\ufffd") == 1


def test_two_lost_bytes() -> None:
    data = CRLF.encode("utf-16")
    assert read(data[:41] + data[42:101] + data[102:]).count("\ufffd") == 2


def test_line_ends_that_a_program_for_bytes_has_changed() -> None:
    assert read(TEXT.encode("utf-16").replace(b"\n", b"\r\n")) == TEXT
    assert read(CRLF.encode("utf-16").replace(b"\r", b"")) == TEXT


@pytest.mark.parametrize(
    "text",
    [
        CRLF,
        "Съешь же ещё этих мягких французских булок.\n" * 3,
        "日本語の文章は難しいですね。\n" * 3,
        "대한민국의 주권은 국민에게 있다.\n" * 3,
        "在这里有个\ue123字，大家都知道\n" * 3,
        "ഇത് മലയാളം ആണ്, ਪੰਜਾਬੀ\n" * 3,
        "笑😀脸\n" * 5,
        "<!DOCTYPE HTML PUBLIC>\n<title>plane 1</title>\n" * 5 + "\U00010400\U00010401\n",
        "┌──────────────────────────────────────┐\n│他们讨论│\n└──────────────────────────────────────┘\n",
        "★★★★★★★★★★★★★★★★★★★★★★★★★★★★★★★★\n今天的会议\n→→→→→→→→→→→→→→→→→→→→→→→→→→→→\n",
    ],
)
def test_a_page_in_step_stays(text: str) -> None:
    assert read(text.encode("utf-16")) == text


@pytest.mark.parametrize(("mark", "name"), [(b"\xff\xfe", "utf-16-be"), (b"\xfe\xff", "utf-16-le")])
def test_a_mark_of_the_other_byte_order(mark: bytes, name: str) -> None:
    assert read(mark + CRLF.encode(name)) == CRLF


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_a_page_that_begins_with_half_a_unit(name: str) -> None:
    assert read(TEXT.encode(name)[1:]) == "\ufffd" + TEXT[1:]


def test_the_ledger_gives_the_bytes_back() -> None:
    data = CRLF.encode("utf-16")
    page = data[:41] + data[42:]
    assert Cleaner().clean(page).restore() == page
