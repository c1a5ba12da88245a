"""Which rows of a page go, and by whose word: rules and zones together.

The idea: rules name what a line *is* (a breadcrumb, a credit, an ICP number); the zone model says where it *stands*.
A rule acts only where its zones allow; a line that no rule knows goes only if the model puts it outside the article
by a margin, and `proof` does not take that back. Survivors are labelled again until nothing more goes, so
that cleaning twice changes nothing.

Invariant: a line of the body loses only what a `strong` rule names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from cleaner import hanzi
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.rules import Rule
from cleaner.settings import Settings
from cleaner.zoning import answers, asides, entries, framed, headline, headlines, posts, spam, spoken, zones
from cleaner.zoning.borders import ABOVE, Borders, borders
from cleaner.zoning.boxes import boxes, hidden_copies
from cleaner.zoning.fates import PLACED, STAYS, UNMARKED, Fate, covers, departed, shown_rows
from cleaner.zoning.headline import Heading
from cleaner.zoning.lines import Row, Topics, is_caption, is_torn, names_editors, speaking, whole
from cleaner.zoning.proof import below_abstract, veto
from cleaner.zoning.remains import left_over
from cleaner.zoning.running import running
from cleaner.zoning.sections import edit_buttons, parts, within
from cleaner.zoning.zones import Label, Line, tail_from

# Added to the body's score. With 0.3, text of tests/pages/dev keeps 8 characters of headings and 600 of furniture more.
BIAS = {"text": 0.0, "html": 0.2}
# How far (in the model's scores) a line that no rule knows must be from the body before it goes.
MARGIN = {"head": 0.5, "title": 0.5, "insert": 1.2, "tail": 0.5}
SENTENCE, _TITLE = 1.5, 2.0  # the same for what reads like prose; like a title, where no markup shows a banner
_CAPTION = 6.0  # the same for a caption above the text: ▲选购农机
_QUOTED = pattern(r"(?:[\[【][^\[\]【】]{1,12}[\]】] ?){2,3}")
# Above this margin of the body a footer's or a list's words are the article's own.
_SURE = 2.0
# Margins below which a sentence keeps its place although a footer's rule hits it; footers seldom stand on top.
_DOUBT = {"head": 3.0, "body": 3.0, "tail": 0.7}
_NEAR = 12  # verse and lists: credits this near to the top end the head
# The shortest article (characters) that an editors' line can end, and the longest such line.
_FLASH = 40
_CONTACT = 60  # characters of the longest line of contacts
_SOON = 8  # rows between the line that closes an article and the heading of a list
_COPY, _SPAM = "strip.hidden-copy", "strip.spam-line"
_DECLARED = 6  # characters of the shortest row that the page's title confirms
_BANNER, _BELOW = "keywords put above the page", "below the editors and a list's heading"
_AMID = 0.6  # between two paragraphs that stay, a button's word may be the author's: 请输入密码 in a novel
_PROVED = 3.0  # the least margin of a row whose zone something else than the model's word proves
_ROUNDS = 4


def judge(page: Sequence[Row], settings: Settings, known: str) -> tuple[list[Label], list[Fate], Heading]:
    """The zone and fate of each row, and the heading; the model would take injected keywords on top for the article."""
    if len(page) < 2 or not spam.is_banner(page[0]) or not settings.on(_SPAM):
        return _judged(page, settings, known)
    labels, fates, heading = _judged(page[1:], settings, known)
    title, subtitle = (at if at is None else at + 1 for at in heading[:2])
    kept, repeats = (frozenset(at + 1 for at in rows) for rows in (heading.kept, heading.repeats))
    heading = heading._replace(title=title, subtitle=subtitle, kept=kept, repeats=repeats)
    return [Label("head", _PROVED, told=_BANNER), *labels], [Fate(_SPAM, {"signs": spam.BANNER}), *fates], heading


def _judged(page: Sequence[Row], settings: Settings, known: str) -> tuple[list[Label], list[Fate], Heading]:
    """Label the rows, take away, label the survivors again, until nothing more goes."""
    known = hanzi.fold(known)
    page, entered = framed.read(*entries.read(page))
    chinese = spam.speaks(page) and spam.is_chinese(page)
    labels: list[Label] = [Label("body", 0.0)] * len(page)
    fates: list[Fate] = [STAYS] * len(page)
    heading, left = Heading(), list(range(len(page)))
    lines = [_line((row.text, speaking(row) if row.hits else (), row.evidence)) for row in page]
    own, topics = zones.own_cues(lines), Topics()
    boxed = _boxed(page, settings)
    told = (parts(page, boxed) if boxed else set()) | posts.own(page) | answers.own(page) | entered
    bias = BIAS["html" if page[0].evidence is not None else "text"]
    for turn in range(_ROUNDS):
        rows = list(map(page.__getitem__, left))
        proved = borders(rows)
        seen = _between(proved, rows)
        asked = [left[at] for at in seen]
        found = zones.label(list(map(lines.__getitem__, asked)), bias, list(map(own.__getitem__, asked)), topics)
        found = _with_unseen(proved, seen, found, len(rows))
        found = headlines.below(rows, posts.below(rows, _below_editors(rows, found)))
        if told:
            found = within(found, [k in told for k in left])
        for k, label in zip(left, found, strict=True):
            labels[k] = label
        new = _fates(rows, found, settings, chinese, boxed if turn == 0 else _boxed(rows, settings))
        new = [_as_declared(row, fate, known) for row, fate in zip(rows, new, strict=True)] if known else new
        if turn == 0:
            heading = _heading(page, found, new, known, topics)
            if heading.title is None:
                heading = _left_by_site(page, new)
        kept = kept_rows(heading)
        new = veto(rows, found, new, {at for at, k in enumerate(left) if k in kept})
        if turn == 0:
            new = below_abstract(rows, found, new, heading.title)
        new = _without_remains(rows, found, new, left, heading, settings, told)
        for k, fate in zip(left, new, strict=True):
            fates[k] = fate
        gone = departed(new)
        left = [k for k, went in zip(left, gone, strict=True) if not went]
        if not left or not any(gone):
            break
    if heading.title is None and left:  # a flash that was put among the chrome at first: title, credits
        last, top = _heading(page, labels, fates, known, topics), left[0]
        if last.title == top and any(_is_credited(page[k], fates[k]) for k in range(top + 1, min(top + 3, len(page)))):
            heading = last
    return labels, fates, heading


def _as_declared(row: Row, fate: Fate, known: str) -> Fate:
    """The fate of a row that the page's own title holds as it stands: a button's word in it is the author's."""
    if not fate.spans or row.sentence or len(row.text) < _DECLARED or row.text not in known:
        return fate
    return fate if fate.covered else fate._replace(spans=tuple([h for h in fate.spans if h.rule.category != "chrome"]))


