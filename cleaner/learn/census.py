"""Which pages are of one site: by their address, and by the lines at their ends.

The idea: one pass hashes the lines at both ends of every page (`reading.sign`). A count-min sketch says which of them
stand on three pages or more; a page joins the cluster whose usual lines it has, else it begins one. A site that changes
its template has two clusters; they belong together when address or a good part of their lines agree.

Invariant: memory is some 200 bytes a page and a sketch of fixed size; the same pages in the same order give the same
clusters, however many workers read them.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from cleaner.learn.reading import TELLING, Sign

LEAST = 3  # pages: fewer are no evidence
_JOIN = 0.5  # share of the usual lines that a page of the site has
_SAME = 0.4  # share of common long lines from which two templates are one site's, and how many
_FEWEST = 3
_CELLS = 64  # of the sketch for each page
_MOST_CELLS = 2**27


class Site(NamedTuple):
    """One site: its templates, each a tuple of page numbers; `host` is "" where no page names one."""

    host: str
    templates: tuple[tuple[int, ...], ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(map(len, self.templates))


class Sketch:
    """A count-min sketch: how many pages have a line, never too few, seldom too many; counts to 255."""

    def __init__(self, pages: int) -> None:
        size = 1 << 12
        while size < min(pages * _CELLS, _MOST_CELLS):
            size *= 2
        self._mask = size - 1
        self._rows = (bytearray(size), bytearray(size))

    def add(self, hashes: Sequence[int]) -> None:
        """Count the lines of one page, each once."""
        mask, (first, second) = self._mask, self._rows
        for value in hashes:
            one, two = value & mask, (value * 0x9E3779B1 >> 7) & mask
            if first[one] < 255:
                first[one] += 1
            if second[two] < 255:
                second[two] += 1

    def count(self, value: int) -> int:
        """On how many pages the line was met."""
        return min(self._rows[0][value & self._mask], self._rows[1][(value * 0x9E3779B1 >> 7) & self._mask])


class _Cluster:
    """Pages of one template, and how often each line stands on them."""

    def __init__(self) -> None:
        self.pages: list[int] = []
        self.lines: Counter[int] = Counter()

    def add(self, page: int, edges: Sequence[int]) -> None:
        self.pages.append(page)
        self.lines.update(edges)

    def fit(self, edges: Sequence[int]) -> float:
        """How much of the template the page shows, or of the page the template, whichever is more (0..1)."""
        count = len(self.pages)
        common = sum(self.lines[edge] for edge in edges) / count
        usual = sum(self.lines.values()) / count
        return common / min(len(edges), usual) if edges and usual else 0.0

    def core(self) -> frozenset[int]:
        """The lines that at least half of the pages have."""
        return frozenset(edge for edge, count in self.lines.items() if count * 2 >= len(self.pages))


def sites(signs: Sequence[Sign]) -> list[Site]:
    """The sites among `signs`, the largest first; pages that belong to none with three pages are left out."""
    sketch = Sketch(len(signs))
    for sign in signs:
        sketch.add(sign.edges)
    clusters: list[_Cluster] = []
    owners: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for page, sign in enumerate(signs):
        edges = [edge for edge in sign.edges if sketch.count(edge) >= LEAST]
        votes = Counter(owner for edge in edges for owner in owners.get(edge, ()))
        best = max(((clusters[owner].fit(edges), -owner) for owner, _ in votes.most_common(8)), default=(0.0, 0))
        if best[0] < _JOIN:
            clusters.append(_Cluster())
            best = 1.0, 1 - len(clusters)
        cluster = clusters[-best[1]]
        for edge in edges:
            if edge not in cluster.lines:
                owners[edge].append(-best[1])
        cluster.add(page, edges)
    return _united([cluster for cluster in clusters if len(cluster.pages) >= LEAST], signs)


def _united(clusters: Sequence[_Cluster], signs: Sequence[Sign]) -> list[Site]:
    """Clusters of one host, or with much in common, as one site."""
    hosts = [_host(cluster, signs) for cluster in clusters]
    cores = [frozenset(edge for edge in cluster.core() if edge & TELLING) for cluster in clusters]
    common = Counter(edge for core in cores for edge in core)
    # What many templates have (their program's own words) tells nothing.
    cores = [frozenset(edge for edge in core if common[edge] <= max(2, len(cores) // 8)) for core in cores]
    owner = list(range(len(clusters)))
    for at in range(len(clusters)):
        for other in range(at):
            least, both = min(len(cores[at]), len(cores[other])), len(cores[at] & cores[other])
            same = hosts[at] and hosts[at] == hosts[other]
            parted = hosts[at] and hosts[other] and not same
            if same or (not parted and both >= max(_FEWEST, _SAME * least)):
                owner = [owner[other] if it == owner[at] else it for it in owner]
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for at, it in enumerate(owner):
        groups[it].append(at)
    found = [
        Site(next((hosts[at] for at in group if hosts[at]), ""), tuple(tuple(clusters[at].pages) for at in group))
        for group in groups.values()
    ]
    return sorted(found, key=lambda site: (-site.pages, site.templates))


def _host(cluster: _Cluster, signs: Sequence[Sign]) -> str:
    hosts = Counter(signs[page].host for page in cluster.pages if signs[page].host)
    return max(hosts, key=lambda host: (hosts[host], host)) if hosts else ""
