"""Encodings by their names: labels, codecs, the declarations inside a page, and two decoders that Python lacks.

The idea: a label is what the canonical form calls an encoding (WHATWG's, else IANA's, lower case, always the superset:
`gb18030` for the GB family, `big5` with HKSCS, `windows-1252` for latin-1); `CODECS` says which codec of Python reads
it. Invariant: `read` never fails and never drops a byte silently.
"""

from __future__ import annotations

import codecs
import re
import zlib
from functools import lru_cache
from pathlib import Path

from cleaner.patterns import pattern

# Label -> Python codec, where the two differ. Supersets as WHATWG's Encoding Standard defines them.
CODECS = {
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "windows-874": "cp874",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "hz-gb-2312": "hz",
    "ibm866": "cp866",
}

# Python's normalised names of codecs -> label. What is missing keeps Python's name, with "cp" written "ibm".
_LABELS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5hkscs": "big5",
    "cp950": "big5",
    "cp949": "euc-kr",
    "euc_kr": "euc-kr",
    "johab": "johab",
    "cp932": "shift_jis",
    "shift_jisx0213": "shift_jis",
    "shift_jis_2004": "shift_jis",
    "euc_jp": "euc-jp",
    "euc_jisx0213": "euc-jp",
    "euc_jis_2004": "euc-jp",
    "iso8859-1": "windows-1252",
    "ascii": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "windows-874",
    "tis-620": "windows-874",
    "cp874": "windows-874",
    "hz": "hz-gb-2312",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-16": "utf-16le",
    "utf-32-le": "utf-32le",
    "utf-32-be": "utf-32be",
    "utf-32": "utf-32le",
    "utf-8-sig": "utf-8",
    "cp866": "ibm866",
}
_OWN = {"euc-tw": "euc-tw", "euctw": "euc-tw", "x-euc-tw": "euc-tw", "iso-2022-cn": "iso-2022-cn", "x-gbk": "gb18030",
        "iso-2022-cn-ext": "iso-2022-cn", "gb_2312-80": "gb18030", "x-x-big5": "big5", "cn-big5": "big5"}  # fmt: skip

_DECLARATION = pattern(
    rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([A-Za-z0-9._:-]{2,40})|<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})"""
    rb"""|@charset\s+"([A-Za-z0-9._:-]{2,40})""",
    re.IGNORECASE,
)
HEAD = 4096  # bytes searched for a declaration; WHATWG asks for 1,024, real pages often need more


def label(name: str) -> str | None:
    """The label for any name of an encoding (`GB2312` → `gb18030`, `latin-1` → `windows-1252`); None if unknown."""
    name = name.strip().strip("\"'").lower()
    if name in _OWN:
        return _OWN[name]
    try:
        known = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not known._is_text_encoding:
        return None
    if known.name in _LABELS:
        return _LABELS[known.name]
    if known.name.startswith("cp125"):
        return f"windows-{known.name[2:]}"
    return re.sub("^cp(?=[0-9])", "ibm", known.name).replace("iso8859", "iso-8859").replace("iso2022_", "iso-2022-")


def declared(data: bytes) -> str | None:
    """The label that an XML declaration, `<meta charset>` or `@charset` near the start names; pages lie at times."""
    found = _DECLARATION.search(data[:HEAD])
    return label((found[1] or found[2] or found[3]).decode("ascii")) if found else None


def codec(name: str) -> str:
    """The name of Python's codec for a label."""
    return CODECS.get(name, re.sub("^ibm(?=[0-9])", "cp", name))


def read(data: bytes, name: str) -> str:
    """`data` in the encoding labelled `name`; bytes that do not fit become lone surrogates (PEP 383).

    Where a codec cannot do that (7-bit and wide encodings) they become U+FFFD.
    """
    if name == "euc-tw":
        return _read_euc_tw(data)
    if name == "iso-2022-cn":
        return _read_iso_2022_cn(data)
    try:
        return data.decode(codec(name), "surrogateescape")
    except UnicodeDecodeError:
        return data.decode(codec(name), "replace")


def reads(data: bytes, name: str) -> str | None:
    """`data` decoded strictly, or None."""
    try:
        text = read(data, name) if name in ("euc-tw", "iso-2022-cn") else data.decode(codec(name))
    except (UnicodeDecodeError, LookupError):
        return None
    return None if name in ("euc-tw", "iso-2022-cn") and _ESCAPED.search(text) else text


def written(text: str, name: str) -> bytes:
    """The bytes that `read` made `text` of. Big5 has eight signs twice: they are taken for those of Big5 itself, not
    of its extension, since it matters where half of one belongs to something else (`因此?虪═F申` is `錯失了申`)."""
    return (text.translate(_STANDARD) if name == "big5" else text).encode(codec(name), "surrogateescape")


_STANDARD = {  # sign -> its bytes as lone surrogates
    ord(sign): f"\udca2{chr(0xDC00 + byte)}"
    for sign, byte in zip("╭╮╰╯═╞╪╡", b"\x7e\xa1\xa2\xa3\xa4\xa5\xa6\xa7", strict=True)
}
_ESCAPED = pattern("[\ud800-\udfff\N{REPLACEMENT CHARACTER}]")

