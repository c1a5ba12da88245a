"""The stages in order: a page in, an `Article` out.

The idea: `Cleaner.clean` is a pure function of (page, rules, script). Each step looks at the document as the
steps before it left it and proposes edits; the document applies them; nothing else happens.

Invariant: no clock, network, locale, hash order or other file has a say.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from cleaner import exemptions, metadata, program, rule_check, rules
from cleaner.article import METADATA, Article, Patch, Verdict, byte_patches, digest, share_removed
from cleaner.document import Document, Field, Proposal, Warning
from cleaner.html import mht, sniff
from cleaner.prepared import prepared
from cleaner.settings import Script, Settings
from cleaner.stages import canon, convert, decode, flags, parting, repair, rewrite, seams, strip, structure
from cleaner.text import scripts

Step = Callable[[Document, Settings], Proposal]
STAGES: tuple[tuple[str, tuple[tuple[str, Step], ...]], ...] = (
    ("repair", tuple(repair.STEPS)),
    ("strip", (*parting.STEPS, *structure.HEADINGS, *strip.STEPS, *rewrite.STEPS)),
    ("structure", (*structure.STEPS, *seams.STEPS, *flags.STEPS)),
    ("convert", (("convert", convert.propose),)),
    ("canon", tuple(canon.STEPS)),
)
# A page that loses more than this share of its visible text is one that a person should look at.
_BUDGET = 0.85
_DROPS = frozenset(("chrome", "credit", "related", "footer", "jump", "spam", "dup"))
_DAMAGE = ("repair.lost-character", "repair.mojibake", "decode.lost-byte")


class _Input(NamedTuple):
    """A page on its way in: the document, and what only the bytes or the markup knew."""

    document: Document
    kind: str
    encoding: str | None = None
    patches: tuple[Patch, ...] = ()


class Cleaner:
    """Cleans pages with one set of rules. Thread-safe, picklable, and cheap to reuse.

    `rules` adds folders of rule files to the packaged ones (`default_rules=False` leaves those out), `disable`
    names rules that must not act, `stages` the stages that run (all by default), `script` OpenCC's
    configuration. Raises `cleaner.rules.RuleError` for a rule that cannot be used.
    """

    def __init__(
        self,
        *,
        rules: Iterable[str | Path] = (),
        default_rules: bool = True,
        disable: Iterable[str] = (),
        stages: Iterable[str] | None = None,
        script: Script = "t2s",
    ) -> None:
        self._options = (
            tuple(map(str, rules)),
            default_rules,
            tuple(disable),
            None if stages is None else tuple(stages),
            script,
        )
        known = [name for name, _ in STAGES]
        for name in stages or ():
            if name not in known:
                raise ValueError(f"no stage {name!r}; there are {', '.join(known)}")

    def __reduce__(self) -> tuple[Callable[..., Cleaner], tuple[object, ...]]:
        return _cleaner, self._options

    @cached_property
    def settings(self) -> Settings:
        """The rules that are on and the script, loaded on first use."""
        folders, default_rules, disable, _, script = self._options
        loaded = rules.load([*([rules.packaged()] if default_rules else []), *map(Path, folders)])
        names = {rule.id for rule in loaded}
        for name in disable:
            if name not in names:
                raise rules.RuleError(f"--disable {name}: there is no such rule")
        kept = tuple(rule for rule in loaded if rule.id not in disable)
        # Those of the package are tested; the parser that checks others takes 25 ms.
        written = [rule for rule in kept if rule.match == "select" and rule.digest not in prepared().rules]
        if written:
            rule_check.check_selectors(written)
        return Settings(kept, script)

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {rule.id: rule.category for rule in self.settings.rules}

    @cached_property
    def _drops(self) -> Set[str]:
        return {rule.id for rule in self.settings.rules if rule.category in _DROPS}

    @cached_property
    def _exemptions(self) -> exemptions.Exemptions:
        folders, default_rules, *_ = self._options
        found = exemptions.load([*([rules.packaged()] if default_rules else []), *map(Path, folders)])
        return exemptions.by_rule(found, {rule.id for rule in self.settings.rules})

    @cached_property
    def rules_hash(self) -> str:
        """A digest of all that was asked for (rules, script, stages), for the ledger's cache key."""
        *_, stages, script = self._options
        return digest(f"{self.settings.rules_hash} {script} {stages} {self._exemptions}")[:16]

    @property
    def versions(self) -> Mapping[str, str]:
        """The program and the packages that have a say in an article, for the ledger's cache key."""
        return program.versions()

    def clean(
        self, data: bytes | str, *, name: str = "", url: str | None = None, charset: str | None = None
    ) -> Article:
        """The article in `data`. `url` goes to the metadata, `charset` is what a server said of the bytes."""
        settings = self.settings
        entry = _read(data, charset, settings)
        doc = entry.document
        wanted, spared = self._options[3], self._exemptions
        # What the page was is judged on the text as repaired, before anything converts it.
        before: Document = doc
        for stage, steps in STAGES:
            if wanted is not None and stage not in wanted:
                continue
            if stage == "convert":
                before = doc
            for _, step in steps:
                doc = doc.apply(exemptions.spare(doc, step(doc, settings), spared))
        if wanted is not None and "convert" not in wanted:
            before = doc
        values = _metadata(doc, before, entry, url, settings)
        drops = self._drops
        removed = share_removed(doc.source, [change for change in doc.changes if not change[2] and change[3] in drops])
        warnings = tuple(_alive(doc))
        return Article(
            name=name,
            text=doc.text,
            source=doc.source,
            sha256=digest(data),
            kind="html" if entry.kind == "html" else "text",
            encoding=entry.encoding,
            metadata=values,
            warnings=warnings,
            changes=tuple(doc.changes),
            fields=tuple(doc.fields),
            lines=tuple(doc.lines),
            verdict=_verdict(doc, warnings, removed),
            removed=removed,
            patches=entry.patches,
            classes=self._classes,
            versions=self.versions,
            rules_hash=self.rules_hash,
        )


