"""What came and went up to the end of each day that has a snapshot (P9), cumulated from the first day on: 收发存 of a
period is the end's less the beginning's (docs/algorithms/snapshots.md).

Sides as in 收发存汇总 (R-01): red documents are negative on their own side (G9), a later word on what goods cost stays on
the side of the goods. ``inner`` is what of it went from one own place to another, which over all warehouses is no
movement. The statements are pieces of those of ``posting.snapshots``, so that who posts into the past needs no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hengku.posting.rows import MoveRow, ValueRow

FIGURES = (
    "in_quantity", "out_quantity", "inner_in_quantity", "inner_out_quantity",
    "in_weight", "out_weight", "inner_in_weight", "inner_out_weight",
    "in_amount", "out_amount", "inner_in_amount", "inner_out_amount",
    "move_count", "inner_move_count", "value_count", "inner_value_count",
)  # fmt: skip
LISTED = ", ".join(FIGURES)

#: What is with agents, and what is with processors, is a warehouse of its own; 0 is what is in none.
PLACE = """
    SELECT id,
           coalesce(CASE role WHEN 'consigned' THEN -1 WHEN 'outsourced' THEN -2 ELSE warehouse_id END, 0)
               AS warehouse_id,
           role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced') AS is_ours
    FROM inventory_place WHERE company_id = %(company)s
"""
#: The ends of ``moved`` that are ours.
MOVE_LEGS = """
    SELECT m.business_on, m.product_id, e.warehouse_id, e.is_in, e.is_inner, e.quantity, e.weight, 0 AS amount,
           1 AS moves, 0 AS worths
    FROM moved AS m
    JOIN place AS source ON source.id = m.from_place_id
    JOIN place AS target ON target.id = m.to_place_id
    CROSS JOIN LATERAL (VALUES
        (target.is_ours AND m.to_owner_id = 0, target.warehouse_id, NOT m.is_red, m.quantity, m.weight,
         source.is_ours AND m.owner_id = 0),
        (source.is_ours AND m.owner_id = 0, source.warehouse_id, m.is_red, -m.quantity, -m.weight,
         target.is_ours AND m.to_owner_id = 0)
    ) AS e(is_ours, warehouse_id, is_in, quantity, weight, is_inner)
    WHERE e.is_ours
"""
VALUE_LEGS = """
    SELECT v.business_on, v.product_id, pool.warehouse_id,
           CASE
               WHEN v.quantity <> 0 THEN (v.quantity > 0) <> v.is_red
               WHEN v.kind IN ('true_up', 'residual', 'value_only', 'return_difference', 'variance') THEN false
               WHEN v.move_id IS NULL THEN (v.amount > 0) <> v.is_red
               ELSE v.is_red <> (
                   SELECT m.to_owner_id = 0 AND target.is_ours
                          AND (v.against <> 'transfer' OR pool.warehouse_id = target.warehouse_id)
                   FROM inventory_move AS m JOIN place AS target ON target.id = m.to_place_id
                   WHERE m.company_id = %(company)s AND m.id = v.move_id
               )
           END AS is_in,
           v.against = 'transfer' AS is_inner, 0 AS quantity, 0 AS weight, v.amount, 0 AS moves, 1 AS worths
    FROM valued AS v
    JOIN costing_pool AS pool ON pool.company_id = %(company)s AND pool.id = v.pool_id
"""
#: ``FIGURES`` of legs.
SUMS = """
    coalesce(sum(leg.quantity) FILTER (WHERE leg.is_in), 0),
    coalesce(-sum(leg.quantity) FILTER (WHERE NOT leg.is_in), 0),
    coalesce(sum(leg.quantity) FILTER (WHERE leg.is_in AND leg.is_inner), 0),
    coalesce(-sum(leg.quantity) FILTER (WHERE NOT leg.is_in AND leg.is_inner), 0),
    coalesce(sum(leg.weight) FILTER (WHERE leg.is_in), 0),
    coalesce(-sum(leg.weight) FILTER (WHERE NOT leg.is_in), 0),
    coalesce(sum(leg.weight) FILTER (WHERE leg.is_in AND leg.is_inner), 0),
    coalesce(-sum(leg.weight) FILTER (WHERE NOT leg.is_in AND leg.is_inner), 0),
    coalesce(sum(leg.amount) FILTER (WHERE leg.is_in), 0),
    coalesce(-sum(leg.amount) FILTER (WHERE NOT leg.is_in), 0),
    coalesce(sum(leg.amount) FILTER (WHERE leg.is_in AND leg.is_inner), 0),
    coalesce(-sum(leg.amount) FILTER (WHERE NOT leg.is_in AND leg.is_inner), 0),
    sum(leg.moves), coalesce(sum(leg.moves) FILTER (WHERE leg.is_inner), 0),
    sum(leg.worths), coalesce(sum(leg.worths) FILTER (WHERE leg.is_inner), 0)
