"""Which products look like the one somebody is writing down (MD-02): asked while the form is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.models import Barcode, Product
from hengku.catalog.search_rules import fold, search_keys
from hengku.identity.actor import Actor

SIMILAR_MAX: Final = 5


@dataclass(frozen=True, slots=True)
class SimilarProduct:
    """A product and the ``field`` (code, name or barcodes) by which it is the same; ``given`` is what was typed."""

    product_id: int
    code: str
    name: str
    specification: str
    is_active: bool
    field: str
    given: str


_SHOWN = ("pk", "code", "name", "specification", "is_active")
_SHOWN_OF_BARCODE = tuple(f"product__{one}" for one in _SHOWN)


def similar_products(
    *, actor: Actor, code: str = "", name: str = "", barcodes: Sequence[str] = (), but: int = 0
) -> list[SimilarProduct]:
    """Other products of the same code, name or barcode, whatever the case, width and spaces; also inactive ones.

    ``but`` is the product itself. Only tells: what may not be saved is refused when it is saved (MD-02). Needs
    ``catalog.view``. At most three statements.
    """
    actor.must("catalog.view")
    others = Product.objects.visible_to(actor).exclude(pk=but).order_by("code")
    found: list[SimilarProduct] = []
    code_key, key = _key(code), _key(name)
    if code_key:
        same = others.filter(code__iexact=code_key).values_list(*_SHOWN)[:SIMILAR_MAX]
        found += [_told(row, "code", code) for row in same]
    if key:
        # the same name has the same reading; of those that only sound alike none is told
        alike = others.filter(pinyin=search_keys(name).pinyin).values_list(*_SHOWN)
        same_name = [row for row in alike if _key(row[2]) == key]
        found += [_told(row, "name", name) for row in same_name[:SIMILAR_MAX]]
    given = {stored_barcode(one): one for one in barcodes if one.strip()}
    if given:
        taken = Barcode.objects.visible_to(actor).exclude(product_id=but).filter(code__in=given)
        for barcode, *row in taken.order_by("code").values_list("code", *_SHOWN_OF_BARCODE)[:SIMILAR_MAX]:
            found.append(_told(row, "barcodes", given[barcode]))
    return found


def _key(text: str) -> str:
    return fold(text).replace(" ", "")


def _told(row: Sequence[Any], field: str, given: str) -> SimilarProduct:
    pk, code, name, specification, is_active = row
    return SimilarProduct(pk, code, name, specification, is_active, field, given)
