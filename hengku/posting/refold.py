"""Which pools a batch touches, from which day they fold again, and what must be read for that (C9, C15)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from hengku.company.rules import Policy, month_start
from hengku.costing.events import Month
from hengku.costing.rules import LineCost, LineKey, PoolState
from hengku.documents.reference import Reference, load_reference
from hengku.kit import sql
from hengku.posting import load
from hengku.posting.effects import Adjust, AtSourceCost, CostMonth, Revalue, SetStandard
from hengku.posting.errors import BeforeMethodChanged
from hengku.posting.history import (
    Past,
    Receipt,
    load_history,
    load_line_costs,
    load_openings,
    load_receipts,
    load_standards,
    load_tax_rates,
    load_variances,
    pools_of,
    pools_of_lots,
)
from hengku.posting.layers import load_draws, load_earlier_layers, load_layers
from hengku.posting.making import load_followers, load_makings, load_shares, share_cause
from hengku.posting.rows import Job, StandardRow, ValueRow
from hengku.posting.snapshots import LAST_DAY
from hengku.posting.specific import pool_key, revalues_of
from hengku.posting.stockroom import ends_of
from hengku.posting.valuation import Fresh, fresh_cost, fresh_difference

Key = load.PoolKey

CHANGED = "SELECT max(effective_on) FROM costing_methodchoice WHERE company_id = %s AND pool_count > 0"


@dataclass(slots=True)
class Difference:
    """A revaluation that changes an amount: the document, its number among the document's events, and the receipt."""

    job: Job
    revalue: Revalue
    number: int
    receipt: Receipt
    is_open: bool  # the receipt's month is still open for stock: the receipt itself is revalued


@dataclass(slots=True)
class Refold:
    """Pools, costs and past events as they stand before the batch."""

    first: dict[Key, date] = field(default_factory=dict)  # pools of the batch's goods, with the earliest date
    pools: dict[Key, load.Pool] = field(default_factory=dict)
    states: dict[Key, PoolState] = field(default_factory=dict)
    past: list[Past] = field(default_factory=list)
    lines: dict[LineKey, LineCost] = field(default_factory=dict)
    cause: dict[int, Job] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    months: dict[int, date] = field(
        default_factory=dict
    )  # products whose month is costed at its end (C12, C14)
    standards: dict[int, date] = field(
        default_factory=dict
    )  # products that get a new standard, from that day
    snapshot_until: date | None = None  # the last day that has, or will have, a snapshot
    since: dict[int, date] = field(default_factory=dict)  # products that fold again, and from when
    went_in: dict[int, int] = field(default_factory=dict)  # lines that goods were made of: their product
    specific: frozenset[int] = frozenset()  # products costed by lot or piece (C13)

    def fresh_differences(self, reference: Reference) -> list[Fresh]:
        """Differences that come on the document's own date, the receipt's month being closed."""
        return [
            fresh_difference(
                one.job,
                one.revalue,
                one.job.seqs[one.number],
                one.receipt,
                reference.products[one.receipt.product_id],
            )
            for one in self.differences
            if not one.is_open
        ]

    def fresh_costs(self, jobs: Iterable[Job], scope: str, reference: Reference) -> list[Fresh]:
        """Events of money alone (C10, C14); a new standard is one for each pool of its product."""
        found: list[Fresh] = []
        for job in jobs:
            first = len(job.effects.goods) + len(job.effects.revalues)
            for number, act in enumerate(job.effects.costs, first):
                if isinstance(act, CostMonth):
                    continue
                product = reference.products[act.line.product_id or 0]
                if isinstance(act, Adjust):
                    pools = [_adjusted(act, scope)]
                else:
                    pools = [
                        key
                        for key, pool in self.pools.items()
                        if key[0] == product.id and pool.method == "STANDARD"
                    ]
                found.extend(fresh_cost(job, act, job.seqs[number], pool, product) for pool in pools)
        return found

    def given_differences(self) -> list[ValueRow]:
        """Rows that put a difference onto the receipt itself; its events of the past already carry it."""
        return [_given_row(one) for one in self.differences if one.is_open]


