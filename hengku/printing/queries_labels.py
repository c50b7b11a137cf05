"""Reading what stands on labels, and which labels a company has."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from hengku.catalog.models import Barcode, BillLine, Product, ProductUnit
from hengku.catalog.queries_scan import KILOGRAM
from hengku.company.queries import company
from hengku.identity.actor import Actor
from hengku.inventory.models import Lot, Place
from hengku.kit.errors import NotFound
from hengku.kit.numbers import divide, exact_text, multiply, product_to_fen, quantize
from hengku.printing.bin_labels import BinLabel
from hengku.printing.errors import TemplateGone
from hengku.printing.label_template import LABEL, PRESETS, LabelTemplate, read_label
from hengku.printing.labels import LabelOf
from hengku.printing.models import PaperTemplate


@dataclass(eq=False)
class GoodsNotFound(NotFound):
    """No such product in this company."""

    product_id: int
    text = "找不到商品(编号 {product_id})。请从列表中重新选择。"


@dataclass(frozen=True, slots=True)
class NamedLabel:
    """A label that can be chosen. ``key`` is its id, or that of one coming with the program, which has no ``id``."""

    key: str
    name: str
    name_en: str
    template: LabelTemplate
    left_out: tuple[str, ...] = ()
    id: int | None = None
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Labels asked for: a product, in one of its units (None: its base unit), ``count`` of each; with ``serials`` so
    many for each number. ``weight`` is in the unit the goods are weighed in, dates that are None are those of the lot.
    """

    product_id: int
    unit_id: int | None
    count: int
    lot_no: str = ""
    produced_on: date | None = None
    expires_on: date | None = None
    serials: tuple[str, ...] = ()
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Labelled:
    """What goods can be labelled in. ``units`` are ``(id, name, base units in one)``, the base unit first."""

    product_id: int
    name: str
    tracking: str
    weight_unit: str  # "" for goods that nobody weighs
    is_kit: bool = False
    units: list[tuple[int, str, Decimal]] = field(default_factory=list)


def label_templates(actor: Actor) -> list[NamedLabel]:
    """Every label: those that come with the program, then the company's own by name; exactly one is the default. One
    statement.
    """
    rows = PaperTemplate.objects.visible_to(actor).filter(type_code=LABEL, is_active=True)
    own = []
    for row in rows.order_by("name", "pk"):
        template, left_out = read_label(row.data if isinstance(row.data, dict) else None)
        own.append(NamedLabel(str(row.pk), row.name, row.name, template, left_out, row.pk, row.is_default))
    is_chosen = any(one.is_default for one in own)
    first = next(iter(PRESETS))
    built_in = [
        NamedLabel(key, one.name, one.name_en, one.template, is_default=key == first and not is_chosen)
        for key, one in PRESETS.items()
    ]
    return built_in + own


def label_template(actor: Actor, key: str | None) -> NamedLabel:
    """The label of a key, None for the default; ``TemplateGone`` for one that is not there any more."""
    found = label_templates(actor)
    chosen = next((one for one in found if (one.is_default if key is None else one.key == key)), None)
    if chosen is None:
        raise TemplateGone(template=str(key)[:40]).at(field="template")
    return chosen


def labelled_goods(actor: Actor, ids: Collection[int]) -> list[Labelled]:
    """In which units goods can be labelled and how they are told apart, in the order of ``ids``. Needs
    ``catalog.view``; two statements. Goods that are not there are left out.
    """
    actor.must("catalog.view")
    products = Product.objects.visible_to(actor).select_related("base_unit", "aux_unit").filter(pk__in=ids)
    found: dict[int, Labelled] = {}
    for one in products:
        units = [(one.base_unit_id, one.base_unit.name, Decimal(1))]
        found[one.pk] = Labelled(one.pk, one.name, one.tracking, _weighed_in(one), one.is_kit, units)
    rows = ProductUnit.objects.visible_to(actor).filter(product_id__in=found).order_by("pk")
    for pk, unit, name, numerator, denominator in rows.values_list(
        "product_id", "unit_id", "unit__name", "numerator", "denominator"
    ):
        found[pk].units.append((unit, name, divide(Decimal(numerator), Decimal(denominator))))
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


