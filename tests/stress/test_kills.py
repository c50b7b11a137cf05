"""X01, X02, X05: kill -9 of the web server and of PostgreSQL while sixteen clients sell, and answers that get lost.

What was acknowledged is there, once and whole, and all books agree: asked of `hengku audit` afterwards.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.stress.shop import Seller, Shop, open_shop
from tests.stress.size import LONG, SEED, Line, marks, size

pytestmark = marks

SELLERS = 16
LOCAL_CONF = "postgres.local.conf"  # read after our own configuration


@dataclass(frozen=True, slots=True)
class Result:
    """What became of all that was asked. ``half`` counts findings of the audit, ``ambiguous`` retries after a kill."""

    asked: int
    answered: int
    lost: int
    doubled: int
    half: int
    retries: int
    repeated: int

    def as_figures(self) -> dict[str, int]:
        return {
            "cases": self.asked, "survived": self.answered, "lost": self.lost, "dup": self.doubled,
            "half": self.half, "inv_red": self.half, "retries": self.retries, "idempotency_hits": self.repeated,
        }  # fmt: skip


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    """One shop for all kills of this file; nothing that happened in it is undone between them."""
    with open_shop() as one:
        yield one


def numbers(shop: Shop) -> list[str]:
    """Numbers of all sales in the books."""
    return [
        row[0] for row in shop.query("SELECT number FROM documents_document WHERE type_code = 'sales_issue'")
    ]


def sell(shop: Shop, between: Callable[[], None], *, audits: bool = True, **how: Any) -> Result:
    """Let the sellers sell while ``between`` happens; then everybody finishes the sale it is at, and all is counted."""
    shop.wait_until_answering()
    before = set(numbers(shop))
    first = random.Random().randrange(10**9)  # keys of an earlier test must not answer
    sellers = [Seller(shop, first + number, **how) for number in range(SELLERS)]
    for one in sellers:
        one.start()
    between()
    for one in sellers:
        one.stopping.set()
    for one in sellers:
        one.join(180)
    assert not any(one.is_alive() for one in sellers), "somebody still waits for an answer"
    assert [one.refused for one in sellers if one.refused] == []
    answered = [number for one in sellers for number in one.answered.values()]
    there = set(numbers(shop)) - before
    return Result(
        asked=sum(len(one.asked) for one in sellers),
        answered=len(answered),
        lost=len(set(answered) - there) + len(answered) - len(set(answered)),
        doubled=len(there - set(answered)),
        half=shop.audit()["violations"] if audits else 0,
        retries=sum(one.retries for one in sellers),
        repeated=sum(one.repeated for one in sellers),
    )


def killing(shop: Shop, kill: Callable[[], bool], times: int) -> tuple[Callable[[], None], list[float]]:
    """Kill so many times at random moments while selling; seconds until it answered again go into the list."""
    chance, outages = random.Random(SEED), []

    def run() -> None:
        for _ in range(times):
            time.sleep(0.3 + size(1, 2) * chance.random())
            while not kill():
                time.sleep(0.05)
            outages.append(shop.wait_until_answering())
        time.sleep(0.5)

    return run, outages


def told(result: Result, outages: list[float]) -> dict[str, Any]:
    worst = sorted(outages)[int(len(outages) * 0.95)] if outages else 0
    return {"faults": len(outages), **result.as_figures(), "outage_p95_s": f"{worst:.1f}"}


class TestKilling:
    def test_the_web_server_loses_nothing(self, shop: Shop, line: Callable[[str], Line]) -> None:
        said, chance = line("X01"), random.Random(SEED)
        run, outages = killing(shop, lambda: shop.kill_web(chance), size(2, 10))
        result = sell(shop, run)
        said.say(**told(result, outages))
        assert (result.lost, result.doubled, result.half) == (0, 0, 0)
        assert result.answered == result.asked > 0
        assert result.retries > 0, "no kill met a request on its way"

    def test_postgresql_loses_nothing(self, shop: Shop, line: Callable[[str], Line]) -> None:
        said = line("X02")
        run, outages = killing(shop, shop.kill_database, size(2, 10))
        result = sell(shop, run)
        said.say(**told(result, outages))
        assert (result.lost, result.doubled, result.half) == (0, 0, 0)
        assert result.answered == result.asked > 0
        assert result.retries > 0, "no kill met a request on its way"

    @pytest.mark.skipif(not LONG, reason="needs many kills; make stress")
    def test_negative_control_postgresql_loses_what_it_did_not_write(
        self, line: Callable[[str], Line]
    ) -> None:
        """synchronous_commit = off: acknowledged before it is on disk."""
        said = line("X02-control")
        with open_shop() as shop:
            shop.stop()  # who is signed in was written before, or the seller would be lost with the sales
            (shop.data_dir / LOCAL_CONF).write_text(
                "synchronous_commit = off\nwal_writer_delay = 10s\n", "utf-8"
            )
            shop.start()
            run, outages = killing(shop, shop.kill_database, 10)
            result = sell(shop, run)
        said.say(**told(result, outages))
        assert result.lost > 0


class TestLosingAnswers:
    """X05: a third of the answers never arrives, and the client asks again."""

    def test_posts_once(self, shop: Shop, line: Callable[[str], Line]) -> None:
        said = line("X05")
        result = sell(shop, lambda: time.sleep(size(2, 120)), hangs_up=0.3)
        said.say(faults=result.retries, **result.as_figures())
        assert (result.lost, result.doubled, result.half) == (0, 0, 0)
        assert result.repeated > 0

    def test_negative_control_posts_twice_without_the_key(self, shop: Shop) -> None:
        result = sell(shop, lambda: time.sleep(1), hangs_up=0.3, keeps_key=False, audits=False)
        assert result.doubled > 0
