"""Is this text a page of HTML, or a text that only mentions or has kept some tags?

The idea: a page begins like one, or its lines are made of tags from the first to the last. A text about
HTML begins with prose and has prose lines between its samples; a scraped text has closing tags left over
but nothing that opens.

Invariant: the answer depends on the first 200,000 characters only.
"""

from __future__ import annotations

import re
from itertools import islice

from cleaner.patterns import pattern

_SAMPLE = 200_000
_TAGS = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|code|dd|div|dl|dt|em|fieldset|figure|font|footer|form|frame"
    "|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|label|li|link|main|meta|nav|noscript|ol|option|p|pre|script"
    "|section|select|small|span|strong|style|sub|sup|table|tbody|td|template|textarea|th|thead|title|tr|u|ul|video"
)
_TAG = pattern(rf"<(/?)(?:{_TAGS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_WITH_ATTRIBUTE = pattern(rf"<(?:{_TAGS})\s+[\w-]+\s*=", re.IGNORECASE)
# What may stand before the first tag: a byte order mark, declarations, comments, one wrapper of a corpus.
_PROLOGUE = pattern(
    r"(?:[\s\ufeff]|<\?[^>]*>|<!--(?s:.*?)-->|<!(?!--)[^>]*>)*"
    rf"(?:<(?!/?(?:{_TAGS})[\s/>])[a-z][\w:-]*(?:\s[^<>]*)?>\s*)?(?:\s|<!--(?s:.*?)-->|<![^>]*>)*",
    re.IGNORECASE,
)
_DOCUMENT = pattern(
    r"<(?:html|head|body|frameset)(?=[\s>])[^<>]*>\s*(?:<|$)|<!doctype\s+html\b[^>]*>\s*<", re.IGNORECASE
)
_FENCED = pattern(r"^ {0,3}(```|~~~)", re.MULTILINE)
_INLINE_CODE = pattern(r"`[^`\n]*`")
# Shares of tagged lines above which a text is markup: measured on fragments of CMS pages (from .55) and on
# articles about HTML, Markdown and scraped texts with left-over tags (up to .40, never from the first line on).
_MOSTLY, _NEARLY_ALL = 0.5, 0.8


def is_html(text: str) -> bool:
    """Whether `text` is HTML, a whole page or a fragment, whatever the file is called."""
    sample = text[:_SAMPLE]
    if "<" not in sample or ">" not in sample:
        return False
    start = _prologue(sample)
    if _DOCUMENT.match(sample, start) or _DOCUMENT.match(sample.lstrip("\ufeff \t\r\n")):
        return sum(1 for _ in islice(_TAG.finditer(sample), 2)) > 1
    sample = _INLINE_CODE.sub("", _without_fences(sample[start:]))
    tags = _TAG.findall(sample)
    opened = tags.count("")
    if opened < 2 and not (opened and len(tags) > opened):
        return False
    lines = [line for line in sample.split("\n") if line.strip()]
    share = sum("<" in line and bool(_TAG.search(line)) for line in lines) / len(lines)
    if _TAG.match(sample.lstrip()):
        if opened == len(tags) and not _WITH_ATTRIBUTE.search(sample):
            # Neither a closing tag nor an attribute: `<P>` before each paragraph, or a text that begins with "<p>".
            return sum(bool(_TAG.match(line.lstrip())) for line in lines) / len(lines) >= _NEARLY_ALL
        return share >= _MOSTLY or (len(text) <= _SAMPLE and sample.rstrip().endswith(">"))
    return share >= _NEARLY_ALL and opened > 2 and _TAG.search(lines[0]) is not None


def _prologue(sample: str) -> int:
    found = _PROLOGUE.match(sample)
    return found.end() if found else 0


def _without_fences(sample: str) -> str:
    """Markdown without its fenced code; a fence that does not close runs to the end."""
    marks = [match.start() for match in _FENCED.finditer(sample)]
    if not marks:
        return sample
    edges = [0, *marks, len(sample)]
    return "".join(sample[start:end] for start, end in zip(edges[::2], edges[1::2], strict=False))
