"""费用明细: what was spent, line by line, to be added up by item, department, person or month."""

from __future__ import annotations

from typing import Any, Final

from hengku.company.queries_dictionary import words_of
from hengku.reports.columns import DATE, FROM, NUMBER, TO
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.stock import to_document
from hengku.treasury.types.expense import EXPENSE_ITEM

#: Where lines that say no department, or nobody who is paid, are added up.
NOBODY: Final = "(未指定)"


def bind_expenses(bound: Row) -> Row:
    """The items with their names, as the company calls them now."""
    words: list[Any] = words_of(bound["company_id"], EXPENSE_ITEM.listed)
    return {**bound, "codes": [one.code for one in words], "names": [one.name for one in words], "nobody": NOBODY}


#: 记入费用 = what 费用单 debited to accounts of expense: 价税合计 less what of it was booked to 进项税额 (T5).
EXPENSE_LINES = ReportType(
    name="expense_lines",
    label="费用明细",
    label_en="Expenses",
    parameters=(
        FROM,
        TO,
        Parameter("party", "报销人", "Payee", "supplier"),
        Parameter(
            "paid",
            "付款",
            "Paid",
            "choice",
            choices=(Choice("at_once", "直接付款", "At once"), Choice("later", "挂账", "Owed")),
        ),
    ),
    columns=(
        DATE,
        NUMBER,
        Column("expense_item", "费用项目", "Expense item", "text"),
        Column("department", "部门", "Department", "text"),
        Column("payee", "报销人", "Payee", "text"),
        Column("fund_account", "付款账户", "Paid from", "text"),
        Column("invoice_number", "发票号码", "Invoice number", "text"),
        Column("remark", "备注", "Remark", "text"),
        Column("amount_incl", "价税合计", "With tax", "amount", total="amount_incl"),
        Column("deducted", "抵扣进项税", "Tax deducted", "amount", total="deducted"),
        Column("cost", "记入费用", "Expense", "amount", total="cost"),
        Column("month", "月份", "Month", "text"),
    ),
    statement="expense_lines",
    order_by="business_on, number, line_no",
    needs=("reports.view", "expense.view"),
    bind=bind_expenses,
    link=to_document,
    groups=("expense_item", "department", "payee", "month"),
)
