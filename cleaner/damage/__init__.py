"""What wrong decoding, lost bytes and scrapers do to Chinese text, and the inverse of each.

The idea: one module a mechanism. Each inverts the mechanism (byte arithmetic, tables of codecs), never lists its
results, and each is a pure function from a text to a `Proposal`. The order they run in is `stages/repair.py`'s.

Invariant: a function here proposes nothing for text that is not damaged.
"""
