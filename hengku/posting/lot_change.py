"""批次更正 (D-STS): goods that were booked under one lot turn out to be of another, existing or new.

The quantity goes over; status, owner and place stay as the line says. Where pools are kept by lot the cost goes with it
(C13). The descent (B6) keeps which lot it was booked under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hengku.inventory.lot_rules import expires_after
from hengku.kit.errors import Problem
from hengku.posting import lot_errors as errors
from hengku.posting.lot_load import LotFact, NewLot, load_lots, make_lots

if TYPE_CHECKING:
    from hengku.posting.decide import Batch
    from hengku.posting.lots import Wanted

Named = tuple[int, str]


def correct_lots(
    batch: Batch, wanted: Sequence[Wanted], lots: dict[Named, list[LotFact]], *, locking: bool
) -> None:
    """Give goods whose line names another lot that lot; make it when nobody knows it. Nothing for all others."""
    asked = [one for one in wanted if one.line.lot_to and one.lot is not None]
    new: dict[tuple[int, str, date | None], NewLot] = {}
    for one in asked:
        if not _known(one, lots):
            lot = _new(one)
            if lot is not None:
                new.setdefault((lot.product_id, lot.lot_no, lot.produced_on), lot)
    if new and locking:
        make_lots(batch.company_id, list(new.values()))
        named = sorted({(product, lot_no) for product, lot_no, _ in new})
        lots.update(load_lots(batch.company_id, named, lock="share"))
    else:  # in a preview they get numbers below zero, apart from those that come in for the first time
        for number, lot in enumerate(new.values(), 1):
            fact = LotFact(-1000 - number, lot.product_id, lot.lot_no, lot.produced_on, lot.expires_on)
            lots.setdefault((lot.product_id, lot.lot_no), []).append(fact)
    for one in asked:
        _turn(one, lots)


def _day(one: Wanted, key: str) -> date | None:
    given = one.line.data.get(key)
    return given if isinstance(given, date) or not given else date.fromisoformat(str(given))


def _known(one: Wanted, lots: dict[Named, list[LotFact]]) -> list[LotFact]:
    found = lots.get((one.product.id, one.line.lot_to), [])
    produced_on = _day(one, "produced_on_to")
    return [lot for lot in found if lot.produced_on == produced_on] if produced_on else found


def _new(one: Wanted) -> NewLot | None:
    """The lot nobody knows yet, dated as the line says, else as the lot it was booked under."""
    from hengku.posting.lots import life_of

    produced, expires, life = _day(one, "produced_on_to"), _day(one, "expires_on_to"), life_of(one.product)
    problem: Problem | None = None
    if produced is None and (one.product.wants_produced_on or (life is not None and expires is None)):
        problem = errors.ProducedOnMissing(product=one.product.name)
    elif produced is not None and produced > one.job.on:
        problem = errors.LotDatesWrong(produced_on=produced, limit=one.job.on)
    elif produced is not None and expires is not None and expires < produced:
        problem = errors.LotDatesWrong(produced_on=produced, limit=expires)
    if problem is not None:
        one.job.problems.append(problem.at(line_no=one.line.line_no, field="produced_on_to"))
        return None
    if produced is not None and expires is None and life is not None:
        expires = expires_after(produced, life)
    return NewLot(one.product.id, one.line.lot_to, produced, expires, "", one.job.on)


def _turn(one: Wanted, lots: dict[Named, list[LotFact]]) -> None:
    found = _known(one, lots)
    problem: Problem | None = None
    if len(found) > 1:
        unclear = errors.LotUnclear(product=one.product.name, lot_no=one.line.lot_to)
        problem = unclear.at(line_no=one.line.line_no, field="produced_on_to")
    elif found and one.lot is not None and found[0].id == one.lot.id:
        same = errors.SameLot(product=one.product.name, lot_no=one.line.lot_to)
        problem = same.at(line_no=one.line.line_no, field="lot_to")
    elif found and found[0].recalled_by and (one.goods.status_to or one.goods.status) == "available":
        refused = errors.LotRefused(product=one.product.name, lot_no=one.line.lot_to, reason="已召回,只能作为冻结的货")
        problem = refused.at(line_no=one.line.line_no, field="status_to")
    elif found:
        every = list(one.job.effects.goods)
        every[one.number] = one.goods = replace(one.goods, lot_to_id=found[0].id)
        one.job.effects = replace(one.job.effects, goods=tuple(every))
    if problem is not None:
        one.job.problems.append(problem)
