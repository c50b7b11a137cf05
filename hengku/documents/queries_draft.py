"""A kept draft as the paper it was, to be posted without passing through a page."""

from __future__ import annotations

from hengku.documents.declaration import document_type
from hengku.documents.errors import DocumentNotFound
from hengku.documents.models import Document, Line
from hengku.documents.paper import Paper, PaperLine
from hengku.identity.actor import Actor
from hengku.kit.numbers import ZERO_FEN

HEADER = (
    "business_on",
    "due_on",
    "party_id",
    "warehouse_id",
    "warehouse_to_id",
    "department_id",
    "handler_id",
    "fund_account_id",
    "price_mode",
    "source_system",
    "source_number",
    "remark",
    "data",
)
LINE = (
    "product_id",
    "unit_id",
    "quantity",
    "price",
    "tax_code_id",
    "is_gift",
    "source_line_id",
    "remark",
    "data",
)
AMOUNTS = ("amount_net", "amount_tax", "amount_incl")


def paper_of_draft(actor: Actor, document_id: int) -> Paper:
    """What somebody wrote, as if it were sent again: amounts only where the type has them typed, the rest is computed
    anew when it is posted. Refused when there is no such document; its state is for the engine to judge.
    """
    document = Document.objects.visible_to(actor).filter(pk=document_id).first()
    if document is None:
        raise DocumentNotFound(document_id=document_id)
    kind = document_type(document.type_code)
    typed = tuple(key for key in AMOUNTS if any(one.key == key for one in kind.lines))
    lines = Line.objects.visible_to(actor).filter(document_id=document.pk).order_by("line_no")
    return Paper(
        type_code=document.type_code,
        id=document.pk,
        lines=[_line(line, typed) for line in lines],
        **{name: getattr(document, name) for name in HEADER},
    )


def _line(line: Line, typed: tuple[str, ...]) -> PaperLine:
    made = PaperLine(**{name: getattr(line, name) for name in LINE})
    made.discount_amount = line.discount_amount or ZERO_FEN
    for key in typed:
        setattr(made, key, getattr(line, key))
    return made
