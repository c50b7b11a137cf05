"""What the books must say after any history of documents, from the rulebook alone (domain.md §1.7, §1.8, C1–C17, T2–T11).

A ``Notebook`` is told what each document says: which goods go from where to where and how they are valued, and what is
booked beside them. It remembers nothing else. ``told()`` works everything out from the beginning in the order of G6,
(business date, order of posting), so there is no back-dating, no recasting and no cache that could be wrong.

Shares no code with the engine. Quantities and amounts are fractions; debit is above zero, credit below.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from tests.costing.second_model import Model, r2
from tests.histories.costs import Average, Queue, Standard
from tests.histories.monthly import Monthly
from tests.histories.variances import Shared

COSTS: dict[str, type[Model]] = {
    "FIFO": Queue,
    "STANDARD": Standard,
    "STANDARD_SHARED": Shared,  # its months are costed
    "MONTHLY_AVERAGE": Monthly,
}
Line = tuple[int, int]  # step, line number
Key = tuple[str, str, str]  # of a pool: product, where, lot
NONE = Fraction(0)
#: Accounts whose sub-ledger is kept by party, and the side they stand on.
PARTIES = {"ar": 1, "prepay": 1, "other_receivable": 1, "ap": -1, "ap_estimated": -1, "advance_received": -1,
           "other_payable": -1, "invoiced_ahead": -1}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """Where goods lie and what they are. ``place`` is a warehouse's code, transit or consigned; ``owner`` "" is us; ``bin``
    "" is the warehouse itself.
    """

    place: str
    status: str = "available"
    lot: str = ""
    owner: str = ""
    bin: str = ""


How = Literal["given", "pool", "share", "agreed", "made", "none"]


@dataclass
class Flow:
    """``n`` pieces (B2: kilograms) from ``here`` to ``there``; None is outside.

    They are worth: an amount ``given``; what the ``pool`` says; a ``share`` of what the source line cost; an amount
    ``agreed`` with the supplier; what they are ``made`` of; ``none``, only the quantity is corrected. The other side is
    ``against``, None where the goods of one document turn into each other.
    """

    line: Line
    on: int
    product: str
    n: Fraction
    here: Spot | None
    there: Spot | None
    how: How
    against: tuple[str, str] | None = None
    amount: Fraction = NONE
    source: Line | None = None
    undoes: Line | None = None
    made: tuple[tuple[Line, ...], Fraction, Fraction, Fraction, Fraction] | None = (
        None  # of, before, upto, whole, fee
    )
    more: Fraction = NONE  # what invoices and fees have changed the given amount by (C15, C16)
    fees: Fraction = NONE  # of that, what does not come back with goods that go back (C6)
    #: What invoices changed it by after its month was closed, and on which days: its goods cost it from then on (C15).
    later: list[tuple[int, Fraction]] = field(default_factory=list)
    count: Fraction | None = None  # B2: of goods by weight how many pieces; then ``n`` is what they weigh
    pieces: tuple[str, ...] = ()  # B7: their serial numbers
    tax: tuple[Fraction, Fraction, int] | None = (
        None  # T7: rate on the cost, what was booked beside it, its sign
    )
    owed: Fraction | None = (
        None  # what is owed for it, where that was agreed at the day's cost (C6 without source)
    )
    seq: int = 0

    @property
    def goods(self) -> Fraction:
        """How many pieces."""
        return self.n if self.count is None else self.count

    def agreed_on(self, day: int) -> Fraction:
        """What goods that go back to the supplier on a day are a share of (C6, C9)."""
        return self.amount + self.more - self.fees + sum((n for on, n in self.later if on <= day), NONE)


@dataclass
class Money:
    """C10: money into (or out of) the stock of a product, or with ``kept`` the part of it that lies in stock: what is
    taken back, and what an invoice changed the goods ``of`` a line by whose month is closed (C15), ``n`` of them.
    """

    on: int
    product: str
    spot: Spot
    amount: Fraction
    line: tuple[int | str, ...]
    seq: int = 0
    kept: Fraction | None = None
    of: Line | None = None
    n: Fraction = NONE


@dataclass
class Entry:
    """A line of the general ledger beside the goods."""

    on: int
    role: str
    amount: Fraction
    party: str = ""


@dataclass
class Books:
    """The answer."""

    hands: dict[tuple[str, Spot], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    weights: dict[tuple[str, Spot], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    pieces: dict[tuple[str, str], int] = field(
        default_factory=lambda: defaultdict(int)
    )  # serial number, place
    accounts: dict[tuple[str, str, int], Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    short: list[str] = field(default_factory=list)  # where stock was below zero at some time
    costs: Model = field(default_factory=Average)
    worth: dict[Line, Fraction] = field(default_factory=dict)
    kept: dict[tuple[int | str, ...], Fraction] = field(default_factory=dict)

    def pools(self) -> dict[Key, tuple[Fraction, Fraction]]:
        """Quantity and amount of every pool that is not empty."""
        held = {key: (one.q, one.v) for key, one in self.costs.pools.items()}
        return {key: both for key, both in held.items() if any(both)}  # type: ignore[misc]

    def parties(self) -> dict[tuple[str, str], Fraction]:
        """What is open by kind and party, above zero on the kind's own side."""
        found: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
        for (role, party, _), amount in self.accounts.items():
            # 1221 bears what a count makes somebody answer for as well, who is no party
            if role in PARTIES and (party or role != "other_receivable"):
                found[role, party] += amount * PARTIES[role]
        return {key: amount for key, amount in found.items() if amount}

    def by_role(self) -> dict[tuple[str, int], Fraction]:
        """Debit less credit by account role and month."""
        found: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
        for (role, _, month), amount in self.accounts.items():
            found[role, month] += amount
        return {key: amount for key, amount in found.items() if amount}


