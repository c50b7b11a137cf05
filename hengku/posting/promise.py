"""可承诺量 (Q4) of products in warehouses: what is free, what comes and what is wanted, and the check of an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengku.catalog.bill_rules import Part, sets_of
from hengku.catalog.queries_bills import parts_of
from hengku.inventory.promise_rules import Expected, first_day, promisable
from hengku.kit import sql
from hengku.kit.errors import Refused

if TYPE_CHECKING:
    from hengku.posting.decide import Batch

ZERO = Decimal(0)
Spot = tuple[int, int]  # product, warehouse

FREE = """
SELECT h.product_id, p.warehouse_id, sum(h.quantity), sum(h.reserved),
       coalesce(sum(h.quantity) FILTER (
           WHERE h.status = 'available' AND (l.expires_on IS NULL OR l.expires_on >= %(today)s)), 0) - sum(h.reserved)
FROM inventory_onhand AS h
JOIN inventory_place AS p ON p.company_id = h.company_id AND p.id = h.place_id AND p.role = 'stock'
LEFT JOIN inventory_lot AS l ON l.company_id = h.company_id AND l.id = h.lot_id
WHERE h.company_id = %(company)s AND h.product_id = ANY(%(products)s) AND h.owner_id = 0
GROUP BY h.product_id, p.warehouse_id
"""
#: Purchase orders in force with a day (Q3a), sales orders in force as far as nothing is reserved (Q3e), and goods sent
#: to a warehouse with a day on which they are expected there (Q3b); for those only products are looked at that are on
#: their way at all.
EXPECTED = """
SELECT l.product_id, d.warehouse_id, d.type_code, d.id, d.number, coalesce(party.name, ''), d.due_on, w.quantity, false
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id AND l.product_id = ANY(%(products)s)
LEFT JOIN parties_party AS party ON party.company_id = d.company_id AND party.id = d.party_id
CROSS JOIN LATERAL (
    SELECT l.quantity_base
           - coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                       WHERE k.company_id = l.company_id AND k.source_line_id = l.id
                         AND k.target_type IN ('purchase_receipt', 'sales_issue')), 0)
           - coalesce((SELECT sum(n.quantity) FROM documents_notices(l.company_id, l.id) AS n), 0)
           - coalesce((SELECT sum(r.quantity) FROM inventory_reservation AS r
                       WHERE r.company_id = l.company_id AND r.line_id = l.id), 0) AS quantity
) AS w
WHERE d.company_id = %(company)s AND d.type_code IN ('purchase_order', 'sales_order')
  AND d.state IN ('approved', 'partial') AND d.warehouse_id IS NOT NULL AND w.quantity > 0
  AND (d.type_code = 'sales_order' OR d.due_on IS NOT NULL)
UNION ALL
SELECT l.product_id, d.warehouse_to_id, d.type_code, d.id, d.number, w.name, d.due_on, t.quantity, false
FROM documents_line AS l
JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id AND d.type_code = 'transfer_out'
                            AND d.state = 'posted' AND d.due_on IS NOT NULL AND d.reverses_id IS NULL
JOIN company_warehouse AS w ON w.company_id = d.company_id AND w.id = d.warehouse_id
CROSS JOIN LATERAL (
    SELECT l.quantity_base - coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                                       WHERE k.company_id = l.company_id AND k.source_line_id = l.id
                                         AND k.target_type = 'transfer_in'), 0) AS quantity
) AS t
WHERE l.company_id = %(company)s AND t.quantity > 0 AND l.product_id = ANY(ARRAY(
    SELECT h.product_id FROM inventory_place AS p
    JOIN inventory_onhand AS h ON h.company_id = p.company_id AND h.place_id = p.id
    WHERE p.company_id = %(company)s AND p.role = 'transit' AND h.product_id = ANY(%(products)s) AND h.quantity > 0))
