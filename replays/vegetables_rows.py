"""Reading one row of the supermarket set: into the facts, or among the refused ones with its reason.

A row that cannot be right never becomes half a row: it is refused as a whole, with the first reason found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.kit.numbers import quantize
from hengku.kit.tables.cells import BadRow, Row
from hengku.kit.tables.mapping import Column
from hengku.kit.tables.values import read_value
from replays.common import Refusal, RowRefused
from replays.vegetables_facts import HUNDRED, UNSORTED, DailyRow, Facts, Item, TillLine

#: What a binary number adds when it is written out: 11.476 as 11.475999999999999.
NOISE: Final = Decimal("1e-9")
QUANTITY_PLACES, PRICE_PLACES, RATE_PLACES = 3, 8, 6
RETURNED: Final = {"销售": False, "退货": True}

_TEXT: Final = Column("text", "内容")
_DATE: Final = Column("date", "日期", kind="date")
_NUMBER: Final = Column("number", "数字", kind="decimal")


@dataclass(slots=True)
class Reader:
    """Reads the rows of one sheet into ``facts``; ``columns`` says where each known column stands.

    ``seen_before`` counts what the sheets before this one said, ``seen_here`` what this one says.
    """

    facts: Facts
    file: str
    columns: dict[str, int]
    seen_before: Counter[tuple[object, ...]]
    seen_here: Counter[tuple[object, ...]] = field(default_factory=Counter)
    days: dict[object, date] = field(default_factory=dict)

    def read(self, row: Row | BadRow, read: Callable[[Reader, Row], None]) -> bool:
        """Take the row into the facts, or list it among the refused ones and say False."""
        try:
            if isinstance(row, BadRow):
                raise RowRefused("DAMAGED_ROW", row.text)
            read(self, row)
            return True
        except RowRefused as refused:
            raw = row.raw if isinstance(row, BadRow) else ",".join(str(cell) for cell in row.cells)
            self.facts.refused.append(Refusal(self.file, row.number, refused.reason, refused.text, raw[:200]))
            return False

    def cell(self, row: Row, key: str) -> object:
        """The cell of a wanted column; "" when the file has no such column."""
        index = self.columns.get(key)
        return row.cells[index] if index is not None and index < len(row.cells) else ""

    def text(self, row: Row, key: str) -> str:
        """Text without blanks around it. A code in a numeric cell is text too."""
        cell = self.cell(row, key)
        if type(cell) is str and cell.isalnum():
            return cell
        value, fault = read_value(cell, _TEXT)  # type: ignore[arg-type]
        if fault is not None and not fault.is_warning:
            raise RowRefused("NOT_READABLE", fault.text)
        return str(value or "")

    def day(self, row: Row) -> date:
        """The date of the row, which every dated row has."""
        cell = self.cell(row, "date")
        found = self.days.get(cell)
        if found is None:
            value, fault = read_value(cell, _DATE)  # type: ignore[arg-type]
            if not isinstance(value, date):
                raise RowRefused("NOT_READABLE", fault.text if fault else "缺少日期")
            found = self.days[cell] = value
        return found

    def number(self, row: Row, key: str, places: int, *, is_exact: bool = False) -> Decimal | None:
        """A number without binary noise, None for an empty cell; refused when ``is_exact`` and too fine."""
        cell = self.cell(row, key)
        value, fault = read_value(cell, _NUMBER)  # type: ignore[arg-type]
        if fault is not None:
            raise RowRefused("NOT_READABLE", fault.text)
        if not isinstance(value, Decimal):
            return None
        rounded = quantize(value, places)
        if rounded != value:
            if abs(rounded - value) <= NOISE:
                self.facts.notes["BINARY_NOISE"] += 1
            elif is_exact:
                raise RowRefused("QUANTITY_TOO_FINE", f"数量 {value} 细于 0.001 千克")
            else:
                self.facts.notes["PRICE_ROUNDED"] += 1
        return rounded

    def needed(self, row: Row, key: str, label: str, places: int, *, is_exact: bool = False) -> Decimal:
        """A number that must be there."""
        value = self.number(row, key, places, is_exact=is_exact)
        if value is None:
            raise RowRefused("NOT_READABLE", f"缺少{label}")
        return value

    def item(self, row: Row) -> str:
        """The code of the row's item, by code or else by name."""
        facts = self.facts
        code = self.text(row, "code") or ""
        name = "" if code else self.text(row, "name")
        if facts.is_open_list and (code or name) and (code or name) not in facts.items:
            facts.add_item(Item(code or name, self.text(row, "name") or code, *UNSORTED))
        if code:
            if code not in facts.items:
                raise RowRefused("UNKNOWN_ITEM", f"单品编码 {code} 不在商品表中")
            return code
        codes = facts.names.get(name, [])
        if len(codes) != 1:
            what = "不在商品表中" if not codes else f"对应多个编码 {'、'.join(codes)}"
            raise RowRefused("UNKNOWN_ITEM", f"单品名称“{name}”{what}")
        return codes[0]


