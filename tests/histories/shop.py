"""A shop that random histories happen in: its company, its notebook, and what has happened so far.

A step is plain data (``{"do": "issue", "day": 7, …}``) that names earlier steps by their number, so a history can be
played again on a fresh company, whole or in part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from hengku.catalog.actions import create_products
from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.catalog.models import Product
from hengku.catalog.records import ProductRecord
from hengku.company.models import Warehouse
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.actions_bins import create_bin
from hengku.inventory.models import Lot
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.company import (
    INSPECTED,
    MADE,
    RATE,
    REFERENCES,
    SHELVES,
    STANDARDS,
    WEIGHED,
    Company,
)
from tests.histories.flows import NONE, Entry, Flow, Line, Money, Spot, share_of
from tests.histories.model import Notebook
from tests.histories.staging import leaves_unnamed, where_it_lies
from tests.posting.desk import Desk, Doc
from tests.world import Book

Step = dict[str, Any]
FIRST_MONTH, LAST_DAY = 31, 58
#: P1: what belongs to the other parts of a month than stock; orders book nothing.
PARTS = {
    "arap": ("purchase_invoice", "purchase_invoice_red", "sales_invoice", "sales_invoice_red", "sales_allowance",
             "landed_cost", "ap_bill", "ar_bill", "payment", "receipt", "settlement", "opening_arap", "expense", "fund_transfer",
             "pos_daily_close"),
    "ledger": ("voucher", "opening_gl", "estimate_run"),
}  # fmt: skip
ORDERS = ("purchase_order", "sales_order", "delivery_notice", "store_requisition", "production_order", "outsource_order")


@dataclass
class Told:
    """A line of a posted document as its paper said it, and what later documents took of it, by their kind."""

    line: Line
    product: str
    n: Fraction
    place: str = ""
    to: str = ""
    lot: str = ""
    count: Fraction | None = None  # of goods by weight how many pieces; then ``n`` is what they weigh
    pieces: tuple[str, ...] = ()  # their serial numbers
    net: Fraction = NONE
    tax: Fraction = NONE
    taken: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))

    @property
    def incl(self) -> Fraction:
        """With tax."""
        return self.net + self.tax


@dataclass
class Done:
    """A posted document: what it told the notebook, so that a reversal can tell the opposite."""

    step: int
    kind: str
    day: int
    doc: Doc
    party: str = ""
    lines: list[Told] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    monies: list[Money] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    #: Of cost, of how many, whether late, whether a fee.
    changes: list[tuple[Flow, Fraction, Fraction, bool, bool]] = field(default_factory=list)
    takes: list[tuple[Told, str, Fraction]] = field(default_factory=list)
    is_live: bool = True
    extra: dict[Any, Any] = field(default_factory=dict)


class Shop:
    """A company, its notebook, and what was done in it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.book = Book(standard=company.standard, taxpayer=company.taxpayer)
        self.desk = Desk(self.book)
        self.desk.decide("costing_method", company.method)
        self.desk.decide("cost_scope", company.scope)
        if company.revenue == "ON_INVOICE":
            self.desk.decide("revenue_mode", company.revenue)
        elif company.revenue == "DEFERRED":
            self.desk.decide("vat_on_issue", company.revenue)
        if company.holds:
            self.desk.decide("inspection_mode", "AFTER")
        if company.suspends:
            self.desk.decide("estimate_mode", "MONTH_BEGIN")
        tax = self.book.tax_code("VAT13")
        records = [
            ProductRecord(
                code=code,
                name=f"货{code}",
                base_unit="个",
                tax_code="VAT13",
                tracking=company.tracking(code),
                reference_cost=None if cost is None else D(cost),
                must_inspect=(company.inspects or company.holds) and code in INSPECTED,
                aux_unit="千克" if code == WEIGHED else "",
                aux_standard=D("5.2") if code == WEIGHED else None,
            )
            for code, cost in REFERENCES.items()
        ]
        self.products: dict[str, Product] = {
            one.code: one for one in create_products(actor=self.book.actor, records=records)
        }
        for code in SHELVES if company.bins else ():
            create_bin(actor=self.book.actor, warehouse_id=self.book.w1.pk, code=code)
        for code in MADE:
            lines = (BillLineRecord(self.products["A"].pk, D(2)),)
            bill = BillRecord(self.products[code].pk, "assembly", lines)
            save_bill(actor=self.book.actor, bill_id=None, record=bill)
        self.tax_id = tax.pk
        self.tax_out_id = tax.pk if company.deducts else self.book.tax_code("VAT1").pk
        self.agent = self.book.add_party("X01", "丙")
        self.parties = {"甲": self.book.supplier, "乙": self.book.customer, "丙": self.agent}
        self.note = Notebook(
            method=company.method + ("_SHARED" if company.costs_months else ""),
            scope=company.scope,
            reference={code: None if cost is None else Fraction(cost) for code, cost in REFERENCES.items()},
        )
        if company.method == "STANDARD":
            self.note.standards = {code: Fraction(cost) for code, cost in STANDARDS.items()}
            for code, cost in STANDARDS.items():
                self.desk.set_standard(cost, 1, self.products[code])
        self.done: dict[int, Done] = {}
        self.is_costed = False  # C12: both months, since the last document
        self.closed: list[str] = []  # parts of the first month, in their order
        self.counts: Counter[str] = Counter()
        self.partner: Shop | None = None  # the other company of the group (D-ICT)
        self.lacking: dict[Line, Fraction] = {}  # C15: of reversed estimates, by line of a receipt

    @cached_property
    def warehouses(self) -> dict[str, Warehouse]:
        """W1, and a second one: W2, or NEG whose stock may go below zero."""
        second = self.desk.negative_warehouse() if self.company.may_go_negative else self.book.w2
        return {"W1": self.book.w1, second.code: second}

    @property
    def may_be_short(self) -> frozenset[str]:
        """Warehouses whose stock may be below zero (Q7)."""
        return frozenset({"NEG"}) if self.company.may_go_negative else frozenset()

    # ── papers ────────────────────────────────────────────────────────────────────────────────────────────

    def row(self, row: Step, **more: Any) -> PaperLine:
        """A line of goods as a step says it."""
        data = {**({"lot_no": row["lot"]} if row.get("lot") else {}), **more.pop("data", {})}
        if row.get("pieces"):
            data["serials"] = " ".join(row["pieces"])
        if row.get("bin"):
            data["bin"] = row["bin"]
        if row.get("kg"):
            data["aux_quantity"] = row["kg"]
        price = row.get("price")
        return PaperLine(
            product_id=self.products[row["product"]].pk,
            quantity=D(row["n"]),
            price=None if price is None else D(price),
            data=data,
            **more,
        )

    def invoiced(self, step: Step, sign: int = 1) -> PaperLine:
        """A line of an invoice of the line that a step names; a red one's pieces are below zero."""
        return PaperLine(
            quantity=sign * D(step["n"]),
            amount_net=D(step["net"]),
            amount_tax=D(step["tax"]),
            source_line_id=self.source_id(step),
            data={"aux_quantity": step["kg"]} if step.get("kg") else {},
        )

    def paper(self, code: str, day: int, lines: list[PaperLine], **header: Any) -> Paper:
        """A paper; ``party``, ``place`` and ``to`` by name."""
        named: dict[str, Any] = {}
        if header.get("party"):
            named["party_id"] = self.parties[header.pop("party")].pk
        for key, place in (("warehouse_id", "place"), ("warehouse_to_id", "to")):
            if header.get(place):
                named[key] = self.warehouses[header.pop(place)].pk
        header.pop("party", None)
        return self.desk.paper(code, day, lines, **named, **header)

    def post(self, step: int, kind: str, paper: Paper, *, party: str = "") -> Done:
        """Post a paper; refusals go through."""
        doc = self.desk.one(paper)
        day = (paper.business_on - self.book.company.started_on).days + 1
        self.must_be_open(paper.type_code, day)
        self.is_costed = False
        done = Done(step, kind, day, doc, party)
        self.done[step] = done
        return done

    def is_closed(self, day: int, part: str = "stock") -> bool:
        """Whether that part of the day's month is closed."""
        return day <= FIRST_MONTH and part in self.closed

    def must_be_open(self, type_code: str, day: int) -> None:
        """P1: nothing is posted into a part of a month that is closed."""
        part = next((part for part, codes in PARTS.items() if type_code in codes), "stock")
        assert type_code in ORDERS or not self.is_closed(day, part), (
            f"{type_code} on day {day}, {part} closed"
        )

    # ── telling the notebook ──────────────────────────────────────────────────────────────────────────────

    def goes(
        self, done: Done, told: Told, here: Spot | None, there: Spot | None, how: Any, **more: Any
    ) -> Flow:
        """The goods of a line go."""
        if here is not None and self.company.bins and leaves_unnamed(here, there, {*self.warehouses}, done.kind):
            goods = told.n if told.count is None else told.count
            here = where_it_lies(self.note.told().hands, told.product, goods, here, there, done.kind)
        if here is None and there is not None and there.status == "available" and self._is_recalled(told):
            there = replace(there, status="frozen")  # D-RCL: what comes back of it as well
        apart = {"count": told.count, "pieces": told.pieces}
        flow = Flow(told.line, done.day, told.product, told.n, here, there, how, **apart, **more)
        done.flows.append(self.note.goes(flow))
        return flow

    def _is_recalled(self, told: Told) -> bool:
        lot = told.product, told.lot
        return any(lot == (one.lines[0].product, one.lines[0].lot) for one in self.live("recalled") if one.lines)

    def books(self, done: Done, role: str, amount: Fraction, party: str = "", on: int = 0) -> None:
        """An entry line, a debit above zero; ``on`` where it is booked in an earlier month, and not mirrored."""
        if not amount:
            return
        entry = self.note.books(on or done.day, role, amount, party)
        if not on:
            done.entries.append(entry)

    def costs_more(
        self,
        done: Done,
        flow: Flow,
        change: Fraction,
        n: Fraction,
        *,
        is_late: bool = False,
        is_fee: bool = False,
    ) -> None:
        """C15, C16: goods of a receipt cost more or less. From the beginning, while its month is open, and then the
        estimate is another one there; else on the day of the document, as far as they are still here. What came
        ``is_late`` goes so too.
        """
        is_late = is_late or self.is_closed(flow.on)
        done.changes.append((flow, change, n, is_late, is_fee))
        _, party = flow.against or ("", flow.worker)
        if not is_late:
            flow.more += change
            flow.mores.append(change)
            flow.fees += change if is_fee else NONE
            self.books(done, "ap_estimated", -change, party, on=flow.on)
        elif change:
            assert not self.is_closed(done.day), "the cost of a closed month was changed"
            if not is_fee:
                flow.later.append((done.day, change))
            key = (done.step, len(done.changes), "difference")
            assert flow.there is not None
            pieces = flow.pieces if self.company.by_lot else ()
            for number, piece in enumerate(pieces or ("",)):
                part = share_of(change, number, len(pieces) or 1)
                of = (*flow.line, piece) if piece else flow.line
                count = Fraction(1) if piece else n
                money = Money(done.day, flow.product, flow.there, part, (*key, piece), of=of, n=count, piece=piece)
                self.note.adjusts(money)
                self.note.told()  # splits it, once and for all
            self.books(done, "ap_estimated", -change, party, on=done.day)

    def told(self, done: Done, number: int, row: Step, **more: Any) -> Told:
        """Remember a line."""
        n, price = measure(row), row.get("price")
        sold = more.pop("is_sold", bool(row.get("incl")))
        count = Fraction(row["n"]) if row.get("kg") else None
        told = Told(
            (done.step, number),
            row["product"],
            n,
            lot=row.get("lot", ""),
            count=count,
            pieces=tuple(row.get("pieces", ())),
            **more,
        )
        if price is not None and "net" not in more:
            rate = self.company.rate_out if sold else RATE
            told.net, told.tax = split(n * Fraction(price), bool(row.get("incl")), rate)
        done.lines.append(told)
        return told

    def cost(self, net: Fraction, tax: Fraction) -> Fraction:
        """What is bought costs: with the tax that cannot be deducted (D-PIN, T5)."""
        return net if self.company.deducts else net + tax

    def input_tax(self, tax: Fraction) -> Fraction:
        """What of it is deducted."""
        return tax if self.company.deducts else NONE

    def takes(self, done: Done, source: Told, kind: str, n: Fraction, *limited_by: str) -> None:
        """A line takes ``n`` of its source; what all of these kinds took may not be more than there is (1.1.4)."""
        source.taken[kind] += n
        done.takes.append((source, kind, n))
        if limited_by:
            whole = sum((source.taken[one] for one in limited_by), NONE)
            assert whole <= source.n, f"{done.kind} took {whole} of {source.n} of {source.line}"

    # ── choosing ──────────────────────────────────────────────────────────────────────────────────────────

    def live(self, *kinds: str) -> list[Done]:
        """Documents of these kinds that still stand."""
        return [one for one in self.done.values() if one.kind in kinds and one.is_live]

    def source(self, step: Step) -> Told:
        """The line a step names; ``KeyError`` when it never came to be."""
        of, number = step["of"]
        return self.done[of].lines[number]

    def lot_id(self, row: Step) -> int:
        """The lot a line names, 0 when there is none of that number."""
        found = Lot.objects.filter(product=self.products[row["product"]], lot_no=row.get("lot") or "").first()
        return found.pk if found else 0

    def source_id(self, step: Step) -> int:
        """Its id in the books."""
        of, number = step["of"]
        return self.done[of].doc.lines[number]


