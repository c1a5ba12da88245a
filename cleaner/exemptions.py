"""What a rule must leave alone although it hits: a reviewer's word about one line, as a file.

The idea: `exceptions/NAME.toml` in a folder of rules names a rule, a line of a page and the part of it that the rule
took. Wherever the rule would act on that text in that line again, it does not; all else goes its way. Where the file
names another rule, what was done stands under that rule's name instead. The line is compared as folded (simplified,
half-width), so that the article made of the page is left alone as well.

Invariant: an exemption only ever takes an edit back, wholly or, for one that counts character by character, in part;
or it changes whose edit it is, and nothing of the text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cleaner.document import Document, Edit, Proposal
from cleaner.hanzi import fold
from cleaner.rules import EXCEPTIONS, RuleError

_FIELDS = ("rule", "line", "text", "because")
_OTHER = "other"


class Exemption(NamedTuple):
    """`rule` leaves `text` alone where it stands in `line`; with `other`, it is that rule's to take."""

    rule: str
    line: str
    text: str
    because: str
    other: str = ""

    @property
    def name(self) -> str:
        """Its file's name: two reviewers who say the same write the same file, others never the same name."""
        said = "\0".join(filter(None, self)).encode("utf-8", "surrogatepass")
        return f"{self.rule.replace('.', '-')}-{hashlib.sha256(said).hexdigest()[:12]}.toml"


Exemptions = Mapping[str, Sequence[tuple[str, str, str]]]  # rule -> (line, text, other rule), the first two folded


def load(folders: Iterable[Path]) -> tuple[Exemption, ...]:
    """All exemptions in folders of rules, sorted. Raises RuleError for a bad file."""
    return tuple(sorted({_read(path) for folder in folders for path in sorted((folder / EXCEPTIONS).glob("*.toml"))}))


def by_rule(exemptions: Iterable[Exemption], rules: Container[str]) -> Exemptions:
    """The exemptions as `spare` asks for them; nothing goes to a rule that is not among `rules`."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for one in exemptions:
        if not one.other or one.other in rules:
            found.setdefault(one.rule, []).append((fold(one.line).strip(), fold(one.text).strip(), one.other))
    return found


def spare(doc: Document, proposal: Proposal, exemptions: Exemptions) -> Proposal:
    """The proposal without what is exempt."""
    if not exemptions or not any(edit.rule in exemptions for edit in proposal.edits):
        return proposal
    return proposal._replace(edits=[left for edit in proposal.edits for left in _left(doc, edit, exemptions)])


def _left(doc: Document, edit: Edit, exemptions: Exemptions) -> Iterator[Edit]:
    texts = exemptions.get(edit.rule)
    if not texts:
        yield edit
        return
    start = doc.origin(edit.start)
    end = doc.origin(edit.end - 1) + 1 if edit.end > edit.start else start
    first = doc.source.rfind("\n", 0, start) + 1
    last = doc.source.find("\n", end)
    line = fold(doc.source[first : len(doc.source) if last < 0 else last]).strip()
    taken = fold(doc.source[start:end])
    meant = [(text, other) for whole, text, other in texts if whole == line and text in taken]
    kept = [text for text, other in meant if not other]
    if not meant or (edit.aligned and not kept):
        yield edit
    elif edit.aligned:
        yield _without(doc, edit, kept)
    elif not kept:
        yield edit._replace(rule=meant[0][1])


def _without(doc: Document, edit: Edit, meant: Sequence[str]) -> Edit:
    """An aligned edit that leaves these texts as they are."""
    now, new = doc.text[edit.start : edit.end], list(edit.text)
    view = fold(now)
    for text in meant:
        at = view.find(text) if text else -1
        while at >= 0:
            new[at : at + len(text)] = now[at : at + len(text)]
            at = view.find(text, at + len(text))
    return edit._replace(text="".join(new))


def _read(path: Path) -> Exemption:
    import tomllib  # here, because most folders of rules have no exemptions

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RuleError(f"{path}: {error}") from error
    for key in data:
        if key not in (*_FIELDS, _OTHER):
            raise RuleError(f"{path}: unknown field {key!r}; known are {', '.join((*_FIELDS, _OTHER))}")
    for key in (*_FIELDS, *([_OTHER] if _OTHER in data else [])):
        if not isinstance(data.get(key), str) or not data[key].strip():
            raise RuleError(f"{path}: field {key!r}: missing or empty")
    return Exemption(**data)
