"""All reports, in menu order."""

from __future__ import annotations

from hengku.reports.analysis import (
    ABC,
    MOVEMENT_LINES,
    MOVEMENT_TYPES,
    STOCK_AGE,
    STOCK_LIMITS,
    STOCK_TURNOVER,
)
from hengku.reports.buying import (
    AP_TURNOVER,
    EXCHANGES_WAITING,
    NEVER_RECEIVED,
    PAYMENT_PLAN,
    PURCHASE_EXECUTION,
    PURCHASE_MATCH,
    PURCHASE_PRICES_REPORT,
    SUPPLIER_SCORES,
)
from hengku.reports.corrections import CORRECTION_LINES, CORRECTIONS, MISUSE
from hengku.reports.costing import RECOSTS
from hengku.reports.counting import COUNT_DIFFERENCES, LOSSES, STOCK_ACCURACY
from hengku.reports.custody import CONSIGNED_OUT, HELD_FOR_OTHERS, LOANS_OUT, OUTSOURCED
from hengku.reports.dishes import DISH_COSTS, DISH_USE
from hengku.reports.expenses import EXPENSE_LINES
from hengku.reports.invoice_books import INPUT_INVOICES, OUTPUT_INVOICES
from hengku.reports.ledger import ACCOUNT_LEDGER, TRIAL_BALANCE, VOUCHER, VOUCHERS
from hengku.reports.lots import LOT_EXPIRY, NEAR_EXPIRY, SERIALS
from hengku.reports.making import OUTSOURCE_USE, PRODUCTION_ORDERS
from hengku.reports.money import FUND_ACCOUNTS, FUND_DAYS, FUND_LEDGER, STATEMENT
from hengku.reports.orders import (
    INVOICED_NOT_ISSUED,
    ISSUED_NOT_INVOICED,
    OPEN_PURCHASE_ORDERS,
    OPEN_SALES_ORDERS,
    RECEIVED_NOT_INVOICED,
    SLOW_STOCK,
)
from hengku.reports.oversight import ENTRIES_AGREE, OPERATIONS
from hengku.reports.owed import AP_AGING, AR_AGING, OPEN_ITEMS
from hengku.reports.planning import REPLENISHMENT, XYZ
from hengku.reports.selling import NEGATIVE_MARGIN, SALES_EXECUTION, TRANSFERS_ON_THE_WAY
from hengku.reports.stock import STOCK, STOCK_LEDGER, STOCK_SUMMARY
from hengku.reports.store_days import STORE_DAYS
from hengku.reports.stores import STORE_DELIVERY, STORE_DELIVERY_LINES
from hengku.reports.trade import GROSS_PROFIT, PURCHASE_LINES, PURCHASE_STATS, SALES_LINES, SALES_STATS
from hengku.reports.trend import STOCK_TREND

REPORTS = {
    report.name: report
    for report in (
        STOCK,
        STOCK_SUMMARY,
        STOCK_LEDGER,
        RECOSTS,
        STOCK_TREND,
        SLOW_STOCK,
        STOCK_AGE,
        STOCK_TURNOVER,
        ABC,
        XYZ,
        STOCK_LIMITS,
        REPLENISHMENT,
        MOVEMENT_TYPES,
        MOVEMENT_LINES,
        TRANSFERS_ON_THE_WAY,
        STORE_DELIVERY,
        STORE_DELIVERY_LINES,
        STORE_DAYS,
        DISH_COSTS,
        DISH_USE,
        COUNT_DIFFERENCES,
        STOCK_ACCURACY,
        LOSSES,
        LOT_EXPIRY,
        NEAR_EXPIRY,
        SERIALS,
        LOANS_OUT,
        CONSIGNED_OUT,
        PRODUCTION_ORDERS,
        OUTSOURCED,
        OUTSOURCE_USE,
        HELD_FOR_OTHERS,
        SALES_STATS,
        SALES_LINES,
        GROSS_PROFIT,
        NEGATIVE_MARGIN,
        SALES_EXECUTION,
        OPEN_SALES_ORDERS,
        ISSUED_NOT_INVOICED,
        INVOICED_NOT_ISSUED,
        PURCHASE_STATS,
        PURCHASE_LINES,
        OPEN_PURCHASE_ORDERS,
        PURCHASE_EXECUTION,
        NEVER_RECEIVED,
        EXCHANGES_WAITING,
        RECEIVED_NOT_INVOICED,
        PURCHASE_MATCH,
        PURCHASE_PRICES_REPORT,
        SUPPLIER_SCORES,
        PAYMENT_PLAN,
        AP_TURNOVER,
        AR_AGING,
        AP_AGING,
        OPEN_ITEMS,
        STATEMENT,
        FUND_LEDGER,
        FUND_ACCOUNTS,
        EXPENSE_LINES,
        FUND_DAYS,
        INPUT_INVOICES,
        OUTPUT_INVOICES,
        TRIAL_BALANCE,
        ACCOUNT_LEDGER,
        VOUCHERS,
        VOUCHER,
        CORRECTIONS,
        MISUSE,
        CORRECTION_LINES,
        OPERATIONS,
        ENTRIES_AGREE,
    )
}
