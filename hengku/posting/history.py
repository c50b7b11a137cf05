"""What the books say about a pool's past: costs of source lines, and the events to fold again (C9).

A pool folds again from the first day that changes; what stood before that day is its opening. Statements are
per book, not per pool or line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from hengku.costing.rules import LEAVING, Event, Layer, LineCost, LineKey, PoolState
from hengku.kit import sql

ZERO = Decimal(0)
ZERO_FEN = Decimal("0.00")

Key = tuple[int, int, int]

GIVEN_KINDS = frozenset({"opening", "actual", "estimated", "invoice_difference"})
SET_OFF_KINDS = frozenset({"true_up", "residual", "value_only", "return_difference", "variance"})
#: Of money whose split was fixed when it was posted: what is left of a pool without goods, and what stands on 1404.
STILL_SET_OFF = frozenset({"residual", "variance"})
EVENT_OF_KIND = {
    "opening": "in_given",
    "actual": "in_given",
    "estimated": "in_given",
    "counted": "in_pool",
    "issue": "out",
    "source_out": "out_source",
    "return_out": "out_given",
    "source_in": "in_source",
    "transfer_out": "transfer",
    "made": "in_made",
    "adjustment": "value",
    "invoice_difference": "fixed",
    "revalued": "standard",
}
#: Rows beside what the goods of a line cost.
BESIDE = {"beside": [*sorted(SET_OFF_KINDS), "transfer_in", "converted"]}
_LINE_COSTS = """
WITH asked AS (
    SELECT * FROM unnest(%(lines)s::bigint[], %(lots)s::bigint[], %(since)s::date[]) AS k(line_id, lot_id, since)
), cost AS (
    SELECT k.line_id, k.lot_id, sum(abs(v.quantity)) AS quantity, abs(sum(v.amount)) AS amount,
           abs(coalesce(sum(v.amount) FILTER (WHERE v.kind <> 'recost'), 0)) AS posted
    FROM asked AS k
    JOIN costing_value AS v ON v.company_id = %(company)s AND v.line_id = k.line_id
     AND (k.since IS NULL OR v.business_on < k.since OR NOT v.pool_id = ANY(%(folding)s::bigint[])) {of_piece}
    WHERE v.kind <> ALL(%(beside)s)
      -- a transfer is recast at both ends: its cost is that of the pool it left
      AND (v.kind <> 'recost' OR v.against <> 'transfer' OR EXISTS (
          SELECT 1 FROM costing_value AS o
          WHERE o.company_id = v.company_id AND o.line_id = v.line_id AND o.pool_id = v.pool_id
            AND o.kind = 'transfer_out'))
    GROUP BY k.line_id, k.lot_id
), back AS (
    SELECT k.line_id, k.lot_id, v.line_id AS return_line_id, sum(abs(v.quantity)) AS quantity,
           abs(sum(v.amount)) AS amount
    FROM asked AS k
    JOIN costing_value AS v ON v.company_id = %(company)s AND v.source_line_id = k.line_id
     AND (k.since IS NULL OR v.business_on < k.since OR NOT v.pool_id = ANY(%(folding)s::bigint[])) {of_piece}
    WHERE v.kind <> ALL(%(beside)s)
      AND (v.kind <> 'recost' OR v.against <> 'transfer' OR EXISTS (
          SELECT 1 FROM costing_value AS o
          WHERE o.company_id = v.company_id AND o.line_id = v.line_id AND o.pool_id = v.pool_id
            AND o.kind = 'transfer_out'))
    GROUP BY k.line_id, k.lot_id, v.line_id
), undone_of AS (
    SELECT b.line_id, b.lot_id, sum(abs(v.quantity)) AS quantity, abs(sum(v.amount)) AS amount
    FROM back AS b
    JOIN asked AS k ON k.line_id = b.line_id AND k.lot_id = b.lot_id
    JOIN costing_value AS v ON v.company_id = %(company)s AND v.source_line_id = b.return_line_id
     AND (k.since IS NULL OR v.business_on < k.since OR NOT v.pool_id = ANY(%(folding)s::bigint[])) {of_piece}
    WHERE v.kind <> ALL(%(beside)s)
      AND (v.kind <> 'recost' OR v.against <> 'transfer' OR EXISTS (
          SELECT 1 FROM costing_value AS o
          WHERE o.company_id = v.company_id AND o.line_id = v.line_id AND o.pool_id = v.pool_id
            AND o.kind = 'transfer_out'))
    GROUP BY b.line_id, b.lot_id, b.return_line_id
), undone AS (
    SELECT line_id, lot_id, sum(quantity) AS quantity, sum(amount) AS amount FROM undone_of
    GROUP BY line_id, lot_id
)
SELECT c.line_id, c.lot_id, c.quantity, c.amount,
       coalesce((SELECT sum(b.quantity) FROM back AS b
                 WHERE b.line_id = c.line_id AND b.lot_id = c.lot_id), 0) - coalesce(u.quantity, 0),
       coalesce((SELECT sum(b.amount) FROM back AS b
                 WHERE b.line_id = c.line_id AND b.lot_id = c.lot_id), 0) - coalesce(u.amount, 0),
       coalesce((SELECT sum(d.amount) FROM costing_dispatchedcost AS d
                 WHERE d.company_id = %(company)s AND d.line_id = c.line_id), 0), c.posted
