"""From the frames of a template to rule files that a person can read, accept or refuse.

The idea: neighbours that are the same for all pages make one rule; what has slots, values or a list behind it makes a
rule of its own. Each rule is then asked on the pages it was learnt from: it must hit what it stands for, and nothing
in an article, in a keep of another rule, or in a clean article.

Invariant: the same pages give the same files, byte for byte.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from cleaner.hanzi import fold
from cleaner.learn import patterns
from cleaner.learn.frames import Frame, Place, is_slot, values
from cleaner.learn.template import Standing, Template
from cleaner.zoning.lines import is_sentence

_SHORT = 5  # characters; shorter lines are words that an article may have, and count only in company
_SHARE_OF_RUN = 0.4  # of the usual number of hits: what `at_least` asks
_MOST_PATTERNS = 40
_MOST_EXAMPLES = 3
_NEARLY = 0.95
_NAME = 8  # characters of a file name that say what the rule is about
_CLASSES = (
    (
        "footer",
        re.compile(r"版权|copyright|©|icp|备案|公网安备|许可证|举报|地址:|邮编|all rights|关于我们|联系我们|声明"),
    ),
    ("related", re.compile("相关|推荐|热门|排行|猜你|延伸|还看|都在看|精彩|榜|上一[篇条章]|下一[篇条章]")),
    ("credit", re.compile("来源|稿源|出处|作者|记者|编辑|责编|发布时间|发布日期")),
)
_UNDATED = re.compile("今天是|现在是|星期|农历|今日")


class Proposal(NamedTuple):
    """A rule to be: `name` and `text` of its file, and what a person wants to know before saying yes."""

    name: str
    text: str
    zone: str
    patterns: tuple[str, ...]
    places: tuple[Place, ...]
    label: str
    pages: int
    known: str  # the rule that takes these lines already, "" when none does


class Draft(NamedTuple):
    """A rule before it has a name."""

    category: str
    match: str
    action: str
    field: str
    zones: tuple[str, ...]
    patterns: tuple[str, ...]
    at_least: int
    frames: tuple[Frame, ...]
    examples: tuple[tuple[str, str], ...]


def drafts(template: Template) -> list[Draft]:
    """The rules that the template's frames ask for, in their order on the page."""
    titled = _Titles(template)
    out: list[Draft] = []
    plain: list[Standing] = []
    for standing in template.standings:
        special = list(_special(standing, template, titled))
        if special:
            out += special
        elif standing.frame.words and not (titled.takes(standing)):
            plain.append(standing)
    return out + list(_runs(plain, template))


def _special(standing: Standing, template: Template, titled: _Titles) -> Iterator[Draft]:
    """The rules of a frame that is more than a fixed line: values, an open list, a repeated title, slots."""
    frame, zone = standing.frame, standing.zone
    pattern = patterns.whole(frame)
    if pattern is None:
        return
    category = _category(standing)
    zones = _zones(standing)
    if zone == "head" and frame.tokens and is_slot(frame.tokens[0]) and not titled.repeats(frame):
        cut = patterns.suffix(frame)
        if cut is not None and frame.words >= 2:
            yield Draft("dup", "regex", "drop", "", zones, (cut,), 1, (frame,), _suffixed(frame, template))
        return
    under = zone == "head" and titled.above(frame)
    dated = zone != "insert" and not _UNDATED.search(frame.label)
    values = patterns.read(frame, under) if dated else []
    if values:
        shown = _shown(frame, template)
        first = values[0]
        kind = "chrome" if first.field == "section" else "credit"
        yield Draft(kind, "line", "extract", first.field, zones, (first.pattern,), 1, (frame,), shown)
        for value in values[1:]:
            reading = f"^(?P<hit>){value.pattern}$"
            same = tuple((before, before) for before, _ in shown)
            yield Draft(kind, "regex", "extract", value.field, zones, (reading,), 1, (frame,), same)
        return
    if not frame.words or (titled.takes(standing) and not titled.repeats(frame)):
        return
    if standing.opens:
        yield Draft("related", "lines", "drop", "", zones, (pattern,), 1, (frame,), _opened(frame, template))
    elif not frame.fixed:
        yield Draft(category, "line", "drop", "", zones, (pattern,), 1, (frame,), _shown(frame, template))


