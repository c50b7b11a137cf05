"""齐套 (R-37): of each component of an order how much is there for it, what is short, who has it and what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.documents.errors import DocumentNotFound
from hengku.documents.queries_detail import find_document
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.kit.numbers import ZERO
from hengku.posting.promise import MAKING, Entry, Outlook, load_outlooks

#: What is issued for the components of an order.
ISSUES: Final = ["material_issue", "production_receipt", "outsource_issue"]
COMPONENTS: Final = """
SELECT l.id, l.line_no, l.product_id, p.code, p.name, u.name, l.quantity_base,
       coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                 WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = ANY(%(issues)s)), 0),
       coalesce((SELECT sum(r.quantity) FROM inventory_reservation AS r
                 WHERE r.company_id = l.company_id AND r.line_id = l.id), 0)
FROM documents_line AS l
JOIN catalog_product AS p ON p.company_id = l.company_id AND p.id = l.product_id
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
WHERE l.company_id = %(company)s AND l.document_id = %(document)s
  AND coalesce(l.data ->> 'part', 'component') = 'component'
ORDER BY l.line_no
"""
#: Other orders that hold these products in this warehouse, those that hold most first.
HOLDERS: Final = """
SELECT r.product_id, d.type_code, d.id, d.number, coalesce(party.name, ''), sum(r.quantity) AS quantity
FROM inventory_reservation AS r
JOIN inventory_place AS place ON place.company_id = r.company_id AND place.id = r.place_id
JOIN documents_document AS d ON d.company_id = r.company_id AND d.id = r.document_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE r.company_id = %(company)s AND r.product_id = ANY(%(products)s) AND place.warehouse_id = %(warehouse)s
  AND r.document_id <> %(document)s AND r.quantity > 0
GROUP BY r.product_id, d.type_code, d.id, d.number, party.name
ORDER BY r.product_id, quantity DESC, d.id
"""
WAREHOUSES: Final = "SELECT id, name FROM company_warehouse WHERE company_id = %s"


@dataclass(frozen=True, slots=True)
class Holder:
    """Another order, and how much of a component it holds."""

    type_code: str
    document_id: int
    number: str
    party: str
    quantity: Decimal


@dataclass(slots=True)
class Component:
    """A component of an order, in base units, all ≥ 0. ``left`` is still to be issued; of that ``held`` is held for the
    order, ``free`` lies in its warehouse for anybody, and ``short`` is missing. ``elsewhere``: what is free in other
    warehouses by name; ``coming``: what will come to any of them, earliest first.
    """

    line_no: int
    product_id: int
    code: str
    name: str
    unit: str
    needed: Decimal
    issued: Decimal
    left: Decimal
    held: Decimal
    free: Decimal = ZERO
    short: Decimal = ZERO
    elsewhere: list[tuple[str, Decimal]] = field(default_factory=list)
    coming: list[tuple[str, Entry]] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)


def kitting(actor: Actor, document_id: int, *, today: date) -> list[Component]:
    """How far the components of an order to make goods are there, by line. Needs the right to view the order and
    ``reports.view``. Six statements; locks nothing. Lines of one product share what is free, in their order.

    Refused (``DocumentNotFound``): any other document.
    """
    document, kind = find_document(actor, document_id)
    actor.must("reports.view")
    if kind.code not in MAKING:
        raise DocumentNotFound(document_id=document_id)
    warehouse = document.warehouse_to_id or document.warehouse_id or 0
    named = {"company": actor.company_id, "document": document_id, "warehouse": warehouse, "issues": ISSUES}
    found = []
    for _, number, product, code, name, unit, needed, issued, held in sql.rows(COMPONENTS, named):
        left = max(needed - issued, ZERO)
        found.append(Component(number, product, code, name, unit, needed, issued, left, min(held, left)))
    products = sorted({one.product_id for one in found})
    outlooks = load_outlooks(actor.company_id, products, today) if products else {}
    names: dict[int, str] = dict(sql.rows(WAREHOUSES, (actor.company_id,)))
    holders = [*sql.rows(HOLDERS, {**named, "products": products})] if products else []
    free = {one: _available(outlooks, one, warehouse) for one in products}
    for one in found:
        one.free = min(free[one.product_id], one.left - one.held)
        free[one.product_id] -= one.free
        one.short = one.left - one.held - one.free
        one.elsewhere = _elsewhere(outlooks, one.product_id, warehouse, names)
        one.coming = _coming(outlooks, one.product_id, names, document_id)
        one.holders = [Holder(*row[1:]) for row in holders if row[0] == one.product_id]
    return found


def _available(outlooks: dict[tuple[int, int], Outlook], product: int, warehouse: int) -> Decimal:
    return max(outlooks.get((product, warehouse), Outlook()).available, ZERO)


def _elsewhere(
    outlooks: dict[tuple[int, int], Outlook], product: int, warehouse: int, names: dict[int, str]
) -> list[tuple[str, Decimal]]:
    """Other warehouses with some of it free, the fullest first."""
    found = [
        (names[place], outlook.available)
        for (one, place), outlook in outlooks.items()
        if one == product and place != warehouse and place in names and outlook.available > 0
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _coming(
    outlooks: dict[tuple[int, int], Outlook], product: int, names: dict[int, str], document_id: int
) -> list[tuple[str, Entry]]:
    """What will come of it, and where to; not what this very order makes."""
    found = [
        (names.get(place, ""), entry)
        for (one, place), outlook in outlooks.items()
        if one == product
        for entry in outlook.entries
        if entry.is_supply and entry.document_id != document_id
    ]
    return sorted(found, key=lambda pair: (pair[1].on, pair[1].document_id))


def rate(components: Iterable[Component]) -> tuple[int, int]:
    """齐套率 as 齐套子件行 and 总行 (R-37)."""
    lines = list(components)
    return sum(1 for one in lines if not one.short), len(lines)