def _read_item(reader: Reader, row: Row) -> None:
    code, name = reader.text(row, "code"), reader.text(row, "name")
    category_code = reader.text(row, "category_code") or reader.text(row, "category") or UNSORTED[0]
    category = reader.text(row, "category") or reader.text(row, "category_code") or UNSORTED[1]
    if not code or not name:
        raise RowRefused("NOT_READABLE", "缺少单品编码或单品名称")
    item = Item(code, name, category_code, category)
    known = reader.facts.items.get(code)
    if known is not None:
        raise repeated(known == item, f"单品编码 {code}")
    reader.facts.add_item(item)


def _read_loss(reader: Reader, row: Row) -> None:
    code, rate = reader.item(row), percent(reader.needed(row, "loss", "损耗率", RATE_PLACES))
    known = reader.facts.losses.get(code)
    if known is not None:
        raise repeated(known == rate, f"单品 {code} 的损耗率")
    reader.facts.losses[code] = rate


def _read_category_loss(reader: Reader, row: Row) -> None:
    code = reader.text(row, "category_code") or reader.text(row, "category")
    rate = percent(reader.needed(row, "loss", "平均损耗率", RATE_PLACES))
    known = reader.facts.category_losses.get(code)
    if known is not None:
        raise repeated(known == rate, f"分类 {code} 的平均损耗率")
    reader.facts.category_losses[code] = rate


def _read_wholesale(reader: Reader, row: Row) -> None:
    on, code = reader.day(row), reader.item(row)
    price = positive(reader.needed(row, "wholesale", "批发价格", PRICE_PLACES), "批发价格")
    known = reader.facts.wholesale.get((on, code))
    if known is not None:
        raise repeated(known == price, f"{on} 单品 {code} 的批发价格")
    reader.facts.wholesale[on, code] = price


def _read_daily(reader: Reader, row: Row) -> None:
    on, code = reader.day(row), reader.item(row)
    quantity = reader.needed(row, "quantity", "销量", QUANTITY_PLACES, is_exact=True)
    if quantity < 0:
        raise RowRefused("NEGATIVE_QUANTITY", f"销量 {quantity} 是负数")
    price = positive(reader.needed(row, "price", "销售单价", PRICE_PLACES), "销售单价")
    wholesale = reader.number(row, "wholesale", PRICE_PLACES)
    if wholesale is not None:
        positive(wholesale, "批发价格")
    if not quantity:
        raise RowRefused("ZERO_QUANTITY", "销量是 0")
    loss = reader.number(row, "loss", RATE_PLACES)
    if loss is not None:
        percent(loss)
    said = (on, code, quantity, price, wholesale, loss)
    if reader.seen_before[said] or reader.seen_here[said]:
        raise repeated(True, f"{on} 单品 {code} 的日销量")
    if reader.seen_before[on, code] or reader.seen_here[on, code]:
        raise repeated(False, f"{on} 单品 {code} 的日销量")
    reader.seen_here[said] += 1
    reader.seen_here[on, code] += 1
    reader.facts.daily.append(DailyRow(reader.file, row.number, *said))


def _read_till(reader: Reader, row: Row) -> None:
    on, code, time = reader.day(row), reader.item(row), reader.text(row, "time")
    word = reader.text(row, "sale_type")
    if word not in RETURNED:
        raise RowRefused("SALE_TYPE_UNKNOWN", f"销售类型“{word}”既不是销售也不是退货")
    quantity = reader.needed(row, "quantity", "销量", QUANTITY_PLACES, is_exact=True)
    price = reader.needed(row, "price", "销售单价", PRICE_PLACES)
    if quantity < 0 and not RETURNED[word]:
        raise RowRefused("NEGATIVE_QUANTITY", f"销售行的销量 {quantity} 是负数")
    positive(price, "销售单价")
    if not quantity:
        raise RowRefused("ZERO_QUANTITY", "销量是 0")
    said = (on, time, code, quantity, price, word, reader.text(row, "discount"))
    reader.seen_here[said] += 1
    if reader.seen_here[said] <= reader.seen_before[said]:
        raise repeated(True, f"收银行 {on} {time} {code}")
    line = TillLine(reader.file, row.number, on, time, code, abs(quantity), price, RETURNED[word])
    reader.facts.till.append(line)


def positive(price: Decimal, label: str) -> Decimal:
    """A price above zero."""
    if price <= 0:
        raise RowRefused("PRICE_NOT_POSITIVE", f"{label} {price.normalize():f} 不大于 0")
    return price


def percent(rate: Decimal) -> Decimal:
    """A loss rate from 0 up to, not including, 100."""
    if not 0 <= rate < HUNDRED:
        raise RowRefused("LOSS_RATE_WRONG", f"损耗率 {rate.normalize():f}% 应在 0 与 100 之间")
    return rate


def repeated(is_same: bool, what: str) -> RowRefused:
    """The same said twice is counted once; something else said about the same thing is not believed."""
    if is_same:
        return RowRefused("REPEATED", f"{what} 已经读过一次,只算一次")
    return RowRefused("CONTRADICTS", f"{what} 前面已有不同的数,以先读到的为准")


ROW_READERS: Final[dict[str, Callable[[Reader, Row], None]]] = {
    "items": _read_item,
    "losses": _read_loss,
    "category_losses": _read_category_loss,
    "wholesale": _read_wholesale,
    "daily": _read_daily,
    "till": _read_till,
}
