"""On what terms we sell: quotations, floor prices, the discount of a document, credit, allowances, other receivables."""

from __future__ import annotations

from typing import Any

import pytest

from hengku.documents.errors import CarriesTooMuch
from hengku.documents.models import Document, Line
from hengku.documents.queries_carry import carry
from hengku.kit.errors import Problem, Problems
from hengku.kit.numbers import D
from hengku.parties.models import Party
from hengku.posting.actions import close_short
from hengku.posting.actions_orders import reopen
from hengku.posting.credit import CreditExceeded, CreditOverdue
from hengku.posting.floor_prices import BelowFloorPrice
from hengku.sales.prices import QuotationExpired
from hengku.sales.types.sales_allowance import RefundMoreThanSold
from tests.posting.books import entry, lines, residuals, written
from tests.posting.desk import NOW, Desk, Doc, item_line, money_line
from tests.world import Book


def state(book: Book, document: Doc) -> str:
    return str(Document.objects.visible_to(book.actor).get(pk=document.id).state)


def kinds(refused: Problem) -> list[type[Problem]]:
    found = refused.problems if isinstance(refused, Problems) else [refused]
    return [type(one) for one in found]


class Shop(Desk):
    """A desk with the words of this file."""

    def quote(self, quantity: str, until: int = 20, day: int = 3, **data: Any) -> Doc:
        """A quotation of cola at 11.30, valid until a day."""
        paper = self.paper(
            "quotation",
            day,
            [item_line(self.book.cola, quantity, "11.30")],
            party_id=self.book.customer.pk,
            data={"valid_until": str(self.book.day(until)), **data},
        )
        return self.one(paper)

    def order(self, *rows: Any, day: int = 4, actor: Any = None, **header: Any) -> Doc:
        """A sales order of the customer from W1."""
        header = {"party_id": self.book.customer.pk, "warehouse_id": self.book.w1.pk, **header}
        return self.one(self.paper("sales_order", day, list(rows), **header), actor=actor)

    def limit(self, amount: str) -> None:
        """The customer's credit limit."""
        Party.objects.filter(pk=self.book.customer.pk).update(credit_limit=D(amount))

    def floor(self, price: str) -> None:
        """The floor price of cola."""
        self.book.cola.floor_price = D(price)
        self.book.cola.save(update_fields=["floor_price"])


class TestQuotation:
    """D-QT: valid until a day; an order takes of it in part."""

    def test_is_ordered_in_part_and_then_done(self, book: Book) -> None:
        shop = Shop(book)
        quoted = shop.quote("10")
        shop.order(item_line(book.cola, "4", source_line_id=quoted.line))
        assert state(book, quoted) == "partial"
        left = carry(book.actor, quoted.id, "sales_order")["lines"][0]
        assert left["quantity"] == D(6)
        shop.order(item_line(book.cola, "6", source_line_id=quoted.line))
        assert state(book, quoted) == "done"
        with pytest.raises(CarriesTooMuch):
            shop.order(item_line(book.cola, "1", source_line_id=quoted.line))

    def test_after_its_day_and_after_it_was_closed_nobody_orders(self, book: Book) -> None:
        shop = Shop(book)
        quoted = shop.quote("10", until=6)
        with pytest.raises(QuotationExpired):
            shop.order(item_line(book.cola, "1", source_line_id=quoted.line), day=7)
        shop.order(item_line(book.cola, "1", source_line_id=quoted.line), day=6)
        close_short(actor=book.actor, document_id=quoted.id, reason="不再有效", now=NOW)
        assert state(book, quoted) == "closed_short"
        with pytest.raises(Problem):
            shop.order(item_line(book.cola, "1", source_line_id=quoted.line), day=6)

    def test_brings_its_amounts_in_shares(self, book: Book) -> None:
        """T4 and C1: 113.00 less 1.00; what is ordered of it first and last adds up to 112.00."""
        shop = Shop(book)
        quoted = shop.quote("10", document_discount="1.00")
        orders = [shop.order(item_line(book.cola, n, source_line_id=quoted.line)) for n in ("3", "7")]
        amounts = [Document.objects.get(pk=one.id).amount_incl for one in orders]
        assert (amounts[0], sum(amounts)) == (D("33.60"), D("112.00"))


