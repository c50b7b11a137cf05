"""Bins where a line names none (D-PK, Q6): goods that leave a warehouse with bins are taken from where they lie, what
was picked to 待发区 STAGING first when they are sent. Asks nothing where no warehouse has bins.

Only the two places that are no shelf are chosen by themselves: from a shelf goods are taken by whoever names it. Goods
that come in lie in the warehouse itself until they are put away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.inventory.rules import STAGING
from hengku.kit import sql
from hengku.posting.effects import Goods
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

#: Places outside our warehouses that goods are sent to.
OUTSIDE: Final = frozenset({"supplier", "customer", "transit", "consigned", "outsourced"})
LYING = """
SELECT h.product_id, p.warehouse_id, p.bin, h.lot_id, h.status, h.owner_id, h.quantity
FROM inventory_place AS p
JOIN inventory_onhand AS h ON h.company_id = p.company_id AND h.place_id = p.id
WHERE p.company_id = %s AND p.role = 'stock' AND p.warehouse_id = ANY(%s::bigint[]) AND p.bin = ANY(%s::text[])
  AND h.product_id = ANY(%s::bigint[]) AND h.quantity > 0
"""
Lies = dict[tuple[int, int, str, int, str, int], Decimal]


def settle_bins(batch: Batch, jobs: list[Job]) -> None:
    """Say the bin that goods leave where neither the line nor the type says it. One statement for all of them, without
    a lock: what is not there when it is locked is refused as short.
    """
    if not batch.places.with_bins:
        return
    leaving: list[tuple[Job, int, Goods]] = []
    for job in jobs:
        if job.paper.reverses_id or job.kind.made_by or job.kind.recalls:
            continue
        for number, goods in enumerate(job.effects.goods):
            source = goods.source
            is_named = bool(goods.line.bin) or source.bin is not None
            if is_named or source.role != "stock" or goods.target.role == "stock":
                continue
            if source.warehouse_id in batch.places.with_bins:
                leaving.append((job, number, goods))
    if leaving:
        _take_from_where_it_lies(batch, leaving)


def _take_from_where_it_lies(batch: Batch, leaving: list[tuple[Job, int, Goods]]) -> None:
    lies: Lies = defaultdict(Decimal)
    asked = (
        batch.company_id,
        sql.array(sorted({goods.source.warehouse_id for _, _, goods in leaving})),
        ["", STAGING],
        sql.array(sorted({goods.line.product_id or 0 for _, _, goods in leaving})),
    )
    for product, warehouse, code, lot, status, owner, quantity in sql.rows(LYING, asked):
        lies[product, warehouse, code, lot, status, owner] = quantity
    for job, number, goods in leaving:
        line, house = goods.line, goods.source.warehouse_id
        lot = line.lot_id if goods.lot_id is None else goods.lot_id
        order = (STAGING, "") if goods.target.role in OUTSIDE else ("", STAGING)
        keys = {
            code: (line.product_id or 0, house, code, lot, goods.status, goods.owner_id) for code in order
        }
        enough = [code for code in order if lies[keys[code]] >= goods.quantity]
        # where neither holds enough it is the warehouse itself, which papers of the same batch may fill
        chosen = enough[0] if enough else (STAGING if lies[keys[STAGING]] > lies[keys[""]] else "")
        lies[keys[chosen]] -= goods.quantity
        _put(job, number, replace(goods, source=replace(goods.source, bin=chosen)))


def _put(job: Job, number: int, goods: Goods) -> None:
    every = list(job.effects.goods)
    every[number] = goods
    job.effects = replace(job.effects, goods=tuple(every))
