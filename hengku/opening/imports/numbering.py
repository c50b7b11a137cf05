"""Codes for what comes without one, going on after the highest there is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def codes_after(taken: Iterable[str], prefix: str, width: int) -> Iterator[str]:
    """P000124, P000125 … when the highest of its kind taken is P000123; endless, and none of them is taken."""
    shape = re.compile(rf"{re.escape(prefix)}(\d{{{width},9}})")
    last = max((int(found[1]) for code in taken if (found := shape.fullmatch(code))), default=0)
    while True:
        last += 1
        yield f"{prefix}{last:0{width}}"
