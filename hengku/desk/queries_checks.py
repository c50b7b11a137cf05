"""Live checks beside the lines of a document being typed: stock and who holds it, last prices, cost, credit left.

Everything is asked for all products at once: seven statements, whatever the number of lines. Quantities are in base
units; prices are of one base unit. What the actor may not see is None.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hengku.catalog.bill_rules import Part, sets_of
from hengku.catalog.queries_bills import parts_of
from hengku.company.queries import settings_on
from hengku.documents.declaration import DocumentType, registry
from hengku.documents.queries import hides_money, may_view
from hengku.identity.actor import Actor
from hengku.identity.roles import PURCHASE_PRICES
from hengku.kit import sql
from hengku.kit.numbers import ZERO_FEN, exact_text
from hengku.parties.price_rules import Agreed, breaks
from hengku.posting.promise import KitOutlook, Outlook, load_kit_outlooks, load_outlooks
from hengku.reports.lists import units_of

Row = dict[str, Any]

HOLDERS_MAX = 5
#: Of a party its latest documents are looked through for prices, and of a product its latest lines: a price older than
#: those is no longer news.
PARTY_DOCUMENTS_MAX, PRODUCT_LINES_MAX = 300, 20

STOCK = """
SELECT h.product_id, w.id, w.name, sum(h.quantity), sum(h.reserved),
       coalesce(sum(h.quantity) FILTER (
           WHERE h.status = 'available' AND (l.expires_on IS NULL OR l.expires_on >= %(today)s)), 0) - sum(h.reserved)
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
JOIN company_warehouse AS w ON w.company_id = h.company_id AND w.id = p.warehouse_id
LEFT JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
WHERE h.company_id = %(company)s AND h.owner_id = %(owner)s AND h.product_id = ANY(%(products)s)
GROUP BY h.product_id, w.id, w.name, w.code
ORDER BY h.product_id, w.code
"""
#: Who holds stock of these products in the warehouse. ``own`` is held for the lines this document was carried from.
HOLDERS = """
SELECT r.product_id, r.document_id, d.type_code, d.number, coalesce(party.name, ''), sum(r.quantity),
       coalesce(sum(r.quantity) FILTER (WHERE r.line_id = ANY(%(sources)s)), 0) AS own
FROM inventory_reservation AS r
JOIN inventory_place AS p ON p.company_id = r.company_id AND p.id = r.place_id AND p.warehouse_id = %(warehouse)s
JOIN documents_document AS d ON d.company_id = r.company_id AND d.id = r.document_id
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
WHERE r.company_id = %(company)s AND r.product_id = ANY(%(products)s) AND r.quantity > 0
GROUP BY r.product_id, r.document_id, d.type_code, d.number, party.name
ORDER BY r.product_id, sum(r.quantity) DESC, r.document_id
"""
#: The last price of each product with the party: by base unit, as it was stated.
LAST_OF_PARTY = """
SELECT DISTINCT ON (l.product_id) l.product_id, l.price * l.unit_denominator / l.unit_numerator, d.price_mode,
       d.business_on, d.id, d.type_code, d.number, TRUE
FROM (
    SELECT id, price_mode, business_on, type_code, number FROM documents_document
    WHERE company_id = %(company)s AND party_id = %(party)s AND type_code = ANY(%(types)s)
      AND posted_at IS NOT NULL AND state NOT IN ('reversed', 'cancelled') AND NOT is_red
    ORDER BY business_on DESC, id DESC LIMIT %(documents_max)s
) AS d
JOIN documents_line AS l ON l.company_id = %(company)s AND l.document_id = d.id
WHERE l.product_id = ANY(%(products)s) AND l.price IS NOT NULL AND NOT l.is_gift
ORDER BY l.product_id, d.business_on DESC, d.id DESC, l.line_no DESC
"""
LAST_OF_ANYBODY = """
SELECT wanted.id, l.price * l.unit_denominator / l.unit_numerator, l.price_mode, l.business_on, l.document_id,
       l.type_code, l.number, FALSE
FROM unnest(%(products)s::bigint[]) AS wanted(id)
CROSS JOIN LATERAL (
    SELECT latest.*, d.price_mode, d.business_on, d.type_code, d.number
    FROM (
        SELECT price, unit_denominator, unit_numerator, is_gift, document_id, line_no FROM documents_line
        WHERE company_id = %(company)s AND product_id = wanted.id
        ORDER BY document_id DESC LIMIT %(lines_max)s
    ) AS latest
    JOIN documents_document AS d ON d.company_id = %(company)s AND d.id = latest.document_id
    WHERE latest.price IS NOT NULL AND NOT latest.is_gift AND d.type_code = ANY(%(types)s)
      AND d.posted_at IS NOT NULL AND d.state NOT IN ('reversed', 'cancelled') AND NOT d.is_red
    ORDER BY d.business_on DESC, d.id DESC, latest.line_no DESC LIMIT 1
) AS l
"""
#: What a unit cost when last there was stock (C5); of one pool where there are several, the warehouse's own first.
COSTS = """
SELECT DISTINCT ON (product_id) product_id,
       CASE WHEN quantity > 0 THEN amount / quantity ELSE last_amount / nullif(last_quantity, 0) END
