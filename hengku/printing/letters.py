"""Letters to a party that no document type declares: 对账单 and 催款单. They have templates as documents have. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengku.documents.declaration import DocumentType, document_type


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. ``needs`` are the rights of the reports its figures come from; ``signatures`` stand before the clerk
    who signs by name; ``request`` is what it asks for at its foot; ``party`` is whom it is for: customer, supplier.
    """

    code: str
    label: str
    label_en: str
    party: str
    needs: tuple[str, ...]
    signatures: tuple[str, ...]
    request: str


_AGREE: Final = "请核对以上往来:无误请盖章确认;如有不符,请注明并附明细回复我方。"
_STAMPS: Final = ("对方确认(盖章)", "日期", "我方(盖章)")

LETTERS: Final[dict[str, Letter]] = {
    one.code: one
    for one in (
        Letter(
            "statement_ar", "客户对账单", "Customer statement", "customer", ("reports.view",), _STAMPS, _AGREE
        ),
        Letter(
            "statement_ap",
            "供应商对账单",
            "Supplier statement",
            "supplier",
            ("reports.view",),
            _STAMPS,
            _AGREE,
        ),
        Letter(
            "dunning",
            "催款单",
            "Payment reminder",
            "customer",
            ("reports.view",),
            ("对方签收", "承诺付款日", "我方(盖章)"),
            "以上款项已过约定付款日,请尽快安排付款;如已付款或对金额有异议,请与我方经办人联系。",
        ),
    )
}


def paper_kind(code: str) -> DocumentType | Letter:
    """What is printed under this code: a letter, or a document type; ``UnknownDocumentType`` when there is none."""
    return LETTERS[code] if code in LETTERS else document_type(code)


def needs_of(kind: DocumentType | Letter) -> tuple[str, ...]:
    """The rights without which nobody sees it, on paper or elsewhere."""
    return kind.needs if isinstance(kind, Letter) else (f"{kind.code}.view",)
