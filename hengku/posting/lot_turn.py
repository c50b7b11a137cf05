"""Lots that go out of their turn (B4): whoever takes another than the first to expire says why, at the line.

What is asked is advice, not stock: it is read without locks. Who may make exceptions for lots is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.inventory.lot_rules import LotStock, fefo_key
from hengku.posting.lot_errors import LotOutOfTurn
from hengku.posting.lot_load import load_stock

if TYPE_CHECKING:
    from hengku.posting.decide import Batch
    from hengku.posting.lots import Wanted

MayGo = Callable[["Wanted", LotStock], bool]


def tell_out_of_turn(batch: Batch, leaving: Sequence[Wanted], may_go: MayGo) -> None:
    """A problem at each line without 批次说明 whose lot goes before one that expires earlier, is there and may go.

    A lot that the lines of the batch take up whole is there no more. Goods that go on as the goods of a lot, because
    their source said so, choose nothing. One statement, none when every line says why.
    """
    asked = [one for one in leaving if not one.line.data.get("lot_reason") and not _is_given(one, batch)]
    if not asked:
        return
    taken: dict[tuple[int, int, int], Decimal] = defaultdict(Decimal)
    for one in leaving:
        if one.lot is not None:
            taken[one.goods.source.warehouse_id, one.lot.id, one.goods.owner_id] += one.goods.quantity
    held: dict[tuple[int, int, int], dict[int, tuple[LotStock, Decimal]]] = defaultdict(dict)
    for pile in load_stock(batch.company_id, sorted({one.product.id for one in asked})):
        if pile.role == "stock" and pile.stock.lot_id and pile.stock.status == "available":
            lots = held[pile.warehouse_id, pile.product_id, pile.owner_id]
            before = lots.get(pile.stock.lot_id, (pile.stock, Decimal(0)))[1]
            lots[pile.stock.lot_id] = (pile.stock, before + pile.free)
    for one in asked:
        warehouse, owner = one.goods.source.warehouse_id, one.goods.owner_id
        lots = held[warehouse, one.product.id, owner]
        mine = lots.get(one.lot.id) if one.lot is not None else None
        if mine is None:
            continue  # there is none of it, which is said elsewhere
        earlier = [
            lot
            for lot, quantity in lots.values()
            if fefo_key(lot) < fefo_key(mine[0])
            and quantity > taken[warehouse, lot.lot_id, owner]
            and may_go(one, lot)
        ]
        if earlier:
            first = min(earlier, key=fefo_key)
            problem = LotOutOfTurn(
                product=one.product.name, lot_no=mine[0].lot_no, first=first.lot_no, expires_on=first.expires_on
            )
            one.job.problems.append(problem.at(line_no=one.line.line_no, field="lot_reason"))


def _is_given(one: Wanted, batch: Batch) -> bool:
    source = batch.sources.get(one.line.source_line_id or 0)
    return source is not None and source.lot_id > 0
