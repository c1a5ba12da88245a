"""Which lines are program code: what must not be taken for it, and what is."""

from __future__ import annotations

import pytest

from cleaner.text.code import code_lines, is_code

# --- what is no code --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "会议定于12:30开始;地点另行通知",
        "SELECT 语句怎么写",
        "He said that the file was lost; nobody believed him",
        "Make sure that you read the notes below",
        "return to the village in the autumn of that year",
        "find out more about our summer courses",
        "│ 首页 │ 新闻 │ 专题 │",
        "+86 10 1234 5678",
    ],
)
def test_prose_is_no_code(line: str) -> None:
    assert not is_code(line)


@pytest.mark.parametrize(
    "lines",
    [
        ["第一段写的是春天的事。", "    第二段写的是秋天的事,比第一段要长一些。", "第三段没有写完。"],
        ["Opening hours:", "  we are open from nine to five", "  and closed on Sundays"],
        ["| 名次 | 姓名 | 成绩 |", "| 1 | 田小禾 | 2:19 |"],
        ["SELECT 语句的用法", "先写列名，再写表名；顺序不能颠倒"],
        ["$ 5 million was raised", "$ 3 million was spent on the roof"],
        ["awk -F, '{ print }' 是最短的一句", "它把每一行照样印出来。", "记住单引号要成对'"],
        ["The sed -n 'tool is older than its users", "and nobody' remembers why it was written."],
    ],
)
def test_a_run_of_prose_or_data_is_no_code(lines: list[str]) -> None:
    assert code_lines(lines) == [False] * len(lines)


def test_prose_between_two_lines_of_code_stays_prose() -> None:
    lines = ["total = 0", "然后,把每一行的数加起来:", "total = total + 1"]
    assert code_lines(lines) == [False, False, False]


# --- what is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "    return a + b",
        "return width * height",
        'assert trim("第二章(上)") == "第二章"',
        "from pathlib import Path, PurePath, PosixPath",
        "systemctl list-timers | grep backup",
        "SELECT 姓名, 班级 FROM 学生 WHERE 年龄 > 12;",
        "rsync -a src/ host:/srv/photos \\",
        "#!/bin/sh",
        'conn.execute("""INSERT INTO log(',
    ],
)
def test_a_line_is_code(line: str) -> None:
    assert is_code(line)


@pytest.mark.parametrize(
    "lines",
    [
        ["SELECT 站名,", "       计数() OVER (PARTITION BY 线路) AS 次数", "FROM 站点;"],
        ["+----+------+", "| no | 码头 |", "+----+------+", "|  1 | 南岸 |", "+----+------+"],
        ["notes/", "├── 索引.md", "├── 2019/", "│   └── 春.md", "└── readme"],
        ["version: 2", "jobs:", "  build:", "    - run: make", "    - 'true'"],
        ["$ git gc --prune=now", "Counting objects: 812, done.", "New history written in 0.9 seconds"],
        ["$ ls -l /srv \\", "    | sort -k2 \\", "    | head", "total 0"],
        ["awk -F'|' '{ sum[$5] += $4 }", "     END { for (w in sum)", '       printf "%s\\n", w }\' bills.txt'],
        ["/var/log/shop/*.log {", "    daily", "    rotate 14", "}"],
        ['db.execute("""CREATE TABLE shelf(', "    id INTEGER,", '    name TEXT)""")', "db.commit()"],
    ],
)
def test_a_run_is_code_to_its_ends(lines: list[str]) -> None:
    assert code_lines(lines) == [True] * len(lines)


def test_prose_above_and_below_bounds_a_run() -> None:
    lines = ["先看是谁占地方：", "$ du -sh /srv", "3.2G /srv", "果然只有一个。第二步，删掉它："]
    assert code_lines(lines) == [False, True, True, False]


def test_a_function_goes_on_below_an_empty_line() -> None:
    lines = ["def area(w, h):", "    s = w * h", "", "    return s", "", "面积就这样算。"]
    assert code_lines(lines) == [True, True, False, True, False, False]