UNION ALL
-- what orders make, with a day (Q3c), and what of their components nothing is held for (Q3e), wanted when they start;
-- of those for a processor nothing: they leave when they are issued (1.10)
SELECT l.product_id, CASE WHEN is_part THEN d.warehouse_to_id ELSE d.warehouse_id END, d.type_code, d.id, d.number, '',
       CASE WHEN is_part THEN coalesce((d.data ->> 'start_on')::date, d.due_on) ELSE d.due_on END, w.quantity, is_part
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id AND l.product_id = ANY(%(products)s)
CROSS JOIN LATERAL (SELECT l.data ->> 'part' = 'component' AS is_part) AS kind
CROSS JOIN LATERAL (
    SELECT l.quantity_base
           - coalesce((SELECT sum(k.quantity) FROM documents_link AS k
                       WHERE k.company_id = l.company_id AND k.source_line_id = l.id
                         AND k.target_type = ANY(%(makers)s)), 0)
           - coalesce((SELECT sum(r.quantity) FROM inventory_reservation AS r
                       WHERE r.company_id = l.company_id AND r.line_id = l.id), 0) AS quantity
) AS w
WHERE d.company_id = %(company)s AND d.type_code = ANY(%(making)s) AND d.state IN ('approved', 'partial')
  AND w.quantity > 0
  AND CASE WHEN is_part THEN d.type_code = 'production_order'
           ELSE l.data ->> 'part' = 'product' AND d.due_on IS NOT NULL END
ORDER BY 7, 4
"""
#: Orders that make goods, and what carries their lines on; an order line of theirs says which part it is.
MAKING: Final = ("production_order", "outsource_order")
MAKERS: Final = ("production_receipt", "material_issue", "outsource_receipt")


@dataclass(eq=False)
class NotPromisable(Refused):
    """D-SO: more is asked for than can be promised by its day (Q4)."""

    product: str
    asked: Decimal
    promisable: Decimal
    on: date
    first_on: str
    text = "「{product}」{on} 只能承诺 {promisable},本单要 {asked}。最早可供日期:{first_on}。请改交货日期、改小数量或先采购。"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that will bring or take: ``quantity`` > 0, in base units."""

    type_code: str
    document_id: int
    number: str
    party: str
    on: date
    quantity: Decimal
    is_part: bool = False  # wanted by an order that makes something else of it

    @property
    def is_supply(self) -> bool:
        """Whether it brings."""
        return self.type_code in ("purchase_order", "transfer_out", *MAKING) and not self.is_part


@dataclass(slots=True)
class Outlook:
    """A product in a warehouse, or in all of them: what there is and what is to come."""

    on_hand: Decimal = ZERO
    reserved: Decimal = ZERO
    available: Decimal = ZERO
    entries: list[Entry] = field(default_factory=list)

    @property
    def supplies(self) -> list[Expected]:
        """What comes."""
        return [Expected(one.on, one.quantity) for one in self.entries if one.is_supply]

    @property
    def demands(self) -> list[Expected]:
        """What is wanted and not reserved."""
        return [Expected(one.on, one.quantity) for one in self.entries if not one.is_supply]

    def promisable(self, on: date) -> Decimal:
        """ATP on a day (Q4)."""
        return promisable(self.available, self.supplies, self.demands, on)

    def first_day(self, quantity: Decimal, since: date) -> date | None:
        """The first day on which so much can be promised."""
        return first_day(self.available, self.supplies, self.demands, quantity, since)

    def days(self, since: date) -> list[date]:
        """``since``, and the days after it on which something comes or goes."""
        return sorted({since, *(one.on for one in self.entries if one.on > since)})

    def add(self, other: Outlook) -> None:
        """Count another warehouse in."""
        self.on_hand += other.on_hand
        self.reserved += other.reserved
        self.available += other.available
        self.entries = sorted([*self.entries, *other.entries], key=lambda one: (one.on, one.document_id))


