"""The words that patterns are made of: `{date}`, `{name}`, `{media}` and the like.

The idea: a macro stands for a piece of RE2 on the folded view (simplified, half-width, lower
case), written once and well, so that no rule spells out a date by itself.

Invariant: every macro but {hanset} is one group without captures; expansion is plain substitution, so that
what `cleaner rules show` prints is what runs.
"""

from __future__ import annotations

from collections.abc import Mapping

from cleaner.patterns import pattern

_CALL = pattern(r"\{([a-z][a-z_]*)\}")

_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]{1,6})?\\.?"
_MOON = "(?:十[一二]?|[一二三四五六七八九])月"
_WEEKDAY = (
    "(?: *[(\\[]? *(?:(?:星期|周|礼拜)[一二三四五六日天]"
    "|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\b) *[)\\]]?,?)?"
)
_YEAR = "(?:19|20)[0-9]{2}"
_OFFSET = (
    "(?: *\\(?(?:北京时间|香港时间|台湾时间|hkt|cst|est|edt|pst|pdt|bst|cet|jst|kst|gmt|utc|z)\\b\\)?"
    "| *(?:gmt|utc)? ?[+-][01]?[0-9]:?[0-9]{2})?"
)

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路辛靳管柴蒙鲍华喻祁蒲滕屈饶解牟艾尤阳穆农司卓古吉缪"
    "简车项连芦麦褚娄窦戚岑党宫费卜冷晏席卫米柏宗瞿桂佟臧闵苟邬边卞姬师仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩佘池查麻苑迟邝封邸娜储竺燕訾亓仝逄佴区"
)
# Surnames that are words as well: only where a label or a mark says that somebody is named.
WORD_SURNAMES = "洪谈游展荆奚宣郁屠应蔺谌阚茹鞠晁占隆粟强辜伊商步厉戎禹扈班郗宓皮乌巴桓糜富覃"

PROVINCES = (
    "北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海"
    "|宁夏|新疆|内蒙古"
)

