"""A review without a browser: verdicts, what they become, who may speak to the server."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.commands.job import Job, perform
from cleaner.commands.reviewing import Places, ReviewError, Session
from cleaner.commands.server import ReviewServer
from cleaner.commands.verdicts import Verdicts
from cleaner.reports.triage import key_of
from cleaner.rules import Rule
from cleaner.rules import load as load_rules

PAGE = (
    "首页 > 新闻 > 正文\n\n春天来了\n\n"
    "今天上午，全市的春耕工作会议在市政府召开，各县区的代表参加了会议，会上宣读了有关文件。\n\n"
    "点击领取春耕大礼包\n\n会议要求各县区抓好备耕物资的储备和调运，确保农资供应充足，不误农时，有序推进。\n\n责任编辑：某某\n"
)
KEY = key_of("a")


def renew() -> tuple[Cleaner, Sequence[Rule]]:
    cleaner = Cleaner(rules=["rules"] if os.path.isdir("rules") else [])
    return cleaner, cleaner.settings.rules


def session(who: str = "甲") -> Session:
    return Session(Places("out", "in", Path("rules")), Verdicts("reviews", who), renew)


@pytest.fixture(autouse=True)
def _pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(PAGE, "utf-8")
    Path("in/b.txt").write_text(PAGE.replace("春天", "夏天"), "utf-8")
    perform(Job(["in"], "out", workers=1), renew()[0], lambda outcomes, total: outcomes)
    assert "首页" not in article()
    assert "点击领取春耕大礼包" in article()


def article(name: str = "a") -> str:
    return Path(f"out/{name}.txt").read_text("utf-8")


def change_of(one: Session, text: str) -> int:
    records = one.page(KEY).ledger.records
    return next(number for number, record in enumerate(records) if text in record.before)


def accept(one: Session) -> dict[str, Any]:
    return one.write(KEY, one.preview(KEY)["seal"])


def test_what_must_stay_stays_in_every_page_that_has_it_and_in_the_article() -> None:
    one = session()
    one.say(KEY, verdict="keep", change=change_of(one, "首页"), note="栏目名")
    shown = one.preview(KEY)["diff"]
    assert "+++ rules/exceptions/strip-breadcrumb-" in shown
    assert '+line = "首页 > 新闻 > 正文"' in shown
    assert not Path("rules").exists()
    told = accept(one)
    assert [(page["page"], page["state"]) for page in told["pages"]] == [("a.txt", "written"), ("b.txt", "written")]
    assert article().startswith("首页 > 新闻 > 正文\n")
    assert article("b").startswith("首页 > 新闻 > 正文\n")
    assert one.preview(KEY)["diff"] == ""
    again = renew()[0].clean(article())
    assert again.text == article()


def test_what_must_go_becomes_a_rule_with_the_line_as_its_example() -> None:
    one = session()
    one.say(KEY, verdict="drop", line=7)
    shown = one.preview(KEY)["diff"]
    assert "+++ rules/strip/reviewed-" in shown
    assert '+before = "点击领取春耕大礼包"' in shown
    accept(one)
    assert "大礼包" not in article()
    assert "大礼包" not in article("b")
    (rule,) = load_rules([Path("rules")])
    assert rule.examples[0].before == "点击领取春耕大礼包"
    assert "备耕物资" in article()


def test_nothing_is_written_but_what_was_shown() -> None:
    one = session()
    one.say(KEY, verdict="drop", line=7)
    seal = one.preview(KEY)["seal"]
    one.say(KEY, verdict="keep", change=change_of(one, "首页"))
    with pytest.raises(ReviewError, match="not those that were shown"):
        one.write(KEY, seal)
    assert not Path("rules").exists()


def test_nothing_is_written_when_the_pages_are_not_there() -> None:
    one = session()
    one.say(KEY, verdict="drop", line=7)
    Path("in/b.txt").unlink()
    with pytest.raises(ReviewError, match="say where with --root"):
        accept(one)
    assert not Path("rules").exists()


def test_another_rule_gives_the_change_its_name() -> None:
    one = session()
    number = change_of(one, "首页")
    change = one.page(KEY).ledger.changes[number]
    with pytest.raises(ReviewError, match="that did it"):
        one.say(KEY, verdict="other", change=number, other=change.rule)
    one.say(KEY, verdict="other", change=number, other="strip.home-row", note="一行导航")
    assert accept(one)
    (path,) = Path("rules/exceptions").iterdir()
    assert 'other = "strip.home-row"' in path.read_text("utf-8")
    now = one.page(KEY).ledger.changes[number]
    assert (now.start, now.end, now.rule) == (change.start, change.end, "strip.home-row")


def test_a_line_that_another_rule_should_have_taken_becomes_a_rule_of_its_class() -> None:
    one = session()
    one.say(KEY, verdict="other", line=7, other="strip.icp")
    accept(one)
    (path,) = Path("rules/strip").iterdir()
    assert 'class = "footer"' in path.read_text("utf-8")


def test_progress_is_on_the_disk_and_can_be_taken_back() -> None:
    one = session()
    one.say(KEY, verdict="accept", change=0)
    one.say(KEY, verdict="note", line=5, note="看一下")
    later = session()
    assert [(said["verdict"], said["line"], said["note"], said["change"]) for said in later.said(KEY)] == [
        ("accept", 1, "", 0),
        ("note", 5, "看一下", -1),
    ]
    undone = later.undo(KEY)
    assert undone is not None
    assert undone.verdict == "note"
    assert session("乙").undo(KEY) is None  # only one's own
    assert [said["verdict"] for said in session().said(KEY)] == ["accept"]
    assert {said["who"] for said in session().said(KEY)} == {"甲"}


def test_the_last_word_on_a_place_holds_until_it_is_taken_back() -> None:
    one = session()
    for verdict in ("keep", "accept"):
        one.say(KEY, verdict=verdict, change=change_of(one, "首页"))
    one.say(KEY, verdict="note", change=0, note="甲")
    one.say(KEY, verdict="note", change=0, note="乙")
    assert [said["verdict"] for said in one.said(KEY)] == ["accept", "note", "note"]
    assert one.preview(KEY)["diff"] == ""
    for _ in range(3):
        one.undo(KEY)
    assert [said["verdict"] for said in one.said(KEY)] == ["keep"]
    assert "exceptions/" in one.preview(KEY)["diff"]


def test_a_line_cut_off_by_a_crash_loses_only_itself() -> None:
    one = session()
    one.say(KEY, verdict="accept", change=0)
    with open(one.verdicts.path, "ab") as file:
        file.write(b'{"id": "x", "wh')
    assert len(session().said(KEY)) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "burn", "change": 0},
        {"verdict": "other", "change": 0, "other": "no.such"},
        {"verdict": "drop", "line": 2},
        {"verdict": "drop", "line": 999},
        {"verdict": "accept", "change": 9999},
        {"verdict": "accept"},
    ],
)
def test_what_cannot_be_meant_is_refused(said: dict[str, Any]) -> None:
    with pytest.raises(ReviewError):
        session().say(KEY, **said)


def test_two_reviewers_merge_in_git_without_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("config", "user.email", "t@example.org")
    git("config", "user.name", "t")
    git("add", "-A")
    git("commit", "-q", "--no-verify", "-m", "all")
    for who, note in (("甲", "栏目名"), ("乙", "")):
        git("checkout", "-q", "-b", who, "main")
        one = session(who)
        one.say(KEY, verdict="keep", change=change_of(one, "首页"), note=note)
        one.say(KEY, verdict="drop", line=7)  # both say this
        accept(one)
        git("add", "-A")
        git("commit", "-q", "--no-verify", "-m", who)
    git("merge", "-q", "--no-edit", "甲")
    assert sorted(said["who"] for said in session().said(KEY)) == ["乙", "乙", "甲", "甲"]
    assert len(list(Path("rules/exceptions").iterdir())) == 2
    assert len(list(Path("rules/strip").iterdir())) == 1


# The server.


@pytest.fixture
def server() -> Iterator[ReviewServer]:
    made = ReviewServer(session(), 0)
    thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def ask(
    server: ReviewServer, path: str, body: Any = None, method: str = "", **changed: str | None
) -> tuple[int, dict[str, str], bytes]:
    """A request as the review's own page makes it, but for the headers that are changed."""
    host = f"127.0.0.1:{server.server_port}"
    headers: dict[str, str | None] = {"Host": host, "Cookie": f"cleaner-review={server.token}"}
    if body is not None:
        headers |= {"Origin": f"http://{host}", "Content-Type": "application/json"}
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.putrequest(method or ("GET" if body is None else "POST"), path, skip_host=True)
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    headers.setdefault("Content-Length", str(len(data)) if body is not None else None)
    for name, value in headers.items():
        if value is not None:
            connection.putheader(name, value)
    connection.endheaders(data)
    answer = connection.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return told


