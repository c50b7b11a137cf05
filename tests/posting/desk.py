"""A desk at which a test posts documents of one book, in few words.

Every call posts one document on a day of January 2026 (``day=32`` is the 1st of February) under a key of its own and
gives back its id, number and line ids. Quantities and amounts are text, prices without tax unless said otherwise.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hengku.catalog.models import Product
from hengku.company.actions import add_setting, close_period
from hengku.company.models import Warehouse
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.inventory.actions_places import create_warehouse
from hengku.kit import sql
from hengku.kit.numbers import D
from hengku.posting.actions import Posted, post, reverse
from replays.proof import with_proof
from tests.world import Book

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
_keys = itertools.count(1)
LINES = """
SELECT document_id, id FROM documents_line WHERE company_id = %s AND document_id = ANY(%s) ORDER BY document_id, line_no
"""


def new_key() -> str:
    """A key nobody used."""
    return f"desk-{next(_keys)}"


@dataclass(frozen=True)
class Doc:
    """A posted document: its id, number, state, and the ids of its lines in order."""

    id: int
    number: str
    state: str
    lines: tuple[int, ...]

    @property
    def line(self) -> int:
        """The first line."""
        return self.lines[0]


def item_line(product: Product, quantity: str | int, price: str | None = None, **more: Any) -> PaperLine:
    """A line of goods; ``more`` are further fields of ``PaperLine``."""
    return PaperLine(
        product_id=product.pk, quantity=D(quantity), price=None if price is None else D(price), **more
    )


def money_line(amount: str, **data: Any) -> PaperLine:
    """A line of money; ``data`` says what it settles."""
    return PaperLine(amount_incl=D(amount), data=data)


class Desk:
    """Posts on one book. Without a product it is cola, without a warehouse W1."""

    def __init__(self, book: Book) -> None:
        self.book = book

    # ── any document ──────────────────────────────────────────────────────────────────────────────────────

    def post(self, *papers: Paper, actor: Actor | None = None, key: str | None = None) -> list[Doc]:
        """Post papers in one call, with the proof their types ask for."""
        for paper in papers:
            with_proof(actor or self.book.actor, paper, NOW)
        answer = post(actor=actor or self.book.actor, documents=list(papers), key=key or new_key(), now=NOW)
        return self._told(answer)

    def _told(self, answer: Posted) -> list[Doc]:
        """The documents of an answer, with their lines."""
        lines: dict[int, list[int]] = {}
        asked = (self.book.company_id, [one.id for one in answer.documents])
        for document_id, line_id in sql.rows(LINES, asked):
            lines.setdefault(document_id, []).append(line_id)
        return [Doc(one.id, one.number, one.state, tuple(lines.get(one.id, ()))) for one in answer.documents]

    def one(self, paper: Paper, **options: Any) -> Doc:
        """Post one paper."""
        return self.post(paper, **options)[0]

    def reverse(self, document: Doc, day: int | None = None, actor: Actor | None = None) -> Doc:
        """红冲; the day is that of ``reverse``'s default when None."""
        answer = reverse(
            actor=actor or self.book.actor,
            document_id=document.id,
            business_on=None if day is None else self.book.day(day),
            reason="录错",
            key=new_key(),
            now=NOW,
        )
        (done,) = self._told(answer)
        return done

    def paper(self, type_code: str, day: int, lines: list[PaperLine], **header: Any) -> Paper:
        """A paper of the book; ``header`` are fields of ``Paper``."""
        return Paper(type_code, self.book.day(day), lines, **header)

    # ── goods ─────────────────────────────────────────────────────────────────────────────────────────────

    def opening(self, quantity: str, amount: str, day: int = 1, **options: Any) -> Doc:
        """期初 of a product, worth ``amount`` in all."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, amount_net=D(amount), **options)
        return self.one(self.paper("opening_stock", day, [line], warehouse_id=warehouse.pk))

    def order_sale(self, quantity: str, day: int = 4, price: str = "11.30", **options: Any) -> Doc:
        """销售订单, prices with tax."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, price)
        return self.one(
            self.paper("sales_order", day, [line], party_id=self.book.customer.pk, warehouse_id=warehouse.pk)
        )

    def order_purchase(self, quantity: str, day: int = 2, price: str = "10", **options: Any) -> Doc:
        """采购订单."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, price, **options)
        return self.one(self._bought("purchase_order", day, [line], warehouse))

    def receive(
        self, quantity: str, price: str | None, day: int = 5, order: int | None = None, **options: Any
    ) -> Doc:
        """采购入库, prices without tax; ``order`` is the line it fulfils."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, price, source_line_id=order, **options)
        return self.one(self._bought("purchase_receipt", day, [line], warehouse))

    def send_back(self, quantity: str, day: int, receipt: int | None = None, **options: Any) -> Doc:
        """采购退货 of a receipt line, or without one."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, None if receipt else "10", source_line_id=receipt)
        paper = self._bought("purchase_return", day, [line], warehouse)
        paper.data = {"reason": "quality"}
        return self.one(paper)

    def issue_paper(
        self,
        quantity: str,
        day: int = 6,
        price: str | None = "11.30",
        order: int | None = None,
        **options: Any,
    ) -> Paper:
        """A 销售出库单, prices with tax; ``order`` is the line it fulfils."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, price, source_line_id=order, **options)
        return self.paper(
            "sales_issue", day, [line], party_id=self.book.customer.pk, warehouse_id=warehouse.pk
        )

    def issue(self, quantity: str, day: int = 6, **options: Any) -> Doc:
        """销售出库."""
        return self.one(self.issue_paper(quantity, day, **options))

    def take_back(self, quantity: str, day: int, issue: int | None = None, **options: Any) -> Doc:
        """销售退货 of an issue line, or without one."""
        product, warehouse, day = self._where(options, day=day)
        line = item_line(product, quantity, None if issue else "11.30", source_line_id=issue)
        header = {
            "party_id": self.book.customer.pk,
            "warehouse_id": warehouse.pk,
            "data": {"reason": "unwanted"},
        }
        return self.one(self.paper("sales_return", day, [line], **header))

    def transfer(self, quantity: str, day: int, **options: Any) -> Doc:
        """一步调拨 W1 → W2, or from ``warehouse`` to ``to``."""
        target = options.pop("to", None) or self.book.w2
        product, warehouse, day = self._where(options, day=day)
        header = {"warehouse_id": warehouse.pk, "warehouse_to_id": target.pk}
        return self.one(self.paper("transfer_direct", day, [item_line(product, quantity)], **header))

    def lose(
        self, quantity: str, day: int, stage: str = "STORAGE", reason: str = "SPOILAGE", **options: Any
    ) -> Doc:
        """报损."""
        product, warehouse, day = self._where(options, day=day)
        data = {"stage": stage, "reason": reason, "responsible": "张三", "shift": "morning"}
        line = item_line(product, quantity, data=data)
        return self.one(self.paper("loss_report", day, [line], warehouse_id=warehouse.pk))

    def adjust(self, quantity: str, day: int, reason: str, direction: str = "out", **options: Any) -> Doc:
        """库存调整; ``amount`` is what comes in."""
        amount = options.pop("amount", None)
        product, warehouse, day = self._where(options, day=day)
        net = None if amount is None else D(amount)
        line = item_line(product, quantity, amount_net=net, data={"direction": direction, **options})
        header = {"reason": reason, "explanation": "盘点前发现帐实不符,经查属实"}
        return self.one(self.paper("stock_adjustment", day, [line], warehouse_id=warehouse.pk, data=header))

    # ── cost ──────────────────────────────────────────────────────────────────────────────────────────────

    def adjust_cost(self, change: str, day: int, other_side: str = "cogs", **options: Any) -> Doc:
        """成本调整."""
        product, warehouse, day = self._where(options, day=day)
        line = PaperLine(product_id=product.pk, data={"change": change})
        header: dict[str, Any] = {"data": {"other_side": other_side, "reason": "运费漏记"}, **options}
        return self.one(self.paper("cost_adjustment", day, [line], warehouse_id=warehouse.pk, **header))

    def cost_month(self, day: int, *products: Product) -> Doc:
        """月末成本计算 of the month of that day."""
        lines = [PaperLine(product_id=one.pk) for one in products or (self.book.cola,)]
        return self.one(self.paper("cost_month", day, lines))

    def set_standard(self, cost: str, day: int, product: Product | None = None) -> Doc:
        """标准成本调整."""
        line = PaperLine(product_id=(product or self.book.cola).pk, data={"standard_cost": cost})
        return self.one(self.paper("standard_cost", day, [line]))

    # ── invoices and money ────────────────────────────────────────────────────────────────────────────────

    def invoice_purchase(
        self, quantity: str, net: str, tax: str, day: int, source: int, **options: Any
    ) -> Doc:
        """采购发票 of a receipt line; red ones take ``type_code`` and negative figures; ``is_confirmed`` out of tolerance."""
        code = options.pop("type_code", "purchase_invoice")
        data = {"is_tolerance_confirmed": "true"} if options.pop("is_confirmed", False) else {}
        line = PaperLine(
            quantity=D(quantity), amount_net=D(net), amount_tax=D(tax), source_line_id=source, **options
        )
        return self.one(self.paper(code, day, [line], party_id=self.book.supplier.pk, data=data))

    def invoice_sale(self, quantity: str, net: str, tax: str, day: int, source: int, **options: Any) -> Doc:
        """销售发票 of an issue line; red ones take ``type_code`` and negative figures."""
        code = options.pop("type_code", "sales_invoice")
        line = PaperLine(
            quantity=D(quantity), amount_net=D(net), amount_tax=D(tax), source_line_id=source, **options
        )
        return self.one(self.paper(code, day, [line], party_id=self.book.customer.pk))

    def get_paid(self, amount: str, day: int, **data: Any) -> Doc:
        """收款 in cash."""
        header = {"party_id": self.book.customer.pk, "fund_account_id": self.book.cash.pk}
        return self.one(self.paper("receipt", day, [money_line(amount, **data)], **header))

    def pay(self, amount: str, day: int, **data: Any) -> Doc:
        """付款 in cash."""
        header = {"party_id": self.book.supplier.pk, "fund_account_id": self.book.cash.pk}
        return self.one(self.paper("payment", day, [money_line(amount, **data)], **header))

    def settle(self, amount: str, day: int, item: int, against: int, party: int | None = None) -> Doc:
        """核销 of two items."""
        line = money_line(amount, item=item, against_item=against)
        return self.one(self.paper("settlement", day, [line], party_id=party or self.book.customer.pk))

    # ── the book itself ───────────────────────────────────────────────────────────────────────────────────

    def decide(self, key: str, value: str, day: int = 1) -> None:
        """Take a decision about the book that holds from ``day``."""
        add_setting(
            company_id=self.book.company_id,
            key=key,
            value=value,
            effective_on=self.book.day(day),
            set_by=self.book.actor.user_id,
        )

    def close(self, *parts: str, day: int = 1) -> None:
        """Close parts (stock, arap, ledger) of the month of ``day``."""
        for part in parts:
            close_period(actor=self.book.actor, month=self.book.day(day).replace(day=1), part=part)

    def negative_warehouse(self) -> Warehouse:
        """A warehouse whose stock may go below zero (Q7)."""
        return create_warehouse(actor=self.book.actor, code="NEG", name="可负仓", may_go_negative=True)

    def _where(self, options: dict[str, Any], day: int) -> tuple[Product, Warehouse, int]:
        """Take product and warehouse out of the options."""
        return (
            options.pop("product", None) or self.book.cola,
            options.pop("warehouse", None) or self.book.w1,
            day,
        )

    def _bought(self, type_code: str, day: int, lines: list[PaperLine], warehouse: Warehouse) -> Paper:
        header = {"party_id": self.book.supplier.pk, "warehouse_id": warehouse.pk, "price_mode": "EXCL"}
        return self.paper(type_code, day, lines, **header)
