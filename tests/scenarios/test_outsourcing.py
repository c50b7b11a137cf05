"""委外加工 (D-OSO, D-OSI, D-OSR, C18): material goes out, goods come back worth it and the work, told with their entries."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengku.costing.production_rules import outsourced_material
from hengku.diagnosis.why.queries import explain
from hengku.documents.models import Document, Line
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting.actions import close_short
from hengku.posting.actions_orders import CannotReopen, reopen
from hengku.posting.close_order import MaterialAtProcessor
from hengku.posting.promise import load_outlooks
from hengku.reports.run import run_report
from tests.posting.books import accounts, disagreements, snapshot
from tests.posting.desk import NOW
from tests.scenarios.story import Story
from tests.world import Book

AWAY = """
SELECT coalesce(sum(quantity), 0), coalesce(sum(amount), 0) FROM costing_pool
WHERE company_id = %s AND warehouse_id = -2 AND product_id = %s
"""
ORDER = "post outsource_order 01-02 甲 W1 EXCL due_on=01-20 : BAG {n} @ 3.00 tax=VAT13 part=product | {parts} as so"
COST = "SELECT abs(sum(amount)) FROM costing_value WHERE company_id = %s AND line_id = %s"


def away(story: Story, code: str) -> tuple[Decimal, Decimal]:
    """Quantity and cost of what processors hold of a product."""
    found: tuple[Decimal, Decimal] = sql.rows(AWAY, (story.book.company_id, story.book.product(code).pk))[0]
    return found


def ordered(n: int = 50, parts: str = "CLOTH 100 part=component") -> str:
    return ORDER.format(n=n, parts=parts)


def used(story: Story, name: str) -> list[tuple[Decimal, Decimal]]:
    """Quantity and cost of the material of a receipt, line by line."""
    lines = Line.objects.visible_to(story.book.actor).filter(document_id=story.known[name].id, data__part="component")
    return [
        (line.quantity_base, sql.rows(COST, (story.book.company_id, line.pk))[0][0])
        for line in lines.order_by("line_no")
    ]


@pytest.fixture
def story(book: Book) -> Story:
    """Cloth is raw material, kept to the gram; a bag is made of it."""
    book.add_product("CLOTH", "面料", base_unit="千克", category="02")
    book.add_product("STRAP", "背带", base_unit="个", category="02")
    book.add_product("BAG", "布袋", base_unit="个")
    return Story(book)


class TestTheExampleOfTheRulebook:
    """PD-03: 100 kg of 800.00 for 50 bags, work 150.00 and 19.50 of tax."""

    def test_the_goods_cost_the_material_and_the_work(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered()}
            post outsource_issue 01-03 甲 W1 : so.1 1   ! CarriesTooMuch
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            entry out 借 1408 800.00; 贷 1403 800.00
            hand CLOTH W1 0
            state so partial
            post outsource_receipt 01-10 甲 W1 EXCL : so.2 100   ! CarriesTooMuch
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 51   ! CarriesTooMuch
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 as back
            entry back 贷 220202 150.00; 借 1408 150.00; 贷 1408 150.00; 贷 1408 800.00; 借 1405 950.00
            state so done
            stock BAG 50 950.00
            owed ap_estimated 甲 150.00
            ledger 1405 950.00 220202 -150.00 3104 -800.00
            post purchase_invoice 01-12 甲 EXCL : back.1 50 = 150.00 + 19.50 as bill
            owed ap_estimated 甲 0
            owed ap 甲 169.50
            ledger 1405 950.00 22210101 19.50 220201 -169.50 3104 -800.00
            reverse 01-13 back   ! CannotReverse
            reverse 01-13 out   ! CannotReverse
        """)
        assert away(story, "CLOTH") == (0, 0)
        assert disagreements(story.book.company_id) == []

    def test_by_difference_only_what_is_other_is_booked(self, story: Story) -> None:
        """C15 DIFF_ONLY, and the three-way match against the order."""
        story.desk.decide("estimate_mode", "DIFF_ONLY")
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered()}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 as back
            post purchase_invoice 01-12 甲 EXCL : back.1 50 = 200.00 + 26.00   ! DearerThanAgreed
            post purchase_invoice 01-12 甲 EXCL is_tolerance_confirmed=true : back.1 50 = 160.00 + 20.80 as bill
            stock BAG 50 960.00
            owed ap_estimated 甲 0
            ledger 1405 960.00 22210101 20.80 220201 -180.80 3104 -800.00
        """)


class TestInstalments:
    """C1, C18: R2(issued × 累计收回 / 订单量), whatever the quantities are rounded to."""

    def test_thirds_that_do_not_divide(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            opening 01-01 W1 STRAP 10 = 7.00
            {ordered(3, "CLOTH 100 part=component | STRAP 10 part=component")}
            post outsource_issue 01-03 甲 W1 : so.2 100 | so.3 10 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 1 as one
            post outsource_receipt 01-11 甲 W1 EXCL : so.1 1 as two
            post outsource_receipt 01-12 甲 W1 EXCL : so.1 1 as three
            stock BAG 3 816.00
        """)
        found = [used(story, name) for name in ("one", "two", "three")]
        assert [[quantity for quantity, _ in one] for one in found] == [
            [D("33.333"), D(3)],
            [D("33.334"), D(4)],
            [D("33.333"), D(3)],
        ]
        for number, issued in enumerate((D("800.00"), D("7.00"))):
            taken = D("0.00")
            for n, one in enumerate(found):
                done = {"received_before": D(n), "taken_before": taken}
                asked = outsourced_material(issued, ordered=D(3), received=D(1), **done)
                assert one[number][1] == asked
                taken += asked
            assert taken == issued

    def test_what_is_issued_late_is_caught_up_with(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(10)}
            post outsource_receipt 01-03 甲 W1 EXCL : so.1 2   ! NothingIssued
            post outsource_issue 01-03 甲 W1 : so.2 60 as first
            post outsource_receipt 01-04 甲 W1 EXCL : so.1 5 as half
            stock BAG 5 255.00                                      # 30 kg of 240.00, and the work
            post outsource_issue 01-05 甲 W1 : so.2 40 as second
            post outsource_receipt 01-06 甲 W1 EXCL : so.1 5 as rest
            stock BAG 10 830.00
        """)
        assert used(story, "rest") == [(D(30), D("240.00")), (D(40), D("320.00"))]
        assert away(story, "CLOTH") == (0, 0)

    def test_a_batch_of_receipts_takes_as_much_as_one_after_another(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(3)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
        """)
        source = story.known["so"].line
        desk, header = story.desk, {"party_id": story.book.supplier.pk, "warehouse_id": story.book.w1.pk}
        papers = [
            desk.paper("outsource_receipt", 10, [PaperLine(quantity=D(1), source_line_id=source)], **header)
            for _ in range(3)
        ]
        desk.post(*papers)
        story.tell("stock BAG 3 809.00")
        assert away(story, "CLOTH") == (0, 0)