# Where a page can be sent: the names on the buttons.
_SHARE = (
    "微信(?:好友|朋友圈|收藏)?|朋友圈|空间|微博|新浪微博|腾讯微博|网易微博|搜狐微博|人民微博|新浪|腾讯|qq(?:空间|好友|收藏|群|微博|书签)?|qzone|tqq|人人网?|开心网?"
    "|豆瓣(?:网)?|百度(?:贴吧|搜藏|空间|首页|新首页|云收藏)?|贴吧|知乎|钉钉|支付宝|易信|来往|有道(?:云)?笔记|印象笔记|微信公众号|企业微信|飞书|抖音|快手|小红书|今日头条|头条"
    "|复制(?:链接|网址|连结)|拷贝链接|链接|邮件|邮箱|电子邮件|短信|打印|列印|收藏(?:夹)?|海报|生成海报|分享海报|更多"
    "|facebook|fb|脸书|twitter|推特|x|line(?:@)?|whats ?app|wechat|weibo|weixin|telegram|messenger|plurk|噗浪"
    "|threads|instagram|ig|youtube|tiktok|linkedin|pinterest"
    "|reddit|tumblr|pocket|flipboard|evernote|google ?\\+?|google plus|g\\+|e-?mail|mail|print|copy(?: link)?"
    "|sms|digg|delicious|stumbleupon|skype|viber|kakao(?:talk|story)?"
    "|hatena|はてな|mixi|vk|vkontakte|одноклассники|вконтакте|xing"
)
# Sections and services that navigation bars name.
_MENU = (
    "首页|主页|网首页|新闻|天下事|探索|特别策划|公开课|商城|云阅读|支付|话费|点卡|电影票|火车票|彩票|车险|要闻|时政|国内|国际|社会|财经|经济|金融|证券|股票|基金|期货|外汇|债券|港股"
    "|美股|银行|保险|理财|产经|商业|科技|数码|手机|互联网|it|ai|通信|家电|汽车|车型|房产|楼市|家居|装修"
    "|体育|nba|cba|足球|篮球|综合|中超|英超|西甲|意甲|奥运|棋牌|彩票|娱乐|明星|电影|电视|音乐|综艺|戏剧|演出|图片|图库|组图|视频|直播|播客|音频|广播|小说|动漫|游戏|手游|网游"
    "|电竞|读书|文化|文学|艺术|书画|收藏|历史|考古|国学"
    "|军事|航空|教育|考试|高考|考研|中考|留学|校园|外语|出国|公务员|旅游|美食|时尚|女人|女性|美容|情感|星座|亲子|母婴|育儿|宠物|健康|医疗|医药|养生|中医|心理|公益|慈善|佛教|宗教"
    "|环保|能源|三农|农业|乡村|法治|法制|反腐|党建|理论|评论|观点|言论|思想|社论"
    "|专题|专栏|专家|人物|访谈|调查|深度|舆情|智库|论坛|社区|博客|微博|贴吧|问答|百科|地图|天气|搜索|邮箱|邮件|招聘|求职|人才|二手|团购|商城|购物|电商|分类信息|便民|服务|政务|公告"
    "|通知公告|政策|政策法规|法规|信息公开|政务公开|政务服务|政民互动|要闻动态|统计数据|数据开放|办事服务|互动交流|在线服务"
    "|政府信息公开(?:指南|制度|年报|目录|专栏|平台)?|法定主动公开内容|依申请公开|网上办事|走进{han}{2}|魅力{han}{2}"
    "|领导|机构|概况|动态|活动|下载|招商|投资|产品|产品中心|解决方案|案例|成功案例|新闻中心|公司简介|企业文化|联系我们|关于我们|人才招聘|加入我们|在线留言|留言|客服|帮助|反馈|登录|注册"
    "|更多|全部|推荐|热点|热门|最新|头条|即时|滚动|快讯|快报|独家|原创|本地|地方|省内|都市|民生|城市|县区|区县|街道"
    "|港澳|台湾|港澳台|台海|两岸|大陆|香港|澳门|华人|侨乡|侨务|海外|全球|亚洲|欧洲|美洲|非洲|美国|日本|韩国|俄罗斯|东盟|政治|生活|影音|副刊|焦点|地产|投书|运动|消费|趣闻|奇闻|影剧"
    "|产业|房市|健保|命理|毛孩|数位|网红|娱乐圈"
    "|报纸|电子报|数字报|杂志|周刊|期刊|客户端|app|wap|rss|english|英文|日文|繁体|简体|home|news|world|china|business|sports?|tech"
    "|technology|culture|opinion|video|photos?|travel|health|science|politics|entertainment|lifestyle"
    "|about(?: us)?|contact(?: us)?"
    "|学院|学校概况|学校简介|院系设置|师资队伍|人才培养|教学|教务|科研|科学研究|学科建设|招生就业|招生|就业|学生工作|校友|图书馆|合作交流|党群工作|校园文化|本科生|研究生|继续教育|医院概况"
    "|科室导航|专家介绍|专家出诊|出诊信息|就诊指南|预约挂号|健康教育|护理园地|医院文化"
    "|校园网|教务处|招生网|就业网|信息门户|校长信箱|书记信箱|院长信箱|办公系统|邮件系统"
    f"|{PROVINCES}|兵团|深圳|广州"
    "|杭州|南京|武汉|成都|西安|大连|青岛|宁波|厦门|苏州"
)

