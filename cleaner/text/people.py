"""Names of people as bylines write them, read into lists.

The idea: a byline parts its names by marks, wide gaps or single spaces, and puts roles, staff codes and remarks
around them; what a content system fills in when nobody wrote or edited is no name.

Invariant: reading a list of names that was read before gives the same list.
"""

from __future__ import annotations

import re

from cleaner import hanzi, lexicon
from cleaner.macros import SURNAMES
from cleaner.patterns import pattern

# Names (and sources) that a content system fills in when nobody did.
PLACEHOLDERS = frozenset(
    [
        "admin",
        "administrator",
        "root",
        "guest",
        "user",
        "editor",
        "webmaster",
        "anonymous",
        "unknown",
        "test",
        "null",
        "none",
        "佚名",
        "匿名",
        "无名",
        "未知",
        "不详",
        "无",
        "暂无",
        "管理员",
        "超级管理员",
        "系统管理员",
        "网站管理员",
        "本站",
        "本站编辑",
        "本站原创",
        "本站整理",
        "本网",
        "本网编辑",
        "网络",
        "网络编辑",
        "网络转载",
        "互联网",
        "小编",
        "编辑",
        "编辑部",
        "责任编辑",
        "原创",
        "转载",
        "网友",
        "记者",
        "通讯员",
        "发布者",
        "默认",
        "系统",
        "信息中心",
        "编辑员",
        "审核员",
        "站长",
        "值班编辑",
        "综合",
        "整理",
        "网络整理",
        "转载文章",
        "转载稿件",
        "未知来源",
        "网络来源",
        "本报",
        "本刊",
        "其他",
        "其它",
        "综合整理",
        "admin1",
        "匿名用户",
        "佚",
        "秩名",  # 佚名, misspelt
        "微信公众号",
        "公众号",
        "作者",
        "name",
        "author",
        "discuz! team and comsenz ui team",
        "大汉网络",
        "网站管理",
        "本报记者",
        "本报讯",
        "网络媒体",
        "网友投稿",
        "网友供稿",
        "用户投稿",
        "编辑中心",
        "中心",  # what is left of it behind the role
        "本站投稿",
    ]
)
_ROLE = pattern(
    r"^(?:(?:(?:本报|本刊|本网|本台|本社|全媒体|融媒体|融媒|新媒体|见习|实习|特约|首席|特派|驻[\u4e00-\u9fff]{2,4}"
    r"|[\u4e00-\u9fff]{2,8}(?:报|网|社|台|客户端|新闻|中心))*"
    r"(?:记者|通讯员|撰稿人?|撰文|作者|文字|责任编辑|值班编辑|编辑|主编|责编|编审|校对|审核|评论员|实习生|报道员|供稿"
    r"|特约撰稿人?|报道|报导)(?:[/:：、]|\s+|(?=[\u4e00-\u9fff]))"
    # 文静 is a name: one character is a role only before a mark
    r"|(?:文图|图文|文|图)(?:[/:：、]|\s+))+)[/:：\s]*"
)
_ROLE_WORDS = pattern(
    r"^(?:撰稿|撰文|作者|编辑|文|校对|审核|责编|[\u4e00-\u9fff]{0,8}(?:记者|通讯员|实习生|评论员|撰稿人|特派员))$"
)
# Addresses, programs and advertisers.
_NO_NAME = pattern(r"@\w|^https?:|\b(?:inc|team|cms|taboola|sina_mobile)\b", re.IGNORECASE)
# An office that signs for a page is nobody: 人事科, 县委宣传部, 调度中心. 陈兴科 is a person, so where a name may end
# like an office, the first two characters must be a desk.
_OFFICE = pattern(
    r"[\u4e00-\u9fff]{2,}(?:部|处|办|厅|局|委|办公室|中心|委员会|编辑室|工作室|教研室|通讯组|报道组|记者站|秘书处|学院"
    r"|公司|集团|协会|支部|团委|党委|工会|学生会|妇联|教务处|大队部|志愿队|年级组|教研组|[大中小]班组)$|^(?:团委|党委|工会|妇联|[大中小]班组)$|[\u4e00-\u9fff]{3,}(?:科|科室|系)$"
    r"|(?:人事|急诊|公卫|[外内妇儿骨眼]|药剂|检验|护理|保卫|宣传|办公|信息|网络|编辑|值班|调度|新闻|总编)(?:科|室)$"
)
_CODE = pattern(r"(?:[_\-\s]*|\s*[(（\[]\s*)(?:[A-Za-z]{1,4}\d{2,6}|\d{3,6}|[A-Z]{2,4}\d*)\s*[)）\]]?$")
# 李青和王芳; but 穆清和 and 李和平 are one person each.
# Marks of institutes behind the authors of a paper: 李青1，王芳2*. A lone nickname keeps its figure.
_MARKED = pattern(r"([\u4e00-\u9fff]{2,4})[\d*①-⑨]+(?=\s*[、，,;；\s]|$)")
_NAMES = pattern(
    r"\s*[、，,;；/／&|｜＆]\s*|(?<=[\u4e00-\u9fff]{2})\s?[和与]\s?(?=[\u4e00-\u9fff]{2})|\s+[·•]\s+|\s{2,}|\t"
)
_REMARK = pattern(r"\s*[(（](?:实习生?|见习|通讯员|特约|笔名|化名|编译|整理|[A-Z]{1,3}\d+)[)）]")
_DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "夏侯",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "宇文",
        "司徒",
        "东方",
        "端木",
        "轩辕",
        "南宫",
        "独孤",
        "赫连",
        "呼延",
        "闻人",
        "澹台",
        "钟离",
        "申屠",
        "公冶",
        "宗政",
        "濮阳",
        "淳于",
        "单于",
        "拓跋",
        "万俟",
        "长孙",
    ]
)


