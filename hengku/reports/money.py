"""Reports over money: the flow through the fund accounts, and a party's statement of account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hengku.reports.columns import DATE, DUE_ON, FROM, NUMBER, PARTY_NAME, TO
from hengku.reports.declaration import Choice, Column, Parameter, ReportType, Row
from hengku.reports.stock import to_document
from hengku.reports.words import ITEM_LABELS, SIDES, label_documents


def label_balance(rows: list[Row]) -> None:
    """Say the kinds in words; the first row is what was there before."""
    label_documents(rows)
    for row in rows:
        if row["type_code"] == "opening_balance":
            row["type_label"] = "期初余额"
        row["kind_label"] = ITEM_LABELS.get(row.get("kind") or "", "")


def bind_statement(bound: Row) -> Row:
    """The kinds of items of one side; what suppliers have not invoiced only when asked for. Goods that are invoiced and
    not sent yet are no money: they stand on no statement of account.

    What is owed to suppliers is for who may see what we buy at.
    """
    left_out = {"invoiced_ahead"} if bound["with_estimated"] else {"invoiced_ahead", "ap_estimated"}
    kinds = [kind for kind in SIDES[bound["side"]] if kind not in left_out]
    if not bound["sees_purchase_prices"]:
        kinds = [kind for kind in kinds if kind not in SIDES["ap"]]
    return {**bound, "kinds": kinds}


#: 期末 = 期初 + 收入 − 支出 of every entry line on a fund account; its balance is that of 现金、银行、其他货币资金 (R-45).
FUND_LEDGER = ReportType(
    name="fund_ledger",
    label="资金流水",
    label_en="Cash and bank ledger",
    parameters=(FROM, TO, Parameter("fund_account", "资金账户", "Account", "fund_account")),
    columns=(
        DATE,
        Column("fund_account", "资金账户", "Account", "text"),
        Column("type_label", "单据类型", "Type", "text"),
        NUMBER,
        PARTY_NAME,
        Column("memo", "摘要", "Summary", "text"),
        Column("money_in", "收入", "In", "amount", total="money_in"),
        Column("money_out", "支出", "Out", "amount", total="money_out"),
        Column("balance", "余额", "Balance", "amount", total="change"),
    ),
    statement="fund_ledger",
    order_by="row_number",
    needs=("reports.view", "receipt.view", "payment.view"),
    finish=label_balance,
    link=to_document,
    can_sort=False,
)


def to_fund_ledger(row: Row, _values: Mapping[str, Any]) -> Row:
    """A day of an account leads to its lines."""
    day = row["business_on"]
    return {
        "report": "fund_ledger",
        "parameters": {"fund_account": row["fund_account_id"], "from": day, "to": day},
    }


#: 日末 = 日初 + 收 − 支 of each account and day on which money moved (R-45).
FUND_DAYS = ReportType(
    name="fund_days",
    label="资金日报",
    label_en="Daily cash flow",
    parameters=FUND_LEDGER.parameters,
    columns=(
        DATE,
        Column("fund_code", "账户编码", "Code", "text"),
        Column("fund_account", "资金账户", "Account", "text"),
        Column("opening", "日初余额", "Opening", "amount"),
        Column("money_in", "收入", "In", "amount", total="money_in"),
        Column("money_out", "支出", "Out", "amount", total="money_out"),
        Column("closing", "日末余额", "Closing", "amount"),
    ),
    statement="fund_days",
    order_by="business_on DESC, fund_code",
    needs=FUND_LEDGER.needs,
    link=to_fund_ledger,
    groups=("business_on", "fund_account"),
)

FUND_ROLES = {"cash": "库存现金", "bank": "银行存款", "other_monetary": "其他货币资金"}


def label_role(rows: list[Row]) -> None:
    """Say in words under which account the money is kept."""
    for row in rows:
        row["role_label"] = FUND_ROLES[row["role"]]


def to_lines_of_account(row: Row, values: Mapping[str, Any]) -> Row:
    """An account leads to its lines in the same days."""
    asked = {"fund_account": row["fund_account_id"], "from": values["from"], "to": values["to"]}
    return {"report": "fund_ledger", "parameters": asked}


#: 期末 = 期初 + 收入 − 支出 of each account, moved or not; all together are 现金、银行、其他货币资金 (R-45).
FUND_ACCOUNTS = ReportType(
    name="fund_accounts",
    label="资金账户余额表",
    label_en="Balances of fund accounts",
    parameters=(FROM, TO),
    columns=(
        Column("fund_code", "账户编码", "Code", "text"),
        Column("fund_account", "资金账户", "Account", "text"),
        Column("role_label", "科目", "Kept under", "text"),
        Column("bank_name", "开户行", "Bank", "text"),
        Column("bank_account", "账号", "Account no.", "text"),
        Column("opening", "期初余额", "Opening", "amount", total="opening"),
        Column("money_in", "收入", "In", "amount", total="money_in"),
        Column("money_out", "支出", "Out", "amount", total="money_out"),
        Column("closing", "期末余额", "Closing", "amount", total="closing"),
    ),
    statement="fund_accounts",
    order_by="fund_code",
    needs=FUND_LEDGER.needs,
    finish=label_role,
    link=to_lines_of_account,
)

#: 期末 = 期初 + 增加 − 减少 = Σ open items = the balance of the party's accounts (R-26, R-32).
STATEMENT = ReportType(
    name="statement",
    label="往来对账单",
    label_en="Statement of account",
    parameters=(
        Parameter("party", "往来单位", "Party", "party", required=True),
        Parameter(
            "side",
            "方向",
            "Side",
            "choice",
            default="ar",
            choices=(Choice("ar", "应收(客户)", "Receivable"), Choice("ap", "应付(供应商)", "Payable")),
        ),
        FROM,
        TO,
        Parameter("with_estimated", "含未开票暂估", "With not invoiced", "flag", default="false"),
    ),
    columns=(
        DATE,
        Column("type_label", "单据类型", "Type", "text"),
        NUMBER,
        Column("kind_label", "款项", "Kind", "text"),
        DUE_ON,
        Column("remark", "备注", "Remark", "text"),
        Column("charged", "增加", "Charged", "amount", total="charged"),
        Column("settled", "减少", "Settled", "amount", total="settled"),
        Column("balance", "余额", "Balance", "amount", total="change"),
    ),
    statement="statement",
    order_by="row_number",
    bind=bind_statement,
    finish=label_balance,
    link=to_document,
    can_sort=False,
)
