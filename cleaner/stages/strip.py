"""Strip: what is no article goes, each line or span by the rule or the zone evidence that says so.

The idea: `judgement` decides which rows go and by whose word; here that becomes edits, credits become fields,
the title is named, and doubts become warnings.

Invariant: every drop bears the id of the rule that wanted it; the title stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from cleaner import hanzi, metadata
from cleaner.document import Document, Edit, Field, LineNote, Note, Proposal, Warning
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.rules import Rule
from cleaner.settings import Settings
from cleaner.text.dates import published
from cleaner.zoning import bylines, headline, labelled, listing, paths, posts, sitename
from cleaner.zoning.fates import BETWEEN, PLACED, STAYS, Fate, covers, departed, shown_rows
from cleaner.zoning.headline import Heading
from cleaner.zoning.judgement import judge, kept_rows
from cleaner.zoning.lines import Row, rows
from cleaner.zoning.suffixes import columnist
from cleaner.zoning.zones import Label

_BAR_BEFORE, _BAR_BEHIND = pattern(r"^\| ?(?=\S)"), pattern(r"(?<=[。!?…”]) ?\|$")
_DANGLING = pattern(r"(?:[ ]*[|丨┃>»])+$")
# Below this margin a sentence that went is one to look at.
_THIN = 2.5
_LABELLED = pattern(r"(?:发[布表佈]|刊登|更新|上传|上线)[^:]{0,4}:")  # no widget says when a story went up
_STAMP = pattern(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2} \d{1,2}:\d\d:\d\d")
_CLOCK = pattern(r"\d{1,2}:\d\d$")
_REPEAT = "strip.repeated-title"
_SITE = "strip.site-twice"
_MASTHEAD = "strip.printed-paper"
_BYLINE = "strip.title-byline"
_COLUMNIST = "strip.title-columnist"
_PATH = "strip.parted-path"
_LOGO = "strip.site-logo"  # none is the title or stands below it
_MEDIUM = "strip.media-line"  # farther from the title it is a logo, or another article's
_BESIDE = 10  # rows
_FIRST_FLOOR = pattern(r"(?<!\d)1 ?楼(?! ?\d{1,3}\b)")  # under the post that opens a thread


def propose(doc: Document, settings: Settings) -> Proposal:
    """Drops of chrome, credits (into fields), footers and spam; the title's field; warnings in doubt."""
    page = labelled.read(rows(doc, settings.matcher), settings.matcher)
    if settings.selected:
        page = [_selected(row, settings.selected) for row in page]
    if not page:
        empty = [Warning("strip.no-article", 0, len(doc.text))] if settings.on("strip.no-article") else []
        return Proposal(warnings=empty)
    labels, fates, heading = judge(page, settings, _known_title(doc))
    if settings.on(listing.RULE) and listing.is_list(page):
        heading = Heading()
        fates = [fate if fate.gone else Fate(listing.RULE) for fate in fates]
    shown = shown_rows(page, fates)
    gone = departed(fates)
    edits: list[Edit] = []
    signed = columnist(shown, heading.title) if heading.title is not None and settings.on(_COLUMNIST) else None
    fields: list[Field] = list(_title_fields(doc, shown, heading, signed))
    title = next((field for field in fields if field.name == "title"), None)
    fields.extend(_site_fields(doc, page, gone, title, heading.title, settings))
    heard = {field.name: field for field in fields}
    widget = _date_widgets(page, gone, heading)
    for at, (row, fate) in enumerate(zip(page, fates, strict=True)):
        if at in heading.repeats and settings.on(_REPEAT):
            edits.append(Edit(row.start, row.end, "", _REPEAT))
        elif fate.rule:
            edits.append(Edit(row.start, row.end, "", fate.rule, _note(fate, labels[at])))
        elif fate.spans:
            edits.extend(_span_edits(row, fate.spans))
        if row.hits and fate is not STAYS:
            below = heading.title is not None and at >= heading.title and labels[at].zone != "tail"
            far = heading.title is not None and abs(at - heading.title) > _BESIDE
            refused = {"published" if at in widget else "", _LOGO if below else "", _MEDIUM if far else ""}
            found = [field for field in _extracted(doc, row, fate) if not refused & {field.name, field.rule}]
            if labels[at].told != posts.TOLD or _FIRST_FLOOR.search(row.text):
                own = _own(found, heard, labels[at], settings)
                fields.extend(own)
                heard.update((field.name, field) for field in own)
    if len({field.value for field in fields if field.rule == _LOGO}) > 1:  # friends of the site, in a list
        fields = [field for field in fields if field.rule != _LOGO]
    fields.extend(_path(doc, page, gone, heading, settings, fields))
    fields.extend(_byline(doc, page, gone, heading, settings, fields, edits))
    edits.extend(_title_edits(shown, heading, signed, settings))
    edits.extend(_type_edits(shown, heading, settings))
    edits.extend(_dangling(page, fates, settings, heading))
    notes = [
        _line_note((_line_start(doc.text, row.start), row.end, label.zone, label.margin, label))
        for row, label in zip(page, labels, strict=True)
    ]
    return Proposal(_disjoint(edits), fields, list(_warnings(page, labels, fates, settings)), notes)


