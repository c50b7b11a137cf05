"""A page of the stock report is found without working out what each row is worth, and says what the whole says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from hengku.catalog.models import Product
from hengku.company.models import Warehouse
from hengku.inventory.actions_places import create_warehouse
from hengku.kit import sight
from hengku.kit.postgres import Cluster
from hengku.reports.declaration import Report, Shape
from hengku.reports.parameters import read_parameters
from hengku.reports.run import REPORTS, report_type, run_report
from tests.reports.shop import line, post_one
from tests.reports.test_identities import Shop

SORTS: Final = ("", "-on_hand", "-unit_cost")
PARTS: Final[tuple[dict[str, str], ...]] = (
    {}, {"with_empty": "true"}, {"warehouse": "W1"}, {"warehouse": "W2"}, {"only": "short"}, {"only": "negative"},
    {"only": "zero"}, {"warehouse": "W1", "only": "short"}, {"warehouse": "W2", "only": "zero"},
    {"warehouse": "W3", "only": "negative"},
)  # fmt: skip
ASKED: Final = [{"by": by} | part for by in ("warehouse", "product", "status") for part in PARTS]
ASKED_BESIDE: Final = [
    {"q": "o"}, {"q": "o", "warehouse": "W1"}, {"with_safety": "true"}, {"only": "unsafe"}, {"as_of": "2026-01-31"},
]  # fmt: skip


class Places(Shop):
    """Six busy weeks, and a third warehouse where rice is below zero; of apples in the second nothing is left."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        book = self.book
        self.keys = {"W1": book.w1.pk, "W2": book.w2.pk}
        third = create_warehouse(actor=book.actor, code="W3", name="三仓")
        Warehouse.objects.of_company(book.company_id).filter(pk=third.pk).update(may_go_negative=True)
        self.keys["W3"] = third.pk
        Product.objects.filter(company_id=book.company_id, code__in=["COLA", "RICE"]).update(
            stock_minimum=Decimal(64)
        )
        book.add_product("TEA", "茶叶", stock_minimum=Decimal(5))
        day, sale = book.day(50), {"party_id": book.customer.pk}
        moved = [line(1, product_id=book.apple.pk)]
        post_one(book, "transfer_direct", day, moved, warehouse_id=book.w1.pk, warehouse_to_id=book.w2.pk)
        sold = [line(1, product_id=book.apple.pk, price="12.00")]
        post_one(book, "sales_issue", day, sold, warehouse_id=book.w2.pk, **sale)
        short = [line(3, product_id=book.rice.pk, price="60.00")]
        post_one(book, "sales_issue", day, short, warehouse_id=third.pk, **sale)

    def ask(self, asked: Mapping[str, str], shape: Shape, places: str | None) -> Report:
        """The report as somebody limited to one warehouse, or to none, is told it."""
        words = dict(asked)
        if "warehouse" in words:
            words["warehouse"] = str(self.keys[words["warehouse"]])
        with sight.limited_to(None if places is None else [self.keys[places]]):
            return run_report(self.book.actor, "stock", words, today=self.last, shape=shape)


@pytest.fixture(scope="module", params=["ORG", "WAREHOUSE"])
def shop(request: pytest.FixtureRequest, database: Cluster) -> Places:
    return Places(request.param)


@pytest.mark.parametrize("asked", ASKED + ASKED_BESIDE, ids=str)
@pytest.mark.parametrize("places", [None, "W1", "W3"])
def test_a_page_is_a_part_of_the_whole(shop: Places, asked: dict[str, str], places: str | None) -> None:
    """A page is found in two steps, all rows are worked out one by one; in what order has nothing to do with who asks."""
    for sort in SORTS if places is None else SORTS[1:2]:
        whole = shop.ask(asked, Shape(sort=sort), places)
        size = max(1, len(whole.rows) // 2)
        shapes = [Shape(sort, "", page, size) for page in range(1, len(whole.rows) // size + 2)]
        pages = [shop.ask(asked, shape, places) for shape in shapes]
        assert [row for page in pages for row in page.rows] == whole.rows
        assert all(page.row_count == len(whole.rows) for page in pages)
        assert [page.totals for page in pages if page.rows] == [whole.totals for page in pages if page.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"only": "negative"}, {("RICE", "三仓"): -3}),
        ({"warehouse": "W2", "only": "zero"}, {("APPLE", "门店"): 0}),
        ({"warehouse": "W2"}, {("COLA", "门店"): 6}),
        ({"by": "product", "only": "short"}, {("COLA", None): 63, ("RICE", None): 10, ("TEA", None): 0}),
    ],
    ids=str,
)
def test_what_is_asked_for_is_found(
    shop: Places, asked: dict[str, str], found: dict[tuple[str, str], int]
) -> None:
    """Negative control of the above: there are such rows."""
    page = shop.ask(asked, Shape(page=1), None)
    assert {(row["product_code"], row.get("warehouse")): row["on_hand"] for row in page.rows} == found


def test_negative_control_the_pools_alone_do_not_tell_what_a_part_is_worth(
    shop: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, asked = report_type("stock"), {"warehouse": "W1"}
    whole = shop.ask(asked, Shape(), None)
    assert kind.narrow is not None
    blind = replace(kind.narrow, bind=lambda bound: {**bound, "are_all_asked": True})
    monkeypatch.setitem(REPORTS, "stock", replace(kind, narrow=blind))
    assert shop.ask(asked, Shape(page=1, size=2), None).totals["amount"] != whole.totals["amount"]


def test_what_is_worked_out_of_months_is_worked_out_row_by_row(shop: Places) -> None:
    kind = report_type("stock")
    values = read_parameters(kind, {}, company_id=shop.book.company_id, today=shop.last)
    assert kind.bind is not None
    assert kind.narrow is not None
    bound = kind.bind(
        {**values, "company_id": shop.book.company_id, "today": shop.last, "category_ids": None}
    )
    assert kind.narrow.can(bound)
    assert kind.narrow.can({**bound, "warehouse": shop.book.w1.pk})
    assert not kind.narrow.can({**bound, "only": "unsafe"})
    past = kind.bind({**bound, "as_of": date(2026, 1, 31), "only": None})
    assert not kind.narrow.can(past)


def test_who_sees_one_warehouse_is_told_its_part_of_the_amount(shop: Places) -> None:
    """A pool of all warehouses is worth the same a piece to who sees only one of them."""
    asked = {"q": "COLA"}
    everywhere = {row["warehouse"]: row for row in shop.ask(asked, Shape(), None).rows}
    (row,) = shop.ask(asked, Shape(), "W2").rows
    assert row["warehouse"] == "门店"
    assert row["unit_cost"] == everywhere["门店"]["unit_cost"]
    assert abs(row["amount"] - everywhere["门店"]["amount"]) <= Decimal("0.01")  # where the odd fen falls
    assert shop.ask(asked, Shape(page=1), "W2").totals["amount"] == row["amount"]
