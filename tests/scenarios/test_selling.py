"""A sale told from the quotation to the money: every step that lies between, and what is in the books after it."""

from __future__ import annotations

from datetime import date

from hengku.documents.models import Document
from hengku.kit.numbers import D
from hengku.parties.models import Party
from hengku.posting.refill import refill_waiting
from tests.documents.builders.money import items_of
from tests.posting.books import accounts, entry, hand, lines, residuals
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
        assert entry(book, penalty.id) == lines("借 1122 30.00; 贷 5301 30.00")
        desk.get_paid("1207.00", 21, item=items_of(sent, "ar")[0])
        desk.get_paid("30.00", 21, item=items_of(penalty, "ar")[0])
        assert residuals(book).get(("ar", book.customer.pk), D(0)) == 0
        found = accounts(book)
        wanted = {"1001": "1237.00", "1405": "108.57", "220202": "-760.00", "22210107": "-138.86",
                  "5001": "-1068.14", "5301": "-30.00", "5401": "651.43"}  # fmt: skip
        assert {code: amount for code, amount in found.items() if amount} == {
            code: D(amount) for code, amount in wanted.items()
        }
