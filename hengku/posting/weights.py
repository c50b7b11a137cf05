"""双计量 in a batch (B2): every move of goods that are weighed carries pieces and weight; nothing is asked for others.

Availability goes by pieces, cost by weight: the cost pools of such a product are kept in its second unit. A line's
weight is shared over the moves it makes. What stays with us, from place to place or from one status to another, may
leave the weight open: then it goes at the average of where it lies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.documents.paper import AUX_QUANTITY, PaperLine
from hengku.documents.reference import ProductFact
from hengku.documents.weigh_rules import write_down
from hengku.inventory.lot_rules import WEIGHT_TOLERANCE, is_weight_plausible
from hengku.inventory.models import REAL_PLACES
from hengku.inventory.rules import Key
from hengku.kit import sql
from hengku.kit.errors import Problem
from hengku.kit.numbers import ZERO, divide, multiply, quantize
from hengku.posting import lot_errors as errors
from hengku.posting.counting import MAKER
from hengku.posting.effects import Goods
from hengku.posting.lots import OVERRIDE
from hengku.posting.rows import Job
from hengku.posting.stockroom import ends_of, plan_flows

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

MEASURING: Final = "UOM_MEASURE"
AWAY: Final = ("lent", "consigned", "outsourced")
PERCENT: Final = Decimal(100)
#: What came into balances since a weight was last corrected alone there: what a measuring error is a part of.
CAME_IN: Final = """
SELECT k.n, coalesce(sum(m.aux_quantity), 0)
FROM unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::bigint[])
     AS k(n, product_id, place_id, lot_id, status, owner_id)
LEFT JOIN inventory_move AS m
  ON m.company_id = %s AND m.product_id = k.product_id
 AND (m.to_place_id, m.to_lot_id, m.to_status, m.to_owner_id) = (k.place_id, k.lot_id, k.status, k.owner_id)
 AND m.quantity > 0 AND m.seq > coalesce((
     SELECT max(z.seq) FROM inventory_move AS z
     WHERE z.company_id = m.company_id AND z.product_id = k.product_id AND z.quantity = 0
       AND ((z.to_place_id, z.to_lot_id) = (k.place_id, k.lot_id)
            OR (z.from_place_id, z.lot_id) = (k.place_id, k.lot_id))
 ), 0)
