"""Estimates reversed on the first of a month and made again at its end (C15 MONTH_BEGIN), event by event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.ledger.rules import Standard
from replays.worked_compare import Side
from replays.worked_reading import Fields, count, money
from replays.worked_shop import Shop, ShopPlan, every_day

ESTIMATE: Final = "MONTH_END_ESTIMATE"
REVERSAL: Final = "AUTO_REVERSAL"
INVOICE: Final = "INVOICE"


@dataclass(frozen=True, slots=True)
class Event:
    """One of the timeline. ``quantity`` and ``tax`` are those of an invoice."""

    on: date
    kind: str
    quantity: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class ReversalCase:
    """What was received at an estimate, what happens to it, and what the pool holds when the first invoice comes."""

    quantity: Decimal
    estimated: Decimal
    events: tuple[Event, ...]
    pool: tuple[Decimal, Decimal]

    @property
    def plan(self) -> ShopPlan:
        """The company it needs."""
        return ShopPlan(days=every_day(one.on for one in self.events), settings={"estimate_mode": "MONTH_BEGIN"})


def read_reversal(fields: Fields) -> ReversalCase:
    """Read a timeline: an estimate first; reversals, further estimates and invoices after it."""
    quantity = fields.quantity("receipt_qty")
    rows = fields.rows("timeline")
    events = tuple(sorted((_event(row, quantity) for row in rows), key=lambda one: one.on))
    if not events or events[0].kind != ESTIMATE:
        raise fields.malformed("timeline", f"第一件事应为 {ESTIMATE}")
    estimated = events[0].net
    if "pool_at_invoice" not in fields:
        return ReversalCase(quantity, estimated, events, (quantity, estimated))
    pool = fields.inner("pool_at_invoice")
    return ReversalCase(quantity, estimated, events, (pool.stock("qty"), pool.amount("amount")))


def _event(row: Fields, quantity: Decimal) -> Event:
    kind = row.text("event")
    if kind not in (ESTIMATE, REVERSAL, INVOICE):
        raise row.malformed("event", f"{kind} 应为 {ESTIMATE}、{REVERSAL}、{INVOICE} 之一")
    return Event(
        row.day("date"), kind, row.quantity("qty", quantity), row.amount("net", ZERO_FEN), row.amount("tax", ZERO_FEN)
    )


def play_reversal(
    case: ReversalCase, standard: Standard, bring_to: Callable[[Shop, date, Decimal, Decimal], None]
) -> dict[str, Any]:
    """Receive on the first day, close its stock, then every event: what each booked, by day."""
    shop = Shop(case.plan, standard)
    first, *later = case.events
    receipt = shop.receive(first.on, case.quantity, case.estimated)
    shop.close_stock(first.on)
    vouchers = [(first.on, shop.entry(receipt))]
    is_invoiced = False
    for event in later:
        if event.kind == INVOICE and not is_invoiced:
            is_invoiced = True
            bring_to(shop, event.on, *case.pool)
        vouchers.append((event.on, _book(shop, event, receipt, case.quantity)))
    quantity, amount = shop.pools()["ORG"]
    return {
        "vouchers": [{"date": on.isoformat(), "entries": shop.entries(lines)} for on, lines in vouchers],
        "pool_after": {"qty": count(quantity), "amount": money(amount)},
    }


def _book(shop: Shop, event: Event, receipt: int, whole: Decimal) -> list[Side]:
    source = shop.line_of(receipt)
    if event.kind == INVOICE:
        line = PaperLine(
            quantity=event.quantity, amount_net=event.net, amount_tax=event.tax, source_line_id=source
        )
        told = {"is_tolerance_confirmed": True}
        made = shop.post("purchase_invoice", event.on, line, party_id=shop.supplier_party, data=told)
        return net_of([*shop.entry(made), *shop.entry(made, purpose="estimate")])
    run = "REVERSE" if event.kind == REVERSAL else "ESTIMATE"
    line = PaperLine(quantity=whole, source_line_id=source)
    made = shop.post("estimate_run", event.on, line, data={"run": run})
    return shop.entry(made, purpose="estimate")


def net_of(lines: Sequence[Side]) -> list[Side]:
    """What a day's entries come to by account and side: an estimate that comes back and is lifted is not seen."""
    sums: dict[tuple[str, bool], list[Side]] = {}
    for side in lines:
        sums.setdefault((side.code, bool(side.debit)), []).append(side)
    found = [
        Side("", code, sum((x.debit for x in sides), ZERO_FEN), sum((x.credit for x in sides), ZERO_FEN))
        for (code, _), sides in sums.items()
    ]
    return [side for side in found if side.debit or side.credit]
