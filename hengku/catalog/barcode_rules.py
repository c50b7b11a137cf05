"""Barcodes: check digits, one spelling for GTINs, GS1 element strings, codes of shop scales (domain.md B3).

A code that fails its check is refused, never guessed at. Pure: today's date is given.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hengku.kit.errors import Invalid
from hengku.kit.numbers import divide, product_to_fen, quantize

#: FNC1 as scanners send it.
SEPARATOR: Final = "\x1d"
_GTIN_SIZES: Final = (8, 12, 13, 14)


@dataclass(eq=False)
class BarcodeInvalid(Invalid):
    """The code cannot be one of its kind: wrong characters, length or check digit."""

    barcode: str
    reason: str
    text = "条码 {barcode} 无效:{reason},请重新扫描"


def check_digit(digits: str) -> str:
    """The EAN check digit of digits without one: from the right x3, x1, x3 ...; up to ten (B3.1)."""
    if not _is_digits(digits):
        raise BarcodeInvalid(barcode=digits, reason="含有非数字字符")
    weighted = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def has_valid_check(code: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    return len(code) > 1 and _is_digits(code) and check_digit(code[:-1]) == code[-1]


def stored_barcode(code: str) -> str:
    """How any code of a product is stored and looked up: a GTIN by its 14 digits, all else as it is."""
    code = code.strip()
    is_gtin = len(code) in _GTIN_SIZES and has_valid_check(code)
    return code.zfill(14) if is_gtin else code


def _is_digits(text: str) -> bool:
    # str.isdigit would take the digits of every script.
    return text.isascii() and text.isdecimal()


# GS1-128, DataMatrix, QR (B3.2) ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Element:
    field: str
    size: int
    is_fixed: bool = True
    is_numeric: bool = True


_DATE_FIELDS: Final = {
    "11": "production", "12": "due", "13": "packaging", "15": "best_before", "16": "sell_by", "17": "expiry",
}  # fmt: skip
_MEASURE_FIELDS: Final = {
    "310": "net_weight", "311": "length", "312": "width", "313": "height",
    "314": "area", "315": "volume_litre", "316": "volume_cubic_metre",
}  # fmt: skip
_ELEMENTS: Final[dict[str, _Element]] = {
    "00": _Element("sscc", 18),
    "01": _Element("gtin", 14),
    "02": _Element("content_gtin", 14),
    **{code: _Element(field, 6) for code, field in _DATE_FIELDS.items()},
    # The fourth digit is the number of decimals of a value of six digits.
    **{f"{code}{n}": _Element(field, 6) for code, field in _MEASURE_FIELDS.items() for n in range(6)},
    "10": _Element("batch", 20, is_fixed=False, is_numeric=False),
    "21": _Element("serial", 20, is_fixed=False, is_numeric=False),
    "240": _Element("additional_id", 30, is_fixed=False, is_numeric=False),
    "30": _Element("variable_count", 8, is_fixed=False),
    "37": _Element("count", 8, is_fixed=False),
}
_READABLE: Final = re.compile(r"\((\d{2,4})\)")
# The 82 characters of GS1's general set.
_TEXT: Final = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+")
_PREFIXES: Final = ("]C1", "]d2", "]Q3", "]e0")


@dataclass(frozen=True, slots=True)
class Gs1:
    """What a GS1 code says. Measures are in kg, metres, square metres, litres, cubic metres."""

    elements: dict[str, str]  # by application identifier, as written
    dates: dict[str, date]
    measures: dict[str, Decimal]

    @property
    def gtin(self) -> str | None:
        """The trade item itself (01), or the one contained in a logistic unit (02)."""
        return self.elements.get("01") or self.elements.get("02")

    @property
    def batch(self) -> str | None:
        return self.elements.get("10")

    @property
    def serial(self) -> str | None:
        return self.elements.get("21")

    @property
    def sscc(self) -> str | None:
        return self.elements.get("00")

    @property
    def count(self) -> int | None:
        """How many items are meant (37 with 02, or 30)."""
        text = self.elements.get("37") or self.elements.get("30")
        return None if text is None else int(text)

    @property
    def production(self) -> date | None:
        return self.dates.get("production")

    @property
    def expiry(self) -> date | None:
        return self.dates.get("expiry")

    @property
    def lasts_until(self) -> date | None:
        """The expiry (17), or where there is none the day it is best before (15)."""
        return self.expiry or self.dates.get("best_before")

    @property
    def net_weight(self) -> Decimal | None:
        return self.measures.get("net_weight")


def is_element_text(text: str) -> bool:
    """Whether every character can stand in a GS1 code."""
    return _TEXT.fullmatch(text) is not None


def is_gs1(code: str) -> bool:
    """Whether a code is one of several facts: a scanner says so, or it is written with its identifiers in brackets, or
    parted by FNC1; or it goes on behind an article number that passes its check.
    """
    goes_on = (
        len(code) > 16 and code.startswith("01") and _is_digits(code[2:16]) and has_valid_check(code[2:16])
    )
    return goes_on or code.startswith(_PREFIXES) or SEPARATOR in code or bool(_READABLE.match(code))


def parse_gs1(code: str, today: date) -> Gs1:
    """Read an element string, scanned (FNC1 = ASCII 29) or as printed with (01)... (B3.2).

    Refuses the whole code for an unknown identifier, a value of the wrong length or characters, an
    identifier said twice, a date that does not exist, or a wrong check digit of 00, 01, 02.
    """
    body = next((code[len(prefix) :] for prefix in _PREFIXES if code.startswith(prefix)), code)
    pairs = _readable_pairs(code, body) if _READABLE.match(body) else _scanned_pairs(code, body)
    if not pairs:
        raise BarcodeInvalid(barcode=code, reason="没有内容")
    elements: dict[str, str] = {}
    dates: dict[str, date] = {}
    measures: dict[str, Decimal] = {}
    for identifier, value in pairs:
        element = _ELEMENTS[identifier]
        if identifier in elements:
            raise BarcodeInvalid(barcode=code, reason=f"标识 ({identifier}) 重复")
        _check_value(code, identifier, element, value)
        elements[identifier] = value
        if identifier in _DATE_FIELDS:
            dates[element.field] = _gs1_date(code, value, today)
        elif identifier[:3] in _MEASURE_FIELDS:
            measures[element.field] = Decimal(value).scaleb(-int(identifier[3]))
    return Gs1(elements, dates, measures)


def _readable_pairs(code: str, body: str) -> list[tuple[str, str]]:
    # re.split gives "", identifier, value, identifier, value ...
    pieces = _READABLE.split(body)[1:]
    pairs = list(zip(pieces[::2], pieces[1::2], strict=True))
    for identifier, _ in pairs:
        if identifier not in _ELEMENTS:
            raise BarcodeInvalid(barcode=code, reason=f"不认识的标识 ({identifier})")
    return pairs


def _scanned_pairs(code: str, body: str) -> list[tuple[str, str]]:
    pairs = []
    rest = body.lstrip(SEPARATOR)
    while rest:
        identifier = next((rest[:size] for size in (2, 3, 4) if rest[:size] in _ELEMENTS), None)
        if identifier is None:
            raise BarcodeInvalid(barcode=code, reason=f"不认识的标识 {rest[:4]}")
        rest = rest[len(identifier) :]
        element = _ELEMENTS[identifier]
        if element.is_fixed:
            value, rest = rest[: element.size], rest[element.size :]
        else:
            value, _, rest = rest.partition(SEPARATOR)
        pairs.append((identifier, value))
        # Some printers end a fixed value with a separator too.
        rest = rest.removeprefix(SEPARATOR)
    return pairs


def _check_value(code: str, identifier: str, element: _Element, value: str) -> None:
    fits = len(value) == element.size if element.is_fixed else 1 <= len(value) <= element.size
    if not fits:
        raise BarcodeInvalid(barcode=code, reason=f"({identifier}) 的长度不对")
    if not (_is_digits(value) if element.is_numeric else _TEXT.fullmatch(value)):
        raise BarcodeInvalid(barcode=code, reason=f"({identifier}) 含有不允许的字符")
    if identifier in ("00", "01", "02") and not has_valid_check(value):
        raise BarcodeInvalid(barcode=code, reason=f"({identifier}) 的校验位不符")


def _gs1_date(code: str, value: str, today: date) -> date:
    """YYMMDD; day 00 is the last of the month; the century is the one within 50 years of today."""
    year_of_century, month, day = int(value[:2]), int(value[2:4]), int(value[4:])
    difference = year_of_century - today.year % 100
    century = today.year // 100 - (difference >= 51) + (difference <= -50)
    year = century * 100 + year_of_century
    if not 1 <= month <= 12 or day > monthrange(year, month)[1]:
        raise BarcodeInvalid(barcode=code, reason=f"日期 {value} 不存在")
    return date(year, month, day or monthrange(year, month)[1])


# Codes printed by shop scales (B3.3) ----------------------------------------------------------------


class ScaleValue(StrEnum):
    """What a scale writes after the PLU."""

    WEIGHT = "weight"
    AMOUNT = "amount"
    AMOUNT_WEIGHT = "amount_weight"


@dataclass(frozen=True, slots=True)
class ScaleProfile:
    """How one prefix is laid out: prefix, PLU, [inner check], value(s), check digit.

    Decimals are those of kg for a weight and of yuan for an amount.
    """

    prefix: str
    plu_size: int
    value_kind: ScaleValue
    value_size: int = 5
    weight_decimals: int = 3
    amount_decimals: int = 2
    has_inner_check: bool = False

    @property
    def size(self) -> int:
        value_count = 2 if self.value_kind is ScaleValue.AMOUNT_WEIGHT else 1
        inner = 1 if self.has_inner_check else 0
        return len(self.prefix) + self.plu_size + inner + self.value_size * value_count + 1


#: W13, A13 and D18; a company may replace them, since no standard fixes the prefixes.
DEFAULT_SCALE_PROFILES: Final = (
    ScaleProfile("21", 5, ScaleValue.WEIGHT),
    ScaleProfile("22", 5, ScaleValue.AMOUNT),
    ScaleProfile("28", 5, ScaleValue.AMOUNT_WEIGHT),
)


@dataclass(frozen=True, slots=True)
class ScaleScan:
    """What a scale code says: kg and yuan, None where it does not."""

    plu: str
    weight: Decimal | None
    amount: Decimal | None


def profile_of(code: str, profiles: Sequence[ScaleProfile]) -> ScaleProfile | None:
    """The layout with the prefix and length of a code."""
    if not _is_digits(code):
        return None
    return next((one for one in profiles if code.startswith(one.prefix) and len(code) == one.size), None)


def parse_scale(code: str, profiles: Sequence[ScaleProfile] = DEFAULT_SCALE_PROFILES) -> ScaleScan | None:
    """Read a shop scale's code; None when no profile has its prefix and length. Refuses a failed check."""
    profile = profile_of(code, profiles)
    if profile is None:
        return None
    if not has_valid_check(code):
        raise BarcodeInvalid(barcode=code, reason="校验位不符")
    rest = code[len(profile.prefix) : -1]
    plu, rest = rest[: profile.plu_size], rest[profile.plu_size :]
    if profile.has_inner_check:
        inner, rest = rest[0], rest[1:]
        if inner != inner_check_digit(rest[: profile.value_size]):
            raise BarcodeInvalid(barcode=code, reason="价格校验位不符")
    first, second = rest[: profile.value_size], rest[profile.value_size :]
    weight_text = first if profile.value_kind is ScaleValue.WEIGHT else second
    amount_text = "" if profile.value_kind is ScaleValue.WEIGHT else first
    return ScaleScan(
        plu=plu,
        weight=Decimal(weight_text).scaleb(-profile.weight_decimals) if weight_text else None,
        amount=Decimal(amount_text).scaleb(-profile.amount_decimals) if amount_text else None,
    )


