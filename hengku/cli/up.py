"""`hengku up`: database, schema, first user, web server; then keep both servers running until told to stop.

This process is the parent of both. What dies is started again; SIGINT, SIGTERM and SIGHUP stop the web
server, then the database. After a kill -9 of this process the kernel asks both to stop, and the next start waits for,
or ends, whatever is left.
"""

from __future__ import annotations

import argparse
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hengku.cli.output import note, show
from hengku.cli.ready import set_django_up
from hengku.cli.web import Web
from hengku.cli.work import Work
from hengku.kit.postgres import Cluster, PostgresProblem, connect, open_cluster
from hengku.kit.postgres.lock import SupervisorLock
from hengku.kit.postgres.problems import ClusterBusy
from hengku.kit.postgres.session import ensure_database

NAME = "up"
HELP = "启动衡库:数据库与网页"

LOOK_SECONDS = 0.2
PAUSE_SECONDS_MAX = 30
HEALTHY_SECONDS = 60  # who ran this long and died is started again at once
WAIT_SECONDS_MAX = 600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen; HOST and PORT of the environment are the defaults."""
    parser.add_argument(
        "--host", default=os.environ.get("HOST") or "127.0.0.1", help="监听地址(环境变量 HOST)"
    )
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT") or 8000), help="监听端口(环境变量 PORT)"
    )


def run(options: argparse.Namespace) -> int:
    """Runs until a signal; 0 after an orderly stop."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: _told_to_stop(stop))
    os.environ["HOST"] = options.host
    data_dir = connect.data_dir()
    with _server(data_dir, stop) as (cluster, lock):
        if stop.is_set():
            return 0
        greeting = _prepare()
        web, work = Web(data_dir, host=options.host, port=options.port), Work(data_dir)
        try:
            web.start()
            work.start()
            lock.describe(purpose=NAME, url=web.url)
            lines = [*([greeting] if greeting else []), f"衡库已启动:{web.url}(按 Ctrl-C 停止)"]
            show(options, {"url": web.url, "pid": os.getpid(), "data": str(data_dir)}, lines)
            _watch(web, work, cluster, stop)
            note("正在停止…")
        finally:
            work.stop()
            web.stop()
    return 0


def _told_to_stop(stop: threading.Event) -> None:
    """The first signal asks; a second one, for who waits on a long recovery, interrupts what is done now."""
    if stop.is_set():
        raise KeyboardInterrupt
    stop.set()


@contextmanager
def _server(data_dir: Path, stop: threading.Event) -> Iterator[tuple[Cluster | None, SupervisorLock]]:
    """The embedded server as our child, or the external one; with the lock that says we are up."""
    external = connect.external()
    if external is not None:
        lock = SupervisorLock(data_dir)
        _when_free(lambda: lock.take(purpose=NAME), stop)
        try:
            external.prepare()
            yield None, lock
        finally:
            lock.release()
        return
    opened: list[Cluster] = []
    _when_free(lambda: opened.append(open_cluster(data_dir, purpose=NAME)), stop)
    if not opened:  # told to stop while waiting
        yield None, SupervisorLock(data_dir)
        return
    with opened[0] as cluster:
        ensure_database(cluster)
        yield cluster, cluster.lock


def _when_free(take: Callable[[], object], stop: threading.Event) -> None:
    """Take the data folder; refused at once when it is up already, else waits for the command that has it."""
    until = time.monotonic() + WAIT_SECONDS_MAX
    waited = False
    while not stop.is_set():
        try:
            take()
            return
        except ClusterBusy as busy:
            if busy.holder.get("purpose") == NAME:
                url = busy.holder.get("url", "(正在启动)")
                raise PostgresProblem(f"衡库已经在运行:{url}(进程号 {busy.holder.get('pid')})") from busy
            if time.monotonic() > until:
                raise
            if not waited:
                note(f"等待另一个命令结束:hengku {busy.holder.get('purpose', '')}…")
                waited = True
        stop.wait(LOOK_SECONDS)


def _prepare() -> str:
    """Schema, first user, demo company; returns what the person at the terminal must be told (the first password)."""
    set_django_up()
    from django.db import connections

    from hengku.cli.first_run import first_company, first_run
    from hengku.identity.actions_ready import bring_ready_roles_up_to_date
    from hengku.kit.schema import prepare_schema

    try:
        prepare_schema()
        bring_ready_roles_up_to_date()
        told = first_run()
        if told:
            note(told)  # at once: the password is shown once, and making the demo may be interrupted
        return first_company()
    finally:
        connections.close_all()  # this process only watches from here on


class _Patience:
    """How long to wait before starting something again: at once, then 1, 2, 4 … 30 s while it keeps dying."""

    def __init__(self) -> None:
        self._pause = 0.0
        self._started = time.monotonic()

    def before_restart(self) -> float:
        lived = time.monotonic() - self._started
        self._pause = 0.0 if lived > HEALTHY_SECONDS else min(max(1.0, self._pause * 2), PAUSE_SECONDS_MAX)
        return self._pause

    def restarted(self) -> None:
        self._started = time.monotonic()


def _watch(web: Web, work: Work, cluster: Cluster | None, stop: threading.Event) -> None:
    """Until told to stop, start again what has died; the database first, since the web server needs it."""
    database_patience, web_patience, work_patience = _Patience(), _Patience(), _Patience()
    while not stop.wait(LOOK_SECONDS):
        if cluster is not None and not cluster.is_running():
            _restart("数据库", cluster.restart, database_patience, stop)
        if web.has_ended() and not stop.is_set():
            _restart("网页服务", web.start, web_patience, stop)
        if work.has_ended() and not stop.is_set():
            _restart("后台工作", work.start, work_patience, stop)


def _restart(what: str, start: Callable[[], None], patience: _Patience, stop: threading.Event) -> None:
    pause = patience.before_restart()
    note(f"{what}意外退出,{f'{pause:.0f} 秒后' if pause else '立即'}重新启动")
    if stop.wait(pause):
        return
    try:
        start()
    except PostgresProblem as problem:
        note(str(problem))
    patience.restarted()
