"""申请采购 of all that an order to make goods is short of, in one 采购申请单 (R-37, D-PR)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import IntegrityError

from hengku.documents.actions import Draft, save_draft
from hengku.documents.paper import Paper, PaperLine
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.errors import Refused
from hengku.kit.numbers import ZERO
from hengku.manufacturing.kitting import Component, kitting

REQUISITION: Final = "purchase_requisition"
#: Source system of a requisition for an order; its number is the order's id and how many there were before it.
FOR_ORDER: Final = "kitting"
#: Requisitions for an order, the latest last. What is done, closed or cancelled asks for nothing any more.
ASKED: Final = """
SELECT d.id, d.number, d.state IN ('draft', 'approved', 'partial') FROM documents_document AS d
WHERE d.company_id = %s AND d.type_code = 'purchase_requisition' AND d.source_system = 'kitting'
  AND starts_with(d.source_number, %s)
ORDER BY d.id
"""
REMARKS: Final = {"zh": "{label} {number} 缺料", "en": "Short for {label} {number}"}


@dataclass(eq=False)
class NothingShort(Refused):
    """All components are there, held or free."""

    number: str
    text = "{number} 的子件没有缺的,不需要申请采购。"


@dataclass(eq=False)
class ShortAskedAlready(Refused):
    """What is short of an order is asked for by one requisition at a time."""

    number: str
    other: str
    text = "{number} 缺的子件已有采购申请单 {other}。请在那一张上改;它做完、关闭或作废后还缺,才能再申请。"


@dataclass(frozen=True, slots=True)
class Asked:
    """A requisition that stands for an order."""

    id: int
    number: str


def asked_for(actor: Actor, order_id: int) -> Asked | None:
    """The requisition that asks for what an order is short of, a draft too; None where none stands. One statement."""
    return next((Asked(pk, number) for pk, number, stands in _requisitions(actor, order_id) if stands), None)


def ask_for_short(*, actor: Actor, order_id: int, now: datetime, lang: str = "zh") -> Draft:
    """A draft 采购申请单 of every component the order is short of, one line a product, in base units; somebody looks it
    over, says the department where the order has none, and posts it. It is wanted by the day the order starts.

    Needs the right to view the order, ``reports.view`` and ``purchase_requisition.create``. Refused where nothing is
    short, and while another requisition for the order stands.
    """
    actor.must(f"{REQUISITION}.create")
    today = day_of(now)
    short = _by_product(kitting(actor, order_id, today=today))
    order, kind = find_document(actor, order_id)
    if not short:
        raise NothingShort(number=order.number)
    before = _requisitions(actor, order_id)
    _refuse_second(order.number, before)
    wanted_on = order.data.get("start_on") or order.due_on
    label = kind.label if lang == "zh" else kind.label_en
    paper = Paper(
        REQUISITION,
        today,
        [PaperLine(product_id=product, quantity=quantity) for product, quantity in short.items()],
        department_id=order.department_id,
        due_on=max(today, date.fromisoformat(str(wanted_on))) if wanted_on else today,
        remark=REMARKS[lang].format(label=label, number=order.number),
        source_system=FOR_ORDER,
        source_number=f"{order_id}/{len(before) + 1}",
    )
    try:
        return save_draft(actor=actor, paper=paper, now=now)
    except IntegrityError:  # somebody asked at the same moment
        _refuse_second(order.number, _requisitions(actor, order_id))
        raise


def _requisitions(actor: Actor, order_id: int) -> Sequence[tuple[int, str, bool]]:
    return [(pk, number, stands) for pk, number, stands in sql.rows(ASKED, (actor.company_id, f"{order_id}/"))]


def _refuse_second(number: str, known: Sequence[tuple[int, str, bool]]) -> None:
    for _, other, stands in known:
        if stands:
            raise ShortAskedAlready(number=number, other=other)


def _by_product(components: Sequence[Component]) -> dict[int, Decimal]:
    """Base units of each product that are short, in the order of their first line."""
    short: dict[int, Decimal] = {}
    for one in components:
        if one.short > 0:
            short[one.product_id] = short.get(one.product_id, ZERO) + one.short
    return short
