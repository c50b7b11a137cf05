"""What one client process does, and how the product is broken for a negative control. Runs in a forked child."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, datetime, timezone
from decimal import Decimal
from multiprocessing.synchronize import Barrier
from typing import Any

from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.posting import actions, credit, load, write
from hengku.posting.actions import post

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=timezone.utc)  # noqa: UP017 - as everywhere in the tests
PRICE = Decimal("11.30")


class Client:
    """One client of a crowd: its number among them, the company it works in, and the gate all wait at."""

    def __init__(self, number: int, gate: Barrier, asked: dict[str, Any]) -> None:
        self.number = number
        self.gate = gate
        self.asked = asked
        self.actor = Actor(
            user_id=asked["user"], company_id=asked["company"], name="压力", permissions=frozenset({"*"})
        )
        self.random = random.Random(f"{asked['seed']}-{number}")

    def sale(self, *lines: tuple[int, int]) -> Paper:
        """A sale of these products and quantities."""
        return Paper(
            "sales_issue",
            date.fromisoformat(self.asked["on"]),
            [PaperLine(product_id=one, quantity=Decimal(quantity), price=PRICE) for one, quantity in lines],
            party_id=self.asked["customer"],
            warehouse_id=self.asked["warehouse"],
        )

    def post(self, paper: Paper, key: str) -> dict[str, Any]:
        """What came of it: the document, or the code of the refusal, and how long it took."""
        began = time.perf_counter()
        try:
            posted = post(actor=self.actor, documents=[paper], key=key, now=NOW)
        except Problem as problem:
            return {"refused": problem.code, "ms": 1000 * (time.perf_counter() - began)}
        one = posted.documents[0]
        return {
            "id": one.id,
            "number": one.number,
            "repeated": posted.repeated,
            "ms": 1000 * (time.perf_counter() - began),
        }


def sell_out(client: Client) -> list[dict[str, Any]]:
    """Sell one product in fixed quantities until refused for want of stock; then once more, to be sure."""
    found = []
    refused = 0
    while refused < 2:
        paper = client.sale((client.asked["product"], client.asked["quantity"]))
        found.append(client.post(paper, f"sell-{client.number}-{len(found)}"))
        refused += found[-1].get("refused") == "NEGATIVE_STOCK"
        if found[-1].get("refused") not in (None, "NEGATIVE_STOCK"):
            break
    return found


def cross(client: Client) -> list[dict[str, Any]]:
    """Sell several hot products at once, half of the clients from the last to the first."""
    found = []
    for turn in range(client.asked["each"]):
        chosen = sorted(client.random.sample(client.asked["products"], client.asked["lines"]))
        if client.number % 2:
            chosen.reverse()
        found.append(client.post(client.sale(*((one, 1) for one in chosen)), f"cross-{client.number}-{turn}"))
    return found


def same_key(client: Client) -> list[dict[str, Any]]:
    """All clients send the same command at the same moment, turn after turn."""
    found = []
    for turn in range(client.asked["turns"]):
        own = f"-{client.number}" if client.asked["broken"] == "no_key" else ""
        client.gate.wait(60)
        found.append(client.post(client.sale((client.asked["product"], 1)), f"same-{turn}{own}"))
    return found


def same_key_other_body(client: Client) -> list[dict[str, Any]]:
    """All clients use one key for different commands."""
    client.gate.wait(60)
    return [client.post(client.sale((client.asked["product"], client.number + 1)), "other-body")]


def order_up(client: Client) -> list[dict[str, Any]]:
    """Order for one customer until refused for its credit; then once more, to be sure."""
    found: list[dict[str, Any]] = []
    refused = 0
    client.gate.wait(60)
    while refused < 2:
        paper = client.sale((client.asked["product"], 1))
        paper.type_code = "sales_order"
        found.append(client.post(paper, f"order-{client.number}-{len(found)}"))
        refused += "refused" in found[-1]
    return found


def compete(client: Client) -> list[dict[str, Any]]:
    """One piece each, by a sale, a transfer or another issue, all at the same moment."""
    paper = client.sale((client.asked["product"], 1))
    kind = client.number % 3
    if kind == 1:
        paper.type_code, paper.party_id, paper.warehouse_to_id = "transfer_direct", None, client.asked["other"]
    elif kind == 2:
        paper.type_code, paper.party_id, paper.data = "other_out", None, {"purpose": "research"}
    for line in paper.lines:
        line.price = PRICE if kind == 0 else None
    client.gate.wait(60)
    return [client.post(paper, f"compete-{client.number}")]


def ship(client: Client) -> list[dict[str, Any]]:
    """Send an order's pieces: by a notice and an issue of it, or straight from the order, as chance will have it."""
    found: list[dict[str, Any]] = []
    client.gate.wait(60)
    for turn in range(client.asked["turns"]):
        paper = client.sale((client.asked["product"], client.random.randint(1, 3)))
        line = paper.lines[0]
        line.price, line.source_line_id = None, client.asked["order_line"]
        if client.random.random() < 0.6:
            paper.type_code = "delivery_notice"
            found.append(client.post(paper, f"notice-{client.number}-{turn}"))
            if "refused" in found[-1]:
                continue
            again = client.sale((client.asked["product"], int(line.quantity)))
            again.lines[0].price = None
            again.lines[0].source_line_id = line.id
            paper = again
        found.append(client.post(paper, f"ship-{client.number}-{turn}"))
    return found