STEPS = (("strip", propose),)
_line_note = partial(tuple.__new__, LineNote)  # what `LineNote(…)` does, without its Python frame


def _line_start(text: str, at: int) -> int:
    """Where the line begins that the character at `at` stands in."""
    return at if text[at - 1 : at] == "\n" else text.rfind("\n", 0, at) + 1


def _note(fate: Fate, label: Label) -> Note | None:
    return {**(fate.note or {}), "margin": label.margin, "cues": label.why} if fate.placed else fate.note


def _selected(row: Row, rules: Mapping[str, Rule]) -> Row:
    """The row with the hit of the `select` rule whose element it stood in."""
    rule = rules.get(row.evidence.rule) if row.evidence is not None else None
    if rule is None:
        return row
    return row._replace(hits=(Hit(rule, 0, len(row.text), (0, len(row.text))), *row.hits))


def _known_title(doc: Document) -> str:
    return next((field.value for field in doc.fields if field.name == "title"), "")


def _span_edits(row: Row, spans: Sequence[Hit]) -> Iterator[Edit]:
    """Drops of the spans; separators between them and at the ends go with the neighbour."""
    text = row.text
    full = covers(text, spans)
    at = 0
    for number, span in enumerate(spans):
        start, end = span.start, span.end
        if BETWEEN.match(text[at:start]) and (number or full):
            start = at
        if full and number == len(spans) - 1:
            end = len(text)
        elif not full:
            start, end = _with_space(text, start, end)
        start = max(start, at)
        yield Edit(row.start + start, row.start + end, "", span.rule.id)
        at = end


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the spaces on one side, so that none is left over at the line's ends."""
    if end == len(text.rstrip()):
        while start and text[start - 1] == " ":
            start -= 1
        return start, len(text)
    if start == 0:
        while end < len(text) and text[end] == " ":
            end += 1
    return start, end


def _extracted(doc: Document, row: Row, fate: Fate) -> Iterator[Field]:
    """What extract rules read on this row, those that may act in its zone."""
    own = [hit for hit in row.hits if hit.rule.id == fate.rule]
    for hit in dict.fromkeys([*own, *fate.spans, *fate.reads]):
        if hit.rule.action == "extract" and hit.value is not None:
            start, end = row.start + hit.value[0], row.start + hit.value[1]
            yield Field(hit.rule.field, doc.text[start:end], start, end, hit.rule.id)


