"""Reports: hostile text first, then what a reviewer must find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.article import Article, LineNote, digest, ledger_of
from cleaner.document import Document, Edit, Field, Proposal, Warning
from cleaner.reports.markdown import code, escape, fence, spelled, table, visible
from cleaner.reports.page import page_report
from cleaner.reports.summary import summary_report

HOSTILE = [
    "<script>alert(1)</script>",
    "`````",
    "~~~~",
    "| a | b |",
    "# 标题",
    "- 列表",
    "[x](javascript:alert(1))",
    "![x](https://a.example/b.png)",
    "https://a.example/ www.a.example",
    "\u202e反转\u2066",
    "&lt;b&gt;",
    "</details>",
    "@everyone",
    "$x$ **b** _i_ ~~s~~",
    "a\r```\rb",
    "\udcff",
    "<!-- ",
    "    代码",
]


def report(source: str, *edits: Edit, **values: object) -> str:
    doc = Document(source).apply(Proposal(edits))
    made = Article(
        "新闻.txt", doc.text, source, digest(source.encode("utf-8", "surrogatepass")), encoding="utf-8",
        changes=tuple(doc.changes), **values,  # type: ignore[arg-type]
    )  # fmt: skip
    return page_report(ledger_of(made), source)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_page_breaks_out_of_nothing(text: str) -> None:
    source = f"{text}\n正文{text}正文\n"
    drop = Edit(0, len(text), "", "strip.chrome")
    mend = Edit(len(text) + 3, 2 * len(text) + 3, text + "好", "repair.x", {"proof": "inferred"})
    form = Edit(len(text) + 1, len(text) + 3, text, "canon.x")
    made = report(
        source, drop, form, mend, metadata={"title": text}, warnings=(Warning("w", 0, len(text), {"text": text}),)
    )
    made.encode("utf-8")
    prose, blocks = _split(made)
    assert len(blocks) == 2
    assert not re.search(
        r"(?<!\\)[<`]|https?:|www\.|[\u202a-\u202e\u2066-\u2069\r]|&(?!amp;|lt;|gt;|#64;)", _code_out(prose)
    )
    for block in blocks:
        assert all(line[:1] in "-+ @" for line in block)


@given(st.text(st.characters(exclude_categories=())))
def test_pieces_stay_on_their_line(text: str) -> None:
    for made in (escape(text), code(text), visible(text), spelled(text), table(["a"], [[escape(text)]])):
        made.encode("utf-8")
    assert len(visible(text).splitlines()) <= 1
    assert len(escape(text).splitlines()) <= 1
    block = fence([text, "- " + text]).split("\n")
    assert len(block) == 4
    bar = block[-1]
    assert not any(line.lstrip(" ").startswith(bar) for line in block[1:-1])


def _split(made: str) -> tuple[str, list[list[str]]]:
    """The report's prose, and the lines of its fenced blocks, read as CommonMark does."""
    prose, blocks, bar = [], [], ""
    for line in made.split("\n"):
        if bar:
            if line.strip() == bar:
                bar = ""
            else:
                blocks[-1].append(line)
        elif line.startswith("```"):
            bar = re.match("`+", line)[0]  # type: ignore[index]
            blocks.append([])
        else:
            prose.append(line)
    assert not bar
    return "\n".join(prose), blocks


