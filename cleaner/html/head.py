"""Metadata candidates: what `<title>`, meta and link tags, JSON-LD and microdata say, each with its origin.

The idea: collect and name, decide nothing. Values are as the page has them, entities decoded and white
space collapsed; which of several candidates holds is the pipeline's business.

Invariant: no value is invented and each names where it stood; broken JSON gives no candidate.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

# Names of <meta name|property|itemprop>, lower case. First those that Chinese government pages must carry (guide to
# the development of government websites, State Council General Office 2017, annex 2), then OpenGraph, Dublin Core,
# Highwire, and those met at news sites.
META_FIELDS = {
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
    "author": "authors",
    "columnname": "section",
    "sitename": "site",
    "editor": "editors",
    "og:title": "title",
    "og:site_name": "site",
    "og:url": "url",
    "og:release_date": "published",
    "og:published_time": "published",
    "og:updated_time": "updated",
    "og:article:published_time": "published",
    "og:article:author": "authors",
    "og:description": "description",
    "article:published_time": "published",
    "article:modified_time": "updated",
    "article:author": "authors",
    "article:section": "section",
    "bytedance:published_time": "published",
    "bytedance:updated_time": "updated",
    "weibo:article:create_at": "published",
    "weibo:article:update_at": "updated",
    "twitter:title": "title",
    "twitter:description": "description",
    "dc.title": "title",
    "dc.creator": "authors",
    "dc.date": "published",
    "dc.date.created": "published",
    "dc.date.issued": "published",
    "dc.source": "source",
    "dc.publisher": "site",
    "dc.language": "language",
    "dcterms.title": "title",
    "dcterms.creator": "authors",
    "dcterms.date": "published",
    "dcterms.created": "published",
    "dcterms.issued": "published",
    "dcterms.modified": "updated",
    "citation_title": "title",
    "citation_author": "authors",
    "citation_publication_date": "published",
    "citation_date": "published",
    "citation_journal_title": "source",
    "parsely-title": "title",
    "parsely-author": "authors",
    "parsely-pub-date": "published",
    "parsely-section": "section",
    "sailthru.title": "title",
    "sailthru.author": "authors",
    "sailthru.date": "published",
    "publishdate": "published",
    "publish_date": "published",
    "publish-date": "published",
    "publishtime": "published",
    "publication_date": "published",
    "date": "published",
    "apub:time": "published",
    "pub_date": "published",
    "source": "source",
    "mediaid": "source",
    "application-name": "site",
    "description": "description",
    "keywords": "keywords",
    "headline": "title",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "articlesection": "section",
    "content-language": "language",
    "language": "language",
}
ITEM_FIELDS = {
    "headline": "title",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "author": "authors",
    "creator": "authors",
    "editor": "editors",
    "publisher": "site",
    "articlesection": "section",
    "alternativeheadline": "subtitle",
}
# Classes of microformats: hAtom (Blogger, WordPress) and h-entry.
_DATED = frozenset(("published", "dt-published"))
_NAMING = ("class", "id", "role", "itemprop", "itemtype", "aria-label")
_AUTHORED = frozenset(("fn", "p-author"))
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Reportage)$")
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,/>]+)", re.IGNORECASE)
# A value longer than this is no title, name or date; a description may be.
VALUE_MOST = 2_000
_CANDIDATES_MOST = 400
_LISTENING_MOST = 4  # elements of microdata inside one another
# How content systems call the line that says where on the site a page stands; mbx is 面包屑, dqwz 当前位置.
_CRUMBS = re.compile(
    r"crumb|bread-?nav|\b(?:bread|bc|breadcrumblist|mbx|mianbao\w*|dqwz|weizhi|navpath|nav-path|curr?ent-?pos\w*|cur-?pos\w*|path|route"
    r"|(?:\w+[_-])?(?:location|position))\b"
)
_NAME_MOST = 20  # characters of the longest name that a microformat gives; cards of other articles are longer
_CRUMBS_MOST = 120  # characters; a block that is longer holds more than a path
_HOME = re.compile(r"(?:首页|首頁|主页|主頁|home|ホーム|홈)$|[>＞»›]", re.IGNORECASE)
_BETWEEN_STEPS = " \t\n\u3000\xa0>＞»›|/\\-—→·"
_JSON_MOST = 2_000_000
_GRAPH_MOST = 2_000


class Candidate(NamedTuple):
    """One reading of a metadata field.

    Besides the fields of an article: "updated", "description", "keywords", "language" and "body" (the `articleBody`
    of JSON-LD, as evidence of where the body stands).
    """

    field: str
    value: str
    # "title", "meta:NAME", "link:canonical", "html:lang", "json-ld:KEY", "microdata:PROP", "microformat:…", "time" or
    # "breadcrumb"
    origin: str


class Head:
    """Listens while the page is laid down and gathers the candidates in the order of the page."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.title_tag: str | None = None
        self.declared_charset: str | None = None
        self.listening: list[tuple[int, str, str, list[str]]] = []
        self._crumbs_open = False
        self._authored = False

    def add(self, field: str, value: str | None, origin: str) -> None:
        """Keep a value, white space collapsed, unless it is empty, too long or known from the same origin."""
        value = _SPACE.sub(" ", value or "").strip()
        if value and len(value) <= VALUE_MOST and len(self.candidates) < _CANDIDATES_MOST:
            candidate = Candidate(field, value, origin)
            if candidate not in self.candidates:
                self.candidates.append(candidate)

    def title(self, text: str) -> None:
        """The text of a `<title>`; the first one counts."""
        if self.title_tag is None and text.strip():
            self.title_tag = _SPACE.sub(" ", text).strip()
            self.add("title", text, "title")

    def element(self, tag: str, attributes: Mapping[str, str | None], depth: int) -> None:
        """An element that may carry metadata; `depth` is where it stands, for what its text will say."""
        if tag == "meta":
            self._meta(attributes)
        elif tag == "link":
            if "canonical" in (attributes.get("rel") or "").lower().split():
                self.add("url", attributes.get("href"), "link:canonical")
        elif tag == "html":
            self.add("language", attributes.get("lang") or attributes.get("xml:lang"), "html:lang")
        elif tag == "time":
            self._value_or_text("published", "time", attributes.get("datetime"), depth)
        prop = (attributes.get("itemprop") or "").lower()
        if prop in ITEM_FIELDS and tag != "meta":
            value = attributes.get("content") or attributes.get("datetime")
            self._value_or_text(ITEM_FIELDS[prop], f"microdata:{prop}", value, depth)

    def _meta(self, attributes: Mapping[str, str | None]) -> None:
        content = attributes.get("content")
        charset = attributes.get("charset")
        if not charset and (attributes.get("http-equiv") or "").lower() == "content-type":
            found = _CHARSET.search(content or "")
            charset = found.group(1) if found else None
        if charset and self.declared_charset is None:
            self.declared_charset = charset.strip().lower()
        for key in ("name", "property", "itemprop", "http-equiv"):
            name = (attributes.get(key) or "").strip().lower()
            if name in META_FIELDS:
                self.add(META_FIELDS[name], content, f"meta:{name}")

    def called(self, attributes: Mapping[str, str | None], block: bool, depth: int) -> None:
        """An element with a name: a block that is called a path, by class, label or type of microdata, and the classes
        and relations of microformats."""
        listens = block and not self._crumbs_open and len(self.listening) < _LISTENING_MOST
        if listens and _is_path(*map(attributes.get, _NAMING)):
            self._crumbs_open = True
            self.listening.append((depth, "section", "breadcrumb", []))
        dated, authored = _microformats(attributes.get("class"), attributes.get("rel"))
        if dated and _ISO.match(attributes.get("title") or ""):
            self.add("published", attributes["title"], "microformat:published")
        if authored and not self._authored:
            self._authored = True  # those of comments follow
            self._value_or_text("authors", "microformat:author", None, depth)

    def _value_or_text(self, field: str, origin: str, value: str | None, depth: int) -> None:
        if value:
            self.add(field, value, origin)
        elif len(self.listening) < _LISTENING_MOST:
            self.listening.append((depth, field, origin, []))

    def text(self, text: str) -> None:
        """Text laid down inside every element that is being listened to."""
        for _, _, _, pieces in self.listening:
            pieces.append(text)

    def close(self, depth: int) -> None:
        """The element at `depth` closes."""
        while self.listening and self.listening[-1][0] >= depth:
            _, field, origin, pieces = self.listening.pop()
            if origin == "breadcrumb":
                self._crumbs_open = False
                self._path(pieces)
            elif origin != "microformat:author" or len("".join(pieces).strip()) <= _NAME_MOST:
                self.add(field, "".join(pieces), origin)

    def _path(self, pieces: Sequence[str]) -> None:
        """The steps of a breadcrumb, if these pieces of text are one."""
        steps = [step for piece in pieces if (step := piece.strip(_BETWEEN_STEPS))]
        if len(steps) > 1 and sum(map(len, steps)) <= _CRUMBS_MOST and any(_HOME.search(step) for step in steps[:3]):
            self.add("section", " > ".join(steps), "breadcrumb")

    def linked_data(self, text: str) -> None:
        """The text of a JSON-LD script."""
        if len(text) > _JSON_MOST:
            return
        try:
            data = json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            return
        for item in _items(data):
            self._item(item)

    def _item(self, item: Mapping[str, Any]) -> None:
        kinds = [str(kind) for kind in _listed(item.get("@type"))]
        if any(_ARTICLE.search(kind) for kind in kinds) or "pubDate" in item:
            self._article(item)
        elif "BreadcrumbList" in kinds:
            steps = [step for step in _listed(item.get("itemListElement")) if isinstance(step, dict)]
            crumbs = [_name(step) or _name(step.get("item")) for step in steps]
            self.add("section", " > ".join(filter(None, crumbs)), "json-ld:breadcrumb")
        elif "WebSite" in kinds:
            self.add("site", _name(item), "json-ld:website")

    def _article(self, item: Mapping[str, Any]) -> None:
        for key, field in _ARTICLE_KEYS.items():
            for value in _listed(item.get(key)):
                self.add(field, _name(value), f"json-ld:{key}")
        body = item.get("articleBody")
        if isinstance(body, str) and body.strip():
            self.candidates.append(Candidate("body", body, "json-ld:articleBody"))


