"""从上游选单: documents of a party that something can still be carried from, with their lines and what each has left."""

from __future__ import annotations

from typing import Any

from hengku.documents.declaration import DocumentType, document_type
from hengku.documents.models import Document, Line
from hengku.documents.queries import hides_money, may_view
from hengku.documents.queries_carry import (
    NOT_A_SOURCE,
    carried_header,
    carried_line,
    carried_references,
)
from hengku.documents.queries_labels import load_labels
from hengku.documents.sources import load_sources
from hengku.identity.actor import Actor
from hengku.kit import sql

Row = dict[str, Any]

LIMIT_MAX = 50
#: Documents of one source type with at least one line that is not used up, the latest first. A line that counts nothing
#: (a reference only) is never used up.
WITH_SOMETHING_LEFT = """
SELECT d.id
FROM documents_document AS d
WHERE d.company_id = %(company)s AND d.type_code = %(source)s AND NOT d.state = ANY(%(dead)s) AND NOT d.is_red
  AND (%(party)s::bigint IS NULL OR d.party_id = %(party)s)
  AND (%(warehouse)s::bigint IS NULL OR d.warehouse_id IS NULL
       OR CASE WHEN %(other)s THEN d.warehouse_to_id ELSE d.warehouse_id END = %(warehouse)s)
  AND (%(pattern)s::text IS NULL OR d.number ILIKE %(pattern)s OR d.remark ILIKE %(pattern)s)
  AND EXISTS (
      SELECT FROM documents_line AS l
      WHERE l.company_id = d.company_id AND l.document_id = d.id
        AND (NOT %(counts)s OR abs(l.quantity_base) > abs(coalesce((
            SELECT sum(k.quantity) FROM documents_link AS k
            WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%(targets)s)
        ), 0))))
ORDER BY d.business_on DESC, d.id DESC
LIMIT %(limit)s
"""


def pullable(
    actor: Actor,
    to_type: str,
    *,
    party_id: int | None = None,
    warehouse_id: int | None = None,
    text: str = "",
    limit: int = 20,
) -> list[Row]:
    """Source documents of ``to_type`` in force, the latest first, each with its ``body`` and ``lines``.

    Lines are as ``carry`` has them, with ``source.left`` in base units; those used up are left out. Needs the right to
    create the target; types the actor may not view are left out. The number of statements does not depend on the
    number of documents or lines.
    """
    target = document_type(to_type)
    actor.must(f"{target.code}.create")
    limit = max(1, min(limit, LIMIT_MAX))
    like = "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text.strip())
    ids: list[int] = []
    for rule in target.sources:
        if rule.in_pairs or not may_view(actor, document_type(rule.type_code)):
            continue
        bound = {
            "company": actor.company_id,
            "source": rule.type_code,
            "dead": sorted(NOT_A_SOURCE | {"done"} if rule.fulfils else NOT_A_SOURCE),
            "party": party_id,
            "warehouse": None if rule.to_store else warehouse_id,
            "other": rule.other_store,
            "pattern": f"%{like}%" if like else None,
            "counts": rule.counts,
            "targets": [target.code, *rule.less],
            "limit": limit,
        }
        ids += [row[0] for row in sql.rows(WITH_SOMETHING_LEFT, bound)]
    return _documents(actor, target, ids)[:limit] if ids else []


def _documents(actor: Actor, target: DocumentType, ids: list[int]) -> list[Row]:
    documents = list(Document.objects.visible_to(actor).filter(pk__in=ids).order_by("-business_on", "-id"))
    lines = list(
        Line.objects.visible_to(actor).filter(document_id__in=ids).order_by("document_id", "line_no")
    )
    sources = load_sources(actor.company_id, [line.pk for line in lines])
    by_document: dict[int, list[Line]] = {}
    for line in lines:
        by_document.setdefault(line.document_id, []).append(line)
    wanted = [pair for one in documents for pair in carried_references(one, by_document.get(one.pk, []))]
    labels = load_labels(actor.company_id, wanted)
    found = []
    for document in documents:
        kind = document_type(document.type_code)
        rule = target.source(kind.code)
        if rule is None:
            continue
        hidden = hides_money(actor, kind) or hides_money(actor, target)
        rows = []
        for line in by_document.get(document.pk, []):
            row = carried_line(line, sources[line.pk], rule, kind, target, labels)
            if row is None:
                continue
            row["source"] |= {
                "document_id": str(document.pk),
                "number": document.number,
                "whole": abs(line.quantity),
            }
            if hidden:
                row.pop("price", None)
                row["source"]["price"] = None
            rows.append(row)
        if rows:
            found.append(
                {
                    "id": str(document.pk),
                    "type_code": document.type_code,
                    "number": document.number,
                    "state": document.state,
                    "business_on": document.business_on,
                    "due_on": document.due_on,
                    "party": labels.of("party", document.party_id),
                    "warehouse": labels.of("warehouse", document.warehouse_id),
                    "remark": document.remark,
                    "body": carried_header(document, kind, target, labels),
                    "lines": rows,
                }
            )
    return found
