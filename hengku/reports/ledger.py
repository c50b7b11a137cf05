"""Reports over accounts, entries and vouchers. They show cost throughout, so they need the ledger's own permission."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.reports.columns import DATE, FROM, NUMBER, PARTY, PARTY_NAME, SUMMARY, TO
from hengku.reports.declaration import Column, Parameter, ReportType, Row
from hengku.reports.stock import to_document

NEEDS = ("reports.view", "ledger.view")


def bind_leaves(bound: Row) -> Row:
    """An unset flag is no; the year is that of the last day."""
    year_from = bound["to"].replace(month=1, day=1)
    return {**bound, "leaves_only": bool(bound["leaves_only"]), "year_from": year_from}


def to_account_ledger(row: Row, values: Mapping[str, Any]) -> Row:
    """An account leads to its lines in the same days."""
    parameters = {"account": row["account_id"], "from": values["from"], "to": values["to"]}
    return {"report": "account_ledger", "parameters": parameters}


def to_voucher(row: Row, values: Mapping[str, Any]) -> Row | None:
    """A voucher opens; an entry without one leads to its document."""
    if row["voucher_id"] is None:
        return to_document(row, values)
    return {"report": "voucher", "parameters": {"voucher": row["voucher_id"]}}


def say_unnumbered(rows: list[Row]) -> None:
    """Entries that are on no voucher yet stand in the list under this word."""
    for row in rows:
        row["voucher"] = row["voucher"] or "未编号"


TRIAL_BALANCE = ReportType(
    name="trial_balance",
    label="科目余额表",
    label_en="Trial balance",
    parameters=(
        FROM,
        TO,
        Parameter("leaves_only", "只看末级科目", "Leaf accounts only", "flag", default="false"),
    ),
    columns=(
        Column("code", "科目编码", "Code", "text"),
        Column("name", "科目名称", "Account", "text"),
        Column("direction", "方向", "Side", "text"),
        Column("opening_debit", "期初借方", "Opening Dr", "amount", total="top_opening_debit"),
        Column("opening_credit", "期初贷方", "Opening Cr", "amount", total="top_opening_credit"),
        Column("debit", "本期借方", "Dr", "amount", total="top_debit"),
        Column("credit", "本期贷方", "Cr", "amount", total="top_credit"),
        Column("year_debit", "本年累计借方", "Year Dr", "amount", total="top_year_debit"),
        Column("year_credit", "本年累计贷方", "Year Cr", "amount", total="top_year_credit"),
        Column("closing_debit", "期末借方", "Closing Dr", "amount", total="top_closing_debit"),
        Column("closing_credit", "期末贷方", "Closing Cr", "amount", total="top_closing_credit"),
    ),
    statement="trial_balance",
    order_by="code",
    needs=NEEDS,
    reads_all=True,
    bind=bind_leaves,
    link=to_account_ledger,
)

ACCOUNT_LEDGER = ReportType(
    name="account_ledger",
    label="科目明细账",
    label_en="Account ledger",
    parameters=(
        Parameter("account", "科目", "Account", "account", required=True),
        FROM,
        TO,
        PARTY,
    ),
    columns=(
        DATE,
        Column("voucher", "凭证号", "Voucher", "text"),
        Column("account", "科目", "Account", "text"),
        SUMMARY,
        PARTY_NAME,
        NUMBER,
        Column("debit", "借方", "Debit", "amount", total="debit"),
        Column("credit", "贷方", "Credit", "amount", total="credit"),
        Column("balance", "余额(借正贷负)", "Balance (debit > 0)", "amount", total="change"),
    ),
    statement="account_ledger",
    order_by="row_number",
    needs=NEEDS,
    can_sort=False,
    link=to_document,
)

VOUCHERS = ReportType(
    name="vouchers",
    label="凭证列表",
    label_en="Vouchers",
    parameters=(FROM, TO),
    columns=(
        DATE,
        Column("voucher", "凭证号", "Voucher", "text"),
        SUMMARY,
        Column("entry_count", "分录数", "Entries", "count", total="entry_count"),
        Column("amount", "金额", "Amount", "amount", total="amount"),
    ),
    statement="vouchers",
    order_by="business_on, voucher_number NULLS LAST, document_id, amount",
    needs=NEEDS,
    finish=say_unnumbered,
    link=to_voucher,
)

VOUCHER = ReportType(
    name="voucher",
    label="记账凭证",
    label_en="Voucher",
    parameters=(Parameter("voucher", "凭证", "Voucher", "voucher", required=True),),
    columns=(
        Column("voucher", "凭证号", "Voucher", "text"),
        DATE,
        SUMMARY,
        Column("code", "科目编码", "Code", "text"),
        Column("name", "科目名称", "Account", "text"),
        PARTY_NAME,
        NUMBER,
        Column("debit", "借方", "Debit", "amount", total="debit"),
        Column("credit", "贷方", "Credit", "amount", total="credit"),
    ),
    statement="voucher",
    order_by="entry_id, line_no",
    needs=NEEDS,
    link=to_document,
    is_listed=False,
)
