"""Entries by account role, and which account a role means in each standard (domain.md §1.4, §1.5, §3.1).

A document type says "debit merchandise, credit ap_estimated"; the company's standard turns that into
codes. Pure: no database, no Django.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from hengku.kit.errors import Refused
from hengku.kit.numbers import ZERO, ZERO_FEN


class Standard(StrEnum):
    """Which accounting standard a book follows."""

    SMALL_BUSINESS = "small_business"  # 小企业会计准则 (2013)
    ENTERPRISE = "enterprise"  # 企业会计准则


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One side of an entry in the book's currency, in fen. Red keeps its side and is negative (G9)."""

    role: str
    debit: Decimal
    credit: Decimal


def debit(role: str, amount: Decimal) -> EntryLine:
    """A debit 借 of the role; negative is red."""
    return EntryLine(role, amount, ZERO_FEN)


def credit(role: str, amount: Decimal) -> EntryLine:
    """A credit 贷 of the role; negative is red."""
    return EntryLine(role, ZERO_FEN, amount)


def lines_of(*lines: EntryLine) -> tuple[EntryLine, ...]:
    """The entry without its lines of 0 (R3); all 0 gives no entry: ()."""
    return tuple(line for line in lines if line.debit or line.credit)


def difference(lines: Iterable[EntryLine]) -> Decimal:
    """Debits less credits; 0 when the entry balances."""
    result = ZERO
    for line in lines:
        result += line.debit - line.credit
    return result


def balanced(lines: Iterable[EntryLine]) -> bool:
    """Whether debits equal credits to the fen (R3)."""
    return not difference(lines)


@dataclass(eq=False)
class NoAccountForRole(Refused):
    """The standard has no account for what is to be booked."""

    role: str
    standard: Standard
    text = "科目角色 {role} 在当前会计准则下没有对应科目。请在「科目映射」中设置后重试。"


def account_code(role: str, standard: Standard) -> str:
    """The standard's own account for a role, before any mapping of the company. Refuses one without it."""
    codes = ACCOUNT_CODE.get(role)
    code = "" if codes is None else codes[0 if standard is Standard.SMALL_BUSINESS else 1]
    if not code:
        raise NoAccountForRole(role=role, standard=standard)
    return code


