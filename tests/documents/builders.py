"""For every document type a builder of valid minimal papers, with whatever must be in the books before them.

A builder is asked for a number of papers and of lines; it posts what they need in one call on the stage's day and gives
papers for the day after, so that nothing is back-dated. A type without a builder fails the contract test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import count

from hengku.catalog.actions import create_products
from hengku.catalog.actions_lists import create_category
from hengku.catalog.models import Product
from hengku.catalog.records import ProductRecord
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Place
from hengku.kit.numbers import D
from hengku.settlement.models import Item
from replays.proof import with_proof
from tests.posting.desk import NOW, Desk, Doc
from tests.world import Book


@dataclass
class Stage:
    """A book with as many products as papers have lines, and a day that only goes forward."""

    book: Book
    desk: Desk = field(init=False)
    today: int = 1
    more: list[Product] = field(default_factory=list)
    _codes: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.desk = Desk(self.book)

    def day(self) -> date:
        """The next day."""
        self.today += 1
        return self.book.day(self.today)

    def products(self, number: int) -> list[Product]:
        """The same first products every time, made when they are first needed; the first is cola."""
        missing = number - 1 - len(self.more)
        if missing > 0:
            self.more += self.new_products(missing)
        return [self.book.cola, *self.more[: number - 1]]

    def new_products(self, number: int) -> list[Product]:
        """Products that no document has seen."""
        records = [
            ProductRecord(code=f"P{n}", name=f"商品{n}", base_unit="个")
            for n in (next(self._codes) for _ in range(number))
        ]
        return list(create_products(actor=self.book.actor, records=records))

    def goods(self, number: int, quantity: str, price: str | None = None, **more: object) -> list[PaperLine]:
        """One line per product."""
        return [
            PaperLine(
                product_id=product.pk,
                unit_id=product.base_unit_id,
                quantity=D(quantity),
                price=None if price is None else D(price),
                **dict(more),  # type: ignore[arg-type]
            )
            for product in self.products(number)
        ]

    def priced(self, number: int, quantity: str, price: str) -> list[PaperLine]:
        """Lines with a price and a tax code."""
        tax_code = self.book.tax_code("VAT13").pk
        return self.goods(number, quantity, price, tax_code_id=tax_code)

    def stock(self, documents: int, lines: int, quantity: str = "10") -> None:
        """Put ``quantity`` for each document and line into W1, at 10.00 a piece."""
        whole = D(quantity) * documents
        self.desk.one(self.bought("purchase_receipt", self.priced(lines, str(whole), "10"), self.day()))

    def bought(self, type_code: str, lines: list[PaperLine], on: date) -> Paper:
        """A paper of the supplier for W1."""
        header = {"party_id": self.book.supplier.pk, "warehouse_id": self.book.w1.pk}
        return Paper(type_code, on, lines, price_mode="EXCL", **header)

    def sold(self, type_code: str, lines: list[PaperLine], on: date) -> Paper:
        """A paper of the customer for W1."""
        return Paper(type_code, on, lines, party_id=self.book.customer.pk, warehouse_id=self.book.w1.pk)


Builder = Callable[[Stage, int, int], list[Paper]]


def follow(source: Doc, quantity: str, **more: object) -> list[PaperLine]:
    """A line for each line of the source."""
    return [PaperLine(quantity=D(quantity), source_line_id=line, **dict(more)) for line in source.lines]  # type: ignore[arg-type]


# ── purchasing ────────────────────────────────────────────────────────────────────────────────────────────────


def purchase_requisition(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [
        Paper(
            "purchase_requisition",
            on,
            stage.goods(lines, "10"),
            department_id=stage.book.department.pk,
            due_on=stage.book.day(40),
        )
        for _ in range(documents)
    ]


def purchase_rfq(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The first supplier's offers for what was requested."""
    asked = stage.desk.post(*purchase_requisition(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        Paper(
            "purchase_rfq",
            on,
            [
                PaperLine(
                    quantity=D("10"),
                    price=D("9.50"),
                    tax_code_id=tax_code,
                    source_line_id=line,
                    data={"supplier": str(stage.book.supplier.pk)},
                )
                for line in one.lines
            ],
            warehouse_id=stage.book.w1.pk,
            price_mode="EXCL",
        )
        for one in asked
    ]


def goods_arrival(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*purchase_order(stage, documents, lines))
    on = stage.day()
    return [stage.bought("goods_arrival", follow(one, "10"), on) for one in orders]


def incoming_inspection(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Two of ten are rejected."""
    arrivals = stage.desk.post(*goods_arrival(stage, documents, lines))
    on = stage.day()
    data = {"rejected": "2", "defect": "appearance"}
    papers = [stage.bought("incoming_inspection", follow(one, "10"), on) for one in arrivals]
    for paper in papers:
        for line in paper.lines:
            line.data = dict(data)
    return papers


def purchase_receipt_of_arrival(stage: Stage, documents: int, lines: int) -> list[Paper]:
    arrivals = stage.desk.post(*goods_arrival(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "10"), on) for one in arrivals]


def purchase_receipt_of_inspection(stage: Stage, documents: int, lines: int) -> list[Paper]:
    inspected = stage.desk.post(*incoming_inspection(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "8"), on) for one in inspected]


def purchase_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("purchase_order", stage.priced(lines, "10", "10"), on) for _ in range(documents)]


def purchase_receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*purchase_order(stage, documents, lines))
    on = stage.day()
    return [stage.bought("purchase_receipt", follow(one, "10"), on) for one in orders]


def purchase_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    papers = [stage.bought("purchase_return", follow(one, "4"), on) for one in receipts]
    for paper in papers:
        paper.data = {"reason": "quality"}
    return papers


def purchase_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """At another price than the goods came in at, so that the receipt is revalued."""
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("105.00"), "amount_tax": D("13.65")}
    return [
        Paper("purchase_invoice", on, follow(one, "10", **figures), party_id=stage.book.supplier.pk)
        for one in receipts
    ]


def estimate_run(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """The reversal on the first of what came in, for a company that reverses its estimates so."""
    stage.desk.decide("estimate_mode", "MONTH_BEGIN", day=stage.today + 1)
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    return [Paper("estimate_run", on, follow(one, "10"), data={"run": "REVERSE"}) for one in receipts]


def landed_cost(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Freight into the cost of what came in."""
    receipts = stage.desk.post(*purchase_receipt(stage, documents, lines))
    on = stage.day()
    fee = {"cost_type": "freight", "fee_net": "100.00", "fee_tax": "9.00", "basis": "AMOUNT"}
    return [
        Paper(
            "landed_cost",
            on,
            follow(one, "10"),
            party_id=stage.book.supplier.pk,
            data={**fee, "treatment": "CAPITALIZE"},
        )
        for one in receipts
    ]


def ap_bill(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on, tax_code = stage.day(), stage.book.tax_code("VAT6").pk
    figures = {"amount_net": D("100.00"), "amount_tax": D("6.00"), "tax_code_id": tax_code}
    return [
        Paper(
            "ap_bill",
            on,
            [PaperLine(data={"purpose": "admin"}, **figures) for _ in range(lines)],
            party_id=stage.book.supplier.pk,
        )
        for _ in range(documents)
    ]


def purchase_invoice_red(stage: Stage, documents: int, lines: int) -> list[Paper]:
    returns = stage.desk.post(*purchase_return(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("-40.00"), "amount_tax": D("-5.20")}
    papers = [Paper("purchase_invoice_red", on, follow(one, "-4", **figures)) for one in returns]
    for paper in papers:
        paper.party_id = stage.book.supplier.pk
    return papers


# ── sales ─────────────────────────────────────────────────────────────────────────────────────────────────────


def quotation(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    papers = [stage.sold("quotation", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]
    for paper in papers:
        paper.data = {"valid_until": str(stage.book.day(365))}
    return papers


def sales_order_of_quotation(stage: Stage, documents: int, lines: int) -> list[Paper]:
    quotations = stage.desk.post(*quotation(stage, documents, lines))
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_order", follow(one, "5"), on) for one in quotations]


def sales_allowance(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """11.30 of 113.00 given back, the goods stay with the customer."""
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on = stage.day()
    refund = {"amount_incl": D("11.30")}
    return [
        Paper(
            "sales_allowance",
            on,
            [PaperLine(source_line_id=line, **refund) for line in one.lines],
            party_id=stage.book.customer.pk,
            data={"reason": "quality"},
        )
        for one in issues
    ]


def ar_bill(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    rows = [{"amount_incl": D("50.00"), "data": {"purpose": "penalty"}} for _ in range(lines)]
    return [
        Paper("ar_bill", on, [PaperLine(**row) for row in rows], party_id=stage.book.customer.pk)  # type: ignore[arg-type]
        for _ in range(documents)
    ]


def sales_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_order", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]


def sales_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("sales_issue", stage.priced(lines, "5", "22.60"), on) for _ in range(documents)]


def delivery_notice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("delivery_notice", follow(one, "3"), on) for one in orders]


def sales_issue_of_order(stage: Stage, documents: int, lines: int) -> list[Paper]:
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("sales_issue", follow(one, "5"), on) for one in orders]


def sales_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on = stage.day()
    papers = [stage.sold("sales_return", follow(one, "2"), on) for one in issues]
    for paper in papers:
        paper.data = {"reason": "unwanted"}
    return papers


def sales_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """For another amount than was issued, so that the difference is booked."""
    issues = stage.desk.post(*sales_issue(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("101.00"), "amount_tax": D("13.13")}
    return [
        Paper("sales_invoice", on, follow(one, "5", **figures), party_id=stage.book.customer.pk)
        for one in issues
    ]


def sales_invoice_red(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """An allowance 折让: less is owed, no goods come back."""
    on = stage.day()
    line = {
        "amount_net": D("-10.00"),
        "amount_tax": D("-1.30"),
        "tax_code_id": stage.book.tax_code("VAT13").pk,
    }
    return [
        Paper(
            "sales_invoice_red",
            on,
            [PaperLine(**line) for _ in range(lines)],
            party_id=stage.book.customer.pk,
        )
        for _ in range(documents)
    ]


# ── warehousing and opening ───────────────────────────────────────────────────────────────────────────────────


def transfer_direct(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, ends = stage.day(), {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    return [Paper("transfer_direct", on, stage.goods(lines, "3"), **ends) for _ in range(documents)]


def stock_adjustment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, header = stage.day(), {"reason": "THEFT_LOST", "explanation": "盘点发现缺少,监控确认被盗"}
    papers = [
        Paper(
            "stock_adjustment",
            on,
            stage.goods(lines, "3", data={"direction": "out"}),
            warehouse_id=stage.book.w1.pk,
            department_id=stage.book.department.pk,
            data=dict(header),
        )
        for _ in range(documents)
    ]
    return [with_proof(stage.book.actor, paper, NOW) for paper in papers]


def loss_report(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    data = {"stage": "STORAGE", "reason": "SPOILAGE", "responsible": "张三", "shift": "morning"}
    return [
        Paper("loss_report", on, stage.goods(lines, "3", data=data), warehouse_id=stage.book.w1.pk)
        for _ in range(documents)
    ]


def recall(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Each line another product in a lot, each document another lot of it."""
    records = [
        ProductRecord(code=f"L{n}", name=f"批次商品{n}", base_unit="个", tracking="lot")
        for n in (next(stage._codes) for _ in range(lines))
    ]
    products = list(create_products(actor=stage.book.actor, records=records))

    def rows(number: int, quantity: str) -> list[PaperLine]:
        return [
            PaperLine(product_id=one.pk, quantity=D(quantity), price=D("10"), data={"lot_no": f"LOT{number}"})
            for one in products
        ]

    day = stage.day()
    for number in range(documents):
        stage.desk.one(stage.bought("purchase_receipt", rows(number, "5"), day))
    on = stage.day()
    named = [
        [PaperLine(product_id=one.pk, data={"lot_no": f"LOT{number}"}) for one in products]
        for number in range(documents)
    ]
    return [Paper("recall", on, each, data={"reason": "检出超标"}) for each in named]


def other_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    goods = {"amount_net": D("30.00")}
    return [
        Paper(
            "other_in",
            on,
            stage.goods(lines, "3", **goods),
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "donated"},
        )
        for _ in range(documents)
    ]


def other_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Given away: taxed as if sold at 4.00."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "other_out",
            on,
            stage.goods(lines, "3", tax_code_id=stage.book.tax_code("VAT13").pk, data={"fair_price": "4.00"}),
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "donation"},
        )
        for _ in range(documents)
    ]


def internal_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    header = {"warehouse_id": stage.book.w1.pk, "department_id": stage.book.department.pk}
    return [
        Paper("internal_issue", on, stage.goods(lines, "3", data={"purpose": "office"}), **header)
        for _ in range(documents)
    ]


def internal_issue_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    issues = stage.desk.post(*internal_issue(stage, documents, lines))
    on = stage.day()
    return [
        Paper(
            "internal_issue_return",
            on,
            follow(one, "2", data={"purpose": "office"}),
            warehouse_id=stage.book.w1.pk,
            department_id=stage.book.department.pk,
        )
        for one in issues
    ]


def opening_stock(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of goods that nothing has moved yet (D-OPNS)."""
    products, on = stage.new_products(lines), stage.day()
    return [
        Paper(
            "opening_stock",
            on,
            [
                PaperLine(
                    product_id=product.pk,
                    unit_id=product.base_unit_id,
                    quantity=D("10"),
                    amount_net=D("100.00"),
                )
                for product in products
            ],
            warehouse_id=stage.book.w1.pk,
        )
        for _ in range(documents)
    ]


def opening_arap(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [owed(stage, on, stage.book.customer.pk, ["ar"] * lines) for _ in range(documents)]


def owed(stage: Stage, on: date, party: int, kinds: list[str], amount: str = "100.00") -> Paper:
    """A 往来期初 with an item of each kind."""
    rows = [PaperLine(amount_incl=D(amount), data={"kind": kind}) for kind in kinds]
    return Paper("opening_arap", on, rows, party_id=party)


# ── money and vouchers ────────────────────────────────────────────────────────────────────────────────────────


def items_of(document: Doc, kind: str) -> list[int]:
    """The open items a document made, of one kind, in order."""
    return list(
        Item.objects.filter(document_id=document.id, kind=kind).order_by("id").values_list("id", flat=True)
    )


def _money(stage: Stage, type_code: str, kind: str, party: int, documents: int, lines: int) -> list[Paper]:
    day = stage.day()
    opened = stage.desk.post(*(owed(stage, day, party, [kind] * lines) for _ in range(documents)))
    on = stage.day()
    return [
        Paper(
            type_code,
            on,
            [PaperLine(amount_incl=D("60.00"), data={"item": item}) for item in items_of(one, kind)],
            party_id=party,
            fund_account_id=stage.book.cash.pk,
            data={"fee": "0.50"},
        )
        for one in opened
    ]


def payment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _money(stage, "payment", "ap", stage.book.supplier.pk, documents, lines)


def receipt(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _money(stage, "receipt", "ar", stage.book.customer.pk, documents, lines)


def settlement(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """预收冲应收."""
    day, party = stage.day(), stage.book.customer.pk
    kinds = ["ar"] * lines + ["advance_received"] * lines
    opened = stage.desk.post(*(owed(stage, day, party, kinds) for _ in range(documents)))
    on = stage.day()
    papers = []
    for one in opened:
        pairs = zip(items_of(one, "advance_received"), items_of(one, "ar"), strict=True)
        rows = [
            PaperLine(amount_incl=D("60.00"), data={"item": advance, "against_item": ar})
            for advance, ar in pairs
        ]
        papers.append(Paper("settlement", on, rows, party_id=party))
    return papers


def gift_issue(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "gift_issue",
            on,
            stage.goods(lines, "3", "4"),
            party_id=stage.book.customer.pk,
            warehouse_id=stage.book.w1.pk,
            data={"purpose": "sample"},
        )
        for _ in range(documents)
    ]


def transfer_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    ends = {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    return [Paper("transfer_out", on, stage.goods(lines, "4"), **ends) for _ in range(documents)]


def transfer_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """All of what was sent arrives."""
    sent = stage.desk.post(*transfer_out(stage, documents, lines))
    on = stage.day()
    ends = {"warehouse_id": stage.book.w1.pk, "warehouse_to_id": stage.book.w2.pk}
    papers = [Paper("transfer_in", on, follow(one, "4"), **ends) for one in sent]
    for paper in papers:
        for line in paper.lines:
            line.data = {"outcome": "received"}
    return papers


def _counted(stage: Stage, code: str, documents: int, lines: int, **data: str) -> list[Paper]:
    """What a count makes; by hand it is refused (tests/warehousing)."""
    stage.stock(documents, lines)
    on = stage.day()
    papers = [
        Paper(code, on, stage.goods(lines, "3"), warehouse_id=stage.book.w1.pk, made_by="stock_count")
        for _ in range(documents)
    ]
    for paper in papers:
        for line in paper.lines:
            line.data = dict(data)
    return papers


def count_gain(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _counted(stage, "count_gain", documents, lines)


def count_loss(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _counted(stage, "count_loss", documents, lines, cause="THEFT_LOST", compensation="5.00")


def assembly(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Components of 10.00 a piece become one product that no document has seen, with a fee of the own staff."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "assembly",
            on,
            [*_sided(stage.goods(max(lines - 1, 1), "3"), "out"), *_made(stage, 1)],
            warehouse_id=stage.book.w1.pk,
            data={"fee": "5.00", "fee_to": "payroll"},
        )
        for _ in range(documents)
    ]


def disassembly(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """One piece of cola at 10.00 becomes parts that no document has seen."""
    stage.stock(documents, 1)
    on = stage.day()
    return [
        Paper(
            "disassembly",
            on,
            [*_sided(stage.goods(1, "1"), "out"), *_made(stage, max(lines - 1, 1))],
            warehouse_id=stage.book.w1.pk,
            data={"fee": "5.00", "fee_to": "payroll"},
        )
        for _ in range(documents)
    ]


def _sided(rows: list[PaperLine], direction: str) -> list[PaperLine]:
    for row in rows:
        row.data = {"direction": direction}
    return rows


def _made(stage: Stage, number: int) -> list[PaperLine]:
    made = stage.new_products(number)
    rows = [PaperLine(product_id=one.pk, unit_id=one.base_unit_id, quantity=D("2")) for one in made]
    return _sided(rows, "in")


def voucher(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """办公费 against 银行存款; an entry has two lines at least."""
    on, book = stage.day(), stage.book
    admin, bank = book.account_of("admin").pk, book.account_of("bank").pk
    debits = [{"account": admin, "debit": "10.00"} for _ in range(max(lines - 1, 1))]
    total = Decimal(10) * len(debits)
    rows = [*debits, {"account": bank, "credit": str(total)}]
    return [
        Paper(
            "voucher",
            on,
            [PaperLine(data=dict(row)) for row in rows],
            department_id=book.department.pk,
            remark="办公费",
        )
        for _ in range(documents)
    ]


# ── cost ──────────────────────────────────────────────────────────────────────────────────────────────────────


def cost_adjustment(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """More cost for goods that lie in W1."""
    stage.stock(documents, lines)
    on = stage.day()
    return [
        Paper(
            "cost_adjustment",
            on,
            [PaperLine(product_id=one.pk, data={"change": "5.00"}) for one in stage.products(lines)],
            warehouse_id=stage.book.w1.pk,
            data={"other_side": "cogs", "reason": "运费漏记"},
        )
        for _ in range(documents)
    ]


def _costed(stage: Stage, method: str, number: int) -> list[Product]:
    """New products whose category is costed by ``method``."""
    category = create_category(
        actor=stage.book.actor, code=f"M{next(stage._codes)}", name=f"类{next(stage._codes)}"
    )
    category.costing_method = method
    category.save(update_fields=["costing_method"])
    products = stage.new_products(number)
    for product in products:
        product.category = category
        product.save(update_fields=["category"])
    return products


def cost_month(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Goods costed once a month, of which some left between two receipts."""
    products = _costed(stage, "MONTHLY_AVERAGE", documents * lines)

    def goods(quantity: str, price: str) -> list[PaperLine]:
        return [PaperLine(product_id=one.pk, quantity=D(quantity), price=D(price)) for one in products]

    stage.desk.one(stage.bought("purchase_receipt", goods("10", "10"), stage.day()))
    stage.desk.one(stage.sold("sales_issue", goods("4", "20"), stage.day()))
    stage.desk.one(stage.bought("purchase_receipt", goods("10", "20"), stage.day()))
    on = stage.day()
    return [
        Paper(
            "cost_month",
            on,
            [PaperLine(product_id=one.pk) for one in products[first : first + lines]],
        )
        for first in range(0, documents * lines, lines)
    ]


def standard_cost(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """A new standard for goods of which there is stock."""
    products = _costed(stage, "STANDARD", documents * lines)

    def papers(cost: str) -> list[Paper]:
        on = stage.day()
        return [
            Paper(
                "standard_cost",
                on,
                [
                    PaperLine(product_id=one.pk, data={"standard_cost": cost})
                    for one in products[n : n + lines]
                ],
            )
            for n in range(0, documents * lines, lines)
        ]

    stage.desk.post(*papers("10"))
    bought = [PaperLine(product_id=one.pk, quantity=D("10"), price=D("11")) for one in products]
    stage.desk.one(stage.bought("purchase_receipt", bought, stage.day()))
    return papers("10.5")


# ── goods on loan, on consignment, of another status ──────────────────────────────────────────────────────────


def stock_status_change(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on, data = stage.day(), {"status": "available", "status_to": "frozen"}
    return [
        Paper(
            "stock_status_change",
            on,
            stage.goods(lines, "3", data=data),
            warehouse_id=stage.book.w1.pk,
            data={"reason": "quality"},
        )
        for _ in range(documents)
    ]


def pick_list(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Of an order, into the staging bin of W1."""
    if not Place.objects.visible_to(stage.book.actor).filter(bin="STAGING").exists():
        create_bin(actor=stage.book.actor, warehouse_id=stage.book.w1.pk, code="A-01")
    orders = stage.desk.post(*sales_order(stage, documents, lines))
    on = stage.day()
    return [stage.sold("pick_list", follow(one, "4"), on) for one in orders]


def pick_list_of_notice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    if not Place.objects.visible_to(stage.book.actor).filter(bin="STAGING").exists():
        create_bin(actor=stage.book.actor, warehouse_id=stage.book.w1.pk, code="A-01")
    notices = stage.desk.post(*delivery_notice(stage, documents, lines))
    on = stage.day()
    return [stage.sold("pick_list", follow(one, "2"), on) for one in notices]


def sales_issue_of_loan(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*loan_out(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        stage.sold("sales_issue", follow(one, "2", price=D("22.60"), tax_code_id=tax_code), on)
        for one in loans
    ]


def loan_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("loan_out", stage.goods(lines, "3"), on) for _ in range(documents)]


def loan_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*loan_out(stage, documents, lines))
    on = stage.day()
    return [stage.sold("loan_return", follow(one, "2"), on) for one in loans]


def borrow_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("borrow_in", stage.goods(lines, "5"), on) for _ in range(documents)]


def borrow_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*borrow_in(stage, documents, lines))
    on = stage.day()
    return [stage.bought("borrow_return", follow(one, "2"), on) for one in loans]


def consign_out(stage: Stage, documents: int, lines: int) -> list[Paper]:
    stage.stock(documents, lines)
    on = stage.day()
    return [stage.sold("consign_out", stage.goods(lines, "5"), on) for _ in range(documents)]


def consign_settle(stage: Stage, documents: int, lines: int) -> list[Paper]:
    sent = stage.desk.post(*consign_out(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    return [
        Paper(
            "consign_settle",
            on,
            follow(one, "3", price=D("22.60"), tax_code_id=tax_code),
            party_id=stage.book.customer.pk,
            data={"fee_net": "5.00", "fee_tax": "0.30"},
        )
        for one in sent
    ]


def consign_return(stage: Stage, documents: int, lines: int) -> list[Paper]:
    sent = stage.desk.post(*consign_out(stage, documents, lines))
    on = stage.day()
    return [stage.sold("consign_return", follow(one, "2"), on) for one in sent]


def consign_in(stage: Stage, documents: int, lines: int) -> list[Paper]:
    on = stage.day()
    return [stage.bought("consign_in", stage.goods(lines, "5"), on) for _ in range(documents)]


def consign_in_settle(stage: Stage, documents: int, lines: int) -> list[Paper]:
    """Bought when sold; tests/purchasing has the other way."""
    held = stage.desk.post(*consign_in(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    papers = [
        stage.bought("consign_in_settle", follow(one, "3", price=D("10"), tax_code_id=tax_code), on)
        for one in held
    ]
    for paper in papers:
        paper.data = {"way": "BUYOUT"}
    return papers


BUILDERS: dict[str, Builder] = {
    one.__name__: one
    for one in (
        purchase_requisition,
        purchase_rfq,
        purchase_order,
        goods_arrival,
        incoming_inspection,
        purchase_receipt,
        purchase_return,
        purchase_invoice,
        purchase_invoice_red,
        estimate_run,
        landed_cost,
        ap_bill,
        quotation,
        sales_order,
        delivery_notice,
        sales_issue,
        sales_return,
        sales_allowance,
        sales_invoice,
        sales_invoice_red,
        gift_issue,
        transfer_direct,
        stock_adjustment,
        loss_report,
        recall,
        other_in,
        other_out,
        internal_issue,
        internal_issue_return,
        transfer_out,
        transfer_in,
        count_gain,
        count_loss,
        assembly,
        disassembly,
        consign_in,
        consign_in_settle,
        consign_out,
        consign_settle,
        consign_return,
        pick_list,
        stock_status_change,
        loan_out,
        loan_return,
        borrow_in,
        borrow_return,
        opening_stock,
        opening_arap,
        payment,
        receipt,
        ar_bill,
        settlement,
        voucher,
        cost_adjustment,
        cost_month,
        standard_cost,
    )
}


def _red_without_goods(stage: Stage, code: str, party: int, documents: int, lines: int) -> list[Paper]:
    """A red invoice of an invoice without goods: half of it is taken back."""
    tax_code = stage.book.tax_code("VAT13").pk

    def rows(net: str, tax: str, sources: tuple[int | None, ...]) -> list[PaperLine]:
        figures = {"amount_net": D(net), "amount_tax": D(tax), "tax_code_id": tax_code}
        return [PaperLine(source_line_id=one, **figures) for one in sources]

    day = stage.day()
    blue = (
        Paper(code, day, rows("100.00", "13.00", (None,) * lines), party_id=party) for _ in range(documents)
    )
    invoices = stage.desk.post(*blue)
    on = stage.day()
    return [Paper(f"{code}_red", on, rows("-50.00", "-6.50", one.lines), party_id=party) for one in invoices]


def purchase_invoice_red_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _red_without_goods(stage, "purchase_invoice", stage.book.supplier.pk, documents, lines)


def sales_invoice_red_of_invoice(stage: Stage, documents: int, lines: int) -> list[Paper]:
    return _red_without_goods(stage, "sales_invoice", stage.book.customer.pk, documents, lines)


#: Builders of papers that follow another source than those above.
def consign_in_settle_of_loan(stage: Stage, documents: int, lines: int) -> list[Paper]:
    loans = stage.desk.post(*borrow_in(stage, documents, lines))
    on, tax_code = stage.day(), stage.book.tax_code("VAT13").pk
    goods = {"price": D("10"), "tax_code_id": tax_code}
    return [
        replace(stage.bought("consign_in_settle", follow(one, "3", **goods), on), data={"way": "BUYOUT"})
        for one in loans
    ]


def purchase_invoice_of_custody(stage: Stage, documents: int, lines: int) -> list[Paper]:
    settled = stage.desk.post(*consign_in_settle(stage, documents, lines))
    on, figures = stage.day(), {"amount_net": D("33.00"), "amount_tax": D("4.29")}
    return [
        Paper("purchase_invoice", on, follow(one, "3", **figures), party_id=stage.book.supplier.pk)
        for one in settled
    ]


FROM: dict[tuple[str, str], Builder] = {
    ("delivery_notice", "pick_list"): pick_list_of_notice,
    ("loan_out", "sales_issue"): sales_issue_of_loan,
    ("borrow_in", "consign_in_settle"): consign_in_settle_of_loan,
    ("consign_in_settle", "purchase_invoice"): purchase_invoice_of_custody,
    ("quotation", "sales_order"): sales_order_of_quotation,
    ("sales_order", "sales_issue"): sales_issue_of_order,
    ("goods_arrival", "purchase_receipt"): purchase_receipt_of_arrival,
    ("incoming_inspection", "purchase_receipt"): purchase_receipt_of_inspection,
    ("purchase_invoice", "purchase_invoice_red"): purchase_invoice_red_of_invoice,
    ("sales_invoice", "sales_invoice_red"): sales_invoice_red_of_invoice,
}