def _runs(plain: Sequence[Standing], template: Template) -> Iterator[Draft]:
    """Fixed lines: neighbours of one kind make a rule; short ones count only in company."""

    def kind(standing: Standing) -> tuple[str, tuple[str, ...], bool]:
        return _category(standing), _zones(standing), len(standing.frame.texts[0]) <= _SHORT

    ordered = sorted(plain, key=lambda standing: (_zones(standing), kind(standing)[2], standing.order))
    for (category, zones, short), run in groupby(ordered, key=kind):
        found = list(run)
        for at in range(0, len(found), _MOST_PATTERNS):
            frames = tuple(standing.frame for standing in found[at : at + _MOST_PATTERNS])
            said = tuple(pattern for pattern in map(patterns.whole, frames) if pattern is not None)
            counts = Counter(place.page for frame in frames for place in frame.places)
            least = max(1, int(_SHARE_OF_RUN * median(counts.values()))) if short and len(frames) > 1 else 1
            examples = _together(frames, template) if least > 1 else _each(frames, template)
            yield Draft(category, "line", "drop", "", zones, said, least, frames, examples)


def _category(standing: Standing) -> str:
    if standing.zone == "tail" and is_sentence(standing.frame.texts[0]):
        return "chrome"  # a footer's sentence is spared where the zones doubt; this one is known by its repetition
    return category(standing.frame.label, standing.zone)


def category(text: str, zone: str) -> str:
    """The class that the ledger files such a line under, by its words."""
    found = next((name for name, words in _CLASSES if words.search(text.lower())), "chrome")
    return "chrome" if found == "footer" and zone != "tail" else found


def _zones(standing: Standing) -> tuple[str, ...]:
    if standing.zone == "insert":
        return ("body", "head", "tail")
    if standing.zone == "tail" and standing.foreign:
        return ("tail", "body")
    return (standing.zone,)


class _Titles:
    """What is left of each page's head when the template is gone: its title must be there."""

    def __init__(self, template: Template) -> None:
        self._template = template
        covered = {place for standing in template.standings for place in standing.frame.places}
        self._own: list[list[int]] = []
        for page, (sheet, (start, _)) in enumerate(zip(template.sheets, template.bodies, strict=True)):
            head = range(min(start + 1, len(sheet.rows)))
            self._own.append([at for at in head if Place(page, at) not in covered])

    def takes(self, standing: Standing) -> bool:
        """Whether pages lose their only line that can be the title to a frame that is not usual."""
        if standing.zone != "head" or (standing.frame.fixed and standing.share >= 0.5):
            return False
        pages = standing.frame.pages()
        return sum(bool(self._own[page]) for page in pages) < _NEARLY * len(pages)

    def above(self, frame: Frame) -> bool:
        """Whether a line that can be the title stands above the frame."""
        first = {place.page: place.row for place in reversed(frame.places)}
        return sum(any(at < row for at in self._own[page]) for page, row in first.items()) >= _NEARLY * len(first)

    def repeats(self, frame: Frame) -> bool:
        """Whether what the frame's first slot holds stands on the page as a line of its own."""
        if not is_slot(frame.tokens[0]):
            return False
        good = 0
        for place in frame.places:
            rows = self._template.sheets[place.page].rows
            text = rows[place.row].text
            good += any(
                at != place.row and len(rows[at].text) >= 4 and text.startswith(rows[at].text)
                for at in self._own[place.page]
            )
        return good >= _NEARLY * len(frame.places)