FROM cost AS c LEFT JOIN undone AS u ON u.line_id = c.line_id AND u.lot_id = c.lot_id
"""
#: What one piece of a line cost, where pieces have a pool each (C13).
_OF_PIECE = """AND EXISTS (
         SELECT FROM costing_pool AS x
         WHERE x.company_id = v.company_id AND x.id = v.pool_id AND x.lot_id = k.lot_id)"""
LINE_COSTS = _LINE_COSTS.replace("{of_piece}", "")
PIECE_COSTS = _LINE_COSTS.replace("{of_piece}", _OF_PIECE)
OPENINGS = """
SELECT p.product_id, p.warehouse_id, p.lot_id, p.quantity - coalesce(sum(v.quantity), 0),
       p.amount - coalesce(sum(v.amount), 0)
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_pool AS p ON p.company_id = %s AND p.id = k.pool_id
LEFT JOIN costing_value AS v ON v.company_id = p.company_id AND v.pool_id = p.id AND v.business_on >= k.since
 AND v.kind <> 'converted'
GROUP BY p.product_id, p.warehouse_id, p.lot_id, p.quantity, p.amount
"""
LAST_COSTS = """
SELECT p.product_id, p.warehouse_id, p.lot_id, abs(last.quantity), abs(last.amount)
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_pool AS p ON p.company_id = %s AND p.id = k.pool_id
CROSS JOIN LATERAL (
    SELECT sum(v.quantity) AS quantity, sum(v.amount) AS amount
    FROM costing_value AS v
    WHERE v.company_id = p.company_id AND v.pool_id = p.id AND v.business_on < k.since
    GROUP BY v.business_on, v.seq HAVING sum(v.quantity) <> 0
    ORDER BY v.business_on DESC, v.seq DESC LIMIT 1
) AS last
"""
HISTORY = """
SELECT p.product_id, p.warehouse_id, p.lot_id, v.seq, v.business_on, v.kind, v.quantity, v.amount, v.line_id,
       v.document_id, coalesce(v.source_line_id, 0), v.against, v.is_red, v.move_id,
       coalesce((SELECT u.source_line_id FROM costing_value AS u
                 WHERE u.company_id = v.company_id AND u.line_id = v.source_line_id
                   AND u.source_line_id IS NOT NULL LIMIT 1), 0)
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_pool AS p ON p.company_id = %s AND p.id = k.pool_id
JOIN costing_value AS v ON v.company_id = p.company_id AND v.pool_id = p.id AND v.business_on >= k.since
 AND v.kind <> 'converted'
ORDER BY v.business_on, v.seq, v.id
"""
VARIANCES = """
SELECT p.product_id, p.warehouse_id, p.lot_id, -sum(v.amount)
FROM unnest(%s::bigint[], %s::date[]) AS k(pool_id, since)
JOIN costing_pool AS p ON p.company_id = %s AND p.id = k.pool_id
JOIN costing_value AS v ON v.company_id = p.company_id AND v.pool_id = p.id AND v.business_on < k.since
 AND v.against = 'cost_variance'
GROUP BY p.product_id, p.warehouse_id, p.lot_id
"""
STANDARDS = """
SELECT s.product_id, s.effective_on, s.unit_cost FROM costing_standardcost AS s
WHERE s.company_id = %s AND s.product_id = ANY(%s) ORDER BY s.effective_on, s.id
"""
POOLS_OF_PRODUCTS = """
SELECT product_id, warehouse_id, lot_id FROM costing_pool WHERE company_id = %s AND product_id = ANY(%s)
"""
#: C13: pools of the lots themselves; where goods of a product were ever corrected to another lot, all of its pools.
POOLS_OF_LOTS = """
SELECT p.product_id, p.warehouse_id, p.lot_id FROM costing_pool AS p
WHERE p.company_id = %(company)s AND p.product_id = ANY(%(products)s::bigint[]) AND (
    p.lot_id = ANY(%(lots)s::bigint[]) OR EXISTS (
        SELECT FROM inventory_move AS m
        WHERE m.company_id = p.company_id AND m.product_id = p.product_id AND NOT m.lot_id = m.to_lot_id))
"""
RECEIPT_MOVES = """
SELECT DISTINCT ON (v.line_id, p.lot_id) v.line_id, v.product_id, p.warehouse_id, p.lot_id, v.seq, v.business_on,
       v.move_id
