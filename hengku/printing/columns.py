"""Which columns a document of a type can have on paper, from its declaration. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from hengku.documents.declaration import DocumentType, Field, document_type


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``key`` is that of the line, or ``product.code`` for a part of a reference."""

    key: str
    label: str
    label_en: str
    kind: str  # as Field.kind, and index
    choices: tuple[tuple[str, str], ...] = ()
    is_price: bool = False  # left out where prices are not shown
    is_tax: bool = False  # left out where tax is not shown
    is_usual: bool = True  # there unless the company chose its own columns
    is_summed: bool = False
    is_seldom: bool = False  # stands only where a line holds it

    @property
    def is_number(self) -> bool:
        """Right-aligned, in figures of one width."""
        return self.kind in ("quantity", "price", "amount", "rate")


INDEX: Final = Column("line_no", "序号", "No.", "index")
PRODUCT: Final = (
    Column("product.code", "商品编码", "Code", "text"),
    Column("product.name", "商品名称", "Product", "text"),
    Column("product.specification", "规格", "Specification", "text"),
)
AMOUNTS: Final = (
    Column("amount_net", "金额", "Net", "amount", is_price=True, is_tax=True, is_summed=True),
    Column("amount_tax", "税额", "Tax", "amount", is_price=True, is_tax=True, is_summed=True),
    Column("amount_incl", "价税合计", "Total", "amount", is_price=True, is_summed=True),
)
TAX_RATE: Final = Column("tax_rate", "税率", "Tax rate", "rate", is_price=True, is_tax=True)
#: 对账单; what is seldom stands only where a line holds it.
STATEMENT_COLUMNS: Final = (
    Column("row_number", "序号", "No.", "index"),
    Column("business_on", "日期", "Date", "date"),
    Column("type_label", "单据类型", "Type", "text"),
    Column("number", "单号", "Document", "text"),
    Column("due_on", "到期日", "Due", "date", is_seldom=True),
    Column("remark", "备注", "Remark", "text", is_seldom=True),
    Column("charged", "增加", "Charged", "amount", is_summed=True),
    Column("settled", "减少", "Settled", "amount", is_summed=True),
    Column("balance", "余额", "Balance", "amount"),
)
#: 催款单.
DUNNING_COLUMNS: Final = (
    Column("row_number", "序号", "No.", "index"),
    Column("type_label", "单据类型", "Type", "text"),
    Column("number", "单号", "Document", "text"),
    Column("business_on", "日期", "Date", "date"),
    Column("due_on", "到期日", "Due", "date"),
    Column("days_overdue", "逾期天数", "Days overdue", "quantity"),
    Column("amount", "应收金额", "Amount", "amount", is_summed=True),
    Column("applied", "已收", "Paid", "amount", is_summed=True),
    Column("residual", "逾期未付", "Overdue", "amount", is_summed=True),
)
LETTER_COLUMNS: Final = {
    "statement_ar": STATEMENT_COLUMNS,
    "statement_ap": STATEMENT_COLUMNS,
    "dunning": DUNNING_COLUMNS,
}
#: Types whose amounts have tax, be it typed, computed, taken from the source or shared out.
TAXED: Final = ("priced", "given", "source", "shares")
PRICES: Final = ("price", "discount_amount", "amount_net", "amount_tax", "amount_incl", "debit", "credit")
#: Declared fields that say nothing to who reads the paper.
UNUSUAL: Final = ("lot_reason", "vat_out", "is_reasonable", "purpose")


@cache
def columns_of(type_code: str) -> tuple[Column, ...]:
    """Every column a type can have, in the order in which they stand unless chosen otherwise."""
    if type_code in LETTER_COLUMNS:
        return LETTER_COLUMNS[type_code]
    kind = document_type(type_code)
    taxed = kind.amounts in TAXED
    found = [INDEX]
    last: list[Column] = []
    for field in kind.lines:
        if field.kind == "product":
            found.extend(PRODUCT)
        elif field.kind == "tax_code":
            found.append(TAX_RATE)
        elif field.key == "remark" and kind.amounts != "none":
            last.append(_column(field, kind))
        elif not (taxed and field.key in ("amount_net", "amount_tax", "amount_incl")):
            found.append(_column(field, kind))
    return (*found, *(AMOUNTS if taxed else ()), *last)


def _column(field: Field, kind: DocumentType) -> Column:
    return Column(
        field.key,
        field.label,
        field.label_en,
        field.kind,
        choices=tuple((choice.code, choice.label) for choice in field.choices),
        is_price=field.key in PRICES,
        is_usual=field.key not in UNUSUAL or kind.amounts == "money",
        is_summed=field.kind == "quantity" or (field.kind == "amount" and field.key != "discount_amount"),
        is_seldom=bool(field.shown_for),
    )
