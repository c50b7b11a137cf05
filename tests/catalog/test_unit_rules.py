"""Units: exact conversion, display and price (domain.md B1)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengku.catalog.unit_rules import (
    UnitFraction,
    display_quantity,
    from_base,
    price_per_base,
    split_units,
)
from hengku.kit.numbers import D

BOTTLE = UnitFraction("瓶", 1)
CRATE = UnitFraction("箱", 12)
PALLET = UnitFraction("托", 480)
KG = UnitFraction("kg", 1, precision=3)
GRAM = UnitFraction("g", 1, 1000)
ROLL = UnitFraction("卷", 5, 2, precision=2)  # 2.5 kg
THIRD = UnitFraction("份", 1, 3)


class TestFromBase:
    @pytest.mark.parametrize(
        ("quantity", "unit", "expected"),
        [
            ("36", CRATE, "3"),
            ("41", CRATE, None),
            ("1", GRAM, "1000"),
            ("0.0005", GRAM, None),
            ("2", ROLL, "0.80"),
        ],
    )
    def test_is_exact_or_nothing(self, quantity: str, unit: UnitFraction, expected: str | None) -> None:
        result = from_base(D(quantity), unit)
        assert (None if result is None else str(result)) == expected


class TestDisplay:
    @pytest.mark.parametrize(
        ("quantity", "units", "base", "expected"),
        [
            ("41", [CRATE], BOTTLE, "3箱5瓶"),
            ("36", [CRATE], BOTTLE, "3箱"),
            ("5", [CRATE], BOTTLE, "5瓶"),
            ("0", [CRATE], BOTTLE, "0瓶"),
            ("-41", [CRATE], BOTTLE, "-3箱5瓶"),
            ("533", [CRATE, PALLET], BOTTLE, "1托4箱5瓶"),
            ("485", [PALLET, CRATE], BOTTLE, "1托5瓶"),
            ("41.000000", [CRATE], BOTTLE, "3箱5瓶"),
            ("41", [], BOTTLE, "41瓶"),
            # a base unit with decimals takes the rest; smaller units than the base are not shown
            ("6.250", [ROLL, GRAM], KG, "2卷1.25kg"),
            # 10/3 of the base leaves a rest that the base cannot say: passed over
            ("4", [UnitFraction("串", 10, 3)], BOTTLE, "4瓶"),
            ("10", [UnitFraction("串", 10, 3)], BOTTLE, "3串"),
        ],
    )
    def test_text(self, quantity: str, units: list[UnitFraction], base: UnitFraction, expected: str) -> None:
        assert display_quantity(D(quantity), units, base) == expected

    @given(quantity=st.integers(-(10**9), 10**9))
    def test_parts_add_up(self, quantity: int) -> None:
        sizes = {"托": 480, "箱": 12, "瓶": 1}
        parts = split_units(Decimal(quantity), [CRATE, PALLET], BOTTLE)
        assert sum(count * sizes[name] for count, name in parts) == quantity
        assert all(count * quantity >= 0 for count, _ in parts)


class TestPrice:
    @pytest.mark.parametrize(
        ("price", "unit", "expected"),
        [("40", CRATE, "3.33333333"), ("60", CRATE, "5.00000000"), ("0.005", GRAM, "5.00000000")],
    )
    def test_per_base_unit(self, price: str, unit: UnitFraction, expected: str) -> None:
        assert str(price_per_base(D(price), unit)) == expected
