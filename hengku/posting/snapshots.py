"""每日快照 (P9): any past day is the nearest snapshot and the moves since (docs/algorithms/snapshots.md).

Two sides keep a snapshot equal to the sum of the books: who posts into the past corrects the days made since then, in
the same transaction; who makes a day meets nobody who posts into it, because both lock the day's row first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import psycopg
from django.db import OperationalError, transaction

from hengku.company.actions import keep_postings_out
from hengku.company.rules import month_end
from hengku.inventory.rules import Key
from hengku.kit import sql
from hengku.kit.clock import day_of
from hengku.kit.numbers import ZERO, ZERO_FEN
from hengku.posting import flows

if TYPE_CHECKING:
    from hengku.posting.load import Pool
    from hengku.posting.rows import MoveRow, ValueRow

#: Every day of about a quarter; of what is older the ends of the three parts of a month 旬 stay, and of a busy part each
#: day: to read its moves again would take longer than a person waits.
DAILY = timedelta(days=92)
PARTS_OF_MONTH = (10, 20)
BUSY = 50_000

#: Both lock the days from the earliest change on, so that none is made or thinned out meanwhile.
CORRECT_HANDS = f"""
WITH days AS MATERIALIZED (
    SELECT d.business_on, d.is_made FROM inventory_snapshotday AS d
    WHERE d.company_id = %(company)s AND d.business_on >= %(first)s
    ORDER BY d.business_on FOR SHARE
),
{flows.ADD_MOVES}
INSERT INTO inventory_snapshot AS s (company_id, business_on, product_id, place_id, lot_id, status, owner_id, quantity,
                                     aux_quantity)
SELECT %(company)s, days.business_on, r.product_id, r.place_id, r.lot_id, r.status, r.owner_id, sum(r.quantity),
       sum(r.weight)
FROM days
JOIN unnest(%(product)s::bigint[], %(place)s::bigint[], %(lot)s::bigint[], %(status)s::text[], %(owner)s::bigint[],
            %(day)s::date[], %(quantity)s::numeric[], %(weight)s::numeric[])
     AS r(product_id, place_id, lot_id, status, owner_id, business_on, quantity, weight)
  ON r.business_on <= days.business_on
WHERE days.is_made
GROUP BY days.business_on, r.product_id, r.place_id, r.lot_id, r.status, r.owner_id
HAVING sum(r.quantity) <> 0 OR sum(r.weight) <> 0
ORDER BY days.business_on, r.product_id, r.place_id, r.lot_id, r.status, r.owner_id
ON CONFLICT (company_id, business_on, product_id, place_id, lot_id, status, owner_id)
DO UPDATE SET quantity = s.quantity + excluded.quantity, aux_quantity = s.aux_quantity + excluded.aux_quantity
"""  # noqa: S608
CORRECT_POOLS = f"""
WITH days AS MATERIALIZED (
    SELECT d.business_on, d.is_made FROM inventory_snapshotday AS d
    WHERE d.company_id = %(company)s AND d.business_on >= %(first)s
    ORDER BY d.business_on FOR SHARE
),
{flows.ADD_VALUES}
INSERT INTO costing_poolsnapshot AS s (company_id, business_on, pool_id, product_id, quantity, amount)
SELECT %(company)s, days.business_on, r.pool_id, r.product_id, sum(r.quantity), sum(r.amount)
FROM days
JOIN unnest(%(pool)s::bigint[], %(product)s::bigint[], %(day)s::date[], %(quantity)s::numeric[], %(amount)s::numeric[])
     AS r(pool_id, product_id, business_on, quantity, amount) ON r.business_on <= days.business_on
WHERE days.is_made
GROUP BY days.business_on, r.pool_id, r.product_id
HAVING sum(r.quantity) <> 0 OR sum(r.amount) <> 0
ORDER BY days.business_on, r.pool_id
ON CONFLICT (company_id, business_on, pool_id)
DO UPDATE SET quantity = s.quantity + excluded.quantity, amount = s.amount + excluded.amount
"""  # noqa: S608
LAST_DAY = "SELECT max(business_on) FROM inventory_snapshotday WHERE company_id = %s"
HAND_NAMES = ("product", "place", "lot", "status", "owner", "day", "quantity", "weight")
POOL_NAMES = ("pool", "product", "day", "quantity", "amount")
FIRST_DAY = """
SELECT least((SELECT min(business_on) FROM inventory_move WHERE company_id = %(company)s),
             (SELECT min(business_on) FROM costing_value WHERE company_id = %(company)s))
"""
KEPT_DAYS = "SELECT business_on, is_made, moves, rows FROM inventory_snapshotday WHERE company_id = %s"
ANNOUNCE = """
INSERT INTO inventory_snapshotday (company_id, business_on, is_made) VALUES (%s, %s, false) ON CONFLICT DO NOTHING
"""
LOCK_DAYS = """
SELECT business_on, is_made FROM inventory_snapshotday
WHERE company_id = %s AND business_on <= %s AND business_on >= coalesce((
    SELECT max(business_on) FROM inventory_snapshotday WHERE company_id = %s AND business_on < %s AND is_made), %s)
