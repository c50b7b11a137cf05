"""The status in which goods of a lot lie that may go in any: what is sent back, thrown away or lost (B4, Q6)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.inventory.rules import AVAILABLE
from hengku.posting.lot_load import Pile, load_stock

if TYPE_CHECKING:
    from hengku.posting.decide import Batch
    from hengku.posting.lots import Wanted


def piles_of(batch: Batch, wanted: list[Wanted]) -> dict[tuple[int, int], list[Pile]]:
    """What there is of lots that go in whatever status they lie, by warehouse and lot."""
    leaving = [one for one in wanted if one.leaves and one.lot is not None]
    found: dict[tuple[int, int], list[Pile]] = {}
    if leaving:
        products = {one.product.id for one in leaving}
        lots = {one.lot.id for one in leaving if one.lot is not None}
        for pile in load_stock(batch.company_id, sorted(products), 0, sorted(lots)):
            found.setdefault((pile.warehouse_id, pile.stock.lot_id), []).append(pile)
    return found


#: Goods in these statuses are not here: they cannot be sent back, thrown away or lost from a warehouse.
AWAY: Final = frozenset({"lent", "consigned", "outsourced"})


def status_of(piles: list[Pile], quantity: Decimal) -> str:
    """The status in which there is enough: sound goods first; where none has enough, the one with most."""
    held: dict[str, Decimal] = {}
    for pile in piles:
        if pile.stock.status not in AWAY:
            held[pile.stock.status] = held.get(pile.stock.status, Decimal(0)) + pile.stock.quantity
    if held.get(AVAILABLE, Decimal(0)) >= quantity or not held:
        return AVAILABLE
    return max(held, key=lambda status: (held[status] >= quantity, held[status]))
