"""One document in full: header, lines with what was carried on from them, chain and history."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import DocumentType, Field, document_type, registry
from hengku.documents.errors import DocumentNotFound
from hengku.documents.history import history_of
from hengku.documents.models import Document, Line
from hengku.documents.paper import DISH_OF, KIT
from hengku.documents.queries import MONEY, MONEY_KINDS, hides_money, may_view
from hengku.documents.queries_labels import TABLE_OF_KIND, Labels, load_labels, table_of
from hengku.documents.rules import HEADER_COLUMNS, HEADER_REFERENCES, LINE_COLUMNS
from hengku.documents.versions import REVISED, version_number, version_of
from hengku.identity.actor import Actor
from hengku.identity.queries import names_of
from hengku.kit import sql

Row = dict[str, Any]

CHAIN_LIMIT = 100
LINE_MONEY = ("price", "discount_amount", *MONEY)
#: Documents that this one came from, nearest first. Bounded: a chain of returns of returns cannot run away.
UPSTREAM = """
WITH RECURSIVE chain AS (
    SELECT k.source_document_id AS id, 1 AS steps
    FROM documents_link AS k
    WHERE k.company_id = %(company)s AND k.target_document_id = %(document)s
    UNION
    SELECT k.source_document_id, chain.steps + 1
    FROM chain
    JOIN documents_link AS k ON k.company_id = %(company)s AND k.target_document_id = chain.id
    WHERE chain.steps < 12
)
SELECT d.id, d.type_code, d.number, d.state, d.business_on
FROM chain
JOIN documents_document AS d ON d.company_id = %(company)s AND d.id = chain.id
WHERE d.id <> %(document)s
GROUP BY d.id, d.type_code, d.number, d.state, d.business_on
ORDER BY min(chain.steps), d.business_on, d.id
LIMIT %(limit)s
"""
#: Documents that came from this one, nearest first.
DOWNSTREAM = """
WITH RECURSIVE chain AS (
    SELECT k.target_document_id AS id, 1 AS steps
    FROM documents_link AS k
    WHERE k.company_id = %(company)s AND k.source_document_id = %(document)s
    UNION
    SELECT k.target_document_id, chain.steps + 1
    FROM chain
    JOIN documents_link AS k ON k.company_id = %(company)s AND k.source_document_id = chain.id
    WHERE chain.steps < 12
)
SELECT d.id, d.type_code, d.number, d.state, d.business_on
FROM chain
JOIN documents_document AS d ON d.company_id = %(company)s AND d.id = chain.id
WHERE d.id <> %(document)s
GROUP BY d.id, d.type_code, d.number, d.state, d.business_on
ORDER BY min(chain.steps), d.business_on, d.id
LIMIT %(limit)s
"""
DONE = """
SELECT k.source_line_id, k.target_type, sum(k.quantity)
FROM documents_link AS k
WHERE k.company_id = %s AND k.source_document_id = %s
GROUP BY k.source_line_id, k.target_type
"""
SOURCES = """
SELECT l.id, l.document_id, d.number, l.line_no
FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
WHERE l.company_id = %s AND l.id = ANY(%s)
"""


def find_document(actor: Actor, document_id: int) -> tuple[Document, DocumentType]:
    """A document the actor may view, with its type; ``DocumentNotFound`` for one that is not there or not theirs."""
    document = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound(document_id=document_id)
    kind = document_type(document.type_code)
    actor.must(f"{kind.code}.view")
    return document, kind


def document_detail(actor: Actor, document_id: int) -> Row:
    """``{document, lines, chain, history}`` as the detail page shows them; about a dozen statements, none per line.

    References are ``{id, code, name}``; ``done`` of a line tells how much each target type has taken of it.
    Money is None where it is cost and the actor may not see cost. Refused without ``<type>.view``.
    """
    document, kind, lines, labels, secret = _read(actor, document_id)
    return {
        "document": _header(document, kind, labels, secret),
        "lines": _lines(document, lines, kind, labels, secret),
        "chain": chain_of(actor, document.pk),
        "history": history_of(actor, document, secret),
    }


def document_on_paper(actor: Actor, document_id: int) -> Row:
    """``{document, lines}`` of the detail without what no paper shows: chain, history, what others took of a line."""
    document, kind, lines, labels, secret = _read(actor, document_id)
    return {
        "document": _header(document, kind, labels, secret),
        "lines": [_line(line, kind, labels, secret) for line in lines],
    }


def _read(
    actor: Actor, document_id: int
) -> tuple[Document, DocumentType, list[Line], Labels, frozenset[str]]:
    """The document with its lines, what they name, and which of their keys are kept from the actor."""
    document, kind = find_document(actor, document_id)
    lines = list(Line.objects.visible_to(actor).filter(document_id=document.pk).order_by("line_no"))
    labels = load_labels(actor.company_id, _references(document, lines, kind))
    return document, kind, lines, labels, _secret_keys(actor, kind)


def chain_of(actor: Actor, document_id: int) -> Row:
    """Everything up and down the links, nearest first, at most ``CHAIN_LIMIT`` each way; types out of sight
    are left out.
    """
    asked = {"company": actor.company_id, "document": document_id, "limit": CHAIN_LIMIT}
    return {
        "upstream": _chain_rows(actor, sql.rows(UPSTREAM, asked)),
        "downstream": _chain_rows(actor, sql.rows(DOWNSTREAM, asked)),
    }


def _chain_rows(actor: Actor, rows: Sequence[tuple[Any, ...]]) -> list[Row]:
    types = registry()
    return [
        {"id": str(pk), "type_code": code, "number": number, "state": state, "business_on": on}
        for pk, code, number, state, on in rows
        if code in types and may_view(actor, types[code])
    ]


def _references(document: Document, lines: Sequence[Line], kind: DocumentType) -> list[tuple[str, Any]]:
    """Every (kind, id) that header and lines name."""
    wanted: list[tuple[str, Any]] = [
        (table_of(key), getattr(document, f"{key}_id")) for key in HEADER_REFERENCES
    ]
    wanted += [(f.kind, document.data.get(f.key)) for f in kind.header if f.key not in HEADER_COLUMNS]
    extra = [f for f in kind.lines if f.key not in LINE_COLUMNS]
    for line in lines:
        wanted += [("product", line.product_id), ("unit", line.unit_id), ("tax_code", line.tax_code_id)]
        wanted += [(f.kind, line.data.get(f.key)) for f in extra]
    return wanted


def _secret_keys(actor: Actor, kind: DocumentType) -> frozenset[str]:
    """Keys of header and lines that are kept from the actor."""
    if not hides_money(actor, kind):
        return frozenset()
    shown_as_cost = {f.key for f in (*kind.header, *kind.lines) if f.shows_cost or f.kind in MONEY_KINDS}
    return frozenset({*LINE_MONEY, *shown_as_cost})


def _header(document: Document, kind: DocumentType, labels: Labels, secret: frozenset[str]) -> Row:
    names = names_of([pk for pk in (document.created_by, document.posted_by) if pk])
    header: Row = {
        key: getattr(document, key)
        for key in (
            "type_code", "number", "state", "revision", "business_on", "due_on", "price_mode", "is_red",
            "source_system", "source_number", "remark", "created_at", "posted_at", "device", *MONEY,
        )
    }  # fmt: skip
    header["id"] = str(document.pk)
    header["type_label"] = kind.label
    header["state_label"] = kind.states.labels.get(document.state, (document.state,))[0]
    for key in HEADER_REFERENCES:
        header[key] = labels.of(table_of(key), getattr(document, f"{key}_id"))
    header["created_by_name"] = names.get(document.created_by, "")
    header["posted_by_name"] = names.get(document.posted_by, "") if document.posted_by else ""
    header.update(_data(document.data, kind.header, HEADER_COLUMNS, labels))
    header["reverses"] = _other(document.company_id, pk=document.reverses_id)
    header["reversed_by"] = _other(document.company_id, reverses_id=document.pk)
    header.update(_versions(document))
    return {key: None if key in secret else value for key, value in header.items()}


def _versions(document: Document) -> Row:
    """Which version of an order this is, and the ones before and after it."""
    first, version = version_of(document)

    def named(number: int) -> Row | None:
        return _other(document.company_id, type_code=document.type_code, number=version_number(first, number))

    return {
        "version": version,
        "version_before": named(version - 1) if version > 1 else None,
        "version_after": named(version + 1) if document.state == REVISED else None,
    }


def _other(company_id: int, **which: Any) -> Row | None:
    """The one document of which this holds, by name: on the other side of a reversal, of a revision."""
    if None in which.values():
        return None
    other = (
        Document.objects.of_company(company_id).filter(**which).values("id", "type_code", "number").first()
    )
    return {**other, "id": str(other["id"])} if other else None


def _data(data: Row, fields: Sequence[Field], columns: frozenset[str], labels: Labels) -> Row:
    """What only this type carries, flattened, references named where this room can."""
    found: Row = {}
    for one in fields:
        if one.key in columns:
            continue
        value = data.get(one.key)
        found[one.key] = labels.of(one.kind, value) if one.kind in TABLE_OF_KIND else value
    return found


def _lines(
    document: Document, lines: Sequence[Line], kind: DocumentType, labels: Labels, secret: frozenset[str]
) -> list[Row]:
    done: dict[int, dict[str, Decimal]] = {}
    for line_id, target_type, quantity in sql.rows(DONE, (document.company_id, document.pk)):
        if quantity:
            done.setdefault(line_id, {})[target_type] = quantity
    source_ids = [line.source_line_id for line in lines if line.source_line_id]
    sources = (
        {
            line_id: {"document_id": str(document_id), "number": number, "line_no": line_no}
            for line_id, document_id, number, line_no in sql.rows(SOURCES, (document.company_id, source_ids))
        }
        if source_ids
        else {}
    )
    return [
        {
            **_line(line, kind, labels, secret),
            "source": sources.get(line.source_line_id or 0),
            "done": done.get(line.pk, {}),
        }
        for line in lines
    ]


def _line(line: Line, kind: DocumentType, labels: Labels, secret: frozenset[str]) -> Row:
    row: Row = {
        "id": str(line.pk),
        "line_no": line.line_no,
        "product": labels.of("product", line.product_id),
        "unit": labels.of("unit", line.unit_id),
        "tax_code": labels.of("tax_code", line.tax_code_id),
        "source_line_id": str(line.source_line_id) if line.source_line_id else None,
        "kit": line.data.get(KIT),
        "dish_of": line.data.get(DISH_OF),
    }
    for key in ("quantity", "quantity_base", "tax_rate", "is_gift", "remark", *LINE_MONEY):
        row[key] = getattr(line, key)
    row.update(_data(line.data, kind.lines, LINE_COLUMNS, labels))
    return {key: None if key in secret else value for key, value in row.items()}