class TestFloorPrice:
    """D-QT, D-SO: below the floor only with the right and a reason."""

    def test_is_refused_after_discounts_unless_somebody_who_may_says_why(self, book: Book) -> None:
        shop = Shop(book)
        shop.floor("10")
        with pytest.raises(BelowFloorPrice) as refused:
            shop.order(item_line(book.cola, "10", "10", discount_amount=D("0.01")))
        assert (refused.value.where.line_no, refused.value.floor) == (1, D(10))
        shop.order(item_line(book.cola, "10", "10"))  # at the floor
        shop.order(item_line(book.cola, "10", "0", is_gift=True))
        below = item_line(book.cola, "10", "9.99")
        seller = book.actor_who_may("sales_order.post")
        with pytest.raises(BelowFloorPrice):
            shop.order(below, actor=seller, data={"approval_reason": "老客户"})
        shop.order(item_line(book.cola, "10", "9.99"), data={"approval_reason": "老客户"})

    def test_counts_the_share_of_the_documents_discount(self, book: Book) -> None:
        shop = Shop(book)
        shop.floor("10")
        with pytest.raises(BelowFloorPrice):
            shop.order(item_line(book.cola, "10", "10.10"), data={"document_discount": "2.00"})


class TestDocumentDiscount:
    """T4, TX-05 through a document: shares by cumulative difference, gifts none, tax line by line after it."""

    def test_tx_05(self, book: Book) -> None:
        tax = {"tax_code_id": book.tax_code("VAT13").pk}
        rows = [item_line(one, "1", "33.33", **tax) for one in (book.cola, book.apple, book.rice)]
        gift = item_line(book.cola, "1", "5", is_gift=True, **tax)
        done = Shop(book).order(*rows, gift, data={"document_discount": "1.00"})
        kept = Line.objects.filter(document_id=done.id).order_by("line_no")
        found = [(one.amount_incl, one.amount_net, one.amount_tax) for one in kept]
        assert found[:3] == [
            (D("33.00"), D("29.20"), D("3.80")),
            (D("32.99"), D("29.19"), D("3.80")),
            (D("33.00"), D("29.20"), D("3.80")),
        ]
        assert found[3][0] == D("5.00")
        document = Document.objects.get(pk=done.id)
        assert document.amount_incl == D("103.99")

    @pytest.mark.parametrize("discount", ["113.01", "-1"])
    def test_does_not_fit(self, book: Book, discount: str) -> None:
        with pytest.raises(Problem) as refused:
            Shop(book).order(item_line(book.cola, "10", "11.30"), data={"document_discount": discount})
        assert refused.value.where.field == "document_discount"


class TestCredit:
    """D-SO: 应收 + 未出库 + this ≤ limit, and nothing too long overdue."""

    def test_counts_receivables_open_orders_and_this(self, book: Book) -> None:
        shop = Shop(book)
        shop.opening("100", "500.00")
        shop.limit("300")
        first = shop.order(item_line(book.cola, "10", "11.30"))  # 113.00 to be sent
        shop.issue("5", order=first.line, price=None, day=5)  # 56.50 owed, 56.50 to be sent
        shop.issue("10", day=6)  # 113.00 at once
        with pytest.raises(CreditExceeded) as refused:
            shop.order(item_line(book.cola, "7", "11.30"), day=7)
        one = refused.value
        assert (one.receivable, one.on_the_way, one.asked, one.over) == (
            D("169.50"),
            D("56.50"),
            D("79.10"),
            D("5.10"),
        )
        shop.issue("5", order=first.line, price=None, day=7)  # counted with its order: nothing new
        with pytest.raises(CreditExceeded):
            shop.issue("7", day=7)
        seller = book.actor_who_may("sales_order.post")
        over = {"data": {"approval_reason": "大客户,老板同意"}}
        with pytest.raises(CreditExceeded):
            shop.order(item_line(book.cola, "7", "11.30"), day=7, actor=seller, **over)
        shop.order(item_line(book.cola, "7", "11.30"), day=7, **over)

    def test_orders_of_one_call_add_up(self, book: Book) -> None:
        shop = Shop(book)
        shop.limit("150")
        header = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        papers = [
            shop.paper("sales_order", 4, [item_line(book.cola, "10", "11.30")], **header) for _ in range(2)
        ]
        with pytest.raises(CreditExceeded) as refused:
            shop.post(*papers)
        assert refused.value.where.document == 1
        close_short(actor=book.actor, document_id=shop.post(papers[0])[0].id, reason="取消", now=NOW)
        shop.post(papers[1])  # what was cancelled uses nothing up

    def test_overdue_stops_further_orders(self, book: Book) -> None:
        shop = Shop(book)
        shop.opening("100", "500.00")
        shop.limit("10000")
        shop.decide("credit_overdue_days", "5")
        sold = shop.issue("1", day=2)
        shop.order(item_line(book.cola, "1", "11.30"), day=7)
        with pytest.raises(CreditOverdue) as refused:
            shop.order(item_line(book.cola, "1", "11.30"), day=8)
        assert (refused.value.days, refused.value.allowed) == (6, 5)
        shop.get_paid("11.30", 8, item=residual_item(book, sold))
        shop.order(item_line(book.cola, "1", "11.30"), day=8)

    def test_is_asked_again_when_an_order_is_reopened(self, book: Book) -> None:
        shop, then = Shop(book), NOW.replace(month=1, day=7)
        shop.opening("100", "500.00")
        shop.limit("150")
        order = shop.order(item_line(book.cola, "10", "11.30"))
        shop.issue("4", order=order.line, price=None, day=5)  # 45.20 owed, 67.80 to be sent
        seller = book.actor_who_may("sales_order.view", "sales_order.close")
        close_short(actor=seller, document_id=order.id, reason="客户推迟", now=then)
        other = shop.order(item_line(book.cola, "4", "11.30"), day=6)  # 45.20: 59.60 are left
        before = written(book)
        with pytest.raises(CreditExceeded) as refused:
            reopen(actor=seller, document_id=order.id, reason="客户又要了", now=then)
        one = refused.value
        assert (one.receivable, one.on_the_way, one.asked, one.over) == (
            D("45.20"),
            D("45.20"),
            D("67.80"),
            D("8.20"),
        )
        assert (state(book, order), written(book)) == ("closed_short", before)
        close_short(actor=seller, document_id=other.id, reason="不要了", now=then)
        assert reopen(actor=seller, document_id=order.id, reason="客户又要了", now=then) == "partial"
        close_short(actor=seller, document_id=order.id, reason="又推迟", now=then)
        shop.limit("1")  # who may sell beyond it says why by the reason of the reopening
        assert reopen(actor=book.actor, document_id=order.id, reason="老板同意", now=then) == "partial"

    @pytest.mark.parametrize("setting", ["WARN", "OFF"])
    def test_is_only_told_where_the_company_says_so(self, book: Book, setting: str) -> None:
        shop = Shop(book)
        shop.limit("1")
        shop.decide("credit_check", setting)
        shop.order(item_line(book.cola, "10", "11.30"))


