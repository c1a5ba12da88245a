"""What a run was asked to do: the rules that are on, and the script to convert with.

Invariant: a `Settings` never changes; everything derived from it (the compiled patterns) is made on first use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cleaner.match import Matcher
from cleaner.rules import REWRITING, Rule

Script = Literal["t2s", "tw2s", "hk2s", "tw2sp", "hk2sp", "none"]
SCRIPTS: tuple[Script, ...] = ("t2s", "tw2s", "hk2s", "tw2sp", "hk2sp", "none")


@dataclass(frozen=True)
class Settings:
    """The rules that may act, by id and as compiled patterns, and OpenCC's configuration (`none`: leave the script)."""

    rules: tuple[Rule, ...]
    script: Script = "t2s"

    def on(self, rule_id: str) -> bool:
        """Whether the rule `rule_id` is loaded and not disabled: `code` rules ask before they act."""
        return rule_id in self.by_id

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def matcher(self) -> Matcher:
        """The patterns of the strip rules, compiled."""
        return Matcher([rule for rule in self._written if rule.action not in REWRITING])

    @cached_property
    def rewriter(self) -> Matcher | None:
        """The patterns of the rules that put right, split, join or flag what is left; None where there are none."""
        found = [rule for rule in self._written if rule.action in REWRITING]
        return Matcher(found) if found else None

    @property
    def _written(self) -> Iterator[Rule]:
        return (rule for rule in self.rules if rule.match not in ("code", "select"))

    @cached_property
    def selected(self) -> Mapping[str, Rule]:
        """The `select` rules by id, each as a rule that knows the whole of a line: markup says which lines they hit.

        A selector names one element of a site's template, so in its zones it acts without further proof.
        """
        return {
            rule.id: rule._replace(match="line", strong=True, evidence=False)
            for rule in self.rules
            if rule.match == "select"
        }

    @cached_property
    def rules_hash(self) -> str:
        """A digest of all that the rules say, for the ledger's cache key."""
        said = "\n".join(f"{rule.digest} {rule.id}" for rule in self.rules)
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()[:16]

    def __getstate__(self) -> tuple[tuple[Rule, ...], Script]:
        return self.rules, self.script

    def __setstate__(self, state: tuple[tuple[Rule, ...], Script]) -> None:
        object.__setattr__(self, "rules", state[0])
        object.__setattr__(self, "script", state[1])
