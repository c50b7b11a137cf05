"""Lots and serial numbers that a batch names, found, locked and made set-based; nothing is asked for plain goods.

Locked after the periods and before on-hand rows: lots by id, shared (a recall takes them alone), then serial numbers
by id (docs/locks.md). New lots are inserted in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from hengku.inventory.lot_rules import LotStock
from hengku.kit import sql

ZERO = Decimal(0)

LOTS = """
SELECT l.id, l.product_id, l.lot_no, l.produced_on, l.expires_on, l.recalled_by FROM inventory_lot AS l
WHERE l.company_id = %(company)s AND l.id = ANY(ARRAY(
    SELECT unnest(%(ids)s::bigint[])
    UNION SELECT n.id FROM unnest(%(products)s::bigint[], %(numbers)s::text[]) AS k(product_id, lot_no)
          JOIN inventory_lot AS n
            ON n.company_id = %(company)s AND n.product_id = k.product_id AND n.lot_no = k.lot_no))
ORDER BY l.id
"""
LOCK_LOTS = LOTS + " FOR SHARE OF l"
TAKE_LOTS = LOTS + " FOR UPDATE OF l"
MAKE_LOTS = """
INSERT INTO inventory_lot (company_id, product_id, lot_no, produced_on, expires_on, supplier_lot, received_on,
                           recalled_by, alerted)
SELECT %s, k.product_id, k.lot_no, k.produced_on, k.expires_on, k.supplier_lot, k.received_on, 0, ''
FROM unnest(%s::bigint[], %s::text[], %s::date[], %s::date[], %s::text[], %s::date[])
     AS k(product_id, lot_no, produced_on, expires_on, supplier_lot, received_on)
ORDER BY k.product_id, k.lot_no, k.produced_on NULLS FIRST
ON CONFLICT DO NOTHING
"""
# What there is of products, by lot and status, at the stock places of a warehouse (0: of any) or anywhere of ours.
STOCK = """
SELECT h.product_id, h.lot_id, coalesce(l.lot_no, ''), h.quantity, h.status, l.produced_on, l.expires_on,
       coalesce(l.recalled_by, 0) > 0, p.id, p.role, coalesce(p.warehouse_id, 0), p.bin, p.name, h.owner_id,
       h.pinned
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id
LEFT JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
WHERE h.company_id = %(company)s AND h.product_id = ANY(%(products)s::bigint[]) AND h.quantity > 0
  AND p.role IN ('stock', 'transit', 'quality', 'consigned', 'outsourced')
  AND (%(warehouse)s::bigint = 0 OR p.warehouse_id = %(warehouse)s::bigint)
  AND (cardinality(%(lots)s::bigint[]) = 0 OR h.lot_id = ANY(%(lots)s::bigint[]))
ORDER BY h.product_id, h.lot_id, p.id, h.status
"""
LYING = """
SELECT DISTINCT lot_id FROM inventory_onhand
WHERE company_id = %s AND product_id = ANY(%s::bigint[]) AND lot_id > 0 AND status = 'available' AND owner_id = 0
  AND quantity > 0
"""
RESERVED = """
SELECT product_id, place_id, line_id, document_id, quantity, lot_id FROM inventory_reservation
WHERE company_id = %s AND product_id = ANY(%s::bigint[]) AND quantity > 0 ORDER BY id FOR UPDATE
"""
SERIALS = """
SELECT s.id, s.serial_no, s.product_id, s.state, s.place_id, s.party_id, s.held_by, coalesce(p.warehouse_id, 0),
       CASE WHEN s.held_by > 0 THEN (
           SELECT d.number FROM documents_line AS l
           JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
           WHERE l.company_id = s.company_id AND l.id = s.held_by) ELSE '' END,
       s.owner_id, coalesce((SELECT o.name FROM parties_party AS o
                             WHERE o.company_id = s.company_id AND o.id = s.owner_id), '')
FROM inventory_serial AS s
JOIN inventory_place AS p ON p.company_id = s.company_id AND p.id = s.place_id
WHERE s.company_id = %s AND (s.serial_no = ANY(%s::text[]) OR s.held_by > 0 AND s.held_by = ANY(%s::bigint[]))
ORDER BY s.id
"""
SERIALS_OF = """
SELECT m.document_id, m.line_id, s.id, s.serial_no, s.product_id, s.state, s.place_id, s.party_id, s.held_by,
       m.from_state, m.to_state, m.from_place_id, m.to_place_id, m.from_party_id,
       coalesce((SELECT v.owner_id FROM inventory_move AS v
                 WHERE v.company_id = m.company_id AND v.document_id = m.document_id AND v.line_id = m.line_id
                 ORDER BY v.seq LIMIT 1), 0)
