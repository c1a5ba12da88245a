"""What a line says about its zone by itself; `surroundings` adds its neighbours, and its distance to the core.

The idea: a cue is a short readable name (`end stop`, `core after 4-6`); the cost tables of `zones` say
what each is worth. Names are made once and looked up: a page has twenty cues a line, and making strings would cost
more than all else.

Invariant: cues depend on the folded lines and their hits alone: no blank lines, no indents, no offsets.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias

from cleaner.document import Evidence
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.rules import Rule
from cleaner.zoning.lines import BYLINES, FOREIGN_STOPS

BULLET = pattern(r"^(?:[*+•·\-]+ +)+")
# A date: 2020-03-04, 3/4, 10:20, 5 分钟前. It begins with a figure, and with one only, so that `re` may leap to it.
# What may follow begins with a character of its own, by which `re` tells at once.
_DATED = pattern(
    r"\d(?::\d\d|[-/月]\d\d?(?!\d)|分钟前|小时前|天前| (?:分钟|小时|天)前"
    r"|9(?<=19)\d\d ?[-/.年] ?\d|0(?<=20)\d\d ?[-/.年] ?\d)"
)
_RANKED = pattern(r"^(?:\d{1,2}[.、 )\]]? ?\D|[(\[]?\d{1,2}[)\]])")
_LINKISH = pattern(r"https?:|www\.|\.(?:com|cn|net|org)\b")
# The commonest function characters of modern Chinese prose; lists of headlines have few of them.
_FUNCTION = frozenset("的了在是和有也不就与为对这而将被把从到中上等我他你它们")
_STOPS = f"。!?！？…;；.{FOREIGN_STOPS}"
_CLOSERS = "\"'”’」』)）】》"


_CLASSES = (
    ("0123456789", "d"),
    ("abcdefghijklmnopqrstuvwxyz", "l"),
    ("\n", "\n"),
    (" ", " "),
    (",、;；，،؛", ","),
    ("。!?！？.۔؟।።։။", "."),
    ("|>_»/·•~<＞›【】[]#", "s"),
    ("\"'“”‘’「」『』", '"'),
    (_FUNCTION, "f"),
)
MARKS = "".join("".join(chars) for chars, letter in _CLASSES if letter != "f")  # letters, figures and marks


@cache
def _letters() -> tuple[Any, bytes]:
    """What gives each character of a class a byte of its own and all others that of "?"; the letters of these bytes."""
    chars = "\0?" + "".join(sorted({char for chars, _ in _CLASSES for char in chars} - {"?"}))
    letters = {char: letter for chars, letter in _CLASSES for char in chars if char != "?"}
    return codecs.charmap_build(chars), "".join([letters.get(char, "o") for char in chars]).ljust(256, "o").encode()


def _shapes(texts: Sequence[str]) -> list[bytes]:
    """The letters of the classes of each text's characters; "o" for all that has none.

    By way of a codec, which is three times as fast as `str.translate`.
    """
    bytes_of, letters = _letters()
    page = "\n".join(texts).replace("?", "!")  # of one class, and "?" is what the codec has for the rest
    return codecs.charmap_encode(page, "replace", bytes_of)[0].translate(letters).split(b"\n")


_ENDS = {".": "end dots", "…": "end dots", ":": "end colon", ",": "end comma", "，": "end comma", "、": "end comma"}
_ENDS |= {">": "end >", "»": "end >"}
_LENGTHS = (3, 5, 8, 12, 18, 26, 40, 70, 150)  # effective characters; see `_own`
_SHARES = (0.0, 0.2, 0.5)
KINDS = "SMCs"


def numbered(form: str, count: int) -> tuple[str, ...]:
    return tuple(form.format(number) for number in range(count))


_LEN, _LATIN_LEN = numbered("len {}", 10), numbered("latin len {}", 10)
_MARKS, _MARKS_OPEN, _FUNCTIONS = numbered("marks {}", 7), numbered("marks {} open", 7), numbered("function {}", 6)
_SEPS_SHORT, _SEPS_LONG = numbered("seps {} short", 5), numbered("seps {} long", 5)
_DIGITS, _LATIN, _SPACES = numbered("digits {}", 4), numbered("latin {}", 4), numbered("spaces {}", 5)
_DATES, _COVERED = numbered("dated {}", 7), numbered("covered {}", 5)
Group: TypeAlias = str  # cues that lines share, joined once with tabs; what a group is worth is looked up


def group(names: Iterable[str]) -> Group:
    return "\t".join(names)


class Line(NamedTuple):
    """What the model may know of a line: its folded text without outer spaces, its hits, its evidence."""

    text: str
    hits: Sequence[Hit]
    evidence: Evidence | None


class Marks(NamedTuple):
    """What the rules that hit a line say of its neighbours: see `_marks_around` and `_under`."""

    byline: bool
    closer: bool
    rules: tuple[Rule, ...]  # those that say what the whole line is


# What an article stands below, and what stands below an article.
_FOOTER = 12  # characters of the shortest footer that counts
NOTHING = Marks(False, False, ())


class Own(NamedTuple):
    """What a line says by itself: its cues, and its kind: S sentence, M middling, C hit by a rule, s short."""

    cues: Group
    kind: str
    marks: Marks


# Lines remembered from page to page, as many as two hundred pages have: on pages of a site two of five recur.
_known: dict[str, tuple[Sequence[Hit], Own]] = {}
_MOST_KNOWN, _SHORT = 10_000, 60


def own_cues(lines: Sequence[Line]) -> list[Own]:
    """Each line's own cues and its kind."""
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    recall = _known.get
    out = [known[1] if (known := recall(text)) is not None and known[0] == hits else None for text, hits, _ in lines]
    fresh = [line for line, known in zip(lines, out, strict=True) if known is None]
    if not fresh:
        return [known for known in out if known is not None]
    made = list(map(_own, fresh, _shapes([line.text for line in fresh])))
    _known.update(
        [(line.text, (line.hits, one)) for line, one in zip(fresh, made, strict=True) if len(line.text) <= _SHORT]
    )
    rest = iter(made)
    return [next(rest) if known is None else known for known in out]


