"""个别计价 (C13): each lot, and each piece, costs what it cost itself; back-dated, corrected, invoiced and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction

from hengku.catalog.models import Product
from hengku.diagnosis.queries import audit
from hengku.diagnosis.why.queries import explain
from hengku.documents.paper import PaperLine
from hengku.inventory.models import Lot, Serial
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.effects import AtPoolCost, Effects, Facts, Goods, stock
from hengku.reports.run import run_report
from tests.posting.books import balance, entry, lines
from tests.posting.desk import Desk, item_line
from tests.world import Book

POOLS = """
SELECT lot_id, quantity, amount FROM costing_pool WHERE company_id = %s AND product_id = %s AND quantity <> 0
ORDER BY abs(lot_id), warehouse_id
"""


@pytest.fixture
def desk(book: Book) -> Desk:
    """A company that costs each lot by itself."""
    made = Desk(book)
    made.decide("costing_method", "SPECIFIC")
    return made


@pytest.fixture
def tea(book: Book) -> Product:
    return book.add_product("TEA", "普洱", "盒", tracking="lot")


@pytest.fixture
def phone(book: Book) -> Product:
    return book.add_product("PHONE", "手机", "台", tracking="serial")


def of(lot_no: str) -> dict[str, Any]:
    """What a line says of its lot."""
    return {"data": {"lot_no": lot_no}}


def lots(book: Book, product: Product) -> dict[str, tuple[Decimal, Decimal]]:
    """Quantity and amount of every lot, or piece, that is there."""
    names = dict(Lot.objects.visible_to(book.actor).values_list("pk", "lot_no"))
    names |= {-pk: no for pk, no in Serial.objects.visible_to(book.actor).values_list("pk", "serial_no")}
    return {names[r[0]]: (r[1], r[2]) for r in sql.rows(POOLS, (book.company_id, product.pk))}


def clean(book: Book) -> None:
    """The audit finds nothing."""
    assert audit(book.company_id).findings == []


class TestLots:
    def test_sp_01_and_what_comes_late(self, book: Book, desk: Desk, tea: Product) -> None:
        """Ten of B1 for 100.00, ten of B2 for 130.00; a late receipt of B2 recosts B2 alone (C9)."""
        desk.receive("10", "10", day=2, product=tea, **of("B1"))
        desk.receive("10", "13", day=3, product=tea, **of("B2"))
        sold = desk.issue("4", day=5, product=tea, **of("B2"))
        desk.issue("3", day=6, product=tea, **of("B1"))
        assert balance(book, "5401") == D("82.00")
        back = desk.take_back("1", day=7, issue=sold.line, product=tea)
        assert lots(book, tea) == {"B1": (D("7"), D("70.00")), "B2": (D("7"), D("91.00"))}
        late = desk.receive("10", "15", day=4, product=tea, **of("B2"))
        # B2 is 20 worth 280.00 on the 5th: four cost 56.00, the one that came back 14.00
        assert balance(book, "5401") == D("72.00")
        assert lots(book, tea) == {"B1": (D("7"), D("70.00")), "B2": (D("17"), D("238.00"))}
        desk.reverse(back, day=8)
        desk.reverse(late, day=9)
        assert lots(book, tea)["B1"] == (D("7"), D("70.00"))
        clean(book)

    def test_what_comes_back_goes_where_it_left(self, book: Book, desk: Desk, tea: Product) -> None:
        desk.receive("10", "10", day=2, product=tea, **of("B1"))
        desk.receive("10", "13", day=3, product=tea, **of("B2"))
        sold = desk.issue("4", day=5, product=tea, **of("B2"))
        wrong = item_line(tea, "1", source_line_id=sold.line, data={"lot_no": "B1"})
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk, "data": {"reason": "unwanted"}}
        with pytest.raises(Problem, match="同一批次"):
            desk.one(desk.paper("sales_return", 7, [wrong], **header))
        with pytest.raises(Problem, match="没有按批次或序列号管理"):
            desk.receive("1", "10", day=5, product=book.cola)
        assert lots(book, tea)["B2"] == (D("6"), D("78.00"))

    def test_an_invoice_and_an_adjustment_find_their_lot(self, book: Book, desk: Desk, tea: Product) -> None:
        """C15: 60 of a lot of 100 are sold when its invoice comes in a later month; the other lot has nothing to do
        with it. C10: money goes onto the lot that is named.
        """
        first = desk.receive("100", "10", day=2, product=tea, **of("B1"))
        desk.receive("100", "10", day=3, product=tea, **of("B2"))
        desk.issue("70", day=5, product=tea, **of("B1"))
        desk.close("stock")
        desk.invoice_purchase("100", "1060.00", "137.80", day=40, source=first.line)
        assert lots(book, tea) == {"B1": (D("30"), D("318.00")), "B2": (D("100"), D("1000.00"))}
        assert balance(book, "5401") == D("742.00")
        with pytest.raises(Problem, match="请填批号"):
            desk.adjust_cost("-100", day=41, product=tea)
        line = PaperLine(product_id=tea.pk, data={"change": "-100", "lot_no": "B2"})
        data = {"other_side": "cogs", "reason": "运费多记"}
        made = desk.one(desk.paper("cost_adjustment", 41, [line], data=data))
        assert lots(book, tea)["B2"] == (D("100"), D("900.00"))
        desk.reverse(made, day=42)
        assert lots(book, tea)["B2"] == (D("100"), D("1000.00"))
        desk.issue("30", day=43, product=tea, **of("B1"))
        assert balance(book, "5401") == D("1060.00")
        clean(book)

    def test_a_correction_of_the_lot_takes_the_cost_with_it(
        self, book: Book, desk: Desk, tea: Product, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """D-STS: the rail for a correction of the lot; what is recast later follows the goods."""
        from dataclasses import replace

        from hengku.documents import declaration

        desk.receive("10", "10", day=2, product=tea, **of("B1"))
        desk.receive("1", "50", day=2, product=tea, **of("B2"))
        numbers = dict(Lot.objects.visible_to(book.actor).values_list("lot_no", "pk"))

        def corrected(facts: Facts) -> Effects:
            here = stock(facts.paper.warehouse_id)
            line = facts.lines[0]
            goods = Goods(
                line, here, here, line.quantity_base, AtPoolCost(), "transfer", lot_to_id=numbers["B2"]
            )
            return Effects(goods=(goods,))

        kind = declaration.document_type("stock_status_change")
        every = {**declaration.registry(), kind.code: replace(kind, effects=corrected)}
        monkeypatch.setattr(declaration, "registry", lambda: every)
        line = item_line(tea, "4", data={"lot_no": "B1", "status": "available", "status_to": "frozen"})
        header = {"warehouse_id": book.w1.pk, "data": {"reason": "bin"}}
        desk.one(desk.paper("stock_status_change", 4, [line], **header))
        assert lots(book, tea) == {"B1": (D("6"), D("60.00")), "B2": (D("5"), D("90.00"))}
        desk.issue("5", day=6, product=tea, **of("B2"))
        late = desk.receive(
            "10", "20", day=3, product=tea, **of("B1")
        )  # 20 worth 300.00: four took 60.00 along
        assert lots(book, tea) == {"B1": (D("16"), D("240.00"))}
        assert entry(book, late.id, "recost") == lines("借 5401 20.00; 贷 1405 20.00")
        clean(book)

    def test_each_warehouse_has_its_own_cost_of_a_lot(self, book: Book, desk: Desk, tea: Product) -> None:
        desk.decide("cost_scope", "WAREHOUSE")
        desk.receive("10", "10", day=2, product=tea, **of("B1"))
        line = item_line(tea, "4", data={"lot_no": "B1"})
        header = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        desk.one(desk.paper("transfer_direct", 4, [line], **header))
        desk.issue("2", day=5, product=tea, warehouse=book.w2, **of("B1"))
        desk.receive("10", "12", day=3, product=tea, **of("B1"))  # on the 4th it is worth 11.00 a piece
        assert balance(book, "5401") == D("22.00")
        amounts = [row[2] for row in sql.rows(POOLS, (book.company_id, tea.pk))]
        assert amounts == [D("176.00"), D("22.00")]
        clean(book)


def by_warehouse(book: Book, product: Product, **asked: Any) -> dict[str, tuple[Decimal, Decimal]]:
    """Quantity and amount in each warehouse, as the stock page tells them; every figure answers for itself."""
    today = book.day(40)
    found = run_report(book.actor, "stock", {"product": product.pk, **asked}, today=today)
    for row in found.rows:
        for key, question in row["questions"].items():
            assert explain(book.actor, question, today=today).agrees, (key, row)
    amounts = {row["warehouse"]: (row["on_hand"], row["amount"]) for row in found.rows}
    whole = run_report(book.actor, "stock", {"product": product.pk, **asked, "by": "product"}, today=today)
    assert [row["amount"] for row in whole.rows] == [sum(amount for _, amount in amounts.values())]
    assert found.totals["amount"] == sum(amount for _, amount in amounts.values())
    return amounts


class TestWhereItLies:
    """One cost for all warehouses, one for each lot: a warehouse holds the worth of the lots that lie in it."""

    def test_a_lot_is_worth_its_cost_wherever_it_went(self, book: Book, desk: Desk, tea: Product) -> None:
        """Ten of B1 at 10.00, three of B2 for 100.00; four of B1 and one of B2 go to W2. By quantity it would be 76.92."""
        desk.receive("10", "10", day=2, product=tea, **of("B1"))
        desk.receive("3", None, day=3, product=tea, amount_net=D("100.00"), data={"lot_no": "B2"})
        moved = [item_line(tea, "4", data={"lot_no": "B1"}), item_line(tea, "1", data={"lot_no": "B2"})]
        header = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        desk.one(desk.paper("transfer_direct", 5, moved, **header))
        assert by_warehouse(book, tea) == {"主仓": (D("8"), D("126.67")), "门店": (D("5"), D("73.33"))}
        desk.issue("1", day=6, product=tea, warehouse=book.w2, **of("B2"))
        assert by_warehouse(book, tea) == {"主仓": (D("8"), D("126.67")), "门店": (D("4"), D("40.00"))}
        assert by_warehouse(book, tea, as_of=book.day(5))["门店"] == (D("5"), D("73.33"))
        assert by_warehouse(book, tea, as_of=book.day(4)) == {"主仓": (D("13"), D("200.00"))}
        assert balance(book, "1405") == D("166.67")
        clean(book)

    def test_a_piece_lies_in_one_place(self, book: Book, desk: Desk, phone: Product) -> None:
        desk.receive("2", "1000", day=2, product=phone, data={"serials": "A1 A2"})
        desk.receive("1", "2000", day=3, product=phone, data={"serials": "B1"})
        header = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        line = item_line(phone, "1", data={"serials": "B1"})
        desk.one(desk.paper("transfer_direct", 5, [line], **header))
        now = {"主仓": (D("2"), D("2000.00")), "门店": (D("1"), D("2000.00"))}
        assert by_warehouse(book, phone) == now
        sold = desk.issue("1", day=7, price="3000", product=phone, warehouse=book.w2, data={"serials": "B1"})
        assert by_warehouse(book, phone) == {"主仓": (D("2"), D("2000.00"))}
        assert by_warehouse(book, phone, as_of=book.day(6)) == now
        desk.reverse(sold, day=8)
        assert by_warehouse(book, phone) == now
        clean(book)

    def test_a_weighed_lot_goes_by_weight(self, book: Book, desk: Desk) -> None:
        ham = book.add_product("HAM", "火腿", "条", tracking="lot", aux_unit="千克")
        desk.receive("4", "20", day=2, product=ham, data={"lot_no": "L1", "aux_quantity": "20"})
        desk.receive("2", "50", day=2, product=ham, data={"lot_no": "L2", "aux_quantity": "9"})
        header = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk}
        line = item_line(ham, "2", data={"lot_no": "L1", "aux_quantity": "11"})
        desk.one(desk.paper("transfer_direct", 5, [line], **header))
        assert by_warehouse(book, ham) == {"主仓": (D("4"), D("630.00")), "门店": (D("2"), D("220.00"))}
        assert by_warehouse(book, ham, as_of=book.day(4)) == {"主仓": (D("6"), D("850.00"))}
        clean(book)


class TestPieces:
    def test_each_has_its_own_cost(self, book: Book, desk: Desk, phone: Product) -> None:
        """Two for 3000.01 on one line, one for 2000.00 on another; sold together, one comes back at its own cost."""
        one = desk.receive(
            "2", None, day=2, product=phone, amount_net=D("3000.01"), data={"serials": "A1 A2"}
        )
        desk.receive("1", "2000", day=3, product=phone, data={"serials": "B1"})
        assert lots(book, phone) == {
            "A1": (D("1"), D("1500.01")),
            "A2": (D("1"), D("1500.00")),
            "B1": (D("1"), D("2000.00")),
        }
        sold = desk.issue("2", day=5, price="5000", product=phone, data={"serials": "A2 B1"})
        assert balance(book, "5401") == D("3500.00")
        back = item_line(phone, "1", source_line_id=sold.line, data={"serials": "B1"})
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk, "data": {"reason": "unwanted"}}
        returned = desk.one(desk.paper("sales_return", 6, [back], **header))
        assert lots(book, phone) == {"A1": (D("1"), D("1500.01")), "B1": (D("1"), D("2000.00"))}
        desk.invoice_purchase("2", "3200.01", "416.00", day=8, source=one.line)  # 100.00 more for each
        assert lots(book, phone)["A1"] == (D("1"), D("1600.01"))
        assert balance(book, "5401") == D("1600.00")
        desk.reverse(returned, day=9)
        desk.reverse(sold, day=10)
        assert balance(book, "5401") == D("0.00")
        assert lots(book, phone)["A2"] == (D("1"), D("1600.00"))
        clean(book)

    def test_share_a_difference_in_the_order_of_their_line(self, book: Book, desk: Desk, phone: Product) -> None:
        """C1: of 0.01 more for two, the first has it; a sum of money is shared among pieces as it came."""
        one = desk.receive("2", "1000", day=2, product=phone, data={"serials": "Z9 A1"})
        desk.invoice_purchase("2", "2000.01", "260.00", day=8, source=one.line)
        assert lots(book, phone) == {"Z9": (D("1"), D("1000.01")), "A1": (D("1"), D("1000.00"))}
        clean(book)

    def test_money_names_its_pieces(self, book: Book, desk: Desk, phone: Product) -> None:
        desk.receive("2", "1000", day=2, product=phone, data={"serials": "A1 A2"})
        data = {"other_side": "cogs", "reason": "贴膜"}
        line = PaperLine(product_id=phone.pk, data={"change": "50", "serials": "A2"})
        desk.one(desk.paper("cost_adjustment", 4, [line], data=data))
        assert lots(book, phone) == {"A1": (D("1"), D("1000.00")), "A2": (D("1"), D("1050.00"))}
        nothing = PaperLine(product_id=phone.pk, data={"change": "50"})
        with pytest.raises(Problem, match="请填写要调整成本的序列号"):
            desk.one(desk.paper("cost_adjustment", 4, [nothing], data=data))
        clean(book)


def test_what_was_made_of_a_recast_lot_follows_into_its_own(book: Book, desk: Desk, tea: Product) -> None:
    """C9, C13, C17: 2 of 4 in lot A cost 20.00 and went into a set of lot X; then 4 more of A came late at 20.00 each, and
    with them a set of lot Y. Found by a random history: X was not looked at, and the entry had one line.
    """
    gift = book.add_product("SET", "礼盒", "盒", tracking="lot")
    desk.receive("4", "10", day=5, product=tea, data={"lot_no": "A"})
    sides = [
        item_line(tea, "2", data={"direction": "out", "lot_no": "A"}),
        item_line(gift, "1", data={"direction": "in", "lot_no": "X"}),
    ]
    desk.one(desk.paper("assembly", 20, sides, warehouse_id=book.w1.pk))
    late = [
        item_line(tea, "4", amount_net=D("80.00"), data={"lot_no": "A"}),
        item_line(gift, "1", amount_net=D("9.00"), data={"lot_no": "Y"}),
    ]
    desk.one(desk.paper("other_in", 10, late, warehouse_id=book.w1.pk, data={"purpose": "donated"}))
    assert lots(book, tea) == {"A": (D(6), D("90.00"))}
    assert lots(book, gift) == {"X": (D(1), D("30.00")), "Y": (D(1), D("9.00"))}
    clean(book)


def test_the_audit_looks_at_each_lot(database: Cluster, book: Book, desk: Desk, tea: Product) -> None:
    """Negative control: goods of one lot counted as another's leave the sums of the product right."""
    desk.receive("10", "10", day=2, product=tea, **of("B1"))
    desk.receive("10", "13", day=3, product=tea, **of("B2"))
    clean(book)
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE costing_pool SET quantity = quantity + CASE amount WHEN 100 THEN 1 ELSE -1 END"
            " WHERE company_id = %s",
            (book.company_id,),
        )
        found = audit(book.company_id, using="owner").findings
        transaction.set_rollback(True, using="owner")
    assert "I01c" in {one.invariant for one in found}