def _heading(
    page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], known: str, topics: Topics
) -> Heading:
    return headline.choose(
        shown_rows(page, fates),
        [label.zone for label in labels],
        [
            fate is not STAYS and ((fate.gone and fate.rule not in PLACED) or is_caption(row, fate.spans))
            for row, fate in zip(page, fates, strict=True)
        ],
        known,
        [fate is not STAYS and _is_credited(row, fate) for row, fate in zip(page, fates, strict=True)],
        topics,
    )


def _without_remains(
    page: Sequence[Row],
    labels: Sequence[Label],
    fates: list[Fate],
    left: Sequence[int],
    heading: Heading,
    settings: Settings,
    own: set[int],
) -> list[Fate]:
    """The fates, with the title, and with the rests of bylines and the names that rules leave over."""
    if heading.title not in left:
        return fates
    title = left.index(heading.title)
    if fates[title].gone:  # a document called by its kind: 通知
        fates[title] = STAYS
    stay = {heading.title, heading.subtitle, *own}
    kept = {at for at, k in enumerate(left) if k in stay}
    found = left_over(page, labels, fates, title, kept)
    for at, fate in found.items():
        if settings.on(fate.rule):
            fates[at] = fate
    return fates


_line = partial(tuple.__new__, Line)  # what `Line(…)` does, without its Python frame


