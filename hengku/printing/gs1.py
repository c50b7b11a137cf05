"""What a label says in a GS1 code: which goods, lot, dates, serial number, weight (B3.2). Pure.

The other side of ``catalog.barcode_rules.parse_gs1``: what is written here is read there, and by the phone, as it was.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from hengku.catalog.barcode_rules import has_valid_check, is_element_text

TEXT_MAX: Final = 20
#: Six digits of a weight, of which so many at most are decimals; three where that is enough (a scale says grams).
WEIGHT_DIGITS, WEIGHT_PLACES_MAX, WEIGHT_PLACES = 6, 5, 3
GTIN_LENGTHS: Final = (8, 12, 13, 14)


def gtin_of(barcode: str) -> str:
    """The 14 digits that name goods in a GS1 code; "" for a barcode that is no article number."""
    is_number = barcode.isascii() and barcode.isdecimal() and len(barcode) in GTIN_LENGTHS
    return barcode.zfill(14) if is_number and has_valid_check(barcode) else ""


def element_string(
    *,
    gtin: str,
    lot_no: str,
    serial: str,
    produced_on: date | None,
    expires_on: date | None,
    weight: Decimal | None,
) -> str | None:
    """``(01)…(3103)…(11)…(17)…(10)…(21)…`` of what there is, ``weight`` in kilograms; what has a fixed length comes
    first. None when any of it cannot be said in such a code: a code that says less than the label would mislead.
    """
    measured = "" if weight is None else _weight(weight)
    if not gtin or measured is None or not (_can_say(lot_no) and _can_say(serial)):
        return None
    parts = [f"(01){gtin}", measured]
    parts += [
        f"({key}){on:%y%m%d}" for key, on in (("11", produced_on), ("17", expires_on)) if on is not None
    ]
    parts += [f"({key}){text}" for key, text in (("10", lot_no), ("21", serial)) if text]
    return "".join(parts)


def _can_say(text: str) -> bool:
    """Whether a lot or serial number can be an element; a bracket would be read as the next one's beginning."""
    return not text or (len(text) <= TEXT_MAX and is_element_text(text) and not {"(", ")"} & set(text))


def _weight(kilograms: Decimal) -> str | None:
    for places in (WEIGHT_PLACES, 4, WEIGHT_PLACES_MAX, 2, 1, 0):
        scaled = kilograms.scaleb(places)
        if scaled > 0 and scaled == int(scaled) and len(str(int(scaled))) <= WEIGHT_DIGITS:
            return f"(310{places}){int(scaled):0{WEIGHT_DIGITS}d}"
    return None