FROM inventory_serialmove AS m
JOIN inventory_serial AS s ON s.company_id = m.company_id AND s.id = m.serial_id
WHERE m.company_id = %s AND m.document_id = ANY(%s::bigint[]) ORDER BY s.id
"""


@dataclass(frozen=True, slots=True)
class LotFact:
    """A lot as posting sees it."""

    id: int
    product_id: int
    lot_no: str
    produced_on: date | None
    expires_on: date | None
    recalled_by: int = 0


@dataclass(frozen=True, slots=True)
class NewLot:
    """A lot that comes in for the first time."""

    product_id: int
    lot_no: str
    produced_on: date | None
    expires_on: date | None
    supplier_lot: str
    received_on: date


@dataclass(frozen=True, slots=True)
class Pile:
    """What lies of a lot in one status at one place."""

    product_id: int
    stock: LotStock
    place_id: int
    role: str
    warehouse_id: int
    bin: str
    place: str
    owner_id: int
    pinned: Decimal = ZERO  # held of this lot (硬预留)

    @property
    def free(self) -> Decimal:
        """What of it is held by nobody, ≥ 0."""
        return self.stock.quantity - self.pinned


class Held(NamedTuple):
    """What a line of an order or notice holds; ``lot_id`` 0 of any lot."""

    line_id: int
    document_id: int
    quantity: Decimal
    lot_id: int


@dataclass(slots=True)
class SerialFact:
    """One piece as it stands."""

    id: int
    serial_no: str
    product_id: int
    state: str
    place_id: int
    party_id: int
    held_by: int = 0  # the line of a notice that it is kept for
    warehouse_id: int = 0
    held_for: str = ""  # the number of that notice
    owner_id: int = 0  # whose it is, 0 ours
    owner: str = ""


@dataclass(frozen=True, slots=True)
class SerialDone:
    """What a document did with one piece, to be taken back."""

    document_id: int
    line_id: int
    serial: SerialFact
    from_state: str
    to_state: str
    from_place: int
    to_place: int
    from_party: int
    from_owner: int


def load_lots(
    company_id: int, named: Collection[tuple[int, str]], ids: Iterable[int] = (), *, lock: str = ""
) -> dict[tuple[int, str], list[LotFact]]:
    """Lots by (product, number), of those named and those with these ids. ``lock``: "", "share" or "take"."""
    products, numbers = sql.columns(named) if named else (sql.array([]), sql.array([]))
    statement = {"": LOTS, "share": LOCK_LOTS, "take": TAKE_LOTS}[lock]
    parameters = {"company": company_id, "ids": sql.array([*ids]), "products": products, "numbers": numbers}
    found: dict[tuple[int, str], list[LotFact]] = {}
    for row in sql.rows(statement, parameters):
        fact = LotFact(*row)
        found.setdefault((fact.product_id, fact.lot_no), []).append(fact)
    return found


def make_lots(company_id: int, lots: Sequence[NewLot]) -> None:
    """Insert lots; one that somebody else has just made is left as it is."""
    rows = [
        (one.product_id, one.lot_no, one.produced_on, one.expires_on, one.supplier_lot, one.received_on)
        for one in lots
    ]
    sql.run(MAKE_LOTS, (company_id, *sql.columns(rows)))


def load_stock(
    company_id: int, products: Iterable[int], warehouse_id: int = 0, lot_ids: Iterable[int] = ()
) -> list[Pile]:
    """What there is of products by lot, status and place; lots were received in the order of their ids."""
    parameters = {
        "company": company_id,
        "products": sql.array([*products]),
        "warehouse": warehouse_id,
        "lots": sql.array([*lot_ids]),
    }
    return [
        Pile(row[0], LotStock(row[1], row[2], row[3], row[4], row[5], row[6], row[1], row[7]), *row[8:])
        for row in sql.rows(STOCK, parameters)
    ]


def lots_lying(company_id: int, products: Iterable[int]) -> set[int]:
    """Lots of products of which sound goods of our own lie somewhere; without a lock."""
    return {row[0] for row in sql.rows(LYING, (company_id, sql.array([*products])))}


def reservations_of(
    company_id: int, products: Iterable[int]
) -> dict[tuple[int, int], list[Held]]:
    """What orders hold of products, locked, by product and place, the oldest first."""
    found: dict[tuple[int, int], list[Held]] = {}
    for product, place, *held in sql.rows(RESERVED, (company_id, sql.array([*products]))):
        found.setdefault((product, place), []).append(Held(*held))
    return found


def load_serials(
    company_id: int, numbers: Collection[str], held_by: Collection[int] = (), *, locking: bool
) -> dict[str, SerialFact]:
    """Pieces by serial number, those named and those that are kept for these lines, locked with ``locking``."""
    statement = SERIALS + (" FOR UPDATE OF s" if locking else "")
    rows = sql.rows(statement, (company_id, sql.array([*numbers]), sql.array([*held_by])))
    return {row[1]: SerialFact(*row) for row in rows}


def load_serials_of(company_id: int, document_ids: Collection[int], *, locking: bool) -> list[SerialDone]:
    """What these documents did with which pieces, the pieces locked with ``locking``."""
    statement = SERIALS_OF + (" FOR UPDATE OF s" if locking else "")
    return [
        SerialDone(row[0], row[1], SerialFact(*row[2:9]), *row[9:])
        for row in sql.rows(statement, (company_id, sql.array([*document_ids])))
    ]
