"""Simplified words that only the sense tells, where OpenCC's t2s has one answer for all: 著, 藉, 祇, 沈, 甯.

The idea: the text comes from OpenCC, and the few characters that it leaves as they stood are looked at again in their
company. Company that means one thing decides at once; where two words share the character (接著|說, 著|說) the model of
pairs says whether the particle follows what stands before it.

Invariant: the length is kept, and so is every character but these; a character in no known company stays.
"""

from __future__ import annotations

from cleaner import lexicon
from cleaner.patterns import pattern

_HAN = "\u3400-\u9fff"

# Words in which 著 is zhù: "to write", "outstanding", "native". Elsewhere after a Han character it is the particle.
# Simplified spelling, from the usual dictionaries' entries with 著; 執著 is 执着 on the mainland and so not here.
_ZHU_BEFORE = frozenset("名巨专论译原编遗拙大新力撰纂杂旧所主自共土显卓昭彰较素夙炳知参独钜宏佳伟精校近早本该史合")
_ZHU_AFTER = frozenset("作名者述称译撰绩")
# The same where the particle may stand before another word: 拿著書, 有著於, 穿著白.
_ZHU_OR_NOT = frozenset("书文论有于白姓闻录雍明")
# 着 at a word's head, also after a mark or a space: 着急, 着手, 着火 …
_ZHAO_BEFORE = frozenset("急火手重眼落陆装想色凉迷实魔意墨笔边力")
_ALWAYS = frozenset("执附沉胶黏粘")
_VERBS = frozenset("看读拿捧抱念唱翻听望写握举凭靠跟随沿顺朝向对为有带指盯背弹演站坐走跑睡活开笑哭想说跳飞躺住守爱一")
_TOGETHER = pattern(
    "大著(?=[胆肚嗓声舌])|合著(?=[眼拍双掌节乐嘴])|早著(?=呢)"
    "|本著(?=[一以对为精科实公良认负求宁互友诚这原务开节平相“‘「])"
)
# 著 closes an author's credit: 王力著《…》, 托尔斯泰著《…》, （余英时著）, a line 鲁迅著, 《…》，胡适著.
# Where no title follows, the name must begin with a common surname; it never ends in a verb that the particle often
# follows.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温鲁冰茅巴金"
)
_TWO = "司马|欧阳|诸葛|上官|皇甫|公孙|令狐|慕容|东方|司徒|夏侯|端木|南宫"
_NAME = rf"(?:(?:[{SURNAMES}]|{_TWO})[{_HAN}]{{1,2}}|[{_HAN}]{{1,4}}·[{_HAN}]{{1,5}}|金庸)"
_CREDIT_BEFORE_TITLE = pattern(rf"(?:^|[^{_HAN}])[{_HAN}·]{{2,6}}$")
_CREDIT_BEFORE_END = pattern(rf"(?:^|[^{_HAN}]){_NAME}等?$")
_CREDIT_IN_LIST = pattern(rf"[》〉][，、：:（(\s]{{0,2}}{_NAME}$|(?:(?:^|[^{_HAN}])由?|[书集稿本册卷]由){_NAME}$")
_TITLE_BEFORE = pattern(rf"[》〉][，、：:（(\s]{{0,2}}{_NAME}$")
_PUBLISHED = pattern(rf"著[，,、\s]\s?[{_HAN}]{{2,14}}(?:出版|书局|书店|书社|译|印行|刊行|发行)")
_WRITERS = frozenset("他她其曾并后又另还亲")
_NEAR = 12  # characters before 著 that a credit may have

PARTICLE = 1.0  # lexicon.bigram(before, 着): what takes the particle has 1 to 5, what writes books below 0
SURE = 3.0  # the same where a word with 著 would follow as well: 跟著名…, 看著作…
LIKELIER = 0.5  # nats by which 着 must beat 著 between its neighbours

