"""套装 (C17, T2) through real documents: a kit is issued, and its lines are what its components were charged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.catalog.actions_bills import BillLineRecord, BillRecord, save_bill
from hengku.documents.models import Line
from hengku.documents.paper import PaperLine
from hengku.inventory.queries import has_stock
from hengku.ledger.rules import Standard
from replays.worked_reading import Fields
from replays.worked_shop import MAIN, Shop, ShopPlan

SOLD_ON: Final = date(2026, 1, 6)


@dataclass(frozen=True, slots=True)
class KitCase:
    """A kit, its price with tax, and what each component is sold for alone."""

    price: Decimal
    rate: Decimal
    components: tuple[tuple[str, Decimal, Decimal], ...]  # name, price of one alone, how many are in a kit


def read_kit(fields: Fields) -> KitCase:
    """Read a kit; every component is in it once."""
    rows = fields.rows("components")
    return KitCase(
        price=fields.amount("kit_price_incl"),
        rate=fields.number("tax_rate"),
        components=tuple(
            (row.text("sku"), row.amount("standalone_price_incl"), row.quantity("qty", Decimal(1))) for row in rows
        ),
    )


def play_kit(case: KitCase, standard: Standard) -> dict[str, Any]:
    """kind kit_split: open stock of the components, issue one kit, read the lines of the issue."""
    shop = Shop(ShopPlan((SOLD_ON,)), standard)
    names = [name for name, _, _ in case.components]
    kit, *components = shop.more_products(["套装", *names], tax_code=shop.tax_code(case.rate))
    lines = tuple(
        BillLineRecord(component, quantity, price)
        for component, (_, price, quantity) in zip(components, case.components, strict=True)
    )
    save_bill(actor=shop.actor, bill_id=None, record=BillRecord(kit, "kit", lines), has_stock=has_stock)
    for component, (_, _, quantity) in zip(components, case.components, strict=True):
        shop.open_stock(quantity, Decimal("1.00"), product_id=component)
    sold = PaperLine(product_id=kit, quantity=Decimal(1), price=case.price)
    done = shop.post(
        "sales_issue", SOLD_ON, sold, warehouse=MAIN, party_id=shop.customer_party, price_mode="INCL"
    )
    document = shop.document(done)
    rows = Line.objects.visible_to(shop.actor).filter(document_id=done).select_related("product")
    return {
        "lines": [
            {"sku": row.product.name, "incl": row.amount_incl, "net": row.amount_net, "tax": row.amount_tax}
            for row in rows.order_by("line_no")
        ],
        "total_net": document.amount_net,
        "total_tax": document.amount_tax,
    }
