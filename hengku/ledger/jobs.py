"""凭证 made from entries, off the posting path: posting must not queue for a gapless number."""

from __future__ import annotations

from datetime import datetime

import psycopg
from django.db import IntegrityError, transaction

from hengku.kit import sql

# Every entry that has no voucher gets one of its own (PER_DOC, R4), numbered on from the last of its month,
# in the order of business date and posting. Two runs at once: the second meets the counter's new value and
# the unique key, and writes nothing.
MAKE_VOUCHERS = """
WITH fresh AS (
    SELECT e.id, e.business_on, date_trunc('month', e.business_on)::date AS month, e.summary,
           row_number() OVER (PARTITION BY date_trunc('month', e.business_on) ORDER BY e.business_on, e.id) AS n
    FROM ledger_entry AS e
    WHERE e.company_id = %(company)s AND NOT EXISTS (
        SELECT 1 FROM ledger_voucherentry AS v WHERE v.company_id = e.company_id AND v.entry_id = e.id)
), counter AS (
    INSERT INTO documents_counter (company_id, kind, day, last)
    SELECT %(company)s, '记', month, count(*) FROM fresh GROUP BY month ORDER BY month
    ON CONFLICT (company_id, kind, day) DO UPDATE SET last = documents_counter.last + excluded.last
    RETURNING day, last
), numbered AS (
    SELECT f.*, c.last - max(f.n) OVER (PARTITION BY f.month) + f.n AS number
    FROM fresh AS f JOIN counter AS c ON c.day = f.month
), voucher AS (
    INSERT INTO ledger_voucher (company_id, month, word, number, business_on, summary, made_at)
    SELECT %(company)s, month, '记', number, business_on, summary, %(now)s FROM numbered ORDER BY month, number
    RETURNING id, month, number
)
INSERT INTO ledger_voucherentry (company_id, voucher_id, entry_id)
SELECT %(company)s, v.id, n.id FROM voucher AS v JOIN numbered AS n ON n.month = v.month AND n.number = v.number
"""


def number_entries(*, company_id: int, now: datetime) -> int:
    """The same inside the caller's transaction, which keeps postings out: what closing a month does last."""
    try:
        with transaction.atomic():
            return sql.run(MAKE_VOUCHERS, {"company": company_id, "now": now})
    except (IntegrityError, psycopg.IntegrityError):
        return 0  # another run was faster, and has committed


@transaction.atomic(durable=True)
def _make(company_id: int, now: datetime) -> int:
    return sql.run(MAKE_VOUCHERS, {"company": company_id, "now": now})


def make_vouchers(*, company_id: int, now: datetime) -> int:
    """Give every entry without a voucher one, numbered without gaps by month (1.1.3, I23). Returns how many
    were made.

    Locks the month's counter until commit. Idempotent: what another run made in the meantime is left alone.
    """
    try:
        return _make(company_id, now)
    except (IntegrityError, psycopg.IntegrityError):
        return 0  # another run was faster; the next one finds what is left
