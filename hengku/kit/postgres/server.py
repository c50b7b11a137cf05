"""One `postgres` process as our direct child: start, wait, stop, kill, clean up after an orphan.

It must be our child: where process 1 does not reap (many containers), a killed postmaster that is not our
child stays a zombie, its pid looks alive, and the next start is refused for ever.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time

import psycopg

from hengku.kit.postgres import processes
from hengku.kit.postgres.identity import RunAs
from hengku.kit.postgres.layout import Layout, clean_environment
from hengku.kit.postgres.problems import DidNotStart, PostgresProblem

START_SECONDS_MAX = 600  # recovery after a crash may replay gigabytes; as long as the process lives we wait
STOP_SECONDS_MAX = 60
QUIT_SECONDS_MAX = 10


def start(layout: Layout, run_as: RunAs) -> subprocess.Popen[bytes]:
    """Start postgres; the caller waits with `wait_until_answering`."""
    clear_orphan(layout)
    command = run_as.command(
        "postgres", "-D", str(layout.pgdata), "-k", str(layout.socket_dir), "-h", "", "-p", "5432",
        "-c", f"log_directory={layout.log_dir}",
    )  # fmt: skip
    with layout.start_log.open("wb") as log:
        return subprocess.Popen(
            [*run_as.prefix, *_die_with_us(), *command[len(run_as.prefix) :]],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True,   # Ctrl-C in the terminal is for us; we stop it in our order
            env=clean_environment(), **run_as.popen,
        )  # fmt: skip


def _die_with_us() -> tuple[str, ...]:
    """Words that make the kernel ask postgres to stop when we are killed.

    Only from the main thread: the kernel means the thread that started it, not the process.
    """
    if shutil.which("setpriv") is None or threading.current_thread() is not threading.main_thread():
        return ()
    return ("setpriv", "--pdeathsig", "INT", "--")


def wait_until_answering(process: subprocess.Popen[bytes], layout: Layout, conninfo: str) -> None:
    """Return when a connection works; raises with the log's tail when the process ended first."""
    until = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            psycopg.connect(conninfo, connect_timeout=5).close()
            return
        except psycopg.OperationalError as problem:
            if process.poll() is not None:
                ended = f"数据库没有启动(退出码 {process.returncode})"
                raise DidNotStart(ended, log_tail(layout)) from problem
            if "password authentication failed" in str(problem):
                raise PostgresProblem("数据库口令与 secrets.json 不符") from problem
            if time.monotonic() > until:
                raise DidNotStart("数据库迟迟没有应答", log_tail(layout)) from problem
        time.sleep(0.03)


def log_tail(layout: Layout, lines: int = 15) -> str:
    """The end of what postgres wrote before, or else after, its log collector came up."""
    collected = sorted(layout.log_dir.glob("postgres-???.log"), key=lambda path: path.stat().st_mtime)
    said: list[str] = []
    for path in [layout.start_log, *collected[-1:]]:
        if path.exists():
            said += path.read_text("utf-8", "replace").splitlines()[-lines:]
    return "\n".join(said[-lines:])


def stop(process: subprocess.Popen[bytes], layout: Layout) -> None:
    """Fast shutdown (open transactions are rolled back), then harder; returns when all has ended."""
    for number, seconds in ((signal.SIGINT, STOP_SECONDS_MAX), (signal.SIGQUIT, QUIT_SECONDS_MAX)):
        if process.poll() is not None:
            break
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    kill(process, layout)


def kill(process: subprocess.Popen[bytes], layout: Layout) -> None:
    """SIGKILL postmaster and every child (each is in a session of its own, so the group is not enough)."""
    if process.poll() is None:
        process.kill()
    process.wait()
    processes.signal_all(processes.working_in(layout.pgdata), signal.SIGKILL)
    processes.wait_until_left(layout.pgdata, seconds=QUIT_SECONDS_MAX)


def clear_orphan(layout: Layout) -> None:
    """Stop a server which a killed process of ours left behind, and remove its pid file if that is stale.

    The caller holds the lock of the data folder, so whoever works in PGDATA now has no supervisor.
    """
    for number, seconds in (
        (signal.SIGINT, STOP_SECONDS_MAX),
        (signal.SIGQUIT, QUIT_SECONDS_MAX),
        (signal.SIGKILL, QUIT_SECONDS_MAX),
    ):
        left = processes.working_in(layout.pgdata)
        if not left:
            break
        postmaster = [pid for pid in left if pid == _pid_in_file(layout) and number != signal.SIGKILL]
        processes.signal_all(postmaster or left, number)
        processes.wait_until_left(layout.pgdata, seconds=seconds)
    if processes.working_in(layout.pgdata):
        raise PostgresProblem("上次留下的数据库进程停不下来,请重启机器后再试")
    pid = _pid_in_file(layout)
    # Nobody works in PGDATA (seen above), yet the pid written there exists: a zombie, or another program by
    # now. postgres itself would take it for a running server and refuse to start.
    if pid and _exists(pid):
        (layout.pgdata / "postmaster.pid").unlink()


def _pid_in_file(layout: Layout) -> int:
    """The postmaster's pid as written in PGDATA; 0 when there is none."""
    try:
        return abs(int((layout.pgdata / "postmaster.pid").read_text("utf-8").split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return 0


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
