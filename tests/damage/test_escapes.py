r"""Escapes in prose; in code, JSON and addresses they stay."""

import pytest

from cleaner.stages.repair import repair


@pytest.mark.parametrize(
    "text",
    [
        r'{"name": "\u4e2d\u6587"}',
        r's = "\u4e2d\u6587"',
        "http://example.org/wiki/%E4%B8%AD%E6%96%87",
        "见 example.org/%E4%B8%AD%E6%96%87 一文",
        r"Unicode编码\u4e2d\u6587表示中文",
        r"C:\users\u4e2d",
        "增长了50%、60%和%20",
    ],
)
def test_stays(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (r"他说\u4e2d\u56fd\u4eba\u6c11很好", "他说中国人民很好"),
        (r"\u4e2d\u56fd\u4eba\u6c11", "中国人民"),
        ("作者是%E5%BC%A0%E4%BC%9F，住在北京", "作者是张伟，住在北京"),
        ("标题 %u4e2d%u56fd%u4eba", "标题 中国人"),
        (r"他说\xe4\xb8\xad\xe5\x9b\xbd很好", "他说中国很好"),
    ],
)
def test_goes(text: str, clean: str) -> None:
    assert repair(text) == clean
