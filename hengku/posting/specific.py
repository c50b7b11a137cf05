"""个别计价 (C13): goods whose cost is that of their own lot, or of the very piece. Each has a cost pool of its own.

The pool of a lot has the lot's id in its key, that of a piece the id of its serial number below zero, so that the two
never meet. Nothing here is asked for goods that are costed otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.company.rules import Policy
from hengku.costing.models import Method
from hengku.documents.paper import PaperLine
from hengku.documents.reference import ProductFact, Reference
from hengku.inventory.models import REAL_PLACES
from hengku.inventory.rules import Key as Hand
from hengku.kit import sql
from hengku.kit.numbers import part_by_cumulative
from hengku.posting import lot_errors as errors
from hengku.posting.effects import Adjust, AtSourceCost, Cost, CostAct, FromGoods, Given, Goods, Revalue
from hengku.posting.load import Places, PoolKey
from hengku.posting.lot_load import load_lots, load_serials
from hengku.posting.lots import lot_of
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch
    from hengku.posting.history import Receipt

ONE = Decimal(1)
NEW_PIECES = "SELECT nextval('inventory_serial_id_seq') FROM generate_series(1, %s)"


def specific_products(reference: Reference, policy: Policy) -> frozenset[int]:
    """The products that are costed by lot or piece: by their category, else by the company (C2)."""
    return frozenset(
        one.id
        for one in reference.products.values()
        if (one.costing_method or policy.costing_method) == Method.SPECIFIC
    )


def pool_key(end: Hand, piece: int, *, scope: str, places: Places, specific: frozenset[int]) -> PoolKey:
    """The pool of goods at an end of a move: one per product, or per product and warehouse (C2); one of what
    agents and one of what processors hold; of ``specific`` products one for each lot or ``piece``.
    """
    lot = (-piece or end.lot_id) if end.product_id in specific else 0
    return (end.product_id, places.pool_warehouse(end.place_id, scope), lot)


def settle_specific(batch: Batch, jobs: list[Job], *, locking: bool) -> list[Job]:
    """Let goods and money of ``batch.specific`` products find their lots and pieces; the jobs nothing speaks against.

    After lots and serial numbers are settled. New pieces get their ids here; reads lots and serials that only money
    names.
    """
    if not batch.specific:
        return jobs
    pieces = _pieces(batch, locking=locking)
    for job in jobs:
        if job.paper.reverses_id:
            continue
        _check(batch, job)
        if not job.problems and pieces:
            goods = tuple(part for one in job.effects.goods for part in _by_piece(batch, one, pieces))
            job.effects = replace(job.effects, goods=goods)
    _settle_money(batch, [job for job in jobs if not job.problems and not job.paper.reverses_id])
    return [job for job in jobs if not job.problems]


def _check(batch: Batch, job: Job) -> None:
    """Goods must be told apart, and come back into the lot they left from."""
    for goods in job.effects.goods:
        product = _specific(batch, goods.line)
        are_ours = 0 in (goods.owner_id, goods.owner_to_id)
        is_ours = are_ours and {goods.source.role, goods.target.role} & set(REAL_PLACES)
        if product is None or not is_ours:
            continue
        if product.tracking == "none":
            untold = errors.CostedByLot(product=product.name)
            job.problems.append(untold.at(line_no=goods.line.line_no, field="product"))
            continue
        source = (
            batch.sources.get(goods.cost.source_line_id) if isinstance(goods.cost, AtSourceCost) else None
        )
        lot_id = goods.line.lot_id if goods.lot_id is None else goods.lot_id
        if source is not None and source.lot_id and source.lot_id != lot_id:
            other = errors.SourceOfAnotherLot(product=product.name, source_number=source.number)
            job.problems.append(other.at(line_no=goods.line.line_no, field="lot_no"))


def _specific(batch: Batch, line: PaperLine) -> ProductFact | None:
    product_id = line.product_id or 0
    return batch.reference.products[product_id] if product_id in batch.specific else None


# ── pieces ────────────────────────────────────────────────────────────────────────────────────────────────


def _pieces(batch: Batch, *, locking: bool) -> dict[str, int]:
    """Serial number → id, of the batch's pieces that have a pool each; new ones get theirs here."""
    steps = [step for step in batch.lots.steps if step.product_id in batch.specific]
    new = [step for step in steps if step.known is None]
    ids = iter(range(1 << 40, (1 << 40) + len(new)))  # a preview: nothing keeps them
    if new and locking:
        ids = iter([row[0] for row in sql.rows(NEW_PIECES, (len(new),))])
    for step in new:
        batch.lots.new_pieces[step.serial_no] = next(ids)
    known = {step.serial_no: step.known.id for step in steps if step.known is not None}
    return known | batch.lots.new_pieces


