"""The canonical form: what must stay, what changes, and that nothing changes twice."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cleaner.code import code_lines, is_code
from cleaner.document import Document
from cleaner.punctuation import rewrite
from cleaner.stages.canon import canonical, normalise, propose_marks

GOLDS = sorted((Path(__file__).parents[1] / "gold").glob("*.txt"))

STAYS = [
    "会议定于12:30开始，比分是3:1，共1,000人",
    "比热容的单位是J/(g·℃)，读作焦每克摄氏度",
    "函数f(x)的值与sin(2x)的值",
    "氢氧化铁Fe(OH)3是红褐色固体",
    "公式(a+b)是因式",
    '调用print("你好", end="")即可',
    "运行`a, b = 1, 2`这一句",
    "见https://example.com/a,b?c=d(e)",
    "写信到li.ming@example.com",
    "打开C:\\data\\a,b.txt看看",
    "Hello, world! (A test: it's fine; isn't it?)",
    'He said "good morning" and left.',
    "The city of 北京, the capital, is large; its people (about 20 million) are many",
    "他说“好”，又说‘好’",
    "……沉默……",
    "全文共3.14万字",
    "1.",
    "图1.",
    "张三 李四 王五",
    "奋斗百年路 启航新征程",
    "《关于落实责任 凝聚合力的意见》已经印发，各地正在学习，成效明显。",
    "使用 Python 3 开发",
    "哈哈:)",
    "①㎡½Ⅲ％＋",
    '屏幕是5.5"的',
    '他问：“怎么样？"张三说：“好。”李四说：“好"',
    "索 引 号：112200 分类：环境监测、保护与治理，发布机构：生态环境局",
    '那年他写下"未完的一句',
    "日本語で「こんにちは!」と言う,です",
    "한국어는 國家, 法律을 지킨다",
    "甲：乙：丙",
    "家👨‍👩‍👧爱❤️",
    "می‌خواهم",
    "std::string和a!=b",
    "男&nbsp;女",
]

CHANGES = [
    ("第一,第二;第三:你好?好!(对)", "第一，第二；第三：你好？好！（对）"),
    ("(31%),其次是", "（31%），其次是"),
    ("Samsung(31%),其次是Apple(16%)。", "Samsung（31%），其次是Apple（16%）。"),
    ("国内生产总值(GDP)增长", "国内生产总值（GDP）增长"),
    ("去年GDP(gross domestic product)增长百分之五", "去年GDP（gross domestic product）增长百分之五"),
    ("（征求意见稿)已印发", "（征求意见稿）已印发"),
    ("Q:为什么?A: 因为。", "Q：为什么？A：因为。"),
    ("时间:10:30,地点:礼堂", "时间：10:30，地点：礼堂"),
    ("什么?!", "什么？！"),
    ("如下:(一)第一", "如下：（一）第一"),
    ("1)第一项", "1）第一项"),
    ("见http://a.cn/b,c?d=1,其次", "见http://a.cn/b,c?d=1，其次"),
    ('他说:"你好",然后"OK"走了', "他说：“你好”，然后“OK”走了"),
    ("“A”,“B”两类", "“A”，“B”两类"),
    ("好...我--你", "好……我——你"),
    ("他想。。。算了", "他想……算了"),
    ("他想…算了", "他想……算了"),
    ("--全市综述", "——全市综述"),
    ("完了.", "完了。"),
    ("他说“完了.”", "他说“完了。”"),
    ("你好, 世界 ，你 ！", "你好，世界，你！"),
    ("“ 你好 ”（ 甲 ）", "“你好”（甲）"),
    ("作者: 张三", "作者：张三"),
    ("第一章  总则", "第一章 总则"),
    ("２０２０年Ａ座ｂ区", "2020年A座b区"),
    ("Cafe\N{COMBINING ACUTE ACCENT}咖啡", "Café咖啡"),
    ("甲\N{NO-BREAK SPACE}乙\N{IDEOGRAPHIC SPACE}丙\t丁", "甲 乙 丙 丁"),
    ("这是一个重要的发 展问题，我们要认真对待它。", "这是一个重要的发展问题，我们要认真对待它。"),
    (
        "全 市 上 下 齐 心 协 力 共 同 努 力 ，取 得 了 成 绩 。",
        "全市上下齐心协力共同努力，取得了成绩。",
    ),
]

LAYOUT = [
    ("", ""),
    (" \n\N{IDEOGRAPHIC SPACE}\n\t", ""),
    ("甲", "甲\n"),
    ("\n\n  甲 \n \n\n\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}乙\n\n", "甲\n\n乙\n"),
    ("甲\n乙\n\n\n丙  ", "甲\n\n乙\n\n丙\n"),
    (
        '例如:\ndef f(x):\n\tif x > 1:\n        return "是, 的"\n    return x\n运行它',
        '例如：\n\ndef f(x):\n\tif x > 1:\n        return "是, 的"\n    return x\n\n运行它\n',
    ),
    ("int a = 1;\n\n\nint b = 2;\n", "int a = 1;\n\nint b = 2;\n"),
]


@pytest.mark.parametrize("line", STAYS)
def test_stays(line: str) -> None:
    assert canonical(line) == line + "\n"


@pytest.mark.parametrize(("before", "after"), CHANGES)
def test_changes(before: str, after: str) -> None:
    assert canonical(before) == after + "\n"
    assert canonical(after) == after + "\n"


@pytest.mark.parametrize(("before", "after"), LAYOUT)
def test_layout(before: str, after: str) -> None:
    assert canonical(before) == after
    assert canonical(after) == after


@pytest.mark.parametrize("path", GOLDS, ids=lambda path: path.stem)
def test_gold_articles_are_canonical(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert canonical(text) == text


def test_a_metadata_value_is_one_line() -> None:
    assert normalise(" 号角,在春风中\n吹响 ") == "号角，在春风中 吹响"
    assert normalise("") == ""


_PIECES = st.sampled_from(
    [
        *"你好的中国国家一二 \n,;:?!()\"'.，。；：？！、（）《》“”‘’…—-AbxyZ019０Ａ",
        *"\N{IDEOGRAPHIC SPACE}%/=·{}[]#`あの한é\u0301\u200b\u200d\ufe0f👍\t",
        *("...", "……", "--", "。。。", "http://a.cn/", "a@b.cn", "def f(x):", "x = 1;", "发 展", "  ", "f(x)", ":)"),
        *("::", "你好,", "&lt;"),
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
def test_canonical_form_is_a_fixed_point(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not once or (once.endswith("\n") and not once.endswith("\n\n") and not once.startswith("\n"))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_canonical_form(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once


class _All:
    def on(self, rule: str) -> bool:
        return bool(rule)


_MARKED = st.text("中的，。》”…a1,;:?!().'\"/@= -", min_size=1, max_size=14)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_MARKED, min_size=1, max_size=4))
def test_the_scan_of_a_page_finds_what_the_passes_find_in_each_line(lines: list[str]) -> None:
    """An empty fixed span keeps `rewrite` from its short way."""
    lines = [line for line in lines if not is_code(line)]
    assume(not any(code_lines(lines)))  # a key above an indented value is code, and stays
    wanted = [(at, found[:3]) for at, line in enumerate(lines) for found in sorted(rewrite(line, ((0, 0),))[0])]
    found: list[tuple[int, tuple[int, int, str]]] = []
    text = "\n".join(lines)
    for start, end, new, rule, _, _ in sorted(propose_marks(Document(text), _All()).edits):
        at, line = text.count("\n", 0, start), text.rfind("\n", 0, start) + 1
        if "space" not in rule:
            found.append((at, (start - line, end - line, new)))
    assert found == wanted
