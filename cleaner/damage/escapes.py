r"""Characters written as escapes in prose: `\u4e2d\u6587`, `%E4%B8%AD`, `%u4e2d`, `\xe4\xb8\xad`.

The idea: in code, JSON and addresses an escape is the text; in prose it is a program's output that nobody unescaped.
So an escape goes only where nothing around it is code, several stand together, and what they mean is Chinese.

Invariant: nothing changes inside an address, a string literal or a line of code.
"""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from cleaner import lexicon
from cleaner.document import Edit, Proposal
from cleaner.hanzi import HAN

ESCAPE = "repair.escape"

# One pattern for each kind: a scan for one first character is many times faster than for a choice.
_RUNS = (
    re.compile(r"\\u[0-9a-fA-F]{4}(?:[ -\[\]-~]?\\u[0-9a-fA-F]{4})+"),
    re.compile(r"%u[0-9a-fA-F]{4}(?:%u[0-9a-fA-F]{4})+"),
    re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2}){3,}"),
    re.compile(r"\\x[0-9a-fA-F]{2}(?:\\x[0-9a-fA-F]{2}){3,}"),
)
_UNIT = re.compile(r"[\\%]u([0-9a-fA-F]{4})")
_CODE = re.compile(
    r"[{}\[\]=;<>`]|\"\s*:|\bprint\b|\bimport\b|://|www\.|\.(?:com|cn|net|org|html?|php|js|py)\b|&\w+=|^\s*(?:#|//|\$|>>>)"
)
_TALK = re.compile(r"unicode|编码|編碼|转义|轉義|escape|utf-?8|url|json|字符集", re.IGNORECASE)
_GLUED_BEFORE = "/=?&.:_-\"'`@#+~%\\"
READABLE = -8.0  # lexicon.score of what comes out; see cleaner.lexicon


def find(text: str) -> Proposal:
    """Edits that turn runs of escapes into the characters they stand for."""
    if "\\" not in text and "%" not in text:
        return Proposal()
    runs = [found for pattern in _RUNS for found in pattern.finditer(text)]
    if not runs or _TALK.search(_without_runs(text)):
        return Proposal()
    return Proposal([edit for found in runs if (edit := _edit(text, found))])


def _without_runs(text: str) -> str:
    for pattern in _RUNS:
        text = pattern.sub("", text)
    return text


def _edit(text: str, found: re.Match[str]) -> Edit | None:
    start = text.rfind("\n", 0, found.start()) + 1
    stop = text.find("\n", found.end())
    line = text[start : stop if stop >= 0 else len(text)]
    if _glued(text, found) or _CODE.search(_without_runs(line)):
        return None
    meant = _meant(found[0])
    return Edit(found.start(), found.end(), meant, ESCAPE, {"proof": "proved"}) if meant else None


def _glued(text: str, found: re.Match[str]) -> bool:
    """Is the run part of an address, a file name or a string literal?"""
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if before and (before in _GLUED_BEFORE or (before.isascii() and before.isalnum())):
        return True
    return bool(after) and after in "/=&_\"'`+-%\\"


def _meant(run: str) -> str:
    """The text that the escapes stand for if it is Chinese, else ""."""
    if run[1] == "u":
        units = _UNIT.sub(lambda unit: chr(int(unit[1], 16)), run)
        candidates = [units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")]
    else:
        data = unquote_to_bytes(run.replace("\\x", "%"))
        candidates = [_decoded(data, encoding) for encoding in ("utf-8", "gb18030")]
    for meant in candidates:
        han = len(re.findall(f"[{HAN}]", meant))
        if han >= 2 and "\ufffd" not in meant and meant.isprintable() and lexicon.score(meant) > READABLE:
            return meant
    return ""


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
