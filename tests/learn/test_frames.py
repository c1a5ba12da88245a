"""Frames and their patterns: what lines share, what varies, what is metadata."""

from __future__ import annotations

from cleaner.learn import patterns
from cleaner.learn.frames import Frame, Place, fixed, slotted, tokens
from cleaner.learn.reading import Row, masked


def frames(*lines: str, least: int = 3) -> tuple[list[Frame], list[Frame]]:
    rows = [[Row(line, line, masked(line), "")] for line in lines]
    places: dict[str, list[Place]] = {}
    for page, line in enumerate(lines):
        places.setdefault(masked(line), []).append(Place(page, 0))
    return slotted(places, rows, least), fixed(places, rows)


def test_dates_clocks_and_numbers_are_masked() -> None:
    keys = {masked(text) for text in ("2020-05-11 09:30 已读12次", "2021年3月4日 10:20 已读1,204次")}
    assert len(keys) == 1
    assert len(tokens(keys.pop())) == 5


def test_a_label_and_what_varies_behind_it() -> None:
    ((frame,), _) = frames("责编:王芳", "责编:李青", "责编:欧阳小明")
    assert frame.label == "责编:…"
    assert patterns.whole(frame) == "责编:[^。!?;]{1,8}"
    (value,) = patterns.read(frame, under_title=False)
    assert value == ("editors", "责编:(?P<value>[^。!?;]{1,8})")


def test_an_end_that_is_the_same() -> None:
    ((frame,), _) = frames("春耕忙_要闻_青山网", "夏收快_要闻_青山网", "秋色好_本地_青山网")
    assert frame.label == "…_青山网"
    assert patterns.suffix(frame) == "[^ ](?P<hit>_青山网)$"


def test_titles_that_begin_alike_are_too_few() -> None:
    open_frames, _ = frames("图解:春耕忙", "图解:夏收快", "秋色好")
    assert open_frames == []


def test_several_values_in_a_line() -> None:
    lines = [f"时间:2020-05-1{n}  来源:青山网  作者:{name}" for n, name in enumerate(("王芳", "李青", "赵明"))]
    ((frame,), _) = frames(*lines)
    assert [value.field for value in patterns.read(frame, under_title=True)] == ["published", "source", "authors"]


def test_numbers_that_never_change_stay() -> None:
    _, (frame,) = frames("京icp备12345678号", "京icp备12345678号", "京icp备12345678号")
    assert patterns.whole(frame) == "京icp备12345678号"
    _, (frame,) = frames("已有3人", "已有17人", "已有120人")
    assert patterns.whole(frame) == "已有[0-9][0-9,.]{0,6}人"