FROM costing_value AS v JOIN costing_pool AS p ON p.company_id = v.company_id AND p.id = v.pool_id
WHERE v.company_id = %s AND v.line_id = ANY(%s) AND v.quantity > 0
ORDER BY v.line_id, p.lot_id, v.seq
"""


#: What goods are booked against without any input tax.
UNTAXED = frozenset({"", "owed", "transfer", "converted", "cogs", "goods_dispatched", "ap_estimated", "revenue"})
#: In a line's data: the rate of T7 by which its goods were posted.
VAT_OUT = "vat_out_rate"
TAX_RATES = """
SELECT id, (data ->> 'vat_out_rate')::numeric FROM documents_line
WHERE company_id = %s AND id = ANY(%s) AND data ->> 'vat_out_rate' IS NOT NULL
"""


@dataclass(slots=True)
class Past:
    """One event that is already in the books, and what it was booked at.

    ``recorded`` is its amount so far (≥ 0, recasts included); ``set_off`` what it paid to cost of sales, by
    pool and kind; ``draws`` the layers it went through, by pool and layer.
    """

    seq: int
    on: date
    event: Event
    recorded: Decimal
    against: str
    is_red: bool
    document_id: int
    move_id: int | None
    product_id: int
    set_off: dict[tuple[Key, str], Decimal] = field(default_factory=dict)
    draws: dict[tuple[Key, int], Layer] = field(default_factory=dict)
    vat_out_rate: Decimal = ZERO  # T7: of its cost input tax was transferred out, or came back


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where the goods of a receipt line came into their pool."""

    line_id: int
    product_id: int
    warehouse_id: int
    lot_id: int
    seq: int
    on: date
    move_id: int | None

    @property
    def pool(self) -> Key:
        """The pool they came into."""
        return (self.product_id, self.warehouse_id, self.lot_id)


def load_line_costs(
    company_id: int, since: Mapping[LineKey, date | None], folding: Iterable[int] = ()
) -> dict[LineKey, LineCost]:
    """What lines cost and what was taken back of it, by line, or by line and pool lot of a piece (C13).

    Where a day is given, only what lies before it in the pools that are ``folding``.
    """
    found: dict[LineKey, LineCost] = {key: LineCost() for key in since}
    pools = list(folding)
    whole = {key: day for key, day in since.items() if isinstance(key, int)}
    pieces = {key: day for key, day in since.items() if not isinstance(key, int)}
    if whole:
        asked = {
            "company": company_id,
            "lines": list(whole),
            "lots": [0] * len(whole),
            "folding": pools,
            **BESIDE,
        }
        for row in sql.rows(LINE_COSTS, {**asked, "since": list(whole.values())}):
            found[row[0]] = LineCost(*row[2:])
    if pieces:
        lines, lots = zip(*pieces, strict=True)
        asked = {"company": company_id, "lines": list(lines), "lots": list(lots), "folding": pools, **BESIDE}
        for row in sql.rows(PIECE_COSTS, {**asked, "since": list(pieces.values())}):
            found[row[0], row[1]] = LineCost(*row[2:])
    return found


def load_openings(
    company_id: int, pool_ids: Mapping[Key, int], since: Mapping[int, date]
) -> dict[Key, PoolState]:
    """State of pools at the beginning of the day ``since`` (by product): what they hold, which is locked, less what
    came since. So it costs as much as the days that fold again, not as the whole past of the product.
    """
    ids = list(pool_ids.values())
    days = [since[key[0]] for key in pool_ids]
    states = {
        (row[0], row[1], row[2]): PoolState(row[3], row[4], row[3], row[4])
        for row in sql.rows(OPENINGS, (ids, days, company_id))
    }
    if any(not state.quantity for state in states.values()):
        for product, warehouse, lot, quantity, amount in sql.rows(LAST_COSTS, (ids, days, company_id)):
            state = states[product, warehouse, lot]
            if not state.quantity:
                state.last_quantity, state.last_amount = quantity, amount
    return states


def load_history(company_id: int, pool_ids: Mapping[Key, int], since: Mapping[int, date]) -> list[Past]:
    """Events of the pools from ``since`` (by product) on, in order, each with what it is booked at today."""
    ids = list(pool_ids.values())
    days = [since[key[0]] for key in pool_ids]
    groups: dict[int, list[tuple]] = defaultdict(list)
    for row in sql.rows(HISTORY, (ids, days, company_id)):
        groups[row[3]].append(row)
    return [_past(rows) for group in groups.values() for rows in _events(group)]


