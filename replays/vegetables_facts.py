"""What the files of the supermarket set say, once read: plain rows, each knowing where it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from replays.common import Refusal

#: The category of items that no list sorts: code and name.
UNSORTED: Final = ("VEG", "未分类")
HUNDRED: Final = Decimal(100)


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
    """What one item sold in a day; ``wholesale`` in yuan a kg and ``loss`` in percent, None when not said."""

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
    """What a file was taken for, its rows below the heading, and how many of them were not refused."""

    name: str
    kind: str
    rows: int = 0
    good: int = 0
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