_ARTICLE_KEYS = {
    "headline": "title",
    "name": "title",
    "title": "title",
    "alternativeHeadline": "subtitle",
    "datePublished": "published",
    "pubDate": "published",
    "dateCreated": "published",
    "dateModified": "updated",
    "upDate": "updated",
    "author": "authors",
    "creator": "authors",
    "editor": "editors",
    "publisher": "site",
    "sourceOrganization": "source",
    "articleSection": "section",
    "description": "description",
    "inLanguage": "language",
    "url": "url",
    "@id": "url",
    "mainEntityOfPage": "url",
}


@lru_cache(maxsize=4096)  # the elements of a page share their names
def _is_path(*names: str | None) -> bool:
    """Whether a block of these names is called a path of sections."""
    return _CRUMBS.search(" ".join(filter(None, names)).replace("/", " ").lower()) is not None


@lru_cache(maxsize=4096)
def _microformats(classes: str | None, relations: str | None) -> tuple[bool, bool]:
    """Whether these classes and relations say that an element is the day, and that it is the author."""
    names = (classes or "").lower().split()
    author = not _AUTHORED.isdisjoint(names) or "author" in (relations or "").lower().split()
    return not _DATED.isdisjoint(names), author


def _items(data: Any) -> Iterator[Mapping[str, Any]]:
    """All objects of a JSON-LD document that stand at the top or in a `@graph`."""
    waiting, seen = [data], 0
    while waiting and seen < _GRAPH_MOST:
        seen += 1
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph"))
            main = item.get("mainEntity")
            if isinstance(main, dict):
                waiting.append(main)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id")
    return value if isinstance(value, str) else ""
