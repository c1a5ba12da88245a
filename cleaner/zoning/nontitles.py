"""What rows near a title look like that are none: data, dates, buttons, series, bylines, chapters' marks.

The idea: a title is chosen by points; these shapes take points away, or bar a row. They are kept apart from the choice
because there are many of them and each is a fact of its own.

Invariant: patterns only, on the folded view.
"""

from __future__ import annotations

from cleaner.patterns import pattern

SERIES = pattern(r"系列(?:报道|之)|之[一二三四五六七八九十]{1,2}$|特别报道|^聚焦|特稿$")
# Pairs of labels and values in one line, a poet behind his dynasty: rows of data above the text.
DATA = pattern(
    r"[^\s:]{2,6}:\s?\S+\s+[^\s:]{2,6}:|^[^:,。]{1,6}:[¥\d][\d,.]*\S{0,3}(?:\s|$)|:$|^热[门搜词点]{0,3}:"
    r"|^(?:◎ ?)?[〔\[(【](?:先秦|[两东西]?汉|魏晋|南北朝|隋|[中晚初盛]?唐|[南北]?宋|金|元|明|清|近|现)代?[〕\])】]"
    r"|^(?:先秦|[两东西]?汉|三国|魏晋|隋|唐|五代|[南北]?宋|金|元|明|清|近现?|现)代? ?: ?[^\W\d_]{2,4}$"
    r"|^(?:[\[【][^\[\]【】]{1,8}[\]】]\s*)+$|^[^:,。]{1,8}:[★☆]+$"
    r"|^[^\s:,。|]{1,5} ?: ?[^|:。]{1,8}(?: ?\| ?[^|:。]{1,8})+$"  # what can be chosen: 城市: 甲 | 乙
    # words in a row: a drawing's, a menu's, cells; not a title behind its column and a bar, nor the verses of a chapter
    r"|^(?![^|]*\|[^|]*$)(?!第[一二三四五六七八九十百千\d]{1,6}[章回部卷集册话])[^\s,。:]{1,5}(?:\s+[^\s,。:]{1,5}){2,}$"
)
NO_TITLE = pattern(
    # a day; but a title may say of which day it tells: 2019年3月21日渡口值班实录
    r"(?!(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?!星期|周|礼拜|[上下中]午|农历|晴|阴|多云|来源|作者|编辑|发[布表]|更新|浏览|点击|阅读)"
    r"[^\W\d_]{4})(?:19|20)\d\d ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2}|\d{1,2}:\d\d|https?:|第 ?[a-z]?\d{1,3} ?版$"
    r"|^(?:来源|作者|编辑|时间|日期|发布|摘 ?要|关键词|abstract|keywords?)[^:]{0,4}:|第 ?\d+ ?[卷期]"
    r"|^[•▪◦●·] |(?:热线|电话|邮箱|传真)[^:]{0,4}:"  # an item of a list, a way to reach somebody
    r"|^(?:个人简介|个人资料|文章(?:分类|存档)|热门标签|引言|导读|正文)$|\d ?字.{0,6}\d ?分钟"
    r"|^本文(?:来[自源]|转[自载]|首发)|^撰文 ?[|/:]"
    r"|\S {3,}\S+ {3,}\S|^[▲△▼▽]"  # the tabs of a programme's page, a caption
    r"|^[\u4e00-\u9fff]{2,4}[日晚早晨商时周快]报$"  # a masthead
    r"|^\([^()]*\)$|(?:[和与及将把被、]|关于)$"  # the institutes of a paper's authors; a line that goes on
)
BUTTONS = pattern(r"[上下]一[篇版期页章条]|^(?:[\[(]?[大中小][\])]? ?)+$")
CHAPTER = pattern(r"第[一二三四五六七八九十百千\d]{1,6}[章回]")
# A clock, or a byline in Latin letters: a subtitle has neither.
STAMPED = pattern(r"[a-z].*\b\d{1,2}:\d\d|[a-z].* (?:19|20)\d\d\b|^(?:[a-z]+ )?by [a-z]|\b(?:gmt|est|pst|utc)\b")
DOCUMENT = pattern(
    r"[^\s:,。]{1,12} ?[〔\[(] ?(?:19|20)\d\d ?[〕\])] ?(?:第 ?)?\d{1,5} ?号"
)  # it numbers, and names nothing
KICKER = pattern(
    r"系列|专题|特别报道|特稿|综述|之[一二三四五六七八九十]|[“\"《【]|[:|]$|聚焦|关注|一线|走基层|观察|评论|^[\u4e00-\u9fff]{2,4}:\S{4}"
)
SERIAL = pattern(r"[^\W\d_]{4}.*之(?:[一二三四五六七八九十]{1,3}|\d{1,2})$")  # a series' name and the part's number
# Class words of a kicker's element in Chinese content systems (引题, 肩题) and others
KICKERS = pattern(r"\b(?:yin_?ti|jian_?ti|kicker|eyebrow|pre-?title|over-?title|shoulder-?title)\b")
OPTION = pattern(r"[a-d][.、] ?\S")
# Documents that are called by their kind; the same words are a menu's and a footer's.
KIND = pattern(
    r"通知|公告|启事|大事记|天气预报|(?:[公本][司院校会站网]|[\u4e00-\u9fff]{2})?(?:声明|简介)|(?:法律|版权)声明|隐私政策|联系方式"
)
# What stands before a title's copy: the paper, a path, a day
BEFORE = pattern(
    r"[^\W_]{2,10}(?:数字报|电子报|数字版|电子版)刊? ?[-_|—]|[^\s|]{0,6}(?:首页|主页)\s"
    r"|(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?\s"
)
CITES = pattern(r"[《〈].+[》〉]|[,、·].{0,4}<.+>|[12]\d{3}$")  # who wrote the lines above, where, and when
STOPS = pattern(r"[。!?;]")
LABEL = pattern(r"[*•] +|主题 ?: ?")  # what a converter's list or a board puts before a title
CLOCK = pattern(r"\d{1,2}:\d\d$")  # how long a video runs, glued to its title
