"""Which products a list of texts names exactly: a pasted block, in a few statements."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models.functions import Upper

from hengku.catalog.barcode_rules import stored_barcode
from hengku.catalog.models import Barcode, Product
from hengku.identity.actor import Actor

#: A product and the unit the text means: the one whose barcode it is, else the product's base unit.
Meant = tuple[int, int]


def match_products(actor: Actor, texts: Collection[str]) -> dict[str, list[Meant]]:
    """For each text the active products it names: by barcode, else by code, else by name; case does not count.

    Several where a name is borne by several; texts that name nothing are left out. Needs ``catalog.view``. Three
    statements.
    """
    actor.must("catalog.view")
    wanted = {text: " ".join(text.split()) for text in texts if text.strip()}
    products = Product.objects.visible_to(actor).filter(is_active=True)
    upper = sorted({one.upper() for one in wanted.values()})
    barcodes = {stored_barcode(one) for one in wanted.values()}
    scanned = Barcode.objects.visible_to(actor).filter(code__in=barcodes, product__is_active=True)
    by_barcode = {
        code: (product, unit) for code, product, unit in scanned.values_list("code", "product_id", "unit_id")
    }
    by_code: dict[str, list[Meant]] = {}
    by_name: dict[str, list[Meant]] = {}
    coded = products.annotate(found=Upper("code")).filter(found__in=upper)
    for found, pk, unit in coded.order_by("code").values_list("found", "pk", "base_unit_id"):
        by_code.setdefault(found, []).append((pk, unit))
    named = products.annotate(found=Upper("name")).filter(found__in=upper)
    for found, pk, unit in named.order_by("code").values_list("found", "pk", "base_unit_id"):
        by_name.setdefault(found, []).append((pk, unit))
    matched: dict[str, list[Meant]] = {}
    for text, one in wanted.items():
        barcode = by_barcode.get(stored_barcode(one))
        hits = [barcode] if barcode else by_code.get(one.upper()) or by_name.get(one.upper())
        if hits:
            matched[text] = hits
    return matched
