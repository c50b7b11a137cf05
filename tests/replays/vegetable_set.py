"""A small supermarket written to files, and what its books must say: summed here by other means than the replay's.

Three whole weeks from Monday, 3 January 2022, and some days of a fourth. Two categories, four items. ``DirtySet`` adds
every kind of row that must be refused.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from pathlib import Path

from hengku.kit.tables.writer import ColumnOut, SheetOut, write_xlsx

MONDAY = date(2022, 1, 3)
ITEMS = {
    "102900005110001": ("上海青", "1011010101", "花叶类", "14.43"),
    "102900005110002": ("云南生菜(份)", "1011010101", "花叶类", "9.43"),
    "102900005110003": ("金针菇(盒)", "1011010801", "食用菌", "0.45"),
    "102900005110004": ("海鲜菇(包)", "1011010801", "食用菌", "0"),
}
CODES = list(ITEMS)
WHOLESALE = {code: Decimal(price) for code, price in zip(CODES, ("3.88", "5.07", "1.45", "6"), strict=True)}


def day(number: int) -> date:
    """The number-th day of the set, from 1."""
    return MONDAY + timedelta(days=number - 1)


@dataclass
class ShopSet:
    """What is written to the files: (day, code, kg, price) of daily rows, and lines of the till with their time.

    ``kinds`` names the files to write.
    """

    day_count: int = 21
    daily: list[tuple[date, str, str, str]] = field(default_factory=list)
    till: list[tuple[date, str, str, str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in range(1, self.day_count + 1):
            for place, code in enumerate(CODES):
                if (number + place) % 5:
                    kg = Decimal(1000 + 37 * number + 111 * place).scaleb(-3)
                    price = Decimal(500 + 13 * place + number).scaleb(-2)
                    self.daily.append((day(number), code, f"{kg}", f"{price}"))
        last = self.day_count
        # One item of a day that has daily rows as well: the till replaces it.
        self.till += [(day(last), f"09:0{n}:11.5", CODES[1], f"0.{n}07", "7.20", "销售") for n in range(1, 6)]
        # Two days of the till alone, the same moment and item twice, and goods that come back.
        for number in (last + 1, last + 2):
            self.till += [
                (day(number), "08:15:07.33", CODES[0], "0.416", "6.00", "销售"),
                (day(number), "08:15:07.33", CODES[0], "0.416", "6.00", "销售"),
                (day(number), "08:16:00", CODES[2], "2", "2.99", "销售"),
                (day(number), "12:00:59.1", CODES[3], "1.000", "11.80", "销售"),
                (day(number), "18:20:00", CODES[3], "-0.500", "11.80", "退货"),
            ]
        # A day on which goods only come back, and one whose takings pay for that.
        self.till.append((day(last + 3), "10:00:00", CODES[2], "-1", "2.99", "退货"))
        self.till.append((day(last + 4), "10:00:00", CODES[0], "3.000", "6.00", "销售"))

    # ── files ─────────────────────────────────────────────────────────────────────────────────────────────

    def write(self, folder: Path, *kinds: str) -> Path:
        """Write the files of these kinds (all when none is named), under names that say nothing."""
        folder.mkdir(parents=True, exist_ok=True)
        writers = {
            "items": self.write_items,
            "daily": self.write_daily,
            "till": self.write_till,
            "wholesale": self.write_wholesale,
            "losses": self.write_losses,
        }
        for kind in kinds or tuple(writers):
            writers[kind](folder)
        return folder

    def write_items(self, folder: Path) -> None:
        columns = [ColumnOut(label) for label in ("分类名称", "单品名称", "单品编码", "分类编码")]
        rows = [(category, name, code, number) for code, (name, number, category, _) in ITEMS.items()]
        write_xlsx(folder / "a.xlsx", [SheetOut("单品", columns, rows)])

    def write_losses(self, folder: Path) -> None:
        columns = [ColumnOut(label) for label in ("单品编码", "单品名称", "损耗率(%)")]
        rows = [(code, name, Decimal(rate)) for code, (name, _, _, rate) in ITEMS.items()]
        write_xlsx(folder / "b.xlsx", [SheetOut("Sheet1", columns, rows)])

    def write_wholesale(self, folder: Path) -> None:
        lines = ["批发价格(元/千克),单品编码,日期"]
        lines += [f"{WHOLESALE[code]},{code},{on}" for on in self.days for code in CODES]
        (folder / "c.csv").write_text("\n".join(lines), "utf-8")

    def write_daily(self, folder: Path, more: list[str] | None = None) -> None:
        lines = ["日期,单品名称,批发价格(元/千克)_否,销售单价(元/千克)_否,销量(千克)_否,损耗率(%)_否"]
        for on, code, kg, price in self.daily:
            name, _, _, rate = ITEMS[code]
            # Now and then as a binary computer writes it.
            noisy = f"{Decimal(kg) - Decimal('1e-15')}" if on.day % 3 == 0 else kg
            lines.append(f"{on},{name},{WHOLESALE[code]},{price},{noisy},{rate}")
        with gzip.open(folder / "d.csv.gz", "wt", encoding="utf-8-sig") as file:
            file.write("\r\n".join(lines + (more or [])))

    def write_till(self, folder: Path, more: list[str] | None = None) -> None:
        lines = ["销售日期,扫码销售时间,单品编码,销量(千克),销售单价(元/千克),销售类型,是否打折销售"]
        lines += [
            f"{on},{time},{code},{kg},{price},{word},否" for on, time, code, kg, price, word in self.till
        ]
        (folder / "e.csv").write_text("\n".join(lines + (more or [])), "gb18030")

    # ── what must come out ────────────────────────────────────────────────────────────────────────────────

    @property
    def days(self) -> list[date]:
        return sorted({row[0] for row in self.daily} | {row[0] for row in self.till})

    def expected(self, until: date | None = None) -> dict[str, str]:
        """The figures of the answer, as text."""
        until = until or self.days[-1]
        till_items = {(on, code) for on, _, code, *_ in self.till}
        sold: dict[tuple[date, str], Decimal] = defaultdict(Decimal)
        revenue: dict[str, Decimal] = defaultdict(Decimal)
        returned = returned_kg = Decimal(0)
        for on, code, kg, price in self.daily:
            if on <= until and (on, code) not in till_items:
                sold[on, code] += Decimal(kg)
                revenue[code] += fen(Decimal(kg) * Decimal(price))
        for on, _, code, kg, price, word in self.till:
            if on <= until and word == "销售":
                sold[on, code] += Decimal(kg)
                revenue[code] += fen(Decimal(kg) * Decimal(price))
            elif on <= until:
                returned_kg += abs(Decimal(kg))
                returned += fen(abs(Decimal(kg)) * Decimal(price))
                revenue[code] -= fen(abs(Decimal(kg)) * Decimal(price))
        spent: dict[str, Decimal] = defaultdict(Decimal)
        owed = received_kg = Decimal(0)
        last_sunday = until - timedelta(days=(until.weekday() + 1) % 7)
        for (on, code), kg in sold.items():
            kept = 1 - Fraction(ITEMS[code][3]) / 100
            received = Decimal(ceil(Fraction(kg) / kept * 1000)) / 1000
            received_kg += received
            amount = fen(received * WHOLESALE[code])
            spent[code] += amount
            owed += amount if on > last_sunday else 0
        sales, purchase = sum(revenue.values()), sum(spent.values())
        sold_kg = sum(sold.values())
        profits = {
            category: sum(revenue[code] - spent[code] for code in CODES if ITEMS[code][2] == category)
            for category in sorted({item[2] for item in ITEMS.values()})
        }
        return {
            "purchase": f"{purchase:.2f}",
            "purchase_kg": f"{received_kg:.3f}",
            "sales": f"{sales:.2f}",
            "sales_kg": f"{sold_kg - returned_kg:.3f}",
            "returns": f"{returned:.2f}",
            "returns_kg": f"{returned_kg:.3f}",
            "loss_kg": f"{received_kg - sold_kg + returned_kg:.3f}",
            "gross_profit": f"{sales - purchase:.2f}",
            "gross_profit_by_category": {name: f"{profit:.2f}" for name, profit in profits.items()},
            "stock_value": "0.00",
            "stock_kg": "0.000",
            "payables": f"{owed:.2f}",
            "receivables": "0.00",
            "cash": f"{sales - purchase + owed:.2f}",
        }


def fen(amount: Decimal) -> Decimal:
    """To two decimals, half up."""
    return amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


#: Rows that must be refused: file kind, text, reason.
DIRT = (
    ("daily", "2022-01-05,没听说过的菜,1.00,2.00,1.000,5", "UNKNOWN_ITEM"),
    ("daily", "2022-01-05,金针菇(盒),1.00,2.00,-1.0,5", "NEGATIVE_QUANTITY"),
    ("daily", "2022-01-05,金针菇(盒),0.0,0.0,0.0,0.0", "PRICE_NOT_POSITIVE"),
    ("daily", "2022-01-05,金针菇(盒),1.45,2.00,0.0,0.45", "ZERO_QUANTITY"),
    ("daily", "2022-01-05,金针菇(盒),1.45,2.00,0.1234,0.45", "QUANTITY_TOO_FINE"),
    ("daily", "2022-01-05,金针菇(盒),1.45,2.00,1.000,100", "LOSS_RATE_WRONG"),
    ("daily", "2022-01-03,上海青,3.88,9.99,5.000,14.43", "CONTRADICTS"),
    ("daily", "2022-02-30,上海青,3.88,9.99,5.000,14.43", "NOT_READABLE"),
    ("daily", "2022-01-05,上海青,3.88,很贵,5.000,14.43", "NOT_READABLE"),
    ("daily", "2022-01-05,上海青,3.88", "DAMAGED_ROW"),
    ("till", "2022-01-24,09:00:00,999,1.000,2.00,销售,否", "UNKNOWN_ITEM"),
    ("till", "2022-01-24,09:00:00,102900005110001,-1.000,2.00,销售,否", "NEGATIVE_QUANTITY"),
    ("till", "2022-01-24,09:00:00,102900005110001,1.000,0,销售,否", "PRICE_NOT_POSITIVE"),
    ("till", "2022-01-24,09:00:00,102900005110001,1.000,2.00,赠送,否", "SALE_TYPE_UNKNOWN"),
    ("till", "2022-01-24,09:00:00,10290000511,0.167,24.,106949711300259,1.0000,销售,是", "DAMAGED_ROW"),
    ("till", ".70,销售,是", "DAMAGED_ROW"),
)


def write_dirty(shop: ShopSet, folder: Path) -> Path:
    """The whole set with all the dirt, and a piece of the till without heading that repeats lines of it."""
    shop.write(folder, "items", "losses", "wholesale")
    shop.write_daily(folder, [text for kind, text, _ in DIRT if kind == "daily"])
    shop.write_till(folder, [text for kind, text, _ in DIRT if kind == "till"])
    lines = ["00,销售,否"] + [
        f"{on},{time},{code},{kg} ,{price} ,{word},否" for on, time, code, kg, price, word in shop.till[:12]
    ]
    (folder / "f.csv").write_text("\n".join(lines), "utf-8-sig")
    (folder / "readme.txt").write_text("日期 之后 什么也没有", "utf-8")
    return folder


#: Beside DIRT: the twelve lines that stand in both files, and the cut first line of the piece.
REPEATED_LINES, CUT_LINES = 12, 1
