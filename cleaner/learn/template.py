"""The template of a site: which frames its pages share, and where they stand to the articles.

The idea: what the pages of a site do not share, and reads like prose, is the articles. A frame that never has such
prose above it stands in the head, one that never has any below it in the tail; so does one that keeps its distance to
the page's end while the articles above it grow and shrink (below it stand other stories). What moves among the prose
is an insert. A frame that only some pages have is chrome only if a usual one stands between it and the article: what
ends an article (特此公告。) often recurs, too.

Invariant: no frame of fewer than `LEAST` pages; a row of an article's prose is never part of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple, Protocol

from cleaner.learn.census import LEAST
from cleaner.learn.frames import Frame, Place, fixed, slotted
from cleaner.learn.reading import Row, Sheet
from cleaner.zoning.lines import is_sentence
from cleaner.zoning.proof import CLOSING

_USUAL = 0.5  # share of the pages from which a frame is part of the template
_INSERT = 0.3  # share from which a line among the prose is an insert, and pages: headings recur, too
_INSERT_PAGES = 5
_NEARLY = 0.95  # share of its pages on which a frame stands on one side of all prose
_SLOTTED = 0.1  # share of the pages that a frame with slots needs


class Known(Protocol):
    """The rules that are there already."""

    def takes(self, text: str) -> str:
        """The id of the rule that takes a whole line, "" when none does."""

    def heads(self, text: str) -> bool:
        """Whether a rule says that a list of other stories begins with this line."""


class Standing(NamedTuple):
    """A frame of the template. `opens`: what follows it varies from page to page."""

    frame: Frame
    zone: str  # head, insert or tail
    share: float  # of the template's pages
    foreign: bool  # prose stands below it, and it is not the article's
    opens: bool
    order: float  # mean place among the rows, for grouping neighbours


class Template(NamedTuple):
    """The frames of one template, and the frames that were left alone, each with the reason."""

    sheets: tuple[Sheet, ...]
    standings: tuple[Standing, ...]
    refused: tuple[tuple[Frame, str], ...]
    bodies: tuple[tuple[int, int], ...]  # by page: its first row of prose, and one past its last


def template(sheets: Sequence[Sheet], known: Known) -> Template:
    """The template of pages of one kind."""
    rows = [sheet.rows for sheet in sheets]
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for page, found in enumerate(rows):
        for at, row in enumerate(found):
            places[row.key].append(Place(page, at))
    shared = {key for key, where in places.items() if len({place.page for place in where}) >= LEAST}
    frames = _frames(places, shared, rows)
    view = _View(rows, frames, shared, known)
    standings: list[Standing] = []
    refused: list[tuple[Frame, str]] = []
    for frame in frames:
        standing = view.standing(frame)
        reason = _doubt(standing, known)
        if reason:
            refused.append((frame, reason))
        else:
            standings.append(standing)
    standings, weak = _framed(standings, known)
    refused += [(standing.frame, "at the article's border on some pages only") for standing in weak]
    standings, listed = _outside_lists(standings)
    refused += [(standing.frame, "an entry of a list, whose heading is enough") for standing in listed]
    standings.sort(key=lambda standing: (standing.order, standing.frame.tokens))
    return Template(tuple(sheets), tuple(standings), tuple(refused), tuple(view.bodies))


def _frames(places: Mapping[str, list[Place]], shared: set[str], rows: Sequence[Sequence[Row]]) -> list[Frame]:
    """Frames with slots first, since they say more; what is left and shared is fixed."""
    free = {
        key: where
        for key, where in places.items()
        if not _is_prose(rows[where[0].page][where[0].row]) and 2 * len({place.page for place in where}) < len(rows)
    }
    least = max(LEAST, round(_SLOTTED * len(rows)))
    open_frames = slotted(free, rows, least)
    taken = {rows[place.page][place.row].key for frame in open_frames for place in frame.places}
    return open_frames + fixed({key: places[key] for key in sorted(shared - taken)}, rows)


def _is_prose(row: Row) -> bool:
    return is_sentence(row.text) or row.text.endswith("。")


class _View:
    """The pages with their own prose counted from either end."""

    def __init__(self, rows: Sequence[Sequence[Row]], frames: Sequence[Frame], shared: set[str], known: Known) -> None:
        self._rows = rows
        self._known = known
        usual = [frame for frame in frames if len(frame.pages()) >= _USUAL * len(rows)]
        self._usual = {place for frame in usual for place in frame.places}
        self._covered = {place for frame in frames for place in frame.places}
        self._prose: list[list[int]] = []
        self._starts: list[list[int]] = []  # rows of own prose, by page
        self.bodies: list[tuple[int, int]] = []
        for page, found in enumerate(rows):
            own = [row.key not in shared and _is_prose(row) for row in found]
            if not any(own):  # verse, lists: all that no frame has
                own = [Place(page, at) not in self._covered for at in range(len(found))]
            self._prose.append(
                list(accumulate((own_row * len(row.text) for own_row, row in zip(own, found, strict=True)), initial=0))
            )
            at = [number for number, is_own in enumerate(own) if is_own]
            self._starts.append(at)
            self.bodies.append((at[0], at[-1] + 1) if at else (len(found), len(found)))

    def standing(self, frame: Frame) -> Standing:
        """Where `frame` stands on the pages that have it."""
        first: dict[int, int] = {}
        for place in frame.places:
            first.setdefault(place.page, place.row)
        above = [self._prose[page][row] for page, row in first.items()]
        below = [self._prose[page][-1] - self._prose[page][row + 1] for page, row in first.items()]
        top, bottom = list(first.values()), [len(self._rows[page]) - row for page, row in first.items()]
        count = len(first)
        foreign = False
        if (
            sum(chars == 0 for chars in above) >= _NEARLY * count
            and sum(chars > 0 for chars in below) >= _NEARLY * count
        ):
            zone = "head"
        elif sum(chars == 0 for chars in below) >= _NEARLY * count:
            zone = "tail"
        elif all(above) and self._keeps_distance(first) and 2 * _spread(bottom) < _spread(top):
            zone, foreign = "tail", True
        else:
            zone = "insert"
        share = count / len(self._rows)
        opens = zone == "tail" and self._opens(frame, first, foreign)
        order = sum(row / len(self._rows[page]) for page, row in first.items()) / count
        return Standing(frame, zone, share, foreign, opens, order)

    def _keeps_distance(self, first: Mapping[int, int]) -> bool:
        """Whether as much prose stands below on all pages: other stories; an article's own would grow and shrink."""
        below = [sum(start > row for start in self._starts[page]) for page, row in first.items()]
        above = [len(self._starts[page]) - count for (page, _), count in zip(first.items(), below, strict=True)]
        same = max(below) == min(below) and max(above) > min(above) + 1
        return len(first) >= _INSERT_PAGES and (same or (_spread(below) <= 1 and _spread(above) > 2))

    def _opens(self, frame: Frame, first: Mapping[int, int], foreign: bool) -> bool:
        """Whether rows that vary follow on most pages. Prose among them must be teasers: cut short, or each under a
        title of its own, or below a heading that a general rule knows."""
        follows = [page for page, row in first.items() if self._varies(page, row + 1)]
        if len(follows) < LEAST or 2 * len(follows) < len(first):
            return False
        if not foreign or self._known.heads(frame.texts[0]):
            return True
        below = [(page, at) for page in follows for at in range(first[page] + 1, len(self._rows[page]))]
        prose = [place for place in below if self._varies(*place) and is_sentence(self._rows[place[0]][place[1]].text)]
        if all(self._rows[page][at].text.endswith(("...", "…")) for page, at in prose):
            return True
        return not any((page, at - 1) in set(prose) or at == first[page] + 1 for page, at in prose)

    def _varies(self, page: int, row: int) -> bool:
        """Whether a page has this row, and no frame that most pages have."""
        return row < len(self._rows[page]) and Place(page, row) not in self._usual