def _is_credited(row: Row, fate: Fate) -> bool:
    """Whether a rule took a credit from the row, or the row as one."""
    if not row.hits or not any(hit.rule.category == "credit" for hit in row.hits):
        return False
    return fate.gone or (not row.sentence and any(h.rule.category == "credit" and h.end > h.start for h in fate.spans))


def _left_by_site(page: Sequence[Row], fates: Sequence[Fate]) -> Heading:
    """The title where none was found: the one line that a site's own rules, which know its head, leave of it."""
    left = [at for at, fate in enumerate(fates) if fate.rule == UNMARKED["head"]]
    known = any(not hit.rule.evidence for at in range(left[0] if left else 0) for hit in page[at].hits)
    return Heading(left[0]) if known and len(left) == 1 else Heading()


def _below_editors(page: Sequence[Row], labels: list[Label]) -> list[Label]:
    """The labels, but tail for all that stands below the line that closes an article and a list's heading under it.

    Feeds and comments hold whole sentences of their own; where a page has named its editors or disclaimed the text the
    article is over.
    """
    for at, row in enumerate(page):
        if row.hits and _closes(row) and _list_follows(page, at):
            prose = [k for k in range(at + 1) if page[k].sentence and labels[k].zone == "body"]
            if sum([len(page[k].text) for k in prose]) >= _FLASH:
                return tail_from(at + _is_fused(row), labels, _BELOW)
    return labels


def _is_fused(row: Row) -> bool:
    """Whether the article's last sentence stands in the row that closes it."""
    return row.sentence and not whole(row)


def _closes(row: Row) -> bool:
    """Whether the row names the editors or is a site's statement about the text above it."""
    if names_editors(row):
        return True
    return any(hit.rule.category == "footer" and hit.rule.strong for hit in whole(row))


def _list_follows(page: Sequence[Row], at: int) -> bool:
    """Whether a list's heading stands a few rows below, with no prose before it."""
    for row in page[at + 1 : at + 1 + _SOON]:
        if any(hit.rule.match == "lines" and hit.rule.category == "related" for hit in row.hits):
            return True
        if row.sentence and not whole(row):
            return False
    return False


def _between(proved: Borders, page: Sequence[Row]) -> list[int]:
    """The rows that the model is to see: not the prose of others, which it may take for the article."""
    end = len(page) if proved.end is None else proved.end
    return [*range(proved.start, end), *(at for at in range(max(proved.start, end), len(page)) if whole(page[at]))]


def _with_unseen(proved: Borders, seen: Sequence[int], labels: Sequence[Label], size: int) -> list[Label]:
    """Labels for all rows of the page: head above the article's first row and tail from the first row behind it."""
    if len(seen) == size and proved.end is None:
        return list(labels)
    out = [Label("head", _PROVED, told=ABOVE)] * proved.start
    out.extend([Label("tail", _PROVED, told=proved.told)] * (size - proved.start))
    for at, label in zip(seen, labels, strict=True):
        if proved.end is None or at < proved.end:
            out[at] = label
    return out


def kept_rows(heading: Heading) -> set[int]:
    own = {k for k in (heading.title, heading.subtitle) if k is not None}
    return own | heading.kept


def _boxed(page: Sequence[Row], settings: Settings) -> dict[int, str]:
    """The rows that go for what stands around them: boxes that repeat the text, buttons under its headings."""
    return {
        at: rule for at, rule in {**boxes(page), **running(page), **edit_buttons(page)}.items() if settings.on(rule)
    }


