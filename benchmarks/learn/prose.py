"""Invented Chinese prose from a seed number: titles and articles that say nothing and never repeat by design.

Sentences are put together from parts; names of places and people are made of common characters. Some articles have
what learning must not take for chrome: headings that many articles share, a fixed closing line, a label in the text.
"""

from __future__ import annotations

from random import Random

PLACES = [
    "青山",
    "白水",
    "大坪",
    "石桥",
    "河湾",
    "柳林",
    "东岭",
    "西沟",
    "南渡",
    "北坡",
    "杨庄",
    "清溪",
    "云台",
    "古城",
    "马营",
    "高庙",
    "竹园",
    "梅岭",
    "沙洲",
    "安平",
]
SUFFIXES = ["县", "镇", "村", "乡", "街道", "社区"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "芳青伟娜敏静强磊军洋勇艳杰涛明超兰霞平刚桂英华玉萍红鹏辉玲春梅"
ROLES = [
    "村民",
    "技术员",
    "老师",
    "医生",
    "干部",
    "司机",
    "果农",
    "店主",
    "护林员",
    "教练",
    "志愿者",
    "工人",
    "研究员",
    "居民",
    "学生",
]
THINGS = [
    "水渠",
    "果园",
    "大棚",
    "图书馆",
    "卫生室",
    "小学",
    "广场",
    "灯会",
    "龙舟",
    "茶山",
    "桥梁",
    "公交线",
    "老街",
    "粮仓",
    "食堂",
    "工坊",
    "博物馆",
    "操场",
    "苗圃",
    "码头",
    "体育馆",
    "菜市场",
    "旧城墙",
    "养老院",
    "电站",
    "渔船",
    "花圃",
    "剧团",
    "车站",
    "古井",
]
VERBS = [
    "修复了",
    "改建了",
    "开放了",
    "验收了",
    "测量了",
    "重新粉刷了",
    "登记了",
    "清点了",
    "参观了",
    "规划了",
    "接管了",
    "讨论了",
    "描绘了",
    "守护了",
]
WHEN = [
    "今年春天",
    "上个月",
    "入秋以后",
    "前几天",
    "去年年底",
    "这几年",
    "立夏那天",
    "一场大雨过后",
    "天刚亮的时候",
    "农忙结束以后",
    "雪还没有化",
    "假期的头一天",
    "开学之前",
    "集市散了以后",
]
ENDS = [
    "大家都说好",
    "谁也没有想到会这样快",
    "这让附近的人方便了许多",
    "事情比预想的顺利",
    "这是他们盼了很久的事",
    "不少人特意赶来看热闹",
    "也有人提出了不同的看法",
    "结果还要再等一阵子",
    "费用由几家一起分担",
    "效果要到明年才看得出来",
    "老人们说这样才像个样子",
    "孩子们在一旁跑来跑去",
    "账目贴在门口的墙上",
    "他们打算秋后再做一次",
]
LINKS = ["于是", "后来", "不过", "因此", "同时", "另外", "据介绍", "事实上", "起初", "最后"]
SAYINGS = [
    "这件事急不得",
    "慢一点没有关系",
    "先把眼前的做好",
    "钱要花在明处",
    "路修好了人才会来",
    "手艺不能断在我们这里",
]
HEADINGS = ["一、基本情况", "二、主要做法", "三、下一步打算", "来自现场的声音", "背景", "问与答"]


def person(rng: Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice((1, 2, 2))))


def place(rng: Random) -> str:
    return rng.choice(PLACES) + rng.choice(SUFFIXES)


def title(rng: Random) -> str:
    forms = (
        lambda: f"{place(rng)}{rng.choice(ROLES)}{person(rng)}和他的{rng.choice(THINGS)}",
        lambda: f"{rng.choice(WHEN)}，{place(rng)}的{rng.choice(THINGS)}有了新模样",
        lambda: f"{place(rng)}{rng.choice(VERBS)}{rng.randint(2, 40)}处{rng.choice(THINGS)}",
        lambda: f"走进{place(rng)}：{rng.choice(THINGS)}与{rng.choice(THINGS)}",
        lambda: f"{rng.choice(THINGS)}该不该留在{place(rng)}",
    )
    return rng.choice(forms)()


def sentence(rng: Random) -> str:
    who = f"{place(rng)}的{rng.choice(ROLES)}{person(rng)}"
    what = f"{rng.choice(VERBS)}{rng.randint(2, 90)}处{rng.choice(THINGS)}"
    forms = (
        lambda: f"{rng.choice(WHEN)}，{who}{what}，{rng.choice(ENDS)}。",
        lambda: f"{rng.choice(LINKS)}，{who}带着{rng.randint(2, 9)}个人{what}，{rng.choice(ENDS)}。",
        lambda: f"{person(rng)}说：“{rng.choice(SAYINGS)}，{rng.choice(ENDS)}。”",
        lambda: (
            f"从{place(rng)}到{place(rng)}，{rng.choice(THINGS)}和{rng.choice(THINGS)}连成了一片，{rng.choice(ENDS)}。"
        ),
        lambda: f"{who}记得，{rng.choice(WHEN)}，{rng.choice(THINGS)}旁边只有一条小路，{rng.choice(ENDS)}。",
    )
    return rng.choice(forms)()


def article(rng: Random, column: str) -> list[str]:
    """The lines of an article's body. `column` is a closing line that some of a site's articles share."""
    lines = ["".join(sentence(rng) for _ in range(rng.randint(1, 4))) for _ in range(rng.randint(3, 9))]
    if rng.random() < 0.15:
        for at, heading in zip((2, 1), rng.sample(HEADINGS, 2), strict=True):
            lines.insert(at, heading)
    if rng.random() < 0.1:
        lines.insert(rng.randint(1, len(lines)), f"来源：{person(rng)}的日记，本报资料室收藏。")
    if rng.random() < 0.1:
        lines[1:1] = [f"{rng.choice(WHEN)}，{rng.choice(THINGS)}" for _ in range(rng.randint(2, 5))]
    if rng.random() < 0.2:
        lines.append(column)
    return lines
