"""What the first day asks of the data: which steps are done (启用清单), and whether the opening balances agree (期初校验)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from hengku.company.models import Company
from hengku.identity.actor import Actor
from hengku.kit import sql
from hengku.opening.defaults import WALK_IN_CUSTOMER

# A document that was reversed, and the one that reversed it, are as if they had never been.
CHECKLIST: Final = """
SELECT
  (SELECT count(*) FROM catalog_product WHERE company_id = %(company)s),
  (SELECT count(*) FROM parties_party WHERE company_id = %(company)s AND code <> %(walk_in)s),
  d.opening_stock, d.opening_arap, d.vouchers, d.goods_in, d.goods_out
FROM (
  SELECT count(*) FILTER (WHERE type_code = 'opening_stock') AS opening_stock,
         count(*) FILTER (WHERE type_code = 'opening_arap') AS opening_arap,
         count(*) FILTER (WHERE type_code IN ('opening_gl', 'voucher')) AS vouchers,
         count(*) FILTER (WHERE type_code IN ('purchase_receipt', 'purchase_invoice')) AS goods_in,
         count(*) FILTER (WHERE type_code IN ('sales_issue', 'sales_invoice')) AS goods_out
  FROM documents_document
  WHERE company_id = %(company)s AND state = 'posted' AND reverses_id IS NULL) AS d
"""

#: (key, whether a company can do without it). In the order in which they are done.
STEPS: Final = (
    ("products", False),
    ("parties", False),
    ("opening_stock", True),
    ("opening_arap", True),
    ("opening_accounts", True),
    ("first_in", False),
    ("first_out", False),
)

# Both sides of every control account at the opening: what the documents list, and what the ledger holds. On the side
# of the ledger stands everything that was booked by opening documents, and by vouchers up to the first day.
OPENING_CHECK: Final = """
WITH papers AS (
  SELECT d.id, d.type_code FROM documents_document AS d
  WHERE d.company_id = %(company)s AND d.posted_at IS NOT NULL
    AND (d.type_code IN ('opening_stock', 'opening_arap', 'opening_gl')
         OR (d.type_code = 'voucher' AND d.business_on <= %(on)s))
), booked AS (
  SELECT l.account_id, sum(l.debit - l.credit) AS amount
  FROM ledger_entry AS e JOIN ledger_entryline AS l ON l.company_id = e.company_id AND l.entry_id = e.id
  WHERE e.company_id = %(company)s AND e.document_id IN (SELECT id FROM papers)
  GROUP BY l.account_id
), listed AS (
  SELECT r.account_id, sum(l.amount_net) AS amount, count(DISTINCT l.product_id) AS lines
  FROM documents_line AS l
  JOIN papers AS p ON p.id = l.document_id AND p.type_code = 'opening_stock'
  JOIN catalog_product AS g ON g.company_id = l.company_id AND g.id = l.product_id
  JOIN catalog_category AS c ON c.company_id = g.company_id AND c.id = g.category_id
  JOIN ledger_roleaccount AS r ON r.company_id = c.company_id AND r.role = c.inventory_role
  WHERE l.company_id = %(company)s GROUP BY r.account_id
  UNION ALL
  SELECT r.account_id, sum(CASE WHEN i.kind IN ('ar', 'prepay') THEN i.amount ELSE -i.amount END),
         count(DISTINCT i.party_id)
  FROM settlement_item AS i
  JOIN papers AS p ON p.id = i.document_id AND p.type_code = 'opening_arap'
  JOIN ledger_roleaccount AS r ON r.company_id = i.company_id AND r.role = i.kind
  WHERE i.company_id = %(company)s GROUP BY r.account_id
), control AS (
  SELECT DISTINCT account_id, CASE WHEN role IN ('merchandise', 'raw_material', 'turnover_material')
                                   THEN 'stock' ELSE 'arap' END AS part
  FROM ledger_roleaccount WHERE company_id = %(company)s
   AND role IN ('merchandise', 'raw_material', 'turnover_material', 'ar', 'ap', 'advance_received', 'prepay')
)
SELECT c.part, a.code, a.name, coalesce((SELECT sum(x.lines) FROM listed AS x WHERE x.account_id = a.id), 0)::bigint,
       coalesce((SELECT sum(x.amount) FROM listed AS x WHERE x.account_id = a.id), 0), coalesce(b.amount, 0)
FROM control AS c
JOIN ledger_account AS a ON a.company_id = %(company)s AND a.id = c.account_id
LEFT JOIN booked AS b ON b.account_id = a.id
UNION ALL
SELECT 'other', a.code, a.name, 0, b.amount, b.amount
FROM booked AS b JOIN ledger_account AS a ON a.company_id = %(company)s AND a.id = b.account_id
WHERE b.amount <> 0 AND a.id NOT IN (SELECT account_id FROM control)
ORDER BY 2
"""
_PARTS: Final = ("stock", "arap", "other")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the first day. ``count`` is how many there are; nothing is ticked by hand."""

    key: str
    count: int
    is_optional: bool

    @property
    def is_done(self) -> bool:
        """Whether the data say so."""
        return self.count > 0


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A control account at the opening: debit minus credit, as the documents list it and as the ledger holds it."""

    part: str  # stock, arap, or other for accounts that only the ledger knows
    account_code: str
    account_name: str
    lines: int  # products or parties behind it
    listed: Decimal
    booked: Decimal

    @property
    def difference(self) -> Decimal:
        """Ledger minus documents; 0.00 when they agree."""
        return self.booked - self.listed


@dataclass(frozen=True, slots=True)
class OpeningCheck:
    """期初校验 (D-OPNS, MD-08). ``debit`` and ``credit`` are the sums of all opening balances."""

    on: date
    rows: list[CheckRow]

    @property
    def debit(self) -> Decimal:
        """Sum of all debit balances."""
        return sum((row.booked for row in self.rows if row.booked > 0), Decimal("0.00"))

    @property
    def credit(self) -> Decimal:
        """Sum of all credit balances, above zero."""
        return -sum((row.booked for row in self.rows if row.booked < 0), Decimal("0.00"))

    @property
    def is_right(self) -> bool:
        """Whether every row agrees and both sides are even."""
        return self.debit == self.credit and not any(row.difference for row in self.rows)


def checklist(actor: Actor) -> list[Step]:
    """启用清单: the steps of the first day with what the data hold. Needs ``company.view``. One query."""
    actor.must("company.view")
    values = {"company": actor.company_id, "walk_in": WALK_IN_CUSTOMER.code}
    (counts,) = sql.rows(CHECKLIST, values)
    return [Step(key, count, optional) for (key, optional), count in zip(STEPS, counts, strict=True)]


def opening_check(actor: Actor) -> OpeningCheck:
    """Whether stock, open items and accounts began with the same figures. Needs ``ledger.view`` and ``cost.view``."""
    actor.must("ledger.view")
    actor.must("cost.view")
    return opening_of(actor.company_id)


def opening_of(company_id: int) -> OpeningCheck:
    """The same for who only asks whether it agrees: before the first month closes."""
    on = Company.objects.values_list("started_on", flat=True).get(pk=company_id)
    found = sql.rows(OPENING_CHECK, {"company": company_id, "on": on})
    found.sort(key=lambda row: _PARTS.index(row[0]))
    return OpeningCheck(on, [CheckRow(*row) for row in found])
