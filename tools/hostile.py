"""How the time of cleaning grows on input that is made to be slow.

    python tools/hostile.py [--sizes 25 100] [--only WORDS] [--times 5]

The idea: every kind of input is one short piece repeated with small changes until a size (in KB) is reached: damage of
every sort, the lines that rules look for, brackets that never close, very short rows, tags without end. The time for a
megabyte is held against that of plain prose in the same process; what takes more than `--times` that, or grows faster
than its size, is printed. Nothing may raise, and every page comes back from its article and ledger.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence

from cleaner import Cleaner
from cleaner.article import write_ledger

GROWTH = 1.5  # of the time for a megabyte, from the smallest size to the largest
CLAUSES = (
    "今天的会议由市长主持", "各部门的负责人都参加了讨论", "下午三点左右开始下雨", "老人把院子里的花搬进屋子",
    "这条路修了两年还没有通车", "学生们在操场上排成四行", "医院的走廊里坐满了人", "他把信放回抽屉",
    "河水比去年这个时候高出半米", "菜市场门口的公交站搬走了", "图书馆九点才开门", "她想起小时候住过的村子",
)  # fmt: skip
MISREAD = (
    ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("utf-8", "gb18030"), ("utf-8", "big5"), ("utf-8", "shift_jis"),
    ("utf-8", "cp866"), ("gbk", "latin-1"), ("gbk", "big5"), ("gbk", "shift_jis"), ("gbk", "cp949"), ("gbk", "euc_jp"),
    ("gbk", "koi8-r"), ("gbk", "iso8859-7"), ("big5", "gbk"), ("big5", "latin-1"),
)  # fmt: skip
# A line a kind: its name, then what is repeated. {s} a sentence, {w} two to four characters, {c} one, {n} a number,
# {d} a day; \n a line break.
PIECES = (
    r"""
