"""Bytes to text: which encoding, and what to do where it does not fit.

The idea: structure first (BOM, valid UTF-8, NULs, escape sequences), then meaning (the bigram model reads the Chinese
candidates), then the page's own declaration and chardet's vote for the rest of the world. The source text is the whole
input in the one encoding chosen; lines in another encoding, stretches out of step and lost bytes are edits on it.

Invariant: nothing raises, and no line is touched that reads well as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner import resync, units
from cleaner.document import Edit, Warning
from cleaner.encodings import codec, declared, label, read, reads
from cleaner.lexicon import KEPT, common, score
from cleaner.patterns import pattern
from cleaner.rereading import ASIAN, DOUBLE, FAIR, GOOD, HALVED, HIGH, UTF8, broken, edits

BOM, BINARY, UNSURE = "decode.bom", "decode.binary", "decode.unsure"

SAMPLE = 6000  # bytes judged by the model
OPENING = 32  # bytes that are enough to know UTF-16 by
CUT = 60  # bytes from which on UTF-16 is known that begins with half a unit
WHOLE = 200_000  # bytes up to which chardet sees the page as it is
SPOKEN = 0.01  # share of high bytes of such a page; behind scripts the text is a whisper
SHORT = 800  # bytes of a candidate that are resynchronised before it is given up
SOUND = 0.85  # share of the high bytes of damaged UTF-8 that is well-formed, at least; Chinese forms less by chance
WHISPER, PLAIN = 0.15, 0.8  # a vote that says nothing; the share of everyday characters that then tells Chinese
VALID = 0.5  # nats that it is worth for an encoding to be able to read all of a page
FEW = 24  # high bytes, of which some are UTF-8 by chance: `F0 B2 BD B9` in 金步国 is a character of four bytes
DECLARED = 0.7  # nats that a declaration is worth: enough to break ties, too little to carry a lie
_NULS, _NUL_SHARE = 2, 0.003  # more NULs than both, and no wide encoding: not text; a stray one is damage
_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\0\0", "utf-32le"), (b"\0\0\xfe\xff", "utf-32be"),
         (b"\xff\xfe", "utf-16le"), (b"\xfe\xff", "utf-16be"), (b"\x84\x31\x95\x33", "gb18030"))  # fmt: skip
_SWAPPED_MARK = "\ufffe"
_MARKS = tuple(mark for mark, _ in _BOMS)
_CONTROLS = pattern(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """A page's source text and what decoding proposes to change in it.

    `text` is the input in `encoding` (a label of the canonical form), bytes that do not fit as lone surrogates.
    `binary` says that the input is no text: then `encoding` is only how the bytes are carried.
    """

    text: str
    encoding: str
    edits: tuple[Edit, ...] = ()
    warnings: tuple[Warning, ...] = ()
    binary: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode a page. `declared` is the charset an HTTP header gave, under any of its names; never trusted blindly."""
    if b"\0" not in data[: 1 << 16] and not data.startswith(b"\xff"):
        text = reads(data, "utf-8")
        if text is not None and b"\0" not in data:
            return _clean(text, "utf-8") if not _seven_bit(data) else _escaped(data, text, declared)
    return _judge(data, declared)


def _in_units(text: str, data: bytes, name: str) -> Decoded:
    """A page in UTF-16, put back into step where a byte was lost or gained."""
    clean, found = _clean(text, name), tuple(units.edits(text, data, name))
    lost = tuple(Warning(edit.rule, edit.start, edit.end, edit.note) for edit in found)
    return clean._replace(edits=(*clean.edits, *found), warnings=lost)


def _clean(text: str, name: str) -> Decoded:
    mark = text.startswith(("\N{ZERO WIDTH NO-BREAK SPACE}", _SWAPPED_MARK))
    return Decoded(
        text,
        name,
        (Edit(0, 1, "", BOM, {"proof": "proved", "bytes": text[0].encode(codec(name)).hex(" ")}),) if mark else (),
    )


def _seven_bit(data: bytes) -> bool:
    return (b"\x1b" in data or b"~{" in data) and data.isascii()