#: Role → (小企业会计准则, 企业会计准则). Equal codes stand twice: that they agree is no rule.
#: "" where a standard does not have the thing at all: small businesses keep no allowances (§1.5).
ACCOUNT_CODE: Final[dict[str, tuple[str, str]]] = {
    # money 资金
    "cash": ("1001", "1001"),
    "bank": ("1002", "1002"),
    "other_monetary": ("1012", "1012"),
    "notes_receivable": ("1121", "1121"),
    # owed to us 往来(资产)
    "ar": ("1122", "1122"),
    "prepay": ("1123", "1123"),
    "other_receivable": ("1221", "1221"),
    "bad_debt_allowance": ("", "1231"),
    # stock 存货
    "material_purchase": ("1401", "1401"),
    "goods_in_transit": ("1402", "1402"),
    "raw_material": ("1403", "1403"),
    "cost_variance": ("1404", "1404"),
    "merchandise": ("1405", "1405"),
    "goods_dispatched": ("1406", "1406"),
    "markup": ("1407", "1407"),
    "outsourced_material": ("1408", "1408"),
    "consigned_out": ("1409", "1406"),
    "turnover_material": ("1411", "1411"),
    "inventory_allowance": ("", "1471"),
    "fixed_asset": ("1601", "1601"),
    "construction": ("1604", "1604"),
    "suspense": ("1901", "1901"),
    # owed by us 往来(负债)
    "notes_payable": ("2201", "2201"),
    "ap": ("220201", "220201"),
    "ap_estimated": ("220202", "220202"),
    "advance_received": ("2203", "2203"),
    "stored_value": ("2203", "2203"),
    "payroll": ("2211", "2211"),
    "profit_payable": ("2232", "2232"),
    "other_payable": ("2241", "2241"),
    # taxes 应交税费 (§3.1)
    "vat_small": ("222101", "222101"),
    "vat_input": ("22210101", "22210101"),
    "vat_output_deduction": ("22210102", "22210102"),
    "vat_paid": ("22210103", "22210103"),
    "vat_transfer_unpaid": ("22210104", "22210104"),
    "vat_relief": ("22210105", "22210105"),
    "vat_export_offset": ("22210106", "22210106"),
    "vat_output": ("22210107", "22210107"),
    "vat_export_refund": ("22210108", "22210108"),
    "vat_input_out": ("22210109", "22210109"),
    "vat_transfer_overpaid": ("22210110", "22210110"),
    "vat_unpaid": ("222102", "222102"),
    "vat_prepaid": ("222103", "222103"),
    "vat_pending_input": ("222104", "222104"),
    "vat_unverified_input": ("222105", "222105"),
    "vat_pending_output": ("222106", "222106"),
    "vat_credit": ("222107", "222107"),
    "vat_simplified": ("222108", "222108"),
    "vat_financial_goods": ("222109", "222109"),
    "vat_withheld": ("222110", "222110"),
    "income_tax_payable": ("222111", "222111"),
    "city_tax": ("222112", "222112"),
    "edu_tax": ("222113", "222113"),
    "local_edu_tax": ("222114", "222114"),
    "personal_tax": ("222115", "222115"),
    "stamp_tax": ("222116", "222116"),
    # equity 权益
    "capital": ("3001", "4001"),
    "capital_reserve": ("3002", "4002"),
    "surplus_reserve": ("3101", "4101"),
    "current_profit": ("3103", "4103"),
    "profit_dist": ("3104", "4104"),
    # What an opening balance lacks to be even is, by definition, profit kept from before the book.
    "opening_equity": ("3104", "4104"),
    # production 成本: same codes, other meanings, in the two standards (§1.5)
    "wip": ("4001", "5001"),
    "overhead": ("4101", "5101"),
    "rnd": ("4301", "5301"),
    # income 收入
    "revenue": ("5001", "6001"),
    "other_revenue": ("5051", "6051"),
    "nonop_income": ("5301", "6301"),
    "other_income": ("5301", "6117"),
    "vat_exempt_income": ("5301", "6117"),
    # expense 费用
    "cogs": ("5401", "6401"),
    "other_cost": ("5402", "6402"),
    "tax_surcharge": ("5403", "6403"),
    "selling": ("5601", "6601"),
    "admin": ("5602", "6602"),
    "finance": ("5603", "6603"),
    "nonop_expense": ("5711", "6711"),
    "impairment": ("", "6701"),
    "income_tax": ("5801", "6801"),
    "prior_adjust": ("", "6901"),
    # where the standards part ways (§1.5, second table): one role, one event, two accounts
    "count_gain": ("5301", "6602"),
    "count_loss_mgmt": ("5711", "6602"),
    "count_loss_disaster": ("5711", "6711"),
    "fx_gain": ("5301", "6603"),
    "fx_loss": ("5603", "6603"),
    "cash_discount": ("5603", "6001"),
    "bad_debt_writeoff": ("5711", "1231"),
    "cash_over": ("5301", "6301"),
    "cash_short": ("5711", "6602"),
    "opening_fix_gain": ("5301", "6901"),
    "opening_fix_loss": ("5711", "6901"),
}

#: Roles whose account a sub-ledger owns: the control mark of the account a role is mapped to must be this one (I16).
CONTROL_OF_ROLE: Final[dict[str, str]] = {
    "ar": "ar",
    "ap": "ap",
    "ap_estimated": "ap_estimated",
    "advance_received": "advance_received",
    "stored_value": "advance_received",
    "prepay": "prepay",
    **dict.fromkeys(
        (
            "merchandise",
            "raw_material",
            "turnover_material",
            "goods_dispatched",
            "consigned_out",
            "outsourced_material",
        ),
        "inventory",
    ),
}


def control_of(role: str) -> str:
    """The control mark that an account must have to stand for the role, "" for one that nobody owns."""
    return CONTROL_OF_ROLE.get(role, "")
