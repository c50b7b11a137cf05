"""The files of the supermarket set: which file is what, told by its columns, and every row read or refused.

A row that cannot be right never becomes half a row: it is refused as a whole, with one reason, and listed.
What is read here is not yet judged against other rows, except that one file's list of items names them all.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from hengku.kit.numbers import quantize
from hengku.kit.tables.cells import BadRow, Row, Sheet
from hengku.kit.tables.limits import MEGABYTE, Limits
from hengku.kit.tables.mapping import Column
from hengku.kit.tables.reader import read_table
from hengku.kit.tables.refusals import FileRefused
from hengku.kit.tables.values import read_value
from replays.common import Refusal, RowRefused
from replays.vegetables_columns import KIND_LABELS, columns_of

#: Rules of the replay that change what is posted have a new number here, and so a new company.
RULES: Final = "1"
#: The whole list of till lines is one workbook of nearly a million rows.
LIMITS: Final = Limits(
    file_bytes=200 * MEGABYTE,
    unpacked_bytes=2_000 * MEGABYTE,
    rows=2_000_000,
    columns=2_000,
    cells=60_000_000,
    memory_bytes=3_000 * MEGABYTE,
    cpu_seconds=300,
    wait_seconds=600,
)
SUFFIXES: Final = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xls")
#: What a binary number adds when it is written out: 11.476 as 11.475999999999999.
NOISE: Final = Decimal("1e-9")
QUANTITY_PLACES, PRICE_PLACES, RATE_PLACES = 3, 8, 6
HUNDRED: Final = Decimal(100)
UNSORTED: Final = ("VEG", "未分类")
RETURNED: Final = {"销售": False, "退货": True}

_TEXT: Final = Column("text", "内容")
_DATE: Final = Column("date", "日期", kind="date")
_NUMBER: Final = Column("number", "数字", kind="decimal")


@dataclass(frozen=True, slots=True)
class Item:
    """One product of the set."""

    code: str
    name: str
    category_code: str
    category: str


@dataclass(frozen=True, slots=True)
class TillLine:
    """One line of the till; ``quantity`` > 0 in kg, also of a return. ``price`` in yuan a kg."""

    file: str
    row: int
    on: date
    time: str
    code: str
    quantity: Decimal
    price: Decimal
    is_return: bool


@dataclass(frozen=True, slots=True)
class DailyRow:
    """What one item sold in a day. ``wholesale`` in yuan a kg and ``loss`` in percent are None when not said."""

    file: str
    row: int
    on: date
    code: str
    quantity: Decimal
    price: Decimal
    wholesale: Decimal | None
    loss: Decimal | None


@dataclass(slots=True)
class FileUse:
    """What a file was taken for, and how many of its rows were read."""

    name: str
    kind: str
    rows: int = 0
    note: str = ""


@dataclass(slots=True)
class Facts:
    """The whole set, read. ``is_open_list``: no file lists the items, so that every code or name is one."""

    items: dict[str, Item] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    till: list[TillLine] = field(default_factory=list)
    daily: list[DailyRow] = field(default_factory=list)
    wholesale: dict[tuple[date, str], Decimal] = field(default_factory=dict)
    losses: dict[str, Decimal] = field(default_factory=dict)
    category_losses: dict[str, Decimal] = field(default_factory=dict)
    files: list[FileUse] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    is_open_list: bool = False
    fingerprint: str = ""

    def add_item(self, item: Item) -> None:
        """Know an item by its code and its name."""
        self.items[item.code] = item
        self.names.setdefault(item.name, []).append(item.code)


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet of a file that was recognised; ``columns`` says at which index each wanted column stands."""

    file: str
    kind: str
    sheet: Sheet
    columns: dict[str, int]


def read_set(directory: Path) -> Facts:
    """Read every table below ``directory``. Files that are no part of the set are named in ``files``, not read."""
    facts = Facts()
    parts: list[Part] = []
    digests: set[str] = set()
    for path in sorted(one for one in directory.rglob("*") if one.is_file()):
        name = str(path.relative_to(directory))
        if not name.lower().endswith(SUFFIXES):
            facts.files.append(FileUse(name, "", note="不是表格,未读"))
            continue
        found = _parts_of(path, name, facts)
        parts.extend(found)
        if found:
            digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    facts.fingerprint = hashlib.sha256(" ".join([RULES, *sorted(digests)]).encode()).hexdigest()[:10]
    _read_parts(parts, facts)
    return facts