def _escaped(data: bytes, text: str, http: str | None) -> Decoded:
    """ASCII with escape sequences: HZ and the ISO 2022 family, if they decode without a flaw."""
    names: list[str] = []
    if b"~{" in data:
        names.append("hz-gb-2312")
    if b"\x1b$)" in data and b"\x0e" in data:
        names += ["iso-2022-kr"] if b"\x1b$)C" in data else ["iso-2022-cn"]
    if b"\x1b$" in data or b"\x1b(" in data:
        names.append("iso-2022-jp")
    for name in names:
        reading = reads(data, name)
        if reading is None or reading.isascii():
            continue
        if not name.endswith(("cn", "2312")) or score(reading) > GOOD or (http and label(http) == name):
            return _clean(reading, name)
    return _clean(text, "utf-8")


def _judge(data: bytes, http: str | None) -> Decoded:
    for mark, name in _BOMS:
        if data.startswith(mark) and (text := reads(data, name)) is not None:
            if not name.startswith("utf-16"):
                return _clean(text, name)
            own = _swapped(data, name) or name
            return _in_units(read(data, own), data, own)
    if data.startswith(_MAGIC):
        return _binary(data)
    if name_of := _wide(data):
        return _in_units(read(data, name_of), data, name_of)
    controls = len(_CONTROLS.findall(data[:SAMPLE]))
    if data.count(b"\0") > max(_NULS, _NUL_SHARE * len(data)) or controls > 0.1 * min(len(data), SAMPLE):
        return _binary(data)
    if (saved := _saved_as_gb(data)) is not None:
        return _clean(saved, "gb18030")
    name, sure = _choose(data, [label(http) if http else None, declared(data) or _declared_late(data)])
    return _mend(data, read(data, name), name, sure)


def _swapped(data: bytes, name: str) -> str | None:
    """The other byte order, where only that makes Chinese of a page whose mark was put there by a program."""
    other = "utf-16be" if name == "utf-16le" else "utf-16le"
    head = data[2:SAMPLE]
    return other if score(read(head, other)) > GOOD > FAIR > score(read(head, name)) else None


def _declared_late(data: bytes) -> str | None:
    """What a `<meta>` names that stands behind kilobytes of scripts and comments."""
    if b"charset" not in data:
        return None
    from cleaner.html.parse import declared_encoding  # here, because few pages need it

    name = declared_encoding(data)
    return label(name) if name else None


