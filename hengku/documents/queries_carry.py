"""Carrying a document on: what is left of each line for the next document (1.1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import DocumentType, From, document_type
from hengku.documents.errors import WrongSource
from hengku.documents.models import Document, Line
from hengku.documents.queries import hides_money
from hengku.documents.queries_detail import find_document
from hengku.documents.rules import HEADER_COLUMNS, LINE_COLUMNS
from hengku.documents.sources import Source, load_sources
from hengku.identity.actor import Actor

Row = dict[str, Any]

#: States from which nothing can be carried on.
NOT_A_SOURCE = frozenset({"draft", "cancelled", "reversed", "closed_short"})
HEADER_CARRIED = ("party", "warehouse", "warehouse_to", "department")


def carry(actor: Actor, document_id: int, to_type: str) -> Row:
    """A body for a new document of ``to_type``: the header, and each line with the quantity it has left.

    Quantities are in the source line's unit, or in the base unit where that does not come out even; negative
    for a red type. Price and amounts are left out unless a line is carried whole and without discount: they
    are then shares of the source line by instalments (C1), which the posting computes. Lines with nothing
    left are left out. Refused when the target does not follow this type or the source is not in force. Needs
    the right to create the target.
    """
    document, kind = find_document(actor, document_id)
    target = document_type(to_type)
    actor.must(f"{target.code}.create")
    rule = target.source(kind.code)
    if rule is None:
        raise WrongSource(source_number=document.number, reason=f"{kind.label}不能生成{target.label}")
    if document.state in NOT_A_SOURCE:
        state = kind.states.labels.get(document.state, (document.state,))[0]
        raise WrongSource(source_number=document.number, reason=f"它的状态是「{state}」")
    lines = list(Line.objects.visible_to(actor).filter(document_id=document.pk).order_by("line_no"))
    sources = load_sources(actor.company_id, [line.pk for line in lines])
    body = _header(document, kind, target)
    hidden = hides_money(actor, kind) or hides_money(actor, target)
    body["lines"] = [
        row
        for line in lines
        if (row := _line(document, line, sources[line.pk], rule, kind, target, hidden=hidden)) is not None
    ]
    return body


def _header(document: Document, kind: DocumentType, target: DocumentType) -> Row:
    wanted = {field.key for field in target.header}
    body: Row = {
        key: str(getattr(document, f"{key}_id"))
        for key in HEADER_CARRIED
        if key in wanted and getattr(document, f"{key}_id")
    }
    if kind.amounts == "priced" and target.amounts in ("priced", "given", "source"):
        body["price_mode"] = document.price_mode
    body.update(_shared(document.data, kind.header, target.header, HEADER_COLUMNS))
    return body


def _shared(data: Row, of: Sequence[Any], into: Sequence[Any], columns: frozenset[str]) -> Row:
    """Values that only these types carry, where both know the field and mean the same kind of thing by it."""
    kinds = {field.key: field.kind for field in of if field.key not in columns}
    return {
        field.key: data[field.key]
        for field in into
        if kinds.get(field.key) == field.kind and data.get(field.key) not in (None, "")
    }


def _line(
    document: Document,
    line: Line,
    source: Source,
    rule: From,
    kind: DocumentType,
    target: DocumentType,
    *,
    hidden: bool,
) -> Row | None:
    whole = abs(line.quantity_base)
    used = abs(source.carried_quantity(target.code, *rule.less)) if rule.counts else Decimal(0)
    left = whole - used
    if left <= 0 and whole:
        return None
    sign = -1 if target.is_red else 1
    quantity, unit_id = _in_unit(line, left)
    row: Row = {
        "product": _text(line.product_id),
        "unit": _text(unit_id),
        "quantity": sign * quantity,
        "source_line": str(line.pk),
        "source": {
            "document_id": str(document.pk),
            "number": document.number,
            "line_no": line.line_no,
            "price": None if hidden else line.price,
            "left": left,
        },
    }
    known = {field.key for field in target.lines}
    if "tax_code" in known:
        row["tax_code"] = _text(line.tax_code_id)
    if "is_gift" in known:
        row["is_gift"] = line.is_gift
    if "price" in known and left == whole and not line.discount_amount and not hidden:
        row["price"] = line.price
    row.update(_shared(line.data, kind.lines, target.lines, LINE_COLUMNS))
    return row


def _in_unit(line: Line, left: Decimal) -> tuple[Decimal, int | None]:
    """``left`` base units in the line's own unit when that is exact to six places, else in the base unit (B1)."""
    quantity = left * line.unit_denominator / line.unit_numerator
    rounded = quantity.quantize(Decimal("0.000001"))
    if rounded * line.unit_numerator == left * line.unit_denominator:
        return rounded, line.unit_id
    return left, None


def _text(pk: int | None) -> str | None:
    return None if pk is None else str(pk)