def _spread(found: Sequence[int]) -> float:
    """How far apart the middle four fifths are."""
    order = sorted(found)
    cut = len(order) // 10
    return order[len(order) - 1 - cut] - order[cut]


def _doubt(standing: Standing, known: Known) -> str:
    """Why a frame is left alone, whatever it is; "" when nothing speaks against it."""
    frame = standing.frame
    text = frame.texts[0]
    if CLOSING.fullmatch(text):
        return "a phrase that articles end with"
    if frame.words < 1 and len(text) < 2:
        return "no words of its own"
    if standing.zone == "insert":
        if is_sentence(text) and standing.share < 2 * _INSERT and not known.takes(text):
            return "a sentence among the articles' prose"
        if standing.share < _INSERT or len(frame.pages()) < _INSERT_PAGES:
            return "among the articles' prose, on some pages only"
    return ""


def _framed(standings: Sequence[Standing], known: Known) -> tuple[list[Standing], list[Standing]]:
    """The frames, and those taken out: seldom met, and nothing usual between them and the article."""
    usual: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for standing in standings:
        if _vouches(standing, known):
            for place in standing.frame.places:
                marks = usual[standing.zone]
                before = marks.get(place.page, place.row)
                marks[place.page] = max(before, place.row) if standing.zone == "head" else min(before, place.row)
    kept: list[Standing] = []
    weak: list[Standing] = []
    for standing in standings:
        zone = standing.zone
        if zone == "insert" or _vouches(standing, known):
            kept.append(standing)
            continue
        none = -1 if zone == "head" else 1 << 30
        beyond = [
            place.row < usual[zone].get(place.page, none)
            if zone == "head"
            else place.row > usual[zone].get(place.page, none)
            for place in standing.frame.places
        ]
        (kept if sum(beyond) >= _NEARLY * len(beyond) else weak).append(standing)
    return kept, weak


def _vouches(standing: Standing, known: Known) -> bool:
    """Whether a frame is the template's by itself. A sentence must stand on nearly all pages."""
    text = standing.frame.texts[0]
    return standing.share >= (_NEARLY if text.endswith("。") else _USUAL) or bool(known.takes(text))


def _outside_lists(standings: Sequence[Standing]) -> tuple[list[Standing], list[Standing]]:
    """The frames, and those taken out: seldom met, below a heading that opens a list to the page's end."""
    first: dict[int, int] = {}
    for standing in standings:
        for place in standing.frame.places if standing.opens and standing.share >= _USUAL else ():
            first[place.page] = min(first.get(place.page, place.row), place.row)
    kept: list[Standing] = []
    listed: list[Standing] = []
    for standing in standings:
        below = all(place.row > first.get(place.page, place.row) for place in standing.frame.places)
        (listed if below and standing.share < _USUAL else kept).append(standing)
    return kept, listed