def _binary(data: bytes) -> Decoded:
    text = read(data, "windows-1252")
    return Decoded(text, "windows-1252", (), (Warning(BINARY, 0, len(text), {"bytes": len(data)}),), True)


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a BOM (or with a lying length), or None."""
    head = data[: SAMPLE // 8 * 8]
    if b"\0" in head and len(data) % 4 == 0:
        for name in ("utf-32le", "utf-32be"):
            if reads(head, name):  # four bytes at random are a code point once in 3,800 times
                return name
    if len(data) % 2 and b"\0" not in head:
        return None
    texts = {name: reads(head, name) for name in ("utf-16le", "utf-16be")}
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        marked = "utf-16le" if data[0] == 0xFF else "utf-16be"
        return _swapped(data, marked) or (marked if b"\0" in head else None)
    sane = {name: _meant(text) for name, text in texts.items() if text}
    best = max(sane, key=lambda name: sane[name] or -20.0, default=None)
    if best and sane[best] and sane[best] > GOOD and not data.isascii():
        return best
    late = {name: _meant(read(head[1 : 1 + 4 * CUT], name)) for name in texts if len(head) >= CUT}
    best = max(late, key=lambda name: late[name], default=None)
    if best and GOOD < late[best] < 0.0 and not data.isascii():  # of ASCII alone nothing is said
        return best
    if b"\0" not in head:
        return None
    for name in texts:  # in step at its beginning, and out of step further on
        opening = _meant(reads(head[:OPENING], name) or "")
        if opening and opening > GOOD:
            return name
    return _wide_by_zeros(head, texts)


def _meant(text: str) -> float:
    """`score`, what stands there many times over counted once: a ruled line of Big5 is `瞢瞢瞢` in UTF-16."""
    return score(_AGAIN.sub(r"\1", text))


_AGAIN = pattern(r"(.)\1+", re.DOTALL)
_ODD = pattern("[\0-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]")


def _odd(text: str) -> bool:
    return len(_ODD.findall(text)) > 0.02 * len(text)


def _wide_by_zeros(head: bytes, texts: dict[str, str | None]) -> str | None:
    """The byte order under which the high bytes are few and NUL is among them: any alphabet but Chinese."""
    even, odd = set(head[::2]), set(head[1::2])
    name = "utf-16be" if len(even) < len(odd) or (len(even) == len(odd) and 0 in even) else "utf-16le"
    high, text = (even if name == "utf-16be" else odd), texts[name]
    return name if 0 in high and text and not _odd(text) else None


def _choose(data: bytes, claims: list[str | None]) -> tuple[str, bool]:
    """The encoding of bytes that are not valid UTF-8, and whether that is sure."""
    sample = _sample(data)
    formed, long = _formed(data, sample)
    many = len(sample) > SHORT and len(_HIGH_BYTE.findall(sample)) > FEW
    if formed > 0.55 and long > 0.5 and (many or score(read(sample, "utf-8")) > GOOD):
        return "utf-8", True
    sample = _legacy_lines(sample) or sample
    best, rating = _chinese(sample, claims)
    if rating > GOOD:
        return best, True
    if formed > SOUND or (formed > 0.55 and score(read(sample, "utf-8")) >= rating):
        return "utf-8", True
    for claim in claims:
        if claim in ASIAN and reads(data, claim) is not None:
            return claim, True
    vote, confidence = _vote(data if _speaks(data) else sample)
    if vote in ASIAN and reads(data, vote) is not None:
        return vote, True
    if vote in (*DOUBLE, "euc-tw") or (rating > FAIR and (confidence < 0.5 or best in claims)):
        return (best if rating > FAIR or reads(data, vote) is None else vote), rating > FAIR
    for claim in claims:
        if claim and confidence < 0.5 and claim not in DOUBLE and reads(data, claim) is not None:
            return claim, True
    if confidence < WHISPER:
        for name in (best, *DOUBLE):
            if _everyday(resync.cheapest(sample[:SHORT], name) if name in DOUBLE else ""):
                return name, True
    return vote, confidence >= 0.5


def _saved_as_gb(data: bytes) -> str | None:
    """Of UTF-8 that was read in GB 18030, and saved in it with `?` for what that lacks, what was saved: `repair` knows
    what these were."""
    if not HALVED.search(data) or reads(data, "utf-8") is not None or _formed(data, _sample(data))[0] <= 0.55:
        return None
    return reads(data, "gb18030")


def _sample(data: bytes) -> bytes:
    """Lines with high bytes, from the start, the middle and the end; the whole of a short page."""
    if len(data) <= SAMPLE:
        return data
    lines: list[bytes] = []
    starts = {0, *(data.find(b"\n", at) + 1 for at in (len(data) // 2, len(data) - SAMPLE))}  # never in mid-character
    for start in sorted(starts):
        room = SAMPLE // len(starts)
        for begin, end in _high_lines(data, start):
            line = data[begin : min(end, begin + room + 1)]
            lines.append(line)
            room -= len(line)
            if room <= 0:
                break
    return b"\n".join(lines)


_HIGH_BYTE = pattern(rb"[\x80-\xff]")


def _high_lines(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Lines with a high byte from `start` on, each from 200 bytes before it: markup has lines of many kilobytes."""
    while found := _HIGH_BYTE.search(data, start):
        at = found.start()
        begin = max(data.rfind(b"\n", start, at) + 1, at - 200, start)
        end = data.find(b"\n", at)
        start = end if end >= 0 else len(data)
        yield begin, start


def _formed(data: bytes, sample: bytes) -> tuple[float, float]:
    """Share of the high bytes that stand in well-formed UTF-8, and of those the share in sequences of three or more.

    GB and Big5 text forms sequences of two by chance, for as much as two thirds of a short text.
    """
    high = sum(map(len, HIGH.findall(sample)))
    runs = UTF8.findall(sample)
    formed = sum(map(len, runs))
    if not high:  # what is wrong is outside the sample: a stray byte in ASCII
        return float(bool(UTF8.search(data))), 1.0
    whole = b"".join(runs).decode("utf-8", "ignore")
    return formed / high, 3 * sum(character > "\u07ff" for character in whole) / max(formed, 1)


def _legacy_lines(sample: bytes) -> bytes:
    """The lines of the sample that are neither ASCII nor UTF-8."""
    return b"\n".join(line for line in sample.split(b"\n") if reads(line, "utf-8") is None)


