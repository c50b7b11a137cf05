"""Carrying a document on: what is left of each line for the next document (1.1.4)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hengku.documents.declaration import DocumentType, From, document_type, registry
from hengku.documents.errors import WrongSource
from hengku.documents.models import Document, Line, Link
from hengku.documents.paper import COMPONENT_PART, DISH_OF, PART
from hengku.documents.queries import hides_money
from hengku.documents.queries_detail import find_document
from hengku.documents.queries_labels import Labels, load_labels, table_of
from hengku.documents.rules import HEADER_COLUMNS, LINE_COLUMNS, whole_of
from hengku.documents.sources import Source, load_sources
from hengku.identity.actor import Actor

Row = dict[str, Any]

#: States from which nothing can be carried on.
NOT_A_SOURCE = frozenset({"draft", "cancelled", "reversed", "closed_short", "revised"})
#: What was taken off or allowed for one document: its lines carry their shares, another one has its own.
NOT_CARRIED = frozenset({"document_discount", "approval_reason"})
HEADER_CARRIED = ("party", "warehouse", "warehouse_to", "department", "handler")


def carry(actor: Actor, document_id: int, to_type: str) -> Row:
    """A body for a new document of ``to_type``: the header, and each line with the quantity it has left.

    Quantities are in the source line's unit, or in the base unit where that does not come out even; negative
    for a red type. Price and amounts are left out unless a line is carried whole and without discount: they
    are then shares of the source line by instalments (C1), which the posting computes. Lines with nothing
    left are left out; what of an order was invoiced ahead of its goods goes for the invoice (T11). Refused when
    the target does not follow this type or the source is not in force. Needs the right to create the target.
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
    lines += _ahead_of(actor, document, kind, target)
    sources = load_sources(actor.company_id, [line.pk for line in lines])
    labels = load_labels(actor.company_id, carried_references(document, lines))
    body = carried_header(document, kind, target, labels)
    body["lines"] = []
    hidden = hides_money(actor, kind) or hides_money(actor, target)
    for line in lines:
        source = sources[line.pk]
        own = document_type(source.type_code)
        row = carried_line(line, source, target.source(own.code) or rule, own, target, labels)
        if row is None:
            continue
        body["lines"].append(row)
        row["source"] |= {"document_id": str(source.document_id), "number": source.number}
        if hidden:
            row.pop("price", None)
            row["source"]["price"] = None
    return body


def _ahead_of(actor: Actor, order: Document, kind: DocumentType, target: DocumentType) -> list[Line]:
    """Lines of invoices that were given ahead of the goods of this order, where ``target`` is what goes for them. No
    statement for any other pair of types.
    """
    ahead = [
        rule.type_code
        for rule in target.sources
        if rule.at_its_amounts
        and (own := document_type(rule.type_code).source(kind.code)) is not None
        and own.ahead
    ]
    if not ahead:
        return []
    links = Link.objects.visible_to(actor).filter(source_document_id=order.pk, target_type__in=ahead)
    found = Line.objects.visible_to(actor).filter(pk__in=links.values("target_line_id"))
    return list(found.filter(document__state="posted", document__reverses_id=None).order_by("document_id", "line_no"))


def carried_references(document: Document, lines: Sequence[Line]) -> list[tuple[str, Any]]:
    """What a document and its lines name, for ``load_labels``."""
    wanted: list[tuple[str, Any]] = [
        (table_of(key), getattr(document, f"{key}_id")) for key in HEADER_CARRIED
    ]
    for line in lines:
        wanted += [("product", line.product_id), ("unit", line.unit_id), ("tax_code", line.tax_code_id)]
    return wanted


def carried_header(document: Document, kind: DocumentType, target: DocumentType, labels: Labels) -> Row:
    """The header fields that both types know."""
    wanted = {field.key for field in target.header}
    body: Row = {
        key: labels.of(table_of(key), getattr(document, f"{key}_id"))
        for key in HEADER_CARRIED
        if key in wanted and getattr(document, f"{key}_id")
    }
    rule = target.source(kind.code)
    if rule is not None and rule.to_store and (store := body.pop("warehouse", None)):
        body["warehouse_to"] = store
    if rule is not None and rule.other_store and document.warehouse_to_id:
        body["warehouse"] = labels.of("warehouse", document.warehouse_to_id)
    if kind.amounts == "priced" and target.amounts in ("priced", "given", "source"):
        body["price_mode"] = document.price_mode
    shared = _shared(document.data, kind.header, target.header, HEADER_COLUMNS)
    body.update((key, value) for key, value in shared.items() if key not in NOT_CARRIED)
    return body


