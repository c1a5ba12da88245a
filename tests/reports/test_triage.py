"""The queue: what makes a page risky, and that no one thing makes it everything."""

from __future__ import annotations

from made import drop, page

from cleaner.document import Edit, Warning
from cleaner.reports.cleaned import Cleaned
from cleaner.reports.triage import Corpus, key_of

SOURCE = "菜单\n某行\n正文。\n"


def some(name: str, **values: object) -> Cleaned:
    return page(SOURCE, drop(SOURCE, "菜单\n"), name=f"{name}.txt", classes={"strip.menu": "chrome"}, **values)


def queue(*pages: Cleaned) -> dict[str, list[str]]:
    corpus = Corpus()
    for made in pages:
        corpus.add(made)
    return {row.name: why for row, _, why in corpus.queue()}


def test_doubts_come_before_ordinary_pages() -> None:
    narrow = page(SOURCE, drop(SOURCE, "某行\n", margin=0.3), name="narrow.txt")
    guess = page(SOURCE, Edit(0, 1, "甲", "repair.x", {"proof": "inferred"}), name="guess.txt")
    warned = some("warned", warnings=(Warning("w.x", 0, 1), Warning("w.x", 1, 2)))
    found = queue(some("plain"), guess, some("damaged", verdict="damaged"), warned, narrow, some("bare", removed=0.9))
    assert found == {
        "damaged": ["verdict-damaged"],
        "bare": ["removed 90%"],
        "warned": ["warnings 2"],
        "narrow": ["narrow 1"],
        "guess": ["inferred 1"],
        "plain": [],
    }
    assert list(found) == ["damaged", "bare", "warned", "narrow", "guess", "plain"]


def test_many_of_one_kind_do_not_hide_a_verdict() -> None:
    warned = some("warned", warnings=tuple(Warning("w.x", 0, 1) for _ in range(999)))
    assert list(queue(warned, some("review", verdict="needs-review"))) == ["review", "warned"]


def test_a_rule_that_hardly_any_page_needs_is_told_in_a_corpus_only() -> None:
    odd = page(SOURCE, drop(SOURCE, "菜单\n"), drop(SOURCE, "某行\n", "strip.odd"), name="odd.txt")
    assert queue(odd, some("a"))["odd"] == []
    assert queue(odd, *(some(str(k)) for k in range(20)))["odd"] == ["rare 1"]


def test_the_charts_count_characters_that_went() -> None:
    corpus = Corpus()
    corpus.add(some("a"))
    assert corpus.gone == {"chrome": 2}
    assert corpus.trust == {"sure": 1}


def test_keys_are_plain_names() -> None:
    names = ["a", "a/b", "a.html", "../x", "\udcff", "长" * 90]
    assert len({key_of(name) for name in names}) == len(names)
    assert all(key_of(name).isalnum() and key_of(name).isascii() for name in names)