@dataclass(slots=True)
class KitOutlook:
    """A kit in a warehouse, or in all of them: as many sets as there is of the component there is least of (Q4)."""

    parts: list[Part]
    outlooks: dict[int, Outlook] = field(default_factory=dict)  # by component

    def of(self, component_id: int) -> Outlook:
        """The outlook of a component; an empty one where it never moved."""
        return self.outlooks.setdefault(component_id, Outlook())

    def sets(self, told: Callable[[Outlook], Decimal]) -> Decimal:
        """So many sets as ``told`` of each component is enough for."""
        return sets_of(
            {part.component_id: told(self.of(part.component_id)) for part in self.parts}, self.parts
        )

    def promisable(self, on: date) -> Decimal:
        """ATP on a day: of whole sets."""
        return self.sets(lambda outlook: outlook.promisable(on))

    def days(self, since: date) -> list[date]:
        """``since``, and the days after it on which a component comes or goes."""
        return sorted({since, *(e.on for one in self.outlooks.values() for e in one.entries if e.on > since)})


def load_kit_outlooks(
    company_id: int, products: Iterable[int], today: date, warehouse_id: int | None
) -> dict[int, KitOutlook]:
    """Outlooks of the kits among ``products``, in one warehouse or all (None). One statement where there are none."""
    kits = {kit: KitOutlook(parts) for kit, parts in parts_of(company_id, products).items()}
    if not kits:
        return {}
    components = {part.component_id for kit in kits.values() for part in kit.parts}
    for (product, warehouse), outlook in load_outlooks(company_id, components, today).items():
        if warehouse_id in (None, warehouse):
            for kit in kits.values():
                if any(part.component_id == product for part in kit.parts):
                    kit.of(product).add(outlook)
    return kits


def load_outlooks(company_id: int, products: Iterable[int], today: date) -> dict[Spot, Outlook]:
    """Outlooks by (product, warehouse). What should have come or gone already is told as today. Two statements."""
    bound = {"company": company_id, "products": [*products], "today": today, "making": [*MAKING], "makers": [*MAKERS]}
    found: dict[Spot, Outlook] = {}
    for product, warehouse, on_hand, reserved, available in sql.rows(FREE, bound):
        found[product, warehouse] = Outlook(on_hand, reserved, available)
    for product, warehouse, type_code, pk, number, party, due_on, quantity, is_part in sql.rows(EXPECTED, bound):
        entry = Entry(type_code, pk, number, party, max(due_on or today, today), quantity, is_part)
        found.setdefault((product, warehouse), Outlook()).entries.append(entry)
    for outlook in found.values():
        outlook.entries.sort(key=lambda one: (one.on, one.document_id))
    return found


def check_promises(batch: Batch, *, today: date) -> None:
    """Put a problem to every order line that asks for more than can be promised by its day, where the company refuses
    that. Its balances are locked by then, so that two orders cannot both be promised the last piece.
    """
    asking = [job for job in batch.jobs if job.effects.holds and batch.policies[job.on].atp_check == "REFUSE"]
    if not asking:
        return
    products = {hold.line.product_id or 0 for job in asking for hold in job.effects.holds}
    outlooks = load_outlooks(batch.company_id, products, today)
    for job in asking:
        due = max(job.paper.due_on or today, today)
        for hold in job.effects.holds:
            product = hold.line.product_id or 0
            outlook = outlooks.setdefault((product, hold.warehouse_id), Outlook())
            least = outlook.promisable(due)
            if least < hold.quantity:
                first = outlook.first_day(hold.quantity, due)
                refused = NotPromisable(
                    product=batch.reference.products[product].name,
                    asked=hold.quantity,
                    promisable=least,
                    on=due,
                    first_on=str(first) if first else "未知(已知的供应不够)",
                )
                job.problems.append(refused.at(line_no=hold.line.line_no, field="quantity"))
            outlook.entries.append(Entry("sales_order", 0, "", "", due, hold.quantity))