def names(value: str) -> list[str]:
    """Names in `value`, in order: without roles, staff codes and placeholders."""
    out: list[str] = []
    text = _REMARK.sub("", value).strip(" :：()（）[]【】|—-_")
    if len(_MARKED.findall(text)) > 1:
        text = _MARKED.sub(r"\1", text)
    for part in _NAMES.split(text):
        bare = _ROLE.sub("", part.strip())
        for name in _glued(bare) or _spaced(bare):
            bare = _CODE.sub("", name).strip(" :：()（）[]【】_-—.")
            if not _is_nobody(bare) and bare not in out:
                out.append(bare)
    return out


_GLUED = range(5, 19)  # characters; two names of two are as often a nickname


def _glued(part: str) -> list[str]:
    """The names in 钟小河何文远, where there is one way to part them."""
    ways: list[list[str]] = [[]] if len(part) in _GLUED and part.isalpha() else []
    done: list[list[str]] = []
    while ways:
        names = ways.pop()
        rest = part[sum(map(len, names)) :]
        ways += [[*names, rest[:size]] for size in (2, 3) if len(rest) >= size and is_personal(rest[:size])]
        done += [names] if not rest else []
    return done[0] if len(done) == 1 else []


def is_personal(name: str) -> bool:
    """Whether `name` can only be somebody's, without a label: a surname and a given name, and no word, nor one with
    another character behind it. 白云山 and 江水谣 are none; so are a few people: 王国维."""
    size = 2 if name[:2] in _DOUBLE_SURNAMES else 1
    if len(name) - size not in (1, 2) or (size == 1 and name[0] not in SURNAMES) or lexicon.is_word(name):
        return False
    return size == 2 or len(name) < 3 or not lexicon.is_word(name[:2])


def _is_nobody(bare: str) -> bool:
    if len(bare) < 2 or bare.isdigit() or bare.lower() in PLACEHOLDERS:
        return True
    return any(form is not None for form in (_ROLE_WORDS.match(bare), _NO_NAME.search(bare), _OFFICE.match(bare)))


def _spaced(part: str) -> list[str]:
    """`张三 李四` is two names, `李 明` one, `John Smith` one."""
    words = part.split()
    if len(words) < 2:
        return words
    if all(len(word) == 1 and hanzi.is_han(word) for word in words) and len(words) < 5:
        pair = len(words) == 4 and words[0] + words[1] not in _DOUBLE_SURNAMES  # 钟 河 何 远
        pair = pair and words[0] in SURNAMES and words[2] in SURNAMES
        return ["".join(words[:2]), "".join(words[2:])] if pair else ["".join(words)]
    if any(hanzi.is_han(word[0]) for word in words):
        out: list[str] = []
        for word in words:
            if out and len(word) == 1 and (len(out[-1]) == 1 or out[-1] in _DOUBLE_SURNAMES):
                out[-1] += word
            else:
                out.append(_ROLE.sub("", word))
        return out
    return [part]
