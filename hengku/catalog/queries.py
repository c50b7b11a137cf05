"""Finding products by whatever people know of them, and reading the lists that describe them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.db.models.functions import Reverse

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.errors import ProductNotFound
from hengku.catalog.models import Barcode, Category, Product, ProductUnit, TaxCode, Unit
from hengku.catalog.search_rules import fold
from hengku.identity.actor import Actor

LIMIT_MAX = 200


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A product as a picker shows it. ``unit_id`` is the unit of the barcode that was scanned, else the base unit."""

    product_id: int
    code: str
    name: str
    specification: str
    unit_id: int
    unit: str
    tax_code_id: int
    sale_price: Decimal | None
    purchase_price: Decimal | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class ProductDetail:
    """A product with its other units and its barcodes."""

    product: Product
    units: list[ProductUnit]
    barcodes: list[Barcode]


_HIT = (
    "pk",
    "code",
    "name",
    "specification",
    "base_unit_id",
    "base_unit__name",
    "tax_code_id",
    "sale_price",
    "purchase_price",
    "is_active",
)
_BARCODE_HIT = (
    "product_id",
    "product__code",
    "product__name",
    "product__specification",
    "unit_id",
    "unit__name",
    "product__tax_code_id",
    "product__sale_price",
    "product__purchase_price",
    "product__is_active",
)


def search_products(
    *, actor: Actor, text: str, limit: int = 20, is_active: bool | None = True
) -> list[ProductHit]:
    """Products by code, barcode, name, pinyin or its initials, the closest first.

    Exact code or barcode, then code, initials or pinyin that begin so, then barcodes that end so, then names or
    initials that contain it, every word of it; an empty text gives the first by code. Needs ``catalog.view``.
    At most five statements; times at 100,000 products are in docs/algorithms/search.md.
    """
    actor.must("catalog.view")
    limit = max(1, min(limit, LIMIT_MAX))
    given = text.strip()
    products = Product.objects.visible_to(actor)
    if is_active is not None:
        products = products.filter(is_active=is_active)
    hits: dict[int, ProductHit] = {}
    if not given:
        _take(hits, products.order_by("code").values_list(*_HIT)[:limit])
        return list(hits.values())
    scanned = Barcode.objects.visible_to(actor).filter(code=stored_barcode(given))
    if is_active is not None:
        scanned = scanned.filter(product__is_active=is_active)
    _take(hits, scanned.values_list(*_BARCODE_HIT))
    _take(hits, products.filter(code__in={given, given.upper()}).values_list(*_HIT))
    if len(given) >= _SCAN_SIZE and given.isdecimal() and hits:
        return list(hits.values())
    initials = fold(given).replace(" ", "")
    begins = Q(code__startswith=given) | Q(code__startswith=given.upper())
    if initials.isascii():
        begins |= Q(initials__startswith=initials) | Q(pinyin__startswith=initials)
    _take(hits, products.filter(begins).order_by("code").values_list(*_HIT)[:limit])
    if len(hits) < limit and len(given) >= _TAIL_SIZE and given.isdecimal():
        tails = (
            Barcode.objects.visible_to(actor).alias(tail=Reverse("code")).filter(tail__startswith=given[::-1])
        )
        if is_active is not None:
            tails = tails.filter(product__is_active=is_active)
        _take(hits, tails.order_by("code").values_list(*_BARCODE_HIT)[:limit])
    if len(hits) < limit:
        contains = Q()
        for word in given.split():
            contains &= Q(name__icontains=word) | Q(specification__icontains=word)
        if initials.isascii():
            contains |= Q(initials__contains=initials)
        _take(hits, products.filter(contains).order_by("code").values_list(*_HIT)[:limit])
    return list(hits.values())[:limit]


#: From this many digits on a text that hits is a scan: nobody wants names that contain it as well.
_SCAN_SIZE = 8
#: From this many digits on it may be the end of a barcode, which is what people read off a label.
_TAIL_SIZE = 4


def product(*, actor: Actor, product_id: int) -> ProductDetail:
    """A product with everything about it. Needs ``catalog.view``; ``ProductNotFound`` elsewhere. Three statements."""
    actor.must("catalog.view")
    found = (
        Product.objects.visible_to(actor)
        .select_related("category", "base_unit", "tax_code")
        .filter(pk=product_id)
        .first()
    )
    if found is None:
        raise ProductNotFound(product_id=product_id)
    units = ProductUnit.objects.visible_to(actor).filter(product=found).select_related("unit").order_by("pk")
    barcodes = Barcode.objects.visible_to(actor).filter(product=found).select_related("unit").order_by("code")
    return ProductDetail(found, list(units), list(barcodes))


def units(actor: Actor) -> Sequence[Unit]:
    """The units of measure of the company, in the order they were made. Needs ``catalog.view``."""
    actor.must("catalog.view")
    return list(Unit.objects.visible_to(actor).order_by("pk"))


def categories(actor: Actor, *, is_active: bool | None = None) -> Sequence[Category]:
    """The categories of the company, by code. Needs ``catalog.view``."""
    actor.must("catalog.view")
    found = Category.objects.visible_to(actor).order_by("code")
    return list(found if is_active is None else found.filter(is_active=is_active))


def tax_codes(actor: Actor, *, is_active: bool | None = None) -> Sequence[TaxCode]:
    """The tax codes of the company, by code. Needs ``catalog.view``."""
    actor.must("catalog.view")
    found = TaxCode.objects.visible_to(actor).order_by("code")
    return list(found if is_active is None else found.filter(is_active=is_active))


def tax_code_names(actor: Actor) -> list[tuple[str, str]]:
    """Code and name of each active tax code, for who sets the company up. Needs no right: names alone."""
    found = TaxCode.objects.visible_to(actor).filter(is_active=True).order_by("code")
    return list(found.values_list("code", "name"))


def _take(hits: dict[int, ProductHit], rows: Iterable[tuple]) -> None:
    for row in rows:
        hits.setdefault(row[0], ProductHit(*row))
