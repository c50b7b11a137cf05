"""The web server as a child of `hengku up`: granian, WSGI, threads."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from hengku.kit.postgres import PostgresProblem

MARK = "HENGKU_WEB_OF"  # in the environment of every process of the web server: the data folder it belongs to
START_SECONDS_MAX = 60
STOP_SECONDS_MAX = 10
LOG_BYTES_MAX = 20 * 1024 * 1024
THREADS = 8


class Web:
    """One web server process with its workers."""

    def __init__(self, data_dir: Path, *, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._mark = f"{MARK}={data_dir}"
        self._data_dir = data_dir
        self._log = data_dir / "logs" / "web.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What to open in a browser on this machine."""
        return f"http://{_host_in_url(self._near_host())}:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers. Raises PostgresProblem when the port is taken or it ends."""
        self._stop_leftovers()
        self._refuse_taken_port()
        self._turn_log_over()
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*die_with_us(), *self._command()],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,
                env={**os.environ, **self._environment()},
            )  # fmt: skip
        self._wait_until_answering()

    def _environment(self) -> dict[str, str]:
        return {MARK: str(self._data_dir), "HENGKU_DATA": str(self._data_dir), "HOST": self.host}

    def _command(self) -> list[str]:
        return [
            sys.executable, "-m", "granian", "--interface", "wsgi",
            "--host", self.host, "--port", str(self.port),
            "--workers", os.environ.get("HENGKU_WORKERS", "1"),
            "--blocking-threads", str(THREADS), "--blocking-threads-idle-timeout", "600",
            "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "5",
            "--backpressure", "256", "--log-level", "warning", "hengku.wsgi:application",
        ]  # fmt: skip

    def has_ended(self) -> bool:
        """Whether it does not run (any more); reaps it."""
        return self._process is None or self._process.poll() is not None

    def stop(self) -> None:
        """Let running requests finish, for some seconds; then end every process of it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._stop_leftovers()

    def log_tail(self) -> str:
        """The last lines it wrote."""
        if not self._log.exists():
            return ""
        return "\n".join(self._log.read_text("utf-8", "replace").splitlines()[-15:])

    def _stop_leftovers(self) -> None:
        """Workers whose parent was killed, a server whose supervisor was: they would keep the port."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            until = time.monotonic() + STOP_SECONDS_MAX
            left = _processes_with(self._mark)
            for pid in left:
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    continue
            while left and time.monotonic() < until:
                time.sleep(0.05)
                left = _processes_with(self._mark)
            if not left:
                return

    def _refuse_taken_port(self) -> None:
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                raise PostgresProblem(
                    f"{self.host} 的端口 {self.port} 用不了({problem.strerror});"
                    f"可以换一个端口,例如 PORT={self.port + 1} make run"
                ) from problem

    def _turn_log_over(self) -> None:
        self._log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._log.exists() and self._log.stat().st_size > LOG_BYTES_MAX:
            self._log.replace(self._log.with_suffix(".log.1"))

    def _near_host(self) -> str:
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    def _wait_until_answering(self) -> None:
        until = time.monotonic() + START_SECONDS_MAX
        while (status := self._answer()) in {0, 500}:  # 500: it runs, but cannot load the application
            if status == 500 or self.has_ended() or time.monotonic() > until:
                tail = self.log_tail()
                self.stop()
                raise PostgresProblem(f"网页服务没有启动。日志的最后几行:\n{tail}")
            time.sleep(0.05)

    def _answer(self) -> int:
        """The HTTP status it answers with; 0 while it does not answer."""
        connection = http.client.HTTPConnection(self._near_host(), self.port, timeout=5)
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def _host_in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def die_with_us() -> tuple[str, ...]:
    """Linux: the kernel asks it to stop when we are killed (we start it from the main thread)."""
    return () if shutil.which("setpriv") is None else ("setpriv", "--pdeathsig", "TERM", "--")


def _processes_with(mark: str) -> list[int]:
    """Pids of live processes that have these words in their environment, without us."""
    wanted = os.fsencode(mark)
    pids = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if int(entry.name) != os.getpid() and wanted in (entry / "environ").read_bytes().split(b"\0"):
                pids.append(int(entry.name))
        except OSError:  # ended meanwhile, or another user's
            continue
    return pids
