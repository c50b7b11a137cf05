"""A shop that random histories happen in: its company, its notebook, and what has happened so far.

A step is plain data (``{"do": "issue", "day": 7, …}``) that names earlier steps by their number, so a history can be
played again on a fresh company, whole or in part.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from hengku.catalog.actions import create_products
from hengku.catalog.models import Product
from hengku.catalog.records import ProductRecord
from hengku.company.models import Warehouse
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.models import Lot
from hengku.kit.numbers import D
from tests.costing.second_model import r2
from tests.histories.model import NONE, Entry, Flow, Line, Money, Notebook, Spot
from tests.posting.desk import Desk, Doc
from tests.world import Book

Step = dict[str, Any]
LAST_DAY = 58
#: Products: code → reference cost. L is kept in lots, M and N are mostly made of others.
REFERENCES = {"A": "2", "B": "3.5", "C": None, "L": "4", "M": "7", "N": None}
#: What one piece costs by standard, in companies that cost so (C14).
STANDARDS = {"A": "11.5", "B": "9.25", "C": "8", "L": "14.1", "M": "21", "N": "17.3"}
LOTS = ("L1", "L2", "L3")
RATE = Fraction(13, 100)


@dataclass(frozen=True)
class Company:
    """The kind of company a history happens in."""

    method: str = "MOVING_AVERAGE"
    scope: str = "ORG"
    standard: str = "small"
    may_go_negative: bool = False


@dataclass
class Told:
    """A line of a posted document as its paper said it, and what later documents took of it, by their kind."""

    line: Line
    product: str
    n: Fraction
    place: str = ""
    to: str = ""
    lot: str = ""
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
    earlier: list[Entry] = field(default_factory=list)  # booked where the goods came in, and taken back there
    changes: list[tuple[Flow, Fraction]] = field(default_factory=list)
    takes: list[tuple[Told, str, Fraction]] = field(default_factory=list)
    is_live: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


class Shop:
    """A company, its notebook, and what was done in it."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.book = Book(standard=company.standard)
        self.desk = Desk(self.book)
        self.desk.decide("costing_method", company.method)
        self.desk.decide("cost_scope", company.scope)
        tax = self.book.tax_code("VAT13")
        records = [
            ProductRecord(
                code=code,
                name=f"货{code}",
                base_unit="个",
                tax_code="VAT13",
                tracking="lot" if code == "L" else "none",
                reference_cost=None if cost is None else D(cost),
            )
            for code, cost in REFERENCES.items()
        ]
        self.products: dict[str, Product] = {
            one.code: one for one in create_products(actor=self.book.actor, records=records)
        }
        self.tax_id = tax.pk
        self.agent = self.book.add_party("X01", "丙")
        self.parties = {"甲": self.book.supplier, "乙": self.book.customer, "丙": self.agent}
        self.note = Notebook(
            method=company.method,
            scope=company.scope,
            reference={code: None if cost is None else Fraction(cost) for code, cost in REFERENCES.items()},
        )
        if company.method == "STANDARD":
            self.note.standards = {code: Fraction(cost) for code, cost in STANDARDS.items()}
            for code, cost in STANDARDS.items():
                self.desk.set_standard(cost, 1, self.products[code])
        self.done: dict[int, Done] = {}
        self.counts: Counter[str] = Counter()

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
        price = row.get("price")
        return PaperLine(
            product_id=self.products[row["product"]].pk,
            quantity=D(row["n"]),
            price=None if price is None else D(price),
            data=data,
            **more,
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
        done = Done(step, kind, day, doc, party)
        self.done[step] = done
        return done

    # ── telling the notebook ──────────────────────────────────────────────────────────────────────────────

    def goes(
        self, done: Done, told: Told, here: Spot | None, there: Spot | None, how: Any, **more: Any
    ) -> Flow:
        """The goods of a line go."""
        flow = Flow(told.line, done.day, told.product, told.n, here, there, how, **more)
        done.flows.append(self.note.goes(flow))
        return flow

    def books(self, done: Done, role: str, amount: Fraction, party: str = "", on: int = 0) -> None:
        """An entry line, a debit above zero; ``on`` where it is booked in an earlier month."""
        if not amount:
            return
        entry = self.note.books(on or done.day, role, amount, party)
        (done.earlier if on else done.entries).append(entry)

    def told(self, done: Done, number: int, row: Step, **more: Any) -> Told:
        """Remember a line."""
        n, price = Fraction(row["n"]), row.get("price")
        told = Told((done.step, number), row["product"], n, lot=row.get("lot", ""), **more)
        if price is not None and "net" not in more:
            told.net, told.tax = split(n * Fraction(price), bool(row.get("incl")))
        done.lines.append(told)
        return told

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


def split(amount: Fraction, incl: bool) -> tuple[Fraction, Fraction]:
    """T2: net and tax of a line at 13 %, from its amount with or without tax."""
    if incl:
        whole = r2(amount)
        net = r2(whole / (1 + RATE))
        return net, whole - net
    net = r2(amount)
    return net, r2(net * RATE)


def fen(amount: Fraction) -> str:
    """An amount of whole fen as text."""
    return str(Decimal(int(amount * 100)) / 100)


class Dice:
    """What a step is thought up with; the same seed gives the same history."""

    def __init__(self, seed: object) -> None:
        self.chance = random.Random(str(seed))

    def of(self, things: Any) -> Any:
        """One of them."""
        return self.chance.choice(list(things))

    def day(self, after: int = 2) -> int:
        """A day of the two months, often the last ones."""
        if self.chance.random() < 0.4:
            return self.chance.randint(max(after, 40), LAST_DAY)
        return self.chance.randint(min(after, LAST_DAY), LAST_DAY)

    def pieces(self, most: int = 8) -> str:
        """A number of pieces."""
        return str(self.chance.randint(1, most))

    def money(self, low: int, high: int) -> str:
        """An amount between these fen."""
        return f"{self.chance.randint(low, high) / 100:.2f}"

    def likely(self, of_ten: int) -> bool:
        """So many times of ten."""
        return self.chance.random() * 10 < of_ten

    def goods(self, shop: Shop, most: int = 8, codes: str = "ABCLMN") -> Step:
        """A line of goods."""
        code = self.of(codes)
        row: Step = {"product": code, "n": self.pieces(most)}
        if code == "L":
            row["lot"] = self.of(LOTS)
        return row

    def rows(self, shop: Shop, most: int = 8, codes: str = "ABCLMN") -> list[Step]:
        """One line, or two of different goods."""
        first = self.goods(shop, most, codes)
        if self.likely(6):
            return [first]
        second = self.goods(shop, most, codes)
        return [first] if second["product"] == first["product"] else [first, second]

    def place(self, shop: Shop) -> str:
        """A warehouse."""
        return self.of(shop.warehouses)

    def line_of(self, shop: Shop, *kinds: str) -> Step | None:
        """A line of a standing document of these kinds: ``of``, the day from which it can be followed."""
        found = shop.live(*kinds)
        if not found:
            return None
        done = self.of(found[-12:])
        number = self.chance.randrange(len(done.lines))
        return {"of": [done.step, number], "day": self.day(done.day), "n": self.pieces(5)}
