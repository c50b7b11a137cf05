"""What lines of orders and notices hold, locked by id before on-hand rows (docs/locks.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from hengku.documents.paper import AHEAD, PaperLine
from hengku.documents.sources import Source
from hengku.kit import sql

RESERVATIONS = """
SELECT r.id, r.line_id, r.document_id, r.product_id, r.place_id, r.quantity, p.warehouse_id, r.lot_id,
       CASE WHEN r.lot_id > 0 THEN (SELECT l.lot_no FROM inventory_lot AS l
                                    WHERE l.company_id = r.company_id AND l.id = r.lot_id) ELSE '' END
FROM inventory_reservation AS r
JOIN inventory_place AS p ON p.company_id = r.company_id AND p.id = r.place_id
WHERE r.company_id = %s AND r.line_id = ANY(%s) AND r.quantity > 0 ORDER BY r.id FOR UPDATE OF r
"""


class Reserved(NamedTuple):
    """A reservation as it stands: ``lot_id`` 0 is of any lot (soft), else 硬预留 of that one."""

    id: int
    line_id: int
    document_id: int
    product_id: int
    place_id: int
    quantity: Decimal
    warehouse_id: int
    lot_id: int = 0
    lot_no: str = ""


def holder_of(line: PaperLine, sources: Mapping[int, Source]) -> int:
    """The line that may hold goods for this one: its source line, or the order line behind an invoice that was given
    ahead (T11). 0 when there is none.
    """
    source = sources.get(line.source_line_id or 0)
    if source is not None and AHEAD in line.data and AHEAD in source.data and source.billed is None:
        return line.order_line_id
    return line.source_line_id or 0


def lock_reservations(company_id: int, line_ids: Iterable[int]) -> dict[int, list[Reserved]]:
    """Active reservations of order lines, by line."""
    wanted = list(line_ids)
    found: dict[int, list[Reserved]] = defaultdict(list)
    if wanted:
        for row in sql.rows(RESERVATIONS, (company_id, sql.array(wanted))):
            found[row[1]].append(Reserved(*row))
    return found
