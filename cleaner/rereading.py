"""Lines and stretches of a decoded page that have to be read again.

The idea: a page in one encoding may hold lines in another, stretches out of step after a lost byte, and bytes that are
no character at all. Suspects are found by one scan for rare characters close together; what the bigram model likes
clearly better in another reading becomes an edit, lost bytes become U+FFFD.

Invariant: a line that reads well as it stands is never touched, and edits never overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge

from cleaner import inlays, resync
from cleaner.document import Edit, common_ends
from cleaner.encodings import read, reads, written
from cleaner.lexicon import common, score
from cleaner.patterns import pattern

MIXED, RESYNC, LOST, BROWSER = "decode.mixed-line", "decode.resync", "decode.lost-byte", "decode.browser-character"

GOOD = -8.6  # mean nats a character: real Chinese of ten characters scores -4 to -8, other readings below -10.5
FAIR = -10.2  # damaged or very rare Chinese; other readings of Chinese bytes score -11 to -14
BETTER = 1.5  # by how much another reading of a line must beat the page's own
SOUR = -8.0  # mean nats of the ten characters around two rare ones, below which they may be out of step
RARE_LINE = 10  # a line in another encoding has more rare characters than one in ten
OPENING = -6.0  # the same for a page that begins with Chinese: nothing before can tell its step
CONTEXT = 40  # characters before the first suspicious one; a wrong step shows within ten
REACH = 3000  # characters after it, if nothing before restores the step
PIECE, GARBLED = 12, -9.0  # characters; the mean nats of which no Chinese, but a list of rare characters, has
RARE_PIECE = 4  # rare characters in such a piece, in another encoding
BUDGET = 30_000  # characters of a page looked at for stretches in another encoding: up to 4 seconds
FEW = 3  # such bytes and letters in one
SHOWN = 24  # bytes in a note
PATIENCE = 400  # suspects looked at in vain, and one more per 200 characters, before only broken bytes count
DOUBLE = ("gb18030", "big5")  # the encodings that can get out of step
ASIAN = ("shift_jis", "euc-jp", "euc-kr")  # strict enough to prove themselves
UTF8 = pattern(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
# UTF-8 with `?` in place of one of three bytes: it was misread in GBK and saved so. `damage.losses` knows what such a
# mark stands for.
HALVED = pattern(rb"\?(?:(?<=[\xe2-\xe9]\?)[\x80-\xbf]|(?<=[\xe2-\xe9][\x80-\xbf]\?))")
HIGH = pattern(rb"[\x80-\xff]+")
_SURROGATE = pattern("[\udc80-\udcff]+")


@lru_cache(maxsize=1)
def _rare() -> re.Pattern[str]:
    """A rare Han character, kana, bopomofo, a private character, or a byte that did not fit."""
    usual = "".join(character for character in common() if character > "\u33ff")
    return pattern(f"[^\0-\u036f\u1e00-\u303f\u3130-\u33ff{_SPACE}{usual}\uac00-\ud7ff\ufe30-\uffff]")


@lru_cache(maxsize=1)
def _suspect() -> re.Pattern[str]:
    """Two rare characters close together, or a byte that did not fit: 1 clean line in 200, and every damaged one."""
    rare = _rare().pattern  # first in the pattern: the engine scans for it alone
    return pattern(f"{rare}(?:(?<=[\udc80-\udcff])|[^\n]{{0,3}}?{rare})")


# Out of step, Big5 comes back into it at a second byte below 80, which then stands there as a letter (`相椰陪迭C再`).
_GLUED = pattern("[@-~](?<=[^\0-\x7f][@-~])(?=[^\0-\x7f]|$)", re.MULTILINE)


@lru_cache(maxsize=1)
def _eaten() -> re.Pattern[str]:
    """Out of step, a GB text comes back into it at ASCII, whose first letter stands then in a character with a second
    byte below 80, which only rare ones have (`看道厦暗腷log` is `看到老冒的blog`)."""
    codes = bytes(byte for lead in range(0x81, 0xFF) for tail in range(0x40, 0x7F) for byte in (lead, tail))
    known = set(codes.decode("gb18030")).difference(common())
    return pattern(f"[{''.join(sorted(known))}](?<=[^\0-\x7f]{{3}})")


def _comes_back(name: str) -> re.Pattern[str]:
    """Where a stretch out of step may end."""
    return _GLUED if name == "big5" else _eaten()


def _suspects(text: str, name: str) -> Iterator[re.Match[str]]:
    return merge(_suspect().finditer(text), _comes_back(name).finditer(text), key=re.Match.start)


@lru_cache(maxsize=1)
def _not_gb2312() -> re.Pattern[str]:
    """What every line in another encoding and every stretch out of step holds, when its page is in the GB family.

    Pairs of GB 2312 bytes out of step fall into the areas for private use once in seven times, end in half a pair
    before ASCII, and meet the rows of symbols; UTF-8 and Big5 have bytes that GB 2312 lacks.
    """
    codes = bytes(byte for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    known = (character for character in codes.decode("gb18030") if not "\ue000" <= character <= "\uf8ff")
    return pattern(f"[^\0-\x7f{''.join(known)}]")


def edits(text: str, name: str) -> Iterator[Edit]:
    """What to read again in `text`, which is the page in the encoding `name`; in order, never overlapping."""
    if name not in DOUBLE:
        return _by_lines(text, name)
    found = _double_byte(text, name)
    return iter(_with_spaces(text, list(found))) if name == "gb18030" and _SPACE in text else found


_SPACE = "\ue5e5"  # A3A0, in whose place browsers show an ideographic space: old pages indent with it
_EURO = pattern(r"\udc80(?:(?=[ 0-9])|(?<=[ 0-9]\udc80))")  # 80 is the euro sign in Windows's code page 936


def _with_spaces(text: str, found: list[Edit]) -> list[Edit]:
    """The edits `found`, and those that read A3A0 as browsers do where no other touches it."""
    starts = [edit.start for edit in found]
    spaces = []
    for run in re.finditer(f"{_SPACE}+", text):
        at, size = bisect_right(starts, run.start()), run.end() - run.start()
        if (not at or found[at - 1].end <= run.start()) and (at == len(found) or run.end() <= starts[at]):
            note = {"proof": "proved", "bytes": " ".join(["a3 a0"] * size)}
            spaces.append(Edit(*run.span(), "\N{IDEOGRAPHIC SPACE}" * size, BROWSER, note))
    return sorted([*found, *spaces])


def _double_byte(text: str, name: str) -> Iterator[Edit]:
    done, line_end, patience, budget = 0, -1, PATIENCE + len(text) // 200, BUDGET
    if edit := _opening(text, name):
        yield edit
        done = edit.end
    for found in _suspects(text, name):
        if found.start() < done:
            continue
        start, end = _line(text, found)
        if name == "gb18030" and _EURO.match(text, found.start()):
            done = found.start() + 1
            yield Edit(found.start(), done, "€", BROWSER, {"proof": "inferred", "bytes": "80"})
            continue
        if not _SURROGATE.match(found[0]):
            if name == "gb18030" and not _not_gb2312().search(text, max(start, found.start() - REACH), end):
                done = min(end, found.start() + REACH)
                continue
            patience -= 1
            if patience < 0 or not _sour(text, found, name):
                continue
        fresh, line_end = end != line_end, end
        if fresh and start >= done and (edit := _other_line(text, start, end, name)):
            yield edit
            done = end
            continue
        start, done = _stretch(text, found.start(), max(start, done), end)
        edit = _in_step(text, start, done, name, budget > 0)
        budget -= done - start
        if edit:
            yield edit
        else:
            patience -= done - start  # a search in vain costs as much as a look at each of its characters


def _by_lines(text: str, name: str) -> Iterator[Edit]:
    done, line_end, budget = 0, -1, BUDGET
    for found in (_SURROGATE if name == "utf-8" else _NOT_ASCII).finditer(text):
        if found.start() < done:
            continue
        start, end = _line(text, found)
        fresh, line_end = end != line_end, end
        if fresh and (edit := _other_line(text, start, end, name)):
            yield edit
            done = end
        elif name == "utf-8" and budget > 0 and (run := _among(text, found)):
            budget -= run[1] - run[0]
            if edit := _inlaid(text, *run, name):
                yield edit
                done = edit.end
            else:
                yield from _lost(text, *found.span())
        elif name == "utf-8":
            yield from _lost(text, *found.span())
        else:
            yield from broken(text, start, end)
            done = end


# Bytes of a two-byte code as UTF-8 shows them: lone ones, letters of two bytes, planes that hold nothing; and the ASCII
# that a second byte may be.
_BYTES = "\udc80-\udcff\x80-\u07ff\U00040000-\U000effff"
_AMONG = pattern(f"[{_BYTES}](?:[{_BYTES}]|[ -~\u0800-\uffff]{{1,6}}(?=[{_BYTES}]))*[@-~]?")
_ONE = pattern(f"[{_BYTES}]")
_BEFORE = pattern(f"[{_BYTES}]*\\Z")


def _among(text: str, found: re.Match[str]) -> tuple[int, int] | None:
    """The stretch of a UTF-8 page around bytes that are none, if there are enough for two characters."""
    before = _BEFORE.search(text, max(0, found.start() - CONTEXT), found.start())
    run = _AMONG.match(text, before.start() if before else found.start(), found.start() + REACH)
    return run.span() if run and len(_ONE.findall(run[0])) >= FEW else None


def _garbled(text: str) -> bool:
    """Is any piece of `text` hardly Chinese?"""
    return any(score(text[at : at + PIECE]) < GARBLED for at in range(0, len(text), PIECE // 2))


def _inlaid(text: str, start: int, end: int, name: str) -> Edit | None:
    """The stretch with what of it is in other encodings read in them: one edit over what changes."""
    old = text[start:end]
    around = written(text[max(0, start - CONTEXT) : end + CONTEXT], name)
    found = None if HALVED.search(around) else inlays.read(written(old, name), name)
    if not found:
        return None
    head, tail = common_ends(old, found.text)
    raw = written(old[head : len(old) - tail], name)
    note = {"proof": "inferred", "encoding": "+".join(found.others), "bytes": _hex(raw)}
    return Edit(start + head, end - tail, found.text[head : len(found.text) - tail], MIXED, note)


def broken(text: str, start: int, end: int) -> Iterator[Edit]:
    """Every byte that is no character, as U+FFFD; nothing else is looked at."""
    for run in _SURROGATE.finditer(text, start, end):
        yield Edit(*run.span(), resync.show(run[0]), LOST, _note(run[0]))


def _line(text: str, found: re.Match[str]) -> tuple[int, int]:
    end = text.find("\n", found.end())
    return text.rfind("\n", 0, found.start()) + 1, len(text) if end < 0 else end


def _opening(text: str, name: str) -> Edit | None:
    """A page cut in mid-character begins out of step, maybe without a character that is rare."""
    line = text.find("\n") if "\n" in text else len(text)
    if text[:1] <= "\x7f" or score(text[: min(line, CONTEXT)]) > OPENING:
        return None
    if edit := _other_line(text, 0, line, name):
        return edit
    _, end = _stretch(text, 0, 0, line)
    return _in_step(text, 0, min(line, CONTEXT), name, True) and _in_step(text, 0, end, name, True)


def _sour(text: str, found: re.Match[str], name: str) -> bool:
    """Whether what the suspect pattern found reads badly among its neighbours, and may be mended at all.

    Out of step, the neighbourhood has a better reading; in another encoding, the whole line reads badly.
    """
    if _SURROGATE.match(found[0]):
        return True
    left = text[max(0, found.start() - 6) : found.start()].rpartition("\n")[2]
    right = text[found.end() : found.end() + 8].partition("\n")[0]
    if found[0] == text[found.start()] and _comes_back(name).match(text, found.start()):
        around = left + found[0] + right
        return score(left[-4:]) < SOUR and resync.resync(written(around, name), name) != around
    own = score(left[-2:] + found[0] + right[:3])
    if own > SOUR:
        return False
    start, end = _line(text, found)
    line = text[max(start, found.start() - REACH) : min(end, found.end() + REACH)]
    nearby = text[max(start, found.start() - CONTEXT) : min(end, found.end() + CONTEXT)]
    around = left + found[0] + right
    slipped = _better_a_byte_later(found[0] + right, name) and (own < FAIR or _may_be_odd(line, name))
    if slipped and resync.resync(written(around, name), name) != around:
        return True
    if len(_rare().findall(nearby)) * RARE_LINE > len(nearby) - len(found[0]) > 4 and score(nearby) < GOOD:
        return True
    piece = text[found.start() : min(end, found.start() + PIECE)]
    return len(_rare().findall(piece)) >= RARE_PIECE and score(piece) < GARBLED


def _better_a_byte_later(text: str, name: str) -> bool:
    """A stretch out of step reads better one byte later: 5,170 of 5,174 that `resync` mends, 7 % of the others."""
    raw = written(text, name)
    return score(read(raw[1:], name)) > score(text)


def _may_be_odd(line: str, name: str) -> bool:
    """GB 2312 has high bytes in pairs only: a line that lost one has an odd run of them."""
    if name != "gb18030":
        return True
    runs = HIGH.findall(line.encode("gb18030", "surrogateescape"))
    return any(len(run) % 2 for run in runs)


_NOT_ASCII = pattern("[^\0-\x7f]+")


def _other_line(text: str, start: int, end: int, name: str) -> Edit | None:
    """The whole line read in another encoding, if that reads far better."""
    line = text[start:end]
    try:
        raw = written(line, name)
    except (UnicodeEncodeError, LookupError):
        return None
    own = score(line)
    # The model does not know Korean and Japanese: there only what their own encoding cannot read may be Chinese.
    others = ("utf-8", *DOUBLE) if name not in ASIAN or _SURROGATE.search(line) else ("utf-8",)
    for other in others:
        reading = reads(raw, other) if other != name else None
        if reading is None or reading.isascii():
            continue
        if _reads_well(reading, other, own, name):
            note = {"proof": "proved", "encoding": other, "bytes": _hex(raw)}
            return Edit(start, end, reading, MIXED, note)
    if name == "utf-8" and not UTF8.search(raw) and _LATIN.search(raw) and not _NOT_LATIN.search(raw):
        note = {"proof": "inferred", "encoding": "windows-1252", "bytes": _hex(raw)}
        return Edit(start, end, read(raw, "windows-1252"), MIXED, note)
    return None


# One accented letter between ASCII letters, a curly quote, a dash or a point beside one, a sign or a space that only
# windows-1252 writes as one byte.
_LATIN = pattern(
    rb"(?:^|[a-z '(])[\xc0-\xd6\xd8-\xf6\xf8-\xfd](?:[a-z \r.,;:!?<]|$)|[A-Za-z][\x85\x92\x94][a-z .,;:!?<\r]"
    rb"|(?:^|[ (>])[\x91\x93][A-Za-z]|[ >][\x95-\x97][ <]|(?:^|[ >(])\xa9[ )<]|[ >;]\xa0|\xa0[ <&]"
)
_NOT_LATIN = pattern(rb"[\x80-\xff]{2}|[\x81\x8d\x8f\x90\x9d\xff\xfe]")


def _reads_well(reading: str, other: str, own: float, name: str) -> bool:
    if other == "utf-8" and name not in DOUBLE:  # UTF-8 is its own proof in single-byte and other text
        return any(character > "\u07ff" for character in reading) or name.startswith(("windows", "iso-8859"))
    value = score(reading)
    return value > GOOD and value > own + BETTER and sum(character > "\u07ff" for character in reading) > 1


def _stretch(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """From shortly before `at`, in step, to the next character that can't be half of a double-byte one."""
    start = max(start, at - CONTEXT)
    before = [m.end() for m in _SYNC.finditer(text, start, at)]
    after = _SYNC.search(text, at + 1, min(end, at + REACH))
    return (before[-1] if before else start), (after.start() if after else min(end, at + REACH))


