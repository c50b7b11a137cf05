"""Many people at once: threads with connections of their own, and what became of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Barrier, Thread
from typing import Any

from django.db import connections


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run every act in a thread of its own, all let go together; what each returned or raised, in order."""
    found: list[Any] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(number: int) -> None:
        try:
            start.wait(timeout=30)
            found[number] = acts[number]()
        except Exception as raised:  # noqa: BLE001 - the test looks at every one of them
            found[number] = raised
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not any(thread.is_alive() for thread in threads), "somebody still waits"
    return found


def of_kind(found: Sequence[Any], kind: type) -> list[Any]:
    """Those of one kind."""
    return [one for one in found if isinstance(one, kind)]
