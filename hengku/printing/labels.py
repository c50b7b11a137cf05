"""Labels for goods. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.printing import codes, gs1, words
from hengku.printing.label_template import (
    FIELDS,
    GS1_BARS,
    NO_CODE,
    PRODUCT_CODE,
    LabelTemplate,
)
from hengku.printing.papers import LABEL_FORMS, LabelForm

#: A dot of a label printer of 203 dpi: bars of whole dots are as wide as they should be, on paper too.
DOT_MM: Final = Decimal("0.125")
LEAST_MODULE_MM: Final = 2 * DOT_MM
#: The side of a Data Matrix at most, and of its modules.
MATRIX_MM, MODULE_MM_MAX = Decimal("0.42"), 5 * DOT_MM
NAMES_TOLD: Final = 3
#: Facts that stand in a list, by their words; the others have their own place.
LISTED: Final = ("contents", "lot", "produced", "expires", "serial", "weight", "amount")


@dataclass(frozen=True, slots=True)
class LabelOf:
    """What one label says. ``price`` is of one ``unit``, tax included; None shows none. ``weight`` is in
    ``weight_unit``, ``amount`` what so much costs; ``kilograms`` is the same weight where the unit says kilograms.
    """

    code: str
    name: str
    specification: str
    barcode: str
    unit: str
    price: Decimal | None
    count: int
    lot_no: str = ""
    serial: str = ""
    produced_on: date | None = None
    expires_on: date | None = None
    weight: Decimal | None = None
    weight_unit: str = ""
    kilograms: Decimal | None = None
    amount: Decimal | None = None
    company: str = ""
    contents: str = ""  # what a set is made up of


def label_data(one: LabelOf, template: LabelTemplate | None = None) -> tuple[dict[str, Any], str]:
    """A label as typst is told, and what had to be done otherwise than the template says, "" for nothing.

    Without a barcode the product's code stands in bars, if it can. A GS1 code that does not fit in bars is printed as a
    Data Matrix; what cannot be said in one at all gets the barcode of the product.
    """
    template = template or LabelTemplate()
    form = LABEL_FORMS[template.form]
    shown = set(template.fields)
    said, note = _code(one, template, form)
    facts = {
        "contents": one.contents,
        "lot": one.lot_no,
        "produced": one.produced_on.isoformat() if one.produced_on else "",
        "expires": one.expires_on.isoformat() if one.expires_on else "",
        "serial": one.serial,
        "weight": f"{words.number_text('quantity', one.weight)} {one.weight_unit}" if one.weight else "",
        "amount": "" if one.amount is None else f"¥{words.number_text('amount', one.amount)}",
    }
    return {
        "company": words.plain(one.company) if "company" in shown else "",
        "name": words.breakable(words.plain(one.name)),
        "specification": words.plain(one.specification) if "specification" in shown else "",
        "code": words.plain(one.code) if "code" in shown else "",
        "facts": [
            {"label": FIELDS[key][0], "value": words.plain(facts[key])}
            for key in LISTED
            if key in shown and facts[key]
        ],
        "unit": f"单位:{words.plain(one.unit)}" if one.unit and "unit" in shown else "",
        "price": f"¥{words.number_text('price', one.price)}"
        if one.price is not None and "price" in shown
        else "",
        "barcode": "",
        "bar_width": "0",
        "matrix": "",
        "matrix_side": "0",
        "digits": "",
        **said,
    }, note


def labels_data(labels: list[LabelOf], template: LabelTemplate) -> tuple[dict[str, Any], list[str]]:
    """All labels, each as often as it is wanted, in the order given; and notes on what is otherwise than chosen."""
    form = LABEL_FORMS[template.form]
    made: list[dict[str, Any]] = []
    notes: dict[str, list[str]] = {}
    for one in labels:
        data, note = label_data(one, template)
        made += [data] * one.count
        if note and one.name not in notes.setdefault(note, []):
            notes[note].append(one.name)
    told = [
        f"{'、'.join(names[:NAMES_TOLD])}{'等' if len(names) > NAMES_TOLD else ''}:{note}"
        for note, names in notes.items()
    ]
    return {"labels": made, "form": {"width": form.width, "height": form.height}}, told


def first_of_each(labels: list[LabelOf], most: int) -> list[LabelOf]:
    """One label of each of the first goods, to be looked at."""
    return [replace(one, count=1) for one in labels[:most]]


def _code(one: LabelOf, template: LabelTemplate, form: LabelForm) -> tuple[dict[str, str], str]:
    """The picture of the code. A GS1 code says what the label does, no more: what is not shown leaves it room."""
    chosen, shown = template.code, set(template.fields)
    if chosen == NO_CODE:
        return {}, ""
    if chosen == PRODUCT_CODE:
        return _product(one, form), ""
    text = gs1.element_string(
        gtin=gs1.gtin_of(one.barcode),
        lot_no=one.lot_no if "lot" in shown else "",
        serial=one.serial if "serial" in shown else "",
        produced_on=one.produced_on if "produced" in shown else None,
        expires_on=one.expires_on if "expires" in shown else None,
        weight=one.kilograms if "weight" in shown else None,
    )
    if text is None:
        reason = "没有 GTIN 条码" if not gs1.gtin_of(one.barcode) else "批号、序列号或重量写不进 GS1 码"
        return _product(one, form), f"{reason},标签上改印商品条码"
    if chosen == GS1_BARS:
        bars, modules = codes.gs1_bars(text)
        width = module_of(form.width, modules) * modules  # its white reaches into the margins
        if width:
            return {"barcode": bars, "bar_width": str(width), "digits": text}, ""
    matrix, modules = codes.gs1_matrix(text)
    side = module_of(min(form.height, form.width) * MATRIX_MM, modules, MODULE_MM_MAX) * modules
    told = "内容太长,GS1-128 条码放不下,改印 Data Matrix" if chosen == GS1_BARS else ""
    return {"matrix": matrix, "matrix_side": str(side or LEAST_MODULE_MM * modules)}, told


def _product(one: LabelOf, form: LabelForm) -> dict[str, str]:
    shown = one.barcode if one.barcode and codes.product_code(one.barcode) else one.code
    picture = codes.product_code(shown)
    if not picture:
        return {}
    modules = codes.width_of(picture)
    # its white reaches into the margins; what is too long for whole dots is as wide as the label
    width = module_of(form.width, modules) * modules or form.width
    return {"barcode": picture, "bar_width": str(width), "digits": words.plain(codes.readable(shown))}


def module_of(room: Decimal | int, modules: int, most: Decimal = Decimal(1)) -> Decimal:
    """The width of a module in whole dots, millimetres; 0 when even the least does not fit."""
    wide = min(Decimal(room) / modules // DOT_MM * DOT_MM, most)
    return wide if wide >= LEAST_MODULE_MM else Decimal(0)
