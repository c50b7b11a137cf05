"""Tasks as their tests start, work on and kill them."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from hengku.desk import tasks
from hengku.desk.models import Batch
from hengku.identity.actor import Actor
from hengku.kit import sql
from tests.world import Book

#: A worker of one task only: others' tasks in this database are none of its business.
WORKER = "import django; django.setup(); from hengku.desk.tasks import work_on; work_on({company}, {task})"


class Killed(BaseException):
    """As far as the work knows, a kill: nothing may be done after it."""


def kill(*_: Any, **__: Any) -> None:
    raise Killed


def done(book: Book, task: int, *, actor: Actor | None = None) -> dict[str, Any]:
    """Worked on to its end, as the worker does, once it is free."""
    wait_for(lambda: tasks.work_on(book.company_id, task))
    return tasks.read_task(actor or book.actor, task)


def wait_for(what: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.05)


def step_of(task: int) -> str:
    return str(Batch.objects.get(pk=task).step)


@contextmanager
def really_killed(book: Book, task: int, when: Callable[[], object]) -> Iterator[None]:
    """A worker process of its own, killed as soon as ``when`` holds; inside, a transaction that stands in its way.

    After it the next worker may have the task: the server has seen the end of the killed one's connection, which it
    does not look for while that connection waits for a lock.
    """
    with transaction.atomic():
        yield
        code = WORKER.format(company=book.company_id, task=task)
        worker = subprocess.Popen([sys.executable, "-c", code])
        try:
            wait_for(when)
            assert not tasks.work_on(book.company_id, task)  # one at a time
        finally:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    wait_for(lambda: is_free(book))


def is_free(book: Book) -> bool:
    """Nobody is at a task of the company."""
    with sql.held(tasks.LOCK, book.company_id) as is_held:
        return is_held
