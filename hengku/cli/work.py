"""`hengku work`: what is done off the posting path, again and again; `hengku up` runs it as a child beside
the web server.

Today that is imports, long work that somebody started (desk/tasks.py), numbering vouchers, the daily snapshots of
stock, reserving what arrived for orders that wait, finishing batches whose page was closed, and once a day freezing
what expired and asking the books whether they agree.
Everything here can be killed at any moment and done again: each step is one transaction.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from hengku.cli.daily import Ledger, check_one, work_daily
from hengku.cli.output import note
from hengku.cli.ready import set_django_up
from hengku.cli.web import die_with_us

NAME = "work"
HELP = "后台工作:给分录编凭证号(up 会自动运行它)"

PAUSE_SECONDS = 2.0
#: Somebody looks at the progress of an import and waits.
IMPORT_PAUSE_SECONDS = 0.3
#: Between looks for a company whose books were not asked today; also the time a start has for itself.
CHECK_PAUSE_SECONDS = 20.0
MARK = "HENGKU_WORK_OF"
#: Which companies had their daily work, since this process runs.
_days: Ledger = {}


class Work:
    """The worker process of `hengku up`."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it needs no waiting for."""
        environment = {**os.environ, "HENGKU_DATA": str(self._data_dir)}
        log = (self._data_dir / "logs" / "work.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*die_with_us(), sys.executable, "-m", "hengku.cli.work"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True, env=environment,
            )  # fmt: skip

    def has_ended(self) -> bool:
        """Whether it does not run (any more); reaps it."""
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        """Let the running step finish, then end it."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""
    parser.add_argument("--once", action="store_true", help="只做一遍就结束")


def run(options: argparse.Namespace) -> int:
    """Works until a signal, or once. The server must run already (`hengku up`), or is started for it."""
    from hengku.cli.ready import ready

    with ready(NAME):
        work_on_tasks()
        made = work_once()
        note(f"编制凭证 {made} 张")
        if not options.once:
            _loop()
    return 0


def work_once() -> int:
    """One round over all companies; returns how many vouchers were made."""
    from django.utils import timezone

    from hengku.company.models import Company
    from hengku.desk.batches import run_abandoned
    from hengku.ledger.jobs import make_vouchers
    from hengku.posting.refill import refill_waiting
    from hengku.posting.snapshots import make_snapshots

    work_on_imports()
    run_abandoned()
    companies = list(Company.objects.order_by("pk").values_list("pk", flat=True))
    work_daily(companies, now=timezone.now(), done=_days)
    refill_waiting(companies, today=timezone.localdate())
    made = sum(make_vouchers(company_id=company_id, now=timezone.now()) for company_id in companies)
    for company_id in companies:  # a few at a time: the years of a new company's past take several rounds
        make_snapshots(company_id=company_id, now=timezone.now())
    return made


def work_on_imports() -> int:
    """Do the imports that wait, of all companies; returns how many were finished."""
    from django.utils import timezone

    from hengku.opening.imports.runs import work_on_runs

    return work_on_runs(timezone.localtime())


def work_on_tasks() -> int:
    """Do the long work that waits, of all companies; returns how much of it ended."""
    from hengku.desk import tasks

    return tasks.work_on_tasks()


def _do_tasks(stop: threading.Event) -> None:
    """On a connection of its own: a task of a large company takes minutes. What is no matter of the database ends
    the worker, who is started anew.
    """
    from django.db import Error, connections

    try:
        while not stop.wait(IMPORT_PAUSE_SECONDS):
            try:
                work_on_tasks()
            except Error as problem:
                note(f"后台任务中断,稍后再试:{problem}")
                connections.close_all()
    finally:
        stop.set()


def _check_books(stop: threading.Event) -> None:
    from django.db import Error, connections
    from django.utils import timezone

    from hengku.company.models import Company

    while not stop.wait(CHECK_PAUSE_SECONDS):
        try:
            companies = list(Company.objects.order_by("pk").values_list("pk", flat=True))
            while not stop.is_set() and check_one(companies, now=timezone.now()) is not None:
                pass
        except Error as problem:
            note(f"核对账簿中断,稍后再试:{problem}")
        connections.close_all()


def _loop() -> None:
    from django.db import Error, connections

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    # beside the rest, on a connection of its own: a large company's check takes long, and somebody waits for an import
    threading.Thread(target=_check_books, args=(stop,), daemon=True).start()
    threading.Thread(target=_do_tasks, args=(stop,), daemon=True).start()
    waited = 0.0
    while not stop.wait(IMPORT_PAUSE_SECONDS):
        waited += IMPORT_PAUSE_SECONDS
        try:
            work_on_imports()
            if waited >= PAUSE_SECONDS:
                waited = 0.0
                work_once()
        except Error as problem:  # the database may be restarting: the next round finds what is left
            note(f"后台工作中断,稍后再试:{problem}")
            connections.close_all()


if __name__ == "__main__":
    set_django_up()
    _loop()
