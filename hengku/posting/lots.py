"""Lots in a batch: found or made, and refused where they may not go (B4–B6). Nothing is asked for plain goods.

A line says its lot by number, and by production date where one number was used twice. What comes in for the first
time makes its lot; what goes out must be of a lot that may be sold on the business date. Goods that come back of a
lot that is recalled or expired are frozen at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from hengku.documents.paper import PaperLine
from hengku.documents.reference import ProductFact
from hengku.inventory.lot_rules import (
    Demands,
    Life,
    LifeUnit,
    LotStock,
    expires_after,
    is_fresh_enough,
    life_left,
    why_not,
)
from hengku.inventory.models import REAL_PLACES
from hengku.inventory.rules import AVAILABLE
from hengku.kit.errors import Problem
from hengku.kit.numbers import exact_text
from hengku.posting import lot_errors as errors
from hengku.posting.effects import CUSTOMER, AtPoolCost, End, Goods, Hold, stock
from hengku.posting.lot_change import correct_lots
from hengku.posting.lot_load import LotFact, NewLot, Pile, load_lots, load_stock, lots_lying, make_lots
from hengku.posting.lot_status import piles_of, status_of
from hengku.posting.lot_turn import tell_out_of_turn
from hengku.posting.recalls import freeze_all, note_expired
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO = Decimal(0)
FROZEN = "frozen"
OVERRIDE = "lots.override"
REASONS = {
    "recalled": "已召回",
    "expired": "已过期",
    "frozen": "已冻结",
    "too_short": "剩余效期不够该客户的要求",
}
Named = tuple[int, str]
HELD: Final = -1  # the number of goods that do not move yet


@dataclass(slots=True)
class Wanted:
    """One ``Goods`` of a product told apart by lot."""

    job: Job
    number: int  # in the effects' goods
    goods: Goods
    product: ProductFact
    lot: LotFact | None = None
    is_untold: bool = False  # of others, and came in when those were not told apart: they get their lot with us

    @property
    def line(self) -> PaperLine:
        """The line that says the lot."""
        return self.goods.line

    @property
    def leaves(self) -> bool:
        """Whether the goods are taken from where goods of their lot lie."""
        return self.goods.source.role in REAL_PLACES and not self.is_untold

    @property
    def enters(self) -> bool:
        """Whether they come to lie with us."""
        return self.goods.target.role in REAL_PLACES

    @property
    def becomes_ours(self) -> bool:
        """Whether goods of somebody else are bought where they lie (D-CIS)."""
        return self.goods.owner_id > 0 and self.goods.owner_to_id == 0


def life_of(product: ProductFact) -> Life | None:
    """保质期 of a product, None when it has none."""
    return Life(product.shelf_life, LifeUnit(product.shelf_life_unit)) if product.shelf_life else None


def has_told_apart(batch: Batch) -> bool:
    """Whether any product of the batch needs more than a quantity."""
    return any(product.is_told_apart for product in batch.reference.products.values())


def settle_lots(batch: Batch, jobs: list[Job], *, locking: bool) -> None:
    """Give each line of goods told apart by lot its lot, or say why not. Locks the lots, shared; makes new ones."""
    if not has_told_apart(batch):
        return
    wanted = [one for job in jobs for one in _wanted(job, batch)]
    recalls = [job for job in jobs if job.kind.recalls and not job.paper.reverses_id]
    held = {hold.line.product_id or 0 for job in jobs for hold in _holds_of_lots(job, batch)}
    if not wanted and not recalls and not held:
        return
    lots = _load(batch, wanted, recalls, held, locking=locking)
    for product in held:
        found = [lot for named in lots.values() for lot in named if lot.product_id == product]
        batch.lots.to_hold[product] = [stock_of(lot) for lot in found]
    for one in wanted:
        _name(one, lots)
    _make_new(batch, wanted, lots, locking=locking)
    piles = piles_of(batch, [one for one in wanted if one.job.kind.takes_any_lot])
    for one in wanted:
        if one.lot is not None:
            _put(one, piles)
            one.job.problems.extend(one_at_line for one_at_line in _refusals(one, batch))
    correct_lots(batch, wanted, lots, locking=locking)
    if not batch.actor.may(OVERRIDE):
        tell_out_of_turn(batch, [one for one in wanted if _is_chosen(one)], partial(_may_go, batch))
    freeze_all(batch, recalls, lots)
    note_expired(batch, wanted)
    _tell_instead(batch, wanted)


def _is_chosen(one: Wanted) -> bool:
    """Whether people chose which lot of the sound goods leaves us."""
    is_sound = one.goods.status == AVAILABLE and not one.job.kind.takes_any_lot
    return one.lot is not None and one.leaves and (not one.enters or one.becomes_ours) and is_sound


def _may_go(batch: Batch, one: Wanted, lot: LotStock) -> bool:
    return not why_not(lot, one.job.on, demands_of(one.job, one.goods.target, batch), life_of(one.product))


def _wanted(job: Job, batch: Batch) -> Iterator[Wanted]:
    if job.paper.reverses_id:
        return
    for number, goods in enumerate(job.effects.goods):
        product = batch.reference.products.get(goods.line.product_id or 0)
        if product is None or product.tracking != "lot" or goods.lot_id is not None:
            continue
        is_untold = _is_untold(goods, batch)
        if not is_untold or goods.owner_to_id == 0:
            yield Wanted(job, number, goods, product, is_untold=is_untold)
    for hold in _holds_of_lots(job, batch):
        line = hold.line
        if line.lot_no or line.lot_id:  # what is held of a lot will be sent of it
            goods = Goods(line, stock(hold.warehouse_id), CUSTOMER, hold.quantity, AtPoolCost(), "")
            yield Wanted(job, HELD, goods, batch.reference.products[line.product_id or 0])


def _is_untold(goods: Goods, batch: Batch) -> bool:
    """Whether goods of others came in without a lot: their product was not told apart then, or they were not."""
    source = batch.sources.get(goods.line.source_line_id or 0)
    return goods.owner_id > 0 and goods.source.role in REAL_PLACES and source is not None and not source.lot_id


def _holds_of_lots(job: Job, batch: Batch) -> Iterator[Hold]:
    """What a notice holds of goods told apart by lot."""
    for hold in job.effects.holds:
        product = batch.reference.products.get(hold.line.product_id or 0)
        if hold.takes_over and product is not None and product.tracking == "lot":
            yield hold


def may_be_sent(batch: Batch, job: Job, product: ProductFact, lot: LotStock) -> bool:
    """Whether a lot may go to the customer of a document on its day (B4)."""
    return not why_not(lot, job.on, demands_of(job, CUSTOMER, batch), life_of(product))


def _load(
    batch: Batch, wanted: list[Wanted], recalls: list[Job], held: set[int], *, locking: bool
) -> dict[Named, list[LotFact]]:
    lines = [one.line for one in wanted] + [line for job in recalls for line in job.paper.lines]
    named = sorted(
        {(line.product_id or 0, number) for line in lines for number in (line.lot_no, line.lot_to) if number}
    )
    ids = {line.lot_id for line in lines if line.lot_id}
    ids |= lots_lying(batch.company_id, held) if held else set()
    lock = ("take" if recalls else "share") if locking else ""
    return load_lots(batch.company_id, named, sorted(ids), lock=lock) if named or ids else {}


def lot_of(line: PaperLine, lots: dict[Named, list[LotFact]]) -> list[LotFact]:
    """The lots a line may mean: by id where its source said it, else by number, narrowed by the dates it says."""
    if line.lot_id:
        return [lot for found in lots.values() for lot in found if lot.id == line.lot_id]
    found = lots.get((line.product_id or 0, line.lot_no), [])
    if line.produced_on:
        return [lot for lot in found if lot.produced_on == line.produced_on]
    if len(found) > 1 and line.expires_on:
        return [lot for lot in found if lot.expires_on == line.expires_on]
    return found


def _name(one: Wanted, lots: dict[Named, list[LotFact]]) -> None:
    """Which lot the goods are of; a problem where the line does not say, or says what is not there."""
    line, problems = one.line, one.job.problems
    if not line.lot_no and not line.lot_id:
        problems.append(_at(errors.LotMissing(product=one.product.name), line, "lot_no"))
        return
    found = lot_of(line, lots)
    if len(found) > 1:
        problems.append(
            _at(errors.LotUnclear(product=one.product.name, lot_no=line.lot_no), line, "produced_on")
        )
    elif found:
        one.lot = found[0]
    elif one.leaves:
        problems.append(_at(errors.LotUnknown(product=one.product.name, lot_no=line.lot_no), line, "lot_no"))


def _make_new(batch: Batch, wanted: list[Wanted], lots: dict[Named, list[LotFact]], *, locking: bool) -> None:
    """Make the lots that come in for the first time. In a preview they get numbers below zero."""
    new: dict[tuple[int, str, date | None], NewLot] = {}
    waiting = []
    for one in wanted:
        line = one.line
        if one.lot is not None or one.leaves or not line.lot_no or len(lot_of(line, lots)) > 1:
            continue
        dates = _dates(one)
        if dates is None:
            continue
        key = (one.product.id, line.lot_no, dates[0])
        supplier_lot = str(line.data.get("supplier_lot") or "")
        new.setdefault(key, NewLot(*key, dates[1], supplier_lot, one.job.on))
        waiting.append((one, key))
    if not new:
        return
    if locking:
        make_lots(batch.company_id, list(new.values()))
        named = sorted({(product, lot_no) for product, lot_no, _ in new})
        lots.update(load_lots(batch.company_id, named, lock="share"))
    else:
        for number, lot in enumerate(new.values(), 1):
            fact = LotFact(-number, lot.product_id, lot.lot_no, lot.produced_on, lot.expires_on)
            lots.setdefault((lot.product_id, lot.lot_no), []).append(fact)
    for one, (product, lot_no, produced_on) in waiting:
        one.lot = next(lot for lot in lots[product, lot_no] if lot.produced_on == produced_on)


def _dates(one: Wanted) -> tuple[date | None, date | None] | None:
    """Production and expiry of a new lot, the second by the product's shelf life (B5); None when they are wrong."""
    line, product, life = one.line, one.product, life_of(one.product)
    produced, expires = line.produced_on, line.expires_on
    problem: Problem | None = None
    if produced is None and (product.wants_produced_on or (life is not None and expires is None)):
        problem = errors.ProducedOnMissing(product=product.name)
    elif produced is not None and produced > one.job.on:
        problem = errors.LotDatesWrong(produced_on=produced, limit=one.job.on)
    elif produced is not None and expires is not None and expires < produced:
        problem = errors.LotDatesWrong(produced_on=produced, limit=expires)
    if problem is not None:
        one.job.problems.append(_at(problem, line, "produced_on"))
        return None
    if produced is not None and expires is None and life is not None:
        expires = expires_after(produced, life)
    return produced, expires


