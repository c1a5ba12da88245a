"""The tags below an article that stand there without a label: 咖啡店, 报纸, 老街, a word a row, or several in one.

The idea: a site prints the words under which it files a story below its end, before its buttons and lists. Rules cannot
know them, and a menu's rows they are not: they are words of the story itself. So bare words, several of them, most of
which stand in the title or the prose, the first among them, go where the last sentence above them is complete and
furniture follows right below.

Invariant: only bare words go; a row with a mark, a figure or a colon, an office, a date, persons' names and a list that
a heading or the last sentence announces all stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cleaner.macros import SURNAMES
from cleaner.patterns import pattern
from cleaner.zoning.lines import Row

RULE = "strip.bare-tags"
_WORD = pattern(r"#?(?:[\u3400-\u9fff]{2,6}|[a-z][a-z0-9.+-]{1,11})")
_FEWEST, _FEWEST_IN_ROW, _MOST = 2, 3, 10  # words of the shortest list: a row each, in one row; of the longest
_SHARE = 0.6  # of the words that stand in the article
_ENDS = '。!?…”’"』」)~'  # what the last sentence ends in
_COUNTED = pattern(
    r"(?:[那这]些|名字|词语?|念|[两三四五六七八九十几\d][个样种件条位名项类点句字本张幅]|如下|以下|名单|分别)[^。!?]*[。!?…”’\"』」)~]+$"
)
_PERSON = pattern(f"[{SURNAMES}][\u3400-\u9fff]{{1,2}}")
_OTHER = pattern(
    r".*(?:局|院|会|厅|部|处|委|办|府|校|社|公司|中心|集团|小组|[年月日])|此致|敬礼|全文完|完|谢谢(?:大家)?|祝.{0,5}|附[件表录]|注释|参考文献"
)


def tags(page: Sequence[Row], gone: Sequence[bool], title: int, prose: Sequence[int]) -> set[int]:
    """The rows of tags below the last sentence, which stays: each list of them stands above furniture."""
    if not prose or page[prose[-1]].text[-1] not in _ENDS or _COUNTED.search(page[prose[-1]].text):
        return set()  # 三样东西我留着。 announces a list
    out: set[int] = set()
    for stays, run in groupby(range(prose[-1] + 1, len(page)), lambda at: not gone[at]):
        rows = list(run)
        if stays and len(rows) <= _MOST and rows[-1] + 1 < len(page) and _are_tags(page, rows, title, prose):
            out.update(rows)
    return out


def _are_tags(page: Sequence[Row], rows: Sequence[int], title: int, prose: Sequence[int]) -> bool:
    """Whether the rows are words of the article's, the first of them among these; a list's heading is none."""
    words = _words(page, rows)
    if not words or len(set(words)) < len(words) or all(map(_PERSON.fullmatch, words)):
        return False
    about = "".join([page[at].text for at in (title, *prose)])
    known = [word.lstrip("#") in about for word in words]
    return known[0] and sum(known) >= _SHARE * len(words)


def _words(page: Sequence[Row], rows: Sequence[int]) -> list[str]:
    """The bare words that the rows hold, none if anything else stands in them."""
    words = page[rows[0]].text.split() if len(rows) == 1 else [page[at].text for at in rows]
    if len(words) < (_FEWEST_IN_ROW if len(rows) == 1 else _FEWEST):
        return []
    return words if all(_WORD.fullmatch(word) and not _OTHER.fullmatch(word) for word in words) else []
