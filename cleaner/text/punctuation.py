"""Chinese punctuation for Chinese context, after GB/T 15834; everything else keeps its own marks.

The idea: a line is rewritten in a view of the same length, by passes that each only turn ASCII marks into Chinese
ones: quotation marks by pairs, brackets by pairs, dots and dashes by runs, the other marks by groups. A pass sees
what the earlier ones did; they are repeated until none finds anything, normally once.

Invariant: marks only ever become Chinese, so the repetition ends, and rewriting a rewritten line changes nothing.
What is no Chinese context (Latin text, numbers, URLs, code, formulas, foreign passages) keeps every mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from cleaner.hanzi import HAN, count_han
from cleaner.patterns import pattern

Span = tuple[int, int]


class Rewrite(NamedTuple):
    """`line[start:end]` becomes `text`, because of the noise `rule`."""

    start: int
    end: int
    text: str
    rule: str


_rewrite = partial(tuple.__new__, Rewrite)  # what `Rewrite(…)` does, without its Python frame: lines have many marks

MARK, STOP, QUOTE = "canon.half-width-mark", "canon.half-width-stop", "canon.straight-quote"
DOTS, DASHES = "canon.dots", "canon.dashes"

SUSPECT = pattern(r',|;|:|\?|!|\(|\)|"|\.\.\.|…|--|。。。|\.(?=[\n"”’」』]|\Z)| ')
"""Where a text may have something to rewrite, spaces included. Each branch begins with a literal: `re` skips faster."""

_MASK, _DOTTED, _DASHED = "\ufdd0", "\ufdd1", "\ufdd2"  # noncharacters: the text holds none when this runs
FULL_WIDTH = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_WIDE_MARKS = "。，、；：？！（）《》〈〉【】「」『』"
_SHARED_MARKS = "“”‘’…—·～"  # Latin text uses them as well
_ANY_MARK = ",;:?!()\"'. "
_BESIDE = 80  # characters on either side in which the next one that is no mark is looked for; a line may be the page
_HAN = f"[{HAN}]"
_STRICT = pattern(f"[{HAN}{_WIDE_MARKS}{_DOTTED}{_DASHED}]")
_CHINESE_CLASS = f"[{HAN}{_WIDE_MARKS}{_SHARED_MARKS}{_DOTTED}{_DASHED}]"
_CHINESE = pattern(_CHINESE_CLASS)
_GROUP = pattern("[,;:?!](?:[,;:?! ]*[,;:?!])?")
_RUN_OF_DOTS = pattern("\\.{3,}|。(?: *。){2,}|…+")  # the spaces would go, and the run appear
_RUN_OF_DASHES = pattern(f"(?<![-{_MASK}])-{{2,4}}(?![->{_MASK}])")
_STOP = pattern(f'(?<={_HAN})\\.(?=$|["”’」』])')
_FIXED = pattern(
    r"""
    (?P<url>(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)[!-~]+)   # a URL ends where ASCII ends
  | [A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
  | `[^`\n]+`
  | (?<![A-Za-z0-9])[A-Za-z]:[\\/][^\s，。；]*                  # C:\dir
  | </?[A-Za-z][^<>\n]*>
  | &\#?[A-Za-z0-9]+;
  | \b(?:[a-z_]\w*|\w+(?:[._]\w+)+)\((?:[^()\n]*["'=][^()\n]*)\)   # print("…"), open(name, mode="r")
  | [A-Za-z0-9_\])](?:!=|==|\?\?|::|:=)[A-Za-z0-9_(\[]
    """,
    re.VERBOSE | re.ASCII,
)
_MAY_BE_FIXED = pattern("://|www\\.|mailto:|@|`|:[\\\\/]|<|&|\\([\"']|=|::")
_URL_TAIL = pattern("[,;:?!.)\"']+$")
_LETTERS = pattern("[A-Za-zÀ-ɏͰ-ӿ]")
_LATIN_SHARE = 5  # letters for each wide character from which on a line is Latin text that cites Chinese
_MATHS = pattern(
    r"(?:\b(?:sin|cos|tan|log|ln|lg|exp|max|min|lim|sqrt|det|arg|mod|gcd)|(?<![A-Za-z0-9])[A-Za-z])$", re.ASCII
)
_IDENTIFIER = pattern(r"(?:\b[A-Za-z]\w*[._]\w*|\b[a-z]+[A-Z]\w*|\b[a-z]\w*)$", re.ASCII)
_OPERATOR_BEFORE = frozenset("/*^+=<>·×÷-_~|&%$#\\")
_VARIABLE = pattern(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])")
_OPERATOR = pattern(r"[A-Za-z0-9)]\s*[-+*/=^×÷<>]\s*[A-Za-z0-9(]")
_ARGUMENT = pattern(r"[\w.]{0,2}|\w+(?:\s*,\s*\w+)+", re.ASCII)
_CLOSERS = "，。；：？！、）》】”’"
_BRACKET = pattern("[()（）]")
_QUOTE = pattern('"')
_MORE = frozenset(',;:?!()=" ')  # after a mark, these want a closer look
_PAGE_NUMBER = pattern(r"\s*\d+\s*$")
_ODD_DOTS = pattern("(?<!…)…(?:……)*(?!…)")
_HURDLE = r"""["()@`<&\ …:.,;?!]             # a lone class is scanned faster than a choice
    (?:
        (?<!  [\ …:.,;?!])
      | (?<=\ ) {space}
      | (?<=…) (?<!……) (?:……)* (?!…)          # an odd run
      | (?<=:) (?=[/\\])                       # an address
      | (?<=\.) (?=\.\.|[\n"”’」』]|\Z)
      | (?<=[:,;?!]) (?=[,;:?!()="\ ])
    )"""