def _shown(frame: Frame, template: Template) -> tuple[tuple[str, str], ...]:
    """The first lines of the frame that differ."""
    raws = dict.fromkeys(template.sheets[place.page].rows[place.row].raw for place in frame.places)
    return tuple((raw, "") for raw in list(raws)[:_MOST_EXAMPLES])


def _opened(frame: Frame, template: Template) -> tuple[tuple[str, str], ...]:
    """The heading of a list with what follows it."""
    place = frame.places[0]
    rows = template.sheets[place.page].rows[place.row : place.row + 3]
    return (("\n".join(row.raw for row in rows), ""),)


def _suffixed(frame: Frame, template: Template) -> tuple[tuple[str, str], ...]:
    """The first lines, and what is left of them: their first slot."""
    out = []
    for raw, _ in _shown(frame, template):
        columns = values(frame, [fold(raw)])
        out.append((raw, raw[: len(columns[0][0])] if columns else raw))
    return tuple(out)


def _each(frames: Iterable[Frame], template: Template) -> tuple[tuple[str, str], ...]:
    return tuple(example for frame in frames for example in _shown(frame, template)[:1])


def _together(frames: Sequence[Frame], template: Template) -> tuple[tuple[str, str], ...]:
    """All lines of the run as they stand on the page that has most of them."""
    by_page: defaultdict[int, set[int]] = defaultdict(set)
    for frame in frames:
        for place in frame.places:
            by_page[place.page].add(place.row)
    page = max(sorted(by_page), key=lambda page: len(by_page[page]))
    rows = template.sheets[page].rows
    return (("\n".join(rows[at].raw for at in sorted(by_page[page])), ""),)


def proposal(
    draft: Draft, name: str, site: str, template: Template, keeps: Sequence[tuple[str, str]], known: str
) -> Proposal:
    """The draft as a rule file."""
    places = tuple(sorted({place for frame in draft.frames for place in frame.places}))
    pages = sorted({place.page for place in places})
    names = [template.sheets[page].name for page in pages]
    label = " / ".join(frame.label for frame in draft.frames[:3]) + (" …" if len(draft.frames) > 3 else "")
    where = {"head": "above its articles", "tail": "below its articles"}.get(
        draft.zones[0], "among its articles' lines"
    )
    seen = f"{len(pages)} of {len(template.sheets)} pages of {site}, first {names[0]}, last {names[-1]}"
    lines = [
        f"why = {quoted(f'What pages of {site} show {where}: {label}')}",
        f'class = "{draft.category}"',
        f'match = "{draft.match}"',
        *([f'action = "{draft.action}"', f'field = "{draft.field}"'] if draft.field else []),
        f"zones = {json.dumps(list(draft.zones))}",
        "strong = true",
        "evidence = false",
        *([f"at_least = {draft.at_least}"] if draft.at_least > 1 else []),
        "patterns = [",
        *(f"  {written(pattern)}," for pattern in draft.patterns),
        "]",
        f"seen = {quoted(seen)}",
    ]
    for before, after in draft.examples:
        lines += [
            "",
            "[[example]]",
            f"before = {quoted(before)}",
            f"after = {quoted(after)}",
            f'zone = "{draft.zones[0]}"',
        ]
    for text, because in keeps:
        lines += ["", "[[keep]]", f"text = {quoted(text)}", f"because = {quoted(because)}", 'zone = "body"']
    text = "\n".join(lines) + "\n"
    return Proposal(name, text, draft.zones[0], draft.patterns, places, label, len(pages), known)


def name_of(draft: Draft, taken: set[str]) -> str:
    """A file name that says what the rule is about, and that no other has."""
    words = re.findall(r"[^\W\d_]+", draft.frames[0].label)
    what = "".join(words)[:_NAME] or "line"
    base = f"{draft.field or draft.category}-{what}"
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name


def quoted(text: str) -> str:
    """A TOML string: JSON's, but for characters that TOML wants escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def written(text: str) -> str:
    """A pattern as TOML: literal where it can be."""
    return f"'''{text}'''" if "''" not in text and not text.endswith("'") else quoted(text)
