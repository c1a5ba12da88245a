"""GB bytes read one byte late: inverted by arithmetic, never by a list."""

from collections.abc import Callable

import pytest

from cleaner.damage import shifted
from cleaner.stages.repair import repair


def late(text: str, tail: str) -> str:
    """`text` and `tail` with the first byte lost to a `?` and the rest read in pairs from there, as a browser does."""
    data, shown, at = text.encode("gbk") + tail.encode(), ["?"], 1
    while at < len(data):
        if data[at] < 0x80:
            shown.append(chr(data[at]))
            at += 1
            continue
        try:
            shown.append(data[at : at + 2].decode("gbk"))
        except UnicodeDecodeError:
            shown.append("?")
        at += 2
    return "".join(shown)


def folded(text: str) -> str:
    return text.translate({0xFF01 + code: 0x21 + code for code in range(94)} | {0x3000: 0x20})


@pytest.mark.parametrize(
    "text",
    [
        "真的吗?！你说呢",
        "什么?你再说一遍?我没有听清楚。",
        "他走了?/不知道",
        "http://example.org/?a=1",
        "他来到学?！?/p>",  # 学校” as well as 学。”
        "他走了??/p>",
        "他还在说???/p>",
    ],
)
def test_what_is_not_proved_stays(text: str) -> None:
    assert shifted.find(text).edits == []


@pytest.mark.parametrize("text", ["他走了??/p>", "他还在说???/p>"])
def test_what_stays_is_warned_about(text: str) -> None:
    assert [warning.rule for warning in shifted.find(text).warnings] == [shifted.LATE]


@pytest.mark.parametrize("tail", ["</p>", "</span>", "&nbsp;", "<br>"])
@pytest.mark.parametrize(
    ("before", "marks"),
    [
        ("他说：“使命光荣", "。”"),
        ("他问：“你去不去", "？”"),
        ("他喊：“快一点", "！”"),
        ("这就是“使命光荣", "”。"),
        ("他写了《红楼梦", "》。"),
        ("他说‘使命光荣", "。’"),
        ("他說：「使命光榮", "。」"),
    ],
)
@pytest.mark.parametrize("width", [str, folded])
def test_two_marks_at_the_end_of_a_paragraph(before: str, marks: str, tail: str, width: type[str]) -> None:
    damaged = width(before + late(marks, tail))
    got = shifted.find(damaged)
    assert [edit.text for edit in got.edits] == [marks]
    assert [warning.note["proof"] for warning in got.warnings if warning.note] == ["inferred"]
    assert repair(damaged) == width(before) + marks


def test_words_inside_a_line() -> None:
    damaged = "他说：“我不想去" + late("。”记者在现场看到群众", "</p>")
    assert repair(damaged) == "他说：“我不想去。”记者在现场看到群众"
    assert repair(folded(damaged)) == folded("他说：“我不想去") + "。”记者在现场看到群众"


@pytest.mark.parametrize(
    ("damaged", "text"),
    [
        ("缺口相當於20所這樣的學?！邦w粒無收”", "缺口相當於20所這樣的學校“顆粒無收”"),
        ("這叫“上位解”?，F在看來很對", "這叫“上位解”。現在看來很對"),
        ("這叫“上位解”?,F在看來很對", "這叫“上位解”。現在看來很對"),
        ("“沒有?！闭f完他就走了", "“沒有。”說完他就走了"),
        ("真的吗?！B组赢了", "真的吗?！B组赢了"),
        ("好吗?，A组先走", "好吗?，A组先走"),
        ("他是誰?！A君說", "他是誰?！A君說"),
        ("好吗?我们A组已经到了", "好吗?我们A组已经到了"),
        ("这是谁?小明T恤上有字", "这是谁?小明T恤上有字"),
        ("高職??婆c民辦", "高職??婆c民辦"),  # 專科 and 校科 are both likely
    ],
)
def test_a_run_that_ends_in_a_letter(damaged: str, text: str) -> None:
    assert repair(damaged) == text


@pytest.mark.parametrize(
    ("before", "text", "tail"),
    [
        ("“这件事情已经商量过很多次了", "。”他站起来走到窗前，看着外面的大街。", "</p>"),
        ("“这件事情已经商量过很多次了", "。”记者在现场看到，许多人还在排队。", "</span>"),
        ("他最近一直在读一本", "书，书名叫《安娜》。", "</p>"),
    ],
)
def test_a_long_run_with_the_pairs_that_windows_leaves_to_its_users(before: str, text: str, tail: str) -> None:
    """`，看` one byte late holds AC BF, a private character."""
    data = (text + tail).encode("gb18030")[1:]
    even = len(text) * 2 - 2  # up to the lead byte that eats the `<`
    damaged = f"{before}?{data[:even].decode('gb18030')}?{tail[1:]}"
    assert repair(damaged) == before + text


@pytest.mark.parametrize("width", [str, folded])
def test_the_last_mark_of_a_long_run_is_what_the_open_quote_asks_for(width: type[str]) -> None:
    before, text = "他说：“公司今年重点开发新兴", "市场。”"
    assert repair(width(before + late(text, "</span>"))) == width(before) + text


def test_an_ascii_character_that_was_eaten_stays_a_mark() -> None:
    text = "今年以来全市经济运行总体平稳，"
    damaged = f"会议认为?{text.encode('gb18030')[1:-1].decode('gb18030')}?003年"
    assert repair(damaged) == f"会议认为{text}?003年"


def test_a_line_that_comes_again_and_again_is_settled_once() -> None:
    line = "今天的会" + late("议由市长主持，各部门的负责人都参加了。", "\n")
    shifted._settle.cache_clear()
    shifted.find(line)
    once = shifted._settle.cache_info().misses
    shifted.find(line * 200)
    assert once
    assert shifted._settle.cache_info().misses <= 2 * once + 2


def test_very_many_open_brackets(grows_linearly: Callable[..., bool]) -> None:
    def work(size: int) -> Callable[[], object]:
        line = "“《（今天?！?/p>" * size
        return lambda: shifted.find(line)

    assert grows_linearly(work, 1500)
