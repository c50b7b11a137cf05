"""What an order does not get before it is closed is asked for again by what it came from (D-PR), and taken again
when it is opened once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengku.documents.declaration import DocumentType
from hengku.documents.models import Document
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.errors import Refused
from hengku.posting.links import fulfilling_types, states_after

#: Less is carried from each line behind the order, by what the order line lacks.
GIVE: Final = """
INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id, target_line_id,
                            target_type, quantity, amount)
SELECT k.company_id, k.source_document_id, k.source_line_id, k.target_document_id, k.target_line_id, k.target_type,
       -least(k.quantity, greatest(l.quantity_base - done.quantity, 0)), 0
FROM (
    SELECT company_id, source_document_id, source_line_id, target_document_id, target_line_id, target_type,
           sum(quantity) AS quantity
    FROM documents_link WHERE company_id = %(company)s AND target_document_id = %(document)s
    GROUP BY 1, 2, 3, 4, 5, 6
) AS k
JOIN documents_document AS s ON s.company_id = k.company_id AND s.id = k.source_document_id
 AND s.type_code = ANY(%(sources)s)
JOIN documents_line AS l ON l.company_id = k.company_id AND l.id = k.target_line_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(r.quantity), 0) AS quantity FROM documents_link AS r
    WHERE r.company_id = k.company_id AND r.source_line_id = l.id AND r.target_type = ANY(%(done_by)s)
) AS done
WHERE least(k.quantity, greatest(l.quantity_base - done.quantity, 0)) > 0
RETURNING source_document_id
"""
#: … and carried again by what was given back.
TAKE: Final = """
INSERT INTO documents_link (company_id, source_document_id, source_line_id, target_document_id, target_line_id,
                            target_type, quantity, amount)
SELECT k.company_id, k.source_document_id, k.source_line_id, k.target_document_id, k.target_line_id, k.target_type,
       -sum(k.quantity), 0
FROM documents_link AS k
JOIN documents_document AS s ON s.company_id = k.company_id AND s.id = k.source_document_id
 AND s.type_code = ANY(%(sources)s)
WHERE k.company_id = %(company)s AND k.target_document_id = %(document)s AND k.quantity < 0
GROUP BY 1, 2, 3, 4, 5, 6
RETURNING source_document_id
"""
#: Lines behind the order from which more is carried than they ask for.
TOO_MUCH: Final = """
SELECT l.id FROM documents_line AS l
WHERE l.company_id = %(company)s AND l.document_id = ANY(%(behind)s)
  AND l.quantity_base < (SELECT sum(k.quantity) FROM documents_link AS k
                         WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = %(type)s)
LIMIT 1
"""


@dataclass(eq=False)
class RequestTaken(Refused):
    """What the order gave back was ordered elsewhere since."""

    number: str
    text = "订单 {number} 关闭时退回的申请数量已由别的订单采购,不能重开。仍需要的请另下订单。"


def sources_asked_again(kind: DocumentType) -> list[str]:
    """Types that orders of this type give back to."""
    return [rule.type_code for rule in kind.sources if rule.returns]


def give_back_rest(actor: Actor, document: Document, kind: DocumentType) -> None:
    """The order is closed: what it lacks may be ordered again, and the states of what asked for it follow.

    The order and what asked for it are locked by the caller.
    """
    _carry(GIVE, actor, document, kind)


def take_rest_again(actor: Actor, document: Document, kind: DocumentType) -> None:
    """The order is opened again. Refused where its rest was ordered elsewhere since. Locks as ``give_back_rest``."""
    behind = _carry(TAKE, actor, document, kind)
    asked = {"company": actor.company_id, "behind": behind, "type": kind.code}
    if behind and sql.rows(TOO_MUCH, asked):
        raise RequestTaken(number=document.number)


def _carry(statement: str, actor: Actor, document: Document, kind: DocumentType) -> list[int]:
    sources = sources_asked_again(kind)
    if not sources:
        return []
    named = {
        "company": actor.company_id,
        "document": document.pk,
        "sources": sources,
        "done_by": fulfilling_types(kind.code),
    }
    behind = sorted({row[0] for row in sql.rows(statement, named)})
    types = {code for source in sources for code in fulfilling_types(source)}
    for order_id, state in states_after(actor.company_id, behind, types, {}).items() if behind else ():
        Document.objects.visible_to(actor).filter(pk=order_id).update(state=state)
    return behind
