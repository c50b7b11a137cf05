"""Reading what a company chose for its paper, and what stands on labels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from hengku.catalog.models import Barcode, Product, ProductUnit
from hengku.documents.declaration import DocumentType
from hengku.identity.actor import Actor
from hengku.kit.errors import NotFound
from hengku.kit.numbers import divide, multiply
from hengku.parties.models import Party
from hengku.printing.images import checked_logo, logo_svg
from hengku.printing.labels import LabelOf
from hengku.printing.models import Logo, PaperTemplate
from hengku.printing.template import Read, read_template


@dataclass(eq=False)
class GoodsNotFound(NotFound):
    """No such product in this company."""

    product_id: int
    text = "找不到商品(编号 {product_id})。请从列表中重新选择。"


def template_of(actor: Actor, kind: DocumentType) -> tuple[Read, bool]:
    """The template of a type as it can be used, and whether the company chose it. One statement."""
    row = (
        PaperTemplate.objects.visible_to(actor)
        .filter(type_code=kind.code)
        .values_list("data", flat=True)
        .first()
    )
    return read_template(kind, row if isinstance(row, dict) else None), row is not None


def logo_of(actor: Actor) -> tuple[bytes, str] | None:
    """The logo and its media type."""
    row = Logo.objects.visible_to(actor).values_list("content", "media_type").first()
    return None if row is None else (bytes(row[0]), str(row[1]))


def logo_picture(actor: Actor) -> str:
    """The logo as typst takes it, "" for none."""
    found = logo_of(actor)
    return logo_svg(checked_logo(found[0])) if found else ""


def party_contacts(actor: Actor, party_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Contact, phone and address by party, for who may see parties; one statement."""
    if not party_ids or not actor.may("parties.view"):
        return {}
    rows = (
        Party.objects.visible_to(actor)
        .filter(pk__in=set(party_ids))
        .values("id", "contact", "phone", "address")
    )
    return {row.pop("id"): row for row in rows}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Labels asked for: a product, in one of its units (None: its base unit), so many."""

    product_id: int
    unit_id: int | None
    count: int


def labels_of(actor: Actor, wanted: list[Wanted], *, shows_price: bool) -> list[LabelOf]:
    """What stands on each label. Needs ``catalog.view``. Three statements, whatever the number of labels.

    The price is the sale price of the unit, tax included. The barcode is that of the unit; without one the product's
    own code stands in its place.
    """
    actor.must("catalog.view")
    ids = {one.product_id for one in wanted}
    found = Product.objects.visible_to(actor).select_related("base_unit").filter(pk__in=ids)
    products = {one.pk: one for one in found}
    for one in wanted:
        if one.product_id not in products:
            raise GoodsNotFound(product_id=one.product_id)
    fractions = {
        (row.product_id, row.unit_id): row
        for row in ProductUnit.objects.visible_to(actor).select_related("unit").filter(product_id__in=ids)
    }
    codes: dict[tuple[int, int], str] = {}
    rows = Barcode.objects.visible_to(actor).filter(product_id__in=ids).order_by("pk")
    for product_id, unit_id, code in rows.values_list("product_id", "unit_id", "code"):
        codes.setdefault((product_id, unit_id), code)
    labels = []
    for one in wanted:
        product = products[one.product_id]
        other = fractions.get((one.product_id, one.unit_id or 0))
        price = product.sale_price if shows_price else None
        if price is not None and other is not None:
            price = divide(multiply(price, Decimal(other.numerator)), Decimal(other.denominator))
        labels.append(
            LabelOf(
                code=product.code,
                name=product.name,
                specification=product.specification,
                barcode=codes.get((product.pk, other.unit_id if other else product.base_unit_id), ""),
                unit=other.unit.name if other else product.base_unit.name,
                price=price,
                count=one.count,
            )
        )
    return labels
