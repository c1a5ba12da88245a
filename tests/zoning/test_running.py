"""Running headers and numbers of printed sheets."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.document import Document
from cleaner.zoning.lines import rows
from cleaner.zoning.running import running

LINE = "泵站的水位每天早晚各量一次，记在册子上，月底由站长核对后报县里。"
SHEET = [LINE.replace("早晚", f"早晚{n}") for n in "甲乙丙丁戊己"]
HEADER = "青河县水利志 2019 年卷"


def found(lines: list[str]) -> list[int]:
    return sorted(running(rows(Document("\n".join(lines)), None)))


@pytest.mark.parametrize(
    "lines",
    [
        [HEADER, *SHEET, HEADER, *SHEET],  # no number
        ["合：青河水呀长又长", "1", *SHEET, "合：青河水呀长又长", "1", *SHEET],  # the number does not count
        [row for n in range(1, 9) for row in (str(n), "青河泵站")],  # a table, cell by cell
        ["阅读与思考", *SHEET, "1", "阅读与思考", *SHEET, "7", "阅读与思考"],  # numbers of questions
        [HEADER, "1", *SHEET],  # once
        [*SHEET, "1", "第一次量水", *SHEET, "2", "第二次量水"],
        [row for n in "123" for row in ("阅读下面短文", n, *SHEET)],  # exercises
        [row for n in "123" for row in ("月光光照池塘", n, *SHEET)],  # a song's parts
        [row for n in "123" for row in (f"调查对象  {n}", *SHEET)],  # persons who were asked
    ],
)
def test_what_comes_again_and_is_no_header(lines: list[str]) -> None:
    assert found(lines) == []


def test_headers_above_the_numbers_of_their_sheets() -> None:
    lines = [HEADER, *SHEET, HEADER, "1", *SHEET, HEADER, "2", *SHEET]
    assert found(lines) == [7, 8, 15, 16]


def test_the_title_on_the_cover_stays_and_the_preface_counts_by_itself() -> None:
    lines = ["青河灌区技术规程", HEADER, HEADER, "I", *SHEET, *SHEET, HEADER, "1", *SHEET, HEADER, "2", *SHEET, "3"]
    assert found(lines) == [2, 3, 16, 17, 24, 25, 32]


def test_a_journals_header_has_gaps_and_the_number_in_its_row() -> None:
    head = "水工与测试                Vol. 9  No. 4"
    assert found([head, *SHEET, f"{head}                — 32 —", *SHEET]) == [0, 7]


FOLIO = "清河日报 副刊 2014年3月26日 A06"


def test_the_page_of_a_paper_goes_once_the_head_has_named_paper_and_day() -> None:
    lines = ["清河日报数字报", "2014年3月26日 星期三", "井台往事", *SHEET, FOLIO, *SHEET]
    assert found(lines) == [3 + len(SHEET)]
    assert found(["井台往事", *SHEET, FOLIO, *SHEET]) == []
    assert found([*lines[:2], "清河日报今天的版面：" + FOLIO, *SHEET]) == []
    assert found(["清河日报数字报", "2014年3月26日", *SHEET, FOLIO, "人民日报 1978年12月24日 第1版"]) == []


def test_they_go_from_the_middle_of_a_text() -> None:
    page = clean("\n".join(["青河泵站的册子", *SHEET, HEADER, "1", *SHEET, HEADER, "2", *SHEET, HEADER, "3"]))
    assert page.text.count("\n\n") == 3 * len(SHEET) + 1