def test_sales_say_whether_their_cost_is_final(book: Book) -> None:
    """R-30: estimated until the receipt's invoice is there or the month is closed; without any cost as long as missing
    goods have none (C5); the sums are those of the sales whatever the state.
    """
    desk = Desk(book)
    free = desk.negative_warehouse()
    receipt = desk.receive("10", "10", day=2)
    desk.issue("4", day=3, price="22.60")
    desk.issue("2", day=3, product=book.apple, warehouse=free, price="22.60")

    def states() -> dict[str, tuple[str, Decimal]]:
        asked = {"from": "2026-01-01", "to": "2026-01-31"}
        report = run_report(book.actor, "sales_lines", asked, today=book.day(31))
        assert sum(row["cost"] for row in report.rows) == balance(book, "5401")
        return {row["product_code"]: (row["cost_state_label"], row["cost"]) for row in report.rows}

    assert states() == {"COLA": ("暂估", D("40.00")), "APPLE": ("无成本", D("0.00"))}
    desk.invoice_purchase("10", "110.00", "14.30", day=5, source=receipt.line)
    later = desk.receive("5", "3", day=6, product=book.apple, warehouse=free)
    assert states() == {"COLA": ("最终", D("44.00")), "APPLE": ("暂估", D("6.00"))}
    desk.invoice_purchase("5", "15.00", "1.95", day=7, source=later.line)
    assert states()["APPLE"] == ("最终", D("6.00"))
