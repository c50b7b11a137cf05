"""The files of the bicycle maker: approved purchase orders with sound lines, and the rows that are refused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from hengku.kit.numbers import D, NotANumber, product_to_fen, ratio
from replays.common import Refusal, RowRefused, csv_rows, refusal_of

APPROVED: Final = {"2": "已批准", "4": "已完成"}
NOT_APPROVED: Final = {"1": "待批准", "3": "已拒绝"}


@dataclass(frozen=True, slots=True)
class Bought:
    """A line of an order: pieces ordered, brought, refused and kept, at a price without tax."""

    product: str
    due_on: date
    ordered: Decimal
    came: Decimal
    rejected: Decimal
    price: Decimal

    @property
    def kept(self) -> Decimal:
        """What went into stock."""
        return self.came - self.rejected


@dataclass(frozen=True, slots=True)
class Order:
    """An approved order with its lines."""

    number: str
    vendor: str
    ordered_on: date
    shipped_on: date
    lines: tuple[Bought, ...]


@dataclass(slots=True)
class Found:
    """What the files say: orders in order of date, names, and the rows that are refused."""

    orders: list[Order]
    vendors: dict[str, str]
    products: dict[str, str]
    refused: list[Refusal]


def read_folder(folder: Path, most: int = 0) -> Found:
    """Approved orders with sound lines, the earliest first, ``most`` of them where not 0; everything else refused."""
    vendors = {row["BusinessEntityID"]: row["Name"] for _, _, row in csv_rows(folder, "Vendor*.csv")}
    products = {
        row["ProductID"]: row["Name"]
        for _, _, row in csv_rows(folder, "Product*.csv")
        if row.get("ProductNumber")
    }
    refused: list[Refusal] = []
    heads: dict[str, dict[str, str]] = {}
    for _, _, row in csv_rows(folder, "PurchaseOrderHeader*.csv"):
        heads[row["PurchaseOrderID"]] = row
    lines: dict[str, list[Bought]] = defaultdict(list)
    for file, number, row in csv_rows(folder, "PurchaseOrderDetail*.csv"):
        try:
            line = _line(row, heads, products, vendors)
            lines[row["PurchaseOrderID"]].append(line)
        except (RowRefused, NotANumber, ValueError) as wrong:
            refused.append(refusal_of(file, number, wrong, row.values()))
    orders = [
        Order(number, heads[number]["VendorID"], _day(heads[number]["OrderDate"]), _day(heads[number]["ShipDate"]),
              tuple(found))
        for number, found in lines.items()
    ]  # fmt: skip
    orders.sort(key=lambda one: (one.ordered_on, int(one.number)))
    return Found(orders[:most] if most else orders, vendors, products, refused)


def _line(
    row: dict[str, str], heads: dict[str, dict[str, str]], products: dict[str, str], vendors: dict[str, str]
) -> Bought:
    head = heads.get(row["PurchaseOrderID"])
    if head is None:
        raise RowRefused("NO_ORDER", f"没有订单 {row['PurchaseOrderID']} 的表头")
    if head["Status"] not in APPROVED:
        state = NOT_APPROVED.get(head["Status"], head["Status"])
        raise RowRefused("NOT_APPROVED", f"订单 {row['PurchaseOrderID']} {state},不能收货")
    if row["ProductID"] not in products or head["VendorID"] not in vendors:
        raise RowRefused("UNKNOWN_CODE", "商品或供应商不在资料里")
    one = Bought(
        row["ProductID"],
        _day(row["DueDate"]),
        *(D(row[key]) for key in ("OrderQty", "ReceivedQty", "RejectedQty", "UnitPrice")),
    )
    if not 0 <= one.rejected <= one.came <= one.ordered or not one.ordered or one.price < 0:
        raise RowRefused("BAD_QUANTITY", "收货、拒收与订购数量不合理")
    if D(row["StockedQty"]) != one.kept:
        raise RowRefused("BAD_QUANTITY", f"入库 {row['StockedQty']} 不等于收货减拒收 {one.kept}")
    return one


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


def worth_of(found: Found) -> Decimal:
    """Σ of each line's net by the pieces kept of it, as instalments of the order line (C1)."""
    lines = (line for one in found.orders for line in one.lines)
    parts = (ratio(product_to_fen(line.ordered, line.price), line.kept, line.ordered) for line in lines)
    return sum(parts, Decimal(0))
