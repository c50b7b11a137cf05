"""What is costed at the end of a month: kinds monthly_average (C12) and standard_cost (C14), through documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.costing.models import Value
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO, ZERO_FEN, divide, exact_text, quantize
from hengku.ledger.rules import Standard
from replays.worked_reading import CaseUnsupported, Fields, count, money
from replays.worked_shop import MAIN, Shop, ShopPlan

FIRST: Final = date(2026, 1, 1)
MONTH_END: Final = date(2026, 1, 31)
#: What stands beside the cost of goods: on cost of sales, or on 1404.
SET_OFF: Final = ("true_up", "residual", "value_only", "return_difference", "variance")


@dataclass(frozen=True, slots=True)
class Row:
    """Goods in or out, as the case states them; a return is below zero."""

    id: str
    quantity: Decimal
    amount: Decimal | None
    target: str


@dataclass(frozen=True, slots=True)
class MonthCase:
    """A month of one product."""

    quantity: Decimal
    amount: Decimal  # at standard cost: the variance it begins with
    receipts: tuple[Row, ...]
    issues: tuple[Row, ...]
    standard: Decimal | None = None
    new_standard: Decimal | None = None


def read_month(fields: Fields) -> MonthCase:
    """Read a case of either kind."""
    method = fields.text("method", "STANDARD" if "standard_cost" in fields else "MONTHLY_AVERAGE")
    if method not in ("MONTHLY_AVERAGE", "STANDARD"):
        raise CaseUnsupported(f"计价方法 {method}")
    opening = fields.inner("opening")
    at_standard = method == "STANDARD"
    return MonthCase(
        quantity=opening.stock("qty", ZERO),
        amount=opening.amount("variance" if at_standard else "amount", ZERO_FEN),
        receipts=tuple(_row(row, has_amount=True) for row in fields.rows("receipts")),
        issues=tuple(_row(row, has_amount=False) for row in fields.rows("issues")),
        standard=fields.number("standard_cost") if at_standard else None,
        new_standard=fields.number("new_standard_cost", None) if at_standard else None,
    )


def _row(fields: Fields, *, has_amount: bool) -> Row:
    fields.text("type", "")
    return Row(
        fields.text("id"),
        fields.number("qty"),
        fields.amount("amount") if has_amount else None,
        fields.text("target", ""),
    )


@dataclass(slots=True)
class Played:
    """The shop, and the line of each row of the case."""

    shop: Shop
    lines: dict[str, int]
    day: date = FIRST

    def next_day(self) -> date:
        """One after the other."""
        self.day += timedelta(days=1)
        return self.day


def _open(case: MonthCase, method: str, standard: Standard) -> Played:
    days = tuple(FIRST + timedelta(days=n) for n in range(31))
    return Played(Shop(ShopPlan(days, settings={"costing_method": method}), standard), {})


def _post_rows(played: Played, rows: Sequence[Row], code: str, back: str) -> None:
    """Post receipts or issues in order; what is below zero goes back to the first that it can be of."""
    shop, source = played.shop, 0
    for row in rows:
        on = played.next_day()
        if row.quantity < 0:
            line = shop.goods(-row.quantity, source_line_id=source)
            party = shop.customer_party if back == "sales_return" else shop.supplier_party
            made = shop.post(back, on, line, warehouse=MAIN, party_id=party, data={"reason": "quality"})
        elif code == "sales_issue":
            made = shop.issue(on, row.quantity)
        else:
            made = shop.receive(on, row.quantity, row.amount or ZERO_FEN)
        played.lines[row.id] = shop.line_of(made)
        source = source or played.lines[row.id]


def _line(played: Played, **data: Any) -> PaperLine:
    return PaperLine(product_id=played.shop.product_id, data=data)


def _cost(played: Played, row: Row) -> Decimal:
    """What a row's goods cost in the books now, > 0 into stock."""
    values = Value.objects.visible_to(played.shop.actor).filter(line_id=played.lines[row.id])
    return sum((one.amount for one in values.exclude(kind__in=SET_OFF)), ZERO_FEN)


