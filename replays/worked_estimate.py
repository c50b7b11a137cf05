"""Estimates and their invoices (C15) through receipts, issues, a closed month and invoices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.costing.models import Value
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO, ZERO_FEN, ratio
from hengku.ledger.rules import Standard
from replays.worked_compare import Side
from replays.worked_reading import CaseUnsupported, Fields, InputDisagrees, count, money
from replays.worked_reversal import ReversalCase, play_reversal, read_reversal
from replays.worked_shop import Shop, ShopPlan, every_day

#: Days of a case that names none.
RECEIVED_ON: Final = date(2026, 1, 5)
ISSUED_ON: Final = date(2026, 1, 10)
MONTH_END: Final = date(2026, 1, 31)
HANDLINGS: Final = ("ON_INVOICE", "DIFF_ONLY")
METHODS: Final = {
    "OPEN_PERIOD": ("MOVING_AVERAGE", "FIFO"),
    "CLOSED_PERIOD": ("MOVING_AVERAGE", "FIFO", "MONTHLY_AVERAGE"),
}
INVOICED_ON: Final = {"OPEN_PERIOD": date(2026, 1, 20), "CLOSED_PERIOD": date(2026, 2, 10)}


@dataclass(frozen=True, slots=True)
class Invoice:
    """What the supplier's invoice says."""

    on: date
    quantity: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Issue:
    """Goods sold before the invoice came, and what the case says they were posted at, if it does."""

    id: str
    on: date
    quantity: Decimal
    posted: Decimal | None


@dataclass(frozen=True, slots=True)
class EstimateCase:
    """An estimate as the case states it; ``pool`` is what the pool shall hold when the invoice comes."""

    method: str
    mode: str
    handling: str
    received_on: date
    quantity: Decimal
    estimated: Decimal
    invoice: Invoice
    issues: tuple[Issue, ...]
    pool: tuple[Decimal, Decimal] | None

    @property
    def plan(self) -> ShopPlan:
        """The company it needs."""
        days = [self.received_on, ISSUED_ON, self.invoice.on, *(one.on for one in self.issues)]
        return ShopPlan(days=every_day(days), settings={"estimate_mode": self.handling, "costing_method": self.method})


def read_estimate(fields: Fields) -> EstimateCase | ReversalCase:
    """Read an estimate; ``CaseUnsupported`` for what is not played."""
    mode = fields.text("mode")
    if mode in ("MONTH_BEGIN_REVERSAL", "MONTH_BEGIN"):
        return read_reversal(fields)
    usual = mode if mode in HANDLINGS else "ON_INVOICE"
    if mode in HANDLINGS:  # how it is booked; whether the month was closed follows from what is given
        mode = "CLOSED_PERIOD" if "pool_at_invoice" in fields else "OPEN_PERIOD"
    if mode not in INVOICED_ON:
        raise CaseUnsupported(f"暂估方式 {mode}")
    method = fields.text("method", "MOVING_AVERAGE")
    if method not in METHODS[mode]:
        raise CaseUnsupported(f"计价方法 {method}")
    handling = fields.text("estimate_mode", usual)
    if handling not in HANDLINGS:
        raise CaseUnsupported(f"凭证方式 {handling}")
    receipt, invoice = fields.inner("receipt"), fields.inner("invoice")
    pool = fields.inner("pool_at_invoice") if mode == "CLOSED_PERIOD" else None
    received_on = receipt.day("biz_date", RECEIVED_ON)
    return EstimateCase(
        method=method,
        mode=mode,
        handling=handling,
        received_on=received_on,
        quantity=receipt.quantity("qty"),
        estimated=receipt.amount("estimated_amount"),
        invoice=Invoice(
            invoice.day("biz_date", INVOICED_ON[mode]),
            invoice.quantity("qty"),
            invoice.amount("net"),
            invoice.amount("tax"),
        ),
        issues=tuple(
            Issue(
                row.text("id"),
                row.day("biz_date", ISSUED_ON),
                row.quantity("qty"),
                row.amount("posted_amount", None),
            )
            for row in fields.rows("issues_after_receipt")
        ),
        pool=(pool.number("qty"), pool.amount("amount")) if pool is not None else None,
    )


