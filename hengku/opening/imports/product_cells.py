"""What people write into the cells of a product list: other units, barcodes, tax rates. Pure.

Each function returns what the cell says and, where it cannot say it, the sentence why; never both are empty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from hengku.catalog.barcode_rules import has_valid_check, stored_barcode
from hengku.catalog.records import BarcodeRecord, UnitRecord

UNIT_LONGEST: Final = 16

_BETWEEN: Final = re.compile(r"[;,、|\n]+")
_BETWEEN_CODES: Final = re.compile(r"[;,、|/\n]+")
#: 箱=12瓶, 1箱=12瓶, 箱*12, 箱:12, 箱(12瓶); the size may be a fraction or have decimals.
_UNIT: Final = re.compile(
    r"1?\s*(?P<unit>[^\d\s=:*x×()/][^\s=:*×()/]*?)\s*[=:*x×(]\s*"
    r"(?P<size>\d+(?:\.\d+)?(?:/\d+)?)\s*(?P<base>[^\d\s()]*)\s*\)?",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(r"\d+(\.\d+)?(/\d+)?")
#: 箱:6901234567892 or 6901234567892(箱)
_UNIT_FIRST: Final = re.compile(r"(?P<unit>[^\d\s:(][^\s:(]*):(?P<code>\S+)")
_UNIT_LAST: Final = re.compile(r"(?P<code>[^\s(]+)\((?P<unit>[^()]+)\)")
_GTIN: Final = re.compile(r"\d{8}|\d{12,14}")
_RATE: Final = re.compile(r"(?P<number>\d+(\.\d+)?)\s*(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class TaxWord:
    """A tax code as it may be meant by a cell."""

    code: str
    name: str
    rate: Decimal
    kind: str


def plain(text: str) -> str:
    """Half width, without blanks around: what a person sees as the same sign is the same."""
    return unicodedata.normalize("NFKC", text).strip()


def units_of(cell: str, base_unit: str) -> tuple[list[UnitRecord], str]:
    """箱=12瓶;提=6瓶 → each with its fraction of the base unit (B1)."""
    units: list[UnitRecord] = []
    for part in filter(None, (piece.strip() for piece in _BETWEEN.split(plain(cell)))):
        found = _UNIT.fullmatch(part)
        if found is None:
            return units, f"看不懂辅助单位“{part}”;请写成 箱=12{base_unit or '瓶'},几个之间用分号"
        if len(found["unit"]) > UNIT_LONGEST:
            return units, f"单位“{found['unit']}”太长:最多 {UNIT_LONGEST} 个字"
        if found["base"] and found["base"].upper() != base_unit.upper():
            return units, f"“{part}”换算到“{found['base']}”,基本单位却是“{base_unit}”;请统一"
        unit, why = unit_of_size(found["unit"], found["size"])
        if unit is None:
            return units, why
        units.append(unit)
    return units, ""


def unit_of_size(unit: str, size: str) -> tuple[UnitRecord | None, str]:
    """A unit and how many base units it holds: 12, 0.5 or 1/3."""
    text = plain(size)
    if not _SIZE.fullmatch(text):
        return None, f"换算“{size}”不是数字;请写 1{unit} 合多少基本单位,如 12"
    whole, _, part = text.partition("/")
    if part and not int(part):
        return None, f"换算“{size}”的分母是 0;请改正"
    fraction = Fraction(whole) / int(part or 1)
    if not fraction:
        return None, f"换算“{size}”是 0;请改正"
    return UnitRecord(unit, fraction.numerator, fraction.denominator), ""


def barcodes_of(cell: str, unit: str = "") -> list[BarcodeRecord]:
    """All barcodes of a cell, once each; ``unit`` is the one they stand on where the cell does not say another."""
    found: dict[str, BarcodeRecord] = {}
    for part in _codes_in(plain(cell)):
        said = _UNIT_FIRST.fullmatch(part) or _UNIT_LAST.fullmatch(part)
        code = said["code"] if said else part
        found.setdefault(stored_barcode(code), BarcodeRecord(code, said["unit"] if said else unit))
    return list(found.values())


def _codes_in(cell: str) -> list[str]:
    """Blanks stand between codes, or inside one as it is printed below its bars: 6 901028 075022."""
    codes: list[str] = []
    for part in _BETWEEN_CODES.split(cell):
        joined = "".join(part.split())
        codes += [joined] if _GTIN.fullmatch(joined) and has_valid_check(joined) else part.split()
    return codes


def doubtful(barcodes: Iterable[BarcodeRecord]) -> list[str]:
    """Codes as long as a GTIN whose check digit is wrong: often a digit mistyped, and worth a look."""
    return [one.code for one in barcodes if _GTIN.fullmatch(one.code) and not has_valid_check(one.code)]


def tax_code_of(cell: str, codes: Mapping[str, TaxWord]) -> tuple[str, str]:
    """The tax code meant by VAT13, 增值税 13%, 13%, 0.13, 13 or 免税. A rate of zero can mean three things: refused."""
    text = plain(cell)
    upper = text.upper()
    for word in codes.values():
        if upper in (word.code.upper(), plain(word.name).upper()):
            return word.code, ""
    found = _RATE.fullmatch(text)
    if found is None:
        return "", f"没有税码“{text}”;请填税率(如 13%)或税码({_listed(codes)})"
    rate = Decimal(found["number"])
    if found["percent"] or rate >= 1:
        rate = rate.scaleb(-2)
    if not rate:
        return "", "税率 0 有免税、零税率、不征税三种;请写明是哪一种"
    fitting = [word.code for word in codes.values() if word.rate == rate]
    if len(fitting) == 1:
        return fitting[0], ""
    if fitting:
        return "", f"税率 {text} 对应几个税码;请填税码:{'、'.join(fitting)}"
    return "", f"没有税率 {text} 的税码;可用:{_listed(codes)}"


def _listed(codes: Mapping[str, TaxWord]) -> str:
    return "、".join(codes)


_LIFE: Final = re.compile(r"(?P<length>\d{1,6})\s*(?P<unit>小时|h|天|日|d|个?月|m|年|y)?", re.IGNORECASE)
_LIFE_UNITS: Final = {
    "小": "hour",
    "h": "hour",
    "个": "month",
    "月": "month",
    "m": "month",
    "年": "year",
    "y": "year",
}


def shelf_life_of(cell: str) -> tuple[int | None, str, str]:
    """12个月 → (12, month, ""); a bare number is days (B5)."""
    text = plain(cell)
    if not text:
        return None, "day", ""
    found = _LIFE.fullmatch(text)
    if found is None or not int(found["length"]):
        return None, "day", f"保质期“{text}”看不懂;请写成 30天、12个月、2年或 48小时"
    return int(found["length"]), _LIFE_UNITS.get((found["unit"] or "天")[0].lower(), "day"), ""
