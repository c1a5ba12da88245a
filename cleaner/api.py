"""The names that `from cleaner import …` offers.

Invariant: everything here is pure: the same arguments give the same result on every machine.
"""

from __future__ import annotations

from cleaner import hanzi
from cleaner.article import Article
from cleaner.document import Document, Proposal
from cleaner.pipeline import Cleaner, clean
from cleaner.stages import decode as _decode
from cleaner.stages.repair import repair

__all__ = ["Article", "Cleaner", "clean", "decode", "repair", "simplify"]


def decode(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text of `data` and the encoding it was in; `charset` is what a server said, never trusted blindly."""
    found = _decode.decode(data, charset)
    return Document(found.text).apply(Proposal(found.edits)).text, found.encoding


def simplify(text: str, script: str = "t2s") -> str:
    """`text` in simplified Chinese by OpenCC's configuration `script`; whatever its language, so ask first."""
    return hanzi.simplify(text, script)