def _put(one: Wanted, piles: dict[tuple[int, int], list[Pile]]) -> None:
    """Write the lot onto its line as it is known, and the status its goods lie in or come to lie in."""
    line, lot = one.line, one.lot
    assert lot is not None, "only goods with a lot are put"
    line.lot_id = lot.id
    dates = {"produced_on": lot.produced_on, "expires_on": lot.expires_on}
    said = {key: day.isoformat() for key, day in dates.items() if day is not None and not line.data.get(key)}
    line.data = {**line.data, "lot_no": lot.lot_no, **said}
    goods = one.goods
    if one.is_untold:
        goods = replace(goods, lot_id=0, lot_to_id=lot.id)
        _change(one, goods)
    is_over = lot.expires_on is not None and lot.expires_on < one.job.on
    if is_over and goods.source.role in ("transit", "consigned", "outsourced") and goods.target.role == "stock":
        # B5: what expired on its way or at an agent's is frozen when it comes in; every night looks at warehouses only
        _change(one, replace(goods, status_to=FROZEN))
    elif one.enters and not one.leaves and not goods.status_to and goods.status == AVAILABLE:
        if lot.recalled_by or (is_over and goods.source.role == "customer"):
            _change(one, replace(goods, status_to=FROZEN))
    elif one.leaves and one.job.kind.takes_any_lot and goods.status == AVAILABLE:
        lying = [pile for pile in piles.get((goods.source.warehouse_id, lot.id), []) if pile.owner_id == goods.owner_id]
        status = status_of(lying, goods.quantity)
        if status != AVAILABLE:
            _change(one, replace(goods, status=status, status_to=status if one.enters else ""))


