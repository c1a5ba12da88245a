"""Injected spam: lines and spans that somebody put into a hacked or farmed page.

The idea: one sign proves nothing (an article may be about gambling, or be a list of links); two signs of different
kinds do. The kinds are: the words (signal rules), a chain of fragments, links, another script than the page's,
and standing where no article stands.

Invariant: nothing is spam by its words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.lines import Row, is_sentence

_CHAIN = re.compile(r"[^_|丨┃▲★☆◆●\-]{2,30}(?:[_|丨┃▲★☆◆●][^_|丨┃▲★☆◆●]{2,30}){2,}")
_LIST = re.compile(r"(?:^|[ ,、])[^ ,、。]{2,12}(?:[ ,、][^ ,、。]{2,12}){4,}$")
_LINKS = re.compile(r"https?://\S+|www\.\S+|\b[a-z0-9-]+\.(?:com|cc|net|vip|xyz|top|cn|tv|app|bet)\b|\[url")
_CONTACT = re.compile(r"(?:微信|薇信|v信|vx|加微|扣扣|qq|电话|客服|tg|telegram|whatsapp)[号群]?[:： +]*[a-z0-9_-]{5,}")
_LETTERS = re.compile(r"[a-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def signs(row: Row, zone: str, chinese: bool) -> list[str]:
    """The kinds of signs that `row` shows, each at most once; two make spam.

    `zone` is the row's label, `chinese` whether the page is Chinese.
    """
    words = {hit.rule.id for hit in row.hits if hit.rule.category == "spam" and hit.rule.action == "signal"}
    if not words:
        return []
    text = row.text
    out = ["words"]
    if _CHAIN.fullmatch(text) or (_LIST.search(text) and not is_sentence(text)):
        out.append("chain")
    if _LINKS.search(text) or _CONTACT.search(text):
        out.append("links")
    if chinese and len(_LETTERS.findall(text)) > 3 * len(_HAN.findall(text)) and len(text) > 12:
        out.append("script")
    if len(words) > 1 and not is_sentence(text):
        out.append("many words")
    if zone in ("head", "tail", "insert"):
        out.append("place")
    return out


def is_chinese(rows: Sequence[Row]) -> bool:
    """Whether most letters of the page are Chinese characters."""
    text = "".join(row.text for row in rows[:400])
    return len(_HAN.findall(text)) * 2 > len(_LETTERS.findall(text))
