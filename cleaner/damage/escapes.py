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
from cleaner.damage.evidence import PROVED, Note, note, of_text
from cleaner.damage.taken import Taken
from cleaner.document import Edit, Proposal
from cleaner.hanzi import HAN, ascii_of
from cleaner.patterns import pattern

ESCAPE = "repair.escape"

_CODE = pattern(
    r"[{}\[\]=;<>`]|\"\s*:|\bprint\b|\bimport\b|://|www\.|\.(?:com|cn|net|org|html?|php|js|py)\b|&\w+=|^\s*(?:#|//|\$|>>>)"
)
_TALK = pattern(r"unicode|编码|編碼|转义|轉義|escape|utf-?8|url|json|字符集", re.IGNORECASE)
# What prose has of the signs of code.
_MARKUP = pattern(r"</?(?:p|br|b|i|u|em|strong|span|div|font|a|img|li|td|h[1-6])\b[^<>\n]{0,80}>|\[\d{1,3}\]|&\w{2,8};")
_GLUE_BEFORE, _GLUE_AFTER = "/=?&.:_-\"'`@#+~%\\", "/=&_\"'`+-%\\"
_GAP = pattern(r"[^/=?&_`@#+~\\\n\"'(,:]*[\"'%.:-]?[^/=?&_`@#+~\\\n\"'(,:]*")  # between two pieces of one sentence
_LONGEST_GAP = 12
_QUOTE = frozenset("\"'")
_NUMBER = pattern(r"(?:^|\n)\s*\d{0,3}[.)]\s?\Z")  # of an item in a list
_WORD_BEFORE = pattern(r"[A-Za-z]+\Z")  # `SUV\\u8f66` is prose, `C:\\temp\\u8f66` is not
_LONGEST_WORD = 20
_SHORT = pattern(f"(?:[{HAN} =\N{NO-BREAK SPACE}\u2010-\u2027\u3000-\u303f\uff01-\uff5e…·])*")
READABLE = -8.0  # lexicon.score of what comes out; see cleaner.lexicon
READABLE_SURE = -10.5  # of what is UTF-8, or in a notation that nothing else is written in: a name of rare characters
_NO_TEXT = pattern("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_CODES = ("utf-8", "gb18030", "big5")  # a reading as UTF-8 is its own proof, so it comes first


class _Meaning(NamedTuple):
    """What a run may mean, the `lexicon.score` from which on it does, and its bytes where it is written in bytes."""

    text: str
    least: float
    data: bytes = b""
    code: str = ""

    def note(self) -> Note:
        """The evidence of an edit."""
        return note(PROVED, self.data, was=[self.code]) if self.data else of_text(PROVED, self.text)


class _Notation(NamedTuple):
    """A way to write escapes: what a page with it must hold, runs of it, and what a run may mean."""

    sign: bytes | re.Pattern[bytes]
    runs: re.Pattern[str]
    meanings: Callable[[str], list[_Meaning]]
    least: int = 2  # Han characters that a run must mean


def _characters(unit: str, least: float) -> Callable[[str], list[_Meaning]]:
    """Units that are numbers of UTF-16 units."""
    one = pattern(unit)

    def meanings(run: str) -> list[_Meaning]:
        units = one.sub(_of_number, run)
        return [_Meaning(units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), least)]

    return meanings


def _bytes(unit: str, base: int) -> Callable[[str], list[_Meaning]]:
    """Units that are numbers of bytes."""
    one = pattern(unit)
    return lambda run: _decoded(one.sub(lambda found: chr(int(found[1], base)) if found[1] else "", run))


def _decimal(run: str) -> list[_Meaning]:
    """Entities of characters that lost their semicolons."""
    return [_Meaning(re.sub(_DECIMAL, lambda found: chr(int(found[1])), run), READABLE_SURE)]


def _code_points(run: str) -> list[_Meaning]:
    """`U+4E2D`: a space between all of them is the list's, one here and there the text's."""
    spaced = run.count(" ") >= run.count("+") - 1
    unit = r"U\+([0-9a-fA-F]{4}) ?" if spaced else r"U\+([0-9a-fA-F]{4})"
    return [_Meaning(re.sub(unit, _of_number, run), READABLE)]


