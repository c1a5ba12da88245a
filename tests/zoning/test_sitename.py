"""The site's name, where the top of a page and its footer agree."""

from __future__ import annotations

import pytest

from cleaner import Cleaner

CLEANER = Cleaner()
TITLE = "青河县水利建设惠及两万群众"
BODY = (
    "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。",
    "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。",
    "县水务局负责人介绍，下一步将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水。",
)


def site_of(*head: str, foot: str) -> object:
    page = "\n".join([*head, TITLE, "2020-05-11 09:30 来源：青河日报", *BODY, foot])
    return CLEANER.clean(page).metadata.get("site")


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (("首页 新闻 论坛",), "© 2012-2020 河埠头 版权所有 豫ICP备12012260号"),  # the footer alone
        (("河埠头", "2020年5月11日"), "豫ICP备12012260号 版权所有"),  # the top alone
        (("水务局", "首页 新闻 论坛"), "版权所有：青河县水务局 豫ICP备12012260号"),  # a part of the owner's name
        (("青河县", "首页 新闻 论坛"), "主办：青河县 豫ICP备12012260号"),  # a place
        (("联系我们", "首页 新闻 论坛"), "联系我们 版权所有 豫ICP备12012260号"),  # a button
        (("青河日报", "2020年5月11日 第A3版：民生", "上一版 下一版"), "青河日报 版权所有"),  # a printed paper
    ],
)
def test_no_site_is_named(head: tuple[str, ...], foot: str) -> None:
    assert site_of(*head, foot=foot) is None


@pytest.mark.parametrize(
    ("head", "foot", "site"),
    [
        (("河埠头", "首页 新闻 论坛"), "© 2012-2020 河埠头 版权所有 豫ICP备12012260号", "河埠头"),
        (("河埠头 www.hebutou.example", "首页 新闻"), "关于河埠头 | 版权声明 | 联系我们 | 豫ICP备12012260号", "河埠头"),
        (
            ("您好，欢迎来到青河县人民政府门户网站！", "首页 新闻"),
            "主办：青河县人民政府办公室",
            "青河县人民政府门户网站",
        ),
        (("首页 新闻", "当前位置：河埠头 > 新闻 > 正文"), "河埠头版权所有", "河埠头"),
    ],
)
def test_top_and_footer_name_the_site(head: tuple[str, ...], foot: str, site: str) -> None:
    assert site_of(*head, foot=foot) == site


def _window(title: str, *head: str, foot: str = "") -> object:
    body = "".join(f"<p>{line}</p>" for line in BODY)
    top = "".join(f"<div>{line}</div>" for line in head)
    page = f"<html><head><title>{title}</title></head><body>{top}<h1>{TITLE}</h1>{body}<div>{foot}</div></body></html>"
    return CLEANER.clean(page).metadata.get("site")


@pytest.mark.parametrize(
    "window",
    [
        f"{TITLE}_王大山",  # a tag
        f"{TITLE}_水利_大坪村_渠道",  # tags
        f"{TITLE}-渠道",
        f"{TITLE} - 水利要闻",  # a section
        "棋牌娱乐-棋牌官方下载-棋牌中心",  # a stolen title
    ],
)
def test_a_tag_in_the_window_is_no_site(window: str) -> None:
    assert _window(window) is None


@pytest.mark.parametrize(
    ("window", "head", "foot", "site"),
    [
        (f"{TITLE}_河埠头", ("河埠头 登录", "首页 新闻 论坛"), "", "河埠头"),
        (f"{TITLE} - 水利 - 河埠头 - Powered by Discuz!", (), "", "河埠头"),
        (f"{TITLE} | 河埠头手帐", (), "", "河埠头手帐"),
        (f"河埠头日记: {TITLE}", (), "", "河埠头日记"),
        (f"{TITLE}_39水利网_渠道", (), "", "39水利网"),
        (f"{TITLE} - 河埠头游泳馆", (), "河埠头游泳馆 预约电话：0000-0000001", "河埠头游泳馆"),
    ],
)
def test_the_window_names_the_site(window: str, head: tuple[str, ...], foot: str, site: str) -> None:
    assert _window(window, *head, foot=foot) == site


def test_a_path_and_a_logo_name_the_site() -> None:
    assert site_of("河埠头", "首页 新闻 论坛", "河埠头 > 水利 > 渠道", foot="分享到：微信") == "河埠头"
    assert site_of("水利要闻", "首页 新闻 论坛", "水利要闻 > 大坪 > 渠道", foot="分享到：微信") is None


def test_a_printed_page_names_its_paper_as_source() -> None:
    page = "\n".join(["青河日报数字报", "第A3版：民生 上一版 下一版", TITLE, *BODY])
    assert CLEANER.clean(page).metadata.get("source") == "青河日报"
    assert "source" not in CLEANER.clean("\n".join(["青河日报", "首页 新闻", TITLE, *BODY])).metadata


@pytest.mark.parametrize(
    ("path", "site"),
    [
        ("当前位置：河埠文汀 > 散文 > 正文", "河埠文汀"),
        ("文河首页 > 即时新闻 > 正文", "文河"),
        ("当前位置：交易信息 > 公告 > 正文", None),  # sections are called by two words,
        ("当前位置：基层之声 > 公告 > 正文", None),  # or so
        ("当前位置：学校首页 > 公告 > 正文", None),
        ("图书馆首页 > 活动 > 正文", None),
        ("河埠文汀 > 散文 > 正文", None),  # without a label it may be a section
        ("天气预报 > 其他 > 正文", None),  # no newspaper
    ],
)
def test_the_root_of_a_path_names_the_site(path: str, site: str | None) -> None:
    assert site_of(path, foot="分享到：微信") == site