class TestWhatIsLeft:
    def test_an_order_is_not_ended_while_material_is_with_the_processor(self, story: Story) -> None:
        """Neither before nor after something came of it; when all is back or used up it ends."""
        story.tell(f"""
            opening 01-01 W1 CLOTH 200 = 1600.00
            {ordered().replace("as so", "as free")}
            {ordered()}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
        """)

        def close(name: str) -> None:
            close_short(
                actor=story.book.actor, document_id=story.known[name].id, reason="改由自制", now=NOW
            )

        close("free")
        with pytest.raises(MaterialAtProcessor, match="面料 100千克"):
            close("so")
        story.tell("post outsource_receipt 01-10 甲 W1 EXCL : so.1 20 as back")
        with pytest.raises(MaterialAtProcessor, match="面料 60千克"):
            close("so")
        story.tell("post outsource_return 01-11 甲 W1 : out.1 60 as rest")
        close("so")
        story.tell("state free cancelled\nstate so closed_short\nstock BAG 20 380.00")
        assert away(story, "CLOTH") == (0, 0)

        def coming() -> Decimal:  # 在制 (Q3c) of the bag
            bag = story.book.product("BAG").pk
            found = load_outlooks(story.book.company_id, [bag], date(2026, 1, 12)).values()
            return sum((one.quantity for outlook in found for one in outlook.entries if one.is_supply), Decimal(0))

        order = story.known["so"].id
        assert coming() == 0
        with pytest.raises(CannotReopen):  # cancelled is not closed short: nothing is expected of it any more
            reopen(actor=story.book.actor, document_id=story.known["free"].id, reason="又要了", now=NOW)
        assert reopen(actor=story.book.actor, document_id=order, reason="加工商又能做了", now=NOW) == "partial"
        assert coming() == 30
        close("so")  # nothing is out: it may end again
        assert coming() == 0

    def test_material_comes_back_at_what_it_was_issued_at(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(50)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            receive 01-04 甲 W1 CLOTH 100 @ 10.00 as dear
            post outsource_return 01-05 甲 W1 : out.1 101   ! CarriesTooMuch
            post outsource_return 01-05 甲 W1 : out.1 10 as rest
            entry rest 借 1408 -80.00; 贷 1403 -80.00
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 as back
            stock BAG 50 870.00
        """)
        assert away(story, "CLOTH") == (0, 0)
        assert used(story, "back") == [(D(90), D("720.00"))]

    def test_loss_beyond_the_quota_is_owed_by_the_processor(self, story: Story) -> None:
        """100 kg for 50 bags; 50 came, 10 kg were lost and are paid for: 借 1221 贷 1408."""
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(50)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 | out.1 90 | out.1 11 is_charged=true   ! CarriesTooMuch
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 | out.1 90 | out.1 10 is_charged=true as back
            stock BAG 50 870.00
            owed other_receivable 甲 80.00
            ledger 1221 80.00 1405 870.00 220202 -150.00 3104 -800.00
            reverse 01-11 back as undone
            owed other_receivable 甲 0
            owed ap_estimated 甲 0
            ledger 1408 800.00 3104 -800.00
            state so partial
        """)
        assert away(story, "CLOTH") == (D(100), D("800.00"))

    def test_another_orders_material_is_not_used(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(50, "CLOTH 50 part=component")}
            {ordered(50, "CLOTH 50 part=component").replace("as so", "as other")}
            post outsource_issue 01-03 甲 W1 : so.2 50 as out
            post outsource_issue 01-03 甲 W1 : other.2 50 as theirs
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 | theirs.1 50   ! MaterialOfAnotherOrder
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 25 | other.1 25   ! OneProductAReceipt
        """)

    def test_reversed_everything_is_as_before(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(3)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
        """)
        before = snapshot(story.book)
        story.tell("""
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 1 as one
            reverse 01-10 one
        """)
        assert snapshot(story.book) == before
        assert accounts(story.book) == {"1408": D(800), "3104": D(-800)}

    def test_goods_go_back_to_be_worked_on_again(self, story: Story) -> None:
        """返工: a product is its own component; it comes back worth what it was, and the work."""
        story.tell("""
            opening 01-01 W1 BAG 10 = 100.00
            post outsource_order 01-02 甲 W1 EXCL : BAG 4 @ 1.00 tax=VAT13 part=product | BAG 4 part=component as so
            post outsource_issue 01-03 甲 W1 : so.2 4 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 4 as back
            stock BAG 10 104.00
        """)