def _chinese(sample: bytes, claims: list[str | None]) -> tuple[str, float]:
    """The encoding in which the sample is most like Chinese, and how much; read past lost bytes if it must be."""
    best, rating = _best({name: read(sample, name) for name in DOUBLE}, claims)
    if rating > GOOD:
        return best, rating
    readings = {name: resync.cheapest(sample[:SHORT], name) for name in DOUBLE}
    return _best({**readings, "euc-tw": read(sample, "euc-tw")}, claims)


def _best(readings: dict[str, str], claims: list[str | None]) -> tuple[str, float]:
    ratings = {name: (score(text) or -20.0) + DECLARED * (name in claims) for name, text in readings.items()}
    best = max(ratings, key=lambda name: ratings[name] + VALID * (not _ESCAPED.search(readings[name])))
    return best, ratings[best]


def _everyday(text: str) -> bool:
    """Are nearly all characters of a few, too few for a score, those that Chinese is written with? Of letters of other
    alphabets, taken in pairs, one pair in five is."""
    whole = _ESCAPED.sub("", text)
    wide = [character for character in whole if character > "\x7f"]
    everyday = sum(character in common() or character in KEPT for character in wide)
    return len(wide) > max(1, len(text) - len(whole)) and everyday >= PLAIN * len(wide)


_ESCAPED = pattern("[\udc00-\udcff]")


def _vote(sample: bytes) -> tuple[str, float]:
    """chardet's answer as a label, and its confidence; windows-1252 where it has none."""
    import chardet  # 85 ms to import, and most pages never need it

    answer = chardet.detect(sample)
    name = label(answer["encoding"] or "") or "windows-1252"
    return _table("windows-1252" if name == "utf-8" else name, sample), float(answer["confidence"] or 0.0)


def _speaks(data: bytes) -> bool:
    return len(data) <= WHOLE and len(data.translate(None, _HIGH_BYTES)) <= (1 - SPOKEN) * len(data)


_HIGH_BYTES = bytes(range(0x80, 0x100))
_C1 = pattern(rb"[\x80-\x9f]")
_EURO = pattern(rb"(?:[0-9( ]|^)\xa4(?:[ 0-9,;.)/]|$)")  # the currency sign of latin-1, which nobody writes
_MAC_APOSTROPHE = pattern(rb"[A-Za-z]\xd5[a-z]")  # else a capital inside a word


def _table(name: str, data: bytes) -> str:
    """The table of one alphabet that a few bytes prove where the votes for its tables lie close together."""
    if name.startswith("iso-8859-") and _C1.search(data):  # controls, that is letters in Windows's tables
        return next((other for other in (_WINDOWS.get(name), "windows-1252") if other and reads(data, other)), name)
    if name in ("windows-1252", "iso-8859-3"):
        if _MAC_APOSTROPHE.search(data):
            return "macintosh"
        if _EURO.search(data) and not _C1.search(data):
            return "iso-8859-15"
    return name


def _lying_mark(text: str, name: str) -> Edit | None:
    """The mark of an encoding that the page is not in; as far as its bytes are taken for halves of characters."""
    end = next((at for at, character in enumerate(text) if character < "@"), len(text))
    try:
        raw = text[:end].encode(codec(name), "surrogateescape")
    except (UnicodeEncodeError, LookupError):
        return None
    mark = next(mark for mark in _MARKS if raw.startswith(mark))
    return Edit(0, end, read(raw[len(mark) :], name), BOM, {"proof": "proved", "bytes": mark.hex(" ")})


_WINDOWS = {"iso-8859-2": "windows-1250", "iso-8859-5": "windows-1251", "iso-8859-7": "windows-1253",
            "iso-8859-8": "windows-1255", "iso-8859-6": "windows-1256", "iso-8859-4": "windows-1257",
            "iso-8859-13": "windows-1257"}  # fmt: skip


def _mend(data: bytes, text: str, name: str, sure: bool) -> Decoded:
    found = list(edits(text, name) if sure else broken(text, 0, len(text)))
    if data.startswith(_MARKS) and (mark := _lying_mark(text, name)):
        found = [mark, *(edit for edit in found if edit.start >= mark.end)]
    warnings = [Warning(edit.rule, edit.start, edit.end, edit.note) for edit in found if resync.LOST in edit.text]
    if not sure:
        warnings.insert(0, Warning(UNSURE, 0, len(text), {"encoding": name}))
    return Decoded(text, name, tuple(found), tuple(warnings))
