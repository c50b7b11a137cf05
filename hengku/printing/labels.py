"""Labels for goods. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hengku.printing import codes, words
from hengku.printing.papers import LabelForm


@dataclass(frozen=True, slots=True)
class LabelOf:
    """What one label says. ``price`` is of one ``unit``, tax included; None shows none."""

    code: str
    name: str
    specification: str
    barcode: str
    unit: str
    price: Decimal | None
    count: int


def label_data(one: LabelOf) -> dict[str, Any]:
    """A label as typst is told. Without a barcode the product's code stands in bars, if it can."""
    shown = one.barcode if one.barcode and codes.product_code(one.barcode) else one.code
    picture = codes.product_code(shown)
    return {
        "name": words.breakable(words.plain(one.name)),
        "specification": words.plain(one.specification),
        "code": words.plain(one.code),
        "barcode": picture,
        "digits": words.plain(codes.readable(shown)) if picture else "",
        "unit": f"单位:{words.plain(one.unit)}" if one.unit else "",
        "price": "" if one.price is None else f"¥{words.number_text('price', one.price)}",
    }


def labels_data(labels: list[LabelOf], form: LabelForm) -> dict[str, Any]:
    """All labels, each as often as it is wanted, in the order given."""
    return {
        "labels": [data for one in labels for data in [label_data(one)] * one.count],
        "form": {"width": form.width, "height": form.height},
    }