class TestUseAndLoss:
    """R-39: what should have been used, what was, what is left, and what the processor pays."""

    COLUMNS = ("quota", "sent", "back", "due", "used", "charged", "over", "quantity_left", "paid")

    def told(self, story: Story, **asked: str) -> list[Decimal]:
        """The one row of the report, after every figure of it was asked why; its sums are those of the row."""
        days = {"from": "2026-01-01", "to": "2026-01-31", **asked}
        report = run_report(story.book.actor, "outsource_use", days, today=date(2026, 1, 31))
        (row,) = report.rows
        for column, question in row["questions"].items():
            answer = explain(story.book.actor, question, today=date(2026, 1, 31))
            assert (answer.agrees, answer.figure) == (True, row[column]), column
        assert all(report.totals[column] == row[column] for column in self.COLUMNS)
        return [row[column] for column in self.COLUMNS]

    def test_more_was_used_than_the_quota_and_some_is_paid_for(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 200 = 1600.00
            {ordered(50, "CLOTH 100 over_pct=0.1 part=component")}
            post outsource_issue 01-03 甲 W1 : so.2 110 as out
            post outsource_return 01-05 甲 W1 : out.1 5 as rest
        """)
        assert self.told(story) == [100, 110, 5, 0, 0, 0, 0, 105, 0]
        story.tell("""
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 25 | out.1 54 | out.1 4 is_charged=true as half
            owed other_receivable 甲 32.00
        """)
        assert self.told(story, over_only="true") == [100, 110, 5, 50, 54, 4, 8, 47, D("32.00")]
        assert away(story, "CLOTH")[0] == 47
        story.tell("reverse 01-11 half as undone\nowed other_receivable 甲 0")
        assert self.told(story) == [100, 110, 5, 0, 0, 0, 0, 105, 0]
        story.tell("reverse 01-12 rest as kept")
        assert self.told(story) == [100, 110, 0, 0, 0, 0, 0, 110, 0]

    def test_what_should_be_used_is_rounded_once_for_all_that_came(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 STRAP 10 = 7.00
            {ordered(3, "STRAP 10 part=component")}
            post outsource_issue 01-03 甲 W1 : so.2 10 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 1 as one
            post outsource_receipt 01-11 甲 W1 EXCL : so.1 1 as two
        """)
        assert self.told(story)[3:7] == [7, 7, 0, 0]
        story.tell("post outsource_receipt 01-12 甲 W1 EXCL : so.1 1 as three")
        assert self.told(story)[3:8] == [10, 10, 0, 0, 0]


