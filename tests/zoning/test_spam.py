"""Spam goes, and news about it keeps every word."""

from __future__ import annotations

import pytest

from cleaner import clean, hanzi
from cleaner.match import Matcher
from cleaner.rules import load, packaged
from cleaner.zoning import spam
from cleaner.zoning.lines import Row, is_sentence

MATCHER = Matcher(load([packaged()]))
HEAD = "青山在线\n首页 新闻 财经 体育 娱乐\n当前位置：首页 > 新闻 > 社会\n{title}\n2019-04-02 10:20 来源：青山晚报\n"
TAIL = "\n责任编辑：王芳\n版权所有 青山在线 豫ICP备00000000号\n"

NEWS = {
    "双色球昨晚开奖 我县彩民中二等奖": [
        "双色球第2019037期昨晚开奖，我县彩民刘先生中得二等奖，奖金十八万元。",
        "福彩中心提醒，网上所谓的时时彩、北京赛车、六合彩平台均属非法，市民不要参与。",
    ],
    "开设网络赌场，三人获刑": [
        "被告人李某等三人租用服务器，搭建名为“亚博”“澳门威尼斯人”的网站，发展会员三千余人。",
        "网站提供百家乐、老虎机、捕鱼游戏、真人视讯等玩法，网址为www.xx88.example，会员通过微信充值。",
        "法院审理认为，三人的行为已构成开设赌场罪，分别判处有期徒刑五年、三年、两年。",
    ],
    "警惕网售壮阳药": [
        "县市场监管局抽检发现，三款标称“壮阳”“减肥茶”的食品含有西地那非、西布曲明。",
        "商家在朋友圈发布广告，称“三天见效，无效退款，加微信 yy123456 咨询”。",
        "执法人员当场封存减肥药、丰胸产品四百盒，货值三万元。",
    ],
    "一条短信背后的借贷陷阱": [
        "本报讯 二十三岁的小周收到一条短信，说可以办无抵押贷款，当天放款，他动了心。",
        "“无抵押小额贷款，当天放款，加微信 dk668899，黑户可做。”",
        "对方先后收取了保证金、解冻费、银行流水费，一共一万二千元，然后把他拉黑。",
    ],
    "出租银行卡“跑分”，四人被判刑": [
        "被告人沈某明知他人从事网络犯罪，仍出租银行卡和支付宝账号，为“跑分平台”转移资金。",
        "“USDT跑分，日结，有卡就能做。”沈某在群里看到这样的广告后动了心。",
        "法院以帮助信息网络犯罪活动罪判处四人有期徒刑六个月至一年不等。",
    ],
    "盗版影视网站负责人落网": [
        "警方查明，该网站以“全集免费观看”“迅雷下载”为名吸引流量，靠赌博广告牟利。",
        "网站首页挂有“世界杯买球”“真人百家乐”等链接，每月广告费二十余万元。",
        "目前，该网站已被关闭，三名负责人被依法刑事拘留。",
    ],
    "“私家侦探”出卖个人信息获刑": [
        "自称私家侦探的周某，以两千元一条的价格出售开房记录、通话记录和定位信息。",
        "检察机关指出，讨债公司、侦探社买卖公民信息的行为均涉嫌犯罪。",
        "市民如果接到“查开房记录”“手机号定位找人”的广告，应当向公安机关举报。",
    ],
    "仿真枪案宣判": [
        "被告人在网上开设店铺，标注“气枪专卖，货到付款”，两年间卖出仿真枪一百余支。",
        "鉴定显示，其中三十七支具有杀伤力，法院以非法买卖枪支罪判处其有期徒刑十一年。",
    ],
}

INJECTED = [
    ("全镇疏浚了三口老井。", "【重庆时时彩计划软件】", "三口井分别位于东街、文庙巷和油坊头。"),
    ("施工人员先抽干井水，", "(新开传奇私服发布网www.sf-xx.example)", "随后逐块冲洗井壁，补上糯米灰浆。"),
    ("各村的春耕已经开始。", "代开发票加微信fp88123", "化肥、种子和农膜都已经备足。"),
]