FROM costing_pool
WHERE company_id = %(company)s AND product_id = ANY(%(products)s) AND warehouse_id IN (0, %(warehouse)s)
ORDER BY product_id, warehouse_id DESC
"""
PRODUCTS = """
SELECT p.id, u.id, u.name, u.precision, p.sale_price, p.purchase_price
FROM catalog_product AS p
JOIN catalog_unit AS u ON u.company_id = p.company_id AND u.id = p.base_unit_id
WHERE p.company_id = %(company)s AND p.id = ANY(%(products)s)
"""
#: D-SO: receivables, goods sent and not yet invoiced, and orders not yet sent, less what this document takes from them.
CREDIT = """
SELECT party.credit_limit,
       (SELECT coalesce(sum(residual), 0) FROM settlement_item AS i
        WHERE i.company_id = %(company)s AND i.party_id = %(party)s AND i.kind = 'ar' AND i.residual <> 0)
       - (SELECT coalesce(sum(round(l.amount_incl * taken.quantity / l.quantity_base, 2)), 0)  -- invoiced ahead (T11)
          FROM unnest(%(sources)s::bigint[], %(quantities)s::numeric[]) AS taken(line_id, quantity)
          JOIN documents_line AS named ON named.company_id = %(company)s AND named.id = taken.line_id
          JOIN documents_line AS l ON l.company_id = named.company_id  -- of a notice, the line of its invoice
           AND l.id = coalesce((named.data ->> 'invoice_line')::bigint, named.id)
          JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
           AND d.type_code = 'sales_invoice'
          WHERE l.data ? 'invoiced_ahead' AND l.quantity_base > 0),
       (SELECT coalesce(sum(round(l.amount_incl * greatest(0, abs(l.quantity_base) - coalesce(done.quantity, 0)
                                                              - coalesce(taken.quantity, 0))
                                  / nullif(abs(l.quantity_base), 0), 2)), 0)
        FROM documents_document AS d
        JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
        LEFT JOIN LATERAL (
            SELECT abs(sum(k.quantity)) AS quantity FROM documents_link AS k
            WHERE k.company_id = %(company)s AND k.source_line_id = l.id
              AND k.target_type = ANY(CASE WHEN d.type_code = 'sales_order'
                                           THEN ARRAY['sales_issue', 'gift_issue', 'sales_invoice']
                                           ELSE ARRAY['sales_invoice', 'sales_return'] END)
        ) AS done ON TRUE
        LEFT JOIN unnest(%(sources)s::bigint[], %(quantities)s::numeric[]) AS taken(line_id, quantity)
               ON taken.line_id = l.id
        WHERE d.company_id = %(company)s AND d.party_id = %(party)s
          AND (d.type_code = 'sales_order' AND d.state IN ('approved', 'partial')
               OR %(on_invoice)s AND d.type_code = 'sales_issue' AND d.state = 'posted'
                  AND NOT l.data ? 'invoiced_ahead'))
