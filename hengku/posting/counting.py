"""G20: goods that are being counted do not move, but for the document that the count itself makes."""

from __future__ import annotations

from hengku.documents.reference import NamedFact
from hengku.inventory.counting import held_still
from hengku.posting import errors
from hengku.posting.load import Places
from hengku.posting.rows import Job
from hengku.posting.stockroom import ends_of

MAKER = "stock_count"


def check_counting(
    company_id: int, jobs: list[Job], warehouses: dict[int, NamedFact], places: Places
) -> None:
    """Refuse goods that a running count holds still: the product, or what lies in the bin or lot that is counted. No
    statement where nothing is counted.
    """
    counting = {one.id for one in warehouses.values() if one.is_counting}
    if not counting:
        return
    touched = [
        (job, goods.line, (places.warehouse[key.place_id], key.product_id, key.place_id, key.lot_id))
        for job in jobs
        if job.paper.made_by != MAKER
        for goods in job.effects.goods
        for end, key in zip((goods.source, goods.target), ends_of(goods, places), strict=True)
        if end.role == "stock" and end.warehouse_id in counting
    ]
    locked = held_still(company_id, {where for _, _, where in touched})
    for job, line, where in touched:
        number = locked.get(where)
        if number is not None:
            refused = errors.BeingCounted(
                warehouse=warehouses[where[0]].name, count_number=number, line_no_said=line.line_no
            )
            job.problems.append(refused.at(line_no=line.line_no, field="product"))