def _events(rows: list[tuple]) -> Iterable[list[tuple]]:
    """The rows of one seq, an event each: money may go into several pools at once, goods go from one to another."""
    if len({row[:3] for row in rows}) == 1 or any(row[5] == "transfer_out" for row in rows):
        return [rows]
    by_pool: dict[Key, list[tuple]] = defaultdict(list)
    for row in rows:
        by_pool[row[:3]].append(row)
    return by_pool.values()


def _past(rows: list[tuple]) -> Past:
    """Put the rows of one seq together again: the base row, what was added to it, what it set off."""
    base = next((r for r in rows if r[5] not in SET_OFF_KINDS and r[5] != "recost" and r[6]), None) or rows[0]
    if base[5] == "transfer_in":
        base = next(r for r in rows if r[5] == "transfer_out")
    key: Key = base[:3]
    pool_to = next((r[:3] for r in rows if r[5] == "transfer_in"), None)
    own = [r for r in rows if r[5] not in SET_OFF_KINDS and r[:3] == key]
    total = sum((r[7] for r in own), ZERO_FEN)
    kind = EVENT_OF_KIND[base[5]]
    if kind == "in_given" and base[6] < 0:
        kind = "out_at"
    if base[5] == "adjustment" and base[10]:  # the reversal of one: as much as was booked
        kind = "fixed"
    if kind == "fixed":  # split between stock and cost of sales when it was posted, and left so
        total = sum((r[7] for r in rows if r[5] not in STILL_SET_OFF), ZERO_FEN)
    if kind in LEAVING:  # what goes out is below zero in the book; a share may turn out below zero itself
        total = -total
    event = Event(
        kind=kind,
        pool=key,
        product="",
        quantity=abs(base[6]),
        line_id=base[8],
        amount=total,
        source_line_id=base[10],
        undoes_line_id=base[14],
        pool_to=pool_to,
        seq=base[3],
        on=base[4],
        piece=min(key[2], 0),
    )
    past = Past(
        seq=base[3],
        on=base[4],
        event=event,
        recorded=event.amount,
        against=base[11],
        is_red=base[12],
        document_id=base[9],
        move_id=base[13],
        product_id=base[0],
    )
    for row in rows:
        if row[5] in (STILL_SET_OFF if kind == "fixed" else SET_OFF_KINDS):
            place = (row[:3], row[5])
            past.set_off[place] = past.set_off.get(place, ZERO_FEN) - row[7]
    return past


def load_tax_rates(company_id: int, past: Iterable[Past]) -> None:
    """Tell events of the past by what rate input tax goes out with their cost (T7). Asks only for goods that went where
    such tax may go.
    """
    taxed = [one for one in past if one.against not in UNTAXED]
    if taxed:
        rates: dict[int, Decimal] = dict(sql.rows(TAX_RATES, (company_id, [one.event.line_id for one in taxed])))
        for one in taxed:
            one.vat_out_rate = rates.get(one.event.line_id, ZERO)


def load_variances(
    company_id: int, pool_ids: Mapping[Key, int], since: Mapping[int, date]
) -> dict[Key, Decimal]:
    """What stood on 1404 for these pools (C14) before the day ``since`` (by product); > 0 is a debit."""
    asked = (list(pool_ids.values()), [since[key[0]] for key in pool_ids], company_id)
    return {(row[0], row[1], row[2]): row[3] for row in sql.rows(VARIANCES, asked)}


def load_standards(company_id: int, products: Iterable[int]) -> dict[int, list[tuple[date, Decimal]]]:
    """Standard costs of products (C14), by product, in order of the days they hold from."""
    found: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    for product, on, cost in sql.rows(STANDARDS, (company_id, list(products))):
        found[product].append((on, cost))
    return found


def pools_of(company_id: int, products: Iterable[int]) -> list[Key]:
    """All pools of these products: goods and their costs may have gone between them."""
    return [(row[0], row[1], row[2]) for row in sql.rows(POOLS_OF_PRODUCTS, (company_id, list(products)))]


def pools_of_lots(company_id: int, keys: Iterable[Key]) -> list[Key]:
    """C13: the pools that costs of these lots may have gone to or come from; none is asked for where there are none."""
    asked = {(key[0], key[2]) for key in keys}
    if not asked:
        return []
    products, lots = zip(*asked, strict=True)
    named = {"company": company_id, "products": list(set(products)), "lots": list(lots)}
    return [(row[0], row[1], row[2]) for row in sql.rows(POOLS_OF_LOTS, named)]


def load_receipts(company_id: int, line_ids: Iterable[int]) -> dict[int, list[Receipt]]:
    """Where receipt lines came in, by line id: once, but for pieces that have a pool each (C13), in their order."""
    wanted = list(line_ids)
    found: dict[int, list[Receipt]] = defaultdict(list)
    if wanted:
        for row in sorted(sql.rows(RECEIPT_MOVES, (company_id, wanted)), key=lambda row: row[4]):
            found[row[0]].append(Receipt(*row))
    return found