FROM parties_party AS party
WHERE party.company_id = %(company)s AND party.id = %(party)s
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is being typed: the party and warehouse, the products, and base quantities taken from upstream lines."""

    kind: DocumentType
    on: date
    party_id: int | None = None
    warehouse_id: int | None = None
    product_ids: Collection[int] = ()
    taken: Mapping[int, Decimal] = field(default_factory=dict)  # source line → base quantity
    due_on: date | None = None  # the day that goods are promised for
    today: date | None = None


def live_checks(actor: Actor, asked: Asked) -> Row:
    """``products`` and ``credit`` as ``ChecksAnswer`` has them. Needs the right to make the type. Writes nothing."""
    actor.must(f"{asked.kind.code}.create")
    bound: Row = {
        "company": actor.company_id,
        "party": asked.party_id or 0,
        "owner": asked.kind.owner_of(asked.party_id),
        "warehouse": asked.warehouse_id or 0,
        "products": sorted({*asked.product_ids}),
        "today": asked.today or asked.on,
        "sources": [*asked.taken],
        "quantities": [*asked.taken.values()],
    }
    products = _products(actor, asked, bound) if bound["products"] else []
    return {"products": products, "credit": _credit(actor, asked, bound)}


def _products(actor: Actor, asked: Asked, bound: Row) -> list[Row]:
    is_buying = asked.kind.party == "supplier"
    kits = parts_of(actor.company_id, bound["products"])
    stock = stock_with_kits(kits, bound)
    holders = _by_product(sql.rows(HOLDERS, bound)) if asked.warehouse_id and not bound["owner"] else {}
    prices = last_prices(actor, asked.kind, asked.party_id, bound["products"])
    costs: dict[int, Decimal | None] = dict(sql.rows(COSTS, bound)) if actor.may("cost.view") else {}
    sees_buying = actor.may(PURCHASE_PRICES)
    viewed = {kind.code for kind in registry().values() if may_view(actor, kind)}
    promises = _promises(actor, asked, bound["products"])
    agreed = {} if is_buying else agreed_prices(asked.on, bound)
    found = []
    others = units_of(actor.company_id, bound["products"])
    for pk, unit_id, unit, precision, sale_price, purchase_price in sql.rows(PRODUCTS, bound):
        list_price = (purchase_price if sees_buying else None) if is_buying else sale_price
        places = stock.get(pk, [])
        here = _here(places, asked.warehouse_id)
        held = holders.get(pk, [])
        own = sum((one[5] for one in held), Decimal(0))
        found.append(
            {
                "product": str(pk),
                "unit": unit,
                "base_unit": {"id": str(unit_id), "name": unit, "precision": precision},
                "units": [
                    {**one, "numerator": str(one["numerator"]), "denominator": str(one["denominator"])}
                    for one in others.get(pk, [])
                ],
                "on_hand": here[0],
                "reserved": here[1],
                "available": here[2] + own,
                "elsewhere": [
                    {"warehouse": {"id": str(one[0]), "name": one[1]}, "available": one[4]}
                    for one in places
                    if one[0] != asked.warehouse_id and one[4] > 0
                ],
                "holders": _holders(held, viewed),
                "last": prices.get(pk),
                "list_price": list_price,
                "cost": costs.get(pk),
                "promise": promises.get(pk),
                "agreed": agreed.get(pk, []),
            }
        )
    return found


PRICES = """
SELECT a.id, a.product_id, coalesce(a.party_id, 0), a.level, a.minimum, a.price, a.is_with_tax, a.valid_from,
       a.valid_to, coalesce((SELECT p.level FROM parties_party AS p
                             WHERE p.company_id = a.company_id AND p.id = %(party)s), '')
FROM parties_agreedprice AS a
WHERE a.company_id = %(company)s AND a.product_id = ANY(%(products)s) AND a.is_active AND a.currency = 'CNY'
  AND (a.party_id IS NULL OR a.party_id = %(party)s)