GROUP BY k.n
"""


def settle_weights(batch: Batch, jobs: Iterable[Job]) -> None:
    """Give the moves of goods that are weighed their weight, or say why not; plan them again. After the locks.

    One statement, and only where a weight is corrected alone.
    """
    products = batch.reference.products
    weighed = {one.id: one for one in products.values() if one.is_weighed}
    if not weighed:
        return
    jobs = list(jobs)
    lying = {key: (hand.quantity, hand.weight) for key, hand in batch.hands.items()}
    alone: list[tuple[Job, Goods, Key, ProductFact]] = []
    for job in jobs:
        for line in job.paper.lines:
            if line.product_id in weighed and not job.paper.reverses_id:
                job.problems.extend(_check_line(batch, job, line, weighed[line.product_id or 0]))
        if any(one.line.product_id in weighed for one in job.effects.goods) and not job.problems:
            _weigh(batch, job, weighed, lying, alone)
    _check_alone(batch, alone)
    batch.plan = plan_flows(jobs, batch.places)
    _check_balances(batch, weighed)


def _check_line(batch: Batch, job: Job, line: PaperLine, product: ProductFact) -> list[Problem]:
    """A weight that was written must be near what the pieces should weigh, or be confirmed by somebody who may."""
    if not any(goods.line is line for goods in job.effects.goods):
        write_down(line)  # an order, an invoice: nothing moves
        return []
    if not job.kind.weighs:
        other = errors.WeighedNotHere(product=product.name, label=job.kind.label)
        return [other.at(line_no=line.line_no, field="product")]
    is_written = AUX_QUANTITY in line.data
    write_down(line)
    pieces = abs(line.quantity_base)
    is_counted = job.paper.made_by == MAKER
    if not is_written or is_counted or not pieces or not line.weight:
        return []
    if is_weight_plausible(line.weight, pieces, product.aux_standard, product.aux_tolerance):
        return []
    if line.data.get("lot_reason") and batch.actor.may(OVERRIDE):
        return []
    doubtful = errors.WeightDoubtful(
        product=product.name,
        weight=line.weight,
        expected=pieces * (product.aux_standard or ZERO),
        unit=product.aux_unit_name,
        percent=_tolerance(product) * PERCENT,
    )
    return [doubtful.at(line_no=line.line_no, field=AUX_QUANTITY)]


def _tolerance(product: ProductFact) -> Decimal:
    return WEIGHT_TOLERANCE if product.aux_tolerance is None else product.aux_tolerance


def _weigh(
    batch: Batch,
    job: Job,
    weighed: dict[int, ProductFact],
    lying: dict[Key, tuple[Decimal, Decimal]],
    alone: list[tuple[Job, Goods, Key, ProductFact]],
) -> None:
    """Share each line's weight over its moves, by pieces; ``lying`` follows what moves."""
    whole: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for goods in job.effects.goods:
        whole[id(goods.line)] += goods.quantity
    done: dict[int, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    found = []
    for goods in job.effects.goods:
        product = weighed.get(goods.line.product_id or 0)
        if product is None:
            found.append(goods)
            continue
        source, target = ends_of(goods, batch.places)
        line, weight = goods.line, goods.weight
        if not weight and line.weight:
            before, given = done[id(line)]
            upto = before + goods.quantity
            share = line.weight
            if upto != whole[id(line)]:
                share = quantize(divide(multiply(share, upto), whole[id(line)]), product.aux_precision)
            weight, done[id(line)] = share - given, (upto, share)
        elif not weight and _stays(goods):
            weight = _average(lying.get(source, (ZERO, ZERO)), goods.quantity, product)
            if goods.status_to in AWAY:  # what ends it goes by what went
                line.weight += weight
                write_down(line)
        elif not weight and job.paper.made_by == MAKER:
            weight = _counted(goods, source, target, lying, product)
            line.weight += weight
            write_down(line)
        moved = replace(goods, weight=weight)
        found.append(moved)
        if not weight:
            missing = errors.WeightMissing(product=product.name, unit=product.aux_unit_name)
            job.problems.append(missing.at(line_no=line.line_no, field=AUX_QUANTITY))
        if not goods.quantity and job.paper.made_by != MAKER and not job.paper.reverses_id:
            key = source if source.place_id in batch.places.real else target
            alone.append((job, moved, key, product))
        for key, sign in ((source, -1), (target, 1)):
            pieces, held = lying.get(key, (ZERO, ZERO))
            lying[key] = (pieces + sign * goods.quantity, held + sign * weight)
    job.effects = replace(job.effects, goods=tuple(found))


def _stays(goods: Goods) -> bool:
    return goods.source.role in REAL_PLACES and goods.target.role in REAL_PLACES


def _average(lies: tuple[Decimal, Decimal], quantity: Decimal, product: ProductFact) -> Decimal:
    """The share of these pieces in what lies there; the last take all of it."""
    pieces, weight = lies
    if quantity >= pieces:
        return max(weight, ZERO)
    return quantize(divide(multiply(weight, quantity), pieces), product.aux_precision)


def _counted(
    goods: Goods, source: Key, target: Key, lying: dict[Key, tuple[Decimal, Decimal]], product: ProductFact
) -> Decimal:
    """What pieces weigh that a count found or missed: the average of those that lie there, else the standard."""
    if goods.source.role in REAL_PLACES:
        return _average(lying.get(source, (ZERO, ZERO)), goods.quantity, product)
    pieces, weight = lying.get(target, (ZERO, ZERO))
    if pieces > 0 and weight > 0:
        return quantize(divide(multiply(weight, goods.quantity), pieces), product.aux_precision)
    return quantize(multiply(goods.quantity, product.aux_standard or ZERO), product.aux_precision)


def _check_alone(batch: Batch, alone: list[tuple[Job, Goods, Key, ProductFact]]) -> None:
    """§1.8 10: a weight without pieces is a measuring error, and no more than the scales may be wrong by."""
    if not alone:
        return
    asked = sql.columns((n, *key) for n, (_, _, key, _) in enumerate(alone))
    came: dict[int, Decimal] = dict(sql.rows(CAME_IN, (*asked, batch.company_id)))
    for n, (job, goods, _, product) in enumerate(alone):
        problem: Problem | None = None
        allowed = multiply(came.get(n, ZERO), _tolerance(product))
        if job.paper.data.get("reason") != MEASURING:
            problem = errors.WeightAlone(product=product.name)
        elif goods.weight > allowed:
            problem = errors.WeightBeyondError(
                product=product.name,
                weight=goods.weight,
                allowed=quantize(allowed, product.aux_precision),
                percent=_tolerance(product) * PERCENT,
                unit=product.aux_unit_name,
            )
        if problem is not None:
            job.problems.append(problem.at(line_no=goods.line.line_no, field=AUX_QUANTITY))


def _check_balances(batch: Batch, weighed: dict[int, ProductFact]) -> None:
    """No more weight leaves a balance than lies there, and not the last of it while pieces are left."""
    jobs = {job.index: job for job in batch.jobs}
    for key, flows in batch.plan.flows.items():
        hand = batch.hands[key]
        if key.product_id not in weighed or key.place_id not in batch.places.real or hand.may_go_negative:
            continue
        product, pieces, weight = weighed[key.product_id], hand.quantity, hand.weight
        for flow in flows:
            held = (pieces, weight)
            pieces, weight = pieces + flow.quantity, weight + flow.weight
            if flow.weight < 0 and pieces >= 0 and (weight < 0 or (pieces > 0 and weight == 0)):
                short = errors.WeightShort(
                    product=product.name,
                    place=batch.places.names.get(key.place_id, ""),
                    asked=-flow.weight,
                    left=held[1],
                    pieces=held[0],
                    unit=product.aux_unit_name,
                )
                jobs[flow.document].problems.append(short.at(line_no=flow.line_no, field=AUX_QUANTITY))
