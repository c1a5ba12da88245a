"""Clean Chinese web text, and account for every change.

    from cleaner import clean
    article = clean(open("page.txt", "rb").read())
    article.text, article.metadata, article.warnings, article.restore()

The stages stand alone, too: `decode` (bytes -> text and encoding), `repair`, `simplify`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleaner.api import Article, Cleaner, clean, decode, repair, simplify

__all__ = ["Article", "Cleaner", "clean", "decode", "repair", "simplify"]


def __getattr__(name: str) -> Any:
    """Load the pipeline on first use: `import cleaner` alone costs nothing."""
    if name in __all__:
        from cleaner import api

        return getattr(api, name)
    raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