SAY = {"key": KEY, "verdict": "accept", "change": 0}


def test_the_link_lets_in_and_keeps_the_token_from_scripts(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    code, headers, _ = ask(server, f"/?token={server.token}", Cookie=None)
    assert (code, headers["Location"]) == (303, "/index.html")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    code, headers, body = ask(server, f"/pages/{KEY}.html")
    assert code == 200
    assert server.token.encode() not in body
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "body", "changed", "code"),
    [
        ("/index.html", None, {"Cookie": None}, 403),
        ("/index.html", None, {"Cookie": "cleaner-review=wrong"}, 403),
        ("/?token=wrong", None, {"Cookie": None}, 403),
        ("/index.html?token=RIGHT", None, {"Cookie": None}, 403),
        ("/index.html", None, {"Host": "attacker.example"}, 421),
        ("/index.html", None, {"Host": None}, 421),
        ("/?token=RIGHT", None, {"Host": "attacker.example", "Cookie": None}, 421),
        ("/api/verdict", SAY, {"Origin": "http://attacker.example"}, 403),
        ("/api/verdict", SAY, {"Origin": "null"}, 403),
        ("/api/verdict", SAY, {"Origin": None}, 403),
        ("/api/verdict", SAY, {"Origin": "http://127.0.0.1:1"}, 403),
        ("/api/verdict", SAY, {"Content_Type": "text/plain"}, 415),
        ("/api/verdict", SAY, {"Cookie": None}, 403),
        ("/api/verdict", SAY, {"Content_Length": "100001"}, 413),
        ("/api/verdict", SAY, {"Content_Length": "x"}, 413),
        ("/api/verdict", b"{", {}, 400),
        ("/api/verdict", [], {}, 400),
        ("/api/verdict", {**SAY, "change": "0"}, {}, 400),
        ("/api/verdict", {**SAY, "note": 1}, {}, 400),
        ("/api/verdict", {**SAY, "verdict": "burn"}, {}, 409),
        ("/api/verdict", {**SAY, "key": "../../etc/passwd"}, {}, 404),
        ("/api/nothing", SAY, {}, 404),
        ("/assets/../server.py", None, {}, 404),
        ("/assets/%2e%2e/site.py", None, {}, 404),
        ("/assets/words.json", None, {}, 404),
        ("/pages/../a.html", None, {}, 404),
        ("/pages/nothing.html", None, {}, 404),
        ("//attacker.example/", None, {}, 404),
    ],
)
def test_nobody_else_is_answered(
    server: ReviewServer, path: str, body: Any, changed: dict[str, str | None], code: int
) -> None:
    given, headers, _ = ask(server, path.replace("RIGHT", server.token), body, **changed)
    assert given == code
    assert "Access-Control-Allow-Origin" not in headers
    assert not Path("reviews").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_not_known(server: ReviewServer, method: str) -> None:
    assert ask(server, "/api/verdict", SAY, method)[0] == 501


def test_a_verdict_over_the_wire(server: ReviewServer) -> None:
    code, _, body = ask(server, "/api/verdict", SAY)
    assert code == 200
    assert json.loads(body)["verdicts"][0]["verdict"] == "accept"
    assert json.loads(ask(server, f"/api/page/{KEY}")[2])["verdicts"][0]["change"] == 0
    assert json.loads(ask(server, "/api/undo", {"key": KEY})[2])["verdicts"] == []
    for path in ("/index.html", "/data/index.js", "/assets/words.js", "/assets/rules.js", "/assets/review.js"):
        assert ask(server, path)[0] == 200