_CLOSE = pattern(_HURDLE.replace("{space}", ""), re.VERBOSE)
_HARD = pattern(_HURDLE.replace("{space}", r"(?:(?<=。\ )|(?=[,;:?!]))"), re.VERBOSE)  # spaces elsewhere move no mark
_RARE = pattern("--|。。。|www.")
PLAIN = pattern(f'[,;:?!](?![,;:?!()=" ])(?:(?<={_CHINESE_CLASS}.)|(?={_CHINESE_CLASS}))')
"""A mark of a line that needs no closer look, to be made full-width: its neighbours alone decide."""
_LEFT = pattern(r',|;|:|\?|!|\(|\)|"|\.\.\.|--|\.(?=[\n"”’」』]|\Z)')
_SIGNS = {DOTS: _DOTTED, DASHES: _DASHED}


def rewrite(line: str, fixed: Sequence[Span] = ()) -> tuple[list[Rewrite], str]:
    """What to rewrite in `line` (no line end inside), and the view in which each changed mark is Chinese.

    `fixed` are spans to leave alone (foreign passages); URLs, addresses and inline code are found here.
    """
    may_be_fixed = bool(_MAY_BE_FIXED.search(line))
    if not (fixed or may_be_fixed or _HARD.search(line) or _RARE.search(line) or _is_latin(line)):
        found = [_rewrite((*mark.span(), FULL_WIDTH[mark[0]], MARK)) for mark in PLAIN.finditer(line)]
        return found, _applied(line, found) if found else line
    spans = [*fixed, *_fixed_spans(line)] if may_be_fixed else fixed
    text = _masked(line, spans) if spans else line
    chinese = _STRICT if _is_latin(text) else _CHINESE
    found = []
    while True:
        known = len(found)
        for needed, passage in _PASSAGES:
            if not needed or any(sign in text for sign in needed):
                new = list(passage(text, chinese))
                found += new
                text = _applied(text, new) if new else text
        if len(found) == known or not (_LEFT.search(text) or ("…" in text and _ODD_DOTS.search(text))):
            break
    view = _masked(text, spans, line) if spans else text
    return found, view.replace(_DOTTED, "…").replace(_DASHED, "—")


def close_lines(text: str) -> Iterator[int]:
    """Where the lines of a page start that `rewrite` and `spaces` must look at, foreign passages aside; in all others
    the `PLAIN` marks are all that there is to rewrite. In no order, and some twice."""
    yield from (start for start, _ in _lines_with(_CLOSE, text))
    if any(rare in text for rare in _RARE.pattern.split("|")):
        yield from (start for start, _ in _lines_with(_RARE, text))
    yield from (start for start, end in _lines_with(_LETTERS, text) if _is_latin(text[start:end]))


def suspect_lines(text: str) -> Iterator[int]:
    """Where the lines of a page start that hold a `SUSPECT`: the ones to look at where no mark is `PLAIN`."""
    return (start for start, _ in _lines_with(SUSPECT, text))


