"""A shop whose books are healthy: two months of every kind of document, with all that makes books hard.

A back-dated receipt that recasts what was sold, an invoice with a difference in an open month and one in a
closed month, returns both ways, reversals, orders partly done, a pool that was empty in between, money that
settles items, a voucher, a closed month, a draft. ``Shop`` keeps what it posted by name, so that tests can
break it by name.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from typing import Any

from hengku.company.actions import add_setting, close_period
from hengku.documents.actions import cancel_draft, save_draft
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.kit.numbers import D
from hengku.ledger.jobs import make_vouchers
from hengku.posting.actions import post, reverse
from hengku.settlement.models import Item
from replays.proof import with_proof
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
_keys = itertools.count(1)
IN_HEADER = {
    "party_id",
    "warehouse_id",
    "warehouse_to_id",
    "fund_account_id",
    "due_on",
    "price_mode",
    "remark",
}
IN_LINE = {"price", "amount_net", "amount_tax", "amount_incl", "source_line_id", "unit_id", "remark"}


def line(product: Any = None, quantity: str = "0", **fields: Any) -> PaperLine:
    """A line; numbers are text, what is no column goes into ``data``."""
    columns = {key: value for key, value in fields.items() if key in IN_LINE}
    for key in ("price", "amount_net", "amount_tax", "amount_incl"):
        if key in columns:
            columns[key] = D(columns[key])
    data = {key: value for key, value in fields.items() if key not in IN_LINE}
    return PaperLine(product_id=getattr(product, "pk", None), quantity=D(quantity), data=data, **columns)


class Shop:
    """A book and what was posted in it: ``ids`` and ``numbers`` of documents by their name."""

    def __init__(self) -> None:
        self.book = Book()
        self.ids: dict[str, int] = {}
        self.numbers: dict[str, str] = {}

    def post(self, name: str, type_code: str, day: int, lines: list[PaperLine], **fields: Any) -> int:
        """Post a document under a name; its first line's id."""
        header = {key: value for key, value in fields.items() if key in IN_HEADER}
        data = {key: value for key, value in fields.items() if key not in IN_HEADER}
        paper = Paper(type_code, self.book.day(day), lines, data=data, **header)
        with_proof(self.book.actor, paper, NOW)
        (made,) = post(actor=self.book.actor, documents=[paper], key=f"shop-{next(_keys)}", now=NOW).documents
        self.ids[name], self.numbers[name] = made.id, made.number
        return self.line_of(name)

    def reverse(self, name: str, original: str, day: int) -> None:
        """红冲."""
        (made,) = reverse(
            actor=self.book.actor,
            document_id=self.ids[original],
            business_on=self.book.day(day),
            reason="录错",
            key=f"shop-{next(_keys)}",
            now=NOW,
        ).documents
        self.ids[name], self.numbers[name] = made.id, made.number

    def line_of(self, name: str, number: int = 1) -> int:
        """The id of a document's line."""
        lines = Line.objects.of_company(self.book.company_id)
        return int(lines.get(document_id=self.ids[name], line_no=number).pk)

    def item_of(self, name: str, kind: str) -> int:
        """The id of the open item of that kind that a document made."""
        items = Item.objects.of_company(self.book.company_id)
        return int(items.get(document_id=self.ids[name], kind=kind).pk)

    def run(self) -> Shop:
        """Two months of business, and January closed between them."""
        self._january()
        for part in ("stock", "arap", "ledger"):
            close_period(actor=self.book.actor, month=self.book.day(1), part=part)
        self._february()
        self._march()
        self._counter()
        self._held()
        self._papers()
        make_vouchers(company_id=self.book.company_id, now=NOW)
        return self

    def _january(self) -> None:
        book, post = self.book, self.post
        buy = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk, "price_mode": "EXCL"}
        sell = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        w1 = {"warehouse_id": book.w1.pk}
        tea = self.tea = book.add_product("TEA", "红茶", "盒")
        post("opening", "opening_stock", 1, [line(book.rice, "10", amount_net="400.00")], **w1)
        owed = [line(kind="ar", amount_incl="500.00")]
        post("owed", "opening_arap", 1, owed, party_id=book.customer.pk)
        owing = [line(kind="ap", amount_incl="300.00")]
        post("owing", "opening_arap", 1, owing, party_id=book.supplier.pk)
        ordered = post("purchase order", "purchase_order", 2, [line(book.cola, "100", price="2")], **buy)
        received = post(
            "receipt", "purchase_receipt", 3, [line(book.cola, "60", source_line_id=ordered)], **buy
        )
        cartons = [line(book.cola, "5", price="24", unit_id=book.unit("箱").pk)]
        post("cartons", "purchase_receipt", 4, cartons, **buy)
        wanted = post("sales order", "sales_order", 5, [line(book.cola, "20", price="3.5")], **sell)
        post("delivery", "sales_issue", 6, [line(book.cola, "5", source_line_id=wanted)], **sell)
        sold = post("sale", "sales_issue", 7, [line(book.cola, "30", price="3.5")], **sell)
        post("transfer", "transfer_direct", 8, [line(book.cola, "12")], warehouse_to_id=book.w2.pk, **w1)
        back = [line(book.cola, "4", source_line_id=sold)]
        post("sales return", "sales_return", 9, back, reason="quality", **sell)
        sent = [line(book.cola, "5", source_line_id=received)]
        post("purchase return", "purchase_return", 10, sent, reason="quality", **buy)
        bill = [line(None, "30", source_line_id=received, amount_net="66.00", amount_tax="8.58")]
        post("invoice", "purchase_invoice", 12, bill, party_id=book.supplier.pk)
        post("late receipt", "purchase_receipt", 6, [line(book.cola, "40", price="3")], **buy)
        # one day on which everything that came went again: the pool is empty in between
        post("tea in", "purchase_receipt", 14, [line(tea, "10", price="10")], **buy)
        post("tea out", "sales_issue", 14, [line(tea, "10", price="20")], **sell)
        post("mistake", "sales_issue", 15, [line(book.rice, "3", price="60")], **sell)
        self.reverse("undone", "mistake", 16)

    def _february(self) -> None:
        book, post = self.book, self.post
        buy = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk, "price_mode": "EXCL"}
        w1, tea = {"warehouse_id": book.w1.pk}, self.tea
        post("tea again", "purchase_receipt", 33, [line(tea, "5", price="11")], **buy)
        rest = [
            line(None, "25", source_line_id=self.line_of("receipt"), amount_net="51.00", amount_tax="6.63")
        ]
        post("late invoice", "purchase_invoice", 34, rest, party_id=book.supplier.pk)
        lost = [line(book.rice, "1", stage="STORAGE", reason="SPOILAGE", responsible="张三", shift="morning")]
        post("loss", "loss_report", 35, lost, **w1)
        duck = book.add_product("DUCK", "白条鸭", "个", aux_unit="千克")
        weighed = [line(duck, "10", price="20", aux_quantity="52.3")]
        post("ducks in", "purchase_receipt", 35, weighed, party_id=book.supplier.pk, price_mode="EXCL", **w1)
        found = [line(book.rice, "1", direction="in")]
        why = {"reason": "ENTRY_ERROR", "explanation": "漏录一袋入库,经仓管核实"}
        post("adjustment", "stock_adjustment", 36, found, **why, **w1)
        said = [
            line(
                None,
                "26",
                source_line_id=self.line_of("sale"),
                amount_net="80.53",
                amount_tax="10.47",
            )
        ]
        post("sales invoice", "sales_invoice", 37, said, party_id=book.customer.pk)
        customer = {"party_id": book.customer.pk, "fund_account_id": book.cash.pk}
        sale = self.item_of("tea out", "ar")
        money = [line(item=sale, amount_incl="50.00"), line(purpose="before", amount_incl="70.00")]
        post("got", "receipt", 38, money, **customer)
        offset = [line(item=self.item_of("got", "advance_received"), against_item=sale, amount_incl="20.00")]
        post("settled", "settlement", 39, offset, party_id=book.customer.pk)
        supplier = {"party_id": book.supplier.pk, "fund_account_id": book.cash.pk}
        post(
            "paid", "payment", 40, [line(item=self.item_of("invoice", "ap"), amount_incl="40.00")], **supplier
        )
        post("paid wrong", "payment", 41, [line(amount_incl="10.00")], **supplier)
        self.reverse("paid back", "paid wrong", 41)
        entry = [
            line(account=book.account_of("admin").pk, debit="88.00", remark="办公用品"),
            line(account=book.account_of("cash").pk, credit="88.00"),
        ]
        post("voucher", "voucher", 42, entry, remark="购办公用品")

    def _march(self) -> None:
        """Revenue comes with the invoice from now on: goods lie in 发出商品 in between, and some still do."""
        book, post = self.book, self.post
        add_setting(
            company_id=book.company_id,
            key="revenue_mode",
            value="ON_INVOICE",
            effective_on=book.day(60),
            set_by=book.actor.user_id,
        )
        sell = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        sent = post("dispatch", "sales_issue", 61, [line(book.cola, "6", price="3.5")], **sell)
        half = [line(None, "3", source_line_id=sent, amount_net="9.29", amount_tax="1.21")]
        post("half invoice", "sales_invoice", 62, half, party_id=book.customer.pk)
        back = [line(book.cola, "1", source_line_id=sent)]
        rest = [line(None, "2", source_line_id=sent, amount_net="6.19", amount_tax="0.81")]
        post("dispatch return", "sales_return", 63, back, reason="quality", **sell)
        post("second invoice", "sales_invoice", 64, rest, party_id=book.customer.pk)
        self.reverse("second undone", "second invoice", 65)

    def _counter(self) -> None:
        """A ticket in the second shop, and the close of its day."""
        book, w2 = self.book, {"warehouse_id": self.book.w2.pk}
        sold = [line(book.cola, "2", price="3.5")]
        paid = {"terminal": "01", "local_seq": "1", "paid_cash": "7.00"}
        ticket = self.post("ticket", "pos_ticket", 65, sold, **paid, **w2)
        rows = [line(None, "2", source_line_id=ticket)]
        self.post("store day", "pos_daily_close", 65, rows, fund_account_id=book.cash.pk, **w2)

    def _held(self) -> None:
        """A notice holds four of a lot, and two pieces by their numbers."""
        book, post = self.book, self.post
        buy = {"party_id": book.supplier.pk, "warehouse_id": book.w1.pk, "price_mode": "EXCL"}
        sell = {"party_id": book.customer.pk, "warehouse_id": book.w1.pk}
        milk = book.add_product("MILK", "鲜奶", "瓶", tracking="lot")
        phone = book.add_product("PHONE", "手机", "台", tracking="serial")
        bought = [line(milk, "6", price="5", lot_no="M1"), line(phone, "3", price="900", serials="P1 P2 P3")]
        post("milk in", "purchase_receipt", 66, bought, **buy)
        post(
            "milk order",
            "sales_order",
            66,
            [line(milk, "4", price="8"), line(phone, "2", price="999")],
            **sell,
        )
        rows = [
            line(milk, "4", source_line_id=self.line_of("milk order")),
            line(phone, "2", source_line_id=self.line_of("milk order", 2), serials="P1 P2"),
        ]
        post("notice", "delivery_notice", 67, rows, **sell)

    def _papers(self) -> None:
        """A draft and a cancelled one: paper without effect."""
        book = self.book
        for name in ("draft", "cancelled"):
            paper = Paper(
                "purchase_receipt",
                book.day(43),
                [line(book.rice, "1", price="40")],
                party_id=book.supplier.pk,
                warehouse_id=book.w1.pk,
            )
            made = save_draft(actor=book.actor, paper=paper, now=NOW)
            self.ids[name], self.numbers[name] = made.id, made.number
        cancel_draft(actor=book.actor, document_id=self.ids["cancelled"], now=NOW)
