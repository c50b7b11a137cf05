"""Units of a product: exact conversion to its base unit, display, price (domain.md B1).

One of a unit is numerator/denominator base units, a fraction and never a rounded factor. Stock is kept
in base units; amounts are computed in the unit that was entered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hengku.kit.numbers import divide, exact_text, multiply, quantize


@dataclass(frozen=True, slots=True)
class UnitFraction:
    """A unit of a product: 1 of it = numerator/denominator of the base unit, both above 0."""

    name: str
    numerator: int
    denominator: int = 1
    precision: int = 0  # decimals a quantity in this unit may have, 0 to 6

    @property
    def size(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)


def from_base(quantity_base: Decimal, unit: UnitFraction) -> Decimal | None:
    """The quantity in this unit, None when the unit's precision cannot say it exactly (B1)."""
    scaled = multiply(quantity_base, Decimal(unit.denominator))
    result = quantize(divide(scaled, Decimal(unit.numerator)), unit.precision)
    return result if multiply(result, Decimal(unit.numerator)) == scaled else None


def split_units(
    quantity_base: Decimal, units: Sequence[UnitFraction], base: UnitFraction
) -> list[tuple[Decimal, str]]:
    """Whole counts of the largest units first, the rest in base units: 41 → 3 箱, 5 瓶 (B1).

    Counts have the sign of the quantity. A unit is passed over where it would leave a rest that the
    base unit cannot say. Zero is 0 base units.
    """
    rest = Fraction(quantity_base)
    smallest = Fraction(1, 10**base.precision)
    parts: list[tuple[Decimal, str]] = []
    for unit in sorted((unit for unit in units if unit.size > 1), key=lambda unit: unit.size, reverse=True):
        count = int(rest / unit.size)  # towards zero, so that the sign is kept
        left = rest - count * unit.size
        if count and (left / smallest).denominator == 1:
            parts.append((Decimal(count), unit.name))
            rest = left
    if rest or not parts:
        left_over = divide(Decimal(rest.numerator), Decimal(rest.denominator))
        parts.append((quantize(left_over, base.precision), base.name))
    return parts


def display_quantity(quantity_base: Decimal, units: Sequence[UnitFraction], base: UnitFraction) -> str:
    """A quantity as people say it: 41 → "3箱5瓶", -41 → "-3箱5瓶", 0 → "0瓶" (B1)."""
    sign = "-" if quantity_base < 0 else ""
    parts = split_units(quantity_base.copy_abs(), units, base)
    return sign + "".join(f"{exact_text(count)}{name}" for count, name in parts)


def price_per_base(price: Decimal, unit: UnitFraction) -> Decimal:
    """The price of one base unit to 8 places, for display, and for what goes on in base units (B1)."""
    return quantize(divide(multiply(price, Decimal(unit.denominator)), Decimal(unit.numerator)), 8)
