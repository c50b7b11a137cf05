"""What the books must say after any history of documents, from the rulebook alone (domain.md §1.7, §1.8, C1–C17, T2–T11).

A ``Notebook`` is told what each document says: which goods go from where to where and how they are valued, and what is
booked beside them. It remembers nothing else. ``told()`` works everything out from the beginning in the order of G6,
(business date, order of posting), so there is no back-dating, no recasting and no cache that could be wrong.

Shares no code with the engine. Quantities and amounts are fractions; debit is above zero, credit below.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from tests.costing.second_model import Model, r2
from tests.histories.answer import Books, short_of
from tests.histories.costs import Average, Queue, Standard
from tests.histories.flows import NONE, Entry, Flow, Key, Line, Money, Spot, by_piece, month_of
from tests.histories.monthly import Monthly
from tests.histories.variances import Shared

COSTS: dict[str, type[Model]] = {
    "FIFO": Queue,
    "STANDARD": Standard,
    "STANDARD_SHARED": Shared,  # its months are costed
    "MONTHLY_AVERAGE": Monthly,
}
#: Places of goods of ours that lie with others, which have pools and an account of their own (D-CSO, D-OSI).
AWAY = {"consigned": "consigned_out", "outsourced": "outsourced_material"}


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
        self._standards = self.standards  # as the model goes from day to day
        #: C14: from which day on what product costs what by standard, in the order they were told.
        self.restandards: list[tuple[int, str, Fraction]] = []
        self.flows: list[Flow] = []
        self.monies: list[Money] = []
        self.entries: list[Entry] = []
        #: T11 ON_INVOICE: lines that lie in 发出商品, and what was taken of them, "invoice" among it.
        self.dispatched: list[tuple[Line, dict[str, Fraction]]] = []
        #: D-POSD: lines of tickets (1) and refunds (-1), and what was taken of them, "closed" among it.
        self.rung: list[tuple[Line, dict[str, Fraction], int]] = []
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

    def there(self, product: str, place: str, lot: str = "") -> Fraction:
        """How many sound pieces of ours lie in a warehouse itself by now."""
        spot, found = Spot(place, lot=lot), NONE
        for flow in self.flows:
            if flow.product == product:
                found += flow.goods * ((flow.there == spot) - (flow.here == spot))
        return found

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
        month, coming = 0, sorted(self.restandards, key=lambda x: x[0])
        self._standards = dict(self.standards)
        for one in sorted([*self.flows, *self.monies], key=lambda x: (x.on, x.seq)):
            while coming and coming[0][0] <= one.on:
                self._restandard(books, *coming.pop(0))
            if month_of(one.on) != month:
                self._end(books, month)
                month = month_of(one.on)
                self._begin_month(books, month)
            if isinstance(one, Money):
                self._adjust(books, one)
                continue
            self._move(books, one)
            self._value(books, one)
            books.short += short_of(one, held, allowed_short)
        self._end(books, month)
        for on, product, cost in coming:
            self._restandard(books, on, product, cost)
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

    def _restandard(self, books: Books, on: int, product: str, cost: Fraction) -> None:
        """C14: stock is worth its standard, from before anything else on that day; 1404 has what that changes."""
        self._standards[product] = cost
        for key, pool in books.costs.pools.items():
            if key[0] == product:  # type: ignore[index]
                more = r2(pool.q * cost) - pool.v
                pool.v += more
                books.accounts[AWAY.get(key[1], "merchandise"), "", month_of(on)] += more  # type: ignore[index]
                books.accounts["cost_variance", "", month_of(on)] -= more

    def _invoice(self, books: Books) -> None:
        """T11: the invoiced share of what goods cost in the end leaves 发出商品 (C1); in which month is not told."""
        for line, taken in self.dispatched:
            cost = books.costs.lines[line]  # type: ignore[index]
            there, invoiced = cost.q - cost.back_q, taken["invoice"]
            share = r2((cost.v - cost.back_v) * invoiced / there) if invoiced else NONE
            books.accounts["cogs", "", 0] += share
            books.accounts["goods_dispatched", "", 0] -= share
        for line, taken, sign in self.rung:  # D-POSD: all of it, once its day is closed
            share = sign * books.costs.lines[line].v if taken["closed"] else NONE  # type: ignore[index]
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

    def pool(self, product: str, spot: Spot | None, piece: str = "") -> Key | None:
        """C2: one pool per product, or per product and warehouse, of 个别计价 for each lot or piece (C13); goods with
        agents and with processors have their own; None: not ours.
        """
        if spot is None or spot.owner:
            return None
        lot = piece or spot.lot if self.method == "SPECIFIC" else ""
        if spot.place in AWAY:
            return product, spot.place, lot
        return product, spot.place if self.scope == "WAREHOUSE" else "", lot

    def _adjust(self, books: Books, money: Money) -> None:
        key = self.pool(money.product, money.spot, money.piece)
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
            costs.standard = self._standards[product]
            return costs.variance
        return NONE

    def _value(self, books: Books, flow: Flow) -> None:
        if self.pool(flow.product, flow.here) == self.pool(flow.product, flow.there):
            return
        costs = books.costs
        varied = self._begin(costs, flow.product)
        before, rest, month = costs.cogs, NONE, month_of(flow.on)
        for one in by_piece(flow) if self.method == "SPECIFIC" and flow.pieces else [flow]:
            ends = (self.pool(one.product, spot, "".join(one.pieces)) for spot in (one.here, one.there))
            here, there = ends
            touched = {key: costs.pools[key].v for key in (here, there) if key is not None}
            self._change(costs, one, here, there)
            if one is not flow:
                _count_along(costs, flow, one)
            for key, was in touched.items():
                gained = costs.pools[key].v - was
                books.accounts[AWAY.get(key[1], "merchandise"), "", month] += gained
                rest += gained
        books.worth[flow.line] = costs.lines[flow.line].v  # type: ignore[index]
        sold = costs.cogs - before
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
            if flow.part is not None:
                taken = costs.lines[source]  # type: ignore[index]
                first, upto = flow.part
                amount = r2(taken.v * upto) - r2(taken.v * first)
                costs.issue_at(here, line, n, amount, source or 0)  # type: ignore[arg-type]
                taken.back_q, taken.back_v = taken.back_q + n, taken.back_v + amount
            elif flow.how == "share":
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
        return r2(total * upto / whole) - r2(total * before / whole) + flow.more


def _count_along(costs: Model, flow: Flow, one: Flow) -> None:
    """The line as a whole, beside each of its pieces; so with what it is a share of."""
    part, whole = costs.lines[one.line], costs.lines[flow.line]  # type: ignore[index]
    whole.q, whole.v = whole.q + part.q, whole.v + part.v
    if flow.how in ("share", "agreed") and flow.source is not None:
        source = costs.lines[flow.source]  # type: ignore[index]
        source.back_q, source.back_v = source.back_q + part.q, source.back_v + part.v
    if flow.undoes is not None:
        undone = costs.lines[flow.undoes]  # type: ignore[index]
        undone.back_q, undone.back_v = undone.back_q - part.q, undone.back_v - part.v