def _change(one: Wanted, goods: Goods) -> None:
    every = list(one.job.effects.goods)
    every[one.number] = one.goods = goods
    one.job.effects = replace(one.job.effects, goods=tuple(every))


def _refusals(one: Wanted, batch: Batch) -> Iterator[Problem]:
    """What speaks against this lot going out, or against taking it in."""
    line, lot, product = one.line, one.lot, one.product
    assert lot is not None, "only goods with a lot are judged"
    given = line.expires_on
    if given is not None and lot.expires_on is not None and given != lot.expires_on:
        differ = errors.LotDatesDiffer(
            product=product.name, lot_no=lot.lot_no, known=lot.expires_on, given=given
        )
        yield _at(differ, line, "expires_on")
    goes = one.leaves and (not one.enters or one.becomes_ours)
    if goes and one.goods.status == AVAILABLE and not one.job.kind.takes_any_lot:
        reason = why_not(
            stock_of(lot), one.job.on, demands_of(one.job, one.goods.target, batch), life_of(product)
        )
        if reason:
            refused = errors.LotRefused(product=product.name, lot_no=lot.lot_no, reason=REASONS[reason])
            yield _at(refused, line, "lot_no")
    if one.goods.source.role == "supplier" and one.enters:
        yield from _too_old(one, lot, batch)


