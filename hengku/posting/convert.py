"""What is in stock goes over to other cost pools (C2, C13, C14), when method or scope change at a year's start.

Quantity and amount stay to the fen. Where pools are parted or joined, each amount is shared by what lies where (C1), in
rows of kind ``converted`` dated the first day of the new way: openings, never folded again. Leaving 标准成本, what 1404
still holds for the goods goes into their cost. A pool that is 先进先出 begins with one layer of all it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hengku.catalog.models import Product
from hengku.costing.models import Layer, Method, Pool, StandardCost, Value
from hengku.costing.rules import PoolState
from hengku.documents.reference import load_reference
from hengku.identity.actor import Actor
from hengku.kit import clock, sql
from hengku.kit.course import UNWATCHED, Course
from hengku.kit.errors import Problem, Refused, raise_all
from hengku.kit.numbers import ZERO_FEN, split_by_cumulative
from hengku.posting import load
from hengku.posting.cost_lines import VARIANCE, cost_line, pool_role
from hengku.posting.decide import Batch
from hengku.posting.history import load_variances
from hengku.posting.layers import write_layers
from hengku.posting.refold import Refold
from hengku.posting.rows import BookLine, EntryRow, LayerRow, ValueRow
from hengku.posting.snapshots import LAST_DAY
from hengku.posting.write import write_outcome

CONVERTED_SEQ = 0  # of layers that a conversion made or emptied: no event of the books has it
TOLD_EVERY = 50  # products between two words about how far it is
SUMMARY = "计价方法变更:成本差异转入存货"
CELLS = """
SELECT h.product_id,
       CASE l.role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE coalesce(l.warehouse_id, 0) END, h.lot_id,
       sum(CASE WHEN p.aux_unit_id IS NULL THEN h.quantity ELSE h.aux_quantity END)  -- B2
FROM inventory_onhand AS h
JOIN catalog_product AS p ON p.company_id = h.company_id AND p.id = h.product_id
JOIN inventory_place AS l ON l.company_id = h.company_id AND l.id = h.place_id
 AND l.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
WHERE h.company_id = %s AND h.owner_id = 0 AND h.product_id = ANY(%s)
GROUP BY 1, 2, 3
HAVING sum(CASE WHEN p.aux_unit_id IS NULL THEN h.quantity ELSE h.aux_quantity END) <> 0
"""
PIECES = """
SELECT s.product_id,
       CASE l.role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE coalesce(l.warehouse_id, 0) END,
       -s.id, 1::numeric
