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
#: Types whose amounts have tax, be it typed, computed, taken from the source or shared out.
TAXED: Final = ("priced", "given", "source", "shares")
PRICES: Final = ("price", "discount_amount", "amount_net", "amount_tax", "amount_incl", "debit", "credit")
#: Declared fields that say nothing to who reads the paper.
UNUSUAL: Final = ("lot_reason", "vat_out", "is_reasonable", "purpose")


@cache
def columns_of(type_code: str) -> tuple[Column, ...]:
    """Every column a type can have, in the order in which they stand unless chosen otherwise."""
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