def _date_widgets(page: Sequence[Row], gone: Sequence[bool], heading: Heading) -> set[int]:
    """Rows above the title whose date is today's, printed by a script: no other words, menus or crumbs below."""
    out: set[int] = set()
    title = heading.title
    if title is None:
        return out
    dated = [at for at, went in enumerate(gone) if went and _is_dated(page[at]) and not _LABELLED.match(page[at].text)]
    for at in dated:
        crumbs = any(hit.rule.field == "section" for k in range(at + 1, title) for hit in page[k].hits)
        near = any(title < k <= title + _BESIDE for k in dated)
        # a flash begins with its second, and some blogs put day and clock over the title
        stamp = at == title - 1 and (_STAMP.fullmatch(page[at].text) or (not near and _CLOCK.search(page[at].text)))
        if at < title and (crumbs or any(k > title for k in dated)) and len(page[at].text) < 40 and not stamp:
            out.add(at)
    return out


def _is_dated(row: Row) -> bool:
    return bool(row.hits) and any(hit.rule.action == "extract" and hit.rule.field == "published" for hit in row.hits)


def _title_fields(
    doc: Document, page: Sequence[Row], heading: Heading, signed: tuple[int, int] | None
) -> Iterator[Field]:
    """The title, the column's writer who signs in its row (`signed`, see `columnist`), and the subtitle."""
    if heading.title is None:
        return
    row = page[heading.title]
    end = row.start + (heading.suffix or (signed[0] if signed else len(row.text)))
    start = row.start + heading.prefix
    yield Field("title", doc.text[start:end].rstrip(), start, end, "strip.title")
    if signed and not heading.suffix:
        yield Field("authors", doc.text[row.start + signed[1] : row.end], row.start + signed[1], row.end, _COLUMNIST)
    if heading.subtitle is not None:
        row = page[heading.subtitle]
        start = row.end - len(headline.without_dashes(row.text))
        yield Field("subtitle", doc.text[start : row.end], start, row.end, "strip.title")


def _site_fields(
    doc: Document, page: Sequence[Row], gone: Sequence[bool], title: Field | None, at: int | None, settings: Settings
) -> Iterator[Field]:
    """The site's name, and the name of the paper that a printed page is from."""
    window = next((field.value for field in doc.fields if field.rule == "markup.title"), "")
    folded = hanzi.fold(window)
    own = hanzi.fold(title.value) if title and window else ""
    found = [
        ("site", _SITE, sitename.find(page, gone, at, folded, own) if settings.on(_SITE) else None),
        ("source", _MASTHEAD, sitename.masthead(page, gone, at, folded) if settings.on(_MASTHEAD) else None),
    ]
    for name, rule, named in found:
        if named is None:
            continue
        if named.row is None:
            yield Field(name, window[named.start : named.end], 0, 0, rule)
            continue
        start, end = page[named.row].start + named.start, page[named.row].start + named.end
        yield Field(name, doc.text[start:end], start, end, rule)


def _own(found: Sequence[Field], heard: Mapping[str, Field], label: Label, settings: Settings) -> list[Field]:
    """The fields of a row, but below the text those of a reply's header that the page's head has named, and other days
    than the head's: replies have their own. `heard`: by name, what the rows above were last read as."""
    if label.zone != "tail" or not found:
        return list(found)
    author = settings.by_id.get(heard["authors"].rule) if "authors" in heard else None
    opened = author is not None and "opener" in author.traits
    if opened or {"authors", "published"} <= {field.name for field in found}:
        return [field for field in found if field.name not in heard]
    said = published(heard["published"].value) if "published" in heard else ""
    return [field for field in found if field.name != "published" or _agrees(said, published(field.value))]


def _agrees(said: str, other: str) -> bool:
    """Whether the day below is the head's, perhaps with the clock that the head left out."""
    return not said or other.startswith(said) or said.startswith(other)


def _path(
    doc: Document,
    page: Sequence[Row],
    gone: Sequence[bool],
    heading: Heading,
    settings: Settings,
    read: Sequence[Field],
) -> Iterator[Field]:
    """The path above the title that rows of their own make up, where no rule has read one."""
    if settings.on(_PATH) and not any(field.name == "section" for field in [*read, *doc.fields]):
        spans = [
            (page[row].start + start, page[row].start + end)
            for row, start, end in paths.find(page, gone, heading.title)
        ]
        if spans:
            steps = " > ".join(doc.text[start:end] for start, end in spans)
            yield Field("section", steps, spans[0][0], spans[-1][1], _PATH)


