"""Seams: lines that were joined, or lost a part, are shown to the rules once more; nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleaner import Cleaner

CLEANER = Cleaner()
PROSE = (
    "清早六点，渡口的雾还没有散，摆渡人已经把船板擦了三遍。他说，这条河上的事，没有一件是急得来的。",
    "河对岸的小学只剩十一个孩子，老师两位，一位教语文和音乐，另一位教其余的课程，还管烧午饭。",
    "涨水的季节，孩子们要绕十二里山路去上学，天不亮就得出门，回到家里灶火早就熄了，饭还温着。",
)


def cleaned(text: str) -> str:
    return CLEANER.clean(text).text


def wrapped(paragraphs: Sequence[str], width: int) -> str:
    """The paragraphs as a page of hard wraps below a title."""
    lines = ["\n".join(text[at : at + width].strip() for at in range(0, len(text), width)) for text in paragraphs]
    return "渡口纪事\n\n" + "\n\n".join(lines) + "\n"


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("width", range(20, 58))
def test_a_jump_goes_wherever_the_line_broke(width: int) -> None:
    jump = PROSE[0] + "船上的钟慢了七分钟，没有人去拨它。（下转第三版）"
    page = wrapped([jump, *PROSE[1:]], width)
    article = CLEANER.clean(page)
    assert "转第三版" not in squeezed(article.text)
    assert squeezed(article.text) == squeezed(page).replace("（下转第三版）", "")
    assert article.restore() == page


@pytest.mark.parametrize("width", range(20, 58))
def test_words_about_jumps_and_buttons_stay_wherever_the_line_broke(width: int) -> None:
    quoted = "那时的报纸到了紧要处，总要印上一行“（下转第四版）”，读报的人便在膝盖上翻来翻去，谁也不嫌麻烦。"
    buttons = "我们约定了两句暗号，一句是返回首页，一句是关闭窗口，谁说错了谁就去洗碗，十年里我只洗过两回。"
    page = wrapped([quoted, PROSE[0], buttons, PROSE[1]], width)
    assert squeezed(cleaned(page)) == squeezed(page)


SIGNED = f"{PROSE[0]}（本报记者王小芳）"


@pytest.mark.parametrize("width", [width for width in range(20, 58) if len(PROSE[0]) % width])
def test_a_credit_is_read_across_a_join(width: int) -> None:
    """But where the line broke before the bracket, which is a line of its own then."""
    article = CLEANER.clean(wrapped([SIGNED, *PROSE[1:]], width))
    assert "王小芳" not in squeezed(article.text)
    assert article.metadata["authors"] == ["王小芳"]


def test_a_hint_behind_a_byline_goes_once_the_byline_is_gone() -> None:
    page = (
        "<!DOCTYPE html><html><body><h1>渡口的清早</h1>"
        '<div class="i">2021-10-08 17:20　来源：青山网　作者：晏清　点击查看大图</div>'
        "<p>10月7日，渡口村村民在船上晾晒渔网。晏清摄</p><p>摆渡人把船板擦了三遍，等第一个过河的人。晏清摄</p></body></html>"
    )
    assert "点击查看大图" not in cleaned(page)