# What a program's surface says: buttons, tabs and counters of players, readers, shops, forums, wikis and journals.
_UI = (
    "登录|登陆|注册|退出|我的|消息|通知|设置|帮助|反馈|意见反馈|客服|在线客服|搜索|筛选|排序|展开|收起|更多|刷新|返回|返回顶部|关闭|打印|复制|复制链接|举报|投诉|纠错|报错|挑错|完善"
    "|我要(?:纠错|投稿|评论|提问|分享|收藏)|评论|发表评论|写评论|回复|转发|分享|收藏|点赞|赞|踩|顶|喜欢|推荐|关注|已关注|订阅|打赏|赞赏|有用|没用|阅读|浏览|点击|人气|热度|查看|编辑|删除"
    "|播放|暂停|倍速|选集|清晰度|高清|超清|标清|蓝光|自动|弹幕|发弹幕|投币|稍后再看|缓存|全屏|小窗|宽屏|网页全屏|音量|字幕|循环|连播|自动播放|一键三连|追番|试看|播放列表|播放全部|添加到歌单"
    "|歌词|专辑|歌单|mv|试听|彩铃|铃声|伴奏|下载|lrc下载|歌词下载|复制歌词|贡献翻译|歌手|乐库|榜单|电台"
    "|我的书架|书架|加入书架|加入书签|书签|阅读记录|目录|章节目录|上一章|下一章|推荐票|投推荐票|月票|投月票|催更|章评|书评|听书|换源|字体|夜间|夜间模式|护眼|章节报错|错误举报|收藏此章节|收藏本书|收藏本词|发送好友"
    "|加入购物车|购物车|立即购买|收藏商品|收藏店铺|进店逛逛|优惠券|商品详情|规格参数|包装清单|我的订单"
    "|采纳|提问|立即提问|我要提问|邀请回答|写回答|关注问题|好问题|得票|悬赏|匿名|同问"
    "|楼主|只看楼主|只看该作者|只看大图|只看图|只看我|反转楼层|倒序浏览|倒序看帖|电梯直达|帖子|积分|发消息|发私信|加好友|加关注|使用道具|脱水模式|阅读设置|给他打赏|发帖|回帖|签到|跳转到"
    "|编辑此页|编辑源代码|源代码|查看历史|历史版本|讨论|工具|页面信息|永久链接|固定链接|引用此页|打印版|可打印版本|特殊页面|最近更改|随机页面|链入页面|相关更改|上传文件|播报|锁定|上传视频"
    "|pdf|html|caj|xml|word|epub|摘要|全文|参考文献|图/表|图表|全文下载|pdf下载|下载pdf|html全文|导出引用|引用本文|endnote|ris|bibtex|noteexpress|refworks|metrics|下载次数|阅读次数|加入我的书架|把本文推荐给朋友"
    "|e-?mail alert|rss|概要|文书全文|关联文件|关联文书|拍卖公告|竞买须知|竞价记录|竞买记录|标的物介绍|优先购买权人"
    "|首页|上一页|下一页|末页|分类|标签|归档|友链|留言板|说说|个人中心|个人资料|博文目录|加好友|发纸条|写留言|朗读|听全文"
)