"""


def agreed_prices(on: date, bound: Row) -> dict[int, list[Row]]:
    """The price list for the customer on the day, by product: from which quantity which price, and whose it is."""
    by_product: dict[int, list[Agreed]] = {}
    level = ""
    for *row, their_level in sql.rows(PRICES, bound):
        by_product.setdefault(row[1], []).append(Agreed(*row))
        level = their_level
    return {
        product: [
            {
                "minimum": one.minimum,
                "price": exact_text(one.price),
                "is_with_tax": one.is_with_tax,
                "of": ("all", "level", "party")[one.closeness],
                "level": one.level,
            }
            for one in breaks(prices, bound["party"], level, on)
        ]
        for product, prices in by_product.items()
    }


def _promises(actor: Actor, asked: Asked, products: Collection[int]) -> dict[int, Row]:
    """What can be promised of each product by the day of an order, and when more can (Q4); nothing where the company
    does not look, and for what promises nothing.
    """
    today = asked.today or asked.on
    promises = asked.kind.is_order and asked.kind.party == "customer"
    if not promises or settings_on(actor.company_id, asked.on).atp_check == "OFF":
        return {}
    on = max(asked.due_on or today, today)
    found: dict[int, Row] = {}
    wholes = {pk: Outlook() for pk in products}
    for (product, warehouse), outlook in load_outlooks(actor.company_id, products, today).items():
        if asked.warehouse_id in (None, warehouse):
            wholes[product].add(outlook)
    kits = load_kit_outlooks(actor.company_id, products, today, asked.warehouse_id)
    told: dict[int, Outlook | KitOutlook] = {**wholes, **kits}
    for product, shown in told.items():
        days = shown.days(on)
        steps: list[Row] = []
        for day in days:
            quantity = shown.promisable(day)
            if not steps or quantity != steps[-1]["quantity"]:
                steps.append({"on": day, "quantity": quantity})
        found[product] = {"on": on, "quantity": steps[0]["quantity"], "later": steps[1:4]}
    return found


def stock_with_kits(kits: Mapping[int, Sequence[Part]], bound: Row) -> dict[int, list[tuple[Any, ...]]]:
    """Warehouse, name, on hand, reserved and available of each product; of a kit as many sets as its components are
    enough for (KT-01). One statement.
    """
    components = {part.component_id for parts in kits.values() for part in parts}
    stock = _by_product(sql.rows(STOCK, {**bound, "products": [*{*bound["products"], *components}]}))
    for kit, parts in kits.items():
        names = {one[0]: one[1] for part in parts for one in stock.get(part.component_id, ())}
        stock[kit] = []
        for warehouse, name in names.items():
            there = {pk: one for pk in components for one in stock.get(pk, ()) if one[0] == warehouse}
            on_hand = sets_of({pk: one[2] for pk, one in there.items()}, parts)
            available = sets_of({pk: one[4] for pk, one in there.items()}, parts)
            stock[kit].append((warehouse, name, on_hand, on_hand - available, available))
    return stock


def _here(places: list[tuple[Any, ...]], warehouse_id: int | None) -> tuple[Decimal, Decimal, Decimal]:
    """On hand, reserved and available in the warehouse; everywhere while none is chosen."""
    here = [one for one in places if warehouse_id in (None, one[0])]
    on_hand, reserved, available = (sum((one[at] for one in here), Decimal(0)) for at in (2, 3, 4))
    return on_hand, reserved, available


def _by_product(rows: sql.Rows) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return found


def _holders(held: list[tuple[Any, ...]], viewed: set[str]) -> list[Row]:
    """The largest reservations that are not this document's own; a document that may not be viewed has no name."""
    others = [one for one in held if one[4] > one[5]]
    return [
        {
            "document": {"id": str(pk), "type_code": type_code, "number": number}
            if type_code in viewed
            else None,
            "party": party if type_code in viewed else "",
            "quantity": quantity - own,
        }
        for pk, type_code, number, party, quantity, own in others[:HOLDERS_MAX]
    ]


#: Where prices agreed with a party stand, by its side of the business.
PRICED_BY_SIDE = {
    "customer": ("sales_order", "sales_issue", "sales_invoice"),
    "supplier": ("purchase_order", "purchase_receipt", "purchase_invoice"),
}


def last_prices(
    actor: Actor, kind: DocumentType, party_id: int | None, product_ids: Collection[int]
) -> dict[int, Row]:
    """The last price of each product with the party, else with anybody on the same side; of one base unit, as stated.

    Only from documents the actor may view with their money. Two statements.
    """
    types = [
        code
        for code in PRICED_BY_SIDE.get(kind.party, ())
        if (known := registry().get(code)) and may_view(actor, known) and not hides_money(actor, known)
    ]
    if not types or not product_ids:
        return {}
    bound: Row = {
        "company": actor.company_id,
        "party": party_id or 0,
        "types": types,
        "products": [*product_ids],
        "documents_max": PARTY_DOCUMENTS_MAX,
        "lines_max": PRODUCT_LINES_MAX,
    }
    found = {row[0]: _last(row) for row in sql.rows(LAST_OF_PARTY, bound)}
    bound["products"] = [pk for pk in product_ids if pk not in found]
    return found | {row[0]: _last(row) for row in sql.rows(LAST_OF_ANYBODY, bound)}


def _last(row: tuple[Any, ...]) -> Row:
    _, price, mode, on, document_id, type_code, number, is_same_party = row
    return {
        "price": exact_text(price.quantize(Decimal("0.00000001"))),
        "is_with_tax": mode == "INCL",
        "business_on": on,
        "document": {"id": str(document_id), "type_code": type_code, "number": number},
        "is_same_party": is_same_party,
    }


def _credit(actor: Actor, asked: Asked, bound: Row) -> Row | None:
    """The customer's limit and what is open; None for other parties, where none is set, and without the right."""
    if asked.kind.party != "customer" or not asked.party_id or not actor.may("parties.view"):
        return None
    policy = settings_on(actor.company_id, asked.on)
    rows = sql.rows(CREDIT, {**bound, "on_invoice": policy.revenue_mode != "ON_ISSUE"})
    if not rows or rows[0][0] is None:
        return None
    limit, receivable, on_the_way = rows[0]
    return {
        "limit": limit,
        "receivable": receivable,
        "on_the_way": on_the_way or ZERO_FEN,
        "left": limit - receivable - (on_the_way or ZERO_FEN),
        "check": policy.credit_check,
    }
