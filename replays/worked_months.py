"""What is costed at the end of a month: kinds monthly_average (C12) and standard_cost (C14), through documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hengku.costing.events import Event, Month, PoolState
from hengku.costing.models import Value
from hengku.costing.month_end import plan_month
from hengku.costing.rules import fold
from hengku.documents.paper import PaperLine
from hengku.kit.numbers import ZERO, ZERO_FEN, divide, exact_text, quantize, ratio
from hengku.ledger.rules import Standard
from replays.worked_reading import CaseUnsupported, Fields, count, money
from replays.worked_shop import MAIN, Shop, ShopPlan

FIRST: Final = date(2026, 1, 1)
MONTH_END: Final = date(2026, 1, 31)
#: What stands beside the cost of goods: on cost of sales, or on 1404.
WHY: Final = {"reason": "quality"}
SET_OFF: Final = ("true_up", "residual", "value_only", "return_difference", "variance")


@dataclass(frozen=True, slots=True)
class Row:
    """Goods in or out, as the case states them; a return is below zero."""

    id: str
    quantity: Decimal
    amount: Decimal | None
    target: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class MonthCase:
    """A month of one product."""

    quantity: Decimal
    amount: Decimal  # at standard cost: the variance it begins with
    receipts: tuple[Row, ...]
    issues: tuple[Row, ...]
    standard: Decimal | None = None
    new_standard: Decimal | None = None
    last: Decimal | None = None  # the most recent unit cost, where nothing can be divided by (C12)

    @property
    def has_documents(self) -> bool:
        """Whether there is something to divide by; else only the rule says what goods cost that nobody has."""
        return self.last is None or sum((row.quantity for row in self.receipts), self.quantity) > 0


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
        receipts=_rows(fields, "receipts", has_amount=True),
        issues=_rows(fields, "issues", has_amount=False),
        standard=fields.number("standard_cost") if at_standard else None,
        new_standard=fields.number("new_standard_cost", None) if at_standard else None,
        last=fields.number(fields.called("last_unit_cost", "last"), None),
    )


def fold_month(case: MonthCase) -> dict[str, Any]:
    """kind monthly_average without goods to divide by: at the last unit cost, marked NO_COST (C12)."""
    pool = PoolState(case.quantity, case.amount, Decimal(1), case.last or ZERO, method="MONTHLY_AVERAGE")
    events = [
        Event("out", "P", "商品", row.quantity, number, seq=number, on=MONTH_END)
        for number, row in enumerate(case.issues, 1)
    ]
    pool.month = Month(FIRST)
    plan_month(pool.month, "P", [(event, ZERO_FEN) for event in events])
    valued = fold(events, {"P": pool}, {})
    return {
        "unit_cost": exact_text(quantize(case.last or ZERO, 8), 8),
        "issues": [
            {"id": row.id, "qty": count(row.quantity), "amount": money(one.amount)}
            for row, one in zip(case.issues, valued, strict=True)
        ],
        "closing": {"qty": count(pool.quantity), "amount": money(pool.amount)},
        "flags": ["NO_COST"],
    }


def _rows(fields: Fields, key: str, *, has_amount: bool) -> tuple[Row, ...]:
    """Receipts or issues, by their days where they have any (G6), else as they stand."""
    found = [
        (row.day("biz_date", FIRST), int(row.number("seq", ZERO)), number, _row(row, number, has_amount=has_amount))
        for number, row in enumerate(fields.rows(key), 1)
    ]
    return tuple(row for *_, row in sorted(found, key=lambda one: one[:3]))


def _row(fields: Fields, number: int, *, has_amount: bool) -> Row:
    fields.text("type", "")
    return Row(
        fields.text("id", str(number)),
        fields.number("qty"),
        fields.amount("amount") if has_amount else None,
        fields.text("target", ""),
        fields.text("ref", ""),
    )


@dataclass(slots=True)
class Source:
    """A posted line that goods may come back of."""

    row: Row
    line_id: int
    left: Decimal
    taken: Decimal = ZERO_FEN

    def share(self, quantity: Decimal) -> Decimal:
        """C1: what so much of it costs, by instalments."""
        whole = self.row.amount or ZERO_FEN
        return ratio(whole, self.row.quantity - self.left + quantity, self.row.quantity) - self.taken


@dataclass(slots=True)
class Played:
    """The shop, and the lines of each row of the case."""

    shop: Shop
    lines: dict[str, list[int]]
    receipts: list[Source] = field(default_factory=list)
    issues: list[Source] = field(default_factory=list)
    day: date = FIRST

    def next_day(self) -> date:
        """One after the other."""
        self.day += timedelta(days=1)
        return self.day


def _open(case: MonthCase, method: str, standard: Standard) -> Played:
    days = tuple(FIRST + timedelta(days=n) for n in range(31))
    if len(case.receipts) + len(case.issues) > len(days) - 5:
        raise CaseUnsupported(f"一个月 {len(case.receipts) + len(case.issues)} 笔")
    return Played(Shop(ShopPlan(days, settings={"costing_method": method}), standard), {})


def _post_receipt(played: Played, row: Row) -> None:
    """Goods bought; what is below zero goes back at the amount of the case (C12: 按原价)."""
    shop, on = played.shop, played.next_day()
    if row.quantity > 0:
        line = shop.line_of(shop.receive(on, row.quantity, row.amount or ZERO_FEN))
        played.receipts.append(Source(row, line, row.quantity))
        played.lines[row.id] = [line]
        return
    n, amount = -row.quantity, -(row.amount or ZERO_FEN)
    able = [one for one in played.receipts if one.left >= n and row.ref in ("", one.row.id)]
    if not able:
        raise CaseUnsupported(f"退货 {row.id} 找不到数量足够的本月入库")
    source = next((one for one in able if one.share(n) == amount), able[0])
    share = source.share(n)
    back = shop.goods(n, source_line_id=source.line_id)
    made = shop.post("purchase_return", on, back, warehouse=MAIN, party_id=shop.supplier_party, data=WHY)
    source.left, source.taken = source.left - n, source.taken + share
    played.lines[row.id] = [shop.line_of(made)]
    if share != amount:  # the supplier pays another price: the rest is a correction of cost
        change = _line(played, change=money(share - amount))
        told = {"other_side": "admin", "reason": "退货按原价,与入库成本的差额"}
        shop.post("cost_adjustment", on, change, warehouse=MAIN, data=told)


def _post_issue(played: Played, row: Row) -> None:
    """Goods sold; what is below zero comes back, of one sale or of several."""
    shop, on = played.shop, played.next_day()
    if row.quantity > 0:
        line = shop.line_of(shop.issue(on, row.quantity))
        played.issues.append(Source(row, line, row.quantity))
        played.lines[row.id] = [line]
        return
    wanted, played.lines[row.id] = -row.quantity, []
    for source in played.issues:
        n = min(source.left, wanted)
        if not n or row.ref not in ("", source.row.id):
            continue
        back = shop.goods(n, source_line_id=source.line_id)
        made = shop.post("sales_return", on, back, warehouse=MAIN, party_id=shop.customer_party, data=WHY)
        source.left, wanted = source.left - n, wanted - n
        played.lines[row.id].append(shop.line_of(made))
    if wanted:
        raise CaseUnsupported(f"退货 {row.id} 多于之前的出库")


def _line(played: Played, **data: Any) -> PaperLine:
    return PaperLine(product_id=played.shop.product_id, data=data)


def moved(rows: Sequence[Row]) -> list[Row]:
    """The rows that move something."""
    return [row for row in rows if row.quantity]


def _cost(played: Played, row: Row) -> Decimal:
    """What a row's goods cost in the books now, > 0 into stock."""
    values = Value.objects.visible_to(played.shop.actor).filter(line_id__in=played.lines.get(row.id, []))
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
    for row in moved(case.receipts):
        _post_receipt(played, row)
    for row in moved(case.issues):
        _post_issue(played, row)
    if played.lines:
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
        "flags": ["NO_COST"] if whole <= 0 and played.issues else [],
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
    receipts = []
    for row in case.receipts:
        before, variance = _worth(shop), shop.balance("cost_variance")
        if row.quantity:
            _post_receipt(played, row)
        receipts.append(
            {
                "id": row.id,
                "standard": money(_worth(shop) - before),
                "ppv": money(shop.balance("cost_variance") - variance),
            }
        )
    whole = _worth(shop)
    rate = divide(shop.balance("cost_variance"), whole) if whole else ZERO
    for row in moved(case.issues):
        _post_issue(played, row)
    at_standard = {row.id: -_cost(played, row) for row in case.issues}
    if played.lines:
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
