"""What is left of a trade inside a group to go back, as the actor's company sees it (D-ICT)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengku.identity.actor import Actor
from hengku.intercompany import errors
from hengku.intercompany.models import Trade
from hengku.intercompany.rules import BACK_BY
from hengku.kit import sql

LINES: Final = """
SELECT l.line_no, p.code, p.name, p.specification, u.name, coalesce(a.name, ''), p.tracking,
       coalesce(l.data ->> 'lot_no', ''), l.quantity_base,
       coalesce((SELECT abs(sum(k.quantity)) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%s)), 0)
FROM documents_line AS l
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
LEFT JOIN catalog_unit AS a ON a.company_id = p.company_id AND a.id = p.aux_unit_id
WHERE l.company_id = %s AND l.document_id = %s
ORDER BY l.line_no
"""

GOODS: Final = """
SELECT d.type_code, d.party_id, d.warehouse_id, l.line_no, l.id FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %s AND d.id = %s
"""


@dataclass(frozen=True, slots=True)
class LineLeft:
    """A line of a trade: what was sold and what of it came back, in base units. ``weight_unit`` is "" of goods that are
    not weighed.
    """

    line_no: int
    code: str
    name: str
    specification: str
    unit: str
    weight_unit: str
    tracking: str
    lot_no: str
    quantity: Decimal
    back: Decimal

    @property
    def left(self) -> Decimal:
        """What may still go back."""
        return self.quantity - self.back


@dataclass(frozen=True, slots=True)
class GoodsOf:
    """The goods document of one side of a trade: its type, party, warehouse, and its lines by number."""

    type_code: str
    party_id: int
    warehouse_id: int
    lines: dict[int, int]


def goods_of(trade: Trade) -> GoodsOf:
    """The goods document of one side."""
    rows = sql.rows(GOODS, (trade.company_id, trade.document_id))
    type_code, party_id, warehouse_id = rows[0][:3]
    return GoodsOf(type_code, party_id, warehouse_id, {row[3]: row[4] for row in rows})


def lines_left(actor: Actor, ict_id: int) -> list[LineLeft]:
    """The lines of a trade of the actor's company, in order. Needs ``intercompany.view``. ``TradeNotFound`` when it is
    none of theirs.
    """
    actor.must("intercompany.view")
    trade = Trade.objects.visible_to(actor).filter(ict_id=ict_id).first()
    if trade is None:
        raise errors.TradeNotFound(ict_id=ict_id)
    back_by = sorted(BACK_BY.values())
    return [LineLeft(*row) for row in sql.rows(LINES, (back_by, actor.company_id, trade.document_id))]
