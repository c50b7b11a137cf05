"""A count of many lines, each step through the whole application: python -m benchmarks.count [lines].

The sheet is filled in from a file and from the page, first with every line wrong, to see all errors told at once; then
handed in, approved and posted. Seconds of each step, once: a count is made once.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import psycopg

from benchmarks.bed import DATABASE, analyze, fill, make_bed, open_books, server, stock_up

if TYPE_CHECKING:
    from hengku.kit.postgres import Cluster

LINES = 5_000


def main() -> None:
    """Make the goods, count them, print a line for each step."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else LINES
    with server() as cluster:
        bed = make_bed(lines)
        analyze(cluster)
        for step, seconds, found in Counting(bed.company_id, bed.user_id, bed.warehouse_id, lines).steps(cluster):
            print(f"count lines={lines} step={step} seconds={seconds:.2f} told={found}")


def figure(cluster: Cluster, lines: int) -> dict[str, Any]:
    """Seconds of the longest step of a count, in a company of its own; what ``python -m benchmarks`` tells of it."""
    actor = open_books("COUNT")
    bed = fill(actor, lines)
    stock_up(actor, bed)
    analyze(cluster)
    counting = Counting(bed.company_id, bed.user_id, bed.warehouse_id, lines)
    counting.ask("/api/counts")  # the first request of a process loads the application
    steps = counting.steps(cluster)
    seconds = {step: round(taken, 2) for step, taken, _ in steps}
    longest, shortest = max(seconds.values()), min(seconds.values())
    return {"ratio": longest, "ratio_min": shortest, "ratio_max": longest, "lines": lines, "steps": seconds}


class Counting:
    """One count from its start to its posting, by one person who holds every post."""

    def __init__(self, company_id: int, user_id: int, warehouse_id: int, lines: int) -> None:
        from django.test import Client

        from hengku.api.auth import COMPANY
        from hengku.identity.models import User

        self.client = Client()
        self.client.force_login(User.objects.get(pk=user_id))
        session = self.client.session
        session[COMPANY] = company_id
        session.save()
        self.warehouse_id, self.lines = warehouse_id, lines

    def ask(self, path: str, body: Any = None) -> tuple[float, Any]:
        """Seconds and the answer of a call; without a body it is read."""
        started = time.perf_counter()
        if body is None:
            answer = self.client.get(path)
        else:
            answer = self.client.post(path, json.dumps(body), content_type="application/json")
        return time.perf_counter() - started, json.loads(answer.content)

    def send(self, path: str, rows: list[tuple[str, str]]) -> tuple[float, Any]:
        """Seconds and the answer of a file sent."""
        from django.core.files.uploadedfile import SimpleUploadedFile

        text = "编码,实盘数量\n" + "".join(f"{code},{quantity}\n" for code, quantity in rows)
        file = SimpleUploadedFile("盘点.csv", text.encode("utf-8-sig"))
        started = time.perf_counter()
        answer = self.client.post(path, {"file": file})
        return time.perf_counter() - started, json.loads(answer.content)

    def steps(self, cluster: Cluster) -> list[tuple[str, float, int]]:
        """Name, seconds, and how many problems or lines were told."""
        found = []

        def say(step: str, answered: tuple[float, Any], told: str = "") -> Any:
            seconds, answer = answered
            counted = answer.get(told) if told else None
            problems = (answer.get("data") or {}).get("problems")
            found.append((step, seconds, len(problems) if problems else int(counted or 0)))
            return answer

        count = say("start", self.ask("/api/counts", {"warehouse": str(self.warehouse_id)}), "line_count")
        at = f"/api/counts/{count['id']}"
        codes = [f"P{number:05d}" for number in range(self.lines)]
        wrong = [("没有" + code, "x") if n % 2 else (code, "-1") for n, code in enumerate(codes)]
        right = [(code, str(Decimal(1_000_000) - n % 7 + 3)) for n, code in enumerate(codes)]
        entries = [{"code": code, "quantity": quantity} for code, quantity in wrong]
        say("entries, all wrong", self.ask(f"{at}/entries", {"entries": entries}))
        say("file, all wrong", self.send(f"{at}/sheet", wrong))
        say("hand in, none counted", self.ask(f"{at}/hand-in", {}))
        say("file", self.send(f"{at}/sheet", right), "line_count")
        entries = [{"code": code, "quantity": quantity} for code, quantity in right]
        say("entries", self.ask(f"{at}/entries", {"entries": entries}))
        say("page of lines", self.ask(f"{at}/lines?size=100"), "total")
        say("hand in", self.ask(f"{at}/hand-in", {}), "difference_count")
        say("approve", self.ask(f"{at}/approve", {}))
        say("post", self.ask(f"{at}/post", {}), "difference_count")
        say("list of counts", self.ask("/api/counts"), "total")
        with psycopg.connect(cluster.owner_dsn(DATABASE)) as owner:
            ((state,),) = owner.execute("SELECT state FROM warehousing_count").fetchall()
        if state != "posted":
            raise SystemExit(f"the count ended as {state}")
        return found


if __name__ == "__main__":
    main()