def _shared(data: Row, of: Sequence[Any], into: Sequence[Any], columns: frozenset[str]) -> Row:
    """Values that only these types carry, where both know the field and mean the same kind of thing by it."""
    kinds = {field.key: field.kind for field in of if field.key not in columns}
    return {
        field.key: data[field.key]
        for field in into
        if kinds.get(field.key) == field.kind and data.get(field.key) not in (None, "")
    }


def carried_line(
    line: Line, source: Source, rule: From, kind: DocumentType, target: DocumentType, labels: Labels
) -> Row | None:
    """A line with what it has left, or None when that is nothing, or comes by itself."""
    if _comes_by_itself(source, target):
        return None
    whole = whole_of(source, rule)
    used = abs(source.carried_quantity(target.code, *rule.less)) if rule.counts else Decimal(0)
    left = whole - used
    if left <= 0 and (whole or rule.limit is not None):
        return None
    quantity, unit_id = _in_unit(line, left)
    row: Row = {
        "product": labels.of("product", line.product_id),
        "unit": labels.of("unit", unit_id),
        "source_line": str(line.pk),
        "source": {"line_no": line.line_no, "price": line.price, "left": left},
    }
    known = {field.key for field in target.lines}
    if "quantity" in known and not rule.said_anew:
        row["quantity"] = -quantity if target.is_red else quantity
    if "tax_code" in known:
        row["tax_code"] = labels.of("tax_code", line.tax_code_id)
    if "is_gift" in known:
        row["is_gift"] = line.is_gift
    if (
        "price" in known
        and left == whole
        and not line.discount_amount
        and not line.data.get("document_discount")
    ):
        row["price"] = line.price
    row.update(_shared(line.data, kind.lines, target.lines, LINE_COLUMNS))
    return row


def _comes_by_itself(source: Source, target: DocumentType) -> bool:
    """A component that goes with what is made of it, or comes back with it: the posting adds it (倒冲, D-POS)."""
    if DISH_OF in source.data:
        return target.cooks
    return (target.backflushes or target.unmakes) and source.data.get(PART) == COMPONENT_PART


def _in_unit(line: Line, left: Decimal) -> tuple[Decimal, int | None]:
    """``left`` base units in the line's own unit when that is exact to six places, else in the base unit (B1)."""
    quantity = left * line.unit_denominator / line.unit_numerator
    rounded = quantity.quantize(Decimal("0.000001"))
    if rounded * line.unit_numerator == left * line.unit_denominator:
        return rounded, line.unit_id
    return left, None


def left_of(actor: Actor, document_id: int) -> list[Row]:
    """For each type that follows this one by its lines and that the actor may create: how many lines have something
    left, and how much in which base unit where that is one. Empty when nothing can be carried on.
    """
    document, kind = find_document(actor, document_id)
    targets = [
        other
        for other in registry().values()
        if other.is_offered and _by_hand(other.source(kind.code)) and actor.may(f"{other.code}.create")
    ]
    if not targets or document.state in NOT_A_SOURCE or document.reverses_id is not None:
        return []
    lines = list(
        Line.objects.visible_to(actor).filter(document_id=document.pk).select_related("product__base_unit")
    )
    more = {target.code: _ahead_of(actor, document, kind, target) for target in targets}
    every = [*lines, *(line for found in more.values() for line in found)]
    sources = load_sources(actor.company_id, [line.pk for line in every])
    return [
        {"type_code": target.code, **_left([*lines, *more[target.code]], sources, target)}
        for target in targets
        if _ever(lines, sources, target.source(kind.code))
    ]


def _by_hand(rule: From | None) -> bool:
    return rule is not None and not rule.in_pairs


def _ever(lines: Sequence[Line], sources: dict[int, Source], rule: From | None) -> bool:
    """Whether anything of the lines could ever be carried: where a rule limits them all to nothing, nobody is asked."""
    return rule is None or rule.limit is None or any(whole_of(sources[line.pk], rule) > 0 for line in lines)


def _left(lines: Sequence[Line], sources: dict[int, Source], target: DocumentType) -> Row:
    quantities = []
    for line in lines:
        rule = target.source(sources[line.pk].type_code)
        assert rule is not None, "only lines that can be followed are asked"
        if _comes_by_itself(sources[line.pk], target):
            continue
        whole = whole_of(sources[line.pk], rule)
        used = abs(sources[line.pk].carried_quantity(target.code, *rule.less)) if rule.counts else Decimal(0)
        if whole > used or (not whole and rule.limit is None):
            unit = line.product.base_unit.name if line.product and not rule.said_anew else ""
            quantities.append((unit, whole - used))
    units = {unit for unit, _ in quantities}
    is_one = len(units) == 1 and "" not in units
    return {
        "lines": len(quantities),
        "quantity": sum((quantity for _, quantity in quantities), Decimal(0)) if is_one else None,
        "unit": units.pop() if is_one else "",
        "amount": None,
    }
