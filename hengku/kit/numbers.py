"""Decimal arithmetic of the product: exact in, rounded once, half away from zero (domain.md G1-G3, C1).

All of it runs on a context of its own, so that nobody's `decimal.setcontext` can change an amount.
60 digits are far more than the product of any two stored numbers (numeric(20,6) x numeric(20,8)), and
a quotient of such numbers that is not exactly a half differs from it by more than its 60th digit: so
rounding the quotient and then rounding to fen never rounds twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import (
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    InvalidOperation,
    Overflow,
)
from typing import Final

from hengku.kit.errors import Invalid

_CONTEXT: Final = Context(
    prec=60,
    rounding=ROUND_HALF_UP,
    traps=[InvalidOperation, DivisionByZero, Overflow, FloatOperation],
)
# Bound once: a posting of a thousand lines calls these some ten thousand times.
_add = _CONTEXT.add
_subtract = _CONTEXT.subtract
_multiply = _CONTEXT.multiply
_divide = _CONTEXT.divide
_quantize = _CONTEXT.quantize

ZERO: Final = Decimal(0)
ZERO_FEN: Final = Decimal("0.00")
_FEN: Final = Decimal("0.01")

#: The finest step by number of places. Prices and unit costs need 8, exchange rates 6, quantities 6.
_STEPS: Final = tuple(Decimal(1).scaleb(-places) for places in range(13))
_ZEROS: Final = tuple(Decimal(0).quantize(step) for step in _STEPS)

#: Digits before and after the point that a number typed by someone may have.
MAX_DIGITS: Final = 30


@dataclass(eq=False)
class NotANumber(Invalid):
    """What was given cannot be read as a decimal number."""

    given: str
    text = "“{given}”不是有效的数字,请填写不带单位和千分位的十进制数"


def D(value: str | int | Decimal) -> Decimal:  # noqa: N802 - the one-letter name every ledger uses
    """Read a decimal exactly as written. Refuses text that is no number, NaN, infinity and absurd sizes.

    A float is a programmer's mistake, not a user's, and raises TypeError (G1).
    """
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise TypeError(f"an amount is read from text, int or Decimal, not from {type(value).__name__}")
    try:
        # Underscores are Python's spelling, not a user's; full-width digits are accepted as digits.
        number = Decimal("_" if isinstance(value, str) and "_" in value else value)
    except InvalidOperation:
        raise NotANumber(given=str(value)[:40]) from None
    if not number.is_finite() or (number and not -MAX_DIGITS <= number.adjusted() < MAX_DIGITS):
        raise NotANumber(given=str(value)[:40])
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and not -MAX_DIGITS <= exponent <= MAX_DIGITS:
        raise NotANumber(given=str(value)[:40])
    return number


def to_fen(amount: Decimal) -> Decimal:
    """Round to 2 places, half away from zero; zero is never negative (R2 of the rulebook, G2)."""
    return _quantize(amount, _FEN) or ZERO_FEN


def quantize(number: Decimal, places: int) -> Decimal:
    """Round to `places` (0 to 12) decimals, half away from zero; zero is never negative (G2, G3)."""
    return _quantize(number, _STEPS[places]) or _ZEROS[places]


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """The product, exact for factors of 30 digits each (what D reads and the database stores)."""
    return _multiply(left, right)


def divide(dividend: Decimal, divisor: Decimal) -> Decimal:
    """The quotient to 60 digits: round it before it is stored. ZeroDivisionError when divisor is 0."""
    return _divide(dividend, divisor)


def total(numbers: Iterable[Decimal]) -> Decimal:
    """The exact sum, 0 when there is nothing to add."""
    result = ZERO
    for number in numbers:
        result = _add(result, number)
    return result


def product_to_fen(quantity: Decimal, price: Decimal) -> Decimal:
    """quantity x price in fen (R2)."""
    return _quantize(_multiply(quantity, price), _FEN) or ZERO_FEN


def ratio(amount: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """amount x part / whole in fen, multiplied before it is divided (G3: never from a rounded unit price).

    ZeroDivisionError when whole is 0.
    """
    return _quantize(_divide(_multiply(amount, part), whole), _FEN) or ZERO_FEN


def price_from_amount(amount: Decimal, quantity: Decimal, places: int = 8) -> Decimal:
    """The price for display of one unit (G3: 8 places); the amount stays the truth.

    ZeroDivisionError when quantity is 0.
    """
    return quantize(_divide(amount, quantity), places)


def split_by_cumulative(
    amount: Decimal,
    weights: Sequence[Decimal],
    places: int = 2,
    *,
    fallback: Sequence[Decimal] | None = None,
) -> list[Decimal]:
    """Share an amount out by weights so that the parts add up to it exactly (C1 累计差额法).

    The order of the weights is the line order. When the weights add up to zero the `fallback` weights
    (quantities) are used, and when these do too, equal parts. With weights of one sign every part is
    less than one step of `places` from its exact share; a negative amount gives the negative parts.
    ValueError when there is nothing to share out to, or when amount is finer than `places`.
    """
    step = _STEPS[places]
    if _quantize(amount, step) != amount:
        raise ValueError(f"{amount} has more than {places} places and cannot be shared out exactly")
    if not weights:
        if amount:
            raise ValueError("an amount cannot be shared out to no lines")
        return []
    whole = total(weights)
    if not whole and fallback is not None:
        if len(fallback) != len(weights):
            raise ValueError("fallback weights must match the weights one to one")
        weights, whole = fallback, total(fallback)
    if not whole:
        weights, whole = [Decimal(1)] * len(weights), Decimal(len(weights))
    zero = _ZEROS[places]
    parts: list[Decimal] = []
    weight_so_far, given = ZERO, zero
    for weight in weights:
        weight_so_far = _add(weight_so_far, weight)
        upto = _quantize(_divide(_multiply(amount, weight_so_far), whole), step)
        parts.append(_subtract(upto, given) or zero)
        given = upto
    return parts


def part_by_cumulative(
    amount: Decimal,
    done_quantity: Decimal,
    this_quantity: Decimal,
    total_quantity: Decimal,
    given: Decimal,
) -> Decimal:
    """The instalment of an amount for this quantity, in fen (C1 分次): partial return, invoice, collection.

    R2(amount x (done + this) / total) - given, where `given` is what the earlier instalments of
    `done_quantity` got together. Whatever the steps, the last one brings the sum to `amount`.
    Quantities are of the sign of total_quantity. ValueError when they go past it: whoever asks has
    to refuse an excess first, in the words of the document.
    """
    upto_quantity = _add(done_quantity, this_quantity)
    if not total_quantity:
        raise ValueError("the whole quantity of an instalment cannot be zero")
    low, high = (ZERO, total_quantity) if total_quantity > 0 else (total_quantity, ZERO)
    if not low <= upto_quantity <= high:
        raise ValueError(f"{done_quantity} + {this_quantity} is not a part of {total_quantity}")
    return _subtract(ratio(amount, upto_quantity, total_quantity), given) or ZERO_FEN


def exact_text(number: Decimal, places: int = 0) -> str:
    """The one text of a number for JSON: no exponent, no trailing zeros past `places`, never "-0".

    `places` is the least number of decimals: money is exact_text(amount, 2) = "100.00", a quantity
    exact_text(quantity) = "41". No digit that says something is ever dropped.
    """
    text = format(number, "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(places, "0")
    if not number:
        whole = "0"
    return f"{whole}.{decimals}" if decimals else whole


_CAPITAL_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS: Final = ("", "拾", "佰", "仟")
#: Amounts in capitals end below one 兆 (10^16).
_CAPITAL_LIMIT: Final = 10**16


def amount_in_capitals(amount: Decimal) -> str:
    """人民币大写 of an amount rounded to fen: 1004.56 → 壹仟零肆元伍角陆分, -0.5 → 负伍角整, 0 → 零元整.

    整 ends an amount without fen; one 零 stands for zeros between digits, and for a missing 角 before
    分. ValueError from 10^16 on.
    """
    fen_count = int(_multiply(to_fen(amount.copy_abs()), Decimal(100)))
    yuan, rest = divmod(fen_count, 100)
    jiao, fen = divmod(rest, 10)
    if yuan >= _CAPITAL_LIMIT:
        raise ValueError(f"{amount} is too large to be written in capitals")
    if not fen_count:
        return "零元整"
    words = _whole_in_capitals(yuan) + "元" if yuan else ""
    if jiao:
        words += _CAPITAL_DIGITS[jiao] + "角"
    elif fen and yuan:
        words += "零"
    words += _CAPITAL_DIGITS[fen] + "分" if fen else "整"
    return ("负" if amount < 0 else "") + words


def _whole_in_capitals(number: int) -> str:
    """A whole number above zero, by 亿, 万 and four digits; 零 where the lower part lacks its first digit."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if low and low < size // 10 else ""
            return _whole_in_capitals(high) + unit + gap + (_whole_in_capitals(low) if low else "")
    words, after_zero = "", False
    for position in (3, 2, 1, 0):
        digit = number // 10**position % 10
        if digit:
            gap = "零" if after_zero and words else ""
            words += gap + _CAPITAL_DIGITS[digit] + _CAPITAL_UNITS[position]
        after_zero = digit == 0
    return words
