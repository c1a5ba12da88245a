"""Injected spam: lines and spans that somebody put into a hacked or farmed page.

The idea: one sign proves nothing (an article may be about gambling, or be a list of links); two signs of different
kinds do. The kinds are: the words (signal rules), a chain of fragments, links, another script than the page's,
fragments that share no word with the prose around, standing where no article stands, and being where browsers show
nothing. Spans inside a sentence are the rule `strip.spam-span`'s; what it takes is not counted against the rest of its
line.

Invariants: nothing is spam by its words alone; a sentence is spam only if much of it is such words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner import hanzi
from cleaner.match import Hit
from cleaner.patterns import pattern
from cleaner.zoning.kin import pairs
from cleaner.zoning.lines import Row, is_sentence

_CHAIN = pattern(r"[^_|丨┃▲★☆◆●\-]{2,30}(?:[_|丨┃▲★☆◆●][^_|丨┃▲★☆◆●]{2,30}){2,}")
_LIST = pattern(r"(?:^|[ ,、])[^ ,、。]{2,12}(?:[ ,、][^ ,、。]{2,12}){4,}$")
_FOUR = pattern(r"^[^ ,、。]{3,20}(?:,[^ ,、。]{3,20}){3,}$")  # a list whose every other item is such a word
_LINKS = pattern(r"https?://\S+|www\.\S+|\b[a-z0-9-]+\.(?:com|cc|net|vip|xyz|top|cn|tv|app|bet)\b|\[url")
_CONTACT = pattern(r"(?:微信|薇信|v信|加v|vx|加微|扣扣|qq|电话|客服|tg|telegram|whatsapp)[号群]?[:： +]*[a-z0-9_-]{5,}")
_LETTERS = pattern(r"[a-z]")
# Fragments without a mark of a clause between them: spaces, bars, stars, emoji.
_MARK = r"\w,.、。:;!?“”\"'‘’《》()\[\]【】「」『』…—"
_FRAGMENTS = pattern(rf"[^{_MARK}]*(?:\w+[^{_MARK}]+)+\w+[^{_MARK}]*")
_HAN = pattern(r"[\u4e00-\u9fff]")
_GAP = pattern(r"[\s_|丨┃,、/·▲★☆◆●-]")
_QUOTED = pattern(r"^[“\"‘「『《].*[”\"’」』》][。!?]?$")
# A sentence or an enumeration holds this share of spam's words at least before it counts as spam; reports on crime stay
# below a fifth, injected sentences are above a half.
_DENSE = 0.35
_FAR_DENSE = 0.2  # the same off the screen, where nobody puts an article
# Reasons for which browsers do not show what is no article: scripts fade articles in, from `visibility` and `opacity`.
_UNSEEN = ("display", "off-screen", "marquee", "font-size", "height", "width", "max-")
_STRING = 3  # words of the shortest string of them
_MARKS = pattern(r"[。,、;:!?“”]")
# The shortest banner and its longest part (characters); it has more parts, and more words of spam, than this.
_BANNER, _PART, _PARTS = 40, 32, 3
BANNER = ["words", "chain", "place"]  # the signs of a banner
_COMMAS = pattern(r"[,、_|]")
_GRAMMAR = pattern("[。:“”的了是被对从为与而]")
# Fragments with nothing but such words between their separators.
_ONLY = 0.6
_MANY = 3  # hits


def signs(
    row: Row,
    zone: str,
    chinese: bool,
    about: frozenset[str] = frozenset(),
    known: frozenset[str] | None = None,
) -> list[str]:
    """The kinds of signs that `row` shows, each at most once; two make spam.

    `zone` is the row's label, `chinese` whether the page is Chinese, `about` the spam that its prose is about
    (`topics`): an article on loan sharks may quote their messages. `known` are the words of the prose (`words`).
    """
    if zone == "body" and _QUOTED.search(row.text):
        return []
    cut = [hit for hit in row.hits if hit.rule.category == "spam" and hit.rule.action == "drop"]
    hits = [hit for hit in row.hits if _is_word(hit) and not any(_within(hit, span) for span in cut)]
    if zone == "body" and not _is_string_of(row.text, hits):
        hits = [hit for hit in hits if hit.rule.id not in about]
    if not hits:
        return []
    text = _without(row.text, cut)
    share = _covered(hits) / max(len(_GAP.sub("", text)), 1)
    sentence = is_sentence(text)
    foreign = chinese and len(_LETTERS.findall(text)) > 3 * len(_HAN.findall(text)) and len(text) > 12
    hidden = row.evidence.hidden if row.evidence is not None else ""
    least = _FAR_DENSE if hidden.startswith(("off-screen", "marquee")) else _DENSE
    if sentence and share < least and not foreign:
        return []
    shapes = {trait for hit in row.hits for trait in hit.rule.traits}
    out = ["words"]
    listed = share >= _DENSE and not sentence and (_LIST.search(text) or (len(hits) > _MANY and _FOUR.search(text)))
    if "chain" in shapes or _CHAIN.fullmatch(text) or listed:
        out.append("chain")
    elif len(_GAP.split(text)) > 1 and len(hits) > 1 and share >= _ONLY and not sentence:
        out.append("fragments")
    if "link" in shapes or _LINKS.search(text) or _CONTACT.search(text):
        out.append("links")
    if foreign:
        out.append("script")
    if len({hit.rule.id for hit in hits}) > 1 and share >= _DENSE and not sentence:
        out.append("many words")
    if zone in ("head", "tail", "insert"):
        out.append("place")
    elif known and not sentence and _FRAGMENTS.fullmatch(text) and known.isdisjoint(pairs(text)):
        out.append("stranger")
    if hidden.startswith(_UNSEEN):
        out.append("hidden")
    return out


def _is_string_of(text: str, hits: Sequence[Hit]) -> bool:
    """Whether the row is nothing but such words, parted by spaces: no article writes so, whatever it is about."""
    size = len(_GAP.sub("", text))
    return len(hits) >= _STRING and " " in text and not _MARKS.search(text) and _covered(hits) >= _ONLY * size


def is_banner(row: Row) -> bool:
    """Whether the row, a page's first, is a chain of keywords that somebody put there: many of them spam's, short, and
    without a character that sentences are made of."""
    if len(row.text) < _BANNER or row.evidence is not None or _GRAMMAR.search(row.text):
        return False
    parts = _COMMAS.split(row.text)
    return len(parts) > _PARTS and max(map(len, parts)) <= _PART and sum(map(_is_word, row.hits)) > _PARTS


def introduced(rows: Sequence[Row]) -> frozenset[int]:
    """The rows that an article quotes: a line that ends with a colon stands above, with nothing but spam's words on
    lines of their own between."""
    found: set[int] = set()
    quoting = False
    for at, row in enumerate(rows):
        if quoting:
            found.add(at)
        if row.text.endswith(":"):
            quoting = True
        elif quoting:
            words = any(map(_is_word, row.hits))
            quoting = words and not (is_sentence(row.text) and not signs(row, "body", True))
    return frozenset(found)


def topics(rows: Sequence[Row]) -> frozenset[str]:
    """The signal rules whose words at least two sentences of prose use: what an article may be about."""
    counts = Counter(rule for row in rows if row.hits and row.sentence for rule in _prose_words(row))
    return frozenset(rule for rule, count in counts.items() if count > 1)


def words(rows: Sequence[Row]) -> frozenset[str]:
    """The pairs of characters of the page's prose (`kin`)."""
    return frozenset().union(*(pairs(row.text) for row in rows if row.sentence))


