"""Random characters of forums: Discuz's pairs, PHPWind's tokens, and what looks like them."""

from __future__ import annotations

import random

import pytest

from cleaner.damage import jammers

PROSE = (
    "河堤的第三段昨天合龙。",
    "工人们在堤上过了一夜。",
    "天亮以后雨停了。",
    "水位开始慢慢下降。",
    "下午撤下了最后一批人。",
)


def _left(text: str) -> str:
    for edit in reversed(jammers.find(text).edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _discuz(rng: random.Random) -> str:
    """What Discuz's own function writes."""
    pairs = (chr(rng.randint(32, 59)) + " " + chr(rng.randint(63, 126)) for _ in range(rng.randint(7, 15)))
    return " ".join("".join(pairs).split())


def test_pairs_go_from_lines_heads_and_ends() -> None:
    rng = random.Random(4)
    done = 0
    for _ in range(200):
        above, below = rng.sample(PROSE, 2)
        text = f"{above} {_discuz(rng)}\n{_discuz(rng)}\n{_discuz(rng)}{below}\n{_discuz(rng)}"
        done += _left(text).split() == [above, below]
    assert done >= 180  # runs of which HTML ate too many spaces stay


def test_tokens_go_where_they_come_again() -> None:
    tokens = ("&7gL&AY8", "_t9@ vVQ", "dc ]+1 A", "%Q)3*L", "dWg09sx")
    text = "\n".join(f"{line} {token}  " for line, token in zip(PROSE, tokens, strict=True))
    assert _left(text).split() == list(PROSE)


@pytest.mark.parametrize(
    "text",
    [
        "礼包码如下。\n第一组： K3$fQ9!z\n第二组： p&8Lx(2T\n第三组： aB3$x9Kd\n第四组： Zz=7]qW1",
        "K3$fQ9!z\np&8Lx(2T\naB3$x9Kd\nZz=7]qW1\n这四个都可以用。",
        "密码是： P8#k2@vQ\n用户名是： adm1n!X\n地址是： 10.0.0.1",
        "第一步。 foo(a1, B2);\n第二步。 bar[Xy]=3;\n第三步。 Baz(q9, Z)\n第四步。 x1 = Y2;",
        "今天真高兴。 :-D\n明天也高兴。 ^_^\n后天再说吧。 (T_T)\n大后天见。 XD ^_^",
        "升级到新版。 Python3.8\n升级到新版。 Node-v12.1\n升级到新版。 GCC 9.3.0\n升级到新版。 ISO8601",
        "! @ # $ % ^ & * ( ) _ +\n1 2 3 4 5 6 7 8 9 0 - =\nQ W E R T Y U I O P { }",
        "2 x + 3 y = 7 z & 4 a + 5 b = 9 c\n% ^ | ~",
        "开局：1. e4 e5 2. Nf3 Nc6 3. Bb5 a6 @ $ % ^",
        "┌─┐ | a | b | c | d | e | { } ~",
        "选项 A) 1 B) 2 C) 3 D) 4 E) 5 F) 6 @ @ @",
        "正则：[ -;] [?-~] ^ $ | { } 都要转义。",
    ],
)
def test_what_people_write_stays(text: str) -> None:
    assert _left(text) == text


RUN = "6 g0 S1 @! ~! ^# J"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"堤上有几个人?{RUN}", "堤上有几个人?"),
        (f"堤上有这些人:{RUN}", "堤上有这些人:"),
        (f"{RUN}1、第一段堤", "1、第一段堤"),
        (f"{RUN} 堤上的诗", " 堤上的诗"),
        (f"{RUN}(5)第五段堤", "(5)第五段堤"),
        (f"{RUN}2 第二段堤", "2 第二段堤"),
        (f"{RUN}https://example.com/a", "https://example.com/a"),
        ("6 g0 S1 @! ~  ^# J  K", ""),
    ],
)
def test_what_stands_beside_the_pairs_stays(text: str, left: str) -> None:
    assert _left(f"{text}\n") == f"{left}\n"
