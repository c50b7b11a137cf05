"""The books of invoices: what suppliers invoiced us, and what we invoiced customers, with their tax (R-42, R-43)."""

from __future__ import annotations

from typing import Final

from hengku.identity.roles import PURCHASE_PRICES
from hengku.reports.columns import CUSTOMER, CUSTOMER_NAME, FROM, LINE_HEAD, SUPPLIER, SUPPLIER_NAME, TO
from hengku.reports.declaration import Column, ReportType
from hengku.reports.stock import to_document
from hengku.reports.words import label_documents

#: Documents that bring an invoice of a supplier.
INPUT_TYPES: Final = ("purchase_invoice", "purchase_invoice_red", "ap_bill", "landed_cost", "expense")
HEAD: Final = (
    *LINE_HEAD,
    Column("invoice_number", "发票号码", "Invoice number", "text"),
)
AMOUNTS: Final = (
    Column("amount_net", "金额", "Net", "amount", total="amount_net"),
    Column("amount_tax", "税额", "Tax", "amount", total="amount_tax"),
    Column("amount_incl", "价税合计", "With tax", "amount", total="amount_incl"),
)

#: Its 可抵扣 column adds up to the movement of 进项税额 (R-42, T5).
INPUT_INVOICES = ReportType(
    name="input_invoices",
    label="进项发票台账",
    label_en="Invoices received",
    parameters=(FROM, TO, SUPPLIER),
    columns=(
        *HEAD,
        SUPPLIER_NAME,
        Column("tax_number", "税号", "Tax number", "text"),
        Column("tax_codes", "税码", "Tax codes", "text"),
        *AMOUNTS,
        Column("deducted", "记入进项税额", "Deducted", "amount", total="deducted"),
        Column("month", "抵扣期", "Month", "text"),
    ),
    statement="input_invoices",
    order_by="business_on, number",
    needs=("reports.view", "purchase_invoice.view", PURCHASE_PRICES),
    bind=lambda bound: {**bound, "types": list(INPUT_TYPES)},
    finish=label_documents,
    link=to_document,
    groups=("party", "month"),
)

#: By rate of tax; the amounts are those of the invoices (R-43).
OUTPUT_INVOICES = ReportType(
    name="output_invoices",
    label="销项发票台账",
    label_en="Invoices issued",
    parameters=(FROM, TO, CUSTOMER),
    columns=(
        *HEAD,
        CUSTOMER_NAME,
        Column("tax_number", "税号", "Tax number", "text"),
        Column("tax_code", "税码", "Tax code", "text"),
        Column("rate_label", "税率", "Rate", "text"),
        *AMOUNTS,
    ),
    statement="output_invoices",
    order_by="business_on, number, tax_rate DESC",
    needs=("reports.view", "sales_invoice.view"),
    finish=label_documents,
    link=to_document,
    groups=("rate_label", "party"),
)
