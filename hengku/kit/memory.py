"""Python's search for unreachable cycles, kept out of work that makes many small objects and no cycles.

Every few hundred new objects the interpreter walks through young ones, now and then through all there are. A posting
of a thousand documents makes half a million that are all in use: walking through them took two fifths of its time in
Python. What is not in a cycle is freed at once with or without it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_pauses = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search inside, in any thread; it goes on when the last one who asked for the pause has left."""
    global _pauses
    with _lock:
        if _pauses == 0 and not gc.isenabled():
            is_ours = False  # somebody else turned it off, and turns it on
        else:
            is_ours = True
            _pauses += 1
            gc.disable()
    try:
        yield
    finally:
        with _lock:
            if is_ours:
                _pauses -= 1
                if _pauses == 0:
                    gc.enable()
