"""Units: exact conversion, display and price (domain.md B1)."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengku.catalog.unit_rules import (
    ConversionNotExact,
    QuantityTooFine,
    UnitFraction,
    display_quantity,
    from_base,
    price_per_base,
    split_units,
    to_base,
)
from hengku.kit.numbers import D

BOTTLE = UnitFraction("瓶", 1)
CRATE = UnitFraction("箱", 12)
PALLET = UnitFraction("托", 480)
KG = UnitFraction("kg", 1, precision=3)
GRAM = UnitFraction("g", 1, 1000)
ROLL = UnitFraction("卷", 5, 2, precision=2)  # 2.5 kg
THIRD = UnitFraction("份", 1, 3)
FISH = UnitFraction("条", 1, 3, is_fixed=False)


class TestToBase:
    @pytest.mark.parametrize(
        ("quantity", "unit", "base", "expected"),
        [
            ("3", CRATE, BOTTLE, "36"),
            ("5", BOTTLE, BOTTLE, "5"),
            ("-3", CRATE, BOTTLE, "-36"),
            ("0", CRATE, BOTTLE, "0"),
            ("1250", GRAM, KG, "1.250"),
            ("2.5", ROLL, KG, "6.250"),
            # a third is exact when there are three
            ("3", THIRD, KG, "1.000"),
        ],
    )
    def test_is_exact(self, quantity: str, unit: UnitFraction, base: UnitFraction, expected: str) -> None:
        result = to_base(D(quantity), unit, base)
        assert (str(result.quantity), result.is_exact) == (expected, True)
        assert from_base(result.quantity, unit) == D(quantity)

    @pytest.mark.parametrize(
        ("quantity", "unit", "base"),
        [
            ("1", THIRD, KG),
            ("-2", THIRD, KG),
            ("1", GRAM, BOTTLE),
            ("0.01", ROLL, UnitFraction("kg", 1, precision=2)),
        ],
    )
    def test_refuses_what_rounding_would_lose(
        self, quantity: str, unit: UnitFraction, base: UnitFraction
    ) -> None:
        with pytest.raises(ConversionNotExact) as refused:
            to_base(D(quantity), unit, base)
        assert refused.value.where.field == "quantity"

    def test_only_hints_where_a_unit_is_not_fixed(self) -> None:
        result = to_base(D("1"), FISH, KG)
        assert (str(result.quantity), result.is_exact) == ("0.333", False)

    @pytest.mark.parametrize(("quantity", "unit"), [("0.5", CRATE), ("1.001", ROLL)])
    def test_refuses_more_decimals_than_the_unit_has(self, quantity: str, unit: UnitFraction) -> None:
        with pytest.raises(QuantityTooFine) as refused:
            to_base(D(quantity), unit, KG)
        assert refused.value.precision == unit.precision

    @given(
        count=st.integers(-(10**9), 10**9), numerator=st.integers(1, 10**6), denominator=st.integers(1, 10**6)
    )
    def test_is_exact_or_refused_never_in_between(self, count: int, numerator: int, denominator: int) -> None:
        unit = UnitFraction("u", numerator, denominator)
        exact = Fraction(count * numerator, denominator)
        fits = (exact * 1000).denominator == 1
        try:
            result = to_base(Decimal(count), unit, KG)
        except ConversionNotExact:
            assert not fits
        else:
            assert fits
            assert Fraction(result.quantity) == exact


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
