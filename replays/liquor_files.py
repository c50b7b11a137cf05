"""The files of the liquor retailer: invoices with their orders and payments, the price list, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hengku.kit.numbers import D, NotANumber, to_fen
from replays.common import Refusal, RowRefused, csv_rows, refusal_of


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice for the whole of an order: bottles, money for them and for freight, and the three days of it."""

    order: str
    vendor: str
    ordered_on: date
    invoiced_on: date
    paid_on: date
    quantity: Decimal
    dollars: Decimal
    freight: Decimal
    approved_by: str


@dataclass(frozen=True, slots=True)
class Brand:
    """A row of the price list: prices of one bottle."""

    code: str
    name: str
    size: str
    price: Decimal
    purchase_price: Decimal


@dataclass(slots=True)
class Found:
    """What the files say: bills in order of date, brands, vendors' names, refused rows, and rows worth a word."""

    bills: list[Bill]
    brands: list[Brand]
    vendors: dict[str, str]
    refused: list[Refusal]
    noted: list[Refusal]


def read_folder(folder: Path, most: int = 0) -> Found:
    """Sound bills, the earliest invoice first, ``most`` of them where not 0, and sound brands; all else refused."""
    found = Found([], [], {}, [], [])
    seen: set[str] = set()
    for file, number, row in csv_rows(folder, "InvoicePurchases*.csv"):
        try:
            bill = _bill(row, seen)
        except (RowRefused, NotANumber, ValueError) as wrong:
            found.refused.append(refusal_of(file, number, wrong, row.values()))
            continue
        seen.add(bill.order)
        found.bills.append(bill)
        found.vendors.setdefault(bill.vendor, row["VendorName"])
    names: dict[tuple[str, str], str] = {}
    told: set[tuple[str, str]] = set()
    for file, number, row in csv_rows(folder, "*PurchasePrices*.csv"):
        try:
            found.brands.append(_brand(row, names))
        except (RowRefused, NotANumber, ValueError) as wrong:
            found.refused.append(refusal_of(file, number, wrong, row.values()))
        vendor, name = row["VendorNumber"], row["VendorName"]
        known = found.vendors.get(vendor, name)
        if known != name and (vendor, name) not in told:
            told.add((vendor, name))
            text = f"供应商 {vendor} 在发票里叫「{known}」,价目表里叫「{name}」"
            found.noted.append(Refusal(file, number, "TWO_NAMES", text, ",".join(row.values())))
    found.bills.sort(key=lambda one: (one.invoiced_on, int(one.order)))
    if most:
        del found.bills[most:]
    return found


def _bill(row: dict[str, str], seen: set[str]) -> Bill:
    """The bill of a row. RowRefused when it cannot be right; NotANumber or ValueError for no number or day."""
    one = Bill(
        str(int(row["PONumber"])),
        str(int(row["VendorNumber"])),
        *(_day(row[key]) for key in ("PODate", "InvoiceDate", "PayDate")),
        *(D(row[key]) for key in ("Quantity", "Dollars", "Freight")),
        "" if row["Approval"] == "None" else row["Approval"],
    )
    if one.order in seen:
        raise RowRefused("REPEATED", f"订单 {one.order} 的发票已经登记过")
    if not one.ordered_on <= one.invoiced_on <= one.paid_on:
        raise RowRefused("BAD_DATES", "应当先下单、再开票、后付款")
    if one.quantity <= 0 or one.quantity % 1 or one.dollars <= 0 or one.freight < 0:
        raise RowRefused("BAD_AMOUNT", "数量须为大于 0 的整数,金额须大于 0,运费不能小于 0")
    if one.dollars != to_fen(one.dollars) or one.freight != to_fen(one.freight):
        raise RowRefused("BAD_AMOUNT", "金额和运费只到分")
    return one


def _brand(row: dict[str, str], names: dict[tuple[str, str], str]) -> Brand:
    one = Brand(
        str(int(row["Brand"])), row["Description"], row["Size"], D(row["Price"]), D(row["PurchasePrice"])
    )
    if not one.name or not one.size:
        raise RowRefused("NAME_MISSING", f"品牌 {one.code} 没有名称或规格")
    if one.price <= 0 or one.purchase_price <= 0:
        raise RowRefused("PRICE_MISSING", f"品牌 {one.code} 没有售价或进价")
    first = names.setdefault((one.name.upper(), one.size.upper()), one.code)
    if first != one.code:
        raise RowRefused("SAME_NAME", f"品牌 {one.code} 与 {first} 名称和规格都相同,分不清是哪一个")
    return one


def _day(text: str) -> date:
    """Day, month, year, as these files write it."""
    day, month, year = text.split("-")
    return date(int(year), int(month), int(day))
