"""物料清单: what products are made up of, as sets or dishes that are sold or as goods that are put together."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from hengku.api.auth import actor_of
from hengku.api.bodies import Body
from hengku.api.queries import QueryBody
from hengku.api.records import RecordId
from hengku.api.schemas import Answer, Named
from hengku.api.schemas_documents import DoneAnswer
from hengku.api.values import Day, Flag, Id, Price, Quantity, Rate, SomeId, Text
from hengku.api.wire import reply
from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.catalog.queries_bills import BillRow, bills
from hengku.identity.actor import Actor
from hengku.inventory.queries import has_stock
from hengku.kit.numbers import ZERO
from hengku.warehousing.actions_bill import Batch, Component, components_of, draft_from_bill

router = Router(tags=["物料清单"])


class BillsQuery(QueryBody):
    """Bills of a product, or those it is a component of; without either all of them."""

    product: Id = None
    component: Id = None


class BillLineBody(Body):
    """So many base units of a component; what one of them is sold for alone, with tax, empty for its sale price."""

    component: Id = None
    quantity: Quantity = None
    standalone_price: Price = None


class BillBody(Body):
    """``makes`` base units of the product are made up of the lines."""

    product: Id = None
    kind: Literal["kit", "assembly", "dish"] = "kit"
    version: Text = ""
    makes: Quantity = None
    remark: Text = ""
    is_active: Flag = True
    lines: list[BillLineBody] = Field(max_length=500)


class BatchBody(Body):
    """So many base units put together, taken apart, or ordered to be made by a bill, into ``warehouse``; a production
    order takes its components from ``components_from``, empty the same, and work given out goes to ``processor``, empty
    is said later. ``loss`` 0.02: 2 % more of each component.
    """

    type: Literal["assembly", "disassembly", "production_order", "outsource_order"] = "assembly"
    quantity: Quantity = None
    warehouse: SomeId
    components_from: Id = None
    processor: Id = None
    batch_no: Text = ""
    loss: Rate = ZERO
    business_on: Day = None


class NeededQuery(QueryBody):
    """For how many base units of the product; ``loss`` 0.02 takes 2 % more."""

    quantity: Quantity = None
    loss: Rate = ZERO


class NeededAnswer(Answer):
    """A component, and how many base units of it are needed."""

    product: dict[str, Any]
    unit: Named
    quantity: str


class BillLineAnswer(Answer):
    """A component; ``price`` is its own sale price, for where no standalone price is given."""

    component: Named
    unit: str
    quantity: str
    standalone_price: str | None
    price: str


class BillAnswer(Answer):
    """A bill with its lines."""

    id: str
    product: Named
    unit: str
    kind: str
    version: str
    makes: str
    remark: str
    is_active: bool
    lines: list[BillLineAnswer]


@router.get("", response=list[BillAnswer], summary="物料清单列表", operation_id="bills_list")
def read_bills(request: HttpRequest, query: Query[BillsQuery]) -> HttpResponse:
    """Bills, those in use first; at most 500."""
    found = bills(actor_of(request), product_id=query.product, component_id=query.component)
    return reply([_told(one) for one in found])


@router.post("", response={201: BillAnswer}, summary="新增物料清单", operation_id="bills_create")
def create_bill(request: HttpRequest, payload: BillBody) -> HttpResponse:
    """A new bill."""
    return reply(_saved(actor_of(request), None, payload), 201)


@router.put("/{record_id}", response=BillAnswer, summary="修改物料清单", operation_id="bills_save")
def change_bill(request: HttpRequest, record_id: RecordId, payload: BillBody) -> HttpResponse:
    """Make it what the body says; what was posted by it stays as it was."""
    return reply(_saved(actor_of(request), record_id, payload))


@router.post("/{record_id}/draft", response=DoneAnswer, summary="按清单组装、拆卸、下生产订单或委外订单", operation_id="bills_draft")
def create_draft(request: HttpRequest, record_id: RecordId, payload: BatchBody) -> HttpResponse:
    """A draft of a 组装单, 拆卸单, 生产订单 or 委外订单 with the components of so many; a batch is made once."""
    batch = Batch(
        payload.type,
        payload.quantity or ZERO,
        payload.warehouse,
        payload.batch_no,
        payload.business_on or timezone.localdate(),
        payload.loss or ZERO,
        payload.components_from,
        payload.processor,
    )
    made = draft_from_bill(
        actor=actor_of(request), bill_id=record_id, batch=batch, now=timezone.localtime()
    )
    return reply({"id": str(made.id)})


@router.get(
    "/{record_id}/components", response=list[NeededAnswer], summary="按清单带出子件", operation_id="bills_components"
)
def read_components(request: HttpRequest, record_id: RecordId, query: Query[NeededQuery]) -> HttpResponse:
    """What so many of the product are made of, rounded up: lines for an order that is being typed."""
    needed = components_of(
        actor_of(request), record_id, quantity=query.quantity or ZERO, loss=query.loss or ZERO
    )
    return reply([_line_of(one) for one in needed])


def _line_of(one: Component) -> dict[str, Any]:
    product, unit = one.product, one.product.base_unit
    named = {"id": str(product.pk), "code": product.code, "name": product.name, "specification": product.specification}
    return {"product": named, "unit": {"id": str(unit.pk), "name": unit.name}, "quantity": one.quantity}


def _saved(actor: Actor, bill_id: int | None, body: BillBody) -> dict[str, Any]:
    record = BillRecord(
        product_id=body.product or 0,
        kind=body.kind,
        lines=tuple(
            BillLineRecord(one.component or 0, one.quantity or ZERO, one.standalone_price)
            for one in body.lines
        ),
        makes=body.makes if body.makes is not None else 1 + ZERO,
        version=body.version,
        remark=body.remark,
        is_active=body.is_active,
    )
    kept = save_bill(actor=actor, bill_id=bill_id, record=record, has_stock=has_stock)
    return next(_told(one) for one in bills(actor, product_id=kept.product_id) if one.id == kept.pk)


def _told(bill: BillRow) -> dict[str, Any]:
    return {
        "id": str(bill.id),
        "product": {"id": str(bill.product_id), "code": bill.code, "name": bill.name},
        "unit": bill.unit,
        "kind": bill.kind,
        "version": bill.version,
        "makes": bill.makes,
        "remark": bill.remark,
        "is_active": bill.is_active,
        "lines": [
            {
                "component": {"id": str(one.component_id), "code": one.code, "name": one.name},
                "unit": one.unit,
                "quantity": one.quantity,
                "standalone_price": one.standalone_price,
                "price": one.price,
            }
            for one in bill.lines
        ],
    }
