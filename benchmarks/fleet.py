"""The client processes of one figure, and the rounds in which both sides take turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.bed import DATABASE, Bed

ROOT = Path(__file__).resolve().parent.parent


@dataclass(slots=True)
class Fleet:
    """Running client processes that wait for orders."""

    clients: list[subprocess.Popen[str]]

    def do(self, **order: Any) -> list[dict[str, Any]]:
        """Give all of them the same order at once; their answers."""
        for client in self.clients:
            _tell(client, order)
        return [_answer(client) for client in self.clients]

    def speed(self, side: str, **order: Any) -> tuple[float, float]:
        """Documents a second of all together, and the slowest client's 95th percentile in ms."""
        answers = self.do(side=side, **order)
        return sum(a["documents"] / a["seconds"] for a in answers), max(a["p95_ms"] for a in answers)


@contextmanager
def fleet(bed: Bed, count: int, *, hot: int = 0, database: str = DATABASE) -> Iterator[Fleet]:
    """``count`` client processes on ``database``, connected and ready; ended afterwards."""
    environment = {**os.environ, "HENGKU_DB": database}
    clients = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.client"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
        )
        for _ in range(count)
    ]  # fmt: skip
    try:
        for seed, client in enumerate(clients):
            _tell(client, {"seed": seed, "hot": hot, "bed": bed.as_data()})
        for client in clients:
            _answer(client)
        yield Fleet(clients)
    finally:
        for client in clients:
            if client.stdin is not None:
                client.stdin.close()
        for client in clients:
            try:
                client.wait(timeout=20)
            except subprocess.TimeoutExpired:
                client.kill()
                client.wait()


def _tell(client: subprocess.Popen[str], order: dict[str, Any]) -> None:
    if client.stdin is None:
        raise AssertionError("a client has a standard input")
    client.stdin.write(json.dumps(order) + "\n")
    client.stdin.flush()


def _answer(client: subprocess.Popen[str]) -> dict[str, Any]:
    line = client.stdout.readline() if client.stdout else ""
    if not line:
        raise RuntimeError(f"a client process ended with {client.wait()}; see its words above")
    answer: dict[str, Any] = json.loads(line)
    return answer


@dataclass(slots=True)
class Comparison:
    """Both sides, round by round. ``ratio`` is the median of the rounds' own ratios: drift between rounds cancels."""

    ours: list[float] = field(default_factory=list)
    limit: list[float] = field(default_factory=list)
    ours_p95: list[float] = field(default_factory=list)
    limit_p95: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        """Ours divided by the limit's, per round."""
        return [ours / limit for ours, limit in zip(self.ours, self.limit, strict=True)]

    def as_data(self) -> dict[str, Any]:
        """For JSON: the ratio, its spread, and what it was made of."""
        ratios = self.ratios
        return {
            "ratio": round(statistics.median(ratios), 3),
            "ratio_min": round(min(ratios), 3),
            "ratio_max": round(max(ratios), 3),
            "rounds": len(ratios),
            "ours_documents_per_second": round(statistics.median(self.ours), 1),
            "limit_documents_per_second": round(statistics.median(self.limit), 1),
            "ours_p95_ms": round(statistics.median(self.ours_p95), 1),
            "limit_p95_ms": round(statistics.median(self.limit_p95), 1),
        }


def compare(
    clients: Fleet, rounds: int, *, warm: dict[str, Any], prepare: int = 0, **order: Any
) -> Comparison:
    """A B, B A, A B … after one warm-up of each side, which is thrown away. With ``prepare`` every client has orders
    for so many sales before each turn, off the clock.
    """
    for side in ("ours", "limit"):
        clients.do(prepare=prepare)
        clients.speed(side, **warm)
    found = Comparison()
    for number in range(rounds):
        for side in ("ours", "limit") if number % 2 == 0 else ("limit", "ours"):
            clients.do(prepare=prepare)
            speed, p95 = clients.speed(side, **order)
            getattr(found, side).append(speed)
            getattr(found, f"{side}_p95").append(p95)
    return found
