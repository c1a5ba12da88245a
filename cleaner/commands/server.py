"""The review's server: the site's pages on the loopback interface, and a reviewer's words taken back.

The idea: the standard library's server is enough for one person; what matters is who may speak to it. Page text is
hostile, and so is every other site open in the same browser.

Invariant: answers only requests that name this host and bear the session's token (a cookie no script can read, set by
the link that the command printed); whatever changes anything must also come from this origin, as JSON. No answer may
be framed, sniffed, cached, or run any script but the site's own files.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cleaner.commands.reviewing import ReviewError, Session
from cleaner.ledger import LedgerError
from cleaner.reports import site
from cleaner.reports.templates import ASSETS, filled

HOST = "127.0.0.1"
_COOKIE = "cleaner-review"
_MOST = 100_000  # bytes of a request
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".html": "text/html", ".json": "application/json"}
_FILES = ("style.css", "common.js", "queue.js", "index.js", "page.js", "review.js")


class ReviewServer(ThreadingHTTPServer):
    """Serves one session; `url` is the link that lets a browser in."""

    daemon_threads = True

    def __init__(self, session: Session, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.session = session
        self.token = secrets.token_urlsafe(32)
        self.lock = Lock()  # one word at a time
        self.hosts = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    @property
    def url(self) -> str:
        """The address that a reviewer opens."""
        return f"http://{HOST}:{self.server_port}/?token={self.token}"


class _RefusedError(Exception):
    """A request that is not answered; its code and the reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    server_version, sys_version = "cleaner", ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the token stands in the first request's line."""

    def _answer(self, act: Callable[[], None]) -> None:
        try:
            self._let_in()
            act()
        except _RefusedError as error:
            self._send(error.code, "application/json", [_json({"error": str(error)})])
        except (ReviewError, LedgerError, OSError) as error:
            self._send(409, "application/json", [_json({"error": str(error)})])
        except KeyError:
            self._send(404, "application/json", [_json({"error": "no such page"})])

    def _let_in(self) -> None:
        if self.headers.get("Host") not in self.server.hosts:
            raise _RefusedError(421, "another host is meant")
        if self._query_token() is not None:
            return
        cookies = SimpleCookie()
        try:
            cookies.load(self.headers.get("Cookie", ""))
        except CookieError:
            raise _RefusedError(403, "no cookie that can be read") from None
        given = cookies[_COOKIE].value if _COOKIE in cookies else ""
        if not secrets.compare_digest(given.encode(), self.server.token.encode()):
            raise _RefusedError(403, "open the link that `cleaner review` printed")

    def _query_token(self) -> str | None:
        """The token in the link's own request; None in all others."""
        parts = urlsplit(self.path)
        given = parse_qs(parts.query).get("token", [""])[0]
        right = secrets.compare_digest(given.encode(), self.server.token.encode())
        return given if right and parts.path == "/" and self.command == "GET" else None

    def _get(self) -> None:
        path = urlsplit(self.path).path
        session = self.server.session
        if path == "/":
            self._enter()
        elif path == "/index.html":
            with self.server.lock:
                values = site.index_values(session.corpus(), session.places.out)
            self._page("index.html", values)
        elif path.startswith("/pages/") and path.endswith(".html"):
            values = site.page_values(session.page(_key(path)))
            values["scripts"] = (*site.SCRIPTS, "assets/page.js", "assets/review.js")
            values["keys"] = (*values["keys"][:-1], "a", "y", "x", "o", "m", "u", "w", "?")
            self._page("review.html", {**values, "rule_names": sorted(session.rules)})
        elif path == "/favicon.ico":
            self._send(204, "image/x-icon", [])
        elif path.startswith("/api/page/"):
            self._send(200, "application/json", [_json({"verdicts": session.said(_key(path))})])
        else:
            self._file(path)

    def _enter(self) -> None:
        self.send_response(303)
        if self._query_token() is not None:
            self.send_header("Set-Cookie", f"{_COOKIE}={self.server.token}; HttpOnly; SameSite=Strict; Path=/")
        self.send_header("Location", "/index.html")
        self._headers(0)

    def _page(self, template: str, values: Mapping[str, Any]) -> None:
        self._send(200, "text/html", filled(template, {**values, "csp": ""}))

    def _file(self, path: str) -> None:
        session = self.server.session
        folder, _, name = path.removeprefix("/").partition("/")
        if (folder, name) == ("data", "index.js"):
            with self.server.lock:
                script = site.index_script(session.corpus())
        elif (folder, name) == ("assets", "words.js"):
            script = site.words_script()
        elif (folder, name) == ("assets", "rules.js"):
            script = site.rules_script({rule.id: rule.why for rule in session.rules.values()})
        elif folder == "assets" and name in _FILES:
            script = (ASSETS / name).read_text("utf-8")
        else:
            raise _RefusedError(404, "no such file")
        suffix = name[name.rindex(".") :]
        self._send(200, _TYPES[suffix], [script.encode("utf-8", "backslashreplace")])

    def _post(self) -> None:
        origins = {f"http://{host}" for host in self.server.hosts}
        if self.headers.get("Origin") not in origins:
            raise _RefusedError(403, "another site asks")
        if self.headers.get("Content-Type", "").partition(";")[0] != "application/json":
            raise _RefusedError(415, "only JSON is taken")
        given = self._body()
        session, key = self.server.session, _text(given, "key")
        with self.server.lock:
            if self.path == "/api/verdict":
                said = {name: _text(given, name) for name in ("verdict", "note", "other")}
                answer: Any = session.say(key, change=_number(given, "change"), line=_number(given, "line"), **said)
                answer = {"said": answer._asdict(), "verdicts": session.said(key)}
            elif self.path == "/api/undo":
                undone = session.undo(key)
                answer = {"undone": undone and undone._asdict(), "verdicts": session.said(key)}
            elif self.path == "/api/preview":
                answer = session.preview(key)
            elif self.path == "/api/write":
                answer = session.write(key, _text(given, "seal"))
            else:
                raise _RefusedError(404, "no such thing to do")
        self._send(200, "application/json", [_json(answer)])

    def _body(self) -> Mapping[str, Any]:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MOST:
            self.close_connection = True
            raise _RefusedError(413, "too long, or of no length")
        try:
            given = json.loads(self.rfile.read(int(length)))
        except ValueError:
            raise _RefusedError(400, "not JSON") from None
        if not isinstance(given, dict):
            raise _RefusedError(400, "not an object")
        return given

    def _send(self, code: int, kind: str, parts: Iterable[bytes]) -> None:
        data = b"".join(parts)
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self._headers(len(data))
        self.wfile.write(data)

    def _headers(self, length: int) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(length))
        if self.command == "POST" and "Content-Length" not in self.headers:
            self.close_connection = True
        self.end_headers()


def _key(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".html")


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise _RefusedError(400, f"{name!r} must be text")
    return value


def _number(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name, -1)
    if type(value) is not int:
        raise _RefusedError(400, f"{name!r} must be a number")
    return value


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()
