"""Rules learnt from constructed sites: what they keep, lose, refuse and remember. Large figures: benchmarks/learn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.commands import learning
from cleaner.commands.rulebook import failures
from cleaner.rules import load, packaged

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks" / "learn"))
from sites import Page, pages  # noqa: E402

RULES = load([packaged()])
GENERAL = Cleaner()


def written(folder: Path, *groups: Sequence[Page]) -> str:
    folder.mkdir(exist_ok=True)
    for number, group in enumerate(groups):
        for at, page in enumerate(group):
            (folder / f"{number}-{at:04}.txt").write_text(page.text, encoding="utf-8")
    return str(folder)


def learn(source: str, out: Path | None = None, **more: object) -> learning.Result:
    errand = learning.Errand([source], out and str(out), None, 1, (), False)._replace(**more)
    return learning.learn(errand, RULES, lambda batches, count: batches)


def inked(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("seed", "changes"), [(1003, False), (1017, False), (1501, True)])
def test_learnt_rules_alone_leave_the_article(tmp_path: Path, seed: int, changes: bool) -> None:
    site = list(pages(seed, 40, changes))
    out = tmp_path / "rules"
    learning.accept(learn(written(tmp_path / "pages", site[::2])), str(out), None)
    alone, both = Cleaner(rules=[out], default_rules=False), Cleaner(rules=[out])
    kept = extra = 0
    for page in site[1::2]:
        gold = [inked(line) for line in page.gold.split("\n") if line]
        lines = [inked(line) for line in alone.clean(page.text.encode()).text.split("\n") if line.strip()]
        assert [line for line in gold if line not in lines] == [], "a line of an article is lost"
        kept += sum(map(len, gold))
        extra += sum(len(line) for line in lines if line not in gold)
        general = {inked(line) for line in GENERAL.clean(page.text.encode()).text.split("\n")}
        now = {inked(line) for line in both.clean(page.text.encode()).text.split("\n")}
        assert set(gold) & general <= now, "a page got worse"
    assert kept / (kept + extra) >= 0.97


def test_learnt_rules_pass_their_own_tests_beside_all_others(tmp_path: Path) -> None:
    out = tmp_path / "rules"
    learning.accept(learn(written(tmp_path / "pages", list(pages(1005, 20)))), str(out), None)
    mine = load([out])
    assert list(failures([*RULES, *mine], [rule.id for rule in mine])) == []
    fields = {rule.field for rule in mine if rule.action == "extract"}
    assert {"published", "source", "authors"} <= fields
    assert all(rule.keeps and rule.seen and not rule.evidence for rule in mine)


def test_two_sites_in_one_folder_are_told_apart(tmp_path: Path) -> None:
    source = written(tmp_path / "pages", list(pages(1003, 12)), list(pages(1005, 12)))
    result = learn(source)
    assert [lesson.site.pages for lesson in result.lessons] == [12, 12]
    learning.accept(result, str(tmp_path / "rules"), None)
    assert sorted(path.name for path in (tmp_path / "rules").iterdir()) == ["site-1", "site-2"]


def test_two_pages_are_no_evidence(tmp_path: Path) -> None:
    result = learn(written(tmp_path / "pages", list(pages(1003, 2))))
    assert (result.pages, result.alone, result.lessons) == (2, 2, ())


def test_the_same_with_workers_and_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.learn.corpus.BATCH", 5)
    source = written(tmp_path / "pages", list(pages(1003, 12)))
    once = learn(source)
    assert learn(source, workers=2).lessons == once.lessons
    state = tmp_path / "state"
    assert learn(source, state=str(state)).lessons == once.lessons
    assert len(list(state.iterdir())) == 3
    monkeypatch.setattr("cleaner.learn.corpus.sign", None)  # all is done already
    assert learn(source, state=str(state)).lessons == once.lessons


def test_what_is_refused_stays_away(tmp_path: Path) -> None:
    source, out = written(tmp_path / "pages", list(pages(1003, 12))), tmp_path / "rules"
    first, _ = learning.accept(learn(source), str(out), lambda proposal: "n" if proposal.zone == "head" else "y")
    assert first
    assert not any(rule.zones[0] == "head" for rule in load([out]))
    Path(first[0]).unlink()  # a person's other way to say no
    again, passed = learning.accept(learn(source), str(out), None)
    assert first[0] not in again
    assert passed
    assert not any(rule.zones[0] == "head" for rule in load([out]))


def test_a_file_that_a_person_changed_stays(tmp_path: Path) -> None:
    source, out = written(tmp_path / "pages", list(pages(1003, 12))), tmp_path / "rules"
    first, _ = learning.accept(learn(source), str(out), None)
    changed = Path(first[0])
    changed.write_text("# mine\n" + changed.read_text(encoding="utf-8"), encoding="utf-8")
    learning.accept(learn(source), str(out), None)
    assert changed.read_text(encoding="utf-8").startswith("# mine\n")


def test_a_clean_article_speaks_against_a_rule(tmp_path: Path) -> None:
    made = list(pages(1003, 12))
    source = written(tmp_path / "pages", made)
    (insert,) = (one for one in learn(source).lessons[0].found[0].proposals if "点击图片" in one.label)
    clean = tmp_path / "clean"
    clean.mkdir()
    (clean / "a.txt").write_text("（点击图片看大图）\n", encoding="utf-8")
    found = learn(source, clean=[str(clean)]).lessons[0].found[0]
    assert insert.name not in [one.name for one in found.proposals]
    assert any("点击图片" in clash.label and "a clean article" in clash.evidence[0] for clash in found.clashes)


def test_new_only_and_what_the_rules_miss(tmp_path: Path) -> None:
    source = written(tmp_path / "pages", list(pages(1000, 12)))
    lesson = learn(source, new_only=True).lessons[0]
    assert lesson.found[0].proposals
    assert not any(one.known for one in lesson.found[0].proposals)
    assert any("字号" in text for text, _ in lesson.missed)
    assert any("missed by the rules so far" in line for line in learning.in_words(learn(source)))
