"""The second bed: goods with lots that expire, first in first out, sold from orders that hold them.

Of every product there are three lots and eight layers of cost; the first lot expires first and is all that is sold. It
came in five small receipts and a large one, so that at first sales go through several layers. Whoever posts here may
make no exceptions for lots: that the first to expire goes first is asked at every line.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks.bed import NOW, STARTED_ON, STOCK, STOCKED_ON, Bed, fill, open_books, stock_up
from benchmarks.orders import Orders
from benchmarks.papers import Sales, paper_of

if TYPE_CHECKING:
    from hengku.identity.actor import Actor

SMALL, OTHER, LIFE = 20, 500, 365
#: Number of the lot and quantity of each receipt, a day after the other.
RECEIPTS = (*((1, SMALL),) * 5, (1, STOCK), (2, OTHER), (3, OTHER))
ROLES = ("sales", "wh_keeper")
SOLD = 200  # sales behind us before anything is measured


def make_lot_bed(product_count: int) -> Bed:
    """A company of its own beside the other, stocked; its bed posts as somebody who sells and issues."""
    from hengku.company.actions import set_setting
    from hengku.company.rules import Standing
    from hengku.identity.actions import create_user
    from hengku.inventory.models import Lot

    owner = open_books("LOTS")
    set_setting(
        actor=owner,
        key="costing_method",
        value="FIFO",
        effective_on=STARTED_ON,
        standing=lambda *_: Standing(has_moves=False, has_moves_since=False, has_pool_balance=False),
    )
    bed = fill(owner, product_count, tracking="lot", shelf_life=LIFE, wants_produced_on=True)
    for number, (lot, quantity) in enumerate(RECEIPTS):
        stock_up(owner, bed, STOCKED_ON + timedelta(days=number), quantity, lot_of(lot))
    seller = create_user(
        actor=owner,
        username="seller",
        display_name="售",
        password=None,
        role_codes=ROLES,
        must_change_password=False,
    )
    first = dict(Lot.objects.visible_to(owner).filter(lot_no="L1").values_list("product_id", "pk"))
    return replace(bed, user_id=seller.pk, lots=tuple(first[product] for product in bed.products))


def lot_of(number: int) -> dict[str, str]:
    """What a line says of a lot."""
    produced = date(2025, 12, 20) + timedelta(days=number)
    expires = produced + timedelta(days=LIFE)
    return {"lot_no": f"L{number}", "produced_on": produced.isoformat(), "expires_on": expires.isoformat()}


def sell_some(actor: Actor, bed: Bed) -> None:
    """Orders, and the issues that fulfil them: so that no table the figures touch is empty."""
    from hengku.posting.actions import post

    orders = Orders(Sales(bed.products, seed=7), actor, bed)
    orders.prepare(SOLD)
    papers = [paper_of(orders.next(), bed) for _ in range(SOLD)]
    post(actor=actor, documents=papers, key="sold", now=NOW)
