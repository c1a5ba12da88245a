"""GB bytes read one byte late: `。”</p>` shown as `?！?/p>`, `什么？</p>` as `?裁矗?/p>`.

The idea: a lead byte was lost to a `?`, and from there on every pair is the end of one character and the beginning
of the next, until an ASCII character is eaten as the end of a pair (a second `?`). So the characters between are
known bytes: moved back by one they are in step again. Only the first and the last character keep one unknown byte
each; they are filled in where the place (an open quote, the end of a paragraph) or the words leave one reading.

Invariant: what the bytes, a dictionary or the place do not prove stays, with a warning. All repairs are inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from cleaner import lexicon
from cleaner.damage import gbk
from cleaner.damage.evidence import INFERRED, note
from cleaner.damage.lattice import LOST, TAKEN
from cleaner.damage.taken import Taken
from cleaner.document import Edit, Proposal, Warning
from cleaner.hanzi import ascii_of, is_han
from cleaner.patterns import pattern

LATE = "repair.byte-late"

# What is left of a tag or an entity whose first character was eaten.
_REMAINS = (
    r"(?:/?(?:p|span|div|br|strong|b|font|td|li|a|em|h[1-6])(?: [^<>\n]{0,80})?/?>"
    r"|(?:nbsp|ldquo|rdquo|quot|emsp|ensp);)"
)
_WIDE = r"[^\x00-\x7f\ud800-\udfff\ufffd]"
_FOLDED = r"[!-/:;=@\[-`{-~0-9]"  # a full-width mark or digit, if the page's widths were folded since
# All are matched on a text with `?` for U+FFFD, and begin with that one character, which scans fast.
_EATEN = pattern(rf"\?({_REMAINS})")
_TAKEN = pattern(rf"{TAKEN}(?=({_REMAINS}))")
_RUN = pattern(rf"(?:{_WIDE}|{_FOLDED}| (?=!|{_WIDE}|$))+")
_UNMARKED = pattern(rf"{_WIDE}+$")
_FURTHEST = 400  # characters out of step: to the next ASCII character
_IN_LINE = pattern(rf"\?((?:{_WIDE}|{_FOLDED}(?={_WIDE}))(?:{_WIDE}|{_FOLDED}(?={_WIDE})){{2,{_FURTHEST}}})")
# A run that an ASCII letter ends, which stands between Chinese: the second half of the last character.
_TO_LETTER = pattern(rf"\?(\??(?:{_WIDE}|{_FOLDED}(?={_WIDE})){{1,60}}?|{_FOLDED})([@-~])(?={_WIDE})")
_LONGEST_TAG = 100
_FAR = 4_000  # characters of a line in which an open bracket is sought
_LONGEST = 42  # characters of a run before the remains of a tag

_CLOSERS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "「": "」", "『": "』", "【": "】", "（": "）", "(": "）"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items() if opener != "("}
_BRACKET = pattern(f"[{re.escape(''.join([*_CLOSERS, *_CLOSERS.values(), ')']))}]")
_STOPS = "。！？"
_CLOSING = _STOPS + "，；：、…”’》〉」』】）"
# What a pair of halves shows where the first character is such a mark: A3AC is `，`, A3A1 `！`, A1B1 `”` …
_OUT_OF_STEP = "，！：；？、"
_ELLIPSIS = gbk.encode("…")[1:] + gbk.encode("…")[:1]

# Log-probability per character (lexicon.score): prose is near -5, names and classical text -6.5, chance pairs below -9.
GARBLED = -8.0
READABLE = -7.3
MARGIN = 1.8
CLEAR = 2.0  # nats between the best reading of a half-lost character and the next one
WINDOW = 4  # characters of context on each side


class _Reading(NamedTuple):
    text: str
    data: bytes


def with_brackets(text: str, rest: str, marked: bool) -> str:
    """`text`, which `rest` follows, with the `<` or `&` that lost bytes took from the remains of tags and entities;
    `marked`: its own last character was half lost."""
    whole = _TAKEN.sub(lambda found: _bracket(found[1]), text + rest[:_LONGEST_TAG])[: len(text)]
    remains = _EATEN.match("?" + rest[:_LONGEST_TAG]) if marked and whole[-1] not in "<&" else None
    return (whole + _bracket(remains[1]) if remains else whole).replace(TAKEN, LOST)


def cuts_a_tag(text: str) -> bool:
    """Whether a mark of loss stands before the remains of a tag or an entity."""
    return bool(_EATEN.search(text))


def _bracket(remains: str) -> str:
    return "&" if remains.endswith(";") else "<"


def find(text: str) -> Proposal:
    """Edits that bring runs read one byte late back into step; a warning for each, and for those that stay."""
    if b"?" not in ascii_of(text) and "\ufffd" not in text:
        return Proposal()
    view = text.replace("\ufffd", "?")
    edits: list[Edit] = []
    warnings: list[Warning] = []
    taken = Taken()
    for found in _EATEN.finditer(view):
        edit = _at_markup(view, found)
        if edit:
            edits.append(edit)
            taken.take(edit.start, edit.end)
        else:
            warnings.append(Warning(LATE, found.start(), found.end(), {"proof": "none"}))
    later = chain(_in_lines(view), _to_letters(view))
    edits += [edit for edit in later if taken.take(edit.start, edit.end)]
    warnings += [Warning(LATE, edit.start, edit.end, edit.note) for edit in edits]
    return Proposal(edits, (), warnings)


def _at_markup(view: str, found: re.Match[str]) -> Edit | None:
    """The run before the remains of a tag: damaged for certain, since the `<` is gone."""
    end = found.start()
    start = max(view.rfind("\n", 0, end) + 1, end - _LONGEST)
    mark = view.find("?", start, end)
    while mark >= 0:
        run = view[mark + 1 : end]
        if len(run) == 1:
            return _marks_before(view, mark, run, found.end())
        edit = _words_before(view, mark + 1, run, True, found.end()) if _RUN.fullmatch(run) else None
        if edit:
            return edit
        mark = view.find("?", mark + 1, end)
    unmarked = _UNMARKED.search(view[start:end])
    return _words_before(view, start + unmarked.start(), unmarked[0], False, found.end()) if unmarked else None


def _marks_before(view: str, start: int, known: str, end: int) -> Edit | None:
    """One known pair between two unknown bytes: two closing marks, if the place takes exactly one such reading."""
    pair = gbk.encode(_unfolded(known))
    if not pair:
        return None
    left = view[view.rfind("\n", 0, start) + 1 : start]
    readings = _mark_readings(pair, _open_brackets(left), _ends_paragraph(view, end))
    if pair == _ELLIPSIS and not left.endswith("…"):
        return None  # the first half of `……` as well as `…”`
    if len(readings) != 1 or _a_word_fits(left, pair, readings[0]):
        return None
    data = b"".join(map(gbk.encode, readings[0]))
    own = note(INFERRED, data, known=pair.hex(" "), by="the open bracket")
    return Edit(start, end, readings[0], LATE, own)


def _unfolded(character: str) -> str:
    if character == " ":
        return "\N{IDEOGRAPHIC SPACE}"
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


def _open_brackets(left: str) -> list[str]:
    """The brackets and quotes open at the end of `left`, outermost first."""
    stack: list[str] = []
    for character in _BRACKET.findall(left[-_FAR:]):
        if character in _CLOSERS:
            stack.append("（" if character == "(" else character)
        else:
            opener = _OPENERS.get(character, "（")
            if opener in stack:
                del stack[len(stack) - 1 - stack[::-1].index(opener) :]
    return stack


def _ends_paragraph(text: str, end: int) -> bool:
    return not text[end : end + 1].strip(" ") or text[end] == "\n" or text[end] == "<"


def _mark_readings(pair: bytes, brackets: list[str], last: bool) -> list[str]:
    """Two marks that hold `pair` in their middle and that the open `brackets` ask for."""
    if not brackets:
        return []
    closer = _CLOSERS[brackets[-1]]
    stops = _STOPS if last else _STOPS + "，；：、"
    outer = [_CLOSERS[brackets[-2]]] if len(brackets) > 1 else []
    candidates = [stop + closer for stop in _STOPS + "…"]
    candidates += [closer + after for after in [*stops, *outer]]
    return [marks for marks in candidates if gbk.encode(marks[0])[1:] + gbk.encode(marks[1])[:1] == pair]


def _a_word_fits(left: str, pair: bytes, marks: str) -> bool:
    """Could the first character as well be a Han character that goes on from `left` (`学校”` beside `学。”`)?"""
    before = left[-1:]
    if not before or not is_han(before):
        return False
    mark = lexicon.unigram(marks[0]) + lexicon.bigram(before, marks[0])
    best = max((_likelihood(before, other) for other in _han_with_trail(pair[0])), default=-99.0)
    return best > max(mark, -5.0) + CLEAR


@lru_cache(maxsize=256)
def _han_with_trail(trail: int) -> str:
    return "".join(filter(is_han, gbk.with_trail(trail)))


@lru_cache(maxsize=1 << 14)
def _likelihood(before: str, character: str) -> float:
    return lexicon.unigram(character) + (lexicon.bigram(before, character) if before else 0.0)


def _words_before(view: str, start: int, run: str, marked: bool, end: int) -> Edit | None:
    """Several known pairs before the remains of a tag; without the first `?` the run begins where it reads best."""
    best: tuple[float, int, _Reading] | None = None
    after = "\n" if _ends_paragraph(view, end) else ""
    for skipped in [0] if marked else range(len(run) - 1):
        at = start + skipped
        reading = _in_step(run[skipped:], view[max(0, at - WINDOW - marked) : at - marked], True, after)
        gain = _gain(run[skipped:], reading) if reading else 0.0
        if reading and gain and (best is None or gain > best[0]):
            best = gain, at, reading
    if best is None:
        return None
    _, at, reading = best
    if reading.text.endswith("?"):
        before = view[view.rfind("\n", 0, at) + 1 : at - marked] + reading.text[:-1]
        reading = reading._replace(text=reading.text[:-1] + _closing(before, reading.data[-1]))
    own = note(INFERRED, reading.data, by="words")
    return Edit(at - marked, end, reading.text, LATE, own)


def _closing(before: str, lead: int) -> str:
    """The mark that ends a paragraph: what an open quote asks for behind a stop, a stop behind a quote."""
    brackets = _open_brackets(before)
    if before[-1:] in _STOPS + "…" and brackets:
        wanted = _CLOSERS[brackets[-1]]
    else:
        wanted = "。" if before[-1:] in _OPENERS else ""
    return wanted if wanted and gbk.encode(wanted)[0] == lead else "?"


def _in_lines(view: str) -> Iterator[Edit]:
    """Runs after a lone `?` inside a line, where the characters make no sense as they stand."""
    for found in _IN_LINE.finditer(view):
        run = found[1]
        if lexicon.score(run[:12]) > GARBLED:
            continue
        end = found.end()
        eaten = view[end : end + 1] == "?"
        reading = _in_step(run, view[max(0, found.start() - WINDOW) : found.start()], eaten)
        if reading and _gain(run, reading):
            own = note(INFERRED, reading.data, by="words")
            lost = "?" if eaten else ""  # the ASCII character that ended the run is gone
            yield Edit(found.start(), end + eaten, reading.text + lost, LATE, own)


def _to_letters(view: str) -> Iterator[Edit]:
    """Runs after a lone `?` that end in an ASCII letter: `學?！邦w粒` is `學校“顆粒`."""
    for found in _TO_LETTER.finditer(view):
        run, letter = found.groups()
        if not (run[0] == "?" or _unfolded(run[0]) in _OUT_OF_STEP) and (len(run) < 2 or lexicon.score(run) > GARBLED):
            continue
        left, right = view[max(0, found.start() - WINDOW) : found.start()], view[found.end() : found.end() + 2]
        reading = _before_letter(run, letter, left)
        if reading and left and (is_han(left[-1]) or left[-1] in _OPENERS) and _reads(left, reading.text, right):
            own = note(INFERRED, reading.data, by="words")
            yield Edit(found.start(), found.end(), reading.text, LATE, own)


def _before_letter(run: str, letter: str, left: str) -> _Reading | None:
    pairs = [gbk.encode(_unfolded(character)) for character in run]
    data = b"".join(pairs) + letter.encode("ascii")
    rest = gbk.pairs(data[1:]) if all(pairs) else None
    first = _settle(left, gbk.with_trail(data[0]), rest[:WINDOW]) if rest else ""
    return _Reading(first + rest, data) if rest and first else None


def _reads(left: str, text: str, right: str) -> bool:
    """Whether a word holds the first character of `text`, which is inferred, or, where that is a mark that closes, the
    last one; and the whole reads well in its place."""
    words = (left[-1:] + text[0], text[:2], text[-1] + right[:1] if text[0] in _CLOSING else "")
    return any(map(lexicon.is_word, words)) and lexicon.score(left + text + right) > READABLE


def _gain(run: str, reading: _Reading) -> float:
    """By how many nats the reading is likelier than the run as it stands; 0.0 when that proves nothing."""
    before, after = lexicon.score(run), lexicon.score(reading.text)
    words = sum(lexicon.is_word(reading.text[at : at + 2]) for at in range(len(reading.text) - 1))
    if before > GARBLED or after < READABLE or after - before < MARGIN or not words:
        return 0.0
    return (after - before) * len(run)


def _in_step(run: str, left: str, open_end: bool, after: str = "") -> _Reading | None:
    """The characters of `run` one byte earlier. A half-lost character that words do not settle becomes `?`."""
    pairs = [gbk.encode(_unfolded(character)) for character in run]
    if not all(pairs):
        return None
    data = b"".join(pairs)
    middle = gbk.pairs(data[1:-1])
    if not middle:
        return None
    first = _settle(left, gbk.with_trail(data[0]), middle[:WINDOW])
    last = ""
    if open_end:
        last = _settle(middle[-WINDOW:], gbk.with_lead(data[-1]), after) or "?"
    whole = (first or "?") + middle + last
    return _Reading(whole, data)


@lru_cache(maxsize=1 << 12)  # what is out of step is often so many times over
def _settle(left: str, choices: str, right: str) -> str:
    """The one of `choices` that is clearly the likeliest between `left` and `right`, or ""."""
    plain = right.rstrip("\n")  # a line break says what may stand before it, and `lexicon.score` does not count it
    size, ends = len(left) + 1 + len(plain), plain != right
    values = [
        (score * size + (lexicon.transition(choice, "\n") if ends else 0.0), choice)
        for choice, score in zip(choices, lexicon.scores_between(left, choices, plain), strict=True)
    ]
    ranked = sorted(values, reverse=True)
    if not ranked:
        return ""
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= CLEAR
    return ranked[0][1] if clear else ""
