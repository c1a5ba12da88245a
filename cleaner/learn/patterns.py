"""A frame as patterns of a rule: the whole line, and the values in it that are metadata.

The idea: the words before a value say what it is (来源, 作者, 编辑, 时间); what stands there until the next label or
bracket is the value. A date needs no label where it stands under the title.

Invariant: each pattern is RE2 on the folded view and matches every text of its frame.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.learn.frames import Frame, is_date, open_pieces

_FIELDS = (
    ("editors", re.compile("编辑$|责编$|编委$|审核$|校对$|编审$|编校$|监制$")),
    ("authors", re.compile("作者$|记者$|撰稿$|撰文$|通讯员$")),
    ("source", re.compile("来源$|稿源$|出处$|信源$|转自$")),
    ("published", re.compile("时间$|日期$|发布于?$|发表于?$|更新于?$")),
    ("section", re.compile("位置$|所在$")),
)
_ARROW = re.compile("[>/»›→]")
_CLOSE = frozenset(")]】〕」》")


class Value(NamedTuple):
    """A metadata field that a frame holds, and the pattern whose `(?P<value>…)` reads it."""

    field: str
    pattern: str


def whole(frame: Frame) -> str | None:
    """The pattern of the whole line; None where the frame's texts do not fit its tokens."""
    pieces = open_pieces(frame)
    return None if pieces is None else _joined(pieces)


def suffix(frame: Frame) -> str | None:
    """The pattern of what follows the first slot, as `(?P<hit>…)` at a line's end: a site's name behind the title."""
    pieces = open_pieces(frame)
    return None if pieces is None else f"[^ ](?P<hit>{_joined(pieces[1:])})$"


def read(frame: Frame, under_title: bool) -> list[Value]:
    """The fields that the frame's lines hold, in order, each field once."""
    pieces = open_pieces(frame)
    if pieces is None:
        return []
    found: dict[str, Value] = {}
    for at, token in enumerate(frame.tokens):
        field = next((name for name, label in _FIELDS if label.search(token)), "")
        if is_date(token) and under_title and "published" not in found:
            found["published"] = _value("published", pieces, at, at + 1)
        if not field or field in found:
            continue
        start = at + 1
        while start < len(frame.tokens) and frame.tokens[start] in ": ":
            start += 1
        end = len(frame.tokens) if field == "section" else _end(frame, start)
        if start == at + 1 or end == start or (field == "published" and not is_date(frame.tokens[start])):
            continue
        found[field] = _value(field, pieces, start, end)
    if not found and _ARROW.search("".join(frame.tokens)) and not frame.fixed and len(frame.tokens) >= 5:
        found["section"] = _value("section", pieces, 0, len(pieces))
    return list(found.values())


def _end(frame: Frame, start: int) -> int:
    """Where the value that begins at `start` ends: at a bracket, a gap, or a mark before the next label."""
    end = start
    while end < len(frame.tokens) and frame.tokens[end] not in _CLOSE and frame.tokens[end] not in " |":
        end += 1
    return end


def _value(field: str, pieces: list[str], start: int, end: int) -> Value:
    return Value(field, _joined([*pieces[:start], "(?P<value>", *pieces[start:end], ")", *pieces[end:]]))


def _joined(pieces: list[str]) -> str:
    return re.sub(r"(?: \*)+", " *", "".join(pieces))