def row(text: str) -> Row:
    folded = hanzi.fold(text)
    return Row(0, len(text), folded, MATCHER.scan([folded])[0], None, is_sentence(folded))


@pytest.mark.parametrize("title", NEWS)
def test_news_about_spam_keeps_every_word(title: str) -> None:
    page = HEAD.format(title=title) + "\n".join(NEWS[title]) + TAIL
    assert clean(page.encode()).text.split("\n")[2::2] == [*NEWS[title], ""][:-1]


@pytest.mark.parametrize(
    "text",
    [
        "博彩业是当地的支柱产业，去年税收占了七成。",
        "出租出售银行卡、手机卡和对公账户，替人刷单、套现，都要承担法律责任",
        "北京赛车、时时彩、六合彩都是骗局，民警说，不要相信，也不要转发给家人和朋友。",
        "六合彩",
        "关键词排名",
        "麻豆传媒",
        "讨债公司",
        "在线观看",
        "免费下载",
        "跑分平台的钱从哪里来",
    ],
)
def test_words_alone_prove_nothing(text: str) -> None:
    assert len(spam.signs(row(text), "body", True)) < 2


@pytest.mark.parametrize(
    "text",
    [
        "重庆时时彩_北京赛车_六合彩_百家乐",
        "真人视讯 棋牌游戏下载",
        "无抵押小额贷款 ★ 当天放款 ★ 加V：dk66xx8 ★ 黑户可做",
        "order cheap viagra online without prescription, payday loans approval",
        "云海体育(中国)官方网站|世界杯买球|足球投注平台|手机app下载安装",
        "全集免费观看_高清在线观看_迅雷下载_麻豆传媒",
        "私家侦探 讨债公司 婚外情调查 查开房记录",
        "สล็อต บาคาร่า คาสิโนออนไลน์ www.xx88.example",
        "品茶微信 高端外围 学生妹上门 加vx：abc66688",
    ],
)
def test_two_signs_make_spam(text: str) -> None:
    assert len(spam.signs(row(text), "body", True)) >= 2


@pytest.mark.parametrize(("before", "span", "after"), INJECTED)
def test_an_injected_span_goes_and_its_sentence_stays(before: str, span: str, after: str) -> None:
    body = f"{before}{span}{after}\n井约由三户邻居轮流看护，约定不倒污、不洗脚。"
    page = HEAD.format(title="古井镇疏浚三口老井") + body + TAIL
    text = clean(page.encode()).text
    assert span not in text
    assert before[:-1] in text
    assert after in text


def test_a_topic_needs_two_sentences_of_prose() -> None:
    prose = [row(text) for text in NEWS["双色球昨晚开奖 我县彩民中二等奖"]]
    assert spam.topics(prose) == frozenset()
    more = row("办案民警说，时时彩平台的后台可以随意改号，参与者没有一个能赢钱。")
    assert spam.topics([*prose, more]) == {"strip.gambling-words"}


def test_what_the_prose_is_about_is_no_sign_in_the_body() -> None:
    line = row("重庆时时彩_北京赛车_六合彩_百家乐")
    assert spam.signs(line, "body", True, frozenset({"strip.gambling-words"})) == []
    assert len(spam.signs(line, "tail", True, frozenset({"strip.gambling-words"}))) >= 2


def test_an_introduction_covers_the_whole_quotation() -> None:
    page = [
        row(text)
        for text in (
            "这类短信一般这样写：",
            "急用钱？身份证贷款，秒到账，加V：dk66xx8",
            "信用卡代还、提额、套现，微信：kk88990",
            "凡是放款前收费的，都是诈骗，市民不要相信。",
            "无抵押贷款当天放款 ★ 加V：dk66xx8",
        )
    ]
    assert spam.introduced(page) == {1, 2, 3}


PROSE_WORDS = spam.words(
    [
        row(text)
        for text in (
            "护林员每天走一趟十七公里的路，路是脚踩出来的，半个月不走草就收回去了。",
            "路上有一面石坡，冬天结冰，春天滴水，他们用斧子砍出一百多级台阶。",
        )
    ]
)


