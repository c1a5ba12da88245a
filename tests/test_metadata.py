"""What a page says about itself, read into values."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.document import Field
from cleaner.metadata import crumbs, gather, ordered, read
from cleaner.text.dates import published
from cleaner.text.people import names as people

# --- what must stay, or must give nothing -----------------------------------------------------


@pytest.mark.parametrize("value", ["2小时前", "刚刚", "昨天 10:30", "05-11 09:30", "2020-13-40", "一九九九", ""])
def test_no_day_is_guessed(value: str) -> None:
    assert published(value) == ""


@pytest.mark.parametrize(
    "value", ["人事科", "急诊科", "县委宣传部", "调度中心", "党政办公室", "林业局", "校团委", "大班组"]
)
def test_an_office_is_nobody(value: str) -> None:
    assert people(value) == []


@pytest.mark.parametrize("value", ["陈兴科", "穆清和", "李和平", "孟工", "河流观察员"])
def test_a_name_that_ends_like_an_office_or_holds_an_and_stays(value: str) -> None:
    assert people(value) == [value]


@pytest.mark.parametrize(
    "value", ["佚名", "admin", "本站编辑", "记者", "青都记者", "本报通讯员", "HN666", "12345", "文", ""]
)
def test_placeholders_are_nobody(value: str) -> None:
    assert people(value) == []


@pytest.mark.parametrize("value", ["文静", "方圆", "买买提·艾力", "半块西瓜君的日常", "John Smith", "图雅"])
def test_a_name_stays_whole(value: str) -> None:
    assert people(value) == [value]


@pytest.mark.parametrize("value", ["本站", "未知", "互联网", "转载文章", "来源："])
def test_no_source(value: str) -> None:
    assert read("source", value) is None


@pytest.mark.parametrize("value", ["青山网-《青山日报》", "中国证券报·中证网", "青山财经(北京", "21世纪青山报道"])
def test_a_source_stays_whole(value: str) -> None:
    assert read("source", value) == value


@pytest.mark.parametrize("value", ["题目是怎样出的", "A.pdf", "*号的用法", "主题公园开门"])
def test_a_title_stays_whole(value: str) -> None:
    assert read("title", value) == value


@pytest.mark.parametrize("value", ["* 渠道三十里", "主题：渠道三十里", "渠道三十里.doc"])
def test_what_stands_around_a_title(value: str) -> None:
    assert read("title", value) == "渠道三十里"


# --- what is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-05-11", "2020-05-11"),
        ("2020年5月11日 星期一", "2020-05-11"),
        ("2020/5/11 09:30:12", "2020-05-11T09:30:12"),
        ("2018年03月12日08:15", "2018-03-12T08:15"),
        ("2019 11/06 03:27:41", "2019-11-06T03:27:41"),
        ("12:35pm 02/08/2018", "2018-08-02T12:35"),
        ("20 十月 2019", "2019-10-20"),  # as Joomla says it
        ("十二月 3, 2019", "2019-12-03"),
        ("2020年1月15日 5:00 PM", "2020-01-15T17:00"),
        ("2020年5月11日 下午3:05", "2020-05-11T15:05"),
        ("二〇一九年九月二十七日", "2019-09-27"),
        ("民國109年5月11日", "2020-05-11"),
        ("中華民國一百零九年五月十一日", "2020-05-11"),
        ("102.6.14", "2013-06-14"),
        ("20200511", "2020-05-11"),
        ("May 11, 2020 9:30 am", "2020-05-11T09:30"),
        ("11 May 2020", "2020-05-11"),
        ("2020年5月", "2020-05"),
        ("2020-05-11T09:30:00+08:00", "2020-05-11T09:30:00+08:00"),
        ("2020/5/11 09:30 (GMT+8)", "2020-05-11T09:30+08:00"),
        ("2020-05-11 09:30 北京时间", "2020-05-11T09:30+08:00"),
    ],
)
def test_days(value: str, day: str) -> None:
    assert published(value) == day


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("谭卓，文静", ["谭卓", "文静"]),
        ("本报记者李青 通讯员 王 芳", ["李青", "王芳"]),
        ("全媒体记者 李青 王芳 通讯员 张三", ["李青", "王芳", "张三"]),
        ("青山晚报记者 秦山", ["秦山"]),
        ("文/石磊 图/彭飞", ["石磊", "彭飞"]),
        ("李青/文", ["李青"]),
        ("方 敏 王乐文", ["方敏", "王乐文"]),
        ("司马 光", ["司马光"]),
        ("张三、李四（实习生）", ["张三", "李四"]),
        ("责任编辑：王五", ["王五"]),
        ("钱一鸣_NB7741", ["钱一鸣"]),
        ("John Smith, Jane Doe", ["John Smith", "Jane Doe"]),
        ("李青、李青", ["李青"]),
    ],
)
def test_people(value: str, names: list[str]) -> None:
    assert people(value) == names


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("《青山日报》", "青山日报"),
        ("[ 青山网 ]", "青山网"),
        ("来源：青山社", "青山社"),
        ("青山社 2020-05-11", "青山社"),
        ("青山报 作者：李青", "青山报"),
    ],
)
def test_sources(value: str, source: str) -> None:
    assert read("source", value) == source


def test_crumbs_lose_the_words_that_announce_them() -> None:
    assert crumbs("当前位置：首页 > 教育 >> 招生") == ["首页", "教育", "招生"]
    assert crumbs("青山网 - 图片新闻") == ["青山网", "图片新闻"]


# --- the page's fields together ---------------------------------------------------------------


def _field(name: str, value: str, rule: str = "strip.x") -> Field:
    return Field(name, value, 0, len(value), rule)


def test_a_last_crumb_that_is_the_title_goes() -> None:
    fields = [_field("title", "龙舟竞渡"), _field("section", "青山网 > 图片 > 龙舟竞渡")]
    assert gather(fields, str)["section"] == ["青山网", "图片"]


def test_a_first_crumb_that_is_a_site_names_it() -> None:
    assert gather([_field("section", "青山网 > 图片")], str)["site"] == "青山网"
    assert "site" not in gather([_field("section", "首页 > 图片")], str)


def test_a_last_crumb_may_hold_the_title_behind_its_type() -> None:
    fields = [_field("title", "怎样给龙舟上漆"), _field("section", "河埠头 » 手艺 » [求助]怎样给龙舟上漆")]
    assert gather(fields, str)["section"] == ["河埠头", "手艺"]


def test_a_portal_names_itself_in_its_front_page() -> None:
    assert gather([_field("section", "网易首页 > 财经频道")], str)["site"] == "网易"
    assert "site" not in gather([_field("section", "企业首页 > 财经频道")], str)


def test_a_blog_is_named_after_its_author() -> None:
    fields = [
        _field("authors", "竹里人", "markup.meta:author"),
        _field("site", "竹里人手作笔记", "markup.meta:og:site_name"),
    ]
    assert gather(fields, str)["authors"] == ["竹里人"]
    fields = [_field("authors", "青山", "markup.meta:author"), _field("site", "青山网", "markup.meta:og:site_name")]
    assert "authors" not in gather(fields, str)


def test_a_label_knows_the_source_better_than_a_place() -> None:
    fields = [_field("source", "青山网", "strip.source-beside-date"), _field("source", "青山报", "strip.source-label")]
    assert gather(fields, str)["source"] == "青山报"


def test_a_bare_day_takes_the_clock_that_the_page_has_for_it() -> None:
    day = Field("published", "2020-05-11", 0, 0, "markup.meta:publishdate")
    assert gather([day, _field("published", "2020-05-11 09:30")], str)["published"] == "2020-05-11T09:30"
    assert gather([day, _field("published", "2020-05-12 09:30")], str)["published"] == "2020-05-11"
    assert gather([day, _field("updated", "2020-05-11 09:30")], str)["published"] == "2020-05-11"


def test_the_widest_reading_of_a_date_counts() -> None:
    fields = [
        Field("published", "14/9/2022, 3:00", 0, 15, "strip.x"),
        Field("published", "14/9/2022, 3:00 下午", 0, 18, "strip.y"),
    ]
    assert gather(fields, str)["published"] == "2022-09-14T15:00"


def test_publication_wins_over_update() -> None:
    fields = [_field("updated", "2021-01-02"), _field("published", "2020-01-02")]
    assert gather(fields, str)["published"] == "2020-01-02"
    assert gather(fields[:1], str)["published"] == "2021-01-02"


def test_people_are_joined_and_a_first_source_wins() -> None:
    editors = [_field("editors", "李青"), _field("editors", "王芳、李青")]
    sources = [_field("source", "青山报"), _field("source", "白水报")]
    assert gather([*editors, *sources], str) == {"editors": ["李青", "王芳"], "source": "青山报"}


def test_the_window_title_names_the_site() -> None:
    found = gather([_field("title", "顺风车出了事故-青山报数字版", "markup.title")], str)
    assert found == {"title": "顺风车出了事故", "site": "青山报数字版"}


def test_ordered_leaves_out_what_is_empty() -> None:
    assert ordered({"title": "", "source": "青山报"}, ["title", "source"]) == {"source": "青山报"}


# --- always -----------------------------------------------------------------------------------


@given(st.text(alphabet="2019年8月7日 -/:.pmT+0", max_size=30))
def test_a_day_read_again_is_the_same(value: str) -> None:
    day = published(value)
    assert published(day) == day


@given(
    st.lists(st.sampled_from(["王芳", "李文静", "买买提·艾力", "欧阳小青", "John Smith", "admin"]), max_size=4),
    st.sampled_from(["、", "，", " / ", "  "]),
)
def test_names_read_again_are_the_same(names: list[str], between: str) -> None:
    found = people(between.join(names))
    assert people("、".join(found)) == found


def test_a_menu_is_no_path() -> None:
    assert read("section", "首页 - 新闻 - 体育 - 娱乐 - 财经 - 科技 - 汽车 - 房产") is None
    assert read("section", "更多 >> 相关院校") is None


@pytest.mark.parametrize(
    "value", ["Discuz! Team and Comsenz UI Team", "email@example.com", "Taboola by Taboola", "name"]
)
def test_programs_are_nobody(value: str) -> None:
    assert people(value) == []


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("小水库换新颜三千亩水田不再靠天_水利_青山网", "青山网"),
        ("小水库换新颜三千亩水田不再靠天_青山新闻-The Paper", "青山新闻"),
        ("小水库换新颜三千亩水田 - 水利 - 湖畔论坛 - Powered by Discuz!", "湖畔论坛"),
        ("孩子夜里磨牙，要不要治？-健康科普-青山市妇幼保健院", "青山市妇幼保健院"),
        ("小水库换新颜三千亩水田不再靠天_龙舟", None),  # a tag
        ("小水库-大民生", None),
        ("小水库换新颜三千亩水田不再靠天", None),
    ],
)
def test_the_site_in_the_title_tag(title: str, site: str | None) -> None:
    assert gather([Field("title", title, 0, 0, "markup.title")], str).get("site") == site


def test_very_many_dates(grows_linearly: Callable[..., bool]) -> None:
    def work(size: int) -> Callable[[], object]:
        fields = [Field("published", "2014-03-05", 20 * at, 20 * at + 10, "strip.x") for at in range(size)]
        return lambda: gather(fields, str)

    assert grows_linearly(work, 1500)