def _by_piece(batch: Batch, goods: Goods, pieces: dict[str, int]) -> Iterator[Goods]:
    product = _specific(batch, goods.line)
    if product is None or product.tracking != "serial":
        yield goods
        return
    serials = goods.line.serials
    for n, serial_no in enumerate(serials):
        cost = _share(goods.cost, n, len(serials))
        yield replace(goods, quantity=ONE, cost=cost, piece=pieces[serial_no])


def _share(cost: Cost, n: int, count: int) -> Cost:
    """The part of a line's cost that its ``n``-th of ``count`` pieces has, by cumulative difference (C1)."""
    if isinstance(cost, Given):
        return replace(cost, amount=_part(cost.amount, n, count))
    if isinstance(cost, AtSourceCost) and cost.amount is not None:
        return replace(cost, amount=_part(cost.amount, n, count))
    if isinstance(cost, FromGoods):
        return replace(cost, before=cost.before * count + cost.weight * n, whole=cost.whole * count)
    return cost


def _part(amount: Decimal, n: int, count: int) -> Decimal:
    whole = Decimal(count)
    before = part_by_cumulative(amount, Decimal(0), Decimal(n), whole, Decimal(0)) if n else Decimal(0)
    return part_by_cumulative(amount, Decimal(n), ONE, whole, before)


def revalues_of(revalue: Revalue, receipts: Sequence[Receipt]) -> list[tuple[Revalue, Receipt]]:
    """A difference of price on the pool its receipt came into, or on those of its pieces, to equal parts (C1, C15)."""
    count = len(receipts)
    if count == 1:
        return [(revalue, receipts[0])]
    change = revalue.actual - revalue.released
    return [
        (
            replace(
                revalue,
                released=Decimal("0.00"),
                actual=_part(change, n, count),
                quantity=revalue.quantity / count,
            ),
            receipt,
        )
        for n, receipt in enumerate(receipts)
        if _part(change, n, count)
    ]


# ── money alone ───────────────────────────────────────────────────────────────────────────────────────────


def _settle_money(batch: Batch, jobs: list[Job]) -> None:
    """C10: an adjustment names the lot or the pieces it is for; of several pieces each has an equal part."""
    named = [
        act.line
        for job in jobs
        for act in job.effects.costs
        if isinstance(act, Adjust) and _specific(batch, act.line)
    ]
    if not named:
        return
    company_id = batch.company_id
    lots = load_lots(
        company_id,
        sorted({(line.product_id or 0, line.lot_no) for line in named if line.lot_no}),
        sorted({line.lot_id for line in named if line.lot_id}),
    )
    serials = {one for line in named for one in line.serials}
    pieces = load_serials(company_id, sorted(serials), locking=False) if serials else {}

    def settled(job: Job, act: CostAct) -> Iterator[CostAct]:
        product = _specific(batch, act.line)
        if product is None or not isinstance(act, Adjust):
            yield act
        elif product.tracking == "serial":
            known = [pieces[one] for one in act.line.serials if one in pieces]
            if (
                not known
                or len(known) != len(act.line.serials)
                or {one.product_id for one in known} != {product.id}
            ):
                missing = errors.PiecesMissing(product=product.name)
                job.problems.append(missing.at(line_no=act.line.line_no, field="serials"))
            for n, piece in enumerate(known):
                yield replace(act, amount=_part(act.amount, n, len(known)), lot_id=-piece.id)
        else:
            found = lot_of(act.line, lots) if act.line.lot_no or act.line.lot_id else []
            if len(found) == 1:
                act.line.lot_id = found[0].id
                yield replace(act, lot_id=found[0].id)
                return
            wrong = (
                errors.LotUnclear(product=product.name, lot_no=act.line.lot_no)
                if found
                else errors.LotUnknown(product=product.name, lot_no=act.line.lot_no)
                if act.line.lot_no
                else errors.LotMissing(product=product.name)
                if product.tracking == "lot"
                else errors.CostedByLot(product=product.name)
            )
            job.problems.append(wrong.at(line_no=act.line.line_no, field="lot_no"))

    for job in jobs:
        if job.effects.costs:
            costs = tuple(part for act in job.effects.costs for part in settled(job, act))
            job.effects = replace(job.effects, costs=costs)
