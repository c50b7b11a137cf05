"""The workbook of the office supplier: orders with their lines, what came back, and the managers of regions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from hengku.kit.numbers import D, NotANumber, to_fen
from hengku.kit.tables.cells import BadRow, Sheet
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import FileRefused
from replays.common import Refusal, RowRefused, refusal_of

ORDERS, RETURNS, MANAGERS = "订单", "退货", "销售人员"
LINE: Final = (
    "行 ID", "订单 ID", "订单日期", "发货日期", "客户 ID", "客户名称", "地区", "产品 ID", "产品名称", "销售额", "数量", "利润"
)  # fmt: skip
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sold:
    """A line: pieces of a product, what they were sold for and what they had cost, both in yuan to the fen."""

    product: str
    name: str
    quantity: Decimal
    amount: Decimal
    cost: Decimal


@dataclass(slots=True)
class Sale:
    """What one customer ordered on a day and was sent on another, in the charge of one region."""

    number: str
    customer: str
    customer_name: str
    ordered_on: date
    shipped_on: date
    region: str
    lines: list[Sold] = field(default_factory=list)
    is_returned: bool = False


@dataclass(slots=True)
class Found:
    """What the workbook says: sales by number, managers by region, refused rows, and amounts finer than a fen."""

    sales: list[Sale] = field(default_factory=list)
    managers: dict[str, str] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    rows: int = 0
    rounded: int = 0


def read_folder(folder: Path, most: int = 0) -> Found:
    """Sound lines of every workbook of the folder as sales, the earliest first, ``most`` of them where not 0.

    One order number may name several customers: then each of them has a sale of their own, numbered after it.
    """
    found = Found()
    groups: dict[str, dict[tuple[Any, ...], Sale]] = defaultdict(dict)
    returned: list[tuple[str, int, str]] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in (".xls", ".xlsx")):
        try:
            sheets = {sheet.name: sheet for sheet in read_table(path, name=path.name).sheets}
        except FileRefused as refused:
            found.refused.append(Refusal(path.name, 0, "FILE_UNREADABLE", str(refused), ""))
            continue
        if ORDERS in sheets:
            _read_lines(path.name, sheets[ORDERS], groups, found)
        for number, row in _rows(sheets.get(RETURNS), path.name, found):
            returned.append((path.name, number, str(row["订单 ID"])))
        found.managers |= {
            str(row["地区"]): str(row["地区经理"]) for _, row in _rows(sheets.get(MANAGERS), path.name, found)
        }
    _mark_returned(returned, groups, found)
    found.sales = sorted(
        (sale for sales in groups.values() for sale in sales.values()),
        key=lambda one: (one.ordered_on, one.number),
    )
    del found.sales[most or len(found.sales) :]
    return found


def _rows(sheet: Sheet | None, name: str, found: Found) -> Iterator[tuple[int, Values]]:
    """Row number and values by heading."""
    if sheet is None:
        return
    headings = {heading.label: heading.index for heading in sheet.header}
    for row in sheet.rows:
        yield (
            row.number,
            {label: row.cells[at] if at < len(row.cells) else None for label, at in headings.items()},
        )
    for bad in sheet.bad_rows:
        found.refused.append(_damaged(name, bad))


def _damaged(name: str, bad: BadRow) -> Refusal:
    return Refusal(name, bad.number, "DAMAGED_ROW", bad.text, bad.raw)


def _read_lines(
    name: str, sheet: Sheet, groups: dict[str, dict[tuple[Any, ...], Sale]], found: Found
) -> None:
    seen: set[str] = set()
    for number, row in _rows(sheet, name, found):
        found.rows += 1
        try:
            line = _line(row, seen)
        except (RowRefused, NotANumber, ValueError, TypeError, KeyError) as wrong:
            found.refused.append(refusal_of(name, number, wrong, row.values()))
            continue
        found.rounded += line.amount != D(str(row["销售额"]))
        who = (str(row["客户 ID"]), _day(row["订单日期"]), _day(row["发货日期"]), str(row["地区"]))
        order = str(row["订单 ID"])
        sales = groups[order]
        if who not in sales:
            suffix = f"-{len(sales) + 1}" if sales else ""
            sales[who] = Sale(f"{order}{suffix}", who[0], str(row["客户名称"]), who[1], who[2], who[3])
        sales[who].lines.append(line)


def _line(row: Values, seen: set[str]) -> Sold:
    """The line of a row. RowRefused when it cannot be right; others when there is no number, day or column."""
    missing = [label for label in LINE if row[label] in (None, "")]
    if missing:
        raise RowRefused("MISSING", f"没有填写:{'、'.join(missing)}")
    key = str(row["行 ID"])
    if key in seen:
        raise RowRefused("REPEATED", f"行 ID {key} 已经出现过")
    if _day(row["发货日期"]) < _day(row["订单日期"]):
        raise RowRefused("BAD_DATES", "发货早于下单")
    amount, profit = D(str(row["销售额"])), D(str(row["利润"]))
    one = Sold(
        str(row["产品 ID"]),
        str(row["产品名称"]),
        D(str(row["数量"])),
        to_fen(amount),
        to_fen(amount - profit),
    )
    if one.quantity <= 0 or one.quantity % 1:
        raise RowRefused("BAD_QUANTITY", f"数量 {row['数量']} 不是大于 0 的整数")
    if one.amount <= 0 or one.cost < 0:
        raise RowRefused("BAD_AMOUNT", "销售额应大于 0,利润不应超过销售额")
    seen.add(key)
    return one


def _mark_returned(
    returned: list[tuple[str, int, str]], groups: dict[str, dict[tuple[Any, ...], Sale]], found: Found
) -> None:
    seen: set[str] = set()
    for name, number, order in returned:
        if order in seen or order not in groups:
            reason, text = ("REPEATED", "已经登记过退货") if order in seen else ("NO_ORDER", "没有这张订单")
            found.refused.append(Refusal(name, number, reason, f"订单 {order} {text}", order))
            continue
        seen.add(order)
        for sale in groups[order].values():
            sale.is_returned = True


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])
