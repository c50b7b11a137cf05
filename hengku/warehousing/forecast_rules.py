"""What a store will sell and should ask for (D-SREQ). Pure: no database, no clock.

预测 v1: the last four days of the same weekday, weighed .4 .3 .2 .1 from the latest, × the factor of the holiday × that
of the weather. 建议量 = forecast of a day × days to cover + safety stock − available − on the way, in whole packages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hengku.kit.numbers import ZERO, divide, multiply, quantize

WEIGHTS: Final = (Decimal("0.4"), Decimal("0.3"), Decimal("0.2"), Decimal("0.1"))
WEEK: Final = timedelta(days=7)
#: Days looked at: four weeks before the latest day that is over.
LOOK: Final = 28
#: Standard deviations kept in reserve, as R-11.
SERVICE: Final = Decimal("1.65")
PLACES: Final = 4
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Factor:
    """A row of the tables the user keeps; weather has no ``first`` and ``last``. ``rate`` > 0, 1.2 = a fifth more."""

    kind: str
    name: str
    rate: Decimal
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Forecast:
    """``days``: the same weekdays that count, the latest first, with what was sold net of returns; ``daily`` is rounded
    to 4 places. ``is_short``: the store has sold the product for less than four of them.
    """

    days: tuple[tuple[date, Decimal], ...]
    base: Decimal
    holiday: Factor | None
    weather: Factor | None
    daily: Decimal

    @property
    def is_short(self) -> bool:
        """Whether fewer than four weekdays were there to weigh."""
        return len(self.days) < len(WEIGHTS)


@dataclass(frozen=True, slots=True)
class Stand:
    """What the store has: ``available`` (Q2, may be below zero), ``coming`` by transfer and by order straight from a
    supplier, and ``asked``: approved requisitions of which nothing was sent yet. All in base units.
    """

    available: Decimal = ZERO
    in_transit: Decimal = ZERO
    on_order: Decimal = ZERO
    asked: Decimal = ZERO

    @property
    def coming(self) -> Decimal:
        """在途: all that comes without being asked for again."""
        return self.in_transit + self.on_order + self.asked


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to ask for: ``wanted`` ≥ 0 and ``suggested`` in base units, before and after ``packages`` were filled."""

    forecast: Forecast
    cover: Decimal
    safety: Decimal
    stand: Stand
    wanted: Decimal
    packages: Decimal
    suggested: Decimal


def same_weekdays(needed_on: date, today: date) -> tuple[date, ...]:
    """The four days of the weekday of ``needed_on`` that are over, the latest first."""
    latest = needed_on - WEEK
    while latest >= today:
        latest -= WEEK
    return tuple(latest - WEEK * n for n in range(len(WEIGHTS)))


def holiday_of(on: date, factors: Sequence[Factor]) -> Factor | None:
    """The holiday of that day; of several the one that is shortest: a feast within a season."""
    found = [
        one
        for one in factors
        if one.kind == "holiday" and one.first and one.last and one.first <= on <= one.last
    ]
    return min(found, key=lambda one: ((one.last or on) - (one.first or on), one.name), default=None)


def forecast(
    sold: Mapping[date, Decimal],
    needed_on: date,
    today: date,
    *,
    since: date | None,
    holiday: Factor | None = None,
    weather: Factor | None = None,
) -> Forecast:
    """预测日销 of ``needed_on``, ≥ 0. ``since`` is the first day the store sold the product, None for never: days before
    it say nothing, and the weights of those that are left are taken as their whole.
    """
    days = tuple(
        (day, sold.get(day, ZERO)) for day in same_weekdays(needed_on, today) if since and day >= since
    )
    weights = WEIGHTS[: len(days)]
    whole = sum(
        (multiply(weight, quantity) for weight, (_, quantity) in zip(weights, days, strict=True)), ZERO
    )
    base = max(divide(whole, sum(weights, ZERO)), ZERO) if days else ZERO
    rate = multiply(holiday.rate if holiday else ONE, weather.rate if weather else ONE)
    return Forecast(days, quantize(base, PLACES), holiday, weather, quantize(multiply(base, rate), PLACES))


def safety_stock(sold: Mapping[date, Decimal], today: date, *, since: date | None, lead_days: int) -> Decimal:
    """1.65 × σ of a day × √days until the goods are there (R-11), 2 places; over the days on sale of the last four
    weeks, those without sales counted as 0. 0 where fewer than two days are known.
    """
    first = max(today - timedelta(days=LOOK), since) if since else today
    count = (today - first).days
    if count < 2:
        return Decimal("0.00")
    known = [sold.get(first + timedelta(days=n), ZERO) for n in range(count)]
    mean = divide(sum(known, ZERO), Decimal(count))
    spread = sum((multiply(one - mean, one - mean) for one in known), ZERO)
    deviation = quantize(divide(spread, Decimal(count)).sqrt(), PLACES)
    return quantize(multiply(multiply(SERVICE, deviation), Decimal(max(lead_days, 1)).sqrt()), 2)


def propose(
    one: Forecast, stand: Stand, *, cover_days: int, safety: Decimal, size: Decimal, is_packed: bool = True
) -> Proposal:
    """建议量 in whole packages of ``size`` > 0 base units, never below zero. Goods without a package are rounded up to
    ``size``, the finest their unit knows, and counted in base units.
    """
    cover = quantize(multiply(one.daily, Decimal(cover_days)), PLACES)
    wanted = max(cover + safety - stand.available - stand.coming, ZERO)
    packages = divide(wanted, size).to_integral_value(rounding="ROUND_CEILING")
    suggested = packages * size
    return Proposal(one, cover, safety, stand, wanted, packages if is_packed else suggested, suggested)


@dataclass(frozen=True, slots=True)
class Wish:
    """A line that a store asked for and what of it is still to be sent, in base units ≥ 0."""

    line_id: int
    left: Decimal


def share_out(wishes: Sequence[Wish], here: Decimal, step: Decimal) -> dict[int, Decimal]:
    """Give ``here`` out over the wishes: all of them where it is enough, else by their share in whole ``step``, what is
    left over to the greatest remainders. Never more than is there, nor than was wished.
    """
    whole = sum((wish.left for wish in wishes), ZERO)
    if whole <= here:
        return {wish.line_id: wish.left for wish in wishes}
    there = max(here, ZERO)
    given: dict[int, Decimal] = {}
    rests: list[tuple[Decimal, int, Wish]] = []
    for number, wish in enumerate(wishes):
        exact = divide(multiply(there, wish.left), whole)
        steps = divide(exact, step).to_integral_value(rounding="ROUND_FLOOR")
        given[wish.line_id] = steps * step
        rests.append((given[wish.line_id] - exact, number, wish))
    left = there - sum(given.values(), ZERO)
    for _, _, wish in sorted(rests, key=lambda rest: rest[:2]):
        if left < step:
            break
        if given[wish.line_id] + step <= wish.left:
            given[wish.line_id] += step
            left -= step
    return given
