"""What a new company starts with, as data. Each can be changed or switched off afterwards.

Rates stand here and nowhere else in the code: they are the first rows of the parameter table of domain.md §3.0,
with the dates they hold.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from hengku.catalog.actions_lists import TaxCodeRecord
from hengku.parties.records import PartyRecord

#: Name, decimals.
UNITS: Final = (
    ("个", 0),
    ("件", 0),
    ("箱", 0),
    ("盒", 0),
    ("瓶", 0),
    ("袋", 0),
    ("包", 0),
    ("桶", 0),
    ("罐", 0),
    ("支", 0),
    ("只", 0),
    ("条", 0),
    ("张", 0),
    ("卷", 0),
    ("台", 0),
    ("套", 0),
    ("双", 0),
    ("份", 0),
    ("千克", 3),
    ("克", 0),
    ("吨", 6),
    ("升", 3),
    ("毫升", 0),
    ("米", 3),
    ("厘米", 1),
    ("平方米", 3),
    ("小时", 2),
)

#: Code, name, account role.
FUND_ACCOUNTS: Final = (
    ("01", "现金", "cash"),
    ("02", "银行存款", "bank"),
    ("03", "微信", "other_monetary"),
    ("04", "支付宝", "other_monetary"),
)

DEPARTMENT: Final = ("01", "公司")

WALK_IN_CUSTOMER: Final = PartyRecord(code="0000", name="零售客户", is_customer=True)

_SINCE_2019: Final = date(2019, 4, 1)
_SINCE_2016: Final = date(2016, 5, 1)
_REDUCED_FROM, _REDUCED_TO = date(2023, 1, 1), date(2027, 12, 31)


def tax_codes(taxpayer: str) -> tuple[TaxCodeRecord, ...]:
    """The tax codes of a general or a small-scale taxpayer (§3.0, T1). A small-scale taxpayer deducts nothing (T5)."""
    deducts = taxpayer == "general"
    zero = Decimal(0)
    return (
        TaxCodeRecord("VAT13", "增值税 13%", Decimal("0.13"), "general", _SINCE_2019, is_deductible=deducts),
        TaxCodeRecord("VAT9", "增值税 9%", Decimal("0.09"), "general", _SINCE_2019, is_deductible=deducts),
        TaxCodeRecord("VAT6", "增值税 6%", Decimal("0.06"), "general", _SINCE_2016, is_deductible=deducts),
        TaxCodeRecord("VAT3", "征收率 3%", Decimal("0.03"), "simplified", _SINCE_2016, is_deductible=deducts),
        TaxCodeRecord(
            "VAT1",
            "征收率 3% 减按 1%",
            Decimal("0.01"),
            "simplified",
            _REDUCED_FROM,
            _REDUCED_TO,
            is_deductible=deducts,
        ),
        TaxCodeRecord("ZERO", "零税率", zero, "zero", _SINCE_2016, is_deductible=deducts),
        TaxCodeRecord("EXEMPT", "免税", zero, "exempt", _SINCE_2016, is_deductible=False),
        TaxCodeRecord("NONE", "不征税", zero, "none", _SINCE_2016, is_deductible=False),
        TaxCodeRecord("ORDINARY", "普通发票(不抵扣)", zero, "none", _SINCE_2016, is_deductible=False),
    )


def default_tax_code(taxpayer: str, on: date) -> str:
    """T1, the last resort: 13 % for a general taxpayer; for a small one 1 % while that holds, else 3 %."""
    if taxpayer == "general":
        return "VAT13"
    return "VAT1" if _REDUCED_FROM <= on <= _REDUCED_TO else "VAT3"
