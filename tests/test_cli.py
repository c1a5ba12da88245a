"""The commands: wrong usage first, then exit codes, then what each switch does."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cleaner import cli
from cleaner.article import Article, LineNote, digest
from cleaner.document import Document, Edit, Proposal, Warning
from cleaner.settings import SCRIPTS, Settings


class Fake:
    """Drops lines that begin with `#`; warns of `?`."""

    settings = Settings(())
    rules_hash = ""
    versions: ClassVar[dict[str, str]] = {}

    def clean(self, data: bytes | str, *, name: str = "") -> Article:
        source = data.decode() if isinstance(data, bytes) else data
        edits, lines, at = [], [], 0
        for line in source.split("\n"):
            if line.startswith("#"):
                edits.append(Edit(at, at + len(line) + 1, "", "strip.hash"))
            lines.append(LineNote(at, at + len(line), "head" if line.startswith("#") else "body", 1.5, "begins so"))
            at += len(line) + 1
        doc = Document(source).apply(Proposal(edits))
        warnings = tuple(Warning("x.question", i, i + 1) for i, ch in enumerate(source) if ch == "?")
        return Article(
            name, doc.text, source, digest(data), encoding="utf-8", changes=tuple(doc.changes), warnings=warnings,
            lines=tuple(lines), metadata={"title": "题"},
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "make_cleaner", lambda switches: Fake())
    Path("in/sub").mkdir(parents=True)
    Path("in/a.txt").write_text("#头\n正文\n", encoding="utf-8")
    Path("in/sub/b.html").write_text("乙\n", encoding="utf-8")


def clean(*arguments: str) -> int:
    return cli.main(cli.clean_command, arguments).code


def cleaner(*arguments: str) -> int:
    return cli.main(cli.workbench, arguments).code


def tree(folder: str = "out") -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no INPUT"),
        (["in"], "say where to, with -o DIR"),
        (["in/a.txt", "in/sub/b.html"], "say where to"),
        (["-", "in"], "cannot stand beside other inputs"),
        (["in/a.txt", "--check"], "--check and --prune need an output folder"),
        (["in", "-o", "in"], "is the input"),
        (["in", "-o", "in/a.txt"], "is not a folder"),
        (["in", "-o", "out", "--root", "nowhere"], "'nowhere' does not exist"),
        (["in", "-o", "out", "--script", "s2t"], "'s2t' is not one of"),
        (["in", "-o", "out", "--workers", "0"], "0 is not in the range"),
        (["in", "-o", "out", "--no-such"], "No such option"),
    ],
)
def test_wrong_usage_is_64(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean(*arguments) == 64
    assert message in capsys.readouterr().err
    assert not Path("out").exists()


def test_help_and_version_are_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("--help") == 0
    assert "Exit codes: 0 done; 1" in capsys.readouterr().out
    assert cleaner("-h") == 0


def test_a_folder_is_mirrored(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("in", "-o", "out") == 0
    assert tree() == [
        "SUMMARY.md", "a.ledger.jsonl", "a.report.md", "a.txt",
        "sub/b.html.ledger.jsonl", "sub/b.html.report.md", "sub/b.html.txt",
    ]  # fmt: skip
    assert Path("out/a.txt").read_text(encoding="utf-8") == "正文\n"
    assert capsys.readouterr() == ("", "2 pages: 2 written\n")


def test_one_file_from_the_root_writes_the_same_as_the_folder() -> None:
    clean("in", "-o", "out")
    clean("in/sub/b.html", "--root", "in", "-o", "one")
    assert tree("one") == [path for path in tree() if path.startswith("sub/")]
    assert all(Path("one", path).read_bytes() == Path("out", path).read_bytes() for path in tree("one"))


def test_the_summary_is_made_of_folders_only() -> None:
    clean("in/a.txt", "-o", "out")
    assert "SUMMARY.md" not in tree()


def test_one_page_goes_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert clean("in/a.txt") == 0
    assert capsysbinary.readouterr() == ("正文\n".encode(), b"")
    assert clean("in/nowhere.txt") == 2
    assert b"in/nowhere.txt: no such file" in capsysbinary.readouterr().err


def test_standard_input_goes_to_standard_output(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("#头\n怎样?\n".encode())))
    assert clean("-", "--fail-on-warning") == 3
    assert capsysbinary.readouterr() == ("怎样?\n".encode(), b"-:2: x.question\n")


def test_json_of_one_page_is_the_article(capsys: pytest.CaptureFixture[str]) -> None:
    clean("in/a.txt", "--json")
    assert json.loads(capsys.readouterr().out)["text"] == "正文\n"


def test_check_tells_differences_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("in", "-o", "out", "--check") == 1
    assert capsys.readouterr().out == "missing: out/a.txt\nmissing: out/sub/b.html.txt\n"
    assert not Path("out").exists()
    clean("in", "-o", "out")
    assert clean("in", "-o", "out", "--check") == 0
    Path("out/a.txt").write_text("别的\n", encoding="utf-8")
    os.remove("in/sub/b.html")
    before = {path: Path("out", path).read_bytes() for path in tree()}
    capsys.readouterr()
    assert clean("in", "-o", "out", "--check", "--prune") == 1
    assert capsys.readouterr().out == "stale: out/a.txt\norphan: out/sub/b.html.*\n"
    assert {path: Path("out", path).read_bytes() for path in tree()} == before


def test_check_passes_over_versions() -> None:
    clean("in", "-o", "out")
    path = Path("out/a.ledger.jsonl")
    path.write_text(path.read_text().replace('"rules_hash":""', '"rules_hash":"other"'))
    assert clean("in", "-o", "out", "--check") == 0


def test_prune_removes_orphans_and_nothing_else() -> None:
    clean("in", "-o", "out")
    os.remove("in/sub/b.html")
    Path("out/mine.txt").write_text("mine")
    assert clean("in", "-o", "out") == 0
    assert "sub/b.html.txt" in tree()
    assert clean("in", "-o", "out", "--prune") == 0
    assert tree() == ["SUMMARY.md", "a.ledger.jsonl", "a.report.md", "a.txt", "mine.txt"]


def test_prune_after_trouble_removes_nothing() -> None:
    clean("in", "-o", "out")
    os.remove("in/sub/b.html")
    assert clean("in", "nowhere", "-o", "out", "--prune") == 2
    assert "sub/b.html.txt" in tree()


def test_lone_files_make_no_orphans() -> None:
    clean("in", "-o", "out")
    assert clean("in/a.txt", "-o", "out", "--check") == 0


def test_exit_codes_failures_before_differences_before_warnings() -> None:
    Path("in/w.txt").write_text("?\n")
    strict = ("in", "-o", "out", "--fail-on-warning")
    assert clean(*strict, "--check") == 1
    assert clean(*strict) == 3
    assert clean(*strict, "--check") == 3
    Path("in/bad.txt").write_bytes(b"%PDF-")
    assert clean(*strict, "--check") == 2
    assert clean("in", "-o", "out") == 2


def test_outputs_never_overwrite_a_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert clean("in/a.txt", "-o", "in") == 2
    assert "its output 'in/a.txt' would overwrite a source" in capsys.readouterr().err
    assert clean("in", "-o", "in/out") == 0
    assert clean("in", "-o", "in/out") == 0
    assert tree("in/out").count("out/a.txt") == 0


def test_json_tells_all(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/w.txt").write_text("一\n?\n", encoding="utf-8")
    Path("in/bad.txt").write_bytes(b"%PDF-")
    clean("in", "nowhere", "-o", "out", "--json", "--quiet")
    told = json.loads(capsys.readouterr().out)
    assert told["exit"] == 2
    assert told["counts"] == {"failed": 1, "written": 3}
    assert told["troubles"] == [{"path": "nowhere", "message": "no such file or directory"}]
    assert told["pages"][-1] == {
        "path": "in/w.txt", "name": "w.txt", "state": "written", "error": "", "verdict": "article", "removed": 0.0,
        "changes": 0, "warnings": [{"rule": "x.question", "line": 2}],
    }  # fmt: skip


def test_verbose_tells_pages_and_warnings_quiet_only_errors(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in/w.txt").write_text("?\n")
    clean("in", "nowhere", "-o", "out", "--verbose")
    told = capsys.readouterr().err
    assert "written   a.txt  0% removed, 1 changes" in told
    assert "in/w.txt:1: x.question" in told
    clean("in", "nowhere", "-o", "out", "--quiet")
    assert capsys.readouterr() == ("", "clean: nowhere: no such file or directory\n")


def test_switches_can_stand_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("setup.cfg").write_text("[cleaner]\nout = out\nfail-on-warning = yes\n[other]\nx = 1\n")
    Path("in/w.txt").write_text("?\n")
    assert clean("in") == 3
    Path("cleaner.toml").write_text('out = "toml"\ndisable = ["a.b"]\n')
    assert clean("in") == 0
    assert clean("in", "-o", "line") == 0
    assert Path("toml").is_dir()
    assert Path("line").is_dir()


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("cleaner.toml", "speed = 1", "cleaner.toml: unknown key 'speed'"),
        ("cleaner.toml", "workers = 'two'", "key 'workers': must be int"),
        ("cleaner.toml", "rules = [1]", "key 'rules': must be list"),
        ("cleaner.toml", "out = ", "cleaner.toml: "),
        ("setup.cfg", "[cleaner]\nworkers = two", "setup.cfg: key 'workers': must be a number"),
        ("setup.cfg", "[cleaner]\nquiet = perhaps", "setup.cfg: key 'quiet': must be bool"),
        ("setup.cfg", "[cleaner]\nscript = s2t", "'s2t' is not one of"),
    ],
)
def test_a_faulty_settings_file_is_wrong_usage(
    file: str, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(file).write_text(text)
    assert clean("in", "-o", "out") == 64
    assert message in capsys.readouterr().err


def test_restore_gives_the_input_back(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    clean("in", "-o", "out", "-q")
    assert cleaner("restore", "out/a.txt") == 0
    assert capsysbinary.readouterr().out == Path("in/a.txt").read_bytes()
    assert cleaner("restore", "out", "-o", "back") == 0
    assert tree("back") == tree("in")
    assert Path("back/a.txt").read_bytes() == Path("in/a.txt").read_bytes()


def test_restore_refuses_what_does_not_fit_and_what_leads_outside(capsys: pytest.CaptureFixture[str]) -> None:
    clean("in", "-o", "out", "-q")
    Path("out/a.txt").write_text("别的\n", encoding="utf-8")
    assert cleaner("restore", "out/a.txt") == 2
    assert "was changed after cleaning" in capsys.readouterr().err
    os.remove("out/a.txt")
    assert cleaner("restore", "out/a.ledger.jsonl") == 2
    clean("in", "-o", "out", "-q")
    path = Path("out/a.ledger.jsonl")
    path.write_text(path.read_text().replace('"name":"a.txt"', '"name":"../a.txt"'))
    assert cleaner("restore", "out", "-o", "back/deep") == 2
    assert "not a plain name" in capsys.readouterr().err
    assert not Path("back/a.txt").exists()
    assert cleaner("restore", "out") == 64


def test_report_shows_outputs_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> str:
        assert cleaner("report", *arguments) == 0
        return capsys.readouterr().out

    clean("in", "-o", "out", "-q")
    assert told("out/a.txt") == Path("out/a.report.md").read_text("utf-8")
    assert told("out").startswith("# Summary")
    assert told("out", "--format", "diff").split("\n")[1:] == [
        "--- a/out/a.txt", "+++ b/out/a.txt", "@@ -1,2 +1,1 @@", "-#头", " 正文", "",
    ]  # fmt: skip
    assert told("out", "--format", "diff", "--stage", "repair") == ""
    run = json.loads(told("out/a.report.md", "--format", "sarif", "--root", "in"))["runs"][0]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "in/a.txt"
    pages = [json.loads(line) for line in told("out", "--format", "json").splitlines()]
    assert [page["page"] for page in pages] == ["a", "sub/b.html"]
    assert pages[0]["changes"][0]["layer"] == "dropped"
    assert told("out", "--format", "json", "-o", "all.jsonl") == ""
    assert len(Path("all.jsonl").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("command", [["report", "out", "--html", "site"], ["compare", "out", "out", "--html", "site"]])
def test_a_site_without_its_extra_says_what_to_install(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clean("in", "-o", "out", "-q")
    for name in [name for name in sys.modules if name.startswith(("cleaner.reports.site", "cleaner.reports.templ"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert cleaner(*command) == 64
    assert "pip install 'chinese-cleaner[review]'" in capsys.readouterr().err


def test_report_refuses_an_article_that_was_edited(capsys: pytest.CaptureFixture[str]) -> None:
    clean("in", "-o", "out", "-q")
    Path("out/a.txt").write_text("别的\n", encoding="utf-8")
    assert cleaner("report", "out", "--format", "diff") == 2
    assert "out/a.ledger.jsonl: the article was changed after cleaning" in capsys.readouterr().err


def test_explain_tells_each_line_or_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert cleaner("explain", "in/a.txt") == 0
    told = capsys.readouterr().out
    assert (
        "    1  dropped  head, margin 1.5\n       #头\n       because begins so\n       strip.hash: dropped “#头⏎”\n"
        in told
    )
    assert told.startswith("article, 0% removed; 2 lines: 1 dropped, 1 kept\n")
    assert "    2  kept     body, margin 1.5\n       正文\n" in told
    assert cleaner("explain", "in/a.txt:2", "--json") == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["line"], line["fate"], line["zone"]) == (2, "kept", "body")
    assert cleaner("explain", "in/a.txt:1:2", "--color") == 0
    assert "\x1b[31mdropped" in capsys.readouterr().out
    assert cleaner("explain", "in/a.txt:9") == 64
    assert cleaner("explain", "in/nowhere.txt:1") == 2


def test_rules_can_be_listed_shown_tested_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cleaner.rules.packaged", lambda: tmp_path / "mine")
    Path("mine/strip").mkdir(parents=True)
    rule = (
        'why = "A line of hashes."\nclass = "chrome"\nmatch = "line"\npattern = "#+{TAIL}"\n'
        '[[example]]\nbefore = "###"\nafter = ""\n[[keep]]\ntext = "#1"\nbecause = "a number"\n'
    )
    Path("mine/strip/hash.toml").write_text(rule.replace("{TAIL}", ""))
    assert cleaner("rules", "list") == 0
    assert "strip.hash  chrome" in capsys.readouterr().out
    assert cleaner("rules", "show", "strip.hash") == 0
    assert "example (head): '###' -> ''" in capsys.readouterr().out
    assert cleaner("rules", "show", "strip.none") == 64
    assert cleaner("rules", "docs") == 0
    assert "### strip.hash\n\nA line of hashes.\n" in capsys.readouterr().out
    assert cleaner("rules", "test") == 0
    Path("mine/strip/hash.toml").write_text(rule.replace("{TAIL}", "[0-9]?"))
    assert cleaner("rules", "test") == 1
    clean("in", "-o", "out")
    capsys.readouterr()
    assert cleaner("rules", "stats", "out") == 0
    assert " strip.hash  head 1  a\n" in capsys.readouterr().out
    Path("mine/strip/hash.toml").write_text("why = 1")
    assert cleaner("rules", "list") == 64


def test_the_scripts_are_those_of_the_settings() -> None:
    assert cli.SCRIPTS == SCRIPTS


def test_the_bar_is_for_terminals_and_long_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def shown(total: int, **switches: Any) -> str:
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        quiet = {"verbose": False, "quiet": False, **switches}
        assert len(list(cli._progress(iter(range(total)), total, quiet))) == total  # type: ignore[arg-type]
        return screen.getvalue()

    assert "cleaning" in shown(200)
    assert shown(3) == shown(200, quiet=True) == ""