def _adjusted(act: Adjust, scope: str) -> Key:
    """The pool an adjustment puts money into (C10)."""
    return (act.line.product_id or 0, act.warehouse_id if scope == "WAREHOUSE" else 0, act.lot_id)


def _given_row(one: Difference) -> ValueRow:
    return ValueRow(
        seq=one.receipt.seq,
        pool=one.receipt.pool,
        product_id=one.receipt.product_id,
        move_id=one.receipt.move_id,
        document_id=one.job.document_id,
        line_id=one.receipt.line_id,
        source_line_id=None,
        quantity=Decimal(0),
        amount=one.revalue.actual - one.revalue.released,
        kind="invoice_difference",
        against="owed",
        is_red=False,
        on=one.receipt.on,
    )


def goods_keys(
    jobs: Iterable[Job], scope: str, places: load.Places, specific: frozenset[int]
) -> dict[Key, date]:
    """Pools that goods of the batch enter or leave, each with the earliest business date: jobs are in their order."""
    first: dict[Key, date] = {}
    for job in jobs:
        on = job.on
        for goods in job.effects.goods:
            for end in ends_of(goods, places):
                if end.owner_id == 0 and end.place_id in places.real:
                    key = pool_key(end, goods.piece, scope=scope, places=places, specific=specific)
                    first.setdefault(key, on)
    return first


def find_differences(company_id: int, jobs: list[Job], periods: dict[date, load.Period]) -> list[Difference]:
    """Revaluations that change an amount, with the receipts they fall on."""
    asked = [
        (job, revalue, len(job.effects.goods) + number)
        for job in jobs
        for number, revalue in enumerate(job.effects.revalues)
        if revalue.actual != revalue.released
    ]
    receipts = load_receipts(company_id, (revalue.receipt_line_id for _, revalue, _ in asked))
    found = []
    for job, revalue, number in asked:
        for part, receipt in revalues_of(revalue, receipts[revalue.receipt_line_id]):
            period = periods.get(month_start(receipt.on))
            is_open = period is not None and not period.is_stock_closed and not revalue.is_late
            found.append(Difference(job, part, number, receipt, is_open))
    return found


def lock_refold(
    company_id: int,
    jobs: list[Job],
    places: load.Places,
    periods: dict[date, load.Period],
    policy: Policy,
    reference: Reference,
    specific: frozenset[int],
    *,
    locking: bool,
) -> Refold:
    """Lock the pools of the batch. With one pool per warehouse all pools of a product are locked, since costs
    travel between them; of a ``specific`` product those of the same lots.
    """
    first = goods_keys(jobs, policy.cost_scope, places, specific)
    refold = Refold(first, differences=find_differences(company_id, jobs, periods), specific=specific)
    whole = _cost_keys(jobs, policy.cost_scope, refold)
    sql.ask(LAST_DAY, (company_id,), lambda found: setattr(refold, "snapshot_until", found[0][0]))
    keys = set(refold.first) | {d.receipt.pool for d in refold.differences}
    if policy.cost_scope == "WAREHOUSE":
        whole |= {key[0] for key in keys} - specific
    keys.update(pools_of_lots(company_id, {key for key in keys if key[0] in specific}))
    if whole:
        keys.update(pools_of(company_id, whole))
    products = {key[0] for key in keys}
    methods = {one: reference.products[one].costing_method or policy.costing_method for one in products}
    refold.pools = load.lock_pools(company_id, sorted(keys), methods, locking=locking)
    return refold


def _cost_keys(jobs: Iterable[Job], scope: str, refold: Refold) -> set[int]:
    """Note what costing acts touch in ``refold``; returns the products all of whose pools they touch."""
    whole: set[int] = set()
    for job in jobs:
        for act in job.effects.costs:
            product = act.line.product_id or 0
            if isinstance(act, Adjust):
                key = _adjusted(act, scope)
                refold.first[key] = min(refold.first.get(key, job.on), job.on)
                continue
            whole.add(product)
            found = refold.months if isinstance(act, CostMonth) else refold.standards
            on = month_start(job.on) if isinstance(act, CostMonth) else job.on
            found[product] = min(found.get(product, on), on)
    return whole