def must_be_sound(shop: Shop, told: Told, source: Done | None = None) -> None:
    """D-PIN 前: what must be inspected is received as an inspection found it."""
    is_seen = source is not None and source.kind == "inspected"
    assert is_seen or not shop.company.inspects or told.product not in INSPECTED, "received without an inspection"


def landed(shop: Shop, told: Told, place: str, source: Done | None = None) -> Spot:
    """Where goods of a receipt lie: on hold where they are inspected afterwards, unless an inspection saw them before."""
    is_seen = source is not None and source.kind == "inspected"
    status = "qc_hold" if shop.company.holds and told.product in INSPECTED and not is_seen else "available"
    return Spot(place, status, told.lot)


def measure(row: Step) -> Fraction:
    """What a row's price and cost are for: its pieces, or what they weigh (B2)."""
    return Fraction(row.get("kg") or row["n"])


def again(source: Told, step: Step) -> Step:
    """A row of the goods of an earlier line, as many as a step says."""
    more = {key: step[key] for key in ("kg", "pieces") if step.get(key)}
    return {"product": source.product, "n": step["n"], "lot": source.lot, **more}


def split(amount: Fraction, incl: bool, rate: Fraction) -> tuple[Fraction, Fraction]:
    """T2: net and tax of a line, from its amount with or without tax."""
    if incl:
        whole = r2(amount)
        net = r2(whole / (1 + rate))
        return net, whole - net
    net = r2(amount)
    return net, r2(net * rate)


def fen(amount: Fraction) -> str:
    """An amount of whole fen as text."""
    return str(Decimal(int(amount * 100)) / 100)