ORDER BY business_on FOR UPDATE
"""
#: Written in the order they are read in: a day is a few hundred pages then, not a page for each row.
MAKE_HANDS = """
INSERT INTO inventory_snapshot (company_id, business_on, product_id, place_id, lot_id, status, owner_id, quantity,
                                aux_quantity)
SELECT %(company)s, %(day)s, e.product_id, e.place_id, e.lot_id, e.status, e.owner_id, sum(e.quantity),
       sum(e.aux_quantity)
FROM (
    SELECT product_id, place_id, lot_id, status, owner_id, quantity, aux_quantity
    FROM inventory_snapshot WHERE company_id = %(company)s AND business_on = %(base)s
    UNION ALL
    SELECT product_id, to_place_id, to_lot_id, to_status, to_owner_id, quantity, aux_quantity
    FROM inventory_move WHERE company_id = %(company)s AND business_on > %(base)s AND business_on <= %(day)s
    UNION ALL
    SELECT product_id, from_place_id, lot_id, status, owner_id, -quantity, -aux_quantity
    FROM inventory_move WHERE company_id = %(company)s AND business_on > %(base)s AND business_on <= %(day)s
) AS e
GROUP BY e.product_id, e.place_id, e.lot_id, e.status, e.owner_id
HAVING sum(e.quantity) <> 0 OR sum(e.aux_quantity) <> 0
ORDER BY e.product_id, e.place_id, e.lot_id, e.status, e.owner_id
"""
MAKE_POOLS = """
INSERT INTO costing_poolsnapshot (company_id, business_on, pool_id, product_id, quantity, amount)
SELECT %(company)s, %(day)s, e.pool_id, e.product_id, sum(e.quantity), sum(e.amount)
FROM (
    SELECT pool_id, product_id, quantity, amount
    FROM costing_poolsnapshot WHERE company_id = %(company)s AND business_on = %(base)s
    UNION ALL
    SELECT pool_id, product_id, quantity, amount
    FROM costing_value WHERE company_id = %(company)s AND business_on > %(base)s AND business_on <= %(day)s
) AS e
GROUP BY e.pool_id, e.product_id
HAVING sum(e.quantity) <> 0 OR sum(e.amount) <> 0
ORDER BY e.pool_id
"""
MADE = """
UPDATE inventory_snapshotday
SET is_made = true, made_at = %(now)s, rows = %(rows)s, moves = (
    SELECT count(*) FROM inventory_move
    WHERE company_id = %(company)s AND business_on > %(base)s AND business_on <= %(day)s)
WHERE company_id = %(company)s AND business_on = %(day)s
"""
THIN_OUT = """
WITH gone AS (DELETE FROM inventory_snapshotday WHERE company_id = %(company)s AND business_on = ANY(%(days)s)),
     hands AS (DELETE FROM inventory_snapshot WHERE company_id = %(company)s AND business_on = ANY(%(days)s)),
     flows AS (DELETE FROM costing_flow WHERE company_id = %(company)s AND business_on = ANY(%(days)s))
