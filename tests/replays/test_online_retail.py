"""Invoice lines of a wholesaler: totals from the books equal sums that a few lines of csv take from the files."""

from __future__ import annotations

import csv
import gzip
import itertools
import os
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hengku.documents.models import Document, Line
from hengku.kit.postgres import Cluster
from replays.common import Stage
from replays.online_retail import play
from replays.online_retail_files import read_folder
from replays.online_retail_result import result_of
from tests.conftest import assert_books_agree
from tests.world import Book

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("HENGKU_SHARED") or ROOT.parent / "shared")
REAL = SHARED / "data" / "uci_online_retail" / "dev"
ROWS = """InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
1001,10001a,BLUE CUP,6,2010-12-01 08:26:00,2.55,17850.0,UK
1001,10002,RED CUP,3,2010-12-01 08:26:00,1.10,17850.0,UK
1001,10002,RED CUP,3,2010-12-01 08:26:00,1.10,17850.0,UK
1002,10001A,BLUE CUP,10,2010-12-01 09:00:00,3.00,,UK
1003,POST,POSTAGE,1,2010-12-01 09:10:00,18.00,17850.0,UK
C1004,10002,RED CUP,-4,2010-12-01 10:00:00,1.10,17850.0,UK
C1005,10003,GREEN CUP,-5,2010-12-01 11:00:00,4.00,13000.0,UK
C1006,D,Discount,-1,2010-12-02 09:00:00,2.50,17850.0,UK
1007,10003,GREEN CUP,8,2010-12-02 09:10:00,4.00,13000.0,UK
1008,10003,,7,2010-12-02 10:00:00,0.0,,UK
1009,10002,damaged,-2,2010-12-02 10:10:00,0.0,,UK
1010,10001A,?,-1,2010-12-02 10:20:00,0.0,,UK
1011,10002,RED CUP,1,2010-12-02 11:00:00,0.0,17850.0,UK
1012,10002,RED CUP,-1,2010-12-02 11:10:00,1.10,17850.0,UK
1013,10002,RED CUP,abc,2010-12-02 11:20:00,1.10,17850.0,UK
A1014,10002,Adjust bad debt,1,2010-12-02 11:30:00,-9.00,,UK
1015,10002,RED CUP,1,2010-13-02 11:30:00,1.10,17850.0,UK
C1016,10001A,BLUE CUP,-1,2010-12-03 11:30:00,3.00,,UK
C1017,10001A,BLUE CUP,-1,2010-12-03 11:40:00,2.55,17850.0,UK
C1017,10001A,BLUE CUP,-2,2010-12-03 11:40:00,2.55,17850.0,UK
C1018,10001A,BLUE CUP,-1,2010-12-03 11:50:00,2.55,17850.0,UK
"""


def played(folder: Path, days: int = 0) -> tuple[Book, dict[str, Any]]:
    """A book of that time, the folder played into it twice, and what came of it."""
    book = Book(started_on=date(2010, 12, 1))
    stage = Stage(book.actor)
    found = read_folder(folder)
    play(stage, found, days)
    added = stage.documents_added
    wanted = play(stage, read_folder(folder), days)
    assert stage.documents_added == added, "the second time adds nothing"
    assert_books_agree(book.company_id)
    return book, result_of(stage, found, wanted)


@pytest.fixture(scope="module")
def small(database: Cluster, tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("uci")
    (folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    return played(folder)


def test_refused_rows_say_why(small: tuple[Book, dict[str, Any]]) -> None:
    result = small[1]
    assert [(one["row"], one["reason"]) for one in result["refused"]] == [
        (6, "NOT_GOODS"), (15, "SIGNS_DISAGREE"), (16, "NOT_A_NUMBER"), (17, "PRICE_NEGATIVE"), (18, "DATE_WRONG"),
    ]  # fmt: skip
    assert result["refused_amount"] == "7.90"  # 18.00 - 1.10 - 9.00; without a date or a number there is none


def test_books_total_what_the_sound_rows_total(small: tuple[Book, dict[str, Any]]) -> None:
    result = small[1]
    assert result["books"] == result["files"]
    assert result["books"] == {
        "sold_quantity": "31", "sold_amount": "83.90",  # 15.30 + 3.30 × 2 + 30.00 + 32.00
        "returned_quantity": "14", "returned_amount": "37.60",  # 4.40 + 20.00 + 3.00 + 4 × 2.55
        "allowed_amount": "2.50", "corrected_in": "7", "corrected_out": "3",
        "stock_quantity": "13", "receivable": "43.80",
    }  # fmt: skip  # opening 17 + 6 + 3, the goods of a day leaving first; 26 - 31 - 3 + 14 + 7
    assert result["audit"]["violations"] == 0


def test_a_cancellation_takes_back_its_sale_where_it_stands_before_it(
    small: tuple[Book, dict[str, Any]],
) -> None:
    book, result = small
    returns = Document.objects.visible_to(book.actor).filter(type_code="sales_return")
    lines = Line.objects.visible_to(book.actor)
    invoices = dict(lines.values_list("pk", "document__source_number"))
    sources = {
        returned.source_number: [
            (quantity, invoices[source] if source else None)
            for quantity, source in lines.filter(document=returned)
            .order_by("line_no")
            .values_list("quantity", "source_line_id")
        ]
        for returned in returns
    }
    assert sources == {
        "C1004": [(3, "1001"), (1, "1001")], "C1005": [(5, None)], "C1016": [(1, None)],
        "C1017": [(3, "1001")], "C1018": [(1, "1001")],
    }  # fmt: skip
    assert result["unlinked_returns"] == {"before_sale": 1, "walk_in": 1}


def test_corrections_have_their_reason(small: tuple[Book, dict[str, Any]]) -> None:
    adjusted = Document.objects.visible_to(small[0].actor).filter(type_code="stock_adjustment")
    assert {one.source_number.split(":")[1] for one in adjusted} == {"DAMAGE", "ENTRY_ERROR"}


@pytest.mark.skipif(not REAL.exists(), reason="the data set is not here")
def test_the_first_day_of_the_real_files(database: Cluster, tmp_path: Path) -> None:
    total, pieces, kept = Decimal(0), Counter[str](), []
    with gzip.open(REAL / "online_retail_2010-12_2011-08.csv.gz", "rt", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        for row in itertools.takewhile(lambda row: row["InvoiceDate"].startswith("2010-12-01"), reader):
            kept.append(row)
            total += (Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])).quantize(Decimal("0.01"))
            if row["StockCode"][:5].isdigit():
                is_sale = row["InvoiceNo"][0] != "C" and Decimal(row["UnitPrice"]) > 0
                pieces["sold" if is_sale else "else"] += int(row["Quantity"])
    with gzip.open(tmp_path / "day.csv.gz", "wt", encoding="utf-8", newline="") as day:
        writer = csv.DictWriter(day, list(kept[0]))
        writer.writeheader()
        writer.writerows(kept)
    result = played(tmp_path)[1]
    books = result["books"]
    assert books == result["files"]
    assert Decimal(books["receivable"]) + Decimal(result["refused_amount"]) == total
    assert int(books["sold_quantity"]) == pieces["sold"]
    others = int(books["corrected_in"]) - int(books["corrected_out"]) - int(books["returned_quantity"])
    assert others == pieces["else"]
    assert result["audit"]["violations"] == 0
