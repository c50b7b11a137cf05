"""Buying told from the wish to the payment, with the fees and the estimates between (D-PR … D-PAY, C15, C16)."""

from __future__ import annotations

from hengku.documents.models import Document
from hengku.kit.postgres import Cluster
from tests.posting.books import disagreements
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened
from tests.world import Book


def state(story: Story, name: str) -> str:
    return str(Document.objects.get(pk=story.known[name].id).state)


class TestFromTheWishToTheMoney:
    def test_ends_with_every_account_as_worked_out(self, database: Cluster) -> None:
        """Wished for, asked, ordered, arrived, inspected, received, freight shared out as LC-01, invoiced and paid."""
        book = opened()
        book.add_product("POT", "茶壶", base_unit="个")
        story = Story(book)
        story.tell(
            """
            post purchase_requisition 01-02 department due_on=01-31 : TEA 100 | CUP 102 | POT 50 as wish
            post purchase_rfq 01-03 W1 EXCL : wish.1 100 @ 10.00 tax=VAT13 supplier=甲 \
                | wish.2 102 @ 20.00 tax=VAT13 supplier=甲 | wish.3 50 @ 10.00 tax=VAT13 supplier=甲 as asked
            post purchase_order 01-04 甲 W1 EXCL : asked.1 100 @ 10.00 tax=VAT13 | asked.2 102 @ 20.00 tax=VAT13 \
                | asked.3 50 @ 10.00 tax=VAT13 as order
            stock TEA 0 0.00                                     # an order moves nothing
            post goods_arrival 01-08 甲 W1 : order.1 100 | order.2 102 | order.3 50 as came
            post incoming_inspection 01-08 甲 W1 : came.1 100 | came.2 102 rejected=2 defect=appearance | came.3 50 as seen
            hand CUP W1 0                                        # 先检后入: nothing lies in stock yet
            post purchase_receipt 01-09 甲 W1 : seen.2 101       ! CarriesTooMuch
            post purchase_receipt 01-09 甲 W1 : seen.1 100 | seen.2 100 | seen.3 50 as r1
            entry r1 借 1405 3500.00; 贷 220202 3500.00
            post landed_cost 01-10 甲 cost_type=freight fee_net=105.00 fee_tax=9.45 basis=AMOUNT treatment=CAPITALIZE \
                : r1.1 100 | r1.2 100 | r1.3 50 as fee
            entry fee 借 1405 105.00; 借 22210101 9.45; 贷 220201 114.45
            stock TEA 100 1030.00                                # LC-01: 30.00, 60.00, 15.00
            stock CUP 100 2060.00
            stock POT 50 515.00
            post purchase_invoice 01-12 甲 : r1.1 100 = 1000.00 + 130.00 | r1.2 100 = 2000.00 + 260.00 \
                | r1.3 50 = 500.00 + 65.00 as bill
            owed ap_estimated 甲 0
            owed ap 甲 4069.45
            post ap_bill 01-13 甲 : = 200.00 + 12.00 purpose=admin as rent
            entry rent 借 5602 200.00; 借 22210101 12.00; 贷 220201 212.00
            pay 01-15 甲 3955.00 of bill
            pay 01-15 甲 500.00 before as early
            post settlement 01-16 甲 : ~ 114.45 item=early/prepay against_item=fee/ap as set
            entry set 借 220201 114.45; 贷 1123 114.45
            pay 01-17 甲 0.01 of bill                            ! ItemNotOpen
            owed ap 甲 212.00
            owed prepay 甲 385.55
            ledger 1001 -4455.00 1123 385.55 1405 3605.00 220201 -212.00 22210101 476.45 5602 200.00
        """.replace("\\\n", " ")
        )
        # two cups were rejected: they are still to come
        assert (state(story, "wish"), state(story, "order")) == ("done", "partial")
        assert disagreements(book.company_id) == []

    def test_freight_of_a_small_trader_is_an_expense(self, database: Cluster) -> None:
        """LC-04: nothing goes into stock."""
        story = Story(opened())
        story.tell("""
            receive 01-02 甲 W1 TEA 100 @ 10.00 as r1
            post landed_cost 01-03 甲 cost_type=freight fee_net=100.00 fee_tax=9.00 basis=QUANTITY : r1 100 as fee
            entry fee 借 5601 100.00; 借 22210101 9.00; 贷 220201 109.00
            stock TEA 100 1000.00
            reverse 01-04 fee
            ledger 1405 1000.00 220202 -1000.00
        """)


