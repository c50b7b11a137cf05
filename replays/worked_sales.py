"""Sales (T11) and returns (T10) through real documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO_FEN
from hengku.ledger.rules import Standard
from replays.worked_reading import CaseUnsupported, Fields, money
from replays.worked_shop import MAIN, Shop, ShopPlan

ISSUED_ON: Final = date(2026, 1, 6)
INVOICED_ON: Final = date(2026, 1, 20)
DAYS: Final = (ISSUED_ON, INVOICED_ON)
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


def read_revenue(fields: Fields) -> Sale:
    """Read a sale. Without an invoice of its own it is invoiced as it was issued."""
    mode, vat = fields.text("mode"), fields.text("vat_on_issue", "OUTPUT")
    if mode not in ("ON_ISSUE", "ON_INVOICE"):
        raise CaseUnsupported(f"收入确认方式 {mode}")
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
    )


def play_revenue(sale: Sale, standard: Standard) -> dict[str, Any]:
    """kind revenue: the entries of the issue, and of the invoice after it."""
    shop = Shop(ShopPlan(DAYS, settings=sale.settings, taxpayer=sale.taxpayer), standard)
    shop.open_stock(sale.quantity, sale.cost)
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


@dataclass(frozen=True, slots=True)
class RedCase:
    """A sale and what comes back of it, in one go or in several."""

    quantity: Decimal
    net: Decimal
    tax: Decimal
    cost: Decimal
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
        returned=tuple(returned),
        is_one=not rows,
    )


def play_red_invoice(case: RedCase, standard: Standard) -> dict[str, Any]:
    """kind red_invoice: sell, take back, read what the return booked: the same sides, negative (G9, T10)."""
    shop = Shop(ShopPlan(DAYS), standard)
    shop.open_stock(case.quantity, case.cost)
    issue = shop.issue(ISSUED_ON, case.quantity, net=case.net, tax=case.tax)
    source = shop.line_of(issue)
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