def _worth(shop: Shop) -> Decimal:
    """What the product's stock is worth now."""
    return shop.pools().get("ORG", (ZERO, ZERO_FEN))[1]


def play_monthly_average(case: MonthCase, standard: Standard) -> dict[str, Any]:
    """kind monthly_average: documents of a month, then 月末成本计算 (C12)."""
    played = _open(case, "MONTHLY_AVERAGE", standard)
    shop = played.shop
    if case.quantity:
        shop.open_stock(case.quantity, case.amount)
    _post_rows(played, case.receipts, "purchase_receipt", "purchase_return")
    _post_rows(played, case.issues, "sales_issue", "sales_return")
    if case.receipts or case.issues:
        shop.post("cost_month", MONTH_END, _line(played))
    came = [row.amount or ZERO_FEN for row in case.receipts]
    whole = sum((row.quantity for row in case.receipts), case.quantity)
    quantity, amount = shop.pools().get("ORG", (ZERO, ZERO_FEN))
    unit_cost = exact_text(quantize(divide(sum(came, case.amount), whole), 8), 8) if whole else None
    return {
        "unit_cost": unit_cost,
        "issues": [
            {"id": row.id, "qty": count(row.quantity), "amount": money(-_cost(played, row))}
            for row in case.issues
        ],
        "closing": {"qty": count(quantity), "amount": money(amount)},
    }


def play_standard_cost(case: MonthCase, standard: Standard) -> dict[str, Any]:
    """kind standard_cost: goods at standard, a new standard where there is one, then 月末成本计算 (C14)."""
    played = _open(case, "STANDARD", standard)
    shop, cost = played.shop, case.standard or ZERO_FEN
    shop.post("standard_cost", FIRST, _line(played, standard_cost=str(cost)))
    if case.quantity:
        shop.open_stock(case.quantity, case.quantity * cost + case.amount)
    elif case.amount:
        raise CaseUnsupported("没有期初存货的期初差异")
    told: dict[str, Any] = {}
    if case.new_standard is not None:
        before, variance = _worth(shop), shop.balance("cost_variance")
        shop.post("standard_cost", played.next_day(), _line(played, standard_cost=str(case.new_standard)))
        told["revaluation"] = {
            "inventory": money(_worth(shop) - before),
            "variance_account": money(shop.balance("cost_variance") - variance),
        }
    opening = _worth(shop)
    receipts = []
    for row in case.receipts:
        before, variance = _worth(shop), shop.balance("cost_variance")
        _post_rows(played, [row], "purchase_receipt", "purchase_return")
        receipts.append(
            {
                "id": row.id,
                "standard": money(_worth(shop) - before),
                "ppv": money(shop.balance("cost_variance") - variance),
            }
        )
    whole = _worth(shop)
    assert whole >= opening, "a case of receipts only adds"
    rate = divide(shop.balance("cost_variance"), whole) if whole else ZERO
    _post_rows(played, case.issues, "sales_issue", "sales_return")
    at_standard = {row.id: -_cost(played, row) for row in case.issues}
    if case.receipts or case.issues:
        shop.post("cost_month", MONTH_END, _line(played))
    quantity, amount = shop.pools().get("ORG", (ZERO, ZERO_FEN))
    return told | {
        "receipts": receipts,
        "variance_rate": exact_text(quantize(rate, 8), 8),
        "issues": [
            {
                "id": row.id,
                "standard": money(at_standard[row.id]),
                "variance": money(-_cost(played, row) - at_standard[row.id]),
                "actual": money(-_cost(played, row)),
            }
            for row in case.issues
        ],
        "closing": {
            "qty": count(quantity),
            "standard": money(amount),
            "variance": money(shop.balance("cost_variance")),
        },
    }
