r"""Escapes in prose; in code, JSON and addresses they stay."""

import pytest

from cleaner.damage import escapes
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
        "电话+8613800000000，账号+ABCDEFGHIJKM",
        "C=E4=A0 与 <a1><b2>",
        r"正则\123\345是反向引用",
        "信件正文如下。\nSubject: =?utf-8?B?5Lit5paH5Lit5paHa?=\n谢谢。",  # cut short
        "=?x-none?Q?=C4=E3=BA=C3?=",
        "型号u4e2du9527已停产，编号u5b57",
        r".icon:before { content: '\4e2d\6587'; }",
        r"目录 D:\2019\2020\5000 里有三个文件",
        "提交 4e2d65875b574e2d65875b574e2d65875b57 之后又改了一次",
        "令牌 eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 已过期",
        "这两个字的码位是U+4E2D和U+6587。",
        "内存地址0x4e2d 0x6587处出错",
        "data:text/plain;base64,5LuW5Lus6K6o6K665LqG57uP5rWO5Y+R5bGV",
        "价格=ab=cd，参数a=e4",
        r'我们把它写成"\u5f20\u4e09\u6765\u4e86"，再保存一次',
        r'调用foo("\u5f20\u4e09\u6765\u4e86")得到结果',
        r'"\u5f20\u4e09","\u674e\u56db",',
        r'<string name="title">\u5f20\u4e09\u6765\u4e86</string>',
        "图片在 /images/%E5%BC%A0%E4%BC%9F.jpg",
        "表中各值：0x5a5a, 0x6b6b, 0x7c7c, 0x8d8d, 0x9e9e",
        "号码&#8613800，见&#12",
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
        ("他说=E4=B8=AD=E5=9B=BD=\n=E4=BA=BA", "他说中国人"),
        ("=C4=E3=BA=C3", "你好"),
        (r"\344\270\255\345\233\275", "中国"),
        ("<e4><b8><ad><e5><9b><bd>", "中国"),
        ("&#228;&#184;&#173;&#229;&#155;&#189;&#228;&#186;&#186;", "中国人"),
        ("&Ouml;&ETH;&sup1;&uacute;&Egrave;&Euml;", "中国人"),
        ("&#20013&#22269&#20154", "中国人"),
        ("U+4E2DU+56FDU+4EBA", "中国人"),
        ("<U+4E2D><U+56FD>", "中国"),
        (r"\u{4e2d}\u{56fd}", "中国"),
        (r"\\u4e2d\\u56fd", "中国"),
        ("%25E4%25B8%25AD%25E5%259B%25BD", "中国"),
        ("标题 +Ti1W/U66UXFUjFb9-, 完", "标题 中国人共和国, 完"),
        ("~{VP9zHK~}", "中国人"),
        ("主题：=?UTF-8?B?5LuW5Lus6K6o6K665LqG57uP5rWO5Y+R5bGV?=", "主题：他们讨论了经济发展"),
        ("=?gb2312?Q?=C4=E3=BA=C3?=", "你好"),
        ("uff0cu4ed6u4eecu8ba8u8bbau4e86u7ecfu6d4eu3002", "，他们讨论了经济。"),
        (r"\4ed6\4eec\8ba8\8bba \4e86\7ecf\6d4e", "他们讨论了经济"),
        (r"\x{4ed6}\x{4eec}\x{597d}", "他们好"),
        (r"\U00004ed6\U00004eec\U0000597d", "他们好"),
        ("%25u4ED6%25u4EEC%25u597D", "他们好"),
        ("&#x4ed6&#x4eec&#x597d", "他们好"),
        ("U+4ED6 U+4EEC U+8BA8 U+8BBA", "他们讨论"),
        ("0x4ed6, 0x4eec, 0x8ba8, 0x8bba", "他们讨论"),
        ("=e4=bb=96=e4=bb=ac", "他们"),
        ("附言：\n5LuW5Lus6K6o6K665LqG57uP5rWO5Y+R5bGV\n完", "附言：\n他们讨论了经济发展\n完"),
        (r"2\u5e74\u4e2d\u56fd，5%\u3002", "2年中国，5%。"),
        (r"\u3000\u3000\u4ed6\u4eec\u8ba8\u8bba", "\u3000\u3000他们讨论"),
        (r'\u4ed6\u4eec"\u79bb\u5a5a"\u7684\u72b6\u6001', '他们"离婚"的状态'),
        (r"2.\u4ed6\u4eec\u6da8\u4e8694%\u7684\u94b1[1]\u3002", "2.他们涨了94%的钱[1]。"),
        (r"<p>\u4ed6\u4eec\u8ba8\u8bba</p>", "他们讨论"),
        (r"\u7684\u5b59\u542f\u52e4\u8fde", "的孙启勤连"),
        ("&#24320&#20250&#263764&#26085&#12290", "开会月4日。"),
        ("U+4ED6U+4EEC U+8BA8U+8BBA", "他们 讨论"),
        (
            "=E4=BB=96=E4=BB=AC=E8=AE=A8=E8=AE=BA2024=\n=E5=B9=B4=E7=9A=84=E7=BB=8F=E6=B5=8E=\n=E3=80=82=20",
            "他们讨论2024年的经济。 ",
        ),
        ("5LuW5Lus6K6o6K665LqG57uP5rWO\nCueahOWPkeWxlTIwMjTlubQ=", "他们讨论了经济\n的发展2024年"),
        ("&auml;&raquo;\x96&auml;&raquo;&not;&egrave;&reg;&uml;&egrave;&reg;&ordm;&auml;&ordm;\x86", "他们讨论了"),
        ("~{K{CGLVB[~}2024~{Dj~}", "他们讨论2024年"),
    ],
)
def test_goes(text: str, clean: str) -> None:
    assert repair(text) == clean


def test_a_line_of_very_many_runs_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    class Code:
        def search(self, line: str) -> None:
            looked.append(line)

    monkeypatch.setattr(escapes, "_CODE", Code())
    run = "今天的会议".encode("utf-7").decode() + " "
    found = escapes.find(run * 300)
    assert len(found.edits) == 300
    assert len(looked) == 1
