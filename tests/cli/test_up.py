"""`hengku up` as a person runs it: a process of its own, killed in every way it can be."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hengku.kit.postgres.layout import Layout
from hengku.kit.postgres.processes import working_in

HENGKU = [sys.executable, "-m", "hengku.cli.main"]
SECONDS_MAX = 40


def within(seconds: float, is_so: Callable[[], bool]) -> None:
    """Wait until it is so; fail when it is not in that time."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.1)


class Shop:
    """One installation: a data folder and a port."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.pgdata = Layout(data_dir).pgdata
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_"))}
        self.environment = {**kept, "HENGKU_DEMO": "0", "HENGKU_DATA": str(data_dir), "PORT": str(self.port)}
        self.up: subprocess.Popen[str] | None = None

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command that ends by itself."""
        return subprocess.run(
            [*HENGKU, *words], env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def start(self) -> str:
        """`hengku up` until it says it is up; returns what it said."""
        self.up = subprocess.Popen(
            [*HENGKU, "up"], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert self.up.stdout is not None
        said = ""
        for line in self.up.stdout:
            said += line
            if "衡库已启动" in line:
                return said
        raise AssertionError(f"did not start: {said}")

    def status(self) -> dict[str, Any]:
        return dict(json.loads(self.run("status", "--json").stdout))

    def answers(self) -> bool:
        """Whether the page's address gives any page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status in {200, 503}  # 503: the interface was not built
        except OSError:
            return False
        finally:
            connection.close()

    def database_answers(self) -> bool:
        return self.run("psql", "--", "-Atc", "SELECT 1").stdout.strip() == "1"

    def children(self) -> dict[str, int]:
        """Pids of the two servers, as children of `hengku up`."""
        assert self.up is not None
        names = {}
        for pid in Path(f"/proc/{self.up.pid}/task/{self.up.pid}/children").read_text().split():
            words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
            names["web" if "granian" in words else "database"] = int(pid)
        return names

    def end(self) -> int:
        """SIGTERM; its exit code."""
        assert self.up is not None
        self.up.terminate()
        return self.up.wait(SECONDS_MAX)


@pytest.fixture
def shop() -> Iterator[Shop]:
    folder = Path(tempfile.mkdtemp(prefix="hk-up-"))
    one = Shop(folder)
    yield one
    if one.up is not None and one.up.poll() is None:
        one.end()
    shutil.rmtree(folder)


class TestUp:
    def test_starts_again_what_dies_and_comes_back_when_killed_itself(self, shop):
        assert "密码" in shop.start()
        assert shop.answers()
        assert shop.status()["url"] == f"http://127.0.0.1:{shop.port}"

        second = shop.run("up")
        assert second.returncode == 1
        assert f"已经在运行:http://127.0.0.1:{shop.port}" in second.stderr

        os.kill(shop.children()["web"], signal.SIGKILL)
        within(SECONDS_MAX, lambda: len(shop.children()) == 2 and shop.answers())
        os.kill(shop.children()["database"], signal.SIGKILL)
        within(SECONDS_MAX, lambda: len(shop.children()) == 2 and shop.database_answers())

        shop.up.kill()
        shop.up.wait()
        started = time.monotonic()
        assert "密码" not in shop.start()  # the first user is still there
        assert time.monotonic() - started < SECONDS_MAX / 2
        assert shop.answers()

        assert shop.end() == 0
        assert working_in(shop.pgdata) == []
        assert not shop.answers()
        assert shop.status()["running"] is False

    def test_says_that_the_port_is_taken(self, shop):
        """With what to do, and no database is left running."""
        with socket.create_server(("127.0.0.1", shop.port)):
            done = shop.run("up")
        assert done.returncode == 1
        assert f"PORT={shop.port + 1}" in done.stderr
        assert working_in(shop.pgdata) == []


class TestOtherCommands:
    def test_start_and_stop_the_database_themselves(self, shop):
        assert shop.run("migrate", "--json").stdout == '{"ok": true}\n'
        assert working_in(shop.pgdata) == []
        assert shop.run("psql", "--", "-Atc", "SELECT count(*) FROM ledger_entry").stdout == "0\n"

    def test_share_one_server(self, shop):
        shop.run("migrate")
        slow = [
            subprocess.Popen(
                [*HENGKU, "psql", "--", "-Atc", f"SELECT pg_sleep({seconds}), 'done'"],
                env=shop.environment, stdout=subprocess.PIPE, text=True,
            )
            for seconds in (0.2, 1, 2)
        ]  # fmt: skip
        assert [one.communicate(timeout=SECONDS_MAX)[0] for one in slow] == ["|done\n"] * 3
        assert working_in(shop.pgdata) == []