FROM inventory_serial AS s JOIN inventory_place AS l ON l.company_id = s.company_id AND l.id = s.place_id
WHERE s.company_id = %s AND s.state IN ('in_stock', 'returned') AND s.owner_id = 0 AND s.product_id = ANY(%s)
"""
NEW_SEQS = "SELECT nextval('posting_seq') FROM generate_series(1, %s)"

Key = load.PoolKey


@dataclass(eq=False)
class CannotConvert(Refused):
    """What is in stock cannot be carried over to the other way of costing as it stands."""

    product: str
    reason: str
    text = "「{product}」不能变更计价方法:{reason}。"


@dataclass(frozen=True, slots=True)
class Way:
    """How the goods of a product are costed: by which method, in which pools (C2)."""

    method: str
    scope: str

    def key(self, product: int, warehouse: int, lot: int) -> Key:
        """The pool of goods of a lot (a piece below zero) in a warehouse, below 0 out with an agent or a processor."""
        is_specific = self.method == Method.SPECIFIC
        by_warehouse = warehouse if self.scope == "WAREHOUSE" else 0
        return (product, warehouse if warehouse < 0 else by_warehouse, lot if is_specific else 0)


@dataclass(slots=True)
class Converted:
    """One product that goes over: what of it is in stock, in how many pools before and after."""

    product_id: int
    name: str
    before: Way
    after: Way
    quantity: Decimal = Decimal(0)
    amount: Decimal = ZERO_FEN
    variance: Decimal = ZERO_FEN  # from 1404 into stock, > 0 it costs more
    pools_before: int = 0
    pools_after: int = 0


@dataclass(slots=True)
class _Work:
    """What will be written."""

    values: list[ValueRow] = field(default_factory=list)
    entries: list[EntryRow] = field(default_factory=list)
    layers: list[LayerRow] = field(default_factory=list)


def convert(
    actor: Actor, ways: Mapping[int, tuple[Way, Way]], on: date, course: Course = UNWATCHED
) -> list[Converted]:
    """Bring products from one way to the other, in the caller's transaction with postings kept out; what had stock.

    Locks their pools. Refuses stock below zero, goods that cannot be told apart where each lot shall have its cost, a
    standard that would begin beside stock of another value, and books that disagree.
    """
    company_id = actor.company_id
    products = sorted(ways)
    rows = list(
        Pool.objects.visible_to(actor)
        .select_for_update(no_key=True)
        .filter(product_id__in=products)
        .order_by("product_id", "warehouse_id", "lot_id")
    )
    old = {(row.product_id, row.warehouse_id, row.lot_id): row for row in rows}
    held_by: dict[int, dict[Key, Pool]] = defaultdict(dict)
    for key, row in old.items():
        if row.quantity or row.amount:
            held_by[row.product_id][key] = row
    course.step("reading")
    standing = _standing(company_id, ways)
    variances = _variances(company_id, [row for row in rows if row.method == Method.STANDARD], on)
    names = {one.pk: one for one in Product.objects.visible_to(actor).filter(pk__in=products)}
    with_standard = set(StandardCost.objects.visible_to(actor).values_list("product_id", flat=True))
    problems: list[Problem] = []
    shares: dict[int, dict[Key, dict[Key, Decimal]]] = {}
    for product, (before, after) in ways.items():
        held = held_by.get(product, {})
        shares[product] = _shares(held, standing.get(product, []), before, after)
        reason = _reason(held, shares[product], names[product], after, product in with_standard)
        if reason:
            problems.append(CannotConvert(product=names[product].name, reason=reason))
    raise_all(problems)
    work, told = _Work(), []
    targets = {new for found in shares.values() for parts in found.values() for new in parts}
    methods = {product: after.method for product, (_, after) in ways.items()}
    locked = load.lock_pools(company_id, sorted({*old, *targets}), methods) if old or targets else {}
    states = {key: pool.state for key, pool in locked.items()}
    seqs = iter([row[0] for row in sql.rows(NEW_SEQS, (len(products),))])
    reference = load_reference(company_id, (), products)
    course.step("converting", len(ways))
    for done, (product, (before, after)) in enumerate(ways.items()):
        if done % TOLD_EVERY == 0:
            course.count(done)
        held = held_by.get(product, {})
        one = Converted(product, names[product].name, before, after)
        fact = reference.products[product]
        seq, last = next(seqs), _last_value(company_id, product)
        if last is None:  # nothing of it was ever valued
            continue
        going = _Product(one, held, shares[product], states, on, seq, work, last)
        going.carry_variances(variances, fact.inventory_role, fact.category_id)
        going.move(variances)
        if held or one.variance:
            told.append(one)
    course.commit("keeping")
    _write(actor, work, locked, states, methods)
    return told


def _standing(
    company_id: int, ways: Mapping[int, tuple[Way, Way]]
) -> dict[int, list[tuple[int, int, Decimal]]]:
    """What lies where, by product: (warehouse, lot, quantity). By piece where one of the ways costs pieces."""
    specific = [one for one, pair in ways.items() if Method.SPECIFIC in (pair[0].method, pair[1].method)]
    serial = set(
        Product.objects.of_company(company_id)
        .filter(pk__in=specific, tracking="serial")
        .values_list("pk", flat=True)
    )
    found: dict[int, list[tuple[int, int, Decimal]]] = defaultdict(list)
    for product, warehouse, lot, quantity in sql.rows(
        CELLS, (company_id, [one for one in ways if one not in serial])
    ):
        found[product].append((warehouse, lot, quantity))
    if serial:
        for product, warehouse, lot, quantity in sql.rows(PIECES, (company_id, sorted(serial))):
            found[product].append((warehouse, lot, quantity))
    return found


def _variances(company_id: int, rows: Sequence[Pool], on: date) -> dict[Key, Decimal]:
    ids = {(row.product_id, row.warehouse_id, row.lot_id): row.pk for row in rows}
    return load_variances(company_id, ids, {key[0]: on for key in ids}) if ids else {}


def _shares(
    held: Mapping[Key, Pool], cells: Sequence[tuple[int, int, Decimal]], before: Way, after: Way
) -> dict[Key, dict[Key, Decimal]]:
    """By pool that holds something: how much of its goods belongs to which pool afterwards."""
    found: dict[Key, dict[Key, Decimal]] = {key: {} for key in held}
    for warehouse, lot, quantity in sorted(cells):
        product = next(iter(held))[0] if held else 0
        source, target = before.key(product, warehouse, lot), after.key(product, warehouse, lot)
        if source in found:
            found[source][target] = found[source].get(target, Decimal(0)) + quantity
    return found


def _reason(
    held: Mapping[Key, Pool],
    shares: Mapping[Key, Mapping[Key, Decimal]],
    product: Product,
    after: Way,
    has_standard: bool,
) -> str:
    """Why the stock of a product cannot go over, "" when it can."""
    if any(row.quantity < 0 for row in held.values()):
        return "库存为负,请先补足"
    if held and after.method == Method.SPECIFIC and product.tracking == "none":
        return "没有按批次或序列号管理,分不出各批的成本"
    moved = {key: parts for key, parts in shares.items() if set(parts) != {key}}
    if any(sum(parts.values()) != held[key].quantity for key, parts in moved.items()):
        return "现存量与成本池数量不一致,请先到健康中心核对"
    if any(quantity < 0 for parts in moved.values() for quantity in parts.values()):
        return "有仓库或批次的库存为负,请先补足"
    comes_in = after.method == Method.STANDARD and any(row.method != Method.STANDARD for row in held.values())
    if comes_in and has_standard:
        return "有结存而又已设标准成本,请在变更之后再做标准成本调整单"
    return ""


@dataclass(slots=True)
class _Product:
    """One product on its way over."""

    one: Converted
    held: dict[Key, Pool]
    shares: dict[Key, dict[Key, Decimal]]
    states: dict[Key, PoolState]
    on: date
    seq: int
    work: _Work
    last: Value  # of the product: the document and line that conversions stand beside

    def _row(self, key: Key, quantity: Decimal, amount: Decimal, against: str) -> None:
        self.work.values.append(
            ValueRow(
                seq=self.seq,
                pool=key,
                product_id=key[0],
                move_id=None,
                document_id=self.last.document_id,
                line_id=self.last.line_id,
                source_line_id=None,
                quantity=quantity,
                amount=amount,
                kind="converted",
                against=against,
                is_red=False,
                on=self.on,
            )
        )

    def carry_variances(self, variances: dict[Key, Decimal], role: str, category: int) -> None:
        """C14: leaving standard cost, what 1404 holds for goods in stock is part of what they cost; what finds none, or
        would make them worth less than nothing, is cost of sales.
        """
        if self.one.after.method == Method.STANDARD:
            return
        for key in [key for key in variances if key[0] == self.one.product_id]:
            variance = variances.pop(key)
            if not variance:
                continue
            state = self.states[key]
            kept = max(variance, -state.amount) if state.quantity > 0 else ZERO_FEN
            at = pool_role(key, role)
            self._row(key, Decimal(0), variance, VARIANCE)
            if variance != kept:
                self._row(key, Decimal(0), kept - variance, "cogs")
            lines = [cost_line(VARIANCE, -variance), cost_line("cogs", variance - kept)]
            stock = BookLine(
                at, max(kept, ZERO_FEN), max(-kept, ZERO_FEN), category_id=category, is_cost=True
            )
            entry = [line for line in (stock, *lines) if line.debit or line.credit]
            self.work.entries.append(EntryRow(self.last.document_id, "recost", self.on, SUMMARY, entry))
            state.amount += kept
            state.remember()
            self.one.variance += kept

    def move(self, variances: dict[Key, Decimal]) -> None:
        """Each amount goes where its goods belong; layers are taken out, and begun anew."""
        day_before = self.on - timedelta(days=1)
        arrived: set[Key] = set()
        joined = {new for key, parts in self.shares.items() for new in parts if set(parts) != {key}}
        self.one.pools_before = len(self.held)
        for key, row in self.held.items():
            state = self.states[key]
            self.one.quantity += state.quantity
            self.one.amount += state.amount
            parts = self.shares[key]
            stays = set(parts) == {key} and key not in joined
            was_queue, is_queue = row.method == Method.FIFO, self.one.after.method == Method.FIFO
            if was_queue and not (is_queue and stays):
                self.work.layers.extend(_emptied(row, key, self.last.document_id, day_before))
            if set(parts) != {key}:
                self._part(key, parts, variances.get(key, ZERO_FEN))
            if is_queue and not (was_queue and stays):
                arrived.update(parts)
        self.one.pools_after = len({new for parts in self.shares.values() for new in parts})
        for key in sorted(arrived):
            state, last = self.states[key], self.last
            self.work.layers.append(
                LayerRow(
                    key, last.seq, last.line_id, day_before, CONVERTED_SEQ, day_before, last.document_id,
                    state.quantity, state.amount,
                )
            )  # fmt: skip

    def _part(self, key: Key, parts: dict[Key, Decimal], variance: Decimal) -> None:
        state, weights = self.states[key], list(parts.values())
        amounts = split_by_cumulative(state.amount, weights, fallback=weights)
        variances = split_by_cumulative(variance, weights, fallback=weights)
        self._row(key, -state.quantity, -state.amount, "transfer")
        if variance:  # what 1404 holds for goods goes with them: no amount, but another pool's
            self._row(key, Decimal(0), variance, VARIANCE)
            self._row(key, Decimal(0), -variance, "transfer")
        state.quantity, state.amount = Decimal(0), ZERO_FEN
        for new, amount, share in zip(parts, amounts, variances, strict=True):
            to = self.states[new]
            self._row(new, parts[new], amount, "transfer")
            if share:
                self._row(new, Decimal(0), -share, VARIANCE)
                self._row(new, Decimal(0), share, "transfer")
            to.quantity += parts[new]
            to.amount += amount
            to.remember()


def _last_value(company_id: int, product: int) -> Value | None:
    return Value.objects.of_company(company_id).filter(product_id=product).order_by("-seq").first()


def _emptied(row: Pool, key: Key, document_id: int, on: date) -> list[LayerRow]:
    layers = Layer.objects.of_company(row.company_id).filter(pool_id=row.pk).exclude(quantity=0)
    return [
        LayerRow(
            key,
            one.seq,
            one.line_id,
            one.business_on,
            CONVERTED_SEQ,
            on,
            document_id,
            -one.quantity,
            -one.amount,
        )
        for one in layers
    ]


def _write(
    actor: Actor,
    work: _Work,
    locked: dict[Key, load.Pool],
    states: dict[Key, PoolState],
    methods: Mapping[int, str],
) -> None:
    """The rows, as a posting writes them, and the method of each pool."""
    now, company_id = clock.now(), actor.company_id
    batch = Batch(actor, [])
    batch.role_accounts = load.load_role_accounts(company_id)
    batch.refold = Refold(pools=locked, states=states)
    last_day = sql.rows(LAST_DAY, (company_id,))
    batch.refold.snapshot_until = last_day[0][0] if last_day else None
    batch.outcome.values, batch.outcome.entries = work.values, work.entries
    write_outcome(batch, now=now)
    write_layers(company_id, work.layers, locked, now)
    for method in set(methods.values()) - {Method.SPECIFIC}:
        of_method = [product for product, one in methods.items() if one == method]
        Pool.objects.visible_to(actor).filter(product_id__in=of_method, lot_id=0).exclude(
            method=method
        ).update(method=method)
