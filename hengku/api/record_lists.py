"""The short lists everything else refers to: warehouses, categories, units, tax codes, departments,
accounts, periods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.records import RecordId, RecordQuery, page_answer
from hengku.api.schemas import RecordListAnswer
from hengku.api.values import Day, Flag, Id, Price, Quantity, Rate, Text
from hengku.api.wire import reply
from hengku.catalog.actions_lists import (
    TaxCodeRecord,
    change_category,
    change_tax_code,
    create_category,
    create_tax_code,
    create_unit,
)
from hengku.company.actions import change_department, create_department
from hengku.company.actions_employees import change_employee, create_employee
from hengku.documents.errors import FieldRequired, UnknownReference
from hengku.documents.queries import category_has_lines
from hengku.identity.actor import Actor
from hengku.inventory.actions_bins import change_bin, create_bin
from hengku.inventory.actions_places import change_warehouse, create_warehouse
from hengku.kit.errors import NotFound, Refused
from hengku.kit.numbers import ZERO
from hengku.parties.actions import change_fund_account, create_fund_account
from hengku.parties.actions_prices import PriceRecord, save_price
from hengku.reports.lists import LISTS, find_record, list_records


@dataclass(eq=False)
class RecordNotFound(NotFound):
    """No such record in this company."""

    record_id: int
    text = "找不到该记录(编号 {record_id})。它可能属于别的账套。"


@dataclass(eq=False)
class FixedOnceMade(Refused):
    """Documents already say it, so it stays."""

    label: str
    text = "「{label}」建立后不能修改。请停用这一条,另建新的。"


class WarehouseBody(Body):
    """A warehouse. ``may_go_negative`` allows stock below zero (Q7)."""

    code: Text
    name: Text
    may_go_negative: Flag = False
    is_active: Flag = True


class BinBody(Body):
    """A bin 库位 of a warehouse."""

    warehouse: Id = None
    code: Text
    is_active: Flag = True


class DepartmentBody(Body):
    """A department."""

    code: Text
    name: Text
    is_active: Flag = True


class EmployeeBody(Body):
    """An employee; ``username`` is the login name where the employee signs in, "" where not."""

    code: Text
    name: Text
    username: Text = ""
    department: Id = None
    is_active: Flag = True


class CategoryBody(Body):
    """A category; ``inventory_role`` is the account its stock is kept under."""

    code: Text
    name: Text
    parent: Id = None
    inventory_role: Text = "merchandise"
    is_active: Flag = True
    yellow_days: int | None = Field(default=None, ge=0, le=3650)
    red_days: int | None = Field(default=None, ge=0, le=3650)


class UnitBody(Body):
    """A unit of measure; ``precision`` is the number of decimal places of its quantities."""

    name: Text
    precision: int = Field(default=0, ge=0, le=6)


class TaxCodeBody(Body):
    """A tax code; the rate is a fraction, 0.13 = 13 %."""

    code: Text
    name: Text
    rate: Rate = None
    kind: Text = "general"
    is_deductible: Flag = True
    valid_from: Day = None
    valid_to: Day = None
    is_active: Flag = True


class FundAccountBody(Body):
    """A fund account; ``role`` is cash, bank or other_monetary."""

    code: Text
    name: Text
    role: Text = "bank"
    bank_name: Text = ""
    bank_account: Text = ""
    is_active: Flag = True


def _warehouse(actor: Actor, pk: int | None, body: WarehouseBody) -> int:
    if pk is None:
        made = create_warehouse(
            actor=actor, code=body.code, name=body.name, may_go_negative=body.may_go_negative
        )
        return int(made.pk)
    change_warehouse(
        actor=actor,
        warehouse_id=pk,
        name=body.name,
        is_active=body.is_active,
        may_go_negative=body.may_go_negative,
    )
    return pk


def _bin(actor: Actor, pk: int | None, body: BinBody) -> int:
    if pk is None:
        return int(create_bin(actor=actor, warehouse_id=body.warehouse or 0, code=body.code).pk)
    change_bin(actor=actor, bin_id=pk, is_active=body.is_active)
    return pk


def _department(actor: Actor, pk: int | None, body: DepartmentBody) -> int:
    if pk is None:
        return int(create_department(actor=actor, code=body.code, name=body.name).pk)
    change_department(actor=actor, department_id=pk, name=body.name, is_active=body.is_active)
    return pk


def _employee(actor: Actor, pk: int | None, body: EmployeeBody) -> int:
    if pk is None:
        made = create_employee(
            actor=actor, code=body.code, name=body.name, username=body.username, department_id=body.department
        )
        return int(made.pk)
    change_employee(
        actor=actor,
        employee_id=pk,
        name=body.name,
        username=body.username,
        department_id=body.department,
        is_active=body.is_active,
    )
    return pk


def _category(actor: Actor, pk: int | None, body: CategoryBody) -> int:
    parent = find_record(actor, "categories", body.parent) if body.parent is not None else None
    if body.parent is not None and parent is None:
        raise UnknownReference(label="上级类别", reference=body.parent).at(field="parent")
    parent_code = str(parent["code"]) if parent else ""
    if pk is None:
        made = create_category(
            actor=actor,
            code=body.code,
            name=body.name,
            parent_code=parent_code,
            inventory_role=body.inventory_role,
            yellow_days=body.yellow_days,
            red_days=body.red_days,
        )
        return int(made.pk)
    now = _existing(actor, "categories", pk)
    if (now["parent"] or {}).get("code", "") != parent_code:
        raise FixedOnceMade(label="上级类别").at(field="parent")
    change_category(
        actor=actor,
        category_id=pk,
        name=body.name,
        inventory_role=body.inventory_role,
        is_active=body.is_active,
        yellow_days=body.yellow_days,
        red_days=body.red_days,
        has_lines=category_has_lines,
    )
    return pk


def _unit(actor: Actor, pk: int | None, body: UnitBody) -> int:
    if pk is not None:
        raise FixedOnceMade(label="计量单位").at(field="name")
    return int(create_unit(actor=actor, name=body.name, precision=body.precision).pk)


def _tax_code(actor: Actor, pk: int | None, body: TaxCodeBody) -> int:
    rate = body.rate if body.rate is not None else ZERO
    if pk is None:
        row = TaxCodeRecord(
            code=body.code,
            name=body.name,
            rate=rate,
            kind=body.kind,
            valid_from=body.valid_from or timezone.localdate(),
            valid_to=body.valid_to,
            is_deductible=body.is_deductible,
        )
        return int(create_tax_code(actor=actor, row=row).pk)
    now = _existing(actor, "tax-codes", pk)
    for key, label, given in (
        ("rate", "税率", rate),
        ("kind", "类型", body.kind),
        ("is_deductible", "可抵扣", body.is_deductible),
        ("valid_from", "生效", body.valid_from or now["valid_from"]),
    ):
        if now[key] != given:
            raise FixedOnceMade(label=label).at(field=key)
    change_tax_code(
        actor=actor, tax_code_id=pk, name=body.name, valid_to=body.valid_to, is_active=body.is_active
    )
    return pk


def _fund_account(actor: Actor, pk: int | None, body: FundAccountBody) -> int:
    if pk is None:
        made = create_fund_account(
            actor=actor,
            code=body.code,
            name=body.name,
            role=body.role,
            bank_name=body.bank_name,
            bank_account=body.bank_account,
        )
        return int(made.pk)
    if _existing(actor, "fund-accounts", pk)["role"] != body.role:
        raise FixedOnceMade(label="科目").at(field="role")
    change_fund_account(
        actor=actor,
        fund_account_id=pk,
        name=body.name,
        is_active=body.is_active,
        bank_name=body.bank_name,
        bank_account=body.bank_account,
    )
    return pk


class PriceBody(Body):
    """A price of one base unit from ``minimum`` base units on: for a customer, a level, or with neither for all."""

    product: Id = None
    party: Id = None
    level: Text = ""
    minimum: Quantity = None
    price: Price = None
    is_with_tax: Flag = True
    floor_price: Price = None
    currency: Text = "CNY"
    valid_from: Day = None
    valid_to: Day = None
    remark: Text = ""
    is_active: Flag = True


def _price(actor: Actor, pk: int | None, body: PriceBody) -> int:
    if body.price is None:
        raise FieldRequired(label="价格").at(field="price")
    record = PriceRecord(
        product_id=body.product or 0,
        price=body.price,
        party_id=body.party,
        level=body.level,
        minimum=body.minimum or ZERO,
        is_with_tax=body.is_with_tax,
        floor_price=body.floor_price,
        currency=body.currency.strip().upper() or "CNY",
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        remark=body.remark,
        is_active=body.is_active,
    )
    return int(save_price(actor=actor, price_id=pk, record=record).pk)


Save = Callable[[Actor, int | None, Any], int]
#: Name, body, what saves it (id None makes a new one), label.
WRITABLE: tuple[tuple[str, type[Body], Save, str], ...] = (
    ("warehouses", WarehouseBody, _warehouse, "仓库"),
    ("bins", BinBody, _bin, "库位"),
    ("categories", CategoryBody, _category, "商品类别"),
    ("units", UnitBody, _unit, "计量单位"),
    ("tax-codes", TaxCodeBody, _tax_code, "税码"),
    ("departments", DepartmentBody, _department, "部门"),
    ("employees", EmployeeBody, _employee, "职员"),
    ("fund-accounts", FundAccountBody, _fund_account, "资金账户"),
    ("prices", PriceBody, _price, "价目"),
)


def routers() -> list[tuple[str, Router]]:
    """Path and router of every short list."""
    made = [(f"/{name}", _router(name, body, save, label)) for name, body, save, label in WRITABLE]
    accounts = Router(tags=["科目"])
    _read_routes(accounts, "accounts", "科目")
    return [*made, ("/accounts", accounts)]


def _router(name: str, body: type[Body], save: Save, label: str) -> Router:
    router = Router(tags=[label])
    _read_routes(router, name, label)

    def create(request: HttpRequest, payload: Any) -> HttpResponse:
        """A new one."""
        actor = actor_of(request)
        return reply(_existing(actor, name, save(actor, None, payload)), 201)

    def change(request: HttpRequest, record_id: int, payload: Any) -> HttpResponse:
        """Make it what the body says; what documents already rely on stays and is refused."""
        actor = actor_of(request)
        now = _existing(actor, name, record_id)
        if "code" in now and getattr(payload, "code", "") != now["code"]:
            raise FixedOnceMade(label="编码").at(field="code")
        return reply(_existing(actor, name, save(actor, record_id, payload)))

    create.__annotations__["payload"] = body
    change.__annotations__.update(payload=body, record_id=RecordId)
    key = name.replace("-", "_")
    router.post("", response={201: dict[str, Any]}, summary=f"新增{label}", operation_id=f"{key}_create")(
        create
    )
    router.put("/{record_id}", response=dict[str, Any], summary=f"修改{label}", operation_id=f"{key}_save")(
        change
    )
    return router


def _read_routes(router: Router, name: str, label: str) -> None:
    def read_list(request: HttpRequest, query: Any) -> HttpResponse:
        """A page by code."""
        found = list_records(
            actor_of(request), name, text=query.q, is_active=query.is_active, page=query.page, size=query.size
        )
        return reply(page_answer(found))

    def read_one(request: HttpRequest, record_id: int) -> HttpResponse:
        """One of them."""
        return reply(_existing(actor_of(request), name, record_id))

    read_list.__annotations__["query"] = Query[RecordQuery]
    read_one.__annotations__["record_id"] = RecordId
    key = name.replace("-", "_")
    router.get("", response=RecordListAnswer, summary=f"{label}列表", operation_id=f"{key}_list")(read_list)
    router.get("/{record_id}", response=dict[str, Any], summary=label, operation_id=f"{key}_read")(read_one)


def _existing(actor: Actor, name: str, pk: int) -> dict[str, Any]:
    assert name in LISTS
    row = find_record(actor, name, pk)
    if row is None:
        raise RecordNotFound(record_id=pk)
    return row
