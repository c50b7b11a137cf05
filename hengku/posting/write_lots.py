"""Writing what a batch does with serial numbers, recalls and the descent of lots: nothing for plain goods."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from hengku.inventory.lot_rules import LotStock
from hengku.kit import sql
from hengku.posting.lot_load import Held
from hengku.posting.rows import Job
from hengku.posting.serials import PieceHold, SerialStep

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

NEW_SERIALS = """
INSERT INTO inventory_serial (company_id, product_id, serial_no, state, place_id, party_id, owner_id)
SELECT %s, r.* FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[]) AS r
"""
NEW_PIECES = """
INSERT INTO inventory_serial (company_id, id, product_id, serial_no, state, place_id, party_id, owner_id)
SELECT %s, r.*
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[]) AS r
"""
SERIALS = """
UPDATE inventory_serial AS s
SET state = r.state, place_id = r.place_id, party_id = r.party_id, held_by = r.held_by, owner_id = r.owner_id
FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
     AS r(id, state, place_id, party_id, held_by, owner_id)
WHERE s.company_id = %s AND s.id = r.id
"""
KEPT = """
UPDATE inventory_serial AS s SET held_by = r.line_id
FROM unnest(%s::bigint[], %s::bigint[]) AS r(id, line_id) WHERE s.company_id = %s AND s.id = r.id
"""
SERIAL_MOVES = """
INSERT INTO inventory_serialmove (company_id, serial_id, document_id, line_id, from_state, to_state, from_place_id,
                                  to_place_id, from_party_id, party_id, business_on, posted_at)
SELECT %(company)s, s.id, r.document_id, r.line_id, r.from_state, r.to_state, r.from_place, r.to_place, r.from_party,
       r.party, r.business_on, %(now)s
FROM unnest(%(serial)s::text[], %(document)s::bigint[], %(line)s::bigint[], %(before)s::text[], %(after)s::text[],
            %(from)s::bigint[], %(to)s::bigint[], %(from_party)s::bigint[], %(party)s::bigint[], %(on)s::date[])
     AS r(serial_no, document_id, line_id, from_state, to_state, from_place, to_place, from_party, party, business_on)
JOIN inventory_serial AS s ON s.company_id = %(company)s AND s.serial_no = r.serial_no
"""
RECALLS = """
UPDATE inventory_lot AS l SET recalled_by = r.document_id
FROM unnest(%s::bigint[], %s::bigint[]) AS r(id, document_id) WHERE l.company_id = %s AND l.id = r.id
"""
UNRECALLS = (
    "UPDATE inventory_lot SET recalled_by = 0 WHERE company_id = %s AND recalled_by = ANY(%s::bigint[])"
)
DESCENT = """
INSERT INTO inventory_lotlink (company_id, parent_id, child_id, quantity, document_id, business_on)
SELECT %s, r.* FROM unnest(%s::bigint[], %s::bigint[], %s::numeric[], %s::bigint[], %s::date[]) AS r
"""
MOVE_NAMES = ("serial", "document", "line", "before", "after", "from", "to", "from_party", "party", "on")


@dataclass(slots=True)
class LotWork:
    """What a batch does with pieces and lots beside moving them."""

    steps: list[SerialStep] = field(default_factory=list)
    kept: list[PieceHold] = field(default_factory=list)  # pieces that are kept for lines, or no longer
    recalls: dict[int, Job] = field(default_factory=dict)  # lot → the recall that freezes it
    reserved: dict[tuple[int, int], list[Held]] = field(default_factory=dict)  # by pile
    to_hold: dict[int, list[LotStock]] = field(
        default_factory=dict
    )  # lots that a notice may hold of, by product
    new_pieces: dict[str, int] = field(
        default_factory=dict
    )  # serial numbers that need their id before they are made
    past: dict[tuple[int, int], Decimal] = field(
        default_factory=dict
    )  # what is frozen because it expired, by pile
    past_lots: set[int] = field(default_factory=set)


def write_lots(batch: Batch, *, now: datetime) -> None:
    """Serial numbers with their moves, recalls in force, and which lot was made of which."""
    company_id, work = batch.company_id, batch.lots
    if work.steps:
        _write_serials(company_id, work, now)
    if work.kept:
        kept = sorted((one.serial_id, one.line.id if one.line else 0) for one in work.kept)
        sql.run(KEPT, (*sql.columns(kept), company_id))
    if work.recalls:
        rows = [(lot_id, job.document_id) for lot_id, job in sorted(work.recalls.items())]
        sql.run(RECALLS, (*sql.columns(rows), company_id))
    undone = [job.paper.reverses_id for job in batch.jobs if job.kind.recalls and job.paper.reverses_id]
    if undone:
        sql.run(UNRECALLS, (company_id, sql.array(undone)))
    descent = [row for job in batch.jobs for row in descent_of(job)]
    if descent:
        sql.run(DESCENT, (company_id, *sql.columns(descent)))


def _write_serials(company_id: int, work: LotWork, now: datetime) -> None:
    steps = work.steps
    new = sorted(
        (step.product_id, step.serial_no, str(step.state), step.to_place, step.party_id, step.owner_id)
        for step in steps
        if step.known is None and step.serial_no not in work.new_pieces
    )
    pieces = sorted(
        (
            work.new_pieces[step.serial_no],
            step.product_id,
            step.serial_no,
            str(step.state),
            step.to_place,
            step.party_id,
            step.owner_id,
        )
        for step in steps
        if step.known is None and step.serial_no in work.new_pieces
    )
    known = sorted(
        (step.known.id, str(step.state), step.to_place, step.party_id, step.held_by, step.owner_id)
        for step in steps
        if step.known is not None
    )
    if new:
        sql.run(NEW_SERIALS, (company_id, *sql.columns(new)))
    if pieces:
        sql.run(NEW_PIECES, (company_id, *sql.columns(pieces)))
    if known:
        sql.run(SERIALS, (*sql.columns(known), company_id))
    rows = [
        (
            step.serial_no,
            step.job.document_id,
            step.line.id,
            step.known.state if step.known else "",
            str(step.state),
            step.from_place,
            step.to_place,
            step.known.party_id if step.known else 0,
            step.party_id,
            step.job.on,
        )
        for step in steps
    ]
    parameters = {"company": company_id, "now": now}
    sql.run(SERIAL_MOVES, {**parameters, **dict(zip(MOVE_NAMES, sql.columns(rows), strict=True))})


def descent_of(job: Job) -> list[tuple[int, int, Decimal, int, object]]:
    """Parents and children of one document (B6): goods that become another lot, and what goes into production beside
    what comes out of it. Nothing when it is taken back: the moves say so.
    """
    if job.paper.reverses_id:
        return []
    found: dict[tuple[int, int], Decimal] = {}
    used: dict[int, Decimal] = {}
    made: set[int] = set()
    for goods in job.effects.goods:
        lot = goods.line.lot_id if goods.lot_id is None else goods.lot_id
        lot_to = lot if goods.lot_to_id is None else goods.lot_to_id
        if lot and lot_to and lot != lot_to:
            found[lot, lot_to] = found.get((lot, lot_to), Decimal(0)) + goods.quantity
        if lot and goods.target.role == "production":
            used[lot] = used.get(lot, Decimal(0)) + goods.quantity
        if lot_to and goods.source.role == "production":
            made.add(lot_to)
    for parent, quantity in used.items():
        for child in sorted(made - {parent}):
            found[parent, child] = found.get((parent, child), Decimal(0)) + quantity
    return [
        (parent, child, quantity, job.document_id, job.on)
        for (parent, child), quantity in sorted(found.items())
    ]