def load_refold(
    company_id: int, jobs: list[Job], refold: Refold, reference: Reference, *, locking: bool
) -> None:
    """Read what the fold needs: states, or openings and events where it goes back in time.

    Where a component folds again, the pools of what was made of it are locked too, after its own (C9).
    """
    if not refold.pools:
        return
    since = refold.since = _since(refold, jobs)
    if since:
        _refuse_before_change(company_id, min(since.values()))
        _lock_followers(company_id, refold, reference, locking=locking)
    refold.states = {key: _copy(pool.state) for key, pool in refold.pools.items()}
    todays = {key: one for key, one in refold.states.items() if key[0] not in since and one.method == "FIFO"}
    if todays:
        load_layers(company_id, refold.pools, todays)
    if since:
        _load_past(company_id, since, refold, reference)
    _load_standards(company_id, jobs, refold)
    _begin_months(company_id, refold)
    for job in jobs:
        for goods in job.effects.goods:
            refold.cause.setdefault(goods.line.product_id or 0, job)
        for revalue in job.effects.revalues:
            refold.cause.setdefault(revalue.line.product_id or 0, job)
        for act in job.effects.costs:
            refold.cause.setdefault(act.line.product_id or 0, job)
    share_cause(refold.past, refold.cause)
    folding = [pool.id for key, pool in refold.pools.items() if key[0] in since and pool.id]
    refold.lines = load_line_costs(company_id, _source_lines(jobs, refold, since), folding)


def _lock_followers(company_id: int, refold: Refold, reference: Reference, *, locking: bool) -> None:
    """Products made of those that fold again fold again with them; their pools were not known before."""
    followers, any_made = load_followers(company_id, refold.since)
    more = set(followers) - {key[0] for key in refold.pools}
    if any_made:  # what was made of one lot may have gone into another than those that the documents name
        more |= refold.specific & set(followers)
    refold.since.update(followers)
    if more:
        keys = sorted(pools_of(company_id, more))  # all of them are there: they were made
        refold.pools.update(load.lock_pools(company_id, keys, {}, locking=locking))
    unknown = set(refold.since) - set(reference.products)
    if unknown:
        reference.products.update(load_reference(company_id, (), unknown).products)


def _refuse_before_change(company_id: int, first: date) -> None:
    """C2: nothing folds again from before the day on which stock went over to another method."""
    found = sql.rows(CHANGED, (company_id,))
    if found and found[0][0] is not None and first < found[0][0]:
        raise BeforeMethodChanged(changed_on=found[0][0]).at(field="business_on")


def _begin_months(company_id: int, refold: Refold) -> None:
    """Tell pools that their month is costed at its end, with what stood on 1404 for them when it began (C12, C14)."""
    for key, state in refold.states.items():
        month = refold.months.get(key[0])
        if month is not None and state.method in ("MONTHLY_AVERAGE", "STANDARD"):
            state.month = Month(month)
    standards = {key: pool.id for key, pool in refold.pools.items() if refold.states[key].month and pool.id}
    if standards:
        for key, amount in load_variances(company_id, standards, refold.months).items():
            month_of_pool = refold.states[key].month
            assert month_of_pool is not None
            month_of_pool.variance = amount


def _copy(state: PoolState) -> PoolState:
    return PoolState(
        state.quantity, state.amount, state.last_quantity, state.last_amount, method=state.method
    )


def _load_standards(company_id: int, jobs: Iterable[Job], refold: Refold) -> None:
    """Give pools at standard cost their standards (C14), those of the batch too; no statement where there are none."""
    states = {key: state for key, state in refold.states.items() if state.method == "STANDARD"}
    if not states:
        return
    found = load_standards(company_id, {key[0] for key in states})
    for job in jobs:
        for act in job.effects.costs:
            if isinstance(act, SetStandard):
                found.setdefault(act.line.product_id or 0, []).append((job.on, act.unit_cost))
    for key, state in states.items():
        state.standards = sorted(found.get(key[0], ()), key=lambda one: one[0])