def _fates(
    page: Sequence[Row], labels: Sequence[Label], settings: Settings, chinese: bool, boxed: Mapping[int, str]
) -> list[Fate]:
    """What the rules, and then the zones, want done with each row."""
    first, last = _prose_bounds(page, labels, boxed)
    end = next((at for at in reversed(range(len(page))) if labels[at].zone == "body" and not whole(page[at])), -1)
    copies = hidden_copies(page) if settings.on(_COPY) else frozenset()
    named = asides.asides(page, labels) if settings.on(asides.RULE) else {}
    told = {at: Fate(asides.RULE, {"name": name}, reads=asides.read(page[at], name)) for at, name in named.items()}
    told |= {at: Fate(rule) for at, rule in boxed.items()}
    unmarked = {zone: settings.on(rule) for zone, rule in UNMARKED.items()}
    spam_line = settings.on(_SPAM) and spam.speaks(page)
    about, quoted = (spam.topics(page), spam.introduced(page)) if spam_line else (frozenset[str](), frozenset[int]())
    known = spam.words(page) if spam_line else None
    out: list[Fate] = []
    anchor: Rule | None = None
    for at, (row, label) in enumerate(zip(page, labels, strict=True)):
        if at in told:
            out.append(told[at])
            continue
        zone = label.zone if label.zone != "title" else "head"
        if not row.hits and anchor is None and at not in copies:
            goes = zone != "body" and label.margin >= _least(label.zone, row) and unmarked[zone]
            out.append(_UNMARKED[zone] if goes else STAYS)
            continue
        place = "head" if at < first else "tail" if at > last else "body"
        fate, started = _by_rule(row, label, place) if row.hits else (STAYS, None)
        if started is not None and started.strong and at < first:
            started = None  # the header of the first post is written like those of the next
        if fate.rule and first < at < end and _may_be_contact(settings.by_id[fate.rule], row):
            fate, started = STAYS, None  # contact lines above a notice's signature are the notice's
        final = anchor is not None and anchor.strong
        if started is not None and not final:
            anchor = started
        elif zone == "body" and not fate.gone and not final:
            anchor = None
        if not fate.gone and at in copies:
            fate = Fate(_COPY, {"hidden": row.evidence.hidden if row.evidence else ""})
        if spam_line and row.hits and not fate.gone:
            found = spam.signs(row, label.zone, chinese, about, known)
            if len(found) > 1 and at not in quoted:  # an article that quotes spam says so
                fate = Fate(_SPAM, {"signs": found})
        if not fate.gone and anchor is not None and (zone in ("tail", "insert") or (final and at > first)):
            fate = Fate(anchor.id, {"zone": zone}, placed=True)
        if not fate.gone and zone != "body" and label.margin >= _least(label.zone, row) and unmarked[zone]:
            fate = Fate(UNMARKED[zone], placed=True, spans=fate.spans, reads=fate.reads)
        out.append(fate)
    return out


def _may_be_contact(rule: Rule, row: Row) -> bool:
    return rule.category == "footer" and not rule.strong and len(row.text) < _CONTACT


_UNMARKED = {zone: Fate(rule, placed=True) for zone, rule in UNMARKED.items()}


def _least(zone: str, row: Row) -> float:
    """The margin from which on a row that no rule knows goes from `zone`."""
    if row.text[0] in "▲△▼▽" and zone == "head":
        return _CAPTION
    least = _TITLE if zone == "title" and row.evidence is None else MARGIN[zone]
    return max(least, SENTENCE) if row.sentence or is_torn(row.text) else least