def stock_of(lot: LotFact) -> LotStock:
    """A lot for the rules, whatever there is of it."""
    return LotStock(
        lot.id,
        lot.lot_no,
        Decimal(1),
        produced_on=lot.produced_on,
        expires_on=lot.expires_on,
        received=lot.id,
        is_recalled=lot.recalled_by > 0,
    )


def demands_of(job: Job, target: End, batch: Batch) -> Demands:
    """What the customer of a document asks of the life left (B4)."""
    party = batch.reference.parties.get(job.paper.party_id or 0)
    return Demands(days=party.minimum_days_left if party and target.role == "customer" else 0)


def _too_old(one: Wanted, lot: LotFact, batch: Batch) -> Iterator[Problem]:
    """B5: goods that are expired, or have too little life left, are not taken in unless somebody answers for it."""
    product, line, life = one.product, one.line, life_of(one.product)
    least = Fraction(product.min_inbound_ratio or 0)
    if lot.recalled_by or (lot.expires_on is not None and lot.expires_on < one.job.on):
        reason = REASONS["recalled" if lot.recalled_by else "expired"]
        refused = errors.LotRefused(product=product.name, lot_no=lot.lot_no, reason=f"{reason},不能收货")
        yield _at(refused, line, "lot_no")
    elif not is_fresh_enough(lot.produced_on, lot.expires_on, one.job.on, life, least):
        if line.data.get("lot_reason"):
            if not batch.actor.may(OVERRIDE):
                yield _at(errors.LotOverrideForbidden(), line, "lot_reason")
            return
        left = life_left(lot.produced_on, lot.expires_on or one.job.on, one.job.on, life) or Fraction(0)
        old = errors.LotTooOld(
            product=product.name,
            lot_no=lot.lot_no,
            left=Decimal(round(left * 10000)) / 10000,
            least=product.min_inbound_ratio or Decimal(0),
        )
        yield _at(old, line, "lot_no")


def _tell_instead(batch: Batch, wanted: list[Wanted]) -> None:
    """What else there is in the warehouse, for those whose lot was refused. Asked only then."""
    refused = [
        (job, problem)
        for job in {id(one.job): one.job for one in wanted}.values()
        for problem in job.problems
        if isinstance(problem, errors.LotRefused)
    ]
    for job, problem in refused:
        line = job.paper.lines[(problem.where.line_no or 1) - 1]
        warehouse = job.paper.warehouse_id or 0
        demands = demands_of(job, End("customer"), batch)
        product = batch.reference.products[line.product_id or 0]
        owner = next((one.goods.owner_id for one in wanted if one.job is job and one.line is line), 0)
        problem.instead = [
            {
                "lot_no": pile.stock.lot_no,
                "expires_on": pile.stock.expires_on.isoformat() if pile.stock.expires_on else None,
                "quantity": exact_text(pile.free),
            }
            for pile in load_stock(batch.company_id, [product.id], warehouse)
            if pile.owner_id == owner and pile.free > 0 and not why_not(pile.stock, job.on, demands, life_of(product))
        ][:10]


def _at(problem: Problem, line: PaperLine, field: str) -> Problem:
    return problem.at(line_no=line.line_no, field=field)
