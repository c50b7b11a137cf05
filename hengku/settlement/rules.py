"""Kinds of open items by side. Pure."""

from __future__ import annotations

from typing import Final

#: What is owed on each side, by customers and to suppliers: the kinds that are aged, dunned and paid.
OWED_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "ar": ("ar", "other_receivable"),
    "ap": ("ap", "other_payable"),
}
