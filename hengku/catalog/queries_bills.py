"""Bills as other rooms need them: components of kits by product, and where a product is used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from hengku.catalog.bill_rules import Part
from hengku.catalog.models import Bill, BillLine, Product
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import ZERO

PARTS = """
SELECT b.product_id, l.component_id, l.quantity, coalesce(l.standalone_price, p.sale_price, 0), b.makes
FROM catalog_bill AS b
JOIN catalog_billline AS l ON l.company_id = b.company_id AND l.bill_id = b.id
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.component_id
WHERE b.company_id = %s AND b.product_id = ANY(%s) AND b.kind = %s AND b.is_active
ORDER BY b.product_id, b.id DESC, l.line_no
"""


VERSIONS = """
SELECT product_id, version FROM catalog_bill
WHERE company_id = %s AND product_id = ANY(%s) AND kind = 'assembly' AND is_active ORDER BY product_id, id DESC
"""


@dataclass(frozen=True, slots=True)
class BillRowLine:
    """A line of a bill as it is shown. ``price`` is the component's own, where the line says none."""

    component_id: int
    code: str
    name: str
    unit: str
    quantity: Decimal
    standalone_price: Decimal | None
    price: Decimal


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill as it is shown."""

    id: int
    product_id: int
    code: str
    name: str
    unit: str
    kind: str
    version: str
    makes: Decimal
    remark: str
    is_active: bool
    lines: tuple[BillRowLine, ...]


def parts_of(company_id: int, products: Iterable[int], kind: str = "kit") -> dict[int, list[Part]]:
    """Components by the bills of a kind in use, by product, in the order of their bills. One statement; none for no
    products.
    """
    wanted = [*products]
    found: dict[int, list[Part]] = {}
    if wanted:
        for product, *part in sql.rows(PARTS, (company_id, sql.array(wanted), kind)):
            found.setdefault(product, []).append(Part(*part))
    return found


def versions_in_use(company_id: int, products: Iterable[int | None]) -> dict[int, list[str]]:
    """Versions of the assembly bills in use, by product, the newest first ("" for one without). One statement."""
    found: dict[int, list[str]] = {}
    for product, version in sql.rows(VERSIONS, (company_id, sql.array(sorted({one for one in products if one})))):
        found.setdefault(product, []).append(version)
    return found


def kits_among(actor: Actor, products: Iterable[int]) -> dict[int, str]:
    """Which of these products leave as what they are made up of, as a ``kit`` or as a ``dish``. One statement."""
    found = Product.objects.visible_to(actor).filter(pk__in=[*products]).filter(Q(is_kit=True) | Q(is_dish=True))
    return {pk: "kit" if is_kit else "dish" for pk, is_kit in found.values_list("pk", "is_kit")}


def bills(actor: Actor, *, product_id: int | None = None, component_id: int | None = None) -> list[BillRow]:
    """Bills of a product, or those that a product is a component of, or all; in use first, by product. Needs
    ``catalog.view``. Two statements.
    """
    actor.must("catalog.view")
    found = Bill.objects.visible_to(actor).select_related("product__base_unit")
    if product_id is not None:
        found = found.filter(product_id=product_id)
    if component_id is not None:
        found = found.filter(lines__component_id=component_id)
    rows = list(found.order_by("-is_active", "product__code", "kind", "-pk")[:500])
    lines: dict[int, list[BillRowLine]] = {}
    listed = BillLine.objects.visible_to(actor).filter(bill__in=[one.pk for one in rows])
    for line in listed.select_related("component__base_unit").order_by("bill_id", "line_no"):
        component = line.component
        lines.setdefault(line.bill_id, []).append(
            BillRowLine(
                component.pk,
                component.code,
                component.name,
                component.base_unit.name,
                line.quantity,
                line.standalone_price,
                component.sale_price or ZERO,
            )
        )
    return [
        BillRow(
            one.pk,
            one.product_id,
            one.product.code,
            one.product.name,
            one.product.base_unit.name,
            one.kind,
            one.version,
            one.makes,
            one.remark,
            one.is_active,
            tuple(lines.get(one.pk, ())),
        )
        for one in rows
    ]
