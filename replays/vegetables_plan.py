"""What the shop did each day, worked out of the files: pure, the same for the same files, whatever is posted.

The rules are told in ``replays.vegetables``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from replays.common import Refusal
from replays.vegetables_facts import HUNDRED, DailyRow, Facts, TillLine

GRAMS: Final = 1000
ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Goods:
    """So many kg of an item at so many yuan a kg."""

    code: str
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class Ticket:
    """One line of the till as a document of its own. ``number`` is unique in the set."""

    number: str
    goods: Goods


@dataclass(slots=True)
class Day:
    """One day of the shop. ``received`` by category code; ``lost`` in kg by item."""

    on: date
    received: dict[str, list[Goods]] = field(default_factory=dict)
    sold: list[Goods] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    returned: list[Ticket] = field(default_factory=list)
    lost: dict[str, Decimal] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """All days in order, and what the working out refused, replaced and had to assume."""

    days: list[Day] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    replaced: list[DailyRow] = field(default_factory=list)
    rows_posted: int = 0
    rows_later: int = 0
    notes: Counter[str] = field(default_factory=Counter)


def plan_of(facts: Facts, until: date | None = None) -> Plan:
    """Every day of the set up to ``until`` (included; None: to its end)."""
    till: dict[date, list[TillLine]] = defaultdict(list)
    daily: dict[date, list[DailyRow]] = defaultdict(list)
    for line in facts.till:
        till[line.on].append(line)
    for row in facts.daily:
        daily[row.on].append(row)
    planner = _Planner(facts, Plan())
    planner.plan.notes.update(facts.notes)
    for on in sorted({*till, *daily}):
        if until is not None and on > until:
            planner.plan.rows_later += len(till.get(on, [])) + len(daily.get(on, []))
            continue
        planner.add_day(on, till.get(on, []), daily.get(on, []))
    return planner.plan


def received_for(sold: Decimal, loss: Decimal) -> Decimal:
    """Kg that must come in for ``sold`` to be left after ``loss`` percent: sold / (1 − loss), up to grams."""
    grams = Fraction(sold) * GRAMS * 100 / Fraction(HUNDRED - loss)
    return Decimal(-(-grams.numerator // grams.denominator)).scaleb(-3)


def week_end(on: date) -> date:
    """The Sunday of the day's week, when the suppliers' invoices are dated and paid."""
    return on + timedelta(days=6 - on.weekday())


@dataclass(slots=True)
class _Planner:
    facts: Facts
    plan: Plan
    last_wholesale: dict[str, Decimal] = field(default_factory=dict)
    prices_by_day: dict[date, list[tuple[str, Decimal]]] = field(default_factory=dict)
    days_priced: list[date] = field(default_factory=list)
    bought: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for (on, code), price in self.facts.wholesale.items():
            self.prices_by_day.setdefault(on, []).append((code, price))
        self.days_priced = sorted(self.prices_by_day, reverse=True)

    def add_day(self, on: date, lines: list[TillLine], rows: list[DailyRow]) -> None:
        """Work out one day; days come in order."""
        self._learn_prices(on)
        day = Day(on)
        covered = {line.code for line in lines}
        self.plan.replaced.extend(row for row in rows if row.code in covered)
        kept = [row for row in rows if row.code not in covered]
        daily = {row.code: row for row in rows}
        sold: dict[str, Decimal] = defaultdict(lambda: ZERO)
        back: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for line in lines:
            (back if line.is_return else sold)[line.code] += line.quantity
        for row in kept:
            sold[row.code] += row.quantity
        wholesale = {code: self._wholesale(on, code, daily.get(code)) for code in sold}
        unpriced = {code for code, price in wholesale.items() if price is None}
        self._receive(day, {code: kg for code, kg in sold.items() if code not in unpriced}, wholesale, daily)
        for row in kept:
            if row.code in unpriced:
                self._refuse(row, "NO_WHOLESALE", "没有批发价格,无法入库")
            else:
                day.sold.append(Goods(row.code, row.quantity, row.price))
        self._ring_up(day, lines, unpriced)
        self.plan.rows_posted += len(day.sold) + len(day.tickets) + len(day.returned)
        if day.sold or day.tickets or day.returned:
            self.plan.days.append(day)
        for row in rows:
            if row.wholesale is not None:
                self.last_wholesale[row.code] = row.wholesale

    def _learn_prices(self, on: date) -> None:
        """Prices of earlier days are what is known of an item without a price today."""
        while self.days_priced and self.days_priced[-1] < on:
            self.last_wholesale.update(self.prices_by_day.pop(self.days_priced.pop()))

    def _wholesale(self, on: date, code: str, row: DailyRow | None) -> Decimal | None:
        said = row.wholesale if row is not None else None
        price = said if said is not None else self.facts.wholesale.get((on, code))
        if price is None:
            price = self.last_wholesale.get(code)
            if price is not None:
                self.plan.notes["EARLIER_WHOLESALE"] += 1
        return price

    def _loss(self, code: str, row: DailyRow | None) -> Decimal:
        facts = self.facts
        if row is not None and row.loss is not None:
            return row.loss
        if code in facts.losses:
            return facts.losses[code]
        item = facts.items[code]
        for name in (item.category_code, item.category):
            if name in facts.category_losses:
                self.plan.notes["CATEGORY_LOSS_RATE"] += 1
                return facts.category_losses[name]
        self.plan.notes["NO_LOSS_RATE"] += 1
        return ZERO

    def _receive(
        self,
        day: Day,
        sold: dict[str, Decimal],
        wholesale: dict[str, Decimal | None],
        daily: dict[str, DailyRow],
    ) -> None:
        """What comes in for what is sold, and what of it is left over."""
        for code in sorted(sold):
            price = wholesale[code]
            if price is None:
                raise AssertionError("only priced items are received")
            quantity = received_for(sold[code], self._loss(code, daily.get(code)))
            day.received.setdefault(self.facts.items[code].category_code, []).append(
                Goods(code, quantity, price)
            )
            if quantity > sold[code]:
                day.lost[code] = quantity - sold[code]
            self.bought.add(code)

    def _ring_up(self, day: Day, lines: list[TillLine], unpriced: set[str]) -> None:
        """Each line of the till as a ticket of its own, numbered by its moment and item."""
        numbers: Counter[str] = Counter()
        for line in sorted(
            lines, key=lambda one: (one.time, one.code, one.quantity, one.price, one.is_return)
        ):
            if line.code in unpriced:
                self._refuse(line, "NO_WHOLESALE", "没有批发价格,无法入库")
                continue
            if line.is_return and line.code not in self.bought:
                self._refuse(line, "RETURN_UNSOLD", "退货的商品此前从未进货,没有成本")
                continue
            number = f"{day.on}:{line.time}:{line.code}"
            numbers[number] += 1
            if numbers[number] > 1:
                number = f"{number}:{numbers[number]}"
            ticket = Ticket(number, Goods(line.code, line.quantity, line.price))
            (day.returned if line.is_return else day.tickets).append(ticket)
            if line.is_return:
                day.lost[line.code] = day.lost.get(line.code, ZERO) + line.quantity

    def _refuse(self, row: DailyRow | TillLine, reason: str, text: str) -> None:
        raw = f"{row.on},{row.code},{row.quantity},{row.price}"
        self.plan.refused.append(Refusal(row.file, row.row, reason, text, raw))
