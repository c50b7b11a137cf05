"""Lots: when goods expire, how near that is, which lots an issue takes, and which it may not (B4, B5, B6).

Pure: today is given. Picking order and costing method know nothing of each other (B4).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

ZERO: Final = Decimal(0)
#: Goods that keep no longer than this are watched by the hour (B5).
SHORT_LIFE_HOURS: Final = 72
_DAY_HOURS: Final = 24


class LifeUnit(StrEnum):
    """In what a shelf life is counted."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Alert(StrEnum):
    """How near a lot is to its end, the worst first; "" is not near."""

    EXPIRED = "expired"
    RED = "red"
    YELLOW = "yellow"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Life:
    """保质期 of a product."""

    length: int
    unit: LifeUnit

    @property
    def hours(self) -> int:
        """As hours, for telling a short life; a month counts 30 days, a year 365."""
        days = {LifeUnit.HOUR: 0, LifeUnit.DAY: 1, LifeUnit.MONTH: 30, LifeUnit.YEAR: 365}[self.unit]
        return self.length if self.unit is LifeUnit.HOUR else self.length * days * _DAY_HOURS

    @property
    def is_short(self) -> bool:
        """Whether it is watched by the hour (B5: up to 72 h)."""
        return self.hours <= SHORT_LIFE_HOURS


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days left at which a lot turns yellow and red."""

    yellow_days: int = 7
    red_days: int = 3


@dataclass(frozen=True, slots=True)
class LotStock:
    """What there is of one lot in one status. ``received`` orders receipts; later ones are greater."""

    lot_id: int
    lot_no: str
    quantity: Decimal
    status: str = "available"
    produced_on: date | None = None
    expires_on: date | None = None
    received: int = 0
    is_recalled: bool = False


@dataclass(frozen=True, slots=True)
class Demands:
    """What a customer asks of the life left (B4): days at least, or a part of the whole life."""

    days: int = 0
    ratio: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Pick:
    """``quantity`` of a lot is taken."""

    lot: LotStock
    quantity: Decimal


NO_DEMANDS: Final = Demands()


def expires_after(produced_on: date, life: Life) -> date:
    """到期日 (B5): months and years by the calendar, a day that is not there becomes the month's last.

    A life in hours ends with the day that holds its last hour.
    """
    if life.unit is LifeUnit.HOUR:
        return produced_on + timedelta(days=-(-life.length // _DAY_HOURS))
    if life.unit is LifeUnit.DAY:
        return produced_on + timedelta(days=life.length)
    months = life.length * (12 if life.unit is LifeUnit.YEAR else 1)
    return _months_after(produced_on, months)


def produced_before(expires_on: date, life: Life) -> date:
    """The production date that goes with an expiry date where only that is on the goods."""
    if life.unit is LifeUnit.HOUR:
        return expires_on - timedelta(days=-(-life.length // _DAY_HOURS))
    if life.unit is LifeUnit.DAY:
        return expires_on - timedelta(days=life.length)
    return _months_after(expires_on, -life.length * (12 if life.unit is LifeUnit.YEAR else 1))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_left(expires_on: date, today: date) -> int:
    """剩余天数: 0 on the day itself, when it may still be sold; below zero it is expired."""
    return (expires_on - today).days


def life_left(produced_on: date | None, expires_on: date, today: date, life: Life | None) -> Fraction | None:
    """剩余比例 of the whole life, 0 to 1; None where the whole is not known."""
    if produced_on is None and life is not None:
        produced_on = produced_before(expires_on, life)
    if produced_on is None or produced_on >= expires_on:
        return None
    left = Fraction((expires_on - today).days, (expires_on - produced_on).days)
    return min(max(left, Fraction(0)), Fraction(1))


def alert_of(expires_on: date | None, today: date, thresholds: Thresholds, life: Life | None = None) -> Alert:
    """红黄 (B5). What keeps up to 72 hours goes by its own life: yellow in the last half, red in the last quarter,
    since 3 and 7 days would make it red when it is made.
    """
    if expires_on is None:
        return Alert.NONE
    left = days_left(expires_on, today)
    if left < 0:
        return Alert.EXPIRED
    if life is not None and life.is_short:
        hours = left * _DAY_HOURS
        return (
            Alert.RED if hours * 4 <= life.hours else Alert.YELLOW if hours * 2 <= life.hours else Alert.NONE
        )
    return (
        Alert.RED
        if left <= thresholds.red_days
        else Alert.YELLOW
        if left <= thresholds.yellow_days
        else Alert.NONE
    )


def is_fresh_enough(
    produced_on: date | None, expires_on: date | None, today: date, life: Life | None, least: Fraction
) -> bool:
    """入库拒收阈 (B5): whether at least ``least`` of the whole life is left. What never expires is fresh."""
    if not least or expires_on is None:
        return True
    left = life_left(produced_on, expires_on, today, life)
    return left is None or left >= least


def why_not(lot: LotStock, today: date, demands: Demands = NO_DEMANDS, life: Life | None = None) -> str:
    """Why a lot may not be issued: recalled, expired, frozen (any status but available), too_short; "" when it may."""
    if lot.is_recalled:
        return "recalled"
    if lot.expires_on is not None and days_left(lot.expires_on, today) < 0:
        return "expired"
    if lot.status != "available":
        return "frozen"
    if lot.expires_on is None:
        return ""
    if days_left(lot.expires_on, today) < demands.days:
        return "too_short"
    left = life_left(lot.produced_on, lot.expires_on, today, life) if demands.ratio else None
    return "too_short" if left is not None and left < demands.ratio else ""


def fefo_key(lot: LotStock) -> tuple[date, date, int, str]:
    """先到期先出: expiry, production, receipt, number; what has no date comes last (B4)."""
    return (lot.expires_on or date.max, lot.produced_on or date.max, lot.received, lot.lot_no)


def fifo_key(lot: LotStock) -> tuple[int, str]:
    """先进先出 of picking: by receipt."""
    return (lot.received, lot.lot_no)


def propose(
    lots: Iterable[LotStock],
    need: Decimal,
    today: date,
    demands: Demands = NO_DEMANDS,
    life: Life | None = None,
    *,
    by_receipt: bool = False,
) -> list[Pick]:
    """Lots taken one after another until ``need`` is met or nothing is left (B4)."""
    allowed = [lot for lot in lots if lot.quantity > 0 and not why_not(lot, today, demands, life)]
    allowed.sort(key=fifo_key if by_receipt else fefo_key)
    return take(allowed, need)


def take(lots: Sequence[LotStock], need: Decimal) -> list[Pick]:
    """``need`` from these lots in their order; less when they hold less."""
    picks: list[Pick] = []
    for lot in lots:
        if need <= 0:
            break
        quantity = min(lot.quantity, need)
        picks.append(Pick(lot, quantity))
        need -= quantity
    return picks


# Catch weight (B2) ------------------------------------------------------------------------------------

#: How far what was weighed may be from what the pieces should weigh, where the product says nothing else.
WEIGHT_TOLERANCE: Final = Decimal("0.10")


def is_weight_plausible(
    weight: Decimal, pieces: Decimal, standard: Decimal | None, tolerance: Decimal | None
) -> bool:
    """Whether abs(weighed - pieces x standard) / (pieces x standard) is within the tolerance (B2)."""
    expected = pieces * standard if standard else ZERO
    if not expected:
        return True
    return abs(weight - expected) <= expected * (WEIGHT_TOLERANCE if tolerance is None else tolerance)
