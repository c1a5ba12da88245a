from __future__ import annotations

import pytest
import re2

from cleaner.macros import MACROS, expand, unknown

DATES = """2019-09-27|2019年9月27日|2019/09/27 10:34:19|2019.9.27|09-27 10:34|9月27日|2019年9月27日 星期五
民国108年9月27日|2019-09-27 上午10:34|2019-09-27t10:34:19+08:00|2019年9月27日下午3点20分|2019年09月27日08:21
2019-09-27(星期五) 10:10
2020年05月11日 15:32:11.0|2019年9月27日10时34分|2019 年 9 月 27 日|sep 27, 2019|september 27, 2019 at 10:34 am
27 sep 2019|fri, 27 sep 2019 10:34:19 gmt|may 3, 2020"""


@pytest.mark.parametrize("text", ["2019", "10:34", "2019年", "12-3", "1-2-3", "第9月27", "2019-27", "3月"])
def test_no_date(text: str) -> None:
    assert not re2.fullmatch(expand("{date}"), text)


@pytest.mark.parametrize("text", DATES.replace("\n", "|").split("|"))
def test_date(text: str) -> None:
    assert re2.fullmatch(expand("{date}"), text)


@pytest.mark.parametrize("text", ["王芳", "欧阳修远", "王 芳", "买买提·艾力", "jane doe"])
def test_name(text: str) -> None:
    assert re2.fullmatch(expand("{name}"), text)


@pytest.mark.parametrize("text", ["关闭", "打印", "为什么", "你好"])
def test_no_person(text: str) -> None:
    assert not re2.fullmatch(expand("{person}"), text)


@pytest.mark.parametrize("text", ["王芳", "王芳 李青", "王芳、李青和张三", "欧阳修"])
def test_persons(text: str) -> None:
    assert re2.fullmatch(expand("{persons}"), text)


def test_macros_are_one_group_without_captures() -> None:
    for name, text in MACROS.items():
        assert re2.compile(f"[{text}]" if name == "hanset" else text).groups == 0


def test_unknown_macros_are_named() -> None:
    assert unknown("{date} {dat} {2,3}") == ["dat"]
