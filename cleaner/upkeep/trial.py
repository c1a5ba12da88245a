"""The examples and keeps of the rules, tried on a whole page with all rules on.

The idea: an example stands for a line in its zone. So it is put there, into a neutral page (title, a few paragraphs
of prose, a path above, editors and a copyright below), and the page goes through the whole pipeline. What the example
says is then: the page with `before` and the page with `after` give the same article. An example with `zone = "page"`
is a page by itself, its `after` the whole article. A keep stands in the body of a page without any chrome, where the
promise is hardest, and loses no character to any rule.

Invariant: the rules in backwards order give the same article, fields and changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from cleaner import pipeline
from cleaner.document import Document
from cleaner.rules import READING, Example, Keep, Rule
from cleaner.settings import Settings

TITLE = "青河县水利建设惠及两万群众"
PROSE = (
    "今年以来，青河县坚持把水利建设放在重要位置，先后修复渠道三十二公里，改善灌溉面积一万多亩，受益群众达到两万余人。",
    "在大坪村，村民王大山正在自家地里忙着浇水。他说，以前浇一次地要等好几天，现在拧开阀门就能用，方便多了。",
    "县里的技术人员每个月都到田间走一趟，看看阀门漏不漏、水表准不准，顺便教大家怎样省水，怎样算清一亩地的水账。",
    "过去一到旱季，山后的几个村子要靠车拉水；如今管道通到了院里，老人们说，这是他们几十年来想都不敢想的事情。",
    "下一步，这个县将继续加大投入力度，完善管护机制，让更多的群众喝上放心水、用上方便水，让每一滴水都用在刀刃上。",
)
# Rules of these stages speak of bytes, which a rule file cannot hold; `tests/stages/test_decode.py` tries them.
_BYTES = "decode."
# What these stages do changes the form of a text; all other rules take something away.
_FORMS = ("repair.", "structure.", "convert.", "canon.")
_ABOVE, _UNDER, _BELOW = "当前位置：首页 > 新闻 > 正文", "2020年3月4日 09:30", ("责任编辑：王芳", "版权所有：青河网")

Kind = Literal["example", "keep"]


class Fault(NamedTuple):
    """An example or a keep that does not hold; `number` counts from 1."""

    rule: str
    kind: Kind
    number: int
    text: str
    problem: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.kind} {self.number} {self.text!r}: {self.problem}"


class Outcome(NamedTuple):
    """What a page came to: all that must not depend on the order of the rules."""

    text: str
    fields: tuple[tuple[str, str, str], ...]
    acted: tuple[tuple[int, int, str, str], ...]
    warned: tuple[tuple[str, int], ...]

    def by(self, rule: str) -> bool:
        """Whether `rule` changed, read or warned of something."""
        return (
            any(rule == name for *_, name in self.acted)
            or any(rule == name for *_, name in self.fields)
            or any(rule == name for name, _ in self.warned)
        )


def provable(rule: Rule) -> bool:
    """Whether a page can show what the rule's examples say."""
    return not rule.id.startswith(_BYTES) and rule.match != "select"


