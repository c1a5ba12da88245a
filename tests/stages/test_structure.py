"""Structure: what layout broke is joined, what an author broke is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.document import Document, Edit, Proposal
from cleaner.settings import Settings
from cleaner.stages.structure import STEPS, join

ON = Cleaner().settings
P1 = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩。"
P2 = "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。"
P3 = "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用。"


def run(text: str, options: Settings = ON) -> Proposal:
    return join(Document(text), options)


def joined(text: str) -> str:
    doc = Document(text)
    for _, step in STEPS:
        doc = doc.apply(step(doc, ON))
    return doc.text


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width)) + "\n"


def test_a_title_does_not_go_on_below_its_credits() -> None:
    credits = "作者：王芳\n浏览次数：12\n"
    text = f"龙舟该不该留在南渡镇\n{credits}南渡镇的店主罗平记得，假期的头一天，码头旁边只有一条小路，水漫过石阶。\n"
    at = text.index(credits)
    page = Document(text).apply(Proposal([Edit(at, at + len(credits), "", "strip.author-label")]))
    assert not join(page, ON).edits


# --- never joined -----------------------------------------------------------------------------

STAYS = {
    "paragraphs": f"{P1}\n\n{P2}\n\n{P3}\n",
    "regulated verse": "春江潮水连海平，\n\n海上明月共潮生。\n\n滟滟随波千万里，\n\n何处春江无月明。\n",
    "verse without an end": "我站在河边，\n看水流走，\n看云停下，\n看你回来\n",
    "verse without marks": "我站在河边\n看水流走\n看云停下\n看你在傍晚的时候回来\n",
    "verse in one block": "河水流过石桥的时候\n我想起外婆的灯\n那盏灯在风里\n亮了许多年\n",
    "headings": f"落地见效 开局即是决战\n\n{P1}\n\n作风建设 新风催生正气\n\n{P2}\n",
    "a heading under a cut paragraph": f"{P1[:-10]}\n\n一、加大投入力度\n\n{P2}\n",
    "title, kicker and subtitle": f"走基层 看变化\n\n青河县水利建设惠及两万群众\n\n——来自大坪村的报道\n\n{P1}\n",
    "a title before prose": f"青河县水利建设惠及两万群众\n{P1}\n",
    "a list with numbers": "县里要求做好以下工作，\n\n一、加强水利设施管护，确保安全\n\n二、加大资金投入，完善制度\n",
    "a list with digits": "要求如下，\n1、加强水利设施管护，确保安全，\n2、加大资金投入，完善制度，\n3、做好宣传\n",
    "a list with bullets": "• 加强水利设施管护，确保安全运行，\n• 加大资金投入，完善管理制度，\n• 做好宣传引导\n",
    "a list with dashes": "——加强水利设施管护，确保安全运行，\n\n——加大资金投入，完善管理制度，\n\n——做好宣传\n",
    "articles of a law": "第一条 为了加强水利设施的管护，制定本办法\n\n第二条 本办法适用于青河县境内的水利设施\n",
    "items that end in semicolons": "淇河县修复渠道三十公里，受益群众一万；\n\n青河县修复渠道二十公里，受益两万；\n",
    "what people chat": "今天去了那家新开的面馆，味道还是挺不错的\n老板人很好，送了我一碟小菜，说是自己腌的\n"
    "下次还会再来，推荐大家去试试\n价格也不贵，一碗牛肉面十二块，分量很足，两个人吃一碗半就饱了\n",
    "a dialogue": "“你来了，”\n\n“来了，路上堵车，”\n\n“先坐下喝口水吧，别着急，慢慢说”\n\n“好”\n",
    "an interview": "记者：今年的水利建设有哪些新的变化\n\n负责人：变化很大，渠道修好了，水也放心了\n",
    "a table": "姓名  单位  成绩\n\n王大山  大坪村小学  92\n\n李小河  青河县中学  88\n",
    "rows of figures with commas": "石桥泵站提水量 86,412.30 80,117.55\n柳巷泵站提水量 41,205.18 38,990.02\n",
    "code": "def add(a, b):\n    return a + b\n\nprint(add(1,\n          2))\n",
    "a play": "甲说了半天也没有说到点子上，后来索性不说了，只是看着窗外\n\n乙说：“你先坐下。”\n\n",
    "English verse": "The keeper counts the boats at eve\nAnd hangs his lantern by the mill\n"
    "The water says what none believe\nThat every gate is standing still\nBut every gate has learned to leave\n",
    "a menu": f"首页 文章 分类 关于\n青河渡口的一盏灯\n{P1}\n",
    "a list of goods": "渡口的小店卖的东西不多：\n\n盐、火柴、煤油、\n\n1、针头线脑、\n\n2、糖果和饼干。\n",
    "a title of a work alone": f"读《青河县志》有感\n\n{P1}\n\n《青河县志》里的渡口\n\n{P2}\n",
    "a signature": f"{P1}\n\n青河县水务局\n\n2020年3月4日\n",
    "a caption": "图为村民在大坪村的渠道边洗菜\n\n本报记者 李明 摄\n",
    "contacts": "联系人：王建国\n\n联系电话：0392-1234567\n\n地址：青河县人民路12号\n",
    "English paragraphs": "The committee met on Tuesday to review the water project.\nIt agreed on the next steps.\n",
    "English headings": "A short history of water\nthe first channels\n",
    "a number that begins an item": "今年全县投入水利建设资金4500\n\n3. 改善灌溉面积一万多亩，受益群众两万人\n",
}


@pytest.mark.parametrize("text", STAYS.values(), ids=STAYS.keys())
def test_what_an_author_broke_stays(text: str) -> None:
    assert run(text).edits == []


def test_an_indent_opens_a_paragraph_on_a_page_without_indents() -> None:
    plain = f"{P1}\n\n{P2}\n\n{P3}\n\n"
    text = (
        plain + "今年以来，青河县坚持把水利建设放在重要的位\n    置，先后修复渠道三十二公里，改善灌溉面积一万多亩。\n"
    )
    assert run(text).edits == []
    assert joined(text.replace("    置", "置")) != text


def test_a_paragraph_that_ends_as_one_is_not_joined() -> None:
    for mark in "。！？…；：”》）":
        assert run(f"{P1[:-1]}{mark}\n{P2}\n").edits == []


# --- joined -----------------------------------------------------------------------------------


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n", " \n \n"])
def test_a_word_that_straddles_the_break(gap: str) -> None:
    text = f"全县上下凝心聚力，瞄准年度目标，以抢抓时间、倒逼任务的紧迫{gap}感推进各项工作，取得了明显的成效。\n"
    assert joined(text) == text.replace(gap, "", 1)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("青河县人民政府办公室关于", "印发《青河县渠道管护办法》的通知"),
        ("关于印发《青河县水利局", "渠道管护办法》的通知"),
        ("青河县渠道建设、管护、", "移交和报废的有关规定"),
    ],
)
def test_a_heading_that_cannot_end_so_goes_on(first: str, second: str) -> None:
    assert joined(f"{first}\n{second}\n各乡镇人民政府：\n{P1}\n") == f"{first}{second}\n各乡镇人民政府：\n{P1}\n"


def test_a_broken_heading_is_the_title_as_a_whole() -> None:
    page = "青河县人民政府办公室关于\n印发《青河县渠道管护办法》的通知\n2020-03-04 10:20 来源：青河县政府网\n"
    page += f"各乡镇人民政府：\n{P1}\n{P2}\n"
    article = Cleaner().clean(page)
    assert article.metadata["title"] == "青河县人民政府办公室关于印发《青河县渠道管护办法》的通知"
    assert article.restore() == page


def test_latin_words_amid_chinese_ones_go_on_in_a_column() -> None:
    rows = [
        "老周年轻的时候在南方一座小城里读书，后来考进了University of",
        "Green River的水利系，他的导师是一位退休了的老闸门工程师，姓",
        "林，脾气很大。老周说，那几年他把全城的水闸都画了一遍，图纸",
        "装满了三只木箱，到毕业那天一张也没有带走，全都留给了系里的",
        "资料室，后来听说被白蚁吃了，只剩下三只空箱子，也没有人去搬",
        "。",
    ]
    text = joined("\n".join(rows) + "\n")
    assert text == "".join(rows).replace("ofGreen", "of Green") + "\n"


def test_what_somebody_says_goes_on_below_the_verb() -> None:
    said = "面要宽，水要开，盐要最后放。省城人吃不惯这一口，老板也不多解释，只说：“你先尝尝。”"
    text = f"{wrapped(P1, 33)}{wrapped(P2, 33)}{wrapped(said, 33)}{wrapped(P3, 33)}"
    assert "只\n说：“" in text
    assert joined(text) == f"{P1}\n{P2}\n{said}\n{P3}\n"


def test_a_comma_before_the_break() -> None:
    first, second = (
        "县水务局负责人介绍，下一步将继续加大投入力度，",
        "完善管护机制，让更多的群众喝上放心水、用上方便水。",
    )
    assert joined(f"{first}\n\n{second}\n") == f"{first}{second}\n"


def test_a_quote_that_is_open_across_the_break() -> None:
    first = "他在会上强调：“各级各部门一定要提高政治站位，把这项工作抓紧抓好"
    second = "抓出成效。”与会人员表示，一定要认真落实会议精神。"
    assert joined(f"{first}\n\n{second}\n") == f"{first}{second}\n"


def test_a_number_and_its_unit() -> None:
    first, second = "截至目前，全县累计投入水利建设资金达到4500", "万元，修复渠道三十二公里，受益群众两万余人。"
    assert joined(f"{first}\n\n{second}\n") == f"{first}{second}\n"


def test_a_figure_with_decimals_is_no_list_number() -> None:
    text = "到去年底，全县共有泵站十八座。前三座大站里，石桥泵站的提水量占\n31.20%，柳巷占8.77%。\n"
    assert joined(text) == text.replace("占\n", "占")


def test_a_figure_keeps_the_space_that_the_text_has_around_figures() -> None:
    text = "到去年底，全县共有 18 座泵站，水位 3 米。前三座大站里，石桥泵站的提水量占\n31.20%，柳巷占 8.77%。\n"
    assert joined(text) == text.replace("占\n", "占 ")


def test_a_character_that_ends_no_sentence() -> None:
    first, second = "今年以来，青河县坚持把水利建设放在重要的", "位置，先后修复渠道三十二公里，受益群众两万余人。"
    assert joined(f"{first}\n\n{second}\n") == f"{first}{second}\n"


@pytest.mark.parametrize("width", [20, 24, 30])
def test_a_hard_wrapped_column(width: int) -> None:
    assert joined(wrapped(P1 + P2 + P3, width)) == P1 + P2 + P3 + "\n"


def test_hard_wrapped_paragraphs_stay_two() -> None:
    text = wrapped(P1 + P3, 26) + "\n" + wrapped(P2 + P3, 26)
    assert joined(text) == f"{P1}{P3}\n\n{P2}{P3}\n"


def test_english_is_joined_with_a_space() -> None:
    text = (
        "The committee met on Tuesday to review the progress of the water project and\n"
        "to agree on the next steps for the villages along the river. Members said that\n"
        "the work had gone well and that most of the channels were open again.\n"
    )
    assert joined(text) == text.rstrip("\n").replace("\n", " ") + "\n"


def test_a_join_says_why() -> None:
    edit = run("以抢抓时间、倒逼任务的紧迫\n感推进各项工作，取得了明显的成效，得到群众的称赞。\n").edits[0]
    assert edit.rule == "structure.wrapped-line"
    assert edit.note is not None
    assert edit.note["signs"]


# --- switches and properties ------------------------------------------------------------------


def test_the_rule_can_be_switched_off() -> None:
    text = f"{P1}{P2}\n\n{P3[:24]}\n\n{P3[24:]}\n"
    assert {edit.rule for edit in run(text).edits} == {"structure.wrapped-line"}
    assert not run(text, Cleaner(disable=["structure.wrapped-line"]).settings).edits


def test_an_empty_page() -> None:
    assert run("") == Proposal([])
    assert run("\n \n").edits == []


PIECES = [
    P1,
    P1[:20],
    P1[20:],
    P2[:15],
    P2[15:],
    "一、",
    "的",
    "，",
    "“",
    "”",
    "4500",
    "万元",
    "word",
    "and",
    " ",
    "\n",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "    "]), max_size=25).map("".join))
def test_a_join_touches_white_space_only_and_is_done_once(text: str) -> None:
    found = run(text)
    for edit in found.edits:
        assert text[edit.start : edit.end].isspace()
        assert "\n" in text[edit.start : edit.end]
        assert edit.text in ("", " ")
    assert re.sub(r"\s", "", joined(text)) == re.sub(r"\s", "", text)


def test_a_heading_is_no_first_half_though_a_word_seems_to_cross() -> None:
    text = "【实验二】沙子变成水\n\n杯子里装着湿沙，上面放一枚硬币，不停地轻敲杯壁。硬币慢慢沉了下去。\n"
    assert joined(text) == text


def test_markup_breaks_no_word_between_a_heading_and_a_paragraph() -> None:
    prose = "画好的灯要晾三天，点灯的人不能说话。徒弟们都说师傅讲究，他说是那一刻手最不抖。"
    page = Cleaner().clean(
        f"<html><body><h1>灯匠</h1><p>{prose}</p><p><b>莲灯的芯子最后画</b></p><p>{prose}</p></body></html>"
    )
    assert page.text.rstrip("\n").split("\n\n") == ["灯匠", prose, "莲灯的芯子最后画", prose]


def test_a_short_word_made_by_two_others_joins_no_heading_and_a_long_one_does() -> None:
    prose = "画好的灯要晾三天，点灯的人不能说话。徒弟们都说师傅讲究，他说是那一刻手最不抖。"
    assert (
        joined(f"灯匠\n\n{prose}\n\n莲灯的芯子最后画\n\n{prose}\n")
        == f"灯匠\n\n{prose}\n\n莲灯的芯子最后画\n\n{prose}\n"
    )
    cut = "青河县大力开展扶贫干部作\n\n风教育活动，对六个重点问题进行专项整治。\n"
    assert joined(cut) == cut.replace("\n\n", "")


def test_what_is_joined_is_a_paragraph_and_goes_on_as_one() -> None:
    text = (
        "The keeper of the lock told us that the gate had been raised by hand, one tooth at a time, until the\n"
        "great winter of the second flood\n"
        ", when nobody could reach the wheel any more.\n"
    )
    assert joined(text) == text.replace("\n", " ", 1).replace("\n", "", 1)
