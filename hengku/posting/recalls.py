"""Recalls (D-RCL): all there is of the lots they name is frozen in the posting of the recall itself.

What orders hold of goods that are frozen because they are recalled or expired is given back in the same posting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.documents.paper import PaperLine
from hengku.inventory.rules import AVAILABLE
from hengku.posting import lot_errors as errors
from hengku.posting.effects import AtPoolCost, End, Goods
from hengku.posting.lot_load import Held, LotFact, load_stock, reservations_of
from hengku.posting.rows import Hold, Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch
    from hengku.posting.lots import Wanted

ZERO = Decimal(0)
FROZEN = "frozen"
Named = tuple[int, str]


def freeze_all(batch: Batch, jobs: list[Job], lots: dict[Named, list[LotFact]]) -> None:
    """D-RCL: everything there is of the lots that recalls name, wherever it lies, is frozen. The lots are held alone:
    nothing of them can be on its way meanwhile. Two statements, whatever the number of recalls.
    """
    by_lot: dict[int, tuple[Job, PaperLine]] = {}
    for job in jobs:
        _name_lots(batch, job, lots, by_lot)
    if not by_lot:
        return
    products = sorted({line.product_id or 0 for _, line in by_lot.values()})
    batch.lots.reserved = reservations_of(batch.company_id, products)
    frozen: dict[int, list[Goods]] = {}
    for pile in load_stock(batch.company_id, products, 0, sorted(by_lot)):
        if pile.stock.status != AVAILABLE:
            continue
        job, line = by_lot[pile.stock.lot_id]
        here = End(pile.role, pile.warehouse_id, pile.bin)
        goods = Goods(
            line,
            here,
            here,
            pile.stock.quantity,
            AtPoolCost(),
            "",
            status=AVAILABLE,
            status_to=FROZEN,
            lot_id=pile.stock.lot_id,
            owner_id=pile.owner_id,
        )
        frozen.setdefault(job.index, []).append(goods)
    for job in jobs:
        job.effects = replace(job.effects, goods=tuple(frozen.get(job.index, ())))


def _name_lots(
    batch: Batch, job: Job, lots: dict[Named, list[LotFact]], by_lot: dict[int, tuple[Job, PaperLine]]
) -> None:
    """Which lots a recall means, each for the first recall of the batch that names it."""
    for line in job.paper.lines:
        product = batch.reference.products.get(line.product_id or 0)
        found = lots.get((line.product_id or 0, line.lot_no), [])
        if line.produced_on:
            found = [lot for lot in found if lot.produced_on == line.produced_on]
        if not found:
            unknown = errors.LotUnknown(product=product.name if product else "", lot_no=line.lot_no)
            job.problems.append(unknown.at(line_no=line.line_no, field="lot_no"))
        for lot in found:
            line.lot_id = line.lot_id or lot.id
            by_lot.setdefault(lot.id, (job, line))
            batch.lots.recalls.setdefault(lot.id, job)


def note_expired(batch: Batch, wanted: Iterable[Wanted]) -> None:
    """B5: how much of what orders may hold is frozen here because it is past its date. Locks what orders hold of it."""
    past = batch.lots.past
    for one in wanted:
        goods, lot = one.goods, one.lot
        is_frozen = goods.status == AVAILABLE and goods.status_to == FROZEN
        if is_frozen and lot is not None and lot.expires_on is not None and lot.expires_on < one.job.on:
            home = batch.places.by_end.get(("stock", goods.source.warehouse_id, ""), 0)
            past[one.product.id, home] = past.get((one.product.id, home), ZERO) + goods.quantity
            batch.lots.past_lots.add(lot.id)
    if past:
        products = sorted({product for product, _ in past})
        batch.lots.reserved |= reservations_of(batch.company_id, products)


def release_frozen(batch: Batch) -> None:
    """D-RCL, B5: what is frozen is no longer promised. First what was held of the lots themselves (硬预留), then, of
    what orders hold of any lot, as much as is not there now: the latest give back, and wait for it again; for goods
    past their date no more than was frozen of them.
    """
    frozen = batch.lots.past_lots | batch.lots.recalls.keys()
    for pile, rows in batch.lots.reserved.items():
        keys = batch.piles.get(pile, [])
        lies = {
            key: batch.hands[key].quantity
            + sum((flow.quantity for flow in batch.plan.flows.get(key, ())), ZERO)
            for key in keys
        }
        less: dict[Held, Decimal] = {}
        for lot in frozen:
            sound = sum((lies[key] for key in keys if key.lot_id == lot), ZERO)
            pinned = sum((batch.hands[key].pinned for key in keys if key.lot_id == lot), ZERO)
            given = _give_back([row for row in rows if row.lot_id == lot], pinned - sound, less)
            if given:
                batch.plan.pins[pile][lot] -= given
                batch.plan.released[pile] += given
        held = sum((batch.hands[key].reserved for key in keys), ZERO) - batch.plan.released[pile]
        missing = max(held - sum(lies.values(), ZERO), ZERO)
        if not batch.lots.recalls:
            missing = min(missing, batch.lots.past.get(pile, ZERO))
        soft = [row for row in rows if not row.lot_id]
        batch.plan.released[pile] += _give_back(soft, missing, less)
        batch.outcome.holds.extend(_waiting(pile, rows, less))


def _give_back(rows: list[Held], missing: Decimal, less: dict[Held, Decimal]) -> Decimal:
    """Take ``missing`` off these, the latest first, into ``less``; what was taken."""
    taken = ZERO
    for row in reversed(rows):
        part = min(missing - taken, row.quantity)
        if part > 0:
            less[row] = part
            taken += part
    return taken


def _waiting(pile: tuple[int, int], rows: list[Held], less: dict[Held, Decimal]) -> list[Hold]:
    """The reservations after that. Who lost goods of a lot waits for goods of any."""
    soft = {row.line_id: row.quantity - less.get(row, ZERO) for row in rows if not row.lot_id}
    found = [
        Hold(row.line_id, row.document_id, *pile, row.quantity - part, lot_id=row.lot_id)
        for row, part in less.items()
        if row.lot_id
    ]
    waiting = {row.line_id: row.document_id for row in less}
    found.extend(
        Hold(line_id, document_id, *pile, soft.get(line_id, ZERO), waits=True)
        for line_id, document_id in waiting.items()
    )
    return found
