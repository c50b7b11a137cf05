"""The warehouse: goods on their way, counted, made, used, given away (C17, C19, MA-10, IN-01, IN-02, AS-01, DS-01, TX-17)."""

from __future__ import annotations

import pytest

from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short, post
from hengku.posting.asked_once import AskedAlready
from tests.posting.books import disagreements
from tests.posting.desk import NOW, new_key
from tests.scenarios.any_paper import paper_of
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened


class TestGoodsOnTheirWay:
    def test_carry_their_cost_and_somebody_answers_for_what_is_lost(self, database: Cluster) -> None:
        """MA-10a, then two steps: of four one is lost on the way, the carrier pays for it."""
        story = Story(opened(), cost_scope="WAREHOUSE")
        story.tell("""
            opening  01-01 W1 TEA 10 = 100.00
            opening  01-01 W2 TEA 10 = 200.00
            transfer 01-05 W1 W2 TEA 5
            stock    TEA 5 50.00 in W1
            stock    TEA 15 250.00 in W2
            deliver  01-06 乙 W2 TEA 3 @ 22.60 as s1
            stock    TEA 12 200.00 in W2
            post     transfer_out 01-07 W2>W1 : TEA 4 as sent    # R2(200.00 x 4 / 12) = 66.67
            stock    TEA 8 133.33 in W2
            hand     TEA W1 5
            post     transfer_in 01-08 W2>W1 : sent 3 outcome=received ! ShortNotDecided
            post     transfer_in 01-08 W2>W1 rest_stays=true : sent 1 outcome=lost answers=party  ! FieldRequired
            post     transfer_in 01-08 W2>W1 rest_stays=true : sent 3 outcome=received as came      # R2(66.67 x 3 / 4) = 50.00
            stock    TEA 8 100.00 in W1
            post     transfer_in 01-09 W2>W1 : sent 1 outcome=lost answers=party responsible=王五 as lost
            entry    lost 借 1221 16.67; 贷 1405 16.67
            reverse  01-10 sent                                  ! CannotReverse
            ledger   1122 67.80 1221 16.67 1405 233.33 22210107 -7.80 3104 -300.00 5001 -60.00 5401 50.00
        """)
        assert disagreements(story.book.company_id) == []


class TestACount:
    def test_in_01_and_in_02(self, database: Cluster) -> None:
        """Stolen goods with their input tax, 300.00 made good; and goods found. What a count makes, nobody else may."""
        book = opened()
        book.add_product("WINE", "黄酒", base_unit="瓶", tax_code="VAT13")
        story = Story(book)
        story.tell(
            """
            opening 01-01 W1 WINE 12 = 1200.00
            post count_loss 01-31 W1 : WINE 10 cause=THEFT_LOST                                ! NotByHand
            post count_loss 01-31 W1 made_by=stock_count : WINE 10 cause=THEFT_LOST compensation=300.00 as gone
            entry gone 借 1901 1130.00; 贷 1901 1130.00; 贷 1405 1000.00; 贷 22210109 130.00; 借 1221 300.00; \
                借 5711 1000.00; 借 5711 130.00; 借 5711 -300.00
            post count_gain 01-31 W1 made_by=stock_count : WINE 2 as more
            entry more 借 1405 200.00; 贷 1901 200.00; 借 1901 200.00; 贷 5301 200.00
            stock WINE 4 400.00
            ledger 1221 300.00 1405 400.00 22210109 -130.00 3104 -1200.00 5301 -200.00 5711 830.00
        """.replace("\\\n", " ")
        )


