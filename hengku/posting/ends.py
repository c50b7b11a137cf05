"""Where a batch moves goods: the bins that lines name, and places that only an effect or a reservation names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from hengku.documents.declaration import document_type
from hengku.documents.paper import Paper
from hengku.documents.reference import load_reference
from hengku.kit.errors import Problem
from hengku.posting import errors, load
from hengku.posting.bins import settle_bins
from hengku.posting.reserved import holder_of, lock_reservations
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch


def bins_of_papers(papers: Iterable[Paper]) -> set[str]:
    """库位码 that lines name."""
    lines = (line for paper in papers for line in paper.lines if line.data)
    return {code for line in lines for code in (line.bin, line.bin_to) if code}


def unknown_bins(job: Job, places: load.Places) -> list[Problem]:
    """Lines that name a bin their warehouse has not. What comes from the way lies in the bins of where it arrives."""
    found: list[Problem] = []
    paper = job.paper
    arrives = job.kind.goods == "from_transit"
    for line in paper.lines:
        here = (
            paper.warehouse_to_id
            if arrives and line.data.get("outcome") != "returned"
            else paper.warehouse_id
        )
        named = (
            (line.bin, here, "bin"),
            (line.bin_to, paper.warehouse_to_id or paper.warehouse_id, "bin_to"),
        )
        for code, warehouse, field_key in named if line.data else ():
            place = places.by_end.get(("stock", warehouse or 0, code))
            if code and (place is None or (place in places.inactive and not paper.reverses_id)):
                found.append(errors.UnknownBin(bin=code).at(line_no=line.line_no, field=field_key))
    return found


def load_ends(batch: Batch, jobs: list[Job]) -> None:
    """Reservations of the orders that goods leave for, locked; places and warehouses that only these or an effect
    name, not the paper: nothing to read when there are none.
    """
    settle_bins(batch, jobs)
    if any(job.effects.goods or job.effects.holds for job in jobs):
        batch.reservations = lock_reservations(batch.company_id, _order_lines(batch, jobs))
    named = (end for job in jobs for goods in job.effects.goods for end in (goods.source, goods.target))
    ends = {(end.warehouse_id, end.bin or "") for end in named if end.role == "stock"}
    ends |= {(hold.warehouse_id, "") for job in jobs for hold in job.effects.holds}
    ends |= {(row.warehouse_id, "") for rows in batch.reservations.values() for row in rows}
    if all(("stock", *end) in batch.places.by_end for end in ends):
        return
    papers = [job.paper for job in batch.jobs]
    warehouses = {warehouse for warehouse, _ in ends} | set(batch.reference.warehouses)
    bins = bins_of_papers(papers) | {code for _, code in ends if code}
    batch.places = load.load_places(batch.company_id, warehouses, bins)
    for warehouse, code in sorted(ends):
        if ("stock", warehouse, code) not in batch.places.by_end:
            raise errors.UnknownBin(bin=code)
    missing = warehouses - set(batch.reference.warehouses)
    if missing:
        found = load_reference(batch.company_id, [Paper("", date.min, warehouse_id=one) for one in missing])
        batch.reference.warehouses.update(found.warehouses)


def _order_lines(batch: Batch, jobs: list[Job]) -> set[int]:
    """Source lines that may hold reservations: those of orders."""
    lines = {one for job in jobs for line in job.paper.lines if (one := holder_of(line, batch.sources))}
    return {
        one for one in lines if one in batch.sources and document_type(batch.sources[one].type_code).is_order
    }
