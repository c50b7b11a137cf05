"""先到期先出 at a counter (D-POS, B4): nobody names lots while customers wait, and of what goes into a dish nobody could. So
a ticket takes first what expires first, and its lines say which lots that were.

Tickets of one store pick one after another (docs/locks.md, 3b), so that no two take the last of a lot; who takes it
elsewhere meanwhile is seen when the goods are locked, and the ticket is refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.documents.paper import STAYS, PaperLine
from hengku.inventory.lot_rules import Demands
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.posting.lot_load import Pile, load_stock
from hengku.posting.lot_proposal import demands_of, in_order, left_of, needs_lot, split_by_lot, take_in_order
from hengku.posting.rows import Job

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

PICK_GATE: Final = 0x484B4C54
LOCK: Final = """
SELECT pg_advisory_xact_lock(%s, hash)
FROM (SELECT DISTINCT hashtext(concat_ws(':', %s::bigint, store)) AS hash FROM unnest(%s::bigint[]) AS r(store)
      ORDER BY 1) AS sorted
"""


@dataclass(eq=False)
class NoLotLeft(Refused):
    """D-POS: less of a product lies in lots that may go than a ticket takes."""

    product: str
    lacking: Decimal
    unit: str
    text = "「{product}」能卖的批次不够,还缺 {lacking} {unit}。请先入库、减小数量,或核对过期、冻结的批次。"


def pick_first_out(batch: Batch, *, locking: bool) -> None:
    """Give lines of tickets that need a lot and name none what goes first; what takes several lots is parted, the other
    parts standing behind. Locks the stores' picking, with ``locking``. Two statements for each store where there are
    such lines, none elsewhere.
    """
    waiting: dict[int, list[tuple[Job, int]]] = defaultdict(list)
    for job in batch.jobs:
        if job.kind.picks_lots and not job.paper.reverses_id and job.paper.warehouse_id:
            for number, line in enumerate(job.paper.lines, 1):
                if needs_lot(line, batch.reference) and STAYS not in line.data:
                    waiting[job.paper.warehouse_id].append((job, number))
    if waiting and locking:
        sql.rows(LOCK, (PICK_GATE, batch.company_id, sql.array(sorted(waiting))))
    for store, lines in waiting.items():
        products = {job.paper.lines[number - 1].product_id or 0 for job, number in lines}
        piles = [pile for pile in load_stock(batch.company_id, sorted(products), store) if not pile.owner_id]
        left = left_of(piles, [*_lines_at(batch, store)], batch.reference)
        for job, number in lines:
            _pick(batch, job, number, left)


def _lines_at(batch: Batch, store: int) -> Iterable[PaperLine]:
    return (line for job in batch.jobs if job.paper.warehouse_id == store for line in job.paper.lines)


def _pick(batch: Batch, job: Job, number: int, left: dict[Pile, Decimal]) -> None:
    paper, reference = job.paper, batch.reference
    line = paper.lines[number - 1]
    product = reference.products[line.product_id or 0]
    demands = demands_of(paper, reference) if paper.party_id else Demands()
    need = reference.base_quantity(line)
    if need is None:
        return  # of no unit of the product: the paper is refused for it
    piles = in_order(left, product, paper.business_on, demands, any_lot=False)
    picks, short = take_in_order(piles, left, need, line.bin)
    if short:
        lacking = NoLotLeft(product=product.name, lacking=short, unit=product.base_unit_name)
        job.problems.append(lacking.at(line_no=number, field="quantity"))
        return
    first, *others = split_by_lot(line, picks, short, product, reference)
    paper.lines[number - 1] = first
    for other in others:
        paper.lines.append(other)
        job.written[len(paper.lines)] = job.written.get(number, number)