def _lines_with(sign: re.Pattern[str], text: str) -> Iterator[Span]:
    match = sign.search(text)
    while match:
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        end = len(text) if end < 0 else end
        yield start, end
        match = sign.search(text, end)


def _masked(line: str, spans: Sequence[Span], other: str | None = None) -> str:
    """`line` with each span replaced by masks, or by what `other` (same length) holds there."""
    for start, end in spans:
        line = line[:start] + (other[start:end] if other else _MASK * (end - start)) + line[end:]
    return line


def _applied(text: str, items: Sequence[Rewrite]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new, rule in sorted(items):
        sign = _SIGNS.get(rule)
        parts += text[at:start], sign * (end - start) if sign else new
        at = end
    return "".join([*parts, text[at:]])


def _fixed_spans(line: str) -> Iterator[Span]:
    for match in _FIXED.finditer(line):
        start, end = match.span()
        tail = _URL_TAIL.search(match[0]) if match.lastgroup == "url" else None
        if tail and end < len(line) and not line[end].isspace():
            end -= len(tail[0])  # 见http://a.cn/b,其次: the comma is the sentence's
        yield start, end


def _is_latin(text: str) -> bool:
    """Counted in letters and Han characters only, which rewriting never changes."""
    letters = len(_LETTERS.findall(text))
    return letters > _LATIN_SHARE and letters > _LATIN_SHARE * count_han(text)


def _marks(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    latin = chinese is _STRICT
    for group in _GROUP.finditer(text):
        start, end = group.span()
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if latin or not "\u4e00" <= before <= "\u9fff" or after in _MORE:
            run = group[0]
            if "::" in run or (run[-1] == "!" and after == "=") or (after in "()" and _is_emoticon(text, start, end)):
                continue
            left, right = bool(chinese.match(before)), bool(chinese.match(after))
            if latin and not _is_inside(before, after, left, right):
                continue
            if not left and not right and not _across_space(text, start, end):
                continue
        if end - start == 1:
            yield _rewrite((start, end, FULL_WIDTH[group[0]], MARK))
            continue
        for at in range(start, end):
            if text[at] != " ":
                yield Rewrite(at, at + 1, FULL_WIDTH[text[at]], MARK)


def _is_inside(before: str, after: str, left: bool, right: bool) -> bool:
    """In Latin text that cites Chinese: between two Chinese characters, or between a Chinese one and a letter."""
    return (left and right) or ((left or right) and bool(before) and bool(after) and (before + after).isalnum())


def _across_space(text: str, start: int, end: int) -> bool:
    left, right = text[max(start - _BESIDE, 0) : start].rstrip(" "), text[end : end + _BESIDE].lstrip(" ")
    if text[end : end + 1] == " " and _STRICT.match(right[:1]):
        return bool(left)
    return text[start - 1 : start] == " " and bool(_STRICT.match(left[-1:]))


def _is_emoticon(text: str, start: int, end: int) -> bool:
    """`:)` and `;(` whose bracket has no pair (with a pair it is `如下:(一)`)."""
    beside = text[end - 1] in ":;" and bool(text[end : end + 1])
    return beside and end not in _paired(text)


def _quotes(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    """Straight quotes pair in order; an odd one, or a pair that reads inside out, leaves all as they are."""
    places = [match.start() for match in _QUOTE.finditer(text)]
    if len(places) % 2 or text.count("“") != text.count("”"):  # a straight one may close a curly one
        return
    pairs = list(zip(places[::2], places[1::2], strict=True))
    if any(_inside_out(text, start, end) for start, end in pairs):
        return
    for start, end in pairs:
        inner = bool(_STRICT.search(text, start + 1, end))
        left, right = _beside(text, start, end + 1)
        outer = bool(chinese.match(left) or chinese.match(right))
        if (inner and outer if chinese is _STRICT else inner or outer) and text[start - 1 : start] != "=":
            yield Rewrite(start, start + 1, "“", QUOTE)
            yield Rewrite(end, end + 1, "”", QUOTE)


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters nearest to a span on both sides that are no marks, "" where there is none."""
    left, right = text[max(start - _BESIDE, 0) : start], text[end : end + _BESIDE]
    return left.rstrip(_ANY_MARK)[-1:], right.lstrip(_ANY_MARK)[:1]


def _inside_out(text: str, start: int, end: int) -> bool:
    first = text[start + 1]
    if end == start + 1 or first in _CLOSERS:
        return True
    return first == " " and start > 0 and text[start - 1] not in _ANY_MARK + "：，"


def _pairs(text: str) -> list[Span]:
    """Brackets that belong together, ASCII and full-width ones alike, inner pairs first."""
    opened: list[int] = []
    found: list[Span] = []
    for match in _BRACKET.finditer(text):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            found.append((opened.pop(), match.start()))
    return found


@lru_cache(maxsize=2)  # a line may hold thousands of emoticons
def _paired(text: str) -> frozenset[int]:
    return frozenset(at for pair in _pairs(text) for at in pair)


def _brackets(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    paired: set[int] = set()
    for start, end in _pairs(text):
        paired |= {start, end}
        if text[start] == "（" or text[end] == "）" or _is_chinese_pair(text, start, end, chinese):
            yield from (Rewrite(at, at + 1, FULL_WIDTH[text[at]], MARK) for at in (start, end) if text[at] in "()")
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match[0] in "()" and at not in paired and chinese is _CHINESE and text[at - 1 : at] not in (":", ";", "-"):
            beside = (text[at - 1] if at else "", text[at + 1 : at + 2])
            if any(_STRICT.match(char) for char in beside):
                yield Rewrite(at, at + 1, FULL_WIDTH[match[0]], MARK)


def _is_chinese_pair(text: str, start: int, end: int, chinese: re.Pattern[str]) -> bool:
    before = text[start - 1] if start else ""
    after = text[end + 1 : end + 2]
    content = text[start + 1 : end]
    if chinese is _STRICT:
        return bool(_STRICT.match(before) or (_STRICT.match(after) and _STRICT.search(content)))
    if _STRICT.search(content):
        return True
    left, right = bool(chinese.match(before)), bool(chinese.match(after))
    if not right and after:
        group = _GROUP.match(text, end + 1)
        if group:
            beyond = text[group.end() : group.end() + 1]
            right = bool(chinese.match(beyond)) or (beyond == " " and _across_space(text, end + 1, group.end()))
    return (left or right) and not _is_formula(text[:start], content, after)


def _is_formula(before: str, content: str, after: str) -> bool:
    """J/(g·℃), f(x), sin(2x), Fe(OH)3, (a+b), main(): brackets of a unit, a formula or a call."""
    last = before[-1:]
    if last in _OPERATOR_BEFORE and last:
        return True
    if _OPERATOR.search(content) and _VARIABLE.search(content) and not re.search("[A-Za-z]{3}", content):
        return True
    if not last.isascii() or not last.isalnum():
        return False
    if after[:1].isascii() and after[:1].isalnum():
        return True
    if _MATHS.search(before[-8:]):
        return "%" not in content
    return bool(_IDENTIFIER.search(before[-24:])) and bool(_ARGUMENT.fullmatch(content))


def _dots(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    if chinese is _STRICT:
        return
    for match in _RUN_OF_DOTS.finditer(text):
        start, end = match.span()
        if match[0][0] == "…" and (end - start) % 2 == 0:
            continue
        left, right = _beside(text, start, end)
        leader = match[0][0] == "." and end - start > 6 and _PAGE_NUMBER.match(text, end)
        if match[0][0] == "。" or (not leader and (chinese.match(left) or chinese.match(right))):
            yield Rewrite(start, end, "……", DOTS)


def _dashes(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    for match in _RUN_OF_DASHES.finditer(text):
        start, end = match.span()
        left, right = text[:start].rstrip(" ")[-1:], text[end:].lstrip(" ")[:1]
        opens = not left and end - start == 2 and text[end : end + 1] == right  # a subtitle's --
        if _CHINESE.match(right) and (_CHINESE.match(left) or opens):
            yield Rewrite(start, end, "——", DASHES)


def _stops(text: str, chinese: re.Pattern[str]) -> Iterator[Rewrite]:
    if chinese is _CHINESE:
        yield from (Rewrite(match.start(), match.end(), "。", STOP) for match in _STOP.finditer(text))


_PASSAGES = (
    (('"',), _quotes),
    (("(", ")"), _brackets),
    (("...", "…", "。。", "。 "), _dots),
    (("--",), _dashes),
    ((".",), _stops),
    ((), _marks),
)
