"""What a customer or supplier is, as somebody writes it down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from hengku.company.record_rules import NumberBelowZero, missing_names, number_problems, too_long
from hengku.kit.errors import Invalid, Problem


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A party: customer, supplier or both. ``credit_limit`` None is no limit; ``initials`` "" are computed."""

    code: str
    name: str
    is_customer: bool = False
    is_supplier: bool = False
    tax_number: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""
    bank_name: str = ""
    bank_account: str = ""
    bank_code: str = ""
    level: str = ""
    credit_limit: Decimal | None = None
    payment_days: int = 0
    settlement_term: str = ""
    minimum_days_left: int = 0  # days a lot must still keep when it is sold to them (B4)
    tax_codes: str = ""  # codes, a comma between; empty is any
    must_inspect: bool = False
    inspection_mode: str = ""  # BEFORE, AFTER, "" as the company says
    initials: str = ""
    manager: int | None = None  # the employee who answers for them (§6.2)
    is_active: bool = True


@dataclass(eq=False)
class NeitherCustomerNorSupplier(Invalid):
    """A party is one or the other or both."""

    text = "请至少勾选“客户”或“供应商”之一。"


@dataclass(eq=False)
class PaymentDaysTooMany(Invalid):
    """Nobody waits for ten years."""

    given: int
    text = "账期 {given} 天太长:最多 3650 天。"


@dataclass(eq=False)
class DaysLeftInvalid(Invalid):
    """What a customer asks of the life left is some days (B4)."""

    given: int
    text = "要求剩余效期 {given} 天不正确:应为 0 到 3650 天。"


_PAYMENT_DAYS_MAX: Final = 3650

#: Brackets as they stand on licences (full width) and as people type them.
_HALF: Final = str.maketrans("\uff08\uff09", "()")
_COMMAS: Final = str.maketrans("\uff0c\u3001;\uff1b ", ",,,,,")
_FULL: Final = str.maketrans("()", "\uff08\uff09")

#: Texts of a party: field, label, most characters.
TEXTS: Final = (
    ("code", "编码", 64),
    ("name", "名称", 128),
    ("tax_number", "税号", 32),
    ("contact", "联系人", 64),
    ("phone", "电话", 32),
    ("address", "地址", 256),
    ("bank_name", "开户行", 128),
    ("bank_account", "银行账号", 64),
    ("bank_code", "联行号", 32),
    ("initials", "助记码", 128),
    ("level", "客户等级", 32),
    ("settlement_term", "结算方式", 32),
    ("tax_codes", "可开税码", 128),
)


def tidied(record: PartyRecord) -> PartyRecord:
    """The record without blanks around its texts and single blanks inside; numbers without any."""
    texts: dict[str, Any] = {field: " ".join(getattr(record, field).split()) for field, _, _ in TEXTS}
    for field in ("tax_number", "bank_account", "bank_code"):
        texts[field] = texts[field].replace(" ", "").upper()
    codes = record.tax_codes.translate(_COMMAS).upper().split(",")
    texts["tax_codes"] = ",".join(dict.fromkeys(code.strip() for code in codes if code.strip()))
    return replace(record, **texts)


def name_key(name: str) -> str:
    """By what two names are the same: full and half width brackets, blanks and case make no other firm (D-RCV)."""
    return name.translate(_HALF).replace(" ", "").upper()


def name_spellings(name: str) -> set[str]:
    """The spellings under which the name may already be there, in capitals."""
    upper = name.upper()
    tight = upper.replace(" ", "")
    return {one.translate(table) for one in (upper, tight) for table in (_HALF, _FULL, {})}


def record_problems(record: PartyRecord) -> list[Problem]:
    """What is wrong with a tidied record by itself."""
    problems = missing_names(code=record.code, name=record.name, label="往来单位")
    problems += too_long({field: (label, getattr(record, field), most) for field, label, most in TEXTS})
    if not (record.is_customer or record.is_supplier):
        problems.append(NeitherCustomerNorSupplier().at(field="is_customer"))
    problems += number_problems("信用额度", "credit_limit", record.credit_limit, 2)
    if record.payment_days < 0:
        problems.append(
            NumberBelowZero(label="账期", given=Decimal(record.payment_days)).at(field="payment_days")
        )
    elif record.payment_days > _PAYMENT_DAYS_MAX:
        problems.append(PaymentDaysTooMany(given=record.payment_days).at(field="payment_days"))
    if not 0 <= record.minimum_days_left <= _PAYMENT_DAYS_MAX:
        problems.append(DaysLeftInvalid(given=record.minimum_days_left).at(field="minimum_days_left"))
    return problems
