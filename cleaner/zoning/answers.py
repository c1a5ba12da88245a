"""The first answer below a question: it is the article's as much as the question is.

The idea: a page that asks in its head and says below how many answers there are, or whose (1个回答, 最佳答案), has its
article in the question and the first answer. An only answer is short, stands below the name of somebody and above the
site's own questions, and looks to a model of shapes like one more reply of a forum.

Invariant: only sentences right below such a row are named, up to the first row that is none or that rules know.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.patterns import pattern
from cleaner.zoning.lines import Row, whole

_WHO = "用户|网友|热心网友|律师|医生|医师|专家"
_HEADING = pattern(
    rf"[\[【]?(?:共|已有)?(?:\d{{1,4}}|一) ?[个条位]?(?:{_WHO})?的?(?:回答|答案|解答)[\]】]?"
    rf"|[\[【]?(?:最佳|推荐|满意|全部|所有|专业|精选|{_WHO})的?(?:回答|答案|解答)[\]】]?(?: ?[(:] ?\d{{0,4}} ?\)?)?"
)
_LONGEST = 16  # characters of such a row
_ASKS = pattern(
    r"[?]|怎么|怎样|如何|为什么|为啥|什么|吗$|哪[个里些]|多少|几[个天岁]|求助|请问|能不能|是不是|可以.{1,12}吗"
)
_NEAR = 7  # rows between it and the answer: a name, a rank, a day, a button


def own(page: Sequence[Row]) -> set[int]:
    """The sentences of the first answer."""
    for at in range(1, len(page)):
        text = page[at].text
        if len(text) > _LONGEST or "答" not in text or not _HEADING.fullmatch(text):
            continue
        if not any(_ASKS.search(row.text) for row in page[:at]):
            continue
        below = range(at + 1, min(at + 1 + _NEAR, len(page)))
        first = next((k for k in below if page[k].sentence and not whole(page[k])), len(page))
        end = first
        while end < len(page) and page[end].sentence and not whole(page[end]):
            end += 1
        return set(range(first, end))
    return set()