def _since(refold: Refold, jobs: Iterable[Job]) -> dict[int, date]:
    """The day from which a product folds again; products whose events all come last are not in it.

    Goods that come or go at their source's cost are an instalment of it (C1). Later instalments may lie in pools of
    other warehouses, so they come last only where nothing of the product is later in any of its pools.
    """
    since: dict[int, date] = {}
    shared: dict[int, date] = {}
    for job in jobs:
        for goods in job.effects.goods:
            if isinstance(goods.cost, AtSourceCost):
                shared.setdefault(goods.line.product_id or 0, job.on)
    for key, pool in refold.pools.items():
        days = (refold.first.get(key), shared.get(key[0]))
        on, last = min((day for day in days if day is not None), default=None), pool.last_valued_on
        if on is not None and last is not None and on < last:
            since[key[0]] = min(since.get(key[0], on), on)
    for one in refold.differences:
        product, last = one.receipt.product_id, refold.pools[one.receipt.pool].last_valued_on
        if one.is_open:
            since[product] = min(since.get(product, one.receipt.on), one.receipt.on)
        elif last is not None and one.job.on < last:  # closed: it comes on the document's day, which may lie back
            since[product] = min(since.get(product, one.job.on), one.job.on)
    for key, pool in refold.pools.items():
        for whole in (refold.months, refold.standards):  # a standard holds from the beginning of its day
            day = whole.get(key[0])
            if day is not None and pool.last_valued_on is not None and day <= pool.last_valued_on:
                since[key[0]] = min(since.get(key[0], day), day)
    return since


def _load_past(company_id: int, since: dict[int, date], refold: Refold, reference: Reference) -> None:
    """Openings and events of the products that fold again; open differences are put onto their receipts."""
    pool_ids = {key: pool.id for key, pool in refold.pools.items() if key[0] in since and pool.id}
    refold.states.update(load_openings(company_id, pool_ids, since))
    refold.past = load_history(company_id, pool_ids, since)
    load_tax_rates(company_id, refold.past)
    load_shares(company_id, refold.past)
    refold.went_in = load_makings(company_id, refold.past)
    for key in pool_ids:
        refold.states[key].method = refold.pools[key].method
    queued = {key: pool_id for key, pool_id in pool_ids.items() if refold.pools[key].method == "FIFO"}
    if queued:
        load_earlier_layers(company_id, queued, since, refold.states)
        load_draws(company_id, queued, since, refold.past)
    by_place = {(past.seq, past.event.pool): past for past in refold.past}
    for past in refold.past:
        product = reference.products[past.product_id]
        past.event.product, past.event.reference_cost = product.name, product.reference_cost
    for one in refold.differences:
        if one.is_open:
            past = by_place[one.receipt.seq, one.receipt.pool]
            change = one.revalue.actual - one.revalue.released
            past.event.amount += change
            if (making := past.event.making) is not None:  # C15 on goods that were made: beside what went in (C18)
                past.event.making = replace(making, extra=making.extra + change)
            past.recorded += change


def _source_lines(jobs: list[Job], refold: Refold, since: dict[int, date]) -> dict[LineKey, date | None]:
    """Lines whose cost is asked for, and the very pieces of them; where their product folds again, only what lies
    before that day.
    """
    wanted: dict[LineKey, date | None] = {}
    for job in jobs:
        for goods in job.effects.goods:
            if isinstance(goods.cost, AtSourceCost):
                day = since.get(goods.line.product_id or 0)
                for line in (goods.cost.source_line_id, goods.cost.undoes_line_id):
                    wanted.update(_line_keys(line, -goods.piece, day))
    wanted.update((line, since.get(product)) for line, product in refold.went_in.items())
    for one in refold.past:
        for line in (one.event.source_line_id, one.event.undoes_line_id):
            wanted.update(_line_keys(line, one.event.piece, since[one.product_id]))
    return wanted


def _line_keys(line_id: int, piece: int, day: date | None) -> dict[LineKey, date | None]:
    """A line, and the piece of it where it has a pool of its own; nothing for no line."""
    if not line_id:
        return {}
    return {line_id: day, (line_id, piece): day} if piece else {line_id: day}


def new_standards(jobs: list[Job]) -> list[StandardRow]:
    """Standard costs that the documents set (C14)."""
    return [
        StandardRow(act.line.product_id or 0, act.unit_cost, job.on, job.document_id, act.line.id)
        for job in jobs
        for act in job.effects.costs
        if isinstance(act, SetStandard)
    ]
