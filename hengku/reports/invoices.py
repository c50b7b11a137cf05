"""Invoices by direction, year and tax rate, from the posted documents (R-42, R-43)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hengku.kit import sql

TOTALS = """
SELECT CASE WHEN d.type_code LIKE 'purchase%%' THEN 'in' ELSE 'out' END AS direction,
       extract(year FROM d.business_on)::int AS year, t.rate, count(DISTINCT d.id), sum(l.amount_net), sum(l.amount_tax)
FROM documents_document AS d
JOIN documents_line AS l ON l.company_id = d.company_id AND l.document_id = d.id
LEFT JOIN catalog_taxcode AS t ON t.company_id = l.company_id AND t.id = l.tax_code_id
WHERE d.company_id = %s AND d.posted_at IS NOT NULL
  AND d.type_code IN ('purchase_invoice', 'purchase_invoice_red', 'sales_invoice', 'sales_invoice_red')
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class InvoiceTotal:
    """Net and tax of one direction, year and rate, in yuan; red invoices taken off. ``rate`` None: no tax code fits."""

    direction: str  # in: from suppliers, out: to customers
    year: int
    rate: Decimal | None
    invoices: int
    net: Decimal
    tax: Decimal


def invoice_totals(company_id: int) -> list[InvoiceTotal]:
    """All of a company's invoices. One statement, read only."""
    return [InvoiceTotal(*row) for row in sql.rows(TOTALS, (company_id,))]
