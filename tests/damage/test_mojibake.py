"""Mojibake: what must stay first, then what is undone."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.damage import lattice, mojibake
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
        ("今天的会议由市长主持召开", "gbk", "cp949"),
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


def test_a_span_misread_twice() -> None:
    twice = "说这个地方的经济".encode().decode("gb18030").encode().decode("gb18030")
    assert repair(f"他{twice}发展很快，大家都很高兴。") == "他说这个地方的经济发展很快，大家都很高兴。"


LONG = "今天的会议由市长主持召开，各部门认真贯彻落实中央的决策部署，取得了明显成效。"


@pytest.mark.parametrize(
    ("was", "read_as", "text", "wrong"),
    [
        ("utf-8", "gbk", LONG, 2),
        ("gbk", "big5", LONG, 2),
        ("big5", "gbk", "今天的會議由市長主持召開，各部門認真貫徹落實中央的決策部署，取得了明顯成效。", 8),
    ],
)
def test_lossy_text_comes_back_but_for_a_few_marks(was: str, read_as: str, text: str, wrong: int) -> None:
    got = repair(text.encode(was).decode(read_as, "replace"))
    assert len(got) == len(text)
    assert sum(a != b for a, b in zip(got, text, strict=True)) <= wrong
    assert all(a == b or a == "\ufffd" for a, b in zip(got, text, strict=True))


@pytest.mark.parametrize("digits", ["20", "２０"])
def test_wide_digits_weigh_no_more_than_narrow_ones(digits: str) -> None:
    assert repair(f"浣犲ソ{digits}") == f"你好{digits}"


def test_the_next_line_does_not_decide() -> None:
    noise = "\ue5ec\ue5e6给"
    alone = repair(f"{noise}\n\n{LONG}").split("\n")[0]
    assert repair(f"{noise}\n{LONG}").split("\n")[0] == alone


@settings(deadline=None, max_examples=60)
@given(
    st.text(alphabet=LONG, min_size=2, max_size=30),
    st.sampled_from([("utf-8", "gbk"), ("utf-8", "latin-1"), ("gbk", "big5"), ("gbk", "latin-1"), ("utf-8", "big5")]),
)
def test_repaired_text_is_not_repaired_again(text: str, codes: tuple[str, str]) -> None:
    once = repair(f"{LONG}\n{text.encode(codes[0]).decode(codes[1], 'replace')}\n{LONG}")
    assert repair(once) == once


def test_twice_over_with_control_characters_in_between() -> None:
    text = "他们反对北约继续扩张，支持中国的主张。"  # 持 is E6 8C 81, and cp1252 has no 81
    once = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    twice = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in once.encode())
    assert repair(once) == repair(twice) == text


@pytest.mark.parametrize("damaged", ["少應該追問", "民間資本介", "政府應該調"])
def test_short_text_with_kana_or_greek_letters_between_its_characters(damaged: str) -> None:
    assert repair(damaged.encode("big5").decode("gbk")) == damaged


def test_a_character_cut_off_at_the_end_is_one_character() -> None:
    got = repair("他们说这里的生活很好，".encode()[:-1].decode("latin-1"))
    assert got.startswith("他们说这里的生活很好")
    assert len(got) == 11


def test_lost_bytes_are_filled_in_the_script_of_the_text() -> None:
    got = repair(LONG.encode().decode("big5", "replace"))
    assert got != LONG
    assert not set(got) & set("會議貫徹實決顯")


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_happened_to_a_line_the_others_stay(data: st.DataObject) -> None:
    codes = ["utf-8", "gb18030", "big5", "cp1252", "latin-1", "cp949", "cp932", "koi8-r", "utf-16-le"]
    was, read_as, again = (data.draw(st.sampled_from(codes)) for _ in range(3))
    shown = data.draw(st.sampled_from([SIMPLIFIED, EVEN, "市场"])).encode(was, "replace").decode(read_as, "replace")
    if data.draw(st.booleans()):
        shown = shown.encode("utf-8", "replace").decode(again, "replace")
    shown = re.sub("[\n-\r\x1c-\x1e\x85\u2028\u2029]", "", shown)
    page = repair(f"{SIMPLIFIED}\n{shown}\n{EVEN}").split("\n")
    assert (page[0], page[-1]) == (SIMPLIFIED, EVEN)


def lossy(count: int) -> list[str]:
    """Different lines of UTF-8 that were read as CP936 and lost some bytes."""
    lines = [f"第{number}次会议由市长主持，与会的人都同意了这个方案。" for number in range(count)]
    return [misread(line, "utf-8", "gbk", "replace") for line in lines]


def test_what_explains_a_page_is_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[str, str]] = []
    original = mojibake._inverted

    def invert(run: str, read_as: str, was: str, around: tuple[str, str]) -> Iterator[tuple[str, int]]:
        tried.append((read_as, was))
        return original(run, read_as, was, around)

    monkeypatch.setattr(mojibake, "_inverted", invert)
    mojibake.find("\n".join(lossy(30)))
    assert tried.count(("gb18030", "utf-8")) == 30
    assert tried.count(("big5", "utf-8")) <= mojibake.TRUSTED


def test_filling_in_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    filled = []
    original = lattice.read
    monkeypatch.setattr(lattice, "read", lambda *of: filled.append(of) or original(*of))
    monkeypatch.setattr(mojibake, "CAREFUL", 3_000)
    lines = lossy(120)
    edits = mojibake.find("\n".join(lines)).edits
    assert 0 < len(filled) < 40
    assert len(edits) == len(lines)  # what is proved is read all the same
    assert "市长主持" in edits[-1].text


def test_valid_utf8_is_not_taken_for_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lattice, "read", lambda *of: pytest.fail("nothing is open"))
    line = "他说 “这个地方” 的经济 发展得很快。"
    text = misread(line, "utf-8", "latin-1")
    (edit,) = mojibake.find(text).edits
    assert text[: edit.start] + edit.text + text[edit.end :] == line


@pytest.mark.parametrize(
    ("before", "text", "after", "code"),
    [
        ("昨天傍晚我们沿着河堤走回村子，路上", "遇见了放牛的老伯，他说", "今年的柿子比往年甜。", "cp932"),
        ("老师在黑板上写下两个字，然后", "问我们各自怎么理解，", "大家都不作声。", "cp932"),
        (
            "火车过了隧道，窗外忽然下起雨来，孩子们",
            "可不想带着你的狗，它",
            "攻角。攻角是机翼和气流的夹角。",
            "big5hkscs",
        ),
    ],
)
def test_a_span_ends_where_its_own_reading_does(before: str, text: str, after: str, code: str) -> None:
    damaged = before + text.encode("gbk").decode(code) + after
    assert repair(damaged) == before + text + after


def test_half_width_katakana_of_japanese_stays() -> None:
    for text in (
        "ｺﾝﾋﾟｭｰﾀの電源を入れて、ﾌｧｲﾙを開いてください。",
        "商品名：ﾌﾞﾙｰﾚｲ再生機　型番BD-10",
        "他的昵称是ﾐｸ酱ﾁｬﾝ，很可爱。",
    ):
        assert repair(text) == text
