"""How commands speak: lines for people, one JSON document for programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any


def show(options: argparse.Namespace, data: Any, lines: Iterable[str]) -> None:
    """Write the answer of a command to standard output: `data` with --json, else the lines."""
    if options.json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def note(text: str) -> None:
    """Say what is going on, on standard error, so that it never mixes with an answer."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
