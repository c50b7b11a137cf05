"""How much of everything, and the line a test prints."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

import pytest

LONG = os.environ.get("HENGKU_STRESS") == "long"
SEED = int(os.environ.get("HENGKU_SEED", "20261121"))

#: Long runs are asked for by ``make stress`` only.
marks = [pytest.mark.stress] if LONG else []


def size(short: int, long: int) -> int:
    """The number for this run."""
    return long if LONG else short


class Line:
    """The machine-readable line of one test: its code, figures in the order given, seed and seconds."""

    def __init__(self, code: str, write: Callable[[str], None]) -> None:
        self._code = code
        self._write = write
        self._started = time.monotonic()

    def say(self, **figures: Any) -> None:
        """Print it."""
        seconds = f"{time.monotonic() - self._started:.1f}"
        told = {**figures, "tier": "long" if LONG else "short", "seed": SEED, "seconds": seconds}
        self._write(" ".join([self._code, *(f"{name}={value}" for name, value in told.items())]))
