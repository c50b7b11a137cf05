"""What a report says about itself, and what running it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a parameter may have."""

    code: str
    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Note:
    """What must be known to read the figures, said above them."""

    label: str
    label_en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a report asks. ``kind``: date, text, flag, choice, or a reference: product, warehouse, category,
    party, supplier, customer, account, fund_account, employee, maker (who wrote a document), voucher.

    ``default`` is text as a person would type it; for dates the words ``today`` and ``month_start`` mean
    what they say.
    """

    key: str
    label: str
    label_en: str
    kind: str
    default: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``kind``: text, date, count, quantity, decimal (a statistic), price, amount, rate.

    ``total`` names the column of the statement whose sum stands in the totals row (often the column itself).
    ``can_sort`` is False for words that are put in after the statement has run; ``needs`` is the permission
    without which the column is not there; ``is_seldom`` leaves it out where no row has anything in it, or, with
    ``beside``, where no row has anything in that column: columns that come and go together.
    """

    key: str
    label: str
    label_en: str
    kind: str
    total: str = ""
    shows_cost: bool = False
    can_sort: bool = True
    needs: str = ""
    is_seldom: bool = False
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Narrow:
    """How a page of very many rows is found without working out for each of them what is dear.

    ``statement``, bound by ``bind``, gives the rows of the report with what tells them apart (``key``), what they can
    be ordered by and what is summed up; the rows of the page are then asked of the whole statement, bound by
    ``restrict``. ``can`` says whether that answers what is asked. The columns of ``dear`` are only worked out for the
    page: nothing can be ordered by them this way, and where they are summed up each row carries the total of all.
    """

    statement: str
    key: tuple[str, ...]
    dear: frozenset[str]
    can: Callable[[Row], bool]
    bind: Callable[[Row], Row]
    restrict: Callable[[Row, list[Row]], Row]


@dataclass(frozen=True, slots=True)
class ReportType:
    """A declaration. ``statement`` is the file in ``sql/``; what it returns beyond the columns serves links
    and totals.

    ``bind`` adds values the statement needs to the parameters; ``finish`` completes the rows of one answer
    in place (words for codes); ``sum_up`` completes totals and subtotals (rates); ``link`` says where a row
    leads, as the interface expects it; the questions behind the figures are in ``questions.py``. ``groups`` are
    the columns by which subtotals may be asked; rows with a running balance have one order only
    (``can_sort`` False).
    """

    name: str
    label: str
    label_en: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    statement: str
    order_by: str
    needs: tuple[str, ...] = ("reports.view",)
    bind: Callable[[Row], Row] | None = None
    finish: Callable[[list[Row]], None] | None = None
    sum_up: Callable[[Row], None] | None = None
    link: Callable[[Row, Mapping[str, Any]], Row | None] | None = None
    notes: Callable[[list[Row], Mapping[str, Any]], list[Note]] | None = None
    is_listed: bool = True  # False: reached by a link, not from the menu
    reads_all: bool = False  # nearly every row of its books, whatever was asked
    groups: tuple[str, ...] = ()
    can_sort: bool = True
    narrow: Narrow | None = None
    makes: str = ""  # the document type that one click makes of its rows, as ``desk.suggested`` says


@dataclass(frozen=True, slots=True)
class Shape:
    """How the rows are wanted. ``sort`` is a column, with a minus for the largest first; ``group`` a column whose
    equal rows stand together, with their subtotals. Without ``page`` (from 1) all rows, else ``size`` of them.
    """

    sort: str = ""
    group: str = ""
    page: int | None = None
    size: int = 100


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The totals of the rows that share a value of the group column. It stands after row number ``after`` of the
    page (from 0), which is the last of them; ``row_count`` and totals are of all of them, on whatever page.
    """

    after: int
    value: Any
    totals: Row
    row_count: int


@dataclass(frozen=True, slots=True)
class Report:
    """One answer. ``rows`` hold Decimal, date, int and text by column key, and ``link`` and ``questions``;
    ``row_count`` counts all pages; ``totals_questions`` stand behind the totals, by column key.
    """

    type: ReportType
    parameters: Mapping[str, Any]
    columns: tuple[Column, ...]
    rows: list[Row]
    totals: Row
    row_count: int
    notes: list[Note] = field(default_factory=list)
    subtotals: list[Subtotal] = field(default_factory=list)
    names: Mapping[str, str] = field(default_factory=dict)  # of chosen records, by parameter
    totals_questions: Row = field(default_factory=dict)