class TestMaking:
    def test_as_01_and_ds_01(self, database: Cluster) -> None:
        book = opened()
        for code, name, cost in (("SHADE", "灯罩", "100"), ("STAND", "支架", "60"), ("BULB", "光源", "90")):
            book.add_product(code, name, reference_cost=D(cost))
        book.add_product("LAMP", "台灯")
        book.add_product("SET", "茶具")
        story = Story(book)
        story.tell(
            """
            opening 01-01 W1 TEA 10 = 100.00
            opening 01-01 W1 CUP 10 = 33.33
            post assembly 01-05 W1 fee=5.00 : SET 1 direction=in | TEA 2 direction=out | CUP 3 direction=out as made
            entry made 借 1405 35.00; 贷 1405 30.00; 贷 2211 5.00
            stock SET 1 35.00
            opening 01-01 W1 LAMP 1 = 200.00
            post disassembly 01-06 W1 : LAMP 1 direction=out | SHADE 1 direction=in | STAND 1 direction=in \
                | BULB 1 direction=in as apart
            stock SHADE 1 80.00
            stock STAND 1 48.00
            stock BULB 1 72.00
            receive 01-02 甲 W1 TEA 10 @ 20.00 as late           # 20 / 300.00: two of it cost 30.00 in the set
            stock SET 1 45.00
            reverse 01-07 made
            stock TEA 20 300.00
            stock CUP 10 33.33
            reverse 01-07 apart
            stock LAMP 1 200.00
            ledger 1405 533.33 220202 -200.00 3104 -333.33
        """.replace("\\\n", " ")
        )

    def test_goods_of_two_sets_of_books_go_at_cost(self, database: Cluster) -> None:
        """D-ICT, 同法人: no revenue, no tax, 内部往来 on both sides; only the trade makes the two (tests/intercompany)."""
        book = opened()
        book.add_party("G01", "分店")
        story = Story(book)
        story.tell("""
            opening 01-01 W1 TEA 10 = 100.00
            post branch_out 01-05 分店 W1 : TEA 4                 ! NotByHand
            post branch_out 01-05 分店 W1 made_by=intercompany : TEA 4 as there
            entry there 借 1221 40.00; 贷 1405 40.00
            post branch_in 01-06 分店 W1 made_by=intercompany : TEA 1 = 10.00 as back
            entry back 借 1405 10.00; 贷 2241 10.00
            ledger 1221 40.00 1405 70.00 2241 -10.00 3104 -100.00
        """)


class TestOtherGoods:
    def test_come_go_and_are_used_each_with_its_account(self, database: Cluster) -> None:
        """D-OIN, D-OOUT, D-REQ, D-REQR, D-ADJ (§1.8), and TX-17: a gift taxed by its fair price."""
        book = opened()
        book.add_product("WINE", "黄酒", base_unit="瓶", tax_code="VAT13")
        story = Story(book)
        story.tell(
            """
            post opening_stock 01-01 W1 : WINE 10 = 800.00
            post other_in 01-02 W1 purpose=donated : WINE 2 = 160.00 as given
            entry given 借 1405 160.00; 贷 5301 160.00
            post gift_issue 01-03 乙 W1 EXCL purpose=sample : WINE 1 @ 100.00 tax=VAT13 as gift
            entry gift 借 5601 80.00; 借 5601 13.00; 贷 1405 80.00; 贷 22210107 13.00
            post other_out 01-04 W1 purpose=donation : WINE 1 tax=VAT13 fair_price=100.00 as away
            entry away 借 5711 80.00; 借 5711 13.00; 贷 1405 80.00; 贷 22210107 13.00
            post internal_issue 01-05 W1 department : WINE 2 purpose=welfare as used
            entry used 借 2211 160.00; 借 2211 20.80; 贷 1405 160.00; 贷 22210109 20.80
            post internal_issue_return 01-06 W1 department : used 1 purpose=welfare as back
            entry back 借 2211 -80.00; 借 2211 -10.40; 贷 1405 -80.00; 贷 22210109 -10.40
            post stock_adjustment 01-07 W1 department reason=THEFT_LOST explanation=盘点发现缺少,监控确认被盗 \
                : WINE 1 direction=out as stolen
            entry stolen 借 5711 80.00; 借 5711 10.40; 贷 1405 80.00; 贷 22210109 10.40; 借 1901 90.40; 贷 1901 90.40
            post stock_adjustment 01-08 W1 department reason=UOM_MEASURE explanation=换算误差经复核属实已更正 \
                : WINE 1 direction=out as measured               # only the quantity: 640.00 for seven now
            stock WINE 7 640.00
            ledger 1405 640.00 2211 90.40 22210107 -26.00 22210109 -20.80 3104 -800.00 5301 -160.00 \
                5601 93.00 5711 183.40
        """.replace("\\\n", " ")
        )