def _of_number(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _base64(run: str) -> list[_Meaning]:
    """A body of a mail or a field of a feed that nobody decoded."""
    digits = "".join(run.split())
    try:
        data = b64decode(digits, validate=True)
    except ValueError:
        return []
    return _readings(data)


def _entities(run: str) -> list[_Meaning]:
    """Entities whose characters are bytes, as latin-1 or cp1252 shows them."""
    from html import unescape  # here, because few pages need its table

    while (plain := unescape(run)) != run:
        run = plain
    data = [chains.bytes_of(character, "cp1252") for character in run]
    return _decoded(b"".join(data).decode("latin-1")) if all(data) else []


def _utf7(run: str) -> list[_Meaning]:
    """Base64 of whole UTF-16 units; the bits that are left over are zero."""
    digits = run[1:].rstrip("-")
    size = len(digits) * 6 // 16 * 2
    data = b64decode(digits + "A" * (-len(digits) % 4))
    return [] if any(data[size:]) else [_Meaning(data[:size].decode("utf-16-be", "replace"), READABLE)]


def _mail(run: str) -> list[_Meaning]:
    """Encoded words of mail headers (RFC 2047)."""
    from email.errors import MessageError  # here, because few pages need it
    from email.header import decode_header, make_header

    try:
        return [_Meaning(str(make_header(decode_header(run))), READABLE_SURE)]
    except (LookupError, ValueError, MessageError):
        return []


def _hz(run: str) -> list[_Meaning]:
    return _readings(bytes(ord(character) | 0x80 for character in run[2:-2]), "gb2312")


def _decoded(shown: str) -> list[_Meaning]:
    return _readings(shown.encode("latin-1"))


def _readings(data: bytes, *codes: str) -> list[_Meaning]:
    """What `data` says in each of the codes that can read it."""
    found = []
    for code in codes or _CODES:
        try:
            text, least = data.decode(code), READABLE_SURE if code == "utf-8" else READABLE
            found.append(_Meaning(text, least, data, code))
        except UnicodeDecodeError:
            continue
    return found


def _run(unit: str, between: str = "") -> re.Pattern[str]:
    return pattern(f"(?:{unit})(?:{between}(?:{unit}))*")


_H4, _H3, _H2 = "[0-9a-fA-F]{4}", "[0-9a-fA-F]{3}", "[0-9a-fA-F]{2}"
_BARE = f"u(?:[4-9]{_H3}|(?:ff|FF|30|20){_H2})"  # the backslash is gone; Han characters, their marks
_BARES = pattern(rf"(?<![A-Za-z0-9\\%+])(?:{_BARE}){{3,}}(?![A-Za-z0-9])")
_BARE_PAIR = pattern(b"u[4-9fF23][0-9a-fA-F]{3}u")
_DECIMAL = r"&#([1-6]\d{4}|[89]\d{3})"  # Han characters have five digits, their dashes and quotes four
_DIGITS = "A-Za-z0-9+/"
_LONG_WORD = pattern(b"[A-Za-z0-9+/]{24}")
_ENTITY = "&(?:amp;)*(?:#[0-9]{2,4}|#[xX][0-9a-fA-F]{2,4}|[A-Za-z]{2,6}[0-9]{0,2});"
# One pattern for each notation: a scan for one first character is many times faster than for a choice.
_NOTATIONS = (
    _Notation(b"\\u", _run(rf"\\\\?u{_H4}", r"[ -\[\]-~]?"), _characters(rf"\\\\?u({_H4})", READABLE_SURE)),
    _Notation(b"\\u{", _run(rf"\\u\{{{_H4}\}}"), _characters(rf"\\u\{{({_H4})\}}", READABLE_SURE)),
    _Notation(b"\\U", _run(rf"\\U0000{_H4}"), _characters(rf"\\U0000({_H4})", READABLE_SURE)),
    _Notation(b"\\x{", _run(rf"\\x\{{{_H4}\}}"), _characters(rf"\\x\{{({_H4})\}}", READABLE_SURE)),
    _Notation(b"\\", _run(rf"\\{_H4} ?(?![0-9a-fA-F])"), _characters(rf"\\({_H4}) ?", READABLE)),
    _Notation(_BARE_PAIR, _BARES, _characters(f"u({_H4})", READABLE), 3),
    _Notation(b"%u", _run(f"%u{_H4}"), _characters(f"%u({_H4})", READABLE_SURE)),
    _Notation(b"%25u", _run(f"%(?:25)+u{_H4}"), _characters(f"%(?:25)+u({_H4})", READABLE_SURE)),
    _Notation(b"<U+", _run(rf"<U\+{_H4}>"), _characters(rf"<U\+({_H4})>", READABLE_SURE)),
    _Notation(b"U+", _run(rf"U\+{_H4}", " ?"), _code_points, 3),
    _Notation(b"0x", _run(f"0x{_H4}", "[ ,]{1,2}"), _characters(f"0x({_H4})[ ,]*", READABLE), 4),
    _Notation(b"%", _run(f"%(?:25)*{_H2}"), _bytes(f"%(?:25)*({_H2})", 16)),
    _Notation(b"\\x", _run(rf"\\x{_H2}"), _bytes(rf"\\x({_H2})", 16)),
    _Notation(b"=?", _run(r"=\?[A-Za-z0-9-]{2,20}\?[BQbq]\?[!->@-~]{4,}\?=", r"\s?"), _mail),
    _Notation(b"=", _run(r"=[0-9A-Fa-f]{2}|=\n"), _bytes(r"=(?:([0-9A-Fa-f]{2})|\n)", 16)),
    _Notation(b"<", _run("<[89a-fA-F][0-9a-fA-F]>"), _bytes(f"<({_H2})>", 16)),
    _Notation(b"\\", _run(r"\\[2-3][0-7]{2}"), _bytes(r"\\([2-3][0-7]{2})", 8)),
    _Notation(b"&#", _run(rf"{_DECIMAL}(?!;)"), _decimal),
    _Notation(b"&#x", _run(r"&#x[0-9a-fA-F]{4}(?![\w;])"), _characters(r"&#x([0-9a-fA-F]{4})", READABLE_SURE)),
    _Notation(b"&", pattern(f"(?:{_ENTITY}[\x80-\xff]{{0,6}})+"), _entities, 3),
    _Notation(b"~{", pattern(r"~\{(?:[!-w][!-~])+~\}"), _hz),
    _Notation(_LONG_WORD, pattern(rf"[{_DIGITS}](?<![{_DIGITS}=_.-].)[{_DIGITS}]{{23,}}(?:\n[{_DIGITS}]{{4,}})*={{0,2}}"
                                  rf"(?![{_DIGITS}=_.-])"), _base64, 6),
    _Notation(b"+", pattern(r"\+[A-Za-z0-9+/]{3,}-?"), _utf7, 3),
)  # fmt: skip


def find(text: str) -> Proposal:
    """Edits that turn runs of escapes into the characters they stand for."""
    signs = ascii_of(text)
    edits: list[Edit] = []
    taken = Taken()
    for notation in _NOTATIONS:
        sign = notation.sign
        if sign in signs if isinstance(sign, bytes) else sign.search(signs):
            runs = [found for found in notation.runs.finditer(text) if len(found[0]) > 1]
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
    ends = [0, *(found.end() for found in runs)]
    starts = [*(found.start() for found in runs[1:]), len(text) + 1]
    begins: dict[int, int] = {}
    for found, before, after in zip(runs, ends, starts, strict=False):
        start, end = _begin(text, found.start(), begins), text.find("\n", found.end())
        meant = _meant(notation, found[0], notation.least)
        if not meant:
            short.append((start, found))
            continue
        if line != (start, end):
            line = start, end
            rest = notation.runs.sub("", text[start : end + 1 or len(text)])
            code = bool(_CODE.search(_MARKUP.sub("", rest)))
        if not code and not _glued(text, found, before, after):
            lines.add(start)
            yield Edit(found.start(), found.end(), meant.text, ESCAPE, meant.note())
    for start, found in short:
        if start in lines and (meant := _meant(notation, found[0], 0)) is not None:
            yield Edit(found.start(), found.end(), meant.text, ESCAPE, meant.note())


def _begin(text: str, at: int, known: dict[int, int]) -> int:
    """Where the line begins that a mail may have broken behind a `=`; `known` are those of earlier ones."""
    physical = [text.rfind("\n", 0, at) + 1]
    while physical[-1] not in known and text.endswith("=\n", 0, physical[-1]):
        physical.append(text.rfind("\n", 0, physical[-1] - 1) + 1)
    begin = known.get(physical[-1], physical[-1])
    known.update(dict.fromkeys(physical, begin))
    return begin


def _glued(text: str, found: re.Match[str], before: int, after: int) -> bool:
    """Is the run part of an address, a file name or a string literal? `before` is where the run before it ends,
    `after` where the next one begins."""
    word = _WORD_BEFORE.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
    start = word.start() if word else found.start()
    if start and text[start - 1] in _GLUE_BEFORE and not _NUMBER.search(text, max(0, start - 8), start):
        near = max(before, start - _LONGEST_GAP)
        if not _goes_on(text[near:start], near == before > 0):
            return True
    near = min(after, found.end() + _LONGEST_GAP)
    follows = text[found.end() : found.end() + 1]
    return bool(follows) and follows in _GLUE_AFTER and not _goes_on(text[found.end() : near][::-1], near == after)


def _goes_on(gap: str, whole: bool) -> bool:
    """Is `gap`, which ends at a run, part of the sentence that another run (then it is the whole gap) or Chinese
    begins before it?"""
    at = next((at for at in range(len(gap), 0, -1) if gap[at - 1] > "\x7f"), 0)
    quoted = not whole and not _QUOTE.isdisjoint(gap)  # a literal in a sentence about it
    return (at > 0 or whole) and not quoted and bool(_GAP.fullmatch(gap, at))


def _meant(notation: _Notation, run: str, least: int) -> _Meaning | None:
    """What the escapes stand for if it is Chinese, else None. Of a sentence's short ones (`least` is 0) a
    mark, a space and the end of a line that a mail had to break are enough."""
    for meant in notation.meanings(run):
        if _NO_TEXT.search(meant.text):
            continue
        if not least and _SHORT.fullmatch(meant.text):
            return meant
        if least and len(re.findall(f"[{HAN}]", meant.text)) >= least and lexicon.score(meant.text) > meant.least:
            return meant
    return None
