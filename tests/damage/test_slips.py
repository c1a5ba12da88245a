"""Runs out of step in text that was saved so: what stays first."""

import pytest

from cleaner.damage import slips
from cleaner.damage.shifted import LATE
from cleaner.stages.repair import STEPS, repair

TEXT = "他说这个地方的经济发展得很快，但是还有不少问题需要解决。大家都希望生活越来越好。"
LINE = "今天的会议由市长主持召开，各部门认真贯彻落实中央的决策部署，取得了明显成效。"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "逖矣淩周誦，遙哉掩漢莊。檿絲孤竹和且清。",
        "甪直、亳州、歙县、郫县、邳州、滟滪堆",
        "饕餮魑魅魍魉耄耋",
        "好",
    ],
)
def test_what_reads_well_or_is_rare_stays(text: str) -> None:
    assert slips.in_step(text) is None
    assert repair(text) == text


@pytest.mark.parametrize("at", [1, 5, 9, 20])
def test_from_the_slip_on_the_text_comes_back(at: int) -> None:
    data = TEXT.encode("gb18030")
    damaged = (data[:at] + data[at + 1 : -1]).decode("gb18030", "replace")
    page = repair(f"{LINE}\n{damaged}\n{LINE}").split("\n")
    assert page[0] == page[2] == LINE
    assert page[1].startswith(TEXT[: at // 2] + "\ufffd" + TEXT[at // 2 + 1 : -2])


def test_it_is_warned_about() -> None:
    damaged = TEXT.encode("gb18030")[1:-1].decode("gb18030")
    found = dict(STEPS)["mojibake"](
        type("Page", (), {"text": damaged}), type("On", (), {"on": lambda self, rule: True})()
    )
    assert [edit.rule for edit in found.edits] == [warning.rule for warning in found.warnings] == [LATE]