class TestAStoreAsks:
    def test_and_gets_it_from_the_central_warehouse_and_from_a_supplier(self, database: Cluster) -> None:
        """D-SREQ: one requisition a store, day and wave; its state follows what is sent; what is taken back is left again."""
        story = Story(opened())
        story.tell("""
            opening 01-01 W1 TEA 100 = 1000.00
            opening 01-01 W1 CUP 30 = 90.00
            post    store_requisition 01-05 W2 due_on=01-04 wave=first : TEA 20                  ! NeededTooEarly
            post    store_requisition 01-05 W2 due_on=01-06 wave=first cover_days=0 : TEA 20     ! CoverDaysWrong
            post    store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 20 | CUP 12 as asked
            post    store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 1                   ! AskedAlready
            post    store_requisition 01-05 W1 due_on=01-06 wave=first : TEA 1                   # another store
            post    store_requisition 01-05 W2 due_on=01-06 wave=second : TEA 1                  # another wave
            hand    TEA W2 0
            post    transfer_out 01-05 W2>W1 : asked 5                                           ! OtherStore
            post    transfer_out 01-05 W1>W2 : asked 12 as sent
            state   asked partial
            post    transfer_out 01-05 W1>W2 : asked 9                                           ! CarriesTooMuch
            post    transfer_out 01-05 W1>W2 : asked 8 | asked.2 7 as more
            post    purchase_order 01-05 甲 W2 : asked.2 6 @ 3.00                                ! CarriesTooMuch
            post    purchase_order 01-05 甲 W2 : asked.2 5 @ 3.00 as direct                      # 直送
            state   asked done
            post    purchase_receipt 01-06 甲 W2 : asked.2 1 @ 3.00                              ! Problems
            reverse 01-06 more
            state   asked partial
            hand    TEA W1 88
            post    transfer_in 01-06 W1>W2 : sent 11 outcome=received | sent 1 outcome=lost as came
            hand    TEA W2 11
            post    transfer_out 01-06 W1>W2 : asked 8 | asked.2 7
            state   asked done
        """)
        assert disagreements(story.book.company_id) == []

    def test_again_for_what_came_back_on_its_way(self, database: Cluster) -> None:
        """D-SREQ, D-TRI: what a store never got waits again, and can be sent by another way; until it is, the return can be
        undone. What is lost on its way was sent.
        """
        story = Story(opened())
        story.tell("""
            opening 01-01 W1 TEA 100 = 1000.00
            post    store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 20 as asked
            post    transfer_out 01-05 W1>W2 : asked 20 as sent
            state   asked done
            post    transfer_in 01-06 W1>W2 : sent 11 outcome=received | sent 2 outcome=lost | sent 7 outcome=returned as came
            state   asked partial
            hand    TEA W1 87
            hand    TEA W2 11
            post    transfer_out 01-06 W1>W2 : asked 8                                           ! CarriesTooMuch
            post    transfer_out 01-06 W1>W2 : asked 3 as more
            post    purchase_order 01-06 甲 W2 : asked 5 @ 3.00                                  ! CarriesTooMuch
            post    purchase_order 01-06 甲 W2 : asked 4 @ 3.00
            state   asked done
            reverse 01-07 came                                                                   ! SentAgain
            reverse 01-07 more
            state   asked partial
            reverse 01-07 came                                                                   ! SentAgain
            post    transfer_in 01-07 W1>W2 : sent 1 outcome=received                            ! CarriesTooMuch
        """)
        assert disagreements(story.book.company_id) == []

    def test_nothing_again_once_the_return_is_undone(self, database: Cluster) -> None:
        """What asked is done again; an order that was closed meanwhile stays closed."""
        story = Story(opened())
        story.tell("""
            opening 01-01 W1 TEA 100 = 1000.00
            post    store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 20 as asked
            post    transfer_out 01-05 W1>W2 : asked 20 as sent
            post    transfer_in 01-06 W1>W2 : sent 20 outcome=returned as came
            state   asked approved
            reverse 01-07 came
            state   asked done
            post    transfer_in 01-07 W1>W2 : sent 15 outcome=received | sent 5 outcome=returned as came
            state   asked partial
        """)
        close_short(actor=story.book.actor, document_id=story.known["asked"].id, reason="不要了", now=NOW)
        story.tell("""
            reverse 01-07 came
            state   asked closed_short
        """)
        assert disagreements(story.book.company_id) == []

    def test_again_once_what_it_asked_was_cancelled(
        self, database: Cluster, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Two at one moment get one answer each: the index refuses what the question could not see."""
        story = Story(opened())
        story.tell("post store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 20 as asked")
        close_short(actor=story.book.actor, document_id=story.known["asked"].id, reason="多要了", now=NOW)
        story.tell("post store_requisition 01-05 W2 due_on=01-06 wave=first : TEA 5 as again")
        paper = paper_of(story.book, {}, "store_requisition", 5, ("W2", "due_on=01-06", "wave=first", ":", "TEA", "1"))
        monkeypatch.setattr("hengku.posting.decide.check_once", lambda batch: None)
        with pytest.raises(AskedAlready) as refused:
            post(actor=story.book.actor, documents=[paper], key=new_key(), now=NOW)
        assert refused.value.number == story.known["again"].number