def residual_item(book: Book, document: Doc, kind: str = "ar") -> int:
    from tests.documents.builders.money import items_of

    return items_of(document, kind)[0]


class TestAllowance:
    """D-SRT 仅退款不退货: revenue and tax in red, no goods, no more than was sold."""

    def test_takes_revenue_and_tax_back_and_settles(self, book: Book) -> None:
        shop = Shop(book)
        shop.opening("10", "50.00")
        sold = shop.issue("10")
        paper = shop.paper(
            "sales_allowance",
            7,
            [money_line("22.60")],
            party_id=book.customer.pk,
            data={"reason": "quality"},
        )
        paper.lines[0].source_line_id, paper.lines[0].data = sold.line, {}
        done = shop.one(paper)
        assert entry(book, done.id) == lines("借 1122 -22.60; 贷 5001 -20.00; 贷 22210107 -2.60")
        assert residuals(book)["ar", book.customer.pk] == D("90.40")
        shop.take_back("5", 8, sold.line)  # 56.50: the share of the line, whatever was given back before
        assert residuals(book)["ar", book.customer.pk] == D("33.90")
        paper = shop.paper(
            "sales_allowance", 9, [money_line("33.91")], party_id=book.customer.pk, data={"reason": "quality"}
        )
        paper.lines[0].source_line_id, paper.lines[0].data = sold.line, {}
        with pytest.raises(RefundMoreThanSold) as refused:
            shop.one(paper)
        assert refused.value.left == D("33.90")


class TestOtherReceivable:
    """D-ARB: 借 1221, or 1122 where it belongs to the trade; 贷 5051, 5301 or 1901 by what it is for."""

    def test_books_each_purpose(self, book: Book) -> None:
        rows = [
            money_line("10.00", purpose="deposit"),
            money_line("20.00", purpose="penalty"),
            money_line("30.00", purpose="compensation"),
            money_line("40.00", purpose="rebate"),
        ]
        shop = Shop(book)
        done = shop.one(shop.paper("ar_bill", 5, rows, party_id=book.customer.pk))
        assert entry(book, done.id) == lines("借 1221 100.00; 贷 5051 50.00; 贷 5301 20.00; 贷 1901 30.00")
        shop.get_paid("100.00", 6, item=residual_item(book, done, "other_receivable"))
        assert residuals(book).get(("other_receivable", book.customer.pk), D(0)) == 0
