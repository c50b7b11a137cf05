"""A month of a small factory: boards and screws are bought, a processor makes tops of the boards, desks are made and sold."""

from __future__ import annotations

from datetime import date

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.reports.run import run_report
from tests.posting.books import disagreements
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened


def test_a_month_of_a_small_factory(database: Cluster) -> None:
    """D-OSO, D-MO, D-FIN, C18 to the fen: a top is 2 boards and 10.00 of work, a desk a top and 8 screws, planned at 75."""
    book = opened()
    for code, name in (("BOARD", "木板"), ("SCREW", "螺丝"), ("TOP", "桌面")):
        book.add_product(code, name, "个", category="02")
    desk = book.add_product("DESK", "书桌", "张", reference_cost=D(75))
    parts = tuple(BillLineRecord(book.product(code).pk, D(n)) for code, n in (("TOP", 1), ("SCREW", 8)))
    save_bill(actor=book.actor, bill_id=None, record=BillRecord(desk.pk, "assembly", parts))
    Story(book).tell("""
        receive 01-02 甲 W1 BOARD 30 @ 30.00 as r1
        receive 01-02 甲 W1 SCREW 100 @ 0.50 as r2
        bill    01-03 r1 30 = 900.00 + 117.00
        bill    01-03 r2 100 = 50.00 + 6.50
        post outsource_order 01-04 甲 W1 EXCL : TOP 10 @ 10.00 tax=VAT13 part=product | BOARD 20 part=component as so
        post outsource_issue 01-05 甲 W1 : so.2 20 as out
        post outsource_receipt 01-08 甲 W1 EXCL : so.1 10 as tops
        stock TOP 10 700.00                                     # 600.00 of boards, 100.00 of work
        state so done
        post purchase_invoice 01-09 甲 EXCL : tops.1 10 = 100.00 + 13.00 as work
        post production_order 01-10 W1>W1 : DESK 10 part=product | TOP 10 part=component | SCREW 80 part=component as mo
        post material_issue 01-11 W1 : mo.2 10 | mo.3 80 as mis
        entry mis 借 4001 740.00; 贷 1403 740.00
        post production_receipt 01-12 W1 : mo.1 10 as fin
        post production_return 01-13 W1 reason=quality rework=true : fin.1 1 as back
        state mo partial
        post production_receipt 01-14 W1 : mo.1 1 as again
        state mo done
        stock DESK 10 750.00
        deliver 01-20 乙 W1 DESK 4 @ 226.00 as s1
        invoice 01-20 s1 4 = 800.00 + 104.00
        collect 01-25 乙 904.00 of s1
        owed ap 甲 1186.50
        owed ap_estimated 甲 0
        hand BOARD W1 10 0
        hand SCREW W1 20 0
        hand TOP W1 0 0
        ledger 1001 904.00 1403 310.00 1405 450.00 220201 -1186.50 22210101 136.50 22210107 -104.00 \
4001 -10.00 5001 -800.00 5401 300.00
    """)
    assert disagreements(book.company_id) == []
    month = {"from": "2026-01-01", "to": "2026-01-31"}
    (used,) = run_report(book.actor, "outsource_use", month, today=date(2026, 1, 31)).rows
    assert [used[one] for one in ("sent", "due", "used", "over", "quantity_left", "paid")] == [20, 20, 20, 0, 0, 0]