def _parts_of(path: Path, name: str, facts: Facts) -> list[Part]:
    try:
        table = read_table(path, name=name, limits=LIMITS)
    except FileRefused as refused:
        facts.files.append(FileUse(name, "", note=str(refused)))
        facts.refused.append(Refusal(name, 0, "FILE_UNREADABLE", str(refused), ""))
        return []
    parts = []
    for sheet in table.sheets:
        kind, columns = columns_of(sheet)
        if kind:
            parts.append(Part(name, kind, sheet, columns))
    if not parts:
        facts.files.append(FileUse(name, "", note="列名不属于本数据集,未读"))
    return parts


#: Items first: they say which codes and names there are.
ORDER: Final = ("items", "losses", "category_losses", "wholesale", "daily", "till")


def _read_parts(parts: list[Part], facts: Facts) -> None:
    readers: dict[str, Callable[[Reader, Row], None]] = {
        "items": _read_item,
        "losses": _read_loss,
        "category_losses": _read_category_loss,
        "wholesale": _read_wholesale,
        "daily": _read_daily,
        "till": _read_till,
    }
    kinds = {part.kind for part in parts}
    if "items" not in kinds:
        _list_items_without_categories(parts, facts)
    facts.is_open_list = not facts.items and "items" not in kinds
    seen_lines: Counter[tuple[object, ...]] = Counter()
    for part in sorted(parts, key=lambda one: (ORDER.index(one.kind), one.file)):
        use = FileUse(part.file, KIND_LABELS[part.kind])
        facts.files.append(use)
        reader = Reader(facts, part, seen_before=Counter(seen_lines))
        for row in _in_order(part.sheet):
            use.rows += 1
            reader.read(row, readers[part.kind])
        for line, times in reader.seen_here.items():
            seen_lines[line] = max(seen_lines[line], times)


def _in_order(sheet: Sheet) -> Iterable[Row | BadRow]:
    return sorted([*sheet.rows, *sheet.bad_rows], key=lambda row: row.number)


def _list_items_without_categories(parts: list[Part], facts: Facts) -> None:
    """Without a list of items the loss rates may still tell codes and names; only the categories are unknown."""
    for part in parts:
        if part.kind == "losses" and {"code", "name"} <= part.columns.keys():
            for row in part.sheet.rows:
                code, name = (str(row.cells[part.columns[key]]).strip() for key in ("code", "name"))
                if code and name and code not in facts.items:
                    facts.add_item(Item(code, name, *UNSORTED))


@dataclass(slots=True)
class Reader:
    """Reads the rows of one part into ``facts``."""

    facts: Facts
    part: Part
    seen_before: Counter[tuple[object, ...]]
    seen_here: Counter[tuple[object, ...]] = field(default_factory=Counter)
    days: dict[object, date] = field(default_factory=dict)

    def read(self, row: Row | BadRow, read: Callable[[Reader, Row], None]) -> None:
        """Take the row into the facts, or list it among the refused ones."""
        try:
            if isinstance(row, BadRow):
                raise RowRefused("DAMAGED_ROW", row.text)
            read(self, row)
        except RowRefused as refused:
            raw = row.raw if isinstance(row, BadRow) else ",".join(str(cell) for cell in row.cells)
            self.facts.refused.append(
                Refusal(self.part.file, row.number, refused.reason, refused.text, raw[:200])
            )

    def cell(self, row: Row, key: str) -> object:
        """The cell of a wanted column; "" when the file has no such column."""
        index = self.part.columns.get(key)
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
        """A number without binary noise, None when the cell is empty; refused when ``is_exact`` and too fine."""
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
    reader.facts.daily.append(DailyRow(reader.part.file, row.number, *said))


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
    line = TillLine(reader.part.file, row.number, on, time, code, abs(quantity), price, RETURNED[word])
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
