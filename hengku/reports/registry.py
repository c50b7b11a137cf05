"""All reports, in menu order."""

from __future__ import annotations

from hengku.reports.ledger import ACCOUNT_LEDGER, TRIAL_BALANCE, VOUCHER, VOUCHERS
from hengku.reports.margin import GROSS_PROFIT
from hengku.reports.owed import AP_AGING, AR_AGING, OPEN_ITEMS
from hengku.reports.stock import STOCK, STOCK_LEDGER, STOCK_SUMMARY

REPORTS = {
    report.name: report
    for report in (
        STOCK,
        STOCK_SUMMARY,
        STOCK_LEDGER,
        AR_AGING,
        AP_AGING,
        OPEN_ITEMS,
        GROSS_PROFIT,
        TRIAL_BALANCE,
        ACCOUNT_LEDGER,
        VOUCHERS,
        VOUCHER,
    )
}