class TestRecasts:
    """C9, C15: what material or work turn out to cost goes on into the goods, and into what was sold of them."""

    def test_dearer_material_makes_dearer_goods(self, story: Story) -> None:
        story.tell(f"""
            receive 01-01 甲 W1 CLOTH 100 @ 8.00 as r1
            {ordered(3)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 1 as one
            post outsource_receipt 01-11 甲 W1 EXCL : so.1 1 as two
            deliver 01-12 乙 W1 BAG 1 @ 452.00 as s1
            post purchase_invoice 01-15 甲 EXCL is_tolerance_confirmed=true : r1.1 100 = 1000.00 + 130.00 as bill
            stock BAG 1 336.33                                      # R2(1000 × 2/3) = 666.67, and 6.00: half of it left
        """)
        assert [cost for _, cost in used(story, "one") + used(story, "two")] == [D("333.33"), D("333.34")]
        assert away(story, "CLOTH")[1] == D("333.33")
        assert disagreements(story.book.company_id) == []

    def test_an_invoice_that_differs_stays_in_the_goods_when_material_is_recast(self, story: Story) -> None:
        story.tell(f"""
            receive 01-01 甲 W1 CLOTH 100 @ 8.00 as r1
            {ordered(50)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 as back
            post purchase_invoice 01-12 甲 EXCL is_tolerance_confirmed=true : back.1 50 = 200.00 + 26.00 as work
            entry work 借 1408 -150.00; 借 1408 200.00; 借 1405 50.00; 贷 1408 50.00; 借 22210101 26.00; \
                贷 220202 -150.00; 贷 220201 226.00
            stock BAG 50 1000.00
            post purchase_invoice 01-15 甲 EXCL is_tolerance_confirmed=true : r1.1 100 = 900.00 + 117.00 as bill
            stock BAG 50 1100.00
            reverse 01-16 work as undone
            stock BAG 50 1050.00
            owed ap_estimated 甲 150.00
        """.replace("\\\n", " "))
        assert disagreements(story.book.company_id) == []

    def test_an_invoice_of_a_later_month(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(50)}
            post outsource_issue 01-03 甲 W1 : so.2 100 as out
            post outsource_receipt 01-10 甲 W1 EXCL : so.1 50 as back
            deliver 01-20 乙 W1 BAG 25 @ 45.20 as s1
            close 01 stock
            post purchase_invoice 02-12 甲 EXCL is_tolerance_confirmed=true : back.1 50 = 200.00 + 26.00 as work
            stock BAG 25 500.00
            month 02 5401 25.00
            owed ap_estimated 甲 0
        """)
        assert disagreements(story.book.company_id) == []


class TestOrders:
    def test_its_material_is_nobodys_demand_before_it_leaves(self, story: Story) -> None:
        """1.10: OSI lowers what can be promised by what it takes, OSO by nothing; its product is in 在制 (Q3c)."""
        story.tell(f"opening 01-01 W1 CLOTH 100 = 800.00\n{ordered(50, 'CLOTH 130 part=component')}")
        book, today = story.book, date(2026, 1, 5)
        cloth, bag, w1 = book.product("CLOTH"), book.product("BAG"), book.warehouse("W1")
        found = load_outlooks(book.company_id, [cloth.pk, bag.pk], today)
        assert found[cloth.pk, w1.pk].promisable(today) == 100
        assert found[bag.pk, w1.pk].promisable(date(2026, 1, 20)) == 50
        story.tell("order 01-04 乙 W1 CLOTH 110 @ 22.60")  # which holds the 100 there are
        needed = run_report(book.actor, "replenishment", {"only": "all"}, today=today).rows
        rows = {row["product_code"]: row for row in needed}
        assert (rows["CLOTH"]["open_demand"], rows["CLOTH"]["projected"]) == (D(10), D(-10))
        told = explain(book.actor, {"kind": "projected", "product": str(cloth.pk)}, today=today)
        assert (told.total, told.agrees) == (-10, True)

    def test_what_an_order_must_say(self, story: Story) -> None:
        story.tell("""
            post outsource_order 01-02 甲 W1 EXCL : BAG 5 @ 1.00 part=product   ! NoMaterial
            post outsource_order 01-02 甲 W1 EXCL : CLOTH 5 part=component   ! OneProductAnOrder
            post outsource_order 01-02 甲 W1 EXCL : BAG 5 part=product | CLOTH 5 part=component   ! PriceMissing
            post outsource_order 01-02 甲 W1 : BAG 5 @ 1.00 part=product | CLOTH 5 @ 2.00 part=component ! ComponentHasNoPrice
            post outsource_order 01-02 甲 W1 due_on=01-01 : BAG 5 @ 1.00 part=product | CLOTH 5 part=component ! WorkNeededTooEarly
        """)

    def test_an_order_is_done_by_its_product_alone(self, story: Story) -> None:
        story.tell(f"""
            opening 01-01 W1 CLOTH 100 = 800.00
            {ordered(10)}
            post outsource_issue 01-03 甲 W1 : so.2 90 as out
            post outsource_receipt 01-04 甲 W1 EXCL : so.1 10 as all
            state so done
        """)
        done = Document.objects.visible_to(story.book.actor).get(pk=story.known["all"].id)
        assert done.lines.count() == 2
