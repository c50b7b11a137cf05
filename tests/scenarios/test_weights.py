"""Ducks by the piece and by the kilogram (B2): what every move weighs, what it costs and is paid for, and the rest.

Numbers follow from the rules: cost and price by weight (C4, C6, C7, T10), availability by pieces (Q7), reason 10 moves a
weight alone and leaves the amount (§1.8).
"""

from __future__ import annotations

import pytest

from hengku.inventory.actions_bins import create_bin
from hengku.kit.numbers import D
from tests.scenarios.story import Story
from tests.world import Book

DUCK = {"aux_unit": "千克", "aux_standard": D("5.2")}


@pytest.fixture
def story(book: Book) -> Story:
    book.add_product("DUCK", "白条鸭", "个", **DUCK)
    return Story(book)


def test_received_sold_returned_sent_on_and_cleared(book: Book, story: Story) -> None:
    story.tell("""
        post purchase_receipt 01-02 甲 W1 EXCL : DUCK 10 @ 20.00 aux_quantity=52.3 as r1
        entry r1 借 1405 1046.00; 贷 220202 1046.00           # 52.3 kg at 20
        weigh DUCK W1 10 52.3
        stock DUCK 52.3 1046.00                              # the pool counts kilograms
        post sales_issue 01-05 乙 W1 INCL : DUCK 3 @ 30.00 aux_quantity=15.6 as s1
        owed ar 乙 468.00                                     # 15.6 kg at 30
        stock DUCK 36.7 734.00
        weigh DUCK W1 7 36.7
        post sales_return 01-06 乙 W1 reason=unwanted : s1 1 aux_quantity=5.1 as b1
        owed ar 乙 315.00                                     # 5.1 kg come back
        stock DUCK 41.8 836.00                               # at what they went out for: 312 × 5.1 / 15.6
        post sales_return 01-07 乙 W1 reason=unwanted : s1 1 as b2
        owed ar 乙 157.50                                     # half of the 10.5 kg that are left of the sale
        weigh DUCK W1 9 47.05
        stock DUCK 47.05 941.00
        reverse 01-07 b2
        weigh DUCK W1 8 41.8
        stock DUCK 41.8 836.00
        post sales_return 01-08 乙 W1 reason=unwanted : s1 1 aux_quantity=10.6 ! WeightOfSource
        post purchase_return 01-08 甲 W1 reason=quality : r1 1 aux_quantity=5.2 as p1
        owed ap_estimated 甲 942.00
        stock DUCK 36.6 732.00
        transfer 01-09 W1 W2 DUCK 2                           # not weighed again: at the average of the place
        weigh DUCK W2 2 10.457
        post transfer_out 01-10 W2>W1 : DUCK 1 aux_quantity=5.2 as t1
        weigh DUCK W2 1 5.257
        post transfer_in 01-11 W2>W1 : t1 1 outcome=received aux_quantity=5 ! WeightOfSource
        post transfer_in 01-11 W2>W1 : t1 1 outcome=received
        weigh DUCK W1 6 31.343
        stock DUCK 36.6 732.00                               # one pool over both warehouses: nothing was spent
        post purchase_invoice 01-12 甲 : r1 9 = 942.00 + 122.46
        owed ap_estimated 甲 0.00                             # nine ducks of 47.1 kg take the whole estimate
        post sales_invoice 01-12 乙 : s1 2
        owed ar 乙 315.00                                     # the two that stayed: 10.5 kg, nothing to add
        post other_out 01-13 W1 purpose=research : DUCK 6 aux_quantity=31.5 ! WeightShort
        post other_out 01-13 W1 purpose=research : DUCK 6 aux_quantity=31.2 as o1
        weigh DUCK W1 0 0.143
        stock DUCK 5.4 108.00
        post stock_adjustment 01-14 W1 reason=UOM_MEASURE explanation=件数已出完账上还剩零头重量 : DUCK 0 direction=out aux_quantity=0.143 as a1
        weigh DUCK W1 0 0
        stock DUCK 5.257 108.00                              # the amount stays with what is left
        post sales_issue 01-15 乙 W2 INCL : DUCK 1 @ 150.00 price_by=piece aux_quantity=5.257
        owed ar 乙 465.00                                     # by the piece
        post purchase_receipt 01-16 甲 W2 EXCL : DUCK 1 @ 20.00 aux_quantity=5
        post other_out 01-17 W2 purpose=donation : DUCK 1 tax=VAT13 fair_price=30.00 aux_quantity=5 as o2
        entry o2 借 5711 100.00; 借 5711 19.50; 贷 1405 100.00; 贷 22210107 19.50    # T7: 5 kg at 30, found by a random history
        stock DUCK 0 0.00
    """)


