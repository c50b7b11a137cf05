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
from hengku.kit.numbers import ZERO_FEN
from hengku.ledger.rules import Standard
from replays.worked_compare import Pools
from replays.worked_reading import CaseUnsupported, Fields, money
from replays.worked_shop import MAIN, Shop, ShopPlan

SOLD_ON: Final = date(2026, 1, 6)
ONE: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Component:
    """A component: what it is sold for alone, how many are in a kit, its rate of tax, what is in stock of it."""

    sku: str
    price: Decimal
    quantity: Decimal
    rate: Decimal
    pool: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class Kit:
    """A kit, its price with tax, how many were sold, what came back of it."""

    price: Decimal
    quantity: Decimal
    components: tuple[Component, ...]
    returned: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class KitCase:
    """One kit, or several after each other (``is_list``)."""

    kits: tuple[Kit, ...]
    is_list: bool


def read_kit(fields: Fields) -> KitCase:
    """Read a kit, or ``kits``; every component is in a kit once."""
    rows = fields.rows("kits")
    usual = fields.number("tax_rate", None)
    for row in rows:
        row.given("id")
    return KitCase(tuple(_kit(row, usual) for row in rows or [fields]), bool(rows))


def _kit(fields: Fields, usual: Decimal | None) -> Kit:
    rate = fields.number("tax_rate", usual)
    rows = fields.rows("components")
    if not rows:
        raise fields.malformed("components", "没有子件")
    components = tuple(_component(row, rate) for row in rows)
    if len({one.sku for one in components}) != len(components):
        raise CaseUnsupported("同一子件在套装里写了两行")
    back = fields.called("returns", "return")
    returned = tuple((row.text("sku"), row.quantity("qty", ONE)) for row in fields.rows(back, may_be_one=True))
    unknown = {sku for sku, _ in returned} - {one.sku for one in components}
    if unknown:
        raise fields.malformed(back, f"{'、'.join(sorted(unknown))} 不是套装的子件")
    sold = fields.quantity(fields.called("kit_qty", "qty"), ONE)
    return Kit(fields.amount("kit_price_incl"), sold, components, returned)


def _component(row: Fields, usual: Decimal | None) -> Component:
    rate = row.number(row.called("tax_rate", "rate"), usual)
    if rate is None:
        raise row.malformed("tax_rate", "缺少")
    pool = row.inner("pool") if "pool" in row else None
    return Component(
        row.text("sku"),
        row.amount(row.called("standalone_price_incl", "standalone_price", "price_incl")),
        row.quantity("qty", ONE),
        rate,
        (pool.quantity("qty"), pool.amount("amount")) if pool is not None else None,
    )


def play_kit(case: KitCase, standard: Standard) -> dict[str, Any]:
    """kind kit_split: open stock of the components, issue the kit, read the lines of the issue and of what returns."""
    shop, found, number = Shop(ShopPlan((SOLD_ON,)), standard), [], 1
    for kit in case.kits:
        found.append(_play(shop, kit, number))
        number += 1 + len(kit.components)
    return {"kits": found} if case.is_list else found[0]


def _play(shop: Shop, kit: Kit, number: int) -> dict[str, Any]:
    (product,) = shop.more_products([f"套装{number}"], number, tax_code=shop.tax_code(kit.components[0].rate))
    ids = {
        one.sku: shop.more_products([one.sku], number + place, tax_code=shop.tax_code(one.rate))[0]
        for place, one in enumerate(kit.components, 1)
    }
    lines = tuple(BillLineRecord(ids[one.sku], one.quantity, one.price) for one in kit.components)
    save_bill(actor=shop.actor, bill_id=None, record=BillRecord(product, "kit", lines), has_stock=has_stock)
    for one in kit.components:
        quantity, amount = one.pool or (one.quantity * kit.quantity, Decimal("1.00"))
        shop.open_stock(quantity, amount, product_id=ids[one.sku])
    sold = PaperLine(product_id=product, quantity=kit.quantity, price=kit.price)
    done = shop.post("sales_issue", SOLD_ON, sold, warehouse=MAIN, party_id=shop.customer_party, price_mode="INCL")
    document = shop.document(done)
    names = {pk: sku for sku, pk in ids.items()}
    rows = list(Line.objects.visible_to(shop.actor).filter(document_id=done).order_by("line_no"))
    of_sku = {names[row.product_id or 0]: row.pk for row in rows}
    return {
        "lines": [
            {"sku": names[row.product_id or 0], "incl": row.amount_incl, "net": row.amount_net, "tax": row.amount_tax}
            for row in rows
        ],
        "total_net": document.amount_net,
        "total_tax": document.amount_tax,
        "total_incl": document.amount_incl,
        "returns": [_take_back(shop, sku, of_sku[sku], quantity) for sku, quantity in kit.returned],
        "closing": _left(shop, ids),
    }


def _take_back(shop: Shop, sku: str, line_id: int, quantity: Decimal) -> dict[str, str]:
    """退子件按拆分价: its share of what it was charged, in red."""
    line = PaperLine(quantity=quantity, source_line_id=line_id)
    party, why = shop.customer_party, {"reason": "quality"}
    back = shop.post("sales_return", SOLD_ON, line, warehouse=MAIN, party_id=party, data=why)
    paper = shop.document(back)
    cost = sum((side.debit for side in shop.entry(back, is_cost=True)), ZERO_FEN)
    return {
        "sku": sku,
        "incl": money(-paper.amount_incl),
        "net": money(-paper.amount_net),
        "tax": money(-paper.amount_tax),
        "cost": money(cost),
    }


def _left(shop: Shop, ids: dict[str, int]) -> Pools:
    found = Pools()
    for sku, product_id in ids.items():
        shop.product_id = product_id
        for quantity, amount in shop.balances().values():
            found[(sku,)] = {"qty": str(quantity), "amount": str(amount)}
    return found