_SYNC = pattern("[\0-/:-?]")


def _in_step(text: str, start: int, end: int, name: str, careful: bool) -> Edit | None:
    """The stretch resynchronised: one edit over what changes; its lost bytes become U+FFFD. `careful`: other encodings
    are tried where that leaves it garbled."""
    old = text[start:end]
    new = resync.show(resync.resync(written(old, name), name))
    if careful and _garbled(new) and (edit := _inlaid(text, start, end, name)):
        return edit
    head, tail = common_ends(old, new)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not old and not new:
        return None
    rule = LOST if _SURROGATE.fullmatch(old) else RESYNC
    raw = written(old, name)
    return Edit(start + head, start + head + len(old), new, rule, {"proof": "inferred", "bytes": _hex(raw)})


# What is left of one UTF-8 character: FF in place of a byte, a head without its tail, a tail without its head.
_REMAINS = pattern(
    rb"[\xe0-\xef][\x80-\xbf\xff]{2}|\xff[\x80-\xbf]{2}|[\xc2-\xf4][\x80-\xbf]{0,2}|[\x80-\xbf]{1,3}|[\x80-\xff]"
)


# What Java and Oracle write: surrogates as three bytes each, NUL as C080.
_JAVA = pattern(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xc0\x80")


def _lost(text: str, start: int, end: int) -> Iterator[Edit]:
    """One U+FFFD for every character that the bytes of a run once were; what is UTF-8 to some programs is read."""
    raw = text[start:end].encode("ascii", "surrogateescape")
    at = 0
    for found in _JAVA.finditer(raw):
        yield from _gone(raw, at, found.start(), start)
        units = found[0].decode("utf-8", "surrogatepass") if len(found[0]) > 2 else ""
        meant = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        yield Edit(start + found.start(), start + found.end(), meant, BROWSER, _note(text[start:end]))
        at = found.end()
    yield from _gone(raw, at, len(raw), start)


def _gone(raw: bytes, first: int, last: int, start: int) -> Iterator[Edit]:
    for found in _REMAINS.finditer(raw, first, last):
        yield Edit(
            start + found.start(),
            start + found.end(),
            resync.LOST,
            LOST,
            {"proof": "proved", "bytes": _hex(raw)},
        )


def _note(escaped: str) -> dict[str, str]:
    return {"proof": "proved", "bytes": _hex(escaped.encode("ascii", "surrogateescape"))}


def _hex(raw: bytes) -> str:
    """The first bytes, as `explain` shows them."""
    return raw[:SHOWN].hex(" ") + (" …" if len(raw) > SHOWN else "")
