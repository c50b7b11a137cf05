"""D-OPNS: stock is opened before anything else moves it. Afterwards a wrong opening is put right by an adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hengku.kit import sql
from hengku.kit.errors import Refused

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

# The first document of another type that moved each product and still stands.
MOVED: Final = """
SELECT k.product_id, d.number
FROM unnest(%s::bigint[]) AS k(product_id)
CROSS JOIN LATERAL (
    SELECT d.number FROM inventory_move AS m
    JOIN documents_document AS d ON d.company_id = m.company_id AND d.id = m.document_id
    WHERE m.company_id = %s AND m.product_id = k.product_id AND d.type_code <> ALL(%s)
      AND d.state <> 'reversed' AND d.reverses_id IS NULL
    ORDER BY m.business_on, m.seq LIMIT 1) AS d
"""


@dataclass(eq=False)
class OpenedTooLate(Refused):
    """The product has a history: an opening balance would change what was sold and received since."""

    product: str
    number: str
    text = "商品“{product}”已有出入库({number}),不能再录库存期初。期初有误请用库存调整单(原因:期初数据更正)。"


def check_openings(batch: Batch) -> None:
    """Refuse opening stock of products that something else has moved. One query, and none without such documents."""
    jobs = [job for job in batch.jobs if job.kind.opens_stock and not job.paper.reverses_id]
    products = {line.product_id for job in jobs for line in job.paper.lines if line.product_id}
    if not products:
        return
    types = sorted({job.kind.code for job in jobs})
    found = sql.rows(MOVED, (sql.array(sorted(products)), batch.company_id, types))
    moved: dict[int, str] = {row[0]: row[1] for row in found}
    for job in jobs:
        for line in job.paper.lines:
            number = moved.get(line.product_id or 0)
            if number is not None:
                name = batch.reference.products[line.product_id or 0].name
                late = OpenedTooLate(product=name, number=number)
                job.problems.append(late.at(line_no=line.line_no, field="product"))
