"""A sale told from the quotation to the money: every step that lies between, and what is in the books after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hengku.documents.errors import WrongSource
from hengku.documents.models import Document
from hengku.documents.queries_detail import chain_of
from hengku.inventory.models import OnHand
from hengku.kit.errors import Problem, Refused
from hengku.kit.numbers import D
from hengku.parties.models import Party
from hengku.posting.actions import PostedDocument, close_short
from hengku.posting.actions_orders import reopen
from hengku.posting.promise import load_outlooks
from hengku.posting.refill import refill_waiting
from hengku.sales.actions_exchange import Exchange, GivenBack, GivenInstead, exchange, preview_exchange
from tests.documents.builders.money import items_of
from tests.posting.books import accounts, entry, hand, lines, residuals, written
from tests.posting.desk import NOW, Desk, Doc, item_line, money_line
from tests.world import Book


def state(document: Doc) -> str:
    return str(Document.objects.get(pk=document.id).state)


class TestFromQuotationToMoney:
    """Quoted, ordered in part, waited for goods, notified, sent, a little given back, and a penalty for paying late."""

    def test_ends_with_every_account_as_worked_out(self, book: Book) -> None:
        desk, customer = Desk(book), {"party_id": book.customer.pk}
        Party.objects.filter(pk=book.customer.pk).update(credit_limit=D("2000"))
        desk.receive("40", "10", day=2)  # 400.00
        quoted = desk.one(
            desk.paper(
                "quotation",
                3,
                [item_line(book.cola, "100", "22.60")],
                data={"valid_until": "2026-01-31", "document_discount": "60.00"},
                **customer,
            )
        )
        # 2260.00 less 60.00 is 2200.00; 60 of 100 are 1320.00: 1168.14 and 151.86
        order = desk.one(
            desk.paper(
                "sales_order",
                4,
                [item_line(book.cola, "60", source_line_id=quoted.line)],
                warehouse_id=book.w1.pk,
                due_on=date(2026, 1, 20),
                **customer,
            )
        )
        assert (state(quoted), hand(book)) == ("partial", (D(40), D(40)))
        desk.receive("30", "12", day=5)  # 70 for 760.00
        refill_waiting([book.company_id], today=NOW.date())
        assert hand(book) == (D(70), D(60))
        notice = desk.one(
            desk.paper(
                "delivery_notice",
                6,
                [item_line(book.cola, "60", source_line_id=order.line)],
                warehouse_id=book.w1.pk,
                **customer,
            )
        )
        sent = desk.issue("60", day=6, order=notice.line, price=None)  # R2(760.00 x 60 / 70) = 651.43
        assert (state(notice), state(order), hand(book)) == ("done", "done", (D(10), D(0)))
        assert entry(book, sent.id) == lines(
            "借 1122 1320.00; 贷 5001 1168.14; 贷 22210107 151.86; 借 5401 651.43; 贷 1405 651.43"
        )
        refund = money_line("113.00")
        refund.data, refund.source_line_id = {}, sent.line
        given = desk.one(desk.paper("sales_allowance", 8, [refund], data={"reason": "damaged"}, **customer))
        assert entry(book, given.id) == lines("借 1122 -113.00; 贷 5001 -100.00; 贷 22210107 -13.00")
        penalty = desk.one(desk.paper("ar_bill", 20, [money_line("30.00", purpose="penalty")], **customer))
        assert entry(book, penalty.id) == lines("借 1221 30.00; 贷 5301 30.00")
        desk.get_paid("1207.00", 21, item=items_of(sent, "ar")[0])
        desk.get_paid("30.00", 21, item=items_of(penalty, "other_receivable")[0])
        assert residuals(book).get(("ar", book.customer.pk), D(0)) == 0
        found = accounts(book)
        wanted = {"1001": "1237.00", "1405": "108.57", "220202": "-760.00", "22210107": "-138.86",
                  "5001": "-1068.14", "5301": "-30.00", "5401": "651.43"}  # fmt: skip
        assert {code: amount for code, amount in found.items() if amount} == {
            code: D(amount) for code, amount in wanted.items()
        }


class TestGoodsThatComeBack:
    """D-SRT: by what inspection said of them, for less than was paid, and with a fee kept."""

    def back(self, desk: Desk, day: int, quantity: str, source: int, verdict: str, **more: str) -> Doc:
        refund = {"refund": more.pop("refund")} if "refund" in more else {}
        line = item_line(desk.book.cola, quantity, source_line_id=source, data={"verdict": verdict, **refund})
        header = {"party_id": desk.book.customer.pk, "warehouse_id": desk.book.w1.pk}
        return desk.one(desk.paper("sales_return", day, [line], data={"reason": "quality", **more}, **header))

    def test_lie_where_they_may_not_be_sold_and_are_paid_back_as_agreed(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("20", "60", day=2)
        sent = desk.issue("10", day=5, price="113")  # 1000.00 and 130.00, cost 600.00
        for refused in ({"refund": "400"}, {"refund": "400", "refund_reason": " "}, {"restocking_fee": "1"}):
            with pytest.raises(Refused):
                self.back(desk, 8, "4", sent.line, "defect", **refused)
        note = {"refund_reason": "外观磨损,协商少退"}
        first = self.back(desk, 8, "4", sent.line, "defect", refund="400", **note)
        assert entry(book, first.id) == lines(
            "借 1122 -400.00; 贷 5001 -353.98; 贷 22210107 -46.02; 借 5401 -240.00; 贷 1405 -240.00"
        )
        # the rest is still the rest of the original: 1000.00 - 400.00 and 130.00 - 52.00, less the fee of 20.00
        again = self.back(desk, 9, "5", sent.line, "qc_hold", restocking_fee="20", **note)
        assert entry(book, again.id) == lines(
            "借 1122 -545.00; 贷 5001 -500.00; 贷 22210107 -65.00; 贷 5051 17.70; 贷 22210107 2.30;"
            "借 5401 -300.00; 贷 1405 -300.00"
        )
        desk.reverse(first, day=9)
        whole = self.back(desk, 10, "5", sent.line, "available")
        assert entry(book, whole.id)[0] == lines("借 1122 -565.00")[0]
        statuses = OnHand.objects.filter(company_id=book.company_id, product_id=book.cola.pk, quantity__gt=0)
        found = {(one.status, one.quantity) for one in statuses if one.place_id == book.place(book.w1).pk}
        assert found == {("available", D(15)), ("qc_hold", D(5))}
        assert residuals(book)["ar", book.customer.pk] == D("20.00")

    def test_are_exchanged_in_one_command(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("20", "60", day=2)
        desk.receive("20", "50", day=2, product=book.rice)
        sent = desk.issue("10", day=5, price="113")

        def given(quantity: str, price: str | None) -> Exchange:
            return Exchange(
                sent.id,
                book.day(8),
                "unwanted",
                [GivenBack(sent.line, D(quantity), "defect")],
                [GivenInstead(book.rice.pk, D(quantity), None if price is None else D(price))],
            )

        def swap(quantity: str, price: str | None) -> list[PostedDocument]:
            return exchange(actor=book.actor, given=given(quantity, price), key="swap", now=NOW).documents

        before = written(book)
        with pytest.raises(Problem) as refused:
            swap("11", None)  # more than was sold, and no price: both are said, and neither is posted
        assert {one.code for one in refused.value.problems} == {"CARRIES_TOO_MUCH", "PRICE_MISSING"}
        told = preview_exchange(actor=book.actor, given=given("2", "120"), now=NOW)
        assert (told.back, told.sent, told.difference) == (D("226.00"), D("240.00"), D("14.00"))
        assert written(book) == before
        returned, other = swap("2", "120")
        assert swap("2", "120") == [returned, other]  # sent again
        assert (returned.type_code, other.type_code) == ("sales_return", "sales_issue")
        assert residuals(book)["ar", book.customer.pk] == D("1144.00")  # 1130.00 - 226.00 + 240.00
        remarks = Document.objects.filter(pk__in=[returned.id, other.id]).values_list("remark", flat=True)
        assert list(remarks) == [f"换货:{sent.number}"] * 2
        assert [one["number"] for one in chain_of(book.actor, returned.id)["upstream"]] == [sent.number]
        for one in (other, returned):
            desk.reverse(Doc(one.id, one.number, one.state, ()), day=8)
        assert residuals(book)["ar", book.customer.pk] == D("1130.00")
        nothing = Exchange(returned.id, book.day(8), "unwanted", [], [])
        with pytest.raises(WrongSource):
            exchange(actor=book.actor, given=nothing, key="other", now=NOW)

    def test_are_exchanged_by_the_pieces_and_lots_that_were_shown(self, book: Book) -> None:
        desk = Desk(book)
        phone = book.add_product("PHONE", "手机", "台", tracking="serial")
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot", shelf_life=30)
        desk.receive("1", "800", day=2, product=phone, data={"serials": "SN1"})
        for lot_no, quantity in (("L1", "3"), ("L2", "9")):
            made = book.day(1 if lot_no == "L1" else 2).isoformat()
            desk.receive(quantity, "5", day=2, product=milk, data={"lot_no": lot_no, "produced_on": made})
        sent = desk.issue("1", day=5, price="1130", product=phone, data={"serials": "SN1"})
        back = [GivenBack(sent.line, D(1), serials=("SN1",))]
        given = Exchange(sent.id, book.day(8), "unwanted", back, [GivenInstead(milk.pk, D(5), D("11.30"))])
        with pytest.raises(Problem) as refused:
            exchange(actor=book.actor, given=given, key="none", now=NOW)
        assert refused.value.code == "LOT_MISSING"  # lots are seen before they go, never chosen while posting
        told = preview_exchange(actor=book.actor, given=given, now=NOW)
        assert [(one.lot_no, one.quantity) for one in told.instead] == [("L1", D(3)), ("L2", D(2))]
        shown = [
            GivenInstead(milk.pk, one.quantity, one.price, one.unit_id, dict(one.data))
            for one in told.instead
        ]
        done = exchange(actor=book.actor, given=replace(given, instead=shown), key="shown", now=NOW)
        assert residuals(book)["ar", book.customer.pk] == told.sent == D("56.50")
        left = OnHand.objects.filter(
            company_id=book.company_id, place_id=book.place(book.w1).pk, quantity__gt=0
        )
        found = sorted((one.product_id, one.quantity) for one in left)
        assert found == [(phone.pk, D(1)), (milk.pk, D(7))]
        for one in reversed(done.documents):
            desk.reverse(Doc(one.id, one.number, one.state, ()), day=8)
        assert residuals(book)["ar", book.customer.pk] == D("1130.00")

    def test_an_order_opened_again_holds_what_is_free(self, book: Book) -> None:
        desk = Desk(book)
        desk.receive("10", "5", day=2)
        order = desk.order_sale("8")
        desk.issue("2", order=order.line, price=None)
        close_short(actor=book.actor, document_id=order.id, reason="客户推迟", now=NOW)
        taken = desk.order_sale("4")
        assert hand(book) == (D(8), D(4))
        assert reopen(actor=book.actor, document_id=order.id, reason="客户又要了", now=NOW) == "partial"
        assert hand(book) == (D(8), D(8))
        close_short(actor=book.actor, document_id=taken.id, reason="不要了", now=NOW)
        refill_waiting([book.company_id], today=NOW.date())
        assert hand(book) == (D(8), D(6))

    def test_goods_on_their_way_can_be_promised_where_they_arrive(self, book: Book) -> None:
        desk, today = Desk(book), NOW.date()
        desk.receive("10", "5", day=2)
        for quantity, due in (("4", today + timedelta(days=3)), ("2", None)):
            header = {"warehouse_id": book.w1.pk, "warehouse_to_id": book.w2.pk, "due_on": due}
            desk.one(desk.paper("transfer_out", 3, [item_line(book.cola, quantity)], **header))
        there = load_outlooks(book.company_id, [book.cola.pk], today)[book.cola.pk, book.w2.pk]
        assert (there.promisable(today), there.promisable(today + timedelta(days=3))) == (D(0), D(4))
        assert [one.type_code for one in there.entries] == ["transfer_out"]