def speaks(rows: Sequence[Row]) -> bool:
    """Whether a word of spam stands in the rows: without one nothing else is a sign."""
    return any(_is_word(hit) for row in rows if row.hits for hit in row.hits)


def is_chinese(rows: Sequence[Row]) -> bool:
    """Whether most letters of the page are Chinese characters."""
    text = "".join([row.text for row in rows[:400]])
    han = hanzi.count_han(text)
    return han * 3 > len(text) or han * 2 > len(_LETTERS.findall(text))


def _prose_words(row: Row) -> set[str]:
    hits = [hit for hit in row.hits if _is_word(hit)]
    if not hits or _LINKS.search(row.text) or _CONTACT.search(row.text):
        return set()
    return {hit.rule.id for hit in hits} if _covered(hits) < _DENSE * len(row.text) else set()


def _is_word(hit: Hit) -> bool:
    return hit.rule.category == "spam" and hit.rule.action == "signal" and not hit.rule.traits


def _within(hit: Hit, span: Hit) -> bool:
    return span.start <= hit.start and hit.end <= span.end


def _without(text: str, spans: Sequence[Hit]) -> str:
    """`text` without the spans, which may overlap."""
    taken = {at for span in spans for at in range(span.start, span.end)}
    return "".join(ch for at, ch in enumerate(text) if at not in taken).strip()


def _covered(hits: Sequence[Hit]) -> int:
    """How many characters the hits cover together."""
    return len({at for hit in hits for at in range(hit.start, hit.end)})