def play_estimate(case: EstimateCase | ReversalCase, standard: Standard) -> dict[str, Any]:
    """kind estimate: receive, issue, close the month or not, invoice; read what became of the difference."""
    if isinstance(case, ReversalCase):
        return play_reversal(case, standard, _bring_pool_to)
    shop = Shop(case.plan, standard)
    receipt = shop.receive(case.received_on, case.quantity, case.estimated)
    issues = {one.id: shop.issue(one.on, one.quantity) for one in case.issues}
    old = {name: cost_of_issue(shop, document) for name, document in issues.items()}
    for number, one in enumerate(case.issues):
        if one.posted is not None and one.posted != old[one.id]:
            path = f"input.issues_after_receipt[{number}].posted_amount"
            raise InputDisagrees(path, money(one.posted), money(old[one.id]))
    if case.pool is not None:
        _bring_pool_to(shop, ISSUED_ON, *case.pool, is_fifo=case.method == "FIFO")
        if case.method == "MONTHLY_AVERAGE":
            shop.post("cost_month", MONTH_END, PaperLine(product_id=shop.product_id))
        shop.close_stock(case.received_on)
    invoice = _invoice(shop, case, receipt)
    new = {name: cost_of_issue(shop, document) for name, document in issues.items()}
    booked, recost = shop.entry(invoice), shop.entry(invoice, purpose="recost")
    quantity, amount = shop.pools()["ORG"]
    pool = {"qty": count(quantity), "amount": money(amount)}
    entries = shop.entries(booked, other_form=turned(shop, booked, shop.entry(invoice, is_cost=True)))
    return {
        "recost": recosts(old, new),
        "closing": pool,
        "pool_after": pool,
        **_difference(shop, invoice),
        "entries": entries,
        "entries_receipt": shop.entries(shop.entry(receipt)),
        "entries_invoice": entries,
        "entries_recost": shop.entries(recost, other_form=turned(shop, recost, recost)),
    }


def _invoice(shop: Shop, case: EstimateCase, receipt: int) -> int:
    line = PaperLine(
        quantity=case.invoice.quantity,
        amount_net=case.invoice.net,
        amount_tax=case.invoice.tax,
        source_line_id=shop.line_of(receipt),
    )
    return shop.post(
        "purchase_invoice",
        case.invoice.on,
        line,
        party_id=shop.supplier_party,
        data={"is_tolerance_confirmed": True},
    )


def _bring_pool_to(shop: Shop, on: date, quantity: Decimal, amount: Decimal, *, is_fifo: bool = False) -> None:
    """Sell, and buy other goods where that is not enough, until the pool holds what the case says."""
    have = shop.pools()["ORG"]
    sold = have[0] - quantity
    if 0 < sold < have[0] and have[1] - ratio(have[1], sold, have[0]) == amount:
        shop.issue(on, sold)
    elif have != (quantity, amount):
        if is_fifo and quantity:
            raise CaseUnsupported("先进先出时,结存不是这张入库单自己余下的货")
        shop.issue(on, have[0])
        if quantity or amount:
            shop.receive(on, quantity, amount)
    now = shop.pools()["ORG"]
    if now != (quantity, amount):
        raise InputDisagrees("input.pool_at_invoice", money(amount), money(now[1]))


def cost_of_issue(shop: Shop, document_id: int) -> Decimal:
    """What the goods of an issue cost, as the books have it now."""
    moment = Value.objects.visible_to(shop.actor).get(document_id=document_id, quantity__lt=0).seq
    rows = Value.objects.visible_to(shop.actor).filter(seq=moment, kind__in=["issue", "recost"])
    return -sum((row.amount for row in rows), ZERO_FEN)


def _difference(shop: Shop, invoice: int) -> dict[str, str]:
    """C15: what the invoice differed by, what of it stayed in stock, what went to cost of sales."""
    rows = list(Value.objects.visible_to(shop.actor).filter(document_id=invoice, quantity=ZERO))
    difference = sum((row.amount for row in rows if row.kind == "invoice_difference"), ZERO_FEN)
    to_cogs = -sum((row.amount for row in rows if row.kind != "invoice_difference"), ZERO_FEN)
    return {
        "difference": money(difference),
        "to_inventory": money(difference - to_cogs),
        "to_cogs": money(to_cogs),
    }


def turned(shop: Shop, entry: Sequence[Side], corrections: Sequence[Side]) -> list[Side]:
    """The entry with its falling corrections on the other side.

    C15 gives only the amounts: G9 writes a fall in red on the same side, the conventions of the cases write
    it blue on the other. Both say the same, and only for the lines that correct cost.
    """
    cogs = shop.code_of("cogs")

    def falls(side: Side) -> bool:
        rise = side.debit - side.credit
        return rise < 0 if side.code == cogs else rise > 0

    rest = list(entry)
    for side in corrections:
        rest.remove(side)
    return rest + [Side(x.role, x.code, -x.credit, -x.debit) if falls(x) else x for x in corrections]


def recosts(old: Mapping[str, Decimal], new: Mapping[str, Decimal]) -> list[dict[str, str]]:
    """The issues that cost something else now, by id, in the order of the case."""
    return [
        {"id": name, "old": money(was), "new": money(new[name]), "delta": money(new[name] - was)}
        for name, was in old.items()
        if new[name] != was
    ]