class Trial:
    """Pages with examples in them, cleaned by `rules` in both orders."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._forward = Settings(tuple(rules))
        self._backward = Settings(tuple(reversed(rules)))
        self._known: dict[str, Outcome] = {}

    @cached_property
    def neutral(self) -> Outcome:
        """The page with nothing in it."""
        return self.outcome(_framed("", "body"))

    def outcome(self, page: str) -> Outcome:
        """What becomes of `page`, the rules in their own order."""
        found = self._known.get(page)
        if found is None:
            found = self._known[page] = cleaned(page, self._forward)
        return found

    def backward(self, page: str) -> Outcome:
        """The same, the rules in backwards order."""
        return cleaned(page, self._backward)

    def faults(self, rule: Rule) -> Iterator[Fault]:
        """What does not hold of the rule's examples and keeps."""
        if not provable(rule):
            return
        for number, example in enumerate(rule.examples, 1):
            problem = self._example(rule, example)
            if problem:
                yield Fault(rule.id, "example", number, example.before, problem)
        for number, keep in enumerate(rule.keeps, 1):
            problem = self._keep(rule, keep)
            if problem:
                yield Fault(rule.id, "keep", number, keep.text, problem)

    def acts(self, rule: Rule, example: Example) -> bool:
        """Whether the rule itself has a hand in what becomes of its example."""
        return self.outcome(place(example.before, rule, example.zone)).by(rule.id)

    def takers(self, text: str, rule: Rule, zone: str) -> set[str]:
        """The strip rules that act on `text` where `rule` speaks of it, and not on the page without it."""
        usual = {name for *_, name in self.neutral.acted}
        acted = {name for *_, name in self.outcome(place(text, rule, zone)).acted}
        return {name for name in acted - usual if not name.startswith("canon.")}

    def _example(self, rule: Rule, example: Example) -> str:
        page = place(example.before, rule, example.zone)
        got = self.outcome(page)
        if self.backward(page) != got:
            return "the rules in backwards order give another result"
        if rule.action == "signal":
            return ""  # changes nothing by itself; that it hits is tried alone
        alone = example.zone == "page"
        wanted = example.after if alone else self.outcome(place(example.after, rule, example.zone)).text
        kept, lost = _differences(got.text, wanted)
        lost = [line for line in lost if not _is_read(line, got)]
        if kept:
            return f"with all rules on, {kept[0]!r} stays" + (f" where {lost[0]!r} should" if lost else "")
        return f"with all rules on, {lost[0]!r} is lost" if lost else ""

    def _keep(self, rule: Rule, keep: Keep) -> str:
        page = keep.text if keep.zone == "page" else _bare(keep.text)
        got = self.outcome(page)
        if self.backward(page) != got:
            return "the rules in backwards order give another result"
        if rule.action in READING or rule.id.startswith(_FORMS):
            return "the rule acts on it" if any(rule.id == name for *_, name in got.acted) else ""
        gone = [page[start:end] for start, end, text, name in got.acted if not text and not name.startswith(_FORMS)]
        lost = [text for text in gone if text.strip()]
        names = sorted({name for *_, text, name in got.acted if not text and not name.startswith(_FORMS)})
        return f"in the body of a page {', '.join(names)} takes {lost[0]!r}" if lost else ""


def cleaned(page: str, settings: Settings) -> Outcome:
    """`page` through all stages, decoding aside."""
    doc = pipeline.opened(page, settings)
    for _, steps in pipeline.STAGES:
        for _, step in steps:
            doc = doc.apply(step(doc, settings))
    return _outcome(doc)


def place(text: str, rule: Rule, zone: str) -> str:
    """The page on which `text` stands where `rule` speaks of it."""
    if zone == "page":
        return text
    if rule.match == "code" and rule.id.startswith(_FORMS):
        return _bare(text)  # a character's form is the same wherever it stands
    return _framed(text, "credits" if rule.category == "credit" and zone == "head" else zone)


def _framed(text: str, zone: str) -> str:
    """A page with chrome at both ends and `text` in `zone`, as the title in place of its own."""
    body = [*PROSE[:2], text, *PROSE[2:]] if zone == "body" else list(PROSE)
    title = text if zone == "title" and text.strip() else TITLE
    above, under, below = ([text] if zone == name else [] for name in ("head", "credits", "tail"))
    return _joined([_ABOVE, *above, title, *under, _UNDER, *body, _BELOW[0], *below, _BELOW[1]])


def _bare(text: str) -> str:
    """A page without chrome and `text` in its body."""
    return _joined([TITLE, *PROSE[:2], text, *PROSE[2:]])


def _joined(lines: Sequence[str]) -> str:
    return "\n\n".join(line for line in lines if line.strip()) + "\n"


def _outcome(doc: Document) -> Outcome:
    return Outcome(
        doc.text,
        tuple((field.name, field.value, field.rule) for field in doc.fields),
        tuple((c.start, c.end, c.text, name) for c in doc.changes for name in (c.rule, *c.via)),
        tuple((warning.rule, warning.start) for warning in doc.warnings),
    )


def _differences(got: str, wanted: str) -> tuple[list[str], list[str]]:
    """The lines that only `got` has, and those that only `wanted` has; spaces do not count."""
    ours, theirs = (
        {"".join(line.split()): line for line in text.split("\n") if line.strip()} for text in (got, wanted)
    )
    return [line for key, line in ours.items() if key not in theirs], [
        line for key, line in theirs.items() if key not in ours
    ]


def _is_read(line: str, got: Outcome) -> bool:
    """Whether what another rule took here became metadata."""
    return any(value in line for _, value, rule in got.fields if value and rule != "strip.title")


def tried(rules: Sequence[Rule], wanted: Iterable[str] = ()) -> Iterator[Fault]:
    """The faults of all rules, or of those that are `wanted`, all of `rules` being on."""
    trial, names = Trial(rules), frozenset(wanted)
    for rule in rules:
        if not names or rule.id in names:
            yield from trial.faults(rule)
