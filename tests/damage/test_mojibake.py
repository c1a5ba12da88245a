"""Mojibake: what must stay first, then what is undone."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.damage import mojibake
from cleaner.stages.repair import repair

CLEAN = [
    "他说这个地方的经济发展得很快，但是还有不少问题需要解决。",
    "關關雎鳩，在河之洲。窈窕淑女，君子好逑。",
    "饕餮、魑魅魍魉、耄耋、觥筹交错、龃龉、囹圄",
    "逖矣淩周誦，遙哉掩漢莊。檿絲孤竹和且清。",
    "甪直、亳州、歙县、郫县、邳州、滟滪堆、鳡鱼、䴙䴘",
    "働き方改革の込み入った話で、峠を越えた。",
    "ﾊﾝｶｸｶﾀｶﾅのテスト。",
    "한국어 문장은 그대로 두어야 합니다.",
    "Là où l’été naît — « déjà » — ça coûte 5 €, n’est-ce pas ?",
    "Größe: 5 × 3 m² – Straße “schön”",
    "Tiếng Việt có rất nhiều dấu: ế ệ ố ộ ứ ự.",
    "Съешь же ещё этих мягких французских булок — «да».",
    "∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε; ½ + ¼ = ¾",
    "œ∑¡™£¢∞§¶•ªº–≠ typed on a Mac",
    'x = StrConv("ÉÏº£ÊÐABC", vbFromUnicode)',
    "👨\u200d👩\u200d👧 好👍🏽！",
    "真的吗?我不知道?你呢?",
]

SIMPLIFIED = "他说这个地方的经济发展得很快，但是还有不少问题需要解决。"
TRADITIONAL = "他說這個地方的經濟發展得很快，但是還有不少問題需要解決。"
EVEN = "市场上的水果很新鲜，大家都来买，"


def misread(text: str, was: str, read_as: str, errors: str = "strict") -> str:
    return text.encode(was).decode(read_as, errors)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_stays(text: str) -> None:
    assert not mojibake.find(text).edits


@pytest.mark.parametrize("filler", ["锟斤拷锟斤拷", "烫烫烫烫烫烫", "\ufffd\ufffd\ufffd\ufffd", "????????"])
def test_what_is_gone_is_never_guessed(filler: str) -> None:
    page = f"这里的文字{filler}不见了。"
    assert repair(page) == page


@pytest.mark.parametrize(
    ("text", "was", "read_as"),
    [
        (SIMPLIFIED, "utf-8", "latin-1"),
        (TRADITIONAL, "utf-8", "latin-1"),
        (SIMPLIFIED, "gbk", "latin-1"),
        (TRADITIONAL, "gbk", "latin-1"),
        (TRADITIONAL, "big5", "latin-1"),
        (SIMPLIFIED, "gbk", "big5hkscs"),
        (TRADITIONAL, "big5", "gb18030"),
    ],
)
def test_a_page_read_wrong_once(text: str, was: str, read_as: str) -> None:
    assert repair(misread(text, was, read_as)) == text


def test_utf8_read_as_gb18030() -> None:
    assert repair("鏂囧寲浜轰粠甯傚満涓婁拱鏉ョ殑") == "文化人从市场上买来的"


def test_twice_over() -> None:
    once = misread(SIMPLIFIED, "utf-8", "latin-1")
    assert repair(misread(once, "utf-8", "latin-1")) == SIMPLIFIED


def test_one_line_of_a_page() -> None:
    page = f"{SIMPLIFIED}\n{misread('我们大家都很好，谢谢你们的关心', 'gbk', 'big5hkscs')}\n{SIMPLIFIED}"
    assert repair(page) == f"{SIMPLIFIED}\n我们大家都很好，谢谢你们的关心\n{SIMPLIFIED}"


def test_a_span_inside_a_line() -> None:
    damaged = "记者昨天从市里了解到，" + misread("我们大家都很好", "gbk", "big5hkscs") + "这件事"
    assert repair(damaged) == "记者昨天从市里了解到，我们大家都很好这件事"


def test_lost_bytes_are_filled_in_where_one_reading_is_clear_and_warned_about() -> None:
    found = mojibake.find(misread(SIMPLIFIED, "utf-8", "gbk", "replace"))
    assert [edit.note["proof"] for edit in found.edits if edit.note] == ["inferred"]
    assert len(found.warnings) == 1
    assert found.edits[0].text.startswith("他说这个地方的经济发展得很快")


def test_proved_repairs_carry_no_warning() -> None:
    found = mojibake.find(misread(SIMPLIFIED, "gbk", "latin-1"))
    assert [edit.note["proof"] for edit in found.edits if edit.note] == ["proved"]
    assert not found.warnings


@pytest.mark.parametrize(
    ("damaged", "text"),
    [("Il a Ã©tÃ© lÃ  dâ€™abord", "Il a été là d’abord"), ("70.0Â° F", "70.0° F")],
)
def test_other_languages_by_ftfy(damaged: str, text: str) -> None:
    assert repair(damaged) == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFFFF), max_size=60))
def test_never_crashes_and_edits_are_disjoint(text: str) -> None:
    edits = sorted(mojibake.find(text).edits)
    assert all(before.end <= after.start for before, after in pairwise(edits))
    assert all(0 <= edit.start <= edit.end <= len(text) for edit in edits)
