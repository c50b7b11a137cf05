"""Production in house (D-MO, D-MIS, D-MSC, D-MRT, D-FIN, C18): ten desks of boards and screws, by both standards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.catalog.models import Bill
from hengku.diagnosis.why.queries import explain
from hengku.documents.queries_carry import carry
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.kit.postgres import Cluster
from hengku.posting.actions import close_short
from hengku.posting.close_order import MaterialStillOut
from hengku.posting.promise import load_outlooks
from hengku.reports.run import run_report
from tests.posting.books import disagreements
from tests.posting.desk import NOW
from tests.scenarios.story import Story
from tests.scenarios.test_shop import opened
from tests.world import Book

ORDER = "DESK 10 part=product | BOARD 20 part=component | SCREW 80 part=component"
#: What an order took and gave, in the account of production (R10): of every value of its lines, whatever document or
#: recost it came by.
COLLECTED = """
SELECT -sum(v.amount) FROM costing_value AS v
JOIN documents_line AS l ON l.company_id = v.company_id AND l.id = v.line_id
JOIN documents_line AS o ON o.company_id = l.company_id AND o.id = (l.data ->> 'order_line')::bigint
WHERE v.company_id = %s AND v.against = 'wip' AND o.document_id = %s
"""


@dataclass
class Workshop:
    """A desk is 2 boards at 30.00 and 8 screws at 0.50; it is planned at 120.00."""

    book: Book
    story: Story
    wip: str

    @classmethod
    def open(cls, standard: str = "small", **decisions: str) -> Workshop:
        book = opened(standard=standard)
        desk = book.add_product("DESK", "书桌", "张", reference_cost=D("120"))
        board = book.add_product("BOARD", "木板", "个", category="02")
        screw = book.add_product("SCREW", "螺丝", "个", category="02")
        book.add_product("DUST", "木屑", "个", category="02")
        lines = (BillLineRecord(board.pk, D(2)), BillLineRecord(screw.pk, D(8)))
        save_bill(actor=book.actor, bill_id=None, record=BillRecord(desk.pk, "assembly", lines, version="A1"))
        story = Story(book, **decisions)
        story.tell("opening 01-01 W1 BOARD 30 = 900.00\nopening 01-01 W1 SCREW 100 = 50.00")
        return cls(book, story, "4001" if standard == "small" else "5001")

    def tell(self, text: str) -> None:
        self.story.tell(text.replace("WIP", self.wip))

    def collected(self, name: str) -> object:
        ((found,),) = sql.rows(COLLECTED, (self.book.company_id, self.story.known[name].id))
        return found


@pytest.mark.parametrize("standard", ["small", "enterprise"])
def test_an_order_takes_material_and_gives_goods(database: Cluster, standard: str) -> None:
    shop = Workshop.open(standard)
    shop.tell(f"""
        post  production_order 01-05 W1>W1 : {ORDER} as mo
        state mo approved
        hand  BOARD W1 30 20
        hand  SCREW W1 100 80
        post  material_issue 01-06 W1 : mo.1 1                     ! OverQuota         # the desk itself is not issued
        post  material_issue 01-06 W1 : mo.2 21                    ! OverQuota
        post  material_issue 01-06 W1 : mo.2 20 | mo.3 40 as mis   # 20 x 30.00 + 40 x 0.50
        entry mis 借 WIP 620.00; 贷 1403 620.00
        hand  BOARD W1 10 0
        hand  SCREW W1 60 40
        state mo partial
        post  material_extra 01-07 W1 : mo.2 1                     ! FieldRequired     # why?
        post  material_extra 01-07 W1 : mo.2 1 extra_reason=other  ! FieldRequired
        post  material_extra 01-07 W1 : mo.3 1 extra_reason=scrap as more
        hand  SCREW W1 59 40                                       # what the order holds stays held for it
        reverse 01-07 more
        post  material_extra 01-07 W1 : mo.2 1 extra_reason=scrap as msc
        entry msc 借 WIP 30.00; 贷 1403 30.00
        post  material_return 01-08 W1 : mis.1 2 as mrt            # at what it was issued at, in red
        entry mrt 借 WIP -60.00; 贷 1403 -60.00
        hand  BOARD W1 11 0
        post  production_receipt 01-10 W1 : mo.1 4 as fin          # 4 x 120.00 planned
        entry fin 借 1405 480.00; 贷 WIP 480.00
        post  production_receipt 01-11 W1 : mo.1 7                 ! CarriesTooMuch
        post  production_receipt 01-11 W1 : mo.1 6 as rest
        state mo partial
        post  material_issue 01-12 W1 : mo.3 40 as last
        state mo done
        hand  SCREW W1 20 0
        stock DESK 10 1200.00
    """)
    equity = "3104" if standard == "small" else "4104"
    shop.tell(f"ledger 1403 340.00 1405 1200.00 {equity} -950.00 WIP -590.00")
    assert shop.collected("mo") == D("-590.00"), "620 + 30 - 60 + 20 taken, 1200 given for the time being"
    shop.tell(f"""
        reverse 01-13 rest
        state mo partial
        reverse 01-13 msc
        ledger 1403 370.00 1405 480.00 {equity} -950.00 WIP 100.00
    """)
    assert shop.collected("mo") == D("100.00")
    assert disagreements(shop.book.company_id) == []


def test_material_is_issued_with_what_it_became(database: Cluster) -> None:
    """倒冲: by the share of the plan that is made by now, less what was issued before; never twice."""
    shop = Workshop.open()
    shop.tell(f"""
        post  production_order 01-05 W1>W1 backflush=true : {ORDER} as mo
        post  production_receipt 01-06 W1 : mo.1 3 as one          # 6 boards, 24 screws
        entry one 借 WIP 192.00; 贷 1403 192.00; 借 1405 360.00; 贷 WIP 360.00
        hand  BOARD W1 24 14
        hand  SCREW W1 76 56
        post  material_issue 01-07 W1 : mo.2 10 as mis             # 16 of 20 boards are issued
        post  production_receipt 01-08 W1 : mo.1 4 as two          # 7 of 10: 14 boards are due, 56 screws
        entry two 借 WIP 16.00; 贷 1403 16.00; 借 1405 480.00; 贷 WIP 480.00
        post  production_receipt 01-09 W1 : mo.1 3 as three
        hand  BOARD W1 10 0
        hand  SCREW W1 20 0
        state mo done
        reverse 01-10 three
        hand  BOARD W1 14 0
        state mo partial
        post  production_receipt 01-11 W1 : mo.1 3
        state mo done
        ledger 1403 310.00 1405 1200.00 3104 -950.00 4001 -560.00
    """)
    assert disagreements(shop.book.company_id) == []


def test_a_by_product_has_its_fixed_price(database: Cluster) -> None:
    """C18: it lessens what the order collected, and nobody waits for it."""
    shop = Workshop.open()
    shop.tell(f"""
        post  production_order 01-05 W1>W1 : {ORDER} | DUST 5 part=byproduct ! UnitCostWrong
        post  production_order 01-05 W1>W1 : {ORDER} | DUST 5 part=byproduct unit_cost=1.20 as mo
        post  material_issue 01-06 W1 : mo.2 20 | mo.3 80
        post  production_receipt 01-07 W1 : mo.1 10 | mo.4 2 as fin
        entry fin 借 1405 1200.00; 贷 WIP 1202.40; 借 1403 2.40
        state mo done
        stock DUST 2 2.40
    """)


def test_what_an_order_may_be(database: Cluster) -> None:
    shop = Workshop.open()
    shop.tell("""
        post production_order 01-05 W1>W1 : TEA 1 part=product | BOARD 1 part=component       ! NoBillInUse
        post production_order 01-05 W1>W1 bom_version=B9 : DESK 1 part=product | BOARD 2 part=component ! NoBillInUse
        post production_order 01-05 W1>W1 bom_version=A1 : DESK 1 part=product | BOARD 2 part=component as mo
        post production_order 01-05 W1>W1 : DESK 1 part=product                               ! NoComponents
        post production_order 01-05 W1>W1 : DESK 1 part=product | DESK 1 part=component       ! ComponentIsProduct
        post production_order 01-05 W1>W1 due_on=01-03 : DESK 1 part=product | BOARD 2 part=component ! MadeTooEarly
        post production_receipt 01-06 W1 : DESK 1                                             ! FieldRequired
        post production_receipt 01-06 W1 : mo.2 1                                             ! CarriesTooMuch
        post material_return 01-06 W1 : BOARD 1                                               ! FieldRequired
    """)
    bill = Bill.objects.visible_to(shop.book.actor).get()
    Bill.objects.visible_to(shop.book.actor).filter(pk=bill.pk).update(is_active=False)
    shop.tell(
        "post production_order 01-05 W1>W1 : DESK 1 part=product | BOARD 2 part=component ! NoBillInUse"
    )


def test_an_order_is_closed_when_what_it_took_is_back(database: Cluster) -> None:
    """D-MO 红: nothing issued, it is cancelled; issued and nothing made, it comes back first."""
    shop = Workshop.open()
    shop.tell(f"""
        post production_order 01-05 W1>W1 : {ORDER} as free
        post production_order 01-05 W1>W1 : DESK 5 part=product | BOARD 10 part=component as mo
        post material_issue 01-06 W1 : mo.2 10 as mis
    """)
    known = shop.story.known

    def close(name: str) -> None:
        close_short(actor=shop.book.actor, document_id=known[name].id, reason="客户取消", now=NOW)

    close("free")
    with pytest.raises(MaterialStillOut, match="木板 10个"):
        close("mo")
    shop.tell("""
        state free cancelled
        hand BOARD W1 20 0
        post material_return 01-07 W1 : mis.1 10 as back
    """)
    close("mo")
    shop.tell("""
        state mo closed_short
        hand BOARD W1 30 0
        ledger 1403 950.00 3104 -950.00
    """)


def test_what_is_being_made_is_expected(database: Cluster) -> None:
    """Q3c, Q4, Q5: the desks to come count, the boards that nothing is held for are wanted; 为什么 leads to the order."""
    shop = Workshop.open()
    book, today = shop.book, date(2026, 1, 10)
    shop.tell("""
        post production_order 01-05 W1>W2 due_on=01-20 : DESK 20 part=product | BOARD 40 part=component as mo
    """)
    desk, board = (book.product(code) for code in ("DESK", "BOARD"))
    w1, w2 = (book.warehouse(code) for code in ("W1", "W2"))
    found = load_outlooks(book.company_id, [desk.pk, board.pk], today)
    assert found[desk.pk, w1.pk].promisable(date(2026, 1, 20)) == 20
    assert found[desk.pk, w1.pk].promisable(date(2026, 1, 19)) == 0
    assert [(one.is_supply, one.quantity) for one in found[board.pk, w2.pk].entries] == [(False, D(40))]
    stock = run_report(book.actor, "stock", {"by": "product"}, today=today).rows
    assert {row["product_code"]: row["on_mo"] for row in stock if row["on_mo"]} == {"DESK": D(20)}
    needed = run_report(book.actor, "replenishment", {"only": "all"}, today=today).rows
    rows = {row["product_code"]: row for row in needed}
    assert (rows["BOARD"]["open_demand"], rows["BOARD"]["projected"]) == (D(40), D(-10))
    told = explain(book.actor, {"kind": "on_mo", "product": str(desk.pk)}, today=today)
    assert (told.total, told.agrees) == (20, True)
    assert [step.document["number"] for step in told.steps] == [shop.story.known["mo"].number]


def test_the_next_document_begins_with_what_is_left(database: Cluster) -> None:
    """领料 takes the components and their warehouse, 完工入库 the product alone."""
    shop = Workshop.open()
    shop.tell(f"""
        post production_order 01-05 W2>W1 : {ORDER} as mo
        post material_issue 01-06 W1 : mo.2 5
        post production_receipt 01-07 W2 : mo.1 4
    """)
    order = shop.story.known["mo"]
    issue = carry(shop.book.actor, order.id, "material_issue")
    assert issue["warehouse"]["id"] == str(shop.book.warehouse("W1").pk)
    assert [(row["source_line"], row["quantity"]) for row in issue["lines"]] == [
        (str(order.lines[1]), D(15)),
        (str(order.lines[2]), D(80)),
    ]
    extra = carry(shop.book.actor, order.id, "material_extra")
    assert [row["source_line"] for row in extra["lines"]] == [str(line) for line in order.lines[1:3]]
    assert not any("quantity" in row for row in extra["lines"])  # how much more has nothing to do with the quota
    receipt = carry(shop.book.actor, order.id, "production_receipt")
    assert receipt["warehouse"]["id"] == str(shop.book.warehouse("W2").pk)
    assert [(row["source_line"], row["quantity"]) for row in receipt["lines"]] == [
        (str(order.lines[0]), D(6))
    ]


class TestGoodsGoBackToTheirWork:
    """D-FIN 红, 完工退库: part of a receipt goes back at its own cost, waits to be made again, and its share of 倒冲 with it."""

    def test_part_of_a_receipt_goes_back_and_comes_again(self, database: Cluster) -> None:
        shop = Workshop.open()
        shop.tell(f"""
            post  production_order 01-05 W1>W1 : {ORDER} as mo
            post  material_issue 01-06 W1 : mo.2 20 | mo.3 80 as mis
            post  production_receipt 01-07 W1 : mo.1 10 as fin
            state mo done
            post  production_return 01-08 W1 reason=quality : DESK 1      ! FieldRequired
            post  production_return 01-08 W1 : fin.1 3                    ! FieldRequired   # why?
            post  production_return 01-08 W1 reason=quality : fin.1 11    ! CarriesTooMuch
            post  production_return 01-08 W1 reason=quality rework=true : fin.1 3 as back
            entry back 借 1405 -360.00; 贷 WIP -360.00
            stock DESK 7 840.00
            state mo partial
            post  production_return 01-08 W1 reason=quality : fin.1 8     ! CarriesTooMuch
            reverse 01-08 fin                                             ! CannotReverse
            post  production_receipt 01-09 W1 : mo.1 4                    ! CarriesTooMuch
            post  production_receipt 01-09 W1 : mo.1 3 as again
            state mo done
            stock DESK 10 1200.00
            reverse 01-10 back                                            ! SentAgain
            reverse 01-10 again
            state mo partial
            reverse 01-10 back
            state mo done
            stock DESK 10 1200.00
        """)
        assert shop.collected("mo") == D("-560.00"), "640.00 taken, 1200.00 given"
        assert disagreements(shop.book.company_id) == []

    def test_what_was_taken_with_it_comes_back_by_its_share(self, database: Cluster) -> None:
        """Thirds of 20 boards, rounded once for all that came back; the last return leaves nothing."""
        shop = Workshop.open()
        shop.tell("""
            post  production_order 01-05 W1>W1 backflush=true : DESK 3 part=product | BOARD 20 part=component as mo
            post  production_receipt 01-06 W1 : mo.1 3 as fin
            hand  BOARD W1 10 0
            state mo done
            post  production_return 01-07 W1 reason=wrong : fin.1 1 as one
            entry one 借 1405 -120.00; 贷 WIP -120.00; 借 WIP -210.00; 贷 1403 -210.00
            hand  BOARD W1 17 0                                            # R(20 / 3)
            state mo partial
            post  production_return 01-08 W1 reason=wrong : fin.1 2 as two
            hand  BOARD W1 30 0
            state mo approved
            stock DESK 0 0.00
        """)
        assert shop.collected("mo") == 0
        assert disagreements(shop.book.company_id) == []
        shop.tell("""
            reverse 01-09 two
            reverse 01-09 one
            hand  BOARD W1 10 0
            post  production_return 01-10 W1 reason=quality rework=true : fin.1 3 as all
            hand  BOARD W1 10 0                                            # they stay in the goods
            post  production_receipt 01-11 W1 : mo.1 3 as again
            hand  BOARD W1 10 0
            state mo done
        """)
        assert disagreements(shop.book.company_id) == []

    def test_a_component_that_somebody_names_is_left_as_it_is(self, database: Cluster) -> None:
        shop = Workshop.open()
        shop.tell(f"""
            post  production_order 01-05 W1>W1 backflush=true : {ORDER} as mo
            post  production_receipt 01-06 W1 : mo.1 10 as fin
            post  production_return 01-07 W1 reason=wrong : fin.2 2                ! NothingTakenBack
            post  production_return 01-07 W1 reason=wrong : fin.1 5 | fin.2 4 as half
            hand  BOARD W1 14 0
            hand  SCREW W1 60 0
        """)
        assert disagreements(shop.book.company_id) == []


def test_how_far_orders_are_and_what_they_cost(database: Cluster) -> None:
    """R-37 齐套率 = 齐套子件行 / 总行; R-38 单位成本 against the reference; Σ 在制余额 = 生产成本, to the fen."""
    shop = Workshop.open()
    shop.tell(f"""
        post production_order 01-05 W1>W1 due_on=01-20 : {ORDER} as mo
        post production_order 01-06 W1>W1 due_on=01-25 : DESK 5 part=product | BOARD 12 part=component | SCREW 20 part=component as mo2
        post material_issue 01-06 W1 : mo.2 20 | mo.3 80 as mis
        post production_receipt 01-10 W1 : mo.1 4 as fin
        post material_return 01-11 W1 : mis.1 1 as back
    """)

    def told() -> list[dict[str, Any]]:
        asked = {"from": "2026-01-01", "to": "2026-01-31"}
        report = run_report(shop.book.actor, "production_orders", asked, today=date(2026, 1, 22))
        assert str(report.totals["wip"]) == shop_balance(shop)
        return report.rows

    first, second = told()
    # 20 x 30.00 + 80 x 0.50 - 30.00; 4 x 120.00
    assert [str(first[key]) for key in ("material", "finished", "wip")] == ["610.00", "480.00", "130.00"]
    assert (first["planned"], first["received"], first["days_late"]) == (10, 4, 2)
    # of the 12 boards of the second 10 are held, and the one that came back is free: one is short
    assert [(one["ready"], one["parts"]) for one in (first, second)] == [(2, 2), (1, 2)]
    shop.tell("post material_extra 01-12 W1 : mo.2 1 extra_reason=scrap\npost production_receipt 01-12 W1 : mo.1 6 as rest\nstate mo done")
    first, second = told()
    assert [str(first[key]) for key in ("material", "finished", "wip")] == ["640.00", "1200.00", "-560.00"]
    assert (D(str(first["unit_cost"])), D(str(first["unit_variance"]))) == (D("64"), D("-56"))
    assert (second["unit_cost"], first["ready"]) == (None, None)
    shop.tell("""
        post production_order 01-13 W1>W1 : DESK 1 part=product | SCREW 1 part=component | DUST 5 part=byproduct unit_cost=1.20 as mo3
        post production_receipt 01-14 W1 : mo3.3 2 as dust
    """)
    third = told()[2]
    assert [third[key] for key in ("material", "byproduct", "wip")] == [0, D("2.40"), D("-2.40")]
    for key in ("planned", "received", "material", "byproduct", "finished", "wip"):
        question = {one: str(value) for one, value in third["questions"][key].items()}
        answer = explain(shop.book.actor, question, today=date(2026, 1, 31))
        assert (answer.agrees, answer.total) == (True, third[key]), key


def shop_balance(shop: Workshop) -> str:
    """What the account of production stands at."""
    asked = {"from": "2026-01-01", "to": "2026-01-31"}
    rows = run_report(shop.book.actor, "trial_balance", asked, today=date(2026, 1, 31)).rows
    return next(str(row["closing_debit"] - row["closing_credit"]) for row in rows if row["code"] == shop.wip)
