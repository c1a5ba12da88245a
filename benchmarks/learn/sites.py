"""Constructed sites from a seed number: each with its own template, its pages and their articles.

    python benchmarks/learn/sites.py FOLDER [--sites 24] [--pages 40] [--seed 1]

writes FOLDER/SITE/NNN.txt and NNN.gold.txt. A template is a choice of pieces for head, inserts and tail, in wordings
of the site's own, with what varies from page to page in them: dates, names, sections, counters, other titles.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

from prose import PLACES, article, person, place, sentence, title

Piece = Callable[["Facts"], list[str]]
WORDS = [
    "首页",
    "要闻",
    "本地",
    "民生",
    "图片",
    "视频",
    "专题",
    "评论",
    "教育",
    "健康",
    "旅游",
    "农业",
    "公告",
    "互动",
    "服务",
    "数据",
    "文化",
    "体育",
    "财经",
    "法治",
    "乡镇",
    "部门",
    "招商",
    "论坛",
    "人物",
    "读书",
    "美食",
    "房产",
    "车市",
    "天气",
    "地图",
    "招聘",
    "家居",
    "亲子",
    "公益",
    "时政",
    "副刊",
    "影像",
    "榜样",
    "智库",
]


class Facts(NamedTuple):
    """What is told of one page."""

    rng: Random
    title: str
    section: str
    date: str
    clock: str
    author: str
    others: Sequence[str]  # titles of other pages


class Page(NamedTuple):
    """A page as text and its article."""

    text: str
    gold: str


class Template:
    """A site's choice of pieces, made once from its own random numbers."""

    def __init__(self, seed: int) -> None:
        rng = self.rng = Random(seed)
        self.name = rng.choice(PLACES) + rng.choice(("新闻网", "在线", "日报", "信息港", "之窗", "热线", "生活网"))
        self.name = rng.choice("中新大小东西南北") + self.name
        self.sections = rng.sample(WORDS[1:], 5)
        self.column = rng.choice(("特此公告。", "（完）", "欢迎读者来信讲述您的故事。", "（本文为征文作品）"))
        self.head = self._some(self._heads(), 4, 7)
        self.under = self._some(self._unders(), 1, 3)
        self.inserts = self._some(self._insert_kinds(), 0, 2)
        self.tail = [*self._some(self._tails(), 4, 8), *self._some(self._footers(), 3, 6)]
        self.blank = rng.choice(("\n", "\n\n"))

    def page(self, rng: Random, others: Sequence[str], own: str) -> Page:
        facts = Facts(
            rng,
            own,
            rng.choice(self.sections),
            f"{rng.randint(2009, 2023)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
            f"{rng.randint(6, 22):02}:{rng.randint(0, 59):02}",
            person(rng),
            others,
        )
        body = article(rng, self.column)
        lines = list(body)
        for piece in self.inserts:
            if len(lines) > 3 and rng.random() < 0.8:
                at = rng.randint(2, len(lines) - 1)
                lines[at:at] = piece(facts)
        head = [line for piece in self.head for line in piece(facts)]
        under = [line for piece in self.under for line in piece(facts)]
        tail = [line for piece in self.tail for line in piece(facts)]
        text = self.blank.join([*head, own, *under, *lines, *tail]) + "\n"
        return Page(text, "\n\n".join([own, *body]) + "\n")

    def _some(self, pieces: Sequence[Piece], least: int, most: int) -> list[Piece]:
        """Some of the pieces, in their order."""
        count = min(self.rng.randint(least, most), len(pieces))
        return [pieces[at] for at in sorted(self.rng.sample(range(len(pieces)), count))]

    def _fixed(self, *lines: str) -> Piece:
        return lambda facts: list(lines)

    def _heads(self) -> list[Piece]:
        rng, name = self.rng, self.name
        menu = rng.sample(WORDS, rng.randint(8, 20))
        join = rng.choice((" | ", "  ", " ", " · "))
        here = rng.choice(("当前位置：", "您的位置：", "您现在的位置：", "位置导航 ", ""))
        arrow = rng.choice((" > ", " >> ", "-", " / "))
        row = join.join(menu)
        suffix = rng.choice(("_", "-", " | ", "--"))
        return [
            lambda f: [f"{f.title}{suffix}{f.section}{suffix}{name}"],
            self._fixed(rng.choice((f"欢迎光临{name}", f"{name} 记录身边的事", f"设{name}为首页 | 加入收藏"))),
            self._fixed(*(menu if rng.random() < 0.5 else [row])),
            self._fixed(rng.choice(("登录 | 注册 | 投稿", "会员登录  免费注册", "手机版 无障碍 关怀版"))),
            lambda f: [f"今天是{f.rng.randint(2009, 2023)}年{f.rng.randint(1, 12)}月{f.rng.randint(1, 28)}日 天气晴"],
            lambda f: [f"热搜：{f.rng.choice(f.others)}  {f.rng.choice(f.others)}"],
            self._fixed(rng.choice(("请输入关键字 搜索", "站内搜索 高级搜索"))),
            lambda f: [f"{here}{name}{arrow}{f.section}{arrow}正文"],
        ]

    def _unders(self) -> list[Piece]:
        rng, name = self.rng, self.name
        label = rng.choice(("来源：", "稿源：", "信息来源：", "出处："))
        return [
            rng.choice(
                (
                    lambda f: [f"{f.date} {f.clock}  {label}{name}"],
                    lambda f: [f"发布时间：{f.date}  {label}{name}  作者：{f.author}"],
                    lambda f: [f"{f.date} {f.clock}", f"{label}{name}", f"作者：{f.author}"],
                    lambda f: [f"【{f.date}】 【{label}{place(f.rng)}融媒体中心】 【编辑：{f.author}】"],
                )
            ),
            lambda f: [f"浏览次数：{f.rng.randint(3, 99999)}  字号：【大 中 小】"],
            self._fixed(*rng.choice((("分享到：", "微信", "微博", "空间"), ("打印本页 | 收藏 | 关闭",)))),
        ]

    def _insert_kinds(self) -> list[Piece]:
        rng, name = self.rng, self.name
        return [
            self._fixed(rng.choice(("广告", "—— 广告 ——", "点击进入专题", f"关注{name}公众号，看更多身边事"))),
            lambda f: [f"【相关阅读】{f.rng.choice(f.others)}"],
            self._fixed(rng.choice(("展开全文", "下载客户端 阅读体验更好", "（点击图片看大图）"))),
        ]

    def _tails(self) -> list[Piece]:
        rng, name = self.rng, self.name
        edit = rng.choice(("责任编辑：{}", "（编辑：{}）", "[责编：{}]", "值班编委 {}", "审核：{} 校对：{}"))
        related = rng.choice(("相关新闻", "相关阅读", "延伸阅读", "猜你喜欢", "更多精彩", "邻里都在看"))
        hot = rng.choice(("热门排行", "点击榜", "24小时热文", "一周排行"))
        many = rng.randint(3, 6)

        def ranked(f: Facts) -> list[str]:
            return [hot, *(f"{n} {f.rng.choice(f.others)}" for n in range(1, many + 1))]

        def listed(f: Facts) -> list[str]:
            dated = rng.random() < 0
            return [related, *(f.rng.choice(f.others) + (" 05-11" if dated else "") for _ in range(many))]

        def feed(f: Facts) -> list[str]:
            out = [rng_feed]
            for _ in range(3):
                out += [f.rng.choice(f.others), sentence(f.rng)[:40] + "……"]
            return out

        rng_feed = rng.choice(("为您推荐", "大家还看了", "头条推荐"))
        return [
            lambda f: [edit.replace("{}", f.author, 1).replace("{}", person(f.rng))],
            lambda f: [f"标签：{f.section} {f.rng.choice(PLACES)} {f.rng.choice(PLACES)}"],
            lambda f: [f"上一篇：{f.rng.choice(f.others)}", f"下一篇：{f.rng.choice(f.others)}"],
            lambda f: [f"已有{f.rng.randint(0, 900)}人参与", "我来说两句", "发表评论"],
            listed,
            ranked,
            feed,
            self._fixed(
                f"声明：{name}登载此文出于传递更多信息之目的，并不意味着赞同其观点或证实其描述，请读者自行判断。"
            ),
        ]

    def _footers(self) -> list[Piece]:
        rng, name = self.rng, self.name
        links = rng.choice((" | ", "　", " - ")).join(
            ("关于我们", "联系方式", "广告服务", "网站地图", "法律声明", "友情链接")
        )
        number = rng.randint(10000000, 99999999)
        return [
            self._fixed(links),
            self._fixed(f"Copyright © {rng.randint(2001, 2012)}-2023 {name} All Rights Reserved"),
            self._fixed(f"{name} 版权所有 未经书面授权不得复制或建立镜像"),
            self._fixed(f"京ICP备{number}号-{rng.randint(1, 9)}"),
            self._fixed(f"京公网安备 1101020200{rng.randint(1000, 9999)}号"),
            self._fixed(f"地址：{rng.choice(PLACES)}路{rng.randint(1, 99)}号  电话：010-{number}"),
            self._fixed(*rng.sample(("二维码", "扫一扫 关注我们", "手机客户端", "返回顶部", "意见反馈"), 3)),
        ]


def pages(seed: int, count: int, changes: bool = False) -> Iterator[Page]:
    """`count` pages of the site `seed`; with `changes` the second half has another template of the same site."""
    template = Template(seed)
    after = Template(seed + 5000) if changes else template
    after.name, after.sections = template.name, template.sections
    rng = Random(seed * 7 + 1)
    titles = [title(rng) for _ in range(count * 3)]
    for at in range(count):
        now = template if at < count // 2 else after
        yield now.page(Random(seed * 100003 + at), titles[count:], titles[at])


def write(folder: Path, found: Sequence[Page], prefix: str = "") -> None:
    """Pages as files, numbered."""
    folder.mkdir(parents=True, exist_ok=True)
    for at, page in enumerate(found):
        (folder / f"{prefix}{at:04}.txt").write_text(page.text, encoding="utf-8")
        (folder / f"{prefix}{at:04}.gold").write_text(page.gold, encoding="utf-8")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--sites", type=int, default=24)
    asked.add_argument("--pages", type=int, default=40)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    for number in range(given.sites):
        write(given.folder / f"site-{number:02}", list(pages(given.seed * 1000 + number, given.pages)))


if __name__ == "__main__":
    main()
