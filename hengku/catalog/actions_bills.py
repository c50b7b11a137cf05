"""物料清单: saying what a set is made up of, or what goods are put together of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from hengku.audit.actions import record as record_event
from hengku.catalog.models import Bill, BillLine, Product
from hengku.company.actions import keep_postings_out
from hengku.company.record_rules import number_problems, too_long
from hengku.identity.actor import Actor
from hengku.kit import clock, sql
from hengku.kit.errors import Invalid, NotFound, Problem, Refused, raise_all

KINDS: Final = ("kit", "assembly", "dish")
#: By these a product is sold without goods of its own: what leaves is what it is made up of.
SOLD_BY: Final = ("kit", "dish")

#: Whether goods of a product lie anywhere, for the rooms that know: (company, product) → answer.
HasStock = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class BillLineRecord:
    """So many base units (> 0) of a component, and what one is sold for alone, with tax; None: its sale price."""

    component_id: int
    quantity: Decimal
    standalone_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BillRecord:
    """``makes`` base units of a product are made up of ``lines``."""

    product_id: int
    kind: str
    lines: tuple[BillLineRecord, ...]
    makes: Decimal = Decimal(1)
    version: str = ""
    remark: str = ""
    is_active: bool = True


@dataclass(eq=False)
class BillNotFound(NotFound):
    """No such bill in this company."""

    bill_id: int
    text = "找不到物料清单(编号 {bill_id})。"


@dataclass(eq=False)
class BillKindUnknown(Invalid):
    """A bill is of a kit, of an assembly or of a dish."""

    kind: str
    text = "物料清单的用途 {kind} 不正确,可用:kit(套装)、assembly(组装)、dish(菜品配方)。"


@dataclass(eq=False)
class BillOfNothing(Invalid):
    """A bill without components."""

    text = "请至少填写一个组成商品。"


@dataclass(eq=False)
class BillProductUnknown(Invalid):
    """It names a product that is not there or not in use."""

    label: str
    text = "{label}不存在或已停用,请从商品中选择。"


@dataclass(eq=False)
class ComponentTwice(Invalid):
    """One component, one line."""

    product: str
    first_line: int
    text = "“{product}”在第 {first_line} 行已经有了。请合并成一行,改数量。"


@dataclass(eq=False)
class ComponentOfItself(Refused):
    """A product cannot be made of itself, straight or by way of its components."""

    product: str
    text = "“{product}”的组成里又用到了它自己。请去掉这一行。"


@dataclass(eq=False)
class KitInsideKit(Refused):
    """A kit or a dish has no stock, so nothing can be made of it (C17, D-POS)."""

    product: str
    text = "“{product}”本身是套装或菜品,没有库存,不能作为组成商品。请直接填写它的组成。"


@dataclass(eq=False)
class KitHasStock(Refused):
    """A kit or a dish leaves as its components: goods of its own would never leave."""

    product: str
    text = "“{product}”还有库存,不能设为套装或菜品。请先把库存出清(或用拆卸单拆成子件)。"


@dataclass(eq=False)
class KitIsAssembled(Refused):
    """A product is either sold as a set, or a dish, or put together and kept."""

    product: str
    text = "“{product}”已有启用的组装清单。套装和菜品没有库存,不能又是组装的成品;请先停用组装清单。"


@dataclass(eq=False)
class AssembledIsKit(Refused):
    """The same from the other side."""

    product: str
    text = "“{product}”是套装或菜品,没有库存,不能组装。请先停用它的套装组成或配方。"


@dataclass(eq=False)
class BillVersionTaken(Refused):
    """A product has one bill of a kind and version, and one by which it is sold."""

    product: str
    text = "“{product}”已有同用途、同版本的清单,或已有启用的套装组成、配方。请修改已有的那一份,换一个版本号,或先停用它。"


@dataclass(eq=False)
class BillQuantityNotPositive(Invalid):
    """Nothing is made of nothing."""

    given: Decimal
    text = "数量应大于 0,现为 {given}。"


@dataclass(eq=False)
class BillProductFixed(Refused):
    """A bill stays that of its product, and of its kind."""

    text = "清单的商品和用途不能修改。请停用这一份,另建新的。"


CYCLE = """
WITH RECURSIVE inside AS (
    SELECT unnest(%(components)s::bigint[]) AS product_id
    UNION
    SELECT l.component_id FROM inside
    JOIN catalog_bill AS b ON b.company_id = %(company)s AND b.product_id = inside.product_id AND b.is_active
    JOIN catalog_billline AS l ON l.company_id = b.company_id AND l.bill_id = b.id
)
SELECT 1 FROM inside WHERE product_id = %(product)s
"""


def assume_stock(company_id: int, product_id: int) -> bool:
    """Nobody was asked: the answer that allows least."""
    return True


@transaction.atomic(durable=True)
def save_bill(
    *, actor: Actor, bill_id: int | None, record: BillRecord, has_stock: HasStock = assume_stock
) -> Bill:
    """Make a bill, or make it what ``record`` says, its lines included. Needs ``catalog.edit``. Audited.

    Keeps postings out while it changes what they go by. Refused with every reason at once: no lines, a component
    twice, unknown or unused, made of itself, a kit inside, a kit or a dish that — by ``has_stock`` — has goods or is
    assembled (C17, D-POS).
    """
    actor.must("catalog.edit")
    record = replace(record, version=record.version.strip(), remark=record.remark.strip())
    keep_postings_out(actor.company_id)
    kept = _found(actor, bill_id, record)
    raise_all(_problems(actor, kept, record, has_stock))
    before = _told(kept) if kept.pk else None
    for name in ("product_id", "kind", "version", "makes", "remark", "is_active"):
        setattr(kept, name, getattr(record, name))
    kept.save()
    BillLine.objects.visible_to(actor).filter(bill=kept).delete()
    BillLine.objects.bulk_create(
        BillLine(
            company_id=actor.company_id,
            bill=kept,
            line_no=number,
            component_id=line.component_id,
            quantity=line.quantity,
            standalone_price=line.standalone_price,
        )
        for number, line in enumerate(record.lines, 1)
    )
    if record.kind in SOLD_BY:
        used = Bill.objects.visible_to(actor).filter(product_id=record.product_id, kind=record.kind, is_active=True)
        Product.objects.visible_to(actor).filter(pk=record.product_id).update(**{f"is_{record.kind}": used.exists()})
    record_event(
        actor=actor,
        at=clock.now(),
        action="catalog.bill.created" if bill_id is None else "catalog.bill.changed",
        entity_kind="product",
        entity_id=record.product_id,
        data={"bill": kept.pk, "before": before, "after": _told(kept)},
    )
    return kept


def _found(actor: Actor, bill_id: int | None, record: BillRecord) -> Bill:
    if bill_id is None:
        return Bill(company_id=actor.company_id)
    kept: Bill | None = Bill.objects.visible_to(actor).select_for_update().filter(pk=bill_id).first()
    if kept is None:
        raise BillNotFound(bill_id=bill_id)
    if (kept.product_id, kept.kind) != (record.product_id, record.kind):
        raise BillProductFixed
    return kept


def _told(bill: Bill) -> dict[str, Any]:
    """A bill as the evidence tells of it."""
    lines = BillLine.objects.of_company(bill.company_id).filter(bill=bill).order_by("line_no")
    told = lines.values_list("component__code", "quantity", "standalone_price")
    return {
        "kind": bill.kind,
        "version": bill.version,
        "makes": str(bill.makes),
        "is_active": bill.is_active,
        "lines": [[code, str(quantity), str(price or "")] for code, quantity, price in told],
    }


def _problems(actor: Actor, kept: Bill, record: BillRecord, has_stock: HasStock) -> list[Problem]:
    if record.kind not in KINDS:
        return [BillKindUnknown(kind=record.kind).at(field="kind")]
    wanted = {record.product_id, *(line.component_id for line in record.lines)}
    products = {one.pk: one for one in Product.objects.visible_to(actor).filter(pk__in=wanted)}
    whole = products.get(record.product_id)
    if whole is None:
        return [BillProductUnknown(label="商品").at(field="product")]
    found = number_problems("产出数量", "makes", record.makes, 6)
    found += too_long({"version": ("版本", record.version, 16), "remark": ("备注", record.remark, 200)})
    if record.makes <= 0:
        found.append(BillQuantityNotPositive(given=record.makes).at(field="makes"))
    if not record.lines:
        found.append(BillOfNothing().at(field="component"))
    found += _line_problems(record, products)
    same = Bill.objects.visible_to(actor).filter(product=whole).exclude(pk=kept.pk)
    if same.filter(kind=record.kind, version=record.version).exists():
        found.append(BillVersionTaken(product=whole.name).at(field="version"))
    elif record.is_active:
        found += _use_problems(actor, whole, record, has_stock)
    return found


def _line_problems(record: BillRecord, products: dict[int, Product]) -> list[Problem]:
    found: list[Problem] = []
    first: dict[int, int] = {}
    for number, line in enumerate(record.lines, 1):
        problems: list[Problem] = []
        component = products.get(line.component_id)
        if component is None or not component.is_active:
            problems.append(BillProductUnknown(label="组成商品").at(field="component"))
        elif line.component_id in first:
            twice = ComponentTwice(product=component.name, first_line=first[line.component_id])
            problems.append(twice.at(field="component"))
        elif (component.is_kit or component.is_dish) and line.component_id != record.product_id:
            problems.append(KitInsideKit(product=component.name).at(field="component"))
        first.setdefault(line.component_id, number)
        problems += number_problems("数量", "quantity", line.quantity, 6)
        if line.quantity == 0:
            problems.append(BillQuantityNotPositive(given=line.quantity).at(field="quantity"))
        problems += number_problems("单独售价", "standalone_price", line.standalone_price, 8)
        found += [problem.at(line_no=number) for problem in problems]
    return found


def _use_problems(actor: Actor, whole: Product, record: BillRecord, has_stock: HasStock) -> list[Problem]:
    """What stands against using it: a circle, another use of the product, goods of what has none."""
    found: list[Problem] = []
    company = actor.company_id
    components = [line.component_id for line in record.lines]
    if sql.rows(CYCLE, {"company": company, "components": sql.array(components), "product": whole.pk}):
        found.append(ComponentOfItself(product=whole.name).at(field="component"))
    others = Bill.objects.visible_to(actor).filter(product=whole, is_active=True)
    has_none = whole.is_kit or whole.is_dish
    if record.kind in SOLD_BY:
        if others.filter(kind="assembly").exists():
            found.append(KitIsAssembled(product=whole.name).at(field="kind"))
        if others.filter(kind__in=SOLD_BY).exclude(kind=record.kind, version=record.version).exists():
            found.append(BillVersionTaken(product=whole.name).at(field="version"))
        if not has_none and has_stock(company, whole.pk):
            found.append(KitHasStock(product=whole.name).at(field="product"))
    elif has_none:
        found.append(AssembledIsKit(product=whole.name).at(field="kind"))
    return found