def test_made_and_taken_apart(story: Story) -> None:
    """C17 by weight: what comes out is worth what went in; parts without a known cost share it by kilogram, 3 to 1."""
    for code, name in (("ROAST", "烤鸭"), ("BREAST", "鸭胸"), ("LEG", "鸭腿")):
        story.book.add_product(code, name, "个", aux_unit="千克")
    story.tell("""
        post purchase_receipt 01-02 甲 W1 EXCL : DUCK 10 @ 20.00 aux_quantity=52 | RICE 10 @ 5.00
        post assembly 01-03 W1 fee=10.00 : ROAST 2 direction=in | DUCK 2 direction=out aux_quantity=10.5 ! WeightMissing
        post assembly 01-03 W1 fee=10.00 : ROAST 2 direction=in aux_quantity=8 | DUCK 2 direction=out aux_quantity=10.5 \
            | RICE 1 direction=out as made
        weigh ROAST W1 2 8
        stock ROAST 8 225.00                                 # 10.5 kg at 20, a bag at 5, the fee
        stock DUCK 41.5 830.00
        post disassembly 01-04 W1 : DUCK 1 direction=out aux_quantity=5.2 | BREAST 2 direction=in aux_quantity=3 \
            | LEG 2 direction=in aux_quantity=1 as apart
        stock BREAST 3 78.00
        stock LEG 1 26.00
        post sales_issue 01-05 乙 W1 INCL : BREAST 1 @ 60.00 aux_quantity=1.4
        stock BREAST 1.6 41.60
        reverse 01-06 made
        stock ROAST 0 0.00
        weigh DUCK W1 9 46.8
        stock DUCK 46.8 936.00
    """)


def test_with_an_agent(story: Story) -> None:
    """D-CSO, D-CSS, D-CSR: what was sent unweighed goes at the average, and what ends it takes the whole of that."""
    story.tell("""
        post purchase_receipt 01-02 甲 W1 EXCL : DUCK 10 @ 20.00 aux_quantity=52
        post consign_out 01-03 乙 W1 : DUCK 4 as c1
        weigh DUCK W1 6 31.2
        stock DUCK 31.2 624.00
        post consign_settle 01-05 乙 INCL : c1 2 @ 30.00 aux_quantity=10.3 as s1
        owed ar 乙 309.00
        month 01 5401 206.00                                 # 416 × 10.3 / 20.8
        post consign_return 01-06 乙 W1 : c1 1 aux_quantity=5.2 as b1
        weigh DUCK W1 7 36.4
        post consign_settle 01-07 乙 INCL : c1 1 @ 30.00 aux_quantity=5.2 ! WeightOfSource
        post consign_settle 01-07 乙 INCL : c1 1 @ 30.00 as s2
        owed ar 乙 468.00                                     # the last duck is of 5.3 kg
        stock DUCK 36.4 728.00
        month 01 5401 312.00
        reverse 01-08 s2
        owed ar 乙 309.00
        post consign_return 01-09 乙 W1 : c1 1
        weigh DUCK W1 8 41.7
        stock DUCK 41.7 834.00
    """)


def test_goods_of_an_owner_and_on_loan(story: Story) -> None:
    """D-CIN, D-CIS, D-BOR, D-BRR: ours from the settlement, at its price by weight. D-LOA, D-LOR: ours all the time."""
    story.tell("""
        post consign_in 01-02 甲 W1 : DUCK 4 ! WeightMissing
        post consign_in 01-02 甲 W1 : DUCK 4 aux_quantity=20.9 as i1
        weigh DUCK W1 4 20.9                                 # theirs
        stock DUCK 0 0.00
        post consign_in_settle 01-03 甲 W1 EXCL way=BUYOUT : i1 3 @ 20.00 aux_quantity=15.6 as s1
        stock DUCK 15.6 312.00
        owed ap_estimated 甲 312.00
        post sales_issue 01-04 乙 W1 INCL : DUCK 1 @ 30.00 aux_quantity=5.1
        post consign_in_settle 01-05 甲 W1 EXCL way=BUYOUT : i1 1 @ 20.00
        stock DUCK 15.8 316.00                               # 10.5 and the last 5.3
        post borrow_in 01-06 甲 W1 due_on=01-20 : DUCK 2 aux_quantity=10.4 as l1
        post borrow_return 01-07 甲 W1 : l1 2 aux_quantity=10.3 ! WeightOfSource
        post borrow_return 01-07 甲 W1 : l1 2
        weigh DUCK W1 3 15.8
        post loan_out 01-08 乙 W1 due_on=01-20 : DUCK 2 aux_quantity=10.5 as o1
        post sales_issue 01-09 乙 W1 INCL : DUCK 2 @ 30.00 aux_quantity=10.5 ! NegativeStock
        post loan_return 01-10 乙 W1 : o1 1 aux_quantity=5.3
        post sales_issue 01-11 乙 W1 INCL : o1 1 @ 30.00 as s2
        owed ar 乙 309.00                                     # 5.1 kg, and the 5.2 kg of the loan that were left
        weigh DUCK W1 2 10.6
        stock DUCK 10.6 212.00
    """)


def test_inspected_and_picked(story: Story) -> None:
    """D-IQC before and after the receipt, D-PK: judged and moved by pieces; what is picked may be weighed then."""
    create_bin(actor=story.book.actor, warehouse_id=story.book.w1.pk, code="A-01")
    story.tell("""
        post purchase_order 01-02 甲 W1 EXCL : DUCK 10 @ 20.00 as po
        post goods_arrival 01-03 甲 W1 : po 10 as came
        post incoming_inspection 01-03 甲 W1 : came 10 rejected=1 defect=appearance as seen
        post purchase_receipt 01-04 甲 W1 EXCL : seen 9 aux_quantity=46.9 as r1
        stock DUCK 46.9 938.00
        order 01-05 乙 W1 DUCK 3 @ 30.00 as so
        post delivery_notice 01-05 乙 W1 : so 3 as dn
        post pick_list 01-06 乙 W1 : dn 3 aux_quantity=15.6 as pk    # weighed as it is picked
        weigh DUCK W1 9 46.9
        post sales_issue 01-07 乙 W1 INCL : dn 3 aux_quantity=15.6 as s1
        weigh DUCK W1 6 31.3
        stock DUCK 31.3 626.00
    """)