@pytest.mark.parametrize(
    "text", ["棋牌室", "借钱的人、放款的人、花呗取现的人", "“花呗取现”骗了多少人", "石坡 花呗取现 台阶"]
)
def test_what_no_stranger_to_the_prose_is(text: str) -> None:
    assert "stranger" not in spam.signs(row(text), "body", True, frozenset(), PROSE_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "套现秒到 黑户贷款口子 花呗取现24小时",
        "乐虎国际 大发888 明升m88",
        "🎰开元棋牌🔥注册送88元🎰",
        "💋全国外送茶💋加赖TG7788💋",
    ],
)
def test_fragments_that_share_no_word_with_the_prose_are_strangers(text: str) -> None:
    assert {"words", "stranger"} <= set(spam.signs(row(text), "body", True, frozenset(), PROSE_WORDS))


HIDDEN = "<html><body><h1>青河县护林员的一天</h1><p>{}</p><{} >{}</{}><p>{}</p></body></html>"
WOODS = "护林员每天走二十公里，从场部走到瞭望塔，没有一处是平路，冬天要用斧子在冰上砍脚窝。"
TOWER = "塔上有一口钟，走到的人敲三下，山那边的人听见了，就知道他平安过去了。"


@pytest.mark.parametrize("words", ["澳门威尼斯人 百家乐", "真人百家乐信誉第一，注册即送彩金，欢迎新老会员。"])
@pytest.mark.parametrize(
    "element", ["p style=display:none", "div style=position:absolute;left:-5000px", "marquee height=1 width=1"]
)
def test_words_that_browsers_do_not_show_are_spam(words: str, element: str) -> None:
    page = HIDDEN.format(WOODS, element, words, element.split(maxsplit=1)[0], TOWER)
    assert clean(page).text == f"青河县护林员的一天\n\n{WOODS}\n\n{TOWER}\n"


def test_a_hidden_article_about_gambling_stays() -> None:
    lines = NEWS["开设网络赌场，三人获刑"]
    body = "".join(f"<p>{line}</p>" for line in lines)
    page = f"<html><body><h1>开设网络赌场，三人获刑</h1><div style='{{}}'>{body}</div></body></html>"
    for style in ("visibility:hidden", "opacity:0", "display:none"):
        assert all(line in clean(page.format(style)).text for line in lines)


def test_a_string_of_such_words_is_spam_whatever_the_article_is_about() -> None:
    line = row("真人百家乐 AG视讯 北京赛车pk10 网上赌场 mg电子 bet365备用网址")
    assert len(spam.signs(line, "body", True, frozenset({"strip.gambling-words"}))) > 1


def test_an_enumeration_by_the_article_is_none() -> None:
    line = row("百家乐、北京赛车、网上赌场、六合彩")
    assert len(spam.signs(line, "body", True, frozenset({"strip.gambling-words"}))) < 2


def test_keywords_above_a_page_are_not_taken_for_its_article() -> None:
    banner = "国产又粗又大又爽,色久网站,国产自拍视频,无码国产一区流畅有码av,波多野结衣在线播放,美女黄页免费观看."
    body = [
        "青河县的水渠今年修了三十二公里，两岸的稻田都能浇上水，受益的村民有两万多人。",
        "大坪村的王大山说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。",
    ]
    page = [banner, "网站首页 | 网站地图", "青河网> 前沿> 正文", "水渠修到了家门口", *body]
    article = clean("\n\n".join(page))
    assert article.text == "\n\n".join(["水渠修到了家门口", *body]) + "\n"
    assert article.metadata["title"] == "水渠修到了家门口"


def test_a_report_about_such_words_keeps_its_first_sentence() -> None:
    first = "国产自拍视频,无码av,美女黄页,波多野结衣,这些词被人成批地藏进政府网站的网页里,警方昨天抓获了四个人。"
    second = "办案的民警说，藏词的人靠点击赚钱，一个月能赚两万多元。"
    assert "这些词被人成批地藏进政府网站的网页里" in clean("\n\n".join([first, second])).text