prose|{s}{s}{s}\n
one line|{s}
rows of one|{c}\n
rows of words|{w}\n
rows of two letters|ab\n
rows of digits|{n}\n
table of digits|{n}\t{n}\t{n}\t{n}\n
rows of links|http://example.com/{n}.html\n
rows of chrome|首页\n打印\n返回顶部\n
the same sentence|今天的会议由市长主持，各部门的负责人都参加了。\n
dates|2014-03-{d} {d}:{d}\n
dates in one line|2014年3月{d}日
bylines|来源：{w} 作者：{w} 2014-03-{d} 编辑：{w}\n
bylines in one line|来源：{w} 作者：{w} 2014-03-{d} 编辑：{w}
related|相关阅读：{s}\n
neighbours|上一篇：{w}{w}\n下一篇：{w}{w}\n
posts|{n}楼 {w} 发表于 2014-03-{d} {d}:{d}\n{s}\n
comments|{w}：{s}\n2014-03-{d} 回复 赞({n})\n
one byte late|{w}，{w}?！?/p>\n
one byte late, in one line|“{w}{w}?俊?/p>
open brackets|“《（{w}?！?/p>
late runs to a letter|?{w}{w}A{c}
broken glosses|{w}?jì)A{c}
glosses|{c}(jì){c}(cháng)
marks|?
marks between characters|?{c}
lost between characters|<LOST>{c}
lost in sentences|{w}<LOST><LOST>{s}\n
runs of the lost|锟斤拷锟斤拷{w}\n
entities|&#20013;&ldquo;&nbsp;
entities of entities|&amp;amp;amp;
escapes|\u4e2d\u56fd{c}
escaped bytes|%E4%B8%AD%E5%9B%BD
utf-7| +TipOuk4qTro-
octals|\344\270\255
brackets|（【《
quotes|"{w}
tags|<p>{w}</p><br>
open tags|<b><i>{c}
zero width|{c}<ZERO>
spaced| {c}
scripts|{c}аβかa한é
jammers|{s}dk4$s!q
""".strip("\n")
    .replace("<LOST>", "\N{REPLACEMENT CHARACTER}")
    .replace("<ZERO>", "\N{ZERO WIDTH SPACE}")
)
MARKUP = r"""
p|<p>{s}</p>
br|{c}<br>
cells|<td>{w}</td>
rows|<table><tr><td>{n}</td><td>{w}</td></tr>
tables|<table><tr><td>{w}
divs|<div class=c{n}>{w}
spans|<span>{c}
misnested|<b><p>{w}</b></p>
links|<li><a href=/{n}>{w}{w}</a></li>
attributes|<p data-a{n}=1 class="a b c" style="margin:0;color:#333">{w}</p>
hidden|<p style="display:none">{w}</p>
styles|<style>.c{n}{{display:none}}</style><p class=c{n}>{w}</p>
comments|<div class=comment><b>{w}</b><i>2014-03-{d}</i><p>{s}</p><a href=#>回复</a></div>
pre|<pre>{c}\n</pre>
ruby|<ruby>{c}<rt>x</ruby>
options|<select><option>{w}</option></select>
articles|<article><h2>{w}</h2><p>{s}</p>
templates|<template><p>{w}</p></template>
foster|<table>{w}
"""

Made = Callable[[int], bytes]


def _sentence(chance: random.Random) -> str:
    return "，".join(chance.sample(CLAUSES, 3)) + "。"


def _repeated(name: str, piece: str, markup: bool) -> Made:
    def made(size: int) -> bytes:
        chance, out, length = random.Random(name), ["<html><meta charset=utf-8><body>"] if markup else [], 0
        while length < size:
            clause = chance.choice(CLAUSES)
            fields = {"s": _sentence(chance), "w": clause[: chance.randrange(2, 5)], "c": chance.choice(clause)}
            out.append(piece.format(**fields, n=chance.randrange(10**5), d=f"{chance.randrange(10, 29)}"))
            length += len(out[-1].encode())
        return "".join(out).encode()

    return made


def _misread(was: str, read_as: str, between: str) -> Made:
    def made(size: int) -> bytes:
        chance, out, length = random.Random(f"{was} {read_as}"), [], 0
        while length < size:
            out.append(_sentence(chance).encode(was, "ignore").decode(read_as, "replace"))
            length += len(out[-1].encode())
        return between.join(out).encode()

    return made


def kinds() -> Iterator[tuple[str, Made]]:
    """Every kind of input: its name, and what makes it."""
    for table, markup in ((PIECES, False), (MARKUP.strip("\n"), True)):
        for line in table.split("\n"):
            name, piece = line.split("|", 1)
            yield ("html: " if markup else "") + name, _repeated(name, piece.replace(r"\n", "\n"), markup)
    for was, read_as in MISREAD:
        yield f"{was} read as {read_as}", _misread(was, read_as, "\n")
        yield f"{was} read as {read_as}, in one line", _misread(was, read_as, "")


def seconds(cleaner: Cleaner, page: bytes) -> float:
    """CPU seconds for a megabyte of `page`."""
    begun = time.process_time()
    article = cleaner.clean(page)
    write_ledger(article)
    spent = time.process_time() - begun
    assert article.restore() == (article.source if article.kind == "html" else page), "does not come back"
    return spent / len(page) * 1e6


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; exit code 1 when something is too slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[25, 100], help="KB")
    parser.add_argument("--only", default="", help="part of the names of the kinds to try")
    parser.add_argument("--times", type=float, default=5.0, help="what prose takes, for a megabyte")
    options = parser.parse_args(arguments)
    cleaner, made = Cleaner(), dict(kinds())
    seconds(cleaner, made["prose"](30_000))  # tables and rules are loaded before the clock starts
    prose = seconds(cleaner, made["prose"](200_000))
    print(f"prose: {prose:.2f} CPU seconds a megabyte")
    slow = 0
    for name, make in made.items():
        if options.only not in name:
            continue
        found = [seconds(cleaner, make(1000 * size)) for size in options.sizes]
        if found[-1] > options.times * prose or found[-1] > max(GROWTH * found[0], prose):
            slow += 1
            print(f"{name}: {' '.join(f'{value:.2f}' for value in found)}", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