def _own(line: Line, shape: bytes) -> Own:
    text, hits, _ = line
    if text[0] in "*+•·-":
        bullet = BULLET.match(text)
        if bullet:
            text, shape = text[bullet.end() :], shape[bullet.end() :]
    size = len(text)
    latin = digits = spaces = seps = commas = stops = quotes = 0
    marked = shape.translate(None, b"of")
    if marked:
        count = marked.count
        latin, digits, spaces, seps, quotes = count(b"l"), count(b"d"), count(b" "), count(b"s"), count(b'"')
        commas, stops = count(b","), count(b".") + (text.count(". ") if latin else 0)
    # A Latin letter weighs as much as a third of a Chinese character in running text.
    han = size - latin - digits - spaces - seps - commas - stops - quotes
    bucket = bisect_right(_LENGTHS, size - spaces - latin * 0.65)
    tail = text.rstrip(_CLOSERS)
    last = tail[-1:] if tail else text[-1:]
    ends = last in _STOPS and not text.endswith(("..", "…"))
    marks = commas + stops
    if ends:
        names = [_LEN[bucket], "end stop", _MARKS[marks if marks < 6 else 6]]
    else:
        names = [_LEN[bucket], _ENDS.get(last, "end none"), _MARKS_OPEN[marks if marks < 6 else 6]]
    if han >= 8:
        share = shape.count(b"f") * 20 // han
        names.append(_FUNCTIONS[share if share < 5 else 5])
    if seps:
        names.append((_SEPS_LONG if bucket > 6 else _SEPS_SHORT)[seps if seps < 4 else 4])
    if digits or latin or spaces:
        _written(text, size, han, latin, digits, spaces, bucket, names)
    first = shape[:1]
    if (first == b"d" or text[0] in "([") and _RANKED.match(text):
        names.append("ranked")
    if first in b's"' or text[0] in "(—-@©":
        names.append("begin " + text[0])
    if hits and _hits(hits, size, names):
        return _told(("\t".join(names), "C", _marks(hits, len(line.text))))
    sentence = (ends and (bucket >= 5 or (bucket >= 4 and commas > 0))) or (bucket >= 8 and marks > 1)
    kind = "S" if sentence else "M" if bucket >= 6 else "s"
    return _told(("\t".join(names), kind, _marks(hits, len(line.text)) if hits else NOTHING))


_told = partial(tuple.__new__, Own)  # what `Own(…)` does, without its Python frame


def _written(
    text: str, size: int, han: int, latin: int, digits: int, spaces: int, bucket: int, names: list[str]
) -> None:
    """Cues of the digits, Latin letters and spaces in a line."""
    visible = max(size - spaces, 1)
    if digits:
        names.append(_DIGITS[bisect_right(_SHARES, digits / visible)])
    if latin:
        names.append(_LATIN[bisect_right(_SHARES, latin / visible)])
        if latin > han * 3:
            names.append(_LATIN_LEN[bucket])
        if ("." in text or ":" in text) and _LINKISH.search(text):
            names.append("link")
    if spaces:
        names.append(_SPACES[min(spaces * 12 // size, 4)] if latin < han else "spaces latin")
    if digits and _DATED.search(text):
        names.append(_DATES[min(bucket, 6)])


def _hits(hits: Sequence[Hit], size: int, names: list[str]) -> bool:
    """Cues of the rules that hit a line of `size` characters; whether it is wholly a rule's."""
    whole = False
    covered = 0
    seen = set()
    for rule, start, end, _ in hits:
        signal = rule.action == "signal"
        if rule.match == "line" or rule.match == "lines":
            whole = whole or not signal
        elif not signal:
            covered += end - start
        seen.add(_hit_name(rule.category, rule.match, signal))
    names.extend(sorted(seen))
    if covered:
        share = covered / max(size, 1)
        names.append(_COVERED[min(int(share * 4), 4)])
        whole = whole or share > 0.7
    return whole


@cache
def _hit_name(category: str, match: str, signal: bool) -> str:
    name = f"hit {category} {match}" if match in ("line", "lines") else f"hit {category} span"
    return name + " signal" if signal else name


def _marks(hits: Sequence[Hit], size: int) -> Marks:
    """What a line of `size` characters with these hits is for others."""
    rules = [hit.rule for hit in hits]
    return Marks(
        not BYLINES.isdisjoint([rule.field for rule in rules]),
        True in [_closes(rule, size) for rule in rules],
        tuple([rule for rule in rules if rule.match in ("line", "lines") and rule.action != "signal"]),
    )


def _closes(rule: Rule, size: int) -> bool:
    """Whether a line of `size` characters that `rule` hits ends an article; a footer's single words end nothing."""
    if rule.field == "editors":
        return True
    return (rule.category == "related" and rule.match == "lines") or (
        rule.category == "footer" and rule.match in ("line", "lines") and size >= _FOOTER
    )
