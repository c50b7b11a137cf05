"""What stores wait for, what the central warehouse has of it, and what became of each wish (D-SREQ)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hengku.documents.errors import WarehouseOutOfScope
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import ZERO
from hengku.posting.links import fulfilling_types
from hengku.warehousing.forecast_rules import Wish, share_out
from hengku.warehousing.queries_available import LIES_READY

REQUISITION: Final = "store_requisition"
#: Lines of approved requisitions of which something is still to be sent, with what the warehouse has of each product.
OPEN: Final = f"""
WITH line AS (
    SELECT l.id, l.product_id, l.unit_id, l.unit_numerator, l.unit_denominator, d.id AS document_id, d.number, d.due_on,
           d.data ->> 'wave' AS wave, d.warehouse_id, l.quantity_base, l.quantity_base - coalesce((
               SELECT sum(k.quantity) FROM documents_link AS k
               WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%(answers)s)
           ), 0) AS quantity_left
    FROM documents_document AS d
    JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
    WHERE d.company_id = %(company)s AND d.type_code = 'store_requisition' AND d.state IN ('approved', 'partial')
      AND d.warehouse_id <> %(warehouse)s
      AND (%(needed_on)s::date IS NULL OR d.due_on = %(needed_on)s)
      AND (%(wave)s::text = '' OR d.data ->> 'wave' = %(wave)s)
      AND (%(lines)s::bigint[] IS NULL OR l.id = ANY(%(lines)s))
), here AS ({LIES_READY}
      AND h.product_id IN (SELECT product_id FROM line)
    GROUP BY h.product_id
)
SELECT line.id, line.product_id, p.code, p.name, p.specification, base.name, base.precision, line.unit_id,
       line.unit_numerator, line.unit_denominator, line.document_id, line.number, line.due_on, line.wave,
       line.warehouse_id, store.name, line.quantity_base, line.quantity_left, coalesce(here.quantity, 0)
FROM line
JOIN catalog_product AS p ON p.company_id = %(company)s AND p.id = line.product_id
JOIN catalog_unit AS base ON base.company_id = p.company_id AND base.id = p.base_unit_id
JOIN company_warehouse AS store ON store.company_id = %(company)s AND store.id = line.warehouse_id
LEFT JOIN here ON here.product_id = line.product_id
WHERE line.quantity_left > 0
ORDER BY p.code, store.code, line.id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a requisition: what was asked and what is still to be sent, base units, and the proposal ``given``."""

    line_id: int
    document_id: int
    number: str
    needed_on: date
    wave: str
    store_id: int
    store: str
    asked: Decimal
    left: Decimal
    given: Decimal


@dataclass(frozen=True, slots=True)
class OpenProduct:
    """A product that stores asked for, what the warehouse has of it, and the lines."""

    product_id: int
    code: str
    name: str
    specification: str
    unit: str
    here: Decimal
    lines: tuple[OpenLine, ...]

    @property
    def is_short(self) -> bool:
        """Whether the stores asked for more than there is."""
        return sum((line.left for line in self.lines), ZERO) > self.here


def distribution(
    actor: Actor, *, warehouse_id: int, today: date, needed_on: date | None = None, wave: str = ""
) -> list[OpenProduct]:
    """What stores wait for, by product, with what the warehouse can give and a proposal that shares what is short by
    what was asked, in whole packages where all asked in the same one. One statement. Needs ``store_requisition.view``.
    """
    actor.must(f"{REQUISITION}.view")
    if not actor.works_in(warehouse_id):
        raise WarehouseOutOfScope(label="仓库").at(field="warehouse")
    rows = open_rows(actor, warehouse_id, today, needed_on=needed_on, wave=wave)
    found: list[OpenProduct] = []
    for product_id in dict.fromkeys(row[1] for row in rows):
        own = [row for row in rows if row[1] == product_id]
        wishes = [Wish(row[0], row[17]) for row in own]
        given = share_out(wishes, own[0][18], _step(own))
        if not any(given.values()):  # less than a package of what is there: better that than nothing
            given = share_out(wishes, own[0][18], _finest(own))
        lines = tuple(_open_line(row, given[row[0]]) for row in own)
        first = own[0]
        found.append(OpenProduct(product_id, first[2], first[3], first[4], first[5], first[18], lines))
    return found


def _open_line(row: tuple[Any, ...], given: Decimal) -> OpenLine:
    document_id, number, needed_on, wave, store_id, store, asked, left = row[10:18]
    return OpenLine(row[0], document_id, number, needed_on, wave or "", store_id, store, asked, left, given)


def open_rows(
    actor: Actor,
    warehouse_id: int,
    today: date,
    *,
    needed_on: date | None = None,
    wave: str = "",
    lines: Sequence[int] | None = None,
) -> list[tuple[Any, ...]]:
    """Open lines as ``OPEN`` has them, of a day and wave, or these lines only."""
    bound = {
        "company": actor.company_id,
        "warehouse": warehouse_id,
        "today": today,
        "needed_on": needed_on,
        "wave": wave,
        "lines": None if lines is None else list(lines),
        "answers": fulfilling_types(REQUISITION),
    }
    return sql.rows(OPEN, bound)


def _step(rows: Sequence[tuple[Any, ...]]) -> Decimal:
    """The package all asked in, in base units, or the finest the base unit knows."""
    units = {(row[7], row[8], row[9]) for row in rows}
    if len(units) != 1:
        return _finest(rows)
    ((_, up, down),) = units
    size = Decimal(up) / Decimal(down)
    return size if up % down == 0 else _finest(rows)


def _finest(rows: Sequence[tuple[Any, ...]]) -> Decimal:
    """The finest the base unit knows."""
    return Decimal(1).scaleb(-rows[0][6])


PROGRESS: Final = """
SELECT l.id, l.line_no, p.name, base.name, l.quantity_base,
       coalesce(sum(k.quantity) FILTER (WHERE k.target_type = 'transfer_out'), 0),
       coalesce(sum(k.quantity) FILTER (WHERE k.target_type = 'purchase_order'), 0),
       coalesce(sum(k.quantity) FILTER (WHERE k.target_type IN ('purchase_receipt', 'branch_in')), 0),
       coalesce(sum(came.received), 0), coalesce(sum(came.lost), 0), coalesce(sum(came.returned), 0)