class TestEstimates:
    def test_es_01_an_invoice_of_the_same_month(self, database: Cluster) -> None:
        story = Story(opened(standard="enterprise"))
        story.tell("""
            receive 01-05 甲 W1 TEA 100 @ 10.00 as r1
            deliver 01-08 乙 W1 TEA 40 @ 22.60 as s1
            bill    01-12 r1 100 = 1050.00 + 136.50 as b1
            entry   b1 借 1405 -1000.00; 贷 220202 -1000.00; 借 1405 1050.00; 借 22210101 136.50; 贷 220201 1186.50
            recost  b1 借 6401 20.00; 贷 1405 20.00
            stock   TEA 60 630.00
            month   01 6401 420.00
        """)

    def test_es_04_reversed_on_the_first_and_invoiced_on_the_tenth(self, database: Cluster) -> None:
        """MONTH_BEGIN: the run moves the ledger alone, what lies in stock keeps its cost until the invoice."""
        story = Story(opened(), estimate_mode="MONTH_BEGIN")
        story.tell("""
            receive 01-31 甲 W1 TEA 100 @ 10.00 as r1
            entry   r1 借 1405 1000.00; 贷 220202 1000.00
            post    estimate_run 02-01 run=REVERSE : r1 100 as back
            stock   TEA 100 1000.00
            month   02 1405 -1000.00
            month   02 220202 1000.00
            bill    02-10 r1 100 = 1050.00 + 136.50 as b1
            stock   TEA 100 1050.00
            ledger  1405 1050.00 22210101 136.50 220201 -1186.50
            post    estimate_run 02-01 run=REVERSE : r1 100      ! NothingToEstimate
        """)


class TestWithoutStock:
    """D-RACK: signed for, invoiced, paid; nothing is ever on hand."""

    def test_what_was_signed_for_is_invoiced_into_goods_in_transit(self, database: Cluster) -> None:
        story = Story(Book())
        story.tell("""
            post purchase_order 01-04 甲 W1 EXCL : COLA 100 @ 3.00 tax=VAT13 as order
            post receipt_ack 01-06 甲 express_no=SF1 signed_by=门卫 : COLA 60   ! FieldRequired
            post receipt_ack 01-06 甲 express_no=SF1 : order 60   ! FieldRequired
            post receipt_ack 01-06 甲 express_no=SF1 signed_by=门卫 : order 60 as ack
            post receipt_ack 01-07 甲 express_no=SF1 signed_by=门卫 : order 10   ! AskedAlready
            post receipt_ack 01-07 甲 express_no=SF2 signed_by=门卫 : order 41   ! CarriesTooMuch
            state order partial
            hand COLA W1 0
            ledger
            post purchase_invoice 01-08 甲 : ack 61 = 183.00 + 23.79   ! CarriesTooMuch
            post purchase_invoice 01-08 甲 : ack 60 = 216.02 + 28.08   ! DearerThanAgreed
            post purchase_invoice 01-08 甲 : ack 60 = 180.00 + 23.40 as bill
            entry bill 借 1402 180.00; 借 22210101 23.40; 贷 220201 203.40
            reverse 01-09 ack   ! CannotReverse
            post purchase_invoice_red 01-09 甲 : bill -10 = -30.00 + -3.90 as red
            entry red 借 1402 -30.00; 借 22210101 -3.90; 贷 220201 -33.90
            owed ap 甲 169.50
            post receipt_ack 01-10 甲 express_no=SF2 signed_by=门卫 : order 40 as rest
            state order done
            reverse 01-11 rest
            state order partial
            post receipt_ack 01-11 甲 express_no=SF2 signed_by=门卫 : order 40
            pay 01-12 甲 169.50 of bill
            owed ap 甲 0
        """)
        assert disagreements(story.book.company_id) == []