def _code_out(prose: str) -> str:
    """Prose without code spans and link targets, where text means only itself."""
    prose = re.sub(r"(?<!\\)\]\([^()\s]*\)", "]", prose)
    return re.sub(r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", "", prose)


def test_the_verdict_comes_first_then_what_needs_eyes() -> None:
    warning = Warning("structure.truncated", 3, 5, {"why": "no end mark"})
    made = report("正文在这里", warnings=(warning,), verdict="needs-review", removed=0.5)
    assert made.startswith("# 新闻.txt\n\n**Article, needs review** · 50% removed · 5 characters in, 5 out · 0 changes")
    assert "| 1 | `structure.truncated` | 正文在**[**这里**]** | why: no end mark |" in made


def test_a_page_that_needed_nothing_has_a_short_report() -> None:
    assert report("正文\n").count("\n") == 5


def test_metadata_say_where_they_were_read() -> None:
    field = Field("source", "某报", 6, 8, "strip.source-label")
    made = report("标题\n来源:某报", metadata={"source": "某报", "language": "zh"}, fields=(field,))
    assert "| source | 某报 | line 2, `strip.source-label` |" in made
    assert "| language | zh | measured |" in made


def test_what_contradicts_a_metadata_value_stands_beside_it() -> None:
    fields = (
        Field("authors", "王小明", 0, 0, "markup.meta:author"),
        Field("authors", "李大力", 6, 9, "strip.author-label"),
        Field("published", "2020-01-03 10:00", 0, 0, "markup.meta:pubdate"),
        Field("published", "2020年1月3日", 10, 19, "strip.published"),
    )
    values = {"authors": ["李大力"], "published": "2020-01-03T10:00"}
    made = report("渔村的晚饭\n李大力\n2020年1月3日", metadata=values, fields=fields)
    assert "`markup.meta:author` says **王小明**; line 2, `strip.author-label` |" in made
    assert "| published | 2020-01-03T10:00 | `markup.meta:pubdate`; line 3, `strip.published` |" in made


def test_dropped_lines_stand_by_zone_with_line_and_rule() -> None:
    source = "网站\n微信 微博\n\n标题\n正文。(记者 某某)\n责编:某\n"
    spans = [
        ("网站", "strip.site"),
        ("微信 微博", "strip.share"),
        ("(记者 某某)", "strip.reporter"),
        ("责编:某", "strip.editor"),
    ]
    edits = [Edit(source.index(text), source.index(text) + len(text), "", rule) for text, rule in spans]
    lines = (LineNote(0, 9, "head", 1.0, ""), LineNote(10, 23, "body", 1.0, ""), LineNote(24, 29, "tail", 1.0, ""))
    made = report(source, *edits, lines=lines, classes={"strip.site": "chrome"})
    assert (
        "### Head\n\n```diff\n@@ line 1 · strip.site · chrome @@\n-网站\n@@ line 2 · strip.share @@\n-微信 微博\n```"
        in made
    )
    assert "### Body\n\n```diff\n@@ line 5 · strip.reporter @@\n …正文。\n-(记者 某某)\n```" in made
    assert "### Tail\n\n```diff\n@@ line 6 · strip.editor @@\n-责编:某\n```" in made


def test_neighbours_of_one_rule_are_one_hunk() -> None:
    source = "相关阅读\n\n甲新闻\n乙新闻\n"
    edits = [Edit(0, 4, "", "strip.related"), Edit(6, 9, "", "strip.related"), Edit(10, 13, "", "strip.related")]
    assert "@@ lines 1–4 · strip.related @@\n-相关阅读\n-甲新闻\n-乙新闻\n```" in report(source, *edits)


def test_a_drop_over_earlier_repairs_is_one_hunk() -> None:
    source = "版權(quán)所有,不得轉(zhuǎn)載。\n正文\n"
    edits = [
        Edit(0, 2, "", "strip.notice"),
        Edit(2, 8, "", "repair.gloss"),
        Edit(8, 14, "", "strip.notice"),
        Edit(14, 21, "", "repair.gloss"),
        Edit(21, 23, "", "strip.notice"),
    ]
    assert "@@ line 1 · strip.notice @@\n-版權(quán)所有,不得轉(zhuǎn)載。\n```" in report(source, *edits)


def test_what_is_in_doubt_comes_first_and_once() -> None:
    source = "甲乙丙丁\n某行\n别行\n"
    made = report(
        source,
        Edit(0, 1, "一", "repair.a"),
        Edit(2, 3, "三", "repair.b", {"proof": "inferred"}),
        Edit(5, 7, "", "strip.unmarked-tail", {"margin": 0.7, "cues": ""}),
        Edit(8, 10, "", "strip.unmarked-tail", {"margin": 7.0, "cues": ""}),
        metadata={"title": "题"},
    )
    heads = re.findall("^## (.+)", made, re.MULTILINE)
    assert heads == [
        "Dropped by a narrow margin: 1 place",
        "Inferred, not proved: 1",
        "Metadata",
        "Dropped: 4 characters",
        "Repairs: 1",
    ]
    assert "## Dropped by a narrow margin: 1 place\n\n```diff\n@@ line 2 · strip.unmarked-tail · margin 0.7 @@" in made
    assert made.count("repair.b · inferred") == made.count("repair.a @@") == 1


def test_a_report_fits_into_a_comment() -> None:
    source = "".join(f"菜单{k}{'长' * 300}\n坏{k}字\n" for k in range(2000))
    edits, at = [], 0
    for k, line in enumerate(source.split("\n")[:-1]):
        if line.startswith("菜单"):
            edits.append(Edit(at, at + len(line), "", f"strip.menu-{k % 300}", {"margin": 0.1}))
        else:
            edits.append(Edit(at, at + 1, "好" * (k % 300), f"repair.x{k}", {"proof": "inferred"} if k % 3 else None))
        at += len(line) + 1
    made = report(source, *edits, metadata={"authors": ["名" * 9000] * 9})
    assert 20_000 < len(made) < 65_536
    assert "more in the ledger" in made


def test_repairs_and_joins_are_shown_with_ten_characters_of_context() -> None:
    source = "一二三四五六七八九十百成績(jì)單子丑寅卯辰巳午未申酉戌亥\n前半\n后半"
    start, joint = source.index("(jì)"), source.index("\n后半")
    made = report(
        source,
        Edit(start, start + 4, "", "repair.gloss", {"proof": "inferred"}),
        Edit(joint, joint + 1, "", "structure.join"),
    )
    assert (
        "@@ line 1 · repair.gloss · inferred @@\n"
        "-四五六七八九十百成績(jì)單子丑寅卯辰巳午未申\n+四五六七八九十百成績單子丑寅卯辰巳午未申" in made
    )
    assert "@@ line 2 · structure.join @@\n-前半⏎后半\n+前半后半" in made


def test_a_long_list_shows_its_ends() -> None:
    source = "".join(f"链接{i}\n" for i in range(100)) + "正文"
    made = report(source, Edit(0, len(source) - 3, "", "strip.related"))
    assert "@@ lines 1–100 · strip.related @@\n-链接0\n" in made
    assert "-链接24\n … 70 lines more …\n-链接95\n" in made


def test_many_of_a_kind_become_a_table() -> None:
    source = "績(jì)" * 30 + "會(huì)"
    edits = [Edit(i * 5 + 1, i * 5 + 5, "", "repair.gloss") for i in range(30)]
    edits.append(Edit(151, 156, "", "repair.gloss"))
    made = report(source, *edits)
    assert made.count("@@ line") == 5
    assert "| `repair.gloss` | 31 | (jì) → ∅ ×30 · (huì) → ∅ |" in made


def test_aligned_changes_are_counted_by_character() -> None:
    made = report("會議會場", Edit(0, 4, "会议会场", "convert.t2s", None, True), Edit(4, 4, "", "x.y"))
    assert "| `convert.t2s` | 4 | 會 → 会 ×2 · 場 → 场 · 議 → 议 |" in made


def test_spaces_are_spelled_out() -> None:
    made = report("　　正文", Edit(0, 2, "", "canon.indent"))
    assert "| `canon.indent` | 1 | \\[U+3000\\]\\[U+3000\\] → ∅ |" in made


def test_a_long_page_has_a_report_that_can_be_read() -> None:
    source = "".join(f"菜单{i}\n{'长' * 500}。\n" for i in range(2000))
    at, edits = 0, []
    for i, line in enumerate(source.split("\n")[:-1]):
        if i % 2 == 0:
            edits.append(Edit(at, at + len(line), "", f"strip.menu-{i % 3}"))
        at += len(line) + 1
    made = report(source, *edits, warnings=tuple(Warning("w", i * 500, i * 500 + 9) for i in range(300)))
    assert made.count("\n") < 400
    assert "1,940 more in the ledger" in made
    assert "and 250 more" in made


def header(**values: object) -> dict[str, object]:
    base: dict[str, object] = {
        "verdict": "article", "removed": 0.1, "warnings": [], "metadata": {}, "encoding": "utf-8",
        "counts": {"changes": 3, "rules": {"canon.x": 3}},
    }  # fmt: skip
    return {**base, **values}


def test_the_summary_puts_what_needs_review_first() -> None:
    made = summary_report(
        [
            ("b", header()),
            ("a", header(warnings=[{"rule": "w.x"}, {"rule": "w.x"}])),
            ("目录/空 格", header(verdict="no-article", removed=1.0)),
            ("c", header(verdict="damaged")),
        ]
    )
    review = made.split("## Review first")[1].split("##")[0]
    assert [row.split("|")[1].strip() for row in review.strip().split("\n")[2:]] == [
        "[c](c.report.md)",
        "[目录/空 格](%E7%9B%AE%E5%BD%95/%E7%A9%BA%20%E6%A0%BC.report.md)",
        "[a](a.report.md)",
    ]
    assert "**4 pages**, 12 changes, 2 warnings" in made
    assert "| `canon.x` | 12 | 4 |" in made
    assert "| `w.x` | 2 |" in made


def test_a_summary_of_many_pages_is_one_that_hosts_show() -> None:
    name = "目录/" + "很长的文件名" * 10
    warned = header(warnings=[{"rule": f"w.{k}"} for k in range(20)], metadata={"title": "标题" * 30})
    made = summary_report((f"{name}{k}", warned) for k in range(10_000))
    assert len(made.encode()) < 1_000_000


def test_the_summary_does_not_depend_on_the_order_of_pages() -> None:
    pages = [(name, header(metadata={"title": name})) for name in "乙甲cab"]
    assert summary_report(pages) == summary_report(pages[::-1])
    assert "Nothing needs review." in summary_report(pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_titles_and_names_stay_in_their_cells(text: str) -> None:
    made = summary_report([(text, header(metadata={"title": text}, warnings=[{"rule": text}]))])
    made.encode("utf-8")
    assert not re.search(r"(?<!\\)<|https?:|www\.|\r", _code_out(made))
    rows = [line for line in made.split("\n") if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", _code_out(row))) for row in rows} <= {3, 4, 5, 6}
