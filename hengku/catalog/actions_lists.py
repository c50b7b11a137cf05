"""The short lists products are described by: units, categories, tax codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record
from hengku.catalog.errors import (
    CategoryInUse,
    CategoryNotFound,
    CategoryRoleFixed,
    CategoryUnknown,
    InventoryRoleUnknown,
    PrecisionInvalid,
    TaxCodeNotFound,
    TaxDatesInvalid,
    TaxKindUnknown,
    TaxRateInvalid,
    UnitNameTaken,
)
from hengku.catalog.models import Category, Product, TaxCode, Unit
from hengku.catalog.tracking_rules import alert_days_problems
from hengku.company.actions import keep_postings_out
from hengku.company.record_rules import CodeTaken, missing, missing_names, too_long
from hengku.identity.actor import Actor
from hengku.kit import clock
from hengku.kit.errors import Problem, raise_all
from hengku.kit.numbers import quantize

INVENTORY_ROLES: Final = ("merchandise", "raw_material", "turnover_material")
TAX_KINDS: Final = ("general", "simplified", "exempt", "none", "zero")

#: Whether any product of a category stands in a document, for the rooms that know: (company, category) → answer.
CategoryHasLines = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class TaxCodeRecord:
    """A tax code (T1). ``rate`` is a fraction; ``valid_to`` None is open."""

    code: str
    name: str
    rate: Decimal
    kind: str
    valid_from: date
    valid_to: date | None = None
    is_deductible: bool = True


def assume_lines(company_id: int, category_id: int) -> bool:
    """Nobody was asked: the answer that allows least."""
    return True


def add_units(*, company_id: int, rows: Iterable[tuple[str, int]]) -> None:
    """Insert units (name, precision) of a new company. In the caller's transaction."""
    Unit.objects.bulk_create(
        Unit(company_id=company_id, name=name, precision=precision) for name, precision in rows
    )


def add_tax_codes(*, company_id: int, rows: Iterable[TaxCodeRecord]) -> None:
    """Insert tax codes of a new company. In the caller's transaction."""
    TaxCode.objects.bulk_create(_tax_code(company_id, row) for row in rows)


def add_categories(*, company_id: int, rows: Iterable[tuple[str, str, str]]) -> None:
    """Insert categories (code, name, inventory role) of a new company. In the caller's transaction."""
    Category.objects.bulk_create(
        Category(company_id=company_id, code=code, name=name, inventory_role=role)
        for code, name, role in rows
    )


@transaction.atomic(durable=True)
def create_unit(
    *, actor: Actor, name: str, precision: int = 0, then: Callable[[Unit], None] | None = None
) -> Unit:
    """A unit of measure. Needs ``catalog.edit``; its precision stays, as quantities were entered by it.

    ``then`` is told of it before the transaction commits.
    """
    actor.must("catalog.edit")
    name = name.strip()
    problems = missing("单位名称", "name", name) + too_long({"name": ("单位名称", name, 16)})
    if not 0 <= precision <= 6:
        problems.append(PrecisionInvalid(precision=precision).at(field="precision"))
    if Unit.objects.visible_to(actor).filter(name=name).exists():
        problems.append(UnitNameTaken(name=name).at(field="name"))
    raise_all(problems)
    unit: Unit = Unit.objects.create(company_id=actor.company_id, name=name, precision=precision)
    _note(actor, "catalog.unit.created", "unit", unit.pk, {"name": name, "precision": precision})
    if then is not None:
        then(unit)
    return unit


@transaction.atomic(durable=True)
def create_category(
    *,
    actor: Actor,
    code: str,
    name: str,
    parent_code: str = "",
    inventory_role: str = "merchandise",
    yellow_days: int | None = None,
    red_days: int | None = None,
    then: Callable[[Category], None] | None = None,
) -> Category:
    """A category of products, below another or at the top, and when its lots turn yellow and red (B5); None leaves
    that to the company. Needs ``catalog.edit``.

    ``then`` is told of it before the transaction commits.
    """
    actor.must("catalog.edit")
    code, name = code.strip(), name.strip()
    problems = missing_names(code=code, name=name, label="类别")
    problems += too_long({"code": ("类别编码", code, 32), "name": ("类别名称", name, 64)})
    problems += alert_days_problems(yellow_days, red_days)
    if inventory_role not in INVENTORY_ROLES:
        problems.append(InventoryRoleUnknown(role=inventory_role).at(field="inventory_role"))
    if Category.objects.visible_to(actor).filter(code=code).exists():
        problems.append(CodeTaken(label="类别", given=code).at(field="code"))
    parent = None
    if parent_code:
        parent = Category.objects.visible_to(actor).filter(code=parent_code, is_active=True).first()
        if parent is None:
            problems.append(CategoryUnknown(category=parent_code).at(field="parent_code"))
    raise_all(problems)
    category: Category = Category.objects.create(
        company_id=actor.company_id,
        code=code,
        name=name,
        parent=parent,
        inventory_role=inventory_role,
        costing_method=parent.costing_method if parent is not None else "",
        yellow_days=yellow_days,
        red_days=red_days,
    )
    _note(actor, "catalog.category.created", "category", category.pk, {"code": code, "name": name})
    if then is not None:
        then(category)
    return category


