"""Weights in the reports over stock (B2): every report tells the same kilograms, and amounts are shared by weight."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengku.company.actions import add_setting
from hengku.diagnosis.why.queries import explain
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.snapshots import make_snapshots
from hengku.reports.columns import PRICED_BY_WEIGHT
from hengku.reports.pages import product_days, product_page
from hengku.reports.run import run_report
from hengku.reports.stock import BY_WEIGHT
from tests.posting.books import pool
from tests.reports.shop import LATER, balance, line, line_ids, post_one
from tests.world import Book


@pytest.fixture(scope="module")
def shop(database: Cluster) -> Book:
    """20 hams of two lots, 103 kg in all at 20.00; 6 heavy ones go to W2, 3 are sold from there, one comes back."""
    book = Book()
    ham = book.add_product("HAM", "火腿", "条", tracking="lot", aux_unit="千克", aux_standard=D("5.2"))
    w1, w2 = {"warehouse_id": book.w1.pk}, {"warehouse_id": book.w2.pk}
    for day, lot, weight in ((1, "L1", "50"), (5, "L2", "53")):
        bought = [line(10, product_id=ham.pk, price="20", lot_no=lot, aux_quantity=weight)]
        header = {"party_id": book.supplier.pk, "price_mode": "EXCL", **w1}
        post_one(book, "purchase_receipt", book.day(day), bought, **header)
    moved = [line(6, product_id=ham.pk, lot_no="L2", aux_quantity="33")]
    post_one(book, "transfer_direct", book.day(10), moved, warehouse_to_id=book.w2.pk, **w1)
    to = {"party_id": book.customer.pk, **w2}
    sold = [line(3, product_id=ham.pk, price="30", lot_no="L2", aux_quantity="16.4")]
    sale = post_one(book, "sales_issue", book.day(33), sold, **to)
    back = [
        line(1, product_id=ham.pk, lot_no="L2", aux_quantity="5.4", source_line_id=line_ids(book, sale)[0])
    ]
    post_one(book, "sales_return", book.day(35), back, reason="unwanted", **to)
    post_one(book, "opening_stock", book.day(1), [line(5, product_id=book.rice.pk, amount_net="50.00")], **w1)
    return book


def rows(book: Book, name: str, **asked: Any) -> Any:
    found = run_report(book.actor, name, asked, today=book.day(60))
    return found, {
        tuple(row[key] for key in ("product_code", "warehouse") if row.get(key)): row for row in found.rows
    }


def test_one_pool_is_shared_by_weight(shop: Book) -> None:
    ham = shop.product("HAM")
    assert pool(shop, ham) == (D("92"), D("1840.00"))
    report, found = rows(shop, "stock", as_of=shop.day(60))
    at = {
        key: (row["on_hand"], row["weight"], row["amount"]) for key, row in found.items() if key[0] == "HAM"
    }
    assert at == {
        ("HAM", "主仓"): (D("14"), D("70"), D("1400.00")),  # by pieces it would be 1,431.11
        ("HAM", "门店"): (D("4"), D("22"), D("440.00")),
    }
    assert (report.totals["weight"], report.totals["amount"]) == (D("92"), D("1890.00"))
    for row in report.rows:
        for question in row["questions"].values():
            assert explain(shop.actor, question, today=shop.day(60)).agrees, (row, question)


def test_every_report_tells_the_same_kilograms(shop: Book) -> None:
    ham = shop.product("HAM")
    report = run_report(shop.actor, "lots", {}, today=shop.day(60))
    assert {
        (row["lot_no"], row["warehouse"]): (row["quantity"], row["weight"], row["amount"])
        for row in report.rows
    } == {
        ("L1", "主仓"): (D("10"), D("50"), D("1000.00")),
        ("L2", "主仓"): (D("4"), D("20"), D("400.00")),
        ("L2", "门店"): (D("4"), D("22"), D("440.00")),
    }
    days = {"from": shop.day(32), "to": shop.day(59)}
    (row,) = [one for one in rows(shop, "stock_summary", **days)[0].rows if one["product_code"] == "HAM"]
    weights = tuple(row[f"{key}_weight"] for key in ("opening", "in", "out", "closing"))
    assert weights == (  # what comes back lessens what went (G9)
        D("103"),
        D("0"),
        D("11"),
        D("92"),
    )
    assert row["weight_unit"] == "千克"
    by = {
        one["warehouse"]: one["closing_weight"]
        for one in rows(shop, "stock_summary", by="warehouse", product=ham.pk, **days)[0].rows
    }
    assert by == {"主仓": D("70"), "门店": D("22")}
    ledger = rows(shop, "stock_ledger", product=ham.pk, **days)[0].rows
    assert ledger[-1]["balance_weight"] == D("92")


def test_a_unit_cost_is_of_a_kilogram(shop: Book) -> None:
    """1,840.00 over 92 kg, wherever it is told; its question says what was divided by what."""
    ham, today = shop.product("HAM"), shop.day(60)
    for asked in ({"by": "product"}, {"by": "warehouse"}, {"by": "warehouse", "as_of": shop.day(40)}):
        report, found = rows(shop, "stock", **asked)
        hams = [row for key, row in found.items() if key[0] == "HAM"]
        assert {row["unit_cost"] for row in hams} == {D("20")}
        assert BY_WEIGHT in report.notes
        for row in hams:
            told = explain(shop.actor, row["questions"]["unit_cost"], today=today)
            assert told.agrees
            assert [term.question["kind"] for term in told.terms] == ["stock_amount", "weight"]
            assert explain(shop.actor, row["questions"]["weight"], today=today).agrees
    days = {"from": shop.day(32), "to": shop.day(59)}
    (row,) = [one for one in rows(shop, "stock_summary", **days)[0].rows if one["product_code"] == "HAM"]
    assert row["unit_cost"] == D("20")
    for column in ("unit_cost", "opening_weight", "in_weight", "out_weight", "closing_weight"):
        assert explain(shop.actor, row["questions"][column], today=today).agrees, column
    last = product_days(shop.actor, ham.pk, first=shop.day(30), last=today, warehouse_id=None)[-1]
    assert (last["quantity"], last["weight"], last["unit_cost"]) == (D("18"), D("92"), D("20"))
    assert {one["unit"] for one in product_page(shop.actor, ham.pk)["prices"]} == {"千克"}
    only_rice = run_report(shop.actor, "stock", {"product": shop.rice.pk}, today=today)
    assert BY_WEIGHT not in only_rice.notes


def test_movements_tell_weight(shop: Book) -> None:
    """R-06, R-18: what each document, and each type, brought and took."""
    days = {"from": shop.day(1), "to": shop.day(59), "product": shop.product("HAM").pk}
    by_type = {
        row["type_label"]: (row["in_weight"], row["out_weight"])
        for row in run_report(shop.actor, "movement_types", days, today=shop.day(60)).rows
    }
    assert by_type == {
        "采购入库单": (D("103"), D("0")),
        "销售出库单": (D("0"), D("16.4")),
        "销售退货单": (D("0"), D("-5.4")),
    }
    report = run_report(shop.actor, "movement_lines", days, today=shop.day(60))
    assert (report.totals["in_weight"], report.totals["out_weight"]) == (D("103"), D("11"))
    assert {row["weight_unit"] for row in report.rows} == {"千克"}


def test_the_trend_tells_pieces_and_weight(shop: Book) -> None:
    """R-15: the pool of what is weighed holds its weight; its pieces are told beside it."""
    days = {"from": shop.day(1), "to": shop.day(60), "product": shop.product("HAM").pk}
    make_snapshots(company_id=shop.company_id, now=LATER, at_most=100)
    found = run_report(shop.actor, "stock_trend", days, today=shop.day(60)).rows
    told = {row["business_on"]: (row["quantity"], row["weight"], row["amount"]) for row in found}
    assert told[shop.day(60)] == (D("18"), D("92"), D("1840.00"))
    assert told[shop.day(31)] == (D("20"), D("103"), D("2060.00"))
    for row in found[:2]:
        for question in row["questions"].values():
            assert explain(shop.actor, question, today=shop.day(60)).agrees, (row, question)


@pytest.fixture(scope="module", params=["ON_ISSUE", "ON_INVOICE"])
def trade(database: Cluster, request: pytest.FixtureRequest) -> tuple[Book, dict[str, Any]]:
    """10 hams of 50 kg at 20.00, 10 of 54 kg at 22.00; 3 of 17 kg sold at 15.00, of
    which 2, weighing 11 kg, are invoiced first and one of 6 kg after, at 2.00 more.
    """
    book = Book()
    add_setting(company_id=book.company_id, key="revenue_mode", value=request.param,
                effective_on=book.company.started_on, set_by=book.actor.user_id)  # fmt: skip
    ham = book.add_product("HAM", "火腿", "条", aux_unit="千克", aux_standard=D("5.2"))
    kinds: dict[str, Any] = {"warehouse_id": book.w1.pk, "price_mode": "EXCL"}
    buy, sell = {**kinds, "party_id": book.supplier.pk}, {**kinds, "party_id": book.customer.pk}
    made = [
        post_one(book, "purchase_receipt", book.day(on), [line(10, product_id=ham.pk, price=price, aux_quantity=kg)], **buy)
        for on, price, kg in ((1, "20", "50"), (32, "22", "54"))
    ]  # fmt: skip
    bill = [line(4, product_id=ham.pk, aux_quantity="20", amount_net="400.00", amount_tax="52.00",
                 source_line_id=line_ids(book, made[0])[0])]  # fmt: skip
    post_one(book, "purchase_invoice", book.day(33), bill, party_id=book.supplier.pk, price_mode="EXCL",
             invoice_no="12345678901234567890")  # fmt: skip
    sold = [line(3, product_id=ham.pk, price="15", aux_quantity="17")]
    source = line_ids(book, post_one(book, "sales_issue", book.day(34), sold, **sell))[0]
    for on, pieces, kg, net, tax in ((35, 2, "11", "165.00", "21.45"), (36, 1, "6", "92.00", "11.96")):
        part = [line(pieces, product_id=ham.pk, aux_quantity=kg, amount_net=net, amount_tax=tax, source_line_id=source)]
        post_one(book, "sales_invoice", book.day(on), part, party_id=book.customer.pk)
    return book, {"from": book.day(31), "to": book.day(60), "product": ham.pk}


def told(book: Book, name: str, asked: dict[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    """These columns of every row, each figure explained."""
    report = run_report(book.actor, name, asked, today=book.day(60))
    for row in report.rows:
        for question in row["questions"].values():
            assert explain(book.actor, question, today=book.day(60)).agrees, (name, row, question)
    assert {row["weight_unit"] for row in report.rows} <= {"千克"}
    return [tuple(row[key] for key in keys) for row in report.rows]


def test_prices_of_purchases_are_of_a_kilogram(trade: tuple[Book, dict[str, Any]]) -> None:
    """R-21: 22.00 against 20.00 is 10 % more; by the piece it would be 118.80 against 100.00, 19 % more."""
    book, days = trade
    keys = ("quantity", "weight", "price", "lowest", "price_before", "rise")
    shown = told(book, "purchase_prices", days, *keys)
    assert shown == [(D("10"), D("54"), D("22"), D("22"), D("20"), D("0.1"))]
    report = run_report(book.actor, "purchase_prices", days, today=book.day(60))
    assert PRICED_BY_WEIGHT in report.notes
    question = report.rows[0]["questions"]["price"]
    terms = explain(book.actor, question, today=book.day(60)).terms
    assert [term.question["kind"] for term in terms] == ["paid_for_amount", "paid_for_weight"]
    assert told(book, "purchase_lines", days, "weight", "price") == [(D("54"), D("22"))]
    assert told(book, "purchase_stats", days, "weight", "price") == [(D("54"), D("22"))]
    match = run_report(book.actor, "purchase_match", days, today=book.day(60)).rows
    assert [(row["receipt_price"], row["invoice_price"], row["difference"]) for row in match] == [
        (D("20"), D("20"), D("0"))  # 4 of 10 hams, but 20 of 50 kg
    ]
    empty = run_report(book.actor, "purchase_lines", {**days, "product": book.rice.pk}, today=book.day(60))
    assert "weight_unit" not in {one.key for one in empty.columns}


def test_sales_are_shared_by_weight(trade: tuple[Book, dict[str, Any]]) -> None:
    """R-29, R-30: what invoices add, and what they take of the cost, goes by weight as in the books (T11)."""
    book, days = trade
    cost = balance(book, "cogs", last=book.day(59))
    ((quantity, weight, net, said),) = told(book, "gross_profit", days, "quantity", "weight", "net", "cost")
    assert (quantity, weight, net, said) == (D("3"), D("17"), D("257"), cost)
    assert net == -balance(book, "revenue", last=book.day(59))
    lines = told(book, "sales_lines", days, "weight", "net")
    assert sorted(lines) in ([(D("0"), D("2")), (D("17"), D("255"))], [(D("6"), D("92")), (D("11"), D("165"))])
    prices = told(book, "negative_margin", days, "price", "unit_cost", "weight")
    assert [price[0] for price in prices] in ([D("15")], [D("15"), D("15.33333333")])  # 92.00 / 6 kg
    assert all(D("21.03") < price[1] < D("21.05") for price in prices)  # 2,188.00 / 104 kg


def test_what_is_not_invoiced_goes_by_weight(trade: tuple[Book, dict[str, Any]]) -> None:
    """R-41: after 11 of 17 kg 6 are open; by the piece it would be a third."""
    book, _ = trade
    asked = {"as_of": book.day(35)}
    (row,) = run_report(book.actor, "issued_not_invoiced", asked, today=book.day(60)).rows
    assert (row["amount"], row["amount_left"]) == (D("288.15"), D("101.70"))
    for question in row["questions"].values():
        assert explain(book.actor, question, today=book.day(60)).agrees


def test_where_nothing_is_weighed_there_is_no_column(shop: Book) -> None:
    asked = {"from": shop.day(1), "to": shop.day(59)}
    keys = {one.key for one in run_report(shop.actor, "stock_summary", asked, today=shop.day(60)).columns}
    assert "closing_weight" in keys
    only_rice = {**asked, "product": shop.rice.pk}
    keys = {one.key for one in run_report(shop.actor, "stock_summary", only_rice, today=shop.day(60)).columns}
    assert not {one for one in keys if "weight" in one}


def test_a_snapshot_changes_no_kilogram(shop: Book) -> None:
    asked = {"from": shop.day(32), "to": shop.day(59)}

    def weights() -> list[tuple[Decimal, ...]]:
        found = run_report(shop.actor, "stock_summary", asked, today=shop.day(60)).rows
        return [(row["opening_weight"], row["in_weight"], row["closing_weight"]) for row in found]

    before = weights()
    make_snapshots(company_id=shop.company_id, now=LATER)
    assert weights() == before
