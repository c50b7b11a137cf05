"""Changing the costing method (C2): when it may, and that stock goes over to the fen."""

from __future__ import annotations

from datetime import date

import pytest

from hengku.catalog.actions_lists import create_category
from hengku.company.actions import set_setting
from hengku.diagnosis.queries import audit
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.opening.questions import cost_standing
from hengku.posting.switch import Conversion, choose_method, convert_company
from hengku.reports.run import run_report
from tests.posting.books import balance, pool, snapshot
from tests.posting.desk import Desk
from tests.world import Book

METHODS = "SELECT method FROM costing_pool WHERE company_id = %s ORDER BY id"
#: The last day of the first year, and the first of the next, as days of the book.
LAST, NEXT = 365, 366


def closed_year(book: Book) -> Desk:
    """Ten pieces in two receipts, four sold; every month of the year closed."""
    desk = Desk(book)
    desk.receive("5", "10", day=2)
    desk.receive("5", "13", day=3)
    desk.issue("4", day=4)
    close_year(desk)
    return desk


def close_year(desk: Desk) -> None:
    """Every month of the first year."""
    for month in range(1, 13):
        day = (date(2026, month, 1) - desk.book.day(1)).days + 1
        desk.close("stock", "arap", "ledger", day=day)


def change(book: Book, method: str, on: date) -> None:
    """The company's own method, or the scope of its pools."""
    set_setting(
        actor=book.actor,
        key="cost_scope" if method in ("ORG", "WAREHOUSE") else "costing_method",
        value=method,
        effective_on=on,
        standing=cost_standing,
        convert=convert_company,
    )


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days of the next year are not in the future."""
    from datetime import UTC, datetime

    from tests.posting import desk

    monkeypatch.setattr(desk, "NOW", datetime(2027, 2, 1, 8, 0, tzinfo=UTC))


@pytest.mark.usefixtures("later")
class TestCompany:
    def test_average_becomes_first_in_first_out(self, book: Book) -> None:
        desk = closed_year(book)
        assert pool(book) == (D("6"), D("69.00"))
        change(book, "FIFO", book.day(NEXT))
        assert pool(book) == (D("6"), D("69.00"))
        assert sql.rows(METHODS, (book.company_id,)) == [("FIFO",)]
        desk.receive("4", "20", day=NEXT + 2)
        desk.issue("7", day=NEXT + 4)  # the six that were there, and one of the new
        assert pool(book) == (D("3"), D("60.00"))
        desk.receive("1", "30", day=NEXT + 1)  # late: between the old ones and the new
        assert pool(book) == (D("4"), D("80.00"))

    def test_first_in_first_out_becomes_an_average(self, book: Book) -> None:
        Desk(book).decide("costing_method", "FIFO")
        desk = closed_year(book)
        assert pool(book) == (D("6"), D("75.00"))
        change(book, "MONTHLY_AVERAGE", book.day(NEXT))
        desk.issue("2", day=NEXT + 4)
        desk.receive("6", "20", day=NEXT + 10)
        desk.cost_month(NEXT + 20)
        assert pool(book) == (D("10"), D("162.50"))

    def test_nothing_before_that_day_can_be_entered_then(self, book: Book) -> None:
        from hengku.company.actions import reopen_period

        desk = closed_year(book)
        change(book, "FIFO", book.day(NEXT))
        for part in ("ledger", "arap", "stock"):
            reopen_period(actor=book.actor, month=date(2026, 12, 1), part=part, reason="补录")
        desk.issue("1", day=NEXT + 4)
        with pytest.raises(Problem, match="计价方法自"):
            desk.receive("1", "10", day=LAST)

    def test_within_a_year_it_is_refused(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("5", "10", day=2)
        with pytest.raises(Problem, match="只能从某年 1 月 1 日起变更"):
            change(book, "FIFO", book.day(32))


@pytest.mark.usefixtures("later")
class TestPools:
    """Pools are parted and joined by what lies where; every sum stays (C1, C2, C13, C14)."""

    def test_one_pool_becomes_one_for_each_warehouse_and_back(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("5", "10", day=2)
        desk.receive("5", "13.01", day=3)
        desk.transfer("3", day=4)
        close_year(desk)
        change(book, "WAREHOUSE", book.day(NEXT))
        assert pool(book) == (D("0"), D("0.00"))
        assert pool(book, warehouse=book.w1) == (D("7"), D("80.54"))
        assert pool(book, warehouse=book.w2) == (D("3"), D("34.51"))
        desk.issue("1", day=NEXT + 2, warehouse=book.w2)
        assert balance(book, "5401") == D("11.50")
        desk.issue("1", day=NEXT + 1, warehouse=book.w2)  # late, after the change: folds from the opening
        assert pool(book, warehouse=book.w2) == (D("1"), D("11.50"))
        january = {"from": "2027-01-01", "to": "2027-01-31"}
        report = run_report(book.actor, "stock_summary", january, today=date(2027, 2, 1))
        (row,) = report.rows
        assert (row["opening_amount"], row["in_amount"], row["out_amount"]) == (D("115.05"), D("0"), D("23.01"))
        assert audit(book.company_id).findings == []
        for month in range(1, 13):
            day = (date(2027, month, 1) - book.day(1)).days + 1
            desk.close("stock", "arap", "ledger", day=day)
        change(book, "ORG", date(2028, 1, 1))
        assert pool(book) == (D("8"), D("92.04"))
        assert audit(book.company_id).findings == []

    def test_queues_go_over_as_one_layer_a_pool(self, book: Book) -> None:
        desk = Desk(book)
        desk.decide("costing_method", "FIFO")
        desk.receive("5", "10", day=2)
        desk.receive("5", "14", day=3)
        desk.transfer("5", day=4)
        close_year(desk)
        change(book, "WAREHOUSE", book.day(NEXT))
        assert pool(book, warehouse=book.w2) == (D("5"), D("60.00"))
        desk.issue("2", day=NEXT + 2, warehouse=book.w2)
        assert balance(book, "5401") == D("24.00")
        assert audit(book.company_id).findings == []

    def test_weighed_goods_part_by_what_they_weigh(self, book: Book) -> None:
        """B2: two ducks of 10 kg stay, two of 11 kg lie in the other warehouse; a kilogram cost 20."""
        desk = Desk(book)
        duck = book.add_product("DUCK", "白条鸭", "个", aux_unit="千克", aux_standard=D("5.2"))
        desk.receive("2", "20", day=2, product=duck, data={"aux_quantity": "10"})
        desk.receive("2", "20", day=3, product=duck, warehouse=book.w2, data={"aux_quantity": "11"})
        close_year(desk)
        change(book, "WAREHOUSE", book.day(NEXT))
        assert pool(book, duck, warehouse=book.w1) == (D("10"), D("200.00"))
        assert pool(book, duck, warehouse=book.w2) == (D("11"), D("220.00"))
        assert audit(book.company_id).findings == []

    def test_leaving_standard_cost_takes_its_variance_along(self, book: Book) -> None:
        """C14: 10 at 10.00 were bought for 104.00; 4 are sold, 1.60 of the difference goes with them. The 2.40 that
        are left on 1404 become part of what the other six cost.
        """
        desk = Desk(book)
        desk.decide("costing_method", "STANDARD")
        desk.set_standard("10", day=1)
        desk.receive("10", "10.40", day=2)
        desk.issue("4", day=3)
        desk.cost_month(20)
        close_year(desk)
        assert (pool(book), balance(book, "1404")) == ((D("6"), D("60.00")), D("2.40"))
        change(book, "MOVING_AVERAGE", book.day(NEXT))
        assert (pool(book), balance(book, "1404")) == ((D("6"), D("62.40")), D("0"))
        desk.issue("6", day=NEXT + 1)
        assert balance(book, "5401") == D("104.00")
        assert audit(book.company_id).findings == []

    def test_an_average_becomes_the_cost_of_each_lot_and_back(self, book: Book) -> None:
        tea = book.add_product("TEA", "普洱", "盒", tracking="lot")
        phone = book.add_product("PHONE", "手机", "台", tracking="serial")
        desk = Desk(book)
        desk.receive("5", "10", day=2, product=tea, data={"lot_no": "B1"})
        desk.receive("5", "13", day=3, product=tea, data={"lot_no": "B2"})
        desk.issue("3", day=4, product=tea, data={"lot_no": "B1"})
        desk.receive("2", "1000", day=4, product=phone, data={"serials": "A1 A2"})
        close_year(desk)
        change(book, "SPECIFIC", book.day(NEXT))
        held = "SELECT quantity, amount FROM costing_pool WHERE company_id = %s AND lot_id <> 0 ORDER BY amount, id"
        assert sql.rows(held, (book.company_id,)) == [
            (D("2"), D("23.00")),
            (D("5"), D("57.50")),
            (D("1"), D("1000.00")),
            (D("1"), D("1000.00")),
        ]
        desk.issue("2", day=NEXT + 1, product=tea, data={"lot_no": "B1"})
        assert balance(book, "5401") == D("57.50")
        assert audit(book.company_id).findings == []
        for month in range(1, 13):
            day = (date(2027, month, 1) - book.day(1)).days + 1
            desk.close("stock", "arap", "ledger", day=day)
        change(book, "FIFO", date(2028, 1, 1))
        assert (pool(book, tea), pool(book, phone)) == ((D("5"), D("57.50")), (D("2"), D("2000.00")))
        assert audit(book.company_id).findings == []

    def test_what_has_no_lots_cannot(self, book: Book) -> None:
        closed_year(book)
        with pytest.raises(Problem, match="没有按批次或序列号管理"):
            change(book, "SPECIFIC", book.day(NEXT))
        assert pool(book) == (D("6"), D("69.00"))

    def test_tried_it_says_what_would_be_and_nothing_stays(self, book: Book) -> None:
        closed_year(book)
        before = snapshot(book)
        told: list[Conversion] = []
        set_setting(
            actor=book.actor,
            key="cost_scope",
            value="WAREHOUSE",
            effective_on=book.day(NEXT),
            standing=cost_standing,
            convert=lambda *asked: told.append(convert_company(*asked)),
            is_tried=True,
        )
        (one,) = told[0].products
        assert (one.quantity, one.amount, one.pools_before, one.pools_after) == (D("6"), D("69.00"), 1, 1)
        assert snapshot(book) == before
        assert sql.rows("SELECT 1 FROM costing_methodchoice WHERE company_id = %s", (book.company_id,)) == []


class TestCategories:
    def test_the_nearest_choice_above_holds(self, book: Book) -> None:
        top = create_category(actor=book.actor, code="A", name="甲类")
        below = create_category(actor=book.actor, code="B", name="乙类", parent_code="A")
        other = create_category(actor=book.actor, code="C", name="丙类", parent_code="A")
        choose_method(actor=book.actor, category_id=below.pk, method="FIFO", effective_on=book.day(1))
        choose_method(actor=book.actor, category_id=top.pk, method="STANDARD", effective_on=book.day(1))
        found = {}
        for one in (top, below, other):
            one.refresh_from_db()
            found[one.code] = one.costing_method
        assert found == {"A": "STANDARD", "B": "FIFO", "C": "STANDARD"}
        assert (
            create_category(actor=book.actor, code="D", name="丁", parent_code="B").costing_method == "FIFO"
        )

    def test_goods_of_one_company_are_costed_each_in_its_way(self, book: Book) -> None:
        fifo = create_category(actor=book.actor, code="A", name="甲类")
        choose_method(actor=book.actor, category_id=fifo.pk, method="FIFO", effective_on=book.day(1))
        book.rice.category = fifo
        book.rice.save(update_fields=["category"])
        desk = Desk(book)
        for product in (book.cola, book.rice):
            desk.receive("5", "10", day=2, product=product)
            desk.receive("5", "13", day=3, product=product)
            desk.issue("5", day=4, product=product)
        assert pool(book) == (D("5"), D("57.50"))
        assert pool(book, book.rice) == (D("5"), D("65.00"))
        assert balance(book, "5401") == D("107.50")

    def test_once_goods_moved_it_waits_for_the_year(self, book: Book) -> None:
        Desk(book).receive("5", "10", day=2)
        book.cola.refresh_from_db()
        with pytest.raises(Problem, match="一经使用不得随意变更"):
            choose_method(
                actor=book.actor, category_id=book.cola.category_id, method="FIFO", effective_on=book.day(3)
            )
