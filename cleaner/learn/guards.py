"""What speaks against a draft: lines of articles, keeps of other rules, clean articles.

The idea: a draft is a rule like any other, so it is asked as one. It must hit the lines it stands for on `LEAST`
pages; a hit on a line of an article, where it could act, is a clash, and the draft is shown with its evidence and not
made. Hits that its zones excuse become its keeps: they are the nearest misses that there are.

Invariant: no rule is proposed that takes a line of the pages it was learnt from which is not chrome there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cleaner.hanzi import fold
from cleaner.learn.census import LEAST
from cleaner.learn.frames import Place
from cleaner.learn.proposals import Draft
from cleaner.learn.template import Template
from cleaner.match import Matcher
from cleaner.rules import Example, Keep, Rule
from cleaner.zoning.lines import Units, units

_EVIDENCE = 3
_LINE = 60  # characters shown of a line
_MOST_PROSE = 150  # lines among which a near miss is looked for


class Clash(NamedTuple):
    """A draft that was not made, and the lines that speak against it."""

    label: str
    reason: str
    evidence: tuple[str, ...]


class Judged(NamedTuple):
    """A draft that stands, with its keeps; or its clash."""

    draft: Draft
    keeps: tuple[tuple[str, str], ...]
    clash: Clash | None


def judged(
    drafts: Sequence[Draft], template: Template, keeps: Iterable[tuple[str, Keep]], clean: Sequence[str]
) -> list[Judged]:
    """Each draft with what speaks for or against it. `keeps` are those of other rules, `clean` lines of articles."""
    rules = [_rule(draft, number) for number, draft in enumerate(drafts)]
    matcher = Matcher(rules)
    own = [{place for frame in draft.frames for place in frame.places} for draft in drafts]
    pages: list[set[int]] = [set() for _ in drafts]
    strays: list[list[str]] = [[] for _ in drafts]
    all_own = {place for places in own for place in places}
    for page, sheet in enumerate(template.sheets):
        start, end = template.bodies[page]
        for at, hits in enumerate(matcher.scan([row.text for row in sheet.rows])):
            for hit in hits:
                number = int(hit.rule.id)
                if Place(page, at) in own[number]:
                    pages[number].add(page)
                elif start <= at < end and Place(page, at) not in all_own:
                    strays[number].append(sheet.rows[at].raw)
    against = _against(matcher, keeps, clean)
    out: list[Judged] = []
    prose = [(text, units(fold(text[:_LINE]))) for text in _prose(template)[:_MOST_PROSE]]
    for number, draft in enumerate(drafts):
        clash = _clash(draft, len(pages[number]), strays[number], against[number])
        near = [
            (text[:_LINE], "a line of an article: where it stands keeps it") for text in dict.fromkeys(strays[number])
        ]
        out.append(Judged(draft, tuple(near[:_EVIDENCE]) or (_nearest(draft, prose),), clash))
    return out


def _rule(draft: Draft, number: int) -> Rule:
    return Rule(
        id=f"{number:06}", why="", category=draft.category, match=draft.match, action=draft.action,
        patterns=draft.patterns, table=(), replacement="", field=draft.field, zones=draft.zones, strong=True,
        evidence=False, at_least=draft.at_least, unless="", seen="",
        examples=(Example("", "", draft.zones[0]),), keeps=(),
    )  # fmt: skip


def _against(matcher: Matcher, keeps: Iterable[tuple[str, Keep]], clean: Sequence[str]) -> defaultdict[int, list[str]]:
    """Keeps and lines of clean articles that a draft hits where it may act."""
    out: defaultdict[int, list[str]] = defaultdict(list)
    listed = [(owner, keep) for owner, keep in keeps if "\n" not in keep.text]
    for (owner, keep), hits in zip(listed, matcher.scan([fold(keep.text) for _, keep in listed]), strict=True):
        for hit in hits:
            if "body" in hit.rule.zones:  # in a body every keep stays, whoever asks
                out[int(hit.rule.id)].append(f"{keep.text[:_LINE]} (a keep of {owner})")
    for line, hits in zip(clean, matcher.scan(clean), strict=True):
        for hit in hits:
            if "body" in hit.rule.zones:
                out[int(hit.rule.id)].append(f"{line[:_LINE]} (a clean article)")
    return out


def _clash(draft: Draft, pages: int, strays: Sequence[str], against: Sequence[str]) -> Clash | None:
    label = " / ".join(frame.label for frame in draft.frames[:2])
    if pages < LEAST:
        return Clash(label, f"its pattern is met on {pages} pages only", draft.patterns[:_EVIDENCE])
    if strays and "body" in draft.zones:
        lines = tuple(text[:_LINE] for text in dict.fromkeys(strays))
        return Clash(label, "it would take lines of articles", lines[:_EVIDENCE])
    if against:
        return Clash(label, "it would take what must stay", tuple(dict.fromkeys(against))[:_EVIDENCE])
    return None


def _prose(template: Template) -> list[str]:
    """Lines of the articles, each once, in order."""
    found: dict[str, None] = {}
    for sheet, (start, end) in zip(template.sheets, template.bodies, strict=True):
        for row in sheet.rows[start:end]:
            if "。" in row.text:
                found[row.raw] = None
    return list(found)


def _nearest(draft: Draft, prose: Sequence[tuple[str, Units]]) -> tuple[str, str]:
    """The line of an article that shares most with the draft's own words."""
    own = units("".join(text for frame in draft.frames for text in frame.texts[:1]))
    best, score = prose[0][0] if prose else "这一行是正文，应当留下。", 0
    for text, pairs in prose:
        if len(own & pairs) > score:
            best, score = text, len(own & pairs)
    return best[:_LINE], "an article's own words" + (" that come near it" if score else "")