# Name, text. A macro may use those above it.
_SOURCES = (
    ("han", "[{hanset}]"),
    ("sp", "[ \\t]*"),
    ("sep", "[ \\t|/,;、·•>»_~—–┊丨┃-]*"),
    ("colon", "[ \\t]*:[ \\t]*"),
    # 12345 · 1,234 · 1.2万 · 3k+ · 99+
    ("num", "[0-9][0-9,]{0,11}(?:\\.[0-9]{1,2})?(?: ?[万亿千kwm]\\+?|\\+)?"),
    (
        "time",
        "(?:(?:[上下]午|凌晨|清晨|早上|中午|傍晚|晚上?|am|pm) ?)?[0-2]?[0-9] ?[:时点] ?[0-5][0-9]"
        "(?: ?[:分] ?[0-5][0-9])?[分秒]?(?:\\.[0-9]{1,6})?(?: ?(?:[ap]\\.?m\\b\\.?|[上下]午))?" + _OFFSET,
    ),
    # A day with its year (民國 years too), or month and day in characters
    (
        "day",
        f"{_YEAR} ?年 ?[0-1]?[0-9] ?月 ?[0-3]?[0-9] ?[日号]?|{_YEAR} ?- ?[0-1]?[0-9] ?- ?[0-3]?[0-9]"
        f"|{_YEAR} ?[/.] ?[0-1]?[0-9] ?[/.] ?[0-3]?[0-9]|{_YEAR}[01][0-9][0-3][0-9]"
        f"|[0-3]?[0-9][/.-][0-3]?[0-9][/.-]{_YEAR}"
        "|(?:中华)?民国 ?1?[0-9]{2} ?年 ?[0-1]?[0-9] ?月 ?[0-3]?[0-9] ?日|[0-1]?[0-9] ?月 ?[0-3]?[0-9] ?日"
        f"|{_MONTH} ?[0-3]?[0-9](?:st|nd|rd|th)?,?{_WEEKDAY} ?{_YEAR}|[01]?[0-9]月 ?[0-3]?[0-9]日?,? {_YEAR}\\b"
        f"|[0-3]?[0-9](?:st|nd|rd|th)?[ -]?{_MONTH},?[ -]?{_YEAR}"
        # as programs made for English say it: 20 十月 2019, 十月 20, 2019
        f"|[0-3]?[0-9] {_MOON},? {_YEAR}|{_MOON} [0-3]?[0-9], {_YEAR}",
    ),
    (
        "date",
        f"(?:{_WEEKDAY} )?{{day}}{_WEEKDAY}(?:(?: *[t,|·-] *| *)(?:at )?{{time}})?"
        "|[01]?[0-9][/.-][0-3]?[0-9] +{time}",
    ),
    # 二〇一九年九月二十七日: the masthead of a printed paper, but also the date under a notice
    (
        "cndate",
        "(?:[一二三四五六七八九〇零○]{4}|(?:中华)?民国[一二三四五六七八九十百〇零○]{2,5})年"
        "[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    ),
    # 2小时前, 昨天 10:30, 3 hours ago
    (
        "ago",
        "(?:[0-9]{1,3}|半|几) ?(?:秒|分钟|个?小时|天|周|个?星期|个?月|年)前|刚刚|(?:今天|昨天|前天)(?: ?{time})?"
        "|(?:[0-9]{1,3}|an?) (?:second|minute|min|hour|hr|day|week|month|year)s? ago",
    ),
    # 2-4 characters, two with a space between, 买买提·艾力, or a Latin name: only after a label
    (
        "name",
        "{han}{2,4}|{han} {1,2}{han}|{han}{1,8}(?:[·•.]{han}{1,8}){1,3}|[a-z][a-z'-]*\\.?(?: [a-z][a-z'-]*\\.?){0,3}",
    ),
    # A person by surname (the common ones, from the usual frequency lists): where no label says so.
    # 关 needs two more characters, because of 关闭 and 关注
    (
        "person",
        f"[{SURNAMES}]{{han}}{{1,2}}|[{SURNAMES}] {{1,2}}{{han}}|关{{han}}{{2}}"
        "|(?:欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|宇文|司徒|东方|端木|轩辕|南宫|独孤|赫连|呼延|闻人|澹台|钟离|申屠|公冶|宗政|濮阳|淳于|单于|拓跋|万俟|长孙){han}{1,2}",
    ),
    # The same where a label says so: with names of several parts, and surnames that are words as well
    (
        "reporter",
        f"{{person}}|[{WORD_SURNAMES}](?:{{han}}{{1,2}}| {{1,2}}{{han}})|{{han}}{{1,8}}(?:[·•]{{han}}{{1,8}}){{1,3}}",
    ),
    ("reporters", "{reporter}(?:(?: *[、,/;&和与] *| +){reporter})*"),
    ("names", "{name}(?: *[、,/;&和与] *{name}| +(?:{person}|[洪谈游展荆奚宣郁屠应蔺谌阚茹鞠晁占隆粟]{han}{1,2}))*?"),
    ("persons", "{person}(?:(?: *[、,/;&和与] *| +){person})*"),
    # A step of a breadcrumb, and what parts two steps
    ("crumb", "[{hanset}a-z0-9·、,:!?“”《》()&.' -]{1,40}"),
    ("arrow", " *(?:>{1,3}|»|›|→|-{1,2}>|::|/|\\\\) *| +[—–<‹-] +"),
    ("share", _SHARE),
    ("province", f"{PROVINCES}|台湾|香港|澳门"),
    ("menu", _MENU),
    ("ui", _UI),
    # An organisation or a medium: no sentence marks, no label's colon, no wide gap
    ("media", "[{hanset}a-z0-9.&'·、/@+-]{1,24}(?: [a-z0-9.&'-]{1,16}){0,4}"),
    (
        "url",
        "(?:https?://|www\\.)[!-~]{3,300}|[a-z0-9-]{2,40}(?:\\.[a-z0-9-]{2,40}){0,3}"
        "\\.(?:com|cn|net|org|gov|edu|tw|hk|info|cc|tv)(?:/[!-~]{0,200})?",
    ),
    (
        "phone",
        "(?:\\+?86[ -]?)?\\(?0?[0-9]{2,4}\\)?[ -]{0,3}[0-9]{3,4}[ -]?[0-9]{3,4}(?:[转 -]{1,2}[0-9]{1,5})?"
        "|1[0-9]{10}|[48]00[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}|1?[0-9]{4,5}",
    ),
    ("mail", "[a-z0-9._-]{1,40} ?[@#] ?[a-z0-9.-]{2,40}\\.[a-z]{2,4}"),
    ("open", "[(\\[【〔「<〖]"),
    ("close", "[)\\]】〕」>〗]"),
    # Words that begin the next item of a fused line
    (
        "next",
        "(?:作者|编辑|责任编辑|责编|记者|通讯员|时间|日期|最[后近新](?:更新|修改)(?:时间|日期)?|(?:发布|发表|更新|创建|添加|加入|录入|上传)(?:时间|日期|人|者)?"
        "|浏览(?:次数|量)?|点击(?:次数|数|率|量)?|阅读(?:次数|数|量)?|访问(?:次数|量)?|人气|字号|字体|(?:信息|文章|新闻|稿件)?来源|稿源"
        "|审核|审稿|审阅|审校|签发|撰稿|供稿|校对|摄影|关键词|关键字|标签|tags?|分类|所属栏目|栏目|热度|评论|查看) ?:",
    ),
    (
        "button",
        "(?:我要)?(?:打印|收藏|分享|关闭|字号|字体|评论|举报|纠错|投稿|订阅|关注|点赞|转发|推荐|复制|朗读|听新闻)"
        "|浏览|点击|阅读|大中小|大 中 小|查看|返回",
    ),
    # What may stand before and after an item of a fused line: written around (?P<hit>…), it is context only
    ("edge", "^|[ \\t|()\\[\\]【】〔〕。;·•/>丨┃_]"),
    (
        "stop",
        " {2,}| *[|()\\[\\]【】〔〕丨┃/•·;>]| +{han}{2,7} ?:| *{next}| +(?:{button})| *{day}| +[0-9]|[。,;.]? *$",
    ),
)


def _table() -> Mapping[str, str]:
    # The characters of {han} for the inside of a class, [{hanset}a-z]: the one macro that is no group
    known = {"hanset": "\\x{3400}-\\x{9fff}\\x{20000}-\\x{3ffff}〇"}
    for name, text in _SOURCES:
        known[name] = f"(?:{_expand(text, known)})"
    return known


def expand(pattern: str) -> str:
    """`pattern` with every `{macro}` written out. Raises KeyError for an unknown one."""
    return _expand(pattern, MACROS)


def unknown(pattern: str) -> list[str]:
    """The macros of `pattern` that do not exist."""
    return [name for name in _CALL.findall(pattern) if name not in MACROS]


def _expand(pattern: str, known: Mapping[str, str]) -> str:
    return _CALL.sub(lambda call: known[call.group(1)], pattern)


MACROS: Mapping[str, str] = _table()