def clean(
    data: bytes | str,
    *,
    name: str = "",
    url: str | None = None,
    charset: str | None = None,
    script: Script = "t2s",
    rules: Iterable[str | Path] = (),
    disable: Iterable[str] = (),
) -> Article:
    """Clean one page with the packaged rules. For many pages make one `Cleaner`."""
    return _shared(tuple(map(str, rules)), tuple(disable), script).clean(data, name=name, url=url, charset=charset)


def _cleaner(
    folders: Sequence[str], default_rules: bool, disable: Sequence[str], stages: Sequence[str] | None, script: Script
) -> Cleaner:
    return Cleaner(rules=folders, default_rules=default_rules, disable=disable, stages=stages, script=script)


_CLEANERS: dict[tuple[object, ...], Cleaner] = {}


def _shared(folders: tuple[str, ...], disable: tuple[str, ...], script: Script) -> Cleaner:
    key = (folders, disable, script)
    if key not in _CLEANERS:
        _CLEANERS[key] = Cleaner(rules=folders, disable=disable, script=script)
    return _CLEANERS[key]


def _read(data: bytes | str, charset: str | None, settings: Settings) -> _Input:
    """The document that `data` makes: decoded, and rendered where it is HTML."""
    if isinstance(data, str):
        return _rendered(Document(data), None, (), None, settings)
    saved = mht.unpack(data) if mht.is_mht(data) else None
    if saved is not None:
        found = decode.decode(saved.html, charset or saved.charset)
        doc = Document(found.text).apply(Proposal(found.edits, (), found.warnings))
        return _rendered(doc, found.encoding, (), saved.url, settings)
    found = decode.decode(data, charset)
    doc = Document(found.text).apply(Proposal(found.edits, (), found.warnings))
    return _rendered(doc, found.encoding, byte_patches(found.text, found.encoding, data), None, settings)


def opened(data: bytes | str, settings: Settings) -> Document:
    """The document of a page as the first stage sees it: decoded, and rendered where it is HTML."""
    return _read(data, None, settings).document


def _rendered(
    doc: Document, encoding: str | None, patches: tuple[Patch, ...], url: str | None, settings: Settings
) -> _Input:
    """`doc` as it is, or the rendered text of the HTML in it."""
    if not sniff.is_html(doc.text):
        return _Input(doc, "text", encoding, patches)
    from cleaner.stages import markup  # here, because its parsers cost 25 ms and most text pages need none

    select = {rule.id: ", ".join(rule.patterns) for rule in settings.rules if rule.match == "select"}
    page = markup.render(doc.text, select)
    fields = [Field(c.field, c.value, 0, 0, f"markup.{c.origin}") for c in page.candidates]
    if url:
        fields.insert(0, Field("url", url, 0, 0, "markup.saved-page"))
    return _Input(Document(page.text, page.evidence, fields=fields), "html", encoding)


def _metadata(
    doc: Document, before: Document, entry: _Input, url: str | None, settings: Settings
) -> Mapping[str, str | list[str]]:
    def normalise(value: str) -> str:
        chinese = language in (None, "zh")  # 線 is Japanese, too
        return canon.normalise(convert.simplified(value, script, settings.script) if chinese else value)

    # A page without an article still has a language.
    judged = before.text if before.text.strip() else doc.source
    language = scripts.language_of(judged)
    script = scripts.script_of(judged) if language == "zh" else None
    values = dict(metadata.gather(doc.fields, normalise))
    found = {
        **values,
        "url": url or values.get("url"),
        "language": language,
        "script": script,
        "encoding": entry.encoding,
    }
    return metadata.ordered({k: v for k, v in found.items() if v}, METADATA)


def _alive(doc: Document) -> Iterable[Warning]:
    """The warnings that still concern the article: not those about text that was dropped as a whole."""
    if not doc.warnings:
        return
    beyond = len(doc.source) + 1
    drops = [(change[0], change[1]) for change in doc.changes if not change[2]]
    for warning in sorted(doc.warnings, key=lambda w: (w.start, w.end, w.rule)):
        at = bisect_right(drops, (warning.start, beyond)) - 1
        gone = at >= 0 and drops[at][1] >= warning.end > warning.start
        if not gone or warning.rule.startswith("strip."):
            yield warning


def _verdict(doc: Document, warnings: Sequence[Warning], removed: float) -> Verdict:
    if not doc.text.strip():
        return "no-article"
    if any(warning.rule in _DAMAGE for warning in warnings):
        return "damaged"
    if removed > _BUDGET or any(warning.rule in ("strip.thin-margin",) for warning in warnings):
        return "needs-review"
    return "article"
