"""What is left open at the end of a month, counted for the list before closing (domain.md 4.3, checks 10, 12–19, 26).

Every count is of the whole company: who closes a month answers for all of it. ``on`` is the last day of the month, or
today while the month is still running.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from hengku.kit import sql

#: 4.3 check 14: estimates that are older are asked about; the book names the number.
ESTIMATE_DAYS: Final = 180

LATE_TRANSFERS: Final = """
SELECT count(DISTINCT d.id)
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s AND d.type_code = 'transfer_out' AND d.state = 'posted' AND d.reverses_id IS NULL
  AND d.business_on < %(since)s
  AND l.quantity_base > coalesce((
      SELECT sum(k.quantity) FROM documents_link AS k
      WHERE k.company_id = l.company_id AND k.source_line_id = l.id AND k.target_type = 'transfer_in'), 0)
"""
LATE_LOANS: Final = """
SELECT count(DISTINCT d.id)
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
WHERE d.company_id = %(company)s AND d.type_code = 'loan_out' AND d.state = 'posted' AND d.reverses_id IS NULL
  AND d.due_on < %(on)s
  AND l.quantity_base > coalesce((
      SELECT sum(k.quantity) FROM documents_link AS k
      WHERE k.company_id = l.company_id AND k.source_line_id = l.id
        AND k.target_type IN ('loan_return', 'sales_issue')), 0)
"""
OLD_ESTIMATES: Final = """
SELECT count(*) FROM settlement_item
WHERE company_id = %(company)s AND kind = 'ap_estimated' AND residual <> 0 AND business_on < %(since)s
"""
#: Money that came or went and was not set against what it was for. Money in advance waits for its goods: not meant.
UNAPPLIED: Final = """
SELECT count(*)
FROM settlement_item AS i
JOIN documents_document AS d ON d.company_id = i.company_id AND d.id = i.document_id
WHERE i.company_id = %(company)s AND i.kind IN ('ar', 'ap') AND i.residual <> 0 AND i.business_on <= %(on)s
  AND d.type_code IN ('receipt', 'payment')
"""
#: Parties that were paid in advance and are owed to as well, or paid us in advance and owe us.
BOTH_SIDES: Final = """
SELECT count(*) FROM (
    SELECT party_id FROM settlement_item
    WHERE company_id = %(company)s AND residual > 0 AND business_on <= %(on)s
      AND kind IN ('ar', 'advance_received', 'ap', 'prepay')
    GROUP BY party_id
    HAVING bool_or(kind = 'ar') AND bool_or(kind = 'advance_received')
        OR bool_or(kind = 'ap') AND bool_or(kind = 'prepay')
) AS party
"""
BALANCE: Final = """
SELECT r.account_id,
       coalesce((SELECT sum(l.debit - l.credit) FROM ledger_entryline AS l
                 WHERE l.company_id = r.company_id AND l.account_id = r.account_id AND l.business_on <= %(on)s), 0)
FROM ledger_roleaccount AS r
WHERE r.company_id = %(company)s AND r.role = %(role)s
"""
CASH_BELOW_ZERO: Final = """
SELECT f.id
FROM parties_fundaccount AS f
JOIN ledger_entryline AS l ON l.company_id = f.company_id AND l.fund_account_id = f.id AND l.business_on <= %(on)s
WHERE f.company_id = %(company)s AND f.role = 'cash'
GROUP BY f.id
HAVING sum(l.debit - l.credit) < 0
ORDER BY f.id
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """What stands on the account of a role: 借 above zero. ``account_id`` 0 where the company has none for it."""

    account_id: int
    amount: Decimal


def late_transfers(company_id: int, *, on: date, days: int) -> int:
    """Transfers that were sent more than ``days`` ago and have not wholly arrived (check 12)."""
    return _count(LATE_TRANSFERS, company=company_id, since=on - timedelta(days=days))


def late_loans(company_id: int, *, on: date) -> int:
    """Loans of ours that were due back before that day (check 12)."""
    return _count(LATE_LOANS, company=company_id, on=on)


def old_estimates(company_id: int, *, on: date) -> int:
    """Receipts whose invoice has not come in 180 days (check 14)."""
    return _count(OLD_ESTIMATES, company=company_id, since=on - timedelta(days=ESTIMATE_DAYS))


def unapplied(company_id: int, *, on: date) -> int:
    """Receipts and payments that are not wholly set against what they were for (check 15)."""
    return _count(UNAPPLIED, company=company_id, on=on)


def on_both_sides(company_id: int, *, on: date) -> int:
    """Parties with money in advance beside what is owed on the same side (check 15)."""
    return _count(BOTH_SIDES, company=company_id, on=on)


def balance_of(company_id: int, role: str, *, on: date) -> Balance:
    """What stands on the account of a role at the end of a day (checks 16, 17, 18)."""
    rows = sql.rows(BALANCE, {"company": company_id, "role": role, "on": on})
    return Balance(*rows[0]) if rows else Balance(0, Decimal(0))


def cash_below_zero(company_id: int, *, on: date) -> list[int]:
    """Cash boxes from which more went out than there was (check 10): ids of fund accounts."""
    return [row[0] for row in sql.rows(CASH_BELOW_ZERO, {"company": company_id, "on": on})]


def _count(statement: str, **bound: object) -> int:
    return int(sql.rows(statement, bound)[0][0])