def _short(flow: Flow, held: dict[tuple[str, ...], Fraction], allowed: frozenset[str]) -> list[str]:
    """Q7: what of a flow's goods was not there at that time, by warehouse and whose they are; of a lot nowhere."""
    found = []
    for spot, sign in ((flow.here, -1), (flow.there, 1)):
        if spot is None:
            continue
        keys: list[tuple[str, ...]] = [(flow.product, spot.place, spot.owner)]
        keys += [(*keys[0], spot.lot)] if spot.lot else []
        for key in keys:
            held[key] += sign * flow.goods
            if held[key] < 0 and sign < 0 and (len(key) > 3 or spot.place not in allowed):
                found.append(f"{' '.join(key)} on day {flow.on}: {held[key]}")
    return found


def month_of(day: int) -> int:
    """Days are counted from the 1st of January 2026."""
    return 1 if day <= 31 else 2 if day <= 59 else 3


class Notebook:
    """Remembers what was said."""

    def __init__(
        self,
        *,
        method: str,
        scope: str,
        reference: dict[str, Fraction | None],
        standards: dict[str, Fraction] | None = None,
    ) -> None:
        self.method, self.scope, self.reference = method, scope, reference
        self.standards = standards or {}
        self.flows: list[Flow] = []
        self.monies: list[Money] = []
        self.entries: list[Entry] = []
        #: T11 ON_INVOICE: lines that lie in 发出商品, and what was taken of them, "invoice" among it.
        self.dispatched: list[tuple[Line, dict[str, Fraction]]] = []
        self._seq = 0

    # ── what a document says ──────────────────────────────────────────────────────────────────────────────

    def goes(self, flow: Flow) -> Flow:
        """Goods go; in the order they are told."""
        self._seq += 1
        flow.seq = self._seq
        self.flows.append(flow)
        return flow

    def adjusts(self, money: Money) -> Money:
        """Money goes into stock."""
        self._seq += 1
        money.seq = self._seq
        self.monies.append(money)
        return money

    def books(self, on: int, role: str, amount: Fraction, party: str = "") -> Entry:
        """An entry line; above zero a debit."""
        entry = Entry(on, role, amount, party)
        self.entries.append(entry)
        return entry

    def flow_of(self, line: Line) -> Flow:
        """The goods of a line."""
        return next(one for one in self.flows if one.line == line)

    # ── what the books must say ───────────────────────────────────────────────────────────────────────────

    def told(self, allowed_short: frozenset[str] = frozenset()) -> Books:
        """Everything from the beginning. ``allowed_short`` are the warehouses whose stock may be below zero (Q7)."""
        books = Books(costs=COSTS.get(self.method, Average)())
        if isinstance(books.costs, Shared):
            books.costs.standards = self.standards
        for entry in self.entries:
            books.accounts[entry.role, entry.party, month_of(entry.on)] += entry.amount
        held: dict[tuple[str, ...], Fraction] = defaultdict(Fraction)
        month = 0
        for one in sorted([*self.flows, *self.monies], key=lambda x: (x.on, x.seq)):
            if month_of(one.on) != month:
                self._end(books, month)
                month = month_of(one.on)
                self._begin_month(books, month)
            if isinstance(one, Money):
                self._adjust(books, one)
                continue
            self._move(books, one)
            self._value(books, one)
            books.short += _short(one, held, allowed_short)
        self._end(books, month)
        self._invoice(books)
        return books

    def _begin_month(self, books: Books, month: int) -> None:
        """C12, C14: what leaves in it is costed by all of it."""
        if isinstance(books.costs, Monthly | Shared):
            flows = [x for x in self.flows if month_of(x.on) == month]
            flows = [x for x in flows if self.pool(x.product, x.here) != self.pool(x.product, x.there)]
            books.costs.begin(flows, [one for one in self.monies if month_of(one.on) == month])

    def _end(self, books: Books, month: int) -> None:
        """C8, where stock is known at the end of a month only."""
        if isinstance(books.costs, Monthly):
            for amount in books.costs.end().values():
                books.accounts["merchandise", "", month] -= amount
                books.accounts["cogs", "", month] += amount

    def _invoice(self, books: Books) -> None:
        """T11: the invoiced share of what goods cost in the end leaves 发出商品 (C1); in which month is not told."""
        for line, taken in self.dispatched:
            cost = books.costs.lines[line]  # type: ignore[index]
            there, invoiced = cost.q - cost.back_q, taken["invoice"]
            share = r2((cost.v - cost.back_v) * invoiced / there) if invoiced else NONE
            books.accounts["cogs", "", 0] += share
            books.accounts["goods_dispatched", "", 0] -= share

    def _move(self, books: Books, flow: Flow) -> None:
        for spot, sign in ((flow.here, -1), (flow.there, 1)):
            if spot is None:
                continue
            books.hands[flow.product, spot] += sign * flow.goods
            if flow.count is not None:
                books.weights[flow.product, spot] += sign * flow.n
            for one in flow.pieces:
                books.pieces[one, spot.place] += sign

    def pool(self, product: str, spot: Spot | None) -> Key | None:
        """C2: one pool per product, or per product and warehouse, of 个别计价 for each lot (C13); consigned goods have
        their own; None: not ours.
        """
        if spot is None or spot.owner:
            return None
        lot = spot.lot if self.method == "SPECIFIC" else ""
        if spot.place == "consigned":
            return product, "consigned", lot
        return product, spot.place if self.scope == "WAREHOUSE" else "", lot

    def _adjust(self, books: Books, money: Money) -> None:
        key = self.pool(money.product, money.spot)
        before, varied = books.costs.cogs, self._begin(books.costs, money.product)
        if money.of is not None and money.kept is None:
            money.kept = books.costs.kept_of(key, money.of, money.n, money.amount)  # type: ignore[attr-defined]
        if money.kept is not None:
            books.costs.fix(key, money.kept, money.of)  # type: ignore[attr-defined]
            books.costs.cogs += money.amount - money.kept
        else:
            books.costs.adjust(key, money.amount)
        sold = books.costs.cogs - before
        varied = getattr(books.costs, "variance", NONE) - varied
        books.kept[money.line] = money.amount - sold
        month = month_of(money.on)
        books.accounts["merchandise", "", month] += money.amount - sold - varied
        books.accounts["cost_variance", "", month] += varied
        books.accounts["cogs", "", month] += sold

    def _begin(self, costs: Model, product: str) -> Fraction:
        """What is known of the product; gives the variance so far."""
        costs.reference_cost = self.reference.get(product)
        if isinstance(costs, Standard):
            costs.standard = self.standards[product]
            return costs.variance
        return NONE

    def _value(self, books: Books, flow: Flow) -> None:
        here, there = self.pool(flow.product, flow.here), self.pool(flow.product, flow.there)
        if here == there:
            return
        costs = books.costs
        varied = self._begin(costs, flow.product)
        touched = [key for key in (here, there) if key is not None]
        before = costs.cogs, {key: costs.pools[key].v for key in touched}
        self._change(costs, flow, here, there)
        books.worth[flow.line] = costs.lines[flow.line].v  # type: ignore[index]
        month, rest = month_of(flow.on), NONE
        for key in touched:
            gained = costs.pools[key].v - before[1][key]
            role = "consigned_out" if key[1] == "consigned" else "merchandise"
            books.accounts[role, "", month] += gained
            rest += gained
        sold = costs.cogs - before[0]
        varied = getattr(costs, "variance", NONE) - varied
        books.accounts["cogs", "", month] += sold
        books.accounts["cost_variance", "", month] += varied
        rest += sold + varied
        if flow.owed is not None:
            books.accounts["cogs", "", month] -= rest + flow.owed
            rest = -flow.owed
        if flow.how == "given":
            rest -= flow.more  # the rest of it stands with who is owed it
        if flow.tax is not None and flow.against is not None:
            rate, beside, sign = flow.tax
            tax = sign * (r2(books.worth[flow.line] * rate) + beside)
            books.accounts[flow.against[0], "", month] += tax
            books.accounts["vat_input_out", "", month] -= tax
        if flow.against is not None:
            role, party = flow.against
            books.accounts[role, party, month] -= rest

    def _change(self, costs: Model, flow: Flow, here: object, there: object) -> None:
        line, n, source = flow.line, flow.n, flow.source
        if here is not None and there is not None:
            costs.transfer(here, there, line, n, source if flow.how == "share" else 0)  # type: ignore[arg-type]
            if flow.undoes:
                costs._undo(flow.undoes, n, costs.lines[line].v)  # type: ignore[arg-type]
        elif here is not None:
            if flow.how == "share":
                costs.go_back(here, line, n, source, flow.undoes or 0)  # type: ignore[arg-type]
            elif flow.how == "agreed":
                costs.issue_at(here, line, n, flow.amount, source or 0)  # type: ignore[arg-type]
                costs.lines[source].back_q += n  # type: ignore[index]
                costs.lines[source].back_v += flow.amount  # type: ignore[index]
            elif flow.how == "none":
                costs.correct(here, line, n)  # type: ignore[attr-defined]
            else:
                costs.issue(here, line, n)  # type: ignore[arg-type]
        elif flow.how == "pool":
            if costs.receive_at_own_cost(there, line, n) is None:  # type: ignore[arg-type]
                raise AssertionError(
                    f"nobody knows what {flow.product} of {flow.line} cost, and yet it came in"
                )
        elif flow.how == "share":
            costs.come_back(there, line, n, source, flow.undoes or 0)  # type: ignore[arg-type]
        else:
            costs.receive(there, line, n, self._given(costs, flow))  # type: ignore[arg-type]

    @staticmethod
    def _given(costs: Model, flow: Flow) -> Fraction:
        if flow.made is None:
            return flow.amount + flow.more
        used, before, upto, whole, fee = flow.made
        total = sum((costs.lines[one].v for one in used), NONE) + fee  # type: ignore[index]
        return r2(total * upto / whole) - r2(total * before / whole)
