"""An installation as a shop runs it, killed at will, and clients that sell in it over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from hengku.kit.postgres.cluster import OWNER, embedded_dsn
from hengku.kit.postgres.layout import Layout
from hengku.kit.postgres.processes import signal_all, working_in
from tests.stress.prepare import PASSWORD, USERNAME

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS_MAX = 120
WAIT_SECONDS, RETRY_SECONDS = 0.1, 0.3
Answer = tuple[int, dict[str, Any]]


class Shop:
    """A data folder, a port and `hengku up`."""

    def __init__(self, data_dir: Path, pieces: int) -> None:
        self.data_dir = data_dir
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("HENGKU_", "DATABASE_"))}
        self._environment = {
            **kept, "HENGKU_DEMO": "0", "HENGKU_DATA": str(data_dir), "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "hengku.settings",
        }  # fmt: skip
        self._up: subprocess.Popen[str] | None = None
        self.signed_in: dict[str, str] = {}
        self.about: dict[str, Any] = json.loads(
            self.run("tests.stress.prepare", str(pieces)).splitlines()[-1]
        )

    def run(self, module: str, *words: str, may_fail: bool = False) -> str:
        """A program that ends by itself; what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=self._environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert may_fail or done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        """`hengku up`, until it says that it is."""
        self._up = subprocess.Popen(
            [sys.executable, "-m", "hengku.cli.main", "up"],
            env=self._environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        assert self._up.stdout is not None
        for line in self._up.stdout:
            if "衡库已启动" in line:
                # what it says from now on must not fill the pipe
                threading.Thread(target=self._up.stdout.read, daemon=True).start()
                return
        raise AssertionError("hengku up did not start")

    def stop(self) -> None:
        """SIGTERM, and wait."""
        if self._up is not None and self._up.poll() is None:
            self._up.terminate()
            self._up.wait(60)
        self._up = None

    def audit(self) -> dict[str, Any]:
        """`hengku audit --json`."""
        report: dict[str, Any] = json.loads(self.run("hengku.cli.main", "audit", "--json", may_fail=True))
        return report

    def kill_database(self) -> bool:
        """SIGKILL postmaster and every backend; False when none runs just now."""
        pids = working_in(Layout(self.data_dir).pgdata)
        signal_all(pids, signal.SIGKILL)
        return bool(pids)

    def kill_web(self, chance: random.Random) -> bool:
        """SIGKILL the web server's worker, or now and then its parent as well; False when none runs just now."""
        parent = next((one for one in self._children(self._up_pid()) if "granian" in _words(one)), 0)
        workers = [one for one in self._children(parent) if _is_alive(one)] if parent else []
        victims = [*workers, *([parent] if chance.random() < 0.3 else [])]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        return bool(workers)

    def _up_pid(self) -> int:
        assert self._up is not None
        return self._up.pid

    @staticmethod
    def _children(pid: int) -> list[int]:
        found = []
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(one) for one in task.read_text().split()]
        return found

    def answers(self) -> bool:
        """Whether the application answers, database and all: the session is looked up."""
        try:
            return self.ask("GET", "/api/session", self.signed_in)[1].get("user") is not None
        except (OSError, http.client.HTTPException):
            return False

    def wait_until_answering(self) -> float:
        """Seconds until it answers again."""
        began = time.monotonic()
        while not self.answers():
            assert time.monotonic() - began < START_SECONDS_MAX, "it does not come back"
            time.sleep(WAIT_SECONDS)
        return time.monotonic() - began

    def ask(
        self, method: str, path: str, headers: dict[str, str], body: Any = None, *, hang_up: bool = False
    ) -> Answer:
        """One request on a connection of its own; with ``hang_up`` nobody waits for the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Content-Type": "application/json", **headers}
            connection.request(method, path, json.dumps(body) if body is not None else None, sent)
            if hang_up:
                return 0, {}
            response = connection.getresponse()
            self.cookies = response.headers.get_all("Set-Cookie") or []
            data = response.read()
            return response.status, json.loads(data) if data.startswith(b"{") else {}
        finally:
            connection.close()

    def sign_in(self) -> None:
        """Keep the headers of somebody who is signed in, for every request that follows."""
        jar: dict[str, str] = {}

        def headers() -> dict[str, str]:
            cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
            return {"Cookie": cookie, "X-CSRFToken": jar.get("hengku_csrf", "")}

        for method, body in (("GET", None), ("POST", {"username": USERNAME, "password": PASSWORD})):
            status, answer = self.ask(method, "/api/session", headers(), body)
            assert status == 200, answer
            jar |= dict(one.split(";")[0].split("=", 1) for one in self.cookies)
        self.signed_in = headers()

    def query(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Rows as the owner of the tables sees them."""
        with psycopg.connect(embedded_dsn(self.data_dir, OWNER, "hengku")) as owner:
            return owner.execute(statement, parameters).fetchall()


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _is_alive(pid: int) -> bool:
    return bool(_words(pid))