# Planes 1 and 2 of CNS 11643 hold Big5's two levels in Big5's order, but for the characters whose stroke count was
# mended. Big5 first, Big5 last, CNS first (Lunde, CJKV Information Processing; checked against glibc's table).
_PLANE_1 = """A140 A1F5 2121|A1F6 A1F6 2258|A1F7 A1F7 2257|A1F8 A2AE 2259|A2AF A3BF 2421|A3C0 A3E0 4221|A440 ACFD 4421
|ACFE ACFE 5753|AD40 AFCF 5323|AFD0 BBC7 5754|BBC8 BE51 6B51|BE52 BE52 6B50|BE53 C1AA 6F5C|C1AB C2CA 7536
|C2CB C2CB 7535|C2CC C360 7737|C361 C3B8 782E|C3B9 C3B9 7865|C3BA C3BA 7864|C3BB C455 7866|C456 C456 782D
|C457 C67E 7962"""
_PLANE_2 = """C940 C949 2121|C94B C96B 212B|C96C C9BD 214D|C9BE C9BE 214C|C9BF C9EC 217D|C9ED CAF6 224E|CAF7 CAF7 224D
|CAF8 D6CB 2439|D6CC D6CC 3E63|D6CD D779 3770|D77A D77A 3F6A|D77B DADE 387E|DADF DADF 376F|DAE0 DBA6 3E64
|DBA7 DDFB 3F6B|DDFC DDFC 4176|DDFD E8A2 4424|E8A3 E975 554C|E976 EB5A 5723|EB5B EBF0 5A29|EBF1 EBF1 554B
|EBF2 ECDD 5B3F|ECDE ECDE 5722|ECDF EDA9 5C6A|EDAA EEEA 5D75|EEEB EEEB 642F|EEEC F055 6039|F056 F056 5D74
|F057 F0CA 6243|F0CB F0CB 5A28|F0CC F162 6337|F163 F16A 6430|F16B F16B 6761|F16C F267 6438|F268 F268 6934
|F269 F2C2 6573|F2C3 F2C3 664E|F2C4 F374 664F|F375 F465 6762|F466 F4B4 6935|F4B5 F4B5 664D|F4B6 F4FC 6962
|F4FD F662 6A4C|F663 F663 6A4B|F664 F976 6C52|F977 F9C3 7167|F9C4 F9C4 7166|F9C5 F9C5 7234|F9C6 F9C6 7240
|F9C7 F9D1 7235|F9D2 F9D5 7241"""


PLANES = (3, 4, 5, 6, 7, 15)
"""The planes in data/cns.bin, which tools/build_cns.py makes of Unihan's kIRG_TSource (Unicode's licence)."""


@lru_cache(maxsize=8)
def _plane(number: int) -> dict[bytes, str]:
    """Two 7-bit bytes of a CNS plane -> character."""
    table: dict[bytes, str] = {}
    if number not in (1, 2):
        return _rare_planes().get(number, table)
    for row in (_PLANE_1 if number == 1 else _PLANE_2).replace("\n", "").split("|"):
        first, last, cns = (int(field, 16) for field in row.split())
        place = (cns >> 8) * 94 + (cns & 0xFF) - 0x21
        for code in range(first, last + 1):
            if 0x40 <= code & 0xFF <= 0x7E or 0xA1 <= code & 0xFF <= 0xFE:
                character = code.to_bytes(2, "big").decode("cp950", "replace")
                table[bytes((place // 94, place % 94 + 0x21))] = character[0]
                place += 1
    return table


@lru_cache(maxsize=1)
def _rare_planes() -> dict[int, dict[bytes, str]]:
    data = (Path(__file__).with_name("data") / "cns.bin").read_bytes()
    places = [bytes((row, cell)) for row in range(0x21, 0x7F) for cell in range(0x21, 0x7F)]
    texts = zlib.decompress(data).decode("utf-16-le").split("\n")
    filled = (
        ((place, character) for place, character in zip(places, text, strict=True) if character != "\0")
        for text in texts
    )
    return dict(zip(PLANES, map(dict, filled), strict=True))


_EUC_TW = pattern(rb"[\xa1-\xfe]{2}|\x8e[\xa1-\xb0][\xa1-\xfe]{2}|[\x80-\xff]")


def _read_euc_tw(data: bytes) -> str:
    def character(match: re.Match[bytes]) -> bytes:
        found = match[0]
        plane = found[1] - 0xA0 if len(found) == 4 else 1
        if len(found) > 1:
            text = _plane(plane).get(bytes(byte & 0x7F for byte in found[-2:]))
            if text:
                return text.encode()
        return found.decode("ascii", "surrogateescape").encode("utf-8", "surrogatepass")

    return _EUC_TW.sub(character, data).decode("utf-8", "surrogatepass")


_ISO_2022_CN = pattern(
    rb"\x1b\$\)(?P<so>[AGE])|\x1b\$\*H|(?P<shift>[\x0e\x0f])|\x1b\x4e(?P<ss2>[\x21-\x7e]{2})|(?P<text>[^\x0e\x0f\x1b\n]+|[\x1b\n])"
)


def _read_iso_2022_cn(data: bytes) -> str:
    """RFC 1922: SO shifts to GB 2312 (`A`) or CNS plane 1 (`G`), ESC N takes one character of CNS plane 2."""
    out, plane, shifted = [], b"A", False
    for match in _ISO_2022_CN.finditer(data):
        if match["so"]:
            plane = match["so"]
        elif match["shift"]:
            shifted = match["shift"] == b"\x0e"
        elif match["ss2"]:
            out.append(_plane(2).get(match["ss2"], "\N{REPLACEMENT CHARACTER}"))
        elif match["text"] == b"\n" or not shifted:
            shifted = shifted and match["text"] != b"\n"
            out.append((match["text"] or b"").decode("ascii", "replace"))
        elif match["text"]:
            out.append(_shifted(match["text"], plane))
    return "".join(out)


def _shifted(run: bytes, plane: bytes) -> str:
    if plane == b"G":
        pairs = (run[i : i + 2] for i in range(0, len(run), 2))
        return "".join(_plane(1).get(pair, "\N{REPLACEMENT CHARACTER}") for pair in pairs)
    return bytes(byte | 0x80 for byte in run).decode("gb18030", "replace")
