"""What markup shows to be the article's: declared sentences, paragraphs under a headline, parts of one make."""

from __future__ import annotations

from cleaner.stages.markup import render
from cleaner.zoning.lines import Row, is_sentence
from cleaner.zoning.markup_proof import owned
from cleaner.zoning.zones import Label

STEP = "把洗好的青菜切成段，锅里放少许油烧热，下姜丝炒出香味来。"
OTHER = "倒入青菜大火快炒半分钟，加盐和一勺清水，盖上锅盖焖一会儿。"
THIRD = "揭开锅盖翻几下，淋上一点香油，趁热盛进白瓷盘子里端上桌。"
LONG = STEP + OTHER + THIRD + STEP[::-1]


def page(html: str) -> list[Row]:
    rendered = render(f"<!doctype html><html>{html}</html>")
    rows, at = [], 0
    for text, evidence in zip(rendered.text.split("\n"), rendered.evidence.values(), strict=True):
        rows.append(Row(at, at + len(text), text, (), evidence, is_sentence(text)))
        at += len(text) + 1
    return rows


def steps(*texts: str) -> str:
    return "".join(
        [
            f'<li id="step-{n}"><div class="recipe-step step-{n} wide"><p>{text}</p></div></li>'
            for n, text in enumerate(texts)
        ]
    )


def test_parts_of_one_make_stay() -> None:
    rows = page(f"<body><ol>{steps(STEP, OTHER, THIRD)}</ol></body>")
    labels = [Label("body", 2.0), Label("body", 2.0), Label("tail", 2.0)]
    assert owned(rows, labels, [False, False, True], {2}) == {2}


def test_one_sentence_makes_no_make() -> None:
    rows = page(f"<body><ol>{steps(STEP, THIRD)}</ol></body>")
    assert owned(rows, [Label("body", 2.0), Label("tail", 2.0)], [False, True], {1}) == set()


def test_a_teaser_of_another_make_goes() -> None:
    rows = page(f'<body><ol>{steps(STEP, OTHER)}</ol><div class="box text small"><p>{THIRD}</p></div></body>')
    labels = [Label("body", 2.0), Label("body", 2.0), Label("tail", 2.0)]
    assert owned(rows, labels, [False, False, True], {2}) == set()


def test_below_the_first_post_of_others_nothing_is_the_articles() -> None:
    rows = page(f"<body><ol>{steps(STEP, OTHER, THIRD)}</ol></body>")
    labels = [Label("body", 2.0), Label("body", 2.0), Label("tail", 2.0, told="below the first post of others")]
    assert owned(rows, labels, [False, False, True], {2}) == set()


def test_a_linked_part_is_a_teaser() -> None:
    linked = f'<li id="step-9"><div class="recipe-step step-9 wide"><p><a href="/9">{THIRD}</a></p></div></li>'
    rows = page(f"<body><ol>{steps(STEP, OTHER)}{linked}</ol></body>")
    labels = [Label("body", 2.0), Label("body", 2.0), Label("tail", 2.0)]
    assert owned(rows, labels, [False, False, True], {2}) == set()


def test_the_paragraph_under_the_headline_stays() -> None:
    rows = page(f"<body><h1>家常炒青菜</h1><p>{LONG}</p><p>{LONG[::-1]}。</p></body>")
    labels = [Label("title", 2.0), Label("head", 2.0), Label("head", 2.0)]
    assert owned(rows, labels, [False, True, True], {1, 2}) == {1}


def test_a_described_sentence_stays() -> None:
    head = f'<head><meta name="description" content="{STEP[:22]}…"></head>'
    rows = page(f"{head}<body><div>{STEP}</div><div>{OTHER}</div></body>")
    labels = [Label("head", 2.0), Label("head", 2.0)]
    assert owned(rows, labels, [True, True], {0, 1}) == {0}
    twice = page(f"{head}<body><div>{STEP}</div><div>{OTHER}</div><div>{STEP}</div></body>")
    assert owned(twice, [Label("tail", 2.0)] * 3, [True] * 3, {0, 1, 2}) == set()
