"""Labels of a byline on rows of their own, with what they say in the row below: 来源： above 某某报.

The idea: converters break a byline between the label and its value. Rules read rows, so they see a label without a
value and a row of nothing known. What stands below a label is its value where it cannot be the next label, a button, a
heading or prose: the page lets it go anyway, or its words say that it is a medium, an office or a person.

Invariant: only rows beside the text are read, a label and the row right below it; a value that goes is short and is
named by the label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.metadata import read
from cleaner.patterns import pattern
from cleaner.text.people import is_personal
from cleaner.zoning.lines import Row, whole

_ABOVE = 8  # rows over a title in which its byline stands
_LONGEST = 20  # characters of a value
_LABELS = {
    field: pattern(rf"[\[【(]?(?:{words})(?P<colon> ?[:丨|])?")
    for field, words in (
        ("source", r"(?:信息|文章|稿件|新闻|内容|消息)?来源|稿源|出处|信息提供"),
        ("authors", r"(?:本文|文章)?(?:作 ?者|撰稿人?|撰文|供稿人?|通讯员|记 ?者|文字)"),
        ("editors", r"责任编辑|责 ?编|编 ?辑|校 ?对|审 ?核|审 ?签|值班编辑|网络编辑|[一二终三]审"),
        ("published", r"(?:发布|发表|刊登|发稿)?(?:时间|日期)"),
    )
}
_OTHER = pattern(
    r"(?:发布|更新|发表|创建)?(?:时间|日期)|浏览(?:次数|量)?|点击(?:数|量)?|阅读(?:数|量)?|发布者|发布人|分类|栏目|标签"
)
_MEDIUM = pattern(
    r"(?:[^\W_]|[·《》]){1,14}(?:报|网|社|台|客户端|新闻|发布|融媒|在线|周刊|杂志|频道|中心|局|厅|委|办|院|校|[中小]学|大学|公司|部|处|科|府|会|所|馆)》?"
)


class Labelled(NamedTuple):
    """A value: its row, the field, and whether the row of its label stands above or below the prose's begin."""

    row: int
    label: int
    field: str


def find(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> list[Labelled]:
    """The values below labels that stand near the title or below the last sentence."""
    found = list(_pairs(page, gone, title))
    rows = [row.text for row in page]
    found = [pair for pair in found if rows.count(rows[pair.label]) == 1 or gone[pair.row]]  # who speaks, each time
    bare = sum(_label(page[pair.label].text)[1] == "" for pair in found)
    return [pair for pair in found if _label(page[pair.label].text)[1] or bare > 1]


def _pairs(page: Sequence[Row], gone: Sequence[bool], title: int | None) -> Iterator[Labelled]:
    said = [at for at, row in enumerate(page) if row.sentence and not gone[at]]
    if title is None or not said:
        return
    first = next((at for at in said if at > title), title)
    above = range(max(title - _ABOVE, 0), title - 1)
    for at in [*range(title + 1, first), *above, *range(said[-1] + 1, len(page))]:
        field, _ = _label(page[at].text)
        if field and at + 1 < len(page) and at + 1 not in said and _is_value(field, page[at + 1], gone[at + 1]):
            yield Labelled(at + 1, at, field)


def _label(text: str) -> tuple[str, str]:
    """The field that a row names and nothing else, and the colon behind it; nothing for other rows."""
    for field, label in _LABELS.items():
        if found := label.fullmatch(text):
            return field, found["colon"] or ""
    return "", ""


def _is_value(field: str, row: Row, went: bool) -> bool:
    """Whether the row can be what a label says, and nothing else."""
    text = row.text
    if len(text) > _LONGEST or row.sentence or _label(text)[0] or _OTHER.match(text) or text[-1] == ":":
        return False
    if field == "published":
        return any(hit.rule.field == field for hit in row.hits) and read(field, text) is not None
    if any(hit.rule.category != "spam" for hit in whole(row)) or not read(field, text):
        return False
    if field == "source":
        return _MEDIUM.fullmatch(text) is not None or (went and text.isalnum() and not text.isdigit())
    return all(map(is_personal, read(field, text) or ()))