@contextmanager
def open_shop(pieces: int = 1_000_000) -> Iterator[Shop]:
    """A shop in a folder of its own, up; everything of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="hk-st-"))
    try:
        shop = Shop(folder, pieces)
        try:
            shop.start()
            shop.sign_in()
            yield shop
        finally:
            shop.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Seller(threading.Thread):
    """Sells one piece of a few products after the other, and keeps asking with the same key until answered.

    ``asked`` and ``answered`` are its journal: keys, and numbers of documents by key. With ``keeps_key`` False a retry
    gets a new key: the negative control. ``hangs_up`` is how often it does not wait for the answer.
    """

    def __init__(
        self,
        shop: Shop,
        number: int,
        *,
        keeps_key: bool = True,
        hangs_up: float = 0.0,
    ) -> None:
        super().__init__(daemon=True)
        self.shop, self.number = shop, number
        self.keeps_key, self.hangs_up = keeps_key, hangs_up
        self.random = random.Random(f"seller-{number}")
        self.stopping = threading.Event()
        self.asked: list[str] = []
        self.answered: dict[str, str] = {}
        self.retries = 0
        self.repeated = 0
        self.refused: list[Answer] = []

    def run(self) -> None:
        while not self.stopping.is_set() and not self.refused:
            self._sell(f"s{self.number}-{len(self.asked)}")

    def _sell(self, intent: str) -> None:
        """One sale, from its first asking to its answer."""
        self.asked.append(intent)
        body, attempt = self._body(), 0
        while True:
            attempt += 1
            key = intent if self.keeps_key else f"{intent}-{attempt}"
            hangs_up = attempt == 1 and self.random.random() < self.hangs_up
            status, answer = self._post(key, body, hangs_up)
            if status == 200:
                self.answered[intent] = answer["documents"][0]["number"]
                self.repeated += bool(answer["repeated"])
                return
            if status not in (0, 500, 502, 503) and answer.get("code") != "BUSY":
                self.refused.append((status, answer))
                return
            self.retries += 1
            time.sleep(RETRY_SECONDS * (1 + self.random.random()))

    def _body(self) -> dict[str, Any]:
        about = self.shop.about
        lines = [
            {"product": one, "quantity": "1", "price": "11.30"}
            for one in self.random.sample(about["products"], 3)
        ]
        document = {"business_on": about["on"], "party": about["customer"], "warehouse": about["warehouse"]}
        return {"documents": [{**document, "lines": lines}]}

    def _post(self, key: str, body: dict[str, Any], hangs_up: bool) -> Answer:
        try:
            headers = {**self.shop.signed_in, "Idempotency-Key": key}
            return self.shop.ask("POST", "/api/sales_issue/post", headers, body, hang_up=hangs_up)
        except (OSError, http.client.HTTPException):
            return 0, {}