def labels_of(actor: Actor, wanted: list[Wanted], *, shows_price: bool) -> list[LabelOf]:
    """What stands on each label. Needs ``catalog.view``. Five statements, whatever the number of labels, and one more
    where some of the goods are kits, for what they are made up of.

    The price is the sale price of the unit, tax included; the amount is what the weight costs. The barcode is that of
    the unit; without one the product's own code stands in its place.
    """
    actor.must("catalog.view")
    ids = {one.product_id for one in wanted}
    found = Product.objects.visible_to(actor).select_related("base_unit", "aux_unit").filter(pk__in=ids)
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
    lots = _dates_of(actor, wanted)
    contents = _contents_of(actor, [one.pk for one in products.values() if one.is_kit])
    company_name = company(actor).name
    labels = []
    for one in wanted:
        product = products[one.product_id]
        other = fractions.get((one.product_id, one.unit_id or 0))
        price = product.sale_price if shows_price else None
        amount = None
        weighed_in = _weighed_in(product)
        if price is not None and one.weight is not None and weighed_in:
            amount = product_to_fen(one.weight, price)
        if price is not None and other is not None and product.aux_unit is None:
            price = divide(multiply(price, Decimal(other.numerator)), Decimal(other.denominator))
        produced_on, expires_on = lots.get((one.product_id, one.lot_no), (None, None))
        unit = other.unit.name if other else product.base_unit.name
        label = LabelOf(
            code=product.code,
            name=product.name,
            specification=product.specification,
            barcode=codes.get((product.pk, other.unit_id if other else product.base_unit_id), ""),
            unit=weighed_in if product.aux_unit is not None and price is not None else unit,
            price=price,
            count=one.count,
            lot_no=one.lot_no,
            produced_on=one.produced_on or produced_on,
            expires_on=one.expires_on or expires_on,
            weight=one.weight if weighed_in else None,
            weight_unit=weighed_in,
            kilograms=one.weight if weighed_in.upper() in KILOGRAM else None,
            amount=amount,
            company=company_name,
            contents=_said_of(contents.get(product.pk, ()), other),
        )
        labels += [replace(label, serial=serial) for serial in one.serials] or [label]
    return labels


def _weighed_in(product: Product) -> str:
    """The name of the unit goods are weighed in: their second unit, or their own where that is the kilogram."""
    if product.aux_unit is not None:
        return product.aux_unit.name
    return product.base_unit.name if product.base_unit.name.upper() in KILOGRAM else ""


#: A component's name, its unit, and how many base units of it are in one base unit of the kit.
_Contents = tuple[str, str, Decimal]


def _contents_of(actor: Actor, kits: list[int]) -> dict[int, list[_Contents]]:
    """What each kit is made up of, in the order of its bill."""
    if not kits:
        return {}
    rows = BillLine.objects.visible_to(actor).filter(
        bill__product_id__in=kits, bill__kind="kit", bill__is_active=True
    )
    found: dict[int, list[_Contents]] = {}
    for product, name, unit, quantity, makes in rows.order_by("line_no").values_list(
        "bill__product_id", "component__name", "component__base_unit__name", "quantity", "bill__makes"
    ):
        found.setdefault(product, []).append((name, unit, divide(quantity, makes)))
    return found


def _said_of(contents: Collection[_Contents], unit: ProductUnit | None) -> str:
    """可乐 2 瓶、薯片 1 袋: of one of the unit the label is for."""
    times = divide(Decimal(unit.numerator), Decimal(unit.denominator)) if unit else Decimal(1)
    return "、".join(
        f"{name} {exact_text(quantize(multiply(quantity, times), 6))} {base}" for name, base, quantity in contents
    )


@dataclass(eq=False)
class BinGone(NotFound):
    """No such bin in this company, or in a warehouse the caller does not see."""

    bin_id: int
    text = "找不到库位(编号 {bin_id})。请刷新库位列表再打印。"


def bins_to_label(actor: Actor, ids: Collection[int]) -> list[BinLabel]:
    """The bins in the order of ``ids``, each once. Needs ``reports.view``; one statement."""
    actor.must("reports.view")
    rows = Place.objects.visible_to(actor).exclude(bin="").filter(pk__in=ids)
    found = {pk: BinLabel(code, name) for pk, code, name in rows.values_list("pk", "bin", "warehouse__name")}
    for one in ids:
        if one not in found:
            raise BinGone(bin_id=one).at(field="bins")
    return [found[one] for one in dict.fromkeys(ids)]


def _dates_of(actor: Actor, wanted: list[Wanted]) -> dict[tuple[int, str], tuple[date | None, date | None]]:
    """When the lots asked for were made and expire, where they are known."""
    numbers = {one.lot_no for one in wanted if one.lot_no}
    if not numbers:
        return {}
    rows = Lot.objects.visible_to(actor).filter(
        product_id__in={one.product_id for one in wanted}, lot_no__in=numbers
    )
    return {
        (product_id, lot_no): (produced_on, expires_on)
        for product_id, lot_no, produced_on, expires_on in rows.values_list(
            "product_id", "lot_no", "produced_on", "expires_on"
        )
    }
