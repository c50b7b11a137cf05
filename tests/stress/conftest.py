"""The crowd: one host process for the whole run, on the shared database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hengku.kit.postgres import Cluster
from tests.stress.size import SEED, Line
from tests.world import Book

ROOT = Path(__file__).resolve().parents[2]

Found = list[list[dict[str, Any]]]
Crowd = Callable[..., Found]


@pytest.fixture(scope="session")
def host(database: Cluster) -> Iterator[subprocess.Popen[str]]:
    """The process that forks clients."""
    words = [sys.executable, "-m", "tests.stress.host"]
    running = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    )
    assert running.stdout is not None
    assert json.loads(running.stdout.readline()) == "ready"
    yield running
    assert running.stdin is not None
    running.stdin.close()
    running.wait(30)


@pytest.fixture
def crowd(host: subprocess.Popen[str]) -> Crowd:
    """``crowd(book, "sell_out", clients=32, …)``: what every client found, by client."""

    def run(book: Book, act: str, *, clients: int, broken: str = "", **asked: Any) -> Found:
        order = {
            "act": act,
            "clients": clients,
            "broken": broken,
            "seed": SEED,
            "company": book.company_id,
            "user": book.boss_user.pk,
            "customer": book.customer.pk,
            "warehouse": book.w1.pk,
            "on": book.day(6).isoformat(),
            **asked,
        }
        assert host.stdin is not None
        assert host.stdout is not None
        host.stdin.write(json.dumps(order) + "\n")
        host.stdin.flush()
        found: Found = json.loads(host.stdout.readline())
        failed = [one["failed"] for client in found for one in client if "failed" in one]
        assert failed == [], failed[0]
        return found

    return run


@pytest.fixture
def line(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Line]:
    """``line("X10").say(cases=…)`` prints even while output is captured."""

    def write(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}")

    return lambda code: Line(code, write)
