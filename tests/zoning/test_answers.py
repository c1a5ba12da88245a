"""The first answer below a question."""

from __future__ import annotations

import pytest

from cleaner import clean, hanzi
from cleaner.document import Document
from cleaner.zoning.answers import own
from cleaner.zoning.lines import rows

_ASKED = "花盆里的土结块了怎么办？"
_TOLD = "家里的花盆用了两三年，土越来越硬，浇水都渗不下去，换土又嫌麻烦，请教各位有没有省事的办法。"
_ANSWER = "可以先把土倒出来敲碎，晒上两三天，再按三比一掺一些腐叶土或者椰糠，最后拌一点缓释肥，就能继续用了。"
_SECOND = "我家的花盆每年春天都倒出来晒一晒，然后掺一把煤渣，水就渗得下去了，花也开得好。"


def _text(*rows: str) -> list[str]:
    return [line for line in clean("\n".join(rows)).text.splitlines() if line]


@pytest.mark.parametrize("heading", ["1个回答", "最佳答案", "网友回答"])
def test_the_only_answer_stays(heading: str) -> None:
    answer = [
        "菜园子老周",
        "2018-05-04 · TA获得超过3.2万个赞",
        "关注",
        _ANSWER,
        "已赞过 已踩过<",
        "你对这个回答的评价是？",
    ]
    page = ["问答首页 登录", _ASKED, "我来答", "匿名用户", "2018-05-03", _TOLD, heading, *answer, "评论 收起"]
    assert [line for line in _text(*page, "版权所有 青河网") if len(line) > 20] == [_TOLD, _ANSWER]


def _own(*lines: str) -> list[str]:
    page = rows(Document("\n".join(lines)), None)
    return [page[at].text for at in sorted(own(page))]


def test_only_the_first_of_two_answers_is_the_articles() -> None:
    answers = ("2个回答", "小林", _ANSWER, "老周", _SECOND)
    assert _own(_ASKED, _TOLD, *answers) == [hanzi.fold(_ANSWER)]


def test_a_page_that_asks_nothing_has_no_answer() -> None:
    story = "老周家的花盆里，去年种的是葱，今年种的是薄荷，邻居路过，总要掐一片叶子放在鼻子底下闻闻。"
    assert _own("老周的花盆", story, "最佳答案", "小林", _SECOND) == []


def test_a_heading_above_the_question_hides_no_later_one() -> None:
    assert _own("全部回答", _ASKED, _TOLD, "1个回答", "小林", _ANSWER) == [hanzi.fold(_ANSWER)]