def take_lot(client: Client) -> list[dict[str, Any]]:
    """One piece of one lot each, all at the same moment, for an order of its own, by a notice; some then send it, where
    ``sends`` says so. Where ``straight`` says so, every other client sends it without a notice.
    """

    def of_lot(source_line_id: int) -> Paper:
        paper = client.sale((client.asked["product"], 1))
        paper.lines[0].price, paper.lines[0].source_line_id = None, source_line_id
        paper.lines[0].data = {"lot_no": "A"}
        return paper

    paper = of_lot(client.asked["order_lines"][client.number])
    is_straight = client.asked["straight"] and client.number % 2
    if not is_straight:
        paper.type_code = "delivery_notice"
    client.gate.wait(60)
    found = [client.post(paper, f"lot-{client.number}")]
    if client.asked["sends"] and not is_straight and client.number % 4 and "refused" not in found[0]:
        found.append(client.post(of_lot(paper.lines[0].id), f"sent-{client.number}"))
    return found


ACTS: dict[str, Callable[[Client], list[dict[str, Any]]]] = {
    one.__name__: one for one in (sell_out, cross, same_key, same_key_other_body, order_up, compete, ship, take_lot)
}


# ── the product, broken ──────────────────────────────────────────────────────────────────────────────────────


def check_then_act() -> None:
    """Stock is read, not locked, and no constraint holds it: what jshERP and its like do."""
    load.LOCK_HANDS, load.LOCK_POOLS = load.READ_HANDS, load.READ_POOLS
    wanted = "SET quantity = h.quantity + r.quantity"
    if wanted not in write.HANDS:
        raise AssertionError("the control no longer breaks what it means to break")
    write.HANDS = write.HANDS.replace(wanted, "SET quantity = greatest(h.quantity + r.quantity, 0)")


def lots_without_lock() -> None:
    """What is held of a lot is read, not locked, and no constraint keeps it within what is there."""
    load.LOCK_HANDS = load.READ_HANDS
    wanted = "reserved = h.reserved + r.reserved, pinned = h.pinned + r.pinned"
    if wanted not in write.PINNED_HANDS:
        raise AssertionError("the control no longer breaks what it means to break")
    at_most = "least(h.quantity + r.quantity, h.reserved + r.reserved)"
    loose = f"reserved = {at_most}, pinned = least(h.pinned + r.pinned, {at_most})"
    write.PINNED_HANDS = write.PINNED_HANDS.replace(wanted, loose)


def unsorted_locks() -> None:
    """Each connection takes its locks in an order of its own, whatever plan the statistics suggest."""
    ordered = "ORDER BY h.product_id, h.place_id, h.lot_id, h.status, h.owner_id FOR UPDATE OF h"
    if ordered not in load.LOCK_HANDS:
        raise AssertionError("the control no longer breaks what it means to break")
    shuffled = "ORDER BY md5(h.id::text || pg_backend_pid()::text) FOR UPDATE OF h"
    load.LOCK_HANDS = load.LOCK_HANDS.replace(ordered, shuffled)


def not_by_key() -> None:
    """Plans follow the statistics."""
    sql.by_key = lambda: None


def no_retries() -> None:
    """Whoever ends in a circle is told so: used with the control above, so that circles can be counted."""
    actions.ATTEMPTS = 1


def no_credit_lock() -> None:
    """What a customer owes is read, and nobody is kept from reading it at the same time."""
    wanted = " FOR NO KEY UPDATE"
    if wanted not in credit.LOCK_PARTIES:
        raise AssertionError("the control no longer breaks what it means to break")
    credit.LOCK_PARTIES = credit.LOCK_PARTIES.replace(wanted, "")


BREAKS: dict[str, tuple[Callable[[], None], ...]] = {
    "": (),
    "no_key": (),
    "check_then_act": (check_then_act,),
    "lots_without_lock": (lots_without_lock,),
    "no_credit_lock": (no_credit_lock,),
    "unsorted_locks": (unsorted_locks, no_retries),
}
