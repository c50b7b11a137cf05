"""A liquor retailer from order to bank: the books equal sums taken straight from the files, day by day (C16, D-PAY)."""

from __future__ import annotations

import csv
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hengku.documents.models import Document
from hengku.kit.postgres import Cluster
from replays.common import Stage
from replays.liquor import TYPES, make_brands, make_records, play_bills, result_of
from replays.liquor_files import Bill, Found, read_folder
from tests.conftest import assert_books_agree
from tests.world import Book

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "bibitor_liquor" / "dev"
INVOICES = """VendorNumber,VendorName,InvoiceDate,PONumber,PODate,PayDate,Quantity,Dollars,Freight,Approval
105,ALTAMAR BRANDS LLC         ,04-01-2016,8124,21-12-2015,16-02-2016,6,214.26,3.47,None
480,BACARDI USA INC            ,12-01-2016,8106,20-12-2015,05-02-2016,10100,137483.78,2935.2,Frank Delahunt
480,BACARDI USA INC            ,28-01-2016,8300,10-01-2016,01-03-2016,3,10,0,None
480,BACARDI USA INC            ,29-01-2016,8300,10-01-2016,01-03-2016,3,10,0,None
105,ALTAMAR BRANDS LLC         ,20-01-2016,8400,21-01-2016,16-02-2016,6,214.26,3.47,None
105,ALTAMAR BRANDS LLC         ,04-02-2016,8401,21-01-2016,16-02-2016,0,214.26,3.47,None
105,ALTAMAR BRANDS LLC         ,04-02-2016,8402,21-01-2016,16-02-2016,6,unknown,3.47,None
"""
PRICES = """Brand,Description,Price,Size,Volume,Classification,PurchasePrice,VendorNumber,VendorName
58,Gekkeikan Sake,12.99,750mL,750,1,9.28,105,ALTAMAR BRANDS INC
59,GEKKEIKAN Sake,13.99,750mL,750,1,9.28,105,ALTAMAR BRANDS INC
60,Gekkeikan Sake,22.99,1500mL,1500,1,19.28,105,ALTAMAR BRANDS LLC
4202,,0,,,1,11.19,480,BACARDI USA INC
2166,The Double Cask 12,0,750mL,750,1,0,480,BACARDI USA INC
"""


def played(folder: Path, most: int = 0, brands: int = 3) -> tuple[Book, dict]:
    """A book of that time, the folder played into it twice, and what came of it."""
    book = Book(started_on=date(2015, 12, 1))
    stage = Stage(book.actor)
    found = read_folder(folder, most)
    del found.brands[brands:]
    for _ in range(2):
        make_brands(stage, found.brands)
        play_bills(stage, found.bills, make_records(stage, found))
    assert_books_agree(book.company_id)
    return book, result_of(stage, found)


@pytest.fixture(scope="module")
def small(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict]:
    folder = tmp_path_factory.mktemp("liquor")
    (folder / "InvoicePurchases_2016H1.csv").write_text(INVOICES, encoding="utf-8-sig")
    (folder / "2017PurchasePricesDec.csv").write_text(PRICES, encoding="utf-8-sig")
    return played(folder)


def test_refused_rows_say_why(small: tuple[Book, dict]) -> None:
    result = small[1]
    assert [(one["row"], one["reason"]) for one in result["refused"]] == [
        (5, "REPEATED"), (6, "BAD_DATES"), (7, "BAD_AMOUNT"), (8, "BAD_VALUE"),
        (3, "SAME_NAME"), (5, "NAME_MISSING"), (6, "PRICE_MISSING"),
    ]  # fmt: skip
    assert [one["reason"] for one in result["noted"]] == ["TWO_NAMES"]


def test_freight_is_cost_and_all_is_paid_in_the_end(small: tuple[Book, dict]) -> None:
    result = small[1]
    assert result["books"] == result["files"]
    assert result["books"] == {
        "brands": 2, "price_list": "28.56", "quantity": "10109", "invoiced": "137708.04", "freight": "2938.67",
        "stock_amount": "140646.71", "paid": "140646.71", "still_open": "0.00",
        "owed_before": {
            "2016-02-01": "140646.71", "2016-03-01": "10.00", "2016-04-01": "0.00",
        },
    }  # fmt: skip
    assert result["audit"]["violations"] == 0


def test_a_bill_that_is_not_in_the_books_is_seen(small: tuple[Book, dict]) -> None:
    """The negative control: a bottle more in the files than was posted is a difference, and the command fails on it."""
    book = small[0]
    one = Bill("9", "105", *[date(2016, 1, 4)] * 3, Decimal(1), Decimal(2), Decimal(0), "")
    result = result_of(Stage(book.actor), Found([one], [], {}, [], []))
    assert result["books"] != result["files"]


def test_played_twice_it_is_there_once(small: tuple[Book, dict]) -> None:
    codes = Document.objects.visible_to(small[0].actor).values_list("type_code", flat=True)
    counted = {code: list(codes).count(code) for code in TYPES}
    assert counted == {**dict.fromkeys(TYPES, 3), "landed_cost": 2}  # one came without freight


def test_approval_is_kept(small: tuple[Book, dict]) -> None:
    orders = Document.objects.visible_to(small[0].actor).filter(type_code="purchase_order")
    assert dict(orders.values_list("source_number", "remark")) == {
        "8106": "批准人 Frank Delahunt", "8124": "", "8300": "",
    }  # fmt: skip


@pytest.mark.skipif(not REAL.exists(), reason="the data set is not here")
def test_the_first_bills_of_the_real_files(database: Cluster) -> None:
    rows = []
    with (REAL / "InvoicePurchases_2016H1.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            invoiced = "".join(reversed(row["InvoiceDate"].split("-")))
            paid = "".join(reversed(row["PayDate"].split("-")))
            money = Decimal(row["Dollars"]) + Decimal(row["Freight"])
            rows.append((invoiced, int(row["PONumber"]), paid, money, int(row["Quantity"])))
    first = sorted(rows)[:60]
    books = played(REAL, 60, brands=200)[1]["books"]
    assert (books["brands"], books["still_open"]) == (200, "0.00")
    assert Decimal(books["quantity"]) == sum(one[4] for one in first)
    assert Decimal(books["stock_amount"]) == Decimal(books["paid"]) == sum(one[3] for one in first)
    for day, amount in books["owed_before"].items():
        on = day.replace("-", "")
        assert Decimal(amount) == sum(one[3] for one in first if one[0] < on <= one[2])
