"""Creating and changing products, one or thousands at a time: everything is judged before anything is written.

A problem says which record it is about (``where.line_no``, from 1, as on a list) and which field. With one record there
is no line number. The statements do not depend on the number of records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction

from hengku.audit.actions import record as record_event
from hengku.catalog import errors
from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.checks import Directory, load_directory, record_is_new_problems
from hengku.catalog.models import Barcode, Product, ProductUnit
from hengku.catalog.records import BarcodeRecord, ProductRecord, record_problems, tidied
from hengku.catalog.search_rules import search_keys
from hengku.catalog.tracking_rules import PLAIN as TRACKING_FIELDS
from hengku.company.actions import keep_postings_out
from hengku.company.record_rules import missing, too_long
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Problem, raise_all

#: Whether a product stands in any document, for the rooms that know: (company, product) → answer.
HasLines = Callable[[int, int], bool]

#: Fields of a product that a record says in the same words.
_PLAIN = (
    "code",
    "name",
    "specification",
    "brand",
    "sale_price",
    "purchase_price",
    "floor_price",
    "reference_cost",
    "price_limit",
    "must_inspect",
    "inspection_mode",
    "stock_minimum",
    "stock_maximum",
    "is_active",
    *TRACKING_FIELDS,
)


def assume_lines(company_id: int, product_id: int) -> bool:
    """Nobody was asked: the answer that allows least."""
    return True


@transaction.atomic(durable=True)
def create_product(*, actor: Actor, record: ProductRecord) -> Product:
    """A product with its units and barcodes. Needs ``catalog.edit``.

    Refused with every reason at once: missing or too long texts, numbers below zero, unknown unit, category or tax
    code, a taken code or barcode (B8), the same name and specification again (MD-02).
    """
    return _create(actor, [record], is_list=False)[0]


@transaction.atomic(durable=True)
def create_products(
    *, actor: Actor, records: Sequence[ProductRecord], then: Callable[[Sequence[Product]], None] | None = None
) -> list[Product]:
    """Many products, all or none, as ``create_product`` for each; records are also compared with each other.

    ``then`` is told of them before the transaction commits.
    """
    products = _create(actor, records, is_list=True)
    if then is not None:
        then(products)
    return products


def check_products(*, actor: Actor, records: Sequence[ProductRecord]) -> list[Problem]:
    """What ``create_products`` would refuse, without writing: the preview of an import. Needs ``catalog.edit``."""
    actor.must("catalog.edit")
    return _judged(actor, [tidied(one) for one in records], is_list=True)[1]


def _judged(
    actor: Actor, records: Sequence[ProductRecord], *, is_list: bool
) -> tuple[Directory, list[Problem]]:
    directory = load_directory(actor, records)
    problems: list[Problem] = []
    for line_no, record in enumerate(records, start=1):
        found = record_problems(record) + directory.problems(record)
        problems += [one.at(line_no=line_no) for one in found] if is_list else found
    for line_no, problem in record_is_new_problems(actor, records):
        problems.append(problem.at(line_no=line_no) if is_list else problem)
    problems.sort(key=lambda one: one.where.line_no or 0)
    return directory, problems


def _create(actor: Actor, given: Sequence[ProductRecord], *, is_list: bool) -> list[Product]:
    actor.must("catalog.edit")
    records = [tidied(one) for one in given]
    directory, problems = _judged(actor, records, is_list=is_list)
    raise_all(problems)
    products: list[Product] = Product.objects.bulk_create(
        _filled(Product(company_id=actor.company_id), record, directory) for record in records
    )
    pairs = list(zip(products, records, strict=True))
    ProductUnit.objects.bulk_create(
        unit for product, record in pairs for unit in _units(product, record, directory)
    )
    Barcode.objects.bulk_create(
        barcode
        for product, record in pairs
        for barcode in _barcodes(product, record.barcodes, record, directory)
    )
    if is_list:
        made = [product.pk for product in products]
        _note(actor, "catalog.products.created", 0, {"count": len(made), "ids": made})
    else:
        product = products[0]
        _note(actor, "catalog.product.created", product.pk, {"code": product.code, "name": product.name})
    return products


@transaction.atomic(durable=True)
def change_product(
    *, actor: Actor, product_id: int, record: ProductRecord, has_lines: HasLines = assume_lines
) -> Product:
    """Make a product what ``record`` says, its units and barcodes included. Needs ``catalog.edit``.

    Refused as on creation, and once — by ``has_lines`` — it stands in a document: another code (B8), another base
    unit or conversion (B1), a category with another inventory account, another way of telling its goods apart (B6,
    B7); postings are kept out while that is asked.
    Units cannot be taken away. Locks the product, but not against lines that point at it.
    """
    actor.must("catalog.edit")
    record = tidied(record)
    product = _locked(actor, product_id)
    directory, problems = _judged_change(actor, product, record, has_lines)
    raise_all(problems)
    before = {
        field: getattr(product, field) for field in (*_PLAIN, "category_id", "tax_code_id", "aux_unit_id")
    }
    _filled(product, record, directory).save()
    _replace_units(product, record, directory)
    _replace_barcodes(product, record, directory)
    changed = {
        field: {"before": _text(old), "after": _text(getattr(product, field))}
        for field, old in before.items()
        if old != getattr(product, field)
    }
    _note(actor, "catalog.product.changed", product_id, {"changed": changed})
    return product


def _judged_change(
    actor: Actor, product: Product, record: ProductRecord, has_lines: HasLines
) -> tuple[Directory, list[Problem]]:
    directory = load_directory(actor, [record])
    problems = record_problems(record) + directory.problems(record)
    problems += [problem for _, problem in record_is_new_problems(actor, [record], but=product.pk)]
    existing = {
        row.unit_id: row
        for row in ProductUnit.objects.visible_to(actor).filter(product=product).select_related("unit")
    }
    wanted = {directory.units[one.unit].pk: one for one in record.units if one.unit in directory.units}
    base = directory.units.get(record.base_unit)
    category = directory.category_of(record)
    is_new_base = base is not None and base.pk != product.base_unit_id
    refracted = [
        row
        for unit_id, row in existing.items()
        if unit_id in wanted
        and (row.numerator, row.denominator) != (wanted[unit_id].numerator, wanted[unit_id].denominator)
    ]
    is_new_role = category is not None and category.inventory_role != product.category.inventory_role
    is_new_method = category is not None and category.costing_method != product.category.costing_method
    problems += [
        errors.UnitCannotGo(unit=row.unit.name).at(field="units")
        for unit_id, row in existing.items()
        if unit_id not in wanted
    ]
    if is_new_base and existing:
        problems.append(errors.BaseUnitFixed(unit=product.base_unit.name).at(field="base_unit"))
    is_new_tracking = record.tracking != product.tracking
    is_new_aux = (record.aux_unit or "") != (product.aux_unit.name if product.aux_unit else "")
    is_new_way = is_new_aux or is_new_role or is_new_method or is_new_tracking
    asks = is_new_way or record.code != product.code or is_new_base or refracted
    if asks:
        keep_postings_out(actor.company_id)
    if asks and has_lines(actor.company_id, product.pk):
        if record.code != product.code:
            problems.append(errors.CodeFixed(product_code=product.code).at(field="code"))
        if is_new_base and not existing:
            problems.append(errors.BaseUnitFixed(unit=product.base_unit.name).at(field="base_unit"))
        problems += [errors.ConversionFixed(unit=row.unit.name).at(field="units") for row in refracted]
        if is_new_tracking:
            problems.append(errors.TrackingFixed(product_code=product.code).at(field="tracking"))
        if is_new_aux:
            problems.append(errors.SecondUnitFixed(product_code=product.code).at(field="aux_unit"))
        if is_new_method and category is not None:
            problems.append(errors.CostingMethodFixed(category=category.name).at(field="category"))
        if is_new_role and category is not None:
            problems.append(errors.InventoryRoleFixed(category=category.name).at(field="category"))
    return directory, problems


@transaction.atomic(durable=True)
def set_products_active(*, actor: Actor, product_ids: Iterable[int], is_active: bool) -> int:
    """Switch products on or off; how many changed. Needs ``catalog.edit``. They are never deleted (B8)."""
    actor.must("catalog.edit")
    wanted = sorted(set(product_ids))
    known = set(Product.objects.visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    raise_all([errors.ProductNotFound(product_id=one) for one in wanted if one not in known])
    changed: int = (
        Product.objects.visible_to(actor)
        .filter(pk__in=wanted)
        .exclude(is_active=is_active)
        .update(is_active=is_active)
    )
    action = "catalog.products.activated" if is_active else "catalog.products.deactivated"
    _note(actor, action, wanted[0] if len(wanted) == 1 else 0, {"ids": wanted})
    return changed


@transaction.atomic(durable=True)
def add_barcode(*, actor: Actor, product_id: int, code: str, unit: str = "") -> Barcode:
    """One more barcode of a product, on its base unit or one of its others. Needs ``catalog.edit``.

    Refused: an empty or taken code, a unit the product does not have. Locks the product.
    """
    actor.must("catalog.edit")
    product = _locked(actor, product_id)
    code, unit = stored_barcode(code), unit.strip()
    problems = missing("条码", "code", code) + too_long({"code": ("条码", code, 32)})
    units = {row.unit.name: row.unit_id for row in ProductUnit.objects.visible_to(actor)
             .filter(product=product).select_related("unit")}  # fmt: skip
    units[product.base_unit.name] = product.base_unit_id
    unit_id = units.get(unit) if unit else product.base_unit_id
    if unit_id is None:
        problems.append(errors.UnitUnknown(unit=unit).at(field="unit"))
    taken = Barcode.objects.visible_to(actor).filter(code=code).select_related("product").first()
    if taken is not None:
        problems.append(
            errors.BarcodeTaken(barcode=code, product_code=taken.product.code, name=taken.product.name).at(
                field="code"
            )
        )
    raise_all(problems)
    barcode: Barcode = Barcode.objects.create(
        company_id=actor.company_id, code=code, product=product, unit_id=unit_id
    )
    _note(actor, "catalog.barcode.added", product_id, {"barcode": code})
    return barcode


def _locked(actor: Actor, product_id: int) -> Product:
    product: Product | None = (
        Product.objects.visible_to(actor)
        .select_for_update(of=("self",), no_key=True)
        .select_related("category", "base_unit")
        .filter(pk=product_id)
        .first()
    )
    if product is None:
        raise errors.ProductNotFound(product_id=product_id)
    return product


def _filled(product: Product, record: ProductRecord, directory: Directory) -> Product:
    """The row as the judged record says. Initials computed from the old name follow a new one."""
    own = record.initials
    if own and own == product.initials and own == search_keys(product.name).initials:
        own = ""
    for field in _PLAIN:
        setattr(product, field, getattr(record, field))
    keys = search_keys(record.name, initials=own)
    product.initials, product.pinyin = keys.initials, keys.pinyin
    category, tax_code = directory.category_of(record), directory.tax_code_of(record)
    assert category is not None, "a judged record has a category"
    assert tax_code is not None, "a judged record has a tax code"
    product.base_unit = directory.units[record.base_unit]
    product.aux_unit = directory.units[record.aux_unit] if record.aux_unit else None
    product.category, product.tax_code = category, tax_code
    return product


def _units(product: Product, record: ProductRecord, directory: Directory) -> list[ProductUnit]:
    return [
        ProductUnit(
            company_id=product.company_id,
            product=product,
            unit=directory.units[one.unit],
            numerator=one.numerator,
            denominator=one.denominator,
        )
        for one in record.units
    ]


def _barcodes(
    product: Product, listed: Iterable[BarcodeRecord], record: ProductRecord, directory: Directory
) -> list[Barcode]:
    return [
        Barcode(
            company_id=product.company_id,
            code=one.code,
            product=product,
            unit=directory.units[one.unit or record.base_unit],
        )
        for one in listed
    ]


def _replace_units(product: Product, record: ProductRecord, directory: Directory) -> None:
    ProductUnit.objects.bulk_create(
        _units(product, record, directory),
        update_conflicts=True,
        unique_fields=["company_id", "product", "unit"],
        update_fields=["numerator", "denominator"],
    )


def _replace_barcodes(product: Product, record: ProductRecord, directory: Directory) -> None:
    own = Barcode.objects.of_company(product.company_id).filter(product=product)
    wanted = {one.code: one for one in record.barcodes}
    own.exclude(code__in=wanted).delete()
    kept = dict(own.values_list("code", "unit__name"))
    Barcode.objects.bulk_create(
        _barcodes(product, [one for one in record.barcodes if one.code not in kept], record, directory)
    )
    for code, unit in kept.items():
        now = wanted[code].unit or record.base_unit
        if now != unit:
            own.filter(code=code).update(unit=directory.units[now])


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def _note(actor: Actor, action: str, entity_id: int, data: dict[str, Any]) -> None:
    record_event(
        actor=actor, at=clock.now(), action=action, entity_kind="product", entity_id=entity_id, data=data
    )
