"""Ducks by the piece and by the kilogram (B2): what every move weighs, what it costs and is paid for, and the rest.

Numbers follow from the rules: cost and price by weight (C4, C6, C7, T10), availability by pieces (Q7), reason 10 moves a
weight alone and leaves the amount (§1.8).
"""

from __future__ import annotations

import pytest

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
        stock DUCK 0 0.00
    """)
