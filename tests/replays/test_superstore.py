"""An office supplier from order to what came back: the books equal sums taken straight from the workbook (R-29)."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from hengku.documents.models import Document
from hengku.kit.postgres import Cluster
from replays.command import agrees
from replays.common import Stage, Stopping
from replays.superstore import REPLAY, play, result_of
from replays.superstore_files import read_folder
from tests.conftest import assert_books_agree
from tests.world import Book

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "superstore_cn" / "dev"
HEAD = [
    "行 ID",
    "订单 ID",
    "订单日期",
    "发货日期",
    "客户 ID",
    "客户名称",
    "地区",
    "产品 ID",
    "产品名称",
    "销售额",
    "数量",
    "利润",
]
D1, D2, D5 = date(2017, 4, 27), date(2017, 4, 29), date(2017, 5, 2)
ROWS: list[list[Any]] = [
    [1, "A-1", D1, D2, "曾惠-1", "曾惠", "华东", "用品-1", "剪刀", 129.696, 2, -60.704],
    [2, "A-1", D1, D2, "许安-2", "许安", "西南", "信封-1", "信封", 125.43999999999998, 2, 42.56],
    [3, "A-2", D2, D2, "曾惠-1", "曾惠", "东北", "用品-1", "剪刀, 红", 30, 3, 9],
    [4, "A-2", D2, D2, "曾惠-1", "曾惠", "东北", "信封-1", "信封", 10, 1, 4],
    [5, "A-3", D2, D5, "许安-2", "许安", "华东", "信封-1", "信封", 20, 0, 4],
    [5, "A-3", D5, D2, "许安-2", "许安", "华东", "信封-1", "信封", 20, 1, 4],
    [1, "A-3", D2, D5, "许安-2", "许安", "华东", "信封-1", "信封", 20, 1, 4],
    [6, "A-3", D2, D5, "许安-2", "许安", "华东", "信封-1", "信封", "许多", 1, 4],
    [7, "A-3", D2, D5, "许安-2", "许安", "华东", "信封-1", "信封", 20, 1, 21],
    [8, "A-3", D2, D5, None, "许安", "华东", "信封-1", "信封", 20, 1, 4],
]  # fmt: skip


def played(folder: Path, most: int = 0) -> tuple[Book, dict[str, Any]]:
    """A book of that time, the folder played into it twice, and what came of it."""
    found = read_folder(folder, most)
    book = Book(started_on=found.sales[0].ordered_on.replace(day=1))
    stage = Stage(book.actor)
    play(stage, read_folder(folder, 1), Stopping())  # what is in the books is not asked for again
    play(stage, found, Stopping())
    added = stage.documents_added
    result = play(stage, found, Stopping())
    assert stage.documents_added == added
    assert_books_agree(book.company_id)
    return book, result


@pytest.fixture(scope="module")
def small(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict[str, Any], Path]:
    folder = tmp_path_factory.mktemp("superstore")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "订单"
    for row in (HEAD, *ROWS):
        sheet.append(row)
    for name, rows in (
        ("退货", [["订单 ID", "退回"], ["A-2", "是"], ["A-2", "是"], ["A-9", "是"]]),
        ("销售人员", [["地区", "地区经理"], ["东北", "楚杰"], ["华东", "洪光"]]),
    ):
        other = workbook.create_sheet(name)
        for row in rows:
            other.append(row)
    workbook.save(folder / "超市.xlsx")
    return *played(folder), folder


def test_refused_rows_say_why(small: tuple[Book, dict[str, Any], Path]) -> None:
    assert [(one["row"], one["reason"]) for one in small[1]["refused"]] == [
        (6, "BAD_QUANTITY"), (7, "BAD_DATES"), (8, "REPEATED"), (9, "BAD_VALUE"), (10, "BAD_AMOUNT"), (11, "MISSING"),
        (3, "REPEATED"), (4, "NO_ORDER"),
    ]  # fmt: skip


def test_each_customer_of_an_order_is_sent_their_own(small: tuple[Book, dict[str, Any], Path]) -> None:
    numbers = Document.objects.visible_to(small[0].actor).filter(type_code="sales_issue")
    assert sorted(numbers.values_list("source_number", flat=True)) == ["A-1", "A-1-2", "A-2"]


def test_what_came_back_is_stock_at_what_it_cost(small: tuple[Book, dict[str, Any], Path]) -> None:
    result = small[1]
    assert agrees(result)
    assert result["books"] == {
        "sold_quantity": "8", "sold_amount": "295.14", "returned_quantity": "4", "returned_amount": "40.00",
        "bought_amount": "300.28", "cost_and_stock": "300.28", "stock_quantity": "4", "receivable": "255.14",
        "by_manager": {"(未指定)": "125.44", "洪光": "129.70"},
    }  # fmt: skip
    assert result["rounded"] == 1  # 129.696; what binary did to 125.44 was undone when it was read


def test_a_sale_that_is_not_in_the_books_is_seen(small: tuple[Book, dict[str, Any], Path]) -> None:
    """The negative control: a piece more in the workbook than was posted, and the command fails."""
    book, _, folder = small
    found = read_folder(folder)
    found.sales.append(found.sales[0])
    assert not agrees(result_of(Stage(book.actor), found))
    assert REPLAY.days(read_folder(folder.parent)) is None


@pytest.mark.skipif(not REAL.exists(), reason="the data set is not here")
def test_the_first_sales_of_the_real_workbook(database: Cluster) -> None:
    path = next(REAL.glob("*.xls"))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("订单").to_python()
    at = {label: place for place, label in enumerate(rows[0])}
    groups: dict[tuple[Any, ...], Decimal] = defaultdict(Decimal)
    for row in rows[1:]:
        key = tuple(row[at[label]] for label in ("订单日期", "订单 ID", "客户 ID", "发货日期", "地区"))
        groups[key] += Decimal(repr(row[at["销售额"]])).quantize(Decimal("0.01"), ROUND_HALF_UP)
    books = played(REAL, 40)[1]["books"]
    last = sorted(groups)[39][0]
    whole = sum(amount for key, amount in groups.items() if key[0] < last)
    assert (
        whole
        <= Decimal(books["sold_amount"])
        <= whole + sum(a for key, a in groups.items() if key[0] == last)
    )
