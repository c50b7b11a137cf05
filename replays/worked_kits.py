"""套装 (C17, T2) through real documents: a kit is issued, and its lines are what its components were charged."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.catalog.actions import create_products
from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.catalog.models import TaxCode
from hengku.catalog.records import ProductRecord
from hengku.documents.models import Line
from hengku.documents.paper import Paper, PaperLine
from hengku.inventory.queries import has_stock
from hengku.ledger.rules import Standard
from hengku.posting.actions import post
from replays.worked_reading import Fields
from replays.worked_shop import MAIN, UNIT, Shop, ShopPlan

SOLD_ON: Final = date(2026, 1, 6)


@dataclass(frozen=True, slots=True)
class KitCase:
    """A kit, its price with tax, and what each component is sold for alone."""

    price: Decimal
    rate: Decimal
    components: tuple[tuple[str, Decimal], ...]


def read_kit(fields: Fields) -> KitCase:
    """Read a kit; every component is in it once."""
    rows = fields.rows("components")
    return KitCase(
        price=fields.amount("kit_price_incl"),
        rate=fields.number("tax_rate"),
        components=tuple((row.text("sku"), row.amount("standalone_price_incl")) for row in rows),
    )


def play_kit(case: KitCase, standard: Standard) -> dict[str, Any]:
    """kind kit_split: open stock of the components, issue one kit, read the lines of the issue."""
    shop = Shop(ShopPlan((SOLD_ON,)), standard)
    rates = TaxCode.objects.visible_to(shop.actor).filter(rate=case.rate, is_active=True)
    tax = str(rates.order_by("pk").values_list("code", flat=True)[0])
    names = [name for name, _ in case.components]
    made = create_products(
        actor=shop.actor,
        records=[
            ProductRecord(code=f"K{number}", name=name, base_unit=UNIT, tax_code=tax)
            for number, name in enumerate(("套装", *names))
        ],
    )
    kit, components = made[0], made[1:]
    lines = tuple(
        BillLineRecord(component.pk, Decimal(1), price)
        for component, (_, price) in zip(components, case.components, strict=True)
    )
    save_bill(actor=shop.actor, bill_id=None, record=BillRecord(kit.pk, "kit", lines), has_stock=has_stock)
    for component in components:
        line = PaperLine(product_id=component.pk, quantity=Decimal(1), amount_net=Decimal("1.00"))
        shop.post("opening_stock", shop.started_on, line, warehouse=MAIN)
    sold = PaperLine(product_id=kit.pk, quantity=Decimal(1), price=case.price)
    paper = Paper(
        "sales_issue",
        SOLD_ON,
        [sold],
        party_id=shop.customer_party,
        warehouse_id=shop.warehouse_ids[MAIN],
        price_mode="INCL",
    )
    done = post(actor=shop.actor, documents=[paper], key=uuid.uuid4().hex, now=shop.now).documents[0]
    document = shop.document(done.id)
    rows = Line.objects.visible_to(shop.actor).filter(document_id=done.id).select_related("product")
    return {
        "lines": [
            {"sku": row.product.name, "incl": row.amount_incl, "net": row.amount_net, "tax": row.amount_tax}
            for row in rows.order_by("line_no")
        ],
        "total_net": document.amount_net,
        "total_tax": document.amount_tax,
    }
