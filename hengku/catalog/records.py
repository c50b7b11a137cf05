"""What a product is, as somebody writes it down: by codes and names, the way a form, a file or a program knows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.tracking_rules import tracking_problems
from hengku.company.record_rules import missing, missing_names, number_problems, too_long
from hengku.kit.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """Another unit of a product: 1 of it = numerator/denominator base units (B1)."""

    unit: str
    numerator: int
    denominator: int = 1


@dataclass(frozen=True, slots=True)
class BarcodeRecord:
    """A barcode and the unit it stands on; "" is the base unit."""

    code: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """A product. ``category`` and ``tax_code`` are codes, units are names; "" means the company's default.

    Prices are of one base unit: sale and floor price with tax, the purchase price without; ``reference_cost`` values
    goods that have no cost yet (C3). ``initials`` "" are computed from the name. ``tracking`` is none, lot or serial;
    goods weighed piece by piece have an ``aux_unit`` and what one base unit should weigh in it (B2).
    """

    code: str
    name: str
    base_unit: str
    specification: str = ""
    brand: str = ""
    category: str = ""
    tax_code: str = ""
    sale_price: Decimal | None = None
    purchase_price: Decimal | None = None
    reference_cost: Decimal | None = None
    price_limit: Decimal | None = None
    must_inspect: bool = False
    inspection_mode: str = ""  # BEFORE, AFTER, "" as the company says
    floor_price: Decimal | None = None
    stock_minimum: Decimal | None = None
    stock_maximum: Decimal | None = None
    initials: str = ""
    units: tuple[UnitRecord, ...] = ()
    barcodes: tuple[BarcodeRecord, ...] = ()
    is_active: bool = True
    tracking: str = "none"
    shelf_life: int | None = None
    shelf_life_unit: str = "day"
    wants_produced_on: bool = False
    min_inbound_ratio: Decimal | None = None  # of the whole life must be left when goods come in (B5)
    yellow_days: int | None = None
    red_days: int | None = None
    aux_unit: str = ""
    aux_standard: Decimal | None = None
    aux_tolerance: Decimal | None = None


@dataclass(eq=False)
class MinimumAboveMaximum(Invalid):
    """The least stock is more than the most."""

    minimum: Decimal
    maximum: Decimal
    text = "最低库存 {minimum} 大于最高库存 {maximum},请对调或修改。"


@dataclass(eq=False)
class FractionInvalid(Invalid):
    """A conversion is a fraction of two whole numbers above zero (B1)."""

    unit: str
    numerator: int
    denominator: int
    text = "单位“{unit}”的换算 {numerator}/{denominator} 不正确:分子、分母都应是大于 0 的整数。"


@dataclass(eq=False)
class UnitTwice(Invalid):
    """Each unit of a product has one conversion, and the base unit none."""

    unit: str
    text = "单位“{unit}”重复:它已是基本单位或已有换算,请删去一个。"


@dataclass(eq=False)
class UnitNotListed(Invalid):
    """A barcode stands on a unit that the product does not have."""

    unit: str
    barcode: str
    text = "条码 {barcode} 的单位“{unit}”不是该商品的单位。请先为商品添加这个单位。"


#: Numbers of a product: label, field, decimals kept.
_NUMBERS: Final = (
    ("售价", "sale_price", 8),
    ("进价", "purchase_price", 8),
    ("参考成本", "reference_cost", 8),
    ("采购限价", "price_limit", 8),
    ("底价", "floor_price", 8),
    ("最低库存", "stock_minimum", 6),
    ("最高库存", "stock_maximum", 6),
)
#: A conversion beyond this is a slip of the keyboard, and more than the column holds.
_FRACTION_MAX: Final = 10**12


def tidied(record: ProductRecord) -> ProductRecord:
    """The record without blanks around its texts, single blanks inside its name, barcodes as they are stored."""
    return replace(
        record,
        code=record.code.strip(),
        name=" ".join(record.name.split()),
        specification=" ".join(record.specification.split()),
        base_unit=record.base_unit.strip(),
        brand=record.brand.strip(),
        category=record.category.strip(),
        tax_code=record.tax_code.strip(),
        initials=record.initials.strip(),
        aux_unit=record.aux_unit.strip(),
        units=tuple(replace(unit, unit=unit.unit.strip()) for unit in record.units),
        barcodes=tuple(
            replace(barcode, code=stored_barcode(barcode.code), unit=barcode.unit.strip())
            for barcode in record.barcodes
        ),
    )


def record_problems(record: ProductRecord) -> list[Problem]:
    """What is wrong with a tidied record by itself, whatever else there is in the company."""
    problems = missing_names(code=record.code, name=record.name, label="商品")
    problems += too_long(
        {
            "code": ("商品编码", record.code, 64),
            "name": ("商品名称", record.name, 128),
            "specification": ("规格", record.specification, 128),
            "brand": ("品牌", record.brand, 64),
            "initials": ("助记码", record.initials, 128),
        }
    )
    for barcode in record.barcodes:
        problems += missing("条码", "barcodes", barcode.code)
        problems += too_long({"barcodes": ("条码", barcode.code, 32)})
    for label, field, places in _NUMBERS:
        problems += number_problems(label, field, getattr(record, field), places)
    if (
        record.stock_minimum is not None
        and record.stock_maximum is not None
        and record.stock_minimum > record.stock_maximum
    ):
        problems.append(
            MinimumAboveMaximum(minimum=record.stock_minimum, maximum=record.stock_maximum).at(
                field="stock_minimum"
            )
        )
    return problems + tracking_problems(record) + _unit_problems(record)


def _unit_problems(record: ProductRecord) -> list[Problem]:
    problems: list[Problem] = []
    listed = {record.base_unit}
    for unit in record.units:
        if unit.unit in listed:
            problems.append(UnitTwice(unit=unit.unit).at(field="units"))
        listed.add(unit.unit)
        if not (0 < unit.numerator <= _FRACTION_MAX and 0 < unit.denominator <= _FRACTION_MAX):
            problems.append(
                FractionInvalid(unit=unit.unit, numerator=unit.numerator, denominator=unit.denominator).at(
                    field="units"
                )
            )
    problems += [
        UnitNotListed(unit=barcode.unit, barcode=barcode.code).at(field="barcodes")
        for barcode in record.barcodes
        if barcode.unit and barcode.unit not in listed
    ]
    return problems
