"""Text read in the wrong code: whole pages, single lines and spans inside a line, once or twice over.

The idea: one cheap scan looks for what no clean text has much of (rare characters side by side, four accented Latin
letters in a row, lost characters among Chinese ones). Only lines that it finds are turned back into bytes, read
in every code that could have been meant, and the best reading is taken if the bigram model likes it far better
than the text as it stands. What neither explains goes to ftfy, which knows the other languages.

Invariant: text without damage comes back unchanged; a lost byte is filled in only where one reading is clearly best.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cleaner import lexicon
from cleaner.damage import alphabets, chains, filling, folded, lattice, losses, slips, spans, unread
from cleaner.damage.evidence import INFERRED, PROVED, note
from cleaner.damage.shifted import LATE, cuts_a_tag, with_brackets
from cleaner.damage.suspicion import LATIN, odd, suspects
from cleaner.document import Edit, Proposal, Warning, common_ends
from cleaner.hanzi import HAN
from cleaner.patterns import pattern

MOJIBAKE = "repair.mojibake"
LATIN_MOJIBAKE = "repair.mojibake-latin"

Pairs = tuple[tuple[str, str], ...]
Invert = Callable[[str, str, str, tuple[str, str]], Iterator[tuple[str, int]]]
PAIRS: Pairs = (
    ("gb18030", "utf-8"), ("cp936", "utf-8"), ("big5", "utf-8"), ("shift_jis", "utf-8"),
    ("big5", "gb18030"), ("big5hkscs", "gb18030"), ("gb18030", "big5"),
    *((korean_or_japanese, was) for korean_or_japanese in ("cp949", "euc_jp") for was in ("utf-8", "gb18030", "big5")),
    ("shift_jis", "gb18030"), ("shift_jis", "big5"),
)  # fmt: skip
LATIN_PAIRS: Pairs = (("cp1252", "utf-8"), ("cp1252", "gb18030"), ("cp1252", "big5"))

# Two-byte characters, the marks of lost ones, the ASCII bytes that stand as second halves, short ASCII in between.
_WIDE_RUN = pattern(
    "(?:[?\ufffd][@-~]?){0,4}[^\x00-\x7f]"
    "(?:[^\x00-\x7f]|[?](?=[^\x00-\x7f]|[?])|(?<=[^\x00-\x7f])[?]|(?<=[^\x00-\x7f][?])[?](?![?])|(?<=[?\ufffd])[@-~]"
    "|[\x20-\x7e]{1,24}(?=[^\x00-\x7f]))*"
    "(?:[@-~](?![!-~]))?"
)
_SYMBOLS = pattern("[\u2500-\u25a0\u0370-\u052fぁ-ヿㄅ-ㄩ]{2}")  # chance pairs of double-byte codes
_NOT_CHINESE = pattern(f"[^\\x00-\\x7f{HAN}{lexicon.KEPT}]")
_MARKED = pattern("[?\ufffd)]")  # a mark of loss, a gloss: `shifted` and `glosses` know more
_NOT_ASCII = pattern("[^\x00-\x7f]+")
_FOR_FTFY = pattern(f"[\x80-\xff][{LATIN}]")
_LITERAL = pattern(r"^[\x00-\x7f]*[=(,]\s*[\"']$")  # a string literal in code begins
_TAKEN_APART = pattern(f" ?[{folded.FOREIGN}]")
_APART_BEFORE = pattern(f"[{folded.FOREIGN}][0-9]?\\Z")
_CONTROL = pattern("[\x80-\x9f]")
_TWO_BYTE = pattern("[\u2500-\ufffc]")
_SHOWN_BYTE = f"{LATIN}{folded.FOREIGN}"
_LATIN_RUN = pattern(
    f"[{LATIN}](?:[{_SHOWN_BYTE}?\ufffd]|[\x20-\x7e]{{1,24}}(?=[{_SHOWN_BYTE}]))+(?:[@-~]|(?<=⁄)[24])?"
)

# lexicon.score: prose is near -5, names and classical text -6.5, chance below -9, mojibake -9 to -14.
READABLE_UTF8 = -8.6  # valid UTF-8 of some length is proof in itself
SURE_UTF8 = 4  # Chinese characters: no text in Latin letters is by chance the UTF-8 of so many
READABLE_SURE = -10.0  # of these; misread a second time it would score less
READABLE = -7.6
BETTER = 1.6  # mean nats a character
SHORT = 8  # characters; up to that
READABLE_SHORT = -7.0
ODD = -11.5  # nothing clean scores less but lists of the rarest characters
GAIN_ODD = 21.0  # nats from such text to a reading that is then believed without being prose
READABLE_ODD = -8.3
READABLE_ALPHABET = -7.2  # the same up to `SHORT` characters, shown in the code of another alphabet
BEFORE_ALPHABET = -10.0  # what such a mixture is worth: the model knows letters and boxes only as classes
GAIN_UTF8 = 8.0  # nats in all
GAIN = 13.0
GAIN_LATIN = 11.0  # four accented letters in a row stand in no other text
GAIN_FOLDED = 8.0  # from a reading of the bytes as they are to one that takes some of them for folded
GAIN_SPAN = 18.0  # a stretch chosen among many
KNOWN = 0.55  # share of the cells that must not be lost
KNOWN_UTF8 = 0.4
SPACED = 0.15  # share of a run that is spaces; where no control was shown as one, Chinese has none
MOSTLY_LOST = 0.75  # share of marks of loss in a run above which nothing is left to read it by
_SHOWN = 24  # characters whose bytes the note shows
# Characters looked at closely in vain, and one more per 20 of the page, after which the rest is left: 6,000 take a
# third of a second, and lists of names, of rare characters, of dialect words have fewer.
PATIENCE = 6_000
LOST_COSTS = 20  # what a mark of loss counts for: all that it may have been is tried
# Characters in whose runs lost bytes are filled in, and `LOST_COSTS` more for each mark: a tenth of a millisecond each.
# Beyond, what the bytes around them prove is read, and they stay lost. An article of 5,000 characters of which every
# third is half lost takes 40,000.
CAREFUL = 40_000
UNTRUSTED = 4  # times that where all pairs are tried; most of them fail at once
TRUSTED = 3  # runs that a pair must explain before it is tried first; a long one counts for several
LONG_RUN = 60  # characters
_KIN = {"cp936": "gb18030", "big5hkscs": "big5"}  # one a little more than the other
LONGEST = 10_000  # characters of a stretch; a longer one is cut
_CUT = pattern("[\0-/:-?]")  # no half of a two-byte character


class Reading(NamedTuple):
    """What a run was: its text, how it was misread, how many characters were filled in, and the evidence in nats."""

    text: str
    chain: tuple[str, ...]
    filled: int
    gain: float


def find(text: str) -> Proposal:
    """Edits that put misread text right; a warning where lost bytes were filled in or stay lost."""
    lines = suspects(text)
    if not lines:
        return Proposal()
    edits: list[Edit] = []
    warnings: list[Warning] = []
    patience = PATIENCE + len(text) // 20
    page = _Page()
    for start, end in _pieces(text, lines):
        if patience < 0:
            break
        found = list(_line(text[start:end], start, page))
        if not found:
            spots = unread.find(text[start:end])
            warnings += [Warning(MOJIBAKE, start + a, start + b, {"proof": "none"}) for a, b in spots]
            patience -= end - start + LOST_COSTS * sum(text.count(mark, start, end) for mark in chains.LOST)
        for edit in found:
            edits.append(edit)
            if (edit.note or {}).get("filled") or filling.LOST in edit.text:
                warnings.append(Warning(edit.rule, edit.start, edit.end, edit.note))
    return Proposal(edits, (), warnings)


def _pieces(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in stretches:
        at = start
        while end - at > LONGEST:
            cut = _CUT.search(text, at + LONGEST // 2, at + LONGEST)
            stop = cut.start() if cut else at + LONGEST
            yield at, stop
            at = stop
        yield at, end


class _Page:
    """What its runs have shown so far: which pairs explain whole runs that lost bytes, and how much may still be spent
    on filling them in. Such pairs are tried first, and alone where they explain the run, since a page is misread as a
    whole.
    """

    def __init__(self) -> None:
        self._left = CAREFUL
        self._explained: dict[tuple[str, str], int] = {}

    def readings(self, run: str, pairs: Pairs, around: tuple[str, str]) -> list[tuple[int, int, Reading]]:
        """As `_readings`."""
        marks = sum(map(run.count, chains.LOST))
        cost = len(run) + LOST_COSTS * marks
        if not marks:
            found = _readings(run, pairs, around, _inverted if self._left > 0 else _unfilled)
            self._left -= cost * any(reading.filled or filling.LOST in reading.text for _, _, reading in found)
            return found
        first = tuple(pair for pair in pairs if self._explained.get(_kin(*pair), 0) >= TRUSTED)
        found = self._careful(run, first, around, cost) if first else []
        if not _explains(found, run):
            found = self._careful(run, pairs, around, cost * UNTRUSTED)
        if _explains(found, run):
            pair = _kin(*found[0][2].chain[:2])
            self._explained[pair] = self._explained.get(pair, 0) + 1 + len(run) // LONG_RUN
        return found

    def _careful(self, run: str, pairs: Pairs, around: tuple[str, str], cost: int) -> list[tuple[int, int, Reading]]:
        invert = _inverted if cost <= self._left else _unfilled
        self._left -= cost
        return _readings(run, pairs, around, invert)


def _kin(read_as: str, was: str) -> tuple[str, str]:
    return _KIN.get(read_as, read_as), was


def _explains(found: list[tuple[int, int, Reading]], run: str) -> bool:
    return bool(found) and found[0][:2] == (0, len(run))


def _line(line: str, offset: int, page: _Page) -> Iterator[Edit]:
    done: list[tuple[int, int]] = []
    for run, pairs in _runs(line):
        first, last = run.span()
        if any(start <= first and last <= end for start, end in done):
            continue
        around = (line[first - 1] if first else "\n", line[last] if last < len(line) else "\n")
        for start, end, reading in page.readings(run[0], pairs, around):
            span = first + start, first + end
            if all(span[1] <= other[0] or other[1] <= span[0] for other in done):
                done.append(span)
                yield _edit(line, *span, reading, offset)
    if not done:
        yield from _slipped(line, offset)
    latin = _FOR_FTFY.search(line)
    if latin and not done and not _LITERAL.match(line[: latin.start()]):
        yield from _by_ftfy(line, offset)


def _slipped(line: str, offset: int) -> Iterator[Edit]:
    for run in _NOT_ASCII.finditer(line):
        marked = _MARKED.search(line, max(0, run.start() - 6), run.start())
        found = None if marked else slips.in_step(run[0])
        if found:
            start, end = run.start() + found[0], run.start() + found[1]
            own = note(INFERRED, line[start:end].encode(found[3]), text=line[start:end][:24])
            yield Edit(offset + start, offset + end, found[2], LATE, own)


def _runs(line: str) -> Iterator[tuple[re.Match[str], Pairs]]:
    """The runs that may be misread, with the pairs of codes to try; string literals in code are left out."""
    for run, tables in alphabets.runs(line):
        apart = _TAKEN_APART.match(line, run.end()) or _APART_BEFORE.search(line, 0, run.start())
        if not apart and not _LITERAL.match(line[: run.start()]):
            yield run, tuple((table, was) for table in tables for _, was in LATIN_PAIRS)
    for shape, pairs in ((_WIDE_RUN, PAIRS), (_LATIN_RUN, LATIN_PAIRS)):
        for run in shape.finditer(line):
            wide = pairs is LATIN_PAIRS or _TWO_BYTE.search(run[0])
            if wide and not _LITERAL.match(line[: run.start()]):
                yield run, pairs


def _edit(line: str, start: int, end: int, reading: Reading, offset: int) -> Edit:
    old, new = line[start:end], reading.text
    if old[-1] in chains.LOST or lattice.TAKEN in new:
        new = with_brackets(new, line[end:], old[-1] in chains.LOST)
    head, tail = common_ends(old, new)
    own = note(
        INFERRED if reading.filled or filling.LOST in new else PROVED,
        b"".join(chains.bytes_of(character, reading.chain[0]) or b"?" for character in old[:_SHOWN]),
        read_as=list(reading.chain[::2]),
        was=list(reading.chain[1::2]),
        margin=round(reading.gain, 1),
        filled=reading.filled,
    )
    return Edit(offset + start + head, offset + end - tail, new[head : len(new) - tail], MOJIBAKE, own)


@lru_cache(maxsize=64)  # what is broken is often broken many times over
def _readings(run: str, pairs: Pairs, around: tuple[str, str], invert: Invert) -> list[tuple[int, int, Reading]]:
    """Disjoint stretches of `run` with their better readings; the whole run if one reading explains it."""
    whole = _whole(run, pairs, around, 2, invert)
    if whole and (filling.LOST not in whole.text or not _mixed(run)):
        return [(0, len(run), whole)]
    found = spans.find(run, pairs, _accepted_span)
    if whole and sum(reading.gain for _, _, reading in found) < whole.gain:
        return [(0, len(run), whole)]
    return found


def _mixed(run: str) -> bool:
    return lexicon.score(run) > -9.0


def _whole(run: str, pairs: Pairs, around: tuple[str, str], depth: int, invert: Invert) -> Reading | None:
    best: Reading | None = None
    for read_as, was in pairs:
        for text, filled in invert(run, read_as, was, around):
            reading = _accepted(run, text, (read_as, was), filled)
            if reading is None and depth > 1 and was == "utf-8" and filling.LOST not in text and not filled:
                inner = _whole(text, _pairs_for(text), around, depth - 1, invert)
                if inner:
                    reading = _accepted(run, inner.text, (read_as, was, *inner.chain), inner.filled)
            if reading and (best is None or reading.gain > best.gain):
                best = reading
        if best and _valid(best):
            break
    return best


def _valid(reading: Reading) -> bool:
    """Valid UTF-8 of some length is proof in itself."""
    sure = reading.chain[1] == "utf-8" and not reading.filled and len(reading.text) >= SURE_UTF8
    return sure and filling.LOST not in reading.text


def _pairs_for(text: str) -> Pairs:
    return LATIN_PAIRS if max(text) < "\u2123" else PAIRS


def _inverted(run: str, read_as: str, was: str, around: tuple[str, str]) -> Iterator[tuple[str, int]]:
    """`run` turned back: its possible texts, and how many of their characters were chosen among several."""
    if read_as == "cp936" and "€" not in run:
        return
    if lost := sum(map(run.count, chains.LOST)):
        if lost > MOSTLY_LOST * len(run):
            return
        readings, ways = [], ((losses.ONE,), (losses.FIRST, losses.SECOND))
        for marks in reversed(ways) if cuts_a_tag(run) else ways:  # the first one if both are as likely
            slots = losses.slots_of(run, read_as, marks)
            if slots is None:
                return
            readings.append(lattice.read(losses.options(slots, read_as, was), len(slots), *around))
        best = max(readings, key=lambda reading: reading.value)
        yield best.text, best.chosen
        return
    plain = ""
    if read_as == "shift_jis" and (twice := folded.doubled(run, was)):
        text, chosen, _ = lattice.read(*twice, *around, folded.LIKELIER)
        yield text, max(1, chosen)
        if was != "utf-8":
            return
    for text, _ in _unfilled(run, read_as, was, around):
        yield text, 0
        if filling.LOST in text and (read_as, was) == ("cp1252", "utf-8") and (dropped := losses.without_c1(run)):
            reading = lattice.read(*dropped, *around)
            yield reading.text, reading.chosen
        plain = text if filling.LOST not in text else ""
    if read_as == "cp1252":
        yield from _folded(run, was, around, plain)
    elif read_as in alphabets.TABLES and run == run.lower():
        yield from _folded(run, was, around, plain, read_as)


def _unfilled(run: str, read_as: str, was: str, _: tuple[str, str]) -> Iterator[tuple[str, int]]:
    """`run` turned back as far as its bytes are known."""
    if slotted := chains.slots_of(run, read_as):
        cells = chains.cells_of(slotted[0], was)
        yield "".join(cell.candidates if len(cell.candidates) == 1 else filling.LOST for cell in cells), 0


def _folded(
    run: str, was: str, around: tuple[str, str], plain: str, read_as: str = "cp1252"
) -> Iterator[tuple[str, int]]:
    """Readings of a run that was folded since, or whose controls became spaces; `plain` is what it reads as it is."""
    sure = plain and was == "utf-8" and read_as == "cp1252" and not folded.lowered(run, was)
    if not sure and (found := folded.options(run, was, read_as)):
        text, chosen, _ = lattice.read(*found, *around)
        if not plain or (lexicon.score(text) - lexicon.score(plain)) * len(text) > GAIN_FOLDED:
            yield text, max(1, chosen)
    if read_as == "cp1252" and was == "utf-8" and run.count(" ") > SPACED * len(run) and not _CONTROL.search(run):
        yield from _inverted(run.replace(" ", filling.LOST), "cp1252", was, around)


def _accepted(old: str, new: str, chain: tuple[str, ...], filled: int) -> Reading | None:
    """The reading, if the model likes it far better than the text as it stands."""
    kept = new.replace(filling.LOST, "").replace(lattice.TAKEN, "")
    count = sum(character > "\x7f" for character in kept)
    lost = len(new) - len(kept)
    utf8 = "utf-8" in chain
    if count < 2 or kept == old or count < (KNOWN_UTF8 if utf8 else KNOWN) * (count + lost):
        return None
    before, after = lexicon.score(old.replace(filling.LOST, "")), lexicon.score(kept)
    latin = chain[0] == "cp1252" or chain[0] in alphabets.TABLES
    if chain[0] in alphabets.TABLES:
        before = BEFORE_ALPHABET
        if not alphabets.mixture(old) or (count < SHORT and after < READABLE_ALPHABET):
            return None
    gain = (after - before) * count - 3.0 * lost
    sure = gain >= GAIN_ODD and before < ODD and not lost and not _NOT_CHINESE.search(kept)
    if not utf8 and (_SYMBOLS.search(kept) or not (latin or sure or count >= SHORT or after >= READABLE_SHORT)):
        return None
    enough = GAIN_UTF8 if utf8 else GAIN_LATIN if latin else GAIN
    readable = READABLE_UTF8 if utf8 else READABLE_ODD if sure else READABLE
    if utf8 and latin and not lost and not filled and count >= SURE_UTF8 and not _NOT_CHINESE.search(kept):
        readable = READABLE_SURE
    if after < readable or after - before < BETTER or gain < enough:
        return None
    return Reading(new, chain, filled, gain)


def _accepted_span(old: str, new: str, chain: tuple[str, ...], filled: int) -> Reading | None:
    reading = _accepted(old, new, chain, filled)
    if reading is None and chain[-1] == "utf-8" and not filled and filling.LOST not in new:  # misread twice
        inner = _whole(new, _pairs_for(new), ("", ""), 1, _inverted)
        reading = _accepted(old, inner.text, (*chain, *inner.chain), inner.filled) if inner else None
    return reading if reading and ("utf-8" in chain or reading.gain >= GAIN_SPAN) else None


def _by_ftfy(line: str, offset: int) -> Iterator[Edit]:
    """What ftfy's encoding repair makes of a line of Latin mojibake in other languages; all of it or nothing, since
    it finds Cyrillic letters in Chinese bytes."""
    fixed = _ftfy(line)
    if fixed != line and not odd(fixed):
        reading = Reading(fixed, ("cp1252", "utf-8"), 0, 0.0)
        yield _edit(line, 0, len(line), reading, offset)._replace(rule=LATIN_MOJIBAKE)


@lru_cache(maxsize=256)
def _ftfy(line: str) -> str:
    import ftfy  # here, because it costs 130 ms and few pages need it

    config = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return ftfy.fix_encoding(line, config)
