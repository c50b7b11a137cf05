"""Stories: a month of a shop as a table of what was done and what must then be in the books (style.md §3.6).

One line is one document or one look at the books; # begins a remark. ``as NAME`` remembers a document, ``! Error`` says
that it must be refused and then nothing may have changed. Days are ``02-14`` of the year 2026.

    opening   01-01 W1 TEA 100 = 1000.00                  stock before the books, worth that much
    order     01-04 乙 W1 TEA 40 @ 22.60 as so             sales order, price with tax
    receive   01-02 甲 W1 TEA 50 @ 12.00 as r1             price without tax; ``incl VAT13``: with that tax in it
    deliver   01-05 乙 W1 TEA 60 @ 22.60 as s1             price with tax; ``from so`` instead of a price: of an order
    return    01-08 s1 10        sendback 01-09 r1 5       of a delivery, of a receipt
    bill      01-12 r1 50 = 640.00 + 83.20                 purchase invoice; redbill, of a sendback, below zero
    invoice   01-12 s1 60 = 1200.00 + 156.00               sales invoice
    collect   01-16 乙 1000.00 of s1                       in cash; ``before``: in advance; pay likewise
    transfer  01-10 W1 W2 TEA 20      lose 01-15 W2 TEA 1 STORAGE SPOILAGE
    reverse   01-20 s1                voucher 03-31 222101 20.00 5301 20.00        debit, then credit
    close     01 stock arap ledger
    post      gift_issue 01-05 乙 W1 purpose=sample : TEA 1 @ 10.00     a document of any type (any_paper.py)

    weigh DUCK W1 7 36.7      on hand in pieces and by weight
    hand TEA W1 150 40        on hand and reserved       stock TEA 150 1600.00     the pool; ``in W2``: of one warehouse
    owed ar 乙 1356.00        open items                 month 01 5401 700.00      debit less credit of one month
    state so partial          the state a document is in
    entry r1 借 1405 600.00; 贷 220202 600.00            recost of a document: ``recost r1 …``
    ledger 1405 1600.00 3104 -1000.00 …                  every account that is not even, and no other
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from hengku.catalog.models import Product
from hengku.documents.models import Document
from hengku.documents.paper import PaperLine
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import D
from tests.documents.builders.money import items_of
from tests.posting.books import accounts, entry, hand, lines, pool, residuals, snapshot, weighed, written
from tests.posting.desk import Desk, Doc, item_line, money_line
from tests.scenarios.any_paper import paper_of
from tests.world import Book

MONTH = """
SELECT coalesce(sum(l.debit - l.credit), 0) FROM ledger_entryline AS l
JOIN ledger_account AS a ON a.company_id = l.company_id AND a.id = l.account_id
WHERE l.company_id = %s AND a.code = %s AND extract(month FROM l.business_on) = %s
"""


#: The words of a story that stand for a type of document; any other is named by its code after ``post``.
VERBS = {
    "opening": "opening_stock",
    "order": "sales_order",
    "receive": "purchase_receipt",
    "deliver": "sales_issue",
    "return": "sales_return",
    "sendback": "purchase_return",
    "bill": "purchase_invoice",
    "redbill": "purchase_invoice_red",
    "invoice": "sales_invoice",
    "collect": "receipt",
    "pay": "payment",
    "transfer": "transfer_direct",
    "lose": "loss_report",
    "voucher": "voucher",
}


class Story:
    """Tells a story on a book, line by line."""

    def __init__(self, book: Book, **decisions: str) -> None:
        self.book, self.desk = book, Desk(book)
        self.known: dict[str, Doc] = {}
        for key, value in decisions.items():
            self.desk.decide(key, value)

    def tell(self, text: str) -> None:
        """Do and check every line; an assertion names the line that was not so."""
        for number, row in enumerate(text.splitlines(), 1):
            said = row.partition("#")[0].strip()
            if said:
                try:
                    self._line(said)
                except (AssertionError, Problem, KeyError) as wrong:
                    raise AssertionError(f"line {number}: {said}\n{wrong}") from wrong

    def _line(self, said: str) -> None:
        said, _, refusal = (part.strip() for part in said.partition("!"))
        verb, *words = said.split()
        name = ""
        if len(words) > 2 and words[-2] == "as":
            name, words = words[-1], words[:-2]
        act: Callable[..., Doc | None] = getattr(self, f"do_{verb}")
        if not refusal:
            done = act(*words)
            if name and done is not None:
                self.known[name] = done
            return
        before = written(self.book), snapshot(self.book)
        with pytest.raises(Problem) as refused:
            act(*words)
        assert type(refused.value).__name__ == refusal, refused.value
        assert (written(self.book), snapshot(self.book)) == before, "refused, and yet something changed"

    # ── what was done ─────────────────────────────────────────────────────────────────────────────────────

    def do_opening(self, day: str, place: str, product: str, quantity: str, _: str, amount: str) -> Doc:
        return self.desk.opening(quantity, amount, day=self.day(day), **self.of(product, place))

    def do_order(
        self, day: str, party: str, place: str, product: str, quantity: str, _: str, price: str
    ) -> Doc:
        return self._sold("sales_order", day, party, place, item_line(self.product(product), quantity, price))

    def do_receive(
        self, day: str, party: str, place: str, product: str, quantity: str, _: str, price: str, *tax: str
    ) -> Doc:
        line = item_line(self.product(product), quantity, price)
        if tax:
            line.tax_code_id = self.book.tax_code(tax[1]).pk
        header = {"party_id": self.book.party(party).pk, "warehouse_id": self.book.warehouse(place).pk}
        mode = "INCL" if tax else "EXCL"
        return self.desk.one(
            self.desk.paper("purchase_receipt", self.day(day), [line], price_mode=mode, **header)
        )

    def do_deliver(
        self, day: str, party: str, place: str, product: str, quantity: str, how: str, what: str
    ) -> Doc:
        line = item_line(self.product(product), quantity, None if how == "from" else what)
        line.source_line_id = self.known[what].line if how == "from" else None
        return self._sold("sales_issue", day, party, place, line)

    def do_return(self, day: str, source: str, quantity: str) -> Doc:
        return self.desk.take_back(
            quantity, self.day(day), issue=self.known[source].line, **self.where(source)
        )

    def do_sendback(self, day: str, source: str, quantity: str) -> Doc:
        return self.desk.send_back(
            quantity, self.day(day), receipt=self.known[source].line, **self.where(source)
        )

    def do_bill(self, day: str, source: str, quantity: str, _: str, net: str, __: str, tax: str) -> Doc:
        return self.desk.invoice_purchase(quantity, net, tax, self.day(day), self.known[source].line)

    def do_redbill(self, day: str, source: str, quantity: str, _: str, net: str, __: str, tax: str) -> Doc:
        line = self.known[source].line
        return self.desk.invoice_purchase(
            quantity, net, tax, self.day(day), line, type_code="purchase_invoice_red"
        )

    def do_invoice(self, day: str, source: str, quantity: str, _: str, net: str, __: str, tax: str) -> Doc:
        return self.desk.invoice_sale(quantity, net, tax, self.day(day), self.known[source].line)

    def do_collect(self, day: str, party: str, amount: str, *what: str) -> Doc:
        return self._money("receipt", "ar", day, party, amount, what)

    def do_pay(self, day: str, party: str, amount: str, *what: str) -> Doc:
        return self._money("payment", "ap", day, party, amount, what)

    def do_transfer(self, day: str, place: str, to: str, product: str, quantity: str) -> Doc:
        return self.desk.transfer(
            quantity, self.day(day), to=self.book.warehouse(to), **self.of(product, place)
        )

    def do_lose(self, day: str, place: str, product: str, quantity: str, stage: str, reason: str) -> Doc:
        return self.desk.lose(quantity, self.day(day), stage, reason, **self.of(product, place))

    def do_post(self, code: str, day: str, *words: str) -> Doc:
        return self.desk.one(paper_of(self.book, self.known, code, self.day(day), words))

    def do_reverse(self, day: str, name: str) -> Doc:
        return self.desk.reverse(self.known[name], day=self.day(day))

    def do_voucher(self, day: str, debit: str, amount: str, credit: str, other: str) -> Doc:
        rows = [{"account": self.book.account(debit).pk, "debit": amount}]
        rows.append({"account": self.book.account(credit).pk, "credit": other})
        return self.desk.one(self.desk.paper("voucher", self.day(day), [PaperLine(data=row) for row in rows]))

    def do_close(self, month: str, *parts: str) -> None:
        self.desk.close(*parts, day=self.day(f"{month}-01"))

    # ── what must be in the books ─────────────────────────────────────────────────────────────────────────

    def do_hand(self, product: str, place: str, quantity: str, reserved: str = "0") -> None:
        found = hand(self.book, self.product(product), self.book.warehouse(place))
        assert found == (D(quantity), D(reserved)), found

    def do_weigh(self, product: str, place: str, pieces: str, weight: str) -> None:
        found = weighed(self.book, self.product(product), self.book.warehouse(place))
        assert found == (D(pieces), D(weight)), found

    def do_stock(self, product: str, quantity: str, amount: str, *place: str) -> None:
        warehouse = self.book.warehouse(place[1]) if place else None
        found = pool(self.book, self.product(product), warehouse)
        assert found == (D(quantity), D(amount)), found

    def do_owed(self, kind: str, party: str, amount: str) -> None:
        found = residuals(self.book).get((kind, self.book.party(party).pk), Decimal(0))
        assert found == D(amount), found

    def do_month(self, month: str, code: str, amount: str) -> None:
        ((found,),) = sql.rows(MONTH, (self.book.company_id, code, int(month)))
        assert found == D(amount), found

    def do_state(self, name: str, state: str) -> None:
        found = Document.objects.visible_to(self.book.actor).get(pk=self.known[name].id).state
        assert found == state, found

    def do_entry(self, name: str, *words: str) -> None:
        found = entry(self.book, self.known[name].id)
        assert found == lines(" ".join(words)), found

    def do_recost(self, name: str, *words: str) -> None:
        found = entry(self.book, self.known[name].id, "recost")
        assert found == lines(" ".join(words)), found

    def do_ledger(self, *words: str) -> None:
        wanted = {code: D(amount) for code, amount in zip(words[::2], words[1::2], strict=True)}
        found = accounts(self.book)
        assert found == wanted, {key: (found.get(key), wanted.get(key)) for key in {*found, *wanted}}

    # ── words ─────────────────────────────────────────────────────────────────────────────────────────────

    def day(self, text: str) -> int:
        """Day of the books, from 1 on, of a day of the year they begin in."""
        month, _, day = text.partition("-")
        began = self.book.company.started_on
        return (began.replace(month=int(month), day=int(day)) - began).days + 1

    def product(self, code: str) -> Product:
        return self.book.product(code)

    def of(self, product: str, place: str) -> dict[str, object]:
        return {"product": self.product(product), "warehouse": self.book.warehouse(place)}

    def where(self, name: str) -> dict[str, object]:
        """Product and warehouse of a remembered document: what comes back goes where it came from."""
        document = Document.objects.visible_to(self.book.actor).get(pk=self.known[name].id)
        return {"product": document.lines.get(line_no=1).product, "warehouse": document.warehouse}

    def _sold(self, type_code: str, day: str, party: str, place: str, line: PaperLine) -> Doc:
        header = {"party_id": self.book.party(party).pk, "warehouse_id": self.book.warehouse(place).pk}
        return self.desk.one(self.desk.paper(type_code, self.day(day), [line], **header))

    def _money(
        self, type_code: str, kind: str, day: str, party: str, amount: str, what: tuple[str, ...]
    ) -> Doc:
        data: dict[str, object] = {"purpose": "before"} if what[:1] == ("before",) else {}
        if what[:1] == ("of",):
            (data["item"],) = items_of(self.known[what[1]], kind)
        header = {"party_id": self.book.party(party).pk, "fund_account_id": self.book.cash.pk}
        return self.desk.one(
            self.desk.paper(type_code, self.day(day), [money_line(amount, **data)], **header)
        )
