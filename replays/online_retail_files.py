"""The invoice lines of a giftware wholesaler: sales, cancellations, discounts, stock corrections, and refused rows.

A row is told by its number, quantity and price: ``C…`` takes back, a price of 0 without a customer corrects the
stock, a price of 0 with one is a gift. Postage, fees and vouchers are no goods: refused, with their amounts.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from hengku.kit.numbers import ZERO_FEN, D, NotANumber, product_to_fen
from replays.common import Refusal, RowRefused

COLUMNS: Final = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
)
SYSTEM: Final = "uci_online_retail"
DISCOUNT: Final = "D"
GOODS: Final = re.compile(r"\d{5}|DCGS|PADS$")
#: Words of a correction that say the goods are spoilt; every other correction mends what was written down.
SPOILT: Final = re.compile(
    r"damag|wet|thrown|broken|crush|mould|rust|smash|unsale|faulty|destroy", re.IGNORECASE
)
SALE, GIFT, RETURN, ALLOWANCE, COMES_IN, GOES_OUT = "sale", "gift", "return", "allowance", "in", "out"


@dataclass(frozen=True, slots=True)
class Entry:
    """A sound row: what it does, how many pieces (above zero), at a price without tax; ``at`` to the minute."""

    kind: str
    number: str
    code: str
    quantity: Decimal
    price: Decimal
    at: datetime
    customer: str
    is_spoilt: bool = False

    @property
    def on(self) -> date:
        """Its day."""
        return self.at.date()

    @property
    def amount(self) -> Decimal:
        """Quantity by price, to the fen."""
        return product_to_fen(self.quantity, self.price)


#: Where a line of a sale stands: the invoice, and its place there from 0.
Place = tuple[str, int]


@dataclass(slots=True)
class Found:
    """What the files say: entries by day, names, opening stock by product, links of returns, refused rows."""

    days: dict[date, list[Entry]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    opening: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    links: dict[int, list[tuple[Place, Decimal]]] = field(default_factory=dict)
    unlinked: Counter[str] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    refused_amount: dict[date, Decimal] = field(default_factory=dict)
    rows: int = 0
    repeated: int = 0
    most: int = 0  # days to play, from the first; 0 is all


def rows_of(folder: Path) -> Iterator[tuple[str, int, dict[str, str]]]:
    """File name, row number as Excel shows it, and row, of every file with these columns."""
    for path in sorted(folder.iterdir()):
        if not path.name.endswith((".csv", ".csv.gz")):
            continue
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if set(COLUMNS) <= set(reader.fieldnames or ()):
                for number, row in enumerate(reader, 2):
                    yield path.name, number, {key: row.get(key) or "" for key in COLUMNS}


def read_folder(folder: Path, most: int = 0) -> Found:
    """Every row once; a line that stands twice on an invoice was sold twice, and is counted as repeated. ``most`` days
    are to be played, all where 0: what was there at first is reckoned from all.
    """
    found = Found(most=most)
    seen: set[tuple[str, ...]] = set()
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for file, number, row in rows_of(folder):
        found.rows += 1
        whole = tuple(row.values())
        found.repeated += whole in seen
        seen.add(whole)
        try:
            entry = entry_of(row)
        except RowRefused as wrong:
            found.refused.append(Refusal(file, number, wrong.reason, str(wrong), ",".join(whole)))
            _count_refused(found, row)
            continue
        found.days.setdefault(entry.on, []).append(entry)
        if entry.price and entry.kind != ALLOWANCE:
            names[entry.code][" ".join(row["Description"].split())] += 1
    found.days = dict(sorted(found.days.items()))
    found.names = {code: several.most_common(1)[0][0] for code, several in names.items()}
    found.opening = opening_of(found.days)
    _link(found)
    return found


def _count_refused(found: Found, row: dict[str, str]) -> None:
    try:
        on, amount = _at(row["InvoiceDate"]).date(), product_to_fen(D(row["Quantity"]), D(row["UnitPrice"]))
    except (RowRefused, NotANumber):
        return
    found.refused_amount[on] = found.refused_amount.get(on, ZERO_FEN) + amount


def entry_of(row: dict[str, str]) -> Entry:
    """The row understood, or ``RowRefused``. Codes that differ by case alone are one product."""
    number, code = row["InvoiceNo"].strip(), row["StockCode"].strip().upper()
    if not number or not code:
        raise RowRefused("KEY_MISSING", "没有发票号或货号")
    if code != DISCOUNT and not GOODS.match(code):
        raise RowRefused(
            "NOT_GOODS", f"{code}「{row['Description'].strip()}」是运费、手续费或代金券,不是商品"
        )
    try:
        quantity, price = D(row["Quantity"]), D(row["UnitPrice"])
    except NotANumber:
        raise RowRefused("NOT_A_NUMBER", "数量或单价不是数字") from None
    customer = row["CustomerID"].strip().removesuffix(".0")
    kind = _kind(number, code, quantity, price, customer)
    spoilt = bool(SPOILT.search(row["Description"]))
    return Entry(kind, number, code, abs(quantity), price, _at(row["InvoiceDate"]), customer, spoilt)


def _kind(number: str, code: str, quantity: Decimal, price: Decimal, customer: str) -> str:
    if price < 0:
        raise RowRefused("PRICE_NEGATIVE", f"单价 {price} 小于 0")
    if not quantity:
        raise RowRefused("QUANTITY_ZERO", "数量是 0")
    if number.startswith("C"):
        if quantity > 0 or not price:
            raise RowRefused("SIGNS_DISAGREE", f"红冲 {number} 的数量应小于 0,单价应大于 0")
        return ALLOWANCE if code == DISCOUNT else RETURN
    if code == DISCOUNT:
        raise RowRefused("NOT_GOODS", "折扣只能在红冲单上")
    if not price and not customer:
        return COMES_IN if quantity > 0 else GOES_OUT
    if quantity < 0:
        raise RowRefused("SIGNS_DISAGREE", f"{number} 不是红冲,数量却是 {quantity}")
    return SALE if price else GIFT


def _at(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise RowRefused("DATE_WRONG", f"日期「{text}」不是日期") from None


def opening_of(days: dict[date, list[Entry]]) -> dict[str, tuple[Decimal, Decimal]]:
    """Pieces of each product that must have been there before, and their worth, since the files tell no purchases.

    Enough that no day takes out more than there is even if all of it leaves before anything comes; one piece at
    least, so that what comes back unsold has a cost. A piece is taken to cost half its first price.
    """
    balance: dict[str, Decimal] = defaultdict(Decimal)
    lowest: dict[str, Decimal] = {}
    price: dict[str, Decimal] = {}
    for entries in days.values():
        goods = [one for one in entries if one.kind != ALLOWANCE]
        for one in goods:
            if one.kind in (SALE, GIFT, GOES_OUT):
                balance[one.code] -= one.quantity
            if one.price:
                price.setdefault(one.code, one.price)
        for one in goods:
            lowest[one.code] = min(lowest.get(one.code, Decimal(0)), balance[one.code])
        for one in goods:
            if one.kind in (RETURN, COMES_IN):
                balance[one.code] += one.quantity
    half = Decimal("0.5")
    pieces = {code: max(Decimal(1), -low) for code, low in sorted(lowest.items())}
    return {
        code: (quantity, max(product_to_fen(quantity, price.get(code, Decimal(0)) * half), Decimal("0.01")))
        for code, quantity in pieces.items()
    }


def _link(found: Found) -> None:
    """Each return takes back the latest earlier sales of that customer, product and price, as far as they reach.

    By ``id`` of the entry. What is left is unlinked: its sale is later in the files (before_sale), older than the
    files (no_sale), or nobody's by name (walk_in).
    """
    sold: dict[tuple[str, str, Decimal], list[tuple[Place, Decimal]]] = defaultdict(list)
    later: Counter[tuple[str, str, Decimal]] = Counter()
    places: Counter[str] = Counter()
    flat = [one for entries in found.days.values() for one in entries]
    flat.sort(key=lambda one: (one.at, one.kind == RETURN))
    later.update((one.customer, one.code, one.price) for one in flat if one.kind == SALE)
    for one in flat:
        key = (one.customer, one.code, one.price)
        if one.kind in (SALE, GIFT):
            place = (one.number, places[one.number])
            places[one.number] += 1
            if one.kind == SALE:
                later[key] -= 1
                sold[key].append((place, one.quantity))
        elif one.kind == RETURN:
            left = _take(sold[key], one, found) if one.customer else one.quantity
            if left:
                why = "before_sale" if later[key] > 0 else "no_sale"
                found.unlinked[why if one.customer else "walk_in"] += 1


def _take(sales: list[tuple[Place, Decimal]], one: Entry, found: Found) -> Decimal:
    """Links of a return with the last sales; what they do not cover."""
    left = one.quantity
    links: list[tuple[Place, Decimal]] = []
    while left and sales:
        place, quantity = sales.pop()
        taken = min(left, quantity)
        links.append((place, taken))
        left -= taken
        if taken < quantity:
            sales.append((place, quantity - taken))
    if links:
        found.links[id(one)] = links
    return left
