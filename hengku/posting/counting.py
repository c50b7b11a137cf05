"""G20: goods that are being counted do not move, but for the document that the count itself makes."""

from __future__ import annotations

from hengku.documents.reference import NamedFact
from hengku.inventory.counting import held
from hengku.posting import errors
from hengku.posting.rows import Job

MAKER = "stock_count"


def check_counting(company_id: int, jobs: list[Job], warehouses: dict[int, NamedFact]) -> None:
    """Refuse goods that a running count holds still. No statement where nothing is counted."""
    counting = {one.id for one in warehouses.values() if one.is_counting}
    if not counting:
        return
    touched = [
        (job, goods.line, end.warehouse_id)
        for job in jobs
        if job.paper.made_by != MAKER
        for goods in job.effects.goods
        for end in (goods.source, goods.target)
        if end.role == "stock" and end.warehouse_id in counting
    ]
    locked = held(company_id, {(warehouse, line.product_id or 0) for _, line, warehouse in touched})
    for job, line, warehouse in touched:
        count = locked.get((warehouse, line.product_id or 0))
        if count is not None:
            refused = errors.BeingCounted(
                warehouse=warehouses[warehouse].name, count_number=count[1], line_no_said=line.line_no
            )
            job.problems.append(refused.at(line_no=line.line_no, field="product"))