@transaction.atomic(durable=True)
def change_category(
    *,
    actor: Actor,
    category_id: int,
    name: str,
    inventory_role: str,
    is_active: bool,
    yellow_days: int | None = None,
    red_days: int | None = None,
    has_lines: CategoryHasLines = assume_lines,
) -> None:
    """Rename a category, change its inventory account or alert days, switch it on or off. Needs ``catalog.edit``.

    Refused: another inventory account once — by ``has_lines`` — its products stand in documents, and switching off
    what has active products. Locks the category; postings are kept out while ``has_lines`` is asked.
    """
    actor.must("catalog.edit")
    category = (
        Category.objects.visible_to(actor).select_for_update(no_key=True).filter(pk=category_id).first()
    )
    if category is None:
        raise CategoryNotFound(category_id=category_id)
    name = name.strip()
    problems = missing("类别名称", "name", name) + too_long({"name": ("类别名称", name, 64)})
    problems += alert_days_problems(yellow_days, red_days)
    if inventory_role not in INVENTORY_ROLES:
        problems.append(InventoryRoleUnknown(role=inventory_role).at(field="inventory_role"))
    elif inventory_role != category.inventory_role:
        keep_postings_out(actor.company_id)
        if has_lines(actor.company_id, category_id):
            problems.append(CategoryRoleFixed(name=category.name).at(field="inventory_role"))
    in_use = Product.objects.visible_to(actor).filter(category=category, is_active=True)
    if category.is_active and not is_active and (count := in_use.count()):
        problems.append(CategoryInUse(name=category.name, product_count=count).at(field="is_active"))
    raise_all(problems)
    fields = ("name", "inventory_role", "is_active", "yellow_days", "red_days")
    before = {field: getattr(category, field) for field in fields}
    category.name, category.inventory_role, category.is_active = name, inventory_role, is_active
    category.yellow_days, category.red_days = yellow_days, red_days
    category.save(update_fields=list(fields))
    after = {field: getattr(category, field) for field in fields}
    _note(actor, "catalog.category.changed", "category", category_id, {"before": before, "after": after})


@transaction.atomic(durable=True)
def create_tax_code(*, actor: Actor, row: TaxCodeRecord) -> TaxCode:
    """A tax code. Needs ``catalog.edit``. Its rate never changes: a new rate is a new code with its own dates (T1)."""
    actor.must("catalog.edit")
    problems = missing_names(code=row.code, name=row.name, label="税码")
    problems += too_long({"code": ("税码", row.code, 32), "name": ("税码名称", row.name, 64)})
    if row.kind not in TAX_KINDS:
        problems.append(TaxKindUnknown(kind=row.kind).at(field="kind"))
    is_taxed = row.kind in ("general", "simplified")
    if not 0 <= row.rate < 1 or quantize(row.rate, 4) != row.rate or (row.rate > 0) != is_taxed:
        problems.append(TaxRateInvalid(rate=str(row.rate)).at(field="rate"))
    if row.valid_to is not None and row.valid_to < row.valid_from:
        problems.append(TaxDatesInvalid().at(field="valid_to"))
    if TaxCode.objects.visible_to(actor).filter(code=row.code.strip()).exists():
        problems.append(CodeTaken(label="税码", given=row.code.strip()).at(field="code"))
    raise_all(problems)
    tax_code = _tax_code(actor.company_id, row)
    tax_code.save()
    _note(
        actor,
        "catalog.tax_code.created",
        "tax_code",
        tax_code.pk,
        {"code": tax_code.code, "rate": str(row.rate), "kind": row.kind},
    )
    return tax_code


@transaction.atomic(durable=True)
def change_tax_code(
    *, actor: Actor, tax_code_id: int, name: str, valid_to: date | None, is_active: bool
) -> None:
    """Rename a tax code, end it, switch it on or off; rate and kind stay. Needs ``catalog.edit``."""
    actor.must("catalog.edit")
    tax_code = TaxCode.objects.visible_to(actor).select_for_update().filter(pk=tax_code_id).first()
    if tax_code is None:
        raise TaxCodeNotFound(tax_code_id=tax_code_id)
    problems: list[Problem] = missing("税码名称", "name", name)
    problems += too_long({"name": ("税码名称", name.strip(), 64)})
    if valid_to is not None and valid_to < tax_code.valid_from:
        problems.append(TaxDatesInvalid().at(field="valid_to"))
    raise_all(problems)
    before = {"name": tax_code.name, "valid_to": str(tax_code.valid_to), "is_active": tax_code.is_active}
    tax_code.name, tax_code.valid_to, tax_code.is_active = name.strip(), valid_to, is_active
    tax_code.save(update_fields=["name", "valid_to", "is_active"])
    after = {"name": tax_code.name, "valid_to": str(valid_to), "is_active": is_active}
    _note(actor, "catalog.tax_code.changed", "tax_code", tax_code_id, {"before": before, "after": after})


def _tax_code(company_id: int, row: TaxCodeRecord) -> TaxCode:
    return TaxCode(
        company_id=company_id,
        code=row.code.strip(),
        name=row.name.strip(),
        rate=row.rate,
        kind=row.kind,
        is_deductible=row.is_deductible,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _note(actor: Actor, action: str, kind: str, entity_id: int, data: dict[str, Any]) -> None:
    record(actor=actor, at=clock.now(), action=action, entity_kind=kind, entity_id=entity_id, data=data)
