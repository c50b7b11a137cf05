"""What scanned codes say, many at once: which product, how many, what they weigh, which lot (B3). Set-based."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.catalog.actions_scales import scale_profiles
from hengku.catalog.barcode_rules import BarcodeInvalid, ScaleScan, is_gs1, parse_gs1, parse_scale, scale_line
from hengku.catalog.models import Product, ProductUnit
from hengku.catalog.queries_match import match_products
from hengku.identity.actor import Actor
from hengku.kit.errors import Problem
from hengku.kit.numbers import multiply, quantize

#: Scales and GS1 say kilograms; goods kept in another unit are not guessed at.
KILOGRAM: Final = frozenset({"千克", "公斤", "KG"})


@dataclass(frozen=True, slots=True)
class Said:
    """What one scan of a code means of a product. ``quantity`` in base units, None where only a weight was said that
    fits no unit of it; ``weight`` in the second unit of goods that are weighed (B2), None where the code has none.
    """

    product_id: int
    quantity: Decimal | None
    weight: Decimal | None = None
    lot_no: str = ""
    kilograms: Decimal | None = None  # as on the label


@dataclass(slots=True)
class _Label:
    key: str  # what names the product
    kilograms: Decimal | None = None
    amount: Decimal | None = None
    lot_no: str = ""
    count: int = 1
    is_scale: bool = False


def read_codes(actor: Actor, codes: Collection[str], today: date) -> dict[str, list[Said] | Problem]:
    """By code the products it may mean, or why it is refused; codes that say nothing are left out.

    A number of the length of a scale's label is read as one when no product has it as its barcode or code. Needs
    ``catalog.view``. Four statements for plain codes, up to eight with labels among them.
    """
    labels: dict[str, _Label] = {}
    answers: dict[str, list[Said] | Problem] = {}
    plain = match_products(actor, [code for code in codes if not is_gs1(code.strip())])
    profiles = None
    for code in codes:
        text = code.strip()
        if code in plain:
            continue
        try:
            if is_gs1(text):
                said = parse_gs1(text, today)
                labels[code] = _Label(
                    said.gtin or text, said.net_weight, None, said.batch or "", said.count or 1
                )
            elif text.isascii() and text.isdecimal() and len(text) in (13, 18):
                profiles = profiles or scale_profiles(actor.company_id)
                scale = parse_scale(text, profiles)
                if scale is not None:
                    labels[code] = _Label(scale.plu, scale.weight, scale.amount, is_scale=True)
        except BarcodeInvalid as refused:
            answers[code] = refused
    keys = {one.key for one in labels.values()} | {
        one.key.lstrip("0") for one in labels.values() if one.is_scale
    }
    named = match_products(actor, [key for key in keys if key]) if keys else {}
    hits = {code: named.get(one.key) or named.get(one.key.lstrip("0"), []) for code, one in labels.items()}
    products = _products(actor, {pk for found in (*plain.values(), *hits.values()) for pk, _ in found})
    for code, found in plain.items():
        answers[code] = [Said(pk, products[pk].times[unit]) for pk, unit in found]
    for code, found in hits.items():
        if found:
            answers[code] = [
                _said(labels[code], pk, products[pk].times[unit], products[pk]) for pk, unit in found
            ]
    return answers


@dataclass(slots=True)
class _Goods:
    product: Product
    times: dict[int, Decimal]  # base units in one of a unit
    kilogram: Decimal | None  # base units in a kilogram


def _products(actor: Actor, ids: set[int]) -> dict[int, _Goods]:
    found = {}
    for one in Product.objects.visible_to(actor).filter(pk__in=ids).select_related("base_unit", "aux_unit"):
        is_kilogram = one.base_unit.name.upper() in KILOGRAM
        found[one.pk] = _Goods(one, {one.base_unit_id: Decimal(1)}, Decimal(1) if is_kilogram else None)
    rows = ProductUnit.objects.visible_to(actor).filter(product_id__in=ids)
    for pk, unit, name, numerator, denominator in rows.values_list(
        "product_id", "unit_id", "unit__name", "numerator", "denominator"
    ):
        times = Decimal(numerator) / denominator
        found[pk].times[unit] = times
        if name.upper() in KILOGRAM:
            found[pk].kilogram = times
    return found


def _said(label: _Label, pk: int, times: Decimal, goods: _Goods) -> Said:
    product, weight = goods.product, label.kilograms
    if weight is None and label.amount is not None and product.sale_price:
        weight, _ = scale_line(ScaleScan(label.key, None, label.amount), product.sale_price)
    if product.aux_unit is not None:
        fits = weight is not None and product.aux_unit.name.upper() in KILOGRAM
        second = quantize(weight, product.aux_unit.precision) if fits and weight is not None else None
        return Said(pk, label.count * times, second, label.lot_no, weight)
    if not label.is_scale:
        return Said(pk, label.count * times, None, label.lot_no, weight)
    if weight is None or goods.kilogram is None:
        return Said(pk, None, None, label.lot_no, weight)
    return Said(pk, multiply(weight, goods.kilogram), None, label.lot_no, weight)
