"""Reading what a company chose for its paper, and what stands on labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import Count

from hengku.catalog.models import Barcode, Product, ProductUnit
from hengku.documents.declaration import DocumentType, registry
from hengku.identity.actor import Actor
from hengku.kit.errors import NotFound
from hengku.kit.numbers import divide, multiply
from hengku.parties.actions import PartyNotFound
from hengku.parties.models import Party
from hengku.printing.images import checked_logo, logo_svg
from hengku.printing.labels import LabelOf
from hengku.printing.letters import LETTERS, Letter, needs_of
from hengku.printing.models import Logo, PaperTemplate, PartyTemplate
from hengku.printing.template import BUILT_IN, Read, Template, presets_of, read_template


@dataclass(eq=False)
class GoodsNotFound(NotFound):
    """No such product in this company."""

    product_id: int
    text = "找不到商品(编号 {product_id})。请从列表中重新选择。"


#: Of a template that is only named.
UNREAD: Final = Read(Template())


@dataclass(frozen=True, slots=True)
class Named:
    """A template that can be chosen. ``key`` is its id, or that of one coming with the program, which has no ``id``.
    ``party_count`` is how many parties chose it.
    """

    key: str
    name: str
    name_en: str
    read: Read = UNREAD
    id: int | None = None
    is_default: bool = False
    party_count: int = 0


def templates_of(actor: Actor, kind: DocumentType | Letter) -> list[Named]:
    """Every template that documents of a type can be printed with: those that come with the program, then the company's
    own by name. Exactly one is the default. Two statements.
    """
    rows = (
        PaperTemplate.objects.visible_to(actor)
        .filter(type_code=kind.code, is_active=True)
        .order_by("name", "pk")
    )
    chose = PartyTemplate.objects.visible_to(actor).filter(type_code=kind.code)
    counts = dict(chose.filter(template__isnull=False).values_list("template_id").annotate(Count("pk")))
    presets = dict(chose.filter(template__isnull=True).values_list("preset").annotate(Count("pk")))
    own = [
        Named(
            key=str(row.pk),
            name=row.name,
            name_en=row.name,
            read=read_template(kind, row.data if isinstance(row.data, dict) else None),
            id=row.pk,
            is_default=row.is_default,
            party_count=counts.get(row.pk, 0),
        )
        for row in rows
    ]
    is_chosen = any(one.is_default for one in own)
    built_in = [
        Named(
            key=key,
            name=preset.name,
            name_en=preset.name_en,
            read=Read(preset.template),
            is_default=key == BUILT_IN and not is_chosen,
            party_count=presets.get(key, 0),
        )
        for key, preset in presets_of(kind).items()
    ]
    return built_in + own


def chosen_of(actor: Actor, party_id: int) -> dict[str, str]:
    """The keys of the templates that a party chose, by type. One statement."""
    rows = PartyTemplate.objects.visible_to(actor).filter(party_id=party_id)
    return {
        code: str(template_id) if template_id else preset
        for code, template_id, preset in rows.values_list("type_code", "template_id", "preset")
    }


def offered_to(actor: Actor, party_id: int) -> list[tuple[DocumentType | Letter, list[Named]]]:
    """What papers for a party can be printed with: each type and letter for its side that has more than one template
    and whose papers the actor may see. Two statements. Refused with ``PartyNotFound``.
    """
    sides = (
        Party.objects.visible_to(actor).filter(pk=party_id).values_list("is_customer", "is_supplier").first()
    )
    if sides is None:
        raise PartyNotFound(party_id=party_id)
    reached = {"party", *(side for side, holds in zip(("customer", "supplier"), sides, strict=True) if holds)}
    own: dict[str, list[Named]] = {}
    rows = PaperTemplate.objects.visible_to(actor).filter(is_active=True).order_by("name", "pk")
    for pk, code, name, is_default in rows.values_list("pk", "type_code", "name", "is_default"):
        own.setdefault(code, []).append(Named(str(pk), name, name, id=pk, is_default=is_default))
    found: list[tuple[DocumentType | Letter, list[Named]]] = []
    kinds: list[DocumentType | Letter] = [*registry().values(), *LETTERS.values()]
    for kind in kinds:
        if kind.party not in reached or not all(actor.may(word) for word in needs_of(kind)):
            continue
        mine = own.get(kind.code, [])
        has_default = any(one.is_default for one in mine)
        presets = [
            Named(key, one.name, one.name_en, is_default=key == BUILT_IN and not has_default)
            for key, one in presets_of(kind).items()
        ]
        if len(presets) + len(mine) > 1:
            found.append((kind, presets + mine))
    return found


def template_for(found: Sequence[Named], chosen: str | None) -> Named:
    """The template of key ``chosen``, or the default of the type when it is not there any more."""
    return next((one for one in found if one.key == chosen), next(one for one in found if one.is_default))


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