def _byline(
    doc: Document,
    page: Sequence[Row],
    gone: Sequence[bool],
    heading: Heading,
    settings: Settings,
    read: Sequence[Field],
    edits: list[Edit],
) -> list[Field]:
    """The authors and the source that rows near the title name without a label, where no label (in `read`) named any
    elsewhere; what is nothing else goes."""
    out = []
    for named in bylines.authors(page, gone, heading.title) if settings.on(_BYLINE) else []:
        row = page[named.row]
        start, end = row.start + named.start, row.start + named.end
        heard = [field for field in read if field.name == named.field and field.rule.startswith("strip.")]
        value = metadata.read(named.field, doc.text[start:end])
        if any(
            not row.start <= field.start < row.end and metadata.read(field.name, field.value) != value
            for field in heard
        ):
            continue
        edits.extend(Edit(page[at].start, page[at].end, "", _BYLINE) for at in named.goes if not gone[at])
        if not heard:
            out.append(Field(named.field, doc.text[start:end], start, end, _BYLINE))
    return out


def _title_edits(
    page: Sequence[Row], heading: Heading, signed: tuple[int, int] | None, settings: Settings
) -> Iterator[Edit]:
    if heading.title is not None and heading.suffix and settings.on("strip.title-suffix"):
        row = page[heading.title]
        yield Edit(row.start + heading.suffix, row.end, "", "strip.title-suffix")
    elif heading.title is not None and signed:
        row = page[heading.title]
        yield Edit(row.start + signed[0], row.end, "", _COLUMNIST)


def _type_edits(page: Sequence[Row], heading: Heading, settings: Settings) -> Iterator[Edit]:
    if heading.title is not None and heading.prefix and settings.on(posts.TYPED):
        start = page[heading.title].start
        yield Edit(start, start + heading.prefix, "", posts.TYPED)


def _dangling(page: Sequence[Row], fates: Sequence[Fate], settings: Settings, heading: Heading) -> Iterator[Edit]:
    """A separator that a dropped neighbour left at a heading's end, and the one bar that a layout table of one
    cell left before a heading or behind a sentence: more than one are a text's own signs."""
    if not settings.on("strip.dangling-separator"):
        return
    headings = kept_rows(heading)
    ends = sum(row.text.endswith("|") and not fate.gone for row, fate in zip(page, fates, strict=True))
    for at, row in enumerate(page):
        if "|" in row.text and "|" not in row.text[1:-1] and not fates[at].gone and (at in headings or ends == 1):
            found = (_BAR_BEFORE if at in headings else _BAR_BEHIND).search(row.text)
            if found:
                yield Edit(row.start + found.start(), row.start + found.end(), "", "strip.dangling-separator")
    for at in headings:
        row = page[at]
        found = _DANGLING.search(row.text)
        if found and not fates[at].spans and not heading.suffix:
            yield Edit(row.start + found.start(), row.end, "", "strip.dangling-separator")


def _disjoint(edits: Sequence[Edit]) -> list[Edit]:
    """The edits in order, a later one giving way where two want the same characters."""
    out: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return out


def _warnings(
    page: Sequence[Row], labels: Sequence[Label], fates: Sequence[Fate], settings: Settings
) -> Iterator[Warning]:
    if all(fate.gone for fate in fates) and settings.on("strip.no-article"):
        yield Warning("strip.no-article", page[0].start, page[-1].end)
    thin = [
        at
        for at, fate in enumerate(fates)
        if fate is not STAYS
        and fate.rule in PLACED
        and labels[at].margin < _THIN
        and page[at].sentence
        and len(page[at].text) >= 30
    ]
    if thin and settings.on("strip.thin-margin"):
        first = thin[0]
        yield Warning(
            "strip.thin-margin",
            page[first].start,
            page[first].end,
            {"lines": len(thin), "margin": labels[first].margin},
        )
