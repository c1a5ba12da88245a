"""Characters that are gone: warned about, never guessed."""

import pytest

from cleaner.damage import lost
from cleaner.stages.repair import repair


@pytest.mark.parametrize("text", ["真的吗??", "他问：什么?", "烫伤的人", "屯田制度", "锟铻剑"])
def test_no_warning(text: str) -> None:
    assert not lost.find(text).warnings


@pytest.mark.parametrize(
    "text", ["这是锟斤拷锟斤拷", "内存烫烫烫烫", "屯屯屯屯屯", "前\ufffd\ufffd后", "中????文", "中??文"]
)
def test_one_warning_and_no_change(text: str) -> None:
    found = lost.find(text)
    assert [warning.rule for warning in found.warnings] == [lost.LOST]
    assert repair(text) == text


def test_a_lost_indent_goes() -> None:
    page = "????今天的会议由市长主持。\n????会议讨论了明年的工作。\n????会议要求抓好落实。"
    assert repair(page) == page.replace("????", "")


def test_one_paragraph_alone_proves_no_indent() -> None:
    page = "????今天的会议由市长主持召开。\n会议讨论了明年的工作安排。\n会议要求抓好落实工作。"
    assert repair(page) == page