"""
#: The day from the made day before it and the books since.
MAKE = f"""
WITH place AS ({PLACE}),
red AS (
    SELECT DISTINCT move_id FROM costing_value
    WHERE company_id = %(company)s AND is_red AND quantity <> 0
      AND business_on > %(base)s AND business_on <= %(day)s
),
moved AS (
    SELECT m.business_on, m.product_id, m.from_place_id, m.to_place_id, m.owner_id, m.to_owner_id, m.quantity,
           m.aux_quantity AS weight, red.move_id IS NOT NULL AS is_red
    FROM inventory_move AS m LEFT JOIN red ON red.move_id = m.id
    WHERE m.company_id = %(company)s AND m.business_on > %(base)s AND m.business_on <= %(day)s
),
valued AS (
    SELECT v.business_on, v.product_id, v.pool_id, v.move_id, v.quantity, v.amount, v.kind, v.against, v.is_red
    FROM costing_value AS v
    WHERE v.company_id = %(company)s AND v.business_on > %(base)s AND v.business_on <= %(day)s
),
leg AS ({MOVE_LEGS} UNION ALL {VALUE_LEGS})
INSERT INTO costing_flow (company_id, business_on, product_id, warehouse_id, {LISTED})
SELECT %(company)s, %(day)s, e.product_id, e.warehouse_id, {", ".join(f"sum(e.{name})" for name in FIGURES)}
FROM (
    SELECT product_id, warehouse_id, {LISTED} FROM costing_flow
    WHERE company_id = %(company)s AND business_on = %(base)s
    UNION ALL
    SELECT leg.product_id, leg.warehouse_id, {SUMS} FROM leg GROUP BY leg.product_id, leg.warehouse_id
) AS e(product_id, warehouse_id, {LISTED})
GROUP BY e.product_id, e.warehouse_id
ORDER BY e.product_id, e.warehouse_id
"""  # noqa: S608
#: Puts ``leg`` onto each of ``days`` that is made.
ADD = f"""
    INSERT INTO costing_flow AS s (company_id, business_on, product_id, warehouse_id, {LISTED})
    SELECT %(company)s, days.business_on, leg.product_id, leg.warehouse_id, {SUMS}
    FROM days JOIN leg ON leg.business_on <= days.business_on
    WHERE days.is_made
    GROUP BY days.business_on, leg.product_id, leg.warehouse_id
    ORDER BY days.business_on, leg.product_id, leg.warehouse_id
    ON CONFLICT (company_id, business_on, product_id, warehouse_id)
    DO UPDATE SET {", ".join(f"{name} = s.{name} + excluded.{name}" for name in FIGURES)}
"""  # noqa: S608
#: Tables of a statement that has ``days``: what the moves and values that are posted add to the flows of those days.
ADD_MOVES = f"""
place AS ({PLACE}),
moved AS (
    SELECT * FROM unnest(%(flow_product)s::bigint[], %(flow_from)s::bigint[], %(flow_to)s::bigint[],
                         %(flow_owner)s::bigint[], %(flow_to_owner)s::bigint[], %(flow_quantity)s::numeric[],
                         %(flow_weight)s::numeric[], %(flow_day)s::date[], %(flow_is_red)s::boolean[])
        AS m(product_id, from_place_id, to_place_id, owner_id, to_owner_id, quantity, weight, business_on, is_red)
),
leg AS ({MOVE_LEGS}),
flow AS ({ADD})
"""  # noqa: S608
ADD_VALUES = f"""
place AS ({PLACE}),
valued AS (
    SELECT * FROM unnest(%(flow_pool)s::bigint[], %(flow_product)s::bigint[], %(flow_move)s::bigint[],
                         %(flow_quantity)s::numeric[], %(flow_amount)s::numeric[], %(flow_kind)s::text[],
                         %(flow_against)s::text[], %(flow_is_red)s::boolean[], %(flow_day)s::date[])
        AS v(pool_id, product_id, move_id, quantity, amount, kind, against, is_red, business_on)
),
leg AS ({VALUE_LEGS}),
flow AS ({ADD})
"""  # noqa: S608
MOVE_NAMES = ("product", "from", "to", "owner", "to_owner", "quantity", "weight", "day", "is_red")
VALUE_NAMES = ("pool", "product", "move", "quantity", "amount", "kind", "against", "is_red", "day")


def move_rows(moves: Sequence[MoveRow], values: Iterable[ValueRow]) -> list[tuple[object, ...]]:
    """``MOVE_NAMES`` of moves; one is red where what values it is (G9)."""
    red = {value.move_id for value in values if value.is_red and value.quantity}
    rows: list[tuple[object, ...]] = []
    for move in moves:
        product, source, _, _, owner = move.source
        _, target, _, _, to_owner = move.target
        measures = (move.quantity, move.weight)
        rows.append((product, source, target, owner, to_owner, *measures, move.on, move.id in red))
    return rows
