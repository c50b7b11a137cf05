"""Sales (T11) and returns (T10) through real documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.ledger.rules import Standard
from replays.worked_reading import CaseUnsupported, Fields, money
from replays.worked_shop import MAIN, Shop, ShopPlan

ISSUED_ON: Final = date(2026, 1, 6)
INVOICED_ON: Final = date(2026, 1, 20)
DAYS: Final = (ISSUED_ON, INVOICED_ON)
#: 先开票后发货: a mode is called so by one of these words.
INVOICED_FIRST: Final = ("FIRST", "BEFORE", "AHEAD")
TAXPAYERS: Final = {"GENERAL": "general", "SMALL_SCALE": "small_scale"}


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as the case states it."""

    settings: dict[str, str]
    taxpayer: str
    quantity: Decimal
    net: Decimal
    tax: Decimal
    cost: Decimal
    invoice_quantity: Decimal
    invoice_net: Decimal | None  # None: the product's own share of the issue
    invoice_tax: Decimal | None
    is_invoiced_first: bool = False


def read_revenue(fields: Fields) -> Sale:
    """Read a sale. Without an invoice of its own it is invoiced as it was issued."""
    mode, vat = fields.text("mode"), fields.text("vat_on_issue", "OUTPUT")
    is_first = "INVOICE" in mode and any(word in mode for word in INVOICED_FIRST)
    if mode not in ("ON_ISSUE", "ON_INVOICE") and not is_first:
        raise CaseUnsupported(f"收入确认方式 {mode}")
    mode = "ON_ISSUE" if is_first else mode
    if vat not in ("OUTPUT", "DEFERRED"):
        raise fields.malformed("vat_on_issue", f"{vat} 应为 OUTPUT 或 DEFERRED")
    taxpayer = fields.text("taxpayer", "GENERAL")
    if taxpayer not in TAXPAYERS:
        raise fields.malformed("taxpayer", f"{taxpayer} 应为 GENERAL 或 SMALL_SCALE")
    quantity, invoice = fields.quantity("qty", Decimal(1)), fields.inner("invoice")
    return Sale(
        settings={"revenue_mode": mode, "vat_on_issue": vat},
        taxpayer=TAXPAYERS[taxpayer],
        quantity=quantity,
        net=fields.amount("net"),
        tax=fields.amount("tax"),
        cost=fields.amount("cost"),
        invoice_quantity=invoice.quantity("qty", quantity),
        invoice_net=invoice.amount("net", None),
        invoice_tax=invoice.amount("tax", None),
        is_invoiced_first=is_first,
    )


def play_revenue(sale: Sale, standard: Standard) -> dict[str, Any]:
    """kind revenue: the entries of the issue, and of the invoice after it."""
    shop = Shop(ShopPlan(DAYS, settings=sale.settings, taxpayer=sale.taxpayer), standard)
    shop.open_stock(sale.quantity, sale.cost)
    if sale.is_invoiced_first:
        return _invoice_first(shop, sale)
    issue = shop.issue(ISSUED_ON, sale.quantity, net=sale.net, tax=sale.tax)
    line = PaperLine(
        quantity=sale.invoice_quantity,
        amount_net=sale.invoice_net,
        amount_tax=sale.invoice_tax,
        source_line_id=shop.line_of(issue),
    )
    invoice = shop.post("sales_invoice", INVOICED_ON, line, party_id=shop.customer_party)
    issued = shop.entries(shop.entry(issue))
    return {
        "entries": issued,
        "entries_issue": issued,
        "entries_invoice": shop.entries(shop.entry(invoice)),
    }


def _invoice_first(shop: Shop, sale: Sale) -> dict[str, Any]:
    """先开票后发货 (T11): an order is invoiced, its tax is due; then its goods leave and are revenue."""
    ordered = shop.goods(sale.quantity, amount_net=sale.net, amount_tax=sale.tax)
    order = shop.post("sales_order", ISSUED_ON, ordered, warehouse=MAIN, party_id=shop.customer_party)

    def of(document_id: int) -> PaperLine:
        return PaperLine(quantity=sale.quantity, source_line_id=shop.line_of(document_id))

    invoice = shop.post("sales_invoice", ISSUED_ON, of(order), party_id=shop.customer_party)
    issue = shop.post("sales_issue", INVOICED_ON, of(invoice), warehouse=MAIN, party_id=shop.customer_party)
    return {"entries_invoice": shop.entries(shop.entry(invoice)), "entries_issue": shop.entries(shop.entry(issue))}


@dataclass(frozen=True, slots=True)
class RedCase:
    """A sale and what comes back of it, in one go or in several."""

    quantity: Decimal
    net: Decimal
    tax: Decimal
    cost: Decimal
    before: tuple[Decimal, ...]
    returned: tuple[Decimal, ...]
    is_one: bool


def read_red_invoice(fields: Fields) -> RedCase:
    """Read ``return_qty``, or ``returns`` for several in a row."""
    original = fields.inner("original")
    rows = fields.rows("returns")
    returned = [row.quantity("qty") for row in rows] if rows else [fields.quantity("return_qty")]
    return RedCase(
        quantity=original.quantity("qty"),
        net=original.amount("net"),
        tax=original.amount("tax"),
        cost=original.amount("cost"),
        before=_before(fields),
        returned=tuple(returned),
        is_one=not rows,
    )


def _before(fields: Fields) -> tuple[Decimal, ...]:
    """What had come back already (T10 分次)."""
    named = fields.called("returned_before", "already_returned", "already_returned_qty", "prior_return_qty")
    quantity = fields.stock(named, ZERO)
    return (quantity,) if quantity else ()


def play_red_invoice(case: RedCase, standard: Standard) -> dict[str, Any]:
    """kind red_invoice: sell, take back, read what the return booked: the same sides, negative (G9, T10)."""
    shop = Shop(ShopPlan(DAYS), standard)
    shop.open_stock(case.quantity, case.cost)
    issue = shop.issue(ISSUED_ON, case.quantity, net=case.net, tax=case.tax)
    source = shop.line_of(issue)
    for quantity in case.before:
        _take_back(shop, source, quantity)
    found = [_take_back(shop, source, quantity) for quantity in case.returned]
    return found[0] if case.is_one else {"returns": found}


def _take_back(shop: Shop, source_line: int, quantity: Decimal) -> dict[str, Any]:
    line = PaperLine(quantity=quantity, source_line_id=source_line)
    document_id = shop.post(
        "sales_return",
        INVOICED_ON,
        line,
        warehouse=MAIN,
        party_id=shop.customer_party,
        data={"reason": "quality"},
    )
    document = shop.document(document_id)
    booked, cost = shop.entry(document_id, is_cost=False), shop.entry(document_id, is_cost=True)
    return {
        "net": money(-document.amount_net),
        "tax": money(-document.amount_tax),
        "incl": money(-document.amount_incl),
        "cost": money(sum((side.debit for side in cost), ZERO_FEN)),
        "entries": shop.entries(booked),
        "entries_cost": shop.entries(cost),
    }