FROM documents_line AS l
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS base ON base.company_id = p.company_id AND base.id = p.base_unit_id
LEFT JOIN LATERAL (
    SELECT k.target_line_id, k.target_type, sum(k.quantity) AS quantity FROM documents_link AS k
    WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%(answers)s)
    GROUP BY k.target_line_id, k.target_type
) AS k ON true
LEFT JOIN LATERAL (
    SELECT sum(a.quantity) FILTER (WHERE coalesce(t.data ->> 'outcome', 'received') = 'received') AS received,
           sum(a.quantity) FILTER (WHERE t.data ->> 'outcome' = 'lost') AS lost,
           sum(a.quantity) FILTER (WHERE t.data ->> 'outcome' = 'returned') AS returned
    FROM documents_link AS a
    JOIN documents_line AS t ON t.company_id = a.company_id AND t.id = a.target_line_id
    WHERE a.company_id = l.company_id AND a.source_line_id = k.target_line_id
      AND a.target_type = CASE k.target_type WHEN 'transfer_out' THEN 'transfer_in'
                          WHEN 'purchase_order' THEN 'purchase_receipt' END
) AS came ON true
WHERE l.company_id = %(company)s AND l.document_id = %(document)s
GROUP BY l.id, l.line_no, p.name, base.name, l.quantity_base
ORDER BY l.line_no
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """What became of a line, base units: ``sent`` by transfer or by a trade inside the group, less what was
    ``returned`` on its way, ``ordered`` straight from a supplier, ``received`` at the store, ``short`` = asked −
    received, never below zero.
    """

    line_id: int
    line_no: int
    product: str
    unit: str
    asked: Decimal
    sent: Decimal
    ordered: Decimal
    received: Decimal
    lost: Decimal
    returned: Decimal

    @property
    def short(self) -> Decimal:
        """What the store does not have of what it asked for."""
        return max(self.asked - self.received, ZERO)


def progress(actor: Actor, document_id: int) -> list[Progress]:
    """What became of each line of a requisition. One statement; the caller has seen to it that it may be viewed."""
    bound = {"company": actor.company_id, "document": document_id, "answers": fulfilling_types(REQUISITION)}
    found = []
    for line_id, line_no, product, unit, asked, sent, ordered, traded, came, lost, returned in sql.rows(
        PROGRESS, bound
    ):
        found.append(
            Progress(
                line_id, line_no, product, unit, asked, sent + traded, ordered, came + traded, lost, returned
            )
        )
    return found
