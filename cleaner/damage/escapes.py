r"""Characters written as escapes in prose: `\u4e2d\u6587`, `%E4%B8%AD`, `=E4=B8=AD`, `\344\270\255`, `&#228;&#184;`.

The idea: in code, JSON and addresses an escape is the text; in prose it is a program's output that nobody unescaped.
So an escape goes only where nothing around it is code, several stand together, and what they mean is Chinese. Each
notation is a pattern for one unit and what a unit stands for: a character, or a byte in one of the Chinese codes.

Invariant: nothing changes inside an address, a string literal or a line of code.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cleaner import lexicon
from cleaner.damage import chains
from cleaner.damage.evidence import PROVED, of_text
from cleaner.damage.taken import Taken
from cleaner.document import Edit, Proposal
from cleaner.hanzi import HAN, ascii_of, is_han
from cleaner.patterns import pattern

ESCAPE = "repair.escape"

_CODE = pattern(
    r"[{}\[\]=;<>`]|\"\s*:|\bprint\b|\bimport\b|://|www\.|\.(?:com|cn|net|org|html?|php|js|py)\b|&\w+=|^\s*(?:#|//|\$|>>>)"
)
_TALK = pattern(r"unicode|编码|編碼|转义|轉義|escape|utf-?8|url|json|字符集", re.IGNORECASE)
_GLUED_BEFORE = "/=?&.:_-\"'`@#+~%\\"
_WORD_BEFORE = pattern(r"[A-Za-z]+\Z")  # `SUV\\u8f66` is prose, `C:\\temp\\u8f66` is not
_LONGEST_WORD = 20
READABLE = -8.0  # lexicon.score of what comes out; see cleaner.lexicon
_CODES = ("utf-8", "gb18030", "big5")  # a reading as UTF-8 is its own proof, so it comes first


class _Notation(NamedTuple):
    """A way to write escapes: what a page with it must hold, runs of it, and what a run may mean."""

    sign: bytes | re.Pattern[bytes]
    runs: re.Pattern[str]
    meanings: Callable[[str], list[str]]
    least: int = 2  # Han characters that a run must mean


def _characters(unit: str) -> Callable[[str], list[str]]:
    """Units that are numbers of UTF-16 units."""
    one = pattern(unit)

    def meanings(run: str) -> list[str]:
        units = one.sub(lambda found: chr(int(found[1], 16)), run)
        return [units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")]

    return meanings


def _bytes(unit: str, base: int) -> Callable[[str], list[str]]:
    """Units that are numbers of bytes."""
    one = pattern(unit)
    return lambda run: _decoded(one.sub(lambda found: chr(int(found[1], base)) if found[1] else "", run))


def _decimal(run: str) -> list[str]:
    """Entities of characters that lost their semicolons."""
    return [re.sub(r"&#(\d{4,5})", lambda found: chr(int(found[1])), run)]


def _base64(run: str) -> list[str]:
    """A body of a mail or a field of a feed that nobody decoded."""
    digits = "".join(run.split())
    try:
        data = b64decode(digits, validate=True)
    except ValueError:
        return []
    return [_decode(data, code) for code in _CODES]


def _entities(run: str) -> list[str]:
    """Entities whose characters are bytes, as latin-1 or cp1252 shows them."""
    from html import unescape  # here, because few pages need its table

    while (plain := unescape(run)) != run:
        run = plain
    data = [chains.bytes_of(character, "cp1252") for character in run]
    return _decoded(b"".join(data).decode("latin-1")) if all(data) else []


def _utf7(run: str) -> list[str]:
    """Base64 of whole UTF-16 units; the bits that are left over are zero."""
    digits = run[1:].rstrip("-")
    size = len(digits) * 6 // 16 * 2
    data = b64decode(digits + "A" * (-len(digits) % 4))
    return [] if any(data[size:]) else [data[:size].decode("utf-16-be", "replace")]


def _mail(run: str) -> list[str]:
    """Encoded words of mail headers (RFC 2047)."""
    from email.errors import MessageError  # here, because few pages need it
    from email.header import decode_header, make_header

    try:
        return [str(make_header(decode_header(run)))]
    except (LookupError, ValueError, MessageError):
        return []


def _hz(run: str) -> list[str]:
    return [_decode(bytes(ord(character) | 0x80 for character in run[2:-2]), "gb2312")]


def _decoded(shown: str) -> list[str]:
    data = shown.encode("latin-1")
    return [_decode(data, code) for code in _CODES]


def _decode(data: bytes, code: str) -> str:
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        return ""


def _run(unit: str, between: str = "") -> re.Pattern[str]:
    return pattern(f"(?:{unit})(?:{between}(?:{unit}))*")


_H4, _H3, _H2 = "[0-9a-fA-F]{4}", "[0-9a-fA-F]{3}", "[0-9a-fA-F]{2}"
_BARE = f"u(?:[4-9]{_H3}|(?:ff|FF|30|20){_H2})"  # the backslash is gone; Han characters, their marks
_BARES = pattern(rf"(?<![A-Za-z0-9\\%+])(?:{_BARE}){{3,}}(?![A-Za-z0-9])")
_BARE_PAIR = pattern(b"u[4-9fF23][0-9a-fA-F]{3}u")
_DIGITS = "A-Za-z0-9+/"
_LONG_WORD = pattern(b"[A-Za-z0-9+/]{24}")
_ENTITY = "&(?:amp;)*(?:#[0-9]{2,4}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,6}[0-9]{0,2});"
# One pattern for each notation: a scan for one first character is many times faster than for a choice.
_NOTATIONS = (
    _Notation(b"\\u", _run(rf"\\\\?u{_H4}", r"[ -\[\]-~]?"), _characters(rf"\\\\?u({_H4})")),
    _Notation(b"\\u{", _run(rf"\\u\{{{_H4}\}}"), _characters(rf"\\u\{{({_H4})\}}")),
    _Notation(b"\\U", _run(rf"\\U0000{_H4}"), _characters(rf"\\U0000({_H4})")),
    _Notation(b"\\x{", _run(rf"\\x\{{{_H4}\}}"), _characters(rf"\\x\{{({_H4})\}}")),
    _Notation(b"\\", _run(rf"\\{_H4} ?(?![0-9a-fA-F])"), _characters(rf"\\({_H4}) ?")),
    _Notation(_BARE_PAIR, _BARES, _characters(f"u({_H4})"), 3),
    _Notation(b"%u", _run(f"%u{_H4}"), _characters(f"%u({_H4})")),
    _Notation(b"%25u", _run(f"%(?:25)+u{_H4}"), _characters(f"%(?:25)+u({_H4})")),
    _Notation(b"<U+", _run(rf"<U\+{_H4}>"), _characters(rf"<U\+({_H4})>")),
    _Notation(b"U+", _run(rf"U\+{_H4}", " ?"), _characters(rf"U\+({_H4}) ?"), 3),
    _Notation(b"0x", _run(f"0x{_H4}", "[ ,]{1,2}"), _characters(f"0x({_H4})[ ,]*"), 4),
    _Notation(b"%", _run(f"%(?:25)*{_H2}"), _bytes(f"%(?:25)*({_H2})", 16)),
    _Notation(b"\\x", _run(rf"\\x{_H2}"), _bytes(rf"\\x({_H2})", 16)),
    _Notation(b"=?", _run(r"=\?[A-Za-z0-9-]{2,20}\?[BQbq]\?[!->@-~]{4,}\?=", r"\s?"), _mail),
    _Notation(b"=", _run(r"=[0-9A-Fa-f]{2}(?:=\n)?"), _bytes(r"=(?:([0-9A-Fa-f]{2})|\n)", 16)),
    _Notation(b"<", _run("<[89a-fA-F][0-9a-fA-F]>"), _bytes(f"<({_H2})>", 16)),
    _Notation(b"\\", _run(r"\\[2-3][0-7]{2}"), _bytes(r"\\([2-3][0-7]{2})", 8)),
    _Notation(b"&#", _run(r"&#\d{4,5}(?![\d;])"), _decimal),
    _Notation(b"&#x", _run(r"&#x[0-9a-fA-F]{4}(?![\w;])"), _characters(r"&#x([0-9a-fA-F]{4})")),
    _Notation(b"&", _run(_ENTITY, "[\x80-\xff]{0,6}"), _entities, 3),
    _Notation(b"~{", pattern(r"~\{(?:[!-w][!-~]){2,}~\}"), _hz),
    _Notation(_LONG_WORD, pattern(rf"[{_DIGITS}](?<![{_DIGITS}=_.-].)[{_DIGITS}]{{23,}}(?:\n[{_DIGITS}]{{4,}})*={{0,2}}"
                                  rf"(?![{_DIGITS}=_.-])"), _base64, 6),
    _Notation(b"+", pattern(r"\+[A-Za-z0-9+/]{8,}-?"), _utf7, 3),
)  # fmt: skip


def find(text: str) -> Proposal:
    """Edits that turn runs of escapes into the characters they stand for."""
    signs = ascii_of(text)
    edits: list[Edit] = []
    taken = Taken()
    for notation in _NOTATIONS:
        sign = notation.sign
        if sign in signs if isinstance(sign, bytes) else sign.search(signs):
            runs = [found for found in notation.runs.finditer(text) if len(found[0]) > 3]
            edits += [edit for edit in _edits(text, notation, runs) if taken.take(edit.start, edit.end)]
    return Proposal(sorted(edits)) if edits and not _TALK.search(_without(text, edits)) else Proposal()


def _without(text: str, edits: list[Edit]) -> str:
    kept, at = [], 0
    for edit in sorted(edits):
        kept.append(text[at : edit.start])
        at = edit.end
    return "".join([*kept, text[at:]])


def _edits(text: str, notation: _Notation, runs: list[re.Match[str]]) -> Iterator[Edit]:
    """Runs that are Chinese; then, in the same lines, shorter ones, down to a single mark."""
    lines: set[int] = set()
    short: list[tuple[int, re.Match[str]]] = []
    line, code = (-1, -1), False  # the last line looked at: one may hold thousands of runs
    for found in runs:
        start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
        meant = _meant(notation, found[0], notation.least)
        if not meant:
            short.append((start, found))
            continue
        if line != (start, end):
            line = start, end
            code = bool(_CODE.search(notation.runs.sub("", text[start : end if end >= 0 else len(text)])))
        if not code and not _glued(text, found):
            lines.add(start)
            yield Edit(found.start(), found.end(), meant, ESCAPE, of_text(PROVED, meant))
    for start, found in short:
        if start in lines and (meant := _meant(notation, found[0], 0)):
            yield Edit(found.start(), found.end(), meant, ESCAPE, of_text(PROVED, meant))


def _glued(text: str, found: re.Match[str]) -> bool:
    """Is the run part of an address, a file name or a string literal?"""
    word = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
    start = word.start() if word else found.start()
    before, after = text[max(0, start - 1) : start], text[found.end() : found.end() + 1]
    if before and before in _GLUED_BEFORE:
        return True
    return bool(after) and after in "/=&_\"'`+-%\\"


def _meant(notation: _Notation, run: str, least: int) -> str:
    """The text that the escapes stand for if it is Chinese, else ""."""
    for meant in notation.meanings(run):
        if not meant or "\ufffd" in meant or not meant.isprintable():
            continue
        if not least and all(is_han(character) or character in lexicon.KEPT for character in meant):
            return meant
        if least and len(re.findall(f"[{HAN}]", meant)) >= least and lexicon.score(meant) > READABLE:
            return meant
    return ""
