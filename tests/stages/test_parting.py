"""A page that came as one line, and paragraphs that must never be parted."""

from __future__ import annotations

import pytest

from cleaner import Cleaner
from cleaner.document import Document
from cleaner.stages import parting

CLEANER = Cleaner()
TITLE = "河口村老磨坊 重新转起来"
BODY = (
    "今年开春以来，河口村的三座老磨坊陆续修好，水轮重新转了起来。村里的老人说，磨坊停了三十多年，孩子们只在课本上见过石磨。"
    "目前，磨坊每逢周末开放，游客可以带走自己磨的半斤玉米面。"
)


def parted(line: str) -> list[str]:
    proposal = parting.propose(Document(line), CLEANER.settings)
    return Document(line).apply(proposal).text.split("\n")


@pytest.mark.parametrize(
    "line",
    [
        BODY + BODY,  # an ordinary paragraph
        f"2015-12-08 {BODY}{BODY}",  # a diary
        f"我们去年住在河口，磨坊委员会于 2015-12-08 在村口开会，{BODY}{BODY}",  # a date in a sentence
        f"村民 2015-12-08 开会。 作者：林小满 {BODY}{BODY}",  # a sentence above the label
        f"石磨 Stone Mill 用法 说明 {BODY}{BODY}",  # gaps without a byline
        f"{TITLE} {BODY} 林小满 2015-12-08 09:40 写于河口",  # a date below the text alone
        f"张三 2015-12-08 09:40 {BODY} 李四 2015-12-08 09:41 {BODY}",  # who said what, and when
        f"{TITLE}\n2015-12-08 来源：河口报\n{BODY}",  # lines are there
    ],
)
def test_a_paragraph_is_never_parted(line: str) -> None:
    assert "\n".join(parted(line)) == line


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ("首页 > 新闻 > 社会 {t} 2015-12-08 09:40:11 来源：河口报 ", ["首页 > 新闻 > 社会"]),
        ("河口在线 {t} 发布时间：2018-03-04 作者：林小满 浏览次数：88 ", ["河口在线"]),
        (
            "{t}_生活_河口网 首页 新闻 数字报 河口网 > 生活 {t} 2017-06-22 来源：河口报 ",
            ["{t}_生活_河口网 首页 新闻 数字报", "河口网 > 生活"],
        ),
        ("{t} 日期：2018-12-30 点击：18 ", []),
    ],
)
def test_a_page_in_one_line_gets_its_borders_back(head: str, lines: list[str]) -> None:
    found = parted(head.format(t=TITLE) + BODY + " 责任编辑：周一禾 【打印】【关闭】 上一篇：春耕 下一篇：秋收")
    assert found[: len(lines) + 1] == [*(line.format(t=TITLE) for line in lines), TITLE]
    assert BODY in found
    assert found[-4:] == ["责任编辑：周一禾", "【打印】【关闭】", "上一篇：春耕", "下一篇：秋收"]


def test_wide_gaps_are_the_lost_line_ends() -> None:
    page = f"河口号　　{TITLE}　　小满的笔记　　2021-10-14 10:05 关注　　{BODY}　　{BODY}　　举报/反馈　　点赞 88"
    assert parted(page) == ["河口号", TITLE, "小满的笔记", "2021-10-14 10:05 关注", BODY, BODY, "举报/反馈", "点赞 88"]


def test_a_parted_page_is_restored_and_stays_as_it_is() -> None:
    page = f"首页 > 社会 {TITLE} 2015-12-08 来源：河口报 {BODY} 上一篇：春耕"
    article = CLEANER.clean(page)
    assert article.text == f"{TITLE}\n\n{BODY}\n"
    assert article.restore() == page
    assert CLEANER.clean(article.text).text == article.text


@pytest.mark.parametrize("head", ["县教育局全体干部会议", "据了解，县教育局全体干部会议"])
def test_a_paragraph_that_holds_a_date_and_ends_in_its_editor_is_no_page(head: str) -> None:
    paragraph = f"{head} 2019-08-20 召开，{BODY} 记者 王芳 编辑 李明"
    assert parted(paragraph) == [paragraph]
