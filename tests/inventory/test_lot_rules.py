"""Lots: FEFO, expiry, alerts, catch weight (B2, B4, B5), as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from hengku.inventory.lot_rules import (
    Alert,
    Demands,
    Life,
    LifeUnit,
    LotStock,
    Thresholds,
    alert_of,
    days_left,
    expires_after,
    is_fresh_enough,
    is_weight_plausible,
    life_left,
    produced_before,
    propose,
    why_not,
)

D = Decimal
TODAY = date(2026, 3, 1)
DAY, MONTH, YEAR, HOUR = LifeUnit.DAY, LifeUnit.MONTH, LifeUnit.YEAR, LifeUnit.HOUR


def on(text: str) -> date:
    return date.fromisoformat(text)


def lot(lot_no: str, quantity: str, expires: str = "", produced: str = "", **more: object) -> LotStock:
    return LotStock(
        lot_id=0,
        lot_no=lot_no,
        quantity=D(quantity),
        expires_on=on(expires) if expires else None,
        produced_on=on(produced) if produced else None,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("produced", "length", "unit", "expires"),
    [
        ("2026-01-05", 30, DAY, "2026-02-04"),
        # the month has no such day: its last (B5)
        ("2026-01-31", 1, MONTH, "2026-02-28"),
        ("2024-01-31", 1, MONTH, "2024-02-29"),
        ("2026-08-31", 1, MONTH, "2026-09-30"),
        ("2026-11-30", 3, MONTH, "2027-02-28"),
        ("2026-12-31", 12, MONTH, "2027-12-31"),
        ("2024-02-29", 1, YEAR, "2025-02-28"),
        ("2024-02-29", 4, YEAR, "2028-02-29"),
        ("2026-03-01", 48, HOUR, "2026-03-03"),
        ("2026-03-01", 30, HOUR, "2026-03-03"),
    ],
)
def test_expires_after(produced: str, length: int, unit: LifeUnit, expires: str) -> None:
    assert expires_after(on(produced), Life(length, unit)) == on(expires)


@pytest.mark.parametrize(
    ("expires", "length", "unit", "produced"),
    [
        ("2026-02-04", 30, DAY, "2026-01-05"),
        ("2026-03-31", 1, MONTH, "2026-02-28"),
        ("2026-06-30", 2, YEAR, "2024-06-30"),
    ],
)
def test_produced_before(expires: str, length: int, unit: LifeUnit, produced: str) -> None:
    assert produced_before(on(expires), Life(length, unit)) == on(produced)


@pytest.mark.parametrize(
    ("expires", "left", "alert"),
    [
        ("2026-02-28", -1, Alert.EXPIRED),
        ("2026-03-01", 0, Alert.RED),  # on the day itself it may be sold
        ("2026-03-04", 3, Alert.RED),
        ("2026-03-05", 4, Alert.YELLOW),
        ("2026-03-08", 7, Alert.YELLOW),
        ("2026-03-09", 8, Alert.NONE),
    ],
)
def test_days_left_and_alert(expires: str, left: int, alert: Alert) -> None:
    assert days_left(on(expires), TODAY) == left
    assert alert_of(on(expires), TODAY, Thresholds()) == alert


def test_alert_follows_the_thresholds_given() -> None:
    assert alert_of(on("2026-03-20"), TODAY, Thresholds(30, 10)) == Alert.YELLOW
    assert alert_of(on("2026-03-11"), TODAY, Thresholds(30, 10)) == Alert.RED
    assert alert_of(None, TODAY, Thresholds(30, 10)) == Alert.NONE


@pytest.mark.parametrize(
    ("expires", "alert"),
    [
        ("2026-03-04", Alert.NONE),
        ("2026-03-02", Alert.YELLOW),
        ("2026-03-01", Alert.RED),
        ("2026-02-28", Alert.EXPIRED),
    ],
)
def test_a_short_life_is_watched_by_the_hour(expires: str, alert: Alert) -> None:
    assert alert_of(on(expires), TODAY, Thresholds(), Life(72, HOUR)) == alert


class TestWhatIsLeft:
    def test_is_a_part_of_the_whole(self) -> None:
        assert life_left(on("2026-02-01"), on("2026-03-31"), TODAY, None) == Fraction(30, 58)
        assert life_left(None, on("2026-03-31"), TODAY, Life(60, DAY)) == Fraction(1, 2)

    def test_is_unknown_without_a_beginning(self) -> None:
        assert life_left(None, on("2026-03-31"), TODAY, None) is None

    def test_decides_whether_goods_are_taken_in(self) -> None:
        third = Fraction(1, 3)
        assert is_fresh_enough(
            on("2026-01-30"), on("2026-03-16"), TODAY, None, third
        )  # 15 of 45: exactly a third
        assert not is_fresh_enough(on("2026-01-29"), on("2026-03-15"), TODAY, None, third)
        assert is_fresh_enough(None, None, TODAY, None, third)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (lot("A", "1", "2026-03-01"), ""),
        (lot("A", "1"), ""),
        (lot("A", "1", "2026-02-28"), "expired"),
        (lot("A", "1", "2026-02-28", is_recalled=True), "recalled"),
        (lot("A", "1", "2026-05-01", status="frozen"), "frozen"),
        (lot("A", "1", "2026-05-01", status="qc_hold"), "frozen"),
    ],
)
def test_why_a_lot_may_not_go(one: LotStock, reason: str) -> None:
    assert why_not(one, TODAY) == reason


def test_a_customer_may_ask_for_days_or_a_part() -> None:
    one = lot("A", "1", "2026-03-11", "2026-02-09")  # 10 of 30 days left
    assert why_not(one, TODAY, Demands(days=10)) == ""
    assert why_not(one, TODAY, Demands(days=11)) == "too_short"
    assert why_not(one, TODAY, Demands(ratio=Fraction(1, 3))) == ""
    assert why_not(one, TODAY, Demands(ratio=Fraction(2, 3))) == "too_short"


class TestPropose:
    def test_takes_the_first_to_expire_then_the_older(self) -> None:
        """FE-01."""
        lots = [
            lot("B1", "5", "2026-03-05"),
            lot("B2", "6", "2026-03-20", "2025-12-01"),
            lot("B3", "9", "2026-03-18", status="frozen"),
            lot("B4", "10", "2026-03-20", "2025-11-20"),
            lot("B5", "3", "2026-02-28"),
        ]
        picks = propose(lots, D(12), TODAY, Demands(days=10))
        assert [(pick.lot.lot_no, pick.quantity) for pick in picks] == [("B4", D(10)), ("B2", D(2))]

    def test_what_has_no_expiry_goes_last(self) -> None:
        picks = propose([lot("A", "1"), lot("B", "1", "2030-01-01")], D(2), TODAY)
        assert [pick.lot.lot_no for pick in picks] == ["B", "A"]

    def test_ties_go_by_receipt_then_number(self) -> None:
        same = "2026-06-01"
        lots = [
            lot("C", "1", same, received=2),
            lot("B", "1", same, received=1),
            lot("A", "1", same, received=2),
        ]
        assert [pick.lot.lot_no for pick in propose(lots, D(3), TODAY)] == ["B", "A", "C"]

    def test_gives_what_there_is_when_that_is_less(self) -> None:
        picks = propose([lot("A", "2", "2026-06-01")], D(5), TODAY)
        assert [(pick.lot.lot_no, pick.quantity) for pick in picks] == [("A", D(2))]

    def test_by_receipt_ignores_expiry(self) -> None:
        lots = [lot("A", "1", "2026-06-01", received=2), lot("B", "1", "2026-09-01", received=1)]
        assert [pick.lot.lot_no for pick in propose(lots, D(1), TODAY, by_receipt=True)] == ["B"]


@pytest.mark.parametrize(
    ("weight", "pieces", "standard", "tolerance", "is_plausible"),
    [
        ("11.0", "10", "1", None, True),  # exactly ten per cent
        ("11.001", "10", "1", None, False),
        ("8.9", "10", "1", None, False),
        ("10.2", "10", "1", "0.02", True),
        ("10.201", "10", "1", "0.02", False),
        ("5", "0", "1", None, True),  # what is left of no piece is an adjustment, not a doubt
        ("5", "3", None, None, True),
    ],
)
def test_catch_weight(
    weight: str, pieces: str, standard: str | None, tolerance: str | None, is_plausible: bool
) -> None:
    said = is_weight_plausible(
        D(weight), D(pieces), D(standard) if standard else None, D(tolerance) if tolerance else None
    )
    assert said is is_plausible