def _prose_bounds(page: Sequence[Row], labels: Sequence[Label], boxed: Mapping[int, str]) -> tuple[int, int]:
    """The first and last row that is plainly the article's: prose, or what stands between credits and chrome."""
    rows = enumerate(zip(page, labels, strict=True))
    body = [
        at for at, (row, label) in rows if label.zone == "body" and at not in boxed and not (row.hits and whole(row))
    ]
    solid = [at for at in body if page[at].sentence]
    if len(solid) > 1 and spoken.may_be_title(page, solid[0]):
        return solid[1], solid[-1]
    if solid:
        return solid[0], solid[-1]
    if not body:
        return len(page), -1
    # Verse and lists have no sentences: the head ends with the last credit near the top, the tail begins where
    # most of what is left is chrome.
    credit = [
        at
        for at in range(min(_NEAR, len(page)))
        if any(h.rule.category == "credit" and h.rule.action == "extract" for h in page[at].hits)
    ]
    first = credit[-1] + 1 if credit else body[0]
    known = [bool(whole(row)) for row in page]
    last = next(
        (at - 1 for at in range(first + 1, len(page)) if known[at] and 2 * sum(known[at:]) > len(page) - at),
        len(page) - 1,
    )
    return first, max(last, first)


def _by_rule(row: Row, label: Label, place: str) -> tuple[Fate, Rule | None]:
    """The rule that takes the row, or the spans that rules take; and the anchor rule that it starts."""
    own = [hit.rule for hit in whole(row) if _may(hit.rule, row, label, place)]
    if own:
        reads = tuple([h for h in row.hits if _tells(h) and _may(h.rule, row, label, place)])
        # A site's rule beside a general one adds its list, and takes none away.
        anchors = [rule for rule in own if rule.match == "lines"]
        named = next((rule for rule in own if rule.evidence), own[0])
        anchor = next((rule for rule in anchors if rule.strong), anchors[0]) if anchors else None
        return Fate(named.id, reads=reads), anchor
    allowed = [hit for hit in row.hits if hit.rule.match in ("regex", "table") and _may(hit.rule, row, label, place)]
    if not allowed:
        return STAYS, None
    reads = tuple([hit for hit in allowed if hit.end == hit.start and hit.value is not None])
    spans = _chosen(allowed)
    if label.zone == "body" and spans and _QUOTED.fullmatch(row.text) and not covers(row.text, spans):
        return STAYS, None  # 【返回】【求救】 on a screen in a story: rules know the one and not the other
    if spans and place != "body" and covers(row.text, spans):
        return Fate(spans=spans, covered=True, reads=reads), None
    if row.sentence or "。" in row.text or all("partial" in hit.rule.traits for hit in spans):
        # a date in a line of other words is not the line's own
        spans = tuple([hit for hit in spans if "partial" not in hit.rule.traits])
    return Fate(spans=spans, reads=reads) if spans or reads else STAYS, None


def _tells(hit: Hit) -> bool:
    """Whether something may be read where `hit` stands, though another rule takes the row."""
    return hit.rule.match == "regex" or (hit.rule.action == "extract" and hit.value is not None)


def _may(rule: Rule, row: Row, label: Label, place: str) -> bool:
    """Whether `rule` may act on a row with `label`, at `place` (head, body, tail) relative to the prose."""
    if rule.action not in ("drop", "extract"):
        return False
    zone = label.zone
    if zone == "title":
        return "head" in rule.zones and rule.category not in ("footer", "related", "spam")
    if zone != "body":
        doubtful = rule.category in ("footer", "related") and row.sentence and label.margin < _DOUBT[place]
        if doubtful and not rule.strong:
            return False  # a sentence that speaks of filing or copyright, where the model is of two minds
        return place in rule.zones or zone in rule.zones or (zone == "insert" and label.margin >= _AMID)
    if place not in rule.zones:
        return False
    if rule.strong:
        return True
    sure = label.margin > _SURE and rule.category in ("footer", "related")
    return place != "body" and not row.sentence and not sure


def _chosen(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits that do not overlap: extracts before drops, the longer before the shorter, then by id."""
    order = sorted(hits, key=lambda h: (h.rule.action != "extract", h.start - h.end, h.rule.id))
    taken: list[Hit] = []
    for hit in order:
        if hit.end > hit.start and all(hit.end <= other.start or hit.start >= other.end for other in taken):
            taken.append(hit)
    return tuple(sorted(taken, key=lambda h: h.start))
