"""What takes back a drop: whole pages in, the lines in doubt still there."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner import clean
from cleaner.document import Document
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning.fates import STAYS, Fate
from cleaner.zoning.lines import Row, rows
from cleaner.zoning.proof import veto
from cleaner.zoning.zones import Label

PROSE = "今年以来，青河县新建泵站十二座，改造灌渠四十公里，受益群众两万余人，农田灌溉用水有了保障。"


OTHER = "图书馆新到外文绘本六百册，家长可以凭借书证网上预约，每次限借五本，阅览室周末照常开门。"


def paragraphs(text: str) -> list[str]:
    return text.rstrip("\n").split("\n\n")


def test_a_notices_telephone_under_its_last_sentence_stays() -> None:
    lines = ["寻人启事", "张某某，男，七十二岁，昨日上午从家中走失，有知情者请与家属联系。", "电话：13800000000"]
    assert paragraphs(clean("\n\n".join(lines)).text) == lines


def test_a_footers_telephone_below_other_chrome_goes() -> None:
    page = clean("\n\n".join([PROSE, "责任编辑：张三", "新闻热线：0377-63135025", "京ICP备12345678号"]))
    assert paragraphs(page.text) == [PROSE]
    assert page.metadata["editors"] == ["张三"]


def test_a_paragraph_behind_a_note_of_the_original_title_stays() -> None:
    assert paragraphs(clean(f"（原标题：青河水利新面貌）{PROSE}").text)[0].endswith(PROSE)


def test_a_page_without_chrome_is_kept_whole() -> None:
    lines = ["去年冬天", "刮风的时候有草", "门牌还在", "首页", "铃铛还响"]
    assert paragraphs(clean("\n".join(lines)).text) == lines


def test_path_title_and_source_in_one_row_leave_the_title() -> None:
    page = clean(f"当前位置：首页 > 新闻中心 > 正文 青河水利新面貌 来源：青河日报 2020-03-04\n\n{PROSE}")
    assert paragraphs(page.text) == ["青河水利新面貌", PROSE]
    assert page.metadata["section"] == ["首页", "新闻中心", "正文"]
    assert page.metadata["source"] == "青河日报"


def test_a_hidden_copy_of_the_visible_body_goes_and_lone_hidden_prose_stays() -> None:
    both = clean(f"<html><body><p>{PROSE}</p><div style='display:none'><p>{PROSE}</p></div></body></html>")
    assert paragraphs(both.text) == [PROSE]
    lone = clean(f"<html><body><div style='display:none'><p>{PROSE}</p></div></body></html>")
    assert paragraphs(lone.text) == [PROSE]


def test_an_empty_page_says_so() -> None:
    assert [warning.rule for warning in clean("").warnings] == ["strip.no-article"]


def test_what_ends_an_article_below_an_advertisement_stays() -> None:
    tail = ["责任编辑：张三", "京ICP备12345678号"]
    page = clean("\n\n".join([PROSE, PROSE.replace("十二", "九"), "广告", "（本文为征文作品）", *tail]))
    assert paragraphs(page.text)[2:] == ["（本文为征文作品）"]


def test_three_calls_in_a_row_are_the_end_of_the_page() -> None:
    calls = ["展开全文", "打开APP阅读全文", "打开APP，查看更多精彩"]
    for shown, goes in ((calls[:1], False), (calls, True)):
        page = rows(Document("\n".join([PROSE, *shown, "北方的河", "京ICP备12345678号"])), Matcher(load([packaged()])))
        labels = [Label("body", 9.0), *[Label("tail", 9.0)] * (len(page) - 1)]
        fates = [STAYS, *[Fate("strip.unmarked-tail", placed=True)] * (len(page) - 2), Fate("strip.icp")]
        assert veto(page, labels, fates, set())[-2].gone is goes


def test_stamps_above_paragraphs_are_a_chronicles() -> None:
    lines = ["6月8日 14:00", PROSE, "6月9日 05:30", PROSE, "6月10日 22:15", PROSE]
    assert not any(judged(lines, ["tail", "body"] * 3, (0, 6)))


def labelled(rows: Sequence[Row], zones: Sequence[str], core: tuple[int, int]) -> list[Label]:
    return [Label(zone, 9.0, core[0] <= at < core[1]) for at, zone in enumerate(zones)]


def judged(lines: Sequence[str], zones: Sequence[str], core: tuple[int, int]) -> list[bool]:
    """Which lines go once the veto was asked; the model wants all of the tail gone."""
    page = rows(Document("\n".join(lines)), Matcher(load([packaged()])))
    fates = [Fate("strip.unmarked-tail", placed=True) if zone == "tail" else STAYS for zone in zones]
    return [fate.gone for fate in veto(page, labelled(page, zones, core), fates, set())]


def test_the_rest_of_the_densest_prose_stays_where_a_long_body_ends_amid_it() -> None:
    lines = [PROSE] * 10 + ["井中之月", *[PROSE] * 8]
    zones = ["body"] * 10 + ["tail"] * 9
    assert not any(judged(lines, zones, (0, 19)))


def test_a_feed_below_a_heading_goes_though_the_prose_is_as_dense() -> None:
    lines = [PROSE] * 10 + ["相关阅读", *[PROSE] * 8]
    zones = ["body"] * 10 + ["tail"] * 9
    assert judged(lines, zones, (0, 19)) == [False] * 10 + [True] * 9


def test_a_flash_beside_a_feed_does_not_spare_the_feed() -> None:
    lines = [PROSE, *["水库蓄水过半，汛期前的检查已经做完，值班表也贴在了堤上。"] * 8]
    assert judged(lines, ["body"] + ["tail"] * 8, (0, 9)) == [False] + [True] * 8


TABLE = [f"DJ0{n} 0{n}:10 0{n}:50 高速船 {n}8元" for n in range(1, 5)]


def test_rows_of_data_below_the_title_stay() -> None:
    page = clean(
        "\n".join(["夏季航班时刻调整公告", "日期：2018年5月28日 点击：4902", "班次 开船 抵达 船型 票价", *TABLE, PROSE])
    )
    assert all(row in page.text for row in TABLE)


def test_a_calendar_is_no_table() -> None:
    weeks = ["26 27 28 29 30 1 2", "3 4 5 6 7 8 9", "10 11 12 13 14 15 16"]
    assert judged([PROSE, *weeks, OTHER], ["body", "tail", "tail", "tail", "tail"], (0, 1))[1:4] == [True] * 3


def test_a_sentence_above_the_editors_line_stays() -> None:
    lines = [PROSE, "点击领取春耕大礼包", OTHER, "责任编辑：某某"]
    assert judged(lines, ["body", "tail", "tail", "tail"], (0, 1)) == [False, True, False, True]
    assert judged([PROSE, "相关阅读", PROSE, "责任编辑：某某"], ["body", "tail", "tail", "tail"], (0, 1))[2]


def test_the_time_of_an_event_is_not_the_pages() -> None:
    lines = ["首页 > 公告 > 正文", "青河县水利建设新闻发布会", "时间：2021年9月15日10:00", "地点：县水务局二楼会议室"]
    prose = "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩。"
    article = clean("\n".join([*lines, prose, prose.replace("今年", "去年")]))
    assert lines[2] in article.text
    assert "published" not in article.metadata


def test_what_a_journey_cost_ends_the_article() -> None:
    costs = ["花费清单", "车票 180", "住宿 96", "吃饭 ¥210", "门票 45元", "船票 30", "其他 62"]
    page = clean(
        "\n".join(["乘船去白沙渡", "2020-03-04 09:15", PROSE, OTHER, *costs, "责任编辑：张三", "评论 12", "版权所有"])
    )
    assert paragraphs(page.text) == ["乘船去白沙渡", PROSE, OTHER, *costs]


def test_a_caption_between_title_and_text_stays() -> None:
    head = "<html><body><div><h1>青河县新建泵站</h1>"
    for box in (
        "<figure><img><figcaption>{}</figcaption></figure>",
        "<div class=thumb><div class=thumbcaption>{}</div></div>",
    ):
        page = clean(f"{head}{box.format('泵站的水闸')}<p>{PROSE}</p><p>{OTHER}</p></div></body></html>")
        assert "泵站的水闸" in page.text
    told = clean("\n".join(["青河县新建泵站", "首页 新闻 财经 体育", "老张在试新的水闸。记者 李长河 摄", PROSE, OTHER]))
    assert "老张在试新的水闸。" in told.text


def test_a_teaser_between_title_and_text_is_no_caption() -> None:
    link = "<a href='/2'>更多图集：水乡的早晨</a>"
    head = "<html><body><div><h1>青河县新建泵站</h1><div class=nav><a>首页</a><a>图集</a></div>"
    page = clean(
        f"{head}<figure><figcaption>{link}</figcaption></figure><p>{PROSE}</p><p>{OTHER}</p></div></body></html>"
    )
    assert "水乡的早晨" not in page.text


def test_buttons_that_a_story_shows_stay_whole() -> None:
    lines = ["屏幕亮起来，黑底白字，只有两行：", "【返回首页】【呼叫守夜人】", PROSE]
    assert paragraphs(clean("\n".join(["第七章 守夜人", *lines])).text)[1:] == lines


def test_words_of_the_declared_title_are_no_buttons() -> None:
    page = "<html><head><title>第七章 返回首页_守夜人_白沙小说</title></head><body>{}</body></html>"
    text = f"<div><a>白沙小说</a></div><h1>第七章 返回首页</h1><div><p>{PROSE}</p><p>{OTHER}</p></div>"
    assert clean(page.format(text)).metadata["title"] == "第七章 返回首页"
    other = page.replace("第七章 返回首页_", "第七章 渡口_").format(text.replace("第七章", "第七章 渡口"))
    assert clean(other).metadata["title"] == "第七章 渡口"


SHOPS = [
    "青河市2021年第三批小餐饮备案名单公示",
    "文章来源：餐饮科 发布时间：2021-03-14 09:38:20 点击数：77 次",
    "依据《小餐饮备案办法》，现将2021年1月至2月办理的小餐饮备案名单公示如下，公示期七天。",
    "序号 名称 经营者 地址 品种 编号",
    "1 青河市石桥面馆 田大川 河街17号 面条 青饮字0211",
    "2 青河市柳巷面馆 何青云 柳巷3号 米粉 青饮字0212",
    "3 青河市东门汤店 马三妹 东门口4号 糕点 青饮字0213",
]


def test_a_list_below_its_first_sentence_stays_though_that_sentence_holds_dates() -> None:
    page = [
        "网站支持IPv6",
        "首页 | 政务公开 | 办事大厅 | 互动交流",
        *SHOPS,
        "分享：",
        "打印 | 关闭",
        "上篇：关于停电的通知",
        "主办：青河市政府 京ICP备12345678号",
    ]
    assert [line for line in SHOPS if line not in clean("\n".join(page)).text] == SHOPS[1:2]


def test_the_ingredients_below_a_recipes_first_sentence_stay() -> None:
    list_ = ["用料：", "豆腐 一块", "肉末 二两", "豆瓣酱 一勺", "花椒 一小撮"]
    page = [
        "青椒的博客",
        "首页 博文目录 图片 关于我",
        "个人资料",
        "博客等级：",
        "麻婆豆腐这样烧才入味",
        "（2010-12-19 18:26:47）",
    ]
    page += [
        "标签：豆腐 川菜",
        "这道豆腐我家一个月要烧上三回，孩子拌着饭能吃两碗，剩下的汤汁也舍不得倒。",
        *list_,
        "做法：",
    ]
    page += [
        "1 豆腐切成小方块，用淡盐水烫一下捞出来沥干，这样烧的时候就不容易碎了。",
        "2 锅里放油，下肉末煸到酥，再放豆瓣酱炒出红油，加小半碗水烧开。",
    ]
    assert all(line in clean("\n".join([*page, "分享：", "阅读(208)", "前一篇：炒饭"])).text for line in list_)


def test_the_header_of_a_first_post_does_not_end_it() -> None:
    post = [
        "老房子的木窗关不上，夏天一下雨就胀得死死的，请各位师傅出个主意。",
        "试过两样：",
        "一、刨掉一层，冬天又漏风；",
        "二、打蜡，管不了几天。",
    ]
    page = [
        "论坛 › 房屋修缮 › 门窗",
        "木窗关不上怎么办",
        "查看: 802|回复: 3",
        "新手上路",
        "积分",
        "35",
        "发表于 2021-8-30 15:12 | 只看该作者",
        *post,
    ]
    page += ["瓦刀", "发表于 2021-8-30 17:40 | 只看该作者", "换铝合金的吧。", "Powered by Discuz! X3.4"]
    text = clean("\n".join(page)).text
    assert all(line in text for line in post)
    assert "铝合金" not in text


def test_a_date_in_a_caption_is_no_byline_beside_its_photographer() -> None:
    page = clean(f"秋天的晒场\n\n2021-10-08 17:20 来源：青河网\n\n10月7日，村民在屋顶晾晒稻谷。张三摄\n\n{PROSE}")
    assert "10月7日，村民在屋顶晾晒稻谷。" in paragraphs(page.text)


def test_the_date_below_the_office_that_issues_a_report_stays() -> None:
    page = clean(
        f"首页 > 统计公报\n\n青河市2017年统计公报\n\n青河市统计局\n\n2018年4月10日\n\n{PROSE}\n\n【关闭本页】【打印】"
    )
    assert paragraphs(page.text) == ["青河市2017年统计公报", "青河市统计局", "2018年4月10日", PROSE]


def test_the_last_reference_stays_though_it_names_the_day_of_a_paper() -> None:
    lines = ["石桥", f"{PROSE}[1]", OTHER, "参考资料", "1. 青河县志编纂委员会. 青河县志. 青河人民出版社. 1994: 512."]
    lines += ["2. 第七批重点文物保护单位名单. 文物局. 2013.", "3. 石桥归来. 青河晚报. 2009-11-02 [引用日期2014-05-19]"]
    assert paragraphs(clean("\n".join(lines)).text) == lines


def test_the_last_of_a_list_stays_with_it() -> None:
    lines = ["青简岭的茶农今年早采了十天", "2019-08-20 来源：青简日报"]
    lines += ["今年开春以后气温比往年高，青简岭的茶农比去年早十天上山，头一批嫩芽已经炒好。"]
    lines += ["请各村在月底前把报名的人数报到镇里，逾期不再补报，联系人是镇里的小李。"]
    papers = ["报名材料：", "身份证复印件", "一寸照片两张", "户口簿"]
    article = clean("\n\n".join([*lines, *papers, "责任编辑：李青", "Copyright © 2019 青简网 版权所有"]))
    assert article.text.endswith("\n\n".join(papers) + "\n")


def test_a_row_of_words_right_below_the_text_stays() -> None:
    prose = "今年开春以后气温比往年高，青简岭的茶农比去年早十天上山，头一批嫩芽已经炒好。"
    lines = [
        "青简岭的茶会",
        "2019-08-20 来源：青简日报",
        prose,
        prose.replace("茶农", "厂家"),
        "清蒸鲈鱼 麻婆豆腐 冬瓜汤",
    ]
    assert lines[-1] in clean("\n\n".join([*lines, "责任编辑：李青", "Copyright © 2019 青简网 版权所有"])).text
