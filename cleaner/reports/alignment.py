"""Source and article side by side, as the ledger has them.

The idea: one walk over the changes. A block is as small as it can be while it begins and ends where both texts begin
a line; so a dropped line is a block of its own, and two lines joined into one are one block.

Invariant: the blocks in order are the whole of both texts. Nothing is compared: what belongs together, the ledger says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleaner.ledger import Record


class Piece(NamedTuple):
    """A stretch of text before and after; `number` is the record's that changed it, -1 where it was left as it was."""

    before: str
    after: str
    number: int


class Block(NamedTuple):
    """Lines of the source and the lines of the article that they became, with the numbers of their first lines."""

    line: int
    article_line: int
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> str:
        """The source's lines."""
        return "".join([piece.before for piece in self.pieces])

    @property
    def after(self) -> str:
        """The article's lines."""
        return "".join([piece.after for piece in self.pieces])

    @property
    def changed(self) -> bool:
        """Whether any change touched the block."""
        return any(piece.number >= 0 for piece in self.pieces)


def blocks(source: str, records: Sequence[Record]) -> Iterator[Block]:
    """The blocks of a page; a line without changes is one by itself."""
    pieces: list[Piece] = []
    line = article_line = 1
    old_line = new_line = True  # does a line begin here in the source, in the article?
    for piece in _pieces(source, records):
        pieces.append(piece)
        old_line = piece.before[-1:] == "\n" if piece.before else old_line
        new_line = piece.after[-1:] == "\n" if piece.after else new_line
        if old_line and new_line:
            block = Block(line, article_line, tuple(pieces))
            yield block
            line += block.before.count("\n")
            article_line += block.after.count("\n")
            pieces = []
    if pieces:
        yield Block(line, article_line, tuple(pieces))


def _pieces(source: str, records: Sequence[Record]) -> Iterator[Piece]:
    at = 0
    for index, ((start, end, text, *_), before, *_) in enumerate(records):
        yield from _kept(source[at:start])
        yield Piece(before, text, index)
        at = end
    yield from _kept(source[at:])


def _kept(text: str) -> Iterator[Piece]:
    """Text that nothing changed, cut after each line end."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield Piece(text[at:end], text[at:end], -1)
        at = end
