"""Line ends, control characters and characters that nobody sees.

The idea: one scan for a class of suspects; each is then judged by its neighbours, because joiners and variation
selectors carry meaning inside emoji and in some scripts (Arabic, Indic, Mongolian …) and are rubbish elsewhere.

Invariant: after these edits every line end is one "\\n", and no control character but TAB is left.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleaner.damage.evidence import PROVED, note, of_text
from cleaner.document import Edit, Proposal, Warning
from cleaner.hanzi import unusual
from cleaner.patterns import pattern

LINE_END = "repair.line-end"
CONTROL = "repair.control"
INVISIBLE = "repair.invisible"
LOST = "repair.lost-character"

_LINE_ENDS = pattern("\r\n?|[\x0b\x0c\u2028\u2029]")
_SUSPECT = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; NEL ends a line
    "\xad\u034f\u061c\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"  # invisible
    "\ufdd0-\ufdef\ufffe\uffff\ufe00-\ufe0f\ud800-\udfff"  # noncharacters, variation selectors, lone surrogates
)
_MAY_BE_SUSPECT = pattern(f"[{_SUSPECT}\U00010000-\U0010ffff]")  # many times faster than the exact list
_SUSPECTS = pattern(
    f"[{_SUSPECT}"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U000ffffe\U000fffff"
    "\U0010fffe\U0010ffff"  # noncharacters
    "\U000e0001-\U000e007f\U000e0100-\U000e01ef]+"  # tags, variation selectors
)
_TERMINAL = pattern(r"\x1b\[[0-9;]*[A-Za-z]")  # a terminal's colours: the escape and what it governs
_NEL = "\x85"
_ZWNJ, _ZWJ = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"

# Scripts in which joiners choose between shapes: Arabic, Syriac, N'Ko, those of India, Tibet, Burma, Mongolia …
_JOINING = pattern(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe\U00011000-\U00011fff]"
)
_EMOJI_BASE = pattern("[#*0-9\xa9\xae\u203c-\u3299\U0001f000-\U0001faff]")
_HAN_BASE = pattern("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af\u1820-\u18aa\u1000-\u109f]")


def line_ends(text: str) -> Proposal:
    """CRLF, CR, VT, FF, U+2028 and U+2029 become "\\n"; NEL waits for `find`, since in misread text it is a byte."""
    if not any(end in unusual(text) for end in "\r\x0b\x0c\u2028\u2029"):
        return Proposal()
    return Proposal([_line_end(match) for match in _LINE_ENDS.finditer(text)])


def _line_end(match: re.Match[str]) -> Edit:
    if match.end() - match.start() == 2:
        return Edit(match.start(), match.start() + 1, "", LINE_END, of_text(PROVED, match[0]))
    return Edit(match.start(), match.end(), "\n", LINE_END, of_text(PROVED, match[0]))


def find(text: str) -> Proposal:
    """Edits that drop what nobody sees, end lines at NEL, and put U+FFFD (with a warning) for lone surrogates."""
    if not _MAY_BE_SUSPECT.search(unusual(text)):
        return Proposal()
    edits: list[Edit] = []
    for match in _SUSPECTS.finditer(text):
        edits += _judged(text, match.start(), match.end())
    lost = [edit for edit in edits if edit.rule == LOST and edit.text == "\ufffd"]
    lost += [edit for edit in edits if edit.rule == CONTROL and text[edit.start] >= "\x80"]  # a byte of some other code
    return Proposal(edits, (), [Warning(edit.rule, edit.start, edit.end, edit.note) for edit in lost])


def _judged(text: str, start: int, end: int) -> Iterator[Edit]:
    """Edits for a run of suspects; neighbours of one kind are one edit."""
    at = start
    while at < end:
        character = text[at]
        if "\ud800" <= character <= "\udfff":
            edit = _surrogate(text, at)
        elif character == _NEL:
            edit = Edit(at, at + 1, "\n", LINE_END, of_text(PROVED, character))
        elif character < "\xa0":
            colours = _TERMINAL.match(text, at)
            stop = colours.end() if colours else at + 1
            edit = Edit(at, stop, "", CONTROL, of_text(PROVED, text[at:stop]))
        elif _belongs(text, at, character):
            at += 1
            continue
        else:
            edit = Edit(at, at + 1, "", INVISIBLE, of_text(PROVED, character))
        yield edit
        at = edit.end


def _surrogate(text: str, at: int) -> Edit:
    """Two halves are one character again; half a one is lost."""
    pair = text[at : at + 2]
    if len(pair) == 2 and pair[0] <= "\udbff" and "\udc00" <= pair[1] <= "\udfff":
        whole = pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        return Edit(at, at + 2, whole, LOST, of_text(PROVED, pair))
    code = ord(pair[0])
    own = note(PROVED, bytes((code - 0xDC00,))) if 0xDC80 <= code <= 0xDCFF else of_text(PROVED, text[at])
    return Edit(at, at + 1, "\ufffd", LOST, own)


def _belongs(text: str, at: int, character: str) -> bool:
    """Does the invisible `character` carry meaning where it stands?"""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character == _ZWJ and before == "\ufe0f":
        before = text[at - 2 : at - 1]  # the emoji that the selector belongs to
    if character == _ZWJ:
        return bool(before and (_JOINING.match(before) or (_in_emoji(before) and _in_emoji(after))))
    if character == _ZWNJ:
        return bool(before and after and _JOINING.match(before) and _JOINING.match(after))
    if "\ufe00" <= character <= "\ufe0f":
        return bool(before) and _takes_selector(before, character)
    if "\U000e0100" <= character <= "\U000e01ef":
        return bool(before and _HAN_BASE.match(before))
    if "\U000e0020" <= character <= "\U000e007f":  # a flag: 🏴 and the letters of a region
        return bool(before) and (before == "\N{WAVING BLACK FLAG}" or "\U000e0020" <= before <= "\U000e007f")
    return False


def _takes_selector(base: str, selector: str) -> bool:
    """Emoji, signs and Mongolian or Burmese letters have forms to select; Han characters only by the first three."""
    if _HAN_BASE.match(base):
        return selector <= "\ufe02" or base < "\u2000"
    return bool(_EMOJI_BASE.match(base)) or base == _KEYCAP or unicodedata.category(base) in ("Sm", "So")


def _in_emoji(neighbour: str) -> bool:
    return bool(neighbour) and bool(_EMOJI_BASE.match(neighbour))