# Companies in which the other spelling is meant; the text is simplified already but for these characters.
_MENDED = (
    ("藉", "借", "(?<![慰狼蕴酝枕顾茵])藉(?=[着了他她它我你此由以助机故端词题])|(?<=假)藉"),
    ("祇", "只", "(?<![神灵])(?<!神地)祇(?=[是有要能好不得见怕可因管会想为看说剩需让叫求消顾])"),
    ("瞭", "了", "瞭瞭"),
    ("衹", "只", "(?<!神)衹"),
    ("沈", "沉", "(?<=石)沈(?=大海)|(?<=釜)沈(?=舟)|(?<=[浮低消昏])沈|(?<=[西下])沈(?=[，。、；的了着时])"
                 "|沈(?=着|滞|底|[入到][水海湖江河谷深黑梦睡昏])|船沈"),
    ("甯", "宁", "甯(?=[可愿静死肯谧])|(?<=[无毋安康])甯|甯(?=[夏波])"),
)  # fmt: skip
_COMPANIES = tuple((old, new, pattern(company)) for old, new, company in _MENDED)


def mended(text: str) -> str:
    """`text`, as OpenCC's t2s made it, with these characters as their company asks."""
    if "著" in text:
        text = particle_zhe(text)
    for old, new, company in _COMPANIES:
        if old in text:
            text = company.sub(lambda found, old=old, new=new: found[0].replace(old, new), text)  # type: ignore[misc]
    return text


def particle_zhe(text: str) -> str:
    """Simplified `text` with the particle 著 written 着; 著 stays in zhù words, after a name, and at a line's head."""
    parts: list[str] = []
    position = 0
    at = text.find("著")
    while at >= 0:
        if _is_particle(text, at):
            parts += text[position:at], "着"
            position = at + 1
        at = text.find("著", at + 1)
    return "".join([*parts, text[position:]]) if parts else text


def is_open(text: str, at: int) -> bool:
    """Whether 著 at `at` of simplified `text` may be the particle and the beginning of a word: 跟著名…, 看著作…."""
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return after in _ZHU_AFTER and bool(before) and bool(after) and lexicon.bigram(before, "着") >= SURE


def _is_particle(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    if after in _ZHAO_BEFORE and after and before not in _ZHU_BEFORE:
        return True
    if not before or not "\u3400" <= before <= "\u9fff":
        return False
    if before in _ALWAYS or _TOGETHER.match(text, at - 1):
        return True
    if before in _ZHU_BEFORE:
        return False
    if after in _ZHU_AFTER and after:
        return _begins_a_word(text, at)
    if before in _VERBS:
        return True
    if after in _ZHU_OR_NOT and after:
        return lexicon.bigram(before, "着") >= PARTICLE and _gain(before, after) >= LIKELIER
    return not _is_credit(text, at)


def _begins_a_word(text: str, at: int) -> bool:
    """Whether what follows the particle is a word: 看著|作品, 沿著|作家 is not, since 著作 may be an author's."""
    before, after, further = text[at - 1], text[at + 1], text[at + 2 : at + 3]
    if not further or further in "者家人" or not lexicon.is_word(after + further):
        return False
    return after in "作称述" and (before in "笑哭" or lexicon.bigram(before, "着") >= SURE)


def _gain(before: str, after: str) -> float:
    """How much likelier 着 is than 著 between its neighbours."""
    particle, written = (lexicon.transition(before, char) + lexicon.transition(char, after) for char in ("着", "著"))
    return particle - written


def _is_credit(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at + 1 : at + 2]
    start = max(0, at - _NEAR)
    if after and after in "《〈" and before != "等":
        return before in _WRITERS or bool(_CREDIT_BEFORE_TITLE.search(text, start, at))
    if after in ")）]】《〈\n" or text.startswith(("的《", "的〈"), at + 1):
        return bool(_CREDIT_BEFORE_END.search(text, start, at))
    if after in "，,、。 ":
        return bool(_TITLE_BEFORE.search(text, start, at)) or bool(
            _PUBLISHED.match(text, at) and _CREDIT_IN_LIST.search(text, start, at)
        )
    return False