def scale_line(scan: ScaleScan, price: Decimal) -> tuple[Decimal, Decimal]:
    """(quantity, amount) of the line: an amount on the code is the amount, a weight is the quantity (B3.3).

    Only what the code lacks is computed: amount = R2(weight x price), quantity = amount / price to 3
    places. Refuses to find a weight without a price.
    """
    if scan.amount is None:
        weight = scan.weight or Decimal(0)
        return weight, product_to_fen(weight, price)
    if scan.weight is not None:
        return scan.weight, scan.amount
    if not price:
        raise BarcodeInvalid(barcode=scan.plu, reason="金额码需要商品单价才能算出重量")
    return quantize(divide(scan.amount, price), 3), scan.amount


#: GS1's weighting factors for the inner check of a price: digit → product.
_WEIGHT_2_MINUS: Final = "0246891357"
_WEIGHT_3: Final = "0369258147"
_WEIGHT_5_PLUS: Final = "0516273849"
_WEIGHT_5_MINUS: Final = "0594837261"
_INNER_WEIGHTS: Final = {
    4: (_WEIGHT_2_MINUS, _WEIGHT_2_MINUS, _WEIGHT_3, _WEIGHT_5_MINUS),
    5: (_WEIGHT_5_PLUS, _WEIGHT_2_MINUS, _WEIGHT_5_MINUS, _WEIGHT_5_PLUS, _WEIGHT_2_MINUS),
}


def inner_check_digit(value: str) -> str:
    """GS1's check digit of a price or weight of 4 or 5 digits inside a restricted code."""
    weights = _INNER_WEIGHTS.get(len(value))
    if weights is None:
        raise ValueError("an inner check digit exists for values of 4 and 5 digits")
    weighted = sum(int(weight[int(digit)]) for weight, digit in zip(weights, value, strict=True))
    if len(value) == 4:
        return str(weighted * 3 % 10)
    return str(_WEIGHT_5_MINUS.index(str(-weighted % 10)))