DELETE FROM costing_poolsnapshot WHERE company_id = %(company)s AND business_on = ANY(%(days)s)
"""


@dataclass(frozen=True)
class KeptDay:
    """A day that has, or will have, a snapshot; ``moves`` since the one it was made from, and its ``rows``."""

    on: date
    is_made: bool
    moves: int
    rows: int


def part_of_month(day: date) -> date:
    """The last day of the part of a month 旬 that ``day`` is in."""
    return next((day.replace(day=last) for last in PARTS_OF_MONTH if day.day <= last), month_end(day))


def busy_parts(kept: Iterable[KeptDay]) -> set[date]:
    """The parts of months, by their last day, with so many moves that each of their days is worth a snapshot: more than
    ``BUSY``, and more than a snapshot has rows, or the snapshots would be larger than the book.
    """
    moves: dict[date, int] = defaultdict(int)
    rows: dict[date, int] = defaultdict(int)
    for day in kept:
        part = part_of_month(day.on)
        moves[part] += day.moves
        rows[part] = max(rows[part], day.rows)
    return {part for part, count in moves.items() if count > max(BUSY, rows[part])}


def is_kept(day: date, today: date, busy: Container[date] = ()) -> bool:
    """Whether the end of ``day`` is worth a snapshot: recent, the end of a part of a month, or in a busy part."""
    part = part_of_month(day)
    return day > today - DAILY or day == part or part in busy


def wanted_days(first: date, today: date, busy: Container[date] = ()) -> list[date]:
    """The days from ``first`` to yesterday that should have a snapshot, in order."""
    days = (first + timedelta(days=n) for n in range((today - first).days))
    return [day for day in days if is_kept(day, today, busy)]


def correct_snapshots(
    company_id: int,
    moves: Iterable[MoveRow],
    values: Iterable[ValueRow],
    pools: Mapping[tuple[int, int, int], Pool],
    last: date | None,
) -> None:
    """Put what is posted into past days onto the snapshots made of them and of later days (P9).

    ``last`` is the last day that has or will have one, read behind the posting gate. Two statements when something is
    dated up to it, else none. Locks the days, shared, after the pools.
    """
    if last is None:
        return
    values = list(values)
    late_moves = [move for move in moves if move.on <= last]
    late_values = [value for value in values if value.on <= last]
    hands: dict[tuple[Key, date], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for move in late_moves:
        for key, sign in ((move.source, -1), (move.target, 1)):
            moved = hands[key, move.on]
            moved[0] += sign * move.quantity
            moved[1] += sign * move.weight
    held: dict[tuple[int, int, date], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO_FEN])
    for value in late_values:
        change = held[pools[value.pool].id, value.product_id, value.on]
        change[0] += value.quantity
        change[1] += value.amount
    if hands:
        rows = _arrays(HAND_NAMES, [(*key, on, *moved) for (key, on), moved in hands.items()])
        rows |= _arrays(flows.MOVE_NAMES, flows.move_rows(late_moves, values), "flow_")
        first = min(move.on for move in late_moves)
        sql.run(CORRECT_HANDS, {"company": company_id, "first": first, **rows})
    if held:
        rows = _arrays(POOL_NAMES, [(*key, *change) for key, change in held.items()])
        flow_rows = [
            (pools[v.pool].id, v.product_id, v.move_id, v.quantity, v.amount, v.kind, v.against, v.is_red, v.on)
            for v in late_values
        ]
        rows |= _arrays(flows.VALUE_NAMES, flow_rows, "flow_")
        first = min(value.on for value in late_values)
        sql.run(CORRECT_POOLS, {"company": company_id, "first": first, **rows})


def _arrays(names: tuple[str, ...], rows: Sequence[Sequence[object]], prefix: str = "") -> dict[str, object]:
    return {prefix + name: column for name, column in zip(names, sql.columns(rows), strict=True)}


def make_snapshots(*, company_id: int, now: datetime, at_most: int = 20) -> int:
    """Make the missing snapshots of a company, the oldest first, and thin out the old; how many were made.

    A transaction each; can be killed at any moment and done again. Postings of today never wait for it; those into the
    past wait for the day that is being made.
    """
    today = day_of(now)
    first = sql.rows(FIRST_DAY, {"company": company_id})[0][0]
    if first is None:
        return 0
    kept = [KeptDay(*row) for row in sql.rows(KEPT_DAYS, (company_id,))]
    busy = busy_parts(kept)
    done = {day.on for day in kept if day.is_made}
    missing = [day for day in wanted_days(first, today, busy) if day not in done][:at_most]
    for day in missing:
        if not _announced(company_id, day):
            return 0
        _make(company_id, day, now)
    old = [day.on for day in kept if not is_kept(day.on, today, busy)]
    if old:
        _thin_out(company_id, old)
    return len(missing)


def _announced(company_id: int, day: date) -> bool:
    """Say that the day is being made, where every posting that begins after this sees it; False: try again later."""
    try:
        with transaction.atomic(durable=True):
            sql.run("SET LOCAL lock_timeout = '1s'")
            keep_postings_out(company_id)
            sql.run(ANNOUNCE, (company_id, day))
    except (OperationalError, psycopg.OperationalError):
        return False  # a long posting is under way
    return True


@transaction.atomic(durable=True)
def _make(company_id: int, day: date, now: datetime) -> None:
    """The day from the made day before it and the moves since; locks both days."""
    locked = sql.rows(LOCK_DAYS, (company_id, day, company_id, day, date.min))
    made = [on for on, is_made in locked if is_made]
    if day in made:
        return  # somebody else was faster
    bound = {"company": company_id, "day": day, "base": made[-1] if made else date.min}
    rows = sql.run(MAKE_HANDS, bound)
    sql.run(MAKE_POOLS, bound)
    sql.run(flows.MAKE, bound)
    sql.run(MADE, {**bound, "now": now, "rows": rows})


@transaction.atomic(durable=True)
def _thin_out(company_id: int, days: list[date]) -> None:
    """Days that are no longer kept go; who corrects one of them just now is waited for."""
    sql.run(
        "SELECT 1 FROM inventory_snapshotday WHERE company_id = %s AND business_on = ANY(%s)"
        " ORDER BY business_on FOR UPDATE",
        (company_id, days),
    )
    sql.run(THIN_OUT, {"company": company_id, "days": days})
